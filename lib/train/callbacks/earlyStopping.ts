// EarlyStopping: ends a training whose validation no longer gets better.
import type { OptimizerState } from '../../optim/index.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, checkOptions, number, wholeNumber } from '../../util/options.ts'
import { isScheduleFree } from '../learner.ts'
import { copyTree } from '../state.ts'
import type { Trainer } from '../trainer.ts'
import type { Callback, EpochEvent, FitStartEvent, Row, StepEvent } from '../types.ts'
import { Monitor, type MonitorOptions, monitorRules } from './monitor.ts'

/** Options of EarlyStopping. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Measurements without improvement that are borne, a whole number >= 0. Default 3. */
  patience?: number
  /** By how much a value must be better to count, >= 0. Default 0. */
  minDelta?: number
  /** Whether the model (and its averages) get back the weights of the best measurement at the end. Default false. */
  restoreBest?: boolean
}

interface Weights {
  model: Record<string, Tensor>
  ema: Record<string, Tensor> | null
  /** Of a schedule-free optimizer, whose state is half of the weights to evaluate with. */
  optimizer: OptimizerState | null
}

/**
 * Ends the training when a number has not improved `patience + 1` times in a row. Epochs and steps without a measurement do
 * not count; NaN is no improvement.
 *
 * @param options monitor ('valLoss'), mode, patience, minDelta, restoreBest
 * @throws OptionError, also from fit when the training will have no such column
 * @example
 * await trainer.fit(loader, { epochs: 100, validation, callbacks: [new EarlyStopping({ patience: 2, restoreBest: true })] })
 */
export class EarlyStopping implements Callback {
  readonly name = 'EarlyStopping'
  /** The best value so far, null before the first. */
  best: number | null = null
  /** Measurements without improvement. */
  wait = 0
  readonly #monitor: Monitor
  readonly #patience: number
  readonly #minDelta: number
  readonly #restoreBest: boolean
  #weights: Weights | null = null

  constructor(options: EarlyStoppingOptions = {}) {
    checkOptions('EarlyStopping', options, {
      ...monitorRules,
      patience: wholeNumber({ min: 0 }),
      minDelta: number({ min: 0 }),
      restoreBest: boolean
    })
    this.#monitor = new Monitor('EarlyStopping', options.monitor ?? 'valLoss', options.mode)
    this.#patience = options.patience ?? 3
    this.#minDelta = options.minDelta ?? 0
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
    const value = row[this.#monitor.column]
    if (value === undefined) return
    if (this.#monitor.better(value, this.best, this.#minDelta)) {
      this.best = value
      this.wait = 0
      if (this.#restoreBest) {
        const ema = trainer.averaged?.stateDict() ?? null
        const optimizer = isScheduleFree(trainer.optimizer) ? trainer.optimizer.stateDict() : null
        this.#weights = copyTree({ model: trainer.model.stateDict(), ema, optimizer }) as Weights
      }
    } else if (++this.wait > this.#patience) trainer.stop()
  }

  onFitEnd(_: unknown, trainer: Trainer): void {
    if (this.#weights === null) return
    trainer.model.loadStateDict(this.#weights.model)
    if (this.#weights.ema !== null) trainer.averaged?.loadStateDict(this.#weights.ema)
    if (this.#weights.optimizer !== null) trainer.optimizer.loadStateDict(this.#weights.optimizer)
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
