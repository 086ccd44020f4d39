import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tensor } from '../../../lib/index.ts'
import {
  type Callback,
  CsvLogger,
  HistogramMonitor,
  histogram,
  JsonLinesLogger,
  type Logger,
  type LogRecord,
  type RunState
} from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { problem } from '../problem.ts'
import { linesOf } from './read.ts'

const file = temporaryFolder()
const read = (name: string): string => readFileSync(file(name), 'utf8')
const scalars = (step: number, values: Record<string, number>): LogRecord => ({
  kind: 'scalars',
  scalars: values,
  step,
  epoch: 1,
  wallTime: 1.5
})
const start = (step: number, resumed = step > 0): LogRecord => ({ kind: 'start', resumed, step, epoch: 0, wallTime: 1 })
const place = '"epoch":1,"wallTime":1.5'

test('JSON lines: each kind of record', async () => {
  const logger = new JsonLinesLogger(file('deep/a.jsonl'))
  await logger.log(start(0))
  void logger.log(scalars(1, { loss: 0.5, nan: Number.NaN, more: Infinity, less: -Infinity, 'ü "q"\n': -1e-7 }))
  const at = { step: 1, epoch: 1, wallTime: 1.5 }
  void logger.log({ kind: 'text', texts: { note: 'two\nlines' }, ...at })
  await logger.log({ kind: 'histograms', histograms: { w: histogram(tensor([0, 1, 4]), 2) }, ...at })
  await logger.log({ kind: 'end', reason: 'epochs', ...at })
  expect(read('deep/a.jsonl')).toBe(
    `{"step":1,${place},"loss":0.5,"nan":"NaN","more":"Infinity","less":"-Infinity","ü \\"q\\"\\n":-1e-7}
{"step":1,${place},"texts":{"note":"two\\nlines"}}
{"step":1,${place},"histograms":{"w":{"edges":[0,2,4],"counts":[2,1],"nonFinite":0}}}
`
  )
})

test('CSV: columns as they come up, quoted where they must be', async () => {
  const logger = new CsvLogger(file('deep/a.csv'))
  await logger.log(start(0))
  await logger.log(scalars(1, { loss: 0.5 }))
  await logger.log({ kind: 'text', texts: { note: 'nowhere' }, step: 1, epoch: 1, wallTime: 1.5 })
  void logger.log(scalars(2, { loss: 0.25 }))
  await logger.log(scalars(2, { valLoss: 1, 'a, "b"\nc': Number.NaN }))
  await logger.log(scalars(3, { toString: 3, loss: 1e-9 }))
  expect(read('deep/a.csv')).toBe(
    `step,epoch,wallTime,loss,valLoss,"a, ""b"" c",toString
1,1,1.5,0.5,,,
2,1,1.5,0.25,,,
2,1,1.5,,1,NaN,
3,1,1.5,1e-9,,,3
`
  )
  const next = new CsvLogger(file('deep/a.csv'))
  await next.log(start(3))
  await next.log(scalars(3, { 'a, "b"\nc': 7 }))
  expect(parse(read('deep/a.csv'), { columns: true }) as object[]).toMatchObject([
    { step: '1' },
    { step: '2' },
    { valLoss: '1', loss: '' },
    { step: '3', 'a, "b" c': '7', toString: '' }
  ] as object[])
})

const kinds: [string, (path: string) => Logger][] = [
  ['jsonl', (path) => new JsonLinesLogger(path)],
  ['csv', (path) => new CsvLogger(path)]
]

test.each(kinds)('%s: cut off anywhere, a resumed run continues after the last whole line', async (kind, make) => {
  const path = file(`cut.${kind}`)
  const logger = make(path)
  await logger.log(start(0))
  for (let step = 1; step <= 6; step++) await logger.log(scalars(step, { loss: step / 8 }))
  const text = read(`cut.${kind}`)
  for (let length = 0; length <= text.length; length++) {
    writeFileSync(path, text.slice(0, length))
    const whole = text.slice(0, length).split('\n').length - 1 - (kind === 'csv' ? 1 : 0)
    const next = make(path)
    await next.log(start(4))
    await next.log(scalars(4, { loss: 9 }))
    const steps = (linesOf(path) as { step: unknown }[]).map(({ step }) => Number(step))
    expect(steps, `cut at ${length}`).toEqual([1, 2, 3].slice(0, Math.max(0, whole)).concat(4))
  }
})

test.each(kinds)('%s: a new run starts the file over; without a run records are added', async (kind, make) => {
  const path = file(`anew.${kind}`)
  const steps = () => (linesOf(path) as { step: unknown }[]).map(({ step }) => Number(step))
  await make(path).log(scalars(5, { a: 1 }))
  await make(path).log(scalars(2, { b: 1 }))
  expect(steps()).toEqual([5, 2])
  const logger = make(path)
  await logger.log(start(0, false))
  await logger.log(scalars(1, { a: 1 }))
  expect(steps()).toEqual([1])
  // All in one batch.
  void logger.log(scalars(2, { a: 1 }))
  void logger.log(start(2))
  void logger.log(scalars(2, { c: 3 }))
  await logger.log(start(9))
  expect(steps()).toEqual([1, 2])
})

