// The argument of an objective, and the record of a trial. Called by search.ts, and by workers.ts for its side of a
// thread.
import type { ModuleUrl } from '../data/loaderOptions.ts'
import { OptionError, ThalwegError } from '../errors.ts'
import { show } from '../util/options.ts'
import type { Params, Space } from './space.ts'

/**
 * Thrown by `trial.report` when the trial is not worth continuing. An objective lets it propagate (or cleans up and
 * rethrows it); the search records the trial as pruned.
 */
export class TrialPruned extends ThalwegError {
  constructor(message: string) {
    super('ERR_PRUNED', message)
  }
}

/** An AbortSignal. (Spelled out, because the name is known only where the types of Node or of the DOM are.) */
export interface Signal {
  readonly aborted: boolean
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** A trial under way, as its objective sees it. */
export interface Trial {
  /** The number of the trial, from 0. */
  readonly number: number
  /**
   * A whole number below 2^32 that depends on the search's seed and the trial's number. The default generator of
   * tensors has been seeded with it; give it to loaders and Trainers.
   */
  readonly seed: number
  /** With method 'halving' the largest step that it may report, else Infinity. */
  readonly budget: number
  /** The search's signal; undefined without one, and in worker threads, which are terminated from outside. */
  readonly signal?: Signal
  /**
   * Reports how good the trial is so far.
   *
   * @param step a whole number > the one reported before, such as an epoch
   * @param value the objective's current value; NaN is worse than everything
   * @throws TrialPruned when the trial should end here
   */
  report(step: number, value: number): void
}

/** The function to minimize or maximize. */
export type Objective<S extends Space = Space> = (params: Params<S>, trial: Trial) => number | Promise<number>

/** The path or the URL of an objective's module. */
export type ModuleAddress = string | ModuleUrl

/** A trial that has ended. */
export interface FinishedTrial<S extends Space = Space> {
  readonly number: number
  readonly state: 'complete' | 'pruned' | 'failed'
  readonly params: Params<S>
  /** What the objective returned; of a pruned trial the last one reported; null where there is none. */
  readonly value: number | null
  /** Steps and values, as reported. */
  readonly reports: readonly (readonly [step: number, value: number])[]
  readonly seconds: number
  /** Of a failed one. */
  readonly error?: string
}

/** The reports of one trial under way. */
export class Reports {
  readonly list: [number, number][] = []
  readonly #number: number
  readonly #prunes: (reports: readonly (readonly [number, number])[]) => boolean

  constructor(number: number, prunes: (reports: readonly (readonly [number, number])[]) => boolean) {
    this.#number = number
    this.#prunes = prunes
  }

  add(step: unknown, value: unknown): void {
    const last = this.list.at(-1)?.[0] ?? -1
    if (!Number.isSafeInteger(step) || (step as number) <= last) {
      throw new OptionError(`trial.report: expected step to be a whole number > ${last} but received ${show(step)}`)
    }
    if (typeof value !== 'number') {
      throw new OptionError(`trial.report: expected value to be a number but received ${show(value)}`)
    }
    this.list.push([step as number, value])
    if (this.#prunes(this.list)) {
      throw new TrialPruned(`trial ${this.#number} is pruned at step ${String(step)}`)
    }
  }
}
