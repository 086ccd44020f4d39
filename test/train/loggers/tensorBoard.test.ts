import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tensor } from '../../../lib/index.ts'
import { HistogramMonitor, histogram, type LogRecord, TensorBoardLogger } from '../../../lib/train/index.ts'
import { crc32c, maskedCrc32c } from '../../../lib/train/loggers/crc32c.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { problem } from '../problem.ts'
import { crcBitwise, eventsOf, shownIn } from './read.ts'

const file = temporaryFolder()
const at = (step: number) => ({ step, epoch: 1, wallTime: 1_700_000_000.25 })
const scalars = (step: number, values: Record<string, number>): LogRecord => ({
  kind: 'scalars',
  scalars: values,
  ...at(step)
})
const start = (step: number): LogRecord => ({ kind: 'start', resumed: step > 0, ...at(step) })

test('CRC-32C', () => {
  // The check value of the catalogue of CRCs, and RFC 3720, B.4.
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43)
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, k) => k))).toBe(0x46dd794e)
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32c(bytes) === crcBitwise(bytes)))
  expect(maskedCrc32c(new Uint8Array())).toBe(0xa282ead8)
})

test('an event file: its name, its first event, scalars, texts, histograms', async () => {
  const logger = new TensorBoardLogger(file('one/run'))
  expect(logger.path).toBe(null)
  await logger.log(start(0))
  await logger.log(scalars(1, { loss: 0.5, 'ünï/code': Number.NaN }))
  await logger.log({ kind: 'text', texts: { note: 'two\nlines' }, ...at(2) })
  const w = histogram(tensor([0, 1, 4, 4]), 2)
  const none = histogram(tensor([Infinity]))
  await logger.log({ kind: 'histograms', histograms: { w, none }, ...at(2 ** 40) })
  await logger.log({ kind: 'end', reason: 'epochs', ...at(3) })
  const [name, ...others] = readdirSync(file('one/run'))
  expect(others).toEqual([])
  expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\.[\w.-]+\.\d+\.\d+$/)
  expect(name).toContain(`.${hostname().replace(/[^\w.-]/g, '_')}.${process.pid}.`)
  expect(logger.path).toBe(join(file('one/run'), name!))
  const [first, session, ...rest] = eventsOf(logger.path!)
  expect(first).toMatchObject({ fileVersion: 'brain.Event:2', step: 0, values: [] })
  expect(Math.abs(first!.wallTime - Date.now() / 1000)).toBeLessThan(60)
  expect(session).toMatchObject({ status: 1, step: 0 })
  const wallTime = 1_700_000_000.25
  expect(rest).toEqual([
    {
      wallTime,
      step: 1,
      values: [
        { tag: 'loss', number: 0.5 },
        { tag: 'ünï/code', number: Number.NaN }
      ]
    },
    { wallTime, step: 2, values: [{ tag: 'note', plugin: 'text', dtype: 7, shape: [], text: 'two\nlines' }] },
    {
      wallTime,
      step: 2 ** 40,
      values: [{ tag: 'w', plugin: 'histograms', dtype: 2, shape: [2, 3], doubles: [0, 2, 2, 2, 4, 2] }]
    }
  ])
})

test('files of a folder follow one another by name, however fast they come', async () => {
  mkdirSync(file('fast'))
  const late = Math.floor(Date.now() / 1000) + 1000
  writeFileSync(file(`fast/events.out.tfevents.${late}.host.1.0`), '')
  const paths: string[] = []
  for (let k = 0; k < 4; k++) {
    const logger = new TensorBoardLogger(file('fast'))
    await logger.log(scalars(k, { k }))
    paths.push(logger.path!)
  }
  expect([...paths].sort()).toEqual(paths)
  expect(paths[0]).toContain(`events.out.tfevents.${late + 1}.`)
  expect(shownIn(file('fast')).map(([step]) => step)).toEqual([0, 1, 2, 3])
})

// THALWEG_PYTHON names a Python that has tensorboard.
const python = process.env.THALWEG_PYTHON_TENSORBOARD ?? process.env.THALWEG_PYTHON ?? 'python3'
const reader = spawnSync(python, ['-c', 'import tensorboard']).status === 0
if (!reader) {
  console.log(
    `skipped: TensorBoard's own reader (${python} has no tensorboard; set THALWEG_PYTHON_TENSORBOARD to one that has)`
  )
}

