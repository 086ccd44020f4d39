// Eigenvalues and eigenvectors of a symmetric matrix. Called by Shampoo, SOAP and lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { divide } from './divide.ts'
import { diagonalize } from './ql.ts'
import { LEAF } from './recombine.ts'
import { addRows, addScaled, alongRows, BLOCK, dot, Reflectors, reflect, rescale } from './reflectors.ts'
import { tridiagonalValues } from './rootFree.ts'

/** A = V^T diag(values) V: row k of `vectors` is the eigenvector of values[k]. */
export interface Eigen {
  /** Ascending. */
  readonly values: Float64Array
  /** float64, n x n; the rows are orthonormal. */
  readonly vectors: Storage
}

/**
 * The eigendecomposition of a symmetric matrix: Householder reflectors make it tridiagonal (Golub and Van Loan, "Matrix
 * computations", section 8.3), divide and conquer finds the values and vectors of that. The error is of the order of the
 * largest eigenvalue times the precision of a double, the vectors are orthonormal to the same.
 *
 * @param a float64, n x n, the lower and the upper triangle equal; overwritten
 * @param alike the values get the bits of `eigenvalues`, for the time that the QL algorithm takes
 * @throws NonFiniteError when an element is NaN or infinite; a is as it was
 */
export function eigh(a: Storage, n: number, call = 'eigh', alike = false): Eigen {
  const matrix = a.array as Float64Array
  const scale = rescale(call, matrix)
  const { diagonal, offDiagonal, taus } = tridiagonal(a, n)
  const { values, vectors } = divide(diagonal.slice(), offDiagonal.slice(), n)
  // Rows of Z^T become rows of (Q Z)^T = Z^T Q^T.
  const work = new Reflectors(n)
  for (let first = BLOCK * Math.floor((n - 1) / BLOCK); first >= 0; first -= BLOCK) {
    work.apply(vectors, 0, { rows: a, first, count: Math.min(BLOCK, n - 1 - first), start: first + 1 }, taus, true)
  }
  if (alike) return { values: valuesOf(diagonal, offDiagonal, scale, n), vectors }
  return { values: values.map((value) => value * scale), vectors }
}

interface Tridiagonal {
  readonly diagonal: Float64Array
  /** Element k is next to the diagonal, between rows k and k + 1. */
  readonly offDiagonal: Float64Array
  readonly taus: Float64Array
}

/**
 * Turns a symmetric matrix into a tridiagonal one by reflectors, and leaves these in its rows. Within a block of columns
 * the rest of the matrix stays as it was: what the reflectors v and their companions w would change, v w^T + w v^T, is
 * reckoned with, and done by one product at the end of the block (LAPACK's sytrd).
 */
function tridiagonal(a: Storage, n: number): Tridiagonal {
  const [diagonal, offDiagonal, taus] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const matrix = a.array as Float64Array
  const pairs: Companions = {
    left: Storage.allocate('float64', 2 * BLOCK * n),
    right: Storage.allocate('float64', 2 * BLOCK * n),
    along: Storage.allocate('float64', 2 * BLOCK),
    image: Storage.allocate('float64', n)
  }
  const { left, right } = pairs
  for (let first = 0; first < n; first += BLOCK) {
    const end = Math.min(n, first + BLOCK)
    for (let c = first; c < end; c++) {
      const row = c * n
      // What the block's reflectors so far make of row c from column c on.
      const before = { storage: left, offset: c, count: 2 * (c - first), width: n - c, step: n }
      addRows(before, { storage: right, offset: c, step: n }, { storage: a, offset: row + c })
      diagonal[c] = matrix[row + c]!
      matrix.fill(0, row, row + c + 1)
      if (c + 1 === n) break
      const { beta, tau } = reflect(matrix, row + c + 1, row + n)
      offDiagonal[c] = beta
      taus[c] = tau
      companion(a, n, first, c, tau, pairs)
    }
    const size = n - end
    if (size === 0) continue
    const all = (of: Storage) => kernels.matrix({ storage: of, offset: end }, 2 * (end - first), size, n)
    const target = kernels.matrix({ storage: a, offset: end * n + end }, size, size, n)
    kernels.gemm(kernels.transpose(all(left)), all(right), target, { accumulate: 1 })
  }
  return { diagonal, offDiagonal, taus }
}

// The reflectors v of a block and their companions w: rows v, w, v, w, ... and w, v, w, v, ..., so that what they change is
// one product. And memory for one column.
interface Companions {
  readonly left: Storage
  readonly right: Storage
  readonly along: Storage
  readonly image: Storage
}

// w for the reflector v in row c: A' = A + v w^T + w v^T, where -w = tau A v - (tau/2) (tau v^T A v) v.
function companion(a: Storage, n: number, first: number, c: number, tau: number, pairs: Companions): void {
  const { left, right, along, image } = pairs
  const [matrix, x] = [a.array as Float64Array, image.array as Float64Array]
  const size = n - c - 1
  const v = { storage: a, offset: c * n + c + 1 }
  const target = { storage: image, offset: 0 }
  const rest = kernels.matrix({ storage: a, offset: (c + 1) * n + c + 1 }, size, size, n)
  kernels.gemm(kernels.matrix(v, 1, size), kernels.transpose(rest), kernels.matrix(target, 1, size))
  const before = { offset: c + 1, count: 2 * (c - first), width: size, step: n }
  alongRows({ storage: right, ...before }, v, { storage: along, offset: 0 })
  addRows({ storage: left, ...before }, { storage: along, offset: 0, step: 1 }, target)
  for (let k = 0; k < size; k++) x[k] = -tau * x[k]!
  addScaled(-0.5 * tau * dot(x, 0, matrix, v.offset, size), matrix, v.offset, x, 0, size)
  const own = 2 * (c - first) * n + c + 1
  const [one, other] = [matrix.subarray(v.offset, v.offset + size), x.subarray(0, size)]
  const [to, mirrored] = [left.array as Float64Array, right.array as Float64Array]
  to.set(one, own)
  to.set(other, own + n)
  mirrored.set(other, own)
  mirrored.set(one, own + n)
}

/**
 * The eigenvalues of a symmetric matrix, ascending, without vectors, by the QL algorithm: of more than 32 rows their
 * last digits differ from eigh's.
 * @param a as for eigh
 */
export function eigenvalues(call: string, a: Storage, n: number): Float64Array {
  const matrix = a.array as Float64Array
  const scale = rescale(call, matrix)
  const { diagonal, offDiagonal } = tridiagonal(a, n)
  return valuesOf(diagonal, offDiagonal, scale, n)
}

function valuesOf(diagonal: Float64Array, offDiagonal: Float64Array, scale: number, n: number): Float64Array {
  if (n <= LEAF) diagonalize(diagonal, offDiagonal, null, n)
  else tridiagonalValues(diagonal, offDiagonal, n)
  return diagonal.sort().map((value) => value * scale)
}
