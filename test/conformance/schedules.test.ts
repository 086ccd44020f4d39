// One suite over all schedulers: PyTorch's learning rates and momenta at every epoch, save in the middle and load, what
// lastLr says, changes from outside, and the messages of bad options. A new scheduler needs a case in
// test/golden/schedulers.py and, if it has its own options, a row of messages here.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as optim from '../../lib/optim/index.ts'
import { warmupCosine } from '../../lib/optim/schedules/index.ts'
import { zeros } from '../../lib/tensor/create.ts'

type Options = Record<string, unknown>
interface Case {
  scheduler: string
  optimizer?: 'Adam'
  options: Options
  parts?: [string, Options][]
  milestones: number[]
  lrs: number[][]
  momenta: number[][]
  metrics?: number[]
}

const path = new URL('../golden/schedulers.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }

// The functions that schedulers.py knows by name.
const FUNCTIONS: Record<string, (x: number) => number> = {
  half: () => 0.5,
  inverse: (epoch) => 1 / (1 + epoch),
  'by two': (x) => 1 / (1 + 0.5 * x)
}

const camel = (name: string): string =>
  (name[0]!.toLowerCase() + name.slice(1)).replace(/_(\w)/g, (_, c: string) => c.toUpperCase())
const translate = (options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      camel(name),
      (name === 'lr_lambda' || name === 'scale_fn' ? FUNCTIONS[value as string] : value) as unknown
    ])
  )

function optimizerOf(adam: boolean): optim.SGD | optim.Adam {
  const groups = [
    { params: [zeros([1])], lr: 0.1 },
    { params: [zeros([1])], lr: 0.04 }
  ]
  const optimizer = adam ? new optim.Adam(groups) : new optim.SGD(groups, { momentum: 0.9 })
  // Without gradients it changes nothing, and schedulers may continue.
  optimizer.step()
  return optimizer
}

type Class = new (...args: unknown[]) => optim.LRScheduler
const make = (name: string, ...args: unknown[]): optim.LRScheduler =>
  new (optim as unknown as Record<string, Class>)[name]!(...args)

function build(c: Case, optimizer: optim.Scheduled): optim.LRScheduler {
  if (c.parts === undefined) return make(c.scheduler, optimizer, translate(c.options))
  const schedulers = c.parts.map(([name, options]) => make(name, optimizer, translate(options)))
  return make(c.scheduler, { schedulers, ...(c.milestones === null ? {} : { milestones: c.milestones }) })
}

const rates = (optimizer: optim.Scheduled): number[] => optimizer.paramGroups.map(({ lr }) => lr)
const momenta = (optimizer: optim.Scheduled): number[] =>
  (optimizer.paramGroups as unknown as { momentum: number; betas?: [number, number] }[]).map(
    ({ momentum, betas }) => betas?.[0] ?? momentum
  )

test('every scheduler has a case', () => {
  const seen = new Set(cases.flatMap((c) => [c.scheduler, ...(c.parts ?? []).map(([name]) => name)]))
  const own = Object.keys(optim).filter((name) => /LR$|LROn|WarmRestarts|ChainedScheduler/.test(name))
  expect(own.length).toBeGreaterThanOrEqual(17)
  // What PyTorch does not have: below.
  expect(own.filter((name) => !seen.has(name))).toEqual(['WarmupCosineLR'])
})

describe.each(cases.map((c, k) => [`${k}: ${c.scheduler} ${JSON.stringify(c.options ?? c.parts)}`, c] as const))(
  '%s',
  (_, c) => {
    const adam = c.optimizer === 'Adam'

    test('the values of every epoch, and lastLr', () => {
      const optimizer = optimizerOf(adam)
      const scheduler = build(c, optimizer)
      c.lrs.forEach((lrs, epoch) => {
        expect(scheduler.lastEpoch).toBe(epoch)
        expect(scheduler.lastLr).toEqual(rates(optimizer))
        rates(optimizer).forEach((lr, k) => {
          expect(Math.abs(lr - lrs[k]!), `epoch ${epoch}, group ${k}`).toBeLessThanOrEqual(1e-12 * lrs[k]! + 1e-17)
        })
        momenta(optimizer).forEach((m, k) => {
          expect(Math.abs(m - c.momenta[epoch]![k]!), `momentum ${epoch}`).toBeLessThanOrEqual(1e-12)
        })
        scheduler.step(c.metrics?.[epoch])
      })
    })

    test('a state saved at any epoch continues to the bit in a fresh scheduler', () => {
      const run = (scheduler: optim.LRScheduler, optimizer: optim.Scheduled, from: number, to: number) =>
        Array.from({ length: to - from }, (_, k) => {
          scheduler.step(c.metrics?.[from + k])
          return [...rates(optimizer), ...momenta(optimizer)]
        })
      const epochs = c.lrs.length - 1
      const whole = optimizerOf(adam)
      const wanted = run(build(c, whole), whole, 0, epochs)
      for (let at = 0; at < epochs; at++) {
        const before = optimizerOf(adam)
        const first = build(c, before)
        run(first, before, 0, at)
        const saved = JSON.parse(JSON.stringify([first.stateDict(), before.stateDict()]))
        const after = optimizerOf(adam)
        const second = build(c, after)
        // Scheduler and optimizer may be loaded in either order.
        if (at % 2 === 0) second.loadStateDict(saved[0])
        after.loadStateDict(saved[1])
        if (at % 2 === 1) second.loadStateDict(saved[0])
        expect(second.lastLr).toEqual(rates(after))
        expect(run(second, after, at, epochs)).toEqual(wanted.slice(at))
      }
    })
  }
)

