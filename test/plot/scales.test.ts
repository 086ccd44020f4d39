// Ticks and the text of numbers.
import { expect, test } from 'vitest'
import { thin } from '../../lib/plot/draw/thin.ts'
import { digits, place, rangeOf, share, ticks } from '../../lib/plot/scales.ts'

const texts = (from: number, to: number, more: object = {}, count = 5) =>
  ticks({ from, to, ...more }, count).map(({ text }) => text)

test('numbers have at most four digits', () => {
  const all = [
    0,
    1,
    -2.5,
    1 / 3,
    1234.5,
    999999,
    1e6,
    1234567,
    0.001,
    0.00012345,
    -1e-9,
    1e300,
    Number.NaN,
    Number.POSITIVE_INFINITY
  ]
  expect(all.map(digits)).toEqual([
    '0',
    '1',
    '-2.5',
    '0.3333',
    '1235',
    '1000000',
    '1e6',
    '1.235e6',
    '0.001',
    '1.234e-4',
    '-1e-9',
    '1e300',
    'NaN',
    'Infinity'
  ])
})

test('ticks are round, with the same decimals', () => {
  expect(texts(0, 1)).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0'])
  expect(texts(-0.3, 0.31)).toEqual(['-0.2', '0.0', '0.2'])
  expect(texts(3, 47)).toEqual(['10', '20', '30', '40'])
  expect(texts(0, 3e7)).toEqual(['0', '1e7', '2e7', '3e7'])
  expect(texts(2, 2)).toEqual(['2'])
  expect(texts(1, 3, { whole: true }, 20)).toEqual(['1', '2', '3'])
  expect(texts(0, 1, { names: ['a', 'b'] })).toEqual(['a', 'b'])
})

test('logarithmic ticks are powers of ten, and 2 and 5 times them where there are few', () => {
  expect(texts(1e-5, 1, { log: true })).toEqual(['1e-5', '1e-4', '0.001', '0.01', '0.1', '1'])
  expect(texts(1, 100, { log: true })).toEqual(['1', '2', '5', '10', '20', '50', '100'])
  expect(texts(1e-12, 1, { log: true })).toEqual(['1e-12', '1e-9', '1e-6', '0.001', '1'])
})

test('places: none for what is not finite, or not positive on a logarithmic axis', () => {
  expect([place({}, -2), place({}, Number.NaN), place({}, null)]).toEqual([-2, null, null])
  expect([place({ log: true }, 100), place({ log: true }, 0), place({ log: true }, -1)]).toEqual([2, null, null])
  expect(share({ from: 1, to: 100, log: true }, 10)).toBe(0.5)
  expect([share({ from: 0, to: 2 }, 5), share({ from: 0, to: 2 }, -5), share({ from: 1, to: 1 }, 1)]).toEqual([
    1, 0, 0.5
  ])
  expect(rangeOf([[1, null, Number.NaN], [3]], false, 0)).toEqual([1, 3])
  expect(rangeOf([[0, -1, 10, 1000]], true, 0)).toEqual([10, 1000])
  expect(rangeOf([[]])).toEqual([0, 1])
  expect(rangeOf([[2, 2]])).toEqual([1, 3])
})

test('a long line keeps its peaks, its ends and its order', () => {
  const points = Array.from(
    { length: 50_000 },
    (_, k) => [k, k === 31_234 ? 99 : k === 777 ? -99 : Math.sin(k)] as const
  )
  const fewer = thin(points)
  expect(fewer.length).toBeLessThanOrEqual(2100)
  expect(fewer[0]).toEqual(points[0])
  expect(fewer.at(-1)).toEqual(points.at(-1))
  expect(fewer).toContainEqual([31_234, 99])
  expect(fewer).toContainEqual([777, -99])
  expect(fewer.every(([x], k) => k === 0 || x! > fewer[k - 1]![0]!)).toBe(true)
  expect(thin(points.slice(0, 2000))).toHaveLength(2000)
})
