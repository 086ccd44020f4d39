// modelLandscape: known losses, filter normalization, planes, and that nothing is left behind.
import { expect, test } from 'vitest'
import '../../../lib/ops/methods.ts'
import { setBackend } from '../../../lib/backend/index.ts'
import { DataLoader, TensorDataset } from '../../../lib/data/index.ts'
import { BatchNorm1d, Dropout, Linear, ReLU, Sequential } from '../../../lib/nn/index.ts'
import { crossEntropy } from '../../../lib/ops/index.ts'
import { mseLoss } from '../../../lib/ops/losses/index.ts'
import { Adam } from '../../../lib/optim/index.ts'
import { KeepWeights, modelLandscape } from '../../../lib/plot/index.ts'
import { randomPlane } from '../../../lib/plot/model/directions.ts'
import { valuesOf, weightsOf } from '../../../lib/plot/model/weights.ts'
import { tensor } from '../../../lib/tensor/create.ts'
import { defaultGenerator, manualSeed, randn } from '../../../lib/tensor/random.ts'
import { Trainer } from '../../../lib/train/index.ts'

function setup(ema?: number): { trainer: Trainer; loader: DataLoader<unknown> } {
  manualSeed(5)
  const x = randn([48, 6])
  const data = new TensorDataset(x, x.argmax({ dim: 1 }))
  const loader = new DataLoader(data, { batchSize: 12, shuffle: true, seed: 2 }) as never
  const model = new Sequential(new Linear(6, 10), new BatchNorm1d(10), new ReLU(), new Dropout(0.5), new Linear(10, 6))
  const optimizer = new Adam(model.parameters(), { lr: 0.01 })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, seed: 3, ...(ema === undefined ? {} : { ema }) })
  return { trainer, loader }
}

/** Everything that a landscape could disturb, as text. */
const everything = (trainer: Trainer, loader: DataLoader<unknown>): string =>
  JSON.stringify(
    [
      trainer.stateDict(),
      loader.state(),
      defaultGenerator.state(),
      trainer.model.modules().map(({ training }) => training)
    ],
    (_, value) =>
      value !== null && typeof value === 'object' && 'toArray' in value
        ? Array.from(value.data as Float32Array)
        : (value as unknown)
  )

test.each([undefined, 0.9])('leaves all bits as they were, with averages of decay %s', async (ema) => {
  const { trainer, loader } = setup(ema)
  await trainer.fit(loader, { epochs: 2 })
  const before = everything(trainer, loader)
  expect(before.length).toBeGreaterThan(3000)
  const { losses, center } = await modelLandscape(trainer, loader, { points: 3, batches: 2 })
  expect(everything(trainer, loader)).toBe(before)
  expect(losses[1]![1]).toBe(center)
  expect(new Set(losses.flat()).size).toBe(9)
  const continued = await trainer.fit(loader, { epochs: 3, resume: true })
  const other = setup(ema)
  await other.trainer.fit(other.loader, { epochs: 2 })
  expect((await other.trainer.fit(other.loader, { epochs: 3, resume: true })).trainLoss).toEqual(continued.trainLoss)
})

test('the loss in the middle is that of evaluate, over the batches there are', async () => {
  const { trainer, loader } = setup()
  const { loss } = await trainer.evaluate(loader)
  expect((await modelLandscape(trainer, loader, { points: 2 })).center).toBe(loss)
})

test('after an error, and after a signal, everything is as it was', async () => {
  const { trainer, loader } = setup()
  const before = everything(trainer, loader)
  const failing = {
    points: 3,
    onProgress: (done: number) => {
      if (done === 5) throw new Error('enough')
    }
  }
  await expect(modelLandscape(trainer, loader, failing)).rejects.toThrow('enough')
  expect(everything(trainer, loader)).toBe(before)
  const controller = new AbortController()
  const aborted = modelLandscape(trainer, loader, {
    points: 9,
    signal: controller.signal,
    onProgress: (done) => void (done === 4 && controller.abort(new Error('stopped')))
  })
  await expect(aborted).rejects.toThrow('stopped')
  expect(everything(trainer, loader)).toBe(before)
})

test('both backends give the same losses; another seed another plane', async () => {
  const losses = async (seed: number) => {
    const { trainer, loader } = setup()
    return (await modelLandscape(trainer, loader, { points: 3, batches: 1, seed })).losses
  }
  const native = await losses(7)
  try {
    setBackend('js')
    expect(await losses(7)).toEqual(native)
  } finally {
    setBackend('native')
  }
  expect(await losses(8)).not.toEqual(native)
})

test('each filter of a random direction is as long as that of the weights, and biases stay', () => {
  const weights = weightsOf(setup().trainer.model)
  const values = valuesOf(weights)
  const { directions } = randomPlane(weights, values, 'filter', 1)
  for (const direction of directions) {
    for (const [k, { name, tensor: weight }] of weights.entries()) {
      if (weight.ndim < 2) {
        expect(
          direction[k]!.every((v) => v === 0),
          name
        ).toBe(true)
        continue
      }
      const [rows, columns] = weight.shape as [number, number]
      for (let r = 0; r < rows; r++) {
        const length = (list: Float64Array) => Math.hypot(...list.subarray(r * columns, (r + 1) * columns))
        expect(length(direction[k]!)).toBeCloseTo(length(values[k]!), 12)
      }
    }
  }
  const norm = (list: Float64Array) => Math.hypot(...list)
  const layer = randomPlane(weights, values, 'layer', 1).directions[0]
  expect(norm(layer[0]!)).toBeCloseTo(norm(values[0]!), 12)
  const raw = randomPlane(weights, values, 'none', 1).directions[0]
  expect(raw[1]!.some((v) => v !== 0)).toBe(true)
})

