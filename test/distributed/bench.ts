// A rank that times training steps of a CNN or a model of the shape of GPT-2, and writes of each step the seconds, those
// of processors, those in calls of other ranks, the bytes sent and the loss, as JSON into a file. Arguments: the folder of
// the file, the model ('cnn', 'gpt2', 'tiny'), steps, 'zero' for divided states, 'bfloat16' for sums in that. Run by
// benchMpi.ts.
import { writeFileSync } from 'node:fs'
import { type Decoder, GPT2, LanguageModel } from '../../lib/bench/rows/models.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { init } from '../../lib/distributed/index.ts'
import { manualSeed, randint, randn } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW } from '../../lib/optim/index.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { Trainer } from '../../lib/train/index.ts'

const [folder = '.', name = 'tiny', count = '5', ...modes] = process.argv.slice(2)
const world = await init({ timeout: 3600 })

const conv = (from: number, to: number) => [
  new nn.Conv2d(from, to, 3, { padding: 1 }),
  new nn.ReLU(),
  new nn.MaxPool2d(2)
]

function language(size: Decoder, t: number, batch: number) {
  const shape = [4 * batch, t]
  const [x, y] = [randint(0, size.vocabulary, shape), randint(0, size.vocabulary, shape)]
  return { model: new LanguageModel(size, 'float32'), x, y, batch }
}

manualSeed(0)
const made: Record<string, () => { model: nn.Module; x: Tensor; y: Tensor; batch: number }> = {
  cnn: () => {
    const layers = [...conv(1, 32), ...conv(32, 64), new nn.Flatten(1), new nn.Linear(3136, 128), new nn.ReLU()]
    const model = new nn.Sequential(...layers, new nn.Linear(128, 10))
    return { model, x: randn([256, 1, 28, 28]), y: randint(0, 10, [256]), batch: 64 }
  },
  gpt2: () => language(GPT2, 64, 4),
  tiny: () => language({ width: 64, heads: 4, context: 32, vocabulary: 500, layers: 2, tied: true }, 16, 4)
}
const { model, x, y, batch } = made[name]!()
const steps = Number(count)
const warmup = 2
const trainer = new Trainer({
  model,
  optimizer: new AdamW(model.parameters(), { lr: 1e-4 }),
  loss: (prediction, target) => new nn.CrossEntropyLoss().forward(prediction, target.reshape([prediction.shape[0]!])),
  seed: 0,
  distributed: {
    world,
    shards: 2,
    zeroRedundancy: modes.includes('zero'),
    reduceDtype: modes.includes('bfloat16') ? 'bfloat16' : 'float32'
  }
})
const loader = new DataLoader(new TensorDataset(x, y), { batchSize: batch })
interface Step {
  seconds: number
  processor: number
  talking: number
  sent: number
  loss: number
}
const list: Step[] = []
let last = { at: 0, processor: 0, talked: 0, sent: 0 }
await trainer.fit(loader, {
  steps: warmup + steps,
  callbacks: [
    {
      onStep({ step, loss }) {
        const { user, system } = process.cpuUsage()
        const now = {
          at: performance.now() / 1000,
          processor: (user + system) / 1e6,
          talked: world.communicationSeconds,
          sent: world.bytesSent
        }
        if (step > warmup) {
          const since = (name: keyof typeof now): number => now[name] - last[name]
          list.push({
            seconds: since('at'),
            processor: since('processor'),
            talking: since('talked'),
            sent: since('sent'),
            loss
          })
        }
        last = now
      }
    }
  ]
})
const parameters = model.parameters().reduce((sum, p) => sum + p.size, 0)
writeFileSync(`${folder}/said.${world.rank}.json`, JSON.stringify({ parameters, steps: list }))
