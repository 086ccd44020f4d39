// EarlyStopping: ends a run whose validation no longer improves.
import { boolean, checkOptions, number, wholeNumber } from '../../util/options.ts'
import type { Callback, EpochEvent, FitStartEvent, Row, StepEvent } from '../events.ts'
import { copyTree, type Weights } from '../state.ts'
import type { Trainer } from '../trainer.ts'
import { Monitor, type MonitorOptions, monitorRules } from './monitor.ts'

/** Options of EarlyStopping. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Checks without improvement after which the run ends, a whole number >= 0; 0 is the same as 1. Default 3. */
  patience?: number | undefined
  /** By how much a value must be better to count, >= 0. Default 0. */
  minDelta?: number | undefined
  /** Ends the run at once when the value is better than this. Default: no such end. */
  stoppingThreshold?: number | undefined
  /** Ends the run at once when the value is worse than this. Default: no such end. */
  divergenceThreshold?: number | undefined
  /**
   * Whether the model (and its averages) get the weights of the best measurement at the end. A resume continues with
   * those that the run ended with. Default false.
   */
  restoreBest?: boolean | undefined
}

/**
 * Ends the run after the `patience`-th check in a row without improvement, as Lightning and Keras count. Epochs and
 * steps without a measurement do not count; a non-finite value is not an improvement, and the first one gives a
 * warning. With `stoppingThreshold` and `divergenceThreshold` (Lightning's, with its meaning) a value beyond them ends the
 * run whatever the patience; a value that equals one does not.
 *
 * @param options monitor ('valLoss'), mode, patience, minDelta, stoppingThreshold, divergenceThreshold, restoreBest
 * @throws OptionError, also from fit when the run will have no such column
 * @example
 * await trainer.fit(loader, { epochs: 100, validation, callbacks: [new EarlyStopping({ patience: 2, restoreBest: true })] })
 */
export class EarlyStopping implements Callback {
  readonly name = 'EarlyStopping'
  readonly key: string
  /** The best value so far, null before the first. */
  best: number | null = null
  /** Checks without improvement. */
  wait = 0
  readonly #monitor: Monitor
  readonly #patience: number
  readonly #minDelta: number
  readonly #stoppingThreshold: number | null
  readonly #divergenceThreshold: number | null
  readonly #restoreBest: boolean
  #weights: Weights | null = null

  constructor(options: EarlyStoppingOptions = {}) {
    checkOptions('EarlyStopping', options, {
      ...monitorRules,
      patience: wholeNumber({ min: 0 }),
      minDelta: number({ min: 0 }),
      stoppingThreshold: number(),
      divergenceThreshold: number(),
      restoreBest: boolean
    })
    this.#monitor = new Monitor('EarlyStopping', options.monitor ?? 'valLoss', options.mode)
    this.key = this.#monitor.key
    this.#patience = options.patience ?? 3
    this.#minDelta = options.minDelta ?? 0
    this.#stoppingThreshold = options.stoppingThreshold ?? null
    this.#divergenceThreshold = options.divergenceThreshold ?? null
    this.#restoreBest = options.restoreBest ?? false
  }

  onFitStart(event: FitStartEvent, trainer: Trainer): void {
    this.#monitor.check(event, trainer)
    if (event.resumed) return
    this.best = null
    this.wait = 0
    this.#weights = null
  }

  onStep({ metrics }: StepEvent, trainer: Trainer): void {
    if (metrics !== undefined) this.#look(metrics, trainer)
  }

  onEpoch({ metrics }: EpochEvent, trainer: Trainer): void {
    this.#look(metrics, trainer)
  }

  #look(row: Row, trainer: Trainer): void {
    const value = this.#monitor.valueIn(row)
    if (value === null) return
    if (this.#monitor.better(value, this.best, this.#minDelta)) {
      this.best = value
      this.wait = 0
      if (this.#restoreBest) this.#weights = weightsOf(trainer)
    } else if (++this.wait >= this.#patience) trainer.stop()
    if (this.#isBeyond(value)) trainer.stop()
  }

  // NaN is on neither side.
  #isBeyond(value: number): boolean {
    const { sign } = this.#monitor
    const [low, high] = [this.#stoppingThreshold, this.#divergenceThreshold]
    return (low !== null && sign * value < sign * low) || (high !== null && sign * value > sign * high)
  }

  onFitEnd(_: unknown, trainer: Trainer): void {
    if (this.#weights !== null) trainer.exchangeWeights(this.#weights)
  }

  stateDict(): Record<string, unknown> {
    return { best: this.best, wait: this.wait, weights: this.#weights }
  }

  loadStateDict(state: { best: number | null; wait: number; weights: Weights | null }): void {
    this.best = state.best
    this.wait = state.wait
    this.#weights = copyTree(state.weights) as Weights | null
  }
}

// For a schedule-free optimizer, the state as well: the weights to evaluate depend on it.
function weightsOf({ model, averaged, optimizer }: Trainer): Weights {
  const ema = averaged === null ? {} : { ema: averaged.stateDict() }
  const state = optimizer.evalWeights === undefined ? {} : { optimizer: optimizer.stateDict() }
  return copyTree({ model: model.stateDict(), ...ema, ...state }) as Weights
}
