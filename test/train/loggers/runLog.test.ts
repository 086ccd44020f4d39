import { expect, test } from 'vitest'
import { LogError, OptionError } from '../../../lib/errors.ts'
import { tensor } from '../../../lib/index.ts'
import { type Callback, histogram, type Logger, type LogRecord, Trainer } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { problem } from '../problem.ts'

const file = temporaryFolder()

// A disk that takes `delay` turns of the event loop for a record; what is in `disk` would outlive the process.
function slowDisk(disk: LogRecord[], delay: number): Logger {
  let turn = Promise.resolve()
  return {
    log: (record) => {
      turn = turn.then(async () => {
        for (let k = 0; k < delay; k++) await new Promise((resolve) => setImmediate(resolve))
        if (record.kind === 'start') disk.splice(0, disk.length, ...disk.filter(({ step }) => step < record.step))
        else if (record.kind !== 'end') disk.push(record)
      })
      return turn
    }
  }
}

const plain = (records: readonly LogRecord[]) => records.map(({ wallTime: _, ...rest }) => rest)

const notes: Callback = { onStep: ({ step, batch }, trainer) => trainer.log({ note: `${step} ${batch}`, batch }) }

test('what a run logs: losses of steps, rows, values of callbacks', async () => {
  const { trainer, loader, validation } = problem({ accumulate: 1 })
  const disk: LogRecord[] = []
  const all: LogRecord[] = []
  const loggers = [slowDisk(disk, 0), { log: (record: LogRecord) => void all.push(record) }]
  const losses: number[] = []
  const history = await trainer.fit(loader, {
    epochs: 2,
    validation,
    loggers,
    callbacks: [{ onStep: ({ loss }) => void losses.push(loss) }]
  })
  const scalars = disk.flatMap((record) => (record.kind === 'scalars' ? [record] : []))
  const steps = scalars.filter((record) => 'loss' in record.scalars)
  expect(steps.map(({ step, epoch }) => [step, epoch])).toEqual(losses.map((_, k) => [k + 1, k < 13 ? 1 : 2]))
  expect(steps.map((record) => record.scalars.loss)).toEqual(losses)
  expect(Object.keys(steps[0]!.scalars)).toEqual(['loss', 'learningRate', 'gradNorm'])
  const rows = scalars.filter((record) => 'valLoss' in record.scalars)
  expect(rows.map(({ step, epoch }) => [step, epoch])).toEqual([
    [13, 1],
    [26, 2]
  ])
  expect(rows.map((record) => record.scalars.valAccuracy)).toEqual(history.valAccuracy)
  expect(Object.keys(rows[0]!.scalars)).toEqual(['trainLoss', 'trainAccuracy', 'valLoss', 'valAccuracy'])
  expect(all[0]).toMatchObject({ kind: 'start', resumed: false, step: 0, epoch: 0 })
  expect(all.at(-1)).toMatchObject({ kind: 'end', reason: 'epochs', step: 26, epoch: 2 })
  expect(Math.abs(all[0]!.wallTime - Date.now() / 1000)).toBeLessThan(60)
})

test('with logEvery the mean loss of the batches since the last record', async () => {
  const { trainer, loader } = problem({ accumulate: 2 })
  const disk: LogRecord[] = []
  const seen: [number, number][] = []
  await trainer.fit(loader, {
    steps: 6,
    logEvery: 3,
    loggers: [slowDisk(disk, 1)],
    callbacks: [{ onStep: ({ loss, samples }) => void seen.push([loss, samples]) }]
  })
  const records = disk.flatMap((record) => (record.kind === 'scalars' && 'loss' in record.scalars ? [record] : []))
  expect(records.map(({ step }) => step)).toEqual([3, 6])
  for (const [k, { scalars }] of records.entries()) {
    const part = seen.slice(6 * k, 6 * k + 6)
    const samples = part.reduce((sum, [, n]) => sum + n, 0)
    expect(scalars.loss).toBeCloseTo(part.reduce((sum, [loss, n]) => sum + loss * n, 0) / samples, 12)
  }
})

// The state is saved and the process killed some batches later, with a disk that is fast, slow, or far behind.
test.each([
  [1, 1],
  [4, 1],
  [13, 1],
  [13, 0],
  [15, 3],
  [19, 2]
])('killed after a state of batch %i: nothing missing, nothing twice', async (at, logEvery) => {
  const options = { logEvery: Math.max(1, logEvery), callbacks: [notes] }
  const whole: LogRecord[] = []
  const one = problem()
  await one.trainer.fit(one.loader, {
    ...options,
    epochs: 3,
    validation: one.validation,
    loggers: [slowDisk(whole, 0)]
  })
  for (const [delay, more] of [
    [0, 3],
    [1, 2],
    [40, 6]
  ] as const) {
    const disk: LogRecord[] = []
    let left: LogRecord[] = []
    let batches = 0
    const first = problem()
    const saver: Callback = {
      last: true,
      onStep: async (_, trainer) => {
        if (++batches === at && logEvery > 0) await trainer.save(file('state'))
        if (batches === at + more) {
          left = [...disk]
          throw new Error('killed')
        }
      },
      // After the epoch, with its row.
      onEpoch: async (_, trainer) => {
        if (batches === at && logEvery === 0) await trainer.save(file('state'))
      }
    }
    const loggers = [slowDisk(disk, delay)]
    const run = first.trainer.fit(first.loader, {
      ...options,
      epochs: 3,
      validation: first.validation,
      loggers,
      callbacks: [notes, saver]
    })
    await expect(run).rejects.toThrow('killed')
    const second = problem()
    const resumed = slowDisk(left, delay)
    await second.trainer.fit(second.loader, {
      ...options,
      epochs: 3,
      validation: second.validation,
      loggers: [resumed],
      resume: file('state')
    })
    expect(plain(left)).toEqual(plain(whole))
  }
})

