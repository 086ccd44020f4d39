// plotHistory: histories and logs, several runs, bands, smoothing, what is refused.
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import '../../../lib/ops/methods.ts'
import { DataLoader, TensorDataset } from '../../../lib/data/index.ts'
import { Linear } from '../../../lib/nn/index.ts'
import { mseLoss } from '../../../lib/ops/losses/index.ts'
import { SGD } from '../../../lib/optim/index.ts'
import type { Band, Line } from '../../../lib/plot/figure.ts'
import { type Picture, plotHistory } from '../../../lib/plot/index.ts'
import { fromArray } from '../../../lib/tensor/create.ts'
import { JsonLinesLogger, Trainer } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'

const inFolder = temporaryFolder()
const panels = ({ figure }: Picture) =>
  figure.panels.map(({ title, marks }) => [title, ...marks.map(({ name }) => name)])
const lineOf = ({ figure }: Picture, name: string): Line =>
  figure.panels.flatMap(({ marks }) => marks).find((m): m is Line => m.kind === 'line' && m.name === name)!

const one = {
  epoch: [1, 2, 3],
  step: [10, 20, 30],
  trainLoss: [3, 2, 1],
  valLoss: [Number.NaN, 2.5, 1.5],
  valAccuracy: [0.1, 0.2, 0.3]
}

test('a panel for each quantity, training and validation together, without what was not measured', () => {
  const picture = plotHistory(one)
  expect(panels(picture)).toEqual([
    ['loss', 'trainLoss', 'valLoss'],
    ['accuracy', 'valAccuracy']
  ])
  expect(lineOf(picture, 'valLoss')).toMatchObject({ x: [2, 3], y: [2.5, 1.5] })
  expect(lineOf(plotHistory(one, { x: 'step' }), 'trainLoss').x).toEqual([10, 20, 30])
  expect(panels(plotHistory(one, { columns: ['valAccuracy'] }))).toEqual([['accuracy', 'valAccuracy']])
  expect(lineOf(plotHistory({ a: [5, 6] }), 'a').x).toEqual([1, 2])
})

test('the log of a real run has the losses that the run reports', async () => {
  const x = fromArray(
    Float32Array.from({ length: 24 }, (_, k) => Math.sin(k)),
    [12, 2]
  )
  const y = fromArray(
    Float32Array.from({ length: 12 }, (_, k) => Math.cos(k)),
    [12, 1]
  )
  const model = new Linear(2, 1)
  const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 0.1 }), loss: mseLoss, seed: 0 })
  const path = inFolder('run.jsonl')
  const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 4 })
  const steps: number[] = []
  const callbacks = [{ onStep: ({ loss }: { loss: number }) => void steps.push(loss) }]
  const history = await trainer.fit(loader, { epochs: 3, loggers: [new JsonLinesLogger(path)], callbacks })
  const picture = plotHistory(path)
  expect(picture.figure.panels[0]!.x.label).toBe('step')
  expect(lineOf(picture, 'loss')).toMatchObject({ x: [1, 2, 3, 4, 5, 6, 7, 8, 9], y: steps })
  expect(lineOf(picture, 'trainLoss')).toMatchObject({ x: [3, 6, 9], y: history.trainLoss })
  expect(lineOf(plotHistory({ now: history }, { columns: ['trainLoss'] }), 'trainLoss').y).toEqual(history.trainLoss)
})

test('numbers that are not finite in a log are gaps', () => {
  const path = inFolder('gap.jsonl')
  writeFileSync(
    path,
    '{"step":1,"loss":1}\n{"step":2,"loss":"NaN"}\n\n{"step":3,"loss":"Infinity","texts":{"a":"b"}}\n{"step":4,"loss":2}\n'
  )
  expect(lineOf(plotHistory(path), 'loss')).toMatchObject({ x: [1, 2, 3, 4], y: [1, null, null, 2] })
})

