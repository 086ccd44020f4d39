// Schedules that give the learning rate itself, and the momentum that moves against it: cyclical rates and one cycle.

import { power } from '../../backend/math.ts'
import { OptionError } from '../../errors.ts'
import { boolean, checkOptions, func, number, oneOf, type Rules, required } from '../../util/options.ts'
import { type AnnealStrategy, fraction, positive, rate, remainder, type Schedule, strategy } from './anneal.ts'

/** The shape of one or more cycles. */
export interface CyclicShape {
  /** Steps of the rise, > 0. Default 2000. */
  stepSizeUp?: number | undefined
  /** Steps of the fall, > 0. Default stepSizeUp. */
  stepSizeDown?: number | undefined
  /** Whether the height is constant, halves each cycle, or shrinks by gamma each step. Default 'triangular'. */
  mode?: 'triangular' | 'triangular2' | 'exp_range' | undefined
  /** The factor of 'exp_range', >= 0. Default 1. */
  gamma?: number | undefined
  /** The height as a function of the number of the cycle (from 1) or of the step, instead of `mode`. */
  scaleFn?: ((at: number) => number) | undefined
  /** The argument of scaleFn. Default 'cycle'. */
  scaleMode?: 'cycle' | 'iterations' | undefined
}

/** Options of `cyclicLR`. */
export interface CyclicLROptions extends CyclicShape {
  /** The lowest rate, >= 0. */
  baseLr: number
  /** The rate at the first peak, >= 0. */
  maxLr: number
}

export const CYCLIC_RULES: Rules = {
  stepSizeUp: number({ above: 0 }),
  stepSizeDown: number({ above: 0 }),
  mode: oneOf('triangular', 'triangular2', 'exp_range'),
  gamma: rate,
  scaleFn: func,
  scaleMode: oneOf('cycle', 'iterations')
}

/** The height of a step in its cycle: 0 at the lowest rate, 1 at the first peak. */
export function cyclicHeight(shape: CyclicShape): Schedule {
  const { stepSizeUp: up = 2000, stepSizeDown: down = up, mode = 'triangular', gamma = 1, scaleFn } = shape
  const [scale, ofCycle] =
    scaleFn !== undefined
      ? [scaleFn, (shape.scaleMode ?? 'cycle') === 'cycle']
      : mode === 'exp_range'
        ? [(step: number) => power(gamma, step), false]
        : [(cycle: number) => (mode === 'triangular' ? 1 : power(0.5, cycle - 1)), true]
  const total = up + down
  return (step) => {
    const place = step % total
    const height = place <= up ? place / up : (total - place) / down
    return height * scale(ofCycle ? Math.floor(step / total) + 1 : step)
  }
}

/**
 * The learning rate of a triangle wave between baseLr and maxLr.
 * Source: Smith 2017, https://arxiv.org/abs/1506.01186, and
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html
 *
 * @returns a function from the step to the learning rate
 * @throws OptionError
 * @example
 * const lr = cyclicLR({ baseLr: 0.01, maxLr: 0.1, stepSizeUp: 4 })
 * lr(2) // 0.055
 * lr(4) // 0.1
 */
export function cyclicLR(options: CyclicLROptions, call = 'cyclicLR'): Schedule {
  checkOptions(call, options, { baseLr: required(rate), maxLr: required(rate), ...CYCLIC_RULES })
  const height = cyclicHeight(options)
  const { baseLr, maxLr } = options
  return (step) => baseLr + (maxLr - baseLr) * height(step)
}

