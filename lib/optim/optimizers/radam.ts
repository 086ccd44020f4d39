// RAdam.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, nonNegative } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of RAdam. */
export interface RAdamOptions {
  /** Learning rate, >= 0. Default 1e-3. */
  lr?: number
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas?: readonly [number, number]
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps?: number
  /** Weight decay, >= 0. Default 0. */
  weightDecay?: number
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default false. */
  decoupledWeightDecay?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const RULE = RULES.radam
const FLAG = flagsOf(RULE)
const DEFAULTS: Required<RAdamOptions> = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weightDecay: 0,
  decoupledWeightDecay: false,
  maximize: false
}

type Group = Required<RAdamOptions>

/**
 * RAdam: Adam that moves by momentum alone while the second moment is not yet known well, and takes up its denominator
 * with a rectified step afterwards (Liu et al., "On the variance of the adaptive learning rate and beyond", 2020).
 * torch.optim.RAdam.
 *
 * When to use: in place of Adam with warm-up.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new RAdam(model.parameters(), { lr: 1e-3 })
 */
export class RAdam extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<RAdamOptions>, options: RAdamOptions = {}) {
    super('RAdam', params, options, DEFAULTS, {
      lr: nonNegative,
      betas,
      eps: nonNegative,
      weightDecay: nonNegative,
      decoupledWeightDecay: boolean,
      maximize: boolean
    })
  }

  protected flags(group: ParamGroup<Group>, { step }: Scalars): number {
    return rectification(group.betas[1], step) > 0 ? FLAG.rectified : 0
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
