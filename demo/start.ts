// `npm start`: trains a small convolutional network on real digits, saves its weights and shows what it reads. The same
// seed gives the same bits, for any number of threads and in both backends: `--hash` prints what to compare.
import { createHash } from 'node:crypto'
import { backend, crossEntropy, manualSeed, setNumThreads, type Tensor } from 'thalweg'
import { saveSafetensors } from 'thalweg/checkpoint'
import { DataLoader, randomCrop } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import * as nn from 'thalweg/nn'
import { Adam, CosineAnnealingLR } from 'thalweg/optim'
import { ProgressBar, Trainer } from 'thalweg/train'
import { type Digits, digits, together } from '../examples/support/digits.ts'
import { asProgram, describeFlags, helpFlag, numberFlag, readFlags, textFlag, threadsFlag } from '../lib/util/flags.ts'
import { wholeNumber } from '../lib/util/options.ts'
import { gallery, picture } from './picture.ts'

const atLeast = (min: number) => wholeNumber({ min })
const FLAGS = {
  epochs: numberFlag('N', atLeast(1), 'default 16'),
  steps: numberFlag('N', atLeast(1), 'stop after so many, without test and file'),
  batch: numberFlag('N', atLeast(2), 'default 64'),
  threads: threadsFlag,
  seed: numberFlag('N', atLeast(0), 'default 1'),
  out: textFlag('FILE', 'where the weights go, default digits.safetensors'),
  background: { help: 'run the kernels on another thread' },
  hash: { help: 'print a hash of the weights' },
  help: helpFlag
}

function network(): nn.Module {
  return new nn.Sequential(
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
}

async function main(): Promise<void> {
  const { values } = readFlags('npm start --', process.argv.slice(2), FLAGS)
  const { epochs = 16, steps, batch: batchSize = 64, threads, seed = 1, out = 'digits.safetensors' } = values
  if (values.help) return console.log(`Usage: npm start -- [flags]\n\n${describeFlags(FLAGS)}`)
  if (threads !== undefined) setNumThreads(threads)
  manualSeed(seed)
  const { train, test } = digits(seed)
  // Every digit is seen a little shifted, each time another way.
  const shift = randomCrop({ size: 28, padding: 2 })
  const loader = new DataLoader(train, {
    batchSize,
    shuffle: true,
    seed,
    transform: ([x, y], context): [Tensor, Tensor] => [shift(x, context), y]
  })
  const model = network()
  const optimizer = new Adam(model.parameters(), { lr: 1e-3 })
  const scheduler = new CosineAnnealingLR(optimizer, { tMax: epochs, etaMin: 5e-5 })
  const trainer = new Trainer({
    model,
    optimizer,
    loss: crossEntropy,
    metrics: [new Accuracy()],
    scheduler,
    seed: seed + 1,
    background: values.background ?? false
  })
  const reason = backend.reason === undefined ? '' : ` (${backend.reason})`
  console.log(
    `${backend.name}, ${backend.level}, threads ${backend.threads}${reason}; 8,000 digits to learn, 2,000 to test`
  )
  const began = performance.now()
  const limits = steps === undefined ? { validation: new DataLoader(test, { batchSize: 250 }) } : { steps }
  const history = await trainer.fit(loader, { epochs, ...limits, callbacks: [new ProgressBar()] })
  if (steps === undefined) {
    await saveSafetensors(out, model.stateDict(), { epochs: String(epochs), seed: String(seed) })
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const accuracy = (100 * history.valAccuracy!.at(-1)!).toFixed(2)
    console.log(`\n${show(trainer, test)}`)
    console.log(`test accuracy ${accuracy} % after ${seconds} s; weights saved to ${out}`)
  }
  if (values.hash) console.log(`sha256 of the weights ${hash(model)}`)
}

/** Ten test digits with what the model reads. */
function show(trainer: Trainer, test: Digits): string {
  const [x, y] = together(test, 10)
  const read = trainer.predict(x).argmax({ dim: 1 }).data
  return gallery(
    Array.from(y.data, (label, k) => ({
      lines: picture(x.data.subarray(784 * k, 784 * (k + 1))),
      caption: read[k] === label ? `reads ${label}` : `reads ${read[k]}, is ${label}`
    }))
  )
}

/** The bits of every weight. */
function hash(model: nn.Module): string {
  const sum = createHash('sha256')
  for (const [name, { data }] of Object.entries(model.stateDict())) {
    sum.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  return sum.digest('hex')
}

await asProgram(main)
