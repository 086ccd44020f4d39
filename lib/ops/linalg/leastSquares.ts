// Pseudoinverses, least squares, ranks and condition numbers. Part of `linalg`. Not in index.ts.
import { noGrad } from '../../autograd/tape.ts'
import { ShapeError } from '../../errors.ts'
import { zeros } from '../../tensor/create.ts'
import { format, sameShape } from '../../tensor/shape.ts'
import { checkFloat, Tensor } from '../../tensor/tensor.ts'
import { boolean, numeric, oneOf, orNull, rule } from '../../util/options.ts'
import { optionsTable, positional, read } from '../../util/positional.ts'
import { add, div, gt, maximum, mul, sub, where } from '../elementwise.ts'
import { max } from '../extreme.ts'
import { abs, neg } from '../gen/elementwise.ts'
import { sum } from '../reduce.ts'
import { select, squeeze, unsqueeze } from '../shape.ts'
import { matrixNormOf } from './norms.ts'
import { inv } from './solve.ts'
import { eigh, eigvalsh, qr, svd, svdvals } from './spectral.ts'
import { matricesOf, recorded, sameBatch, squareOf, times, transposed } from './stack.ts'
import { triangular } from './triangular.ts'

type Tolerance = number | Tensor | null

/** Options of pinv and matrixRank. */
export interface ToleranceOptions {
  /** Singular values up to this count as 0. Default 0. */
  atol?: Tolerance | undefined
  /** Singular values up to this part of the largest count as 0. Default max(m, n) eps; with atol 0. */
  rtol?: Tolerance | undefined
  /** The matrices are symmetric: eigenvalues are used. Default false. */
  hermitian?: boolean | undefined
}

/** Options of lstsq. */
export interface LstsqOptions {
  /** Singular values up to this part of the largest count as 0. Default max(m, n) eps. */
  rcond?: number | null | undefined
  /** LAPACK's names: 'gels' takes full rank for granted; 'gelsd' and 'gelss' return singular values. Default 'gelsy'. */
  driver?: 'gels' | 'gelsy' | 'gelsd' | 'gelss' | null | undefined
}

const tolerance = rule(
  'a number >= 0 or a tensor',
  (v) => v === null || v instanceof Tensor || (typeof v === 'number' && v >= 0)
)
const PINV = positional<ToleranceOptions>({ rtol: tolerance, atol: tolerance, hermitian: boolean }, { rcond: 'rtol' })
const RANK = positional<ToleranceOptions>({ atol: tolerance, rtol: tolerance, hermitian: boolean }, { tol: 'atol' })
const LSTSQ = optionsTable<LstsqOptions>({
  rcond: orNull(numeric),
  driver: oneOf('gels', 'gelsy', 'gelsd', 'gelss', null)
})
const COND = positional<{ p?: number | string | null }>({
  p: oneOf(null, 1, -1, 2, -2, Infinity, -Infinity, 'fro', 'nuc')
})

const epsilon = (x: Tensor): number => (x.dtype === 'float64' ? 2 ** -52 : 2 ** -23)

// Up to where singular values s (..., k) count as 0: (..., 1).
function threshold(s: Tensor, size: number, options: ToleranceOptions): Tensor {
  const { atol = null, rtol = null } = options
  const wide = (t: number | Tensor): number | Tensor => (typeof t === 'number' || t.ndim === 0 ? t : unsqueeze(t, -1))
  const part = rtol ?? (atol === null || atol === 0 ? size * epsilon(s) : 0)
  const largest = max(s, -1, { keepdim: true }).values
  return maximum(mul(largest, wide(part)), wide(atol ?? 0))
}

/**
 * The pseudoinverses (Moore and Penrose) of matrices.
 *
 * @param a (..., m, n)
 * @param options.rtol,options.atol see matrixRank
 * @returns (..., n, m)
 * @example
 * linalg.pinv(tensor([[2, 0], [0, 0]])).toArray() // [[0.5, 0], [0, 0]]
 */
export function pinv(a: Tensor, rtol?: Tolerance | ToleranceOptions, more?: Omit<ToleranceOptions, 'rtol'>): Tensor {
  const op = 'linalg.pinv'
  const options = rtol instanceof Tensor ? read(op, PINV, { ...more, rtol }) : read(op, PINV, rtol, more)
  const { batch, m, n } = matricesOf(op, 'a', a)
  if (options.hermitian === true) squareOf(op, 'a', a)
  const p = noGrad(() => {
    if (m * n === 0) return zeros([...batch, n, m], { dtype: a.dtype })
    const inverted = (s: Tensor): Tensor => {
      const kept = gt(abs(s), threshold(abs(s), Math.max(m, n), options))
      return where(kept, div(1, where(kept, s, 1)), 0)
    }
    if (options.hermitian === true) {
      const { eigenvalues, eigenvectors } = eigh(a)
      return times(mul(eigenvectors, unsqueeze(inverted(eigenvalues), -2)), transposed(eigenvectors))
    }
    const { u, s, vh } = svd(a, false)
    return times(mul(transposed(vh), unsqueeze(inverted(s), -2)), transposed(u))
  })
  recorded('pinv', [p], [a], ([g]) => [pinvGradient(a, p, g!)])
  return p
}

// Golub and Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear least squares problems whose variables
// separate", for matrices whose rank stays as it is.
function pinvGradient(a: Tensor, p: Tensor, g: Tensor): Tensor {
  const [pt, gt] = [transposed(p), transposed(g)]
  const left = times(gt, p, pt)
  const right = times(pt, p, gt)
  const inner = neg(times(pt, g, pt))
  return add(add(inner, sub(left, times(a, p, left))), sub(right, times(right, p, a)))
}

