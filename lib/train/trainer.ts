// The Trainer: a model, its optimizer and its data become a training that can be watched, stopped, saved and resumed.
// #train is the loop; what a run is and does is in run.ts, what one batch does in learner.ts.
import { noGrad } from '../autograd/tape.ts'
import { loadCheckpoint, type SaveCheckpointOptions, saveCheckpoint } from '../checkpoint/index.ts'
import { OptionError } from '../errors.ts'
import type { Metric } from '../metrics/index.ts'
import type { Module } from '../nn/index.ts'
import type { AveragedModel, LRScheduler, Optimizer } from '../optim/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkValue, number, text } from '../util/options.ts'
import { describe } from './describe.ts'
import type { History } from './history.ts'
import type { Learned, Learner } from './learner.ts'
import type { Histogram } from './loggers/logger.ts'
import { checkFit, checkLoader, checkSchedule, checkSteering, checkTrainer, type Plan } from './options.ts'
import { naming, Run } from './run.ts'
import { checkRunState, copyTree, type RunState } from './state.ts'
import { turn } from './turn.ts'
import type { EndReason, FitOptions, Loader, SteeringOptions, TrainEvent, TrainerOptions } from './types.ts'

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
  readonly metrics: readonly Metric[]
  /** The averaged weights, with the option ema; null without. */
  readonly averaged: AveragedModel | null
  readonly #run: Run
  #running = false

  constructor(options: TrainerOptions) {
    checkTrainer(options)
    this.model = options.model
    this.metrics = options.metrics ?? []
    this.#run = new Run(this, options)
    this.averaged = this.#run.learner.averaged
  }

  /** The optimizer that makes the steps; see setOptimizer. */
  get optimizer(): Optimizer {
    return this.#run.learner.optimizer
  }

  /** What sets the optimizer's learning rates, if anything does. */
  get scheduler(): LRScheduler | undefined {
    return this.#run.learner.steering.scheduler
  }

  /** A row for each epoch and each validation of the run. */
  get history(): History {
    return this.#run.history
  }

  /** What is trained on, or was last; null before the first training. */
  get loader(): Loader | null {
    return this.#run.loader
  }

  /** Epochs that are done. */
  get epoch(): number {
    return this.#run.position.epoch
  }

  /** Optimizer steps that were made. */
  get step(): number {
    return this.#run.position.step
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
   * @param options epochs, steps or timeLimit; validation, validateEvery, callbacks, loggers, signal, resume
   * @returns the history: columns of numbers, a row for each epoch and each validation
   * @throws OptionError; CheckpointError from resume; NonFiniteError; DataError without batches; the signal's reason
   * @example
   * const history = await trainer.fit(loader, { epochs: 10, validation })
   */
  async fit(loader: Loader, options: FitOptions): Promise<History> {
    for await (const _ of this.#train('Trainer.fit', loader, options));
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
    return this.#train('Trainer.stream', loader, options)
  }

  async *#train(call: string, loader: Loader, options: FitOptions): AsyncGenerator<TrainEvent, void> {
    const plan = checkFit(call, loader, options)
    if (this.#running) throw new OptionError(`${call}: expected one training at a time but another one is under way`)
    this.#notLent(call)
    this.#running = true
    const run = this.#run
    try {
      await run.begin(call, loader, options, plan)
      const began = performance.now() / 1000 - run.position.seconds
      yield* this.#tell({ type: 'fitStart', ...this.#place(), resumed: options.resume !== undefined, ...plan.shown })
      let back = await run.goBack(call, plan)
      let reason = run.reason(plan)
      while (reason === null || back !== null) {
        if (back !== null) yield* this.#tell(back)
        else if (yield* this.#epoch(loader, options, plan, began)) yield* this.#tell(await run.endEpoch(plan))
        back = await run.goBack(call, plan)
        reason = run.reason(plan)
      }
      if (run.position.batch > 0) await run.undisturbed(() => run.record(plan, plan.validation !== undefined))
      yield* this.#tell({ type: 'fitEnd', ...this.#place(), reason, history: this.history })
    } catch (error) {
      await run.callbacks.fail(error, this)
      throw error
    } finally {
      this.#running = false
      run.learner.onLoss = null
      run.learner.onGradients = null
    }
  }

  // The batches of an epoch, or what is left of them. Returns whether all were read.
  async *#epoch(
    loader: Loader,
    { signal }: FitOptions,
    plan: Plan,
    began: number
  ): AsyncGenerator<TrainEvent, boolean> {
    const run = this.#run
    run.reading = true
    try {
      let asked = performance.now()
      for await (const batch of loader) {
        signal?.throwIfAborted()
        const event = await run.step(batch, plan, (performance.now() - asked) / 1000)
        run.position.seconds = performance.now() / 1000 - began
        yield* this.#tell(event)
        signal?.throwIfAborted()
        // The last batch of an epoch ends it first.
        if (run.target !== null || (run.reason(plan) !== null && event.batch !== loader.length)) return false
        await turn()
        asked = performance.now()
      }
      return true
    } finally {
      run.reading = false
    }
  }

  #place(): { epoch: number; step: number } {
    return { epoch: this.epoch, step: this.step }
  }

  async *#tell<E extends TrainEvent>(event: E): AsyncGenerator<E, void> {
    await this.#run.tell(event)
    yield event
  }

  /**
   * Gives values to the loggers of the training, also after it; without loggers it does nothing. They are written later.
   *
   * @param values by tag: numbers, strings, histograms, and tensors, which become histograms
   * @throws OptionError
   * @example
   * trainer.log({ temperature: 0.7, note: 'warmer', weights: model.parameters()[0] })
   */
  log(values: Readonly<Record<string, number | string | Histogram | Tensor>>): void {
    this.#run.log?.log(values, this.step)
  }

  // --- for callbacks ---

  /**
   * Ends the training under way after its step, as if it had been planned to: fit resolves.
   *
   * @param reason what the last event tells. Default 'stopped'
   */
  stop(reason: EndReason = 'stopped'): void {
    this.#run.ending = reason
  }

  /**
   * Lets the training under way go back to an earlier state of its own before its next step: weights, optimizer, scheduler,
   * averages, generators, data, history and callbacks are as they were; only the time goes on. A rollBack event follows.
   *
   * @param state what `snapshot` gave, or a checkpoint of this run that `loadCheckpoint` read
   * @throws OptionError when no training is under way (loadStateDict is for that); from fit CheckpointError when the state
   *   does not fit
   */
  rollBack(state: RunState): void {
    checkRunState('Trainer.rollBack', state)
    if (!this.#running)
      throw new OptionError('Trainer.rollBack: expected a training to be under way; see loadStateDict')
    this.#run.target = state
  }

  /**
   * Goes on with another optimizer of the model's parameters. Between steps of a training that lasts to its end, and its
   * callback has to do it again in loadStateDict; otherwise it is the optimizer of every training that begins.
   *
   * @param optimizer of parameters of the model; sums of an accumulation under way are its first gradients
   * @param options scheduler, scheduleEvery, scheduleMetric: of the new optimizer
   * @throws OptionError
   * @example
   * trainer.setOptimizer(new SGD(model.parameters(), { lr: 0.01, momentum: 0.9 }))
   */
  setOptimizer(optimizer: Optimizer, options: SteeringOptions = {}): void {
    checkSchedule('Trainer.setOptimizer', options)
    const { scheduler, scheduleEvery = 'epoch', scheduleMetric } = options
    checkSteering('Trainer.setOptimizer', this.model, optimizer, scheduler)
    const steering = { optimizer, scheduler, scheduleEvery, scheduleMetric }
    this.#run.learner.use(steering)
    if (!this.#running) this.#run.steering = steering
  }

  /**
   * Multiplies the learning rates of all groups, and those that the scheduler and the groups started from.
   *
   * @param factor > 0
   * @throws OptionError
   */
  scaleLearningRate(factor: number): void {
    checkValue('Trainer.scaleLearningRate', 'factor', factor, number({ above: 0 }))
    for (const group of this.optimizer.paramGroups) {
      group.lr *= factor
      if (group.initialLr !== undefined) group.initialLr *= factor
    }
    this.scheduler?.scaleBase(factor)
  }

  /**
   * Makes the batches of the epochs to come of another size: in onFitStart or onEpoch.
   *
   * @throws OptionError within an epoch, and when the loader cannot
   */
  setBatchSize(batchSize: number): void {
    this.#run.setBatchSize(batchSize)
  }

  /**
   * Learns from batches of a loader as a training would, epoch after epoch, and takes all of it back when the loop over it
   * is left: weights, optimizer, averages, generators and the loader's place are as before, to the bit. The learning rate
   * stays, and no callback is told. For range tests, measurements, and in callbacks before the first step.
   *
   * @throws OptionError within an epoch of a training
   * @example
   * for await (const { loss } of trainer.trial(loader)) if (loss < 10) break
   */
  trial(loader: Loader): AsyncGenerator<Learned, void> {
    return this.#run.trial('Trainer.trial', loader)
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
    checkLoader('Trainer.evaluate', loader)
    while (this.#run.unfinished !== null) await this.#run.unfinished
    return this.#run.learner.evaluate(loader)
  }

  /**
   * What the model says: forward without gradients, in evaluation mode, with the averaged weights where there are any.
   *
   * @param inputs as forward takes them
   * @example
   * const classes = (trainer.predict(x) as Tensor).argmax({ dim: 1 })
   */
  predict<R = Tensor>(...inputs: readonly unknown[]): R {
    return this.#run.learner.evaluating(() => noGrad(() => this.model.forward(...(inputs as never[])))) as R
  }

  // --- state ---

  /**
   * The whole state of the run, by name: model, optimizer, scheduler, averages, generators, the loader's place, sums of an
   * accumulation under way, history, callbacks. Tensors share memory with what they are of.
   */
  stateDict(): RunState {
    if (this.#run.learner.busy !== null) {
      throw new OptionError('Trainer.stateDict: expected no evaluation to be under way')
    }
    return this.#run.state()
  }

  /** A copy of the state for later, when no validation or evaluation is under way. */
  async snapshot(): Promise<RunState> {
    while (this.#run.busy !== null) await this.#run.busy
    return copyTree(this.stateDict()) as RunState
  }

  /**
   * Takes over the state of a run; `fit` with `resume: true` goes on from there. Nothing is changed when it throws.
   *
   * @throws CheckpointError that lists the names and shapes that do not fit
   */
  loadStateDict(state: RunState): void {
    this.#idle('Trainer.loadStateDict')
    this.#run.apply(state)
  }

  /** @internal Lends what learns to profile and findBatchSize; `giveBack` makes everything as before. */
  async lend(call: string, loader: Loader): Promise<{ learner: Learner; giveBack: () => void }> {
    const giveBack = await this.#run.lend(call, loader)
    return { learner: this.#run.learner, giveBack }
  }

  #idle(call: string): void {
    if (this.#running)
      throw new OptionError(`${call}: expected no training to be under way; fit can resume from a state`)
    this.#notLent(call)
    if (this.#run.busy !== null) throw new OptionError(`${call}: expected no evaluation to be under way`)
  }

  // What a trial, profile or findBatchSize does is taken back at its end.
  #notLent(call: string): void {
    if (this.#run.unfinished === null) return
    throw new OptionError(`${call}: expected no trial, profile or findBatchSize of this Trainer to be under way`)
  }

  /**
   * Writes the state of the run as a checkpoint, atomically. It is copied at once, or, while a validation within a
   * training is under way, after it; writing happens off the main thread.
   *
   * @param options `signal`, an AbortSignal: gives up and rejects with its reason
   * @throws CheckpointError when it cannot be written; what was there before is untouched
   * @example
   * await trainer.save('last.safetensors')
   */
  async save(path: string, options: SaveCheckpointOptions = {}): Promise<void> {
    checkValue('Trainer.save', 'path', path, text)
    while (this.#run.busy !== null) await this.#run.busy
    await saveCheckpoint(path, this.stateDict() as never, options)
  }

  /**
   * Reads a checkpoint that `save` wrote. Nothing is changed when it throws. One that was written after a callback had
   * changed the optimizer needs that callback, or `setOptimizer` before: `fit` with `resume: path` and `callbacks`.
   *
   * @throws CheckpointError when it is truncated, altered, of a newer version or of another model (with the names and
   *   shapes that differ), or cannot be read
   */
  async load(path: string): Promise<void> {
    checkValue('Trainer.load', 'path', path, text)
    this.#idle('Trainer.load')
    const state = await loadCheckpoint(path)
    this.#idle('Trainer.load')
    naming(path, () => this.#run.apply(state))
  }

  /** The model as a tree, its parameters, and the memory that training takes now. */
  toString(): string {
    return describe(this)
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}
