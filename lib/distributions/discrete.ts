// Distributions of counts and classes.
import { OptionError, ShapeError } from '../errors.ts'
import {
  add,
  clamp,
  div,
  exp,
  floor,
  gather,
  lgamma,
  log,
  log1p,
  logSigmoid,
  logSoftmax,
  logsumexp,
  lt,
  mul,
  neg,
  oneHot,
  sigmoid,
  sub,
  sum,
  where
} from '../ops/index.ts'
import { expand, reshape, squeeze, unsqueeze } from '../ops/shape.ts'
import { arange, fromArray, full, zeros } from '../tensor/create.ts'
import { type Generator, rand } from '../tensor/random.ts'
import { broadcast, format, type Shape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { defined } from '../util/options.ts'
import {
  bit,
  type Constraint,
  checkNumbers,
  count,
  Distribution,
  type DistributionOptions,
  isNamed,
  nonNegative,
  openUniform,
  type Parameter,
  parametersOf,
  real,
  unitInterval
} from './distribution.ts'
import { binomialDraws, poissonDraws } from './gammaDraws.ts'

/** Probabilities, or logits in their place. */
export interface ProbsOrLogits extends DistributionOptions {
  probs?: Parameter | undefined
  logits?: Parameter | undefined
}

interface Given {
  readonly probs?: Parameter
  readonly logits?: Parameter
  readonly options: DistributionOptions | undefined
}

// new D(probs), new D({ probs }) or new D({ logits }).
function givenOf(name: string, first: Parameter | ProbsOrLogits, options: DistributionOptions | undefined): Given {
  if (!isNamed(first)) return { probs: first as Parameter, options }
  const { probs, logits, ...rest } = first as ProbsOrLogits
  if ((probs === undefined) === (logits === undefined)) {
    throw new OptionError(
      `${name}: expected either probs or logits but received ${probs === undefined ? 'neither' : 'both'}`
    )
  }
  const more = { ...rest, ...defined(options ?? {}) }
  return probs === undefined ? { logits: logits!, options: more } : { probs, options: more }
}

const epsilon = (x: Tensor): number => (x.dtype === 'float64' ? 2 ** -52 : 2 ** -23)

// Odds as logarithms, away from 0 and 1 as in PyTorch.
function logitsOf(probs: Tensor): Tensor {
  const p = clamp(probs, { min: epsilon(probs), max: 1 - epsilon(probs) })
  return sub(log(p), log1p(neg(p)))
}

abstract class Binary extends Distribution {
  readonly probs: Tensor
  readonly logits: Tensor
  constructor(name: string, first: Parameter | ProbsOrLogits, options?: DistributionOptions) {
    const given = givenOf(name, first, options)
    if (given.probs === undefined) {
      const { shape, logits } = parametersOf(name, { logits: given.logits }, { logits: real }, given.options)
      super(name, shape, [], given.options)
      this.logits = logits
      this.probs = sigmoid(logits)
    } else {
      const { shape, probs } = parametersOf(name, { probs: given.probs }, { probs: unitInterval }, given.options)
      super(name, shape, [], given.options)
      this.probs = probs
      this.logits = logitsOf(probs)
    }
  }
  override get hasRsample(): boolean {
    return false
  }
}

/**
 * The Bernoulli distribution of 0 and 1.
 * @param probs the probability of 1; or `{ logits }`
 * @example
 * new Bernoulli(0.25).logProb(1).item() // -1.386294
 */
export class Bernoulli extends Binary {
  constructor(probs: Parameter | ProbsOrLogits, options?: DistributionOptions) {
    super('Bernoulli', probs, options)
  }
  get support(): Constraint {
    return bit
  }
  get mean(): Tensor {
    return this.probs
  }
  get variance(): Tensor {
    return mul(this.probs, sub(1, this.probs))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    const { dtype } = this.probs
    return lt(rand(shape, { dtype: dtype as 'float32', generator }), this.probs).to(dtype)
  }
  logDensity(x: Tensor): Tensor {
    const { logits } = this
    return add(mul(x, logSigmoid(logits)), mul(sub(1, x), logSigmoid(neg(logits))))
  }
  override entropy(): Tensor {
    const { logits, probs } = this
    return neg(add(mul(probs, logSigmoid(logits)), mul(sub(1, probs), logSigmoid(neg(logits)))))
  }
}

/** The geometric distribution: failures before the first success. */
export class Geometric extends Binary {
  constructor(probs: Parameter | ProbsOrLogits, options?: DistributionOptions) {
    super('Geometric', probs, options)
  }
  get support(): Constraint {
    return count
  }
  get mean(): Tensor {
    return sub(div(1, this.probs), 1)
  }
  get variance(): Tensor {
    return div(sub(div(1, this.probs), 1), this.probs)
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return floor(div(log(openUniform(shape, this.probs, generator)), log1p(neg(this.probs))))
  }
  logDensity(x: Tensor): Tensor {
    return add(mul(x, logSigmoid(neg(this.logits))), log(this.probs))
  }
  override entropy(): Tensor {
    return div(new Bernoulli({ logits: this.logits, validateArgs: false }).entropy(), this.probs)
  }
}

/** The binomial distribution: successes in `totalCount` trials. */
export class Binomial extends Binary {
  readonly totalCount: Tensor
  constructor(totalCount: Parameter, probs: Parameter | ProbsOrLogits, options?: DistributionOptions) {
    const named: ProbsOrLogits = isNamed(probs) ? probs : { probs: probs as Parameter }
    const given = named.probs ?? named.logits
    const dtype = given instanceof Tensor ? given.dtype : 'float32'
    const n = typeof totalCount === 'number' ? full([], totalCount, { dtype }) : totalCount
    checkTensor('Binomial', 'totalCount', n)
    // Of the shape of both.
    const widened = (p: Parameter | undefined): Parameter | undefined =>
      p === undefined ? undefined : add(zeros(n.shape, { dtype }), p)
    super('Binomial', { ...named, probs: widened(named.probs), logits: widened(named.logits) }, options)
    if (this.validate) checkNumbers('Binomial', 'totalCount', n, count)
    this.totalCount = expand(n.to(this.probs.dtype), this.batchShape)
  }
  get support(): Constraint {
    return count
  }
  get mean(): Tensor {
    return mul(this.totalCount, this.probs)
  }
  get variance(): Tensor {
    return mul(this.mean, sub(1, this.probs))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return binomialDraws(this.totalCount, this.probs, shape, generator)
  }
  logDensity(x: Tensor): Tensor {
    const n = this.totalCount
    const ways = sub(sub(lgamma(add(n, 1)), lgamma(add(x, 1))), lgamma(add(sub(n, x), 1)))
    return add(ways, add(mul(x, logSigmoid(this.logits)), mul(sub(n, x), logSigmoid(neg(this.logits)))))
  }
}

/** The Poisson distribution of `rate`. */
export class Poisson extends Distribution {
  readonly rate: Tensor
  constructor(rate: Parameter, options?: DistributionOptions) {
    const p = parametersOf('Poisson', { rate }, { rate: nonNegative }, options)
    super('Poisson', p.shape, [], options)
    this.rate = p.rate
  }
  override get hasRsample(): boolean {
    return false
  }
  get support(): Constraint {
    return count
  }
  get mean(): Tensor {
    return this.rate
  }
  get variance(): Tensor {
    return this.rate
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return poissonDraws(this.rate, shape, generator)
  }
  logDensity(x: Tensor): Tensor {
    const none = this.rate.eq(0).logicalAnd(x.eq(0))
    return sub(sub(where(none, 0, mul(x, log(where(none, 1, this.rate)))), this.rate), lgamma(add(x, 1)))
  }
}

// Classes along the last dimension: probabilities that sum to 1, and their logarithms.
abstract class Classes extends Distribution {
  readonly probs: Tensor
  readonly logits: Tensor
  /** The number of classes. */
  readonly numEvents: number
  constructor(name: string, first: Tensor | ProbsOrLogits, event: boolean, options?: DistributionOptions) {
    const given = givenOf(name, first, options)
    const raw = given.probs ?? given.logits
    checkTensor(name, given.probs === undefined ? 'logits' : 'probs', raw)
    if (raw.ndim === 0 || raw.shape.at(-1) === 0) {
      throw new ShapeError(`${name}: expected classes along the last dimension but received shape ${format(raw.shape)}`)
    }
    parametersOf(name, { weights: raw }, { weights: given.probs === undefined ? real : nonNegative }, given.options)
    super(name, raw.shape.slice(0, -1), event ? raw.shape.slice(-1) : [], given.options)
    this.numEvents = raw.shape.at(-1)!
    if (given.probs === undefined) {
      this.logits = sub(raw, logsumexp(raw, -1, { keepdim: true }))
      this.probs = exp(logSoftmax(raw, -1))
    } else {
      this.probs = div(raw, sum(raw, -1, { keepdim: true }))
      this.logits = log(clamp(this.probs, { min: epsilon(raw), max: 1 - epsilon(raw) }))
    }
  }
  override get hasRsample(): boolean {
    return false
  }

  /** @internal Classes (int64) of a draw of `shape`, by the inverse of the distribution function. */
  classes(shape: Shape, generator: Generator | undefined): Tensor {
    const [n, rows] = [this.numEvents, sizeOf(shape)]
    const u = elementsOf(rand([rows], { dtype: 'float64', generator }))
    const p = elementsOf(this.probs.detach())
    const own = p.length / n
    const found = Float64Array.from(u, (target, k) => {
      const start = (k % own) * n
      let [at, below, last] = [0, 0, 0]
      for (; at < n; at++) {
        if (p[start + at]! > 0) last = at
        below += p[start + at]!
        if (target < below) return at
      }
      return last
    })
    return fromArray(found, shape, { dtype: 'int64' })
  }

  override entropy(): Tensor {
    return neg(sum(mul(this.probs, clamp(this.logits, { min: -1e30 })), -1))
  }
}

/**
 * The distribution of class indices 0 to k - 1 (int64).
 * @param probs (..., k), weights of the classes, of any sum; or `{ logits }`
 * @example
 * new Categorical(tensor([1, 3])).probs.toArray() // [0.25, 0.75]
 */
export class Categorical extends Classes {
  constructor(probs: Tensor | ProbsOrLogits, options?: DistributionOptions) {
    super('Categorical', probs, false, options)
  }
  get support(): Constraint {
    const { numEvents } = this
    return {
      expected: `whole numbers from 0 to ${numEvents - 1}`,
      test: (v) => Number.isInteger(v) && v >= 0 && v < numEvents
    }
  }
  get mean(): Tensor {
    return full(this.batchShape, Number.NaN, { dtype: this.probs.dtype })
  }
  get variance(): Tensor {
    return this.mean
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return this.classes(shape, generator)
  }
  logDensity(x: Tensor): Tensor {
    const shape = broadcast('Categorical.logProb', x.shape, this.batchShape)
    const index = unsqueeze(expand(x.detach(), shape), -1).to('int64')
    return squeeze(gather(expand(this.logits, [...shape, this.numEvents]), index, { dim: -1 }), -1)
  }
}

/** The distribution of classes as vectors: 1 at the class, else 0. */
export class OneHotCategorical extends Classes {
  constructor(probs: Tensor | ProbsOrLogits, options?: DistributionOptions) {
    super('OneHotCategorical', probs, true, options)
  }
  get support(): Constraint {
    return bit
  }
  get mean(): Tensor {
    return this.probs
  }
  get variance(): Tensor {
    return mul(this.probs, sub(1, this.probs))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    return oneHot(this.classes(shape.slice(0, -1), generator), this.numEvents, { dtype: this.probs.dtype as 'float32' })
  }
  logDensity(x: Tensor): Tensor {
    return sum(mul(x, this.logits), -1)
  }
}

/** Counts of classes in `totalCount` draws. */
export class Multinomial extends Classes {
  readonly totalCount: number
  constructor(totalCount: number, probs: Tensor | ProbsOrLogits, options?: DistributionOptions) {
    if (!Number.isInteger(totalCount) || totalCount < 0) {
      throw new OptionError(`Multinomial: expected totalCount to be a whole number >= 0 but received ${totalCount}`)
    }
    super('Multinomial', probs, true, options)
    this.totalCount = totalCount
  }
  get support(): Constraint {
    return count
  }
  get mean(): Tensor {
    return mul(this.probs, this.totalCount)
  }
  get variance(): Tensor {
    return mul(this.mean, sub(1, this.probs))
  }
  draw(shape: Shape, generator: Generator | undefined): Tensor {
    const draws = this.classes([this.totalCount, ...shape.slice(0, -1)], generator)
    return sum(oneHot(draws, this.numEvents, { dtype: this.probs.dtype as 'float32' }), 0)
  }
  logDensity(x: Tensor): Tensor {
    const ways = sub(lgamma(add(sum(x, -1), 1)), sum(lgamma(add(x, 1)), -1))
    return add(ways, sum(where(x.eq(0), 0, mul(x, this.logits)), -1))
  }
  override entropy(): Tensor {
    const n = this.totalCount
    const k = reshape(arange(1, n + 1, { dtype: this.probs.dtype }), [n, ...this.probs.shape.map(() => 1)])
    const binomial = new Binomial(n, unsqueeze(this.probs, 0), { validateArgs: false })
    const weight = sum(mul(exp(binomial.logDensity(k)), lgamma(add(k, 1))), [0, -1])
    const start = sub(mul(super.entropy(), n), lgamma(full([], n + 1, { dtype: this.probs.dtype })))
    return add(start, weight)
  }
}
