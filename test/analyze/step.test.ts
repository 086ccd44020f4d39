// analyze.step: rows by size and threads, an epoch, an earlier result, a busy machine, odd experiments, every sentence.
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import type { Analysis } from '../../lib/analyze/analysis.ts'
import { find } from '../../lib/analyze/findings.ts'
import { analyze, experimentOf } from '../../lib/analyze/index.ts'
import type { Row } from '../../lib/analyze/rows.ts'
import { earlierOf, machineText } from '../../lib/analyze/step.against.ts'
import { findingsOf, type StepFacts } from '../../lib/analyze/step.findings.ts'
import { STEP_RULES as RULES } from '../../lib/analyze/step.rules.ts'
import { backend } from '../../lib/backend/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { whileBusy } from './busy.ts'
import { config, ODD, problem } from './problems.ts'

const file = temporaryFolder()
const of = (result: Pick<Analysis, 'findings'>, rule: string) => result.findings.find((each) => each.rule === rule)

test('rows, an epoch, and threads are put back', async () => {
  const before = backend.threads
  const result = await analyze.step(problem(), { sizes: [32, 16], threadCounts: [1, before, 2] })
  const counts = [...new Set([1, before, 2])].sort((a, b) => a - b)
  expect(result.rows.map(({ size, threads }) => [size, threads])).toEqual(
    [16, 32].flatMap((size) => counts.map((count) => [size, count]))
  )
  expect(backend.threads).toBe(before)
  const watched = result.rows.filter(({ threads }) => threads === before) as Readonly<Record<string, number>>[]
  for (const row of watched) {
    const shares = ['data', 'forward', 'loss', 'backward', 'clipping', 'optimizer', 'callbacks', 'other']
    expect(shares.reduce((sum, name) => sum + row[`${name}Share`]!, 0)).toBeCloseTo(1, 6)
    expect(row.watchedSeconds).toBeGreaterThan(0)
  }
  for (const rule of ['data', 'validation', 'writing', 'watching', 'threads']) expect(of(result, rule)).toBeDefined()
  const { from } = of(result, 'writing')!
  expect(from.checkpoint).toBeGreaterThan(0)
  expect(from.share).toBeGreaterThan(0)
  expect(result.left).toEqual([])
  expect(result.pictures()[0]!.toText({ columns: 60 })).toContain('A step in milliseconds')
})

test('waiting for batches and validating are told apart', async () => {
  const slow = (loader: object, ms: number) => ({
    length: (loader as { length: number }).length,
    async *[Symbol.asyncIterator]() {
      for await (const batch of loader as AsyncIterable<unknown>) {
        await new Promise((resolve) => setTimeout(resolve, ms))
        yield batch
      }
    }
  })
  const { data } = config() as { data: (context: { seed: number }) => { train: object; validation: object } }
  const experiment = experimentOf(
    config({
      data: (context) => {
        const { train, validation } = data(context)
        return { train: slow(train, 30), validation: slow(validation, 500) }
      }
    })
  )
  const result = await analyze.step(experiment, { sizes: [16], threadCounts: [backend.threads] })
  const [waiting, validating] = ['data', 'validation'].map((rule) => of(result, rule)!.from) as Readonly<
    Record<string, number>
  >[]
  // Timers wait at least as long, but for a millisecond.
  expect(waiting!.share! * waiting!.seconds!).toBeGreaterThan(4 * 0.029)
  expect(validating!.seconds).toBeGreaterThan(0.499)
  expect(waiting!.share! + validating!.share!).toBeLessThan(1)
})

test('an earlier result: from a file, an object, another machine, and what is not one', async () => {
  const options = { sizes: [16], threadCounts: [backend.threads] }
  const first = await analyze.step(problem(), { ...options, warn: 1e-9 })
  expect(of(first, 'threshold')).toMatchObject({ level: 'warning', from: { warn: 1e-9 } })
  const path = file('step.json')
  await first.save(path)
  expect((await earlierOf('test', path)).rows).toEqual(JSON.parse(JSON.stringify(first.rows)))
  expect((await earlierOf('test', { analyses: [first.toJSON()] })).rows.length).toBe(1)
  const elsewhere = { ...first.toJSON(), machine: { ...first.machine, processors: 99 } }
  const other = await analyze.step(problem(), { ...options, against: elsewhere, warn: 3600 })
  expect(of(other, 'threshold')!.level).toBe('note')
  expect(of(other, 'against')!.from.rows).toBe(1)
  expect(of(other, 'against')).toMatchObject({ certain: false })
  expect(of(other, 'against')!.text).toContain('99 processors')
  writeFileSync(path, '{"name": "memory", "rows": []}')
  for (const [against, text] of [
    [path, 'has no analysis of that name'],
    [file('none.json'), 'cannot be read'],
    [{}, 'has no analysis of that name']
  ] as const) {
    await expect(analyze.step(problem(), { ...options, against })).rejects.toThrow(text)
  }
})

test('a busy machine has no bottleneck and compares nothing', async () => {
  const options = { sizes: [16], threadCounts: [1, backend.threads] }
  const { name, level } = backend
  const own = { backend: name, level, processors: availableParallelism() }
  const against = { name: 'step', rows: [row(16, 1, 1)], machine: own }
  const result = await whileBusy(() => analyze.step(problem(), { ...options, against }))
  expect(result.machine.busy).toBe(true)
  for (const { rule, certain } of result.findings) expect([rule, certain]).toEqual([rule, false])
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.step(ODD[name]!(), { sizes: [4], threadCounts: [backend.threads] })
  const broken = name === 'NaN in the data'
  expect(result.rows.length > 0).toBe(!broken)
  if (broken) expect(result.findings.map(({ text }) => text)).toEqual(['batch of 16: no step was measured'])
  expect(String(result)).not.toMatch(/NaN|undefined/)
})

