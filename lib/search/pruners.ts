// Pruners: decide whether a trial is worth continuing, from its reports and those of others. Called by search.ts.
import type { FinishedTrial } from './trial.ts'

type Reports = readonly (readonly [step: number, value: number])[]

export interface Pruner {
  /** Whether the trial should end after its last report. */
  prunes(reports: Reports): boolean
  /** A trial of an earlier process. */
  remember(trial: FinishedTrial): void
  /** A trial has ended. */
  finish(trial: FinishedTrial): void
}

export const noPruner: Pruner = { prunes: () => false, remember: () => undefined, finish: () => undefined }

/** Smaller is better here, NaN the worst. */
const cost = (value: number, sign: number): number => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value)

/**
 * The median rule (Golovin et al. 2017, "Google Vizier", section 3.2.2, with the values themselves): a trial ends when
 * the best it has reported is worse than the median of what the complete trials had reported at the same step.
 */
export class MedianPruner implements Pruner {
  readonly #complete: FinishedTrial[] = []
  readonly #sign: number
  readonly #trials: number
  readonly #steps: number

  /** @param trials complete trials, and @param steps steps, before which nothing is pruned */
  constructor(sign: number, trials: number, steps: number) {
    this.#sign = sign
    this.#trials = trials
    this.#steps = steps
  }

  prunes(reports: Reports): boolean {
    const [step] = reports.at(-1)!
    if (this.#complete.length < this.#trials || step <= this.#steps) return false
    const others = this.#complete
      .flatMap((trial) => trial.reports.filter(([s]) => s === step).map(([, value]) => cost(value, this.#sign)))
      .sort((a, b) => a - b)
    if (others.length === 0) return false
    const [low, high] = [others[(others.length - 1) >> 1]!, others[others.length >> 1]!]
    const best = Math.min(...reports.map(([, value]) => cost(value, this.#sign)))
    return best > (low === high ? low : (low + high) / 2) || best === Number.POSITIVE_INFINITY
  }

  finish(trial: FinishedTrial): void {
    if (trial.state === 'complete') this.#complete.push(trial)
  }

  remember(trial: FinishedTrial): void {
    this.finish(trial)
  }
}

/**
 * Asynchronous successive halving (Li et al. 2018, "A system for massively parallel hyperparameter tuning", the form
 * that stops trials instead of pausing them): at minBudget, minBudget * reduction, ... steps a trial continues only if
 * it is among the best 1 / reduction of those that have reached it.
 */
export class HalvingPruner implements Pruner {
  readonly #sign: number
  readonly #rungs: readonly number[]
  readonly #reduction: number
  readonly #costs: number[][]

  constructor(sign: number, minBudget: number, maxBudget: number, reduction: number) {
    this.#sign = sign
    this.#reduction = reduction
    const rungs: number[] = []
    for (let budget = minBudget; budget < maxBudget; budget *= reduction) rungs.push(budget)
    this.#rungs = rungs
    this.#costs = rungs.map(() => [])
  }

  prunes(reports: Reports): boolean {
    const now = this.#reached(reports.at(-1)!)
    const before = reports.length > 1 ? this.#reached(reports.at(-2)!) : -1
    // Several rungs at once when a trial reports seldom: the highest decides.
    let goesOn = true
    for (let rung = before + 1; rung <= now; rung++) goesOn = this.#arrive(rung, reports.at(-1)![1])
    return !goesOn
  }

  #reached([step]: readonly [number, number]): number {
    return this.#rungs.filter((budget) => step >= budget).length - 1
  }

  #arrive(rung: number, value: number): boolean {
    const costs = this.#costs[rung]!
    const own = cost(value, this.#sign)
    costs.push(own)
    const places = Math.max(1, Math.floor(costs.length / this.#reduction))
    return own < Number.POSITIVE_INFINITY && costs.filter((other) => other < own).length < places
  }

  remember({ reports }: FinishedTrial): void {
    for (let k = 1; k <= reports.length; k++) this.prunes(reports.slice(0, k))
  }

  finish(): void {}
}
