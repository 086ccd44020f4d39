// A NaN at a chosen step, in the loss or in the gradients, under every policy of GradientMonitor and of the Trainer:
// what the state is afterwards, to the bit.
import { describe, expect, test, vi } from 'vitest'
import { crossEntropy, manualSeed, sparseGrad, type Tensor, tensor } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { getTotalNorm, SGD } from '../../../lib/optim/index.ts'
import {
  type Callback,
  type FitOptions,
  GradientMonitor,
  type GradientMonitorOptions,
  ModelCheckpoint,
  type StepEvent,
  type TrainEvent,
  Trainer
} from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, problem } from '../problem.ts'

const file = temporaryFolder()

type Spoil = (loss: Tensor) => Tensor
const inLoss: Spoil = (loss) => loss.mul(Number.NaN)
// The loss is what it was, its gradient is NaN.
const inGradients: Spoil = (loss) => loss.add(loss.sub(loss.detach()).sqrt())

// Spoils the loss of the batches of these numbers, counted from 1 over the whole process: what is done again is sound.
function spoiled(spoil: Spoil, batches: readonly number[], options: Parameters<typeof problem>[0] = {}) {
  let count = 0
  const loss = (x: Tensor, y: Tensor) => {
    const value = crossEntropy(x, y)
    return batches.includes(++count) ? spoil(value) : value
  }
  return problem({ loss, clipGradNorm: undefined as never, ...options })
}

async function events(given: ReturnType<typeof problem>, options: Partial<FitOptions>) {
  const all: TrainEvent[] = []
  for await (const event of given.trainer.stream(given.loader, { epochs: 2, ...options })) all.push(event)
  return all
}

const weights = (trainer: Trainer) => trainer.model.parameters().map((p) => [...p.data])
const finite = (trainer: Trainer) => weights(trainer).flat().every(Number.isFinite)
const whole = async (options: Parameters<typeof problem>[0] = {}) => {
  const { trainer, loader } = problem({ clipGradNorm: undefined as never, ...options })
  await trainer.fit(loader, { epochs: 2 })
  return trainer
}
// Without the monitor's own state.
const bits = (trainer: Trainer) => {
  const { callbacks: _, ...state } = trainer.stateDict()
  return bitsOf({ stateDict: () => ({ ...state, callbacks: {} }) } as never)
}

