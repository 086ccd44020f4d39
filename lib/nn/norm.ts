// Normalization layers.
import { OptionError, ShapeError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, boolean, checkOptions, checkValue, either, number, orNull } from '../util/options.ts'
import { ChannelNorm } from './channelNorm.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, count, type LayerOptions, layerRules } from './rules.ts'

export interface BatchNormOptions extends Omit<LayerOptions, 'generator'> {
  /** Added to the variance. Default 1e-5. */
  eps?: number | undefined
  /** Share of the new statistics in the running ones; null averages over all batches. Default 0.1. */
  momentum?: number | null | undefined
  /** Whether the layer has weight and bias. Default true. */
  affine?: boolean | undefined
  /** Whether running statistics are kept, for eval. Default true. */
  trackRunningStats?: boolean | undefined
}

const eps = number({ min: 0 })
const { dtype } = layerRules

abstract class BatchNorm extends ChannelNorm {
  constructor(name: string, numFeatures: number, options: BatchNormOptions) {
    super(name, numFeatures, options, true)
  }

  /** Throws for a wrong number of dimensions. */
  protected abstract checkInput(x: Tensor): void

  /** @param activation 'relu' is fused into the op, with the bits of a ReLU after this layer */
  override forward(x: Tensor, activation?: 'relu'): Tensor {
    this.checkInput(x)
    const { runningMean, runningVar, weight, bias, eps: epsilon } = this
    const training = this.training || runningMean === null
    const counter = this.numBatchesTracked?.data
    const seen = (counter?.[0] ?? 0) + 1
    const momentum = this.momentum ?? 1 / seen
    const fused = activation === undefined ? {} : { activation }
    const y = ops.batchNorm(x, weight, bias, { eps: epsilon, momentum, training, runningMean, runningVar, ...fused })
    if (training && counter !== undefined) counter[0] = seen
    return y
  }
}

/** Normalizes each channel of (N, C, H, W) by the batch in training, by the running statistics in eval. */
export class BatchNorm2d extends BatchNorm {
  constructor(numFeatures: number, options: BatchNormOptions = {}) {
    super('BatchNorm2d', numFeatures, options)
  }

  protected override checkInput(x: Tensor): void {
    if (x.ndim !== 4)
      throw new ShapeError(`BatchNorm2d: expected x of shape (N, C, H, W) but received ${format(x.shape)}`)
  }
}

/** Normalizes each channel of (N, C) or (N, C, L) by the batch in training, by the running statistics in eval. */
export class BatchNorm1d extends BatchNorm {
  constructor(numFeatures: number, options: BatchNormOptions = {}) {
    super('BatchNorm1d', numFeatures, options)
  }

  protected override checkInput(x: Tensor): void {
    if (x.ndim !== 2 && x.ndim !== 3) {
      throw new ShapeError(`BatchNorm1d: expected x of shape (N, C) or (N, C, L) but received ${format(x.shape)}`)
    }
  }
}

/**
 * Normalizes each channel of (N, C, D, H, W) by the batch in training, by the running statistics in eval.
 * @example
 * new BatchNorm3d(2).forward(randn([3, 2, 2, 2, 2])).shape // [3, 2, 2, 2, 2]
 */
export class BatchNorm3d extends BatchNorm {
  constructor(numFeatures: number, options: BatchNormOptions = {}) {
    super('BatchNorm3d', numFeatures, options)
  }

  protected override checkInput(x: Tensor): void {
    if (x.ndim !== 5)
      throw new ShapeError(`BatchNorm3d: expected x of shape (N, C, D, H, W) but received ${format(x.shape)}`)
  }
}

export interface LayerNormOptions extends Omit<LayerOptions, 'generator'> {
  /** Added to the variance. Default 1e-5. */
  eps?: number | undefined
  /** Whether the layer has weight and bias. Default true. */
  elementwiseAffine?: boolean | undefined
  /** Whether the layer has a bias in addition to the weight. Default true. */
  bias?: boolean | undefined
}

// A size or the sizes of the last dimensions.
function lastSizes(name: string, shape: number | readonly number[]): readonly number[] {
  checkValue(name, 'normalizedShape', shape, either(count, arrayOf(count)))
  return typeof shape === 'number' ? [shape] : [...shape]
}

