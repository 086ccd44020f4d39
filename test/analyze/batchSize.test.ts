// analyze.batchSize: rows, the noise scale of known noise, the rules for the rate, a busy machine, every sentence.
import { expect, test } from 'vitest'
import { runFindings } from '../../lib/analyze/batchSize.findings.ts'
import { noiseScale } from '../../lib/analyze/batchSize.noise.ts'
import { BATCH_SIZE_RULES as RULES } from '../../lib/analyze/batchSize.rules.ts'
import { type SizeRun, sizesToTrain } from '../../lib/analyze/batchSize.runs.ts'
import { find } from '../../lib/analyze/findings.ts'
import { analyze, type BuildOptions, type Built, experimentOf } from '../../lib/analyze/index.ts'
import { Linear } from '../../lib/nn/index.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { whileBusy } from './busy.ts'
import { ODD, problem } from './problems.ts'

test('rows and runs', async () => {
  const result = await analyze.batchSize(problem(), { sizes: [64, 4, 4], steps: 8, seeds: 2 })
  expect(result.rows.map(({ size }) => size)).toEqual([4, 64])
  for (const row of result.rows as Readonly<Record<string, number>>[]) {
    expect(row.samplesPerSecond).toBeCloseTo(row.size! / row.secondsPerStep!, 6)
    expect(row.bytesPerSample).toBeGreaterThan(4 * (4 + 8 + 2))
    for (const name of ['lossAtEqualSamples', 'lossAtEqualSeconds', 'forwardSeconds', 'backwardSeconds']) {
      expect(row[name]).toBeGreaterThan(0)
    }
  }
  expect(result.pictures()[0]!.toText({ columns: 60 })).toContain('Samples a second')
  // 128 samples: 8 steps of 16, 32 of 4, 2 of 64, or more if they are as fast.
  const steps = (size: number, rule: string) =>
    result.runs.filter(({ candidate }) => candidate === `batch of ${size}${rule}`).map((each) => each.steps)
  expect(steps(16, '')).toEqual([8, 8])
  for (const rule of [', lr sqrt', ', lr linear']) {
    expect(Math.min(...steps(4, rule))).toBeGreaterThanOrEqual(32)
    expect(Math.min(...steps(64, rule))).toBeGreaterThanOrEqual(2)
    expect(Math.max(...steps(64, rule))).toBeLessThanOrEqual(8)
  }
  expect(result.findings.map(({ rule }) => rule)).toEqual(['fastest', 'noise scale', 'rule for lr', 'at equal seconds'])
})

test('the noise scale of gradients with known noise', async () => {
  // Each gradient is that of w x with x of mean m and deviation 1 in 50 dimensions: trace 50 over 50 m^2.
  const scaleOf = async (m: number): Promise<number> => {
    const generator = new Generator(1)
    const x = randn([4096, 50], { generator }).add(m) as Tensor
    const experiment = experimentOf({
      model: () => new Linear(50, 1, { bias: false }),
      data: () => ({
        train: Array.from({ length: 16 }, (_, k) => [x.slice({ start: 256 * k, end: 256 * (k + 1) }), x])
      }),
      optimizer: { name: 'SGD', lr: 0.1 },
      computeLoss: ([input]: [Tensor], model) => (model as unknown as Linear).forward(input).mean() as Tensor,
      steps: 1
    })
    return (await noiseScale('test', await experiment.build({ seed: 0 }))).scale
  }
  for (const m of [1, 0.2]) {
    const scale = await scaleOf(m)
    expect(Math.abs(scale * m * m - 1)).toBeLessThan(0.15)
  }
})

test('a busy machine has no winner', async () => {
  const result = await whileBusy(() => analyze.batchSize(problem(), { sizes: [16, 64], steps: 4, seeds: 2 }))
  expect(result.machine.busy).toBe(true)
  for (const rule of ['fastest', 'own size', 'at equal seconds']) {
    expect(result.findings.find((each) => each.rule === rule)).toMatchObject({ certain: false })
  }
  expect(String(result)).toContain('the machine is busy')
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.batchSize(ODD[name]!(), { sizes: [2, 4, 16], steps: 4, seeds: 1 })
  const broken = name === 'NaN in the data'
  expect(result.rows.length).toBe(broken ? 0 : 3)
  const noise = result.findings.find(({ rule }) => rule === 'noise scale')!
  if (broken || name === 'a constant loss') expect(noise.text).toMatch(/^no gradient noise scale/)
  if (broken) expect(result.left).toContain('batch of 2: the loss is not finite')
  expect(String(result)).not.toMatch(/NaN|undefined/)
  for (const { text } of result.findings) expect(text).not.toContain('?')
})

