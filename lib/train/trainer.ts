// The Trainer: a model, its optimizer and its data become a training that can be watched, stopped, saved and resumed.
// stream() is the loop; what one batch does is in learner.ts, what a run keeps in state.ts.
import { noGrad } from '../autograd/tape.ts'
import { loadCheckpoint, saveCheckpoint } from '../checkpoint/index.ts'
import { CheckpointError, DataError, OptionError } from '../errors.ts'
import type { Metric } from '../metrics/index.ts'
import type { Module } from '../nn/index.ts'
import type { AveragedModel, Optimizer } from '../optim/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkValue, mismatch, text } from '../util/options.ts'
import { CallbackList } from './callbackList.ts'
import { addRow, dropRow, type History } from './history.ts'
import { columns, Learner } from './learner.ts'
import { checkFit, checkTrainer, type Plan } from './options.ts'
import { goTo, stateOf } from './place.ts'
import { checkRunState, learnerState, type Position, type RunState, setLearnerState } from './state.ts'
import { turn } from './turn.ts'
import type { EndReason, EpochEvent, FitOptions, Loader, Row, StepEvent, TrainEvent, TrainerOptions } from './types.ts'

/**
 * Trains a model. The same seeds give the same bits, whatever the threads, the backend, or how often the run was killed
 * and resumed in between.
 *
 * @throws OptionError for unknown or unfit options
 * @example
 * const trainer = new Trainer({ model, optimizer, loss: new nn.CrossEntropyLoss(), metrics: [new Accuracy()], seed: 0 })
 * const history = await trainer.fit(trainLoader, { validation: valLoader, epochs: 10 })
 * history.valAccuracy // one number an epoch
 */
export class Trainer {
  readonly model: Module
  readonly optimizer: Optimizer
  readonly metrics: readonly Metric[]
  /** The averaged weights, with the option ema; null without. */
  readonly averaged: AveragedModel | null
  /** A row for each epoch and each validation of the run. */
  history: History = {}
  readonly #options: TrainerOptions
  readonly #learner: Learner
  #position: Position = { epoch: 0, batch: 0, step: 0, seconds: 0 }
  #callbacks = new CallbackList([])
  // Where the loader stood after the last batch that was learned from.
  #data: unknown = null
  #running = false
  #stopping = false
  // Whether the state is one to go on from: not while a validation that belongs to a step is under way.
  #whole: Promise<void> | null = null

  constructor(options: TrainerOptions) {
    checkTrainer(options)
    this.#options = options
    this.model = options.model
    this.optimizer = options.optimizer
    this.metrics = options.metrics ?? []
    this.#learner = new Learner({ scheduleEvery: 'epoch', ...options })
    this.averaged = this.#learner.averaged
  }

  /** Epochs that are done. */
  get epoch(): number {
    return this.#position.epoch
  }

  /** Optimizer steps that were made. */
  get step(): number {
    return this.#position.step
  }

  // --- training ---

