// A search that kill.test.ts kills: node killed.mjs <file> <log> <trials>. Each trial adds its number to the log.
import { appendFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { rand } from '../../lib/index.ts'
import { int, search, uniform } from '../../lib/search/index.ts'

const [file, log, trials] = process.argv.slice(2) as [string, string, string]
await search(
  { x: uniform(-2, 2), k: int(1, 5) },
  async ({ x, k }, trial) => {
    appendFileSync(log, `${trial.number}\n`)
    for (let step = 1; step <= 3; step++) {
      await setTimeout(4)
      trial.report(step, (x - 1) ** 2 + k / step)
    }
    return (x - 1) ** 2 + k + 0.01 * rand([1]).item()
  },
  { method: 'tpe', trials: Number(trials), seed: 3, file, pruner: { startupTrials: 4 } }
)
