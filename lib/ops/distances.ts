// Distances, similarities and statistics of vectors, composed of other ops. Public, by index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format, sameShape } from '../tensor/shape.ts'
import { checkFloat, checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule, dims, numeric, oneOf, wholeNumber } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { raised } from './arrange.ts'
import { clamp } from './clamp.ts'
import { diagonalOf } from './diagonals.ts'
import { add, div, gt, maximum, mul, sub, where } from './elementwise.ts'
import { sqrt, square } from './gen/elementwise.ts'
import { vectorNormOf } from './linalg/vectorNorm.ts'
import { exactMatmul, matmul } from './matmul.ts'
import { sum } from './reduce.ts'
import { permute, reshape, to, transpose, unsqueeze } from './shape.ts'
import { tensorOrNull } from './shared.ts'

/** Options of normalize. */
export interface NormalizeOptions {
  /** The order of the norm, any number. Default 2. */
  p?: number | undefined
  /** Default 1. */
  dim?: number | readonly number[] | undefined
  /** The least divisor. Default 1e-12. */
  eps?: number | undefined
}

/** Options of cosineSimilarity. */
export interface CosineOptions {
  /** Default 1. */
  dim?: number | undefined
  /** The least norm to divide by. Default 1e-8. */
  eps?: number | undefined
}

/** Options of pairwiseDistance. */
export interface PairwiseOptions {
  /** The order of the norm, any number. Default 2. */
  p?: number | undefined
  /** Added to each difference. Default 1e-6. */
  eps?: number | undefined
  /** Keep the last dimension as size 1. Default false. */
  keepdim?: boolean | undefined
}

/** Options of cdist. */
export interface CdistOptions {
  /** The order of the norm: 0 counts differences, Infinity takes the largest one. Default 2. */
  p?: number | undefined
  /**
   * Whether Euclidean distances come from a matrix product, which is faster and less precise for points that are close.
   * Default: for more than 25 points on either side.
   */
  computeMode?:
    | 'use_mm_for_euclid_dist_if_necessary'
    | 'use_mm_for_euclid_dist'
    | 'donot_use_mm_for_euclid_dist'
    | undefined
}

/** Options of cov. */
export interface CovOptions {
  /** Subtracted from the number of observations in the divisor. Default 1. */
  correction?: number | undefined
  /** How often each observation counts: an integer tensor (observations). */
  fweights?: Tensor | null | undefined
  /** The weight of each observation: a tensor (observations). */
  aweights?: Tensor | null | undefined
}

const NORMALIZE = positional<NormalizeOptions>({
  p: numeric,
  dim: dims,
  eps: numeric
})
const COSINE = positional<CosineOptions>({ dim: dimRule, eps: numeric })
const PAIRWISE = positional<PairwiseOptions>({ p: numeric, eps: numeric, keepdim: boolean })
const CDIST = positional<CdistOptions>({
  p: numeric,
  computeMode: oneOf('use_mm_for_euclid_dist_if_necessary', 'use_mm_for_euclid_dist', 'donot_use_mm_for_euclid_dist')
})
const COV = optionsTable<CovOptions>({ correction: wholeNumber(), fweights: tensorOrNull, aweights: tensorOrNull })

/**
 * x divided by its p-norms along `dim`, at least `eps`.
 * @example
 * normalize(tensor([[3, 4]])).toArray() // [[0.6, 0.8]]
 */
export function normalize(x: Tensor, p?: number | NormalizeOptions, more?: Omit<NormalizeOptions, 'p'>): Tensor {
  const { p: order = 2, dim = 1, eps = 1e-12 } = read('normalize', NORMALIZE, p, more)
  checkFloat('normalize', 'x', x)
  return div(x, clamp(vectorNormOf('normalize', x, order, { dim, keepdim: true }), { min: eps }))
}

/**
 * The cosine of the angle between vectors along `dim`; the inputs broadcast.
 * @example
 * cosineSimilarity(tensor([[1, 0]]), tensor([[1, 1]])).toArray() // [0.70711]
 */
export function cosineSimilarity(
  a: Tensor,
  b: Tensor,
  dim?: number | CosineOptions,
  more?: Omit<CosineOptions, 'dim'>
): Tensor {
  const { dim: given = 1, eps = 1e-8 } = read('cosineSimilarity', COSINE, dim, more)
  checkFloat('cosineSimilarity', 'a', a)
  checkFloat('cosineSimilarity', 'b', b)
  const nd = Math.max(a.ndim, b.ndim)
  const along = dimension('cosineSimilarity', given, nd) - nd
  // As PyTorch, norms are raised to eps without a gradient of that.
  const unit = (x: Tensor): Tensor => {
    const wide = raised(x, nd)
    const length = vectorNormOf('cosineSimilarity', wide, 2, { dim: along, keepdim: true })
    const constant = length.detach()
    return div(wide, add(length, sub(maximum(constant, eps), constant)))
  }
  return sum(mul(unit(a), unit(b)), along)
}

/** The p-norms of a - b + eps along the last dimension; the inputs broadcast. */
export function pairwiseDistance(
  a: Tensor,
  b: Tensor,
  p?: number | PairwiseOptions,
  more?: Omit<PairwiseOptions, 'p'>
): Tensor {
  const { p: order = 2, eps = 1e-6, keepdim = false } = read('pairwiseDistance', PAIRWISE, p, more)
  checkFloat('pairwiseDistance', 'a', a)
  checkFloat('pairwiseDistance', 'b', b)
  return vectorNormOf('pairwiseDistance', add(sub(a, b), eps), order, { dim: -1, keepdim })
}

