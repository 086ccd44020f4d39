// Lets the event loop run: training computes synchronously, but timers, sockets and signals of the process need their time.
// Called between batches and trials.
import { setImmediate } from 'node:timers/promises'

const EVERY = 10
let last = performance.now()

/** Waits for one turn of the event loop if the last one was more than 10 ms ago. */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - last < EVERY) return
  await setImmediate()
  last = performance.now()
}
