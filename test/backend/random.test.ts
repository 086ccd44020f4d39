import { describe, expect, test } from 'vitest'
import { run, Storage, setLevel, setNumThreads } from '../../lib/backend/index.ts'
import { countersUsed, wordsBelow } from '../../lib/backend/philox.ts'
import { philox } from '../../lib/util/philox.ts'
import { expectSameBits, FLOATS, floats, LEVELS, output } from './bits.ts'

const EVERYWHERE = [...LEVELS, 'js' as const]
const LENGTHS = [0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 67, 259, 1000, 1025, 20000]
// seed0, seed1, counter0, counter1; the last two make the low word of the counter wrap inside a group.
const STREAMS = [
  [0, 0, 0, 0],
  [123456789, 987654321, 5, 0],
  [0xffffffff, 0xffffffff, 0xfffffff9, 0xffffffff],
  [42, 1, 0xfffffffe, 7]
] as const

// Of counter 0 and key 0, as Random123 publishes them (test/util/philox.test.ts has more).
const KNOWN = '6627e8d5 e169c58d bc57ac4c 9b00dbd8'

const words = (text: string): number[] => text.split(' ').map((word) => Number.parseInt(word, 16))

describe('Philox4x32-10', () => {
  test('lies in the kernels as philox.ts says: word w of block b is element 16 w + b of a group', () => {
    const y = new Storage(new Int32Array(192))
    for (const level of EVERYWHERE) {
      setLevel(level)
      // All 2^32 integers are the words themselves.
      run('integers', [y], [192, 0, 0, 0, 0, 0, 4294967296])
      const unsigned = Array.from(y.array, (v) => v + 2147483648)
      expect([0, 16, 32, 48].map((k) => unsigned[k])).toEqual(words(KNOWN))
      const out = new Uint32Array(4)
      philox(16 + 5, 0, 0, 0, 0, 0, out, 0, 1)
      expect([0, 16, 32, 48].map((k) => unsigned[64 + 5 + k])).toEqual(Array.from(out))
    }
  })

  test('a call that begins where another ended continues with its stream', () => {
    for (const dtype of FLOATS) {
      const n = countersUsed('normal', 1, dtype) // 16: one group
      expect(n).toBe(16)
      const size = dtype === 'float32' ? 64 : 32
      const whole = output(dtype, 3 * size)
      run('normal', [whole], [3 * size, 9, 8, 100, 0], [1, 0])
      const rest = output(dtype, 2 * size)
      run('normal', [rest], [2 * size, 9, 8, 100 + countersUsed('normal', size, dtype), 0], [1, 0])
      expect(rest.array).toEqual(whole.array.slice(size))
    }
    expect(countersUsed('uniform', 0, 'float32')).toBe(0)
    expect(countersUsed('uniform', 65, 'float32')).toBe(32)
    expect(countersUsed('uniform', 65, 'float64')).toBe(48)
    expect(countersUsed('dropout', 65, 'float64')).toBe(32)
  })
})

