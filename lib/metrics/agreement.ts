// Balanced accuracy, the Matthews correlation and Cohen's kappa: one number from a confusion matrix, for classes of unequal
// size. Public, by index.ts.
import { boolean, oneOf } from '../util/options.ts'
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

export interface CohenKappaOptions extends ConfusionOptions {
  /**
   * How much a disagreement of two classes counts, for classes in an order: the difference of their numbers ('linear'),
   * or its square ('quadratic'). Default: every one counts 1.
   */
  weights?: 'linear' | 'quadratic' | undefined
}

/**
 * The agreement of predicted and true classes beyond that of chance: 1 minus the disagreement over the one expected if
 * both were independent (Cohen 1960, weighted 1968). 1 for perfection, 0 for chance; NaN where no disagreement is
 * expected, as all predictions and targets are one class. scikit-learn's cohen_kappa_score. Predictions and targets as for
 * `Accuracy`.
 *
 * @param options weights, classes, threshold, ignoreIndex, name ('cohenKappa')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * const metric = new CohenKappa()
 * metric.update(tensor([0, 1, 1, 0], { dtype: 'int32' }), tensor([0, 1, 1, 1], { dtype: 'int32' }))
 * metric.compute() // 0.5
 */
export class CohenKappa extends Counted implements Metric {
  private readonly weights: CohenKappaOptions['weights']

  constructor(options: CohenKappaOptions = {}) {
    metricOptions('CohenKappa', options, { ...RULES, weights: oneOf('linear', 'quadratic') })
    super(options.name ?? 'cohenKappa', options)
    this.weights = options.weights
  }

  private weight(a: number, b: number): number {
    if (this.weights === undefined) return a === b ? 0 : 1
    return this.weights === 'linear' ? Math.abs(a - b) : (a - b) ** 2
  }

  compute(): number {
    const { classes, totals } = this
    const sides = Array.from({ length: classes }, (_, c) => this.counts(c))
    let [samples, seen, expected] = [0, 0, 0]
    for (const [a, truth] of sides.entries()) {
      samples += truth.tp + truth.fn
      for (const [b, guess] of sides.entries()) {
        seen += this.weight(a, b) * (totals[a * classes + b] ?? 0)
        expected += this.weight(a, b) * (truth.tp + truth.fn) * (guess.tp + guess.fp)
      }
    }
    return 1 - (seen * samples) / expected
  }
}
