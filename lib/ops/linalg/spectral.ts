// Q R, eigenvalues and singular values. Part of `linalg`. Not in index.ts.
import { needsTape } from '../../autograd/tape.ts'
import type { Storage } from '../../backend/index.ts'
import { AutogradError } from '../../errors.ts'
import { eigh as eigenOf, eigenvalues } from '../../linalg/eigh.ts'
import { decompose } from '../../linalg/qr.ts'
import { decomposeSides } from '../../linalg/svd.ts'
import { zeros, zerosLike } from '../../tensor/create.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, oneOf } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { diagonalMatrix, diagonalOf, upperTriangle } from '../diagonals.ts'
import { add, div, mul, ne, sub, where } from '../elementwise.ts'
import { cat } from '../join.ts'
import { slice, unsqueeze } from '../shape.ts'
import {
  eachMatrix,
  fromDoubles,
  identityOf,
  matricesOf,
  Results,
  recorded,
  squareOf,
  times,
  transposed
} from './stack.ts'
import { triangular } from './triangular.ts'

type QrMode = 'reduced' | 'complete' | 'r'

const QR = positional<{ mode?: QrMode }>({ mode: oneOf('reduced', 'complete', 'r') })
const EIGH = positional<{ uplo?: 'L' | 'U' }>({ uplo: oneOf('L', 'U') }, { UPLO: 'uplo' })
const SVD = positional<{ fullMatrices?: boolean }>({ fullMatrices: boolean })

/**
 * A = Q R: Q with orthonormal columns, R upper triangular.
 *
 * @param a (..., m, n)
 * @param options.mode 'reduced': Q (..., m, k), R (..., k, n), k = min(m, n); 'complete': Q (..., m, m), R (..., m, n); 'r': Q
 *   is empty. Default 'reduced'. 'complete' has no gradient for m > n
 * @throws NonFiniteError when an element is NaN or infinite
 * @example
 * const { q, r } = linalg.qr(tensor([[3, 1], [4, 2]]))
 * q.matmul(r).toArray() // [[3, 1], [4, 2]]
 */
export function qr(a: Tensor, mode?: QrMode | { mode?: QrMode | undefined }): { q: Tensor; r: Tensor } {
  const { mode: form = 'reduced' } = read('linalg.qr', QR, mode)
  const { batch, count, m, n } = matricesOf('linalg.qr', 'a', a)
  const k = Math.min(m, n)
  const width = form === 'complete' ? m : form === 'r' && !needsTape([a]) ? 0 : k
  const height = form === 'complete' ? m : k
  const [qs, rs] = [new Results(count, width * m), new Float64Array(count * height * n)]
  eachMatrix(
    a,
    (columns, at) => {
      const { q, r } = decompose('linalg.qr', columns, m, n, width)
      qs.put(q, at)
      rs.set(r, at * height * n)
    },
    true
  )
  const rows = fromDoubles(qs.values, [...batch, width, m], a)
  const q = transposed(rows).contiguous()
  const r = fromDoubles(rs, [...batch, height, n], a)
  recorded('qr', [q, r], [a], ([gq, gr]) => {
    if (form === 'complete' && m > n) {
      throw new AutogradError(
        "linalg.qr: cannot compute the gradient because Q of mode 'complete' is not determined by a matrix of more rows than columns; use mode 'reduced'"
      )
    }
    return [qrGradient(q, r, gq ?? null, gr ?? null, a)]
  })
  return { q: form === 'r' ? zeros([0], { dtype: a.dtype }) : q, r }
}

// With A = (X | Y), X = Q U square or tall: Y = Q V hands its gradient to Q, then that of X is
// (gQ + Q sym(upper part of gR R^T - Q^T gQ)) U^-T (Walter and Lehmann 2010, "Algorithmic differentiation of linear algebra
// functions").
function qrGradient(q: Tensor, r: Tensor, gq: Tensor | null, gr: Tensor | null, a: Tensor): Tensor {
  const [k, n] = r.shape.slice(-2) as [number, number]
  const [u, gu] = [slice(r, -1, { end: k }), gr === null ? null : slice(gr, -1, { end: k })]
  let up = gq
  let rest: Tensor | null = null
  if (n > k && gr !== null) {
    const gv = slice(gr, -1, { start: k })
    const own = times(slice(a, -1, { start: k }), transposed(gv))
    rest = times(q, gv)
    up = up === null ? own : add(up, own)
  } else if (n > k) rest = zerosLike(slice(a, -1, { start: k }))
  const parts = [
    ...(gu === null ? [] : [times(gu, transposed(u))]),
    ...(up === null ? [] : [times(transposed(q), up).neg()])
  ]
  const upper = upperTriangle(total(parts))
  const symmetric = sub(add(upper, transposed(upper)), diagonalMatrix(diagonalOf('qr', upper)))
  const inner = times(q, symmetric)
  const left = transposed(triangular(u, transposed(up === null ? inner : add(up, inner)), true))
  return rest === null ? left : cat(left, rest, { dim: -1 })
}

