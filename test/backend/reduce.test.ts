import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as kernels from '../../lib/backend/calls.ts'
import { run, Storage, setLevel, setNumThreads } from '../../lib/backend/index.ts'
import { REDUCE_OPS } from '../../lib/backend/js/reduce.ts'
import { expectSameBits, FLOATS, firstDifference, floats, indices, output } from './bits.ts'

const LENGTHS = [0, 1, 15, 16, 17, 31, 33, 67, 1000]

test('reduce has the same bits everywhere', () => {
  for (const dtype of FLOATS) {
    for (const op of Object.values(REDUCE_OPS)) {
      for (const n of LENGTHS) {
        for (const [outer, inner] of [
          [1, 1],
          [5, 1],
          [3, 7],
          [1, 33]
        ] as const) {
          for (const special of [0, 20]) {
            const x = floats(dtype, outer * n * inner, { special, shift: 1, seed: n + 1 })
            expectSameBits(
              'reduce',
              [x, floats(dtype, outer * inner)],
              [op, outer, n, inner, n % 2],
              [op === 0 ? n : 3],
              [1, 3]
            )
          }
        }
      }
    }
  }
})

test('sums of one element each, which do not become native calls, have the same bits', () => {
  for (const dtype of FLOATS) {
    for (const [outer, inner] of [
      [1, 1],
      [8, 1],
      [2, 4],
      [9, 1]
    ] as const) {
      for (const accumulate of [0, 1]) {
        for (const divisor of [1, 3]) {
          const n = outer * inner
          const call = (special: number) => ({
            x: { storage: floats(dtype, n + 1, { special, seed: n }), offset: 1 },
            y: { storage: floats(dtype, n + 2, { seed: n + 1 }), offset: 2 }
          })
          for (const special of [0, 2]) {
            const [small, wanted] = [call(special), call(special)]
            kernels.reduce({ ...small, op: REDUCE_OPS.sum, outer, n: 1, inner, accumulate, divisor })
            run('reduce', [wanted.x, wanted.y], [REDUCE_OPS.sum, outer, 1, inner, accumulate], [divisor])
            expect(firstDifference(small.y.storage.array, wanted.y.storage.array)).toBe(-1)
          }
        }
      }
    }
  }
})

test('reduce has the same bits with many blocks, for any number of threads', () => {
  for (const dtype of FLOATS) {
    for (const [outer, n, inner] of [
      [1, 70000, 1],
      [2, 4097, 1],
      [300, 100, 1],
      [1, 4500, 9],
      [1, 130, 1100],
      [9, 65, 40]
    ] as const) {
      for (const special of [0, 3000]) {
        const x = floats(dtype, outer * n * inner, { special })
        expectSameBits('reduce', [x, floats(dtype, outer * inner)], [0, outer, n, inner, 1], [n])
        expectSameBits('reduce', [x, output(dtype, outer * inner)], [4, outer, n, inner, 0], [1])
      }
    }
  }
})

// Long lines and many of them side by side: both at once in one shape, which takes long in JavaScript.
const outer = fc.integer({ min: 0, max: 4 })
const inner = fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 20 }))
const anyShape = fc.oneof(
  fc.tuple(outer, fc.integer({ min: 1, max: 90 }), fc.oneof(inner, fc.constant(300))),
  fc.tuple(outer, fc.constant(4200), inner)
)
const BOTH: [number, number, number] = [1, 4200, 300]

test('variance, extreme and extremeBackward have the same bits for any shape', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FLOATS),
      anyShape,
      fc.constantFrom(0, 5, 200),
      fc.integer({ min: 0, max: 3 }),
      (dtype, [outer, n, inner], special, shift) => {
        const x = floats(dtype, outer * n * inner, { special, shift, seed: n })
        const out = () => output(dtype, outer * inner, shift)
        const sizes = [outer, n, inner]
        expectSameBits('variance', [x, out(), out()], sizes, [n - 1], [1, 7])
        const index = () => output('int32', outer * inner)
        for (const largest of [0, 1]) {
          expectSameBits('extreme', [x, out(), index()], [largest, ...sizes], [], [1, 7])
          expectSameBits('extreme', [x, out(), null], [largest, ...sizes], [], [1])
          expectSameBits('extreme', [x, null, index()], [largest, ...sizes], [], [1])
        }
        const dy = floats(dtype, outer * inner, { special })
        expectSameBits(
          'extremeBackward',
          [dy, indices(outer * inner, n), output(dtype, outer * n * inner)],
          sizes,
          [],
          [1, 7]
        )
      }
    ),
    { numRuns: 30, examples: [['float32', BOTH, 5, 1]] }
  )
})

