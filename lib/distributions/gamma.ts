// The gamma distribution and what is made of it: Beta, Dirichlet, Chi2. Draws have gradients by implicit reparameterization.
import { ShapeError } from '../errors.ts'
import { add, cat, digamma, div, lgamma, log, mul, square, stack, sub, sum } from '../ops/index.ts'
import { select, unsqueeze } from '../ops/shape.ts'
import type { Generator } from '../tensor/random.ts'
import type { Shape } from '../tensor/shape.ts'
import { checkTensor, type Tensor } from '../tensor/tensor.ts'
import {
  type Constraint,
  Distribution,
  type DistributionOptions,
  type Parameter,
  parametersOf,
  positive,
  unitInterval
} from './distribution.ts'
import { standardGamma } from './gammaDraws.ts'

/**
 * The gamma distribution.
 * @param concentration the shape, > 0
 * @param rate the inverse of the scale, > 0
 * @example
 * new Gamma(2, 1).mean.item() // 2
 */
export class Gamma extends Distribution {
  readonly concentration: Tensor
  readonly rate: Tensor
  constructor(concentration: Parameter, rate: Parameter, options?: DistributionOptions, name = 'Gamma') {
    const rules = { concentration: positive, rate: positive }
    const p = parametersOf(name, { concentration, rate }, rules, options)
    super(name, p.shape, [], options)
    this.concentration = p.concentration
    this.rate = p.rate
  }
  get support(): Constraint {
    return positive
  }
  get mean(): Tensor {
    return div(this.concentration, this.rate)
  }
  get variance(): Tensor {
    return div(this.concentration, square(this.rate))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return div(standardGamma(this.concentration, shape, generator), this.rate)
  }
  logDensity(x: Tensor): Tensor {
    const { concentration: a, rate } = this
    return sub(sub(add(mul(a, log(rate)), mul(sub(a, 1), log(x))), mul(rate, x)), lgamma(a))
  }
  override entropy(): Tensor {
    const { concentration: a, rate } = this
    return add(add(sub(a, log(rate)), lgamma(a)), mul(sub(1, a), digamma(a)))
  }
}

/** The chi-squared distribution of `df` degrees of freedom. */
export class Chi2 extends Gamma {
  constructor(df: Parameter, options?: DistributionOptions) {
    super(typeof df === 'number' ? df / 2 : mul(df, 0.5), 0.5, options, 'Chi2')
  }
  get df(): Tensor {
    return mul(this.concentration, 2)
  }
}

/**
 * The Dirichlet distribution on vectors of positive numbers whose sum is 1.
 * @param concentration (..., k), > 0
 */
export class Dirichlet extends Distribution {
  readonly concentration: Tensor
  constructor(concentration: Tensor, options?: DistributionOptions) {
    checkTensor('Dirichlet', 'concentration', concentration)
    if (concentration.ndim === 0) {
      throw new ShapeError('Dirichlet: expected concentration of at least one dimension but received a scalar')
    }
    const p = parametersOf('Dirichlet', { concentration }, { concentration: positive }, options)
    super('Dirichlet', p.shape.slice(0, -1), p.shape.slice(-1), options)
    this.concentration = p.concentration
  }
  get support(): Constraint {
    return unitInterval
  }
  /** @internal */
  get total(): Tensor {
    return sum(this.concentration, -1, { keepdim: true })
  }
  get mean(): Tensor {
    return div(this.concentration, this.total)
  }
  get variance(): Tensor {
    const m = this.mean
    return div(mul(m, sub(1, m)), add(this.total, 1))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    const parts = standardGamma(this.concentration, shape, generator)
    return div(parts, sum(parts, -1, { keepdim: true }))
  }
  logDensity(x: Tensor): Tensor {
    const a = this.concentration
    return sub(add(sum(mul(sub(a, 1), log(x)), -1), lgamma(sum(a, -1))), sum(lgamma(a), -1))
  }
  override entropy(): Tensor {
    const a = this.concentration
    const [k, total] = [a.shape.at(-1)!, sum(a, -1)]
    const start = sub(sum(lgamma(a), -1), lgamma(total))
    return sub(sub(start, mul(sub(k, total), digamma(total))), sum(mul(sub(a, 1), digamma(a)), -1))
  }
}

/**
 * The beta distribution on (0, 1).
 * @param concentration1 alpha, > 0
 * @param concentration0 beta, > 0
 * @example
 * new Beta(2, 2).mean.item() // 0.5
 */
export class Beta extends Distribution {
  readonly concentration1: Tensor
  readonly concentration0: Tensor
  constructor(concentration1: Parameter, concentration0: Parameter, options?: DistributionOptions) {
    const rules = { concentration1: positive, concentration0: positive }
    const p = parametersOf('Beta', { concentration1, concentration0 }, rules, options)
    super('Beta', p.shape, [], options)
    this.concentration1 = p.concentration1
    this.concentration0 = p.concentration0
  }
  get support(): Constraint {
    return unitInterval
  }
  // The distribution of (x, 1 - x).
  get #pair(): Dirichlet {
    return new Dirichlet(stack(this.concentration1, this.concentration0, { dim: -1 }), { validateArgs: false })
  }
  get mean(): Tensor {
    return div(this.concentration1, add(this.concentration1, this.concentration0))
  }
  get variance(): Tensor {
    const total = add(this.concentration1, this.concentration0)
    return div(mul(this.concentration1, this.concentration0), mul(square(total), add(total, 1)))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return select(this.#pair.draw([...shape, 2], generator), -1, { index: 0 })
  }
  logDensity(x: Tensor): Tensor {
    return this.#pair.logDensity(cat(unsqueeze(x, -1), unsqueeze(sub(1, x), -1), { dim: -1 }))
  }
  override entropy(): Tensor {
    return this.#pair.entropy()
  }
}
