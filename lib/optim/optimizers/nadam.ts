// NAdam.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, nonNegative } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of NAdam. */
export interface NAdamOptions {
  /** Learning rate, >= 0. Default 2e-3. */
  lr?: number
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas?: readonly [number, number]
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps?: number
  /** Weight decay, >= 0. Default 0. */
  weightDecay?: number
  /** How fast the momentum grows to beta1, >= 0. Default 4e-3. */
  momentumDecay?: number
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default false. */
  decoupledWeightDecay?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const { fround } = Math
const RULE = RULES.nadam
const DEFAULTS: Required<NAdamOptions> = {
  lr: 2e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weightDecay: 0,
  momentumDecay: 4e-3,
  decoupledWeightDecay: false,
  maximize: false
}

type Group = Required<NAdamOptions>

/**
 * NAdam: Adam that looks ahead along its momentum (Dozat, "Incorporating Nesterov momentum into Adam", 2016).
 * torch.optim.NAdam.
 *
 * When to use: where Adam works; it is often a little faster at the start.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new NAdam(model.parameters(), { lr: 2e-3 })
 */
export class NAdam extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<NAdamOptions>, options: NAdamOptions = {}) {
    super('NAdam', params, options, DEFAULTS, {
      lr: nonNegative,
      betas,
      eps: nonNegative,
      weightDecay: nonNegative,
      momentumDecay: nonNegative,
      decoupledWeightDecay: boolean,
      maximize: boolean
    })
  }

  protected flags(): number {
    return 0
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
      grow1: 1 - beta1,
      beta2,
      grow2: 1 - beta2,
      gradStep: (lr * (1 - mu)) / (1 - product),
      momentStep: (lr * next) / (1 - product * next),
      rootScale: 1 / Math.sqrt(1 - power(beta2, step)),
      eps
    }
  }
}
