// Kernel calls in the background, for loops that share the event loop with a server. The queue is lib/backend/queue.ts.
import { beginRecording, endRecording, start, underWay } from '../backend/queue.ts'
import { backend } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { synchronous } from './tape.ts'

export async function background<R>(body: () => R): Promise<R> {
  if (typeof body !== 'function') {
    throw new OptionError(`background: expected a function but received ${String(body)}`)
  }
  for (let other = underWay(); other !== null; other = underWay()) await other
  if (backend.name === 'js') return synchronous('background', body())
  beginRecording()
  let result: R | undefined
  let failure: { readonly error: unknown } | null = null
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
