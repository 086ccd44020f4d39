// The response to a non-finite loss or gradients: warn, skip, stop, or roll back. Called by
// gradientMonitor.ts, which has the norms.
import { loadCheckpoint } from '../../checkpoint/index.ts'
import { NonFiniteError, OptionError } from '../../errors.ts'
import { getTotalNorm } from '../../optim/index.ts'
import { mismatch, number, oneOf, rule, wholeNumber } from '../../util/options.ts'
import type { RunState } from '../state.ts'
import type { Trainer } from '../trainer.ts'
import { type Named, normOf } from './gradients.ts'
import { ModelCheckpoint } from './modelCheckpoint.ts'

/** Options of GradientMonitor for non-finite numbers. */
export interface GuardOptions {
  /**
   * The response to a non-finite loss or gradients at any step, before they reach the weights. Default:
   * none; the Trainer's option nonFinite decides.
   */
  onNonFinite?: 'warn' | 'skip' | 'rollBack' | 'stop' | undefined
  /** With 'rollBack': restores its `last.safetensors`; it must be among the callbacks. Default: a state in memory. */
  checkpoint?: ModelCheckpoint | undefined
  /**
   * With 'rollBack' and no checkpoint: optimizer steps from one kept state to the next, a whole number >= 1. Default
   * 100.
   */
  keepEvery?: number | undefined
  /** With 'rollBack': the factor on the learning rates each time, above 0 and at most 1. Default 1. */
  lrFactor?: number | undefined
  /**
   * With 'rollBack': the most per run; after that fit rejects with a NonFiniteError. A whole number >= 1. Default 3.
   */
  maxRollBacks?: number | undefined
}

const count = wholeNumber({ min: 1 })
export const GUARD_RULES = {
  onNonFinite: oneOf('warn', 'skip', 'rollBack', 'stop'),
  checkpoint: rule('a ModelCheckpoint', (v) => v instanceof ModelCheckpoint),
  keepEvery: count,
  lrFactor: number({ above: 0, max: 1 }),
  maxRollBacks: count
}

export interface GuardState {
  nonFinite: number
  rollBacks: number
}

export class NonFiniteGuard {
  nonFinite = 0
  rollBacks = 0
  readonly #options: GuardOptions
  // What was not finite in the current batch.
  #found: string | null = null
  #kept: RunState | null = null
  // During a rollback: how many rollbacks the restored state does not count.
  #again: number | null = null

  constructor(options: GuardOptions) {
    const { onNonFinite, checkpoint, keepEvery, lrFactor, maxRollBacks } = options
    if (onNonFinite !== 'rollBack' && (checkpoint ?? keepEvery ?? lrFactor ?? maxRollBacks) !== undefined) {
      const expected = "'rollBack', which checkpoint, keepEvery, lrFactor and maxRollBacks are for,"
      throw mismatch('GradientMonitor', 'onNonFinite', expected, onNonFinite)
    }
    if (checkpoint !== undefined && keepEvery !== undefined) {
      throw new OptionError('GradientMonitor: expected checkpoint or keepEvery but received both')
    }
    this.#options = options
    checkpoint?.startAtOnce()
  }

  async begin(resumed: boolean, trainer: Trainer): Promise<void> {
    if (!resumed) {
      this.nonFinite = 0
      this.rollBacks = 0
    }
    this.#found = null
    this.#again = null
    await this.#keep(trainer)
  }

