// A run, owned by one Trainer: trained state, position, history, loader and callbacks; starting, resuming, rolling
// back. loop.ts advances it, trainer.ts is its public face.
import { randomUUID } from 'node:crypto'
import { scope } from '../autograd/scope.ts'
import { loadCheckpoint } from '../checkpoint/index.ts'
import { CheckpointError, OptionError, ThalwegError } from '../errors.ts'
import { mismatch } from '../util/options.ts'
import { runInBackground } from './background.ts'
import { CallbackList } from './callbackList.ts'
import { agreeOnStart } from './distributed/agreement.ts'
import { complete, type Gathered } from './distributed/division.ts'
import { Sharded } from './distributed/sharded.ts'
import { Evaluator, Meter } from './evaluate.ts'
import type { EndReason, FitOptions, Loader } from './events.ts'
import { Exclusive } from './exclusive.ts'
import { dropRow, emptyHistory, type History } from './history.ts'
import { RunLog } from './loggers/runLog.ts'
import type { CheckedOptions, FitPlan } from './options.ts'
import {
  bookmark,
  checkRunState,
  copyTree,
  learnedState,
  loaderState,
  misfit,
  type Position,
  type RunState,
  remember,
  seek,
  setLearned,
  type Weights
} from './state.ts'
import { type OptimizerSetup, type StepResult, TrainStep } from './step.ts'
import type { Trainer } from './trainer.ts'

const start = (): Position => ({ run: randomUUID(), epoch: 0, batch: 0, step: 0, seconds: 0 })

export class Run {
  readonly exclusive = new Exclusive()
  readonly step: TrainStep
  readonly meter: Meter
  readonly evaluator: Evaluator
  /** How batches are cut into shards; null for a run of this process alone. */
  readonly sharded: Sharded | null
  /** The optimizer that runs begin with; callbacks may switch to another one. */
  setup: OptimizerSetup
  position: Position = start()
  history: History = emptyHistory()
  /** The training loader; null before the first fit. */
  loader: Loader | null = null
  callbacks = new CallbackList([])
  /** Receives values for the loggers. */
  log: RunLog | null = null
  /** Why the fit shall end after the current step. */
  endReason: EndReason | null = null
  /** The state to roll back to before the next step. */
  rollBackTo: RunState | null = null
  readonly #trainer: Trainer
  // The loader's position after the last batch that was trained on.
  #data: unknown = null
  // The weights that a resume continues with, while the model holds others.
  #continueWith: Weights | null = null

  constructor(trainer: Trainer, options: CheckedOptions) {
    this.#trainer = trainer
    this.step = new TrainStep(options)
    this.meter = new Meter(options.metrics ?? [])
    this.sharded = options.distributed === undefined ? null : new Sharded(options.distributed, this.step)
    this.evaluator = new Evaluator(this.step, this.meter, this.sharded)
    this.setup = this.step.setup
  }

  // --- beginning ---

  /** Starts a new run, or restores the one that is resumed. */
  async begin(call: string, loader: Loader, options: FitOptions, plan: FitPlan): Promise<void> {
    if (this.sharded === null) return this.#begin(call, loader, options, plan)
    let failure: unknown = null
    try {
      await this.#begin(call, loader, options, plan)
    } catch (error) {
      failure = error
    }
    await agreeOnStart(this, this.sharded, plan, failure)
  }

