// Layers that resize or rearrange images: Upsample, Unfold and its transposed, PixelShuffle and their like.
import type { InterpolationMode, Sizes } from '../ops/index.ts'
import * as ops from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, either, none, number, oneOf, orNull, rule, show } from '../util/options.ts'
import { named } from '../util/positional.ts'
import { Module } from './module.ts'
import { count, nonNegative, sizesRule } from './rules.ts'

/** Options of Upsample: size or scaleFactor. */
export interface UpsampleOptions {
  /** The spatial sizes of the result. */
  size?: Sizes | null | undefined
  /** The sizes of the result as multiples of the input's. */
  scaleFactor?: number | readonly number[] | null | undefined
  /** Default 'nearest'. */
  mode?: InterpolationMode | undefined
  /** As the op interpolate's. Default null. */
  alignCorners?: boolean | null | undefined
  /** As the op interpolate's. Default null. */
  recomputeScaleFactor?: boolean | null | undefined
}

const factor = number({ above: 0 })

/**
 * Resizes (N, C, ...); see the op interpolate.
 * @example
 * new Upsample({ scaleFactor: 2, mode: 'bilinear' }).forward(ones([1, 3, 4, 4])).shape // [1, 3, 8, 8]
 */
export class Upsample extends Module {
  readonly size: Sizes | null
  readonly scaleFactor: number | readonly number[] | null
  readonly mode: InterpolationMode
  readonly alignCorners: boolean | null
  readonly recomputeScaleFactor: boolean | null

  constructor(size?: Sizes | UpsampleOptions, more?: Omit<UpsampleOptions, 'size'>) {
    super()
    const options = named<UpsampleOptions>('Upsample', 'size', size, more)
    checkOptions('Upsample', options, {
      size: either(count, none, rule('an array of them', Array.isArray)),
      scaleFactor: either(
        factor,
        none,
        rule('an array of them', (v) => Array.isArray(v) && v.every(factor.test))
      ),
      mode: oneOf('nearest', 'nearest-exact', 'linear', 'bilinear', 'bicubic', 'trilinear', 'area'),
      alignCorners: orNull(boolean),
      recomputeScaleFactor: orNull(boolean)
    })
    this.size = options.size ?? null
    this.scaleFactor = options.scaleFactor ?? null
    this.mode = options.mode ?? 'nearest'
    this.alignCorners = options.alignCorners ?? null
    this.recomputeScaleFactor = options.recomputeScaleFactor ?? null
  }

  override forward(x: Tensor): Tensor {
    const { size, scaleFactor, mode, alignCorners, recomputeScaleFactor } = this
    return ops.interpolate(x, { size, scaleFactor, mode, alignCorners, recomputeScaleFactor })
  }

  protected override extraRepr(): string {
    const what = this.size === null ? `scaleFactor=${show(this.scaleFactor)}` : `size=${show(this.size)}`
    return `${what}, mode='${this.mode}'`
  }
}

/** What UpsamplingNearest2d and UpsamplingBilinear2d take. */
export type UpsamplingOptions = Pick<UpsampleOptions, 'size' | 'scaleFactor'>

/**
 * Upsample of mode 'nearest'.
 * @example
 * new UpsamplingNearest2d({ scaleFactor: 2 }).forward(ones([1, 3, 4, 4])).shape // [1, 3, 8, 8]
 */
export class UpsamplingNearest2d extends Upsample {
  constructor(size?: Sizes | UpsamplingOptions, more?: Omit<UpsamplingOptions, 'size'>) {
    super({ ...named<UpsamplingOptions>('UpsamplingNearest2d', 'size', size, more), mode: 'nearest' })
  }
}

/**
 * Upsample of mode 'bilinear' with aligned corners.
 * @example
 * new UpsamplingBilinear2d(8).forward(ones([1, 3, 4, 4])).shape // [1, 3, 8, 8]
 */
export class UpsamplingBilinear2d extends Upsample {
  constructor(size?: Sizes | UpsamplingOptions, more?: Omit<UpsamplingOptions, 'size'>) {
    const options = named<UpsamplingOptions>('UpsamplingBilinear2d', 'size', size, more)
    super({ ...options, mode: 'bilinear', alignCorners: true })
  }
}

// --- windows as columns ---

/** Options of Unfold and Fold. */
export interface BlockOptions {
  /** Distance of the elements of a window. Default 1. */
  dilation?: Sizes | undefined
  /** Zeros on each side. Default 0. */
  padding?: Sizes | undefined
  /** Default 1. */
  stride?: Sizes | undefined
}

