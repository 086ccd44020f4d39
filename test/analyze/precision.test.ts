// analyze.precision: bytes of states, errors of gradients, loss gaps, sentences and their opposites, odd experiments.
import { expect, test } from 'vitest'
import { find } from '../../lib/analyze/findings.ts'
import { analyze } from '../../lib/analyze/index.ts'
import { errorOf, gradientErrors } from '../../lib/analyze/precision.gradients.ts'
import { PRECISION_RULES as RULES } from '../../lib/analyze/precision.rules.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { Dropout, Linear, mlp, ReLU, Sequential } from '../../lib/nn/index.ts'
import { ODD, points, problem } from './problems.ts'

const wide = () =>
  problem({
    model: () =>
      new Sequential(new Linear(4, 256), new Dropout(0.2), new Linear(256, 256), new ReLU(), new Linear(256, 2)),
    data: () => ({ train: new DataLoader(new TensorDataset(...points(128)), { batchSize: 64 }) })
  })

test('the modes, their bytes and their gap', async () => {
  const result = await analyze.precision(wide(), { steps: 4, seeds: 2 })
  const row = (mode: string) => result.rows.find((each) => each.mode === mode) as Record<string, number>
  expect(result.rows.map(({ mode, against, runs }) => [mode, against, runs])).toEqual([
    ['float32', null, 2],
    ['bfloat16', 'float32', 2],
    ['adam', null, 2],
    ['adambfloat16', 'adam', 2],
    ['adam8bit', 'adam', 2]
  ])
  expect(row('bfloat16').activationBytes).toBeLessThan(0.9 * row('float32').activationBytes!)
  expect(row('adambfloat16').stateBytes! / row('adam').stateBytes!).toBeCloseTo(0.5, 1)
  expect(row('adam8bit').stateBytes).toBeLessThan(0.3 * row('adam').stateBytes!)
  expect(row('bfloat16').worstLayerError).toBeGreaterThan(1e-5)
  expect(row('bfloat16').worstLayerError).toBeLessThan(0.02)
  expect(row('bfloat16').lossGap).not.toBe(0)
  expect(result.findings.map(({ rule }) => rule)).toEqual([
    'gradients',
    ...Array(3).fill(['memory', 'time', 'loss gap']).flat()
  ])
  for (const line of String(result).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('gradients: both modes see the same weights, batch and dropout; buffers too small to pack are exact', async () => {
  const built = await wide().build({ seed: 1 })
  const before = built.trainer.model.namedParameters().map(([, p]) => Array.from(p.data))
  const errors = await gradientErrors(built)
  expect(errors.length).toBe(6)
  for (const { cosine } of errors) expect(cosine).toBeGreaterThan(0.999)
  expect(built.trainer.model.namedParameters().map(([, p]) => Array.from(p.data))).toEqual(before)
  expect(await gradientErrors(built)).toEqual(errors)
  const small = await gradientErrors(await problem({ model: () => mlp([4, 8, 2]) }).build({ seed: 1 }))
  expect(small.map(({ relative }) => relative)).toEqual([0, 0, 0, 0])
})

test('errorOf', () => {
  expect(errorOf(Float64Array.of(3, 4), Float64Array.of(3, 4))).toEqual({ relative: 0, cosine: 1 })
  expect(errorOf(Float64Array.of(3, 4), Float64Array.of(0, 4))).toEqual({ relative: 0.6, cosine: 0.8 })
  expect(errorOf(Float64Array.of(1, 0), Float64Array.of(-1, 0))).toEqual({ relative: 2, cosine: -1 })
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.precision(ODD[name]!(), { steps: 3, seeds: 2, budget: 1.5 })
  expect(String(result)).not.toMatch(/NaN|undefined/)
  const unknown = ['a constant loss', 'NaN in the data'].includes(name)
  expect(result.findings[0]).toMatchObject({
    rule: 'gradients',
    level: unknown ? 'warning' : 'note',
    certain: !unknown
  })
})

test('a budget that is over', async () => {
  const result = await analyze.precision(problem(), { steps: 6, budget: 1e-9 })
  expect(result.runs).toEqual([])
  expect(result.left.length).toBeGreaterThan(0)
  expect(result.findings.some(({ certain }) => certain)).toBe(false)
})

const labels = { name: 'b', base: 'a', part: 'states', layer: '0.weight' }
test.each([
  [
    'gradients',
    { error: 0.004, cosine: 0.99999 },
    'bfloat16 activations change gradients by 0.4 % at most (0.weight), cosine 0.99999'
  ],
  [
    'gradients',
    { error: 0.3, cosine: 0.9 },
    'bfloat16 activations change the gradient of 0.weight by 30.0 %, cosine 0.9: watch the loss, or keep float32'
  ],
  ['memory', { saved: 0.5, bytes: 1024 }, 'b saves 50.0 % of the states of a: 1.0 KiB a step'],
  ['memory', { saved: 0.01, bytes: 10 }, 'b hardly saves memory here: 1.0 % of the states of a'],
  ['memory', { saved: -0.5, bytes: -10 }, 'b takes 50.0 % more memory for states than a'],
  ['memory', { saved: Number.NaN, bytes: Number.NaN }, 'the memory of b is unknown: no step was made'],
  ['time', { ratio: 1.2, low: 1.1, high: 1.3, busy: 0 }, 'b costs time: a step takes 1.2x the time of one with a'],
  ['time', { ratio: 0.8, low: 0.7, high: 0.9, busy: 0 }, 'b is faster: a step takes 0.8x the time of one with a'],
  [
    'time',
    { ratio: 1.01, low: 0.9, high: 1.1, busy: 0 },
    'b is neither faster nor slower than a, as far as the clock shows: 1.01x the time (0.9 to 1.1)'
  ],
  [
    'time',
    { ratio: 1.2, low: 1.1, high: 1.3, busy: 1 },
    'whether b costs time is unknown: the machine is busy, or no step was timed'
  ],
  [
    'lossGap',
    { gap: 0.1, low: 0.05, high: 0.15, seeds: 3, steps: 9 },
    'b raises the loss: after 9 steps it is 0.1 above that of a (0.05 to 0.15)'
  ],
  [
    'lossGap',
    { gap: -0.1, low: -0.15, high: -0.05, seeds: 3, steps: 9 },
    'after 9 steps the loss of b is 0.1 below that of a (0.05 to 0.15)'
  ],
  [
    'lossGap',
    { gap: 0.01, low: -0.05, high: 0.07, seeds: 3, steps: 9 },
    'no loss gap between b and a that 3 seeds can show after 9 steps: 0.01 (-0.05 to 0.07)'
  ],
  [
    'lossGap',
    { gap: 0.01, low: -Infinity, high: Infinity, seeds: 1, steps: 9 },
    'the loss gap of b is unknown: it takes two or more seeds with finished runs'
  ]
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers, labels).text).toBe(text)
})
