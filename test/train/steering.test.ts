// Another optimizer for a run, and other learning rates.
import { describe, expect, test } from 'vitest'
import { DataLoader } from '../../lib/data/index.ts'
import { crossEntropy, manualSeed, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as optim from '../../lib/optim/index.ts'
import { type Callback, Trainer } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf, points, problem } from './problem.ts'

const file = temporaryFolder()

describe('setOptimizer', () => {
  const sgd = (trainer: Trainer) => new optim.SGD(trainer.model.parameters(), { lr: 0.05, momentum: 0.9 })

  test('continues as a loop that changes its optimizer would', async () => {
    manualSeed(1)
    const make = () => {
      manualSeed(1)
      const model = nn.mlp([6, 8, 3])
      return { model, adam: new optim.Adam(model.parameters(), { lr: 0.01 }) }
    }
    const want = make()
    const loader = () => new DataLoader(points(40, 1), { batchSize: 8 })
    const second = new optim.SGD(want.model.parameters(), { lr: 0.1, momentum: 0.9 })
    const decay = new optim.ExponentialLR(second, { gamma: 0.9 })
    let k = 0
    for (const optimizer of [want.adam, second]) {
      for (const [x, y] of loader()) {
        crossEntropy(want.model.forward(x) as Tensor, y).backward()
        optimizer.step()
        optimizer.zeroGrad()
        if (k++ >= 5) decay.step()
      }
    }
    const { model, adam } = make()
    const trainer = new Trainer({ model, optimizer: adam, loss: crossEntropy })
    const next = new optim.SGD(model.parameters(), { lr: 0.1, momentum: 0.9 })
    const scheduler = new optim.ExponentialLR(next, { gamma: 0.9 })
    const callbacks: Callback[] = [
      { onEpoch: ({ epoch }) => void (epoch === 1 && trainer.setOptimizer(next, { scheduler, scheduleEvery: 'step' })) }
    ]
    await trainer.fit(loader(), { epochs: 2, callbacks })
    expect([trainer.optimizer, trainer.scheduler]).toEqual([next, scheduler])
    expect(model.parameters().map((p) => [...p.data])).toEqual(want.model.parameters().map((p) => [...p.data]))
    expect(next.paramGroups[0]!.lr).toBe(second.paramGroups[0]!.lr)
    // A new run begins with the first one.
    await trainer.fit(loader(), { epochs: 0 })
    expect(trainer.optimizer).toBe(adam)
  })

  test('within an accumulation its sums continue; what has no gradient in it is dropped', async () => {
    const { trainer, loader } = problem({ scheduler: undefined as never })
    const [weight, ...rest] = trainer.model.parameters()
    const callbacks: Callback[] = [
      {
        onStep: ({ batch }) => {
          if (batch !== 2) return
          const sums = rest.map((p) => [...p.grad!.data])
          trainer.setOptimizer(new optim.SGD(rest, { lr: 1 }))
          expect(weight!.grad).toBeNull()
          expect(rest.map((p) => [...p.grad!.data])).toEqual(sums)
          expect(trainer.stateDict().accumulation.count).toBe(2)
        }
      }
    ]
    const before = [...weight!.data]
    await trainer.fit(loader, { steps: 1, callbacks })
    expect(trainer.step).toBe(1)
    expect([...weight!.data]).toEqual(before)
  })

  test('of a Trainer that does not train: the one of every run; its checkpoints load', async () => {
    const { trainer, loader } = problem({ scheduler: undefined as never })
    trainer.setOptimizer(sgd(trainer))
    await trainer.fit(loader, { steps: 2 })
    await trainer.save(file('sgd'))
    const other = problem({ scheduler: undefined as never })
    await expect(other.trainer.load(file('sgd'))).rejects.toThrow('it is the state of SGD')
    expect(other.trainer.optimizer.kind).toBe('AdamW')
    other.trainer.setOptimizer(sgd(other.trainer))
    await other.trainer.fit(other.loader, { epochs: 2, resume: file('sgd') })
    await trainer.fit(loader, { epochs: 2, resume: true })
    expect(bitsOf(other.trainer)).toBe(bitsOf(trainer))
  })

  test('messages', () => {
    const { trainer } = problem()
    expect(() => trainer.setOptimizer({} as never)).toThrow(
      'Trainer.setOptimizer: expected optimizer to be an optimizer (an instance of Optimizer, or an object with step, zeroGrad, paramGroups, stateDict and loadStateDict) but received an object without step, zeroGrad, stateDict, loadStateDict, paramGroups'
    )
    expect(() => trainer.setOptimizer(sgd(problem().trainer))).toThrow(
      "Trainer.setOptimizer: expected an optimizer of the model's parameters but '0.weight' is not one"
    )
    expect(() => trainer.setOptimizer(sgd(trainer), { schedule: 1 } as never)).toThrow(
      'Trainer.setOptimizer: unknown option schedule; did you mean scheduler?'
    )
    const scheduler = new optim.StepLR(sgd(trainer), { stepSize: 1 })
    expect(() => trainer.setOptimizer(sgd(trainer), { scheduler })).toThrow(
      'Trainer.setOptimizer: expected a scheduler of this optimizer but received one of another optimizer'
    )
  })
})

