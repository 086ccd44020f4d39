// Elimination with partial pivoting. Each element is one chain over the columns eliminated before it, in order, whatever the
// blocks are: a = a - l u.
import type { LuArgs } from '../gen/kernels.ts'

export const elimination = {
  lu({ a, pivots, m, n }: LuArgs): number {
    for (let c = 0; c < Math.min(m, n); c++) {
      const p = pivotOf(a, m, n, c)
      pivots[c] = p
      if (p !== c) {
        for (let j = 0; j < n; j++) {
          const kept = a[c * n + j]!
          a[c * n + j] = a[p * n + j]!
          a[p * n + j] = kept
        }
      }
      const pivot = a[c * n + c]!
      for (let i = c + 1; i < m; i++) {
        const row = i * n
        if (pivot !== 0) a[row + c] = a[row + c]! / pivot
        const left = a[row + c]!
        for (let j = c + 1; j < n; j++) a[row + j] = a[row + j]! - left * a[c * n + j]!
      }
    }
    return 0
  }
}

// The first of the largest elements of column c from row c on; NaN is larger than any number, so that it shows in the result.
function pivotOf(a: Float64Array, m: number, n: number, c: number): number {
  let at = c
  let largest = Math.abs(a[c * n + c]!)
  for (let i = c + 1; i < m && !Number.isNaN(largest); i++) {
    const size = Math.abs(a[i * n + c]!)
    if (size > largest || Number.isNaN(size)) {
      largest = size
      at = i
    }
  }
  return at
}