test('anyAll has the same bits everywhere', () => {
  for (const [outer, n, inner] of [
    [1, 0, 1],
    [3, 5, 1],
    [2, 3, 40],
    [4, 1000, 1],
    [0, 3, 3]
  ] as const) {
    const x = Storage.allocate('bool', outer * n * inner)
    for (let k = 0; k < x.array.length; k++) x.array[k] = k % 11 < 5 ? 1 : 0
    for (const all of [0, 1]) expectSameBits('anyAll', [x, output('bool', outer * inner)], [all, outer, n, inner])
  }
})

test('foreachNorm, foreachSquares and foreachMul have the same bits everywhere', () => {
  const lengths = [3, 0, 16384, 40000, 17, 1, 16385]
  for (const dtype of FLOATS) {
    for (const special of [0, 30000]) {
      const list = lengths.map((n, k) => floats(dtype, n, { special, seed: k + 1, shift: k % 3 }))
      for (const p of [0, 1, 2]) {
        expectSameBits('foreachNorm', [...list, output('float64', 1)], [p, list.length, ...lengths])
      }
      expectSameBits('foreachSquares', [...list, output('float64', 9)], [list.length, 9, ...lengths])
      expectSameBits('foreachMul', list, [list.length, ...lengths], [0.37])
    }
  }
})

// --- what they mean, against float64 sums written plainly ---------------------------------------------------------

function call(kernel: string, buffers: (Storage | null)[], sizes: number[], numbers: number[] = []): void {
  setLevel('js')
  setNumThreads(1)
  ;(run as (...args: unknown[]) => void)(kernel, buffers, sizes, numbers)
}

const column = (x: Storage, outer: number, n: number, inner: number, at: number): number[] => {
  const o = Math.floor(at / inner)
  return Array.from({ length: n }, (_, k) => x.array[(o * n + k) * inner + (at % inner)]!).slice(0, outer > 0 ? n : 0)
}

test('reduce means sum, norms, maximum and product over the middle dimension', () => {
  const references: [number, (v: number[]) => number][] = [
    [REDUCE_OPS.sum, (v) => v.reduce((a, b) => a + b, 0)],
    [REDUCE_OPS.sumAbs, (v) => v.reduce((a, b) => a + Math.abs(b), 0)],
    [REDUCE_OPS.sumSquares, (v) => v.reduce((a, b) => a + b * b, 0)],
    [REDUCE_OPS.norm, (v) => Math.hypot(...v)],
    [REDUCE_OPS.largestAbs, (v) => Math.max(0, ...v.map(Math.abs))],
    [REDUCE_OPS.product, (v) => v.reduce((a, b) => a * b, 1)]
  ]
  for (const [outer, n, inner] of [
    [3, 50, 1],
    [2, 70, 5],
    [1, 5000, 1],
    [2, 0, 3]
  ] as const) {
    const x = floats('float64', outer * n * inner, { scale: 1.5 })
    for (const [op, reference] of references) {
      const y = output('float64', outer * inner)
      call('reduce', [x, y], [op, outer, n, inner, 0], [4])
      for (let at = 0; at < outer * inner; at++) {
        const expected = reference(column(x, outer, n, inner, at)) / 4
        expect(Math.abs(y.array[at]! - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected) + 1e-13)
      }
    }
  }
})

test('reduce adds to what y holds when told to', () => {
  const y = new Storage(Float32Array.of(10, 20))
  call('reduce', [new Storage(Float32Array.of(1, 2, 3, 4)), y], [0, 2, 2, 1, 1], [2])
  expect([...y.array]).toEqual([11.5, 23.5])
})

test('variance is accurate where the mean is ten thousand deviations away', () => {
  const n = 4096
  const x = floats('float32', n)
  for (let k = 0; k < n; k++) x.array[k] = 1e4 + Math.sqrt(3) * (x.array[k]! / 2)
  const mean = output('float32', 1)
  const variance = output('float32', 1)
  call('variance', [x, mean, variance], [1, n, 1], [n - 1])
  const values = [...x.array]
  const exact = values.reduce((a, b) => a + b, 0) / n
  const expected = values.reduce((a, b) => a + (b - exact) ** 2, 0) / (n - 1)
  expect(Math.abs(mean.array[0]! - exact) / exact).toBeLessThan(1.2e-7)
  expect(Math.abs(variance.array[0]! - expected) / expected).toBeLessThan(2e-6)
})

