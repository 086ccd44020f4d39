// The small plots: what they show of real results, and what they refuse.
import { beforeAll, expect, test } from 'vitest'
import '../../../lib/ops/methods.ts'
import { DataLoader, TensorDataset } from '../../../lib/data/index.ts'
import { ConfusionMatrix } from '../../../lib/metrics/index.ts'
import { mlp } from '../../../lib/nn/index.ts'
import { crossEntropy } from '../../../lib/ops/index.ts'
import { SGD } from '../../../lib/optim/index.ts'
import type { Boxes, Line, Points } from '../../../lib/plot/figure.ts'
import {
  type Picture,
  plotBatchSizes,
  plotCalibration,
  plotConfusion,
  plotMemory,
  plotProfile,
  plotRange,
  plotSchedules,
  plotSearch
} from '../../../lib/plot/index.ts'
import { choice, logUniform, search } from '../../../lib/search/index.ts'
import { tensor } from '../../../lib/tensor/create.ts'
import { manualSeed, randn } from '../../../lib/tensor/random.ts'
import { findBatchSize, findLearningRate, planMemory, profile, Trainer } from '../../../lib/train/index.ts'

let trainer: Trainer
let data: TensorDataset
let loader: DataLoader<unknown>
beforeAll(() => {
  manualSeed(1)
  const x = randn([64, 8])
  data = new TensorDataset(x, x.argmax({ dim: 1 }))
  loader = new DataLoader(data, { batchSize: 16 }) as never
  const model = mlp([8, 16, 8])
  trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 0.1 }), loss: crossEntropy, seed: 0 })
})

const marks = ({ figure }: Picture, panel = 0) => figure.panels[panel]!.marks
const boxes = (picture: Picture, panel = 0) => (marks(picture, panel) as Boxes[]).flatMap((m) => m.boxes)
const width = ({ x }: { x: readonly [number, number] }) => x[1] - x[0]

test('schedules: a line each, multiplied with the rate', () => {
  const picture = plotSchedules({ half: (step) => 1 / (1 + step), flat: () => 1 }, { steps: 3, lr: 0.6 })
  expect((marks(picture) as Line[]).map(({ name, x, y }) => [name, x, y])).toEqual([
    ['half', [0, 1, 2], [0.6, 0.3, 0.6 * (1 / 3)]],
    ['flat', [0, 1, 2], [0.6, 0.6, 0.6]]
  ])
})

test('range test: losses, and suggestions on the smoothed curve', async () => {
  const curve = await findLearningRate(trainer, loader, { steps: 40, minLr: 1e-3, maxLr: 100, smoothing: 0.7 })
  const [faint, smooth, ...suggested] = marks(plotRange(curve)) as [Line, Line, ...Points[]]
  expect([faint.y, smooth.y]).toEqual([curve.losses, curve.smoothed])
  expect(suggested.map(({ x }) => x[0])).toEqual([
    curve.suggestion('steep'),
    curve.suggestion('valley'),
    curve.suggestion('minimum')
  ])
  expect(suggested.length).toBe(3)
})

test('batch sizes: throughput, memory and the best', async () => {
  const found = await findBatchSize(trainer, data, { max: 8, steps: 1 })
  const picture = plotBatchSizes(found)
  expect((marks(picture)[0] as Line).y).toEqual(found.rows.map(({ samplesPerSecond }) => samplesPerSecond))
  expect((marks(picture, 1)[0] as Line).y).toEqual(found.rows.map(({ memory }) => memory / 2 ** 20))
  const limited = plotBatchSizes({ ...found, memoryLimit: 2 * found.rows.at(-1)!.memory })
  expect(marks(limited, 1).map(({ name }) => name)).toEqual(['memory', 'limit', `best: ${found.best.batchSize}`])
})

test('profile: phases fill the step in order, layers lie within forward and backward', async () => {
  const result = await profile(trainer, loader, { steps: 2, warmup: 1 })
  const all = boxes(plotProfile(result))
  const row = (k: number) => all.filter(({ y }) => Math.round((y[0] + y[1]) / 2) === k)
  expect(row(2)).toHaveLength(1)
  const phases = row(1)
  expect(phases.map(({ label }) => label)).toEqual(
    result.phases.filter(({ seconds }) => seconds > 0).map(({ name }) => name)
  )
  expect(phases.reduce((sum, b) => sum + width(b), 0)).toBeCloseTo(width(row(2)[0]!), 9)
  for (const [k, b] of phases.entries()) if (k > 0) expect(b.x[0]).toBeCloseTo(phases[k - 1]!.x[1], 9)
  const within = (name: string) => {
    const phase = phases.find(({ label }) => label === name)!
    return row(0).filter(({ x }) => x[0] >= phase.x[0] - 1e-9 && x[1] <= phase.x[1] + 1e-9)
  }
  expect(row(0).length).toBeGreaterThan(3)
  expect(within('forward').length + within('backward').length).toBe(row(0).length)
})

