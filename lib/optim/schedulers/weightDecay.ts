// A scheduler of the weight decay, independent of the learning rate's.
import { OptionError } from '../../errors.ts'
import { checkOptions, required } from '../../util/options.ts'
import { type Schedule, schedule } from '../schedules/anneal.ts'
import { checkState, perGroup, type Scheduled } from './base.ts'

/** Options of WeightDecayScheduler. */
export interface WeightDecaySchedulerOptions {
  /** From the step to a factor of each group's weight decay: any schedule of thalweg/schedules, or a function. */
  schedule: Schedule
}

/** The state of a WeightDecayScheduler: plain JSON. */
export interface WeightDecayState {
  lastEpoch: number
  bases: number[]
}

interface DecayGroup {
  weightDecay: number
}

/**
 * Sets the weight decay of every group to its first value times a function of the step; groups without decay keep 0.
 * Vision transformers raise it by a cosine wave (Caron et al. 2021, https://arxiv.org/abs/2104.14294, section 3.2).
 *
 * @throws OptionError when the groups have no weight decay
 * @example
 * const decay = new WeightDecayScheduler(optimizer, { schedule: (epoch) => 1 + 9 * Math.min(1, epoch / 100) })
 * decay.step() // after every epoch
 */
export class WeightDecayScheduler {
  readonly optimizer: Scheduled
  /** How many times `step` was called. */
  lastEpoch = 0
  #bases: number[]
  readonly #schedule: Schedule

  constructor(optimizer: Scheduled, options: WeightDecaySchedulerOptions) {
    checkOptions('WeightDecayScheduler', options, { schedule: required(schedule) })
    perGroup('WeightDecayScheduler', 'schedule', optimizer, options.schedule)
    this.optimizer = optimizer
    const k = optimizer.paramGroups.findIndex((group) => !('weightDecay' in group))
    if (k >= 0) {
      throw new OptionError(
        `WeightDecayScheduler: expected an optimizer with weightDecay in every group but group ${k} has none`
      )
    }
    this.#bases = this.lastWeightDecay
    this.#schedule = options.schedule
    this.#apply()
  }

  /** The current weight decay of every group. */
  get lastWeightDecay(): number[] {
    return this.#groups.map(({ weightDecay }) => weightDecay)
  }

  get #groups(): readonly DecayGroup[] {
    return this.optimizer.paramGroups as unknown as readonly DecayGroup[]
  }

  /** Advances one epoch (or step) and sets the weight decay of every group. */
  step(): void {
    this.lastEpoch++
    this.#apply()
  }

  #apply(): void {
    const factor = this.#schedule(this.lastEpoch)
    this.#adopt()
    this.#bases.forEach((base, k) => {
      this.#groups[k]!.weightDecay = base * factor
    })
  }

  // Groups that were added later begin with their own decay.
  #adopt(): void {
    this.#bases.push(...this.lastWeightDecay.slice(this.#bases.length))
  }

  /** The state that a resumed run needs in addition to the options: plain JSON. */
  stateDict(): WeightDecayState {
    return { lastEpoch: this.lastEpoch, bases: [...this.#bases] }
  }

  /**
   * Loads a state, and sets the groups' weight decay.
   * @throws CheckpointError that lists what does not fit
   */
  loadStateDict(state: WeightDecayState): void {
    this.#adopt()
    checkState('WeightDecayScheduler', state, { ...this.stateDict() })
    this.lastEpoch = state.lastEpoch
    this.#bases = [...state.bases]
    this.#apply()
  }
}
