// Landscapes: minima, known values, gradients, plots of whole grids, and PyTorch's losses on its trajectories.
import { expect, test } from 'vitest'
import { gradcheck } from '../../lib/autograd/gradcheck.ts'
import * as landscapes from '../../lib/landscapes/index.ts'
import { tensor } from '../../lib/tensor/create.ts'

const at = (f: landscapes.Landscape, x: number, y: number): number =>
  f(tensor(x, { dtype: 'float64' }), tensor(y, { dtype: 'float64' })).item()

const values: [landscapes.Landscape, string, number, number, number][] = [
  [landscapes.rosenbrock, 'rosenbrock', 1, 1, 1],
  [landscapes.rosenbrock, 'rosenbrock', -1, 2, 105],
  [landscapes.pathological, 'pathological', 0, 0, 0.5],
  [landscapes.pathological, 'pathological', 2.5, 2.5, 1.922549593295596],
  [landscapes.trimodal, 'trimodal', 0.5, 0, -0.007681037929127764],
  [landscapes.beale, 'beale', 3, 0.5, 0],
  [landscapes.beale, 'beale', 1, 1, 14.203125],
  [landscapes.himmelblau, 'himmelblau', 3, 2, 0],
  [landscapes.himmelblau, 'himmelblau', 0, 0, 170],
  [landscapes.himmelblau, 'himmelblau', -2.805118086952745, 3.131312518250573, 0],
  [landscapes.rastrigin, 'rastrigin', 0, 0, 0],
  [landscapes.rastrigin, 'rastrigin', 1, 2, 5],
  [landscapes.ackley, 'ackley', 0, 0, 0],
  [landscapes.ackley, 'ackley', 1, 1, 3.6253849384403627]
]

test.each(values)('%o: %s(%f, %f) is %f', (f, _, x, y, wanted) => {
  expect(Math.abs(at(f, x, y) - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)))
})

const { makeRosenbrock, gaussian, sumOf, ...functions } = landscapes

const made = {
  makeRosenbrock: makeRosenbrock({ a: 2, b: 50 }),
  gaussian: gaussian({ mean: [0.5, 1], sigma: [1, 2] }),
  sumOf: sumOf(functions.rosenbrock, gaussian())
}

test.each(Object.entries({ ...functions, ...made }))(
  '%s has the gradient that differences show, on a grid too',
  (name, f) => {
    const grid = (values: number[]) => tensor(values, { dtype: 'float64', requiresGrad: true })
    gradcheck((x, y) => f(x!, y!), [grid([0.3, -1.2, 2.1]), grid([0.7, 0.4, -0.6])])
    const [x, y] = [0.3, 0.4].map((v) => tensor(v, { requiresGrad: true }))
    const z = f(x!, y!)
    expect(z.shape, name).toEqual([])
    expect(z.dtype).toBe('float32')
  }
)

test('a constant as a third argument is refused; makeRosenbrock takes constants', () => {
  const [x, y] = [tensor(2), tensor(4)]
  for (const [name, f] of Object.entries(functions)) {
    const call = f as (...args: unknown[]) => unknown
    expect(() => call(x, y, 2, 50)).toThrow(`${name}: expected two tensors but received 4 arguments`)
    expect(() => call(x, 4)).toThrow(`${name}: expected y to be a tensor but received 4`)
  }
  const call = landscapes.rosenbrock as (...args: unknown[]) => unknown
  expect(() => call(x, y, 2)).toThrow('; for other constants use makeRosenbrock({ a, b })')
  expect(makeRosenbrock({ a: 2, b: 50 })(x, y).item()).toBe(1)
  expect(makeRosenbrock({ b: 1 })(x, x).item()).toBe(1 + 4 + 1)
  expect(makeRosenbrock()(x, x).item()).toBe(landscapes.rosenbrock(x, x).item())
  expect(() => makeRosenbrock({ b: 0 })).toThrow('makeRosenbrock: expected b to be a finite number > 0 but received 0')
})

test('what a plot needs: the start and the minima lie in the domain, and a minimum is lower than what is around it', () => {
  for (const [name, f] of Object.entries({ ...functions, ...made })) {
    const { domain, start, minima, log } = f
    for (const [x, y] of [start, ...minima]) {
      expect(x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1], `${name} ${x} ${y}`).toBe(
        true
      )
    }
    for (const [x, y] of minima) {
      const lowest = at(f, x, y)
      for (const [dx, dy] of [
        [0.02, 0],
        [-0.02, 0],
        [0, 0.02],
        [0, -0.02]
      ] as const) {
        expect(at(f, x + dx, y + dy), `${name} next to ${x}, ${y}`).toBeGreaterThan(lowest)
      }
      expect(at(f, start[0], start[1]), name).toBeGreaterThan(lowest)
    }
    if (log) expect(at(f, ...(minima[0] ?? start)), name).toBeGreaterThan(0)
  }
  expect([functions.pathological.minima, functions.himmelblau.minima.length]).toEqual([[], 4])
  expect([functions.rosenbrock.name, functions.rosenbrock.log, functions.rosenbrock.start]).toEqual([
    'rosenbrock',
    true,
    [-1, 2]
  ])
})

test('gaussian is minus the density, sumOf adds', () => {
  const density = (x: number, y: number): number =>
    Math.exp(-0.5 * ((x - 0.5) ** 2 + ((y - 1) / 2) ** 2)) / (2 * Math.PI * 2)
  expect(at(made.gaussian, 0.2, -0.4)).toBeCloseTo(-density(0.2, -0.4), 14)
  expect(at(gaussian(), 0, 0)).toBeCloseTo(-1 / (2 * Math.PI), 14)
  const holes = sumOf(
    ...(
      [
        [1, -0.5],
        [-1, 0.5],
        [-0.5, -0.8]
      ] as const
    ).map((mean) => gaussian({ mean, sigma: 0.2 }))
  )
  expect(at(holes, 0.8, -0.4)).toBeCloseTo(at(functions.trimodal, 0.8, -0.4), 12)
  expect(holes.domain.x).toEqual([-1.6, 1.6])
  expect([holes.start, holes.minima, holes.log]).toEqual([gaussian({ mean: [1, -0.5], sigma: 0.2 }).start, [], false])
  expect(() => gaussian({ sigma: 0 })).toThrow(
    'gaussian: expected sigma to be a finite number > 0 or an array of 2 elements, each a finite number > 0 but received 0'
  )
  expect(() => gaussian({ mean: [1] as never })).toThrow('gaussian: expected mean to be an array of 2 elements')
  expect(() => sumOf(gaussian())).toThrow('sumOf: expected two or more landscapes but received 1')
  expect(() => sumOf(gaussian(), ((x: unknown) => x) as never)).toThrow(
    'sumOf: expected terms[1] to be a landscape but received a function'
  )
  expect(() => (holes as (...args: unknown[]) => unknown)(tensor(1), tensor(2), 3)).toThrow(
    'sumOf: expected two tensors but received 3 arguments'
  )
})
