// The base of learning rate schedulers: the groups they set, the epoch they are at, state dicts. Most schedulers apply
// a weight from a pure function of lib/optim/schedules; those extend WeightedLR.
import { CheckpointError, OptionError } from '../../errors.ts'
import { mismatch, type Rule, show, wholeNumber } from '../../util/options.ts'
import type { Schedule } from '../schedules/anneal.ts'

/** The part of an optimizer that a scheduler needs. */
export interface Scheduled {
  readonly paramGroups: readonly SchedulableGroup[]
  readonly defaults: object
  /** Whether its `step` has been called, here or in the run whose state it loaded. */
  readonly stepped?: boolean | undefined
}

export interface SchedulableGroup {
  lr: number
  initialLr?: number | undefined
}

/** The state of a scheduler: plain JSON. */
export type SchedulerState = { lastEpoch: number; lastLr: number[] } & Record<string, unknown>

/** A validation value for schedulers that use one: a number, or a tensor of one element. */
export type Metric = number | { item(): number }

/** Options of every scheduler that counts epochs. */
export interface EpochOptions {
  /** The last epoch, when training continues without a saved state; -1 for a new run. Default -1. */
  lastEpoch?: number | undefined
}

export const lastEpochRule: Rule = wholeNumber({ min: -1 })

/**
 * Sets the learning rates of an optimizer's groups. Create it before the first epoch: it sets the rates at once. Call
 * `step` after every epoch (or batch, if the schedule counts batches), after `optimizer.step()`: a process warning with
 * the code THALWEG_SCHEDULER_ORDER reports a first call that comes earlier.
 */
export abstract class LRScheduler {
  readonly optimizer: Scheduled
  /** How many times `step` was called. */
  lastEpoch: number
  /** The learning rate of every group, as last set by this scheduler. */
  lastLr: number[]
  /** The learning rates that the schedule starts from: `initialLr` of the groups. */
  baseLrs: number[]
  /** @internal The class's name, for messages. */
  readonly kind: string

  protected constructor(kind: string, optimizer: Scheduled, lastEpoch = -1) {
    checkOptimizer(kind, optimizer)
    this.kind = kind
    this.optimizer = optimizer
    this.lastEpoch = lastEpoch
    for (const [k, group] of optimizer.paramGroups.entries()) {
      if (lastEpoch === -1) group.initialLr ??= group.lr
      else if (group.initialLr === undefined) {
        throw new OptionError(
          `${kind}: expected group ${k} to have initialLr, which lastEpoch ${lastEpoch} needs; load the optimizer's state first`
        )
      }
    }
    this.baseLrs = optimizer.paramGroups.map((group) => group.initialLr!)
    this.lastLr = optimizer.paramGroups.map((group) => group.lr)
  }

  /** The learning rate of a group at this.lastEpoch. */
  protected abstract rate(group: number): number

  /** Advances one epoch and sets the learning rate of every group. The metric is for schedulers that use one. */
  step(_metric?: Metric): void {
    if (this.lastEpoch === 0) remind(this.kind, this.optimizer)
    this.lastEpoch++
    try {
      this.apply()
    } catch (error) {
      this.lastEpoch--
      throw error
    }
  }

  /** @internal The schedule's beginning in a SequentialLR; `first`: no other scheduler came before. */
  restart(_first = false): void {
    this.lastEpoch = 0
    this.apply()
  }

  protected apply(): void {
    const { paramGroups } = this.optimizer
    checkCount(this.kind, paramGroups.length, this.lastLr.length)
    this.adopt()
    for (let k = 0; k < paramGroups.length; k++) {
      const lr = this.rate(k)
      paramGroups[k]!.lr = lr
      this.lastLr[k] = lr
    }
  }

  /** Includes groups that were added to the optimizer later: they begin with their own rate and follow from now on. */
  protected adopt(): void {
    const { paramGroups } = this.optimizer
    for (let k = this.lastLr.length; k < paramGroups.length; k++) {
      const group = paramGroups[k]!
      group.initialLr ??= group.lr
      this.baseLrs.push(group.initialLr)
      this.lastLr.push(group.lr)
    }
  }

