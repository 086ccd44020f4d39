// The area under the receiver operating characteristic, exact: by counting pairs, ties as half.
import { OptionError, ShapeError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { IGNORED, place, readBatch } from './classes.ts'
import { Accumulated, CLASS_RULES, type ClassMetricOptions, type Metric, metricOptions } from './metric.ts'

/**
 * The probability that a sample of a class scores higher than one of another, ties counting half. Predictions are one
 * score a sample, (N) or (N, 1), with targets 0 and 1; or scores (N, C, ...) with targets as for `Accuracy`: then the
 * mean over the classes of one against the rest, without classes that have no samples or all of them. NaN when no
 * class is left. Keeps all scores.
 *
 * @param options ignoreIndex, name ('auroc')
 * @throws ShapeError in update for class numbers as predictions, OptionError for a score that is NaN
 * @example
 * const auroc = new AUROC()
 * auroc.update(tensor([0.1, 0.4, 0.35, 0.8]), tensor([0, 0, 1, 1], { dtype: 'int32' }))
 * auroc.compute() // 0.75
 */
export class AUROC extends Accumulated implements Metric {
  private readonly ignoreIndex: number | undefined

  constructor(options: ClassMetricOptions = {}) {
    super(metricOptions('AUROC', options, CLASS_RULES).name ?? 'auroc')
    this.ignoreIndex = options.ignoreIndex
  }

  // Totals: the true class and then the scores of each sample; layout: how many scores.
  update(prediction: Tensor, target: Tensor): void {
    const batch = readBatch('AUROC', prediction, target, this.ignoreIndex)
    const { kind, values, actual, inner } = batch
    if (kind === 'indices')
      throw new ShapeError('AUROC: expected scores (float32 or float64) but received class numbers')
    const scores = kind === 'binary' ? 1 : batch.classes
    const startOf = (row: number): number => (kind === 'binary' ? row : place(batch, row))
    // All scores are checked before any is stored.
    for (let row = 0; row < actual.length; row++) {
      if (actual[row] === IGNORED) continue
      for (let c = 0; c < scores; c++) {
        const at = startOf(row) + c * inner
        if (Number.isNaN(values[at]))
          throw new OptionError(`AUROC: expected scores that are numbers but received NaN at position ${at}`)
      }
    }
    this.settle(scores, (n) => (n === 1 ? 'one score a sample' : `scores of ${n} classes`))
    const { totals } = this
    for (let row = 0; row < actual.length; row++) {
      if (actual[row] === IGNORED) continue
      totals.push(actual[row]!)
      const start = startOf(row)
      for (let c = 0; c < scores; c++) totals.push(values[start + c * inner]!)
    }
  }

  protected override join(own: number[], other: number[]): number[] {
    return own.concat(other)
  }

  /** The area of each class against the rest (of class 1 alone for one score a sample); NaN where there is none. */
  perClass(): number[] {
    if (this.layout === 1) return [this.area(0, 1)]
    return Array.from({ length: this.layout }, (_, c) => this.area(c, c))
  }

  compute(): number {
    const areas = this.perClass().filter((a) => !Number.isNaN(a))
    return areas.reduce((a, b) => a + b, 0) / areas.length
  }

  // Counts, for each sample of `own`, the others that score less, and half of those that score the same.
  private area(score: number, own: number): number {
    const { totals, layout } = this
    const inside: number[] = []
    const outside: number[] = []
    for (let k = 0; k < totals.length; k += layout + 1) {
      const list = totals[k] === own ? inside : outside
      list.push(totals[k + 1 + score]!)
    }
    const positives = Float64Array.from(inside).sort()
    const negatives = Float64Array.from(outside).sort()
    let less = 0
    let upTo = 0
    let halves = 0
    for (const s of positives) {
      while (less < negatives.length && negatives[less]! < s) less++
      while (upTo < negatives.length && negatives[upTo]! <= s) upTo++
      halves += less + upTo
    }
    return halves / (2 * positives.length * negatives.length)
  }
}
