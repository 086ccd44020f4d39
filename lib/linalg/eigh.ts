// Eigenvalues and eigenvectors of a symmetric matrix. Called by Shampoo, SOAP and lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { diagonalize } from './ql.ts'
import { addScaled, BLOCK, dot, Reflectors, reflect, rescale } from './reflectors.ts'

/** A = V^T diag(values) V: row k of `vectors` is the eigenvector of values[k]. */
export interface Eigen {
  /** Ascending. */
  readonly values: Float64Array
  /** float64, n x n; the rows are orthonormal. */
  readonly vectors: Storage
}

/**
 * The eigendecomposition of a symmetric matrix: Householder reflectors make it tridiagonal, the QL algorithm with implicit
 * shifts makes that diagonal (Golub and Van Loan, "Matrix computations", sections 8.3 and 8.4). The error is of the order of
 * the largest eigenvalue times the precision of a double, the vectors are orthonormal to the same.
 *
 * @param a float64, n x n, the lower and the upper triangle equal; overwritten
 * @throws NonFiniteError when an element is NaN or infinite; a is as it was
 */
export function eigh(a: Storage, n: number, call = 'eigh'): Eigen {
  const matrix = a.array as Float64Array
  const scale = rescale(call, matrix)
  const { diagonal, offDiagonal, taus } = tridiagonal(a, n)
  const vectors = identity(n)
  diagonalize(diagonal, offDiagonal, vectors, n)
  // Rows of Z^T become rows of (Q Z)^T = Z^T Q^T.
  const work = new Reflectors(n)
  for (let first = BLOCK * Math.floor((n - 1) / BLOCK); first >= 0; first -= BLOCK) {
    work.apply(vectors, 0, { rows: a, first, count: Math.min(BLOCK, n - 1 - first), start: first + 1 }, taus, true)
  }
  return sorted(diagonal, vectors, scale, n)
}

interface Tridiagonal {
  readonly diagonal: Float64Array
  /** Element k is next to the diagonal, between rows k and k + 1. */
  readonly offDiagonal: Float64Array
  readonly taus: Float64Array
}

/**
 * Turns a symmetric matrix into a tridiagonal one by reflectors, and leaves these in its rows. Within a block of columns
 * the rest of the matrix stays as it was: what the reflectors V and their companions W would change, -(V^T W + W^T V), is
 * reckoned with, and done by two products at the end of the block (LAPACK's sytrd).
 */
function tridiagonal(a: Storage, n: number): Tridiagonal {
  const [diagonal, offDiagonal, taus] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const matrix = a.array as Float64Array
  const companions = Storage.allocate('float64', BLOCK * n)
  const image = Storage.allocate('float64', n)
  for (let first = 0; first < n; first += BLOCK) {
    const end = Math.min(n, first + BLOCK)
    for (let c = first; c < end; c++) {
      const row = c * n
      // What the block's reflectors so far make of row c from column c on.
      for (let l = first; l < c; l++) {
        const own = (l - first) * n
        addScaled(companions.array[own + c]!, matrix, l * n + c, matrix, row + c, n - c)
        addScaled(matrix[l * n + c]!, companions.array as Float64Array, own + c, matrix, row + c, n - c)
      }
      diagonal[c] = matrix[row + c]!
      matrix.fill(0, row, row + c + 1)
      if (c + 1 === n) break
      const { beta, tau } = reflect(matrix, row + c + 1, row + n)
      offDiagonal[c] = beta
      taus[c] = tau
      companion(a, n, first, c, tau, companions, image)
    }
    const size = n - end
    if (size === 0) continue
    const v = { storage: a, offset: first * n + end }
    const w = { storage: companions, offset: end }
    const rest = { storage: a, offset: end * n + end }
    const reflectors = kernels.matrix(v, end - first, size, n)
    const others = kernels.matrix(w, end - first, size, n)
    const target = kernels.matrix(rest, size, size, n)
    kernels.gemm(kernels.transpose(reflectors), others, target, { accumulate: 1 })
    kernels.gemm(kernels.transpose(others), reflectors, target, { accumulate: 1 })
  }
  return { diagonal, offDiagonal, taus }
}

// -w for the reflector v in row c: A' = A - v w^T - w v^T, where w = tau A v - (tau/2) (tau v^T A v) v.
function companion(
  a: Storage,
  n: number,
  first: number,
  c: number,
  tau: number,
  companions: Storage,
  image: Storage
): void {
  const [matrix, others, x] = [a, companions, image].map(({ array }) => array) as [
    Float64Array,
    Float64Array,
    Float64Array
  ]
  const size = n - c - 1
  const v = c * n + c + 1
  const rest = { storage: a, offset: (c + 1) * n + c + 1 }
  const target = { storage: image, offset: 0 }
  const row = kernels.matrix({ storage: a, offset: v }, 1, size, n)
  kernels.gemm(row, kernels.matrix(rest, size, size, n), kernels.matrix(target, 1, size, n))
  for (let l = first; l < c; l++) {
    const [vl, wl] = [l * n + c + 1, (l - first) * n + c + 1]
    const [alongW, alongV] = [dot(others, wl, matrix, v, size), dot(matrix, vl, matrix, v, size)]
    addScaled(alongW, matrix, vl, x, 0, size)
    addScaled(alongV, others, wl, x, 0, size)
  }
  const own = (c - first) * n
  others.fill(0, own, own + c + 1)
  for (let k = 0; k < size; k++) others[own + c + 1 + k] = -tau * x[k]!
  addScaled(-0.5 * tau * dot(others, own + c + 1, matrix, v, size), matrix, v, others, own + c + 1, size)
}

/**
 * The eigenvalues of a symmetric matrix, ascending, without vectors: the same bits as eigh's.
 * @param a as for eigh
 */
export function eigenvalues(call: string, a: Storage, n: number): Float64Array {
  const matrix = a.array as Float64Array
  const scale = rescale(call, matrix)
  const { diagonal, offDiagonal } = tridiagonal(a, n)
  diagonalize(diagonal, offDiagonal, null, n)
  return diagonal.sort().map((value) => value * scale)
}

function identity(n: number): Storage {
  const eye = Storage.allocate('float64', n * n)
  for (let k = 0; k < n; k++) eye.array[k * (n + 1)] = 1
  return eye
}

function sorted(d: Float64Array, vectors: Storage, scale: number, n: number): Eigen {
  const order = Array.from(d.keys()).sort((i, j) => d[i]! - d[j]! || i - j)
  const values = Float64Array.from(order, (k) => d[k]! * scale)
  const rows = Storage.allocate('float64', n * n)
  for (const [to, k] of order.entries()) rows.array.set(vectors.array.subarray(k * n, (k + 1) * n) as never, to * n)
  return { values, vectors: rows }
}
