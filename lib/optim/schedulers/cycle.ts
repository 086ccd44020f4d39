// Schedulers that move the momentum against the learning rate: cyclical rates and one cycle.
import { OptionError } from '../../errors.ts'
import { arrayOf, boolean, checkOptions, either, number, required } from '../../util/options.ts'
import { rate, type Schedule } from '../schedules/anneal.ts'
import {
  CYCLIC_RULES,
  type CyclicShape,
  cyclicHeight,
  type Ends,
  ONE_CYCLE_RULES,
  type OneCycleShape,
  oneCycleCourse,
  oneCycleEnds
} from '../schedules/cycle.ts'
import { type EpochOptions, type GroupValue, LRScheduler, lastEpochRule, perGroup, type Scheduled } from './base.ts'

type PerGroup = number | readonly number[]

/** Options of the momentum that moves against the learning rate. */
export interface MomentumOptions {
  /** Whether to cycle `momentum`, or the first of `betas`. The optimizer must have one of them. Default true. */
  cycleMomentum?: boolean | undefined
  /** The momentum where the rate is highest, in [0, 1); one for all groups or one for each. */
  baseMomentum?: PerGroup | undefined
  /** The momentum where the rate is lowest, in [0, 1); one for all groups or one for each. */
  maxMomentum?: PerGroup | undefined
}

const rates = either(rate, arrayOf(rate))
const momentum = number({ min: 0, below: 1 })
const momenta = either(momentum, arrayOf(momentum))
const MOMENTUM_RULES = { cycleMomentum: boolean, baseMomentum: momenta, maxMomentum: momenta, lastEpoch: lastEpochRule }

// The option of the groups that holds the momentum.
function momentumOf(kind: string, optimizer: Scheduled, cycle: boolean): 'betas' | 'momentum' | null {
  if (!cycle) return null
  const { defaults } = optimizer
  if (defaults !== undefined && 'betas' in defaults) return 'betas'
  if (defaults !== undefined && 'momentum' in defaults) return 'momentum'
  throw new OptionError(
    `${kind}: expected an optimizer with momentum or betas, which cycleMomentum moves; pass { cycleMomentum: false }`
  )
}

abstract class CycledLR extends LRScheduler {
  readonly #momentum: 'betas' | 'momentum' | null
  /** The factor on the rates in the options. */
  protected factor = 1

  protected constructor(
    kind: string,
    optimizer: Scheduled,
    { cycleMomentum, lastEpoch }: MomentumOptions & EpochOptions
  ) {
    super(kind, optimizer, lastEpoch)
    this.#momentum = momentumOf(kind, optimizer, cycleMomentum ?? true)
  }

  override scaleBase(factor: number): void {
    super.scaleBase(factor)
    this.factor *= factor
  }

  protected override get saved(): readonly string[] {
    return [...super.saved, 'factor']
  }

  /** The momentum of a group at this.lastEpoch. */
  protected abstract momentum(group: number): number

  protected override apply(): void {
    super.apply()
    const key = this.#momentum
    if (key === null) return
    this.optimizer.paramGroups.forEach((group, k) => {
      const options = group as { betas?: readonly number[]; momentum?: number }
      if (key === 'betas') options.betas = [this.momentum(k), ...options.betas!.slice(1)]
      else options.momentum = this.momentum(k)
    })
  }
}

/** Options of CyclicLR. */
export interface CyclicLRSchedulerOptions extends CyclicShape, MomentumOptions, EpochOptions {
  /** The lowest rate, >= 0; one for all groups or one for each. */
  baseLr: PerGroup
  /** The rate at the first peak, >= 0; one for all groups or one for each. */
  maxLr: PerGroup
}

/**
 * Moves the learning rates in a triangle wave, and the momentum against them (baseMomentum 0.8, maxMomentum 0.9 by
 * default). Counts batches. torch.optim.lr_scheduler.CyclicLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new CyclicLR(optimizer, { baseLr: 1e-4, maxLr: 1e-2, stepSizeUp: 500 })
 */
export class CyclicLR extends CycledLR {
  readonly #height: Schedule
  readonly #feet: GroupValue<number>
  readonly #max: GroupValue<number>
  readonly #momenta: GroupValue<readonly [base: number, max: number]>