test('WarmupCosineLR sets what its pure function says', () => {
  const optimizer = optimizerOf(false)
  const options = { warmupSteps: 3, totalSteps: 12, startFactor: 0.1, minFactor: 0.01 }
  const scheduler = new optim.WarmupCosineLR(optimizer, options)
  for (let step = 0; step < 20; step++) {
    const factor = warmupCosine(options)(step)
    expect(scheduler.lastLr).toEqual([0.1 * factor, 0.04 * factor])
    scheduler.step()
  }
})

test('a learning rate that the user sets continues as PyTorch lets it', () => {
  const optimizer = optimizerOf(false)
  const scheduler = new optim.StepLR(optimizer, { stepSize: 2, gamma: 0.5 })
  scheduler.step()
  optimizer.paramGroups[0]!.lr = 0.3
  scheduler.step()
  expect(scheduler.lastLr).toEqual([0.15, 0.02])
  const fixed = new optim.LambdaLR(optimizer, { lrLambda: [() => 0.5, () => 0.25] })
  optimizer.paramGroups[0]!.lr = 7
  fixed.step()
  expect(fixed.lastLr).toEqual([0.05, 0.01])
})

test('a polynomial that has come to 0 leaves what the user sets', () => {
  const optimizer = optimizerOf(false)
  const scheduler = new optim.PolynomialLR(optimizer, { totalIters: 1 })
  scheduler.step()
  expect(rates(optimizer)).toEqual([0, 0])
  optimizer.paramGroups[0]!.lr = 0.3
  scheduler.step()
  expect(scheduler.lastLr).toEqual([0.3, 0])
})

test('lastEpoch continues without a saved state', () => {
  const optimizer = optimizerOf(false)
  new optim.ExponentialLR(optimizer, { gamma: 0.5 })
  const scheduler = new optim.ExponentialLR(optimizer, { gamma: 0.5, lastEpoch: 2 })
  expect(scheduler.lastEpoch).toBe(3)
  expect(scheduler.lastLr).toEqual([0.0125, 0.005])
})

test('a plateau takes a tensor of one element, and NaN as no improvement', () => {
  const optimizer = optimizerOf(false)
  const scheduler = new optim.ReduceLROnPlateau(optimizer, { patience: 1, factor: 0.5 })
  scheduler.step(zeros([1]))
  expect(scheduler.best).toBe(0)
  scheduler.step(Number.NaN)
  scheduler.step(Number.NaN)
  expect(scheduler.best).toBe(0)
  expect(scheduler.lastLr).toEqual([0.05, 0.02])
})

test('the weight decay follows a schedule, is saved and loaded', () => {
  const make = () =>
    new optim.SGD([{ params: [zeros([1])] }, { params: [zeros([1])], weightDecay: 0 }], { lr: 0.1, weightDecay: 0.02 })
  const schedule = (step: number): number => 1 + step
  const optimizer = make()
  const scheduler = new optim.WeightDecayScheduler(optimizer, { schedule })
  expect(scheduler.lastWeightDecay).toEqual([0.02, 0])
  scheduler.step()
  scheduler.step()
  expect(optimizer.paramGroups.map((group) => group.weightDecay)).toEqual([0.06, 0])
  const saved = JSON.parse(JSON.stringify(scheduler.stateDict()))
  const other = make()
  const again = new optim.WeightDecayScheduler(other, { schedule })
  again.loadStateDict(saved)
  expect(again.lastWeightDecay).toEqual([0.06, 0])
  again.step()
  expect(again.lastWeightDecay).toEqual([0.08, 0])
  expect(other.paramGroups[0]!.lr).toBe(0.1)
})

