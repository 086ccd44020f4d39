// Metrics of the order of scores, which keep all of them: the area under the ROC curve and average precision, exact.
import { OptionError, ShapeError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { oneOf } from '../util/options.ts'
import { IGNORED, place, readBatch } from './classes.ts'
import type { Averaged } from './confusion.ts'
import { Accumulated, CLASS_RULES, type ClassMetricOptions, type Metric, metricOptions } from './metric.ts'

export interface RankedOptions extends ClassMetricOptions {
  /** 'macro': the mean over the classes that have a value. 'none': `compute` returns that of each class. Default 'macro'. */
  average?: 'macro' | 'none' | undefined
}

abstract class Ranked<O extends RankedOptions> extends Accumulated {
  private readonly call: string
  private readonly ignoreIndex: number | undefined
  private readonly average: RankedOptions['average']

  constructor(call: string, name: string, options: RankedOptions) {
    super(metricOptions(call, options, { ...CLASS_RULES, average: oneOf('macro', 'none') }).name ?? name)
    this.call = call
    this.ignoreIndex = options.ignoreIndex
    this.average = options.average
  }

  // Totals: the true class and then the scores of each sample; layout: how many scores.
  update(prediction: Tensor, target: Tensor): void {
    const { call } = this
    const batch = readBatch(call, prediction, target, this.ignoreIndex)
    const { kind, values, actual, inner } = batch
    if (kind === 'indices')
      throw new ShapeError(`${call}: expected scores (float32 or float64) but received class numbers`)
    const scores = kind === 'binary' ? 1 : batch.classes
    const startOf = (row: number): number => (kind === 'binary' ? row : place(batch, row))
    // All scores are checked before any is stored.
    for (let row = 0; row < actual.length; row++) {
      if (actual[row] === IGNORED) continue
      for (let c = 0; c < scores; c++) {
        const at = startOf(row) + c * inner
        if (Number.isNaN(values[at]))
          throw new OptionError(`${call}: expected scores that are numbers but received NaN at position ${at}`)
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

  /** The value of each class against the rest (of class 1 alone for one score a sample); NaN where there is none. */
  perClass(): number[] {
    if (this.layout === 1) return [this.valueFor(0, 1)]
    return Array.from({ length: this.layout }, (_, c) => this.valueFor(c, c))
  }

  compute(): Averaged<O> {
    const each = this.perClass()
    if (this.average === 'none') return each as Averaged<O>
    const there = each.filter((a) => !Number.isNaN(a))
    return (there.reduce((a, b) => a + b, 0) / there.length) as Averaged<O>
  }

  private valueFor(score: number, own: number): number {
    const { totals, layout } = this
    const inside: number[] = []
    const outside: number[] = []
    for (let k = 0; k < totals.length; k += layout + 1) {
      const list = totals[k] === own ? inside : outside
      list.push(totals[k + 1 + score]!)
    }
    return this.ranked(Float64Array.from(inside).sort(), Float64Array.from(outside).sort())
  }

  /** The value from the scores of the samples of a class, and of all others; both ascending. */
  protected abstract ranked(inside: Float64Array, outside: Float64Array): number
}

/**
 * The probability that a sample of a class scores higher than one of another, ties counting half. Predictions are one
 * score a sample, (N) or (N, 1), with targets 0 and 1; or scores (N, C, ...) with targets as for `Accuracy`: then the
 * mean over the classes of one against the rest, without classes that have no samples or all of them. NaN when no
 * class is left. Keeps all scores.
 *
 * @param options average, ignoreIndex, name ('auroc')
 * @throws ShapeError in update for class numbers as predictions, OptionError for a score that is NaN
 * @example
 * const auroc = new AUROC()
 * auroc.update(tensor([0.1, 0.4, 0.35, 0.8]), tensor([0, 0, 1, 1], { dtype: 'int32' }))
 * auroc.compute() // 0.75
 */
export class AUROC<const O extends RankedOptions = RankedOptions> extends Ranked<O> implements Metric<Averaged<O>> {
  constructor(options: O = {} as O) {
    super('AUROC', 'auroc', options)
  }

  // Counts, for each sample of the class, the others that score less, and half of those that score the same.
  protected ranked(inside: Float64Array, outside: Float64Array): number {
    let less = 0
    let upTo = 0
    let halves = 0
    for (const s of inside) {
      while (less < outside.length && outside[less]! < s) less++
      while (upTo < outside.length && outside[upTo]! <= s) upTo++
      halves += less + upTo
    }
    return halves / (2 * inside.length * outside.length)
  }
}

/**
 * The area under the steps of the precision-recall curve: the mean precision at the rank of each sample of the class.
 * Samples of one score share a rank. scikit-learn's average_precision_score. Predictions and targets as for `AUROC`; with
 * several classes the mean of one against the rest, without classes that have no samples. NaN when no class is left.
 * Keeps all scores.
 *
 * @param options average, ignoreIndex, name ('averagePrecision')
 * @throws ShapeError in update for class numbers as predictions, OptionError for a score that is NaN
 * @example
 * const metric = new AveragePrecision()
 * metric.update(tensor([0.1, 0.4, 0.35, 0.8]), tensor([0, 0, 1, 1], { dtype: 'int32' }))
 * metric.compute() // 0.83333
 */
export class AveragePrecision<const O extends RankedOptions = RankedOptions>
  extends Ranked<O>
  implements Metric<Averaged<O>>
{
  constructor(options: O = {} as O) {
    super('AveragePrecision', 'averagePrecision', options)
  }

  protected ranked(inside: Float64Array, outside: Float64Array): number {
    let sum = 0
    let others = outside.length
    // From the highest score down; a run of equal scores is one step of the curve.
    for (let k = inside.length; k > 0; ) {
      const score = inside[k - 1]!
      let first = k
      while (first > 0 && inside[first - 1] === score) first--
      while (others > 0 && outside[others - 1]! >= score) others--
      const hits = inside.length - first
      sum += (k - first) * (hits / (hits + outside.length - others))
      k = first
    }
    return sum / inside.length
  }
}
