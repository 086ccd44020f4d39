import { describe, expect, test, vi } from 'vitest'
import { manualSeed, type Tensor, tensor } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { OneCycleLR, SGD, StepLR } from '../../../lib/optim/index.ts'
import {
  type FindLearningRateOptions,
  findLearningRate,
  LearningRateCurve,
  LearningRateFinder,
  Trainer
} from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, problem } from '../problem.ts'

const file = temporaryFolder()

// loss = w^2 / 2 from w = 1: each step multiplies w by 1 - lr.
function parabola() {
  manualSeed(1)
  const model = new nn.Linear(1, 1, { bias: false })
  model.weight.data[0] = 1
  const optimizer = new SGD(model.parameters(), { lr: 0.5 })
  const computeLoss = () => model.weight.square().sum().div(2)
  return { trainer: new Trainer({ model, optimizer, computeLoss }), model, optimizer, loader: [[tensor([1])]] }
}

describe('the curve', () => {
  test('of a parabola is the one computed by hand, exponential and linear', async () => {
    for (const mode of ['exponential', 'linear'] as const) {
      const { trainer, loader } = parabola()
      const curve = await findLearningRate(trainer, loader, { minLr: 1e-3, maxLr: 1, steps: 31, mode, smoothing: 0.5 })
      let w = 1
      let average = 0
      for (let k = 0; k < curve.length; k++) {
        const lr = mode === 'linear' ? 1e-3 + (0.999 * k) / 30 : 1e-3 * 1000 ** (k / 30)
        expect(curve.learningRates[k]).toBeCloseTo(lr, 12)
        expect(curve.losses[k]).toBeCloseTo((w * w) / 2, 6)
        average = 0.5 * average + 0.25 * w * w
        expect(curve.smoothed[k]).toBeCloseTo(average / (1 - 0.5 ** (k + 1)), 6)
        w *= 1 - lr
      }
      expect([curve.length, curve.diverged]).toEqual([31, false])
    }
  })

  test('ends where the loss diverges or is not finite', async () => {
    const options: FindLearningRateOptions = { minLr: 0.1, maxLr: 900, steps: 41, smoothing: 0 }
    const { trainer, loader } = parabola()
    const curve = await findLearningRate(trainer, loader, options)
    expect(curve.diverged).toBe(true)
    expect(curve.losses.at(-1)).toBeGreaterThan(4 * Math.min(...curve.losses))
    expect(curve.losses.at(-2)).toBeLessThanOrEqual(4 * Math.min(...curve.losses.slice(0, -1)))
    for (const nonFinite of ['throw', 'skip'] as const) {
      const given = parabola()
      let losses = 0
      const computeLoss = () => {
        const loss = given.model.weight.square().sum()
        return ++losses > 7 ? loss.mul(Number.NaN) : loss
      }
      const own = new Trainer({ model: given.model, optimizer: given.optimizer, computeLoss, nonFinite })
      const cut = await findLearningRate(own, given.loader, { ...options, maxLr: 0.5 })
      expect([cut.length, cut.diverged, given.model.weight.item()]).toEqual([7, true, 1])
    }
  })

  test('counts optimizer steps: the loss is that of all their batches', async () => {
    const { trainer, loader } = problem({ scheduler: undefined as never })
    const curve = await findLearningRate(trainer, loader, { steps: 7, minLr: 1e-4, maxLr: 1e-2 })
    expect(curve.length).toBe(7)
    expect(curve.losses.every(Number.isFinite)).toBe(true)
  })
})

