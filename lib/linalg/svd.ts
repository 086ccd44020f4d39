// Singular values and vectors of a matrix. Called by lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { diagonalizeSides } from './bidiagonal.ts'
import { divideSides } from './divideSides.ts'
import { addRows, alongRows, BLOCK, Reflectors, reflect, rescale } from './reflectors.ts'
import { type Take, withWorkspace } from './workspace.ts'

/** A = U diag(values) V^T. */
export interface Svd {
  /** Descending, k = min(m, n) of them. */
  readonly values: Float64Array
  /** float64: row j is column j of U, of m elements; null unless vectors are wanted. */
  readonly u: Storage | null
  /** Row j is column j of V, of n elements. */
  readonly v: Storage | null
}

/**
 * The singular value decomposition of an m x n matrix with m >= n: Householder reflectors from both sides make it bidiagonal
 * (Golub and Van Loan, "Matrix computations", section 5.4), the QR algorithm finds the values of that, divide and conquer the
 * vectors.
 *
 * @param a float64, m x n, row-major; overwritten
 * @param left how many columns of U are wanted, n or m; 0 for no vectors at all
 * @throws NonFiniteError when an element is NaN or infinite
 */
export function decomposeSides(call: string, a: Storage, m: number, n: number, left: number): Svd {
  const matrix = a.array as Float64Array
  const scale = rescale(call, matrix)
  return withWorkspace((take) => decomposeScaled(bidiagonal(a, m, n, take), scale, m, n, left))
}

function decomposeScaled(b: Bidiagonal, scale: number, m: number, n: number, left: number): Svd {
  const triples = left > 0 ? divideSides(b.diagonal, b.offDiagonal, n) : null
  diagonalizeSides(b.diagonal, b.offDiagonal, null, null, n)
  const values = b.diagonal.map(Math.abs).sort().reverse()
  for (let k = 0; k < n; k++) values[k] = values[k]! * scale
  if (triples === null) return { values, u: null, v: null }
  const u = wider(triples.u, n, left, m)
  const v = triples.v
  widen(u, left, m, b.left, b.leftTaus, n, 0)
  widen(v, n, n, b.right, b.rightTaus, n - 1, 1)
  return { values, u, v }
}

// n rows of n elements as rows of `width`, and after them rows with ones on the diagonal, which become the columns that
// complete U.
function wider(of: Storage, n: number, height: number, width: number): Storage {
  if (height === n && width === n) return of
  const out = Storage.allocate('float64', height * width)
  for (let k = 0; k < n; k++) out.array.set(of.array.subarray(k * n, (k + 1) * n) as never, k * width)
  for (let k = n; k < height; k++) out.array[k * (width + 1)] = 1
  return out
}

function widen(
  of: Storage,
  height: number,
  width: number,
  reflectors: Storage,
  taus: Float64Array,
  count: number,
  shift: number
): void {
  const work = new Reflectors(width, height)
  for (let first = BLOCK * Math.floor((count - 1) / BLOCK); first >= 0; first -= BLOCK) {
    const block = { rows: reflectors, first, count: Math.min(BLOCK, count - first), start: first + shift }
    work.apply(of, 0, block, taus, true)
  }
}

interface Bidiagonal {
  readonly diagonal: Float64Array
  readonly offDiagonal: Float64Array
  /** n x m: the reflectors of columns; n x n: those of rows. */
  readonly left: Storage
  readonly right: Storage
  readonly leftTaus: Float64Array
  readonly rightTaus: Float64Array
}

/**
 * Within a block of columns the rest of the matrix stays as it was: what the reflectors v of columns and u of rows with their
 * companions y and x would change, v^T y + x^T u, is reckoned with, and done by one product at the end of the block (LAPACK's
 * gebrd). Rows of `tall` are v, x, v, x, ..., those of `wide` y, u, y, u, ...
 */