test('a loader that cannot change its batch size', async () => {
  const { build } = problem()
  const fixed = {
    build: async (options: BuildOptions): Promise<Built> => {
      const built = await build(options)
      const train: unknown[] = []
      for await (const batch of built.train) train.push(batch)
      return { ...built, train }
    }
  }
  const result = await analyze.batchSize(fixed, { sizes: [4], steps: 4, seeds: 1 })
  expect(result.left).toEqual(['runs: the loader has no setBatchSize'])
  expect(result.rows.length).toBe(1)
})

test('sizes to train with', () => {
  expect(sizesToTrain(64, 512, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])).toEqual([16, 256, 512, 1024])
  expect(sizesToTrain(64, 64, [64])).toEqual([])
})

const run = (size: number, rule: SizeRun['rule'], seed: number, loss: number): SizeRun => ({
  size,
  rule,
  seed,
  lr: 1,
  atEqualSamples: loss,
  atEqualSeconds: loss
})
const runs = (own: number, root: number, linear: number): SizeRun[] =>
  [0, 1, 2].flatMap((seed) => [
    run(16, 'own', seed, own + seed),
    run(64, 'sqrt', seed, root + seed * 1.01),
    run(64, 'linear', seed, linear + seed)
  ])
test.each([
  [
    runs(2, 1, 3),
    'scale lr with the square root of the batch size: at equal samples',
    'at equal seconds a batch of 64'
  ],
  [runs(2, 3, 1), 'scale lr in proportion to the batch size: at equal samples', 'at equal seconds a batch of 64'],
  [
    runs(1, 3, 3),
    'lr in proportion to the batch size or to its square root: no difference',
    'at equal seconds no size reaches'
  ],
  [
    runs(1, 3, Infinity),
    'scale lr with the square root of the batch size: 0 of 3 runs diverge, with lr in proportion to it 3',
    'at equal seconds no size reaches'
  ],
  [
    runs(Infinity, 3, 2),
    'scale lr in proportion to the batch size: at equal samples',
    'a batch of 64 with lr 1 diverges in 0 of 3 runs, one of 16 in 3'
  ],
  [[], 'no rule for lr', 'no best size at equal seconds: no two seeds']
])('findings of runs %#', (list, rate, learns) => {
  const [a, b] = runFindings(list, false, 16)
  expect(a!.text).toContain(rate)
  expect(b!.text).toContain(learns)
  expect(runFindings(list, true, 16)[1]!.certain).toBe(false)
})

const fast = { fastest: 64, smallest: 64, samplesPerSecond: 1000, within: 0.05, uncertain: 0, busy: 0 }
const noise = { own: 64, steps: 9, seeds: 3 }
test.each([
  ['fastest', fast, 'a batch of 64 is the fastest measured: 1000 samples/s; no smaller size comes within 5 % of it'],
  [
    'fastest',
    { ...fast, smallest: 32 },
    'a batch of 32 makes 1000 samples/s: the smallest size within 5 % of the fastest measured, 64'
  ],
  ['fastest', { ...fast, smallest: Number.NaN, samplesPerSecond: Number.NaN }, 'no fastest size: no step was timed'],
  [
    'fastest',
    { ...fast, smallest: 16, within: 0.12, uncertain: 1 },
    'no fastest size for certain: the times vary by ±12 %, and 16 is the smallest size within that of the fastest measured'
  ],
  [
    'own',
    { ratio: 2, low: 1.8, high: 2.2, own: 16, smallest: 64, busy: 0 },
    'a batch of 64 makes 2x as many samples/s as 16 (1.8 to 2.2)'
  ],
  ['own', { ratio: 1, low: 1, high: 1, own: 16, smallest: 16, busy: 0 }, 'no size is much faster than 16: 1x'],
  [
    'own',
    { ratio: 1.1, low: 0.9, high: 1.3, own: 16, smallest: 64, busy: 0 },
    'no size that is faster than 16 for certain: 1.1x (0.9 to 1.3)'
  ],
  [
    'noise',
    { ...noise, scale: 200, low: 150, high: 250 },
    'returns diminish beyond about 200 samples (150 to 250, gradient noise scale after 9 steps: noise and gradient are equally large there): a batch larger than 64 still pays'
  ],
  [
    'noise',
    { ...noise, scale: 20, low: 10, high: 30 },
    'returns diminish beyond about 20 samples (gradient noise scale after 9 steps: noise and gradient are equally large there): a batch larger than 64 gains little'
  ],
  [
    'noise',
    { ...noise, scale: 60, low: 10, high: 90 },
    'returns diminish beyond about 60 samples (gradient noise scale after 9 steps: noise and gradient are equally large there); 3 seeds cannot show whether 64 is below that'
  ],
  [
    'noise',
    { ...noise, scale: Infinity, low: 0, high: Infinity },
    'the noise hides the gradient after 9 steps: a larger batch pays, or training has converged'
  ]
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers).text).toBe(text)
})
