// The last linear layer of a classifier and its cross entropy as one module; the op is in lib/ops/losses.

import type { Reduction } from '../ops/losses/classes.ts'
import { CHUNK_RULES, type LinearCrossEntropyChunks, linearCrossEntropy } from '../ops/losses/linearCrossEntropy.ts'
import { reduction } from '../ops/losses/shared.ts'
import { reshape } from '../ops/shape.ts'
import { tensorOrNull } from '../ops/shared.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { anything, arrayOf, boolean, checkOptions, number, orNull, wholeNumber } from '../util/options.ts'
import { Linear } from './linear.ts'
import { Module } from './module.ts'
import { buffer } from './parameter.ts'
import { checkCounts, count, drawn, type LayerOptions, layerRules } from './rules.ts'

export interface LinearCrossEntropyLossOptions extends LayerOptions {
  /** The sizes (d1, d2, ...) of targets (N, d1, d2, ...). Default []: targets are (N). */
  outFeatures?: readonly number[] | undefined
  /** Whether the scores have a bias. Default false. */
  bias?: boolean | undefined
  /** A factor for each class. */
  weight?: Tensor | null | undefined
  /** Default 'mean'. */
  reduction?: Reduction | undefined
  /** Targets of this value are ignored. Default -100; not for probabilities. */
  ignoreIndex?: number | null | undefined
  /** The share of each target spread over all classes, 0 to 1. Default 0. */
  labelSmoothing?: number | undefined
  /** How the rows are cut: { batchChunkSize }. */
  options?: LinearCrossEntropyChunks | null | undefined
}

/**
 * Cross entropy of linear(input), whose scores are in memory a few rows at a time: see the function `linearCrossEntropy`. The
 * weight is `linear.weight`, (numClasses, inFeatures).
 *
 * @param options outFeatures, bias, weight, reduction, ignoreIndex, labelSmoothing, options, dtype, generator
 * @example
 * const criterion = new LinearCrossEntropyLoss(8, 1000)
 * criterion.forward(randn([4, 8]), tensor([1, 5, 0, 999], { dtype: 'int32' })).shape // []
 * Object.keys(criterion.stateDict()) // ['linear.weight']
 */
export class LinearCrossEntropyLoss extends Module {
  readonly numClasses: number
  readonly outFeatures: readonly number[]
  readonly linear: Linear
  readonly weight: Tensor | null
  readonly reduction: Reduction
  readonly ignoreIndex: number | null
  readonly labelSmoothing: number
  readonly batchChunkSize: number | null

  constructor(inFeatures: number, numClasses: number, options: LinearCrossEntropyLossOptions = {}) {
    super()
    const name = 'LinearCrossEntropyLoss'
    checkCounts(name, { inFeatures, numClasses })
    checkOptions(name, options, {
      outFeatures: arrayOf(count),
      bias: boolean,
      weight: tensorOrNull,
      reduction,
      ignoreIndex: orNull(wholeNumber()),
      labelSmoothing: number({ min: 0, max: 1 }),
      options: anything,
      ...layerRules
    })
    checkOptions(`${name}: options`, options.options ?? {}, CHUNK_RULES)
    const { outFeatures = [], bias = false, dtype = 'float32' } = options
    this.numClasses = numClasses
    this.outFeatures = [...outFeatures]
    const outputs = outFeatures.reduce((n, d) => n * d, numClasses)
    this.linear = new Linear(inFeatures, outputs, { bias, dtype, ...drawn(options) })
    this.weight = options.weight == null ? null : buffer(options.weight)
    this.reduction = options.reduction ?? 'mean'
    this.ignoreIndex = options.ignoreIndex ?? null
    this.labelSmoothing = options.labelSmoothing ?? 0
    this.batchChunkSize = options.options?.batchChunkSize ?? null
  }

  /**
   * @param input (N, inFeatures) or (inFeatures)
   * @param target classes (N, ...outFeatures), or probabilities (N, numClasses, ...outFeatures)
   */
  override forward(input: Tensor, target: Tensor): Tensor {
    const { linear, weight, reduction, ignoreIndex, labelSmoothing, batchChunkSize } = this
    const shape = [this.numClasses, ...this.outFeatures]
    return linearCrossEntropy(input, reshape(linear.weight, [...shape, linear.inFeatures]), target, {
      linearBias: linear.bias === null ? null : reshape(linear.bias, shape),
      weight,
      reduction,
      ignoreIndex,
      labelSmoothing,
      options: { batchChunkSize }
    })
  }

  protected override extraRepr(): string {
    const { linear, numClasses, outFeatures, reduction } = this
    const sizes = outFeatures.length === 0 ? '' : `, outFeatures=[${outFeatures.join(', ')}]`
    return `inFeatures=${linear.inFeatures}, numClasses=${numClasses}${sizes}, bias=${linear.bias !== null}, reduction='${reduction}'`
  }
}
