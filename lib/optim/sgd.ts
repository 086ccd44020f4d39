// Stochastic gradient descent.
import { RULES } from '../backend/gen/optim.ts'
import { OptionError } from '../errors.ts'
import { boolean, number } from '../util/options.ts'
import type { ParamGroup, Params } from './groups.ts'
import { flagsOf, type Numbers, RuleOptimizer } from './rule.ts'

/** Options of SGD. */
export interface SGDOptions {
  /** Learning rate, >= 0. Default 1e-3. */
  lr?: number
  /** How much of the last update goes on, >= 0. Default 0. */
  momentum?: number
  /** How much of the gradient the momentum leaves out. Default 0. */
  dampening?: number
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay?: number
  /** Look ahead along the momentum (Sutskever et al. 2013); needs momentum > 0 and dampening 0. Default false. */
  nesterov?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const RULE = RULES.sgd
const FLAG = flagsOf(RULE)
const DEFAULTS: Required<SGDOptions> = {
  lr: 1e-3,
  momentum: 0,
  dampening: 0,
  weightDecay: 0,
  nesterov: false,
  maximize: false
}

type Group = Required<SGDOptions>

/**
 * Stochastic gradient descent with momentum and weight decay. torch.optim.SGD: the first momentum is the gradient itself,
 * not damped.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9, nesterov: true })
 */
export class SGD extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<SGDOptions>, options: SGDOptions = {}) {
    super('SGD', params, options, DEFAULTS, {
      lr: number({ min: 0 }),
      momentum: number({ min: 0 }),
      dampening: number(),
      weightDecay: number({ min: 0 }),
      nesterov: boolean,
      maximize: boolean
    })
  }

  protected override checkGroup({ nesterov, momentum, dampening }: ParamGroup<Group>): void {
    if (nesterov && (momentum <= 0 || dampening !== 0)) {
      throw new OptionError(
        `SGD: expected momentum > 0 and dampening 0 with nesterov but received momentum ${momentum} and dampening ${dampening}`
      )
    }
  }

  protected flags({ weightDecay, momentum, nesterov }: ParamGroup<Group>, fresh: boolean): number {
    const decay = weightDecay !== 0 ? FLAG.weightDecay : 0
    if (momentum === 0) return decay
    return decay | FLAG.momentum | (fresh ? FLAG.first : 0) | (nesterov ? FLAG.nesterov : 0)
  }

  protected numbers({ lr, weightDecay, momentum, dampening }: ParamGroup<Group>): Numbers<typeof RULE> {
    return { lr, weightDecay, momentum, undamped: 1 - dampening }
  }
}