describe('suggestions', () => {
  const curveOf = (losses: number[]) => {
    const curve = new LearningRateCurve(0)
    for (const [k, loss] of losses.entries()) curve.add(10 ** (k - 8), loss)
    return curve
  }

  test('steep, valley, minimum', () => {
    //                      1e-8             1e-5          1e-2   0.1
    const curve = curveOf([2, 2, 2, 1.9, 1.5, 0.9, 0.6, 0.5, 0.7, 3])
    // (0.9 - 1.9) / 2 at 1e-4
    expect(curve.suggestion()).toBeCloseTo(1e-4, 12)
    // From 1.9's predecessor, the first 2, at 1e-8 to 0.5 at 0.1: the middle is 1e-5.
    expect(curve.suggestion('valley')).toBeCloseTo(1e-5, 12)
    expect(curve.suggestion('minimum')).toBeCloseTo(1e-2, 12)
  })

  test('none where the loss never fell', () => {
    for (const losses of [[], [1], [1, 2], [1, 1, 1, 1], [1, 2, 3, 4, 5]]) {
      const curve = curveOf(losses)
      expect([curve.suggestion('steep'), curve.suggestion('valley'), curve.suggestion('minimum')]).toEqual([
        null,
        null,
        null
      ])
    }
    expect(() => curveOf([1]).suggestion('deep' as never)).toThrow(
      "LearningRateCurve.suggestion: expected method to be one of 'steep', 'valley', 'minimum' but received 'deep'"
    )
  })

  test('prints itself: bars, rows, suggestions', () => {
    const text = String(curveOf([2, 2, 2, 1.9, 1.5, 0.9, 0.6, 0.5, 0.7, 3]))
    expect(text).toBe(
      [
        'LearningRateCurve: 10 steps from 1e-8 to 10',
        '▅▅▅▅▄▂▁▁▂█',
        'lr        smoothed loss',
        '1e-8      2',
        '1e-7      2',
        '0.000001  2',
        '0.00001   1.9',
        '0.0001    1.5',
        '0.001     0.9',
        '0.01      0.6',
        '0.1       0.5',
        '1         0.7',
        '10        3',
        'suggestion: 0.0001 (steep), 0.00001 (valley), 0.01 (minimum)'
      ].join('\n')
    )
    expect(String(curveOf([]))).toBe('LearningRateCurve: no step')
    expect(String(curveOf([1, 2]))).toContain('suggestion: none, the loss never fell')
  })
})

test('leaves no trace: the training that follows has the same bits', async () => {
  const plain = problem()
  await plain.trainer.fit(plain.loader, { epochs: 2 })
  const { trainer, loader } = problem()
  const before = bitsOf(trainer)
  await findLearningRate(trainer, loader, { steps: 12 })
  expect(bitsOf(trainer)).toBe(before)
  await trainer.fit(loader, { epochs: 1 })
  // A scheduler of steps neither continues nor sets the rates.
  const lr = trainer.optimizer.paramGroups[0]!.lr
  await findLearningRate(trainer, loader, { steps: 12 })
  expect(trainer.optimizer.paramGroups[0]!.lr).toBe(lr)
  await trainer.fit(loader, { epochs: 2, resume: true })
  expect(bitsOf(trainer)).toBe(bitsOf(plain.trainer))
})

test('as a callback it sets the rates of groups and scheduler, once for a run', async () => {
  const make = () => {
    const { trainer, loader } = problem({ scheduler: undefined as never })
    const [weight, ...rest] = trainer.model.parameters()
    const optimizer = new SGD([{ params: [weight!], lr: 0.2 }, { params: rest }], { lr: 0.1 })
    trainer.setOptimizer(optimizer, { scheduler: new StepLR(optimizer, { stepSize: 1, gamma: 0.5 }) })
    return { trainer, loader }
  }
  const options = { steps: 20, minLr: 1e-4, maxLr: 10, smoothing: 0.5 }
  const { trainer, loader } = make()
  const finder = new LearningRateFinder(options)
  await trainer.fit(loader, { epochs: 3, callbacks: [finder] })
  const found = finder.suggestion!
  expect(finder.curve!.suggestion()).toBe(found)
  const want = [found, found / 2, found / 4]
  for (const [k, lr] of trainer.history.learningRate!.entries()) expect(lr / want[k]!).toBeCloseTo(1, 9)
  expect(trainer.optimizer.paramGroups[1]!.lr / (found / 16)).toBeCloseTo(1, 9)
  // As if it had been given.
  const given = make()
  given.trainer.scaleLearningRate(found / 0.2)
  await given.trainer.fit(given.loader, { epochs: 3 })
  expect(bitsOf(given.trainer)).toBe(bitsOf(trainer))
  // A resumed run keeps what it has.
  const first = make()
  await first.trainer.fit(first.loader, { steps: 7, callbacks: [new LearningRateFinder(options)] })
  await first.trainer.save(file('found'))
  const second = make()
  const again = new LearningRateFinder(options)
  await second.trainer.fit(second.loader, { epochs: 3, callbacks: [again], resume: file('found') })
  expect([bitsOf(second.trainer), again.curve]).toEqual([bitsOf(trainer), null])
})

