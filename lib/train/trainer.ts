// The Trainer: the public face of a run. The loop is loop.ts, the state of a run run.ts, the work on one batch step.ts.
import { loadCheckpoint, type SaveCheckpointOptions, saveCheckpoint } from '../checkpoint/index.ts'
import { OptionError } from '../errors.ts'
import type { Metric } from '../metrics/index.ts'
import type { Module } from '../nn/index.ts'
import type { AveragedModel, LRScheduler, Optimizer } from '../optim/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { yieldToEventLoop } from '../util/eventLoop.ts'
import { checkValue, number, oneOf, text } from '../util/options.ts'
import { describe } from './describe.ts'
import { together } from './distributed/agreement.ts'
import { checkSeparable } from './distributed/division.ts'
import { afterRanks, bringTogether, meetRanks, refuseDivided } from './distributed/together.ts'
import type { EndReason, FitOptions, Loader, SteeringOptions, TrainEvent, TrainerOptions } from './events.ts'
import type { History } from './history.ts'
import type { Histogram } from './loggers/logger.ts'
import { TrainLoop } from './loop.ts'
import { checkLoader, checkSchedule, checkSetup, checkTrainer } from './options.ts'
import { Run, withPath } from './run.ts'
import { checkRunState, copyTree, endless, type RunState, type Weights } from './state.ts'
import type { StepResult } from './step.ts'

/** Options of Trainer.save. */
export interface SaveOptions extends SaveCheckpointOptions {
  /** The weights under `model.`: the training weights, or those that evaluate uses. Default 'training'. */
  weights?: 'training' | 'evaluation' | undefined
}

/**
 * Trains a model. The same seeds give the same bits, whatever the threads, the backend, or how often the run was killed
 * and resumed in between.
 *
 * @throws OptionError for unknown or invalid options
 * @example
 * const trainer = new Trainer({ model, optimizer, loss: new nn.CrossEntropyLoss(), metrics: [new Accuracy()], seed: 0 })
 * const history = await trainer.fit(trainLoader, { validation: valLoader, epochs: 10 })
 * history.trainLoss // one number an epoch, as in history['valAccuracy']
 */
export class Trainer {
  readonly model: Module
  readonly metrics: readonly Metric[]
  /** The averaged weights, with the option ema; null without. */
  readonly averaged: AveragedModel | null
  readonly #run: Run

  constructor(options: TrainerOptions) {
    const checked = checkTrainer(options)
    this.model = options.model
    this.metrics = options.metrics ?? []
    this.#run = new Run(this, checked)
    this.averaged = this.#run.step.averaged
  }

  /** The current optimizer; see setOptimizer. */
  get optimizer(): Optimizer {
    return this.#run.step.optimizer
  }

  /** The optimizer's scheduler, if there is one. */
  get scheduler(): LRScheduler | undefined {
    return this.#run.step.setup.scheduler
  }

  /** A row for each epoch and each validation of the run. */
  get history(): History {
    return this.#run.history
  }

  /** The current or last training loader; null before the first fit. */
  get loader(): Loader | null {
    return this.#run.loader
  }

  /** Identifies the run: a resumed run keeps it, a new run gets a new one. */
  get runId(): string {
    return this.#run.position.run!
  }

  /** Epochs done. */
  get epoch(): number {
    return this.#run.position.epoch
  }

  /** Whether this process writes the files of the run: of the ranks of a distributed run, rank 0. */
  get writes(): boolean {
    return this.#run.writes
  }

  /** Optimizer steps done. */
  get step(): number {
    return this.#run.position.step
  }

  // --- training ---

