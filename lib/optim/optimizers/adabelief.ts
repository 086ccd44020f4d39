// AdaBelief.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.adabelief

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /**
   * Decay of the averages of the gradient and of its squared prediction error, each in [0, 1). Default [0.9, 0.999].
   */
  betas: betas(0.9, 0.999),
  /** Added to the squared prediction error and to its root, >= 0. Default 1e-16. */
  eps: option(1e-16, nonNegative),
  /** Weight decay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default true. */
  decoupledWeightDecay: option(true, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of AdaBelief. */
export interface AdaBeliefOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * AdaBelief: Adam with long steps where the average predicts the gradient well, and short ones where it does not
 * (Zhuang et al., "AdaBelief optimizer: adapting stepsizes by the belief in observed gradients", 2020, algorithm 2).
 *
 * Formula:
 * m = beta1 m + (1 - beta1) G
 * s = beta2 s + (1 - beta2) (G - m)^2 + eps
 * W = W (1 - lr weightDecay) - lr m / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + eps)
 *
 * When to use: in place of Adam where SGD generalizes better, as in image classification and GANs.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new AdaBelief(model.parameters(), { lr: 1e-3, eps: 1e-16 })
 */
export class AdaBelief extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<AdaBeliefOptions>, options: AdaBeliefOptions = {}) {
    super('AdaBelief', params, options)
  }

  protected numbers(group: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    const { lr, weightDecay, eps, decoupledWeightDecay } = group
    const [beta1, beta2] = group.betas
    return {
      decay: decoupledWeightDecay ? 1 - lr * weightDecay : 1,
      weightDecay: decoupledWeightDecay ? 0 : weightDecay,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      stepSize: lr / (1 - power(beta1, step)),
      rootScale: 1 / Math.sqrt(1 - power(beta2, step)),
      eps
    }
  }
}
