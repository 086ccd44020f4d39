// What a validation is worth: every one is in the history, steers the schedule, and one without data steers nothing.
import { describe, expect, test } from 'vitest'
import { DataLoader } from '../../lib/data/index.ts'
import { crossEntropy, tensor, zeros } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { ReduceLROnPlateau, SGD } from '../../lib/optim/index.ts'
import { type Callback, EarlyStopping, type FitOptions, Trainer, type TrainerOptions } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { points, problem } from './problem.ts'

const file = temporaryFolder()

// Five batches an epoch and a learning rate that moves nothing.
async function still(options: Partial<FitOptions>, more: (optimizer: SGD) => Partial<TrainerOptions> = () => ({})) {
  const model = nn.mlp([6, 3])
  const optimizer = new SGD(model.parameters(), { lr: 1e-30 })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, ...more(optimizer) })
  const loader = new DataLoader(points(40, 1), { batchSize: 8 })
  const validation = new DataLoader(points(20, 2), { batchSize: 20 })
  await trainer.fit(loader, { epochs: 2, validation, ...options })
  return { trainer, loader, optimizer }
}

describe('validateEvery { steps } in the history', () => {
  // Lightning#490: [NaN, NaN].
  test('at the end of each epoch: a number a validation', async () => {
    const seen: number[] = []
    const callback: Callback = { onStep: ({ metrics }) => void (metrics && seen.push(metrics.valLoss!)) }
    const { trainer } = await still({ validateEvery: { steps: 5 }, callbacks: [callback] })
    expect(trainer.history.step).toEqual([5, 10])
    expect(trainer.history.valLoss!.every(Number.isFinite)).toBe(true)
    expect(trainer.history.valLoss).toEqual(seen)
  })

  test('also after a resume between the validation and the end of the epoch', async () => {
    const whole = problem()
    const fit = { epochs: 2, validateEvery: { steps: 5 } } as const
    await whole.trainer.fit(whole.loader, { ...fit, validation: whole.validation })
    expect(whole.trainer.history.valLoss!.every(Number.isFinite)).toBe(true)
    const first = problem()
    const save: Callback = {
      onStep: ({ step, epoch }, trainer) => (step === 5 && epoch === 1 ? trainer.save(file('five')) : undefined)
    }
    await first.trainer.fit(first.loader, { ...fit, validation: first.validation, callbacks: [save] })
    const second = problem()
    await second.trainer.fit(second.loader, { ...fit, validation: second.validation, resume: file('five') })
    expect(second.trainer.history).toEqual(whole.trainer.history)
  })

  test('each measurement counts once', async () => {
    const stopping = new EarlyStopping({ patience: 3 })
    const { trainer } = await still({ epochs: 9, validateEvery: { steps: 5 }, callbacks: [stopping] })
    // The first is the best; then three that are not better.
    expect([trainer.step, stopping.wait]).toEqual([20, 3])
  })
})

describe('ReduceLROnPlateau', () => {
  const plateau =
    (more: Partial<TrainerOptions> = {}) =>
    (optimizer: SGD) => ({
      scheduler: new ReduceLROnPlateau(optimizer, { patience: 0, eps: 0 }),
      ...more
    })

  // Lightning#5943, Lightning#2316: the rate never falls.
  test.each([
    [5, 5],
    [2, 5],
    [3, 5],
    [7, 3]
  ])('validated every %i steps it sees the latest value of each epoch', async (steps, reductions) => {
    const { optimizer, trainer } = await still({ epochs: 6, validateEvery: { steps } }, plateau())
    // Of six epochs those after the first validated one are not progress.
    expect(Math.round(-30 - Math.log10(optimizer.paramGroups[0]!.lr))).toBe(reductions)
    expect(trainer.scheduler!.lastEpoch).toBe(reductions + 1)
  })

  test("scheduleEvery 'step' with a metric: after every measurement", async () => {
    const more = { scheduleEvery: 'step', scheduleMetric: 'valLoss' } as const
    const { optimizer } = await still({ epochs: 2, validateEvery: { steps: 2 } }, plateau(more))
    expect(Math.round(-30 - Math.log10(optimizer.paramGroups[0]!.lr))).toBe(4)
  })
})

describe('without data', () => {
  // tensorflow#45249: valLoss NaN, and early stopping ends the run.
  test.each([
    ['no batches', []],
    ['dropLast', new DataLoader(points(5, 2), { batchSize: 8, dropLast: true })],
    ['batches without samples', [[zeros([0, 6]), zeros([0], { dtype: 'int32' })]]]
  ])('a validation with %s is an error, and the run can be resumed', async (_, empty) => {
    const stopping = new EarlyStopping({ patience: 1 })
    const { trainer, loader, validation } = problem()
    const fit = trainer.fit(loader, { epochs: 2, validation: empty, callbacks: [stopping] })
    await expect(fit).rejects.toMatchObject({
      code: 'ERR_DATA',
      message: expect.stringMatching(
        /^Trainer.fit: cannot evaluate because the loader gave no sample; look at its dataset/
      )
    })
    expect([stopping.best, stopping.wait]).toEqual([null, 0])
    await expect(trainer.evaluate(empty)).rejects.toThrow(
      'Trainer.evaluate: cannot evaluate because the loader gave no'
    )
    await trainer.fit(loader, { epochs: 2, validation, resume: true })
    const whole = problem()
    await whole.trainer.fit(whole.loader, { epochs: 2, validation: whole.validation })
    expect(trainer.history).toEqual(whole.trainer.history)
  })

  test('an iterator that can be used once is refused', async () => {
    const { trainer, loader, validation } = problem()
    await expect(
      trainer.fit(loader, { epochs: 2, validation: validation[Symbol.iterator]() as never })
    ).rejects.toThrow(
      'Trainer.fit: expected validation to be a loader that can be iterated repeatedly but received an iterator'
    )
  })

  test('an epoch whose batches were all left out measures nothing', async () => {
    let nan = false
    const { trainer, loader } = problem({
      nonFinite: 'skip',
      loss: (x, y) => (nan ? crossEntropy(x, y).mul(Number.NaN) : crossEntropy(x, y))
    })
    const rows: object[] = []
    const callback: Callback = {
      onEpoch: ({ epoch, metrics }) => {
        nan = epoch === 1
        rows.push(metrics)
      }
    }
    const stopping = new EarlyStopping({ monitor: 'trainLoss', patience: 1 })
    await trainer.fit(loader, { epochs: 3, callbacks: [callback, stopping] })
    expect(rows.map((row) => 'trainLoss' in row)).toEqual([true, false, true])
    expect(trainer.epoch).toBe(3)
    expect(trainer.history.trainLoss!.map(Number.isNaN)).toEqual([false, true, false])
  })
})

test('a batch of another kind than the model takes is still said by the validation', async () => {
  const { trainer, loader } = problem()
  await expect(trainer.fit(loader, { epochs: 1, validation: [tensor([1])] })).rejects.toThrow('[...inputs, target]')
})