  async #begin(call: string, loader: Loader, options: FitOptions, plan: FitPlan): Promise<void> {
    const { resume, callbacks = [], signal } = options
    this.endReason = null
    this.rollBackTo = null
    signal?.throwIfAborted()
    const loggers = [...(options.loggers ?? []), ...callbacks.flatMap(({ logger }) => logger ?? [])]
    const log =
      !this.writes || (options.loggers === undefined && loggers.length === 0)
        ? null
        : new RunLog({ ...options, loggers })
    const list = new CallbackList(log === null ? callbacks : [log, ...callbacks], call)
    const state = typeof resume === 'string' ? await loadCheckpoint(resume) : null
    await this.exclusive.alone(() => {
      this.loader = loader
      if (typeof resume === 'string') withPath(resume, () => this.apply(state, list, call))
      else if (resume) this.#continue(list, call)
      else this.#fresh(list)
      if (resume) this.#dropPartialRow(plan)
      this.log = log
      this.step.onLoss = list.losses(this.#trainer)
      this.step.onGradients = list.gradients(this.#trainer)
      this.step.onPhase = list.phases(this.#trainer)
      if (!this.step.model.training) this.step.model.train()
    })
  }

  #fresh(list: CallbackList): void {
    this.step.use(this.setup)
    this.position = start()
    this.#data = loaderState(this.loader!)
    this.#continueWith = null
    this.history = emptyHistory()
    this.meter.reset()
    this.step.dropGradients()
    this.callbacks = list
  }

  // From the current state. Callbacks that had switched the optimizer may be new objects, which create it again.
  #continue(list: CallbackList, call: string): void {
    const { step } = this
    const was = step.setup
    const learned = { ...learnedState(this), ...this.#continueWith }
    const state = copyTree(learned) as typeof learned
    step.use(this.setup)
    try {
      list.setStates(this.callbacks.states(), this.#trainer, call)
      if (step.setup !== was || this.#continueWith !== null) setLearned(this, state)
    } catch (error) {
      step.use(was)
      throw misfit(call, error)
    }
    this.callbacks = list
    this.#continueWith = null
    sayChanges(call, seek(call, this.loader!, this.#data, this.position))
  }

  /**
   * Loads a state for these callbacks: all of it or, if it throws, nothing. During a fit (`call`) also for its loader,
   * and with the weights that training continues from.
   */
  apply(
    given: unknown,
    list = CallbackList.remembered((given as RunState | null)?.callbacks ?? {}),
    call: string | null = null
  ): void {
    checkRunState('Trainer.loadStateDict', given)
    checkShards(given.shards, this.sharded?.shards)
    const { step, loader } = this
    const { trainingModel, continueWith = null, ...state } = given
    const learned = {
      ...state,
      model: trainingModel ?? state.model,
      ...(call === null ? null : continueWith)
    }
    const atBoundary = state.position.batch === 0
    const back = call === null ? null : bookmark(loader!)
    const was = step.setup
    const states = list.states()
    const changes: string[] = []
    step.use(this.setup)
    try {
      list.setStates(state.callbacks, this.#trainer, call)
      // After the callbacks, one of which may set the batch size; before the weights, because it may throw.
      if (call !== null) changes.push(...seek(call, loader!, state.data, state.position))
      setLearned(this, learned, atBoundary)
    } catch (error) {
      list.setStates(states, this.#trainer)
      back?.()
      step.use(was)
      throw misfit('Trainer.loadStateDict', error)
    }
    if (atBoundary) changes.push(...metricChanges(state.metrics, this.meter))
    changes.push(...sumChanges(state.reduceDtype, this.sharded))
    this.position = { ...state.position, run: state.position.run ?? randomUUID() }
    // Before its first row a run of an earlier version had no columns.
    this.history = state.history.step === undefined ? emptyHistory() : structuredClone(state.history)
    this.#data = state.data
    this.#continueWith = call === null ? (copyTree(continueWith) as Weights | null) : null
    this.callbacks = list
    sayChanges(call ?? 'Trainer.loadStateDict', changes)
  }

  // A row for a partial epoch, written when the fit ended inside it.
  #dropPartialRow(plan: FitPlan): void {
    const { epoch, batch, step } = this.position
    if (batch > 0 && !plan.validates('steps', step)) dropRow(this.history, epoch + 1, step)
  }

  /** Whether this process writes files: of several ranks, rank 0. */
  get writes(): boolean {
    return this.sharded === null || this.sharded.world.rank === 0
  }

  // --- progress ---

  /** A batch is done, or an epoch has ended: the loader is at the run's position. */
  atLoader(): void {
    this.#data = loaderState(this.loader!)
  }

  /** The loader's position after the last batch that was trained on. */
  placeOfLoader(): unknown {
    return this.#data
  }

  /** Why the fit ends here, null if it continues. */
  reason(plan: FitPlan): EndReason | null {
    const { epoch, step, seconds } = this.position
    if (this.endReason !== null) return this.endReason
    if (epoch >= plan.epochs) return 'epochs'
    if (step >= plan.steps) return 'steps'
    return seconds >= plan.timeLimit ? 'timeLimit' : null
  }

  /** Rolls back to the state that a callback asked for. */
  rollBack(call: string, plan: FitPlan): void {
    const state = this.rollBackTo!
    this.rollBackTo = null
    this.apply(state, this.callbacks, call)
    this.sharded?.division?.keepOwn(this.step)
    this.#dropPartialRow(plan)
  }

  /** Sets the batch size of the coming epochs. */
  setBatchSize(batchSize: number): void {
    const loader = this.loader as { setBatchSize?: (batchSize: number) => void } | null
    if (typeof loader?.setBatchSize !== 'function') {
      throw mismatch('Trainer.setBatchSize', 'the loader', 'one with setBatchSize(), such as a DataLoader', loader)
    }
    loader.setBatchSize(batchSize)
    // Between epochs the loader is at the run's position.
    this.atLoader()
  }

  /** Gives the model other weights to use and save; a resume continues with its former ones. */
  exchangeWeights(weights: Weights): void {
    const { model, ema, optimizer } = learnedState(this)
    const had = { model, ...(weights.ema ? { ema } : {}), ...(weights.optimizer ? { optimizer } : {}) }
    this.#continueWith ??= copyTree(had) as Weights
    const { step } = this
    step.model.loadStateDict(weights.model)
    if (weights.ema) step.averaged?.loadStateDict(weights.ema)
    if (weights.optimizer) step.optimizer.loadStateDict(weights.optimizer)
  }

  // --- trials ---

  /**
   * Takes the turn for steps that leave no trace, without callbacks and scheduler. The returned function restores
   * everything, to the bit: weights, optimizer, averages, generators, gradients, modes, the loader's place.
   */
  async enterTrial(call: string, loader: Loader): Promise<() => void> {
    if (this.exclusive.reading) {
      throw new OptionError(
        `${call}: expected no epoch to be under way; a callback can call it in onFitStart and onEpoch`
      )
    }
    const leave = await this.exclusive.enter('trial')
    const { step, setup: first } = this
    const { onLoss, onGradients, onPhase, setup } = step
    const undo: ((() => void) | null)[] = [leave]
    try {
      undo.push(bookmark(loader), remember(this), () => {
        this.setup = first
        step.use(setup)
        step.onLoss = onLoss
        step.onGradients = onGradients
        step.onPhase = onPhase
      })
      step.onLoss = null
      step.onGradients = null
      step.onPhase = null
      step.dropGradients()
      // A schedule may end before the trial does.
      step.use({ ...setup, scheduler: undefined })
      if (!step.model.training) step.model.train()
    } catch (error) {
      inReverse(undo)
      throw error
    }
    return () => inReverse(undo)
  }

  /** Trains on a batch without counting it as one of the run: in a trial. */
  async tryOne(batch: unknown, last: boolean): Promise<StepResult> {
    if (this.sharded !== null) return this.#tryShards(this.sharded, batch, last)
    if (!this.step.inBackground) return this.tryBatch(batch, last)
    return runInBackground(this.step, batch, last, (result, output) => {
      if (output !== null) this.meter.count(result.loss, output)
      return result
    })
  }

  async #tryShards(sharded: Sharded, batch: unknown, last: boolean): Promise<StepResult> {
    const { result, facts } = await sharded.learn(this.step, this.meter, batch, last)
    this.meter.countShards(facts)
    return result
  }

  /** The same for a dry run, which measures. */
  tryBatch(batch: unknown, last: boolean): StepResult {
    return scope(() => {
      const { result, output } = this.step.run(batch, last)
      if (output !== null) this.meter.count(result.loss, output)
      return result
    })
  }

  // --- state ---

  /**
   * Everything that a resume needs; tensors share memory with their owners.
   *
   * @param gathered what the ranks have, where the states of the optimizer are divided; null for this rank's part
   */
  state(gathered: Gathered | null = null): RunState {
    const state = {
      ...learnedState(this),
      ...(this.sharded === null ? {} : { shards: this.sharded.shards }),
      ...(this.sharded?.reduceDtype === 'bfloat16' ? { reduceDtype: this.sharded.reduceDtype } : {}),
      ...(this.#continueWith === null ? {} : { continueWith: this.#continueWith }),
      position: { ...this.position },
      history: structuredClone(this.history),
      data: this.#data,
      callbacks: this.callbacks.states()
    }
    return complete(state, gathered)
  }

  /** The same, but `model` holds the weights that evaluate uses. */
  evaluatedState(gathered: Gathered | null = null): RunState {
    const state = this.state(gathered)
    if (this.step.averaged === null && this.step.optimizer.evalWeights === undefined) return state
    const model = this.evaluator.with(() => copyTree(this.step.model.stateDict())) as RunState['model']
    return { ...state, model, trainingModel: state.model }
  }
}

// The number of shards decides the bits of a run.
function checkShards(saved: number | undefined, own: number | undefined): void {
  if (saved === own) return
  const words = (n: number | undefined): string => (n === undefined ? 'without distributed' : `with shards: ${n}`)
  throw new CheckpointError(
    `Trainer.loadStateDict: expected a run ${words(own)} but the state is of one ${words(saved)}; give the Trainer the same`
  )
}

// Undoes in reverse order; a failure does not prevent the others.
function inReverse(undo: ((() => void) | null)[]): void {
  const each = undo.pop()
  try {
    each?.()
  } finally {
    if (undo.length > 0) inReverse(undo)
  }
}

function metricChanges(saved: RunState['metrics'], { metrics }: Meter): string[] {
  const names = metrics.map(({ name }) => name)
  const added = names.filter((name) => !Object.hasOwn(saved, name)).map((name) => `metric ${name} is new`)
  return [...added, ...Object.keys(saved).flatMap((name) => (names.includes(name) ? [] : [`metric ${name} is gone`]))]
}

function sumChanges(saved: RunState['reduceDtype'], sharded: Sharded | null): string[] {
  if (sharded === null || (saved ?? 'float32') === sharded.reduceDtype) return []
  return [`reduceDtype is '${sharded.reduceDtype}' and was '${saved ?? 'float32'}'`]
}

function sayChanges(call: string, changes: readonly string[]): void {
  if (changes.length === 0) return
  process.emitWarning(`${call}: the run continues with other settings than it had: ${changes.join(', ')}`, {
    code: 'THALWEG_RESUME'
  })
}

/** Adds the file to errors of a state that came from one. */
export function withPath(path: string, body: () => void): void {
  try {
    body()
  } catch (error) {
    if (!(error instanceof ThalwegError)) throw error
    throw new CheckpointError(`Trainer.load: ${path}: ${error.message}`, { cause: error })
  }
}