function bidiagonal(a: Storage, m: number, n: number, take: Take): Bidiagonal {
  const matrix = a.array as Float64Array
  const [diagonal, offDiagonal] = [new Float64Array(n), new Float64Array(n)]
  const [leftTaus, rightTaus] = [new Float64Array(n), new Float64Array(n)]
  const [left, right] = [take(n * m), take(n * n)]
  for (const of of [left, right]) of.fill(0)
  const [V, U] = [left.array as Float64Array, right.array as Float64Array]
  const [talls, wides] = [Storage.allocate('float64', 2 * BLOCK * m), Storage.allocate('float64', 2 * BLOCK * n)]
  const [tall, wide] = [talls.array as Float64Array, wides.array as Float64Array]
  const along = { storage: Storage.allocate('float64', 2 * BLOCK), offset: 0, step: 1 }
  for (let first = 0; first < n; first += BLOCK) {
    const end = Math.min(n, first + BLOCK)
    // The first `count` rows from an element on.
    const tallRows = (count: number, from: number) => ({
      storage: talls,
      offset: from,
      count,
      width: m - from,
      step: m
    })
    const wideRows = (count: number, from: number) => ({
      storage: wides,
      offset: from,
      count,
      width: n - from,
      step: n
    })
    for (let c = first; c < end; c++) {
      const count = 2 * (c - first)
      const v = { storage: left, offset: c * m + c }
      for (let i = c; i < m; i++) V[c * m + i] = matrix[i * n + c]!
      addRows(tallRows(count, c), { storage: wides, offset: c, step: n }, v)
      const column = reflect(V, v.offset, (c + 1) * m)
      diagonal[c] = column.beta
      leftTaus[c] = column.tau
      if (c + 1 === n) break
      tall.set(V.subarray(v.offset, (c + 1) * m), count * m + c)
      // y: what the column's reflector changes in the columns to its right.
      const size = n - c - 1
      const y = { storage: wides, offset: count * n + c + 1 }
      const part = kernels.matrix({ storage: a, offset: c * n + c + 1 }, m - c, size, n)
      kernels.gemm(kernels.matrix(v, 1, m - c), part, kernels.matrix(y, 1, size))
      alongRows(tallRows(count, c), v, along)
      addRows(wideRows(count, c + 1), along, y)
      for (let k = y.offset; k < y.offset + size; k++) wide[k] = -column.tau * wide[k]!
      // The row, with what all reflectors so far change in it.
      const u = { storage: right, offset: c * n + c + 1 }
      U.set(matrix.subarray(u.offset, (c + 1) * n), u.offset)
      addRows(wideRows(count + 1, c + 1), { storage: talls, offset: c, step: m }, u)
      const row = reflect(U, u.offset, (c + 1) * n)
      offDiagonal[c] = row.beta
      rightTaus[c] = row.tau
      wide.set(U.subarray(u.offset, (c + 1) * n), y.offset + n)
      // x: what the row's reflector changes in the rows below.
      const below = m - c - 1
      const x = { storage: talls, offset: (count + 1) * m + c + 1 }
      const rest = kernels.matrix({ storage: a, offset: (c + 1) * n + c + 1 }, below, size, n)
      kernels.gemm(kernels.matrix(u, 1, size), kernels.transpose(rest), kernels.matrix(x, 1, below))
      alongRows(wideRows(count + 1, c + 1), u, along)
      addRows(tallRows(count + 1, c + 1), along, x)
      for (let k = x.offset; k < x.offset + below; k++) tall[k] = -row.tau * tall[k]!
    }
    if (end === n) continue
    const target = kernels.matrix({ storage: a, offset: end * n + end }, m - end, n - end, n)
    const sides = kernels.matrix({ storage: talls, offset: end }, 2 * (end - first), m - end, m)
    const others = kernels.matrix({ storage: wides, offset: end }, 2 * (end - first), n - end, n)
    kernels.gemm(kernels.transpose(sides), others, target, { accumulate: 1 })
  }
  return { diagonal, offDiagonal, left, right, leftTaus, rightTaus }
}
