// A Trainer with shards in one process: what it computes, what it refuses, and that a run can be interrupted anywhere.
// test/distributed runs it on several ranks.
import { expect, test } from 'vitest'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { World } from '../../lib/distributed/world.ts'
import { fromArray, Generator, manualSeed, randn, type Tensor, tensor } from '../../lib/index.ts'
import { Accuracy, MeanSquaredError, R2 } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { findBatchSize, profile, Trainer, type TrainerOptions } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf, EPOCHS, problem, validateEvery } from './problem.ts'

const file = temporaryFolder()
const world = new World(null, 0, 1, 10)
const distributed = { world, shards: 2 }

function data(samples: number, batchSize: number): DataLoader<[Tensor, Tensor]> {
  const x = randn([samples, 3], { generator: new Generator(1) })
  const y = randn([samples, 1], { generator: new Generator(2) })
  return new DataLoader(new TensorDataset(x, y), { batchSize })
}

function linear(options: Partial<TrainerOptions> = {}): { model: nn.Module; trainer: Trainer } {
  manualSeed(5)
  const model = nn.mlp([3, 4, 1])
  const optimizer = new SGD(model.parameters(), { lr: 0.1 })
  return { model, trainer: new Trainer({ model, optimizer, loss: new nn.MSELoss(), seed: 1, ...options }) }
}

const weights = (model: nn.Module): number[] => model.parameters().flatMap((p) => Array.from(p.data))

test('a step is that of the whole batch but for rounding, also when shards have unequal sizes', async () => {
  const whole = linear()
  await whole.trainer.fit(data(7, 7), { steps: 1 })
  const before = weights(linear().model)
  for (const shards of [1, 2, 3, 7, 50]) {
    const { model, trainer } = linear({ distributed: { world, shards } })
    const { trainLoss } = await trainer.fit(data(7, 7), { steps: 1 })
    const [own, expected] = [weights(model), weights(whole.model)]
    for (const [k, w] of own.entries()) {
      expect(Math.abs(w - expected[k]!)).toBeLessThan(1e-6)
      expect(expected[k]).not.toBe(before[k])
    }
    expect(trainLoss![0]).toBeCloseTo(whole.trainer.history.trainLoss![0]!, 6)
  }
})

test('the bits depend on the number of shards', async () => {
  const run = async (shards: number): Promise<number[]> => {
    const { model, trainer } = linear({ distributed: { world, shards } })
    await trainer.fit(data(24, 8), { epochs: 3 })
    return weights(model)
  }
  expect(await run(4)).toEqual(await run(4))
  expect(await run(4)).not.toEqual(await run(8))
})

test('a batch norm sees its shard, and its statistics become the mean over shards, weighted by samples', async () => {
  manualSeed(1)
  const norm = new nn.BatchNorm1d(1)
  const model = new nn.Sequential(norm)
  const values = [1, 2, 4, 10, 20]
  const x = fromArray(Float32Array.from(values), [5, 1])
  const optimizer = new SGD(model.parameters(), { lr: 0 })
  const trainer = new Trainer({ model, optimizer, loss: new nn.MSELoss(), distributed })
  await trainer.fit(new DataLoader(new TensorDataset(x, x), { batchSize: 5 }), { steps: 1 })
  // Shards of three and two samples; momentum 0.1.
  const part = (list: number[]): { mean: number; variance: number } => {
    const mean = list.reduce((a, b) => a + b, 0) / list.length
    return { mean, variance: list.reduce((s, v) => s + (v - mean) ** 2, 0) / (list.length - 1) }
  }
  const [a, b] = [part(values.slice(0, 3)), part(values.slice(3))]
  expect(norm.runningMean!.item()).toBeCloseTo(0.1 * ((a.mean * 3 + b.mean * 2) / 5), 5)
  expect(norm.runningVar!.item()).toBeCloseTo(0.9 + 0.1 * ((a.variance * 3 + b.variance * 2) / 5), 4)
  expect(norm.numBatchesTracked!.item()).toBe(1)
})

test('metrics and evaluations are those of whole batches', async () => {
  const options = { metrics: [new MeanSquaredError(), new R2()] }
  const whole = await linear(options).trainer.evaluate(data(23, 8))
  const cut = await linear({ ...options, distributed: { world, shards: 3 } }).trainer.evaluate(data(23, 8))
  expect(Object.keys(cut)).toEqual(Object.keys(whole))
  for (const [name, value] of Object.entries(whole)) expect(cut[name]).toBeCloseTo(value, 6)
})

test('the event loop turns during an evaluation', async () => {
  // Longer than the evaluation goes without a turn.
  class Slow extends MeanSquaredError {
    override update(...batch: Parameters<MeanSquaredError['update']>): void {
      for (const end = performance.now() + 15; performance.now() < end; ) super.update(...batch)
    }
  }
  const { trainer } = linear({ distributed, metrics: [new Slow()] })
  let turned = false
  const turn = setImmediate(() => {
    turned = true
  })
  await trainer.evaluate(data(24, 8))
  clearImmediate(turn)
  expect(turned).toBe(true)
})

