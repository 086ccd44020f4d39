// Pooling layers that are made of others: power means, windows at random places, and the way back from maxima.
import type { FractionalOptions, Sizes } from '../ops/index.ts'
import * as ops from '../ops/index.ts'
import type { Generator } from '../tensor/random.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { anything, boolean, checkOptions, checkValue, number, show } from '../util/options.ts'
import { Module } from './module.ts'
import type { PoolOutput } from './pool.ts'
import { count, generatorRule, nonNegative, sizesRule } from './rules.ts'

/** Options of power-mean pooling layers. */
export interface LPPoolOptions {
  /** Default kernelSize. */
  stride?: Sizes | undefined
  /** Whether a last window may reach beyond the input. Default false. */
  ceilMode?: boolean | undefined
}

abstract class LPPool extends Module {
  readonly normType: number
  readonly kernelSize: Sizes
  readonly stride: Sizes
  readonly ceilMode: boolean

  constructor(name: string, nd: number, normType: number, kernelSize: Sizes, options: LPPoolOptions) {
    super()
    checkValue(name, 'normType', normType, number())
    checkValue(name, 'kernelSize', kernelSize, sizesRule(count, nd))
    checkOptions(name, options, { stride: sizesRule(count, nd), ceilMode: boolean })
    this.normType = normType
    this.kernelSize = kernelSize
    this.stride = options.stride ?? kernelSize
    this.ceilMode = options.ceilMode ?? false
  }

  protected abstract readonly op: typeof ops.lpPool2d

  override forward(x: Tensor): Tensor {
    const { normType, kernelSize, stride, ceilMode } = this
    return this.op(x, { normType, kernelSize, stride, ceilMode })
  }

  protected override extraRepr(): string {
    const { normType, kernelSize, stride, ceilMode } = this
    return `normType=${normType}, kernelSize=${show(kernelSize)}, stride=${show(stride)}, ceilMode=${ceilMode}`
  }
}

/**
 * (sum of x^p)^(1/p) of each window of (N, C, L).
 * @example
 * new LPPool1d(2, 2).forward(tensor([[3, 4]])).toArray() // [[5]]
 */
export class LPPool1d extends LPPool {
  constructor(normType: number, kernelSize: Sizes, options: LPPoolOptions = {}) {
    super('LPPool1d', 1, normType, kernelSize, options)
  }

  protected get op(): typeof ops.lpPool1d {
    return ops.lpPool1d
  }
}

/**
 * (sum of x^p)^(1/p) of each window of (N, C, H, W).
 * @example
 * new LPPool2d(1, 2).forward(ones([1, 1, 2, 2])).toArray() // [[[[4]]]]
 */
export class LPPool2d extends LPPool {
  constructor(normType: number, kernelSize: Sizes, options: LPPoolOptions = {}) {
    super('LPPool2d', 2, normType, kernelSize, options)
  }

  protected get op(): typeof ops.lpPool2d {
    return ops.lpPool2d
  }
}

/**
 * (sum of x^p)^(1/p) of each window of (N, C, D, H, W).
 * @example
 * new LPPool3d(1, 2).forward(ones([1, 1, 2, 2, 2])).toArray() // [[[[[8]]]]]
 */
export class LPPool3d extends LPPool {
  constructor(normType: number, kernelSize: Sizes, options: LPPoolOptions = {}) {
    super('LPPool3d', 3, normType, kernelSize, options)
  }

  protected get op(): typeof ops.lpPool3d {
    return ops.lpPool3d
  }
}

// --- windows at random places ---

export interface FractionalPoolOptions extends Omit<FractionalOptions, 'kernelSize'> {}

abstract class FractionalPool<O extends FractionalPoolOptions> extends Module {
  readonly kernelSize: Sizes
  readonly outputSize: Sizes | null
  readonly outputRatio: Sizes | null
  readonly returnIndices: boolean
  readonly generator: Generator | null
  // Not a parameter nor a buffer: given places of the windows.
  readonly samples: { readonly tensor: Tensor } | null

  constructor(name: string, nd: number, kernelSize: Sizes, options: FractionalPoolOptions) {
    super()
    checkValue(name, 'kernelSize', kernelSize, sizesRule(count, nd))
    checkOptions(name, options, {
      outputSize: sizesRule(count, nd),
      outputRatio: sizesRule(number({ above: 0, below: 1 }), nd),
      returnIndices: boolean,
      randomSamples: anything,
      generator: generatorRule
    })
    this.kernelSize = kernelSize
    this.outputSize = options.outputSize ?? null
    this.outputRatio = options.outputRatio ?? null
    this.returnIndices = options.returnIndices ?? false
    this.generator = options.generator ?? null
    this.samples = options.randomSamples === undefined ? null : { tensor: options.randomSamples }
  }

  protected abstract readonly op: typeof ops.fractionalMaxPool2d

