// Metrics of predicted probabilities: log loss, perplexity, Brier score, calibration error.
import { exp, log } from '../backend/math.ts'
import { OptionError, ShapeError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, oneOf, wholeNumber } from '../util/options.ts'
import { type Batch, IGNORED, place, readBatch } from './classes.ts'
import { Accumulated, CLASS_RULES, type ClassMetricOptions, type Metric, metricOptions } from './metric.ts'

export interface ProbabilityOptions extends ClassMetricOptions {
  /** Whether predictions are logits, which the metric turns into probabilities. Default false. */
  fromLogits?: boolean | undefined
}

const RULES = { ...CLASS_RULES, fromLogits: boolean }

abstract class OfProbabilities extends Accumulated {
  private readonly call: string
  private readonly ignoreIndex: number | undefined
  private readonly fromLogits: boolean

  constructor(call: string, name: string, options: ProbabilityOptions) {
    super(options.name ?? name)
    this.call = call
    this.ignoreIndex = options.ignoreIndex
    this.fromLogits = options.fromLogits ?? false
  }

  update(prediction: Tensor, target: Tensor): void {
    const { call } = this
    const batch = readBatch(call, prediction, target, this.ignoreIndex)
    if (batch.kind === 'indices') {
      throw new ShapeError(`${call}: expected probabilities (float32 or float64) but received class numbers`)
    }
    // A batch that is refused leaves the totals as they are.
    const totals = this.totals.slice()
    const eps = prediction.dtype === 'float32' ? 2 ** -23 : Number.EPSILON
    for (let row = 0; row < batch.actual.length; row++) {
      const actual = batch.actual[row]!
      if (actual === IGNORED) continue
      this.add(totals, this.fromLogits ? chances(batch, row) : this.checked(batch, row), actual, batch, eps)
    }
    this.settle(batch.kind === 'binary' ? 1 : batch.classes, (n) =>
      n === 1 ? 'one probability a sample' : `probabilities of ${n} classes`
    )
    this.totals = totals
  }

  /** Adds a sample: `p` are the probabilities of all classes, those of 0 and 1 for one probability a sample. */
  protected abstract add(totals: number[], p: Float64Array, actual: number, batch: Batch, eps: number): void

  private checked(batch: Batch, row: number): Float64Array {
    const p = scores(batch, row)
    const hint = 'for logits pass fromLogits: true'
    const wrong = p.find((x) => !(x >= 0 && x <= 1))
    if (wrong !== undefined) {
      const shown = batch.kind === 'binary' ? p[1] : wrong
      throw new OptionError(
        `${this.call}: expected probabilities from 0 to 1 but received ${shown} for sample ${row}; ${hint}`
      )
    }
    const sum = p.reduce((a, b) => a + b, 0)
    if (!(Math.abs(sum - 1) < 1e-3)) {
      throw new OptionError(
        `${this.call}: expected probabilities that sum to 1 but those of sample ${row} sum to ${sum}; ${hint}`
      )
    }
    return p
  }
}

// The scores of a row; of class 0 and 1 for one score a sample.
function scores(batch: Batch, row: number): Float64Array {
  const { kind, values, classes, inner } = batch
  if (kind === 'binary') return Float64Array.of(1 - values[row]!, values[row]!)
  const start = place(batch, row)
  return Float64Array.from({ length: classes }, (_, c) => values[start + c * inner]!)
}

// Softmax, in double; of 0 and the logit for one score a sample.
function chances(batch: Batch, row: number): Float64Array {
  const x = scores(batch, row)
  if (batch.kind === 'binary') x[0] = 0
  const most = x.reduce((a, b) => Math.max(a, b))
  const powers = x.map((v) => exp(v - most))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((v) => v / sum)
}

/**
 * The mean of -log p of the true classes, the cross entropy. Predictions are probabilities (N, C, ...) with targets as for
 * `Accuracy`, or one probability of class 1 a sample, (N) or (N, 1), with targets 0 and 1. They are
 * clipped to [eps, 1 - eps], where eps is the epsilon of their dtype. scikit-learn's log_loss.
 *
 * @param options fromLogits, ignoreIndex, name ('logLoss')
 * @throws ShapeError for class numbers, OptionError in update for numbers that are not probabilities
 * @example
 * const metric = new LogLoss()
 * metric.update(tensor([0.9, 0.2]), tensor([1, 0], { dtype: 'int32' }))
 * metric.compute() // 0.1643, the mean of -log 0.9 and -log 0.8
 */
export class LogLoss extends OfProbabilities implements Metric {
  constructor(options: ProbabilityOptions = {}) {
    super('LogLoss', 'logLoss', metricOptions('LogLoss', options, RULES))
  }

  protected add(totals: number[], p: Float64Array, actual: number, _batch: Batch, eps: number): void {
    addLog(totals, Math.min(Math.max(p[actual]!, eps), 1 - eps))
  }

  compute(): number {
    return this.mean()
  }
}

// Totals: the sum of -log p, the number of samples.
function addLog(totals: number[], p: number): void {
  totals[0] = (totals[0] ?? 0) - log(p)
  totals[1] = (totals[1] ?? 0) + 1
}