  /**
   * Trains, and tells callbacks of it. Between steps the event loop turns at least every few milliseconds.
   *
   * When it rejects (an error in the model, the data or a callback, a loss that is not finite, the signal), weights and
   * optimizer are as after the last step that was made, and `resume: true` goes on with the batch that failed; only the
   * running statistics of batch norm may have seen that batch. `callbacks` are told by onError.
   *
   * @param loader batches `[...inputs, target]`, or what computeLoss takes
   * @param options epochs, steps or timeLimit; validation, validateEvery, callbacks, signal, resume
   * @returns the history: columns of numbers, a row for each epoch and each validation
   * @throws OptionError; CheckpointError from resume; NonFiniteError; DataError without batches; the signal's reason
   * @example
   * const history = await trainer.fit(loader, { epochs: 10, validation })
   */
  async fit(loader: Loader, options: FitOptions): Promise<History> {
    for await (const _ of this.#run('Trainer.fit', loader, options));
    return this.history
  }

  /**
   * The same training as a sequence of events, which goes on only when the next one is asked for. Leaving the loop ends
   * the training after its last step.
   *
   * @example
   * for await (const event of trainer.stream(loader, { epochs: 10 })) {
   *   if (event.type === 'step') console.log(event.step, event.loss)
   * }
   */
  stream(loader: Loader, options: FitOptions): AsyncGenerator<TrainEvent, void> {
    return this.#run('Trainer.stream', loader, options)
  }

  async *#run(call: string, loader: Loader, options: FitOptions): AsyncGenerator<TrainEvent, void> {
    const plan = checkFit(call, loader, options)
    if (this.#running) throw new OptionError(`${call}: expected one training at a time but another one is under way`)
    this.#running = true
    try {
      await this.#begin(call, loader, options, plan)
      const began = performance.now() / 1000 - this.#position.seconds
      yield* this.#tell({ type: 'fitStart', ...this.#place(), resumed: options.resume !== undefined, ...plan.shown })
      let reason = this.#reason(plan)
      while (reason === null) {
        for await (const batch of loader) {
          options.signal?.throwIfAborted()
          const event = await this.#step(batch, loader, plan)
          this.#position.seconds = performance.now() / 1000 - began
          yield* this.#tell(event)
          options.signal?.throwIfAborted()
          reason = this.#reason(plan)
          // The last batch of an epoch ends it first.
          if (reason !== null && event.batch !== loader.length) break
          reason = null
          await turn()
        }
        if (reason !== null) break
        yield* this.#tell(await this.#endEpoch(loader, plan))
        reason = this.#reason(plan)
      }
      if (this.#position.batch > 0) await this.#undisturbed(() => this.#record(plan, plan.validation !== undefined))
      yield* this.#tell({ type: 'fitEnd', ...this.#place(), reason, history: this.history })
    } catch (error) {
      await this.#callbacks.fail(error, this)
      throw error
    } finally {
      this.#running = false
      this.#learner.onGradients = null
    }
  }

  // A new run, or the one that is resumed: everything stands where it stood.
  async #begin(call: string, loader: Loader, options: FitOptions, plan: Plan): Promise<void> {
    const { resume, callbacks = [] } = options
    this.#stopping = false
    options.signal?.throwIfAborted()
    if (typeof resume === 'string') await this.#load(resume)
    const states = this.#callbacks.states()
    this.#callbacks = new CallbackList(callbacks)
    this.#learner.onGradients = this.#callbacks.gradients(this)
    if (resume === undefined) {
      this.#position = { epoch: 0, batch: 0, step: 0, seconds: 0 }
      this.#data = stateOf(loader)
      this.history = {}
      this.#learner.reset()
      this.#learner.dropGradients()
    } else {
      this.#callbacks.setStates(states)
      goTo(call, loader, this.#data, this.#position)
      // A row of a part of the epoch, written when the training ended within it.
      const { epoch, batch, step } = this.#position
      if (batch > 0 && !plan.validates('steps', step)) dropRow(this.history, epoch + 1, step)
    }
    if (!this.model.training) this.model.train()
  }

  async #step(batch: unknown, loader: Loader, plan: Plan): Promise<StepEvent> {
    const position = this.#position
    // Somebody else may be evaluating the model.
    while (this.#learner.busy !== null) await this.#learner.busy
    const learningRate = this.optimizer.paramGroups[0]!.lr
    const { loss, samples, updated, skipped, gradNorm } = this.#learner.learn(
      batch,
      position.batch + 1 === loader.length
    )
    position.batch++
    if (updated) position.step++
    this.#data = stateOf(loader)
    let metrics: Row | undefined
    if (updated && plan.validates('steps', position.step)) {
      metrics = await this.#undisturbed(() => this.#record(plan, true, learningRate))
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
      ...(gradNorm === undefined ? {} : { gradNorm }),
      ...(metrics === undefined ? {} : { metrics })
    }
  }

  async #endEpoch(loader: Loader, plan: Plan): Promise<EpochEvent> {
    const position = this.#position
    if (position.batch === 0)
      throw new DataError('Trainer: expected at least one batch in an epoch but the loader gave none')
    return this.#undisturbed(async () => {
      // Only where the loader did not say which batch was the last.
      if (this.#learner.flush()) position.step++
      const metrics = await this.#record(plan, plan.validates('epochs', position.epoch + 1))
      this.#schedule(metrics)
      position.epoch++
      position.batch = 0
      this.#learner.reset()
      this.#data = stateOf(loader)
      return { type: 'epoch', epoch: position.epoch, step: position.step, metrics }
    })
  }

  async #record(plan: Plan, validates: boolean, learningRate = this.optimizer.paramGroups[0]!.lr): Promise<Row> {
    const { epoch, step } = this.#position
    const train = columns('train', this.#learner.results())
    const val =
      validates && plan.validation !== undefined ? columns('val', await this.#learner.evaluate(plan.validation)) : {}
    const row = { epoch: epoch + 1, step, ...train, ...val, learningRate }
    addRow(this.history, row)
    return row
  }

  #schedule(row: Row): void {
    const { scheduler, scheduleEvery = 'epoch', scheduleMetric } = this.#options
    if (scheduler === undefined || scheduleEvery !== 'epoch') return
    const name = scheduleMetric ?? ('valLoss' in this.history ? 'valLoss' : 'trainLoss')
    if (scheduleMetric === undefined && scheduler.kind !== 'ReduceLROnPlateau') scheduler.step()
    // An epoch without a validation has nothing to say.
    else if (row[name] !== undefined) scheduler.step(row[name])
    else if (!(name in this.history)) {
      throw mismatch('Trainer', 'scheduleMetric', `one of ${Object.keys(row).join(', ')}`, name)
    }
  }

  #reason(plan: Plan): EndReason | null {
    const { epoch, step, seconds } = this.#position
    if (this.#stopping) return 'stopped'
    if (epoch >= plan.epochs) return 'epochs'
    if (step >= plan.steps) return 'steps'
    return seconds >= plan.timeLimit ? 'timeLimit' : null
  }

  #place(): { epoch: number; step: number } {
    return { epoch: this.#position.epoch, step: this.#position.step }
  }

  async *#tell<E extends TrainEvent>(event: E): AsyncGenerator<E, void> {
    await this.#callbacks.tell(event, this)
    yield event
  }

  // Nobody evaluates or saves while `body` runs.
  async #undisturbed<R>(body: () => Promise<R>): Promise<R> {
    while (this.#learner.busy !== null) await this.#learner.busy
    const running = body()
    this.#whole = running.then(
      () => undefined,
      () => undefined
    )
    try {
      return await running
    } finally {
      this.#whole = null
    }
  }

  /** Ends the training under way after its step, as if it had been planned to: fit resolves. */
  stop(): void {
    this.#stopping = true
  }

  // --- using the model ---

  /**
   * Loss and metrics over all batches, without gradients, in evaluation mode, with the averaged weights where there are
   * any. A DataLoader is read from its first epoch, whatever its place, so that the order is always the same.
   *
   * @returns `{ loss, accuracy, ... }` by the metrics' names
   * @example
   * const { loss, accuracy } = await trainer.evaluate(testLoader)
   */
  async evaluate(loader: Loader): Promise<Record<string, number>> {
    while (this.#whole !== null) await this.#whole
    return this.#learner.evaluate(loader)
  }

  /**
   * What the model says: forward without gradients, in evaluation mode, with the averaged weights where there are any.
   *
   * @param inputs as forward takes them
   * @example
   * const classes = (trainer.predict(x) as Tensor).argmax({ dim: 1 })
   */
  predict<R = Tensor>(...inputs: readonly unknown[]): R {
    return this.#learner.evaluating(() => noGrad(() => this.model.forward(...(inputs as never[])))) as R
  }

  // --- state ---

  /**
   * The whole state of the run, by name: model, optimizer, scheduler, averages, generators, the loader's place, sums of an
   * accumulation under way, history, callbacks. Tensors share memory with what they are of.
   */
  stateDict(): RunState {
    if (this.#learner.busy !== null) throw new OptionError('Trainer.stateDict: expected no evaluation to be under way')
    return {
      ...learnerState(this.#learner, this.#options.scheduler),
      position: { ...this.#position },
      history: structuredClone(this.history),
      data: this.#data,
      callbacks: this.#callbacks.states()
    }
  }

  /**
   * Takes over the state of a run; `fit` with `resume: true` goes on from there. Nothing is changed when it throws.
   *
   * @throws CheckpointError that lists the names and shapes that do not fit
   */
  loadStateDict(state: RunState): void {
    this.#idle('Trainer.loadStateDict')
    this.#apply(state)
  }

  /** @internal Lends the Learner to profile and findBatchSize, which put back what they change (rehearsal.ts). */
  async lend<R>(call: string, body: (learner: Learner) => Promise<R>): Promise<R> {
    this.#idle(call)
    this.#running = true
    try {
      while (this.#learner.busy !== null) await this.#learner.busy
      return await body(this.#learner)
    } finally {
      this.#running = false
    }
  }

  #idle(call: string): void {
    if (this.#running)
      throw new OptionError(`${call}: expected no training to be under way; fit can resume from a state`)
  }

  #apply(state: RunState): void {
    checkRunState('Trainer.loadStateDict', state)
    setLearnerState(this.#learner, this.#options.scheduler, state)
    this.#position = { ...state.position }
    this.history = structuredClone(state.history)
    this.#data = state.data
    this.#callbacks = CallbackList.remembered(state.callbacks)
  }

  /**
   * Writes the state of the run as a checkpoint, atomically. It is copied at once, or, while a validation within a
   * training is under way, after it; writing happens off the main thread.
   *
   * @throws CheckpointError when it cannot be written; what was there before is untouched
   * @example
   * await trainer.save('last.safetensors')
   */
  async save(path: string): Promise<void> {
    checkValue('Trainer.save', 'path', path, text)
    while ((this.#whole ?? this.#learner.busy) !== null) await (this.#whole ?? this.#learner.busy)
    await saveCheckpoint(path, this.stateDict() as never)
  }

  /**
   * Reads a checkpoint that `save` wrote. Nothing is changed when it throws.
   *
   * @throws CheckpointError when it is truncated, altered, of a newer version or of another model (with the names and
   *   shapes that differ); the errors of node:fs when it cannot be read
   */
  async load(path: string): Promise<void> {
    checkValue('Trainer.load', 'path', path, text)
    this.#idle('Trainer.load')
    await this.#load(path)
  }

  async #load(path: string): Promise<void> {
    const state: unknown = await loadCheckpoint(path)
    try {
      this.#apply(state as RunState)
    } catch (error) {
      if (!(error instanceof CheckpointError || error instanceof OptionError)) throw error
      throw new CheckpointError(`Trainer.load: ${path}: ${error.message}`, { cause: error })
    }
  }

  /** The model as a tree, its parameters, and the memory that training takes now. */
  toString(): string {
    const { parameters, gradients, states, total } = this.optimizer.memory()
    const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`
    const kept = Object.values(states).reduce((sum, bytes) => sum + bytes, 0)
    return `${this.model}\n${this.optimizer.kind}: parameters ${mib(parameters)}, gradients ${mib(gradients)}, states ${mib(kept)}, together ${mib(total)}; epoch ${this.epoch}, step ${this.step}`
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}
