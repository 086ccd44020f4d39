// Adam and AdamW.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { betas, nonNegative } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of Adam and AdamW. */
export interface AdamOptions {
  /** Learning rate, >= 0. Default 1e-3. */
  lr?: number
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas?: readonly [number, number]
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps?: number
  /** Weight decay, >= 0. Default 0; AdamW 0.01. */
  weightDecay?: number
  /** Divide by the largest second moment so far (Reddi et al. 2018). Default false. */
  amsgrad?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default false; always true in AdamW. */
  decoupledWeightDecay?: boolean
  /** Add eps inside the root, sqrt(moment + eps), as some lecture notes do. Default false. */
  epsInsideSqrt?: boolean
}

const RULE = RULES.adam
const FLAG = flagsOf(RULE)
const DEFAULTS: Required<AdamOptions> = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weightDecay: 0,
  amsgrad: false,
  maximize: false,
  decoupledWeightDecay: false,
  epsInsideSqrt: false
}
const OPTIONS = {
  lr: nonNegative,
  betas,
  eps: nonNegative,
  weightDecay: nonNegative,
  amsgrad: boolean,
  maximize: boolean,
  epsInsideSqrt: boolean
}

type Group = Required<AdamOptions>

abstract class AdamOptimizer extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  protected flags(group: ParamGroup<Group>): number {
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
      grow1: 1 - beta1,
      beta2,
      grow2: 1 - beta2,
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
 * When to use: nearly anything, to begin with; with weight decay take AdamW.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adam(model.parameters(), { lr: 1e-3 })
 * optimizer.zeroGrad()
 * loss.backward()
 * optimizer.step()
 */
export class Adam extends AdamOptimizer {
  constructor(params: Params<AdamOptions>, options: AdamOptions = {}) {
    super('Adam', params, options, DEFAULTS, { ...OPTIONS, decoupledWeightDecay: boolean })
  }
}

/**
 * Adam with decoupled weight decay: weights shrink by lr * weightDecay at each step (Loshchilov and Hutter, "Decoupled
 * weight decay regularization", 2019). torch.optim.AdamW.
 *
 * When to use: transformers and whatever else Adam is used for; leave biases and norms out of the decay.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new AdamW(model.parameters(), { lr: 3e-4, weightDecay: 0.1, betas: [0.9, 0.95] })
 */
export class AdamW extends AdamOptimizer {
  constructor(params: Params<AdamWOptions>, options: AdamWOptions = {}) {
    super('AdamW', params, options, { ...DEFAULTS, weightDecay: 0.01, decoupledWeightDecay: true }, OPTIONS)
  }
}

export type AdamWOptions = Omit<AdamOptions, 'decoupledWeightDecay'>
