// Powers and roots by this library's own functions: Math.pow differs between engines, and what an optimizer or a schedule
// computes is part of the bits of a run. Called by optimizers, schedules and the trainer's callbacks.
import { pow_f64 } from './gen/math.ts'

/** base to the power exponent. */
export const power: (base: number, exponent: number) => number = pow_f64

/** base to the power p of a norm: exact for 1 and 2. */
export const normPower = (base: number, p: number): number => (p === 1 ? base : p === 2 ? base * base : power(base, p))

/** The inverse of normPower. */
export const normRoot = (x: number, p: number): number => (p === 1 ? x : p === 2 ? Math.sqrt(x) : power(x, 1 / p))
export { exp_f64 as exp, log_f64 as log } from './gen/math.ts'
