// The multivariate normal distribution, and batches of a distribution as one draw.
import { OptionError, ShapeError } from '../errors.ts'
import { add, log, matmul, mul, square, sub, sum } from '../ops/index.ts'
import { cholesky } from '../ops/linalg/cholesky.ts'
import { diagonal } from '../ops/linalg/functions.ts'
import { inv } from '../ops/linalg/solve.ts'
import { solveTriangular } from '../ops/linalg/triangular.ts'
import { expand, squeeze, transpose, unsqueeze } from '../ops/shape.ts'
import { type Generator, randn } from '../tensor/random.ts'
import { broadcast, format, type Shape } from '../tensor/shape.ts'
import { checkFloat, type Tensor } from '../tensor/tensor.ts'
import { defined } from '../util/options.ts'
import {
  type Constraint,
  checkNumbers,
  Distribution,
  type DistributionOptions,
  isNamed,
  LOG_2PI,
  real
} from './distribution.ts'

/** The matrix of a multivariate normal distribution: exactly one of these. */
export interface Covariance extends DistributionOptions {
  covarianceMatrix?: Tensor | undefined
  /** The inverse of the covariance matrix. */
  precisionMatrix?: Tensor | undefined
  /** The lower triangular L of L L^T, with a positive diagonal. */
  scaleTril?: Tensor | undefined
}

/**
 * The normal distribution of vectors.
 *
 * @param loc the mean, (..., k)
 * @param covarianceMatrix (..., k, k), symmetric and positive definite; or `{ precisionMatrix }` or `{ scaleTril }`
 * @throws LinAlgError for a matrix that is not positive definite
 * @example
 * new MultivariateNormal(zeros([2]), eye(2)).logProb(zeros([2])).item() // -1.837877
 */
export class MultivariateNormal extends Distribution {
  readonly loc: Tensor
  /** L of L L^T, the covariance matrix. */
  readonly scaleTril: Tensor
  constructor(loc: Tensor, covarianceMatrix: Tensor | Covariance, options?: DistributionOptions) {
    const name = 'MultivariateNormal'
    const named = isNamed(covarianceMatrix)
      ? (covarianceMatrix as Covariance)
      : { covarianceMatrix: covarianceMatrix as Tensor }
    const { covarianceMatrix: covariance, precisionMatrix: precision, scaleTril: tril, ...rest } = named
    const given = [covariance, precision, tril].filter((x) => x !== undefined)
    if (given.length !== 1) {
      throw new OptionError(
        `${name}: expected one of covarianceMatrix, precisionMatrix and scaleTril but received ${given.length}`
      )
    }
    const matrix = given[0]!
    checkFloat(name, 'loc', loc)
    checkFloat(name, 'the matrix', matrix)
    const k = loc.shape.at(-1)
    if (loc.ndim === 0 || matrix.ndim < 2 || matrix.shape.at(-1) !== k || matrix.shape.at(-2) !== k) {
      throw new ShapeError(
        `${name}: expected loc (..., k) and a matrix (..., k, k) but received ${format(loc.shape)} and ${format(matrix.shape)}`
      )
    }
    const batch = broadcast(name, loc.shape.slice(0, -1), matrix.shape.slice(0, -2))
    super(name, batch, [k!], { ...rest, ...defined(options ?? {}) })
    if (this.validate) checkNumbers(name, 'loc', loc, real)
    this.loc = expand(loc, [...batch, k!])
    const factor = tril ?? (covariance === undefined ? cholesky(inv(precision!)) : cholesky(covariance))
    this.scaleTril = expand(factor, [...batch, k!, k!])
  }
  get support(): Constraint {
    return real
  }
  get mean(): Tensor {
    return this.loc
  }
  get variance(): Tensor {
    return sum(square(this.scaleTril), -1)
  }
  get covarianceMatrix(): Tensor {
    return matmul(this.scaleTril, transpose(this.scaleTril))
  }
  get precisionMatrix(): Tensor {
    return inv(this.covarianceMatrix)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    const noise = randn(shape, { dtype: this.loc.dtype as 'float32', generator })
    return add(this.loc, squeeze(matmul(this.scaleTril, unsqueeze(noise, -1)), -1))
  }
  /** @internal Half the logarithm of the determinant of the covariance matrix. */
  get halfLogDet(): Tensor {
    return sum(log(diagonal(this.scaleTril)), -1)
  }
  /** @internal |L^-1 x|^2 for vectors x. */
  distance(x: Tensor): Tensor {
    return sum(square(squeeze(solveTriangular(this.scaleTril, unsqueeze(x, -1), { upper: false }), -1)), -1)
  }
  logDensity(x: Tensor): Tensor {
    const k = this.eventShape[0]!
    const m = this.distance(sub(x, this.loc))
    return sub(mul(add(m, k * LOG_2PI), -0.5), this.halfLogDet)
  }
  override entropy(): Tensor {
    return add(this.halfLogDet, 0.5 * this.eventShape[0]! * (1 + LOG_2PI))
  }
}

/**
 * The last `reinterpretedBatchNdims` batch dimensions of a distribution as part of one draw: logProb and entropy sum over
 * them.
 * @example
 * new Independent(new Normal(zeros([3]), 1), 1).eventShape // [3]
 */
export class Independent extends Distribution {
  readonly base: Distribution
  readonly reinterpretedBatchNdims: number
  constructor(base: Distribution, reinterpretedBatchNdims: number, options?: DistributionOptions) {
    const n = reinterpretedBatchNdims
    if (!(base instanceof Distribution) || !Number.isInteger(n) || n < 0 || n > base.batchShape.length) {
      throw new OptionError(
        `Independent: expected a distribution and a number of its batch dimensions but received ${String(base)} and ${String(n)}`
      )
    }
    const at = base.batchShape.length - n
    super('Independent', base.batchShape.slice(0, at), [...base.batchShape.slice(at), ...base.eventShape], options)
    this.base = base
    this.reinterpretedBatchNdims = n
  }
  override get hasRsample(): boolean {
    return this.base.hasRsample
  }
  get support(): Constraint {
    return this.base.support
  }
  get mean(): Tensor {
    return this.base.mean
  }
  get variance(): Tensor {
    return this.base.variance
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return this.base.draw(shape, generator)
  }
  /** @internal The sum over the dimensions that count as one draw. */
  summed(x: Tensor): Tensor {
    const n = this.reinterpretedBatchNdims
    const last = Array.from({ length: n }, (_, k) => k - n)
    return n === 0 ? x : sum(x, last)
  }
  logDensity(x: Tensor): Tensor {
    return this.summed(this.base.logDensity(x))
  }
  override entropy(): Tensor {
    return this.summed(this.base.entropy())
  }
}
