// Activations as bfloat16: less memory, nearly the same gradients, the same bits everywhere, and no stale data for anybody.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backend, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { TensorReleasedError } from '../../lib/errors.ts'
import { crossEntropy, keep, manualSeed, mseLoss, randint, randn, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { resetPeak, scopeMemory } from '../../lib/tensor/lifetime.ts'
import { type LossFunction, Trainer, type TrainerOptions } from '../../lib/train/index.ts'
import { bitsOf, problem } from './problem.ts'
import { Transformer, VOCABULARY } from './transformer.ts'

const WIDTH = 64

type Case = readonly [name: string, model: () => nn.Module, batch: () => Tensor[], loss: LossFunction]
const pixels = (): Tensor[] => [randn([8, 3, 16, 16]), randint(0, 5, [8])]
const CASES: readonly Case[] = [
  ['an MLP', () => nn.mlp(new Array(11).fill(64)), () => [randn([64, 64]), randn([64, 64])], mseLoss],
  [
    'an MLP with GELU',
    () => nn.mlp(new Array(11).fill(64), { activation: 'gelu' }),
    () => [randn([64, 64]), randn([64, 64])],
    mseLoss
  ],
  [
    'a transformer',
    () => new Transformer(WIDTH),
    () => [randint(0, VOCABULARY, [4, 32]), randint(0, VOCABULARY, [128])],
    crossEntropy
  ],
  [
    'convolutions, batch norm, pooling, dropout',
    () =>
      new nn.Sequential(
        new nn.Conv2d(3, 16, 3, { padding: 1 }),
        new nn.BatchNorm2d(16),
        new nn.ReLU(),
        new nn.MaxPool2d(2),
        new nn.Conv2d(16, 16, 3, { padding: 1 }),
        new nn.Tanh(),
        new nn.Flatten(),
        new nn.Dropout({ p: 0.2 }),
        new nn.Linear(1024, 5)
      ),
    pixels,
    crossEntropy
  ]
]

interface Outcome {
  readonly trainer: Trainer
  readonly losses: number[]
  readonly peak: number
}

async function trained([, make, batch, loss]: Case, options: Partial<TrainerOptions>, steps: number): Promise<Outcome> {
  manualSeed(11)
  const model = make()
  const trainer = new Trainer({
    model,
    optimizer: new SGD(model.parameters(), { lr: 0.05 }),
    loss,
    seed: 1,
    ...options
  })
  const batches = [batch()]
  const before = scopeMemory().held
  resetPeak()
  const { trainLoss } = await trainer.fit(batches, { epochs: steps })
  return { trainer, losses: trainLoss!, peak: scopeMemory().peak - before }
}

const weights = (trainer: Trainer): number[] => trainer.model.parameters().flatMap((p) => Array.from(p.data))

const { threads } = backend
beforeEach(() => setNumThreads(1))
afterEach(() => {
  setBackend('native')
  setNumThreads(threads)
})

describe.each(CASES)('%s', (...args) => {
  const each = args as unknown as Case

  test('takes less memory and learns nearly the same', async () => {
    const [plain, packed] = [await trained(each, {}, 1), await trained(each, { activations: 'bfloat16' }, 1)]
    // The forward pass is not touched.
    expect(packed.losses).toEqual(plain.losses)
    expect(packed.peak).toBeLessThan((each[0] === 'an MLP' ? 0.8 : each[0].startsWith('conv') ? 0.9 : 0.7) * plain.peak)
    // One step of 0.05: the gradients differ by the rounding of what they were computed from, 2^-9 each.
    const [a, b] = [weights(plain.trainer), weights(packed.trainer)]
    manualSeed(11)
    const start = each[1]()
      .parameters()
      .flatMap((p) => Array.from(p.data))
    const norm = (list: number[]): number => Math.sqrt(list.reduce((sum, v) => sum + v * v, 0))
    const moved = norm(a.map((v, k) => v - start[k]!))
    const apart = norm(a.map((v, k) => v - b[k]!))
    expect(apart).toBeGreaterThan(0)
    expect(apart).toBeLessThan(0.01 * moved)
    const longer = [await trained(each, {}, 6), await trained(each, { activations: 'bfloat16' }, 6)]
    expect(longer[1]!.losses.at(-1)).toBeLessThan(longer[1]!.losses[0]!)
    expect(longer[1]!.losses.at(-1)! / longer[0]!.losses.at(-1)!).toBeCloseTo(1, 1)
  })

  test('has the same bits for any threads and in JavaScript', async () => {
    const run = async (): Promise<string> => bitsOf((await trained(each, { activations: 'bfloat16' }, 2)).trainer)
    setNumThreads(1)
    const one = await run()
    setNumThreads(2)
    expect(await run()).toBe(one)
    setBackend('js')
    expect(await run()).toBe(one)
  })
})

test('a run that is saved and resumed, with accumulation, EMA and batch norm, ends with the same bits', async () => {
  const whole = problem({ activations: 'bfloat16' }, 200)
  await whole.trainer.fit(whole.loader, { epochs: 2 })
  const parts = problem({ activations: 'bfloat16' }, 200)
  await parts.trainer.fit(parts.loader, { steps: 3 })
  const state = await parts.trainer.snapshot()
  const other = problem({ activations: 'bfloat16', seed: 77 }, 200)
  other.trainer.loadStateDict(state)
  await other.trainer.fit(other.loader, { epochs: 2, resume: true })
  expect(bitsOf(other.trainer)).toBe(bitsOf(whole.trainer))
})

describe('tensors that somebody holds', () => {
  class Peeking extends nn.Module {
    readonly first = new nn.Linear(64, 64)
    readonly second = new nn.Linear(64, 64)
    field: Tensor | null = null
    readonly #how: 'field' | 'keep' | 'outside'
    readonly seen: { hidden?: Tensor }
    constructor(how: 'field' | 'keep' | 'outside', seen: { hidden?: Tensor }) {
      super()
      this.#how = how
      // Not a field that modules are asked for.
      this.seen = seen
      Object.defineProperty(this, 'seen', { enumerable: false })
    }
    override forward(x: Tensor): Tensor {
      const hidden = this.first.forward(x).tanh()
      if (this.#how === 'field') this.field = hidden
      else this.seen.hidden = this.#how === 'keep' ? keep(hidden) : hidden
      return this.second.forward(hidden.mul(2))
    }
  }

  const step = (how: 'field' | 'keep' | 'outside', activations: 'float32' | 'bfloat16'): Promise<unknown> => {
    manualSeed(2)
    const seen: { hidden?: Tensor } = {}
    const model = new Peeking(how, seen)
    const computeLoss = ([x]: Tensor[]): Tensor => {
      const y = model.forward(x!)
      const hidden = model.field ?? seen.hidden!
      return y.square().mean().add(hidden.square().mean())
    }
    const optimizer = new SGD(model.parameters(), { lr: 0.1 })
    const trainer = new Trainer({ model, optimizer, computeLoss: computeLoss as never, activations })
    return trainer.fit([[randn([64, 64]), randn([64, 64])]], { epochs: 2 })
  }

  test('in a field or by keep they stay what they are', async () => {
    const plain = await step('field', 'float32')
    for (const how of ['field', 'keep'] as const) {
      const history = (await step(how, 'bfloat16')) as { trainLoss: number[] }
      expect(history.trainLoss[0]).toBe((plain as { trainLoss: number[] }).trainLoss[0])
    }
  })

  test('also after backward brought them back for one op, when another that saved them has no part in the loss', async () => {
    manualSeed(2)
    const seen: { hidden?: Tensor } = {}
    class Twice extends nn.Module {
      readonly first = new nn.Linear(64, 64)
      override forward(x: Tensor): Tensor {
        const hidden = this.first.forward(x).add(1)
        hidden.square()
        Object.assign(seen, { hidden })
        return hidden.exp().mul(hidden).mean()
      }
    }
    const model = new Twice()
    const optimizer = new SGD(model.parameters(), { lr: 0.1 })
    const computeLoss = (([x]: Tensor[]) => model.forward(x!)) as never
    const trainer = new Trainer({ model, optimizer, computeLoss, activations: 'bfloat16' })
    const errors: unknown[] = []
    const look = (): undefined => {
      try {
        seen.hidden!.sum()
      } catch (error) {
        errors.push(error)
      }
    }
    await trainer.fit([[randn([64, 64]), randn([64, 64])]], { epochs: 1, callbacks: [{ onGradients: look }] })
    expect(errors.map((error) => error instanceof TensorReleasedError)).toEqual([true])
  })

  test('elsewhere they are refused, never read as something else', async () => {
    await step('outside', 'float32')
    const error = await step('outside', 'bfloat16').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TensorReleasedError)
    expect((error as Error).message).toBe(
      "square: this tensor of shape [64, 64] was released when the module that made it returned (activations: 'bfloat16'); return it from forward or pass it to keep() to use it afterwards"
    )
  })
})

test('the option is checked', () => {
  const model = nn.mlp([2, 1])
  const options = { model, optimizer: new SGD(model.parameters(), { lr: 1 }), loss: mseLoss }
  expect(() => new Trainer({ ...options, activations: 'float16' as never })).toThrow(
    "Trainer: expected activations to be one of 'float32', 'bfloat16' but received 'float16'"
  )
})
