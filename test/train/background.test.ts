// The option background: the same bits as without it, the turns of the event loop, errors, and turns of the Trainer.
import { describe, expect, test } from 'vitest'
import { pending } from '../../lib/backend/pending.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { background, crossEntropy, manualSeed, randint, randn, type Tensor, tensor } from '../../lib/index.ts'
import { Accuracy } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW, CosineAnnealingLR, SGD } from '../../lib/optim/index.ts'
import { scopeMemory } from '../../lib/tensor/lifetime.ts'
import { Trainer, type TrainerOptions } from '../../lib/train/index.ts'
import { bitsOf, problem } from './problem.ts'

/** A convolution with batch norm, an embedding, attention, an LSTM, dropout. */
class Mixed extends nn.Module {
  readonly table = new nn.Embedding(20, 8)
  readonly conv = new nn.Conv1d(8, 12, 3, { padding: 1 })
  readonly norm = new nn.BatchNorm1d(12)
  readonly attention = new nn.MultiheadAttention(12, 2, { batchFirst: true, dropout: 0.1 })
  readonly rnn = new nn.LSTM(12, 10, { batchFirst: true })
  readonly dropout = new nn.Dropout({ p: 0.2 })
  readonly head = new nn.Linear(10, 4)
  override forward(x: Tensor): Tensor {
    const y = this.norm
      .forward(this.conv.forward(this.table.forward(x).transpose(1, 2)))
      .relu()
      .transpose(1, 2)
    const z = y.add(this.attention.forward(y, y, y, { isCausal: true }))
    const [states] = this.rnn.forward(z)
    return this.head.forward(this.dropout.forward(states.select({ dim: 1, index: -1 })))
  }
}

function mixed(options: Partial<TrainerOptions>): {
  trainer: Trainer
  loader: DataLoader<[Tensor, Tensor]>
  validation: DataLoader<[Tensor, Tensor]>
} {
  manualSeed(11)
  const model = new Mixed()
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const trainer = new Trainer({
    model,
    optimizer,
    loss: crossEntropy,
    metrics: [new Accuracy()],
    scheduler: new CosineAnnealingLR(optimizer, { tMax: 200 }),
    scheduleEvery: 'step',
    clipGradNorm: 0.5,
    accumulate: 2,
    ema: 0.95,
    seed: 4,
    ...options
  })
  const [x, y] = [randint(0, 20, [56, 7]), randint(0, 4, [56])]
  const data = new TensorDataset(x, y)
  const loader = new DataLoader(data, { batchSize: 8, shuffle: true, seed: 2 })
  return { trainer, loader, validation: new DataLoader(data, { batchSize: 28 }) }
}

describe('the same bits as without it', () => {
  test('200 steps with everything that has a state', async () => {
    const run = async (inBackground: boolean): Promise<unknown[]> => {
      const { trainer, loader, validation } = mixed({ background: inBackground })
      const seen: unknown[] = []
      const onStep = ({ loss, gradNorm, learningRate }: { loss: number; gradNorm?: number; learningRate: number }) => {
        seen.push(loss, gradNorm, learningRate)
      }
      await trainer.fit(loader, { steps: 200, validation, callbacks: [{ onStep }] })
      return [...seen, trainer.history, bitsOf(trainer)]
    }
    const own = await run(true)
    expect(own.length).toBeGreaterThan(600)
    expect(own).toEqual(await run(false))
  })

  const VARIANTS: Record<string, Partial<TrainerOptions>> = {
    'without clipping and averages': { clipGradNorm: undefined, ema: undefined, accumulate: 1 },
    'packed activations and bfloat16 products': { activations: 'bfloat16', precision: 'bfloat16' },
    'steps that are left out': { nonFinite: 'skip', clipGradNorm: 1e-3 }
  }
  for (const [name, options] of Object.entries(VARIANTS)) {
    test(name, async () => {
      const run = async (inBackground: boolean): Promise<string> => {
        const { trainer, loader, validation } = problem({ ...options, background: inBackground })
        await trainer.fit(loader, { epochs: 2, validation })
        return bitsOf(trainer)
      }
      expect(await run(true)).toBe(await run(false))
    })
  }

  test('a sparse embedding, and callbacks that see losses and gradients', async () => {
    const run = async (inBackground: boolean): Promise<unknown[]> => {
      manualSeed(2)
      const model = new nn.Sequential(
        new nn.Embedding(50, 4, { sparse: true }),
        new nn.Flatten(1),
        new nn.Linear(12, 3)
      )
      const optimizer = new SGD(model.parameters(), { lr: 0.1 })
      const options = { model, optimizer, loss: crossEntropy, clipGradNorm: 0.1, seed: 0, background: inBackground }
      const trainer = new Trainer(options)
      const seen: number[] = []
      const callback = {
        onLoss: (loss: number) => {
          seen.push(loss)
          return seen.length % 5 === 0 ? ('skip' as const) : undefined
        },
        onGradients: (): undefined => {
          seen.push(model.parameters()[1]!.grad!.data[0]!)
        }
      }
      const loader = new DataLoader(new TensorDataset(randint(0, 50, [30, 3]), randint(0, 3, [30])), { batchSize: 5 })
      await trainer.fit(loader, { epochs: 2, callbacks: [callback] })
      return [seen, bitsOf(trainer)]
    }
    expect(await run(true)).toEqual(await run(false))
  })
})