const sharded = () => problem({ distributed })
async function finish({ trainer, loader, validation }: ReturnType<typeof problem>, resume?: string): Promise<string> {
  await trainer.fit(loader, { epochs: EPOCHS, validation, validateEvery, ...(resume === undefined ? {} : { resume }) })
  return bitsOf(trainer)
}

test('resuming after any batch, within an accumulation too, leads to the same end', async () => {
  const expected = await finish(sharded())
  expect(await finish(sharded())).toBe(expected)
  expect(await finish(problem())).not.toBe(expected)
  const path = file('any')
  for (const stop of [1, 2, 3, 7, 13, 14, 20]) {
    const first = sharded()
    let batches = 0
    const callback = {
      async onStep(_: unknown, trainer: Trainer): Promise<void> {
        if (++batches !== stop) return
        await trainer.save(path)
        trainer.stop()
      }
    }
    await first.trainer.fit(first.loader, {
      epochs: EPOCHS,
      validation: first.validation,
      validateEvery,
      callbacks: [callback]
    })
    expect(await finish(sharded(), path), `after batch ${stop}`).toBe(expected)
  }
})

test('a generator that a module holds continues where it was', async () => {
  const made = (): { model: nn.Module; trainer: Trainer } => {
    manualSeed(5)
    const dropout = new nn.Dropout({ p: 0.5, generator: new Generator(9) })
    const model = new nn.Sequential(new nn.Linear(3, 8), dropout, new nn.Linear(8, 1))
    const optimizer = new SGD(model.parameters(), { lr: 0.1 })
    const trainer = new Trainer({ model, optimizer, loss: new nn.MSELoss(), seed: 1, distributed })
    return { model, trainer }
  }
  const whole = made()
  await whole.trainer.fit(data(24, 8), { steps: 9 })
  const first = made()
  await first.trainer.fit(data(24, 8), { steps: 4 })
  await first.trainer.save(file('own'))
  const second = made()
  await second.trainer.fit(data(24, 8), { steps: 9, resume: file('own') })
  expect(weights(second.model)).toEqual(weights(whole.model))
})

test('a trial leaves no trace', async () => {
  const expected = await finish(sharded())
  const tried = sharded()
  let losses = 0
  for await (const { loss } of tried.trainer.trial(tried.loader)) {
    expect(loss).toBeGreaterThan(0)
    if (++losses === 5) break
  }
  expect(await finish(tried)).toBe(expected)
})

test('a batch whose loss is NaN is left out, with its running statistics', async () => {
  const x = fromArray(
    Float32Array.from({ length: 24 }, (_, k) => (k === 13 ? Number.NaN : k / 10)),
    [8, 3]
  )
  const y = randn([8, 1], { generator: new Generator(2) })
  const run = async (nonFinite: 'skip' | 'throw'): Promise<nn.BatchNorm1d> => {
    manualSeed(5)
    const norm = new nn.BatchNorm1d(3)
    const model = new nn.Sequential(norm, new nn.Linear(3, 1))
    const optimizer = new SGD(model.parameters(), { lr: 0.1 })
    const trainer = new Trainer({ model, optimizer, loss: new nn.MSELoss(), nonFinite, distributed })
    await trainer.fit(new DataLoader(new TensorDataset(x, y), { batchSize: 4 }), { epochs: 1 })
    return norm
  }
  const norm = await run('skip')
  expect(norm.numBatchesTracked!.item()).toBe(1)
  expect(Array.from(norm.runningMean!.data).every(Number.isFinite)).toBe(true)
  await expect(run('throw')).rejects.toThrow('Trainer: expected a finite loss but it is NaN')
})

test('a parameter that no shard uses has no gradient', async () => {
  class Partly extends nn.Module {
    readonly used = new nn.Linear(3, 1)
    readonly unused = new nn.Linear(3, 1)
    override forward(x: Tensor): Tensor {
      return this.used.forward(x)
    }
  }
  manualSeed(5)
  const model = new Partly()
  const before = Array.from(model.unused.weight.data)
  // Weight decay would shrink it.
  const optimizer = new SGD(model.parameters(), { lr: 0.1, weightDecay: 0.5 })
  const trainer = new Trainer({ model, optimizer, loss: new nn.MSELoss(), accumulate: 2, distributed })
  await trainer.fit(data(16, 8), { epochs: 2 })
  expect(Array.from(model.unused.weight.data)).toEqual(before)
})

// --- what is refused ---