// --- messages ---

const sgd = optimizerOf(false)
const other = optimizerOf(false)
const step = () => new optim.StepLR(optimizerOf(false), { stepSize: 1 })
const refused: [string, () => unknown, string][] = [
  [
    'StepLR',
    () => new optim.StepLR(sgd, { stepSize: 0 }),
    'StepLR: expected stepSize to be a whole number >= 1 but received 0'
  ],
  [
    'an unknown option',
    () => new optim.StepLR(sgd, { stepSize: 1, gama: 2 } as never),
    'StepLR: unknown option gama; did you mean gamma?'
  ],
  [
    'missing options',
    () => new optim.StepLR(sgd, undefined as never),
    'StepLR: expected stepSize, a whole number >= 1, but it is missing'
  ],
  [
    'options that are not an object',
    () => new optim.StepLR(sgd, 3 as never),
    'StepLR: expected an object of options but received 3'
  ],
  [
    'no optimizer',
    () => new optim.StepLR(3 as never, { stepSize: 1 }),
    'StepLR: expected optimizer to be an optimizer but received 3'
  ],
  [
    'lastEpoch without a state',
    () => new optim.StepLR(optimizerOf(false), { stepSize: 1, lastEpoch: 4 }),
    "StepLR: expected group 0 to have initialLr, which lastEpoch 4 needs; load the optimizer's state first"
  ],
  [
    'lastEpoch',
    () => new optim.StepLR(sgd, { stepSize: 1, lastEpoch: -2 }),
    'StepLR: expected lastEpoch to be a whole number >= -1 but received -2'
  ],
  [
    'MultiStepLR',
    () => new optim.MultiStepLR(sgd, {} as never),
    'MultiStepLR: expected milestones, an array of a whole number >= 0, but it is missing'
  ],
  [
    'ConstantLR',
    () => new optim.ConstantLR(sgd, { factor: -1 }),
    'ConstantLR: expected factor to be a finite number >= 0 and <= 1 but received -1'
  ],
  [
    'LinearLR',
    () => new optim.LinearLR(sgd, { endFactor: 2 }),
    'LinearLR: expected endFactor to be a finite number >= 0 and <= 1 but received 2'
  ],
  [
    'ExponentialLR',
    () => new optim.ExponentialLR(sgd, { gamma: -1 }),
    'ExponentialLR: expected gamma to be a finite number >= 0 but received -1'
  ],
  [
    'PolynomialLR',
    () => new optim.PolynomialLR(sgd, { power: -1 }),
    'PolynomialLR: expected power to be a finite number >= 0 but received -1'
  ],
  [
    'LambdaLR',
    () => new optim.LambdaLR(sgd, { lrLambda: [() => 1] }),
    'LambdaLR: expected lrLambda to have a value for each of 2 groups but received 1'
  ],
  [
    'MultiplicativeLR',
    () => new optim.MultiplicativeLR(sgd, { lrLambda: 0.5 as never }),
    'MultiplicativeLR: expected lrLambda to be a function or an array of functions but received 0.5'
  ],
  [
    'CosineAnnealingLR',
    () => new optim.CosineAnnealingLR(sgd, { tMax: 0 }),
    'CosineAnnealingLR: expected tMax to be a whole number >= 1 but received 0'
  ],
  [
    'CosineAnnealingWarmRestarts',
    () => new optim.CosineAnnealingWarmRestarts(sgd, { t0: 1, etaMin: -1 }),
    'CosineAnnealingWarmRestarts: expected etaMin to be a finite number >= 0 but received -1'
  ],
  [
    'WarmupCosineLR',
    () => new optim.WarmupCosineLR(sgd, { warmupSteps: 5, totalSteps: 3 }),
    'WarmupCosineLR: expected totalSteps to be larger than warmupSteps, which is 5, but received 3'
  ],
  [
    'CyclicLR',
    () => new optim.CyclicLR(sgd, { baseLr: 0.1, maxLr: [1, 2, 3] }),
    'CyclicLR: expected maxLr to have a value for each of 2 groups but received 3'
  ],
  [
    'momentum that is not there',
    () => new optim.CyclicLR({ paramGroups: [{ lr: 1 }], defaults: {} }, { baseLr: 0.1, maxLr: 1 }),
    'CyclicLR: expected an optimizer with momentum or betas, which cycleMomentum moves; pass { cycleMomentum: false }'
  ],
  [
    'OneCycleLR',
    () => new optim.OneCycleLR(sgd, { maxLr: 1 }),
    'OneCycleLR: expected totalSteps, or both epochs and stepsPerEpoch'
  ],
  [
    'too many steps of OneCycleLR',
    () => {
      const scheduler = new optim.OneCycleLR(optimizerOf(false), { maxLr: 1, totalSteps: 2 })
      for (let k = 0; k < 3; k++) scheduler.step()
    },
    'OneCycleLR: expected at most 2 steps but received step 3'
  ],
  [
    'ReduceLROnPlateau',
    () => new optim.ReduceLROnPlateau(sgd, { factor: 1 }),
    'ReduceLROnPlateau: expected factor to be a finite number >= 0 and < 1 but received 1'
  ],
  [
    'a plateau without a metric',
    () => new optim.ReduceLROnPlateau(sgd).step(),
    'ReduceLROnPlateau.step: expected metric to be a number but received undefined'
  ],
  [
    'SWALR',
    () => new optim.SWALR(sgd, {} as never),
    'SWALR: expected swaLr, a finite number >= 0 or an array of a finite number >= 0, but it is missing'
  ],
  [
    'no schedulers',
    () => new optim.SequentialLR({ schedulers: [], milestones: [] }),
    'SequentialLR: expected at least one of schedulers but received none'
  ],
  [
    'too many milestones',
    () => new optim.SequentialLR({ schedulers: [step()], milestones: [3] }),
    'SequentialLR: expected one milestone less than schedulers, 0, but received 1'
  ],
  [
    'a plateau in a sequence',
    () => new optim.SequentialLR({ schedulers: [new optim.ReduceLROnPlateau(sgd)], milestones: [] }),
    'SequentialLR: expected schedulers that need no metric but schedulers[0] is a ReduceLROnPlateau; step it separately'
  ],
  [
    'schedulers of two optimizers',
    () => new optim.ChainedScheduler(other, { schedulers: [step()] }),
    'ChainedScheduler: expected schedulers of one optimizer but schedulers[0] belongs to another'
  ],
  [
    'what is not a scheduler',
    () => new optim.ChainedScheduler({ schedulers: [() => 1] as never }),
    'ChainedScheduler: expected schedulers to be an array of schedulers but received [a function]'
  ],
  [
    'fewer groups',
    () => {
      const optimizer = optimizerOf(false)
      const scheduler = new optim.StepLR(optimizer, { stepSize: 1 })
      ;(optimizer as optim.SGD).paramGroups.pop()
      scheduler.step()
    },
    'StepLR.step: expected an optimizer of at least 2 groups, as it was before, but it has 1'
  ],
  [
    'WeightDecayScheduler',
    () => new optim.WeightDecayScheduler({ paramGroups: [{ lr: 1 }], defaults: {} }, { schedule: () => 1 }),
    'WeightDecayScheduler: expected an optimizer with weightDecay in every group but group 0 has none'
  ]
]

