// OptimizerSwitch: switches optimizers at an epoch, at a step, when a number stops improving, or when asked.
import { OptionError } from '../../errors.ts'
import { LRScheduler, Optimizer } from '../../optim/index.ts'
import { checkOptions, func, mismatch, number, oneOf, required, text, wholeNumber } from '../../util/options.ts'
import type { Callback, EpochEvent, FitStartEvent, Row, SteeringOptions, StepEvent } from '../events.ts'
import type { Trainer } from '../trainer.ts'
import { Monitor, type MonitorOptions, monitorRules } from './monitor.ts'

/** Options of OptimizerSwitch; exactly one of epoch, step, monitor and when says when. */
export interface OptimizerSwitchOptions extends MonitorOptions, Omit<SteeringOptions, 'scheduler'> {
  /** Creates the optimizer, of parameters of trainer.model; also called when a run that had switched is resumed. */
  to: (trainer: Trainer) => Optimizer
  /** Creates its scheduler. The scheduler of the first optimizer pauses. Default none. */
  scheduler?: ((optimizer: Optimizer) => LRScheduler) | undefined
  /** Switch after this many epochs, a whole number >= 0. */
  epoch?: number | undefined
  /** Switch after this many optimizer steps, a whole number >= 0. */
  step?: number | undefined
  /** 'asked': only when `switchNow` is called, such as by an Advisor. */
  when?: 'asked' | undefined
  /**
   * With monitor: checks without improvement to tolerate, as ReduceLROnPlateau does, a whole number >= 0. Default 3.
   */
  patience?: number | undefined
  /** With monitor: by how much a value must be better to count, >= 0. Default 0. */
  minDelta?: number | undefined
  /** Required if several watch the same column. Default 'OptimizerSwitch'. */
  name?: string | undefined
}

const RULES = {
  ...monitorRules,
  to: required(func),
  scheduler: func,
  scheduleEvery: oneOf('epoch', 'step'),
  scheduleMetric: text,
  epoch: wholeNumber({ min: 0 }),
  step: wholeNumber({ min: 0 }),
  when: oneOf('asked'),
  patience: wholeNumber({ min: 0 }),
  minDelta: number({ min: 0 }),
  name: text
}

interface State {
  switched: boolean
  best: number | null
  wait: number
}

/**
 * Switches to another optimizer (for example from Adam to SGD: Keskar and Socher 2017,
 * https://arxiv.org/abs/1712.07628) at an epoch, at a step, when a column of the history has not improved `patience
 * + 1` times in a row, or when `switchNow` is called (`when: 'asked'`). The new optimizer begins without a state. A
 * checkpoint holds which one is active, its state and its scheduler's; a new run begins with the first one again.
 *
 * @param options to, scheduler, scheduleEvery, scheduleMetric; epoch, step, when or monitor, mode, patience, minDelta;
 *   name
 * @throws OptionError, also from fit when the run will have no such column or `to` returns no fitting optimizer
 * @example
 * const change = new OptimizerSwitch({ to: ({ model }) => new SGD(model.parameters(), { lr: 0.01, momentum: 0.9 }), epoch: 2 })
 * await trainer.fit(loader, { epochs: 4, callbacks: [change] })
 * trainer.optimizer.kind // 'SGD'
 */
export class OptimizerSwitch implements Callback {
  readonly name: string
  readonly key?: string
  readonly variant?: string
  /** Whether the second optimizer is active. */
  switched = false
  readonly #options: OptimizerSwitchOptions
  readonly #monitor: Monitor | null
  #best: number | null = null
  #wait = 0

  constructor(options: OptimizerSwitchOptions) {
    checkOptions('OptimizerSwitch', options, RULES)
    const { epoch, step, monitor, when: asked, mode, patience, minDelta } = options
    const when = [epoch, step, monitor, asked].filter((value) => value !== undefined)
    if (when.length !== 1) {
      throw new OptionError(
        `OptimizerSwitch: expected one of epoch, step, monitor and when but received ${when.length === 0 ? 'none' : 'several'} of them`
      )
    }
    if (monitor === undefined && (mode ?? patience ?? minDelta) !== undefined) {
      const why = 'a column of the history, which mode, patience and minDelta need'
      throw mismatch('OptimizerSwitch', 'monitor', why, monitor)
    }
    this.name = options.name ?? 'OptimizerSwitch'
    this.#options = options
    this.#monitor = monitor === undefined ? null : new Monitor('OptimizerSwitch', monitor, mode)
    if (asked !== undefined) this.variant = asked
    else if (this.#monitor === null) this.variant = epoch === undefined ? `step ${step}` : `epoch ${epoch}`
    else this.key = this.#monitor.key
  }

  onFitStart(event: FitStartEvent, trainer: Trainer): void {
    this.#monitor?.check(event, trainer)
    if (!event.resumed) this.loadStateDict({ switched: false, best: null, wait: 0 }, trainer)
    // A state may have been saved just before the switch.
    this.#look(event.epoch, event.step, trainer)
  }

  onStep({ epoch, step, metrics }: StepEvent, trainer: Trainer): void {
    this.#look(epoch - 1, step, trainer, metrics)
  }

  onEpoch({ epoch, step, metrics }: EpochEvent, trainer: Trainer): void {
    this.#look(epoch, step, trainer, metrics)
  }

  #look(epochs: number, steps: number, trainer: Trainer, row?: Row): void {
    if (this.switched) return
    const { epoch = Infinity, step = Infinity } = this.#options
    if (epochs >= epoch || steps >= step || this.#isPlateau(row)) this.#switch(trainer)
  }

  /**
   * Switches now, whatever the options say, unless it has switched.
   *
   * @throws OptionError when `to` returns no fitting optimizer
   */
  switchNow(trainer: Trainer): void {
    if (!this.switched) this.#switch(trainer)
  }

  #isPlateau(row: Row | undefined): boolean {
    if (this.#monitor === null || row === undefined) return false
    const value = this.#monitor.valueIn(row)
    if (value === null) return false
    const { patience = 3, minDelta = 0 } = this.#options
    if (this.#monitor.better(value, this.#best, minDelta)) {
      this.#best = value
      this.#wait = 0
    } else this.#wait++
    return this.#wait > patience
  }

  #switch(trainer: Trainer): void {
    const { to, scheduler: make, scheduleEvery, scheduleMetric } = this.#options
    const optimizer = to(trainer)
    if (!(optimizer instanceof Optimizer)) throw mismatch('OptimizerSwitch', 'to()', 'an optimizer', optimizer)
    const scheduler = make?.(optimizer)
    if (make !== undefined && !(scheduler instanceof LRScheduler)) {
      throw mismatch('OptimizerSwitch', 'scheduler()', 'a learning rate scheduler', scheduler)
    }
    trainer.setOptimizer(optimizer, {
      ...(scheduler === undefined ? {} : { scheduler }),
      ...(scheduleEvery === undefined ? {} : { scheduleEvery }),
      ...(scheduleMetric === undefined ? {} : { scheduleMetric })
    })
    this.switched = true
  }

  stateDict(): Record<string, unknown> {
    return { switched: this.switched, best: this.#best, wait: this.#wait }
  }

  // The Trainer has its first optimizer; it loads the active optimizer's state afterwards.
  loadStateDict({ switched, best, wait }: State, trainer: Trainer): void {
    this.#best = best
    this.#wait = wait
    this.switched = false
    if (switched) this.#switch(trainer)
  }
}