const total = (parts: readonly Tensor[]): Tensor => parts.reduce((x, y) => add(x, y))

// Makes a matrix symmetric: one triangle becomes the mirror image of the other.
function mirror(of: Storage, n: number, uplo: string): Storage {
  const x = of.array as Float64Array
  const [row, column] = uplo === 'L' ? [n, 1] : [1, n]
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) x[i * column + j * row] = x[i * row + j * column]!
  return of
}

/** Eigenvalues (..., n), ascending, and eigenvectors (..., n, n), one in each column. */
export interface Eigendecomposition {
  readonly eigenvalues: Tensor
  readonly eigenvectors: Tensor
}

/**
 * Eigenvalues and eigenvectors of symmetric matrices, A = V diag(eigenvalues) V^T. One triangle is read. The sign of a vector,
 * and vectors of equal eigenvalues, are not determined: neither are gradients of what depends on them.
 *
 * @param a (..., n, n)
 * @param options.uplo which triangle is read, 'L' or 'U'. Default 'L'
 * @throws NonFiniteError when an element is NaN or infinite
 * @example
 * linalg.eigh(tensor([[2, 1], [1, 2]])).eigenvalues.toArray() // [1, 3]
 */
export function eigh(a: Tensor, uplo?: 'L' | 'U' | { uplo?: 'L' | 'U' | undefined }): Eigendecomposition {
  return eigen('linalg.eigh', a, read('linalg.eigh', EIGH, uplo).uplo ?? 'L')
}

// `alone`: with the values of eigvalsh, which has the same bits with a tape and without.
function eigen(op: string, a: Tensor, uplo: string, alone = false): Eigendecomposition {
  const { batch, count, n } = squareOf(op, 'a', a)
  const [values, rows] = [new Float64Array(count * n), new Results(count, n * n)]
  eachMatrix(a, (x, at) => {
    const found = eigenOf(mirror(x, n, uplo), n, op, alone)
    values.set(found.values, at * n)
    rows.put(found.vectors, at)
  })
  const eigenvalues = fromDoubles(values, [...batch, n], a)
  const eigenvectors = transposed(fromDoubles(rows.values, [...batch, n, n], a)).contiguous()
  recorded('eigh', [eigenvalues, eigenvectors], [a], ([gl, gv]) => {
    const v = eigenvectors
    const parts: Tensor[] = gl == null ? [] : [diagonalMatrix(gl)]
    if (gv != null) {
      const turned = div(times(transposed(v), gv), gaps(eigenvalues))
      parts.push(sub(turned, diagonalMatrix(diagonalOf(op, turned))))
    }
    return [times(v, total(parts), transposed(v))]
  })
  return { eigenvalues, eigenvectors }
}

// x_j - x_i, and 1 on the diagonal.
function gaps(x: Tensor): Tensor {
  const own = ne(identityOf(x.shape.at(-1)!, x), 0)
  return where(own, 1, sub(unsqueeze(x, -2), unsqueeze(x, -1)))
}

/**
 * The eigenvalues of symmetric matrices, ascending: (..., n). One triangle is read. They differ from those of `eigh` by the
 * rounding of another algorithm.
 */
export function eigvalsh(a: Tensor, uplo?: 'L' | 'U' | { uplo?: 'L' | 'U' | undefined }): Tensor {
  const op = 'linalg.eigvalsh'
  const { uplo: side = 'L' } = read(op, EIGH, uplo)
  if (needsTape([a])) return eigen(op, a, side, true).eigenvalues
  const { batch, count, n } = squareOf(op, 'a', a)
  const values = new Float64Array(count * n)
  eachMatrix(a, (x, at) => values.set(eigenvalues(op, mirror(x, n, side), n), at * n))
  return fromDoubles(values, [...batch, n], a)
}

