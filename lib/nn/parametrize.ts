// Parameters that are computed from others: registerParametrization, and with it weightNorm and spectralNorm. The names in a
// state dict are those of torch.nn.utils.parametrize: `parametrizations.weight.original0`.
import { noGrad } from '../autograd/tape.ts'
import { OptionError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import { exactMatmul } from '../ops/matmul.ts'
import { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, orNull, show, text, wholeNumber } from '../util/options.ts'
import { isModule } from './brand.ts'
import { ConvTranspose1d, ConvTranspose2d, ConvTranspose3d } from './convTranspose.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import type { OldNames } from './oldNames.ts'
import { buffer, copyElements, type FloatType, isParameter, lastingZeros, parameter } from './parameter.ts'

/** A module from the stored tensors to the one that is used. */
export interface Parametrization extends Module {
  forward(...originals: Tensor[]): Tensor
  /** The stored tensors of a given value. Default: the value itself. */
  rightInverse?(value: Tensor): Tensor | readonly Tensor[]
  /** @internal Names that earlier versions gave to the stored tensors: what followed the parameter's name, and the name now. */
  readonly oldSuffixes?: Readonly<Record<string, string>> | undefined
}

// The stored tensors of one parameter, and what is applied to them in order.
class ParametrizationList extends Module {
  protected static override readonly stateNames: Readonly<Record<string, string>> = { parts: '' }

  readonly original: Tensor | null
  readonly original0: Tensor | null
  readonly original1: Tensor | null
  readonly parts: Parametrization[]

  constructor(originals: readonly Tensor[], first: Parametrization) {
    super()
    const [one, two = null] = originals
    this.original = two === null ? one! : null
    this.original0 = two === null ? null : one!
    this.original1 = two
    this.parts = [first]
  }

  get originals(): readonly Tensor[] {
    return [this.original, this.original0, this.original1].filter((t): t is Tensor => t !== null)
  }

  override forward(): Tensor {
    let value = this.parts[0]!.forward(...this.originals)
    for (const part of this.parts.slice(1)) value = part.forward(value)
    return value
  }

  // Writers of before put a suffix behind the name of the parameter: weight_g and weight_v of a norm of weights.
  override oldStateNames(path: string): OldNames {
    const end = /^(.*?)parametrizations\.(\w+)$/.exec(path)
    if (end === null) return []
    const suffixes = Object.entries(this.parts[0]!.oldSuffixes ?? {})
    return suffixes.map(([suffix, name]) => [`${end[1]}${end[2]}_${suffix}`, `${path}.${name}`])
  }
}

type Holder = Module & { parametrizations?: Record<string, ParametrizationList> } & Record<string, unknown>

/**
 * Makes a parameter the result of a module: from now on `module[name]` is computed by it from the stored tensors. A second one
 * is applied to the result of the first.
 * @returns the module
 * @throws OptionError when the module has no parameter of this name
 * @example
 * class Symmetric extends Module {
 *   override forward(x: Tensor): Tensor {
 *     return x.add(x.transpose()).div(2)
 *   }
 * }
 * const layer = registerParametrization(new Linear(2, 2), 'weight', new Symmetric())
 * Object.keys(layer.stateDict()) // ['bias', 'parametrizations.weight.original']
 */
export function registerParametrization<M extends Module>(
  module: M,
  name: string,
  parametrization: Parametrization
): M {
  const call = 'registerParametrization'
  const holder = checkHolder(call, module)
  if (!isModule(parametrization)) {
    throw new OptionError(`${call}: expected a module that computes ${name} but received ${show(parametrization)}`)
  }
  const known = holder.parametrizations?.[name]
  if (known !== undefined) {
    known.parts.push(parametrization)
    return module
  }
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined
  if (!(value instanceof Tensor) || !isParameter(value)) {
    throw new OptionError(
      `${call}: expected ${name} to be a parameter of ${module.constructor.name} but received ${show(value)}`
    )
  }
  const stored = noGrad(() => parametrization.rightInverse?.(value)) ?? value
  const originals = (stored instanceof Tensor ? [stored] : stored).map((t) => asParameter(t, value))
  holder.parametrizations ??= {}
  holder.parametrizations[name] = new ParametrizationList(originals, parametrization)
  Object.defineProperty(holder, name, {
    get(this: Holder) {
      return this.parametrizations![name]!.forward()
    },
    enumerable: false,
    configurable: true
  })
  return module
}

function checkHolder(call: string, module: unknown): Holder {
  if (isModule(module)) return module as Holder
  throw new OptionError(`${call}: expected a module but received ${show(module)}`)
}

function asParameter(t: Tensor, like: Tensor): Tensor {
  if (t === like) return t
  const made = parameter(t.node === null ? t : ops.detach(t))
  made.requiresGrad = like.requiresGrad
  return made
}

/** Whether a parameter of this name, or with no name any, is computed by a parametrization. */
export function isParametrized(module: Module, name?: string): boolean {
  const { parametrizations = {} } = checkHolder('isParametrized', module)
  return name === undefined ? Object.keys(parametrizations).length > 0 : Object.hasOwn(parametrizations, name)
}

/**
 * Makes a parameter a stored one again, with its present value.
 * @param options.leaveParametrized whether the value is the computed one; otherwise it is the stored one. Default true
 * @returns the module
 * @example
 * const layer = removeParametrizations(weightNorm(new Linear(3, 2)), 'weight')
 * Object.keys(layer.stateDict()) // ['weight', 'bias']
 */
export function removeParametrizations<M extends Module>(
  module: M,
  name: string,
  options: { leaveParametrized?: boolean | undefined } = {}
): M {
  const call = 'removeParametrizations'
  const holder = checkHolder(call, module)
  checkOptions(call, options, { leaveParametrized: boolean })
  const list = holder.parametrizations?.[name]
  if (list === undefined) throw new OptionError(`${call}: expected ${show(name)} to be parametrized but it is not`)
  const leave = options.leaveParametrized ?? true
  if (!leave && list.original === null) {
    throw new OptionError(`${call}: expected leaveParametrized true for ${name}, which is stored as several tensors`)
  }
  let value = list.original
  if (value === null) value = parameter(noGrad(() => ops.clone(list.forward())))
  else if (leave)
    copyElements(
      call,
      noGrad(() => list.forward()),
      value
    )
  delete holder.parametrizations![name]
  if (Object.keys(holder.parametrizations!).length === 0) delete holder.parametrizations
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true })
  return module
}