describe('rollBack', () => {
  const ways: [string, Spoil, object, GradientMonitorOptions][] = [
    ['a loss, state in memory', inLoss, {}, { keepEvery: 2 }],
    ['gradients, state in memory', inGradients, {}, { keepEvery: 2 }],
    ['a loss, clipping', inLoss, { clipGradNorm: 1 }, { keepEvery: 1 }],
    ['gradients, clipping', inGradients, { clipGradNorm: 1 }, { keepEvery: 1 }],
    ['gradients, without accumulation', inGradients, { accumulate: 1 }, { keepEvery: 3 }],
    ['a loss, the Trainer would skip', inLoss, { nonFinite: 'skip', clipGradNorm: 1 }, { keepEvery: 100 }],
    ['gradients, the Trainer would skip', inGradients, { nonFinite: 'skip', clipGradNorm: 1 }, { keepEvery: 100 }]
  ]
  test.each(ways)('%s: ends with the bits of a run that had no NaN', async (_, spoil, options, more) => {
    const given = spoiled(spoil, [8], options)
    const monitor = new GradientMonitor({ onNonFinite: 'rollBack', ...more })
    const told = await events(given, { callbacks: [monitor] })
    const back = told.filter((event) => event.type === 'rollBack')
    expect(back.length).toBe(1)
    expect([monitor.rollBacks, monitor.nonFinite]).toEqual([1, 1])
    expect(bits(given.trainer)).toBe(bits(await whole(options)))
  })

  test('to the last state of a ModelCheckpoint, or to the beginning before there is one', async () => {
    for (const [name, batch, step] of [
      ['later', 20, 5],
      ['first', 2, 0]
    ] as const) {
      const given = spoiled(inGradients, [batch])
      const checkpoint = new ModelCheckpoint({ folder: file(name) })
      const monitor = new GradientMonitor({ onNonFinite: 'rollBack', checkpoint })
      const told = await events(given, { callbacks: [monitor, checkpoint] })
      expect(told.filter((event) => event.type === 'rollBack').map((event) => event.step)).toEqual([step])
      expect(bits(given.trainer)).toBe(bits(await whole()))
    }
  })

  test('scales the learning rate by every way back, and no more', async () => {
    // Twice from the state after step 2, then from that after step 8, which has the lower rate.
    const given = spoiled(inLoss, [8, 11, 28], { scheduler: undefined as never })
    const optimizer = new SGD(given.trainer.model.parameters(), { lr: 0.8 })
    given.trainer.setOptimizer(optimizer)
    const monitor = new GradientMonitor({ onNonFinite: 'rollBack', keepEvery: 2, lrFactor: 0.5 })
    const rates: [number, number][] = []
    const look: Callback = { onStep: ({ step, learningRate }) => void rates.push([step, learningRate]) }
    const told = await events(given, { callbacks: [look, monitor] })
    expect(told.flatMap((event) => (event.type === 'rollBack' ? [event.step] : []))).toEqual([2, 2, 8])
    expect(new Set(rates.map(([, rate]) => rate))).toEqual(new Set([0.8, 0.4, 0.2, 0.1]))
    expect([optimizer.paramGroups[0]!.lr, monitor.rollBacks]).toEqual([0.1, 3])
  })

  test('at most so often: then the training ends and says why, its state is that after the last good step', async () => {
    // Whatever is done, the eighth batch is spoiled.
    let batch = 0
    const given = problem({
      clipGradNorm: undefined as never,
      loss: (x, y) => (batch === 7 ? inGradients(crossEntropy(x, y)) : crossEntropy(x, y))
    })
    const monitor = new GradientMonitor({ onNonFinite: 'rollBack', keepEvery: 2, maxRollBacks: 2 })
    const place: Callback = {
      onStep: (event) => {
        batch = event.batch
      },
      onRollBack: (event) => {
        batch = event.batch
      }
    }
    let good: number[][] = []
    const look: Callback = {
      onStep: ({ step }, trainer) => {
        if (step === 2 && batch === 6) good = weights(trainer)
      }
    }
    await expect(events(given, { callbacks: [place, look, monitor] })).rejects.toMatchObject({
      code: 'ERR_NON_FINITE',
      message: expect.stringMatching(
        /^GradientMonitor: expected finite numbers but the gradient of 0.weight, .* has a norm that is NaN, after step 2 of epoch 1; the run was rolled back 2 times \(maxRollBacks\) at the same learning rate; give lrFactor, or look for such numbers in the data$/
      )
    })
    expect(monitor.rollBacks).toBe(2)
    expect(weights(given.trainer)).toEqual(good)
    expect(given.trainer.stateDict().position).toMatchObject({ epoch: 0, batch: 9, step: 2 })
  })

  test('a checkpoint that nobody writes, a model that is not finite', async () => {
    const checkpoint = new ModelCheckpoint({ folder: file('nobody') })
    const given = spoiled(inLoss, [2])
    const monitor = new GradientMonitor({ onNonFinite: 'rollBack', checkpoint })
    await expect(events(given, { callbacks: [monitor] })).rejects.toThrow(
      'GradientMonitor: expected checkpoint to be a callback of the run but it has written no state'
    )
    const broken = problem()
    broken.trainer.model.parameters()[0]!.data[0] = Number.NaN
    await expect(events(broken, { callbacks: [new GradientMonitor({ onNonFinite: 'rollBack' })] })).rejects.toThrow(
      'GradientMonitor: expected a model with finite weights'
    )
  })
})

