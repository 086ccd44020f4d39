// Adamax.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, nonNegative } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of Adamax. */
export interface AdamaxOptions {
  /** Learning rate, >= 0. Default 2e-3. */
  lr?: number
  /** Decay of the average gradient and of the largest gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas?: readonly [number, number]
  /** Added to the absolute gradient, >= 0. Default 1e-8. */
  eps?: number
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay?: number
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const RULE = RULES.adamax
const DEFAULTS: Required<AdamaxOptions> = { lr: 2e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, maximize: false }

type Group = Required<AdamaxOptions>

/**
 * Adamax: Adam with the largest gradient of late, slowly forgotten, in place of the second moment (Kingma and Ba, "Adam: a
 * method for stochastic optimization", 2015, section 7.1). torch.optim.Adamax.
 *
 * When to use: gradients with rare large outliers, embeddings; no element ever steps further than lr / (1 - beta1^t).
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adamax(model.parameters(), { lr: 2e-3 })
 */
export class Adamax extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<AdamaxOptions>, options: AdamaxOptions = {}) {
    super('Adamax', params, options, DEFAULTS, {
      lr: nonNegative,
      betas,
      eps: nonNegative,
      weightDecay: nonNegative,
      maximize: boolean
    })
  }

  protected flags(): number {
    return 0
  }

  protected numbers(group: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    const { lr, weightDecay, eps } = group
    const [beta1, beta2] = group.betas
    return { weightDecay, grow1: 1 - beta1, beta2, stepSize: lr / (1 - power(beta1, step)), eps }
  }
}
