// Curves in bounded memory: what is thinned keeps its extremes, what is read in parts is the whole.
import { expect, test } from 'vitest'
import { Series, thin } from '../../lib/watch/series.ts'

const filled = (count: number, value: (k: number) => number, most?: number): Series => {
  const series = new Series(most)
  for (let k = 0; k < count; k++) series.add(k, value(k))
  return series
}
const read = ({ steps, values, length }: Series): [number, number][] =>
  Array.from({ length }, (_, k) => [steps[k]!, values[k]!])

test('a curve that fits holds every point', () => {
  const series = filled(100, (k) => k * k)
  expect(read(series)).toEqual(Array.from({ length: 100 }, (_, k) => [k, k * k]))
})

test('a long one stays below its bound, in order, with its spikes and its ends', () => {
  const spikes = new Map([
    [17, 50],
    [60_001, -50],
    [98_765, 70]
  ])
  const series = filled(100_000, (k) => spikes.get(k) ?? Math.sin(k), 1024)
  const points = read(series)
  expect(points.length).toBeLessThanOrEqual(1024)
  expect(points.length).toBeGreaterThan(256)
  for (let k = 1; k < points.length; k++) expect(points[k]![0]).toBeGreaterThan(points[k - 1]![0])
  for (const [step, value] of spikes) expect(points).toContainEqual([step, value])
  expect(points[0]![0]).toBeLessThan(1024)
  expect(points.at(-1)![0]).toBeGreaterThan(99_000)
  // No part is coarser than another: the middle has about half of the points.
  const middle = points.filter(([step]) => step > 25_000 && step <= 75_000).length
  expect(middle / points.length).toBeCloseTo(0.5, 1)
})

test('the latest value is known before its point is', () => {
  expect(filled(100_001, (k) => k, 1024).last).toBe(100_000)
})

test('points that are not finite stay gaps, and thinning prefers numbers to them', () => {
  const gap = filled(3, (k) => (k === 1 ? Number.NaN : k))
  expect(read(gap)).toEqual([
    [0, 0],
    [1, Number.NaN],
    [2, 2]
  ])
  const { values } = thin(
    filled(4000, (k) => (k % 2 === 0 ? Number.NaN : k)),
    0,
    4000,
    10
  )
  expect(values).toHaveLength(20)
  expect(Array.from(values).every(Number.isFinite)).toBe(true)
})

test('the same step again replaces the point, and a reader gets the whole again', () => {
  const series = filled(3, (k) => k)
  const first = series.since(undefined, 100)!
  expect(first.reset).toBe(true)
  series.add(2, 20)
  const again = series.since(first.cursor, 100)!
  expect(again).toMatchObject({ reset: true, steps: [0, 1, 2], values: [0, 1, 20] })
})

test('dropping from a step, as a resume does', () => {
  const series = filled(10, (k) => k)
  const { cursor } = series.since(undefined, 100)!
  series.dropFrom(10)
  expect(series.since(cursor, 100)).toBe(null)
  series.dropFrom(6)
  expect(series.last).toBe(5)
  series.add(6, 60)
  expect(series.since(cursor, 100)).toMatchObject({ reset: true, steps: [0, 1, 2, 3, 4, 5, 6] })
})

test('a reader gets what is new, thinned where there is much', () => {
  const series = filled(10, (k) => k)
  const { cursor } = series.since(undefined, 100)!
  for (let k = 10; k < 13; k++) series.add(k, k)
  const news = series.since(cursor, 100)!
  expect(news).toMatchObject({ reset: false, steps: [10, 11, 12] })
  for (let k = 13; k < 1013; k++) series.add(k, k === 500 ? -1 : k)
  const many = series.since(news.cursor, 20)!
  expect(many.steps.length).toBeLessThanOrEqual(40)
  expect(many.values).toContain(-1)
})
