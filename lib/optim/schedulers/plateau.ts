// The scheduler driven by a metric.
import { OptionError } from '../../errors.ts'
import { arrayOf, checkOptions, either, number, oneOf, show } from '../../util/options.ts'
import { count, rate } from '../schedules/anneal.ts'
import { type GroupValue, LRScheduler, type Metric, perGroup, type Scheduled } from './base.ts'

/** Options of ReduceLROnPlateau. */
export interface ReduceLROnPlateauOptions {
  /** Whether the metric should fall or rise. Default 'min'. */
  mode?: 'min' | 'max' | undefined
  /** The factor of a reduction, >= 0 and < 1. Default 0.1. */
  factor?: number | undefined
  /** Epochs without improvement to tolerate, a whole number >= 0. Default 10. */
  patience?: number | undefined
  /** How much better a metric must be to count, >= 0. Default 1e-4. */
  threshold?: number | undefined
  /** Whether the threshold is relative to the best value or absolute. Default 'rel'. */
  thresholdMode?: 'rel' | 'abs' | undefined
  /** Epochs after a reduction that do not count, a whole number >= 0. Default 0. */
  cooldown?: number | undefined
  /** The smallest learning rate, >= 0; one for all groups or one for each. Default 0. */
  minLr?: number | readonly number[] | undefined
  /** Reductions of at most this size are skipped, >= 0. Default 1e-8. */
  eps?: number | undefined
}

type Chosen = { [name in keyof ReduceLROnPlateauOptions]-?: NonNullable<ReduceLROnPlateauOptions[name]> }

const RULES = {
  mode: oneOf('min', 'max'),
  factor: number({ min: 0, below: 1 }),
  patience: count,
  threshold: rate,
  thresholdMode: oneOf('rel', 'abs'),
  cooldown: count,
  minLr: either(rate, arrayOf(rate)),
  eps: rate
}

/**
 * Multiplies the learning rates by a factor when a metric has not improved for `patience` epochs. `step` takes the
 * metric; NaN is not an improvement. torch.optim.lr_scheduler.ReduceLROnPlateau.
 *
 * @throws OptionError, also from `step` without a metric
 * @example
 * const scheduler = new ReduceLROnPlateau(optimizer, { factor: 0.5, patience: 3 })
 * scheduler.step(validationLoss)
 */
export class ReduceLROnPlateau extends LRScheduler {
  /** The best metric so far, null before the first. */
  best: number | null = null
  /** Epochs without improvement. */
  numBadEpochs = 0
  /** Remaining epochs of the cooldown. */
  cooldownCounter = 0
  readonly #options: Chosen
  readonly #minLrs: GroupValue<number>

  constructor(optimizer: Scheduled, options: ReduceLROnPlateauOptions = {}) {
    checkOptions('ReduceLROnPlateau', options, RULES)
    const minLrs = perGroup('ReduceLROnPlateau', 'minLr', optimizer, options.minLr ?? 0)
    super('ReduceLROnPlateau', optimizer)
    const { mode = 'min', factor = 0.1, patience = 10, threshold = 1e-4, thresholdMode = 'rel' } = options
    const { cooldown = 0, minLr = 0, eps = 1e-8 } = options
    this.#options = { mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps }
    this.#minLrs = minLrs
    this.lastEpoch = 0
  }

  override step(metric?: Metric): void {
    const value = metricValue(metric)
    const { patience, cooldown } = this.#options
    this.lastEpoch++
    if (this.#isBetter(value)) {
      this.best = value
      this.numBadEpochs = 0
    } else this.numBadEpochs++
    if (this.cooldownCounter > 0) {
      this.cooldownCounter--
      this.numBadEpochs = 0
    }
    const reduce = this.numBadEpochs > patience
    if (reduce) {
      this.cooldownCounter = cooldown
      this.numBadEpochs = 0
      this.apply()
    } else {
      this.adopt()
      this.lastLr = this.optimizer.paramGroups.map(({ lr }) => lr)
    }
  }

  protected rate(k: number): number {
    const { lr } = this.optimizer.paramGroups[k]!
    const reduced = Math.max(lr * this.#options.factor, this.#minLrs(k))
    return lr - reduced > this.#options.eps ? reduced : lr
  }

  #isBetter(value: number): boolean {
    const { mode, threshold, thresholdMode } = this.#options
    const best = this.best ?? (mode === 'min' ? Infinity : -Infinity)
    if (mode === 'min') return value < (thresholdMode === 'rel' ? best * (1 - threshold) : best - threshold)
    return value > (thresholdMode === 'rel' ? best * (1 + threshold) : best + threshold)
  }

  override restart(): never {
    throw new OptionError('ReduceLROnPlateau: cannot be a part of another scheduler, because its step needs a metric')
  }

  protected override get saved(): readonly string[] {
    return [...super.saved, 'best', 'numBadEpochs', 'cooldownCounter']
  }
}

function metricValue(metric: unknown): number {
  const value =
    typeof (metric as { item?: unknown } | null)?.item === 'function' ? (metric as { item(): number }).item() : metric
  if (typeof value === 'number') return value
  throw new OptionError(`ReduceLROnPlateau.step: expected metric to be a number but received ${show(metric)}`)
}
