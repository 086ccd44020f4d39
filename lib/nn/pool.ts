// Pooling layers. Each takes (N, C, ...) or one example without the N; what they compute is in lib/ops.
import type { OutputSizes, Pair, Pooled, Sizes } from '../ops/index.ts'
import * as ops from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, number, orNull, type Rules, show } from '../util/options.ts'
import { Module } from './module.ts'
import { count, nonNegative, sizesRule } from './rules.ts'

export interface PoolOptions {
  /** Default kernelSize. */
  stride?: Sizes | undefined
  /** At most half the kernel. Default 0. */
  padding?: Sizes | undefined
  /** Whether a last window may reach beyond the input. Default false. */
  ceilMode?: boolean | undefined
}

export interface MaxPoolLayerOptions extends PoolOptions {
  /** Distance of the elements of a window. Default 1. */
  dilation?: Sizes | undefined
  /** Whether forward returns { output, indices }. Default false. */
  returnIndices?: boolean | undefined
}

/** What forward returns: { output, indices } with returnIndices, else a tensor. */
export type PoolOutput<O> = O extends { returnIndices: infer R } ? (R extends true ? Pooled : Tensor) : Tensor

export interface AvgPoolLayerOptions extends PoolOptions {
  /** Whether padding counts as elements. Default true. */
  countIncludePad?: boolean | undefined
  /** Divides the sums in place of the number of elements. */
  divisorOverride?: number | null | undefined
}

abstract class Pooling extends Module {
  readonly kernelSize: Sizes
  readonly stride: Sizes
  readonly padding: Sizes
  readonly ceilMode: boolean

  constructor(name: string, nd: number, kernelSize: Sizes, options: PoolOptions, more: Rules) {
    super()
    checkValue(name, 'kernelSize', kernelSize, sizesRule(count, nd))
    checkOptions(name, options, {
      stride: sizesRule(count, nd),
      padding: sizesRule(nonNegative, nd),
      ceilMode: boolean,
      ...more
    })
    this.kernelSize = kernelSize
    this.stride = options.stride ?? kernelSize
    this.padding = options.padding ?? 0
    this.ceilMode = options.ceilMode ?? false
  }

  protected override extraRepr(): string {
    const { kernelSize, stride, padding } = this
    return `kernelSize=${show(kernelSize)}, stride=${show(stride)}, padding=${show(padding)}${this.ceilMode ? ', ceilMode=true' : ''}`
  }
}

abstract class MaxPooling extends Pooling {
  readonly dilation: Sizes
  readonly returnIndices: boolean

  constructor(name: string, nd: number, kernelSize: Sizes, options: MaxPoolLayerOptions) {
    super(name, nd, kernelSize, options, { dilation: sizesRule(count, nd), returnIndices: boolean })
    this.dilation = options.dilation ?? 1
    this.returnIndices = options.returnIndices ?? false
  }

  protected options(): ops.MaxPoolOptions {
    const { kernelSize, stride, padding, dilation, ceilMode, returnIndices } = this
    return { kernelSize, stride, padding, dilation, ceilMode, returnIndices }
  }
}

/**
 * The largest element of each window of (N, C, L).
 * @example
 * new MaxPool1d(2).forward(tensor([[1, 4, 2, 3]])).toArray() // [[4, 3]]
 */
export class MaxPool1d<const O extends MaxPoolLayerOptions = MaxPoolLayerOptions> extends MaxPooling {
  constructor(kernelSize: Sizes, options: O = {} as O) {
    super('MaxPool1d', 1, kernelSize, options)
  }

  override forward(x: Tensor): PoolOutput<O> {
    return ops.maxPool1d(x, this.options()) as PoolOutput<O>
  }
}

/** The largest element of each window of (N, C, H, W). */
export class MaxPool2d<const O extends MaxPoolLayerOptions = MaxPoolLayerOptions> extends MaxPooling {
  constructor(kernelSize: Pair, options: O = {} as O) {
    super('MaxPool2d', 2, kernelSize, options)
  }

  /** @param activation 'relu' is fused into the op, with the bits of a ReLU before or after this layer */
  override forward(x: Tensor, activation?: 'relu'): PoolOutput<O> {
    const options = { ...this.options(), ...(activation === undefined ? {} : { activation }) }
    return ops.maxPool2d(x, options) as PoolOutput<O>
  }
}

/**
 * The largest element of each window of (N, C, D, H, W).
 * @example
 * new MaxPool3d(2).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 2, 2, 2]
 */
export class MaxPool3d<const O extends MaxPoolLayerOptions = MaxPoolLayerOptions> extends MaxPooling {
  constructor(kernelSize: Sizes, options: O = {} as O) {
    super('MaxPool3d', 3, kernelSize, options)
  }

  override forward(x: Tensor): PoolOutput<O> {
    return ops.maxPool3d(x, this.options()) as PoolOutput<O>
  }
}

abstract class AvgPooling extends Pooling {
  readonly countIncludePad: boolean
  readonly divisorOverride: number | null

  constructor(name: string, nd: number, kernelSize: Sizes, options: AvgPoolLayerOptions) {
    const divisor = nd === 1 ? {} : { divisorOverride: orNull(number()) }
    super(name, nd, kernelSize, options, { countIncludePad: boolean, ...divisor })
    this.countIncludePad = options.countIncludePad ?? true
    this.divisorOverride = options.divisorOverride ?? null
  }

  protected abstract readonly op: typeof ops.avgPool2d

  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride } = this
    return this.op(x, { kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride })
  }
}

/**
 * The mean of each window of (N, C, L).
 * @example
 * new AvgPool1d(2).forward(tensor([[1, 3, 2, 6]])).toArray() // [[2, 4]]
 */
