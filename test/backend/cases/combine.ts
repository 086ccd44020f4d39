// Cases of kernels/combine.cc: rows of (outer, n, inner) added up to rows of (outer, count, inner).
import { deepEqual } from 'node:assert/strict'
import { run, Storage } from '../../../lib/backend/index.ts'
import type { Call, Pick } from '../pick.ts'

export const combine = {
  combine(p: Pick): Call {
    const inner = p.chance(2) ? 1 : p.one([0, 2, 3, 16, 17, 33])
    const [outer, n] = [p.int(p.chance(6) ? 0 : 1, 4), p.int(1, 40)]
    const count = p.chance(4) ? p.int(0, 3) : p.int(4, 70)
    const uniform = p.chance(2) ? p.int(1, 4) : 0
    const lengths = Array.from({ length: count }, () => (uniform > 0 ? uniform : p.int(0, 3)))
    const starts = [0]
    for (const length of lengths) starts.push(starts.at(-1)! + length)
    const taps = starts.at(-1)!
    const wrong = p.chance(10) ? p.int(0, count) : -1
    // Half of the tables ascend, as those of resizing do.
    const ascending = p.chance(2)
    const index = ascending
      ? p.place('int32', taps, (k) => Math.min(n - 1, Math.floor((k * n) / Math.max(1, taps))))
      : p.indices(taps, n)
    return {
      buffers: [
        p.floats(outer * n * inner),
        p.place('int32', count + 1, (j) => (j === wrong ? p.one([-1, taps + 1]) : starts[j]!)),
        index,
        p.maybe(() => p.floats(taps)),
        p.floats(outer * count * inner)
      ],
      sizes: [outer, n, count, taps, inner, p.int(0, 1)]
    }
  }
}

// --- the tests of meaning ---

const ints = (values: number[]): Storage => Storage.wrap(new Int32Array(values), 'int32')
const doubles = (values: number[]): Storage => Storage.wrap(new Float64Array(values), 'float64')

export const tests = {
  'a row is the sum of its terms, of none 0'() {
    const y = doubles(Array(8).fill(9))
    const x = doubles([1, 2, 10, 20, 100, 200])
    run('combine', [x, ints([0, 2, 2, 3, 6]), ints([0, 2, 1, 2, 1, 0]), null, y], [1, 3, 4, 6, 2, 0])
    deepEqual([...y.array], [101, 202, 0, 0, 10, 20, 111, 222])
  },

  'weights multiply the terms, and accumulate adds'() {
    const y = doubles([1000, 2000])
    run('combine', [doubles([1, 2, 3, 5, 6, 7]), ints([0, 2]), ints([2, 0]), doubles([2, 0.5]), y], [2, 3, 1, 2, 1, 1])
    deepEqual([...y.array], [1006.5, 2016.5])
  },

  'the first bad start or index is named, and nothing is written'() {
    const y = doubles([7, 7])
    const call = (start: number[], index: number[]): unknown => {
      try {
        run('combine', [doubles([1, 2]), ints(start), ints(index), null, y], [1, 2, 2, 2, 1, 0])
        return null
      } catch (error) {
        return (error as Error).name
      }
    }
    for (const [start, index] of [
      [
        [0, 2, 1],
        [0, 1]
      ],
      [
        [0, 1, 3],
        [0, 1]
      ],
      [
        [0, 1, 2],
        [0, 2]
      ],
      [
        [0, 1, 2],
        [-1, 0]
      ]
    ] as const) {
      if (call([...start], [...index]) === null) throw new Error(`accepted ${start} and ${index}`)
    }
    deepEqual([...y.array], [7, 7])
  }
}