/** Singular values (..., k), descending, k = min(m, n), and singular vectors. */
export interface SingularValues {
  /** (..., m, k), or (..., m, m) with fullMatrices. */
  readonly u: Tensor
  readonly s: Tensor
  /** (..., k, n), or (..., n, n) with fullMatrices. */
  readonly vh: Tensor
}

/**
 * The singular value decomposition A = U diag(S) Vh. The signs of vectors, and vectors of equal singular values, are not
 * determined: neither are gradients of what depends on them.
 *
 * @param a (..., m, n)
 * @param options.fullMatrices complete U and Vh to square matrices. Default true, as in PyTorch
 * @throws NonFiniteError when an element is NaN or infinite
 * @example
 * linalg.svd(tensor([[3, 0], [0, 4]])).s.toArray() // [4, 3]
 */
export function svd(a: Tensor, fullMatrices?: boolean | { fullMatrices?: boolean | undefined }): SingularValues {
  const { fullMatrices: full = true } = read('linalg.svd', SVD, fullMatrices)
  return singular('linalg.svd', a, full)
}

function singular(op: string, a: Tensor, full: boolean): SingularValues {
  const { batch, count, m, n } = matricesOf(op, 'a', a)
  if (m < n) {
    const { u, s, vh } = singular(op, transposed(a), full)
    return { u: transposed(vh), s, vh: transposed(u) }
  }
  const width = full ? m : n
  const us = new Results(count, width * m)
  const values = new Float64Array(count * n)
  const vs = new Results(count, n * n)
  eachMatrix(a, (x, at) => {
    const found = decomposeSides(op, x, m, n, width)
    values.set(found.values, at * n)
    us.put(found.u!, at)
    vs.put(found.v!, at)
  })
  const s = fromDoubles(values, [...batch, n], a)
  const vh = fromDoubles(vs.values, [...batch, n, n], a)
  const u = transposed(fromDoubles(us.values, [...batch, width, m], a)).contiguous()
  recorded('svd', [u, s, vh], [a], ([gu, gs, gv]) => {
    const thin = (t: Tensor): Tensor => (full && m > n ? slice(t, -1, { end: n }) : t)
    return [svdGradient(thin(u), s, vh, gu == null ? null : thin(gu), gs ?? null, gv ?? null)]
  })
  return { u, s, vh }
}

// U (((skew(U^T gU) / E) S + S (skew(V^T gV) / E) + diag(gS)) V^T + (I - U U^T) gU S^-1 V^T, E_ij = s_j^2 - s_i^2, of a matrix
// with at least as many rows as columns (Townsend 2016, "Differentiating the singular value decomposition").
function svdGradient(
  u: Tensor,
  s: Tensor,
  vh: Tensor,
  gu: Tensor | null,
  gs: Tensor | null,
  gvh: Tensor | null
): Tensor {
  const skew = (x: Tensor): Tensor => sub(x, transposed(x))
  const [row, column] = [unsqueeze(s, -2), unsqueeze(s, -1)]
  const parts: Tensor[] = gs === null ? [] : [diagonalMatrix(gs)]
  const e = gaps(s.square())
  if (gu !== null) parts.push(mul(div(skew(times(transposed(u), gu)), e), row))
  if (gvh !== null) parts.push(mul(column, div(skew(times(vh, transposed(gvh))), e)))
  const inner = times(u, total(parts))
  if (gu === null || u.shape.at(-1) === u.shape.at(-2)) return times(inner, vh)
  const outside = sub(gu, times(u, times(transposed(u), gu)))
  return times(add(inner, div(outside, row)), vh)
}

/** The singular values of matrices, descending: (..., min(m, n)). */
export function svdvals(a: Tensor): Tensor {
  const op = 'linalg.svdvals'
  const { batch, count, m, n } = matricesOf(op, 'a', a)
  if (needsTape([a])) return singular(op, a, false).s
  const [rows, cols] = m < n ? [n, m] : [m, n]
  const values = new Float64Array(count * cols)
  eachMatrix(a, (x, at) => values.set(decomposeSides(op, x, rows, cols, 0).values, at * cols), m < n)
  return fromDoubles(values, [...batch, cols], a)
}
