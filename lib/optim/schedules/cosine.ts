// Schedules of half cosine waves: annealing, with restarts, and after a warm-up.
import { checkOptions, mismatch, required } from '../../util/options.ts'
import { count, fraction, halfCosine, positive, type Schedule } from './anneal.ts'

/** Options of `cosineAnnealingLR`. */
export interface CosineAnnealingOptions {
  /** The step at which the factor is at its minimum, a whole number >= 1. It rises again afterwards. */
  tMax: number
  /** The smallest factor, 0 to 1. Default 0. */
  minFactor?: number | undefined
}

/**
 * minFactor + (1 - minFactor) (1 + cos(pi step / tMax)) / 2.
 * Source: Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983, without the restarts
 *
 * @throws OptionError
 * @example
 * const factor = cosineAnnealingLR({ tMax: 100 })
 * factor(50) // 0.5
 */
export function cosineAnnealingLR(options: CosineAnnealingOptions, call = 'cosineAnnealingLR'): Schedule {
  checkOptions(call, options, { tMax: required(positive), minFactor: fraction })
  const { tMax, minFactor = 0 } = options
  return (step) => minFactor + (1 - minFactor) * halfCosine(step, tMax)
}

/** Options of `cosineAnnealingWarmRestarts`. */
export interface WarmRestartsOptions {
  /** The number of steps to the first restart, a whole number >= 1. */
  t0: number
  /** The factor from each period to the next, a whole number >= 1. Default 1. */
  tMult?: number | undefined
  /** The smallest factor, 0 to 1. Default 0. */
  minFactor?: number | undefined
}

/**
 * Falls from 1 to minFactor by half a cosine wave, restarts at 1 after t0 steps, after t0 tMult more, and so on.
 * Source: Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983
 *
 * @throws OptionError
 * @example
 * const factor = cosineAnnealingWarmRestarts({ t0: 10, tMult: 2 })
 * factor(10) // 1
 * factor(20) // 0.5
 */
export function cosineAnnealingWarmRestarts(
  options: WarmRestartsOptions,
  call = 'cosineAnnealingWarmRestarts'
): Schedule {
  checkOptions(call, options, { t0: required(positive), tMult: positive, minFactor: fraction })
  const { t0, tMult = 1, minFactor = 0 } = options
  return (step) => {
    const [place, length] = period(step, t0, tMult)
    return minFactor + (1 - minFactor) * halfCosine(place, length)
  }
}

// The period of a step and the position in it: period n begins at t0 (1 + tMult + ... + tMult^(n-1)).
function period(step: number, t0: number, tMult: number): [place: number, length: number] {
  if (tMult === 1) return [step % t0, t0]
  let [place, length] = [step, t0]
  while (place >= length) {
    place -= length
    length *= tMult
  }
  return [place, length]
}

/** Options of `warmupCosine`. */
export interface WarmupCosineOptions {
  /** The number of steps over which the factor rises linearly, a whole number >= 0. */
  warmupSteps: number
  /** The step at which the factor is at its minimum, where it stays; larger than warmupSteps. */
  totalSteps: number
  /** The factor at step 0, 0 to 1. Default 0. */
  startFactor?: number | undefined
  /** The smallest factor after the warm-up, 0 to 1. Default 0. */
  minFactor?: number | undefined
}

/**
 * A linear warm-up followed by half a cosine wave: from startFactor to 1 in warmupSteps steps, then down to minFactor
 * at step totalSteps, where it stays. The usual schedule of transformers, in one call.
 *
 * @throws OptionError
 * @example
 * const factor = warmupCosine({ warmupSteps: 10, totalSteps: 110 })
 * factor(5) // 0.5
 * factor(60) // 0.5
 */
export function warmupCosine(options: WarmupCosineOptions, call = 'warmupCosine'): Schedule {
  checkOptions(call, options, {
    warmupSteps: required(count),
    totalSteps: required(positive),
    startFactor: fraction,
    minFactor: fraction
  })
  const { warmupSteps, totalSteps, startFactor = 0, minFactor = 0 } = options
  if (totalSteps <= warmupSteps) {
    throw mismatch(call, 'totalSteps', `larger than warmupSteps, which is ${warmupSteps},`, totalSteps)
  }
  const length = totalSteps - warmupSteps
  return (step) => {
    if (step < warmupSteps) return startFactor + (1 - startFactor) * (step / warmupSteps)
    return minFactor + (1 - minFactor) * halfCosine(Math.min(step - warmupSteps, length), length)
  }
}