  constructor(optimizer: Scheduled, options: CyclicLRSchedulerOptions) {
    const kind = 'CyclicLR'
    checkOptions(kind, options, { baseLr: required(rates), maxLr: required(rates), ...CYCLIC_RULES, ...MOMENTUM_RULES })
    const feet = perGroup(kind, 'baseLr', optimizer, options.baseLr)
    if ((options.lastEpoch ?? -1) === -1) {
      momentumOf(kind, optimizer, options.cycleMomentum ?? true)
      optimizer.paramGroups.forEach((group, k) => {
        group.lr = feet(k)
      })
    }
    super(kind, optimizer, options)
    this.#feet = feet
    this.baseLrs = optimizer.paramGroups.map((_, k) => feet(k))
    this.#max = perGroup(kind, 'maxLr', optimizer, options.maxLr)
    const max = perGroup(kind, 'maxMomentum', optimizer, options.maxMomentum ?? 0.9)
    const base = perGroup(kind, 'baseMomentum', optimizer, options.baseMomentum ?? 0.8)
    this.#momenta = (k) => [base(k), max(k)]
    this.#height = cyclicHeight(options)
    this.step()
  }

  // baseLr is an option: it overwrites the group's rate.
  protected override adopt(): void {
    const first = this.baseLrs.length
    super.adopt()
    for (let k = first; k < this.baseLrs.length; k++) this.baseLrs[k] = this.factor * this.#feet(k)
  }

  protected rate(k: number): number {
    const base = this.baseLrs[k]!
    return base + (this.factor * this.#max(k) - base) * this.#height(this.lastEpoch)
  }

  protected momentum(k: number): number {
    const [base, max] = this.#momenta(k)
    return max - (max - base) * this.#height(this.lastEpoch)
  }
}

/** Options of OneCycleLR. */
export interface OneCycleLRSchedulerOptions extends OneCycleShape, MomentumOptions, EpochOptions {
  /** The highest rate, >= 0; one for all groups or one for each. */
  maxLr: PerGroup
}

/**
 * One cycle of the learning rates, up and down to almost nothing, and of the momentum against them (baseMomentum 0.85,
 * maxMomentum 0.95 by default). Counts batches. torch.optim.lr_scheduler.OneCycleLR: `step` may be called totalSteps
 * times; the last call, after the last batch, leaves the rate at its minimum (PyTorch's rises again); one more is an
 * error, and changes nothing.
 *
 * @throws OptionError, also from `step` beyond totalSteps
 * @example
 * const scheduler = new OneCycleLR(optimizer, { maxLr: 0.1, epochs: 10, stepsPerEpoch: loader.length })
 */
export class OneCycleLR extends CycledLR {
  readonly #course: (ends: Ends, step: number) => number
  readonly #ends: GroupValue<Ends>
  readonly #momenta: GroupValue<Ends>

  constructor(optimizer: Scheduled, options: OneCycleLRSchedulerOptions) {
    const kind = 'OneCycleLR'
    checkOptions(kind, options, { maxLr: required(rates), ...ONE_CYCLE_RULES, ...MOMENTUM_RULES })
    const course = oneCycleCourse(kind, options)
    const peaks = perGroup(kind, 'maxLr', optimizer, options.maxLr)
    const base = perGroup(kind, 'baseMomentum', optimizer, options.baseMomentum ?? 0.85)
    const max = perGroup(kind, 'maxMomentum', optimizer, options.maxMomentum ?? 0.95)
    super(kind, optimizer, options)
    this.#course = course
    this.#ends = (k) => oneCycleEnds(peaks(k), options)
    this.#momenta = (k) => ({ initial: max(k), max: base(k), min: max(k) })
    this.baseLrs = optimizer.paramGroups.map((_, k) => this.#ends(k).initial)
    optimizer.paramGroups.forEach((group, k) => {
      group.initialLr = this.baseLrs[k]!
    })
    this.step()
  }

  protected rate(k: number): number {
    return this.factor * this.#course(this.#ends(k), this.lastEpoch)
  }

  protected momentum(k: number): number {
    return this.#course(this.#momenta(k), this.lastEpoch)
  }
}