test('lines of others stay, but for what follows a line that goes', async () => {
  const path = file('others.jsonl')
  writeFileSync(path, 'note\n{"step":1}\nnull\n{"step":"x"}\n{"step":3}\nnote\n{"st')
  const logger = new JsonLinesLogger(path)
  await logger.log(start(3))
  expect(read('others.jsonl')).toBe('note\n{"step":1}\nnull\n{"step":"x"}\n')
})

test('large files, over the chunks in which they are read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), fc.integer({ min: 0, max: 12 }), async (width, at) => {
      const path = file('large.jsonl')
      const line = (step: number) => `{"step":${step},"texts":{"é":"${'é'.repeat(width)}"}}\n`
      writeFileSync(path, Array.from({ length: 10 }, (_, k) => line(k + 1)).join(''))
      const logger = new JsonLinesLogger(path)
      await logger.log(start(at, true))
      const kept = Array.from({ length: Math.min(10, Math.max(0, at - 1)) }, (_, k) => line(k + 1))
      expect(readFileSync(path, 'utf8') === kept.join('')).toBe(true)
    }),
    { numRuns: 25 }
  )
})

test.each(kinds)('%s: while the folder is gone nothing is lost', async (kind, make) => {
  const path = file(`folder-${kind}/log.${kind}`)
  const logger = make(path)
  await logger.log(start(0))
  await logger.log(scalars(1, { a: 1 }))
  const before = readFileSync(path, 'utf8')
  rmSync(file(`folder-${kind}`), { recursive: true })
  await expect(logger.log(scalars(2, { a: 2 }))).rejects.toThrow('ENOENT')
  await expect(logger.log(scalars(3, { a: 3 }))).rejects.toThrow('ENOENT')
  // It comes back as it was.
  await make(path).log(start(0))
  appendFileSync(path, before)
  await logger.log(scalars(4, { a: 4 }))
  expect((linesOf(path) as { step: unknown }[]).map(({ step }) => Number(step))).toEqual([1, 2, 3, 4])
  expect(existsSync(path)).toBe(true)
})

test('HistogramMonitor: every n steps, as they are', async () => {
  const { trainer, loader } = problem({ accumulate: 2 })
  const records: LogRecord[] = []
  const norms: number[] = []
  const weights: number[] = []
  await trainer.fit(loader, {
    steps: 7,
    loggers: [{ log: (record) => void records.push(record) }],
    callbacks: [
      new HistogramMonitor({ every: 3, bins: 5 }),
      {
        onGradients: ({ model }) => void norms.push(Math.max(...model.namedParameters()[0]![1].grad!.data)),
        onStep: ({ updated }, { model }) => {
          if (updated) weights.push(Math.max(...model.namedParameters()[0]![1].data))
        }
      }
    ]
  })
  const seen = records.flatMap((record) => (record.kind === 'histograms' ? [record] : []))
  expect(seen.map(({ step }) => step)).toEqual([3, 6])
  const names = trainer.model.namedParameters().map(([name]) => name)
  for (const { step, histograms } of seen) {
    expect(Object.keys(histograms).sort()).toEqual(
      names.flatMap((name) => [`gradients/${name}`, `parameters/${name}`]).sort()
    )
    expect(histograms['gradients/0.weight']!.edges.at(-1)).toBe(norms[step - 1])
    expect(histograms['parameters/0.weight']!.edges.at(-1)).toBe(weights[step - 1])
    expect(histograms['parameters/0.weight']!.counts.reduce((a, b) => a + b)).toBe(96)
  }
  const only = problem()
  records.length = 0
  await only.trainer.fit(only.loader, {
    steps: 1,
    loggers: [{ log: (record) => void records.push(record) }],
    callbacks: [new HistogramMonitor({ every: 1, gradients: false })]
  })
  const [one] = records.flatMap((record) => (record.kind === 'histograms' ? [record] : []))
  expect(Object.keys(one!.histograms)).toEqual(names.map((name) => `parameters/${name}`))
})

test('messages', () => {
  expect(() => new JsonLinesLogger(3 as never)).toThrow('JsonLinesLogger: expected path to be a string but received 3')
  expect(() => new CsvLogger(undefined as never)).toThrow(
    'CsvLogger: expected path to be a string but received undefined'
  )
  expect(() => new HistogramMonitor({ every: 0 })).toThrow(
    'HistogramMonitor: expected every to be a whole number >= 1 but received 0'
  )
})

test.each(kinds)('%s: a run that goes back has the log of one that did not', async (kind, make) => {
  const run = async (name: string, callbacks: Callback[]) => {
    const { trainer, loader } = problem({ accumulate: 1 })
    await trainer.fit(loader, { steps: 20, callbacks, loggers: [make(file(name))] })
    return linesOf(file(name))
  }
  let state: RunState | null = null
  let back = 0
  const goBack: Callback = {
    onStep: async ({ step }, trainer) => {
      if (step === 11) state ??= await trainer.snapshot()
      if (step === 16 && back++ === 0) trainer.rollBack(state!)
    }
  }
  expect(await run(`back.${kind}`, [goBack])).toEqual(await run(`straight.${kind}`, []))
  expect(back).toBe(2)
})
