// RMSprop.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.rmsprop
const FLAG = flagsOf(RULE)

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-2. */
  lr: option(1e-2, nonNegative),
  /** Decay of the average of squared gradients, >= 0. Default 0.99. */
  alpha: option(0.99, nonNegative),
  /** Added to the root of the average, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Momentum factor, >= 0. Default 0. */
  momentum: option(0, nonNegative),
  /**
   * Divide by the gradient's estimated deviation, which adds a state, the average gradient (Graves 2013). Default
   * false.
   */
  centered: option(false, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean),
  /** Add eps inside the root, sqrt(average + eps), as some lecture notes do. Default false. */
  epsInsideSqrt: option(false, boolean)
}

/** Options of RMSprop. */
export interface RMSpropOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * RMSprop: the gradient over the root of its averaged square (Tieleman and Hinton, lecture 6.5 of "Neural networks for
 * machine learning", 2012). torch.optim.RMSprop.
 *
 * Formula:
 * v = alpha v + (1 - alpha) G^2                   centered: minus the square of the averaged G
 * b = momentum b + G / (sqrt(v) + eps)
 * W = W - lr b
 *
 * When to use: recurrent networks and reinforcement learning, where it is customary; elsewhere Adam does the same with
 * momentum and bias correction.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new RMSprop(model.parameters(), { lr: 1e-3, alpha: 0.9, momentum: 0.9 })
 */
export class RMSprop extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<RMSpropOptions>, options: RMSpropOptions = {}) {
    super('RMSprop', params, options)
  }

  protected override flags({ centered, momentum }: ParamGroup<Group>): number {
    return (centered ? FLAG.centered : 0) | (momentum > 0 ? FLAG.momentum : 0)
  }

  protected numbers({ lr, weightDecay, alpha, momentum, eps, epsInsideSqrt }: ParamGroup<Group>): Numbers<typeof RULE> {
    const [epsInside, outside] = epsInsideSqrt ? [eps, 0] : [0, eps]
    return { lr, weightDecay, alpha, oneMinusAlpha: 1 - alpha, momentum, epsInside, eps: outside }
  }
}
