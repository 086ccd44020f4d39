// Metrics of predicted numbers with a value for each output: R2, explained variance, median absolute error. Public, by
// index.ts.
import { ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'
import { mean } from '../util/statistics.ts'
import { Accumulated, type Metric, type MetricOptions, metricOptions } from './metric.ts'
import { checkPair } from './regression.ts'

// The layout is the number of outputs, plus 1.
abstract class OfOutputs extends Accumulated {
  /** Checks a batch of shape (N) or (N, D) and returns D. */
  protected outputs(prediction: Tensor, target: Tensor): number {
    const call = this.constructor.name
    checkPair(call, prediction, target)
    if (target.ndim !== 1 && target.ndim !== 2) {
      throw new ShapeError(`${call}: expected shapes (N) or (N, D) but received ${format(target.shape)}`)
    }
    const outputs = target.shape[1] ?? 1
    this.settle(outputs + 1, (layout) => `${layout - 1} outputs`)
    return outputs
  }

  /** The value of each output. */
  abstract perOutput(): number[]

  protected overOutputs(): number {
    return mean(this.perOutput())
  }
}

// Three numbers of `totals` from `at`: the first value of a column, the mean of its values less that (values far from zero
// would lose their digits), the sum of squares around the mean, both by Welford's recurrence. `count` includes `value`.
function grow(totals: number[], at: number, value: number, count: number): void {
  const y = value - totals[at]!
  const before = y - totals[at + 1]!
  totals[at + 1]! += before / count
  totals[at + 2]! += before * (y - totals[at + 1]!)
}

// The same three numbers of n values and of m others (Chan, Golub and LeVeque 1979): the others' first value becomes a
// difference from the first of these.
function joined(own: number[], n: number, other: number[], m: number, at: number): number[] {
  const difference = other[at]! - own[at]! + other[at + 1]! - own[at + 1]!
  return [
    own[at]!,
    own[at + 1]! + (difference * m) / (n + m),
    own[at + 2]! + other[at + 2]! + difference ** 2 * ((n * m) / (n + m))
  ]
}

// 1 - left / around: the share of a variance that is explained.
function explained(left: number, around: number): number {
  return around === 0 ? (left === 0 ? 1 : 0) : 1 - left / around
}

/**
 * The coefficient of determination: 1 - sum (target - prediction)^2 / sum (target - mean target)^2. For shapes (N, D)
 * the mean over the D outputs. An output whose targets are all equal counts 1 if it is predicted exactly, else 0.
 *
 * @param options name ('r2')
 * @throws ShapeError in update when the shapes differ or are not (N) or (N, D)
 * @example
 * const r2 = new R2()
 * r2.update(tensor([1, 2, 3]), tensor([1, 2, 4]))
 * r2.compute()
 */
export class R2 extends OfOutputs implements Metric {
  constructor(options: MetricOptions = {}) {
    super(metricOptions('R2', options).name ?? 'r2')
  }

  // Totals: the number of rows; then for each output the three numbers of its targets, and the sum of squared residuals.
  update(prediction: Tensor, target: Tensor): void {
    const outputs = this.outputs(prediction, target)
    if (target.size === 0) return
    if (this.totals.length === 0)
      this.totals = [0, ...Array.from(elementsOf(target).subarray(0, outputs)).flatMap((y) => [y, 0, 0, 0])]
    const { totals } = this
    const p = elementsOf(prediction)
    const t = elementsOf(target)
    for (let k = 0; k < t.length; k++) {
      const d = k % outputs
      if (d === 0) totals[0]!++
      const at = 1 + 4 * d
      grow(totals, at, t[k]!, totals[0]!)
      totals[at + 3]! += (t[k]! - p[k]!) ** 2
    }
  }

  protected override join(own: number[], other: number[]): number[] {
    const [n, m] = [own[0]!, other[0]!]
    const totals = [n + m]
    for (let at = 1; at < own.length; at += 4) {
      totals.push(...joined(own, n, other, m, at), own[at + 3]! + other[at + 3]!)
    }
    return totals
  }

  /** The coefficient of each output. */
  perOutput(): number[] {
    const scores: number[] = []
    for (let at = 1; at < this.totals.length; at += 4) {
      scores.push(explained(this.totals[at + 3]!, this.totals[at + 2]!))
    }
    return scores
  }

  /** NaN before there are two samples. */
  compute(): number {
    return (this.totals[0] ?? 0) < 2 ? Number.NaN : this.overOutputs()
  }
}

/**
 * 1 - variance of (target - prediction) / variance of the target: `R2` of predictions that may all be off by one
 * constant. For shapes (N, D) the mean over the D outputs. An output whose targets are all equal counts 1 if they are
 * predicted up to a constant, else 0. scikit-learn's explained_variance_score.
 *
 * @param options name ('explainedVariance')
 * @throws ShapeError in update when the shapes differ or are not (N) or (N, D)
 * @example
 * const metric = new ExplainedVariance()
 * metric.update(tensor([2, 3, 4]), tensor([1, 2, 3]))
 * metric.compute() // 1
 */
export class ExplainedVariance extends OfOutputs implements Metric {
  constructor(options: MetricOptions = {}) {
    super(metricOptions('ExplainedVariance', options).name ?? 'explainedVariance')
  }

  // Totals: the number of rows; then for each output the three numbers of its targets, and those of the residuals.
  update(prediction: Tensor, target: Tensor): void {
    const outputs = this.outputs(prediction, target)
    const p = elementsOf(prediction)
    const t = elementsOf(target)
    if (this.totals.length === 0 && t.length > 0)
      this.totals = [0, ...Array.from({ length: outputs }, (_, d) => [t[d]!, 0, 0, t[d]! - p[d]!, 0, 0]).flat()]
    const { totals } = this
    for (let k = 0; k < t.length; k++) {
      const d = k % outputs
      if (d === 0) totals[0]!++
      grow(totals, 1 + 6 * d, t[k]!, totals[0]!)
      grow(totals, 4 + 6 * d, t[k]! - p[k]!, totals[0]!)
    }
  }

  protected override join(own: number[], other: number[]): number[] {
    const [n, m] = [own[0]!, other[0]!]
    const totals = [n + m]
    for (let at = 1; at < own.length; at += 3) totals.push(...joined(own, n, other, m, at))
    return totals
  }

  /** The share of each output. */
  perOutput(): number[] {
    const scores: number[] = []
    for (let at = 1; at < this.totals.length; at += 6) {
      scores.push(explained(this.totals[at + 5]!, this.totals[at + 2]!))
    }
    return scores
  }

  /** NaN before there are two samples. */
  compute(): number {
    return (this.totals[0] ?? 0) < 2 ? Number.NaN : this.overOutputs()
  }
}

/**
 * The median of |prediction - target|, which a few large errors leave as it is; of an even number the mean of the two in
 * the middle. For shapes (N, D) the mean over the D outputs. scikit-learn's median_absolute_error. Keeps all errors.
 *
 * @param options name ('medianAbsoluteError')
 * @throws ShapeError in update when the shapes differ or are not (N) or (N, D)
 * @example
 * const error = new MedianAbsoluteError()
 * error.update(tensor([1, 2, 100]), tensor([2, 4, 4]))
 * error.compute() // 2
 */
export class MedianAbsoluteError extends OfOutputs implements Metric {
  constructor(options: MetricOptions = {}) {
    super(metricOptions('MedianAbsoluteError', options).name ?? 'medianAbsoluteError')
  }

  // Totals: the errors, row by row.
  update(prediction: Tensor, target: Tensor): void {
    this.outputs(prediction, target)
    const p = elementsOf(prediction)
    const t = elementsOf(target)
    for (let k = 0; k < t.length; k++) this.totals.push(Math.abs(p[k]! - t[k]!))
  }

  protected override join(own: number[], other: number[]): number[] {
    return own.concat(other)
  }

  /** The median of each output; NaN if one of its errors is. */
  perOutput(): number[] {
    const outputs = this.layout - 1
    const rows = this.totals.length / outputs
    if (!(rows > 0)) return []
    return Array.from({ length: outputs }, (_, d) => {
      // NaN comes last.
      const errors = Float64Array.from({ length: rows }, (_, k) => this.totals[k * outputs + d]!).sort()
      if (Number.isNaN(errors[rows - 1])) return Number.NaN
      return (errors[Math.floor((rows - 1) / 2)]! + errors[Math.floor(rows / 2)]!) / 2
    })
  }

  compute(): number {
    return this.overOutputs()
  }
}