/**
 * The p-norm distance between every row of a and every row of b: (..., P, M) and (..., R, M) give (..., P, R).
 * @example
 * cdist(tensor([[0, 0]]), tensor([[3, 4], [0, 1]])).toArray() // [[5, 1]]
 */
export function cdist(a: Tensor, b: Tensor, p?: number | CdistOptions, more?: Omit<CdistOptions, 'p'>): Tensor {
  const { p: order = 2, computeMode } = read('cdist', CDIST, p, more)
  checkFloat('cdist', 'a', a)
  checkFloat('cdist', 'b', b)
  if (a.ndim < 2 || b.ndim < 2 || a.shape.at(-1) !== b.shape.at(-1)) {
    throw new ShapeError(
      `cdist: expected points of one width (..., points, width) but received ${format(a.shape)} and ${format(b.shape)}`
    )
  }
  if (!(order >= 0)) throw new OptionError(`cdist: expected p to be a number >= 0 but received ${order}`)
  const many = a.shape.at(-2)! > 25 || b.shape.at(-2)! > 25
  const byProduct = computeMode === 'use_mm_for_euclid_dist' || (computeMode !== 'donot_use_mm_for_euclid_dist' && many)
  if (order === 2 && byProduct) return euclidean(a, b)
  return vectorNormOf('cdist', sub(unsqueeze(a, -2), unsqueeze(b, -3)), order, { dim: -1 })
}

// |a|^2 + |b|^2 - 2 a b; where that is not above 0 the distance is 0 and has no gradient.
function euclidean(a: Tensor, b: Tensor): Tensor {
  const squares = (x: Tensor): Tensor => sum(square(x), { dim: -1, keepdim: true })
  const d = sub(add(squares(a), transpose(squares(b))), mul(exactMatmul(a, transpose(b)), 2))
  const apart = gt(d, 0)
  return where(apart, sqrt(where(apart, d, 1)), 0)
}

/**
 * The bilinear form y_o = a^T W_o b + bias_o of vectors along the last dimension.
 * @param a (..., in1)
 * @param b (..., in2)
 * @param weight (out, in1, in2)
 * @param bias (out), optional
 * @returns (..., out)
 */
export function bilinear(a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  for (const [name, x] of Object.entries({ a, b, weight })) checkFloat('bilinear', name, x)
  const [out, in1, in2] = weight.shape as [number, number, number]
  const lead = a.shape.slice(0, -1)
  const fits = a.shape.at(-1) === in1 && b.shape.at(-1) === in2 && sameShape(lead, b.shape.slice(0, -1))
  if (weight.ndim !== 3 || !fits) {
    throw new ShapeError(
      `bilinear: expected a (..., in1), b (..., in2) and weight (out, in1, in2) but received ${format(a.shape)}, ${format(b.shape)} and ${format(weight.shape)}`
    )
  }
  const mixed = matmul(reshape(a, [-1, in1]), reshape(permute(weight, [1, 0, 2]), [in1, out * in2]))
  const y = sum(mul(reshape(mixed, [-1, out, in2]), reshape(b, [-1, 1, in2])), 2)
  const shaped = reshape(y, [...lead, out])
  return bias === null ? shaped : add(shaped, bias)
}

/**
 * The covariance matrix of variables (rows) over observations (columns); the variance of a vector.
 * @example
 * cov(tensor([[0, 1, 2], [2, 1, 0]])).toArray() // [[1, -1], [-1, 1]]
 */
export function cov(x: Tensor, options?: CovOptions): Tensor {
  const { correction = 1, fweights = null, aweights = null } = read('cov', COV, options)
  checkFloat('cov', 'x', x)
  if (x.ndim > 2) throw new ShapeError(`cov: expected at most two dimensions but received ${format(x.shape)}`)
  const rows = x.ndim === 2 ? x : reshape(x, [1, x.size])
  const n = rows.shape[1]!
  for (const [name, w] of Object.entries({ fweights, aweights })) {
    if (w === null) continue
    checkTensor('cov', name, w)
    if (w.ndim !== 1 || w.size !== n) {
      throw new ShapeError(`cov: expected ${name} of shape [${n}] but received ${format(w.shape)}`)
    }
    if (elementsOf(w).some((v) => v < 0)) throw new OptionError(`cov: expected ${name} to be >= 0`)
  }
  const f = fweights === null ? null : to(fweights, x.dtype)
  const weights = f === null ? aweights : aweights === null ? f : mul(f, aweights)
  const total = weights === null ? n : sum(weights)
  const mean = div(sum(weights === null ? rows : mul(rows, weights), { dim: 1, keepdim: true }), total)
  const centered = sub(rows, mean)
  const weighted = weights === null ? centered : mul(centered, weights)
  const lost =
    aweights === null || correction === 0 ? correction : mul(div(sum(mul(weights!, aweights)), total), correction)
  const divisor = typeof total === 'number' && typeof lost === 'number' ? Math.max(0, total - lost) : sub(total, lost)
  const c = div(exactMatmul(weighted, transpose(centered)), divisor)
  return x.ndim === 2 ? c : reshape(c, [])
}

/** The matrix of correlation coefficients of variables (rows) over observations (columns), from -1 to 1. */
export function corrcoef(x: Tensor): Tensor {
  const c = cov(x)
  if (c.ndim === 0) return div(c, c)
  const deviation = sqrt(diagonalOf('corrcoef', c))
  return clamp(div(div(c, unsqueeze(deviation, 1)), unsqueeze(deviation, 0)), { min: -1, max: 1 })
}
