// Elements taken and added by index along one dimension. Arrays are (outer, n, inner) and (outer, count, inner); every
// sum takes its terms in the order of the index.
import type {
  AddRowsArgs,
  GatherArgs,
  IndexAddArgs,
  IndexSelectArgs,
  OneHotArgs,
  ScatterAddArgs
} from '../gen/kernels.ts'
import { roundingOf } from './lanes.ts'

/** 0 when the first `count` indices lie in [0, limit), else 1 + the position of the first that does not. */
export function firstBad(index: Int32Array, count: number, limit: number): number {
  for (let k = 0; k < count; k++) if (index[k]! < 0 || index[k]! >= limit) return 1 + k
  return 0
}

export const gather = {
  indexSelect({ x, index, y, outer, n, count, inner }: IndexSelectArgs): number {
    const bad = firstBad(index, count, n)
    if (bad > 0) return bad
    let to = 0
    for (let o = 0; o < outer; o++) {
      for (let k = 0; k < count; k++) {
        const from = (o * n + index[k]!) * inner
        for (let i = 0; i < inner; i++) y[to++] = x[from + i]!
      }
    }
    return 0
  },

  // Storing into y rounds the float64 sum to y's type, which is the sum of two float32 rounded once.
  indexAdd({ x, index, y, outer, n, count, inner, skip }: IndexAddArgs): number {
    const bad = firstBad(index, count, n)
    if (bad > 0) return bad
    for (let o = 0; o < outer; o++) {
      for (let k = 0; k < count; k++) {
        if (index[k] === skip) continue
        const from = (o * count + k) * inner
        const to = (o * n + index[k]!) * inner
        for (let i = 0; i < inner; i++) y[to + i] = y[to + i]! + x[from + i]!
      }
    }
    return 0
  },

  gather({ x, index, y, outer, n, count, inner }: GatherArgs): number {
    const bad = firstBad(index, outer * count * inner, n)
    if (bad > 0) return bad
    let to = 0
    for (let o = 0; o < outer; o++) {
      for (let k = 0; k < count; k++) {
        for (let i = 0; i < inner; i++, to++) y[to] = x[(o * n + index[to]!) * inner + i]!
      }
    }
    return 0
  },

  scatterAdd({ x, index, y, outer, n, count, inner }: ScatterAddArgs): number {
    const bad = firstBad(index, outer * count * inner, n)
    if (bad > 0) return bad
    let from = 0
    for (let o = 0; o < outer; o++) {
      for (let k = 0; k < count; k++) {
        for (let i = 0; i < inner; i++, from++) {
          const to = (o * n + index[from]!) * inner + i
          y[to] = y[to]! + x[from]!
        }
      }
    }
    return 0
  },

  addRows({ x, from, to, scale, y, rows, n, count, inner }: AddRowsArgs): number {
    const bad = firstBad(from, count, rows) || firstBad(to, count, n)
    if (bad > 0) return bad
    const r = roundingOf(x)
    for (let k = 0; k < count; k++) {
      const [at, into] = [from[k]! * inner, to[k]! * inner]
      for (let i = 0; i < inner; i++) {
        const term = scale === null ? x[at + i]! : r(scale[k]! * x[at + i]!)
        y[into + i] = y[into + i]! + term
      }
    }
    return 0
  },

  oneHot({ index, y, count, classes }: OneHotArgs): number {
    const bad = firstBad(index, count, classes)
    if (bad > 0) return bad
    y.fill(0, 0, count * classes)
    for (let k = 0; k < count; k++) y[k * classes + index[k]!] = 1
    return 0
  }
}
