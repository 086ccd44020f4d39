// AdaBelief.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, nonNegative } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of AdaBelief. */
export interface AdaBeliefOptions {
  /** Learning rate, >= 0. Default 1e-3. */
  lr?: number
  /** Decay of the averages of the gradient and of its squared surprise, each in [0, 1). Default [0.9, 0.999]. */
  betas?: readonly [number, number]
  /** Added to the squared surprise and to its root, >= 0. Default 1e-16. */
  eps?: number
  /** Weight decay, >= 0. Default 0. */
  weightDecay?: number
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default true. */
  decoupledWeightDecay?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const RULE = RULES.adabelief
const DEFAULTS: Required<AdaBeliefOptions> = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-16,
  weightDecay: 0,
  decoupledWeightDecay: true,
  maximize: false
}

type Group = Required<AdaBeliefOptions>

/**
 * AdaBelief: Adam whose steps are long where the gradient is what its average foretold, and short where it surprises
 * (Zhuang et al., "AdaBelief optimizer: adapting stepsizes by the belief in observed gradients", 2020, algorithm 2).
 *
 * When to use: in place of Adam where SGD generalises better, as in image classification and GANs.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new AdaBelief(model.parameters(), { lr: 1e-3, eps: 1e-16 })
 */
export class AdaBelief extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<AdaBeliefOptions>, options: AdaBeliefOptions = {}) {
    super('AdaBelief', params, options, DEFAULTS, {
      lr: nonNegative,
      betas,
      eps: nonNegative,
      weightDecay: nonNegative,
      decoupledWeightDecay: boolean,
      maximize: boolean
    })
  }

  protected flags(): number {
    return 0
  }

  protected numbers(group: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    const { lr, weightDecay, eps, decoupledWeightDecay } = group
    const [beta1, beta2] = group.betas
    return {
      decay: decoupledWeightDecay ? 1 - lr * weightDecay : 1,
      weightDecay: decoupledWeightDecay ? 0 : weightDecay,
      grow1: 1 - beta1,
      beta2,
      grow2: 1 - beta2,
      stepSize: lr / (1 - power(beta1, step)),
      rootScale: 1 / Math.sqrt(1 - power(beta2, step)),
      eps
    }
  }
}