// Reads a folder as TensorBoard's server does without the fast loader, and with the loader that TensorBoard shows by.
const PROGRAM = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator, STORE_EVERYTHING_SIZE_GUIDANCE
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator as Plugin
from tensorboard.util import tensor_util
old = EventAccumulator(sys.argv[1], size_guidance=STORE_EVERYTHING_SIZE_GUIDANCE)
old.Reload()
scalars = {tag: [[e.step, e.value] for e in old.Scalars(tag)] for tag in old.Tags()['scalars']}
new = Plugin(sys.argv[1], tensor_size_guidance={'scalars': 0, 'histograms': 0, 'text': 0})
new.Reload()
shown = {}
for plugin in ['scalars', 'histograms', 'text']:
    for tag in new.PluginTagToContent(plugin):
        values = [[e.step, tensor_util.make_ndarray(e.tensor_proto)] for e in new.Tensors(tag)]
        shown.setdefault(plugin, {})[tag] = [[step, v.tolist() if v.dtype != object else v.item().decode()] for step, v in values]
print(json.dumps({'scalars': scalars, 'shown': shown}))
`

interface Read {
  scalars: Record<string, [number, number][]>
  shown: Record<string, Record<string, [number, unknown][]>>
}

function readByTensorBoard(folder: string): Read {
  const { stdout, stderr, status } = spawnSync(python, ['-c', PROGRAM, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Read
}

test('a run that is killed and continues: every step once, in our reader and in TensorBoard', async () => {
  const notes = { onStep: ({ step }: { step: number }, t: { log(v: object): void }) => t.log({ note: `step ${step}` }) }
  const options = () => ({ callbacks: [notes as never, new HistogramMonitor({ every: 4 })] })
  const one = problem({ accumulate: 1 })
  await one.trainer.fit(one.loader, { ...options(), steps: 20, loggers: [new TensorBoardLogger(file('whole'))] })
  const first = problem({ accumulate: 1 })
  await first.trainer.fit(first.loader, {
    steps: 17,
    loggers: [new TensorBoardLogger(file('killed'))],
    callbacks: [
      ...options().callbacks,
      {
        last: true,
        onStep: async ({ step }, trainer) => {
          if (step === 10) await trainer.save(file('state'))
          if (step === 16) cpSync(file('killed'), file('left'), { recursive: true })
        }
      }
    ]
  })
  // In the middle of a record.
  const [name] = readdirSync(file('left'))
  const size = readFileSync(join(file('left'), name!)).length
  truncateSync(join(file('left'), name!), size - 5)
  const second = problem({ accumulate: 1 })
  await second.trainer.fit(second.loader, {
    ...options(),
    steps: 20,
    loggers: [new TensorBoardLogger(file('left'))],
    resume: file('state')
  })
  expect(readdirSync(file('left')).length).toBe(2)
  const whole = shownIn(file('whole'))
  expect(shownIn(file('left'))).toEqual(whole)
  expect(whole.filter(([, { tag }]) => tag === 'loss').map(([step]) => step)).toEqual(
    Array.from({ length: 20 }, (_, k) => k + 1)
  )
  if (!reader) return
  const read = readByTensorBoard(file('left'))
  expect(read).toEqual(readByTensorBoard(file('whole')))
  const ours = (tag: string) => whole.filter(([, value]) => value.tag === tag)
  expect(read.scalars.loss).toEqual(ours('loss').map(([step, { number }]) => [step, number]))
  expect(read.shown.scalars!.trainLoss).toEqual(ours('trainLoss').map(([step, { number }]) => [step, number]))
  expect(read.shown.text!.note).toEqual(ours('note').map(([step, { text }]) => [step, text]))
  const rows = (doubles: number[]) => Array.from({ length: 30 }, (_, k) => doubles.slice(3 * k, 3 * k + 3))
  expect(read.shown.histograms!['parameters/0.weight']).toEqual(
    ours('parameters/0.weight').map(([step, { doubles }]) => [step, rows(doubles!)])
  )
  expect(Object.keys(read.shown.histograms!).filter((tag) => tag.startsWith('gradients/')).length).toBe(6)
})

test('messages', () => {
  expect(() => new TensorBoardLogger(1 as never)).toThrow(
    'TensorBoardLogger: expected folder to be a string but received 1'
  )
})
