// Balanced accuracy and the Matthews correlation: one number from a confusion matrix, for classes of unequal size. Public, by index.ts.
import { boolean } from '../util/options.ts'
import { type ConfusionOptions, Counted, RULES } from './confusion.ts'
import { type Metric, metricOptions } from './metric.ts'

export interface BalancedAccuracyOptions extends ConfusionOptions {
  /** Whether chance scores 0 instead of 1 / classes, and perfection 1. Default false. */
  adjusted?: boolean | undefined
}

/**
 * The mean of the recall of each class that occurs in the targets: accuracy as if the classes were of equal size.
 * scikit-learn's balanced_accuracy_score. Predictions and targets as for `Accuracy`.
 *
 * @param options adjusted, classes, threshold, ignoreIndex, name ('balancedAccuracy')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * const metric = new BalancedAccuracy()
 * metric.update(tensor([0, 0, 0, 0], { dtype: 'int32' }), tensor([0, 0, 0, 1], { dtype: 'int32' }))
 * metric.compute() // 0.5
 */
export class BalancedAccuracy extends Counted implements Metric {
  private readonly adjusted: boolean

  constructor(options: BalancedAccuracyOptions = {}) {
    metricOptions('BalancedAccuracy', options, { ...RULES, adjusted: boolean })
    super(options.name ?? 'balancedAccuracy', options)
    this.adjusted = options.adjusted ?? false
  }

  compute(): number {
    let sum = 0
    let present = 0
    for (let c = 0; c < this.classes; c++) {
      const { tp, fn } = this.counts(c)
      if (tp + fn === 0) continue
      sum += tp / (tp + fn)
      present++
    }
    if (!this.adjusted) return sum / present
    // With one class, chance is already perfect.
    return present < 2 ? Number.NaN : (sum / present - 1 / present) / (1 - 1 / present)
  }
}

/**
 * The correlation of predicted and true classes, from -1 to 1; 0 for chance, and where all predictions or all targets
 * are one class. Two classes: Matthews 1975; more: Gorodkin 2004 (R_K). scikit-learn's matthews_corrcoef. Predictions and
 * targets as for `Accuracy`.
 *
 * @param options classes, threshold, ignoreIndex, name ('matthewsCorrelation')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * const metric = new MatthewsCorrelation()
 * metric.update(tensor([0, 1, 1, 0], { dtype: 'int32' }), tensor([0, 1, 1, 1], { dtype: 'int32' }))
 * metric.compute() // 0.57735
 */
export class MatthewsCorrelation extends Counted implements Metric {
  constructor(options: ConfusionOptions = {}) {
    metricOptions('MatthewsCorrelation', options, RULES)
    super(options.name ?? 'matthewsCorrelation', options)
  }

  compute(): number {
    let samples = 0
    let correct = 0
    let [products, truths, predictions] = [0, 0, 0]
    for (let c = 0; c < this.classes; c++) {
      const { tp, fp, fn } = this.counts(c)
      samples += tp + fn
      correct += tp
      products += (tp + fn) * (tp + fp)
      truths += (tp + fn) ** 2
      predictions += (tp + fp) ** 2
    }
    if (samples === 0) return Number.NaN
    const spread = Math.sqrt(samples ** 2 - predictions) * Math.sqrt(samples ** 2 - truths)
    return spread === 0 ? 0 : (correct * samples - products) / spread
  }
}
