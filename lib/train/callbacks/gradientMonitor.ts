// GradientMonitor: norms of gradients and updates, dead units, and what is done about numbers that are not finite.
import { loadCheckpoint } from '../../checkpoint/index.ts'
import { NonFiniteError, OptionError } from '../../errors.ts'
import { getTotalNorm } from '../../optim/index.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, checkOptions, either, mismatch, number, oneOf, rule, wholeNumber } from '../../util/options.ts'
import { addRow, type History } from '../history.ts'
import type { RunState } from '../state.ts'
import type { Trainer } from '../trainer.ts'
import type { Callback, EpochEvent, FitStartEvent, StepEvent } from '../types.ts'
import { columnsOf, columnsState } from './columns.ts'
import { Before, DeadUnits, type Detail, gradientsOf, gradNorms, type Named, normOf } from './gradients.ts'
import { ModelCheckpoint } from './modelCheckpoint.ts'

/** Options of GradientMonitor. */
export interface GradientMonitorOptions {
  /** Optimizer steps from one row of the columns to the next, a whole number >= 1. Default 100. */
  every?: number
  /** Whether norms and ratios are told of all parameters together, also by layer, or also by parameter. Default 'layer'. */
  detail?: Detail
  /** Whether to compare the change of the weights with the weights. Default true. */
  updateRatio?: boolean
  /** Whether to count dead units; a number: after so many rows without a gradient, a whole number >= 1. Default false. */
  deadUnits?: boolean | number
  /**
   * What is done at every step about a loss or gradients that are not finite, before they reach the weights. Default:
   * nothing, the Trainer's option nonFinite decides.
   */
  onNonFinite?: 'warn' | 'skip' | 'rollBack' | 'stop'
  /** With 'rollBack': goes back to its `last.safetensors`; it must be among the callbacks, too. Default: a state in memory. */
  checkpoint?: ModelCheckpoint
  /** With 'rollBack' and no checkpoint: optimizer steps from one kept state to the next, a whole number >= 1. Default 100. */
  keepEvery?: number
  /** With 'rollBack': what the learning rates are multiplied by each time, above 0 and at most 1. Default 1. */
  lrFactor?: number
  /** With 'rollBack': how often in a run; then fit rejects with a NonFiniteError. A whole number >= 1. Default 3. */
  maxRollBacks?: number
}

const count = wholeNumber({ min: 1 })
const RULES = {
  every: count,
  detail: oneOf('global', 'layer', 'parameter'),
  updateRatio: boolean,
  deadUnits: either(boolean, count),
  onNonFinite: oneOf('warn', 'skip', 'rollBack', 'stop'),
  checkpoint: rule('a ModelCheckpoint', (v) => v instanceof ModelCheckpoint),
  keepEvery: count,
  lrFactor: number({ above: 0, max: 1 }),
  maxRollBacks: count
}

interface State {
  columns: Record<string, Tensor>
  silent: Record<string, Tensor>
  nonFinite: number
  rollBacks: number
}

/**
 * Watches gradients. Every so many steps there is a row: `epoch`, `step`, `gradNorm` (of all gradients before clipping),
 * `updateRatio` (norm of the change of the weights over their norm; about 1e-3 is usual), `deadUnits` (units of linear and
 * convolutional layers that no gradient reached: a ReLU that is zero for all samples), and each by layer or parameter, as
 * `gradNorm/0.weight`. The rows go to the loggers, too, and are part of checkpoints.
 *
 * With `onNonFinite` every step is looked at, and a NaN or infinity in the loss or the gradients
 * 'warn': is told of, and the Trainer's option nonFinite decides;
 * 'skip': leaves the batch (a loss) or the whole step (gradients) out;
 * 'stop': leaves it out and ends the training as planned ends do, the reason is 'stopped';
 * 'rollBack': takes the training back to its last good state, with everything in it, and lets it go on from there.
 * Without a lower learning rate, or other numbers from the data, the same happens again: hence lrFactor and maxRollBacks.
 *
 * A row takes about as long as a step of a small MLP does (copies and norms of gradients and weights; hence the
 * default of one in 100 steps), `onNonFinite` one pass over the gradients in every step, and 'rollBack' a copy of the state
 * every keepEvery steps, and the memory for it. Between rows a monitor without onNonFinite does nothing.
 *
 * @param options every, detail, updateRatio, deadUnits; onNonFinite, checkpoint, keepEvery, lrFactor, maxRollBacks
 * @throws OptionError; from fit NonFiniteError after maxRollBacks
 * @example
 * const monitor = new GradientMonitor({ every: 1, deadUnits: true, onNonFinite: 'rollBack', lrFactor: 0.5 })
 * await trainer.fit(loader, { steps: 4, callbacks: [monitor] })
 * monitor.columns.gradNorm.length // 4
 */
