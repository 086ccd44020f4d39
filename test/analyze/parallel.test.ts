// analyze.parallel: times of a model of links against sums by hand, bytes of splits, sentences and their opposites, odd
// experiments.
import { expect, test } from 'vitest'
import { find } from '../../lib/analyze/findings.ts'
import { analyze } from '../../lib/analyze/index.ts'
import { stepsOver } from '../../lib/analyze/parallel.model.ts'
import { PARALLEL_RULES as RULES } from '../../lib/analyze/parallel.rules.ts'
import { bitsOf, secondsOf } from '../../lib/analyze/units.ts'
import { planMemory } from '../../lib/inspect/memory/planMemory.ts'
import { mlp } from '../../lib/nn/index.ts'
import { Adam } from '../../lib/optim/index.ts'
import { randn } from '../../lib/tensor/random.ts'
import { ODD, problem } from './problems.ts'

const model = mlp([4, 16, 16, 2])
const optimizer = new Adam(model.namedParameters(), { lr: 1e-3 })
const plan = planMemory(model, [randn([8, 4])], { optimizer })
const bytes = 4 * (4 * 16 + 16 + 16 * 16 + 16 + 16 * 2 + 2)
// A step takes 1 ms and 1 ms for each sample.
const seconds = (samples: number): number => 1e-3 * (1 + samples)
const link = { bandwidth: 8e6, latency: 1e-4, overlap: false }
const over = (n: number, given = {}) =>
  Object.fromEntries(stepsOver(plan, n, 8, { ...link, ...given }, seconds).map((step) => [step.split, step]))

test('one machine sends nothing', () => {
  expect(over(1)).toEqual({
    data: expect.objectContaining({ bytesSent: 0, communicationSeconds: 0, secondsPerStep: seconds(8), bubble: 0 })
  })
})

test('data parallel and ZeRO: a ring, the whole model, parts of states and gradients', () => {
  const { data, 'ZeRO-1': one, 'ZeRO-2': two } = over(4)
  expect(data!.bytesSent).toBeCloseTo((2 * 3 * bytes) / 4, 6)
  expect(data!.communicationSeconds).toBeCloseTo((8 * 2 * 3 * bytes) / 4 / 8e6 + 6e-4, 12)
  expect(data!.computeSeconds).toBe(seconds(2))
  expect(data!.secondsPerStep).toBeCloseTo(data!.computeSeconds + data!.communicationSeconds, 12)
  // Adam has two states.
  expect(data!.bytesEach - one!.bytesEach).toBeCloseTo((3 / 4) * 2 * bytes, 6)
  expect(one!.bytesEach - two!.bytesEach).toBeCloseTo((3 / 4) * bytes, 6)
  expect(data!.bytesEach).toBeGreaterThan(4 * bytes)
  const hidden = over(4, { overlap: true })
  expect(hidden.data!.secondsPerStep).toBe(Math.max(data!.computeSeconds, data!.communicationSeconds))
  expect(hidden.tensor!.secondsPerStep).toBe(over(4).tensor!.secondsPerStep)
})

test('pipeline: the bubble; null where there are fewer blocks than machines', () => {
  const { pipeline } = over(2)
  expect(pipeline!.bubble).toBeCloseTo(1 / 3, 12)
  // Two microbatches of four through two stages of half a step each: three slots.
  expect(pipeline!.computeSeconds).toBeCloseTo((3 * seconds(4)) / 2, 12)
  expect(over(8).pipeline).toBeUndefined()
})

test('the analysis', async () => {
  const result = await analyze.parallel(problem(), { machines: [2, 4], bandwidth: 1e9, latency: 1e-5, budget: 6 })
  expect(result.rows.filter(({ split }) => split === 'data').map(({ machines }) => machines)).toEqual([1, 2, 4])
  expect(result.rows[0]).toMatchObject({ efficiency: 1, bytesSent: 0 })
  for (const row of result.rows as Record<string, number>[]) {
    expect(row.efficiency).toBeCloseTo(
      (result.rows[0] as Record<string, number>).secondsPerStep! / (row.machines! * row.secondsPerStep!),
      9
    )
    expect(row.samplesPerSecond).toBeCloseTo(16 / row.secondsPerStep!, 6)
  }
  expect(result.findings.map(({ rule }) => rule)).toEqual(['assumptions', 'best', 'efficiency', 'bound', 'memory'])
  expect(result.findings[0]!.text).toMatch(/^assumed: links of 1 Gb\/s and 10 us, equal machines, the batch of 16/)
  expect(result.findings[1]!.certain).toBe(!result.machine.busy)
  for (const line of String(result).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect(result.pictures()[0]!.toText({ columns: 60 })).toContain('machines')
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.parallel(ODD[name]!(), { machines: [1, 2], budget: 0.8 })
  expect(String(result)).not.toMatch(/NaN|undefined/)
  if (name === 'NaN in the data') expect(result.left).toEqual(['times of steps'])
})

test('units', () => {
  expect(['10Gb', '1.5 Gbit/s', '100Mb', '8b', '10GB', 'fast'].map(bitsOf)).toEqual([10e9, 1.5e9, 100e6, 8, null, null])
  expect(secondsOf('50us')).toBeCloseTo(5e-5, 12)
})

const numbers = { machines: 4, efficiency: 0.6, busy: 0 }
test.each([
  [
    'best',
    { ...numbers, factor: 2.4 },
    'fastest: data over 4 machines, 2.4x the samples a second of one (efficiency 60.0 %)'
  ],
  [
    'best',
    { ...numbers, factor: 0.8 },
    'more machines hardly pay: at best 0.8x the samples a second of one, with 4 machines; give each a larger batch'
  ],
  [
    'best',
    { ...numbers, factor: 2.4, busy: 1 },
    'no best number of machines: the machine is busy, or no step was timed'
  ],
  ['efficiency', numbers, 'data parallel falls below 70 % efficiency at 4 machines: 60.0 %'],
  ['efficiency', { ...numbers, efficiency: 0.9 }, 'data parallel stays at 90.0 % efficiency up to 4 machines'],
  [
    'bound',
    { compute: 0.001, communication: 0.002, machines: 4, busy: 0 },
    'over 4 machines a step sends for 2 ms and computes for 1 ms: the links are the limit'
  ],
  [
    'bound',
    { compute: 0.002, communication: 0.001, machines: 4, busy: 0 },
    'over 4 machines a step computes for 2 ms and sends for 1 ms: the processor is the limit'
  ],
  [
    'memory',
    { one: 4096, data: 2048, zero: 1024, machines: 4 },
    'each of 4 machines holds 2.0 KiB with data parallel, which keeps the whole model (one machine alone 4.0 KiB), and 1.0 KiB with ZeRO-2'
  ],
  [
    'memory',
    { one: 4096, data: 2048, zero: 2000, machines: 4 },
    'ZeRO-2 hardly saves memory over 4 machines: 2.0 KiB instead of 2.0 KiB each (one machine alone 4.0 KiB); parameters and activations take the most'
  ]
] as const)('%s %o', (name, given, text) => {
  expect(find(RULES[name], given, { split: 'data' }).text).toBe(text)
})
