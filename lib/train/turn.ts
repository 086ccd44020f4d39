// Lets the event loop turn: a training computes synchronously, but timers, sockets and signals of the process must get
// their time. Called between batches.
import { setImmediate } from 'node:timers/promises'

const EVERY = 10
let last = performance.now()

/** Waits for a turn of the event loop when the last one is more than 10 ms ago. */
export async function turn(): Promise<void> {
  if (performance.now() - last < EVERY) return
  await setImmediate()
  last = performance.now()
}