test('evaluate and trial', async () => {
  const run = async (inBackground: boolean): Promise<unknown> => {
    const { trainer, loader, validation } = problem({ background: inBackground })
    await trainer.fit(loader, { epochs: 1 })
    const losses: number[] = []
    for await (const { loss } of trainer.trial(loader)) if (losses.push(loss) === 4) break
    return [losses, await trainer.evaluate(validation), bitsOf(trainer)]
  }
  expect(await run(true)).toEqual(await run(false))
})

test('timers get their turn within a step', async () => {
  manualSeed(0)
  const model = nn.mlp([512, 1024, 1024, 1024, 10])
  const turnsOf = async (inBackground: boolean): Promise<number> => {
    const optimizer = new AdamW(model.parameters(), { lr: 1e-3 })
    const trainer = new Trainer({ model, optimizer, loss: crossEntropy, seed: 0, background: inBackground })
    const loader = new DataLoader(new TensorDataset(randn([1024, 512]), randint(0, 10, [1024])), { batchSize: 512 })
    let [turns, within, open] = [0, 0, true]
    const count = (): void => {
      turns++
      if (open) setImmediate(count)
    }
    setImmediate(count)
    // Turns between the loss of a step and its end are turns within the step.
    let at = 0
    const onLoss = (): undefined => {
      at = turns
    }
    const onStep = (): void => {
      within += turns - at
    }
    await trainer.fit(loader, { epochs: 2, callbacks: [{ onLoss, onStep }] })
    open = false
    return within
  }
  expect(await turnsOf(false)).toBe(0)
  expect(await turnsOf(true)).toBeGreaterThan(20)
})

test('timers get their turn within a backward pass whose JavaScript takes long', async () => {
  let [turns, open] = [0, true]
  const count = (): void => {
    turns++
    if (open) setImmediate(count)
  }
  const seen: number[] = []
  class Slow extends nn.Module {
    readonly layers = [1, 2, 3, 4].map(() => new nn.Linear(4, 4))
    override forward(x: Tensor): Tensor {
      return this.layers.reduce((y, layer) => {
        const z = layer.forward(y)
        z.registerHook(() => {
          seen.push(turns)
          for (const until = performance.now() + 3; performance.now() < until; );
        })
        return z
      }, x)
    }
  }
  const model = new Slow()
  const optimizer = new SGD(model.layers[0]!.parameters(), { lr: 0.1 })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, seed: 0, background: true })
  setImmediate(count)
  await trainer.fit(new DataLoader(new TensorDataset(randn([8, 4]), randint(0, 4, [8])), { batchSize: 8 }), {
    epochs: 1
  })
  open = false
  expect(new Set(seen).size).toBe(4)
})

test('other code of the process meanwhile', async () => {
  const { trainer, loader } = problem({ background: true })
  const alone = problem()
  // Long enough for several rounds, however fast the machine is.
  const epochs = 12
  await alone.trainer.fit(alone.loader, { epochs })
  const x = tensor([[1, 2, 3, 4, 5, 6]])
  const other = nn.mlp([6, 8, 2])
  const expected = other.forward(x).toArray()
  let [open, rounds] = [true, 0]
  const others = async (): Promise<void> => {
    while (open) {
      // The model itself at once and in its turn, another model, and new tensors.
      expect((trainer.predict(x) as Tensor).shape).toEqual([1, 3])
      expect((await background(() => trainer.predict(x) as Tensor)).data.every(Number.isFinite)).toBe(true)
      expect(other.forward(x).toArray()).toEqual(expected)
      rounds++
      await new Promise(setImmediate)
    }
  }
  const serving = others()
  await trainer.fit(loader, { epochs }).finally(() => {
    open = false
  })
  await serving
  expect(rounds).toBeGreaterThan(3)
  expect(bitsOf(trainer)).toBe(bitsOf(alone.trainer))
})

describe('errors in the middle of a step', () => {
  const CASES: Record<string, (count: number) => Partial<TrainerOptions>> = {
    'a loss that throws': (at) => {
      let calls = 0
      const loss = (y: Tensor, target: Tensor): Tensor => {
        const value = crossEntropy(y, target)
        if (++calls === at) throw new TypeError('no loss today')
        return value
      }
      return { loss }
    },
    'a target out of range': (at) => {
      let calls = 0
      return { loss: (y, target) => crossEntropy(y, ++calls === at ? target.add(7) : target) }
    },
    'an infinite loss': (at) => {
      let calls = 0
      return { loss: (y, target) => crossEntropy(y, target).mul(++calls === at ? Infinity : 1) }
    },
    'a backward that throws': (at) => {
      let calls = 0
      const loss = (y: Tensor, target: Tensor): Tensor => {
        const value = crossEntropy(y, target)
        if (++calls === at) {
          y.registerHook(() => {
            throw new TypeError('no gradient today')
          })
        }
        return value
      }
      return { loss }
    }
  }
  for (const [name, options] of Object.entries(CASES)) {
    test(name, async () => {
      const run = async (inBackground: boolean): Promise<unknown[]> => {
        const { trainer, loader } = problem({ ...options(5), background: inBackground })
        const held = scopeMemory().held
        const error = await trainer.fit(loader, { epochs: 1 }).catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(Error)
        expect([scopeMemory().held, pending.busy, pending.recording]).toEqual([held, false, false])
        const failed = bitsOf(trainer)
        await trainer.fit(loader, { epochs: 1, resume: true })
        return [(error as Error).name, (error as Error).message, failed, bitsOf(trainer)]
      }
      expect(await run(true)).toEqual(await run(false))
    })
  }
})

test('other values are refused', () => {
  expect(() => problem({ background: 1 as never })).toThrow(
    'Trainer: expected background to be true or false but received 1'
  )
})
