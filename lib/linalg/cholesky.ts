// The Cholesky factor of a symmetric positive definite matrix. Called by lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { BLOCK, dot, negated } from './reflectors.ts'

// Columns of the rest that are changed by one product: above the diagonal of a strip it computes in vain.
const STRIP = 128

/**
 * Replaces a matrix (float64, n x n, row-major), of which the lower triangle is read, by its lower factor L, A = L L^T, zeros
 * above it. By blocks of columns, as LAPACK's potrf.
 *
 * @returns 0, or the order of the first leading minor that is not positive; then the factor is not complete
 */
export function factor(a: Storage, n: number): number {
  const x = a.array as Float64Array
  // The block's part of the rest, and the same with the opposite sign: a product reads nothing of what it changes.
  const size = n > BLOCK ? n * BLOCK : 0
  const [plain, opposite] = [Storage.allocate('float64', size), Storage.allocate('float64', size)]
  for (let first = 0; first < n; first += BLOCK) {
    const end = Math.min(n, first + BLOCK)
    for (let j = first; j < end; j++) {
      const square = x[j * n + j]! - dot(x, j * n + first, x, j * n + first, j - first)
      if (!(square > 0)) return j + 1
      const root = Math.sqrt(square)
      x[j * n + j] = root
      for (let i = j + 1; i < n; i++) {
        x[i * n + j] = (x[i * n + j]! - dot(x, i * n + first, x, j * n + first, j - first)) / root
      }
    }
    if (end === n) break
    const from = opposite.array as Float64Array
    negated(x, n, end, n, first, end, from)
    for (let k = 0; k < (n - end) * (end - first); k++) plain.array[k] = -from[k]!
    for (let c = end; c < n; c += STRIP) {
      const to = Math.min(n, c + STRIP)
      const offset = (c - end) * (end - first)
      const left = kernels.matrix({ storage: opposite, offset }, n - c, end - first)
      const right = kernels.matrix({ storage: plain, offset }, to - c, end - first)
      const rest = kernels.matrix({ storage: a, offset: c * n + c }, n - c, to - c, n)
      kernels.gemm(left, kernels.transpose(right), rest, { accumulate: 1 })
    }
  }
  for (let i = 0; i < n; i++) x.fill(0, i * n + i + 1, (i + 1) * n)
  return 0
}
