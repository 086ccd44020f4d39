// P L U of a matrix by elimination with partial pivoting. Called by lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { addScaled, BLOCK, negated } from './reflectors.ts'

/** What elimination found besides L and U. */
export interface Elimination {
  /** Row k was swapped with row pivots[k], in order. */
  readonly pivots: Int32Array
  /** 1 or -1: the determinant of the permutation. */
  readonly sign: number
  /** 0, or the position, counted from 1, of the first diagonal element of U that is 0. */
  readonly info: number
}

/**
 * Replaces a matrix (float64, m x n, row-major) by U on and above the diagonal and L, whose diagonal is 1, below it. By blocks
 * of columns, as LAPACK's getrf: what a block changes in the rest is one product.
 */
export function eliminate(a: Storage, m: number, n: number): Elimination {
  const x = a.array as Float64Array
  const k = Math.min(m, n)
  const pivots = new Int32Array(k)
  const factors = m > BLOCK && n > BLOCK ? Storage.allocate('float64', m * BLOCK) : null
  let [sign, info] = [1, 0]
  for (let first = 0; first < k; first += BLOCK) {
    const end = Math.min(k, first + BLOCK)
    for (let c = first; c < end; c++) {
      const p = pivotOf(x, m, n, c)
      pivots[c] = p
      if (p !== c) {
        swapRows(x, n, c, p)
        sign = -sign
      }
      const pivot = x[c * n + c]!
      if (pivot === 0) {
        if (info === 0) info = c + 1
        continue
      }
      for (let i = c + 1; i < m; i++) {
        const factor = x[i * n + c]! / pivot
        x[i * n + c] = factor
        if (factor !== 0) addScaled(-factor, x, c * n + c + 1, x, i * n + c + 1, end - c - 1)
      }
    }
    if (end === n) continue
    for (let c = first; c < end; c++) {
      for (let i = c + 1; i < end; i++) addScaled(-x[i * n + c]!, x, c * n + end, x, i * n + end, n - end)
    }
    if (end === m) continue
    negated(x, n, end, m, first, end, factors!.array as Float64Array)
    const left = kernels.matrix({ storage: factors!, offset: 0 }, m - end, end - first)
    const right = kernels.matrix({ storage: a, offset: first * n + end }, end - first, n - end, n)
    const rest = kernels.matrix({ storage: a, offset: end * n + end }, m - end, n - end, n)
    kernels.gemm(left, right, rest, { accumulate: 1 })
  }
  return { pivots, sign, info }
}

// The row of the largest element of column c from row c on; NaN is larger than any number, so that it shows in the result.
function pivotOf(x: Float64Array, m: number, n: number, c: number): number {
  let at = c
  let largest = Math.abs(x[c * n + c]!)
  for (let i = c + 1; i < m && !Number.isNaN(largest); i++) {
    const size = Math.abs(x[i * n + c]!)
    if (size > largest || Number.isNaN(size)) {
      largest = size
      at = i
    }
  }
  return at
}

/** Swaps two rows of n elements. */
export function swapRows(x: Float64Array, n: number, i: number, j: number): void {
  const row = x.slice(i * n, (i + 1) * n)
  x.copyWithin(i * n, j * n, (j + 1) * n)
  x.set(row, j * n)
}
