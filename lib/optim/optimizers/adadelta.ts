// Adadelta.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean, number } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.adadelta

const OPTIONS = {
  /** A factor of the method's own step, >= 0. Default 1. */
  lr: option(1, nonNegative),
  /** Decay of the averages of squared gradients and squared steps, in [0, 1]. Default 0.9. */
  rho: option(0.9, number({ min: 0, max: 1 })),
  /** Added inside both roots, >= 0; it sets the size of the first steps. Default 1e-6. */
  eps: option(1e-6, nonNegative),
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Adadelta. */
export interface AdadeltaOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Adadelta: the gradient times the root mean square of past steps over that of past gradients, so that steps have the
 * parameter's units (Zeiler, "ADADELTA: an adaptive learning rate method", 2012). torch.optim.Adadelta.
 *
 * Formula:
 * E = rho E + (1 - rho) G^2
 * D = sqrt(A + eps) / sqrt(E + eps) G
 * A = rho A + (1 - rho) D^2
 * W = W - lr D
 *
 * When to use: to reproduce older work; it needs no tuned learning rate, but Adam is faster nearly everywhere.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adadelta(model.parameters())
 */
export class Adadelta extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<AdadeltaOptions>, options: AdadeltaOptions = {}) {
    super('Adadelta', params, options)
  }

  protected numbers({ lr, weightDecay, rho, eps }: ParamGroup<Group>): Numbers<typeof RULE> {
    return { lr, weightDecay, rho, oneMinusRho: 1 - rho, eps }
  }
}
