// minimize: PyTorch's trajectories, and what it reports.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as landscapes from '../../lib/landscapes/index.ts'
import * as optim from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { minimize } from '../../lib/train/index.ts'

interface Case {
  function: Exclude<keyof typeof landscapes, 'makeRosenbrock' | 'gaussian' | 'sumOf'>
  start: [number, number]
  optimizer: string
  options: Record<string, unknown>
  dtype: 'float32' | 'float64'
  points: [number, number][]
  losses: number[]
}

const path = new URL('../golden/trajectories.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }
const camel = (name: string): string => name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase())

type Class = new (params: unknown, options: unknown) => optim.Optimizer

// float64 may differ where exp and its like do, and where a long way magnifies that; LBFGS's line search takes the same
// path. float32 has a rounding of 6e-8 at each of 100 steps.
const tolerance = ({ dtype, optimizer }: Case): number =>
  dtype === 'float64' ? (optimizer === 'LBFGS' ? 1e-8 : 1e-10) : optimizer === 'LBFGS' ? 1e-3 : 5e-5

describe.each(cases.map((c, k) => [`${k}: ${c.optimizer} on ${c.function} in ${c.dtype}`, c] as const))(
  '%s',
  (_, c) => {
    test('points and losses of every step', () => {
      const params = c.start.map((v) => tensor(v, { dtype: c.dtype, requiresGrad: true }))
      const options = Object.fromEntries(Object.entries(c.options).map(([name, value]) => [camel(name), value]))
      const Optimizer = (optim as unknown as Record<string, Class>)[c.optimizer]!
      const { points, losses } = minimize(landscapes[c.function], {
        params,
        optimizer: new Optimizer(params, options),
        steps: c.losses.length
      })
      expect([points.length, losses.length]).toEqual([c.points.length, c.losses.length])
      const within = (got: number, want: number): boolean =>
        Math.abs(got - want) <= tolerance(c) * Math.max(1, Math.abs(want))
      c.points.forEach((wanted, k) => {
        expect(within(points[k]![0]!, wanted[0]) && within(points[k]![1]!, wanted[1]), `${points[k]} at ${k}`).toBe(
          true
        )
      })
      c.losses.forEach((wanted, k) => {
        expect(within(losses[k]!, wanted), `loss ${losses[k]} for ${wanted} at ${k}`).toBe(true)
      })
    })
  }
)

const start = (...values: number[]): Tensor[] => values.map((v) => tensor(v, { requiresGrad: true }))

test('SGD with momentum comes out of the channel of `pathological`', () => {
  const { points } = minimize(landscapes.pathological, {
    params: start(2.5, 2.5),
    optimizer: (params) => new optim.SGD(params, { lr: 0.02, momentum: 0.99 }),
    steps: 100
  })
  expect(points[99]![0]).toBeCloseTo(0.811, 4)
  expect(points[99]![1]).toBeCloseTo(-6.3344, 4)
})

test('a scheduler sets the rates that are reported', () => {
  const params = start(-1, 2)
  const { learningRates, points } = minimize(landscapes.rosenbrock, {
    params,
    optimizer: (given) => new optim.SGD(given, { lr: 1e-3 }),
    scheduler: (optimizer) => new optim.StepLR(optimizer, { stepSize: 2, gamma: 0.5 }),
    steps: 5
  })
  expect(learningRates).toEqual([1e-3, 1e-3, 5e-4, 5e-4, 2.5e-4])
  expect(points[5]).toEqual(params.map((p) => p.item()))
  expect(points[0]).toEqual([-1, 2])
})

test('a plateau sees the losses', () => {
  const { learningRates } = minimize((x) => x!.mul(0), {
    params: start(1),
    optimizer: (params) => new optim.SGD(params, { lr: 1 }),
    scheduler: (optimizer) => new optim.ReduceLROnPlateau(optimizer, { patience: 0, factor: 0.5 }),
    steps: 4
  })
  expect(learningRates).toEqual([1, 1, 0.5, 0.25])
})

test('parameters of many elements, and no steps', () => {
  const w = tensor([1, 2, 3], { requiresGrad: true })
  const b = tensor(4, { requiresGrad: true })
  const options = { params: [w, b], optimizer: new optim.SGD([w, b], { lr: 0.5 }) }
  expect(minimize((x, y) => x!.square().sum().add(y!), { ...options, steps: 1 }).points).toEqual([
    [1, 2, 3, 4],
    [0, 0, 0, 3.5]
  ])
  expect(minimize((x) => x!.sum(), { ...options, steps: 0 })).toEqual({
    losses: [],
    learningRates: [],
    points: [[0, 0, 0, 3.5]]
  })
})

