// Schedulers by half cosine waves.

import { checkOptions, required } from '../../util/options.ts'
import { count, fraction, halfCosine, positive, rate } from '../schedules/anneal.ts'
import { cosineAnnealingWarmRestarts, type WarmupCosineOptions, warmupCosine } from '../schedules/cosine.ts'
import { type EpochOptions, lastEpochRule, perGroup, type Scheduled, WeightedLR } from './base.ts'

/** Options of CosineAnnealingLR. */
export interface CosineAnnealingLROptions extends EpochOptions {
  /** The epoch at which the rates are at their minimum, a whole number >= 1. They rise again afterwards. */
  tMax: number
  /** The smallest learning rate, >= 0. Default 0. */
  etaMin?: number | undefined
}

/**
 * Anneals the learning rates to etaMin by half a cosine wave. torch.optim.lr_scheduler.CosineAnnealingLR.
 *
 * @throws OptionError
 * @example
 * const scheduler = new CosineAnnealingLR(optimizer, { tMax: 100, etaMin: 1e-5 })
 */
export class CosineAnnealingLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: CosineAnnealingLROptions) {
    checkOptions('CosineAnnealingLR', options, { tMax: required(positive), etaMin: rate, lastEpoch: lastEpochRule })
    const { tMax, etaMin = 0, lastEpoch } = options
    const targets = perGroup('CosineAnnealingLR', 'etaMin', optimizer, etaMin)
    super('CosineAnnealingLR', optimizer, { weight: (epoch) => halfCosine(epoch, tMax), targets, lastEpoch })
  }
}

/** Options of CosineAnnealingWarmRestarts. */
export interface CosineAnnealingWarmRestartsOptions extends EpochOptions {
  /** The number of epochs to the first restart, a whole number >= 1. */
  t0: number
  /** The factor from each period to the next, a whole number >= 1. Default 1. */
  tMult?: number | undefined
  /** The smallest learning rate, >= 0. Default 0. */
  etaMin?: number | undefined
}

/**
 * Cosine annealing that restarts after t0 epochs, tMult t0 more, and so on.
 * torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.
 *
 * @throws OptionError
 * @example
 * const scheduler = new CosineAnnealingWarmRestarts(optimizer, { t0: 10, tMult: 2 })
 */
export class CosineAnnealingWarmRestarts extends WeightedLR {
  constructor(optimizer: Scheduled, options: CosineAnnealingWarmRestartsOptions) {
    const kind = 'CosineAnnealingWarmRestarts'
    const rules = { t0: required(positive), tMult: positive, etaMin: rate, lastEpoch: lastEpochRule }
    checkOptions(kind, options, rules)
    const { t0, tMult = 1, etaMin = 0, lastEpoch } = options
    const weight = cosineAnnealingWarmRestarts({ t0, tMult })
    super(kind, optimizer, { weight, targets: perGroup(kind, 'etaMin', optimizer, etaMin), lastEpoch, follows: false })
  }
}

/**
 * A linear warm-up and half a cosine wave, usually counted in batches: SequentialLR of LinearLR and CosineAnnealingLR
 * in one call.
 *
 * @throws OptionError
 * @example
 * const scheduler = new WarmupCosineLR(optimizer, { warmupSteps: 500, totalSteps: 10_000, minFactor: 0.1 })
 */
export class WarmupCosineLR extends WeightedLR {
  constructor(optimizer: Scheduled, options: WarmupCosineOptions & EpochOptions) {
    checkOptions('WarmupCosineLR', options, {
      warmupSteps: required(count),
      totalSteps: required(positive),
      startFactor: fraction,
      minFactor: fraction,
      lastEpoch: lastEpochRule
    })
    const { lastEpoch, ...rest } = options
    super('WarmupCosineLR', optimizer, { weight: warmupCosine(rest, 'WarmupCosineLR'), lastEpoch })
  }
}
