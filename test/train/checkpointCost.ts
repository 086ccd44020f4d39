// What checkpoints after every step cost: the perceptron of the benchmarks trained without any, with them, and with one at
// the end alone, in turn. Run as `npm run bench:checkpoints`; its numbers are in docs/guide/trainer.md.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setNumThreads } from '../../lib/backend/index.ts'
import { statsOf } from '../../lib/bench/clock.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { crossEntropy, manualSeed, randint, randn } from '../../lib/index.ts'
import { mlp } from '../../lib/nn/index.ts'
import { Adam } from '../../lib/optim/index.ts'
import { ModelCheckpoint, Trainer } from '../../lib/train/index.ts'

const ROUNDS = 15
const [x, y] = [randn([6400, 784]), randint(0, 10, [6400])]
const folder = mkdtempSync(join(process.cwd(), '.checkpoints-'))
const kinds = {
  none: [],
  'every step': [new ModelCheckpoint({ folder, every: { steps: 1 } })],
  'at the end': [new ModelCheckpoint({ folder, every: { steps: 1e9 } })]
}

async function milliseconds(steps: number, callbacks: ModelCheckpoint[]): Promise<number> {
  manualSeed(1)
  const model = mlp([784, 256, 128, 10])
  const trainer = new Trainer({ model, optimizer: new Adam(model.parameters()), loss: crossEntropy })
  const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 64, shuffle: true, seed: 1 })
  const began = performance.now()
  await trainer.fit(loader, { steps, callbacks })
  return performance.now() - began
}

try {
  for (const threads of [1, 2]) {
    setNumThreads(threads)
    for (const steps of [100, 1000]) {
      const times = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]))
      for (let k = 0; k < ROUNDS; k++) {
        for (const [kind, callbacks] of Object.entries(kinds))
          times.get(kind)!.push(await milliseconds(steps, callbacks))
      }
      const medians = [...times].map(([kind, all]) => [kind, statsOf(all, 1).median] as const)
      const none = medians[0]![1]
      const shown = medians.map(([kind, ms]) => `${kind} ${ms.toFixed(1)} ms (${(ms / none).toFixed(3)})`)
      console.log(`${steps} steps, ${threads} ${threads === 1 ? 'thread' : 'threads'}: ${shown.join(', ')}`)
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