describe('the same bits everywhere', () => {
  for (const stream of STREAMS) {
    test(`seed ${stream[0]}, counter ${stream[2]}`, () => {
      for (const n of LENGTHS) {
        for (const dtype of FLOATS) {
          expectSameBits('uniform', [output(dtype, n, 1)], [n, ...stream], [1, 0])
          expectSameBits('uniform', [output(dtype, n)], [n, ...stream], [0.3, -1.7])
          expectSameBits('normal', [output(dtype, n, 3)], [n, ...stream], [1, 0])
          expectSameBits('normal', [output(dtype, n)], [n, ...stream], [0.02, 5])
          const x = floats(dtype, n, { special: 9, shift: 1 })
          for (const below of [0, 1, wordsBelow(0.1), 4294967295, 4294967296]) {
            const sizes = [n, ...stream, below]
            expectSameBits('dropout', [x, output(dtype, n, 2), null], sizes, [1 / 0.9])
            expectSameBits('dropout', [x, output(dtype, n), output('bool', n, 1)], sizes, [1 / 0.9], [1, 2])
          }
        }
        for (const range of [1, 2, 3, 10, 1e6 + 3, 2147483649, 3000000000, 4294967295, 4294967296]) {
          for (const low of [0, 4294967296 - range])
            expectSameBits('integers', [output('int32', n, 1)], [n, ...stream, low, range], [], [1, 2])
        }
        for (const below of [0, 1, wordsBelow(0.5), 4294967296]) {
          expectSameBits('bernoulli', [output('bool', n, 1)], [n, ...stream, below], [], [1, 3])
        }
        expectSameBits('permutation', [output('int32', n, 1)], [n, ...stream], [], [1, 2])
      }
    })
  }

  test('dropout in place', () => {
    for (const level of EVERYWHERE) {
      setLevel(level)
      const x = floats('float32', 1000)
      const y = output('float32', 1000)
      run('dropout', [x, y, null], [1000, 1, 2, 3, 4, wordsBelow(0.25)], [1 / 0.75])
      run('dropout', [x, x, null], [1000, 1, 2, 3, 4, wordsBelow(0.25)], [1 / 0.75])
      expect(x.array).toEqual(y.array)
    }
  })
})

/** Mean, variance, third and fourth central moments over the variance's powers. */
function moments(values: ArrayLike<number>): [number, number, number, number] {
  const n = values.length
  let mean = 0
  for (let k = 0; k < n; k++) mean += values[k]! / n
  const m = [0, 0, 0]
  for (let k = 0; k < n; k++) for (let p = 0; p < 3; p++) m[p]! += (values[k]! - mean) ** (p + 2) / n
  return [mean, m[0]!, m[1]! / m[0]! ** 1.5, m[2]! / m[0]! ** 2]
}

/** Chi-square of counts against equal expectations, as a normal deviate (Wilson and Hilferty). */
function chiSquareDeviate(counts: number[], expected: (cell: number) => number): number {
  const chi = counts.reduce((sum, count, cell) => sum + (count - expected(cell)) ** 2 / expected(cell), 0)
  const df = counts.length - 1
  return ((chi / df) ** (1 / 3) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df))
}

