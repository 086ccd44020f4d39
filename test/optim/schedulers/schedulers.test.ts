// Schedulers and the steps around them: which is first, and what comes after the last.
import { describe, expect, test } from 'vitest'
import * as optim from '../../../lib/optim/index.ts'
import { tensor, zeros } from '../../../lib/tensor/create.ts'

test('OneCycleLR takes one step beyond its last rate, as a loop does after its last batch, and no more', () => {
  const optimizer = new optim.SGD([zeros([1])], { lr: 0.1, momentum: 0.9 })
  optimizer.step()
  const rates = (): number[] => optimizer.paramGroups.map(({ lr }) => lr)
  const scheduler = new optim.OneCycleLR(optimizer, { maxLr: 0.1, totalSteps: 4 })
  for (let k = 0; k < 3; k++) scheduler.step()
  const smallest = rates()
  expect(smallest[0]).toBeCloseTo(4e-7, 15)
  scheduler.step()
  expect(rates()).toEqual(smallest)
  for (let k = 0; k < 2; k++) {
    expect(() => scheduler.step()).toThrow('OneCycleLR: expected at most 4 steps but received step 5')
    expect([scheduler.lastEpoch, ...rates()]).toEqual([4, ...smallest])
  }
})

describe('the order of the steps of optimizer and scheduler', () => {
  const fresh = (): optim.SGD => {
    const p = zeros([1])
    p.grad = zeros([1])
    return new optim.SGD([['p', p]], { lr: 0.1 })
  }
  const warningsOf = async (body: () => void): Promise<string[]> => {
    const seen: string[] = []
    const listen = (warning: Error & { code?: string }): void => {
      if (warning.code === 'THALWEG_SCHEDULER_ORDER') seen.push(`${warning.name}: ${warning.message}`)
    }
    process.on('warning', listen)
    body()
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', listen)
    return seen
  }

  test('a scheduler that is stepped first says so, once for an optimizer', async () => {
    const seen = await warningsOf(() => {
      const optimizer = fresh()
      const scheduler = new optim.StepLR(optimizer, { stepSize: 1 })
      const other = new optim.ConstantLR(optimizer)
      scheduler.step()
      scheduler.step()
      other.step()
    })
    expect(seen).toEqual([
      "ThalwegWarning: StepLR.step: expected optimizer.step() to be called before, but it has not been called yet, so the first learning rate of the schedule is never used; call optimizer.step() first, then the scheduler's step()"
    ])
  })

  test.each([
    ['after a step', (o: optim.SGD) => o.step()],
    ['after the step of a wrapper', (o: optim.SGD) => new optim.Lookahead(o).step()],
    [
      'resumed',
      (o: optim.SGD) => {
        const before = fresh()
        before.step()
        o.loadStateDict(before.stateDict())
      }
    ]
  ])('no word %s', async (_, step) => {
    expect(
      await warningsOf(() => {
        const optimizer = fresh()
        const scheduler = new optim.StepLR(optimizer, { stepSize: 1 })
        step(optimizer)
        scheduler.step()
        scheduler.step()
      })
    ).toEqual([])
  })

  test('the parts of others say it, a plateau and a plain list of groups do not', async () => {
    const seen = await warningsOf(() => {
      const optimizer = fresh()
      const parts = [new optim.ConstantLR(optimizer), new optim.StepLR(optimizer, { stepSize: 1 })]
      new optim.SequentialLR({ schedulers: parts, milestones: [2] }).step()
      new optim.ReduceLROnPlateau(fresh()).step(1)
      const groups = { paramGroups: [{ lr: 1 }], defaults: {} }
      new optim.StepLR(groups, { stepSize: 1 }).step()
    })
    expect(seen.map((text) => text.slice(0, 32))).toEqual(['ThalwegWarning: ConstantLR.step:'])
  })
})

