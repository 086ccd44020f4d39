// The training loop: epochs, and in each of them fetch, forward, backward, clip, step, count, notify. Called by
// Trainer.fit and Trainer.stream. What one batch does to the model is in step.ts; what the run is made of, in run.ts.
import { scope } from '../autograd/scope.ts'
import { DataError } from '../errors.ts'
import { eventLoopWaits, yieldToEventLoop } from '../util/eventLoop.ts'
import { flushInBackground, runInBackground } from './background.ts'
import { agree } from './distributed/agreement.ts'
import type { Sharded } from './distributed/sharded.ts'
import type { FitOptions, Loader, RollBackEvent, Row, StepEvent, TrainEvent } from './events.ts'
import { addRow, named } from './history.ts'
import { checkFit, type FitPlan, nothingToDo } from './options.ts'
import type { Run } from './run.ts'
import { stepAfterEpoch, stepAfterMeasuring } from './schedule.ts'
import type { BatchOutput, StepResult } from './step.ts'
import type { Trainer } from './trainer.ts'

type Learned = { readonly result: StepResult } & Readonly<Pick<StepEvent, 'learningRate' | 'stepSeconds'>>
type Events<E extends TrainEvent = TrainEvent, R = void> = AsyncGenerator<E, R>

export class TrainLoop {
  readonly #call: string
  readonly #trainer: Trainer
  readonly #run: Run
  readonly #loader: Loader
  readonly #options: FitOptions
  readonly #plan: FitPlan
  readonly #streams: boolean
  // The start of the run as if it had never been interrupted, in seconds of this process's clock.
  #began = 0

  /** @param streams whether somebody waits for the event of every step */
  constructor(call: string, trainer: Trainer, run: Run, loader: Loader, options: FitOptions, streams: boolean) {
    this.#streams = streams
    this.#plan = checkFit(call, loader, options)
    this.#call = call
    this.#trainer = trainer
    this.#run = run
    this.#loader = loader
    this.#options = options
  }