/** Normalizes over the last dimensions, whose sizes are `normalizedShape`. */
export class LayerNorm extends Module {
  readonly normalizedShape: readonly number[]
  readonly eps: number
  readonly weight: Tensor | null
  readonly bias: Tensor | null

  constructor(normalizedShape: number | readonly number[], options: LayerNormOptions = {}) {
    super()
    this.normalizedShape = lastSizes('LayerNorm', normalizedShape)
    checkOptions('LayerNorm', options, { eps, elementwiseAffine: boolean, bias: boolean, dtype })
    const type = options.dtype ?? 'float32'
    const affine = options.elementwiseAffine ?? true
    this.eps = options.eps ?? 1e-5
    this.weight = affine ? init.ones(newParameter(this.normalizedShape, type)) : null
    this.bias = affine && (options.bias ?? true) ? newParameter(this.normalizedShape, type) : null
  }

  override forward(x: Tensor): Tensor {
    return ops.layerNorm(x, this.weight, this.bias, { eps: this.eps, normalizedShape: this.normalizedShape })
  }

  protected override extraRepr(): string {
    return `${format(this.normalizedShape)}, eps=${this.eps}, elementwiseAffine=${this.weight !== null}`
  }
}

/** x / sqrt(mean(x^2) + eps) * weight over the last dimensions, whose sizes are `normalizedShape`. */
export class RMSNorm extends Module {
  readonly normalizedShape: readonly number[]
  readonly eps: number | null
  readonly weight: Tensor | null

  /** @param options.eps default null: the machine epsilon of the input's dtype */
  constructor(
    normalizedShape: number | readonly number[],
    options: Omit<LayerNormOptions, 'eps' | 'bias'> & { eps?: number | null | undefined } = {}
  ) {
    super()
    this.normalizedShape = lastSizes('RMSNorm', normalizedShape)
    checkOptions('RMSNorm', options, { eps: orNull(eps), elementwiseAffine: boolean, dtype })
    this.eps = options.eps ?? null
    const affine = options.elementwiseAffine ?? true
    this.weight = affine ? init.ones(newParameter(this.normalizedShape, options.dtype ?? 'float32')) : null
  }

  override forward(x: Tensor): Tensor {
    const epsilon = this.eps === null ? {} : { eps: this.eps }
    return ops.rmsNorm(x, this.weight, { normalizedShape: this.normalizedShape, ...epsilon })
  }

  protected override extraRepr(): string {
    return `${format(this.normalizedShape)}, eps=${this.eps}, elementwiseAffine=${this.weight !== null}`
  }
}

/** Normalizes each of `numGroups` groups of the channels of (N, C, ...). */
export class GroupNorm extends Module {
  readonly numGroups: number
  readonly numChannels: number
  readonly eps: number
  readonly weight: Tensor | null
  readonly bias: Tensor | null

  constructor(
    numGroups: number,
    numChannels: number,
    options: Pick<BatchNormOptions, 'eps' | 'affine' | 'dtype'> = {}
  ) {
    super()
    checkCounts('GroupNorm', { numGroups, numChannels })
    checkOptions('GroupNorm', options, { eps, affine: boolean, dtype })
    if (numChannels % numGroups !== 0) {
      throw new OptionError(`GroupNorm: expected numGroups to divide ${numChannels} channels but received ${numGroups}`)
    }
    const affine = options.affine ?? true
    const type = options.dtype ?? 'float32'
    this.numGroups = numGroups
    this.numChannels = numChannels
    this.eps = options.eps ?? 1e-5
    this.weight = affine ? init.ones(newParameter([numChannels], type)) : null
    this.bias = affine ? newParameter([numChannels], type) : null
  }

  /** @param activation is fused into the op, with the bits of a ReLU or SiLU after this layer */
  override forward(x: Tensor, activation?: 'relu' | 'silu'): Tensor {
    if (x.ndim >= 2 && x.shape[1] !== this.numChannels) {
      throw new ShapeError(`GroupNorm: expected x of ${this.numChannels} channels but received ${format(x.shape)}`)
    }
    return ops.groupNorm(x, this.weight, this.bias, { numGroups: this.numGroups, eps: this.eps, activation })
  }

  protected override extraRepr(): string {
    return `${this.numGroups}, ${this.numChannels}, eps=${this.eps}, affine=${this.weight !== null}`
  }
}