test('several runs share a panel, or have their own', () => {
  const both = { a: one, b: { ...one, trainLoss: [6, 5, 4] } }
  expect(panels(plotHistory(both, { columns: ['trainLoss'] }))).toEqual([['loss', 'a', 'b']])
  expect(panels(plotHistory(both, { columns: ['trainLoss', 'valLoss'] }))[0]).toEqual([
    'loss',
    'a trainLoss',
    'a valLoss',
    'b trainLoss',
    'b valLoss'
  ])
  expect(panels(plotHistory(both, { columns: ['trainLoss'], overlay: false }))).toEqual([
    ['a: loss', 'trainLoss'],
    ['b: loss', 'trainLoss']
  ])
})

test('runs of one kind: their mean with the standard deviation, the range, or nothing', () => {
  const seeds = { SGD: [{ trainLoss: [1, 4] }, { trainLoss: [3, 6] }, { trainLoss: [2, 8, 5] }] }
  const [band, line] = plotHistory(seeds).figure.panels[0]!.marks as [Band, Line]
  expect(line).toMatchObject({ name: 'trainLoss (mean of 3)', x: [1, 2, 3], y: [2, 6, 5] })
  expect([band.low, band.high]).toEqual([
    [1, 4, 5],
    [3, 8, 5]
  ])
  const apart = { SGD: [{ trainLoss: [1] }, { trainLoss: [2] }, { trainLoss: [9] }] }
  const [range] = plotHistory(apart, { band: 'range' }).figure.panels[0]!.marks as [Band]
  expect([range.low, range.high]).toEqual([[1], [9]])
  const [std] = plotHistory(apart).figure.panels[0]!.marks as [Band]
  expect([std.low, std.high]).toEqual([[4 - Math.sqrt(19)], [4 + Math.sqrt(19)]])
  expect(plotHistory(seeds, { band: 'none' }).figure.panels[0]!.marks).toHaveLength(1)
})

test('smoothing is the bias-corrected moving average, over what was measured', () => {
  const picture = plotHistory({ trainLoss: [4, 2, 0] }, { smooth: 0.5 })
  expect(lineOf(picture, 'trainLoss').y).toEqual([
    4,
    (0.5 * 2 + 0.25 * 4) / 0.75,
    (0.5 * 0 + 0.25 * 2 + 0.125 * 4) / 0.875
  ])
  expect(lineOf(picture, 'trainLoss as measured')).toMatchObject({ y: [4, 2, 0], faint: true })
})

test('a logarithmic axis is for losses', () => {
  const { panels: both } = plotHistory({ trainLoss: [1, 0.01], learningRate: [1, 0.1] }, { log: true }).figure
  expect(both.map(({ y }) => y.log)).toEqual([true, false])
})

const wrong: [string, () => unknown, string, string][] = [
  [
    'column',
    () => plotHistory(one, { columns: ['trainLos'] }),
    'ERR_OPTION',
    'plotHistory: unknown column trainLos; did you mean trainLoss?'
  ],
  [
    'lengths',
    () => plotHistory({ a: [1], b: [1, 2] }),
    'ERR_OPTION',
    'plotHistory: expected columns of one length but received a 1, b 2'
  ],
  [
    'source',
    () => plotHistory(3 as never),
    'ERR_OPTION',
    'plotHistory: expected a history or the path of a log of JSON lines but received 3'
  ],
  [
    'nothing',
    () => plotHistory({ epoch: [1] }),
    'ERR_OPTION',
    'plotHistory: expected at least one column but there is none'
  ],
  ['no file', () => plotHistory(inFolder('none.jsonl')), 'ERR_DATA', 'plotHistory: cannot read '],
  [
    'option',
    () => plotHistory(one, { smooth: 1 }),
    'ERR_OPTION',
    'plotHistory: expected smooth to be a finite number >= 0 and < 1 but received 1'
  ]
]

test.each(wrong)('the message of %s', (_, body, code, message) => {
  expect(body).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
})

test('a log that is damaged names its line', () => {
  writeFileSync(inFolder('bad.jsonl'), '{"step":1,"loss":1}\n{"step":2,\n')
  expect(() => plotHistory(inFolder('bad.jsonl'))).toThrow(
    /^plotHistory: expected line 2 of '.*' to be JSON but it is '\{"step":2,'$/
  )
  writeFileSync(inFolder('words.jsonl'), '{"step":1,"texts":{"a":"b"}}\n')
  expect(() => plotHistory(inFolder('words.jsonl'))).toThrow('to have numbers but it has none')
})
