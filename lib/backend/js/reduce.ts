// Reductions of the middle dimension of (outer, n, inner), and of lists of tensors into one number.
import type {
  AnyAllArgs,
  ExtremeArgs,
  ExtremeBackwardArgs,
  ForeachMulArgs,
  ForeachNormArgs,
  ForeachSquaresArgs,
  ReduceArgs,
  VarianceArgs
} from '../gen/kernels.ts'
import { reduceMiddle, roundingOf, sumLine } from './lanes.ts'

/** The op codes of the kernel `reduce`. */
export const REDUCE_OPS = { sum: 0, sumAbs: 1, sumSquares: 2, norm: 3, largestAbs: 4, product: 5 } as const

const CHUNK = 16384

const add = (a: number, b: number) => a + b
const multiply = (a: number, b: number) => a * b
const larger = (a: number, b: number) => (Number.isNaN(a) || a > b ? a : b)

// The combination of each op of REDUCE_OPS, what it starts from, and its term.
const OPS: readonly [combine: (a: number, b: number) => number, init: number, term: (x: number) => number][] = [
  [add, 0, (x) => x],
  [add, 0, Math.abs],
  [add, 0, (x) => x * x],
  [add, 0, (x) => x * x],
  [larger, 0, Math.abs],
  [multiply, 1, (x) => x]
]

export const reduce = {
  reduce({ x, y, op, outer, n, inner, accumulate, divisor }: ReduceArgs): number {
    const r = roundingOf(x)
    const [combine, init, term] = OPS[Math.min(op, 5)]!
    reduceMiddle(
      r,
      combine,
      init,
      outer,
      n,
      inner,
      (k) => r(term(x[k]!)),
      (at, v) => {
        const value = r((op === REDUCE_OPS.norm ? r(Math.sqrt(v)) : v) / divisor)
        y[at] = accumulate ? y[at]! + value : value
      }
    )
    return 0
  },

  variance({ x, mean, y, outer, n, inner, divisor }: VarianceArgs): number {
    const r = roundingOf(x)
    reduceMiddle(
      r,
      add,
      0,
      outer,
      n,
      inner,
      (k) => x[k]!,
      (at, v) => {
        mean[at] = v / r(n)
      }
    )
    const square = (k: number, at: number) => {
      const d = r(x[k]! - mean[at]!)
      return r(d * d)
    }
    reduceMiddle(r, add, 0, outer, n, inner, square, (at, v) => {
      y[at] = v / divisor
    })
    return 0
  },

  extreme({ x, y, index, largest, outer, n, inner }: ExtremeArgs): number {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        let at = 0
        let best = x[o * n * inner + i]!
        for (let k = 1; k < n && !Number.isNaN(best); k++) {
          const v = x[(o * n + k) * inner + i]!
          if ((largest ? v > best : v < best) || Number.isNaN(v)) {
            best = v
            at = k
          }
        }
        if (y) y[o * inner + i] = best
        if (index) index[o * inner + i] = at
      }
    }
    return 0
  },

  extremeBackward({ dy, index, dx, outer, n, inner }: ExtremeBackwardArgs): number {
    for (let k = 0; k < outer * inner; k++) if (index[k]! < 0 || index[k]! >= n) return 1 + k
    dx.fill(0, 0, outer * n * inner)
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) dx[(o * n + index[o * inner + i]!) * inner + i] = dy[o * inner + i]!
    }
    return 0
  },

  anyAll({ x, y, all, outer, n, inner }: AnyAllArgs): number {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        let set = all ? 1 : 0
        for (let k = 0; k < n; k++) {
          const one = x[(o * n + k) * inner + i] !== 0 ? 1 : 0
          set = all ? set & one : set | one
        }
        y[o * inner + i] = set
      }
    }
    return 0
  },

  // In float64 whatever the lists hold: chunks of 16384 elements, each one line; their results in order.
  foreachNorm({ x, y, p, count, lengths }: ForeachNormArgs): number {
    let total = 0
    for (let t = 0; t < count; t++) {
      const values = x[t]!
      for (let from = 0; from < lengths[t]!; from += CHUNK) {
        const n = Math.min(CHUNK, lengths[t]! - from)
        if (p === 0) for (let k = from; k < from + n; k++) total = larger(total, Math.abs(values[k]!))
        else if (p === 1) total += sumLine64(n, (k) => Math.abs(values[from + k]!))
        else total += sumLine64(n, (k) => values[from + k]! * values[from + k]!)
      }
    }
    y[0] = p === 2 ? Math.sqrt(total) : total
    return 0
  },

  foreachSquares({ x, y, count, chunks, lengths }: ForeachSquaresArgs): number {
    let u = 0
    for (let t = 0; t < count; t++) u += Math.ceil(lengths[t]! / CHUNK)
    if (u !== chunks) return 1
    u = 0
    for (let t = 0; t < count; t++) {
      const values = x[t]!
      for (let from = 0; from < lengths[t]!; from += CHUNK) {
        const n = Math.min(CHUNK, lengths[t]! - from)
        y[u++] = sumLine64(n, (k) => values[from + k]! * values[from + k]!)
      }
    }
    return 0
  },

  foreachMul({ x, count, lengths, scale }: ForeachMulArgs): number {
    for (let t = 0; t < count; t++) {
      const values = x[t]!
      for (let k = 0; k < lengths[t]!; k++) values[k] = values[k]! * scale
    }
    return 0
  }
}

const exact = roundingOf(new Float64Array(0))
const sumLine64 = (n: number, term: (k: number) => number) => sumLine(exact, n, term)