test('memory: stacked to the total, with a model and without', () => {
  const plan = planMemory(mlp([784, 256, 10]), { inputShape: [784], batchSize: 64 })
  const end = (picture: Picture, y: number) =>
    Math.max(
      ...boxes(picture)
        .filter((b) => b.y[0] < y && b.y[1] > y)
        .map(({ x }) => x[1])
    )
  const picture = plotMemory(plan)
  expect(picture.figure.panels[0]!.y.names).toEqual(['bfloat16', 'float32'])
  expect(end(picture, 1)).toBeCloseTo(plan.total.float32 / 2 ** 20, 9)
  expect(end(picture, 0)).toBeCloseTo(plan.total.bfloat16 / 2 ** 20, 9)
  const counted = planMemory({ parameters: 1e6 }, { optimizer: 'adam' })
  expect(end(plotMemory(counted), 0)).toBeCloseTo(counted.total / 2 ** 20, 9)
  expect(marks(plotMemory(counted)).map(({ name }) => name)).toEqual(['parameters', 'gradients', 'expAvg', 'expAvgSq'])
})

test('search: every trial, the best so far, importance, a line a trial', async () => {
  const space = { lr: logUniform(1e-4, 1), act: choice(['relu', 'gelu']) }
  const result = await search(space, ({ lr, act }) => (Math.log10(lr) + 2) ** 2 + (act === 'gelu' ? 0 : 1), {
    method: 'random',
    trials: 30,
    seed: 3
  })
  const picture = plotSearch(result)
  const [dots, best] = marks(picture) as [Points, Line]
  expect(dots.y).toEqual(result.trials.map(({ value }) => value))
  expect(best.y.at(-1)).toBe(result.best!.value)
  expect(best.y.every((v, k) => k === 0 || v! <= best.y[k - 1]!)).toBe(true)
  const { lr, act } = result.importance()
  expect(
    boxes(picture, 1)
      .map(width)
      .sort((a, b) => b - a)
  ).toEqual([100 * lr, 100 * act].sort((a, b) => b - a))
  expect(picture.figure.panels[1]!.y.names).toEqual(lr > act ? ['act', 'lr'] : ['lr', 'act'])
  const lines = marks(picture, 2) as Line[]
  expect(lines.map(({ value }) => value)).toEqual(result.trials.map(({ value }) => value))
  const logs = result.trials.map(({ params }) => Math.log10(params.lr))
  const [low, high] = [Math.min(...logs), Math.max(...logs)]
  for (const [k, { y }] of lines.entries()) {
    expect(y[0]).toBeCloseTo((logs[k]! - low) / (high - low), 12)
    expect(y[1]).toBe(result.trials[k]!.params.act === 'relu' ? 1 : 0)
    expect(y[2] === 0, `${k}`).toBe(result.trials[k]!.value === result.best!.value)
  }
  const top = await search(space, ({ lr }) => lr, { method: 'random', trials: 5, direction: 'maximize' })
  expect((marks(plotSearch(top))[1] as Line).y.at(-1)).toBe(top.best!.value)
})