test('ends by tolerance, by until or by a signal, and reports each step', () => {
  const bowl = { optimizer: (params: readonly Tensor[]) => new optim.SGD(params, { lr: 0.25 }), steps: 50 }
  const square = (x: Tensor) => x.square()
  // The gradient 2 x halves in each step from 2.
  const near = minimize(square, { ...bowl, params: start(1), tolerance: 0.1 })
  expect(near.points.map(([x]) => x)).toEqual([1, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625])
  expect([near.losses.length, near.learningRates.length]).toEqual([6, 6])
  expect(minimize(square, { ...bowl, params: start(-1), tolerance: 0.1 }).losses).toHaveLength(6)
  expect(minimize(square, { ...bowl, params: start(1), tolerance: 0 }).losses).toHaveLength(50)
  const seen: unknown[] = []
  const until = minimize(square, {
    ...bowl,
    params: start(1),
    until: ({ loss }) => loss < 0.1,
    onStep: (step) => seen.push(step)
  })
  expect(until.losses).toEqual([1, 0.25, 0.0625])
  expect(seen).toEqual([
    { step: 1, loss: 1, learningRate: 0.25, point: [0.5] },
    { step: 2, loss: 0.25, learningRate: 0.25, point: [0.25] },
    { step: 3, loss: 0.0625, learningRate: 0.25, point: [0.125] }
  ])
  const controller = new AbortController()
  const params = start(1)
  const stop = ({ step }: { step: number }): void => {
    if (step === 2) controller.abort(new Error('enough'))
  }
  expect(() => minimize(square, { ...bowl, params, signal: controller.signal, onStep: stop })).toThrow('enough')
  expect(params[0]!.item()).toBe(0.25)
  expect(() => minimize(square, { ...bowl, params, signal: controller.signal })).toThrow('enough')
  expect(params[0]!.item()).toBe(0.25)
})

test('a gradient that is not a number is not within the tolerance', () => {
  const steps = minimize((x) => x.sub(x).div(x.sub(x)), { params: start(1), optimizer: sgd, steps: 3, tolerance: 1 })
  expect(steps.losses).toHaveLength(3)
})

const sgd = (params: readonly Tensor[]) => new optim.SGD(params, { lr: 1 })
const refused: [string, () => unknown, string][] = [
  ['no function', () => minimize(1 as never, {} as never), 'minimize: expected fn to be a function but received 1'],
  [
    'no gradient',
    () => minimize((x) => x!, { params: [tensor(1)], optimizer: sgd, steps: 1 }),
    'minimize: expected params[0] to require a gradient; make it with { requiresGrad: true }'
  ],
  [
    'no optimizer',
    () => minimize((x) => x!, { params: start(1), optimizer: {} as never, steps: 1 }),
    'minimize: expected optimizer to be an optimizer or a function that makes one but received an object'
  ],
  [
    'no scheduler',
    () => minimize((x) => x!, { params: start(1), optimizer: sgd, scheduler: 1 as never, steps: 1 }),
    'minimize: expected scheduler to be a scheduler or a function that makes one but received 1'
  ],
  [
    'no tensors',
    () => minimize((x) => x!, { params: [1] as never, optimizer: sgd, steps: 1 }),
    'minimize: expected params to be an array of tensors but received [1]'
  ],
  [
    'steps',
    () => minimize((x) => x!, { params: start(1), optimizer: sgd, steps: 1.5 }),
    'minimize: expected steps to be a whole number >= 0 but received 1.5'
  ],
  [
    'tolerance',
    () => minimize((x) => x!, { params: start(1), optimizer: sgd, steps: 1, tolerance: -1 }),
    'minimize: expected tolerance to be a finite number >= 0 but received -1'
  ],
  [
    'signal',
    () => minimize((x) => x!, { params: start(1), optimizer: sgd, steps: 1, signal: {} as never }),
    'minimize: expected signal to be an AbortSignal but received an object'
  ],
  [
    'a number returned',
    () => minimize(() => 1 as never, { params: start(1), optimizer: sgd, steps: 1 }),
    'minimize: expected fn to return a tensor but it returned 1'
  ]
]

test.each(refused)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message }))
})