describe('skip', () => {
  test('a loss: the batch is left out of its step, as if it had not been there', async () => {
    const given = spoiled(inLoss, [2], { accumulate: 2, ema: undefined as never, scheduler: undefined as never })
    const monitor = new GradientMonitor({ onNonFinite: 'skip' })
    const told = (await events(given, { steps: 1, callbacks: [monitor] })).filter((e) => e.type === 'step')
    expect(told.map((e) => [e.updated, e.skipped])).toEqual([
      [false, false],
      [false, true],
      [true, false]
    ])
    expect(finite(given.trainer)).toBe(true)
  })

  test.each([
    ['alone', {}],
    ['with clipping', { clipGradNorm: 1 }],
    ['with clipping and nonFinite skip', { clipGradNorm: 1, nonFinite: 'skip' }]
  ] as const)('gradients: the whole step is left out, %s', async (_, options) => {
    const given = spoiled(inGradients, [5], options)
    const monitor = new GradientMonitor({ onNonFinite: 'skip', every: 1 })
    let before: number[][] = []
    const look: Callback = {
      onStep: ({ batch, epoch }, trainer) => {
        if (epoch === 1 && batch === 3) before = weights(trainer)
        if (epoch === 1 && batch === 6) expect(weights(trainer)).toEqual(before)
      }
    }
    const told = (await events(given, { callbacks: [look, monitor] })).filter((e) => e.type === 'step')
    expect(told[5]).toMatchObject({ updated: false, skipped: true, step: 1 })
    expect(given.trainer.step).toBe(9)
    expect(monitor.columns.step).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(finite(given.trainer)).toBe(true)
  })

  test('in the rest at the end of an epoch, whose loader does not say how long it is', async () => {
    const given = spoiled(inGradients, [13])
    const monitor = new GradientMonitor({ onNonFinite: 'skip' })
    const unsaid = { [Symbol.asyncIterator]: () => given.loader[Symbol.asyncIterator]() }
    await given.trainer.fit(unsaid, { epochs: 1, callbacks: [monitor] })
    expect([given.trainer.step, monitor.nonFinite, finite(given.trainer)]).toEqual([4, 1, true])
    const rolling = new GradientMonitor({ onNonFinite: 'rollBack' })
    const own = spoiled(inGradients, [13])
    const placed = Object.assign(
      { [Symbol.asyncIterator]: () => own.loader[Symbol.asyncIterator]() },
      {
        state: () => own.loader.state(),
        setState: (state: never) => own.loader.setState(state)
      }
    )
    await own.trainer.fit(placed, { epochs: 1, callbacks: [rolling] })
    expect([own.trainer.step, rolling.rollBacks, finite(own.trainer)]).toEqual([5, 1, true])
  })
})

describe('stop', () => {
  test.each([
    ['a loss', inLoss, 7],
    ['gradients', inGradients, 9]
  ] as const)(
    '%s: the training ends as planned ends do, the weights are those of the last good step',
    async (_, spoil, at) => {
      const given = spoiled(spoil, [7])
      const monitor = new GradientMonitor({ onNonFinite: 'stop' })
      let good: number[][] = []
      const look: Callback = {
        onStep: ({ batch }, trainer) => {
          if (batch === 6) good = weights(trainer)
        }
      }
      const end = (await events(given, { callbacks: [look, monitor] })).at(-1)
      expect(end).toMatchObject({ type: 'fitEnd', reason: 'stopped', step: 2 })
      expect(weights(given.trainer)).toEqual(good)
      expect(given.trainer.stateDict().position.batch).toBe(at)
      // Continuing is what leaving the batch (or the step) out gives.
      await given.trainer.fit(given.loader, { epochs: 2, callbacks: [monitor], resume: true })
      const skipped = spoiled(spoil, [7])
      await skipped.trainer.fit(skipped.loader, {
        epochs: 2,
        callbacks: [new GradientMonitor({ onNonFinite: 'skip' })]
      })
      expect(bitsOf(given.trainer)).toBe(bitsOf(skipped.trainer))
    }
  )
})

describe('warn', () => {
  test('says so and lets the Trainer decide', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const run = async (spoil: Spoil, batches: number[], options: object) => {
      const given = spoiled(spoil, batches, options)
      const monitor = new GradientMonitor({ onNonFinite: 'warn' })
      const failure = await events(given, { epochs: 1, callbacks: [monitor] }).then(
        () => null,
        (error: Error) => error.message
      )
      return { failure, monitor, trainer: given.trainer }
    }
    expect((await run(inLoss, [5], {})).failure).toMatch('Trainer: expected a finite loss but it is NaN')
    expect(warn).toHaveBeenLastCalledWith('GradientMonitor: the loss is NaN, after step 1 of epoch 1 (seen 1 times)', {
      code: 'THALWEG_NON_FINITE'
    })
    const clipped = await run(inGradients, [5], { clipGradNorm: 1 })
    expect(clipped.failure).toMatch('Trainer: expected a finite norm of all gradients but it is NaN')
    expect(finite(clipped.trainer)).toBe(true)
    warn.mockClear()
    // Seen five times, notified of the first, the second and the fourth.
    const skipping = await run(inLoss, [1, 2, 3, 4, 5], { nonFinite: 'skip' })
    expect([skipping.failure, skipping.monitor.nonFinite, warn.mock.calls.length]).toEqual([null, 5, 3])
    // Without clipping nothing keeps the gradients from the weights, and the next loss ends it.
    const spread = await run(inGradients, [5], {})
    expect(spread.failure).toMatch('Trainer: expected a finite loss but it is NaN')
    expect(finite(spread.trainer)).toBe(false)
    warn.mockRestore()
  })
})