const machine = { backend: 'native', level: 'avx2', processors: 2 }
const row = (size: number, threads: number, seconds: number): Row => ({
  size,
  threads,
  secondsPerStep: seconds,
  secondsLow: 0.95 * seconds,
  secondsHigh: 1.05 * seconds
})
const facts = (rows: Row[], given: Partial<StepFacts> = {}): StepFacts => ({
  rows,
  profiles: new Map(),
  epoch: null,
  own: 16,
  busy: false,
  earlier: null,
  machine,
  warn: undefined,
  ...given
})
const earlier = (rows: Row[]) => ({ rows, machine: machineText(machine) })
test.each([
  [facts([row(16, 1, 2), row(16, 2, 1)]), 'threads', '2 threads make 2x as many samples/s as one (1.81 to 2.21)'],
  [
    facts([row(16, 1, 1), row(16, 2, 1)]),
    'threads',
    '2 threads: 1x as many samples/s as one, but the times overlap (0.905 to 1.11)'
  ],
  [
    facts([row(16, 1, 1), row(16, 2, 2)]),
    'threads',
    '2 threads are not worth it at a batch of 16: 0.5x as many samples/s as one; set threads: 1'
  ],
  [
    facts([row(16, 1, 2), row(16, 2, 1)], { busy: true }),
    'threads',
    'what threads gain cannot be said on a busy machine'
  ],
  [
    facts([row(16, 1, 2)], { earlier: earlier([row(16, 1, 1)]) }),
    'against',
    'a step takes 2x as long as before (1.81 to 2.21, 1 row compared)'
  ],
  [
    facts([row(16, 1, 1)], { earlier: earlier([row(16, 1, 2), row(8, 1, 9)]) }),
    'against',
    'a step is faster than before: 0.5x the time (0.452 to 0.553, 1 row compared)'
  ],
  [
    facts([row(16, 1, 1)], { earlier: earlier([row(16, 1, 1)]) }),
    'against',
    'no difference from before that these times can show: 1x (0.905 to 1.11)'
  ],
  [
    facts([row(16, 1, 1)], { earlier: earlier([row(8, 1, 1)]) }),
    'against',
    'not compared with before: it has no row of the same size and threads'
  ],
  [
    facts([row(16, 1, 1)], { earlier: earlier([row(16, 1, 1)]), busy: true }),
    'against',
    'not compared with before: the machine is busy'
  ]
] as const)('findings of times %#', (given, rule, text) => {
  expect(of({ findings: findingsOf(given) }, rule)!.text).toBe(text)
})

const quiet = { busy: 0 }
test.each([
  [
    'bottleneck',
    { size: 8, share: 0.6, spread: 0, seconds: 2e-3, ...quiet },
    'batch of 8: layer 0 takes 60.0 % of a step of 2 ms'
  ],
  [
    'bottleneck',
    { size: 8, share: 0.3, spread: 1, seconds: 2e-5, ...quiet },
    'batch of 8: no bottleneck in a step of 20 us; layer 0 takes most, 30.0 %'
  ],
  [
    'bottleneck',
    { size: 8, share: 0.3, spread: 0, seconds: 2, busy: 1 },
    'batch of 8: no bottleneck for certain on a busy machine; layer 0 took 30.0 % of the step'
  ],
  [
    'data',
    { share: 0.4, seconds: 9, ...quiet },
    '40.0 % of the epoch waits for batches: give the DataLoader workers, or getBatch'
  ],
  ['data', { share: 0.1, seconds: 9, ...quiet }, 'batches take 10.0 % of an epoch of 9 s'],
  [
    'validation',
    { share: 0.31, seconds: 3, ...quiet },
    'validation takes 31.0 % of the epoch (3 s): validate less often, or on less'
  ],
  ['validation', { share: 0.1, seconds: 3, ...quiet }, 'validation takes 10.0 % of the epoch (3 s)'],
  [
    'writing',
    { share: 0.2, checkpoint: 1, logger: 0.1, ...quiet },
    'checkpoint (1 s) and logger (100 ms) take 20.0 % of the epoch: save less often, or log with logEvery'
  ],
  [
    'writing',
    { share: 0.02, checkpoint: 1, logger: 0.1, ...quiet },
    'checkpoint (1 s) and logger (100 ms) take 2.0 % of the epoch'
  ],
  [
    'writing',
    { share: 0.02, checkpoint: 1, logger: 0.1, busy: 1 },
    'checkpoint and logger took about 2.0 % of the epoch; the machine was busy'
  ],
  [
    'watched',
    { seconds: 1, watched: 3, ...quiet },
    'timing the phases makes a step 3x as long (3 s instead of 1 s): the shares of the phases are rough'
  ],
  ['watched', { seconds: 1, watched: 1.2, ...quiet }, 'a step takes 1 s, and 1.2 s while its phases are timed'],
  ['slow', { seconds: 6, warn: 5 }, 'layer 0 takes 6 s, more than 5 s'],
  ['slow', { seconds: 4, warn: 5 }, 'every phase takes less than 5 s: the longest, layer 0, 4 s'],
  ['slow', { seconds: Number.NaN, warn: 5 }, 'no phase was measured']
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers, { what: 'layer 0' }).text).toBe(text)
})
