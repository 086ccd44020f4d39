// Distributions of real numbers with a location, a scale or bounds.
import { abs, add, div, exp, ge, lgamma, log, log1p, lt, mul, neg, square, sub, where } from '../ops/index.ts'
import { full } from '../tensor/create.ts'
import { type Generator, rand, randn } from '../tensor/random.ts'
import type { Shape } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import {
  anywhere,
  type Constraint,
  checkNumbers,
  Distribution,
  type DistributionOptions,
  EULER,
  LOG_2PI,
  nonNegative,
  openUniform,
  type Parameter,
  parametersOf,
  positive,
  real
} from './distribution.ts'
import { standardGamma } from './gammaDraws.ts'

const PI = Math.PI

abstract class LocationScale extends Distribution {
  readonly loc: Tensor
  readonly scale: Tensor

  constructor(name: string, loc: Parameter, scale: Parameter, options?: DistributionOptions) {
    const p = parametersOf(name, { loc, scale }, { loc: real, scale: positive }, options)
    super(name, p.shape, [], options)
    this.loc = p.loc
    this.scale = p.scale
  }

  get support(): Constraint {
    return real
  }

  /** @internal */
  standard(x: Tensor): Tensor {
    return div(sub(x, this.loc), this.scale)
  }
}

/**
 * The normal distribution. Like torch.distributions.Normal.
 *
 * @param loc the mean
 * @param scale the standard deviation, > 0
 * @example
 * new Normal(0, 1).logProb(0).item() // -0.918939
 */
export class Normal extends LocationScale {
  constructor(loc: Parameter, scale: Parameter, options?: DistributionOptions) {
    super('Normal', loc, scale, options)
  }
  get mean(): Tensor {
    return this.loc
  }
  get variance(): Tensor {
    return square(this.scale)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return add(this.loc, mul(this.scale, randn(shape, { dtype: this.loc.dtype as 'float32', generator })))
  }
  logDensity(x: Tensor): Tensor {
    return sub(mul(square(this.standard(x)), -0.5), add(log(this.scale), 0.5 * LOG_2PI))
  }
  override entropy(): Tensor {
    return add(log(this.scale), 0.5 + 0.5 * LOG_2PI)
  }
}

/** The distribution of exp of a normal variable, whose mean and standard deviation are loc and scale. */
export class LogNormal extends LocationScale {
  constructor(loc: Parameter, scale: Parameter, options?: DistributionOptions) {
    super('LogNormal', loc, scale, options)
  }
  override get support(): Constraint {
    return positive
  }
  /** The distribution of the logarithm. */
  get base(): Normal {
    return new Normal(this.loc, this.scale, { validateArgs: false })
  }
  get mean(): Tensor {
    return exp(add(this.loc, mul(square(this.scale), 0.5)))
  }
  get variance(): Tensor {
    const s = square(this.scale)
    return mul(s.expm1(), exp(add(mul(this.loc, 2), s)))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return exp(this.base.draw(shape, generator))
  }
  logDensity(x: Tensor): Tensor {
    return sub(this.base.logDensity(log(x)), log(x))
  }
  override entropy(): Tensor {
    return add(this.base.entropy(), this.loc)
  }
}

/** The distribution of the absolute value of a normal variable of mean 0 and standard deviation `scale`. */
export class HalfNormal extends Distribution {
  readonly scale: Tensor
  constructor(scale: Parameter, options?: DistributionOptions) {
    const p = parametersOf('HalfNormal', { scale }, { scale: positive }, options)
    super('HalfNormal', p.shape, [], options)
    this.scale = p.scale
  }
  get support(): Constraint {
    return nonNegative
  }
  get mean(): Tensor {
    return mul(this.scale, Math.sqrt(2 / PI))
  }
  get variance(): Tensor {
    return mul(square(this.scale), 1 - 2 / PI)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return abs(mul(this.scale, randn(shape, { dtype: this.scale.dtype as 'float32', generator })))
  }
  logDensity(x: Tensor): Tensor {
    const inside = sub(mul(square(div(x, this.scale)), -0.5), add(log(this.scale), 0.5 * LOG_2PI - Math.LN2))
    return where(ge(x, 0), inside, -Infinity)
  }
  override entropy(): Tensor {
    return add(log(this.scale), 0.5 + 0.5 * LOG_2PI - Math.LN2)
  }
}

/** The Laplace distribution: exponential on both sides of `loc`. */
export class Laplace extends LocationScale {
  constructor(loc: Parameter, scale: Parameter, options?: DistributionOptions) {
    super('Laplace', loc, scale, options)
  }
  get mean(): Tensor {
    return this.loc
  }
  get variance(): Tensor {
    return mul(square(this.scale), 2)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    const u = sub(openUniform(shape, this.loc, generator), 0.5)
    return sub(this.loc, mul(this.scale, mul(u.sign(), log1p(mul(abs(u), -2).clamp({ min: -1 + 2 ** -24 })))))
  }
  logDensity(x: Tensor): Tensor {
    return sub(neg(abs(this.standard(x))), log(mul(this.scale, 2)))
  }
  override entropy(): Tensor {
    return add(log(mul(this.scale, 2)), 1)
  }
}