test('as a callback with its own schedule peak; in a stream', async () => {
  const { trainer, loader } = problem({ scheduler: undefined as never })
  const optimizer = new SGD(trainer.model.parameters(), { lr: 0.1 })
  const scheduler = new OneCycleLR(optimizer, { maxLr: 0.1, totalSteps: 10, cycleMomentum: false })
  trainer.setOptimizer(optimizer, { scheduler, scheduleEvery: 'step' })
  const start = optimizer.paramGroups[0]!.lr
  const finder = new LearningRateFinder({ steps: 20, minLr: 1e-4, maxLr: 10, smoothing: 0.5 })
  let highest = 0
  for await (const event of trainer.stream(loader, { steps: 9, callbacks: [finder] }))
    if (event.type === 'step') highest = Math.max(highest, event.learningRate)
  expect(highest / (0.1 * (finder.suggestion! / start))).toBeCloseTo(1, 6)
})

test('without a suggestion it warns and changes nothing', async () => {
  const { model, optimizer, loader } = parabola()
  const trainer = new Trainer({ model, optimizer, computeLoss: () => (model.weight as Tensor).sum().mul(0).add(1) })
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  await trainer.fit(loader, { epochs: 1, callbacks: [new LearningRateFinder({ steps: 5 })] })
  expect(warn).toHaveBeenCalledWith('LearningRateFinder: the learning rate stays because the loss never fell', {
    code: 'THALWEG_LEARNING_RATE'
  })
  warn.mockRestore()
  expect(optimizer.paramGroups[0]!.lr).toBe(0.5)
})

test('messages', async () => {
  const { trainer, loader, optimizer } = parabola()
  const find = (options: object) => findLearningRate(trainer, loader, options)
  await expect(find({ minLr: 1 })).rejects.toThrow(
    'findLearningRate: expected maxLr to be a number > minLr (1) but received 1'
  )
  await expect(find({ steps: 2 })).rejects.toThrow(
    'findLearningRate: expected steps to be a whole number >= 3 but received 2'
  )
  await expect(find({ numTraining: 2 })).rejects.toThrow(
    'findLearningRate: unknown option numTraining; the options are'
  )
  expect(() => new LearningRateFinder({ method: 'low' as never })).toThrow(
    "LearningRateFinder: expected method to be one of 'steep', 'valley', 'minimum' but received 'low'"
  )
  const within = { onStep: () => find({}).then(() => undefined) }
  await expect(trainer.fit(loader, { epochs: 1, callbacks: [within] })).rejects.toThrow(
    'Trainer.trial: expected no epoch to be under way; a callback can call it in onFitStart and onEpoch'
  )
  optimizer.paramGroups[0]!.lr = 0
  await expect(trainer.fit(loader, { epochs: 1, callbacks: [new LearningRateFinder()] })).rejects.toThrow(
    'LearningRateFinder: expected lr to be a number > 0, which can be scaled but received 0'
  )
})
