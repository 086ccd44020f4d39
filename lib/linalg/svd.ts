// Singular values and vectors of a matrix. Called by lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { diagonalizeSides } from './bidiagonal.ts'
import { addScaled, BLOCK, dot, Reflectors, reflect, rescale } from './reflectors.ts'

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
 * The singular value decomposition of an m x n matrix with m >= n: Householder reflectors from both sides make it
 * bidiagonal, rotations make that diagonal (Golub and Van Loan, "Matrix computations", sections 5.4 and 8.6).
 *
 * @param a float64, m x n, row-major; overwritten
 * @param left how many columns of U are wanted, n or m; 0 for no vectors at all
 * @throws NonFiniteError when an element is NaN or infinite
 */
export function decomposeSides(call: string, a: Storage, m: number, n: number, left: number): Svd {
  const matrix = a.array as Float64Array
  const scale = rescale(call, matrix)
  const b = bidiagonal(a, m, n)
  const wanted = left > 0
  // Square, as the rotations see them; the reflectors widen them afterwards.
  const u = wanted ? rows(left, m) : null
  const v = wanted ? rows(n, n) : null
  diagonalizeSides(b.diagonal, b.offDiagonal, { rows: u, width: m }, { rows: v, width: n }, n)
  if (u !== null && v !== null) {
    widen(u, left, m, b.left, b.leftTaus, n, 0)
    widen(v, n, n, b.right, b.rightTaus, n - 1, 1)
  }
  return sorted(b.diagonal, u, v, scale, m, n, left)
}

// Ones on the diagonal: those of the first n rows are rotated, the others become the columns that complete U.
function rows(height: number, width: number): Storage {
  const out = Storage.allocate('float64', height * width)
  for (let k = 0; k < height; k++) out.array[k * (width + 1)] = 1
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
 * Within a block of columns the rest of the matrix stays as it was: what reflectors V, U and their companions Y, X would
 * change, -(V^T Y + X^T U), is reckoned with, and done by two products at the end of the block (LAPACK's gebrd). The
 * companions have the opposite sign here.
 */
function bidiagonal(a: Storage, m: number, n: number): Bidiagonal {
  const x = a.array as Float64Array
  const [diagonal, offDiagonal] = [new Float64Array(n), new Float64Array(n)]
  const [leftTaus, rightTaus] = [new Float64Array(n), new Float64Array(n)]
  const [left, right] = [Storage.allocate('float64', n * m), Storage.allocate('float64', n * n)]
  const [V, U] = [left.array as Float64Array, right.array as Float64Array]
  const [ys, xs] = [Storage.allocate('float64', BLOCK * n), Storage.allocate('float64', BLOCK * m)]
  const [Y, X] = [ys.array as Float64Array, xs.array as Float64Array]
  for (let first = 0; first < n; first += BLOCK) {
    const end = Math.min(n, first + BLOCK)
    for (let c = first; c < end; c++) {
      const v = c * m
      for (let i = c; i < m; i++) V[v + i] = x[i * n + c]!
      for (let l = first; l < c; l++) {
        addScaled(Y[(l - first) * n + c]!, V, l * m + c, V, v + c, m - c)
        addScaled(U[l * n + c]!, X, (l - first) * m + c, V, v + c, m - c)
      }
      const column = reflect(V, v + c, v + m)
      diagonal[c] = column.beta
      leftTaus[c] = column.tau
      if (c + 1 === n) break
      const own = (c - first) * n
      const size = n - c - 1
      // Y: what the column's reflector changes in the columns to its right.
      const part = kernels.matrix({ storage: a, offset: c * n + c + 1 }, m - c, size, n)
      kernels.gemm(
        kernels.matrix({ storage: left, offset: v + c }, 1, m - c),
        part,
        kernels.matrix({ storage: ys, offset: own + c + 1 }, 1, size)
      )
      for (let l = first; l < c; l++) {
        const [alongV, alongX] = [dot(V, l * m + c, V, v + c, m - c), dot(X, (l - first) * m + c, V, v + c, m - c)]
        addScaled(alongV, Y, (l - first) * n + c + 1, Y, own + c + 1, size)
        addScaled(alongX, U, l * n + c + 1, Y, own + c + 1, size)
      }
      for (let k = own + c + 1; k < own + n; k++) Y[k] = -column.tau * Y[k]!
      // The row, with what all reflectors so far change in it.
      const u = c * n
      for (let k = c + 1; k < n; k++) U[u + k] = x[c * n + k]!
      for (let l = first; l <= c; l++) addScaled(V[l * m + c]!, Y, (l - first) * n + c + 1, U, u + c + 1, size)
      for (let l = first; l < c; l++) addScaled(X[(l - first) * m + c]!, U, l * n + c + 1, U, u + c + 1, size)
      const row = reflect(U, u + c + 1, u + n)
      offDiagonal[c] = row.beta
      rightTaus[c] = row.tau
      // X: what the row's reflector changes in the rows below.
      const below = m - c - 1
      const mine = (c - first) * m
      const rest = kernels.matrix({ storage: a, offset: (c + 1) * n + c + 1 }, below, size, n)
      kernels.gemm(
        kernels.matrix({ storage: right, offset: u + c + 1 }, 1, size),
        kernels.transpose(rest),
        kernels.matrix({ storage: xs, offset: mine + c + 1 }, 1, below)
      )
      for (let l = first; l <= c; l++) {
        const alongY = dot(Y, (l - first) * n + c + 1, U, u + c + 1, size)
        addScaled(alongY, V, l * m + c + 1, X, mine + c + 1, below)
        if (l === c) continue
        const alongU = dot(U, l * n + c + 1, U, u + c + 1, size)
        addScaled(alongU, X, (l - first) * m + c + 1, X, mine + c + 1, below)
      }
      for (let k = mine + c + 1; k < mine + m; k++) X[k] = -row.tau * X[k]!
    }
    if (end === n) continue
    const target = kernels.matrix({ storage: a, offset: end * n + end }, m - end, n - end, n)
    const side = (of: Storage, from: number, width: number, step: number) =>
      kernels.matrix({ storage: of, offset: from }, end - first, width, step)
    const [v, y] = [side(left, first * m + end, m - end, m), side(ys, end, n - end, n)]
    const [w, u] = [side(xs, end, m - end, m), side(right, first * n + end, n - end, n)]
    kernels.gemm(kernels.transpose(v), y, target, { accumulate: 1 })
    kernels.gemm(kernels.transpose(w), u, target, { accumulate: 1 })
  }
  return { diagonal, offDiagonal, left, right, leftTaus, rightTaus }
}

// Descending and >= 0.
function sorted(
  d: Float64Array,
  u: Storage | null,
  v: Storage | null,
  scale: number,
  m: number,
  n: number,
  height: number
): Svd {
  const order = Array.from(d.keys()).sort((i, j) => Math.abs(d[j]!) - Math.abs(d[i]!) || i - j)
  const values = Float64Array.from(order, (k) => Math.abs(d[k]!) * scale)
  if (u === null || v === null) return { values, u, v }
  const placed = (of: Storage, width: number, count: number, signed: boolean): Storage => {
    const out = Storage.allocate('float64', count * width)
    const to = out.array as Float64Array
    to.set((of.array as Float64Array).subarray(n * width), n * width)
    for (const [at, k] of order.entries()) {
      const row = (of.array as Float64Array).subarray(k * width, (k + 1) * width)
      to.set(signed && d[k]! < 0 ? row.map((value) => -value) : row, at * width)
    }
    return out
  }
  return { values, u: placed(u, m, height, false), v: placed(v, n, n, true) }
}
