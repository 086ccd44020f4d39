// Schedulers of schedulers: in sequence, and chained.
import { CheckpointError, OptionError } from '../../errors.ts'
import { arrayOf, checkOptions, mismatch, required, rule } from '../../util/options.ts'
import { count } from '../schedules/anneal.ts'
import { checkMilestones, partAt } from '../schedules/compose.ts'
import { LRScheduler, type Metric, type Scheduled, type SchedulerState } from './base.ts'
import { ReduceLROnPlateau } from './plateau.ts'

const schedulersRule = rule(
  'an array of schedulers',
  (v) => Array.isArray(v) && v.every((s) => s instanceof LRScheduler)
)

/** Options of ChainedScheduler. */
export interface ChainedSchedulerOptions {
  /** At least one, all of one optimizer. */
  schedulers: readonly LRScheduler[]
}

/** Options of SequentialLR. */
export interface SequentialLROptions extends ChainedSchedulerOptions {
  /** The epochs at which the next scheduler takes over, ascending whole numbers; one less than schedulers. */
  milestones: readonly number[]
}

// The optimizer may come first, as in other schedulers, or be omitted: the parts have it.
function argumentsOf<O extends ChainedSchedulerOptions>(first: Scheduled | O, second: O | undefined): O {
  return second ?? (first as O)
}

abstract class Composed extends LRScheduler {
  protected readonly schedulers: readonly LRScheduler[]

  protected constructor(
    kind: string,
    first: Scheduled | ChainedSchedulerOptions,
    { schedulers }: ChainedSchedulerOptions
  ) {
    if (schedulers.length === 0) {
      throw new OptionError(`${kind}: expected at least one of schedulers but received none`)
    }
    const optimizer = 'paramGroups' in first ? first : schedulers[0]!.optimizer
    for (const [k, scheduler] of schedulers.entries()) {
      if (scheduler instanceof ReduceLROnPlateau) {
        throw new OptionError(
          `${kind}: expected schedulers that need no metric but schedulers[${k}] is a ReduceLROnPlateau; step it separately`
        )
      }
      if (scheduler.optimizer !== optimizer) {
        throw new OptionError(`${kind}: expected schedulers of one optimizer but schedulers[${k}] belongs to another`)
      }
    }
    super(kind, optimizer)
    this.schedulers = [...schedulers]
    this.lastEpoch = 0
  }

  protected rate(k: number): number {
    return this.optimizer.paramGroups[k]!.lr
  }

  override scaleBase(factor: number): void {
    super.scaleBase(factor)
    for (const scheduler of this.schedulers) scheduler.scaleBase(factor)
  }

  protected note(): void {
    this.adopt()
    this.lastLr = this.optimizer.paramGroups.map(({ lr }) => lr)
  }

  protected override get saved(): readonly string[] {
    return ['lastEpoch', 'lastLr']
  }

  override stateDict(): SchedulerState {
    return { ...super.stateDict(), schedulers: this.schedulers.map((scheduler) => scheduler.stateDict()) }
  }

  override loadStateDict(state: SchedulerState): void {
    const { schedulers, ...own } = state ?? {}
    const call = `${this.kind}.loadStateDict`
    if (!Array.isArray(schedulers)) throw mismatch(call, 'state', 'a state dict with schedulers', state)
    if (schedulers.length !== this.schedulers.length) {
      throw new CheckpointError(
        `${call}: expected the states of ${this.schedulers.length} schedulers but received ${schedulers.length}`
      )
    }
    const before = this.schedulers.map((scheduler) => scheduler.stateDict())
    const rates = this.optimizer.paramGroups.map(({ lr }) => lr)
    try {
      this.#loadParts(schedulers)
      super.loadStateDict(own as SchedulerState)
    } catch (error) {
      this.#loadParts(before)
      this.optimizer.paramGroups.forEach((group, k) => {
        group.lr = rates[k]!
      })
      throw error
    }
  }

  #loadParts(states: readonly SchedulerState[]): void {
    this.schedulers.forEach((scheduler, k) => {
      scheduler.loadStateDict(states[k]!)
    })
  }
}

/**
 * Schedulers in sequence; each restarts from the initial learning rates at its milestone.
 * torch.optim.lr_scheduler.SequentialLR.
 *
 * @param optimizer optional
 * @throws OptionError
 * @example
 * const warmup = new LinearLR(optimizer, { startFactor: 0.1, totalIters: 5 })
 * const cosine = new CosineAnnealingLR(optimizer, { tMax: 95 })
 * const scheduler = new SequentialLR({ schedulers: [warmup, cosine], milestones: [5] })
 */
export class SequentialLR extends Composed {
  readonly #milestones: readonly number[]

  constructor(optimizer: Scheduled, options: SequentialLROptions)
  constructor(options: SequentialLROptions)
  constructor(first: Scheduled | SequentialLROptions, second?: SequentialLROptions) {
    const options = argumentsOf(first, second)
    const rules = { schedulers: required(schedulersRule), milestones: required(arrayOf(count)) }
    checkOptions('SequentialLR', options, rules)
    const { schedulers, milestones } = options
    if (schedulers.length > 0) checkMilestones('SequentialLR', 'schedulers', schedulers.length, milestones)
    super('SequentialLR', first, options)
    this.#milestones = [...milestones]
    // Each scheduler set the rates when it was created; restart the first.
    for (const group of this.optimizer.paramGroups) group.lr = group.initialLr!
    this.schedulers[partAt(milestones, 0)]!.restart(true)
    this.note()
  }

  override step(_metric?: Metric): void {
    this.lastEpoch++
    const part = partAt(this.#milestones, this.lastEpoch)
    if (part > 0 && this.#milestones[part - 1] === this.lastEpoch) this.schedulers[part]!.restart()
    else this.schedulers[part]!.step()
    this.note()
  }

  override restart(first?: boolean): void {
    this.lastEpoch = 0
    this.schedulers[partAt(this.#milestones, 0)]!.restart(first)
    this.note()
  }
}

/**
 * Several schedulers at once: each changes the rates set by the ones before it.
 * torch.optim.lr_scheduler.ChainedScheduler.
 *
 * @param optimizer optional
 * @throws OptionError
 * @example
 * const warmup = new ConstantLR(optimizer, { factor: 0.1, totalIters: 5 })
 * const decay = new ExponentialLR(optimizer, { gamma: 0.9 })
 * const scheduler = new ChainedScheduler({ schedulers: [warmup, decay] })
 */
export class ChainedScheduler extends Composed {
  constructor(optimizer: Scheduled, options: ChainedSchedulerOptions)
  constructor(options: ChainedSchedulerOptions)
  constructor(first: Scheduled | ChainedSchedulerOptions, second?: ChainedSchedulerOptions) {
    const options = argumentsOf(first, second)
    checkOptions('ChainedScheduler', options, { schedulers: required(schedulersRule) })
    super('ChainedScheduler', first, options)
    this.note()
  }

  override step(_metric?: Metric): void {
    this.lastEpoch++
    for (const scheduler of this.schedulers) scheduler.step()
    this.note()
  }

  override restart(first?: boolean): void {
    this.lastEpoch = 0
    for (const group of this.optimizer.paramGroups) group.lr = group.initialLr!
    for (const scheduler of this.schedulers) scheduler.restart(first)
    this.note()
  }
}