  /** All events of a fit, each after the callbacks have seen it. */
  async *events(): Events {
    const run = this.#run
    const plan = this.#plan
    run.exclusive.beginFit(this.#call)
    try {
      await run.begin(this.#call, this.#loader, this.#options, plan)
      this.#began = now() - run.position.seconds
      const resumed = this.#options.resume !== undefined
      if (resumed) nothingToDo(this.#call, plan, run.position)
      yield* this.#tell({ type: 'fitStart', ...this.#place(), resumed, ...plan.shown })
      while (run.rollBackTo !== null || run.reason(plan) === null) {
        if (run.rollBackTo !== null) yield* this.#tell(await this.#rollBack())
        else if (yield* this.#epoch()) yield* this.#endEpoch()
      }
      if (run.position.batch > 0) {
        await run.exclusive.run('evaluate', () => this.#record(plan.validation !== undefined))
      }
      yield* this.#tell({ type: 'fitEnd', ...this.#place(), reason: run.reason(plan)!, history: run.history })
    } catch (error) {
      await run.sharded?.tell(error)
      await this.#failAll(error)
      throw error
    } finally {
      run.sharded?.division?.requests.close()
      run.step.onLoss = null
      run.step.onGradients = null
      run.step.onPhase = null
      run.exclusive.endFit()
    }
  }

  // The remaining batches of an epoch. Returns whether all were read.
  async *#epoch(): Events<StepEvent, boolean> {
    const run = this.#run
    const { signal } = this.#options
    run.exclusive.reading = true
    try {
      let asked = performance.now()
      for await (const batch of this.#loader) {
        if (run.sharded === null) signal?.throwIfAborted()
        const dataSeconds = (performance.now() - asked) / 1000
        // The step waits while an evaluation from outside has the turn. Small steps would take longer to await than to do.
        const learning = this.#learn(batch)
        const learned = learning instanceof Promise ? await learning : learning
        const event: { metrics?: Row } & StepEvent = stepEvent(run.position, learned, dataSeconds)
        if (this.#validates(learned)) {
          event.metrics = await run.exclusive.run('evaluate', () => this.#record(true, learned.learningRate))
        }
        run.position.seconds = now() - this.#began
        const telling = this.#tellAbout(event)
        if (telling !== undefined) await telling
        if (this.#streams) yield event
        if (run.sharded === null) signal?.throwIfAborted()
        // The last batch of an epoch ends it first.
        const last = run.position.batch === this.#loader.length
        if (run.rollBackTo !== null || (run.reason(this.#plan) !== null && !last)) return false
        if (eventLoopWaits()) await yieldToEventLoop()
        asked = performance.now()
      }
      return true
    } finally {
      run.exclusive.reading = false
    }
  }

  // Forward, backward, clip, step; then the batch counts as done, even if the metrics fail.
  #learn(batch: unknown): Learned | Promise<Learned> {
    const { step, meter, position, exclusive, sharded } = this.#run
    if (sharded !== null) return this.#learnShards(sharded, batch)
    const last = position.batch + 1 === this.#loader.length
    const count = (result: StepResult, output: BatchOutput | null): StepResult => {
      position.batch++
      if (result.updated) position.step++
      this.#run.atLoader()
      if (output !== null) meter.count(result.loss, output)
      return result
    }
    const timed = (result: StepResult, learningRate: number, began: number): Learned => {
      return { result, learningRate, stepSeconds: (performance.now() - began) / 1000 }
    }
    if (step.inBackground) {
      return exclusive.run('step', async () => {
        const [learningRate, began] = [this.#learningRate, performance.now()]
        return timed(await runInBackground(step, batch, last, count), learningRate, began)
      })
    }
    const learn = (): Learned => {
      const learningRate = this.#learningRate
      const began = performance.now()
      let counted: StepResult | undefined
      // Nothing is returned that the scope would have to look through for tensors.
      scope(() => {
        const { result, output } = step.run(batch, last)
        counted = count(result, output)
      })
      return timed(counted!, learningRate, began)
    }
    return exclusive.isFree ? learn() : exclusive.alone(learn)
  }

  async #learnShards(sharded: Sharded, batch: unknown): Promise<Learned> {
    const { step, meter, position, exclusive } = this.#run
    return exclusive.run('step', async () => {
      const learningRate = this.#learningRate
      const began = performance.now()
      const last = position.batch + 1 === this.#loader.length
      const { result, facts } = await sharded.learn(step, meter, batch, last)
      position.batch++
      if (result.updated) position.step++
      this.#run.atLoader()
      meter.countShards(facts)
      return { result, learningRate, stepSeconds: (performance.now() - began) / 1000 }
    })
  }

  #flush(): boolean | Promise<boolean> {
    const { step, sharded } = this.#run
    if (sharded !== null) return sharded.flush(step)
    return step.inBackground ? flushInBackground(step) : scope(() => step.flush())
  }

  get #learningRate(): number {
    return this.#run.step.optimizer.paramGroups[0]!.lr
  }

  // --- measuring ---

  #validates({ result }: Learned): boolean {
    return result.updated && this.#plan.validates('steps', this.#run.position.step)
  }

  async *#endEpoch(): Events {
    const { exclusive, position, meter } = this.#run
    const validates = this.#plan.validation !== undefined
    if (position.batch === 0) {
      throw new DataError('Trainer: expected at least one batch in an epoch but the loader gave none')
    }
    const metrics = await exclusive.run('evaluate', async () => {
      // Only if the loader did not report its length.
      const flushed = await this.#flush()
      if (flushed) position.step++
      const row = await this.#record(this.#plan.validates('epochs', position.epoch + 1))
      stepAfterEpoch(this.#run, validates, row)
      position.epoch++
      position.batch = 0
      meter.reset()
      this.#run.atLoader()
      return row
    })
    yield* this.#tell({ type: 'epoch', ...this.#place(), metrics })
  }

  // Measures, and adds a row to the history.
  async #record(validates: boolean, learningRate = this.#learningRate): Promise<Row> {
    const { position, meter, evaluator, history } = this.#run
    const { validation } = this.#plan
    const train = named('train', meter.results())
    const val =
      validates && validation !== undefined ? named('val', await evaluator.measure(this.#call, validation)) : {}
    const row = { epoch: position.epoch + 1, step: position.step, ...train, ...val, learningRate }
    addRow(history, row)
    stepAfterMeasuring(this.#run, validation !== undefined, row)
    return row
  }

  // --- notifying ---

  async #rollBack(): Promise<RollBackEvent> {
    const run = this.#run
    const placeOf = ({ epoch, batch, step } = run.position): RollBackEvent['from'] => ({ epoch, batch, step })
    const from = placeOf()
    await run.exclusive.alone(() => run.rollBack(this.#call, this.#plan))
    return { type: 'rollBack', ...placeOf(), from }
  }

  #place(): { epoch: number; step: number } {
    const { epoch, step } = this.#run.position
    return { epoch, step }
  }

  async *#tell<E extends TrainEvent>(event: E): Events<E> {
    await this.#tellAbout(event)
    yield event
  }

  // To the callbacks; there is something to wait for only where one of them is asynchronous.
  #tellAbout(event: TrainEvent): Promise<void> | undefined {
    const { callbacks, sharded } = this.#run
    return sharded === null ? callbacks.tell(event, this.#trainer) : this.#tellAll(event, sharded)
  }

  // What one rank's callbacks or its signal decide holds for all.
  async #tellAll(event: TrainEvent, sharded: Sharded): Promise<void> {
    let failure: unknown = null
    sharded.division?.requests.open()
    try {
      await this.#run.callbacks.tell(event, this.#trainer)
      if (event.type === 'step') this.#options.signal?.throwIfAborted()
    } catch (error) {
      failure = error
    }
    await agree(this.#run, sharded, event.type === 'epoch', failure)
  }

  // Rank 0 may save what the run has reached: then all ranks, which all have failed, bring it together.
  async #failAll(error: unknown): Promise<void> {
    const { callbacks, sharded } = this.#run
    const requests = sharded?.division?.requests
    requests?.open()
    await callbacks.fail(error, this.#trainer)
    await requests?.settle({}).catch(() => undefined)
  }
}

// Without spreads, which cost more than all else around a small step.
function stepEvent(
  { epoch, batch, step }: Run['position'],
  { result, learningRate, stepSeconds }: Learned,
  dataSeconds: number
): StepEvent {
  const { loss, samples, updated, skipped, gradNorm } = result
  const type = 'step'
  const now = epoch + 1
  if (gradNorm === undefined) {
    return { type, epoch: now, batch, step, loss, samples, updated, skipped, learningRate, stepSeconds, dataSeconds }
  }
  const norm = { type, epoch: now, batch, step, loss, samples, updated, skipped, gradNorm } as const
  return Object.assign(norm, { learningRate, stepSeconds, dataSeconds })
}

const now = (): number => performance.now() / 1000
