// Products of bfloat16 beyond the small cases of the fuzz: their meaning, sums next to the smallest normal number, and sizes
// on both sides of every block, at all levels, with the instruction and without it.
import { afterEach, describe, expect, test } from 'vitest'
import { run, Storage, setNumThreads } from '../../lib/backend/index.ts'
import { fmaFlushed, roundBfloat16 } from '../../lib/backend/js/pairs.ts'
import { choose, expectSameBits, floats, LEVELS, output, waysOf } from './bits.ts'

afterEach(() => {
  choose({ level: LEVELS[0] ?? 'js', emulated: false })
  setNumThreads(1)
})

const ALL = [...waysOf('gemmBfloat16'), { name: 'js', level: 'js' as const, emulated: false }]

/** c + a b of rows of terms, one column wide enough that the lanes differ: at a way. */
function sums(way: (typeof ALL)[number], start: number, terms: readonly (readonly [number, number])[]): number {
  choose(way)
  const k = terms.length
  const a = new Storage(Float32Array.from({ length: 3 * k }, (_, i) => terms[i % k]![0]))
  const b = new Storage(Float32Array.from({ length: 40 * k }, (_, i) => terms[Math.floor(i / 40)]![1]))
  const c = new Storage(new Float32Array(120).fill(start))
  run('gemmBfloat16', [a, b, null, c], [3, 40, k, k, 1, 40, 1, 0, 0, 40, 1, 0, 0])
  for (const x of c.array) expect(Object.is(x, c.array[0]) || (Number.isNaN(x) && Number.isNaN(c.array[0]!))).toBe(true)
  return c.array[0]!
}

describe('a sum of products of bfloat16', () => {
  const least = 2 ** -126
  const CASES: [string, number, [number, number][], number][] = [
    [
      'rounds its inputs to 8 bits, ties to even',
      0,
      [
        [1 + 2 ** -8, 1],
        [1 + 3 * 2 ** -8, 2 ** 10]
      ],
      1 + 2 ** 10 * (1 + 2 ** -6)
    ],
    [
      'takes the second of two terms first',
      1,
      [
        [-1, 1],
        [2 ** -24, 1]
      ],
      0
    ],
    [
      'rounds after each term',
      2 ** 24,
      [
        [1, 1],
        [1, 1]
      ],
      2 ** 24
    ],
    [
      'reads denormals as zeros',
      0,
      [
        [1e-40, 2 ** 100],
        [1, 1e-40]
      ],
      0
    ],
    ['flushes a denormal start', 1e-40, [[0, 0]], 0],
    ['keeps the sign of what it flushes', -0, [[-(2 ** -70), 2 ** -70]], -0],
    ['loses a negative zero next to a missing partner', -0, [[0, -1]], 0],
    ['flushes what rounds below the smallest normal number', least, [[-(2 ** -75), 2 ** -75]], 0],
    ['keeps half an ulp below it, which rounds to even', least, [[-(2 ** -75), 2 ** -76]], least],
    ['flushes a little more than half an ulp below it', least, [[-(2 ** -75), 2 ** -76 * (1 + 2 ** -7)]], 0],
    ['keeps a little less', least, [[-(2 ** -75), 2 ** -77 * (1 + 127 / 128)]], least],
    ['overflows', 3e38, [[2 ** 127, 1]], Infinity],
    ['makes NaN of infinities that cancel', Infinity, [[-Infinity, 1]], Number.NaN]
  ]
  test.each(CASES)('%s', (_, start, terms, want) => {
    for (const way of ALL) expect(sums(way, start, terms), way.name).toBe(want)
  })

  test('is the composition of its two fused operations', () => {
    const [a, b] = [floats('float32', 64).array, floats('float32', 64, { seed: 2 }).array]
    let sum = 0.5
    for (let k = 0; k < 64; k += 2)
      for (const at of [k + 1, k]) sum = fmaFlushed(roundBfloat16(a[at]!), roundBfloat16(b[at]!), sum)
    const terms = Array.from(a, (x, k): [number, number] => [x, b[k]!])
    for (const way of ALL) expect(sums(way, 0.5, terms), way.name).toBe(sum)
  })
})

