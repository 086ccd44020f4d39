// Queued kernel calls: inside `background` every call is checked and written down as words instead of executed, and what
// was written down runs as one native call on another thread. Reads wait; see storage.ts. docs/adr/0027-queued-calls.md
import { BackendError, IndexError } from '../errors.ts'
import type { Buffers } from './check.ts'
import { type KernelCalls, SPECS } from './gen/kernels.ts'
import { withIndices } from './indices.ts'
import type { NativeBackend } from './native.ts'
import { inFlight, pending } from './pending.ts'

// Words of the head, as in native/binding/queue.h.
const STATUS = 0
const FAILED = 1
const THREADS = 2
const ALWAYS_PARALLEL = 3
const HEAD = 4

interface Call {
  readonly at: number
  readonly kernel: keyof KernelCalls
  readonly buffers: Buffers
}

let words = new Float64Array(2 ** 13)
let end = HEAD
/** The memory of the queue, which must stay until it has ended. */
let held: ArrayBufferLike[] = []
let bytes: number[] = []
/** The calls that read indices: they may fail. */
let indexed: Call[] = []

/** The end of the queue that runs in the background; null when there is none. */
let running: { readonly native: NativeBackend; readonly number: number; end(): void } | null = null
let started = 0
let reported = 0

/** What a queue needs to know when it starts. */
export interface Settings {
  readonly threads: number
  readonly alwaysParallel: boolean
}

// --- recording ---

/**
 * Queues a call that has been checked. False when it has to run at once, because JavaScript holds an array over some of
 * its memory; then nothing is queued any more.
 *
 * @throws IndexError
 */
export function enqueue(
  native: NativeBackend,
  kernel: keyof KernelCalls,
  index: number,
  buffers: Buffers,
  sizes: readonly number[],
  numbers: readonly number[]
): boolean {
  for (let k = 0; k < buffers.length; k++) {
    if (buffers[k]?.storage.memory.exposed === pending.recordings) {
      settle()
      return false
    }
  }
  const own = withIndices(kernel, buffers, sizes, numbers)
  if (typeof own === 'number') throw failure(kernel, buffers, own)
  const need = end + 2 + sizes.length + numbers.length + buffers.length
  if (need > words.length) {
    const longer = new Float64Array(2 * need)
    longer.set(words.subarray(0, end))
    words = longer
  }
  words[end] = index
  const last = native.write(words, end + 2, own, sizes, numbers)
  words[end + 1] = last - end - 2
  for (let k = 0; k < own.length; k++) {
    const storage = own[k]?.storage
    if (storage === undefined || storage.length === 0) continue
    const { memory } = storage
    if (memory.queue !== pending.queue) {
      memory.queue = pending.queue
      const { buffer } = storage.unsettled
      held.push(buffer)
      bytes.push(buffer.byteLength)
    }
    if (storage.dtype === 'int32') indexed.push({ at: end, kernel, buffers })
  }
  end = last
  return true
}

/** Before a call that is not queued: waits if its memory is in use. */
export function settleFor(buffers: Buffers): void {
  for (let k = 0; k < buffers.length; k++) {
    const storage = buffers[k]?.storage
    if (storage !== undefined && storage.length > 0 && inFlight(storage.memory)) {
      settle()
      return
    }
  }
}

let settingsOf: (() => Settings) | null = null
let nativeOf: (() => NativeBackend) | null = null

/** Before the first queue. */
export function connect(native: () => NativeBackend, settings: () => Settings): void {
  nativeOf = native
  settingsOf = settings
}

/** From now on calls are queued; no queue may be under way. */
export function beginRecording(): void {
  pending.recordings++
  pending.recording = true
  pending.busy = true
}

/** Ends `beginRecording`; what was queued waits for `start`, `settle` or `discard`. */
export function endRecording(): void {
  pending.recording = false
}

// --- running ---

/** Runs in the background what was queued. It rejects with the error of a call, after which no other was executed. */
export function start(): Promise<void> {
  if (end === HEAD) return finished()
  const native = ready()
  if (!native.startQueue(words, end, report)) {
    // Without another thread the work is done here.
    settle()
    return Promise.resolve()
  }
  const number = ++started
  return new Promise<void>((resolve, reject) => {
    running = {
      native,
      number,
      end: () => {
        running = null
        const error = conclude()
        if (error === null) resolve()
        else reject(error)
      }
    }
  })
}

// Native code tells the end of each queue, which somebody may have waited for meanwhile.
function report(): void {
  reported++
  if (running?.number === reported) running.end()
}

// Waits until all that was queued has run: of a recording, runs it.
function settle(): void {
  if (running !== null) {
    running.native.finishQueue()
    running.end()
    return
  }
  if (end === HEAD) return
  ready().runQueue(words, end)
  const error = conclude()
  if (error !== null) throw error
}

function finished(): Promise<void> {
  pending.busy = pending.recording || running !== null
  return Promise.resolve()
}

// The head of the queue is written; its memory is still there.
function ready(): NativeBackend {
  for (const [k, buffer] of held.entries()) {
    if (buffer.byteLength === bytes[k]) continue
    clear()
    throw new BackendError(
      'background: expected the memory of every tensor to stay until the step has ended but an ArrayBuffer was transferred or resized'
    )
  }
  const { threads, alwaysParallel } = settingsOf!()
  words[THREADS] = threads
  words[ALWAYS_PARALLEL] = alwaysParallel ? 1 : 0
  return nativeOf!()
}

// After the queue has run: its error, if there is one.
function conclude(): Error | null {
  const status = words[STATUS]!
  let error: Error | null = null
  if (status !== 0) {
    const at = words[FAILED]!
    const call = indexed.find((each) => each.at === at)
    error = failure(call?.kernel ?? nameOf(words[at]!), call?.buffers ?? [], status)
  }
  clear()
  return error
}

function clear(): void {
  pending.ended = pending.queue++
  end = HEAD
  held = []
  bytes = []
  indexed = []
  pending.busy = pending.recording
}

function nameOf(index: number): keyof KernelCalls {
  const names = Object.keys(SPECS) as (keyof KernelCalls)[]
  return names.findLast((name) => SPECS[name].index <= index)!
}

/** The error of a kernel's status. */
export function failure(kernel: keyof KernelCalls, buffers: Buffers, status: number): Error {
  if (status < 0) return new BackendError(`${kernel}: out of memory`)
  const indices = buffers.filter((operand) => operand?.storage.dtype === 'int32')
  const [only] = indices
  const value = indices.length === 1 ? ` ${only!.storage.unsettled[only!.offset + status - 1]}` : ''
  return new IndexError(`${kernel}: the index${value} at position ${status - 1} is out of range`)
}

pending.settle = settle
