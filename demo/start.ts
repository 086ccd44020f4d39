// `npm start`: trains a small convolutional network on real digits, saves its weights and shows what it reads. The same
// seed gives the same bits, for any number of threads and in both backends: `--hash` prints what to compare.
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { backend, crossEntropy, manualSeed, noGrad, scope, setNumThreads, type Tensor } from 'thalweg'
import { saveSafetensors } from 'thalweg/checkpoint'
import { DataLoader, randomCrop } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import * as nn from 'thalweg/nn'
import { Adam } from 'thalweg/optim'
import { type Digits, digits, together } from '../examples/support/digits.ts'
import { Progress } from '../lib/report/progress.ts'
import { gallery, picture } from './picture.ts'

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '16' },
    steps: { type: 'string', default: 'Infinity' },
    batch: { type: 'string', default: '64' },
    threads: { type: 'string' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'digits.safetensors' },
    hash: { type: 'boolean', default: false }
  }
})
const [epochs, steps, batchSize, seed] = [values.epochs, values.steps, values.batch, values.seed].map(Number) as [
  number,
  number,
  number,
  number
]
if (values.threads !== undefined) setNumThreads(Number(values.threads))
manualSeed(seed)

const RATE = 1e-3
const { train, test } = digits(seed)
// Every digit is seen a little shifted, each time another way.
const shift = randomCrop({ size: 28, padding: 2 })
const loader = new DataLoader(train, {
  batchSize,
  shuffle: true,
  seed,
  transform: ([x, y], context): [Tensor, Tensor] => [shift(x, context), y]
})
const model = new nn.Sequential(
  new nn.Conv2d(1, 32, 3, { padding: 1, bias: false }),
  new nn.BatchNorm2d(32),
  new nn.ReLU(),
  new nn.MaxPool2d(2),
  new nn.Conv2d(32, 64, 3, { padding: 1, bias: false }),
  new nn.BatchNorm2d(64),
  new nn.ReLU(),
  new nn.MaxPool2d(2),
  new nn.Flatten(),
  new nn.Linear(64 * 7 * 7, 128),
  new nn.ReLU(),
  new nn.Dropout({ p: 0.25 }),
  new nn.Linear(128, 10)
)
const optimizer = new Adam(model.parameters(), { lr: RATE })
const began = performance.now()

/** One step; returns the loss and the share of digits that were read right. */
function step(x: Tensor, y: Tensor): { loss: number; right: number } {
  return scope(() => {
    const logits = model.forward(x)
    const loss = crossEntropy(logits, y)
    model.zeroGrad()
    loss.backward()
    optimizer.step()
    return { loss: loss.item(), right: logits.argmax({ dim: 1 }).eq(y).to('float32').mean().item() }
  })
}

/** The share of digits of `part` that the model reads right. */
function evaluate(part: Digits): number {
  const accuracy = new Accuracy()
  model.eval()
  for (const [x, y] of new DataLoader(part, { batchSize: 250 })) {
    scope(() => noGrad(() => accuracy.update(model.forward(x), y)))
  }
  model.train()
  return accuracy.compute()
}

async function fit(): Promise<number> {
  const progress = await Progress.start({ epochs, samples: train.length })
  let accuracy = 0
  let done = 0
  for (let epoch = 0; epoch < epochs && done < steps; epoch++) {
    // From the full rate down to a twentieth, along a cosine.
    optimizer.paramGroups[0]!.lr = RATE * (0.525 + 0.475 * Math.cos((Math.PI * epoch) / epochs))
    const sums = { loss: 0, accuracy: 0, samples: 0 }
    for (const [x, y] of loader) {
      const { loss, right } = step(x, y)
      const n = y.size
      sums.loss += loss * n
      sums.accuracy += right * n
      sums.samples += n
      progress.update(n, { loss: sums.loss / sums.samples, accuracy: sums.accuracy / sums.samples })
      if (++done === steps) break
    }
    if (done < steps) accuracy = evaluate(test)
    progress.endEpoch({
      loss: sums.loss / sums.samples,
      accuracy: sums.accuracy / sums.samples,
      ...(done < steps ? { testAccuracy: accuracy } : {})
    })
  }
  return accuracy
}

/** Ten test digits with what the model reads. */
function show(): string {
  const [x, y] = together(test, 10)
  model.eval()
  const read = noGrad(() => model.forward(x).argmax({ dim: 1 })).data
  return gallery(
    Array.from(y.data, (label, k) => ({
      lines: picture(x.data.subarray(784 * k, 784 * (k + 1))),
      caption: read[k] === label ? `reads ${label}` : `reads ${read[k]}, is ${label}`
    }))
  )
}

/** The bits of every weight. */
function hash(): string {
  const sum = createHash('sha256')
  for (const [name, { data }] of Object.entries(model.stateDict())) {
    sum.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  return sum.digest('hex')
}

const reason = backend.reason === undefined ? '' : ` (${backend.reason})`
console.log(
  `${backend.name}, ${backend.level}, threads ${backend.threads}${reason}; 8,000 digits to learn, 2,000 to test`
)
const accuracy = await fit()
if (steps === Number.POSITIVE_INFINITY) {
  await saveSafetensors(values.out, model.stateDict(), { epochs: String(epochs), seed: String(seed) })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`\n${show()}`)
  console.log(`test accuracy ${(100 * accuracy).toFixed(2)} % after ${seconds} s; weights saved to ${values.out}`)
}
if (values.hash) console.log(`sha256 of the weights ${hash()}`)