describe('the same bits across the limits of blocks', () => {
  const SIZES: [number, number, number][] = [
    [13, 65, 799],
    [25, 31, 1603],
    [1, 130, 301],
    [130, 1, 301],
    [1030, 17, 21]
  ]
  test.each(SIZES)('gemm %i x %i over %i', (m, n, k) => {
    for (const [left, right] of ['nn', 'nt', 'tn', 'tt']) {
      const [ars, acs] = left === 'n' ? [k, 1] : [1, m]
      const [brs, bcs] = right === 'n' ? [n, 1] : [1, k]
      const [a, b] = [floats('float32', m * k, { special: 9999 }), floats('float32', k * n, { seed: 2 })]
      const sizes = [m, n, k, ars, acs, brs, bcs, 0, 1, n, 0, 2, 0]
      expectSameBits('gemmBfloat16', [a, b, floats('float32', n), output('float32', m * n)], sizes, [], [1, 3])
    }
  })

  test('operands that are contiguous in no direction', () => {
    const [m, n, k] = [9, 21, 19]
    const sizes = [m, n, k, 3 * k, 3, 2 * n + 1, 2, 0, 0, n, 0, 0, 0]
    const [a, b] = [floats('float32', 3 * m * k), floats('float32', k * (2 * n + 1), { seed: 2 })]
    expectSameBits('gemmBfloat16', [a, b, null, output('float32', m * n)], sizes)
  })

  // n, ci, side, co, kernel, stride, padding
  const CONVOLUTIONS: [number, number, number, number, number, number, number][] = [
    [1, 3, 27, 9, 3, 1, 1],
    [9, 4, 6, 17, 3, 1, 1],
    [2, 9, 13, 5, 3, 2, 1],
    [3, 70, 3, 33, 3, 1, 1],
    [16, 127, 12, 130, 3, 3, 0]
  ]
  test.each(CONVOLUTIONS)('convolution of %i x %i x %i^2 to %i, kernel %i, stride %i, padding %i', (...c) => {
    const [n, ci, side, co, kernel, stride, pad] = c
    const out = Math.floor((side + 2 * pad - kernel) / stride) + 1
    const sizes = [n, ci, side, side, co, kernel, kernel, out, out, stride, stride, pad, pad, 1, 1, 1]
    const make = (length: number, seed: number) => floats('float32', length, { seed, special: 9999 })
    const [x, w, y] = [make(n * ci * side ** 2, 1), make(co * ci * kernel ** 2, 2), make(n * co * out ** 2, 3)]
    const threads = [1, 3]
    expectSameBits(
      'conv2dBfloat16',
      [x, w, floats('float32', co), output('float32', y.array.length)],
      [...sizes, 1],
      [],
      threads
    )
    expectSameBits('conv2dInputBfloat16', [y, w, make(x.array.length, 4)], [...sizes, 1], [], threads)
    expectSameBits(
      'conv2dWeightBfloat16',
      [x, y, make(w.array.length, 5), floats('float32', co)],
      [...sizes, 1],
      [],
      threads
    )
  })

  test.each([0, 1])('attention of 70 queries and 67 keys, causal %i', (causal) => {
    const [heads, queries, keys, depth, width] = [2, 70, 67, 9, 11]
    const rows = (n: number, d: number) => [heads * n * d, n * d, d]
    const make = (length: number, seed: number) => floats('float32', length, { seed })
    const [q, k, v] = [make(heads * queries * depth, 1), make(heads * keys * depth, 2), make(heads * keys * width, 3)]
    const sizes = [1, heads, queries, keys, depth, width, causal]
    const first = [rows(queries, depth), rows(keys, depth), rows(keys, width), [0, 0, 0], rows(queries, width)].flat()
    const [y, dy, lse] = [make(heads * queries * width, 4), make(heads * queries * width, 5), make(heads * queries, 6)]
    const results = [q, k, v].map((x) => output('float32', x.array.length))
    expectSameBits('attentionBfloat16', [q, k, v, null, y, lse], [...sizes, ...first], [1 / 3])
    const all = [...first, ...rows(queries, width), ...rows(queries, depth), ...rows(keys, depth), ...rows(keys, width)]
    expectSameBits('attentionBackwardBfloat16', [q, k, v, null, y, lse, dy, ...results], [...sizes, ...all], [1 / 3])
  })
})
