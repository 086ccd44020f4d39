// Metrics of predicted numbers. Every element goes into one float64 running total in order, so that the bits do not
// depend on how the samples were cut into batches.
import { ShapeError } from '../errors.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { boolean } from '../util/options.ts'
import { Accumulated, type Metric, type MetricOptions, metricOptions } from './metric.ts'

function checkPair(call: string, prediction: Tensor, target: Tensor): void {
  checkTensor(call, 'prediction', prediction)
  checkTensor(call, 'target', target)
  if (!sameShape(prediction.shape, target.shape)) {
    const hint = prediction.size === target.size ? '; reshape one of them' : ''
    throw new ShapeError(
      `${call}: expected prediction and target of one shape but received ${format(prediction.shape)} and ${format(target.shape)}${hint}`
    )
  }
}

// Totals: the sum of f(prediction - target), the number of elements.
abstract class MeanError extends Accumulated {
  protected add(prediction: Tensor, target: Tensor, f: (difference: number) => number): void {
    checkPair(this.constructor.name, prediction, target)
    const p = elementsOf(prediction)
    const t = elementsOf(target)
    let [sum = 0, count = 0] = this.totals
    for (let k = 0; k < p.length; k++) sum += f(p[k]! - t[k]!)
    count += p.length
    this.totals = [sum, count]
  }
}

/**
 * The mean of |prediction - target| over all elements.
 *
 * @param options name ('meanAbsoluteError')
 * @throws ShapeError in update when the shapes differ
 * @example
 * const error = new MeanAbsoluteError()
 * error.update(tensor([1, 2]), tensor([2, 4]))
 * error.compute() // 1.5
 */
export class MeanAbsoluteError extends MeanError implements Metric {
  constructor(options: MetricOptions = {}) {
    super(metricOptions('MeanAbsoluteError', options).name ?? 'meanAbsoluteError')
  }

  update(prediction: Tensor, target: Tensor): void {
    this.add(prediction, target, Math.abs)
  }

  compute(): number {
    return this.mean()
  }
}

export interface MeanSquaredErrorOptions extends MetricOptions {
  /** Whether the result is the mean of squares; false gives its square root. Default true. */
  squared?: boolean | undefined
}

/**
 * The mean of (prediction - target)^2 over all elements, or its root.
 *
 * @param options squared, name ('meanSquaredError', with the root 'rootMeanSquaredError')
 * @throws ShapeError in update when the shapes differ
 * @example
 * new MeanSquaredError({ squared: false })
 */
export class MeanSquaredError extends MeanError implements Metric {
  private readonly squared: boolean

  constructor(options: MeanSquaredErrorOptions = {}) {
    const { squared = true, name } = metricOptions('MeanSquaredError', options, { squared: boolean })
    super(name ?? (squared ? 'meanSquaredError' : 'rootMeanSquaredError'))
    this.squared = squared
  }

  update(prediction: Tensor, target: Tensor): void {
    this.add(prediction, target, (d) => d * d)
  }

  compute(): number {
    return this.squared ? this.mean() : Math.sqrt(this.mean())
  }
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
export class R2 extends Accumulated implements Metric {
  constructor(options: MetricOptions = {}) {
    super(metricOptions('R2', options).name ?? 'r2')
  }

  // Totals: the number of rows; then for each output its first target, the mean of the targets less that (targets far
  // from zero would lose their digits), the sum of squares around the mean (both by Welford's recurrence), and the sum
  // of squared residuals.
  update(prediction: Tensor, target: Tensor): void {
    checkPair('R2', prediction, target)
    if (target.ndim !== 1 && target.ndim !== 2) {
      throw new ShapeError(`R2: expected shapes (N) or (N, D) but received ${format(target.shape)}`)
    }
    const outputs = target.shape[1] ?? 1
    this.settle(outputs + 1, (layout) => `${layout - 1} outputs`)
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
      const y = t[k]! - totals[at]!
      const before = y - totals[at + 1]!
      totals[at + 1]! += before / totals[0]!
      totals[at + 2]! += before * (y - totals[at + 1]!)
      totals[at + 3]! += (t[k]! - p[k]!) ** 2
    }
  }

  // The other's first targets become differences from these (Chan, Golub and LeVeque 1979).
  protected override join(own: number[], other: number[]): number[] {
    const [n, m] = [own[0]!, other[0]!]
    const totals = [n + m]
    for (let at = 1; at < own.length; at += 4) {
      const difference = other[at]! - own[at]! + other[at + 1]! - own[at + 1]!
      totals.push(
        own[at]!,
        own[at + 1]! + (difference * m) / (n + m),
        own[at + 2]! + other[at + 2]! + difference ** 2 * ((n * m) / (n + m)),
        own[at + 3]! + other[at + 3]!
      )
    }
    return totals
  }

  /** The coefficient of each output. */
  perOutput(): number[] {
    const scores: number[] = []
    for (let at = 1; at < this.totals.length; at += 4) {
      const around = this.totals[at + 2]!
      const residual = this.totals[at + 3]!
      scores.push(around === 0 ? (residual === 0 ? 1 : 0) : 1 - residual / around)
    }
    return scores
  }

  /** NaN before there are two samples. */
  compute(): number {
    if ((this.totals[0] ?? 0) < 2) return Number.NaN
    const scores = this.perOutput()
    return scores.reduce((a, b) => a + b, 0) / scores.length
  }
}