test('extreme gives the first of equal elements, and NaN wins', () => {
  const x = new Storage(Float32Array.of(1, 5, 5, -0, 0, -1, 2, Number.NaN, Number.NaN))
  const y = output('float32', 3)
  const index = output('int32', 3)
  call('extreme', [x, y, index], [1, 3, 3, 1])
  expect([...index.array]).toEqual([1, 0, 1])
  expect([...y.array]).toEqual([5, -0, Number.NaN])
  call('extreme', [x, y, index], [0, 3, 3, 1])
  expect([...index.array]).toEqual([0, 2, 1])
})

test('extremeBackward refuses a position outside and writes nothing', () => {
  const dx = output('float32', 6)
  const index = new Storage(Int32Array.of(0, 3))
  expect(() => call('extremeBackward', [output('float32', 2), index, dx], [2, 3, 1])).toThrow(/position 1/)
  expect([...dx.array]).toEqual([77, 77, 77, 77, 77, 77])
})

test('foreachNorm is the norm of all elements of all tensors', () => {
  const list = [floats('float32', 1000), floats('float32', 20000, { seed: 2 })]
  const all = list.flatMap((s) => [...s.array])
  const expected = [
    Math.max(...all.map(Math.abs)),
    all.reduce((a, b) => a + Math.abs(b), 0),
    Math.sqrt(all.reduce((a, b) => a + b * b, 0))
  ]
  for (const p of [0, 1, 2]) {
    const y = output('float64', 1)
    call('foreachNorm', [...list, y], [p, 2, 1000, 20000])
    expect(Math.abs(y.array[0]! / expected[p]! - 1)).toBeLessThan(1e-13)
  }
})

test('foreachSquares gives what foreachNorm adds up', () => {
  const lengths = [20000, 0, 3, 40000]
  const list = lengths.map((n, k) => floats('float32', n, { seed: k }))
  const [norm, squares] = [output('float64', 1), output('float64', 6)]
  call('foreachNorm', [...list, norm], [2, 4, ...lengths])
  call('foreachSquares', [...list, squares], [4, 6, ...lengths])
  let sum = 0
  for (const each of squares.array) sum += each
  expect(Math.sqrt(sum)).toBe(norm.array[0])
  expect(() => call('foreachSquares', [...list, squares], [4, 5, ...lengths])).toThrow(/foreachSquares/)
})

// --- PyTorch's numbers ------------------------------------------------------------------------------------------

interface Golden {
  op: string
  attrs: { dim?: number }
  inputs: { shape: number[]; data: number[] }[]
  output: { data: number[] }
  upstream: { data: number[] }
  grads: { data: number[] }[]
}

const golden = JSON.parse(readFileSync(new URL('../golden/reduce.json', import.meta.url), 'utf8')) as Golden[]
const wrap = (data: number[]) => new Storage(Float64Array.from(data))

for (const [k, { op, attrs, inputs, output: wanted, upstream, grads }] of golden.entries()) {
  test(`golden ${k}: ${op} over ${attrs.dim === undefined ? 'everything' : `dimension ${attrs.dim}`}`, () => {
    const { shape, data } = inputs[0]!
    const product = (sizes: number[]) => sizes.reduce((a, b) => a * b, 1)
    const dim = ((attrs.dim ?? 0) + shape.length) % shape.length
    const sizes =
      attrs.dim === undefined
        ? [1, data.length, 1]
        : [product(shape.slice(0, dim)), shape[dim]!, product(shape.slice(dim + 1))]
    const [outer, n, inner] = sizes as [number, number, number]
    const x = wrap(data)
    const y = output('float64', outer * inner)
    if (op === 'max') {
      const index = output('int32', outer * inner)
      const dx = output('float64', data.length)
      call('extreme', [x, y, index], [1, ...sizes])
      call('extremeBackward', [wrap(upstream.data), index, dx], sizes)
      expect([...dx.array]).toEqual(grads[0]!.data)
    } else if (op === 'var') {
      call('variance', [x, output('float64', outer * inner), y], sizes, [n - 1])
    } else {
      call('reduce', [x, y], [REDUCE_OPS.sum, ...sizes, 0], [op === 'mean' ? n : 1])
    }
    for (let at = 0; at < wanted.data.length; at++) {
      expect(Math.abs(y.array[at]! - wanted.data[at]!)).toBeLessThanOrEqual(1e-13)
    }
  })
}