test.each(refused)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message }))
})

test('a state that does not fit is refused with a list, and nothing is changed', () => {
  const scheduler = step()
  const { lastEpoch: _, ...rest } = scheduler.stateDict()
  const before = scheduler.stateDict()
  expect(() => scheduler.loadStateDict({ ...rest, lastLr: [1], bases: 3, more: 1 } as never)).toThrow(
    expect.objectContaining({
      code: 'ERR_CHECKPOINT',
      message: `StepLR.loadStateDict: the state does not fit
  missing: lastEpoch
  unexpected: more
  expected lastLr to be an array of 2 numbers but received [1]
  expected bases to be an array of 2 numbers but received 3`
    })
  )
  expect(scheduler.stateDict()).toEqual(before)
  expect(() => scheduler.loadStateDict(7 as never)).toThrow(
    'StepLR.loadStateDict: expected state to be a state dict but received 7'
  )
  // As in PyTorch, what keeps the same numbers can take over from one another: StepLR from CosineAnnealingLR.
  expect(() => scheduler.loadStateDict(new optim.ReduceLROnPlateau(scheduler.optimizer).stateDict())).toThrow(
    'missing: bases\n  unexpected: best, numBadEpochs, cooldownCounter'
  )
  const chained = new optim.ChainedScheduler({ schedulers: [scheduler] })
  expect(() => chained.loadStateDict({ ...chained.stateDict(), schedulers: [] })).toThrow(
    'ChainedScheduler.loadStateDict: expected the states of 1 schedulers but received 0'
  )
})
