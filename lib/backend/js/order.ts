// Sorting, the largest elements, and running sums and products: the specification of native/kernels/sort.cc, topk.cc and
// scan.cc.
import type { ScanArgs, SortArgs, TopkArgs } from '../gen/kernels.ts'
import type { FloatArray } from '../storage.ts'

/** Ascending, NaN last, -0 equal to 0. */
function compare(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}

// Calls take(order, first element, first line) with the sorted positions of every line.
function eachLine(
  x: FloatArray,
  outer: number,
  n: number,
  inner: number,
  descending: boolean,
  take: (order: Int32Array, o: number, i: number) => void
): void {
  const order = new Int32Array(n)
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const value = (k: number): number => x[(o * n + k) * inner + i]!
      for (let k = 0; k < n; k++) order[k] = k
      // Typed arrays sort stably.
      order.sort((a, b) => (descending ? compare(value(b), value(a)) : compare(value(a), value(b))))
      take(order, o, i)
    }
  }
}

export const order = {
  sort({ x, y, index, outer, n, inner, descending }: SortArgs): number {
    eachLine(x, outer, n, inner, descending === 1, (sorted, o, i) => {
      for (let k = 0; k < n; k++) {
        const at = (o * n + k) * inner + i
        index[at] = sorted[k]!
        if (y !== null) y[at] = x[(o * n + sorted[k]!) * inner + i]!
      }
    })
    return 0
  },

  topk({ x, y, index, outer, n, inner, k, largest }: TopkArgs): number {
    eachLine(x, outer, n, inner, largest === 1, (sorted, o, i) => {
      for (let c = 0; c < k; c++) {
        const at = (o * k + c) * inner + i
        index[at] = sorted[c]!
        y[at] = x[(o * n + sorted[c]!) * inner + i]!
      }
    })
    return 0
  },

  scan({ x, y, op, outer, n, inner, reverse }: ScanArgs): number {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        let value = op // 0 starts a sum, 1 a product
        for (let k = 0; k < n; k++) {
          const at = (o * n + (reverse === 1 ? n - 1 - k : k)) * inner + i
          value = op === 0 ? value + x[at]! : value * x[at]!
          y[at] = value
        }
      }
    }
    return 0
  }
}
