// KeepWeights: a callback that keeps copies of the weights, for the landscape of a trajectory. Called by users.
import type { Callback, EpochEvent, FitStartEvent, StepEvent, Trainer } from '../../train/index.ts'
import { checkOptions, wholeNumber } from '../../util/options.ts'
import { weightsOf } from './weights.ts'

/** Options of KeepWeights. */
export interface KeepWeightsOptions {
  /** Keeps them every so many steps, >= 1. Default: at the end of each epoch. */
  steps?: number | undefined
}

/**
 * Keeps copies of the trainable weights: before the first step, and after each epoch or every so many steps.
 *
 * @param options steps
 * @throws OptionError
 * @example
 * const kept = new KeepWeights({ steps: 1 })
 * await trainer.fit(loader, { epochs: 3, callbacks: [kept] })
 * const { picture } = await modelLandscape(trainer, loader, { directions: 'trajectory', kept: kept.weights, points: 5 })
 */
export class KeepWeights implements Callback {
  readonly name = 'KeepWeights'
  /** By name, in the order in which they were kept. */
  readonly weights: Record<string, Float32Array | Float64Array>[] = []
  readonly #steps: number | undefined

  constructor(options: KeepWeightsOptions = {}) {
    checkOptions('KeepWeights', options, { steps: wholeNumber({ min: 1 }) })
    this.#steps = options.steps
  }

  onFitStart({ resumed }: FitStartEvent, trainer: Trainer): void {
    if (resumed) return
    this.weights.length = 0
    this.#keep(trainer)
  }

  onStep({ step, updated }: StepEvent, trainer: Trainer): void {
    if (this.#steps !== undefined && updated && step % this.#steps === 0) this.#keep(trainer)
  }

  onEpoch(_: EpochEvent, trainer: Trainer): void {
    if (this.#steps === undefined) this.#keep(trainer)
  }

  #keep({ model }: Trainer): void {
    const copies = weightsOf(model).map(({ name, tensor }) => [name, tensor.data.slice()] as const)
    this.weights.push(Object.fromEntries(copies) as (typeof this.weights)[number])
  }
}
