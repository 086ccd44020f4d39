// Lets the event loop run: training computes synchronously, but timers, sockets and signals of the process need their time.
// Called between batches and trials.
import { setImmediate } from 'node:timers/promises'

const EVERY = 10
let last = performance.now()

/** Whether the last turn of the event loop was so long ago that `yieldToEventLoop` would wait for one. */
export function eventLoopWaits(): boolean {
  return performance.now() - last >= EVERY
}

/** Waits for one turn of the event loop if the last one was more than 10 ms ago. */
export async function yieldToEventLoop(): Promise<void> {
  if (!eventLoopWaits()) return
  await setImmediate()
  last = performance.now()
}
