// What an analysis keeps of a training run: losses by step, rows of the history, validation, bytes. Called by session.ts;
// race.ts and the analyses compare records.
import { DataError, NonFiniteError } from '../errors.ts'
import type { Callback, FitOptions, History, TrainEvent, Trainer } from '../train/index.ts'
import { defined } from '../util/options.ts'
import type { Built } from './experiment.ts'

/** How long a run lasts, and when it validates. */
export interface Limits {
  readonly steps?: number | undefined
  readonly epochs?: number | undefined
  /** 'end': once, after the last step. 'epoch': after every epoch. A number: every so many steps. Default 'end'. */
  readonly validate?: 'end' | 'epoch' | number | undefined
  /** Notified of the run, such as a GradientMonitor. */
  readonly callbacks?: readonly Callback[] | undefined
}

/** A run that was made. */
export interface RunRecord {
  readonly candidate: string
  readonly seed: number
  /** The loss of each optimizer step, before the step. */
  readonly losses: readonly number[]
  /** Bias-corrected moving average of the losses. */
  readonly smoothed: readonly number[]
  /** The last smoothed loss; NaN without steps. */
  readonly loss: number
  /** On the validation loader after the last step: `loss` and metrics; empty without one, and when the run diverged. */
  readonly validation: Readonly<Record<string, number>>
  readonly history: History
  /** Whether a loss was not finite, or the loss at the end lies above that at the start. */
  readonly diverged: boolean
  /** Of waiting for batches and of steps, without validations. */
  readonly seconds: number
  /** Bytes of the optimizer's states. */
  readonly stateBytes: number
  /** The learning rate of the last step. */
  readonly lastRate: number
}

/** The decay of the moving average of losses. */
const SMOOTHING = 0.9

/** Bias-corrected moving averages. */
export function smooth(losses: readonly number[], decay = SMOOTHING): number[] {
  let [average, weight] = [0, 0]
  return losses.map((loss) => {
    average = decay * average + (1 - decay) * loss
    weight = decay * weight + (1 - decay)
    return average / weight
  })
}

export class Recorder {
  readonly #candidate: string
  readonly #seed: number
  readonly #built: Built
  readonly #losses: number[] = []
  // Of the batches since the last optimizer step.
  #sum = 0
  #batches = 0
  #seconds = 0
  #rate = Number.NaN
  diverged = false

  constructor(candidate: string, seed: number, built: Built) {
    this.#candidate = candidate
    this.#seed = seed
    this.#built = built
  }

  fitOptions({ steps, epochs, callbacks, validate = 'end' }: Limits, signal: FitOptions['signal']): FitOptions {
    const { validation } = this.#built
    const watch =
      validate === 'end' || validation === undefined
        ? {}
        : { validation, ...(typeof validate === 'number' ? { validateEvery: { steps: validate } } : {}) }
    return {
      ...defined({ steps, epochs, callbacks, signal }),
      ...watch
    }
  }

  see(event: TrainEvent): void {
    if (event.type !== 'step') return
    const { loss, updated, dataSeconds, stepSeconds, learningRate } = event
    if (!Number.isFinite(loss)) {
      this.diverged = true
      return
    }
    this.#seconds += dataSeconds + stepSeconds
    this.#rate = learningRate
    this.#sum += loss
    this.#batches++
    if (!updated) return
    this.#losses.push(this.#sum / this.#batches)
    this.#sum = this.#batches = 0
  }

  async finish(): Promise<RunRecord> {
    const { trainer } = this.#built
    const losses = this.#losses
    const smoothed = smooth(losses)
    const states = Object.values(trainer.optimizer.memory().states)
    const rose = losses.length > 1 && smoothed.at(-1)! > 1.5 * Math.abs(smoothed[0]!) + 1e-12
    const validation = this.diverged ? {} : await this.#validate(trainer)
    return {
      candidate: this.#candidate,
      seed: this.#seed,
      losses,
      smoothed,
      loss: smoothed.at(-1) ?? Number.NaN,
      validation,
      history: structuredClone(trainer.history),
      diverged: this.diverged || rose || Object.values(validation).some((v) => v === Infinity),
      seconds: this.#seconds,
      stateBytes: states.reduce((sum, bytes) => sum + bytes, 0),
      lastRate: this.#rate
    }
  }

  async #validate(trainer: Trainer): Promise<Record<string, number>> {
    const { validation } = this.#built
    if (validation === undefined) return {}
    try {
      return await trainer.evaluate(validation)
    } catch (error) {
      if (error instanceof NonFiniteError) return {}
      throw error instanceof DataError ? new DataError(`${this.#candidate}: ${error.message}`) : error
    }
  }
}
