// A program: trains a config of memory.problem.ts for a few steps and prints by how many bytes its resident memory grew
// at most, from before the model was made. Run by memory.test.ts.
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import '../../lib/ops/methods.ts'
import { large, small } from './large.ts'

const steps = 3

// Compiles the code and starts the threads.
const warm = await small().build({ seed: 0 })
await warm.trainer.fit(warm.train, { steps })
// V8 returns freed pages later, on another thread: wait until it has.
let before = Number.POSITIVE_INFINITY
for (let resident = process.memoryUsage.rss(); resident < before; resident = process.memoryUsage.rss()) {
  before = resident
  globalThis.gc!()
  await setTimeout(200)
}
const { trainer, train } = await large().build({ seed: 0 })
await trainer.fit(train, { steps })
const [, most] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!
console.log(1024 * Number(most) - before)
