// What of memory still waits for queued kernel calls: the ground under storage.ts, which asks here before JavaScript
// touches elements. queue.ts fills it.
import type { AnyArray, Operand } from './storage.ts'

/** Storages over one ArrayBuffer share this. */
export interface Memory {
  /** check.ts stamps it to find a buffer that comes twice in one call. */
  stamp: number
  /** The last queue with a call that uses this memory. */
  queue: number
  /** The last recording in which JavaScript was given an array over this memory, which it may still hold. */
  exposed: number
}

/** The state of the queue; see queue.ts. */
export const pending = {
  /** Whether a queue is recorded or under way: nothing waits while this is false. */
  busy: false,
  /** Whether kernel calls are queued now instead of executed. */
  recording: false,
  /** Counts calls of `background`; 0 belongs to no recording. */
  recordings: 0,
  /** The queue that is recorded now, or was recorded last. */
  queue: 1,
  /** All queues up to this one have ended. */
  ended: 0,
  /** Waits until every call that has been queued so far has ended. */
  settle: (): void => undefined,
  /** Queues the write of values, or of one value `count` times, to memory that earlier calls still use. */
  write: (_to: Operand, _values: AnyArray): void => undefined,
  fill: (_to: Operand, _count: number, _value: number): void => undefined
}

export function newMemory(): Memory {
  return { stamp: 0, queue: 0, exposed: 0 }
}

/** Whether a queued call that has not ended uses this memory. */
export function inFlight(memory: Memory): boolean {
  return memory.queue > pending.ended
}