/** The shape of the cycle. */
export interface OneCycleShape {
  /** The number of steps, a whole number >= 1; or give epochs and stepsPerEpoch. */
  totalSteps?: number | undefined
  /** With stepsPerEpoch, instead of totalSteps. */
  epochs?: number | undefined
  /** With epochs, instead of totalSteps. */
  stepsPerEpoch?: number | undefined
  /** The share of steps in which the rate rises, 0 to 1. Default 0.3. */
  pctStart?: number | undefined
  /** How the rate is annealed. Default 'cos'. */
  annealStrategy?: AnnealStrategy | undefined
  /**
   * Whether the rate falls to its initial value as it rose, and then to its minimum in a third phase. Default false.
   */
  threePhase?: boolean | undefined
  /** The initial rate is maxLr / divFactor; > 0. Default 25. */
  divFactor?: number | undefined
  /** The last rate is the initial one / finalDivFactor; > 0. Default 1e4. */
  finalDivFactor?: number | undefined
}

/** Options of `oneCycleLR`. */
export interface OneCycleLROptions extends OneCycleShape {
  /** The highest rate, >= 0. */
  maxLr: number
}

export const ONE_CYCLE_RULES: Rules = {
  totalSteps: positive,
  epochs: positive,
  stepsPerEpoch: positive,
  pctStart: fraction,
  annealStrategy: strategy,
  threePhase: boolean,
  divFactor: number({ above: 0 }),
  finalDivFactor: number({ above: 0 })
}

/** The three values that one cycle goes between. */
export interface Ends {
  readonly initial: number
  readonly max: number
  readonly min: number
}

/** The ends of the learning rate of one cycle. */
export function oneCycleEnds(maxLr: number, { divFactor = 25, finalDivFactor = 1e4 }: OneCycleShape): Ends {
  const initial = maxLr / divFactor
  return { initial, max: maxLr, min: initial / finalDivFactor }
}

/** The value at a step of one cycle between three ends; the call's name begins its errors. */
export function oneCycleCourse(call: string, shape: OneCycleShape): (ends: Ends, step: number) => number {
  const { epochs, stepsPerEpoch, pctStart = 0.3, annealStrategy = 'cos' } = shape
  const total = shape.totalSteps ?? (epochs ?? 0) * (stepsPerEpoch ?? 0)
  if (total === 0) throw new OptionError(`${call}: expected totalSteps, or both epochs and stepsPerEpoch`)
  const rise = pctStart * total - 1
  const phases: { end: number; from: keyof Ends; to: keyof Ends }[] = shape.threePhase
    ? [
        { end: rise, from: 'initial', to: 'max' },
        { end: 2 * rise, from: 'max', to: 'initial' },
        { end: total - 1, from: 'initial', to: 'min' }
      ]
    : [
        { end: rise, from: 'initial', to: 'max' },
        { end: total - 1, from: 'max', to: 'min' }
      ]
  return (ends, step) => {
    if (step > total) throw new OptionError(`${call}: expected at most ${total} steps but received step ${step}`)
    let at = 0
    while (at < phases.length - 1 && step > phases[at]!.end) at++
    const { end, from, to } = phases[at]!
    const start = at === 0 ? 0 : phases[at - 1]!.end
    const rest = remainder(annealStrategy, end > start ? (step - start) / (end - start) : 1)
    return ends[to] + (ends[from] - ends[to]) * rest
  }
}

/**
 * The learning rate of one cycle: up from maxLr / divFactor to maxLr, then down to almost nothing at step totalSteps -
 * 1. Source: Smith and Topin 2018, https://arxiv.org/abs/1708.07120, and
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
 *
 * @returns a function from the step to the learning rate, which throws for steps beyond totalSteps
 * @throws OptionError
 * @example
 * const lr = oneCycleLR({ maxLr: 0.5, totalSteps: 100 })
 * lr(0) // 0.02
 * lr(29) // 0.5
 */
export function oneCycleLR(options: OneCycleLROptions, call = 'oneCycleLR'): Schedule {
  checkOptions(call, options, { maxLr: required(rate), ...ONE_CYCLE_RULES })
  const course = oneCycleCourse(call, options)
  const ends = oneCycleEnds(options.maxLr, options)
  return (step) => course(ends, step)
}
