// RMSprop.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import { nonNegative } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

/** Options of RMSprop. */
export interface RMSpropOptions {
  /** Learning rate, >= 0. Default 1e-2. */
  lr?: number
  /** Decay of the average of squared gradients, >= 0. Default 0.99. */
  alpha?: number
  /** Added to the root of the average, >= 0. Default 1e-8. */
  eps?: number
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay?: number
  /** How much of the last step goes on, >= 0. Default 0. */
  momentum?: number
  /** Divide by an estimate of the gradient's deviation: the average gradient is kept too (Graves 2013). Default false. */
  centered?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
  /** Add eps inside the root, sqrt(average + eps), as some lecture notes do. Default false. */
  epsInsideSqrt?: boolean
}

const RULE = RULES.rmsprop
const FLAG = flagsOf(RULE)
const DEFAULTS: Required<RMSpropOptions> = {
  lr: 1e-2,
  alpha: 0.99,
  eps: 1e-8,
  weightDecay: 0,
  momentum: 0,
  centered: false,
  maximize: false,
  epsInsideSqrt: false
}

type Group = Required<RMSpropOptions>

/**
 * RMSprop: the gradient over the root of its averaged square (Tieleman and Hinton, lecture 6.5 of "Neural networks for
 * machine learning", 2012). torch.optim.RMSprop.
 *
 * When to use: recurrent networks and reinforcement learning, where it is the custom; else Adam does the same with
 * momentum and bias correction.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new RMSprop(model.parameters(), { lr: 1e-3, alpha: 0.9, momentum: 0.9 })
 */
export class RMSprop extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<RMSpropOptions>, options: RMSpropOptions = {}) {
    super('RMSprop', params, options, DEFAULTS, {
      lr: nonNegative,
      alpha: nonNegative,
      eps: nonNegative,
      weightDecay: nonNegative,
      momentum: nonNegative,
      centered: boolean,
      maximize: boolean,
      epsInsideSqrt: boolean
    })
  }

  protected flags({ centered, momentum }: ParamGroup<Group>): number {
    return (centered ? FLAG.centered : 0) | (momentum > 0 ? FLAG.momentum : 0)
  }

  protected numbers({ lr, weightDecay, alpha, momentum, eps, epsInsideSqrt }: ParamGroup<Group>): Numbers<typeof RULE> {
    const [epsInside, outside] = epsInsideSqrt ? [eps, 0] : [0, eps]
    return { lr, weightDecay, alpha, grow: 1 - alpha, momentum, epsInside, eps: outside }
  }
}
