// A run: how far it is, its history, its callbacks and the loader's place, and what a batch, an epoch and a way back do to
// them. trainer.ts loops over it; what one batch does to the model is in learner.ts.
import { loadCheckpoint } from '../checkpoint/index.ts'
import { CheckpointError, DataError, OptionError, ThalwegError } from '../errors.ts'
import { mismatch } from '../util/options.ts'
import { CallbackList } from './callbackList.ts'
import { addRow, dropRow, type History } from './history.ts'
import { columns, type Learned, Learner, type Steering } from './learner.ts'
import { RunLog } from './loggers/runLog.ts'
import { checkLoader, type Plan } from './options.ts'
import { goTo, markOf, stateOf } from './place.ts'
import {
  checkRunState,
  copyTree,
  learnerState,
  misfit,
  type Position,
  type RunState,
  remember,
  setLearnerState
} from './state.ts'
import type { Trainer } from './trainer.ts'
import { turn } from './turn.ts'
import type {
  EndReason,
  EpochEvent,
  FitOptions,
  Loader,
  RollBackEvent,
  Row,
  StepEvent,
  TrainEvent,
  TrainerOptions
} from './types.ts'

export class Run {
  readonly learner: Learner
  history: History = {}
  position: Position = { epoch: 0, batch: 0, step: 0, seconds: 0 }
  callbacks = new CallbackList([])
  /** Where values for the loggers go. */
  log: RunLog | null = null
  /** What is trained on; null before the first training. */
  loader: Loader | null = null
  /** The optimizer that a run begins with; callbacks may go on with another one. */
  steering: Steering
  /** Why the training is to end after the step under way. */
  ending: EndReason | null = null
  /** The state to go back to before the next step. */
  target: RunState | null = null
  /** Whether an epoch's batches are being read. */
  reading = false
  readonly #trainer: Trainer
  // Where the loader stood after the last batch that was learned from.
  #data: unknown = null
  // While something that belongs together is under way, nobody may evaluate or save.
  #whole: Promise<void> | null = null

  constructor(trainer: Trainer, options: TrainerOptions) {
    this.#trainer = trainer
    this.learner = new Learner(options)
    this.steering = this.learner.steering
  }

  // --- beginning ---

