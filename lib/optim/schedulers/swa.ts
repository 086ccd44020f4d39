// The scheduler of weight averaging: anneals to a constant rate.

import { arrayOf, checkOptions, either, required } from '../../util/options.ts'
import { type AnnealStrategy, count, rate, remainder, strategy } from '../schedules/anneal.ts'
import { type EpochOptions, lastEpochRule, perGroup, type Scheduled, WeightedLR } from './base.ts'

/** Options of SWALR. */
export interface SWALROptions extends EpochOptions {
  /** The learning rate at the end, >= 0; one for all groups or one for each. */
  swaLr: number | readonly number[]
  /** Epochs of annealing, a whole number >= 0. Default 10. */
  annealEpochs?: number | undefined
  /** Anneal by half a cosine wave or linearly. Default 'cos'. */
  annealStrategy?: AnnealStrategy | undefined
}

/**
 * Anneals the learning rates from their values at its first step to swaLr, for weight averaging (see AveragedModel).
 * torch.optim.swa_utils.SWALR.
 *
 * @throws OptionError
 * @example
 * const swa = new SWALR(optimizer, { swaLr: 0.05, annealEpochs: 5 })
 * for (let epoch = 0; epoch < 100; epoch++) {
 *   train()
 *   if (epoch < 75) scheduler.step()
 *   else {
 *     averaged.updateParameters()
 *     swa.step()
 *   }
 * }
 */
export class SWALR extends WeightedLR {
  constructor(optimizer: Scheduled, options: SWALROptions) {
    checkOptions('SWALR', options, {
      swaLr: required(either(rate, arrayOf(rate))),
      annealEpochs: count,
      annealStrategy: strategy,
      lastEpoch: lastEpochRule
    })
    const { annealEpochs = 10, annealStrategy = 'cos', lastEpoch } = options
    super('SWALR', optimizer, {
      weight: (epoch) => (annealEpochs === 0 ? 0 : remainder(annealStrategy, epoch / annealEpochs)),
      targets: perGroup('SWALR', 'swaLr', optimizer, options.swaLr),
      lastEpoch
    })
  }
}
