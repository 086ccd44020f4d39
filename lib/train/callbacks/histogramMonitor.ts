// HistogramMonitor: logs the distributions of parameters and gradients.
import { boolean, checkOptions, wholeNumber } from '../../util/options.ts'
import type { Callback, StepEvent } from '../events.ts'
import { histogram } from '../loggers/histogram.ts'
import type { Histogram } from '../loggers/logger.ts'
import type { Trainer } from '../trainer.ts'

/** Options of HistogramMonitor. */
export interface HistogramMonitorOptions {
  /** Optimizer steps between histograms, a whole number >= 1. Default 100. */
  every?: number | undefined
  /** Intervals of each histogram, a whole number >= 1. Default 30. */
  bins?: number | undefined
  /** Whether to log parameters, after the step. Default true. */
  parameters?: boolean | undefined
  /** Whether to log gradients, before clipping. Default true. */
  gradients?: boolean | undefined
}

/**
 * Logs histograms of all parameters (`parameters/0.weight`) and of their gradients (`gradients/0.weight`) every `every`
 * steps. TensorBoardLogger and JsonLinesLogger record them.
 *
 * @param options every, bins, parameters, gradients
 * @throws OptionError
 * @example
 * const callbacks = [new HistogramMonitor({ every: 1 })]
 * await trainer.fit(loader, { steps: 2, callbacks, loggers: [new JsonLinesLogger('run/log.jsonl')] })
 */
export class HistogramMonitor implements Callback {
  readonly name = 'HistogramMonitor'
  readonly #every: number
  readonly #bins: number
  readonly #parameters: boolean
  readonly #gradients: boolean
  #seen: Record<string, Histogram> = {}

  constructor(options: HistogramMonitorOptions = {}) {
    checkOptions('HistogramMonitor', options, {
      every: wholeNumber({ min: 1 }),
      bins: wholeNumber({ min: 1 }),
      parameters: boolean,
      gradients: boolean
    })
    this.#every = options.every ?? 100
    this.#bins = options.bins ?? 30
    this.#parameters = options.parameters ?? true
    this.#gradients = options.gradients ?? true
  }

  onGradients(trainer: Trainer): undefined {
    this.#seen = {}
    if (!this.#gradients || (trainer.step + 1) % this.#every !== 0) return
    for (const [name, { grad }] of trainer.model.namedParameters()) {
      if (grad !== null) this.#seen[`gradients/${name}`] = histogram(grad, this.#bins)
    }
  }

  onStep({ step, updated }: StepEvent, trainer: Trainer): void {
    if (!updated || step % this.#every !== 0) return
    const parameters = this.#parameters ? trainer.model.namedParameters() : []
    const own = parameters.map(([name, p]) => [`parameters/${name}`, histogram(p, this.#bins)] as const)
    trainer.log({ ...Object.fromEntries(own), ...this.#seen })
    this.#seen = {}
  }
}