class WeightNorm extends Module {
  readonly dim: number | null

  get oldSuffixes(): Readonly<Record<string, string>> {
    return { g: 'original0', v: 'original1' }
  }

  constructor(dim: number | null) {
    super()
    this.dim = dim
  }

  private lengths(v: Tensor): Tensor {
    const { dim } = this
    if (dim === null) return ops.norm(v)
    const at = dim < 0 ? dim + v.ndim : dim
    const others = v.shape.map((_, d) => d).filter((d) => d !== at)
    return others.length === 0 ? ops.abs(v) : ops.norm(v, { dim: others, keepdim: true })
  }

  override forward(g: Tensor, v: Tensor): Tensor {
    return ops.mul(v, ops.div(g, this.lengths(v)))
  }

  rightInverse(value: Tensor): readonly Tensor[] {
    return [this.lengths(value), ops.clone(value)]
  }
}

/** Options of weightNorm. */
export interface WeightNormOptions {
  /** The parameter. Default 'weight'. */
  name?: string | undefined
  /** The dimension that keeps its lengths; null or -1 for one length of all. Default 0. */
  dim?: number | null | undefined
}

/**
 * Trains the length and the direction of a weight apart: weight = g v / |v| (Salimans and Kingma 2016). State dicts with
 * `weight_g` and `weight_v` load, too.
 * @returns the module
 * @example
 * const layer = weightNorm(new Linear(3, 2))
 * Object.keys(layer.stateDict()) // ['bias', 'parametrizations.weight.original0', 'parametrizations.weight.original1']
 */
export function weightNorm<M extends Module>(module: M, options: WeightNormOptions = {}): M {
  checkOptions('weightNorm', options, { name: text, dim: orNull(wholeNumber()) })
  const { name = 'weight', dim = 0 } = options
  return registerParametrization(module, name, new WeightNorm(dim === -1 ? null : dim))
}

class SpectralNorm extends Module {
  protected static override readonly stateNames: Readonly<Record<string, string>> = { u: '_u', v: '_v' }

