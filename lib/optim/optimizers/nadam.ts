// NAdam.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const { fround } = Math
const RULE = RULES.nadam

const OPTIONS = {
  /** Learning rate, >= 0. Default 2e-3. */
  lr: option(2e-3, nonNegative),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** Weight decay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** How fast the momentum grows to beta1, >= 0. Default 4e-3. */
  momentumDecay: option(4e-3, nonNegative),
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default false. */
  decoupledWeightDecay: option(false, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of NAdam. */
export interface NAdamOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * NAdam: Adam that looks ahead along its momentum (Dozat, "Incorporating Nesterov momentum into Adam", 2016).
 * torch.optim.NAdam.
 *
 * Formula:
 * m, v                                            the moments of Adam
 * mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2)
 * M = mu_(t+1) m / (1 - mu_1 ... mu_(t+1)) + (1 - mu_t) G / (1 - mu_1 ... mu_t)
 * W = W - lr M / (sqrt(v / (1 - beta2^t)) + eps)
 *
 * When to use: where Adam works; it is often a little faster at the start.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new NAdam(model.parameters(), { lr: 2e-3 })
 */
export class NAdam extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<NAdamOptions>, options: NAdamOptions = {}) {
    super('NAdam', params, options)
  }

  override initialScalars(): Scalars {
    return { step: 0, muProduct: 1 }
  }

  protected numbers(group: ParamGroup<Group>, scalars: Scalars): Numbers<typeof RULE> {
    const { lr, weightDecay, eps, momentumDecay, decoupledWeightDecay } = group
    const [beta1, beta2] = group.betas
    const { step } = scalars
    const mu = beta1 * (1 - 0.5 * power(0.96, step * momentumDecay))
    const next = beta1 * (1 - 0.5 * power(0.96, (step + 1) * momentumDecay))
    // PyTorch keeps the product in float32, whatever the parameter's type.
    const product = fround(scalars.muProduct! * fround(mu))
    scalars.muProduct = product
    return {
      decay: decoupledWeightDecay ? 1 - lr * weightDecay : 1,
      weightDecay: decoupledWeightDecay ? 0 : weightDecay,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      gradStep: (lr * (1 - mu)) / (1 - product),
      momentStep: (lr * next) / (1 - product * next),
      rootScale: 1 / Math.sqrt(1 - power(beta2, step)),
      eps
    }
  }
}
