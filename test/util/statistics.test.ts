// Statistics against numbers that were computed by hand.
import { expect, test } from 'vitest'
import { deviation, estimate, pairedDifference, pairedRatio, quantile, t95, wilson } from '../../lib/util/statistics.ts'

test('quantiles lie between two values', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile([1, 2, 4, 8], q))).toEqual([1, 1.75, 3, 5, 8])
  expect(quantile([], 0.5)).toBeNaN()
})

test('mean, deviation and interval', () => {
  // 2, 4, 6: mean 4, sd 2, t(2) = 4.30265: half a width of 4.30265 * 2 / sqrt(3) = 4.96828.
  const { mean, sd, low, high, n } = estimate([2, 4, 6])
  expect([mean, sd, n]).toEqual([4, 2, 3])
  expect(low).toBeCloseTo(4 - 4.96828, 4)
  expect(high).toBeCloseTo(4 + 4.96828, 4)
})

test('one value decides nothing', () => {
  expect(deviation([3])).toBeNaN()
  expect(estimate([3])).toMatchObject({ mean: 3, low: -Infinity, high: Infinity, n: 1 })
})

test('pairs: what the seeds have in common cancels', () => {
  // Differences 1, 1, 1.
  expect(pairedDifference([11, 21, 31], [10, 20, 30])).toMatchObject({ mean: 1, sd: 0, low: 1, high: 1 })
  expect(pairedRatio([20, 44], [10, 20])).toMatchObject({ mean: 2.1 })
  expect(pairedDifference([1, 2, 3], [1]).n).toBe(1)
})

test("Student's t: 97.5 % points of the tables", () => {
  for (const [freedom, value] of [
    [1, 12.7062],
    [2, 4.3027],
    [9, 2.2622],
    [20, 2.086],
    [30, 2.0423],
    [60, 2.0003],
    [120, 1.9799]
  ] as const) {
    expect(t95(freedom)).toBeCloseTo(value, 3)
  }
})

test("Wilson's interval of a share", () => {
  // 8 of 10: (0.8 + 0.19207 ± 1.95996 sqrt(0.016 + 0.009604)) / 1.38415.
  const { low, high } = wilson(8, 10)
  expect([low, high].map((v) => v.toFixed(4))).toEqual(['0.4902', '0.9433'])
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
  expect(wilson(5, 5).high).toBeCloseTo(1, 10)
})
