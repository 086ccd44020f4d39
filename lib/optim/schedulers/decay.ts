// Schedulers that multiply the learning rate by a function of the epoch.

import { checkOptions, either, func, required, rule } from '../../util/options.ts'
import {
  type ConstantLROptions,
  constantLR,
  type ExponentialLROptions,
  exponentialLR,
  type LinearLROptions,
  linearLR,
  type MultiStepLROptions,
  multiStepLR,
  type PolynomialLROptions,
  polynomialLR,
  type StepLROptions,
  stepLR
} from '../schedules/decay.ts'
import type { Schedule } from '../schedules/index.ts'
import {
  type EpochOptions,
  type GroupValue,
  LRScheduler,
  lastEpochRule,
  perGroup,
  type Scheduled,
  WeightedLR
} from './base.ts'

// The weights of a pure function, which checks its own options; lastEpoch is checked here.
function course<O extends EpochOptions>(
  kind: string,
  make: (options: never, call: string) => Schedule,
  options: O
): { weight: Schedule; lastEpoch: number | undefined } {
  if (options !== undefined && (typeof options !== 'object' || options === null)) checkOptions(kind, options, {})
  const { lastEpoch, ...rest } = options ?? {}
  checkOptions(kind, { lastEpoch }, { lastEpoch: lastEpochRule })
  return { weight: make(rest as never, kind), lastEpoch }
}

/**
 * Multiplies the learning rates by gamma every stepSize epochs. torch.optim.lr_scheduler.StepLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new StepLR(optimizer, { stepSize: 30, gamma: 0.1 })
 * for (let epoch = 0; epoch < 90; epoch++) {
 *   train()
 *   scheduler.step()
 * }
 */
export class StepLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: StepLROptions & EpochOptions) {
    super('StepLR', optimizer, course('StepLR', stepLR, options))
  }
}

/**
 * Multiplies the learning rates by gamma at each milestone. torch.optim.lr_scheduler.MultiStepLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new MultiStepLR(optimizer, { milestones: [30, 80], gamma: 0.1 })
 */
export class MultiStepLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: MultiStepLROptions & EpochOptions) {
    super('MultiStepLR', optimizer, course('MultiStepLR', multiStepLR, options))
  }
}

/**
 * Multiplies the learning rates by a factor for the first totalIters epochs. torch.optim.lr_scheduler.ConstantLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new ConstantLR(optimizer, { factor: 0.5, totalIters: 4 })
 */
export class ConstantLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: ConstantLROptions & EpochOptions = {}) {
    super('ConstantLR', optimizer, course('ConstantLR', constantLR, options))
  }
}

/**
 * Moves the factor of the learning rates linearly from startFactor to endFactor. torch.optim.lr_scheduler.LinearLR.
 *
 * @throws OptionError
 * @example
 * const warmup = new LinearLR(optimizer, { startFactor: 0.01, totalIters: 500 })
 */
export class LinearLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: LinearLROptions & EpochOptions = {}) {
    super('LinearLR', optimizer, course('LinearLR', linearLR, options))
  }
}

/**
 * Multiplies the learning rates by gamma at every epoch. torch.optim.lr_scheduler.ExponentialLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new ExponentialLR(optimizer, { gamma: 0.95 })
 */
export class ExponentialLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: ExponentialLROptions & EpochOptions) {
    super('ExponentialLR', optimizer, course('ExponentialLR', exponentialLR, options))
  }
}

/**
 * Decays the learning rates to 0 by a power of the remaining epochs. torch.optim.lr_scheduler.PolynomialLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new PolynomialLR(optimizer, { totalIters: 100, power: 0.9 })
 */
export class PolynomialLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: PolynomialLROptions & EpochOptions = {}) {
    super('PolynomialLR', optimizer, course('PolynomialLR', polynomialLR, options))
  }
}

/** Options of LambdaLR and MultiplicativeLR. */
export interface LambdaLROptions extends EpochOptions {
  /**
   * From the epoch to a factor; one function for all groups or one for each. Any schedule of thalweg/schedules fits.
   */
  lrLambda: Schedule | readonly Schedule[]
}

const lambdas = {
  lrLambda: required(
    either(
      func,
      rule('an array of functions', (v) => Array.isArray(v) && v.every(func.test))
    )
  ),
  lastEpoch: lastEpochRule
}

/**
 * Sets the learning rates to their initial ones times a function of the epoch. torch.optim.lr_scheduler.LambdaLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new LambdaLR(optimizer, { lrLambda: (epoch) => 1 / (1 + epoch) })
 */
export class LambdaLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: LambdaLROptions) {
    checkOptions('LambdaLR', options, lambdas)
    const weights = perGroup('LambdaLR', 'lrLambda', optimizer, options.lrLambda)
    super('LambdaLR', optimizer, { weights, lastEpoch: options.lastEpoch, follows: false })
  }
}

/**
 * Multiplies the learning rates by a function of the epoch at every epoch but the first.
 * torch.optim.lr_scheduler.MultiplicativeLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new MultiplicativeLR(optimizer, { lrLambda: () => 0.95 })
 */
export class MultiplicativeLR extends LRScheduler {
  readonly #lambdas: GroupValue<Schedule>

  constructor(optimizer: Scheduled, options: LambdaLROptions) {
    checkOptions('MultiplicativeLR', options, lambdas)
    const each = perGroup('MultiplicativeLR', 'lrLambda', optimizer, options.lrLambda)
    super('MultiplicativeLR', optimizer, options.lastEpoch)
    this.#lambdas = each
    this.lastEpoch++
  }

  protected rate(k: number): number {
    return this.optimizer.paramGroups[k]!.lr * this.#lambdas(k)(this.lastEpoch)
  }

  // As in PyTorch, which multiplies at once if another scheduler came before.
  override restart(first = false): void {
    if (first) this.lastEpoch = 0
    else super.restart()
  }
}