test('confusion: rows from the top are the true classes, columns the predicted ones', () => {
  const metric = new ConfusionMatrix({ classes: 3 })
  const ints = (list: number[]) => tensor(list, { dtype: 'int32' })
  metric.update(ints([0, 1, 1, 2]), ints([0, 0, 1, 2]))
  const picture = plotConfusion(metric.compute(), { names: ['a', 'b', 'c'] })
  const panel = picture.figure.panels[0]!
  expect([panel.x.names, panel.y.names]).toEqual([
    ['a', 'b', 'c'],
    ['c', 'b', 'a']
  ])
  const at = (p: Picture, column: number, row: number) =>
    boxes(p).find(({ x, y }) => x[0] < column && x[1] > column && y[0] < row && y[1] > row)!
  expect([at(picture, 1, 2).value, at(picture, 1, 2).note, at(picture, 0, 1).value]).toEqual([1, 'a as b: 1', 0])
  const share = plotConfusion(
    [
      [1, 1],
      [0, 0]
    ],
    { normalize: 'true' }
  )
  expect([at(share, 1, 1).value, at(share, 0, 0).value]).toEqual([0.5, 0])
  expect(
    at(
      plotConfusion(
        [
          [1, 3],
          [1, 0]
        ],
        { normalize: 'pred' }
      ),
      0,
      1
    ).value
  ).toBe(0.5)
  expect(
    at(
      plotConfusion(
        [
          [1, 3],
          [1, 0]
        ],
        { normalize: 'all' }
      ),
      1,
      1
    ).value
  ).toBe(0.6)
})

test('a confusion matrix of many classes', () => {
  const rows = Array.from({ length: 400 }, (_, i) => Array.from({ length: 400 }, (_, j) => (i === j ? 7 : 0)))
  expect(plotConfusion(rows).figure.panels[0]!.scale!.to).toBe(7)
})

test('calibration: how often right by how sure; the expected error', () => {
  // Sure to 0.9 and right in two of three; sure to 0.6 and right.
  const picture = plotCalibration([0.9, 0.9, 0.9, 0.4], [1, 1, 0, 0], { bins: 5 })
  const [, line] = marks(picture) as [Line, Line]
  expect(line.x.map((v) => v!.toFixed(6))).toEqual(['0.600000', '0.900000'])
  expect(line.y).toEqual([1, 2 / 3])
  const error = (Math.abs(1 - 0.6) + Math.abs(2 - 2.7)) / 4
  expect(picture.title).toBe(`Calibration, expected error ${error.toFixed(4)}`)
  expect(boxes(picture, 1).map(({ y }) => y[1])).toEqual([0, 0, 0, 1, 3])
  const rows = [
    [0.1, 0.9],
    [0.1, 0.9],
    [0.1, 0.9],
    [0.6, 0.4]
  ]
  expect(plotCalibration(tensor(rows, { dtype: 'float64' }), tensor([1, 1, 0, 0], { dtype: 'int32' })).title).toBe(
    picture.title
  )
})

const wrong: [string, () => unknown, string][] = [
  [
    'schedules',
    () => plotSchedules({ a: 1 as never }, { steps: 3 }),
    'plotSchedules: expected a to be a function of the step but received 1'
  ],
  [
    'steps',
    () => plotSchedules({ a: () => 1 }, {} as never),
    'plotSchedules: expected steps, a whole number >= 1 and <= 10000000, but it is missing'
  ],
  ['curve', () => plotRange([] as never), 'plotRange: expected curve to be a LearningRateCurve but received []'],
  [
    'batches',
    () => plotBatchSizes({} as never),
    'plotBatchSizes: expected search to be a result of findBatchSize but received an object'
  ],
  [
    'profile',
    () => plotProfile(null as never),
    'plotProfile: expected profile to be a result of profile but received null'
  ],
  [
    'plan',
    () => plotMemory({} as never),
    'plotMemory: expected plan to be a result of planMemory but received an object'
  ],
  [
    'search',
    () => plotSearch({} as never),
    'plotSearch: expected result to be a result of search but received an object'
  ],
  [
    'matrix',
    () => plotConfusion([1, 2] as never),
    'plotConfusion: expected matrix to be a tensor of two dimensions or an array of rows of numbers but received [1, 2]'
  ],
  ['square', () => plotConfusion([[1, 2]]), 'plotConfusion: expected as many columns as rows but received [1, 2]'],
  ['names', () => plotConfusion([[1]], { names: ['a', 'b'] }), 'plotConfusion: expected 1 names but received 2'],
  [
    'logits',
    () => plotCalibration([3, -1], [1, 0]),
    'plotCalibration: expected probabilities from 0 to 1 but sample 0 has -2, 3; apply softmax or sigmoid to logits'
  ],
  [
    'targets',
    () => plotCalibration([0.5], [1, 0]),
    'plotCalibration: expected a target for each of 1 samples but received 2'
  ],
  ['no samples', () => plotCalibration([], []), 'plotCalibration: expected at least one sample']
]

test.each(wrong)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ERR_(OPTION|SHAPE)$/), message }))
})
