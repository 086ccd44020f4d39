// Metrics of predicted numbers that are a mean over all elements. Every element goes into one float64 running total in
// order, so that the bits do not depend on how the samples were cut into batches.
import { ShapeError } from '../errors.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { boolean } from '../util/options.ts'
import { Accumulated, type Metric, type MetricOptions, metricOptions } from './metric.ts'

/** @throws ShapeError unless both are tensors of one shape */
export function checkPair(call: string, prediction: Tensor, target: Tensor): void {
  checkTensor(call, 'prediction', prediction)
  checkTensor(call, 'target', target)
  if (!sameShape(prediction.shape, target.shape)) {
    const hint = prediction.size === target.size ? '; reshape one of them' : ''
    throw new ShapeError(
      `${call}: expected prediction and target of one shape but received ${format(prediction.shape)} and ${format(target.shape)}${hint}`
    )
  }
}

// Totals: the sum of f(prediction - target, target), the number of elements.
abstract class MeanError extends Accumulated {
  protected add(prediction: Tensor, target: Tensor, f: (difference: number, target: number) => number): void {
    checkPair(this.constructor.name, prediction, target)
    const p = elementsOf(prediction)
    const t = elementsOf(target)
    let [sum = 0, count = 0] = this.totals
    for (let k = 0; k < p.length; k++) sum += f(p[k]! - t[k]!, t[k]!)
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

/** The least divisor of a relative error: scikit-learn's. */
const LEAST = Number.EPSILON

/**
 * The mean of |prediction - target| / |target| over all elements (MAPE), as a share: 0.1 is 10 %. A target of 0 counts
 * as 2^-52, so that it makes the mean very large. scikit-learn's mean_absolute_percentage_error.
 *
 * @param options name ('meanAbsolutePercentageError')
 * @throws ShapeError in update when the shapes differ
 * @example
 * const error = new MeanAbsolutePercentageError()
 * error.update(tensor([110, 190]), tensor([100, 200]))
 * error.compute() // 0.075
 */
export class MeanAbsolutePercentageError extends MeanError implements Metric {
  constructor(options: MetricOptions = {}) {
    super(metricOptions('MeanAbsolutePercentageError', options).name ?? 'meanAbsolutePercentageError')
  }

  update(prediction: Tensor, target: Tensor): void {
    this.add(prediction, target, (d, t) => Math.abs(d) / Math.max(Math.abs(t), LEAST))
  }

  compute(): number {
    return this.mean()
  }
}
