// Filled contours: areas, directions of rings, borders, saddles, missing values.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Grid, rings } from '../../lib/plot/contours.ts'

const spaced = (from: number, to: number, n: number) =>
  Array.from({ length: n }, (_, k) => from + (k * (to - from)) / (n - 1))
const gridOf = (f: (x: number, y: number) => number | null, n = 81, half = 2): Grid => {
  const x = spaced(-half, half, n)
  return { x, y: x, z: x.map((b) => x.map((a) => f(a, b))) }
}

/** Twice the area of a ring is its shoelace sum; positive when the inside is on the left. */
const area = (ring: readonly number[]): number => {
  let sum = 0
  for (let k = 0; k < ring.length; k += 2) {
    const [a, b] = [ring[k]!, ring[k + 1]!]
    const [c, d] = [ring[(k + 2) % ring.length]!, ring[(k + 3) % ring.length]!]
    sum += a * d - c * b
  }
  return sum / 2
}
const total = (grid: Grid, level: number): number => rings(grid, level).reduce((sum, ring) => sum + area(ring), 0)

test('a cone: a circle of the right area, as a hole where the inside is below', () => {
  const cone = gridOf((x, y) => 1.5 - Math.sqrt(x * x + y * y))
  const [ring, ...more] = rings(cone, 0.5)
  expect(more).toEqual([])
  expect(area(ring!)).toBeCloseTo(Math.PI, 2)
  for (let k = 0; k < ring!.length; k += 2) expect(Math.hypot(ring![k]!, ring![k + 1]!)).toBeCloseTo(1, 2)
  const funnel = gridOf((x, y) => Math.sqrt(x * x + y * y))
  expect(
    rings(funnel, 1)
      .map((r) => Math.sign(area(r)))
      .sort()
  ).toEqual([-1, 1])
  expect(total(funnel, 1)).toBeCloseTo(16 - Math.PI, 2)
})

test('all of the grid, none of it, and half of it, which closes along the border', () => {
  const slope = gridOf((x) => x, 5)
  expect(rings(slope, -9)).toHaveLength(1)
  expect(total(slope, -9)).toBeCloseTo(16, 12)
  expect(rings(slope, 9)).toEqual([])
  expect(total(slope, 0)).toBeCloseTo(8, 12)
  expect(total(slope, 0.5)).toBeCloseTo(6, 12)
})

test('a saddle is joined or parted by its middle', () => {
  const corners = (a: number, b: number): Grid => ({
    x: [0, 1],
    y: [0, 1],
    z: [
      [a, b],
      [b, a]
    ]
  })
  expect(rings(corners(1, -0.5), 0)).toHaveLength(1)
  expect(rings(corners(0.5, -1), 0)).toHaveLength(2)
  expect(rings(corners(-0.5, 1), 0)).toHaveLength(1)
  expect(rings(corners(-1, 0.5), 0)).toHaveLength(2)
})

test('missing values are a hole', () => {
  const holed = gridOf((x, y) => (Math.abs(x) < 0.35 && Math.abs(y) < 0.35 ? null : 1), 41)
  // It reaches to the last known points, at 0.4, and half a cell is cut off at each corner.
  expect(total(holed, 0)).toBeCloseTo(16 - (0.8 ** 2 - 4 * (0.1 ** 2 / 2)), 10)
})

test('on any grid: rings stay on it, and a higher level has a smaller area', () => {
  const values = fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 4 }), {
    minLength: 4,
    maxLength: 4
  })
  fc.assert(
    fc.property(values, (z) => {
      const line = [0, 1, 2, 3]
      const grid = { x: line, y: line, z }
      const [low, high] = [total(grid, -1.5), total(grid, 1.5)]
      expect(high).toBeGreaterThanOrEqual(-1e-9)
      expect(low).toBeGreaterThanOrEqual(high - 1e-9)
      expect(low).toBeLessThanOrEqual(9 + 1e-9)
      for (const ring of rings(grid, 0.5)) {
        expect(ring.length % 2).toBe(0)
        expect(ring.every((v) => v >= 0 && v <= 3)).toBe(true)
      }
    })
  )
})
