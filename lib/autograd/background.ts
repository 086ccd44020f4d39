// Kernel calls in the background, for loops that share the event loop with a server. The queue is lib/backend/queue.ts.
import { backend } from '../backend/index.ts'
import { beginRecording, endRecording, start } from '../backend/queue.ts'
import { OptionError } from '../errors.ts'
import { synchronous } from './tape.ts'

// The end of the call that came last.
let last: Promise<void> = Promise.resolve()

/**
 * Runs `body` with its kernel calls queued, then runs these on another thread. The event loop waits only while
 * JavaScript prepares the step. Calls run in the order of the program: the same bits, and no more memory.
 *
 * Within `body` everything that reads elements (`item`, `data`, `toArray`, `clipGradNorm`, which needs the norm) first
 * runs what is queued, while the event loop waits: read the result after the await. Code outside that needs memory of a
 * step under way waits for its end in the same way; another call of `background` waits its turn without that. A typed
 * array of a tensor that was taken before changes at any time until the promise is settled: do not write to it, and do
 * not transfer its buffer. With the JavaScript backend, `body` simply runs.
 *
 * @param body a synchronous function
 * @returns what body returns, when all its calls have run
 * @throws OptionError when body is asynchronous. An error of body, when what came before it has run; BackendError when a kernel finds no memory, or that of a tensor was transferred: nothing after it has run
 * @example
 * const loss = await background(() =>
 *   scope(() => {
 *     const loss = criterion.forward(model.forward(x), y)
 *     loss.backward()
 *     optimizer.step()
 *     optimizer.zeroGrad()
 *     return loss
 *   })
 * )
 * loss.item()
 */
export async function background<R>(body: () => R): Promise<R> {
  if (typeof body !== 'function') {
    throw new OptionError(`background: expected a function but received ${String(body)}`)
  }
  const before = last
  let leave!: () => void
  last = new Promise((resolve) => {
    leave = resolve
  })
  await before
  try {
    return backend.name === 'js' ? synchronous('background', body()) : await queued(body)
  } finally {
    leave()
  }
}

async function queued<R>(body: () => R): Promise<R> {
  let result: R | undefined
  let failure: { readonly error: unknown } | null = null
  beginRecording()
  try {
    result = synchronous('background', body())
  } catch (error) {
    failure = { error }
  } finally {
    endRecording()
  }
  // What came before an error is done, as without a queue.
  await start()
  if (failure !== null) throw failure.error
  return result as R
}
