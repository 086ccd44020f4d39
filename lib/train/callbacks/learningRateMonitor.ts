// LearningRateMonitor: records the learning rates of all groups as columns and to the loggers.
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, checkOptions, mismatch } from '../../util/options.ts'
import type { Callback, EpochEvent, FitStartEvent, Row, StepEvent } from '../events.ts'
import { addRow, type Columns } from '../history.ts'
import type { Trainer } from '../trainer.ts'
import { columnsOf, columnsState, everyRule } from './columns.ts'

/** Options of LearningRateMonitor. */
export interface LearningRateMonitorOptions {
  /** Epochs between rows, or { steps }: optimizer steps between rows. Default 1. */
  every?: number | { steps: number } | undefined
  /** Whether to record `momentum`, or the first of `betas`. Default false. */
  momentum?: boolean | undefined
  /** Whether to record `weightDecay`. Default false. */
  weightDecay?: boolean | undefined
}

type Group = {
  lr: number
  momentum?: number | undefined
  betas?: readonly number[] | undefined
  weightDecay?: number | undefined
}

const momentumOf = (group: Group): number | undefined => group.momentum ?? group.betas?.[0]

/**
 * Records the learning rates of every group as steps used them: after an epoch, those of its last step. The columns
 * are `epoch`, `step` and `learningRate`, or, where the optimizer has several groups, `learningRate0`, `learningRate1`,
 * ...; likewise `momentum` and `weightDecay`. They are part of checkpoints (8 bytes per number), and go to the loggers
 * of the run, which get the rate of a single group anyway.
 *
 * @param options every, momentum, weightDecay
 * @throws OptionError, also from fit when the optimizer has no momentum or weight decay to record
 * @example
 * const monitor = new LearningRateMonitor({ every: { steps: 1 } })
 * await trainer.fit(loader, { steps: 4, callbacks: [monitor] })
 * monitor.columns['step'] // [1, 2, 3, 4]
 */
export class LearningRateMonitor implements Callback {
  readonly name = 'LearningRateMonitor'
  readonly variant: string
  /** The recorded rows; NaN where a column had no number. */
  columns: Columns = {}
  readonly #options: LearningRateMonitorOptions
  // Of the last step, read before it was made: a scheduler may have changed them since.
  #rates: Row = {}

  constructor(options: LearningRateMonitorOptions = {}) {
    checkOptions('LearningRateMonitor', options, { every: everyRule, momentum: boolean, weightDecay: boolean })
    this.#options = options
    const { every = 1 } = options
    this.variant = typeof every === 'number' ? `every ${every}` : `every ${every.steps} steps`
  }

  onFitStart({ resumed }: FitStartEvent, trainer: Trainer): void {
    const { momentum, weightDecay } = this.#options
    const groups: readonly Group[] = trainer.optimizer.paramGroups
    const lacks = (of: (group: Group) => unknown): boolean => groups.every((group) => of(group) === undefined)
    if (momentum && lacks(momentumOf)) throw this.#without('momentum', 'momentum or betas', trainer)
    if (weightDecay && lacks((group) => group.weightDecay)) throw this.#without('weightDecay', 'weightDecay', trainer)
    if (!resumed) this.columns = {}
    this.#look(trainer)
  }

  #without(option: string, expected: string, trainer: Trainer): Error {
    return mismatch('LearningRateMonitor', option, `false for an optimizer without ${expected}`, trainer.optimizer)
  }

  onGradients(trainer: Trainer): undefined {
    this.#look(trainer)
  }

  onStep({ epoch, step, updated }: StepEvent, trainer: Trainer): void {
    const { every } = this.#options
    if (updated && typeof every === 'object' && step % every.steps === 0) this.#add(epoch, step, trainer)
  }

  onEpoch({ epoch, step }: EpochEvent, trainer: Trainer): void {
    const { every = 1 } = this.#options
    if (typeof every === 'number' && epoch % every === 0) this.#add(epoch, step, trainer)
  }

  #look({ optimizer }: Trainer): void {
    const groups: readonly Group[] = optimizer.paramGroups
    const { momentum, weightDecay } = this.#options
    const columns: Record<string, number> = {}
    for (const [k, group] of groups.entries()) {
      const add = (name: string, value: number | undefined): void => {
        if (value !== undefined) columns[groups.length === 1 ? name : `${name}${k}`] = value
      }
      add('learningRate', group.lr)
      if (momentum) add('momentum', momentumOf(group))
      if (weightDecay) add('weightDecay', group.weightDecay)
    }
    this.#rates = columns
  }

  #add(epoch: number, step: number, trainer: Trainer): void {
    addRow(this.columns, { epoch, step, ...this.#rates })
    const { learningRate: _, ...others } = this.#rates
    trainer.log(others)
  }

  stateDict(): Record<string, unknown> {
    return { columns: columnsState(this.columns), rates: this.#rates }
  }

  loadStateDict({ columns, rates }: { columns: Record<string, Tensor>; rates: Row }): void {
    this.columns = columnsOf(columns)
    this.#rates = rates
  }
}