export class AvgPool1d extends AvgPooling {
  constructor(kernelSize: Sizes, options: Omit<AvgPoolLayerOptions, 'divisorOverride'> = {}) {
    super('AvgPool1d', 1, kernelSize, options)
  }

  protected get op(): typeof ops.avgPool1d {
    return ops.avgPool1d
  }
}

/** The mean of each window of (N, C, H, W). */
export class AvgPool2d extends AvgPooling {
  constructor(kernelSize: Pair, options: AvgPoolLayerOptions = {}) {
    super('AvgPool2d', 2, kernelSize, options)
  }

  protected get op(): typeof ops.avgPool2d {
    return ops.avgPool2d
  }
}

/**
 * The mean of each window of (N, C, D, H, W).
 * @example
 * new AvgPool3d(2).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 2, 2, 2]
 */
export class AvgPool3d extends AvgPooling {
  constructor(kernelSize: Sizes, options: AvgPoolLayerOptions = {}) {
    super('AvgPool3d', 3, kernelSize, options)
  }

  protected get op(): typeof ops.avgPool3d {
    return ops.avgPool3d
  }
}

// --- to a given size ---

abstract class Adaptive extends Module {
  readonly outputSize: OutputSizes

  constructor(name: string, nd: number, outputSize: OutputSizes) {
    super()
    checkValue(name, 'outputSize', outputSize, sizesRule(orNull(count), nd))
    this.outputSize = outputSize ?? new Array<null>(nd).fill(null)
  }

  protected override extraRepr(): string {
    return `outputSize=${show(this.outputSize)}`
  }
}

/**
 * The mean over windows that divide (N, C, L) into an output of the given size.
 * @example
 * new AdaptiveAvgPool1d(1).forward(tensor([[1, 3]])).toArray() // [[2]]
 */
export class AdaptiveAvgPool1d extends Adaptive {
  constructor(outputSize: OutputSizes) {
    super('AdaptiveAvgPool1d', 1, outputSize)
  }

  override forward(x: Tensor): Tensor {
    return ops.adaptiveAvgPool1d(x, { outputSize: this.outputSize })
  }
}

/** The mean over windows that divide the plane into an output of the given size; null keeps a size. */
export class AdaptiveAvgPool2d extends Adaptive {
  constructor(outputSize: OutputSizes) {
    super('AdaptiveAvgPool2d', 2, outputSize)
  }

  override forward(x: Tensor): Tensor {
    return ops.adaptiveAvgPool2d(x, { outputSize: this.outputSize })
  }
}

/**
 * The mean over windows that divide the volume into an output of the given size; null keeps a size.
 * @example
 * new AdaptiveAvgPool3d([2, null, 1]).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 2, 4, 1]
 */
export class AdaptiveAvgPool3d extends Adaptive {
  constructor(outputSize: OutputSizes) {
    super('AdaptiveAvgPool3d', 3, outputSize)
  }

  override forward(x: Tensor): Tensor {
    return ops.adaptiveAvgPool3d(x, { outputSize: this.outputSize })
  }
}

export interface AdaptiveMaxLayerOptions {
  /** Whether forward returns { output, indices }. Default false. */
  returnIndices?: boolean | undefined
}

abstract class AdaptiveMax<O extends AdaptiveMaxLayerOptions> extends Adaptive {
  readonly returnIndices: boolean

  constructor(name: string, nd: number, outputSize: OutputSizes, options: AdaptiveMaxLayerOptions) {
    super(name, nd, outputSize)
    checkOptions(name, options, { returnIndices: boolean })
    this.returnIndices = options.returnIndices ?? false
  }

  protected abstract readonly op: typeof ops.adaptiveMaxPool2d

  override forward(x: Tensor): PoolOutput<O> {
    return this.op(x, this.outputSize, { returnIndices: this.returnIndices }) as PoolOutput<O>
  }
}

/**
 * The largest element of windows that divide (N, C, L) into an output of the given size.
 * @example
 * new AdaptiveMaxPool1d(1).forward(tensor([[1, 3]])).toArray() // [[3]]
 */
export class AdaptiveMaxPool1d<
  const O extends AdaptiveMaxLayerOptions = AdaptiveMaxLayerOptions
> extends AdaptiveMax<O> {
  constructor(outputSize: OutputSizes, options: O = {} as O) {
    super('AdaptiveMaxPool1d', 1, outputSize, options)
  }

  protected get op(): typeof ops.adaptiveMaxPool1d {
    return ops.adaptiveMaxPool1d
  }
}

/**
 * The largest element of windows that divide the plane into an output of the given size; null keeps a size.
 * @example
 * new AdaptiveMaxPool2d([1, null]).forward(ones([1, 2, 4, 4])).shape // [1, 2, 1, 4]
 */
export class AdaptiveMaxPool2d<
  const O extends AdaptiveMaxLayerOptions = AdaptiveMaxLayerOptions
> extends AdaptiveMax<O> {
  constructor(outputSize: OutputSizes, options: O = {} as O) {
    super('AdaptiveMaxPool2d', 2, outputSize, options)
  }

  protected get op(): typeof ops.adaptiveMaxPool2d {
    return ops.adaptiveMaxPool2d
  }
}

/**
 * The largest element of windows that divide the volume into an output of the given size; null keeps a size.
 * @example
 * new AdaptiveMaxPool3d(2).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 2, 2, 2]
 */
export class AdaptiveMaxPool3d<
  const O extends AdaptiveMaxLayerOptions = AdaptiveMaxLayerOptions
> extends AdaptiveMax<O> {
  constructor(outputSize: OutputSizes, options: O = {} as O) {
    super('AdaptiveMaxPool3d', 3, outputSize, options)
  }

  protected get op(): typeof ops.adaptiveMaxPool3d {
    return ops.adaptiveMaxPool3d
  }
}