test('a run that ends within an epoch logs its row, and one that continues has the whole epoch instead', async () => {
  const disk: LogRecord[] = []
  const whole: LogRecord[] = []
  const one = problem({ accumulate: 1 })
  await one.trainer.fit(one.loader, { epochs: 2, validation: one.validation, loggers: [slowDisk(whole, 0)] })
  const { trainer, loader, validation } = problem({ accumulate: 1 })
  await trainer.fit(loader, { steps: 20, validation, loggers: [slowDisk(disk, 0)] })
  expect(disk.at(-1)).toMatchObject({ step: 20, epoch: 2, scalars: { valLoss: expect.any(Number) } })
  await trainer.fit(loader, { epochs: 2, validation, loggers: [slowDisk(disk, 0)], resume: true })
  expect(plain(disk)).toEqual(plain(whole))
  // Once more when nothing is left to do: nothing new.
  await trainer.fit(loader, { epochs: 2, validation, loggers: [slowDisk(disk, 0)], resume: true })
  expect(plain(disk)).toEqual(plain(whole))
})

test('a logger that fails: one warning, or the end of the training', async () => {
  const warnings: string[] = []
  const listen = (warning: Error) => void warnings.push(warning.message)
  // Warnings of the tests before have come.
  await new Promise((resolve) => setImmediate(resolve))
  process.on('warning', listen)
  class Broken implements Logger {
    told = 0
    log(record: LogRecord): Promise<void> {
      this.told++
      if (record.step > 3 && record.kind === 'scalars') throw new Error('no space')
      return record.step > 2 ? Promise.reject(new Error('no space')) : Promise.resolve()
    }
  }
  const disk: LogRecord[] = []
  const broken = new Broken()
  const { trainer, loader } = problem({ accumulate: 1 })
  await trainer.fit(loader, { steps: 10, loggers: [broken, slowDisk(disk, 0)] })
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', listen)
  expect(warnings).toEqual(['Trainer: the run continues although the logger Broken failed: no space'])
  expect(broken.told).toBe(13)
  expect(disk.length).toBe(11)
  const other = problem({ accumulate: 1 })
  const failed = other.trainer.fit(other.loader, { steps: 10, loggers: [new Broken()], onLogFailure: 'throw' })
  await expect(failed).rejects.toThrow(/^Trainer: the logger Broken failed: no space$/)
  await expect(failed).rejects.toBeInstanceOf(LogError)
  await expect(failed).rejects.toMatchObject({ code: 'ERR_LOG', cause: { message: 'no space' } })
  expect(other.trainer.step).toBeLessThan(6)
})

test('trainer.log: numbers, texts, tensors; without loggers nothing; also after the training', async () => {
  const { trainer, loader } = problem()
  trainer.log({ a: 1 })
  const disk: LogRecord[] = []
  await trainer.fit(loader, { steps: 1, loggers: [slowDisk(disk, 0)] })
  disk.length = 0
  trainer.log({ a: 1, b: 'text', c: tensor([0, 1, 1, 4]), d: Number.NaN })
  await new Promise((resolve) => setTimeout(resolve, 5))
  const at = { step: 1, epoch: 1 }
  expect(plain(disk)).toEqual([
    { kind: 'scalars', scalars: { a: 1, d: Number.NaN }, ...at },
    { kind: 'text', texts: { b: 'text' }, ...at },
    { kind: 'histograms', histograms: { c: histogram(tensor([0, 1, 1, 4])) }, ...at }
  ])
  expect(() => trainer.log({ step: 3 })).toThrow(
    new OptionError("Trainer.log: expected a tag to be a name that is not taken but received 'step'")
  )
  expect(() => trainer.log({ a: true as never })).toThrow(
    new OptionError('Trainer.log: expected a to be a number, a string, a tensor or a histogram but received true')
  )
})

test('messages of fit', async () => {
  const { trainer, loader } = problem()
  await expect(trainer.fit(loader, { steps: 1, loggers: [{} as never] })).rejects.toThrow(
    'Trainer.fit: expected loggers to be an array of a logger, an object with the method log but received [an object]'
  )
  await expect(trainer.fit(loader, { steps: 1, logEvery: 0 })).rejects.toThrow(
    'Trainer.fit: expected logEvery to be a whole number >= 1 but received 0'
  )
  const never: Logger = { log: () => Promise.reject(new OptionError('X: the package y is needed')) }
  await expect(trainer.fit(loader, { steps: 1, loggers: [never] })).rejects.toThrow('X: the package y is needed')
  expect(trainer).toBeInstanceOf(Trainer)
})

test('histogram', () => {
  expect(histogram(tensor([0, 1, 2, 3, 4, Number.NaN, Infinity]), 2)).toEqual({
    edges: [0, 2, 4],
    counts: [2, 3],
    nonFinite: 2
  })
  expect(histogram(tensor([5, 5]), 3)).toEqual({ edges: [5, 5, 5, 5], counts: [0, 0, 2], nonFinite: 0 })
  expect(histogram(tensor([Number.NaN]))).toEqual({ edges: [], counts: [], nonFinite: 1 })
  const wide = histogram(tensor([-1.5e308, 1.5e308, 0], { dtype: 'float64' }), 4)
  expect(wide).toEqual({ edges: [-1.5e308, -7.5e307, 0, 7.5e307, 1.5e308], counts: [1, 0, 1, 1], nonFinite: 0 })
  expect(() => histogram(tensor([1]), 0)).toThrow('histogram: expected bins to be a whole number >= 1 but received 0')
})
