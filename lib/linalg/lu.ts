// P L U of a matrix by elimination with partial pivoting. Called by lib/ops/linalg.
import { lu } from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'

/** What elimination found besides L and U. */
export interface Elimination {
  /** Row k was swapped with row pivots[k], in order. */
  readonly pivots: Int32Array
  /** 1 or -1: the determinant of the permutation. */
  readonly sign: number
  /** 0, or the position, counted from 1, of the first diagonal element of U that is 0. */
  readonly info: number
}

/** Replaces a matrix (float64, m x n, row-major) by U on and above the diagonal and L, whose diagonal is 1, below it. */
export function eliminate(a: Storage, m: number, n: number): Elimination {
  const k = Math.min(m, n)
  const storage = Storage.allocate('int32', k)
  lu({ a, pivots: storage, m, n })
  const [x, pivots] = [a.array, storage.array as Int32Array]
  let [sign, info] = [1, 0]
  for (let c = 0; c < k; c++) {
    if (pivots[c] !== c) sign = -sign
    if (info === 0 && x[c * (n + 1)] === 0) info = c + 1
  }
  return { pivots, sign, info }
}
