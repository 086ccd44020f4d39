// Adadelta.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean, number } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import { nonNegative } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

/** Options of Adadelta. */
export interface AdadeltaOptions {
  /** A factor of the step that the method finds, >= 0. Default 1. */
  lr?: number
  /** Decay of the averages of squared gradients and squared steps, in [0, 1]. Default 0.9. */
  rho?: number
  /** Added inside both roots, >= 0; it sets the size of the first steps. Default 1e-6. */
  eps?: number
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay?: number
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const RULE = RULES.adadelta
const DEFAULTS: Required<AdadeltaOptions> = { lr: 1, rho: 0.9, eps: 1e-6, weightDecay: 0, maximize: false }

type Group = Required<AdadeltaOptions>

/**
 * Adadelta: the gradient times the root mean square of past steps over that of past gradients, so that steps have the
 * parameter's units (Zeiler, "ADADELTA: an adaptive learning rate method", 2012). torch.optim.Adadelta.
 *
 * When to use: to repeat older work; there is no learning rate to find, but Adam is faster nearly everywhere.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adadelta(model.parameters())
 */
export class Adadelta extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<AdadeltaOptions>, options: AdadeltaOptions = {}) {
    super('Adadelta', params, options, DEFAULTS, {
      lr: nonNegative,
      rho: number({ min: 0, max: 1 }),
      eps: nonNegative,
      weightDecay: nonNegative,
      maximize: boolean
    })
  }

  protected flags(): number {
    return 0
  }

  protected numbers({ lr, weightDecay, rho, eps }: ParamGroup<Group>): Numbers<typeof RULE> {
    return { lr, weightDecay, rho, grow: 1 - rho, eps }
  }
}
