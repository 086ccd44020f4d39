// Schedules that multiply the learning rate: steps, a constant, a line, a power. Each is a pure function of the step.

import { power } from '../../backend/math.ts'
import { arrayOf, checkOptions, number, required } from '../../util/options.ts'
import { count, fraction, positive, rate, type Schedule } from './anneal.ts'

/** Options of `stepLR`. */
export interface StepLROptions {
  /** Steps between two decays, a whole number >= 1. */
  stepSize: number
  /** The factor of each decay, >= 0. Default 0.1. */
  gamma?: number | undefined
}

/**
 * gamma to the power floor(step / stepSize).
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
 *
 * @param call the prefix of error messages
 * @throws OptionError
 * @example
 * const factor = stepLR({ stepSize: 30 })
 * factor(29) // 1
 * factor(30) // 0.1
 */
export function stepLR(options: StepLROptions, call = 'stepLR'): Schedule {
  checkOptions(call, options, { stepSize: required(positive), gamma: rate })
  const { stepSize, gamma = 0.1 } = options
  return (step) => power(gamma, Math.floor(step / stepSize))
}

/** Options of `multiStepLR`. */
export interface MultiStepLROptions {
  /** The steps at which the rate decays, whole numbers >= 0 in any order; a repeated one decays twice. */
  milestones: readonly number[]
  /** The factor of each decay, >= 0. Default 0.1. */
  gamma?: number | undefined
}

/**
 * gamma to the power of how many milestones were reached.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html
 *
 * @throws OptionError
 * @example
 * const factor = multiStepLR({ milestones: [30, 80], gamma: 0.5 })
 * factor(80) // 0.25
 */
export function multiStepLR(options: MultiStepLROptions, call = 'multiStepLR'): Schedule {
  checkOptions(call, options, { milestones: required(arrayOf(count)), gamma: rate })
  const { gamma = 0.1 } = options
  const milestones = [...options.milestones]
  return (step) => power(gamma, milestones.filter((m) => m <= step).length)
}

/** Options of `constantLR`. */
export interface ConstantLROptions {
  /** The factor until totalIters, 0 to 1. Default 1/3. */
  factor?: number | undefined
  /** The steps until the factor is 1, a whole number >= 0. Default 5. */
  totalIters?: number | undefined
}

/**
 * `factor` before step totalIters, 1 from then on.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html
 *
 * @throws OptionError
 * @example
 * const factor = constantLR({ factor: 0.5, totalIters: 4 })
 * factor(3) // 0.5
 * factor(4) // 1
 */
export function constantLR(options: ConstantLROptions = {}, call = 'constantLR'): Schedule {
  checkOptions(call, options, { factor: fraction, totalIters: count })
  const { factor = 1 / 3, totalIters = 5 } = options
  return (step) => (step < totalIters ? factor : 1)
}

/** Options of `linearLR`. */
export interface LinearLROptions {
  /** The factor at step 0, above 0 and at most 1. Default 1/3. */
  startFactor?: number | undefined
  /** The factor from step totalIters on, 0 to 1. Default 1. */
  endFactor?: number | undefined
  /** The number of steps between the two, a whole number >= 0. Default 5. */
  totalIters?: number | undefined
}

/**
 * A line from startFactor at step 0 to endFactor at step totalIters: the usual warm-up.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
 *
 * @throws OptionError
 * @example
 * const factor = linearLR({ startFactor: 0.25, totalIters: 3 })
 * factor(1) // 0.5
 */
export function linearLR(options: LinearLROptions = {}, call = 'linearLR'): Schedule {
  checkOptions(call, options, { startFactor: number({ above: 0, max: 1 }), endFactor: fraction, totalIters: count })
  const { startFactor = 1 / 3, endFactor = 1, totalIters = 5 } = options
  return (step) => (step < totalIters ? startFactor + (endFactor - startFactor) * (step / totalIters) : endFactor)
}

/** Options of `exponentialLR`. */
export interface ExponentialLROptions {
  /** The factor of each step, >= 0. */
  gamma: number
}

/**
 * gamma to the power of the step.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html
 *
 * @throws OptionError
 * @example
 * const factor = exponentialLR({ gamma: 0.5 })
 * factor(3) // 0.125
 */
export function exponentialLR(options: ExponentialLROptions, call = 'exponentialLR'): Schedule {
  checkOptions(call, options, { gamma: required(rate) })
  const { gamma } = options
  return (step) => power(gamma, step)
}

/** Options of `polynomialLR`. */
export interface PolynomialLROptions {
  /** The step at which the rate reaches 0, a whole number >= 1. Default 5. */
  totalIters?: number | undefined
  /** The exponent, >= 0. Default 1. */
  power?: number | undefined
}

/**
 * (1 - step / totalIters) to a power, 0 from step totalIters on.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html
 *
 * @throws OptionError
 * @example
 * const factor = polynomialLR({ totalIters: 4, power: 2 })
 * factor(2) // 0.25
 */
export function polynomialLR(options: PolynomialLROptions = {}, call = 'polynomialLR'): Schedule {
  checkOptions(call, options, { totalIters: positive, power: rate })
  const { totalIters = 5, power: exponent = 1 } = options
  return (step) => power(1 - Math.min(step, totalIters) / totalIters, exponent)
}
