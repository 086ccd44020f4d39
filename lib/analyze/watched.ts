// Training steps one by one, with hooks around them and at the gradients. Called by stability.ts.
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
  readonly steps: number
  /** Clips the gradients to this norm. */
  readonly maxNorm?: number | undefined
  /** Runs a step, such as under watchers; step counts from 1. */
  around?(step: number, body: () => StepResult): StepResult
  /** Before clipping and the optimizer's step. */
  onGradients?(step: number): void
  /** After a batch whose gradients made a step. */
  onStep?(step: number): void
}

/** Steps that were made. */
export interface WatchedRun {
  /** The mean loss of each optimizer step. */
  readonly losses: readonly number[]
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
  #sum = 0
  #batches = 0
  #all = 0
  #diverged = 0

  constructor(step: TrainStep, hooks: StepHooks, run: (batch: unknown, last: boolean) => StepResult) {
    this.#step = step
    this.#hooks = hooks
    this.#run = run
    // Batches that are left out make no step.
    this.#most = hooks.steps * step.accumulator.steps
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
    return this.#diverged > 0 || this.#losses.length >= this.#hooks.steps || this.#all >= this.#most
  }

  batch(batch: unknown, last: boolean): void {
    const step = this.#next
    this.#all++
    try {
      const body = (): StepResult => this.#run(batch, last)
      const { loss, updated, skipped } = this.#hooks.around?.(step, body) ?? body()
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
    const seconds = (performance.now() - this.#began) / 1e3
    return { losses: this.#losses, seconds, diverged: this.#diverged, stopped }
  }
}