  /** @internal The groups' rates and initial rates were multiplied permanently: the schedule continues from there. */
  scaleBase(factor: number): void {
    this.baseLrs = this.baseLrs.map((lr) => lr * factor)
    this.lastLr = this.lastLr.map((lr) => lr * factor)
  }

  /** The names of the properties that make up the state. */
  protected get saved(): readonly string[] {
    return ['lastEpoch', 'baseLrs', 'lastLr']
  }

  /** The state that a resumed run needs in addition to the options: plain JSON. */
  stateDict(): SchedulerState {
    const own = this as unknown as Record<string, unknown>
    return Object.fromEntries(this.saved.map((name) => [name, structuredClone(own[name])])) as SchedulerState
  }

  /**
   * Loads a state, and sets the groups' learning rates to the saved ones.
   *
   * @throws CheckpointError that lists what is missing, unexpected or does not fit; nothing is changed then
   */
  loadStateDict(state: SchedulerState): void {
    this.adopt()
    const own = this as unknown as Record<string, unknown>
    checkState(this.kind, state, Object.fromEntries(this.saved.map((name) => [name, own[name]])))
    Object.assign(this, structuredClone(state))
    this.optimizer.paramGroups.forEach((group, k) => {
      group.lr = this.lastLr[k]!
    })
  }
}

/** The definition of a WeightedLR. */
export interface Course {
  readonly lastEpoch?: number | undefined
  /** The weight of the base at an epoch; `weights` has one for each group. */
  readonly weight?: Schedule
  readonly weights?: GroupValue<Schedule>
  /** The rate at weight 0, by group; if omitted, the weight is a factor. */
  readonly targets?: GroupValue<number>
  /** Whether a rate set from outside becomes a changed base (true) or is overwritten. Default true. */
  readonly follows?: boolean
}

/**
 * A scheduler whose rate lies between a target and the initial rate: target + (base - target) weight(epoch). A rate
 * set from outside meanwhile (by another scheduler in a chain, or the user) counts as a change of the base, so
 * that schedulers multiply, as PyTorch's do.
 */
export abstract class WeightedLR extends LRScheduler {
  /** The base rates of the groups, including changes from outside. */
  protected bases: number[]
  readonly #weights: GroupValue<Schedule>
  readonly #targets: GroupValue<number> | undefined
  readonly #follows: boolean

  protected constructor(kind: string, optimizer: Scheduled, course: Course) {
    super(kind, optimizer, course.lastEpoch)
    const { weight, weights = () => weight!, targets, follows = true } = course
    this.#weights = weights
    this.#targets = targets
    this.#follows = follows
    // At the beginning, use the rate set by an earlier scheduler of a chain.
    this.bases = [...(follows && this.lastEpoch === -1 ? this.lastLr : this.baseLrs)]
    this.step()
  }

  // The base from which the schedule would have reached the group's current rate.
  protected override adopt(): void {
    super.adopt()
    for (let k = this.bases.length; k < this.lastLr.length; k++) {
      const before = this.#follows && this.lastEpoch > 0 ? this.#weights(k)(this.lastEpoch - 1) : 0
      const target = this.#targets?.(k) ?? 0
      this.bases.push(before === 0 ? this.baseLrs[k]! : target + (this.lastLr[k]! - target) / before)
    }
  }

