// Schedulers and the steps around them: which is first, and what comes after the last.
import { describe, expect, test } from 'vitest'
import * as optim from '../../../lib/optim/index.ts'
import { zeros } from '../../../lib/tensor/create.ts'

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
    expect(() => scheduler.step()).toThrow('OneCycleLR: expected at most 4 steps but this is step 5')
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