/**
 * The number of singular values of each matrix that do not count as 0: int64 (...).
 *
 * @param options.tol,options.atol values up to this count as 0. Default 0
 * @param options.rtol values up to this part of the largest count as 0. Default max(m, n) eps, or 0 with a tolerance
 * @param options.hermitian the matrices are symmetric. Default false
 * @example
 * linalg.matrixRank(tensor([[1, 2], [2, 4]])).item() // 1
 */
export function matrixRank(
  a: Tensor,
  tol?: Tolerance | (ToleranceOptions & { tol?: Tolerance | undefined }),
  more?: ToleranceOptions
): Tensor {
  const op = 'linalg.matrixRank'
  const options = tol instanceof Tensor ? read(op, RANK, { ...more, atol: tol }) : read(op, RANK, tol, more)
  const { batch, m, n } = matricesOf(op, 'a', a)
  if (m * n === 0) return zeros([...batch], { dtype: 'int64' })
  return noGrad(() => {
    const s = options.hermitian === true ? abs(eigvalsh(a)) : svdvals(a)
    return sum(gt(s, threshold(s, Math.max(m, n), options)), -1)
  })
}

/** What lstsq returns. */
export interface LeastSquares {
  /** X (..., n, k). */
  readonly solution: Tensor
  /** The sums of squares of A X - B by columns (..., k), for m > n and full rank; else empty. */
  readonly residuals: Tensor
  /** int64 (...). Empty for the driver 'gels'. */
  readonly rank: Tensor
  /** (..., min(m, n)) for the drivers 'gelsd' and 'gelss', else empty. */
  readonly singularValues: Tensor
}

/**
 * The solution X of least norm among those that make the norm of A X - B least.
 *
 * @param a (..., m, n)
 * @param b (..., m, k), or (..., m) for a of one dimension more
 * @throws ShapeError
 * @example
 * linalg.lstsq(tensor([[1, 0], [1, 1], [1, 2]]), tensor([[1], [3], [5]])).solution.toArray() // [[1], [2]]
 */
export function lstsq(a: Tensor, b: Tensor, options?: LstsqOptions): LeastSquares {
  const op = 'linalg.lstsq'
  const { rcond = null, driver: given } = read(op, LSTSQ, options)
  const driver = given ?? 'gelsy'
  const { m, n } = matricesOf(op, 'a', a)
  checkFloat(op, 'b', b)
  if (b.ndim === a.ndim - 1 && sameShape(b.shape, a.shape.slice(0, -1))) {
    const found = lstsq(a, unsqueeze(b, -1), options)
    return { ...found, solution: squeeze(found.solution, -1) }
  }
  if (b.ndim < 2 || b.shape.at(-2) !== m) {
    throw new ShapeError(
      `${op}: expected b with ${m} rows for a of shape ${format(a.shape)} but received ${format(b.shape)}`
    )
  }
  const nothing = zeros([0], { dtype: a.dtype })
  const rtol = rcond ?? Math.max(m, n) * epsilon(a)
  const s = driver === 'gels' ? null : svdvals(a.detach())
  const rank = s === null ? null : sum(gt(s, threshold(s, Math.max(m, n), { rtol })), -1)
  const full = rank === null || allEqual(rank, Math.min(m, n))
  const [p, q] = sameBatch(op, a, b)
  const solution = full ? ofFullRank(p, q) : times(pinv(p, { rtol }), q)
  const errors = m > n && full ? sum(sub(times(p, solution), q).square(), -2) : nothing
  return {
    solution,
    residuals: errors.detach(),
    rank: rank ?? zeros([0], { dtype: 'int64' }),
    singularValues: s !== null && (driver === 'gelsd' || driver === 'gelss') ? s : nothing
  }
}

const allEqual = (x: Tensor, value: number): boolean => Array.from(x.data).every((v) => v === value)

function ofFullRank(a: Tensor, b: Tensor): Tensor {
  if (a.shape.at(-2)! >= a.shape.at(-1)!) {
    const { q, r } = qr(a)
    return triangular(r, times(transposed(q), b), true)
  }
  const { q, r } = qr(transposed(a))
  return times(q, triangular(transposed(r), b, false))
}

/**
 * The condition numbers of matrices: by default the largest singular value over the smallest one.
 * @param options.p the norm: null or 2, -2, 1, -1, Infinity, -Infinity, 'fro' or 'nuc'. Default null
 * @returns (...)
 * @example
 * linalg.cond(tensor([[2, 0], [0, 4]])).item() // 2
 */
export function cond(a: Tensor, p?: number | string | null | { p?: number | string | null | undefined }): Tensor {
  const op = 'linalg.cond'
  const { p: kind = null } = read(op, COND, p)
  matricesOf(op, 'a', a)
  if (kind === null || kind === 2 || kind === -2) {
    const s = svdvals(a)
    const [largest, smallest] = [select(s, -1, { index: 0 }), select(s, -1, { index: -1 })]
    return kind === -2 ? div(smallest, largest) : div(largest, smallest)
  }
  squareOf(op, 'a', a)
  const size = (x: Tensor): Tensor => matrixNormOf(op, x, kind, [x.ndim - 2, x.ndim - 1], false)
  return mul(size(a), size(inv(a)))
}
