// Training steps one by one on a run of its own, with hooks at losses and gradients. Called by stability.ts and batchSize.ts.
import { NonFiniteError } from '../errors.ts'
import { clipGradNorm } from '../optim/index.ts'
import { endless } from '../train/state.ts'
import type { StepResult, TrainStep } from '../train/step.ts'
import { yieldToEventLoop } from '../util/eventLoop.ts'
import type { Built } from './experiment.ts'
import type { Session } from './session.ts'

/** What happens around the steps. */
export interface StepHooks {
  /** Optimizer steps. */
  readonly steps?: number | undefined
  /** Seconds of steps, the waiting for batches included. */
  readonly seconds?: number | undefined
  /** Clips the gradients to this norm. */
  readonly maxNorm?: number | undefined
  /** Runs a step, such as under watchers; step counts from 1. */
  around?<R>(step: number, body: () => R): R
  /** Before clipping and the optimizer's step. */
  onGradients?(step: number): void
  /** After a batch whose gradients made a step. */
  onStep?(step: number): void
}

/** Steps that were made. */
export interface WatchedRun {
  /** The mean loss of each optimizer step. */
  readonly losses: readonly number[]
  readonly samples: number
  readonly seconds: number
  /** The step whose loss or gradients were not finite, where the run ended; 0 if there was none. */
  readonly diverged: number
  /** Whether budget or signal ended it. */
  readonly stopped: boolean
}

/** Trains a run; what it was before comes back at its end. Schedules by epoch do not advance. */
export async function watchedRun(session: Session, call: string, built: Built, hooks: StepHooks): Promise<WatchedRun> {
  const { trainer, train } = built
  return await trainer.dryRun(call, train, async (run) => {
    const { step, meter } = run
    // A trial has no scheduler.
    step.use(run.setup)
    const batches = endless(call, train)
    try {
      const loop = new Loop(step, hooks, (batch, last) => run.tryBatch(batch, last))
      while (!loop.done && !session.stopped) {
        const { batch, last } = (await batches.next()).value
        loop.batch(batch, last)
        if (last) meter.reset()
        await yieldToEventLoop()
      }
      return loop.result()
    } finally {
      await batches.return(undefined as never)
    }
  })
}

class Loop {
  readonly #step: TrainStep
  readonly #hooks: StepHooks
  readonly #run: (batch: unknown, last: boolean) => StepResult
  readonly #most: number
  readonly #losses: number[] = []
  readonly #began = performance.now()
  #seconds = 0
  #sum = 0
  #batches = 0
  #all = 0
  #samples = 0
  #diverged = 0

  constructor(step: TrainStep, hooks: StepHooks, run: (batch: unknown, last: boolean) => StepResult) {
    this.#step = step
    this.#hooks = hooks
    this.#run = run
    // Batches that are left out make no step.
    this.#most = (hooks.steps ?? Number.POSITIVE_INFINITY) * step.accumulator.steps
    step.onGradients = () => {
      hooks.onGradients?.(this.#next)
      if (hooks.maxNorm !== undefined) clipGradNorm(step.parameters(), { maxNorm: hooks.maxNorm })
      return undefined
    }
  }

  get #next(): number {
    return this.#losses.length + 1
  }

  get done(): boolean {
    const { steps = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = this.#hooks
    this.#seconds = (performance.now() - this.#began) / 1e3
    return this.#diverged > 0 || this.#losses.length >= steps || this.#all >= this.#most || this.#seconds >= seconds
  }

  batch(batch: unknown, last: boolean): void {
    const step = this.#next
    this.#all++
    try {
      const body = (): StepResult => this.#run(batch, last)
      const { loss, updated, skipped, samples } = this.#hooks.around?.(step, body) ?? body()
      this.#samples += samples
      if (skipped) return
      this.#sum += loss
      this.#batches++
      if (!updated) return
      this.#losses.push(this.#sum / this.#batches)
      this.#sum = this.#batches = 0
      this.#hooks.onStep?.(step)
    } catch (error) {
      if (!(error instanceof NonFiniteError)) throw error
      this.#diverged = step
      this.#step.dropGradients()
    }
  }

  result(): WatchedRun {
    const stopped = !this.done
    const [losses, samples, seconds, diverged] = [this.#losses, this.#samples, this.#seconds, this.#diverged]
    return { losses, samples, seconds, diverged, stopped }
  }
}