  onLoss(loss: number, trainer: Trainer): 'skip' | undefined {
    this.#found = null
    if (Number.isFinite(loss) || this.#options.onNonFinite === undefined) return undefined
    return this.#answer(`the loss is ${loss}`, trainer)
  }

  onGradients(norm: number, parameters: Named, trainer: Trainer): 'skip' | undefined {
    if (Number.isFinite(norm) || this.#options.onNonFinite === undefined) return undefined
    return this.#answer(`the gradient of ${culprits(parameters)} has a norm that is ${norm}`, trainer)
  }

  #answer(what: string, trainer: Trainer): 'skip' | undefined {
    const { onNonFinite } = this.#options
    this.nonFinite++
    const at = `after step ${trainer.step} of epoch ${trainer.epoch + 1}`
    if (onNonFinite === 'warn') {
      // On the first, second, fourth, eighth ... time.
      if ((this.nonFinite & (this.nonFinite - 1)) === 0) {
        process.emitWarning(`GradientMonitor: ${what}, ${at} (seen ${this.nonFinite} times)`, {
          code: 'THALWEG_NON_FINITE'
        })
      }
      return undefined
    }
    if (onNonFinite === 'stop') trainer.stop()
    if (onNonFinite === 'rollBack') this.#found = `${what}, ${at}`
    return 'skip'
  }

  /** Keeps the state every keepEvery steps. */
  async keepAt(step: number, trainer: Trainer): Promise<void> {
    if (step % (this.#options.keepEvery ?? 100) === 0) await this.#keep(trainer)
  }

  // A state with non-finite weights is not worth keeping.
  async #keep(trainer: Trainer): Promise<void> {
    const { onNonFinite, checkpoint } = this.#options
    if (onNonFinite !== 'rollBack' || checkpoint !== undefined) return
    if (Number.isFinite(getTotalNorm(trainer.model.parameters()))) this.#kept = await trainer.ownSnapshot()
  }

  /**
   * Rolls the run back if the batch had non-finite numbers. Returns whether it had.
   *
   * @param name the name of the callback's saved state
   */
  async goesBack(name: string, trainer: Trainer): Promise<boolean> {
    const what = this.#found
    this.#found = null
    if (what === null) return false
    const { maxRollBacks = 3, lrFactor = 1 } = this.#options
    if (this.rollBacks >= maxRollBacks) {
      const slower = lrFactor === 1 ? ' at the same learning rate; give lrFactor' : ` with lrFactor ${lrFactor}`
      throw new NonFiniteError(
        `GradientMonitor: expected finite numbers but ${what}; the run was rolled back ${this.rollBacks} times (maxRollBacks)${slower}, or look for such numbers in the data`
      )
    }
    const state = await this.#goodState()
    const known = state.callbacks[name] as unknown as GuardState | undefined
    trainer.rollBack(state)
    this.rollBacks++
    this.#again = this.rollBacks - (known?.rollBacks ?? 0)
    return true
  }

  async #goodState(): Promise<RunState> {
    const { checkpoint } = this.#options
    if (checkpoint === undefined && this.#kept !== null) return this.#kept
    const path = (await checkpoint?.settled()) ?? null
    if (path !== null) return (await loadCheckpoint(path)) as unknown as RunState
    throw new OptionError(
      checkpoint === undefined
        ? 'GradientMonitor: expected a model with finite weights but there is no finite state to roll back to'
        : 'GradientMonitor: expected checkpoint to be a callback of the run but it has written no state'
    )
  }

  onRollBack(trainer: Trainer): void {
    for (let k = 0; k < (this.#again ?? 0); k++) trainer.scaleLearningRate(this.#options.lrFactor ?? 1)
    this.#again = null
  }

  state(): GuardState {
    return { nonFinite: this.nonFinite, rollBacks: this.rollBacks }
  }

  setState({ nonFinite, rollBacks }: GuardState): void {
    // The cause of the rollback is still counted.
    if (this.#again !== null) return
    this.nonFinite = nonFinite
    this.rollBacks = rollBacks
  }
}

// Up to three parameters whose gradients are not finite, by name.
function culprits(parameters: Named): string {
  const names = parameters.filter((named) => !Number.isFinite(normOf([named]))).map(([name]) => name)
  // Each is finite, but their sum of squares overflows float32.
  if (names.length === 0) return 'all parameters together'
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}