  override forward(x: Tensor): PoolOutput<O> {
    const { kernelSize, returnIndices } = this
    return this.op(x, {
      kernelSize,
      returnIndices,
      outputSize: this.outputSize ?? undefined,
      outputRatio: this.outputRatio ?? undefined,
      generator: this.generator ?? undefined,
      randomSamples: this.samples?.tensor
    }) as PoolOutput<O>
  }

  protected override extraRepr(): string {
    const { kernelSize, outputSize, outputRatio } = this
    return `kernelSize=${show(kernelSize)}, outputSize=${show(outputSize)}, outputRatio=${show(outputRatio)}`
  }
}

/**
 * The largest element of windows at random places of (N, C, H, W); see the op fractionalMaxPool2d.
 * @example
 * new FractionalMaxPool2d(2, { outputSize: 5 }).forward(ones([1, 2, 8, 8])).shape // [1, 2, 5, 5]
 */
export class FractionalMaxPool2d<
  const O extends FractionalPoolOptions = FractionalPoolOptions
> extends FractionalPool<O> {
  constructor(kernelSize: Sizes, options: O = {} as O) {
    super('FractionalMaxPool2d', 2, kernelSize, options)
  }

  protected get op(): typeof ops.fractionalMaxPool2d {
    return ops.fractionalMaxPool2d
  }
}

/**
 * The largest element of windows at random places of (N, C, D, H, W).
 * @example
 * new FractionalMaxPool3d(2, { outputRatio: 0.5 }).forward(ones([1, 2, 8, 8, 8])).shape // [1, 2, 4, 4, 4]
 */
export class FractionalMaxPool3d<
  const O extends FractionalPoolOptions = FractionalPoolOptions
> extends FractionalPool<O> {
  constructor(kernelSize: Sizes, options: O = {} as O) {
    super('FractionalMaxPool3d', 3, kernelSize, options)
  }

  protected get op(): typeof ops.fractionalMaxPool3d {
    return ops.fractionalMaxPool3d
  }
}

// --- back from maxima to their places ---

export interface MaxUnpoolOptions {
  /** Default kernelSize. */
  stride?: Sizes | undefined
  /** Default 0. */
  padding?: Sizes | undefined
}

abstract class MaxUnpool extends Module {
  readonly kernelSize: Sizes
  readonly stride: Sizes
  readonly padding: Sizes

  constructor(name: string, nd: number, kernelSize: Sizes, options: MaxUnpoolOptions) {
    super()
    checkValue(name, 'kernelSize', kernelSize, sizesRule(count, nd))
    checkOptions(name, options, { stride: sizesRule(count, nd), padding: sizesRule(nonNegative, nd) })
    this.kernelSize = kernelSize
    this.stride = options.stride ?? kernelSize
    this.padding = options.padding ?? 0
  }

  protected abstract readonly op: typeof ops.maxUnpool2d

  /** @param outputSize the sizes of the result, where several fit */
  override forward(x: Tensor, indices: Tensor, outputSize?: readonly number[] | null): Tensor {
    const { kernelSize, stride, padding } = this
    return this.op(x, indices, { kernelSize, stride, padding, outputSize: outputSize ?? undefined })
  }

  protected override extraRepr(): string {
    const { kernelSize, stride, padding } = this
    return `kernelSize=${show(kernelSize)}, stride=${show(stride)}, padding=${show(padding)}`
  }
}

/**
 * Zeros with the elements of (N, C, L) at the places that MaxPool1d found.
 * @example
 * new MaxUnpool1d(2).forward(tensor([[4, 3]]), tensor([[1, 3]], { dtype: 'int64' })).toArray() // [[0, 4, 0, 3]]
 */
export class MaxUnpool1d extends MaxUnpool {
  constructor(kernelSize: Sizes, options: MaxUnpoolOptions = {}) {
    super('MaxUnpool1d', 1, kernelSize, options)
  }

  protected get op(): typeof ops.maxUnpool1d {
    return ops.maxUnpool1d
  }
}

/**
 * Zeros with the elements of (N, C, H, W) at the places that MaxPool2d found.
 * @example
 * new MaxUnpool2d(2).forward(ones([1, 1, 1]), zeros([1, 1, 1], { dtype: 'int64' })).toArray() // [[[1, 0], [0, 0]]]
 */
export class MaxUnpool2d extends MaxUnpool {
  constructor(kernelSize: Sizes, options: MaxUnpoolOptions = {}) {
    super('MaxUnpool2d', 2, kernelSize, options)
  }

  protected get op(): typeof ops.maxUnpool2d {
    return ops.maxUnpool2d
  }
}

/**
 * Zeros with the elements of (N, C, D, H, W) at the places that MaxPool3d found.
 * @example
 * new MaxUnpool3d(2).forward(ones([1, 1, 1, 1]), zeros([1, 1, 1, 1], { dtype: 'int64' })).shape // [1, 2, 2, 2]
 */
export class MaxUnpool3d extends MaxUnpool {
  constructor(kernelSize: Sizes, options: MaxUnpoolOptions = {}) {
    super('MaxUnpool3d', 3, kernelSize, options)
  }

  protected get op(): typeof ops.maxUnpool3d {
    return ops.maxUnpool3d
  }
}
