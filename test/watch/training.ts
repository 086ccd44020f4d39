// A run in its own process, which logs, saves after each step and continues from what it saved. Run by page.test.ts as:
// node training.mjs <folder> <seed> <milliseconds of a step> <steps>
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { JsonLinesLogger } from '../../lib/train/index.ts'
import { problem } from '../train/problem.ts'

const [folder, seed, pause, steps] = process.argv.slice(2) as [string, string, string, string]
const { trainer, loader, validation } = problem({ seed: Number(seed), accumulate: 1 })
const path = `${folder}/last.safetensors`
await trainer.fit(loader, {
  steps: Number(steps),
  validation,
  loggers: [new JsonLinesLogger(`${folder}/log.jsonl`)],
  ...(existsSync(path) ? { resume: path } : {}),
  callbacks: [
    {
      async onStep({ step }) {
        if (step % 10 === 0) await trainer.save(path)
        await setTimeout(Number(pause))
      }
    }
  ]
})
