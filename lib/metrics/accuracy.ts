// Accuracy and top-k accuracy of classifiers.
import { ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { number, wholeNumber } from '../util/options.ts'
import { beats, IGNORED, place, predictedClasses, readBatch } from './classes.ts'
import { Accumulated, CLASS_RULES, type ClassMetricOptions, type Metric, metricOptions } from './metric.ts'

export interface AccuracyOptions extends ClassMetricOptions {
  /**
   * The threshold above which a single score counts as class 1: 0 for logits. Default 0.5, which rejects scores outside
   * [0, 1].
   */
  threshold?: number | undefined
}

/**
 * The share of samples whose class was predicted. Predictions are scores (logits or probabilities) of shape (N, C,
 * ...), class numbers (int32) of the target's shape, or one score for the positive class of shape (N), (N, 1) or, as of
 * masks, (N, 1, ...). Targets are class numbers (N, ...), or one-hot or probabilities (N, C, ...), or 0 and 1.
 *
 * @param options threshold, ignoreIndex, name ('accuracy')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * const accuracy = new Accuracy()
 * accuracy.update(tensor([[0.1, 0.9], [0.8, 0.2]]), tensor([1, 1], { dtype: 'int32' }))
 * accuracy.compute() // 0.5
 */
export class Accuracy extends Accumulated implements Metric {
  private readonly threshold: number | undefined
  private readonly ignoreIndex: number | undefined

  constructor(options: AccuracyOptions = {}) {
    super(metricOptions('Accuracy', options, { threshold: number(), ...CLASS_RULES }).name ?? 'accuracy')
    this.threshold = options.threshold
    this.ignoreIndex = options.ignoreIndex
  }

  update(prediction: Tensor, target: Tensor): void {
    const batch = readBatch('Accuracy', prediction, target, this.ignoreIndex)
    const { actual } = batch
    const predicted = predictedClasses('Accuracy', batch, this.threshold)
    let [correct = 0, count = 0] = this.totals
    for (let k = 0; k < predicted.length; k++) {
      if (actual[k] === IGNORED) continue
      count++
      if (predicted[k] === actual[k]) correct++
    }
    this.totals = [correct, count]
  }

  compute(): number {
    return this.mean()
  }
}

export interface TopKAccuracyOptions extends ClassMetricOptions {
  /** The number of highest scores to consider, >= 1. Default 5. */
  k?: number | undefined
}

/**
 * The share of samples whose class is among the k highest scores. Of equal scores the lower class number comes first.
 *
 * @param options k, ignoreIndex, name ('top5Accuracy' for k 5)
 * @throws ShapeError in update unless predictions are scores (N, C, ...) with C >= k
 * @example
 * new TopKAccuracy({ k: 2 })
 */
export class TopKAccuracy extends Accumulated implements Metric {
  private readonly k: number
  private readonly ignoreIndex: number | undefined

  constructor(options: TopKAccuracyOptions = {}) {
    const { name, k = 5 } = metricOptions('TopKAccuracy', options, { k: wholeNumber({ min: 1 }), ...CLASS_RULES })
    super(name ?? `top${k}Accuracy`)
    this.k = k
    this.ignoreIndex = options.ignoreIndex
  }

  update(prediction: Tensor, target: Tensor): void {
    const batch = readBatch('TopKAccuracy', prediction, target, this.ignoreIndex)
    const { values, actual, classes, inner } = batch
    if (batch.kind !== 'scores' || classes < this.k) {
      throw new ShapeError(
        `TopKAccuracy: expected scores (N, C, ...) of at least ${this.k} classes but received ${format(prediction.shape)} ${prediction.dtype}`
      )
    }
    let [correct = 0, count = 0] = this.totals
    for (let row = 0; row < actual.length; row++) {
      if (actual[row] === IGNORED) continue
      count++
      const start = place(batch, row)
      const own = actual[row]!
      const score = values[start + own * inner]!
      let ahead = 0
      for (let c = 0; c < classes; c++) {
        const other = values[start + c * inner]!
        if (beats(other, score) || (c < own && !beats(score, other))) ahead++
      }
      if (ahead < this.k) correct++
    }
    this.totals = [correct, count]
  }

  compute(): number {
    return this.mean()
  }
}