// Fixed seeds: these pass or fail for good. Four standard deviations everywhere.
describe('distributions', () => {
  const n = 1 << 18
  const stream = [2024, 7, 0, 0] as const

  test('uniform', () => {
    setNumThreads(2)
    for (const dtype of FLOATS) {
      const y = output(dtype, n)
      run('uniform', [y], [n, ...stream], [1, 0])
      const [mean, variance, skew, kurtosis] = moments(y.array)
      expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n))
      expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n))
      expect(Math.abs(skew)).toBeLessThan(0.02)
      expect(Math.abs(kurtosis - 1.8)).toBeLessThan(0.01)
      const counts = new Array<number>(256).fill(0)
      let low = 1
      let high = 0
      for (const v of y.array) {
        counts[Math.floor(v * 256)]!++
        low = Math.min(low, v)
        high = Math.max(high, v)
      }
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThan(1)
      expect(Math.abs(chiSquareDeviate(counts, () => n / 256))).toBeLessThan(4)
      // Neighbors are independent.
      let product = 0
      for (let k = 1; k < n; k++) product += (y.array[k]! - 0.5) * (y.array[k - 1]! - 0.5)
      expect(Math.abs(product / n)).toBeLessThan(4 / 12 / Math.sqrt(n))
    }
  })

  test('normal', () => {
    for (const dtype of FLOATS) {
      const y = output(dtype, n)
      run('normal', [y], [n, ...stream], [1, 0])
      const [mean, variance, skew, kurtosis] = moments(y.array)
      expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n))
      expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
      expect(Math.abs(skew)).toBeLessThan(4 * Math.sqrt(6 / n))
      expect(Math.abs(kurtosis - 3)).toBeLessThan(4 * Math.sqrt(24 / n))
      // Quantiles of the normal distribution at 0.1 to 0.9.
      const deciles = [-1.2815516, -0.8416212, -0.5244005, -0.2533471, 0, 0.2533471, 0.5244005, 0.8416212, 1.2815516]
      const counts = new Array<number>(10).fill(0)
      for (const v of y.array) counts[deciles.filter((d) => v >= d).length]!++
      expect(Math.abs(chiSquareDeviate(counts, () => n / 10))).toBeLessThan(4)
    }
  })

  test('normal follows Box and Muller on the words of its group', () => {
    const y = new Storage(new Float64Array(32))
    const w = new Storage(new Int32Array(64))
    run('normal', [y], [32, ...stream], [1, 0])
    run('integers', [w], [64, ...stream, 0, 4294967296])
    const word = (k: number): number => w.array[k]! + 2147483648
    for (let k = 0; k < 16; k++) {
      const u = (Math.floor(word(k) / 32) * 67108864 + Math.floor(word(16 + k) / 64) + 1) / 2 ** 53
      const v = (Math.floor(word(32 + k) / 32) * 67108864 + Math.floor(word(48 + k) / 64)) / 2 ** 53
      const r = Math.sqrt(-2 * Math.log(u))
      expect(Math.abs(y.array[k]! - r * Math.cos(2 * Math.PI * v))).toBeLessThan(1e-14)
      expect(Math.abs(y.array[16 + k]! - r * Math.sin(2 * Math.PI * v))).toBeLessThan(1e-14)
    }
  })

  test('integers', () => {
    const y = output('int32', n)
    for (const [from, to] of [
      [-3, 4],
      [0, 100],
      [1000, 1257]
    ] as const) {
      run('integers', [y], [n, ...stream, from + 2147483648, to - from])
      const counts = new Array<number>(to - from).fill(0)
      for (const v of y.array) counts[v - from]!++
      expect(Math.abs(chiSquareDeviate(counts, () => n / (to - from)))).toBeLessThan(4)
    }
    // Without the further attempts every third value of a range of 3 * 2^30 would be twice as likely as the others.
    run('integers', [y], [n, ...stream, 0, 3 * 2 ** 30])
    const thirds = [0, 0, 0]
    for (const v of y.array) thirds[(v + 2147483648) % 3]!++
    expect(Math.abs(chiSquareDeviate(thirds, () => n / 3))).toBeLessThan(4)
  })

  test('permutation', () => {
    const y = output('int32', 1000)
    run('permutation', [y], [1000, ...stream])
    expect(Array.from(y.array).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, k) => k))
    // All 24 orders of 4 are as likely as each other.
    const counts = new Map<string, number>()
    const four = output('int32', 4)
    for (let k = 0; k < 24000; k++) {
      run('permutation', [four], [4, 1, 2, 16 * k, 0])
      const order = four.array.join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    expect(Math.abs(chiSquareDeviate([...counts.values()], () => 1000))).toBeLessThan(4)
  })

  test('bernoulli and dropout', () => {
    const p = 0.3
    const y = output('bool', n)
    run('bernoulli', [y], [n, ...stream, wordsBelow(p)])
    let ones = 0
    for (const v of y.array) ones += v
    expect(Math.abs(ones / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n))
    const x = new Storage(new Float32Array(n).fill(1))
    const out = output('float32', n)
    const mask = output('bool', n)
    run('dropout', [x, out, mask], [n, ...stream, wordsBelow(p)], [1 / (1 - p)])
    const scale = Math.fround(1 / (1 - p))
    // The same words: what bernoulli makes 1, dropout drops.
    for (let k = 0; k < n; k++) {
      if (mask.array[k] !== 1 - y.array[k]! || out.array[k] !== mask.array[k]! * scale) expect.fail(`element ${k}`)
    }
  })
})

test('refuses words and ranges that do not fit', () => {
  const y = output('int32', 4)
  expect(() => run('integers', [y], [4, 0, 0, 0, 0, 0, 0])).toThrow('integers: expected range > 0')
  expect(() => run('integers', [y], [4, 0, 0, 0, 0, 1, 4294967296])).toThrow('low + range <= 4294967296')
  expect(() => run('permutation', [y], [4, 4294967296, 0, 0, 0])).toThrow('seed0 < 4294967296')
})
