// Cases and tests of kernels/sort.cc and kernels/scan.cc: lines along the middle dimension of (outer, n, inner).
import { deepEqual, ok } from 'node:assert/strict'
import { type Operand, run, Storage } from '../../../lib/backend/index.ts'
import { generator } from '../bits.ts'
import type { Call, Pick } from '../pick.ts'

// Sizes of (outer, n, inner): short lines, lines beyond the insertion sort, columns beyond a block.
function sizes(p: Pick, least = 0): [outer: number, n: number, inner: number] {
  const inner = p.chance(2) ? 1 : p.one([2, 16, 17, 20, 65])
  const n = p.chance(4) ? p.int(60, 300) : p.int(least, 20)
  return [p.int(p.chance(6) ? 0 : 1, inner === 1 ? 10 : 3), Math.max(least, n), inner]
}

// Often with many equal values.
function values(p: Pick, length: number): Operand {
  return p.chance(2) ? p.floats(length) : p.place(p.dtype, length, () => p.one([-1, -0, 0, 1, 2, Number.NaN]))
}

export const order = {
  sort(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    const many = outer * n * inner
    const buffers = [values(p, many), p.maybe(() => p.out(many)), p.out(many, 'int32')]
    return { buffers, sizes: [outer, n, inner, p.int(0, 1)] }
  },

  topk(p: Pick): Call {
    const [outer, n, inner] = sizes(p, 1)
    const k = p.chance(2) ? p.int(0, n) : p.int(0, Math.ceil(n / 8))
    const buffers = [values(p, outer * n * inner), p.out(outer * k * inner), p.out(outer * k * inner, 'int32')]
    return { buffers, sizes: [outer, n, inner, k, p.int(0, 1)] }
  },

  scan(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    const many = outer * n * inner
    return { buffers: [p.floats(many), p.out(many)], sizes: [p.int(0, 1), outer, n, inner, p.int(0, 1)] }
  }
}

const floats = (values: readonly number[]): Storage => Storage.wrap(Float32Array.from(values), 'float32')

// What sort says of one line, by Array.prototype.sort.
function sortedPositions(x: ArrayLike<number>, descending: boolean): number[] {
  const rank = (a: number, b: number): number =>
    a < b ? -1 : a > b ? 1 : a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return Array.from(x, (_, k) => k).sort((a, b) => (descending ? rank(x[b]!, x[a]!) : rank(x[a]!, x[b]!)))
}

function sortedBy(x: Storage, n: number, descending: 0 | 1): [values: number[], positions: number[]] {
  const [y, index] = [Storage.allocate(x.dtype, n), Storage.allocate('int32', n)]
  run('sort', [x, y, index], [1, n, 1, descending])
  return [[...y.array.subarray(0, n)], [...index.array.subarray(0, n)]]
}

export const tests = {
  'sort keeps the order of equal elements, counts -0 as 0 and NaN as largest'() {
    const x = floats([2, Number.NaN, -0, 0, -1, 2, -Infinity, Infinity, 0])
    deepEqual(sortedBy(x, 9, 0)[1], [6, 4, 2, 3, 8, 0, 5, 7, 1])
    deepEqual(sortedBy(x, 9, 1)[1], [1, 7, 0, 5, 2, 3, 8, 4, 6])
    deepEqual(sortedBy(x, 9, 0)[0], [-Infinity, -1, -0, 0, 0, 2, 2, Infinity, Number.NaN])
  },

  'sort of long lines, on threads as well, and topk of the same'() {
    for (const [dtype, n] of [
      ['float32', 70_001],
      ['float64', 70_001],
      ['float32', 20_000]
    ] as const) {
      const next = generator(5)
      const x = Storage.allocate(dtype, n)
      for (let k = 0; k < n; k++) x.array[k] = k % 3 === 0 ? Math.floor(next() * 50) - 25 : next() * 2 - 1
      for (const descending of [0, 1] as const) {
        const expected = sortedPositions(x.array.subarray(0, n), descending === 1)
        deepEqual(sortedBy(x, n, descending)[1], expected)
        for (const k of [1, 10, 40, 5000]) {
          const [y, index] = [Storage.allocate(dtype, k), Storage.allocate('int32', k)]
          run('topk', [x, y, index], [1, n, 1, k, descending])
          deepEqual([...index.array.subarray(0, k)], expected.slice(0, k))
          ok(index.array.subarray(0, k).every((at, c) => y.array[c] === x.array[at]))
        }
      }
    }
  },

  'topk of lines with ties, zeros of both signs, infinities and NaN'() {
    const next = generator(9)
    const kinds: readonly (() => number)[] = [
      () => next() - 0.5,
      () => next() + 1,
      () => -1 - next(),
      () => Math.floor(next() * 3) - 1,
      () => (next() < 0.5 ? -0 : 0),
      () => (next() < 0.03 ? 1 : 0),
      () => (next() < 0.03 ? -1 : -0),
      () => (next() < 0.5 ? 2 ** -149 : -(2 ** -149)),
      () => (next() < 0.97 ? -Infinity : next()),
      () => (next() < 0.97 ? Infinity : next()),
      () => (next() < 0.1 ? Number.NaN : next()),
      () => (next() < 0.95 ? Number.NaN : next())
    ]
    for (const [number, kind] of kinds.entries()) {
      for (const n of [255, 256, 300, 2500]) {
        for (const dtype of ['float32', 'float64'] as const) {
          const x = Storage.allocate(dtype, n)
          for (let k = 0; k < n; k++) x.array[k] = kind()
          for (const largest of [0, 1] as const) {
            const expected = sortedPositions(x.array.subarray(0, n), largest === 1)
            for (const k of [1, 10, 16, 17]) {
              const [y, index] = [Storage.allocate(dtype, k), Storage.allocate('int32', k)]
              run('topk', [x, y, index], [1, n, 1, k, largest])
              deepEqual([...index.array.subarray(0, k)], expected.slice(0, k), `kind ${number}, ${n}, ${k}`)
            }
          }
        }
      }
    }
  },

  'scan adds and multiplies along a dimension, from either end'() {
    const x = floats([1, 2, 3, 4, 5, 6])
    const scanned = (op: number, sizes: [number, number, number], reverse: number): number[] => {
      const y = Storage.allocate('float32', 6)
      run('scan', [x, y], [op, ...sizes, reverse])
      return [...y.array.subarray(0, 6)]
    }
    deepEqual(scanned(0, [1, 6, 1], 0), [1, 3, 6, 10, 15, 21])
    deepEqual(scanned(1, [2, 3, 1], 0), [1, 2, 6, 4, 20, 120])
    deepEqual(scanned(0, [1, 3, 2], 0), [1, 2, 4, 6, 9, 12])
    deepEqual(scanned(0, [1, 3, 2], 1), [9, 12, 8, 10, 5, 6])
    deepEqual(scanned(1, [1, 6, 1], 1), [720, 720, 360, 120, 30, 6])
  }
}
