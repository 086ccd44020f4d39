// precision: 'bfloat16' in the Trainer: the same bits everywhere, losses within the noise of seeds, evaluate and predict.
import { afterEach, describe, expect, test } from 'vitest'
import { digits, together } from '../../examples/support/digits.ts'
import { ownDocuments, Text } from '../../examples/support/text.ts'
import { setNumThreads } from '../../lib/backend/index.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { autocast, crossEntropy, manualSeed, noGrad, randn, scope, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW } from '../../lib/optim/index.ts'
import { choose, LEVELS, waysOf } from '../backend/bits.ts'
import { deviation, mean, type Products, residualRun } from './precisionSeeds.ts'
import { problem } from './problem.ts'
import { hashOf, mixedRun, ROUNDED_HASH } from './roundedRun.ts'

const native = () => choose({ level: LEVELS[0] ?? 'js', emulated: false })
afterEach(() => {
  native()
  setNumThreads(1)
})

describe('a run with bfloat16 products', () => {
  const RUNS: [string, (precision: 'float32' | 'bfloat16') => Promise<string>][] = [
    ['a convolution, attention, LSTM and linear layers', mixedRun],
    [
      'dropout, accumulation, clipping and averages',
      async (precision) => {
        const { trainer, loader } = problem({ precision })
        await trainer.fit(loader, { epochs: 1 })
        return hashOf(trainer.model)
      }
    ]
  ]
  test.each(RUNS)(
    'has one hash at every level, with the instruction or without, and in JavaScript: %s',
    async (_, run) => {
      choose({ level: 'js', emulated: false })
      const wanted = await run('bfloat16')
      for (const way of waysOf('gemmBfloat16')) {
        for (const threads of [1, 3]) {
          choose(way)
          setNumThreads(threads)
          expect(await run('bfloat16'), `${way.name}, ${threads} threads`).toBe(wanted)
        }
      }
      native()
      expect(await run('float32')).not.toBe(wanted)
    }
  )

  // The same constant is asked for on NEON: see fuzz.ts.
  test('has the hash that it has on every processor', async () => {
    expect(await mixedRun('bfloat16')).toBe(ROUNDED_HASH)
  })

  test('evaluates and predicts with the same products as it trains with', async () => {
    const { trainer, validation } = problem({ precision: 'bfloat16', ema: undefined })
    const x = randn([5, 6])
    const model = trainer.model as nn.Sequential
    model.eval()
    const wanted = noGrad(() => autocast(() => model.forward(x)))
    expect(trainer.predict(x).toArray()).toEqual(wanted.toArray())
    expect(trainer.predict(x).toArray()).not.toEqual(noGrad(() => model.forward(x)).toArray())
    const other = problem({ ema: undefined })
    expect((await trainer.evaluate(validation)).loss).not.toBe((await other.trainer.evaluate(validation)).loss)
  })

  test('refuses another word', () => {
    expect(() => problem({ precision: 'float16' as never })).toThrow(
      "Trainer: expected precision to be one of 'float32', 'bfloat16' but received 'float16'"
    )
  })
})

// The loss at the end by precision and seed.
type Learn = (precision: 'float32' | 'bfloat16', seed: number) => number

function perceptron(): Learn {
  const { train, test: held } = digits(1)
  const [x, y] = together(train, 1500)
  const [unseen, labels] = together(held, 500)
  return (precision, seed) => {
    manualSeed(seed)
    const model = new nn.Sequential(new nn.Flatten(), nn.mlp([784, 64, 10]))
    const optimizer = new AdamW(model.parameters(), { lr: 1e-3 })
    const lossOf = (a: Tensor, b: Tensor): Tensor =>
      autocast(() => crossEntropy(model.forward(a), b), { dtype: precision })
    const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 50, shuffle: true, seed })
    for (let epoch = 0; epoch < 2; epoch++) {
      for (const [a, b] of loader) {
        scope(() => {
          optimizer.zeroGrad()
          lossOf(a, b).backward()
          optimizer.step()
        })
      }
    }
    return noGrad(() => lossOf(unseen, labels).item())
  }
}

const width = 32

class Block extends nn.Module {
  readonly norm1 = new nn.LayerNorm(width)
  readonly attention = new nn.MultiheadAttention(width, 4, { batchFirst: true })
  readonly norm2 = new nn.LayerNorm(width)
  readonly mlp = nn.mlp([width, 4 * width, width], { activation: 'gelu' })
  override forward(x: Tensor): Tensor {
    const y = this.norm1.forward(x)
    const z = x.add(this.attention.forward(y, y, y, { isCausal: true }))
    return z.add(this.mlp.forward(this.norm2.forward(z)))
  }
}

class States extends nn.Module {
  readonly layers = new nn.LSTM(width, width, { batchFirst: true, numLayers: 2 })
  override forward(x: Tensor): Tensor {
    return this.layers.forward(x)[0]
  }
}

function characters(body: () => (Block | States)[]): Learn {
  const words = ownDocuments().slice(0, 60_000)
  const context = 32
  return (precision, seed) => {
    manualSeed(seed)
    const text = new Text(words)
    const letters = new nn.Embedding(text.alphabet.length, width)
    const model = new nn.Sequential(letters, ...body(), new nn.Linear(width, text.alphabet.length))
    const optimizer = new AdamW(model.parameters(), { lr: 3e-3 })
    let late = 0
    for (let step = 0; step < 60; step++) {
      const [x, y] = text.batch(8, context)
      scope(() => {
        const loss = autocast(() => crossEntropy(model.forward(x).transpose(1, 2), y), { dtype: precision })
        optimizer.zeroGrad()
        loss.backward()
        optimizer.step()
        if (step >= 50) late += loss.item() / 10
      })
    }
    return late
  }
}

test.each([
  ['digits by a perceptron', perceptron, 1],
  ['characters by a transformer', () => characters(() => [new Block(), new Block()]), 3.4],
  ['characters by an LSTM', () => characters(() => [new States()]), 3.4]
] as const)('%s: rounding changes the loss less than the seed does', (_, make, learned) => {
  const learn = make()
  const seeds = [1, 2, 3, 4, 5, 6]
  const [full, low] = (['float32', 'bfloat16'] as const).map((precision) => seeds.map((seed) => learn(precision, seed)))
  expect(mean(low!)).toBeLessThan(learned)
  expect(low).not.toEqual(full)
  for (const [k, loss] of low!.entries()) expect(Math.abs(loss - full![k]!)).toBeLessThan(deviation(full!) / 2)
})

// The longer run, with a table: `npm run bench:precision`.
test('a residual net with batch norm learns digits as well, within the noise of seeds', async () => {
  const learn = residualRun({ train: 1500, test: 1000, epochs: 3, channels: 8 })
  const seeds = [1, 2, 3, 4]
  const lossOf = async (products: Products): Promise<number[]> => {
    const losses: number[] = []
    for (const seed of seeds) losses.push((await learn(products, seed)).loss)
    return losses
  }
  const full = await lossOf('float32')
  const low = await lossOf('bfloat16')
  expect(mean(low)).toBeLessThan(0.5)
  expect(low).not.toEqual(full)
  // A mean of four varies half as much as one.
  expect(Math.abs(mean(low) - mean(full))).toBeLessThan(deviation(full) / 2)
})
