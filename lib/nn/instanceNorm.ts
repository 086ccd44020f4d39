// Normalization of each channel of each example, and across neighboring channels.
import { ShapeError } from '../errors.ts'
import { acrossChannels } from '../ops/image/localNorm.ts'
import * as ops from '../ops/index.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, checkValue, number } from '../util/options.ts'
import { named } from '../util/positional.ts'
import { ChannelNorm } from './channelNorm.ts'
import { Module } from './module.ts'
import { count, type LayerOptions } from './rules.ts'

export interface InstanceNormOptions extends Omit<LayerOptions, 'generator'> {
  /** Added to the variance. Default 1e-5. */
  eps?: number | undefined
  /** Share of the new statistics in the running ones. Default 0.1. */
  momentum?: number | null | undefined
  /** Whether the layer has weight and bias. Default false. */
  affine?: boolean | undefined
  /** Whether running statistics are kept, for eval. Default false. */
  trackRunningStats?: boolean | undefined
}

abstract class InstanceNorm extends ChannelNorm {
  protected abstract readonly nd: number

  constructor(name: string, numFeatures: number, options: InstanceNormOptions) {
    super(name, numFeatures, options, false)
  }

  override channelDim(x: Tensor): number {
    return x.ndim === this.nd + 1 ? 0 : 1
  }

  override forward(x: Tensor): Tensor {
    const { weight, bias, eps, runningMean, runningVar, nd } = this
    const name = this.constructor.name
    const channels = x.shape[this.channelDim(x)]
    if ((x.ndim !== nd + 1 && x.ndim !== nd + 2) || channels !== this.numFeatures) {
      throw new ShapeError(
        `${name}: expected x of ${this.numFeatures} channels in ${nd + 2} dimensions, or ${nd + 1} without a batch, but received ${format(x.shape)}`
      )
    }
    if (x.ndim === nd + 1) return ops.squeeze(this.forward(ops.unsqueeze(x, 0)), 0)
    const useInputStats = this.training || runningMean === null
    const momentum = this.momentum ?? 0
    return ops.instanceNorm(x, weight, bias, { eps, momentum, useInputStats, runningMean, runningVar })
  }
}

/**
 * Normalizes each channel of each example of (N, C, L).
 * @example
 * new InstanceNorm1d(2).forward(randn([3, 2, 4])).shape // [3, 2, 4]
 */
export class InstanceNorm1d extends InstanceNorm {
  protected get nd(): number {
    return 1
  }

  constructor(numFeatures: number, options: InstanceNormOptions = {}) {
    super('InstanceNorm1d', numFeatures, options)
  }
}

/**
 * Normalizes each channel of each example of (N, C, H, W).
 * @example
 * new InstanceNorm2d(2).forward(randn([3, 2, 4, 4])).shape // [3, 2, 4, 4]
 */
export class InstanceNorm2d extends InstanceNorm {
  protected get nd(): number {
    return 2
  }

  constructor(numFeatures: number, options: InstanceNormOptions = {}) {
    super('InstanceNorm2d', numFeatures, options)
  }
}

/**
 * Normalizes each channel of each example of (N, C, D, H, W).
 * @example
 * new InstanceNorm3d(2).forward(randn([3, 2, 4, 4, 4])).shape // [3, 2, 4, 4, 4]
 */
export class InstanceNorm3d extends InstanceNorm {
  protected get nd(): number {
    return 3
  }

  constructor(numFeatures: number, options: InstanceNormOptions = {}) {
    super('InstanceNorm3d', numFeatures, options)
  }
}

/** Options of normalization across channels. */
export interface ChannelNormOptions {
  /** Default 1e-4. */
  alpha?: number | undefined
  /** Default 0.75. */
  beta?: number | undefined
  /** Default 1. */
  k?: number | undefined
}

abstract class AcrossChannels extends Module {
  readonly size: number
  readonly alpha: number
  readonly beta: number
  readonly k: number

  constructor(size: number | (ChannelNormOptions & { size: number }), more?: ChannelNormOptions) {
    super()
    const name = new.target.name
    const options = named<ChannelNormOptions & { size: number }>(name, 'size', size, more)
    checkValue(name, 'size', options.size, count)
    checkOptions(name, options, { size: count, alpha: number(), beta: number(), k: number() })
    this.size = options.size
    this.alpha = options.alpha ?? 1e-4
    this.beta = options.beta ?? 0.75
    this.k = options.k ?? 1
  }

  protected override extraRepr(): string {
    return `${this.size}, alpha=${this.alpha}, beta=${this.beta}, k=${this.k}`
  }
}

/**
 * x / (k + alpha m)^beta, where m is the mean of the squares of `size` neighboring channels.
 * @example
 * new LocalResponseNorm(2).forward(ones([1, 4, 2, 2])).shape // [1, 4, 2, 2]
 */
export class LocalResponseNorm extends AcrossChannels {
  override forward(x: Tensor): Tensor {
    const { size, alpha, beta, k } = this
    return ops.localResponseNorm(x, { size, alpha, beta, k })
  }
}

/**
 * LocalResponseNorm of (N, C, H, W) as in Caffe. As in PyTorch, as many channels count on both sides, and channel 0 always.
 * @example
 * new CrossMapLRN2d(3).forward(ones([1, 4, 2, 2])).shape // [1, 4, 2, 2]
 */
export class CrossMapLRN2d extends AcrossChannels {
  override forward(x: Tensor): Tensor {
    if (x.ndim !== 4)
      throw new ShapeError(`CrossMapLRN2d: expected x of shape (N, C, H, W) but received ${format(x.shape)}`)
    const reach = Math.floor((this.size + 1) / 2) - 1
    const neighbors = (channel: number): number[] => {
      const from = Math.max(0, channel - reach)
      const to = Math.min(x.shape[1]! - 1, channel + reach)
      const near = Array.from({ length: to - from + 1 }, (_, i) => from + i)
      return from === 0 ? near : [0, ...near]
    }
    return acrossChannels(x, neighbors, { alpha: this.alpha / this.size, beta: this.beta, k: this.k })
  }
}