describe('the learning rate scaled', () => {
  type Make = (optimizer: optim.SGD) => optim.LRScheduler
  const makers: [string, Make][] = [
    ['StepLR', (o) => new optim.StepLR(o, { stepSize: 3, gamma: 0.5 })],
    ['CosineAnnealingLR', (o) => new optim.CosineAnnealingLR(o, { tMax: 10 })],
    ['CosineAnnealingWarmRestarts', (o) => new optim.CosineAnnealingWarmRestarts(o, { t0: 3 })],
    ['LambdaLR', (o) => new optim.LambdaLR(o, { lrLambda: (k) => 1 / (1 + k) })],
    ['WarmupCosineLR', (o) => new optim.WarmupCosineLR(o, { warmupSteps: 4, totalSteps: 20 })],
    ['OneCycleLR', (o) => new optim.OneCycleLR(o, { maxLr: 1, totalSteps: 20 })],
    ['CyclicLR', (o) => new optim.CyclicLR(o, { baseLr: 0.1, maxLr: 1, stepSizeUp: 3 })],
    ['ReduceLROnPlateau', (o) => new optim.ReduceLROnPlateau(o, { patience: 1 })],
    [
      'SequentialLR',
      (o) =>
        new optim.SequentialLR(o, {
          schedulers: [new optim.LinearLR(o, { totalIters: 3 }), new optim.ExponentialLR(o, { gamma: 0.9 })],
          milestones: [5]
        })
    ],
    [
      'ChainedScheduler',
      (o) =>
        new optim.ChainedScheduler({
          schedulers: [new optim.LinearLR(o, { totalIters: 3 }), new optim.ExponentialLR(o, { gamma: 0.9 })]
        })
    ]
  ]
  test.each(makers)('is a factor of all that comes: %s', (_, make) => {
    const course = (at: number, through: 'trainer' | 'none') => {
      const { trainer } = problem({ scheduler: undefined as never })
      const optimizer = new optim.SGD(trainer.model.parameters(), { lr: 0.5, momentum: 0.5 })
      let scheduler = make(optimizer)
      trainer.setOptimizer(optimizer, { scheduler })
      const rates: number[] = []
      for (let k = 0; k < 18; k++) {
        if (k === at && through === 'trainer') {
          trainer.scaleLearningRate(0.25)
          // Its state holds the factor.
          const fresh = make(new optim.SGD(problem().trainer.model.parameters(), { lr: 0.5, momentum: 0.5 }))
          fresh.loadStateDict(scheduler.stateDict())
          expect(fresh.stateDict()).toEqual(scheduler.stateDict())
          scheduler = trainer.scheduler!
        }
        rates.push(optimizer.paramGroups[0]!.lr)
        optimizer.step()
        scheduler.step(1)
      }
      return rates
    }
    const want = course(0, 'none')
    for (const at of [0, 6]) {
      const got = course(at, 'trainer')
      for (const [k, rate] of got.entries()) expect(rate).toBeCloseTo(want[k]! * (k < at ? 1 : 0.25), 12)
    }
  })

  test('messages', () => {
    expect(() => problem().trainer.scaleLearningRate(0)).toThrow(
      'Trainer.scaleLearningRate: expected factor to be a finite number > 0 but received 0'
    )
  })
})
