// analyze.throughput: rows, sums and decisions that follow from them, a loader that is slow for certain, sentences and
// their opposites, odd experiments. No test depends on how fast or how busy the machine is.
import { readdirSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { find } from '../../lib/analyze/findings.ts'
import { analyze } from '../../lib/analyze/index.ts'
import { speedFindings } from '../../lib/analyze/throughput.findings.ts'
import { leversOf, merged } from '../../lib/analyze/throughput.levers.ts'
import { logSeconds } from '../../lib/analyze/throughput.measure.ts'
import { THROUGHPUT_RULES as RULES } from '../../lib/analyze/throughput.rules.ts'
import { backend } from '../../lib/backend/index.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { ODD, points, problem } from './problems.ts'

const file = temporaryFolder()

test('the run as it is and each change; times are sums', async () => {
  const threads = backend.threads
  const result = await analyze.throughput(problem(), {
    deadline: 3600,
    epochs: 10,
    price: 2,
    levers: ['batch', 'bfloat16', 'optimizer'],
    seeds: 2,
    budget: 6
  })
  const names = ['as it is', 'batch 32', 'batch 64', 'bfloat16 activations', 'optimizer sgd']
  expect(result.rows.slice(0, 5).map(({ change }) => change)).toEqual(names)
  const [now] = result.rows as Record<string, number>[]
  expect(now!.epochSeconds).toBeCloseTo(64 / now!.samplesPerSecond!, 9)
  expect(now!.runSeconds).toBeGreaterThanOrEqual(10 * now!.epochSeconds!)
  expect(now!.cost).toBeCloseTo((2 * now!.runSeconds!) / 3600, 12)
  expect(now!.samplesPerSecondLow).toBeLessThanOrEqual(now!.samplesPerSecondHigh!)
  expect(backend.threads).toBe(threads)
  const sentence = (name: string) => result.findings.find(({ rule }) => rule === name)!
  if (result.machine.busy) {
    expect(sentence('now').certain).toBe(false)
    expect(sentence('faster')).toMatchObject({ certain: false, level: 'note' })
    expect(result.rows.length).toBe(5)
  } else expect(sentence('now')).toMatchObject({ level: 'note', certain: true })
  for (const line of String(result).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect(result.pictures()[0]!.toText({ columns: 80 })).toContain('batch 32')
})

test('a loader that lets steps wait', async () => {
  const data = new TensorDataset(...points(64))
  const slow = (batch: unknown): unknown => {
    const end = performance.now() + 4
    while (performance.now() < end);
    return batch
  }
  const experiment = problem({
    data: () => ({ train: new DataLoader(data, { batchSize: 16, transform: slow as never }) })
  })
  const result = await analyze.throughput(experiment, { levers: [], budget: 5 })
  const found = result.findings.find(({ rule }) => rule === 'data')!
  if (result.machine.busy) expect(found.certain).toBe(false)
  else {
    expect(found.level).toBe('advice')
    expect(found.from.factor).toBeGreaterThan(2)
  }
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.throughput(ODD[name]!(), { deadline: 60, levers: ['batch'], seeds: 2, budget: 1.5 })
  expect(String(result)).not.toMatch(/NaN|undefined/)
  if (name === 'NaN in the data') {
    expect(result.left.join()).toContain('the loss is not finite')
    expect(result.findings[0]!.text).toBe('no step was timed: the loss is not finite, or the budget is over')
  }
})

test('what a line of a log takes; its file is removed', async () => {
  const folder = file('.')
  vi.stubEnv('TMPDIR', folder)
  try {
    expect(await logSeconds()).toBeGreaterThan(0)
    expect(readdirSync(folder)).toEqual([])
  } finally {
    vi.unstubAllEnvs()
  }
})

test('changes: only sizes that an epoch fills, counts of threads other than now, one value each', () => {
  const names = (batch: number, samples: number) => leversOf(['batch'], batch, samples).map(({ name }) => name)
  expect(names(16, 64)).toEqual(['batch 32', 'batch 64'])
  expect(names(64, 64)).toEqual([])
  const threads = leversOf(['threads'], 1, 1)
  expect(threads.every(({ setup }) => setup.threads !== backend.threads)).toBe(true)
  expect(merged(leversOf(['batch', 'bfloat16'], 16, 32))).toEqual({ batchSize: 32, activations: 'bfloat16' })
})

// What is said of rows of a quiet machine: 100 samples a second now, twice that with a change.
const speed = (each: number) => ({ seconds: 1 / each, low: 0.95 / each, high: 1.05 / each })
const row = (change: string, each: number, run: number) => ({
  change,
  samplesPerSecond: each,
  samplesPerSecondLow: 0.95 * each,
  samplesPerSecondHigh: 1.05 * each,
  runSeconds: run,
  runSecondsLow: 0.95 * run,
  runSecondsHigh: 1.05 * run
})
const lever = (name: string) => ({ name, setup: {}, safe: true, config: `${name}: 1` })

test('deadlines: met, met with changes, not at all, and on a busy machine', () => {
  const facts = {
    epochs: 2,
    busy: false,
    chosen: [lever('x')],
    speeds: new Map([
      ['as it is', speed(100)],
      ['x', speed(200)]
    ])
  }
  const rows = [row('as it is', 100, 100), row('together', 200, 50)]
  const texts = (deadline: number, changed = {}) =>
    speedFindings(rows, { ...facts, deadline, ...changed }).map(({ text }) => text)
  expect(texts(200)[0]).toBe('as it is, 2 epochs take 1:40 (1:35 to 1:45): the deadline of 3:20 is met')
  expect(texts(200)[1]).toBe('the changes that help, measured together, make 2x the samples a second: set x: 1')
  expect(texts(70).slice(0, 2)).toEqual([
    'as it is, 2 epochs take 1:40 (1:35 to 1:45): 1.43x the deadline of 1:10',
    'with x, measured together, 50.0 s (47.5 s to 52.5 s): the deadline of 1:10 is met'
  ])
  expect(texts(20)[1]).toBe(
    'cannot: 50.0 s at best, with x; 3 machines would be needed if they divided the time, see thalweg analyze parallel'
  )
  expect(texts(100)[0]).toContain('too close to 1:40 to say')
  expect(texts(20, { chosen: [] })[1]).toMatch(/^cannot: 1:40 at best, with no change; 5 machines/)
  const busy = speedFindings(rows, { ...facts, deadline: 20, busy: true, chosen: [] })
  expect(busy.some(({ certain }) => certain)).toBe(false)
  expect(busy.some(({ level }) => level !== 'note')).toBe(false)
})

test.each([
  ['product', { measured: 3, product: 5 }, 'the changes share their gain: together 3x, not the 5x of their product'],
  ['product', { measured: 5, product: 5 }, 'the changes keep their gain together: 5x, their product is 5x'],
  ['faster', { factor: 0.9, low: 0.8, high: 0.95, busy: 0 }, 'nothing that was tried makes it faster'],
  [
    'faster',
    { factor: 1, low: 1, high: 1, busy: 0 },
    'nothing that was tried makes it faster beyond the noise of the clock'
  ],
  [
    'data',
    { factor: 1.01, low: 0.9, busy: 0 },
    'steps hardly wait for data: with batches in memory they are 1.01x as fast'
  ],
  ['data', { factor: 1.5, low: 0.9, busy: 0 }, 'whether steps wait for data is unknown: the times do not decide it'],
  ['validation', { share: Number.NaN, busy: 0 }, 'there is no validation, or it was not timed'],
  ['validation', { share: 0.3, busy: 0 }, 'validation takes 30.0 % of the run: set validateEvery: 5'],
  [
    'logging',
    { share: 0.1, busy: 0 },
    'a JSON line for each step takes 10.0 % of a step: with loggers, set logEvery: 10'
  ],
  ['logging', { share: 0.001, busy: 0 }, 'a JSON line for each step takes 0.1 % of a step: logEvery would gain little'],
  ['validation', { share: 0.05, busy: 0 }, 'validation takes 5.0 % of the run'],
  [
    'cost',
    { gap: 0.1, low: 0.05, high: 0.15, seeds: 3, samples: 64 },
    'the loss is higher with x: by 0.1 after 64 samples (0.05 to 0.15); tune the learning rate again'
  ],
  [
    'cost',
    { gap: -0.1, low: -0.15, high: -0.05, seeds: 3, samples: 64 },
    'the loss is not higher with x: lower by 0.1 after 64 samples (0.05 to 0.15)'
  ],
  [
    'cost',
    { gap: 0.1, low: -0.05, high: 0.25, seeds: 3, samples: 64 },
    'no loss gap of x that 3 seeds can show after 64 samples: 0.1 (-0.05 to 0.25)'
  ],
  [
    'cost',
    { gap: 0.1, low: -Infinity, high: Infinity, seeds: 1, samples: 64 },
    'the loss with x was not compared: that takes two or more runs'
  ]
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers, { names: 'x', every: '5', logEvery: '10', config: '' }).text).toBe(text)
})