export class GradientMonitor implements Callback {
  readonly name = 'GradientMonitor'
  readonly last = true
  /** A row every so many steps; NaN where nothing was measured. */
  columns: History = {}
  /** How often a loss or gradients were not finite. */
  nonFinite = 0
  /** How often the training went back. */
  rollBacks = 0
  readonly #options: GradientMonitorOptions
  readonly #dead: DeadUnits | null
  // What was seen before the optimizer's step.
  #row: Record<string, number> | null = null
  #before: Before | null = null
  // What was not finite in the batch under way.
  #found: string | null = null
  #kept: RunState | null = null
  // While the training goes back: how many of the ways back the state knows nothing of.
  #again: number | null = null

  constructor(options: GradientMonitorOptions = {}) {
    checkOptions('GradientMonitor', options, RULES)
    const { onNonFinite, checkpoint, keepEvery, lrFactor, maxRollBacks, deadUnits = false } = options
    if (onNonFinite !== 'rollBack' && (checkpoint ?? keepEvery ?? lrFactor ?? maxRollBacks) !== undefined) {
      const expected = "'rollBack', which checkpoint, keepEvery, lrFactor and maxRollBacks are for,"
      throw mismatch('GradientMonitor', 'onNonFinite', expected, onNonFinite)
    }
    if (checkpoint !== undefined && keepEvery !== undefined) {
      throw new OptionError('GradientMonitor: expected checkpoint or keepEvery but received both')
    }
    this.#options = options
    this.#dead = deadUnits === false ? null : new DeadUnits(deadUnits === true ? 1 : deadUnits)
    checkpoint?.startAtOnce()
  }

  async onFitStart({ resumed }: FitStartEvent, trainer: Trainer): Promise<void> {
    if (!resumed) {
      this.columns = {}
      this.nonFinite = 0
      this.rollBacks = 0
      this.#dead?.reset()
    }
    this.#forget()
    this.#again = null
    await this.#keep(trainer)
  }

