// GradientMonitor: norms of gradients and updates, and dead units. The response to non-finite numbers is in
// nonFiniteGuard.ts.
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, checkOptions, either, oneOf, wholeNumber } from '../../util/options.ts'
import { stateName } from '../callbackList.ts'
import type { Callback, EpochEvent, FitStartEvent, StepEvent } from '../events.ts'
import { addRow, type Columns } from '../history.ts'
import type { Trainer } from '../trainer.ts'
import { columnsOf, columnsState } from './columns.ts'
import { Before, DeadUnits, type Detail, deadUnitColumns, gradientsOf, gradNorms, normOf } from './gradients.ts'
import { GUARD_RULES, type GuardOptions, type GuardState, NonFiniteGuard } from './nonFiniteGuard.ts'

/** Options of GradientMonitor. */
export interface GradientMonitorOptions extends GuardOptions {
  /** Optimizer steps from one row of the columns to the next, a whole number >= 1. Default 100. */
  every?: number | undefined
  /** Report norms and ratios for all parameters together, and by layer, or by layer and parameter. Default 'layer'. */
  detail?: Detail | undefined
  /** Whether to compare the change of the weights to the weights. Default true. */
  updateRatio?: boolean | undefined
  /**
   * Whether to count dead units; a number: after so many rows without a gradient, a whole number >= 1. Default false.
   */
  deadUnits?: boolean | number | undefined
}

const count = wholeNumber({ min: 1 })
const RULES = {
  every: count,
  detail: oneOf('global', 'layer', 'parameter'),
  updateRatio: boolean,
  deadUnits: either(boolean, count),
  ...GUARD_RULES
}

interface State extends GuardState {
  columns: Record<string, Tensor>
  silent: Record<string, Tensor>
}

/**
 * Watches gradients. Adds a row every `every` steps: `epoch`, `step`, `gradNorm` (of all gradients before clipping),
 * `updateRatio` (norm of the change of the weights over their norm; about 1e-3 is usual), `deadUnits` (units of linear
 * and convolutional layers that no gradient reached: a ReLU that is zero for all samples), and each by layer or
 * parameter, as `gradNorm/0.weight`. The rows go to the loggers and are part of checkpoints.
 *
 * With `onNonFinite` every step is checked, and a NaN or infinity in the loss or the gradients
 * 'warn': gives a warning; the Trainer's option nonFinite decides;
 * 'skip': leaves the batch (a loss) or the whole step (gradients) out;
 * 'stop': leaves it out and ends the run normally, with the reason 'stopped';
 * 'rollBack': restores the run's last good state, with everything in it, and continues from there.
 * Without a lower learning rate or different data the same happens again: hence lrFactor and maxRollBacks.
 *
 * A row takes about as long as a step of a small MLP does (copies and norms of gradients and weights; hence the
 * default of one in 100 steps), `onNonFinite` one pass over the gradients in every step, and 'rollBack' a copy of the
 * state every keepEvery steps, and the memory for it. Between rows a monitor without onNonFinite does nothing.
 *
 * @param options every, detail, updateRatio, deadUnits; onNonFinite, checkpoint, keepEvery, lrFactor, maxRollBacks
 * @throws OptionError; from fit NonFiniteError after maxRollBacks
 * @example
 * const monitor = new GradientMonitor({ every: 1, deadUnits: true, onNonFinite: 'rollBack', lrFactor: 0.5 })
 * await trainer.fit(loader, { steps: 4, callbacks: [monitor] })
 * monitor.columns['gradNorm']?.length // 4
 */
export class GradientMonitor implements Callback {
  readonly name = 'GradientMonitor'
  readonly variant: string
  readonly last = true
  /** A row every `every` steps; NaN where nothing was measured. */
  columns: Columns = {}
  readonly #options: GradientMonitorOptions
  readonly #dead: DeadUnits | null
  readonly #guard: NonFiniteGuard
  // Measured before the optimizer's step.
  #row: Record<string, number> | null = null
  #before: Before | null = null

  constructor(options: GradientMonitorOptions = {}) {
    checkOptions('GradientMonitor', options, RULES)
    const { deadUnits = false, every = 100, detail = 'layer' } = options
    this.#options = options
    this.#dead = deadUnits === false ? null : new DeadUnits(deadUnits === true ? 1 : deadUnits)
    this.variant = `every ${every} by ${detail}`
    this.#guard = new NonFiniteGuard(options)
  }

  /** How many times a loss or gradients were not finite. */
  get nonFinite(): number {
    return this.#guard.nonFinite
  }

  /** How many times the run was rolled back. */
  get rollBacks(): number {
    return this.#guard.rollBacks
  }

  async onFitStart({ resumed }: FitStartEvent, trainer: Trainer): Promise<void> {
    if (!resumed) {
      this.columns = {}
      this.#dead?.reset()
    }
    this.#forget()
    await this.#guard.begin(resumed, trainer)
  }

  onLoss(loss: number, trainer: Trainer): 'skip' | undefined {
    this.#forget()
    return this.#guard.onLoss(loss, trainer)
  }

  onGradients(trainer: Trainer): 'skip' | undefined {
    const { every = 100, detail = 'layer', updateRatio = true, onNonFinite } = this.#options
    const due = (trainer.step + 1) % every === 0
    if (!due && onNonFinite === undefined) return undefined
    const parameters = gradientsOf(trainer.optimizer)
    const row = due ? gradNorms(parameters, detail) : null
    if (this.#guard.onGradients(row?.gradNorm ?? normOf(parameters), parameters, trainer) === 'skip') return 'skip'
    if (row === null) return undefined
    this.#row = this.#dead === null ? row : { ...row, ...deadUnitColumns(this.#dead.look(trainer.model)) }
    this.#before = updateRatio ? new Before(parameters) : null
    return undefined
  }

  async onStep({ epoch, step, updated, gradNorm }: StepEvent, trainer: Trainer): Promise<void> {
    if (await this.#guard.goesBack(stateName(this), trainer)) return
    if (!updated) return
    if (this.#row !== null) this.#add(epoch, step, gradNorm !== undefined, trainer)
    await this.#guard.keepAt(step, trainer)
  }

  async onEpoch({ epoch, step }: EpochEvent, trainer: Trainer): Promise<void> {
    // The step of a partial accumulation, from a loader without a length.
    if (await this.#guard.goesBack(stateName(this), trainer)) return
    if (this.#row !== null) this.#add(epoch, step, false, trainer)
  }

  // `known`: the loggers have the norm already.
  #add(epoch: number, step: number, known: boolean, trainer: Trainer): void {
    const { detail = 'layer' } = this.#options
    const row = { ...this.#row!, ...this.#before?.ratios(detail) }
    this.#forget()
    addRow(this.columns, { epoch, step, ...row })
    const { gradNorm, ...others } = row
    trainer.log(known ? others : row)
  }

  #forget(): void {
    this.#row = null
    this.#before = null
  }

  onRollBack(_: unknown, trainer: Trainer): void {
    this.#forget()
    this.#guard.onRollBack(trainer)
  }

  stateDict(): Record<string, unknown> {
    return { columns: columnsState(this.columns), silent: this.#dead?.state() ?? {}, ...this.#guard.state() }
  }

  loadStateDict({ columns, silent, ...guard }: State): void {
    this.columns = columnsOf(columns)
    this.#dead?.setState(silent)
    this.#guard.setState(guard)
  }
}
