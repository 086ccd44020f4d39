// precision: 'bfloat16' in the Trainer: the same bits everywhere, losses within the noise of seeds, evaluate and predict.
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { digits, together } from '../../examples/support/digits.ts'
import { ownDocuments, Text } from '../../examples/support/text.ts'
import { setNumThreads } from '../../lib/backend/index.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { autocast, crossEntropy, manualSeed, noGrad, randn, scope, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW } from '../../lib/optim/index.ts'
import { Trainer, type TrainerOptions } from '../../lib/train/index.ts'
import { choose, LEVELS, waysOf } from '../backend/bits.ts'
import { problem } from './problem.ts'

const native = () => choose({ level: LEVELS[0] ?? 'js', emulated: false })
afterEach(() => {
  native()
  setNumThreads(1)
})

const hashOf = (model: nn.Module): string => {
  const hash = createHash('sha256')
  for (const p of model.parameters()) hash.update(Float32Array.from(p.data))
  return hash.digest('hex')
}

/** Everything that multiplies: a convolution, attention, a recurrent layer, linear layers. */
class Mixed extends nn.Module {
  readonly conv = new nn.Conv1d(8, 16, 3, { padding: 1 })
  readonly attention = new nn.MultiheadAttention(16, 2, { batchFirst: true })
  readonly norm = new nn.LayerNorm(16)
  readonly rnn = new nn.LSTM(16, 12, { batchFirst: true })
  readonly head = new nn.Linear(12, 3)
  override forward(x: Tensor): Tensor {
    const y = this.conv.forward(x).relu().transpose(1, 2)
    const z = y.add(this.attention.forward(y, y, y, { isCausal: true }))
    const [states] = this.rnn.forward(this.norm.forward(z))
    return this.head.forward(states.select({ dim: 1, index: -1 }))
  }
}

async function mixed(precision: TrainerOptions['precision'], steps: number): Promise<nn.Module> {
  manualSeed(3)
  const model = new Mixed()
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const x = randn([12, 8, 11])
  const y = x.select({ dim: 2, index: 5 }).slice({ dim: 1, end: 3 }).argmax({ dim: 1 })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, precision, seed: 1 })
  await trainer.fit(new DataLoader(new TensorDataset(x, y), { batchSize: 6 }), { steps, epochs: 1000 })
  return model
}

describe('a run with bfloat16 products', () => {
  const RUNS: [string, (precision: 'float32' | 'bfloat16') => Promise<string>][] = [
    ['a convolution, attention, LSTM and linear layers', async (precision) => hashOf(await mixed(precision, 4))],
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

function characters(): Learn {
  const words = ownDocuments().slice(0, 60_000)
  const [width, context] = [32, 32]
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
  return (precision, seed) => {
    manualSeed(seed)
    const text = new Text(words)
    const letters = new nn.Embedding(text.alphabet.length, width)
    const model = new nn.Sequential(letters, new Block(), new Block(), new nn.Linear(width, text.alphabet.length))
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
  ['characters by a transformer', characters, 3.4]
] as const)('%s: rounding changes the loss less than the seed does', (_, make, learned) => {
  const learn = make()
  const seeds = [1, 2, 3, 4, 5, 6]
  const [full, low] = (['float32', 'bfloat16'] as const).map((precision) => seeds.map((seed) => learn(precision, seed)))
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b) / list.length
  expect(mean(low!)).toBeLessThan(learned)
  expect(low).not.toEqual(full)
  const center = mean(full!)
  const deviation = Math.sqrt(full!.reduce((sum, x) => sum + (x - center) ** 2, 0) / (seeds.length - 1))
  for (const [k, loss] of low!.entries()) expect(Math.abs(loss - full![k]!)).toBeLessThan(deviation / 2)
})