test('addParamGroup: every scheduler takes the later group along from its own rate', () => {
  const rates = (make: (optimizer: optim.SGD) => { step(): void }, lr = 0.01): number[] => {
    const optimizer = new optim.SGD([tensor([1], { requiresGrad: true })], { lr: 0.1, momentum: 0.9 })
    const scheduler = make(optimizer)
    optimizer.stepped = true
    scheduler.step()
    optimizer.addParamGroup({ params: [tensor([2], { requiresGrad: true })], lr })
    scheduler.step()
    return optimizer.paramGroups.map((group) => Number(group.lr.toPrecision(12)))
  }
  const stepLR = (optimizer: optim.SGD) => new optim.StepLR(optimizer, { stepSize: 1, gamma: 0.5 })
  expect(rates(stepLR)).toEqual([0.025, 0.005])
  expect(rates((o) => new optim.MultiStepLR(o, { milestones: [1, 2], gamma: 0.5 }))).toEqual([0.025, 0.005])
  expect(rates((o) => new optim.ExponentialLR(o, { gamma: 0.5 }))).toEqual([0.025, 0.005])
  expect(rates((o) => new optim.ConstantLR(o, { factor: 0.5, totalIters: 2 }))).toEqual([0.1, 0.02])
  expect(rates((o) => new optim.LinearLR(o, { startFactor: 0.25, totalIters: 3 }))).toEqual([0.075, 0.015])
  expect(rates((o) => new optim.PolynomialLR(o, { totalIters: 4, power: 1 }))).toEqual([0.05, 0.00666666666667])
  expect(rates((o) => new optim.MultiplicativeLR(o, { lrLambda: () => 0.5 }))).toEqual([0.025, 0.005])
  expect(rates((o) => new optim.LambdaLR(o, { lrLambda: (epoch) => 1 / (1 + epoch) }))).toEqual([
    0.0333333333333, 0.00333333333333
  ])
  expect(rates((o) => new optim.CosineAnnealingLR(o, { tMax: 3 }))).toEqual([0.025, 0.00333333333333])
  expect(rates((o) => new optim.WarmupCosineLR(o, { warmupSteps: 4, totalSteps: 8 }))).toEqual([0.05, 0.02])
  expect(rates((o) => new optim.CosineAnnealingWarmRestarts(o, { t0: 4 }))).toEqual([0.05, 0.005])
  expect(rates((o) => new optim.CyclicLR(o, { baseLr: 0.1, maxLr: 0.5, stepSizeUp: 4 }))).toEqual([0.3, 0.3])
  const [first, second] = rates((o) => new optim.OneCycleLR(o, { maxLr: 1, totalSteps: 10 }))
  expect(second).toBe(first)
  expect(rates((o) => new optim.SWALR(o, { swaLr: 0.2, annealEpochs: 4, annealStrategy: 'linear' }))).toEqual([
    0.15, 0.0733333333333
  ])
  const chained = (o: optim.SGD) =>
    new optim.ChainedScheduler({ schedulers: [stepLR(o), new optim.ExponentialLR(o, { gamma: 0.5 })] })
  expect(rates(chained)).toEqual([0.00625, 0.0025])
  const sequence = (o: optim.SGD) =>
    new optim.SequentialLR({
      schedulers: [stepLR(o), new optim.ConstantLR(o, { factor: 0.5, totalIters: 9 })],
      milestones: [2]
    })
  expect(rates(sequence)).toEqual([0.05, 0.005])
  const plateau = (optimizer: optim.SGD) => {
    const scheduler = new optim.ReduceLROnPlateau(optimizer, { patience: 0, factor: 0.5 })
    return { step: () => scheduler.step(1) }
  }
  expect(rates(plateau)).toEqual([0.05, 0.005])
})

test('addParamGroup: state dicts hold the later group; a value for each group has none for it', () => {
  const make = (): { optimizer: optim.SGD; scheduler: optim.StepLR } => {
    const optimizer = new optim.SGD([tensor([1], { requiresGrad: true })], { lr: 0.1 })
    const scheduler = new optim.StepLR(optimizer, { stepSize: 1, gamma: 0.5 })
    optimizer.stepped = true
    optimizer.addParamGroup({ params: [tensor([2], { requiresGrad: true })], lr: 0.01 })
    return { optimizer, scheduler }
  }
  const a = make()
  a.scheduler.step()
  const b = make()
  b.scheduler.loadStateDict(JSON.parse(JSON.stringify(a.scheduler.stateDict())))
  for (const { scheduler } of [a, b]) scheduler.step()
  expect(b.optimizer.paramGroups.map(({ lr }) => lr)).toEqual(a.optimizer.paramGroups.map(({ lr }) => lr))
  expect(b.scheduler.lastLr).toEqual([0.025, 0.0025])
  const decaying = () => {
    const optimizer = new optim.SGD([tensor([1], { requiresGrad: true })], { lr: 0.1, weightDecay: 0.4 })
    const scheduler = new optim.WeightDecayScheduler(optimizer, { schedule: (step) => 1 / (1 + step) })
    optimizer.addParamGroup({ params: [tensor([2], { requiresGrad: true })], weightDecay: 0.2 })
    return { optimizer, scheduler }
  }
  const [c, d] = [decaying(), decaying()]
  c.scheduler.step()
  d.scheduler.loadStateDict(JSON.parse(JSON.stringify(c.scheduler.stateDict())))
  expect(d.optimizer.paramGroups.map(({ weightDecay }) => weightDecay)).toEqual([0.2, 0.1])
  const optimizer = new optim.SGD([tensor([1], { requiresGrad: true })], { lr: 0.1 })
  const each = new optim.LambdaLR(optimizer, { lrLambda: [() => 0.5] })
  optimizer.stepped = true
  optimizer.addParamGroup({ params: [tensor([2], { requiresGrad: true })] })
  expect(() => each.step()).toThrow(
    'LambdaLR.step: expected lrLambda to have a value for group 1, which was added later, but it has 1; pass one value for all groups'
  )
})

test('a state that one part refuses changes no part and no rate', () => {
  const make = () => {
    const optimizer = new optim.SGD([tensor([1], { requiresGrad: true })], { lr: 0.1 })
    optimizer.stepped = true
    const schedulers = [
      new optim.ExponentialLR(optimizer, { gamma: 0.5 }),
      new optim.LinearLR(optimizer, { totalIters: 4 })
    ]
    return { optimizer, scheduler: new optim.ChainedScheduler({ schedulers }) }
  }
  const [ahead, behind] = [make(), make()]
  for (let k = 0; k < 3; k++) ahead.scheduler.step()
  const state = ahead.scheduler.stateDict() as unknown as { schedulers: unknown[] }
  const before = [structuredClone(behind.scheduler.stateDict()), behind.optimizer.paramGroups[0]!.lr]
  for (const broken of [
    { ...state, schedulers: [state.schedulers[0], { lastEpoch: 'x' }] },
    { ...state, lastEpoch: 'x' }
  ]) {
    expect(() => behind.scheduler.loadStateDict(broken as never)).toThrow()
    expect([behind.scheduler.stateDict(), behind.optimizer.paramGroups[0]!.lr]).toEqual(before)
  }
  behind.scheduler.loadStateDict(state as never)
  expect(behind.optimizer.paramGroups[0]!.lr).toBe(ahead.optimizer.paramGroups[0]!.lr)
})