  readonly u: Tensor | null
  readonly v: Tensor | null
  readonly dim: number

  get oldSuffixes(): Readonly<Record<string, string>> {
    return { orig: 'original', u: '0._u', v: '0._v' }
  }

  readonly eps: number
  readonly nPowerIterations: number

  constructor(weight: Tensor, dim: number, eps: number, nPowerIterations: number) {
    super()
    this.dim = dim < 0 ? dim + weight.ndim : dim
    this.eps = eps
    this.nPowerIterations = nPowerIterations
    if (weight.ndim < 2) {
      this.u = null
      this.v = null
      return
    }
    const matrix = noGrad(() => this.matrix(weight))
    const start = (n: number): Tensor => init.normal(lastingZeros([n], weight.dtype as FloatType))
    this.u = buffer(start(matrix.shape[0]!))
    this.v = buffer(start(matrix.shape[1]!))
    for (const t of [this.u, this.v])
      copyElements(
        'spectralNorm',
        noGrad(() => this.unit(t)),
        t
      )
    this.iterate(matrix, 15)
  }

  private unit(x: Tensor): Tensor {
    return ops.normalize(x, { dim: 0, eps: this.eps })
  }

  private matrix(weight: Tensor): Tensor {
    const order = [this.dim, ...weight.shape.map((_, d) => d).filter((d) => d !== this.dim)]
    return ops.reshape(ops.permute(weight, { dims: order }), { shape: [weight.shape[this.dim]!, -1] })
  }

  // Power iteration: u and v approach the singular vectors of the largest singular value.
  private iterate(matrix: Tensor, times: number): void {
    noGrad(() => {
      for (let k = 0; k < times; k++) {
        copyElements('spectralNorm', this.unit(exactMatmul(matrix, this.v!)), this.u!)
        copyElements('spectralNorm', this.unit(exactMatmul(ops.transpose(matrix), this.u!)), this.v!)
      }
    })
  }

  override forward(weight: Tensor): Tensor {
    if (this.u === null || this.v === null) return this.unit(weight)
    const matrix = this.matrix(weight)
    if (this.training) this.iterate(ops.detach(matrix), this.nPowerIterations)
    // Copies, so that a second forward before the backward pass changes nothing.
    const [u, v] = [ops.clone(this.u), ops.clone(this.v)]
    return ops.div(weight, ops.sum(ops.mul(u, exactMatmul(matrix, v))))
  }
}

/** Options of spectralNorm. */
export interface SpectralNormOptions {
  /** The parameter. Default 'weight'. */
  name?: string | undefined
  /** Power iterations in each forward in training. Default 1. */
  nPowerIterations?: number | undefined
  /** The least length of a vector. Default 1e-12. */
  eps?: number | undefined
  /** The dimension of the outputs. Default 0, or 1 for a transposed convolution. */
  dim?: number | undefined
}

const TRANSPOSED = [ConvTranspose1d, ConvTranspose2d, ConvTranspose3d]

/**
 * Divides a weight by its largest singular value, which power iteration estimates (Miyato et al. 2018).
 * @returns the module
 * @example
 * const layer = spectralNorm(new Linear(3, 2))
 * Object.keys(layer.stateDict()).slice(1) // ['parametrizations.weight.original', 'parametrizations.weight.0._u', 'parametrizations.weight.0._v']
 */
export function spectralNorm<M extends Module>(module: M, options: SpectralNormOptions = {}): M {
  checkOptions('spectralNorm', options, {
    name: text,
    nPowerIterations: wholeNumber({ min: 1 }),
    eps: number({ above: 0 }),
    dim: wholeNumber()
  })
  const { name = 'weight', nPowerIterations = 1, eps = 1e-12 } = options
  const weight = checkHolder('spectralNorm', module)[name]
  if (!(weight instanceof Tensor)) {
    throw new OptionError(
      `spectralNorm: expected ${name} to be a parameter of ${module.constructor.name} but received ${show(weight)}`
    )
  }
  const dim = options.dim ?? (TRANSPOSED.some((kind) => module instanceof kind) ? 1 : 0)
  const made = new SpectralNorm(weight, dim, eps, nPowerIterations)
  return registerParametrization(module, name, made.train(module.training) as unknown as Parametrization)
}