/** The Cauchy distribution, whose mean is NaN, because there is none, and whose variance is infinite. */
export class Cauchy extends LocationScale {
  constructor(loc: Parameter, scale: Parameter, options?: DistributionOptions) {
    super('Cauchy', loc, scale, options)
  }
  get mean(): Tensor {
    return full(this.batchShape, Number.NaN, { dtype: this.loc.dtype })
  }
  get variance(): Tensor {
    return full(this.batchShape, Number.POSITIVE_INFINITY, { dtype: this.loc.dtype })
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    // tan(pi (u - 1/2)) = -cos(pi u) / sin(pi u).
    const angle = mul(openUniform(shape, this.loc, generator), PI)
    return sub(this.loc, mul(this.scale, div(angle.cos(), angle.sin())))
  }
  logDensity(x: Tensor): Tensor {
    return neg(add(log1p(square(this.standard(x))), add(log(this.scale), Math.log(PI))))
  }
  override entropy(): Tensor {
    return add(log(this.scale), Math.log(4 * PI))
  }
}

/** The Gumbel distribution, of the largest of many draws. */
export class Gumbel extends LocationScale {
  constructor(loc: Parameter, scale: Parameter, options?: DistributionOptions) {
    super('Gumbel', loc, scale, options)
  }
  get mean(): Tensor {
    return add(this.loc, mul(this.scale, EULER))
  }
  get variance(): Tensor {
    return mul(square(this.scale), (PI * PI) / 6)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    const u = openUniform(shape, this.loc, generator)
    return sub(this.loc, mul(this.scale, log(neg(log(u)))))
  }
  logDensity(x: Tensor): Tensor {
    const y = neg(this.standard(x))
    return sub(sub(y, exp(y)), log(this.scale))
  }
  override entropy(): Tensor {
    return add(log(this.scale), 1 + EULER)
  }
}

/**
 * The uniform distribution on [low, high).
 * @example
 * new Uniform(0, 2).logProb(1).item() // -0.693147
 */
export class Uniform extends Distribution {
  readonly low: Tensor
  readonly high: Tensor
  constructor(low: Parameter, high: Parameter, options?: DistributionOptions) {
    const p = parametersOf('Uniform', { low, high }, { low: real, high: real }, options)
    super('Uniform', p.shape, [], options)
    if (this.validate) checkNumbers('Uniform', 'high - low', sub(p.high, p.low), positive)
    this.low = p.low
    this.high = p.high
  }
  get support(): Constraint {
    return anywhere
  }
  get mean(): Tensor {
    return mul(add(this.low, this.high), 0.5)
  }
  get variance(): Tensor {
    return div(square(sub(this.high, this.low)), 12)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return add(this.low, mul(rand(shape, { dtype: this.low.dtype as 'float32', generator }), sub(this.high, this.low)))
  }
  logDensity(x: Tensor): Tensor {
    const inside = ge(x, this.low).logicalAnd(lt(x, this.high))
    return where(inside, neg(log(sub(this.high, this.low))), -Infinity)
  }
  override entropy(): Tensor {
    return log(sub(this.high, this.low))
  }
}

/** The exponential distribution of `rate`. */
export class Exponential extends Distribution {
  readonly rate: Tensor
  constructor(rate: Parameter, options?: DistributionOptions) {
    const p = parametersOf('Exponential', { rate }, { rate: positive }, options)
    super('Exponential', p.shape, [], options)
    this.rate = p.rate
  }
  get support(): Constraint {
    return nonNegative
  }
  get mean(): Tensor {
    return this.rate.reciprocal()
  }
  get variance(): Tensor {
    return square(this.mean)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return div(neg(log(openUniform(shape, this.rate, generator))), this.rate)
  }
  logDensity(x: Tensor): Tensor {
    return sub(log(this.rate), mul(this.rate, x))
  }
  override entropy(): Tensor {
    return sub(1, log(this.rate))
  }
}

/** Student's t-distribution of `df` degrees of freedom, at `loc` with `scale`. */
export class StudentT extends Distribution {
  readonly df: Tensor
  readonly loc: Tensor
  readonly scale: Tensor
  constructor(df: Parameter, loc: Parameter = 0, scale: Parameter = 1, options?: DistributionOptions) {
    const rules = { df: positive, loc: real, scale: positive }
    const p = parametersOf('StudentT', { df, loc, scale }, rules, options)
    super('StudentT', p.shape, [], options)
    this.df = p.df
    this.loc = p.loc
    this.scale = p.scale
  }
  get support(): Constraint {
    return real
  }
  get mean(): Tensor {
    return where(this.df.gt(1), this.loc, Number.NaN)
  }
  get variance(): Tensor {
    const { df } = this
    const finite = mul(square(this.scale), div(df, where(df.gt(2), sub(df, 2), 1)))
    return where(df.gt(2), finite, where(df.gt(1), full([], Infinity, { dtype: df.dtype }), Number.NaN))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    const half = mul(this.df, 0.5)
    const normal = randn(shape, { dtype: this.df.dtype as 'float32', generator })
    const chi2 = mul(standardGamma(half, shape, generator), 2)
    return add(this.loc, mul(this.scale, mul(normal, div(chi2, this.df).rsqrt())))
  }
  logDensity(x: Tensor): Tensor {
    const { df, scale } = this
    const half = mul(add(df, 1), 0.5)
    const y = div(sub(x, this.loc), scale)
    const z = add(add(log(scale), add(mul(log(df), 0.5), 0.5 * Math.log(PI))), sub(lgamma(mul(df, 0.5)), lgamma(half)))
    return neg(add(mul(half, log1p(div(square(y), df))), z))
  }
  override entropy(): Tensor {
    const { df } = this
    const lbeta = sub(add(lgamma(mul(df, 0.5)), 0.5 * Math.log(PI)), lgamma(mul(add(df, 1), 0.5)))
    const half = mul(add(df, 1), 0.5)
    const gap = sub(half.digamma(), mul(df, 0.5).digamma())
    return add(add(log(this.scale), mul(half, gap)), add(mul(log(df), 0.5), lbeta))
  }
}