abstract class Blocks extends Module {
  readonly kernelSize: Sizes
  readonly dilation: Sizes
  readonly padding: Sizes
  readonly stride: Sizes

  constructor(name: string, kernelSize: Sizes, options: BlockOptions) {
    super()
    checkValue(name, 'kernelSize', kernelSize, sizesRule(count, 2))
    checkOptions(name, options, {
      dilation: sizesRule(count, 2),
      padding: sizesRule(nonNegative, 2),
      stride: sizesRule(count, 2)
    })
    this.kernelSize = kernelSize
    this.dilation = options.dilation ?? 1
    this.padding = options.padding ?? 0
    this.stride = options.stride ?? 1
  }

  protected override extraRepr(): string {
    const { kernelSize, dilation, padding, stride } = this
    return `kernelSize=${show(kernelSize)}, dilation=${show(dilation)}, padding=${show(padding)}, stride=${show(stride)}`
  }
}

/**
 * The windows of (N, C, H, W) as columns (N, C KH KW, windows).
 * @example
 * new Unfold([2, 3]).forward(ones([1, 3, 4, 5])).shape // [1, 18, 9]
 */
export class Unfold extends Blocks {
  constructor(kernelSize: Sizes, options: BlockOptions = {}) {
    super('Unfold', kernelSize, options)
  }

  override forward(x: Tensor): Tensor {
    const { kernelSize, dilation, padding, stride } = this
    return ops.unfold(x, { kernelSize, dilation, padding, stride })
  }
}

/**
 * The sum of windows given as columns: the transposed of Unfold.
 * @example
 * new Fold([4, 5], [2, 3]).forward(ones([1, 18, 9])).shape // [1, 3, 4, 5]
 */
export class Fold extends Blocks {
  readonly outputSize: Sizes

  constructor(outputSize: Sizes, kernelSize: Sizes, options: BlockOptions = {}) {
    super('Fold', kernelSize, options)
    checkValue('Fold', 'outputSize', outputSize, sizesRule(count, 2))
    this.outputSize = outputSize
  }

  override forward(x: Tensor): Tensor {
    const { outputSize, kernelSize, dilation, padding, stride } = this
    return ops.fold(x, { outputSize, kernelSize, dilation, padding, stride })
  }
}

// --- channels and pixels ---

/**
 * (..., C r r, H, W) as (..., C, H r, W r).
 * @example
 * new PixelShuffle(2).forward(ones([1, 8, 3, 4])).shape // [1, 2, 6, 8]
 */
export class PixelShuffle extends Module {
  readonly upscaleFactor: number

  constructor(upscaleFactor: number) {
    super()
    checkValue('PixelShuffle', 'upscaleFactor', upscaleFactor, count)
    this.upscaleFactor = upscaleFactor
  }

  override forward(x: Tensor): Tensor {
    return ops.pixelShuffle(x, this.upscaleFactor)
  }

  protected override extraRepr(): string {
    return `upscaleFactor=${this.upscaleFactor}`
  }
}

/**
 * (..., C, H r, W r) as (..., C r r, H, W).
 * @example
 * new PixelUnshuffle(2).forward(ones([1, 2, 6, 8])).shape // [1, 8, 3, 4]
 */
export class PixelUnshuffle extends Module {
  readonly downscaleFactor: number

  constructor(downscaleFactor: number) {
    super()
    checkValue('PixelUnshuffle', 'downscaleFactor', downscaleFactor, count)
    this.downscaleFactor = downscaleFactor
  }

  override forward(x: Tensor): Tensor {
    return ops.pixelUnshuffle(x, this.downscaleFactor)
  }

  protected override extraRepr(): string {
    return `downscaleFactor=${this.downscaleFactor}`
  }
}

/**
 * The channels of (N, C, ...) in another order: the first of each of `groups` groups, then the second, and so on.
 * @example
 * new ChannelShuffle(2).forward(ones([1, 4, 2, 2])).shape // [1, 4, 2, 2]
 */
export class ChannelShuffle extends Module {
  readonly groups: number

  constructor(groups: number) {
    super()
    checkValue('ChannelShuffle', 'groups', groups, count)
    this.groups = groups
  }

  override forward(x: Tensor): Tensor {
    return ops.channelShuffle(x, this.groups)
  }

  protected override extraRepr(): string {
    return `groups=${this.groups}`
  }
}