// One weight and one bias, y = 2 x + 1: the loss is known everywhere.
function line(): { trainer: Trainer; loader: DataLoader<unknown>; model: Linear } {
  const model = new Linear(1, 1)
  model.weight.data.set([0.5])
  model.bias!.data.set([0])
  const data = new TensorDataset(tensor([[-1], [1]]), tensor([[-1], [3]]))
  const trainer = new Trainer({ model, optimizer: new Adam(model.parameters(), { lr: 0.2 }), loss: mseLoss, seed: 0 })
  return { trainer, loader: new DataLoader(data, { batchSize: 2 }) as never, model }
}
const lossOf = (w: number, b: number): number => (w - 2) ** 2 + (b - 1) ** 2

test('directions to two other solutions: they lie at (1, 0) and (0, 1)', async () => {
  const { trainer, loader } = line()
  const directions = [
    { weight: [2], bias: [0] },
    { weight: [0.5], bias: [1] }
  ] as const
  const { x, y, losses } = await modelLandscape(trainer, loader, { directions, span: 2, points: 5 })
  expect(x).toEqual([-2, -1, 0, 1, 2])
  for (const [j, b] of y.entries())
    for (const [i, a] of x.entries()) expect(losses[j]![i]).toBeCloseTo(lossOf(0.5 + 1.5 * a, b), 5)
  expect(losses[3]![3]).toBeCloseTo(0, 6)
})

test('the path of a run: its points have the losses of the run, the last one is the middle', async () => {
  const { trainer, loader, model } = line()
  const kept = new KeepWeights({ steps: 1 })
  await trainer.fit(loader, { epochs: 12, callbacks: [kept] })
  expect(kept.weights).toHaveLength(13)
  const { path, picture, x, y } = await modelLandscape(trainer, loader, {
    directions: 'trajectory',
    kept: kept.weights,
    points: 5
  })
  expect(path).toHaveLength(14)
  expect(path!.at(-1)).toEqual([0, 0])
  const far = (k: number) => Math.hypot(...path![k]!)
  const { weight, bias } = kept.weights[0]!
  expect(far(0)).toBeCloseTo(Math.hypot(weight![0]! - model.weight.item(), bias![0]! - model.bias!.item()), 6)
  expect(path![0]!.every((v) => v <= 1e-12)).toBe(true)
  for (const [a, b] of path!) expect(a >= x[0]! && a <= x.at(-1)! && b >= y[0]! && b <= y.at(-1)!).toBe(true)
  const { z } = picture.figure.panels[0]!.surface!.paths[0]!
  for (const [k, each] of kept.weights.entries()) expect(z[k]).toBeCloseTo(lossOf(each.weight![0]!, each.bias![0]!), 5)
  expect(picture.figure.panels[1]!.x.label).toMatch(/^component 1 \(\d+\.\d %\)$/)
})

test('an experiment builds its Trainer', async () => {
  const built: number[] = []
  const experiment = {
    build: async ({ seed }: { seed: number }) => {
      built.push(seed)
      const { trainer, loader } = line()
      return { trainer, train: loader }
    }
  }
  const { center } = await modelLandscape(experiment, null, { points: 2, seed: 4 })
  expect([built, center]).toEqual([[4], lossOf(0.5, 0)])
})

const { trainer, loader } = line()
const wrong: [string, () => Promise<unknown>, string][] = [
  [
    'source',
    () => modelLandscape({} as never, loader),
    'modelLandscape: expected source to be a Trainer or an experiment but received an object'
  ],
  ['loader', () => modelLandscape(trainer, null), 'modelLandscape: expected loader to be a loader but received null'],
  [
    'kept',
    () => modelLandscape(trainer, loader, { directions: 'trajectory' }),
    "modelLandscape: expected kept, the weights along the path, with directions 'trajectory' and only then"
  ],
  [
    'normalize',
    () => modelLandscape(trainer, loader, { directions: 'trajectory', kept: [], normalize: 'filter' }),
    'modelLandscape: expected normalize only with random directions'
  ],
  [
    'one',
    () => modelLandscape(trainer, loader, { directions: 'trajectory', kept: [trainer.model.stateDict()] }),
    'modelLandscape: expected two or more kept weights but received 1'
  ],
  [
    'still',
    () =>
      modelLandscape(trainer, loader, {
        directions: 'trajectory',
        kept: [trainer.model.stateDict(), trainer.model.stateDict()]
      }),
    'modelLandscape: expected kept weights that vary in two directions but they vary in none; keep more of them'
  ],
  [
    'missing',
    () => modelLandscape(trainer, loader, { directions: [{ weight: [1] }, {}] }),
    'modelLandscape: expected directions[0] to have bias but it is missing'
  ],
  [
    'size',
    () => modelLandscape(trainer, loader, { directions: [{ weight: [1, 2], bias: [1] }, {}] }),
    'modelLandscape: expected directions[0] to have 1 values of weight but received 2'
  ]
]

test.each(wrong)('the message of %s', async (_, body, message) => {
  await expect(body()).rejects.toThrow(expect.objectContaining({ code: 'ERR_OPTION', message }))
})
