// A residual net with batch norm learns the digits in float32 and in bfloat16, with the same seeds: is what the rounding changes
// within what the seed changes? precision.test.ts does it in short; `npm run bench:precision -- --seeds 12 --epochs 3`
// prints the figures in docs/adr/0026-products-of-bfloat16.md.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { digits, together } from '../../examples/support/digits.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { crossEntropy, manualSeed, type Tensor } from '../../lib/index.ts'
import { Accuracy } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { OneCycleLR, SGD } from '../../lib/optim/index.ts'
import { Trainer } from '../../lib/train/index.ts'

export type Products = 'float32' | 'bfloat16'

/** How much is learned: digits to train on and to test with, passes over the first, channels of the first layers. */
export interface Size {
  readonly train: number
  readonly test: number
  readonly epochs: number
  readonly channels: number
}

export interface Learned {
  readonly loss: number
  readonly accuracy: number
}

const conv = (from: number, to: number, stride = 1, size = 3): nn.Conv2d =>
  new nn.Conv2d(from, to, size, { stride, padding: (size - 1) / 2, bias: false })

class Residual extends nn.Module {
  readonly body: nn.Sequential
  readonly skip: nn.Sequential | null

  constructor(from: number, to: number) {
    super()
    const stride = from === to ? 1 : 2
    const end = new nn.BatchNorm2d(to)
    this.body = new nn.Sequential(conv(from, to, stride), new nn.BatchNorm2d(to), new nn.ReLU(), conv(to, to), end)
    this.skip = stride === 1 ? null : new nn.Sequential(conv(from, to, stride, 1), new nn.BatchNorm2d(to))
  }

  override forward(x: Tensor): Tensor {
    return this.body
      .forward(x)
      .add(this.skip === null ? x : this.skip.forward(x))
      .relu()
  }
}

// The layout of He et al. 2015 for CIFAR: three widths, each with one block here.
function residualNet(channels: number): nn.Module {
  const start = [conv(1, channels, 2), new nn.BatchNorm2d(channels), new nn.ReLU()]
  const widths = [channels, channels, 2 * channels, 4 * channels]
  const blocks = [0, 1, 2].map((k) => new Residual(widths[k]!, widths[k + 1]!))
  const end = [new nn.AdaptiveAvgPool2d(1), new nn.Flatten(), new nn.Linear(4 * channels, 10)]
  return new nn.Sequential(...start, ...blocks, ...end)
}

/** Loss and accuracy on digits that the net has not seen, after a run of these products and this seed. */
export function residualRun(size: Size): (products: Products, seed: number) => Promise<Learned> {
  const parts = digits(1)
  const train = new TensorDataset(...together(parts.train, size.train))
  const unseen = new DataLoader(new TensorDataset(...together(parts.test, size.test)), { batchSize: 500 })
  return async (precision, seed) => {
    manualSeed(seed)
    const model = residualNet(size.channels)
    const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9, nesterov: true, weightDecay: 5e-4 })
    const loader = new DataLoader(train, { batchSize: 50, shuffle: true, seed })
    const scheduler = new OneCycleLR(optimizer, { maxLr: 0.1, totalSteps: size.epochs * loader.length })
    const metrics = [new Accuracy()]
    const trainer = new Trainer({
      model,
      optimizer,
      scheduler,
      scheduleEvery: 'step',
      loss: crossEntropy,
      metrics,
      precision,
      seed
    })
    await trainer.fit(loader, { epochs: size.epochs })
    return (await trainer.evaluate(unseen)) as unknown as Learned
  }
}

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

/** The standard deviation of a sample. */
export function deviation(values: readonly number[]): number {
  const center = mean(values)
  return Math.sqrt(values.reduce((sum, x) => sum + (x - center) ** 2, 0) / (values.length - 1))
}

async function table(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '5' },
      epochs: { type: 'string', default: '3' },
      channels: { type: 'string', default: '16' }
    }
  })
  const seeds = Array.from({ length: Number(values.seeds) }, (_, k) => k + 1)
  const size = { train: 8000, test: 2000, epochs: Number(values.epochs), channels: Number(values.channels) }
  const run = residualRun(size)
  const found: Record<Products, Learned[]> = { float32: [], bfloat16: [] }
  console.log('| seed | float32: loss | accuracy | bfloat16: loss | accuracy |\n|---|---|---|---|---|')
  const cells = ({ loss, accuracy }: Learned): string => `${loss.toFixed(4)} | ${(100 * accuracy).toFixed(2)} %`
  for (const seed of seeds) {
    for (const products of ['float32', 'bfloat16'] as const) found[products].push(await run(products, seed))
    console.log(`| ${seed} | ${cells(found.float32.at(-1)!)} | ${cells(found.bfloat16.at(-1)!)} |`)
  }
  const summary = (name: string, of: (list: readonly number[]) => number): void => {
    const all = (['float32', 'bfloat16'] as const).map((products) => ({
      loss: of(found[products].map(({ loss }) => loss)),
      accuracy: of(found[products].map(({ accuracy }) => accuracy))
    }))
    console.log(`| ${name} | ${all.map(cells).join(' | ')} |`)
  }
  summary('mean', mean)
  summary('standard deviation', deviation)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await table()