  protected rate(k: number): number {
    const [weight, target] = [this.#weights(k), this.#targets?.(k) ?? 0]
    const now = weight(this.lastEpoch)
    if (this.#follows && this.lastEpoch > 0) {
      const { lr } = this.optimizer.paramGroups[k]!
      const before = weight(this.lastEpoch - 1)
      if (before === 0) {
        // The weight was 0, so the base cannot be inferred: use the initial one. A factor that stays 0 keeps rates set
        // elsewhere.
        if (now === 0 && this.#targets === undefined) return lr
        this.bases[k] = this.baseLrs[k]!
      } else if (lr !== this.lastLr[k]) this.bases[k] = target + (lr - target) / before
    }
    return target + (this.bases[k]! - target) * now
  }

  override scaleBase(factor: number): void {
    super.scaleBase(factor)
    this.bases = this.bases.map((lr) => lr * factor)
  }

  override restart(_first?: boolean): void {
    this.adopt()
    this.bases = [...this.baseLrs]
    super.restart()
  }

  protected override get saved(): readonly string[] {
    return [...super.saved, 'bases']
  }
}

const reminded = new WeakSet<Scheduled>()

// Stepping the scheduler first skips its first rate. Warns once per optimizer, as PyTorch does.
function remind(kind: string, optimizer: Scheduled): void {
  if (optimizer.stepped !== false || reminded.has(optimizer)) return
  reminded.add(optimizer)
  process.emitWarning(
    `${kind}.step: expected optimizer.step() to be called before, but it has not been called yet, so the first learning rate of the schedule is never used; call optimizer.step() first, then the scheduler's step()`,
    { type: 'ThalwegWarning', code: 'THALWEG_SCHEDULER_ORDER' }
  )
}

// --- checks ---

function checkOptimizer(kind: string, optimizer: unknown): asserts optimizer is Scheduled {
  const groups = (optimizer as Scheduled | null | undefined)?.paramGroups
  if (!Array.isArray(groups)) throw mismatch(kind, 'optimizer', 'an optimizer', optimizer)
}

function checkCount(kind: string, now: number, then: number): void {
  if (now < then) {
    throw new OptionError(
      `${kind}.step: expected an optimizer of at least ${then} groups, as it was before, but it has ${now}`
    )
  }
}

/** The value of a group by its index; throws for a group added later without one. */
export type GroupValue<T> = (group: number) => T

/** A value for every group: an array of as many, or one for all. */
export function perGroup<T>(call: string, name: string, optimizer: Scheduled, value: T | readonly T[]): GroupValue<T> {
  checkOptimizer(call, optimizer)
  const { length } = optimizer.paramGroups
  if (!Array.isArray(value)) return () => value as T
  if (value.length !== length) {
    throw new OptionError(
      `${call}: expected ${name} to have a value for each of ${length} groups but received ${value.length}`
    )
  }
  const values = [...value] as T[]
  return (k) => {
    if (k < length) return values[k]!
    throw new OptionError(
      `${call}.step: expected ${name} to have a value for group ${k}, which was added later, but it has ${length}; pass one value for all groups`
    )
  }
}

// `best` before the first metric.
const NULLABLE: readonly string[] = ['best']

/** Throws unless `state` has exactly the entries of `own`, each a number, or an array as long. */
export function checkState(kind: string, state: unknown, own: Readonly<Record<string, unknown>>): void {
  const call = `${kind}.loadStateDict`
  if (typeof state !== 'object' || state === null || Array.isArray(state)) {
    throw mismatch(call, 'state', 'a state dict', state)
  }
  const given = state as Record<string, unknown>
  const problems: string[] = []
  const missing = Object.keys(own).filter((name) => !Object.hasOwn(given, name))
  const unexpected = Object.keys(given).filter((name) => !Object.hasOwn(own, name))
  if (missing.length > 0) problems.push(`missing: ${missing.join(', ')}`)
  if (unexpected.length > 0) problems.push(`unexpected: ${unexpected.join(', ')}`)
  for (const [name, value] of Object.entries(own)) {
    if (missing.includes(name) || fits(name, given[name], value)) continue
    const expected = Array.isArray(value) ? `an array of ${value.length} numbers` : 'a number'
    problems.push(`expected ${name} to be ${expected} but received ${show(given[name])}`)
  }
  if (problems.length > 0) throw new CheckpointError(`${call}: the state does not fit\n  ${problems.join('\n  ')}`)
}

function fits(name: string, value: unknown, own: unknown): boolean {
  const isNumber = (v: unknown): boolean => typeof v === 'number'
  if (Array.isArray(own)) return Array.isArray(value) && value.length === own.length && value.every(isNumber)
  return isNumber(value) || (value === null && NULLABLE.includes(name))
}
