// The shapes that schedules are made of: half cosine waves by this library's own functions, because Math.cos differs
// between engines and a learning rate is part of the bits of a run.
import { cosNear_f64, sinNear_f64 } from '../../backend/gen/math.ts'
import { func, number, oneOf, type Rule, wholeNumber } from '../../util/options.ts'

/** From the number of a step (or epoch), counted from 0, to a factor of the learning rate or the rate itself. */
export type Schedule = (step: number) => number

/** The shape of annealing: half a cosine wave or linear. */
export type AnnealStrategy = 'cos' | 'linear'

// cos(pi x) for x from 0 to 1/2; the argument is reduced without an error, so 1 and 0 are exact.
function cosPi(x: number): number {
  return x <= 0.25 ? cosNear_f64(Math.PI * x) : sinNear_f64(Math.PI * (0.5 - x))
}

/** (1 + cos(pi step / period)) / 2: exactly 1 at 0, 0 at period, alternating. */
export function halfCosine(step: number, period: number): number {
  const place = step % (2 * period)
  const c = cosPi((place <= period ? place : 2 * period - place) / period / 2)
  return c * c
}

/** The remaining share of a start value after `fraction` (clamped to 0 to 1) of the way: 1 at 0, 0 at 1. */
export function remainder(strategy: AnnealStrategy, fraction: number): number {
  const f = Math.min(1, Math.max(0, fraction))
  return strategy === 'cos' ? halfCosine(f, 1) : 1 - f
}

// --- rules that schedules and schedulers share ---

export const count: Rule = wholeNumber({ min: 0 })
export const positive: Rule = wholeNumber({ min: 1 })
export const fraction: Rule = number({ min: 0, max: 1 })
export const rate: Rule = number({ min: 0 })
export const strategy: Rule = oneOf('cos', 'linear')
export const schedule: Rule = { ...func, expected: 'a function of the step' }
