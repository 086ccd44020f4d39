// Adam and AdamW.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, fixed, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.adam
const FLAG = flagsOf(RULE)

const COMMON = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** Divide by the largest second moment so far (Reddi et al. 2018). Default false. */
  amsgrad: option(false, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean),
  /** Add eps inside the root, sqrt(moment + eps), as some lecture notes do. Default false. */
  epsInsideSqrt: option(false, boolean)
}

const ADAM_OPTIONS = {
  ...COMMON,
  /** Weight decay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient, as AdamW does. Default false. */
  decoupledWeightDecay: option(false, boolean)
}

const ADAMW_OPTIONS = {
  ...COMMON,
  /** The weights shrink by lr * weightDecay, >= 0. Default 0.01. */
  weightDecay: option(0.01, nonNegative),
  decoupledWeightDecay: fixed(true)
}

/** Options of Adam. */
export interface AdamOptions extends OptionsOf<typeof ADAM_OPTIONS> {}
/** Options of AdamW. */
export interface AdamWOptions extends OptionsOf<typeof ADAMW_OPTIONS> {}
type Group = GroupOf<typeof ADAM_OPTIONS>

abstract class AdamOptimizer extends RuleOptimizer<Group, typeof RULE> {
  static override readonly rule = RULE

  protected override flags(group: ParamGroup<Group>): number {
    const coupled = group.weightDecay !== 0 && !group.decoupledWeightDecay
    return (coupled ? FLAG.weightDecay : 0) | (group.amsgrad ? FLAG.amsgrad : 0)
  }

  protected numbers(group: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    const { lr, weightDecay, eps, epsInsideSqrt } = group
    const [beta1, beta2] = group.betas
    const correction2 = 1 - power(beta2, step)
    return {
      decay: group.decoupledWeightDecay ? 1 - lr * weightDecay : 1,
      weightDecay,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      stepSize: lr / (1 - power(beta1, step)),
      rootScale: 1 / Math.sqrt(correction2),
      epsInside: epsInsideSqrt ? eps * correction2 : 0,
      eps: epsInsideSqrt ? 0 : eps
    }
  }
}

/**
 * Adam: every element moves by its averaged gradient over the root of its averaged squared gradient (Kingma and Ba,
 * "Adam: a method for stochastic optimization", 2015). torch.optim.Adam.
 *
 * Formula:
 * m = beta1 m + (1 - beta1) G                     with weightDecay: G + weightDecay W
 * v = beta2 v + (1 - beta2) G^2                   with amsgrad: the largest v so far in the step
 * W = W - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)
 *
 * When to use: a good default for nearly anything; with weight decay use AdamW.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adam(model.parameters(), { lr: 1e-3 })
 * optimizer.zeroGrad()
 * loss.backward()
 * optimizer.step()
 */
export class Adam extends AdamOptimizer {
  static override readonly options = ADAM_OPTIONS

  constructor(params: Params<AdamOptions>, options: AdamOptions = {}) {
    super('Adam', params, options)
  }
}

/**
 * Adam with decoupled weight decay: weights shrink by lr * weightDecay at each step (Loshchilov and Hutter, "Decoupled
 * weight decay regularization", 2019). torch.optim.AdamW.
 *
 * Formula:
 * m = beta1 m + (1 - beta1) G
 * v = beta2 v + (1 - beta2) G^2                   with amsgrad: the largest v so far in the step
 * W = W (1 - lr weightDecay) - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)
 *
 * When to use: transformers, and wherever Adam is used; exclude biases and norms from the decay.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new AdamW(model.parameters(), { lr: 3e-4, weightDecay: 0.1, betas: [0.9, 0.95] })
 */
export class AdamW extends AdamOptimizer {
  static override readonly options = ADAMW_OPTIONS

  constructor(params: Params<AdamWOptions>, options: AdamWOptions = {}) {
    super('AdamW', params, options)
  }
}
