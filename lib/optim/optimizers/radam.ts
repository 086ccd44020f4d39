// RAdam.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.radam
const FLAG = flagsOf(RULE)

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** Weight decay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default false. */
  decoupledWeightDecay: option(false, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of RAdam. */
export interface RAdamOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * RAdam: Adam that uses momentum alone while the second moment is still inaccurate, and divides by it
 * with a rectified step afterwards (Liu et al., "On the variance of the adaptive learning rate and beyond", 2020).
 * torch.optim.RAdam.
 *
 * Formula:
 * m, v                                            the moments of Adam
 * rho = rho_max - 2 t beta2^t / (1 - beta2^t)     rho_max = 2 / (1 - beta2) - 1
 * W = W - lr r m / (1 - beta1^t) sqrt(1 - beta2^t) / (sqrt(v) + eps)       while rho > 5: r as in the paper
 * W = W - lr m / (1 - beta1^t)                                             else
 *
 * When to use: in place of Adam with warm-up.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new RAdam(model.parameters(), { lr: 1e-3 })
 */
export class RAdam extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<RAdamOptions>, options: RAdamOptions = {}) {
    super('RAdam', params, options)
  }

  protected override flags(group: ParamGroup<Group>, { step }: Scalars): number {
    return rectification(group.betas[1], step) > 0 ? FLAG.rectified : 0
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
      stepSize: (lr / (1 - power(beta1, step))) * (rectification(beta2, step) || 1),
      eps
    }
  }
}

// sqrt(1 - beta2^t) r_t, 0 while the length rho_t of the average is 5 or less.
function rectification(beta2: number, step: number): number {
  const decayed = power(beta2, step)
  const longest = 2 / (1 - beta2) - 1
  const rho = longest - (2 * step * decayed) / (1 - decayed)
  if (rho <= 5) return 0
  const r = Math.sqrt(((rho - 4) * (rho - 2) * longest) / ((longest - 4) * (longest - 2) * rho))
  return Math.sqrt(1 - decayed) * r
}
