import { expect, test } from 'vitest'
import { Adagrad, AdamW, SGD, StepLR } from '../../../lib/optim/index.ts'
import { LearningRateMonitor, type LogRecord } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { problem } from '../problem.ts'

const file = temporaryFolder()

function twoGroups() {
  const given = problem({ scheduler: undefined as never, accumulate: 1 })
  const [weight, ...rest] = given.trainer.model.parameters()
  const groups = [
    { params: [weight!], lr: 0.1 },
    { params: rest, weightDecay: 0.5 }
  ]
  const optimizer = new SGD(groups, { lr: 0.01, momentum: 0.9 })
  const scheduler = new StepLR(optimizer, { stepSize: 2, gamma: 0.5 })
  given.trainer.setOptimizer(optimizer, { scheduler, scheduleEvery: 'step' })
  return given
}

test('the rates of every group with which steps were made, and what else is asked for', async () => {
  const { trainer, loader } = twoGroups()
  const monitor = new LearningRateMonitor({ every: { steps: 2 }, momentum: true, weightDecay: true })
  const records: LogRecord[] = []
  const loggers = [{ log: (record: LogRecord) => void records.push(record) }]
  await trainer.fit(loader, { steps: 6, callbacks: [monitor], loggers })
  expect(monitor.columns).toEqual({
    epoch: [1, 1, 1],
    step: [2, 4, 6],
    learningRate0: [0.1, 0.05, 0.025],
    learningRate1: [0.01, 0.005, 0.0025],
    momentum0: [0.9, 0.9, 0.9],
    momentum1: [0.9, 0.9, 0.9],
    weightDecay0: [0, 0, 0],
    weightDecay1: [0.5, 0.5, 0.5]
  })
  const logged = records.flatMap((record) =>
    record.kind === 'scalars' && 'learningRate1' in record.scalars ? [[record.step, record.scalars.learningRate1]] : []
  )
  expect(logged).toEqual([
    [2, 0.01],
    [4, 0.005],
    [6, 0.0025]
  ])
})

test('by epochs, of one group with betas; in a stream', async () => {
  const { trainer, loader } = problem({ scheduler: undefined as never })
  const optimizer = new AdamW(trainer.model.parameters(), { lr: 0.01, betas: [0.8, 0.99] })
  trainer.setOptimizer(optimizer, { scheduler: new StepLR(optimizer, { stepSize: 1, gamma: 0.1 }) })
  const monitor = new LearningRateMonitor({ every: 2, momentum: true })
  for await (const _ of trainer.stream(loader, { epochs: 4, callbacks: [monitor] }));
  expect(monitor.columns).toEqual({
    epoch: [2, 4],
    step: [10, 20],
    learningRate: [expect.closeTo(1e-3, 12), expect.closeTo(1e-5, 12)],
    momentum: [0.8, 0.8]
  })
})

test('a resumed run has the same columns; a new one starts over', async () => {
  const options = { every: { steps: 1 } }
  const whole = twoGroups()
  const monitor = new LearningRateMonitor(options)
  await whole.trainer.fit(whole.loader, { epochs: 2, callbacks: [monitor] })
  const first = twoGroups()
  await first.trainer.fit(first.loader, { steps: 17, callbacks: [new LearningRateMonitor(options)] })
  await first.trainer.save(file('rates'))
  const second = twoGroups()
  const resumed = new LearningRateMonitor(options)
  await second.trainer.fit(second.loader, { epochs: 2, callbacks: [resumed], resume: file('rates') })
  expect(resumed.columns).toEqual(monitor.columns)
  expect(resumed.columns.step!.length).toBe(26)
  await second.trainer.fit(second.loader, { steps: 1, callbacks: [resumed] })
  expect(resumed.columns.step).toEqual([1])
})

test('messages', async () => {
  expect(() => new LearningRateMonitor({ every: 0 })).toThrow(
    'LearningRateMonitor: expected every to be a whole number >= 1 or { steps }, a whole number >= 1 but received 0'
  )
  expect(() => new LearningRateMonitor({ momentun: true } as never)).toThrow(
    'LearningRateMonitor: unknown option momentun; did you mean momentum?'
  )
  const { trainer, loader } = problem({ scheduler: undefined as never })
  trainer.setOptimizer(new Adagrad(trainer.model.parameters()))
  const callbacks = [new LearningRateMonitor({ momentum: true })]
  await expect(trainer.fit(loader, { epochs: 1, callbacks })).rejects.toThrow(
    'LearningRateMonitor: expected momentum to be false for an optimizer without momentum or betas but received a Adagrad'
  )
})