test('a sparse gradient counts: its norm, and a NaN in it', async () => {
  manualSeed(1)
  const model = new nn.Sequential(new nn.Embedding(20, 4, { sparse: true }), new nn.Linear(4, 3, { bias: false }))
  const batches = Array.from({ length: 6 }, (_, k) => [
    tensor([k, k + 1, k], { dtype: 'int32' }),
    tensor([0, 1, 2], { dtype: 'int32' })
  ])
  let count = 0
  const norms: number[] = []
  const computeLoss = ([x, y]: [Tensor, Tensor]) => {
    const loss = crossEntropy(model.forward(x) as Tensor, y)
    // The gradient of the table alone is NaN.
    return ++count === 3 ? loss.add(model.parameters()[0]!.detach().sum().mul(0)).add(nanOf(x)) : loss
  }
  const nanOf = (x: Tensor) => {
    const rows = (model.children()[0] as nn.Embedding).forward(x)
    return rows.sub(rows.detach()).sum().sqrt()
  }
  const look: Callback = {
    onGradients: () => {
      norms.push(getTotalNorm(model.parameters().map((p) => sparseGrad(p) ?? p.grad)))
      return undefined
    }
  }
  const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 0.1 }), computeLoss })
  const monitor = new GradientMonitor({ every: 1, onNonFinite: 'skip', detail: 'parameter' })
  await trainer.fit(batches, { epochs: 1, callbacks: [look, monitor] })
  expect([trainer.step, monitor.nonFinite, finite(trainer)]).toEqual([5, 1, true])
  expect(monitor.columns.gradNorm).toEqual(norms.filter(Number.isFinite))
  expect(Object.keys(monitor.columns)).toContain('gradNorm/0.weight')
})

test('without a policy the monitor only measures', async () => {
  const given = spoiled(inLoss, [5])
  const monitor = new GradientMonitor({ every: 1 })
  await expect(events(given, { callbacks: [monitor] })).rejects.toThrow('expected a finite loss')
  expect([monitor.nonFinite, monitor.columns.step]).toEqual([0, [1]])
})

test('a run that is killed after it went back, and resumed, ends with the same bits', async () => {
  // A NaN that comes of the state alone: above a rate, from some step on.
  const make = () => {
    const given = problem({
      scheduler: undefined as never,
      loss: (x, y) => {
        const { optimizer, step } = given.trainer
        const loss = crossEntropy(x, y)
        return step >= 7 && optimizer.paramGroups[0]!.lr > 0.1 ? inGradients(loss) : loss
      }
    })
    given.trainer.setOptimizer(new SGD(given.trainer.model.parameters(), { lr: 0.4 }))
    const monitor = new GradientMonitor({ onNonFinite: 'rollBack', keepEvery: 5, lrFactor: 0.5 })
    return { ...given, monitor }
  }
  const one = make()
  await one.trainer.fit(one.loader, { epochs: 5, callbacks: [one.monitor] })
  expect(one.monitor.rollBacks).toBe(2)
  for (const steps of [5, 10, 20]) {
    const first = make()
    const path = file(`killed-${steps}`)
    const save: Callback = {
      last: true,
      onStep: ({ step, updated }: StepEvent) => (updated && step === steps ? first.trainer.save(path) : undefined)
    }
    await first.trainer.fit(first.loader, { steps: steps + 1, callbacks: [first.monitor, save] })
    const second = make()
    await second.trainer.fit(second.loader, { epochs: 5, callbacks: [second.monitor], resume: path })
    expect(bitsOf(second.trainer), String(steps)).toBe(bitsOf(one.trainer))
  }
})
