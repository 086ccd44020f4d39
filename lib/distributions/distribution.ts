// What all distributions share: shapes, parameters, checks, and how samples are drawn.
import { noGrad } from '../autograd/tape.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { expand } from '../ops/shape.ts'
import { full } from '../tensor/create.ts'
import { isFloat, promote } from '../tensor/dtypes.ts'
import { type Generator, rand } from '../tensor/random.ts'
import { broadcast, checkShape, format, type Shape, sameShape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { namesOnly, show } from '../util/options.ts'

/** A tensor, or a number of its place. */
export type Parameter = Tensor | number

/** Options of every distribution. */
export interface DistributionOptions {
  /** Check that parameters and values lie where the distribution has them. Default true. */
  validateArgs?: boolean | undefined
}

/** Options of sample and rsample. */
export interface SampleOptions {
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

/** What numbers must be, for parameters and for values. */
export interface Constraint {
  readonly expected: string
  readonly test: (v: number) => boolean
}

export const real: Constraint = { expected: 'real numbers', test: (v) => !Number.isNaN(v) }
export const positive: Constraint = { expected: 'numbers > 0', test: (v) => v > 0 }
export const nonNegative: Constraint = { expected: 'numbers >= 0', test: (v) => v >= 0 }
export const unitInterval: Constraint = { expected: 'numbers from 0 to 1', test: (v) => v >= 0 && v <= 1 }
export const bit: Constraint = { expected: '0 or 1', test: (v) => v === 0 || v === 1 }
export const count: Constraint = { expected: 'whole numbers >= 0', test: (v) => Number.isInteger(v) && v >= 0 }
export const anywhere: Constraint = { expected: 'numbers', test: () => true }

export const LOG_2PI = 1.8378770664093453
export const EULER = 0.5772156649015329

/** The least positive number of a dtype that is not denormal. */
export const leastOf = (x: Tensor): number => (x.dtype === 'float64' ? 2 ** -1022 : 2 ** -126)

/** Uniform in (0, 1), never 0: for logarithms. */
export function openUniform(shape: Shape, like: Tensor, generator: Generator | undefined): Tensor {
  return rand(shape, { dtype: like.dtype as 'float32', generator }).clamp({ min: leastOf(like) })
}

/** Whether parameters and values are checked, by the last argument of a constructor. */
function validates(name: string, options: DistributionOptions | undefined): boolean {
  if (options !== undefined && !isNamed(options)) {
    throw new OptionError(`${name}: expected an object of options but received ${show(options)}`)
  }
  return (options as DistributionOptions | undefined)?.validateArgs ?? true
}

/** Parameters of one dtype, each with its rule, in the shape that they have together. */
export function parametersOf<K extends string>(
  name: string,
  given: Readonly<Record<K, unknown>>,
  rules: Readonly<Record<K, Constraint>>,
  options: DistributionOptions | undefined
): { [P in K]: Tensor } & { shape: Shape } {
  const validate = validates(name, options)
  const entries = Object.entries(given) as [K, unknown][]
  let dtype: 'float32' | 'float64' | null = null
  for (const [key, value] of entries) {
    if (typeof value === 'number') continue
    checkTensor(name, key, value)
    if (!isFloat(value.dtype)) {
      throw new ShapeError(`${name}: expected ${key} to be float32 or float64 but received ${value.dtype}`)
    }
    dtype = promote(dtype ?? value.dtype, value.dtype) as 'float32' | 'float64'
  }
  const tensors = entries.map(([key, value]): [K, Tensor] => {
    const t = typeof value === 'number' ? full([], value, { dtype: dtype ?? 'float32' }) : (value as Tensor)
    if (validate) checkNumbers(name, key, t, rules[key])
    return [key, t.dtype === dtype || dtype === null ? t : t.to(dtype)]
  })
  const shape = tensors.reduce<Shape>((all, [, t]) => broadcast(name, all, t.shape), [])
  const wide = tensors.map(([key, t]): [K, Tensor] => [key, sameShape(t.shape, shape) ? t : expand(t, shape)])
  return { ...(Object.fromEntries(wide) as { [P in K]: Tensor }), shape }
}

/** @throws OptionError when an element of x is not what `rule` says */
export function checkNumbers(name: string, key: string, x: Tensor, rule: Constraint): void {
  const values = elementsOf(x.detach())
  for (let k = 0; k < values.length; k++) {
    if (rule.test(values[k]!)) continue
    throw new OptionError(`${name}: expected ${key} to be ${rule.expected} but element ${k} is ${values[k]}`)
  }
}

/** An object of named parameters in place of the first one. */
export function isNamed(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Tensor) && !Array.isArray(value)
}

/**
 * A distribution of random tensors: independent draws of shape `batchShape`, each of shape `eventShape`. Like
 * torch.distributions.Distribution.
 */
export abstract class Distribution {
  /** What errors call it. */
  readonly name: string
  /** The shape of independent draws, from the parameters. */
  readonly batchShape: Shape
  /** The shape of one draw. */
  readonly eventShape: Shape
  /** @internal */
  readonly validate: boolean

  constructor(name: string, batchShape: Shape, eventShape: Shape, options?: DistributionOptions) {
    this.validate = validates(name, options)
    namesOnly(name, options ?? {}, ['validateArgs'])
    this.name = name
    this.batchShape = batchShape
    this.eventShape = eventShape
  }

  abstract get mean(): Tensor
  abstract get variance(): Tensor
  /** Where values lie; logProb refuses others. */
  abstract get support(): Constraint
  /** Whether rsample has gradients of the parameters. */
  get hasRsample(): boolean {
    return true
  }

  /** The square root of the variance. */
  get stddev(): Tensor {
    return this.variance.sqrt()
  }

  /** @internal A draw of `shape`, sample dimensions first. */
  abstract draw(shape: Shape, generator: Generator | undefined): Tensor

  /**
   * Draws without gradients, of shape (...sampleShape, ...batchShape, ...eventShape).
   * @param sampleShape sizes in front. Default none
   */
  sample(sampleShape: Shape | number = [], options: SampleOptions = {}): Tensor {
    const shape = this.#shapeOf('sample', sampleShape, options)
    return noGrad(() => this.draw(shape, options.generator)).detach()
  }

  /**
   * Draws through which gradients flow to the parameters.
   * @throws OptionError for a distribution whose draws have none
   */
  rsample(sampleShape: Shape | number = [], options: SampleOptions = {}): Tensor {
    if (!this.hasRsample) {
      throw new OptionError(
        `${this.name}.rsample: cannot differentiate draws because they are discrete; use sample and logProb`
      )
    }
    return this.draw(this.#shapeOf('rsample', sampleShape, options), options.generator)
  }

  #shapeOf(call: string, sampleShape: Shape | number, options: SampleOptions): Shape {
    const shape = typeof sampleShape === 'number' ? [sampleShape] : sampleShape
    checkShape(`${this.name}.${call}`, shape)
    namesOnly(`${this.name}.${call}`, options, ['generator'])
    return [...shape, ...this.batchShape, ...this.eventShape]
  }

  /** The logarithm of the density or probability of `value`, of the sample and batch shape together. */
  logProb(value: Parameter): Tensor {
    const x = typeof value === 'number' ? full([], value, { dtype: this.mean.dtype }) : value
    checkTensor(`${this.name}.logProb`, 'value', x)
    const nd = this.eventShape.length
    if (x.ndim < nd || !sameShape(x.shape.slice(x.ndim - nd), this.eventShape)) {
      throw new ShapeError(
        `${this.name}.logProb: expected a value whose last dimensions are ${format(this.eventShape)} but received ${format(x.shape)}`
      )
    }
    broadcast(`${this.name}.logProb`, x.shape.slice(0, x.ndim - nd), this.batchShape)
    if (this.validate) checkNumbers(`${this.name}.logProb`, 'value', x, this.support)
    return this.logDensity(isFloat(x.dtype) ? x : x.to(this.mean.dtype))
  }

  /** @internal */
  abstract logDensity(x: Tensor): Tensor

  /**
   * The entropy, of the batch shape.
   * @throws OptionError where there is no formula
   */
  entropy(): Tensor {
    throw new OptionError(`${this.name}.entropy: cannot compute it because there is no closed form`)
  }

  toString(): string {
    return `${this.name}(batchShape: ${format(this.batchShape)}, eventShape: ${format(this.eventShape)})`
  }
}
