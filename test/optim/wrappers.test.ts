// Lookahead, SAM and schedule-free optimizers: what the conformance suite cannot say of them.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as landscapes from '../../lib/landscapes/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { Adam, Lookahead, SAM, ScheduleFreeAdamW, ScheduleFreeSGD, SGD, StepLR } from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { classes, ours } from './golden.ts'

const vector = (...values: number[]): Tensor => tensor(values, { dtype: 'float64', requiresGrad: true })

test('Lookahead has the groups of the optimizer inside: schedules, new groups, names', () => {
  const p = vector(1, 2)
  const inner = new SGD([['p', p]], { lr: 1 })
  const optimizer = new Lookahead(inner, { k: 2 })
  const scheduler = new StepLR(optimizer, { stepSize: 1, gamma: 0.5 })
  p.grad = tensor([1, 1], { dtype: 'float64' })
  optimizer.step()
  scheduler.step()
  expect(inner.paramGroups[0]!.lr).toBe(0.5)
  const q = vector(3)
  optimizer.addParamGroup({ params: [['q', q]] })
  expect(optimizer.stateDict().paramGroups.map((g) => g.params)).toEqual([['p'], ['q']])
  expect(optimizer.stateDict()).toMatchObject({ optimizer: 'Lookahead', shared: { sinceSync: 1 } })
  expect(() => new Lookahead(p as never)).toThrow('Lookahead: expected an optimizer to wrap but received a Tensor')
})

test('the slow weights begin where the fast ones began', () => {
  const p = vector(0)
  const optimizer = new Lookahead(new SGD([p], { lr: 1 }), { k: 2, alpha: 0.5 })
  const seen = [1, 1, 1, 1].map((g) => {
    p.grad = tensor([g], { dtype: 'float64' })
    optimizer.step()
    return p.item()
  })
  expect(seen).toEqual([-1, -1, -2, -2])
  expect((optimizer.stateOf(p)!.slow as Tensor).item()).toBe(-2)
})

// f(p) = sum of a p^2, whose gradient is 2 a p.
const A = [1, 3]
function closureOf(p: Tensor, losses: number[]) {
  return (): number => {
    p.grad = tensor(
      A.map((a, i) => 2 * a * p.data[i]!),
      { dtype: 'float64' }
    )
    const loss = A.reduce((sum, a, i) => sum + a * p.data[i]! ** 2, 0)
    losses.push(loss)
    return loss
  }
}

test.each([false, true])('SAM takes the gradient at the worst point nearby, adaptive: %s', (adaptive) => {
  const p = vector(1, -2)
  const losses: number[] = []
  const optimizer = new SAM(new SGD([p], { lr: 0.1 }), { rho: 0.5, adaptive })
  const want = [1, -2]
  for (let step = 0; step < 3; step++) {
    const g = want.map((x, i) => 2 * A[i]! * x)
    const scaled = g.map((x, i) => (adaptive ? Math.abs(want[i]!) * x : x))
    const norm = Math.hypot(...scaled)
    const worst = want.map((x, i) => x + (0.5 * (adaptive ? Math.abs(x) : 1) * scaled[i]!) / norm)
    const loss = optimizer.step(closureOf(p, losses))
    expect(loss).toBeCloseTo(
      A.reduce((sum, a, i) => sum + a * want[i]! ** 2, 0),
      10
    )
    for (const i of want.keys()) want[i]! -= 0.1 * 2 * A[i]! * worst[i]!
    expect(p.data[0]).toBeCloseTo(want[0]!, 12)
    expect(p.data[1]).toBeCloseTo(want[1]!, 12)
  }
  expect(losses).toHaveLength(6)
  expect(() => optimizer.step()).toThrow('SAM.step: expected a closure')
})