test('a state of another number of shards, or of none', async () => {
  const path = file('shards')
  const { trainer, loader } = sharded()
  await trainer.fit(loader, { steps: 2 })
  await trainer.save(path)
  const other = problem({ distributed: { world, shards: 4 } })
  await expect(other.trainer.load(path)).rejects.toThrow(
    'expected a run with shards: 4 but the state is of one with shards: 2; give the Trainer the same'
  )
  await expect(problem().trainer.load(path)).rejects.toThrow(
    'expected a run without distributed but the state is of one with shards: 2; give the Trainer the same'
  )
  const plain = problem()
  await expect(async () => sharded().trainer.loadStateDict(plain.trainer.stateDict())).rejects.toThrow(
    'expected a run with shards: 2 but the state is of one without distributed'
  )
})

test('options that do not fit', () => {
  expect(() => linear({ distributed: { world: {} as never, shards: 2 } })).toThrow(
    'Trainer: distributed: expected world to be the world that init() gives'
  )
  expect(() => linear({ distributed: { world, shards: 0 } })).toThrow('Trainer: distributed: expected shards')
  expect(() => linear({ distributed: { world, shard: 2 } as never })).toThrow('did you mean shards')
  expect(() => linear({ distributed: { world, shards: 2, reduceDtype: 'float16' as never } })).toThrow(
    "Trainer: distributed: expected reduceDtype to be one of 'float32', 'bfloat16' but received 'float16'"
  )
  expect(() => linear({ distributed: { world: new World(null, 0, 4, 10), shards: 2 } })).toThrow(
    'Trainer: expected at most 2 ranks, one for each shard, but there are 4; start fewer, or a new run with more shards'
  )
  const metric = {
    name: 'own',
    reset() {},
    update() {},
    compute: () => 0,
    state: () => ({ layout: 0, totals: [] }),
    setState() {}
  }
  expect(() => linear({ metrics: [metric], distributed })).toThrow(
    "Trainer: expected the metrics of a distributed run to have merge(state), which adds the totals of other shards, but 'own' has none"
  )
})

test('batches that cannot be cut, and gradients that cannot be summed', async () => {
  const computeLoss = (): Tensor => tensor(1)
  const fit = (batch: unknown): Promise<unknown> => {
    const { trainer } = linear({ loss: undefined as never, computeLoss, distributed })
    return trainer.fit([batch], { epochs: 1 })
  }
  await expect(fit([tensor([1, 2, 3]), tensor([1, 2])])).rejects.toThrow(
    'Trainer: expected the batch.1 of a distributed run to have the 3 samples of the batch as its first dimension, along which it is cut into shards, but its shape is [2]'
  )
  await expect(fit({ x: tensor([1, 2]), y: new Map() })).rejects.toThrow(
    'Trainer: expected the batch.y of a distributed run to be a tensor, an array or a plain object'
  )
  manualSeed(1)
  const model = new nn.Embedding(10, 2, { sparse: true })
  const optimizer = new SGD(model.parameters(), { lr: 0.1 })
  const trainer = new Trainer({ model, optimizer, computeLoss: (ids: Tensor) => model.forward(ids).sum(), distributed })
  await expect(trainer.fit([tensor([1, 2, 3, 4], { dtype: 'int32' })], { epochs: 1 })).rejects.toThrow(
    'Trainer: expected dense gradients in a distributed run but a parameter has a sparse one; leave out sparse: true'
  )
})

test('lists of texts and nested tensors are cut, scalars are not', async () => {
  const seen: unknown[] = []
  manualSeed(1)
  const model = nn.mlp([1, 1])
  const computeLoss = (batch: { x: Tensor; inner: [string[]]; scale: Tensor }): Tensor => {
    seen.push([batch.x.shape, batch.inner[0], batch.scale.item()])
    return model.forward(batch.x).sum()
  }
  const optimizer = new SGD(model.parameters(), { lr: 0.1 })
  const trainer = new Trainer({ model, optimizer, computeLoss, distributed })
  const batch = { x: tensor([[1], [2], [3]]), inner: [['a', 'b', 'c']], scale: tensor(4) }
  await trainer.fit([batch], { epochs: 1 })
  expect(seen).toEqual([
    [[2, 1], ['a', 'b'], 4],
    [[1, 1], ['c'], 4]
  ])
})

test('measurements of one process, which leave everything as it was', async () => {
  const { trainer, model } = linear({ metrics: [new Accuracy()], distributed })
  const before = weights(model)
  const refusal = (call: string) => ({
    code: 'ERR_OPTION',
    message: `${call}: expected a Trainer without distributed, because steps of several ranks wait for each other; measure one process without it, on batches of one shard (the batch size divided by shards)`
  })
  await expect(profile(trainer, data(8, 4))).rejects.toMatchObject(refusal('profile'))
  await expect(findBatchSize(trainer, data(8, 4))).rejects.toMatchObject(refusal('findBatchSize'))
  expect(weights(model)).toEqual(before)
  // What the error advises.
  const { trainer: alone } = linear()
  expect((await profile(alone, data(8, 4), { steps: 1, warmup: 0 })).samples).toBe(4)
  expect((await findBatchSize(alone, data(8, 4), { max: 2, steps: 1 })).best.batchSize).toBeLessThanOrEqual(2)
})