  /** A new run, or the one that is resumed: everything stands where it stood. */
  async begin(call: string, loader: Loader, options: FitOptions, plan: Plan): Promise<void> {
    const { resume, callbacks = [], signal } = options
    this.ending = null
    this.target = null
    signal?.throwIfAborted()
    const log = options.loggers === undefined ? null : new RunLog(options)
    const list = new CallbackList(log === null ? callbacks : [log, ...callbacks])
    const state = typeof resume === 'string' ? await loadCheckpoint(resume) : null
    this.loader = loader
    if (typeof resume === 'string') naming(resume, () => this.apply(state, list, { call, loader }))
    else if (resume) this.#goOn(list)
    else this.#fresh(loader, list)
    this.log = log
    this.learner.onLoss = list.losses(this.#trainer)
    this.learner.onGradients = list.gradients(this.#trainer)
    if (resume !== undefined) this.#goTo(call, plan)
    const { model } = this.learner
    if (!model.training) model.train()
  }

  #fresh(loader: Loader, list: CallbackList): void {
    this.learner.use(this.steering)
    this.position = { epoch: 0, batch: 0, step: 0, seconds: 0 }
    this.#data = stateOf(loader)
    this.history = {}
    this.learner.reset()
    this.learner.dropGradients()
    this.callbacks = list
  }

  // From the state that is there. Callbacks that had changed the optimizer may come as new objects, which make it anew.
  #goOn(list: CallbackList): void {
    const was = this.learner.steering
    const states = this.callbacks.states()
    const state = copyTree(learnerState(this.learner)) as RunState
    this.learner.use(this.steering)
    try {
      list.setStates(states, this.#trainer)
      if (this.learner.steering !== was) setLearnerState(this.learner, state)
    } catch (error) {
      this.learner.use(was)
      throw error
    }
    this.callbacks = list
  }

  /** Takes over a state for these callbacks, and for a loader if there is one: all of it, or, when it throws, nothing. */
  apply(
    state: unknown,
    list = CallbackList.remembered((state as RunState | null)?.callbacks ?? {}),
    goes?: { call: string; loader: Loader }
  ): void {
    checkRunState('Trainer.loadStateDict', state)
    const back = goes === undefined ? null : markOf(goes.loader)
    const was = this.learner.steering
    const states = list.states()
    this.learner.use(this.steering)
    try {
      list.setStates(state.callbacks, this.#trainer)
      // After the callbacks, of which one may set the batch size; before the weights, because it may refuse.
      if (goes !== undefined) goTo(goes.call, goes.loader, state.data, state.position)
      setLearnerState(this.learner, state)
    } catch (error) {
      list.setStates(states, this.#trainer)
      back?.()
      this.learner.use(was)
      throw misfit('Trainer.loadStateDict', error)
    }
    this.position = { ...state.position }
    this.history = structuredClone(state.history)
    this.#data = state.data
    this.callbacks = list
  }

  #goTo(call: string, plan: Plan): void {
    goTo(call, this.loader!, this.#data, this.position)
    // A row of a part of the epoch, written when the training ended within it.
    const { epoch, batch, step } = this.position
    if (batch > 0 && !plan.validates('steps', step)) dropRow(this.history, epoch + 1, step)
  }

  // --- going on ---

  async step(batch: unknown, plan: Plan, dataSeconds: number): Promise<StepEvent> {
    const { position, learner } = this
    const loader = this.loader!
    // Somebody else may be evaluating the model.
    while (this.busy !== null) await this.busy
    const learningRate = this.#learningRate
    const began = performance.now()
    const last = position.batch + 1 === loader.length
    const { loss, samples, updated, skipped, gradNorm } = learner.learn(batch, last, (updated) => {
      position.batch++
      if (updated) position.step++
      this.#data = stateOf(loader)
    })
    const stepSeconds = (performance.now() - began) / 1000
    let metrics: Row | undefined
    if (updated && plan.validates('steps', position.step)) {
      metrics = await this.undisturbed(() => this.record(plan, true, learningRate))
    }
    return {
      type: 'step',
      epoch: position.epoch + 1,
      batch: position.batch,
      step: position.step,
      samples,
      loss,
      updated,
      skipped,
      learningRate,
      dataSeconds,
      stepSeconds,
      ...(gradNorm === undefined ? {} : { gradNorm }),
      ...(metrics === undefined ? {} : { metrics })
    }
  }

  get #learningRate(): number {
    return this.learner.optimizer.paramGroups[0]!.lr
  }

  async endEpoch(plan: Plan): Promise<EpochEvent> {
    const { position } = this
    if (position.batch === 0)
      throw new DataError('Trainer: expected at least one batch in an epoch but the loader gave none')
    return this.undisturbed(async () => {
      // Only where the loader did not say which batch was the last.
      if (this.learner.flush()) position.step++
      const metrics = await this.record(plan, plan.validates('epochs', position.epoch + 1))
      this.#schedule(metrics)
      position.epoch++
      position.batch = 0
      this.learner.reset()
      this.#data = stateOf(this.loader!)
      return { type: 'epoch', epoch: position.epoch, step: position.step, metrics }
    })
  }

  /** Adds a row to the history. */
  async record(plan: Plan, validates: boolean, learningRate = this.#learningRate): Promise<Row> {
    const { epoch, step } = this.position
    const train = columns('train', this.learner.results())
    const val =
      validates && plan.validation !== undefined ? columns('val', await this.learner.evaluate(plan.validation)) : {}
    const row = { epoch: epoch + 1, step, ...train, ...val, learningRate }
    addRow(this.history, row)
    return row
  }

  #schedule(row: Row): void {
    const { scheduler, scheduleEvery, scheduleMetric } = this.learner.steering
    if (scheduler === undefined || scheduleEvery !== 'epoch') return
    const name = scheduleMetric ?? ('valLoss' in this.history ? 'valLoss' : 'trainLoss')
    if (scheduleMetric === undefined && scheduler.kind !== 'ReduceLROnPlateau') scheduler.step()
    // An epoch without a validation has nothing to say.
    else if (row[name] !== undefined) scheduler.step(row[name])
    else if (!(name in this.history)) {
      throw mismatch('Trainer', 'scheduleMetric', `one of ${Object.keys(row).join(', ')}`, name)
    }
  }

  /** Why the training ends here, null when it goes on. */
  reason(plan: Plan): EndReason | null {
    const { epoch, step, seconds } = this.position
    if (this.ending !== null) return this.ending
    if (epoch >= plan.epochs) return 'epochs'
    if (step >= plan.steps) return 'steps'
    return seconds >= plan.timeLimit ? 'timeLimit' : null
  }

  tell(event: TrainEvent): Promise<void> {
    return this.callbacks.tell(event, this.#trainer)
  }

  // --- what callbacks ask for ---

  /** Goes back to where a callback asked to; null when none did. */
  async goBack(call: string, plan: Plan): Promise<RollBackEvent | null> {
    const { target } = this
    if (target === null) return null
    this.target = null
    const place = (): { epoch: number; batch: number; step: number } => {
      const { seconds: _, ...place } = this.position
      return place
    }
    const from = place()
    await this.undisturbed(async () => {
      this.apply(target, this.callbacks)
      this.#goTo(call, plan)
    })
    return { type: 'rollBack', ...place(), from }
  }

  /** The batches of the epochs to come are of another size. */
  setBatchSize(batchSize: number): void {
    const loader = this.loader as { setBatchSize?: (batchSize: number) => void } | null
    if (typeof loader?.setBatchSize !== 'function') {
      throw mismatch('Trainer.setBatchSize', 'the loader', 'one with setBatchSize(), such as a DataLoader', loader)
    }
    loader.setBatchSize(batchSize)
    // Between epochs the loader stands where the run does.
    this.#data = stateOf(this.loader!)
  }

  /** Learns from batches without end; when the caller leaves the loop everything is as before. */
  async *trial(call: string, loader: Loader): AsyncGenerator<Learned, void> {
    checkLoader(call, loader)
    const giveBack = await this.lend(call, loader)
    try {
      yield* endless(this.learner, loader)
    } finally {
      giveBack()
    }
  }

  /** Lends the learner, in training mode, without callbacks and scheduler; what is returned makes everything as before. */
  async lend(call: string, loader: Loader): Promise<() => void> {
    const { learner } = this
    if (this.reading) {
      throw new OptionError(
        `${call}: expected no epoch to be under way; a callback can call it in onFitStart and onEpoch`
      )
    }
    const { onLoss, onGradients, model, steering } = learner
    const first = this.steering
    const unlock = await this.#lock()
    const back: ((() => void) | null)[] = [unlock]
    // What is put back last comes first; a loader that fails keeps nobody else from it.
    const giveBack = (): void => {
      const each = back.pop()
      try {
        each?.()
      } finally {
        if (back.length > 0) giveBack()
      }
    }
    try {
      back.push(remember(learner), () => {
        this.steering = first
        learner.use(steering)
        learner.onLoss = onLoss
        learner.onGradients = onGradients
      })
      back.splice(1, 0, markOf(loader))
      learner.onLoss = null
      learner.onGradients = null
      learner.dropGradients()
      // A schedule may end before the trial does.
      learner.use({ ...steering, scheduler: undefined })
      if (!model.training) model.train()
    } catch (error) {
      giveBack()
      throw error
    }
    return giveBack
  }

  // --- state ---

  /** Everything that a resume needs; tensors share memory with what they are of. */
  state(): RunState {
    return {
      ...learnerState(this.learner),
      position: { ...this.position },
      history: structuredClone(this.history),
      data: this.#data,
      callbacks: this.callbacks.states()
    }
  }

  /** While it is there the state is not one to go on from: a validation that belongs to a step, a trial. */
  get unfinished(): Promise<void> | null {
    return this.#whole
  }

  /** While it is there nobody may train or save: that, or an evaluation. */
  get busy(): Promise<void> | null {
    return this.#whole ?? this.learner.busy
  }

  /** Nobody evaluates or saves while `body` runs. */
  async undisturbed<R>(body: () => Promise<R>): Promise<R> {
    const unlock = await this.#lock()
    try {
      return await body()
    } finally {
      unlock()
    }
  }

  async #lock(): Promise<() => void> {
    while (this.busy !== null) await this.busy
    let open = (): void => undefined
    this.#whole = new Promise((resolve) => {
      open = resolve
    })
    return () => {
      this.#whole = null
      open()
    }
  }
}

async function* endless(learner: Learner, loader: Loader): AsyncGenerator<Learned, void> {
  for (;;) {
    let batches = 0
    for await (const batch of loader) {
      yield learner.learn(batch, ++batches === loader.length)
      await turn()
    }
    if (batches === 0) throw new DataError('Trainer: expected at least one batch in an epoch but the loader gave none')
  }
}

/** Errors of a state that came from a file say so. */
export function naming(path: string, body: () => void): void {
  try {
    body()
  } catch (error) {
    if (!(error instanceof ThalwegError)) throw error
    throw new CheckpointError(`Trainer.load: ${path}: ${error.message}`, { cause: error })
  }
}
