// Adamax.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.adamax

const OPTIONS = {
  /** Learning rate, >= 0. Default 2e-3. */
  lr: option(2e-3, nonNegative),
  /** Decay of the average gradient and of the largest gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Added to the absolute gradient, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Adamax. */
export interface AdamaxOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Adamax: Adam with a decaying maximum of the gradient in place of the second moment (Kingma and Ba, "Adam: a
 * method for stochastic optimization", 2015, section 7.1). torch.optim.Adamax.
 *
 * Formula:
 * m = beta1 m + (1 - beta1) G
 * u = max(beta2 u, |G| + eps)
 * W = W - lr / (1 - beta1^t) m / u
 *
 * When to use: gradients with rare large outliers, embeddings; no element ever steps further than lr / (1 - beta1^t).
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adamax(model.parameters(), { lr: 2e-3 })
 */
export class Adamax extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<AdamaxOptions>, options: AdamaxOptions = {}) {
    super('Adamax', params, options)
  }

  protected numbers(group: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    const { lr, weightDecay, eps } = group
    const [beta1, beta2] = group.betas
    return { weightDecay, oneMinusBeta1: 1 - beta1, beta2, stepSize: lr / (1 - power(beta1, step)), eps }
  }
}