  onLoss(loss: number, trainer: Trainer): 'skip' | undefined {
    this.#forget()
    if (Number.isFinite(loss) || this.#options.onNonFinite === undefined) return undefined
    return this.#answer(`the loss is ${loss}`, trainer)
  }

  onGradients(trainer: Trainer): 'skip' | undefined {
    const { every = 100, detail = 'layer', updateRatio = true, onNonFinite } = this.#options
    const due = (trainer.step + 1) % every === 0
    if (!due && onNonFinite === undefined) return undefined
    const parameters = gradientsOf(trainer.optimizer)
    const row = due ? gradNorms(parameters, detail) : null
    const norm = row?.gradNorm ?? normOf(parameters)
    if (!Number.isFinite(norm) && onNonFinite !== undefined) {
      const answer = this.#answer(`the gradient of ${culprits(parameters)} has a norm that is ${norm}`, trainer)
      if (answer === 'skip') return answer
    }
    if (row === null) return undefined
    this.#row = { ...row, ...this.#dead?.look(trainer.model) }
    this.#before = updateRatio ? new Before(parameters) : null
    return undefined
  }

  #answer(what: string, trainer: Trainer): 'skip' | undefined {
    const { onNonFinite } = this.#options
    this.nonFinite++
    const at = `after step ${trainer.step} of epoch ${trainer.epoch + 1}`
    if (onNonFinite === 'warn') {
      // The first, second, fourth, eighth ... time.
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

  async onStep({ epoch, step, updated, gradNorm }: StepEvent, trainer: Trainer): Promise<void> {
    if (this.#found !== null) return this.#rollBack(this.#found, trainer)
    if (!updated) return
    if (this.#row !== null) this.#add(epoch, step, gradNorm !== undefined, trainer)
    const { keepEvery = 100 } = this.#options
    if (step % keepEvery === 0) await this.#keep(trainer)
  }

  async onEpoch({ epoch, step }: EpochEvent, trainer: Trainer): Promise<void> {
    // The step that a rest of batches made, of a loader that did not say how long it is.
    if (this.#found !== null) await this.#rollBack(this.#found, trainer)
    else if (this.#row !== null) this.#add(epoch, step, false, trainer)
  }

  // `told`: the loggers have the norm already.
  #add(epoch: number, step: number, told: boolean, trainer: Trainer): void {
    const { detail = 'layer' } = this.#options
    const row = { ...this.#row!, ...this.#before?.ratios(detail) }
    this.#forget()
    addRow(this.columns, { epoch, step, ...row })
    const { gradNorm, ...others } = row
    trainer.log(told ? others : row)
  }

  #forget(): void {
    this.#row = null
    this.#before = null
    this.#found = null
  }

  // --- going back ---

  // A state whose weights are not finite is none to go back to.
  async #keep(trainer: Trainer): Promise<void> {
    const { onNonFinite, checkpoint } = this.#options
    if (onNonFinite !== 'rollBack' || checkpoint !== undefined) return
    if (Number.isFinite(getTotalNorm(trainer.model.parameters()))) this.#kept = await trainer.snapshot()
  }

  async #rollBack(what: string, trainer: Trainer): Promise<void> {
    const { maxRollBacks = 3, lrFactor = 1 } = this.#options
    this.#forget()
    if (this.rollBacks >= maxRollBacks) {
      const slower = lrFactor === 1 ? ' at the same learning rate; give lrFactor' : ` with lrFactor ${lrFactor}`
      throw new NonFiniteError(
        `GradientMonitor: expected finite numbers but ${what}; the training went back ${this.rollBacks} times (maxRollBacks)${slower}, or look for such numbers in the data`
      )
    }
    const state = await this.#goodState()
    const known = state.callbacks[this.name] as unknown as State | undefined
    trainer.rollBack(state)
    this.rollBacks++
    this.#again = this.rollBacks - (known?.rollBacks ?? 0)
  }

  async #goodState(): Promise<RunState> {
    const { checkpoint } = this.#options
    if (checkpoint === undefined && this.#kept !== null) return this.#kept
    const path = (await checkpoint?.settled()) ?? null
    if (path !== null) return (await loadCheckpoint(path)) as unknown as RunState
    throw new OptionError(
      checkpoint === undefined
        ? 'GradientMonitor: expected a model of finite weights to begin with, but there is no state to go back to'
        : 'GradientMonitor: expected checkpoint to be one of the callbacks of the training, but it has written no state'
    )
  }

  onRollBack(_: unknown, trainer: Trainer): void {
    for (let k = 0; k < (this.#again ?? 0); k++) trainer.scaleLearningRate(this.#options.lrFactor ?? 1)
    this.#again = null
  }

  stateDict(): Record<string, unknown> {
    const { nonFinite, rollBacks } = this
    return { columns: columnsState(this.columns), silent: this.#dead?.state() ?? {}, nonFinite, rollBacks }
  }

  loadStateDict({ columns, silent, nonFinite, rollBacks }: State): void {
    this.columns = columnsOf(columns)
    this.#dead?.setState(silent)
    // What made the training go back is not forgotten.
    if (this.#again !== null) return
    this.nonFinite = nonFinite
    this.rollBacks = rollBacks
  }
}

// Up to three parameters whose gradients are not finite, by name.
function culprits(parameters: Named): string {
  const names = parameters.filter((named) => !Number.isFinite(normOf([named]))).map(([name]) => name)
  // Each is finite, but their sum of squares is beyond float32.
  if (names.length === 0) return 'all parameters together'
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}
