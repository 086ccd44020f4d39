// Rows of (outer, n, inner) added up with weights to rows of (outer, count, inner): a sparse matrix along one dimension.
import type { CombineArgs } from '../gen/kernels.ts'

/** 0 when `start` ascends from 0 to taps and every index lies in [0, n), else 1 + the position of the first that does not. */
export function firstBad({
  start,
  index,
  n,
  count,
  taps
}: Pick<CombineArgs, 'start' | 'index' | 'n' | 'count' | 'taps'>): number {
  let before = 0
  for (let j = 0; j <= count; j++) {
    const at = start[j]!
    if (at < before || at > taps) return 1 + j
    before = at
  }
  for (let k = 0; k < taps; k++) if (index[k]! < 0 || index[k]! >= n) return 1 + k
  return 0
}

export const combine = {
  // Storing into `one` rounds each product and each sum to y's type.
  combine(args: CombineArgs): number {
    const bad = firstBad(args)
    if (bad > 0) return bad
    const { x, start, index, weight, y, outer, n, count, inner, accumulate } = args
    const one = y instanceof Float32Array ? new Float32Array(2) : new Float64Array(2)
    for (let o = 0; o < outer; o++) {
      for (let j = 0; j < count; j++) {
        const [begin, end] = [start[j]!, start[j + 1]!]
        for (let i = 0; i < inner; i++) {
          one[0] = 0
          for (let k = begin; k < end; k++) {
            const from = x[(o * n + index[k]!) * inner + i]!
            one[1] = weight === null ? from : from * weight[k]!
            one[0] = k === begin ? one[1]! : one[0]! + one[1]!
          }
          const to = (o * count + j) * inner + i
          y[to] = accumulate === 1 ? y[to]! + one[0]! : one[0]!
        }
      }
    }
    return 0
  }
}