/**
 * exp of the mean of -log p of the true tokens: the number of equally likely tokens that would be as hard to guess.
 * Predictions are probabilities (N, C, ...) with targets as for `Accuracy`; with `fromLogits: true` the scores of a
 * language model, (N, T, C) as (N, C, T). Nothing is clipped: a true token of probability 0 gives Infinity.
 * `ignoreIndex: -100` leaves out padding.
 *
 * @param options fromLogits, ignoreIndex, name ('perplexity')
 * @throws ShapeError for class numbers, OptionError in update for numbers that are not probabilities
 * @example
 * const metric = new Perplexity({ fromLogits: true, ignoreIndex: -100 })
 * metric.update(zeros([1, 50, 3]), tensor([[7, 2, -100]], { dtype: 'int32' }))
 * metric.compute() // 50
 */
export class Perplexity extends OfProbabilities implements Metric {
  constructor(options: ProbabilityOptions = {}) {
    super('Perplexity', 'perplexity', metricOptions('Perplexity', options, RULES))
  }

  protected add(totals: number[], p: Float64Array, actual: number): void {
    addLog(totals, p[actual]!)
  }

  compute(): number {
    return exp(this.mean())
  }
}

export interface BrierScoreOptions extends ProbabilityOptions {
  /** Whether the sum over the classes is halved, so that 1 is the worst score. Default: true for two classes, false for more. */
  scaleByHalf?: boolean | undefined
}

/**
 * The mean squared difference between probabilities and what happened: (p - y)^2 for two classes, the sum over the
 * classes for more (Brier 1950). scikit-learn's brier_score_loss. Predictions and targets as for `LogLoss`.
 *
 * @param options scaleByHalf, fromLogits, ignoreIndex, name ('brierScore')
 * @throws ShapeError for class numbers, OptionError in update for numbers that are not probabilities
 * @example
 * const metric = new BrierScore()
 * metric.update(tensor([0.9, 0.2]), tensor([1, 0], { dtype: 'int32' }))
 * metric.compute() // 0.025
 */
export class BrierScore extends OfProbabilities implements Metric {
  private readonly scaleByHalf: boolean | undefined

  constructor(options: BrierScoreOptions = {}) {
    super('BrierScore', 'brierScore', metricOptions('BrierScore', options, { ...RULES, scaleByHalf: boolean }))
    this.scaleByHalf = options.scaleByHalf
  }

  protected add(totals: number[], p: Float64Array, actual: number): void {
    let sum = 0
    for (const [c, x] of p.entries()) sum += (x - (c === actual ? 1 : 0)) ** 2
    totals[0] = (totals[0] ?? 0) + ((this.scaleByHalf ?? p.length === 2) ? sum / 2 : sum)
    totals[1] = (totals[1] ?? 0) + 1
  }

  compute(): number {
    return this.mean()
  }
}

export interface CalibrationErrorOptions extends ProbabilityOptions {
  /** The number of bins of equal width, >= 1. Default 15. */
  bins?: number | undefined
  /**
   * 'l1': the mean distance between confidence and accuracy, the expected calibration error (ECE). 'l2': the root of the
   * mean of its squares. 'max': the largest. Default 'l1'.
   */
  norm?: 'l1' | 'l2' | 'max' | undefined
}

/**
 * How far confidence is from accuracy: samples fall into bins by the probability of the predicted class, and each bin
 * compares its mean with the share that was right, weighted with its samples (Guo et al. 2017). For one probability a
 * sample: that of class 1 with the share of class 1. Bin m of M holds (m - 1) / M < p <= m / M. Predictions and targets
 * as for `LogLoss`.
 *
 * @param options bins, norm, fromLogits, ignoreIndex, name ('calibrationError')
 * @throws ShapeError for class numbers, OptionError in update for numbers that are not probabilities
 * @example
 * const metric = new CalibrationError({ bins: 2 })
 * metric.update(tensor([0.75, 0.75, 0.25, 0.25]), tensor([1, 0, 0, 0], { dtype: 'int32' }))
 * metric.compute() // 0.25
 */
export class CalibrationError extends OfProbabilities implements Metric {
  private readonly bins: number
  private readonly norm: 'l1' | 'l2' | 'max'

  constructor(options: CalibrationErrorOptions = {}) {
    const rules = { ...RULES, bins: wholeNumber({ min: 1 }), norm: oneOf('l1', 'l2', 'max') }
    super('CalibrationError', 'calibrationError', metricOptions('CalibrationError', options, rules))
    this.bins = options.bins ?? 15
    this.norm = options.norm ?? 'l1'
  }

  // Totals, three a bin: samples, sum of confidence, how many were right.
  protected add(totals: number[], p: Float64Array, actual: number, batch: Batch): void {
    while (totals.length < 3 * this.bins) totals.push(0)
    let predicted = 1
    if (batch.kind === 'scores') {
      predicted = 0
      for (let c = 1; c < p.length; c++) if (p[c]! > p[predicted]!) predicted = c
    }
    const confidence = p[predicted]!
    const bin = Math.min(Math.max(Math.ceil(confidence * this.bins) - 1, 0), this.bins - 1)
    totals[3 * bin]!++
    totals[3 * bin + 1]! += confidence
    totals[3 * bin + 2]! += actual === predicted ? 1 : 0
  }

  compute(): number {
    const { totals, norm } = this
    if (totals.length === 0) return Number.NaN
    let [sum, samples] = [0, 0]
    for (let k = 0; k < totals.length; k += 3) {
      const count = totals[k]!
      if (count === 0) continue
      const distance = Math.abs(totals[k + 1]! - totals[k + 2]!) / count
      samples += count
      if (norm === 'max') sum = Math.max(sum, distance)
      else sum += count * (norm === 'l1' ? distance : distance ** 2)
    }
    return norm === 'max' ? sum : norm === 'l1' ? sum / samples : Math.sqrt(sum / samples)
  }
}