  /**
   * Trains the model and notifies callbacks. Yields to the event loop at least every few milliseconds between steps.
   *
   * When it rejects (an error in the model, the data or a callback, a non-finite loss, the signal), weights and
   * optimizer are as after the last completed step, and `resume: true` continues with the batch that failed; only the
   * running statistics of batch norm may have seen that batch. Callbacks are notified by onError.
   *
   * @param loader batches `[...inputs, target]`, or whatever computeLoss takes
   * @param options epochs, steps or timeLimit; validation, validateEvery, callbacks, loggers, signal, resume
   * @returns the history: columns of numbers, a row for each epoch and each validation
   * @throws OptionError; CheckpointError from resume; NonFiniteError; DataError without batches; the signal's reason
   * @example
   * const history = await trainer.fit(loader, { epochs: 10, validation })
   */
  async fit(loader: Loader, options: FitOptions): Promise<History> {
    for await (const _ of new TrainLoop('Trainer.fit', this, this.#run, loader, options, false).events());
    return this.history
  }

  /**
   * The same run as a sequence of events, which advances only when the next one is requested. Leaving the loop ends it
   * after its last step.
   *
   * @example
   * for await (const event of trainer.stream(loader, { epochs: 10 })) {
   *   if (event.type === 'step') console.log(event.step, event.loss)
   * }
   */
  async *stream(loader: Loader, options: FitOptions): AsyncGenerator<TrainEvent, void> {
    yield* new TrainLoop('Trainer.stream', this, this.#run, loader, options, true).events()
  }

  /**
   * Passes values to the loggers of the run, also after it; does nothing without loggers. They are written later.
   *
   * @param values by tag: numbers, strings, histograms, and tensors, which become histograms
   * @throws OptionError
   * @example
   * trainer.log({ temperature: 0.7, note: 'warmer', logits: model.forward(x) })
   */
  log(values: Readonly<Record<string, number | string | Histogram | Tensor>>): void {
    this.#run.log?.log(values, this.step)
  }

  // --- for callbacks ---

  /**
   * Ends the current fit after its step, as if planned: fit resolves.
   *
   * @param reason of the last event. Default 'stopped'
   */
  stop(reason: EndReason = 'stopped'): void {
    this.#run.endReason = reason
  }

  /**
   * Rolls the current fit back to an earlier state of the same run before its next step: weights, optimizer, scheduler,
   * averages, generators, data, history and callbacks are restored; only the time continues. A rollBack event follows.
   *
   * @param state the result of `snapshot`, or a checkpoint of this run read by `loadCheckpoint`
   * @throws OptionError when no fit is under way (loadStateDict is for that); from fit CheckpointError when the state
   *   does not fit
   */
  rollBack(state: RunState): void {
    checkRunState('Trainer.rollBack', state)
    if (!this.#run.exclusive.fitting) {
      throw new OptionError('Trainer.rollBack: expected a fit to be under way; use loadStateDict outside of one')
    }
    this.#run.rollBackTo = state
  }

  /**
   * Switches to another optimizer of the model's parameters. During fit the switch lasts for that run, and the callback
   * must repeat it in loadStateDict; otherwise it holds for all later runs.
   *
   * @param given an optimizer of parameters of the model; sums of an unfinished accumulation are its first gradients
   * @param options scheduler, scheduleEvery, scheduleMetric: of the new optimizer
   * @throws OptionError
   * @example
   * trainer.setOptimizer(new SGD(model.parameters(), { lr: 0.01, momentum: 0.9 }))
   */
  setOptimizer(given: TrainerOptions['optimizer'], options: SteeringOptions = {}): void {
    checkSchedule('Trainer.setOptimizer', options)
    const { scheduler, scheduleEvery = 'epoch', scheduleMetric } = options
    this.#run.exclusive.refuse('Trainer.setOptimizer', 'step')
    const optimizer = checkSetup('Trainer.setOptimizer', this.model, given, scheduler)
    if (this.#run.sharded?.divides) checkSeparable('Trainer.setOptimizer', optimizer)
    const setup = { optimizer, scheduler, scheduleEvery, scheduleMetric }
    this.#run.step.use(setup)
    if (!this.#run.exclusive.fitting) this.#run.setup = setup
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
   * Sets the batch size of the coming epochs; call it in onFitStart or onEpoch.
   *
   * @throws OptionError within an epoch, and for a loader without setBatchSize
   */
  setBatchSize(batchSize: number): void {
    this.#run.setBatchSize(batchSize)
  }

  /**
   * Trains on batches of a loader as fit would, epoch after epoch, and undoes all of it when the loop over it is
   * left: weights, optimizer, averages, generators and the loader's place are restored to the bit. The learning rate
   * stays, and no callback is notified. For range tests, measurements, and in callbacks before the first step.
   *
   * @throws OptionError within an epoch of a fit; from evaluate, snapshot and save within the loop
   * @example
   * for await (const { loss } of trainer.trial(loader)) if (loss < 10) break
   */
  async *trial(loader: Loader): AsyncGenerator<StepResult, void> {
    checkLoader('Trainer.trial', loader)
    const { exclusive } = this.#run
    const restore = await afterRanks(this.#run, () => this.#run.enterTrial('Trainer.trial', loader))
    try {
      for await (const { batch, last } of endless('Trainer', loader)) {
        const result = await this.#run.tryOne(batch, last)
        exclusive.awaited = true
        yield result
        exclusive.awaited = false
        await yieldToEventLoop()
      }
    } finally {
      restore()
    }
  }

  /** @internal Waits for the other ranks of a distributed run, which call it at the same point. */
  async meet(): Promise<void> {
    await meetRanks(this.#run)
  }

  /** @internal Runs `body` with the run as a trial; then restores everything, whether or not it throws. */
  async dryRun<R>(call: string, loader: Loader, body: (run: Run) => Promise<R>): Promise<R> {
    if (this.#run.sharded !== null) {
      throw new OptionError(
        `${call}: expected a Trainer without distributed, because steps of several ranks wait for each other; measure one process without it, on batches of one shard (the batch size divided by shards)`
      )
    }
    const restore = await this.#run.enterTrial(call, loader)
    try {
      return await body(this.#run)
    } finally {
      restore()
    }
  }

  /**
   * @internal Gives the model (its averages, a schedule-free optimizer) other weights to use, at the end of a run. A
   *   resume
   * continues with the training weights.
   */
  exchangeWeights(weights: Weights): void {
    this.#run.exchangeWeights(weights)
  }

  // --- using the model ---

  /**
   * Loss and metrics over all batches, without gradients, in evaluation mode, with the averaged weights if there are
   * any. A DataLoader is read from its first epoch, regardless of its position, so that the order is always the same.
   *
   * @returns `{ loss, accuracy, ... }` keyed by the metrics' names
   * @throws OptionError; DataError if the loader has no samples
   * @example
   * const { loss, accuracy } = await trainer.evaluate(testLoader)
   */
  async evaluate(loader: Loader): Promise<Record<string, number>> {
    checkLoader('Trainer.evaluate', loader)
    const { exclusive, evaluator } = this.#run
    return afterRanks(this.#run, () => exclusive.run('evaluate', () => evaluator.measure('Trainer.evaluate', loader)))
  }

  /**
   * Returns the model's output: forward without gradients, in evaluation mode, with the averaged weights if there are
   * any.
   *
   * @param inputs as forward takes them
   * @example
   * const classes = (trainer.predict(x) as Tensor).argmax({ dim: 1 })
   */
  predict<R = Tensor>(...inputs: readonly unknown[]): R {
    const forward = (): unknown => this.model.forward(...(inputs as never[]))
    return this.#run.evaluator.predict(forward) as R
  }

  // --- state ---

  /**
   * The whole state of the run, by name: model, optimizer, scheduler, averages, generators, the loader's place, sums of
   * an accumulation under way, history, callbacks. Tensors share memory with their owners.
   *
   * @throws OptionError when the states of the optimizer are divided over the ranks (zeroRedundancy), and in the middle
   *   of a step in the background; `snapshot` waits
   */
  stateDict(): RunState {
    this.#run.exclusive.refuse('Trainer.stateDict', 'evaluate', 'step')
    refuseDivided(this.#run)
    return this.#run.state()
  }

  /**
   * A copy of the state for later; waits for a running validation or evaluation. With zeroRedundancy it is a call of all
   * ranks, each of which gets the whole state.
   */
  async snapshot(): Promise<RunState> {
    return bringTogether(this.#run, 'all', (gathered) => copyTree(this.#run.state(gathered)) as RunState)
  }

  /** @internal A copy of what this rank has, for a callback that may roll back to it in this fit. */
  async ownSnapshot(): Promise<RunState> {
    return this.#run.exclusive.alone(() => copyTree(this.#run.state()) as RunState)
  }

  /**
   * Loads the state of a run; `fit` with `resume: true` continues from there. If it throws, nothing is changed.
   *
   * @throws CheckpointError that lists the names and shapes that do not fit
   */
  loadStateDict(state: RunState): void {
    this.#run.exclusive.refuse('Trainer.loadStateDict', 'fit', 'trial', 'evaluate')
    this.#run.apply(state)
  }

  /**
   * Writes the state of the run as a checkpoint, atomically. It is copied at once, or, while a validation within a
   * fit is under way, after it; writing happens off the main thread. In a distributed run call it on every rank: rank 0
   * writes, and outside of a fit the others wait for it.
   *
   * @param options.signal an AbortSignal: aborts and rejects with its reason
   * @param options.weights the weights under `model.`: those of 'training', or those of 'evaluation', which an
   *   ema or a schedule-free optimizer makes; a resume continues with those of training either way. Default 'training'
   * @throws CheckpointError when it cannot be written; an existing file is untouched
   * @example
   * await trainer.save('last.safetensors')
   */
  async save(path: string, options: SaveOptions = {}): Promise<void> {
    checkValue('Trainer.save', 'path', path, text)
    const { weights = 'training', ...rest } = options
    checkValue('Trainer.save', 'weights', weights, oneOf('training', 'evaluation'))
    const { exclusive, sharded } = this.#run
    const write = async (): Promise<void> => {
      // Within a fit the other ranks take part without being asked.
      if (!this.writes && (exclusive.fitting || sharded?.division == null)) return
      await bringTogether(this.#run, 'rank 0', async (gathered) => {
        if (!this.writes) return
        const state = weights === 'training' ? this.#run.state(gathered) : this.#run.evaluatedState(gathered)
        await saveCheckpoint(path, state as never, rest)
      })
    }
    // Within a fit, ranks meet after each event.
    if (sharded === null || exclusive.fitting) await write()
    else await together(sharded, 'Trainer.save', write)
  }

  /**
   * Reads a checkpoint that `save` wrote. If it throws, nothing is changed. A checkpoint written after a callback had
   * switched the optimizer needs that callback, or `setOptimizer` before: `fit` with `resume: path` and `callbacks`.
   *
   * @throws CheckpointError when it is truncated, altered, of a newer version or of another model (with the names and
   *   shapes that differ), or cannot be read
   */
  async load(path: string): Promise<void> {
    checkValue('Trainer.load', 'path', path, text)
    const refuse = (): void => this.#run.exclusive.refuse('Trainer.load', 'fit', 'trial', 'evaluate')
    refuse()
    const state = await loadCheckpoint(path)
    refuse()
    withPath(path, () => this.#run.apply(state))
  }

  /** The model as a tree, its parameters, and the memory that training takes now. */
  toString(): string {
    return describe(this)
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}
