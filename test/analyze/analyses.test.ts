// The analyses of schedules, losses and learning rates: what they measure, odd experiments, equal bits.
import { describe, expect, test } from 'vitest'
import { type Analysis, analyze } from '../../lib/analyze/index.ts'
import { setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { Linear } from '../../lib/nn/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { defaultGenerator, manualSeed } from '../../lib/tensor/random.ts'
import { config, ODD, points, problem } from './problems.ts'

const rule = ({ findings }: Analysis, name: string) => findings.filter((finding) => finding.rule === name)

describe('schedules', () => {
  const options = {
    candidates: ['constant', 'step', 'exponential', 'cosine', 'onecycle', 'plateau', 'wsd'],
    epochs: 2,
    seeds: 2
  }

  test('every schedule at its base rate and its best of three', async () => {
    const result = await analyze.schedules(problem(), options)
    expect(result.rows.map(({ schedule }) => schedule)).toEqual(options.candidates)
    expect(result.runs.length).toBe(7 * 2 * 3)
    const last = Object.fromEntries(result.rows.map(({ schedule, lastLr }) => [schedule, lastLr as number]))
    // 8 steps from 0.1: the rate of the last one.
    expect(last.constant).toBe(0.1)
    expect(last.step).toBeCloseTo(0.001, 10)
    expect(last.exponential).toBeCloseTo(0.1 * 0.01 ** (7 / 8), 8)
    expect(last.cosine).toBeCloseTo(0.05 * (1 + Math.cos((7 / 8) * Math.PI)), 8)
    expect(last.wsd).toBeCloseTo((0.1 * 5) / 8, 8)
    expect(rule(result, 'gain').length).toBe(6)
    expect(result.rows[0]!.metric).toBeGreaterThan(0.4)
    for (const line of String(result).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('a rate that is far too high: the schedule that ends low is better', async () => {
    const result = await analyze.schedules(problem({ optimizer: { name: 'SGD', lr: 60 } }), {
      candidates: ['constant', { name: 'to nothing', scheduler: { name: 'ExponentialLR', gamma: 0.1 } }],
      epochs: 6,
      tune: false
    })
    expect(rule(result, 'gain')[0]!.from.difference).toBeGreaterThan(0)
  })
})

test('schedules without validation data: the training loss is compared, and named', async () => {
  const [x, y] = points(64)
  const data = () => ({ train: new DataLoader(new TensorDataset(x, y), { batchSize: 16 }) })
  const result = await analyze.schedules(problem({ data, optimizer: { name: 'SGD', lr: 0.5 } }), {
    candidates: ['constant', { name: 'to nothing', scheduler: { name: 'ExponentialLR', gamma: 0.1 } }],
    epochs: 6,
    tune: false
  })
  expect(rule(result, 'gain')[0]!.text).toMatch(/^to nothing is worse than constant: training loss by /)
})

describe('losses', () => {
  test('baselines of the labels, and the untrained loss', async () => {
    const result = await analyze.losses(problem(), { steps: 16, seeds: 2 })
    const share = Array.from(points(64)[1].data).filter((label) => label === 1).length / 64
    const entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share)
    const [crossEntropy, mse] = result.rows
    expect(crossEntropy!.baseline).toBeCloseTo(entropy, 12)
    expect(mse!.baseline).toBeCloseTo(share * (1 - share), 12)
    expect(crossEntropy!.start).toBeGreaterThan(0.3)
    expect(rule(result, 'labels')[0]!.from.majority).toBe(Math.max(share, 1 - share))
    expect(rule(result, 'against').length).toBe(2)
  })

  test('outputs that are too large at the start', async () => {
    const [x, y] = points(64)
    const data = new TensorDataset(x.mul(300), y)
    const result = await analyze.losses(
      problem({ data: ({ seed }) => ({ train: new DataLoader(data, { batchSize: 16, shuffle: true, seed }) }) }),
      { candidates: ['crossEntropy'], steps: 4, seeds: 1 }
    )
    expect(rule(result, 'start')[0]).toMatchObject({ level: 'warning', certain: true })
  })

  test('numbers instead of classes', async () => {
    const [x] = points(64)
    const y = x.slice(1, { start: 0, end: 1 }).contiguous()
    const data = () => ({
      train: new DataLoader(new TensorDataset(x, y), { batchSize: 16 }),
      validation: new DataLoader(new TensorDataset(x, y), { batchSize: 64 })
    })
    const regression = { ...config(), data, loss: 'mseLoss' as const, metrics: ['MeanAbsoluteError' as const] }
    const result = await analyze.losses(problem({ ...regression, model: () => new Linear(4, 1) }), {
      steps: 12,
      seeds: 2
    })
    const values = Array.from(y.contiguous().data, Number)
    const mean = values.reduce((sum, v) => sum + v, 0) / 64
    expect(result.rows.map(({ loss }) => loss)).toEqual(['mseLoss', 'l1', 'huber'])
    expect(result.rows[0]!.baseline).toBeCloseTo(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 64, 5)
    expect(result.rows[0]!.metric).toBeLessThan(0.5)
  })
})

describe('learning rate', () => {
  test('a grid of rates: too small, right, too large', async () => {
    const result = await analyze.learningRate(problem({ optimizer: { name: 'SGD', lr: 1e-4 } }), {
      min: 1e-4,
      max: 1e4,
      points: 5,
      steps: 30
    })
    expect(result.rows.map(({ lr }) => lr)).toEqual([1e-4, 1e-2, 1, 100, 10000])
    const [tiny, , right, , huge] = result.rows
    expect(right!.loss).toBeLessThan(tiny!.loss as number)
    expect(right!.updateRatio).toBeGreaterThan(tiny!.updateRatio as number)
    expect(huge!.diverged).toBe('diverged')
    expect(rule(result, 'own')[0]!.text).toMatch(/^the config's rate, 0.0001, is too small: at 1 /)
    expect(rule(result, 'stable')[0]!.text).toMatch(/^stable up to 1; at 100 the loss/)
  })

  test.each([
    [1e4, 1, 1e4, /^the config's rate, 10000, diverged; at 1 the loss after 30 steps is /],
    [1, 1, 1e4, /^the config's rate, 1, has the lowest loss of 2 rates after 30 steps: /],
    [0.5, 1e-4, 1, /^1, the rate of the grid nearest to the config's 0.5, has the lowest loss of 2 rates after 30 /],
    [50, 1e-4, 1, /^no rate within a factor of 10 of the config's, 50, was tried: the nearest is 1$/]
  ])("the config's rate %d among %d and %d", async (lr, min, max, text) => {
    const experiment = problem({ optimizer: { name: 'SGD', lr } })
    const result = await analyze.learningRate(experiment, { min, max, points: 2, steps: 30, seeds: 2 })
    expect(rule(result, 'own')[0]!.text).toMatch(text)
  })

  test('the sharpness of a quadratic is its largest curvature', async () => {
    // The mean of (w · x)^2 over x of lengths 3 and 1 along two axes: curvatures 9 and 1.
    const x = tensor([
      [3, 0],
      [0, 1]
    ])
    const data = new TensorDataset(x, tensor([[0], [0]]))
    const result = await analyze.learningRate(
      problem({
        model: () => new Linear(2, 1, { bias: false }),
        data: () => ({ train: new DataLoader(data, { batchSize: 2 }) }),
        loss: 'mseLoss',
        metrics: []
      }),
      { min: 0.01, max: 0.1, points: 2, steps: 3, seeds: 1 }
    )
    expect(0.1 / (result.rows[1]!.shareOfLimit as number)).toBeCloseTo(2 / 9, 3)
  })
})

describe.each(Object.keys(ODD))('%s', (name) => {
  test('right sentences, no crash', async () => {
    const results = [
      await analyze.schedules(ODD[name]!(), { candidates: ['constant', 'cosine'], epochs: 2, seeds: 2, tune: false }),
      await analyze.losses(ODD[name]!(), { candidates: ['crossEntropy', 'mse'], steps: 4, seeds: 2 }),
      await analyze.learningRate(ODD[name]!(), { min: 1e-3, max: 1, points: 3, steps: 4, seeds: 2 })
    ]
    for (const result of results) {
      expect(String(result)).not.toMatch(/NaN\b(?! in the)|undefined|Infinity/)
      expect(result.findings.length).toBeGreaterThan(0)
      expect(result.left).toEqual([])
    }
    const [, losses, rates] = results
    const learns = name !== 'NaN in the data' && name !== 'a constant loss'
    expect(rule(rates!, 'learn')[0]!.level).toBe(learns ? 'note' : 'warning')
    expect(rule(losses!, 'labels')[0]!.level).toBe(name === 'one class' ? 'warning' : 'note')
    if (name === 'NaN in the data')
      expect(rule(losses!, 'start')[0]).toMatchObject({ level: 'warning', certain: false })
  })
})

test('the same bits for any number of threads and in JavaScript', async () => {
  const run = async (): Promise<unknown> => {
    const { rows } = await analyze.learningRate(problem(), { points: 3, steps: 5, seeds: 2 })
    return rows
  }
  const native = await run()
  setNumThreads(1)
  const alone = await run()
  setNumThreads(2)
  setBackend('js')
  try {
    expect(await run()).toEqual(native)
  } finally {
    setBackend('native')
  }
  expect(alone).toEqual(native)
})

test('nothing is left behind: the default generator continues where it was', async () => {
  manualSeed(3)
  defaultGenerator.nextUint32()
  const before = defaultGenerator.state()
  await analyze.losses(problem(), { candidates: ['crossEntropy'], steps: 2, seeds: 1 })
  expect(defaultGenerator.state()).toEqual(before)
})

test('a signal ends it with what there is', async () => {
  const controller = new AbortController()
  const inner = problem()
  let builds = 0
  const experiment = {
    ...inner,
    build: (options: Parameters<typeof inner.build>[0]) => {
      if (++builds === 4) controller.abort()
      return inner.build(options)
    }
  }
  const result = await analyze.learningRate(experiment, { points: 5, steps: 5, seeds: 2, signal: controller.signal })
  expect(result.runs.length).toBe(2)
  expect(result.left.length).toBe(8)
  expect(String(result)).toContain('left out: lr 0.00316, seed 0;')
})