interface SamRun {
  function: 'rosenbrock' | 'beale'
  start: number[]
  inner: string
  innerOptions: Record<string, unknown>
  options: Record<string, unknown>
  points: number[][]
  losses: number[]
}
const path = new URL('../golden/sam.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: SamRun[] }

test.each(cases.map((c) => [`${c.inner} ${JSON.stringify(c.options)} on ${c.function}`, c] as const))(
  'SAM around %s goes the way of PyTorch, over two tensors',
  (_, c) => {
    const xy = c.start.map((v) => tensor(v, { dtype: 'float64', requiresGrad: true }))
    const optimizer = new SAM(new classes[c.inner]!(xy, ours(c.innerOptions)), c.options)
    for (const [step, want] of c.losses.entries()) {
      const loss = optimizer.step(() => {
        optimizer.zeroGrad()
        const value = landscapes[c.function](xy[0]!, xy[1]!)
        value.backward()
        return value.item()
      })
      const near = (got: number, x: number): void =>
        expect(Math.abs(got - x), `step ${step}: ${got} instead of ${x}`).toBeLessThan(1e-9 * Math.max(1, Math.abs(x)))
      near(loss, want)
      for (const k of [0, 1]) near(xy[k]!.item(), c.points[step + 1]![k]!)
    }
  }
)

test('a closure that fails at the worst point leaves the parameters where they were', () => {
  const p = vector(1, -2)
  const optimizer = new SAM(new SGD([p], { lr: 0.1 }))
  let calls = 0
  const closure = closureOf(p, [])
  expect(() =>
    optimizer.step(() => {
      if (++calls === 2) throw new Error('out of data')
      return closure()
    })
  ).toThrow('out of data')
  expect(p.toArray()).toEqual([1, -2])
})

test('schedule-free: the average is evaluated, training continues to the bit, and a mix-up is refused', () => {
  const model = new nn.Linear(3, 2, { dtype: 'float64' })
  const twin = new nn.Linear(3, 2, { dtype: 'float64' })
  twin.loadStateDict(model.stateDict())
  const optimizer = new ScheduleFreeAdamW(model.parameters(), { lr: 0.1 })
  const undisturbed = new ScheduleFreeAdamW(twin.parameters(), { lr: 0.1 })
  const x = tensor([[1, -1, 2]], { dtype: 'float64' })
  for (let step = 0; step < 5; step++) {
    for (const [net, o] of [
      [model, optimizer],
      [twin, undisturbed]
    ] as const) {
      o.zeroGrad()
      net.forward(x).square().sum().backward()
      o.step()
    }
    expect(() => model.eval()).toThrow(
      "eval: the parameters still hold the training weights; call the ScheduleFreeAdamW optimizer's eval() before the model's eval()"
    )
    optimizer.eval()
    expect(optimizer.mode).toBe('eval')
    model.eval()
    expect(() => optimizer.step()).toThrow('ScheduleFreeAdamW.step: the parameters hold the averages for evaluation')
    expect(() => optimizer.stateDict()).toThrow('ScheduleFreeAdamW.stateDict: the parameters hold the averages')
    optimizer.train()
    model.train()
    expect(model.weight.toArray()).toEqual(twin.weight.toArray())
  }
})

test('schedule-free: the average is the mean of the iterates when all steps weigh the same', () => {
  const p = vector(0)
  const optimizer = new ScheduleFreeSGD([p], { lr: 1 })
  for (let step = 0; step < 4; step++) {
    p.grad = tensor([1], { dtype: 'float64' })
    optimizer.step()
  }
  optimizer.eval()
  expect(p.item()).toBeCloseTo((-1 - 2 - 3 - 4) / 4, 12)
  optimizer.train()
  optimizer.eval()
  expect(p.item()).toBeCloseTo(-2.5, 12)
})

test('what an optimizer inside keeps goes through the state of the one around it', () => {
  const p = vector(1, 2)
  const optimizer = new Lookahead(new Adam([['p', p]], { lr: 0.1 }), { k: 3 })
  p.grad = tensor([1, -1], { dtype: 'float64' })
  optimizer.step()
  expect(Object.keys(optimizer.stateDict().state.p!).sort()).toEqual(['expAvg', 'expAvgSq', 'slow', 'step'])
})

test('Lookahead around a schedule-free optimizer evaluates with its averages', () => {
  const p = vector(1)
  const inner = new ScheduleFreeSGD([p], { lr: 1 })
  const optimizer = new Lookahead(inner, { k: 3 })
  for (const g of [1, 0.5]) {
    p.grad = tensor([g], { dtype: 'float64' })
    optimizer.step()
  }
  const training = p.item()
  const expected = inner.evalWeights(() => p.item())
  expect(expected).not.toBe(training)
  expect(optimizer.evalWeights!(() => p.item())).toBe(expected)
  expect(p.item()).toBe(training)
  expect(new Lookahead(new SGD([p], { lr: 1 })).evalWeights).toBeUndefined()
})
