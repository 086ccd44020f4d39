// Rules of options that many optimizers have.
import { arrayOf, number } from '../util/options.ts'

/** A number >= 0: learning rates, decays, epsilons. */
export const nonNegative = number({ min: 0 })

/** Two decay rates. */
export const betas = arrayOf(number({ min: 0, below: 1 }), 2)
