// Adan.
import { RULES } from '../../backend/gen/optim.ts'
import { arrayOf, boolean, number } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { nonNegative } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of Adan. */
export interface AdanOptions {
  /** Learning rate, >= 0. Default 1e-3. */
  lr?: number
  /** Decay of the averages of gradient, change of the gradient, and square, each in [0, 1). Default [0.98, 0.92, 0.99]. */
  betas?: readonly [number, number, number]
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps?: number
  /** The weights shrink by 1 / (1 + lr * weightDecay), >= 0. Default 0. */
  weightDecay?: number
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const RULE = RULES.adan
const DEFAULTS: Required<AdanOptions> = {
  lr: 1e-3,
  betas: [0.98, 0.92, 0.99],
  eps: 1e-8,
  weightDecay: 0,
  maximize: false
}

type Group = Required<AdanOptions>

/**
 * Adan: Adam with Nesterov's momentum, written with the change of the gradient so that one gradient a step is enough (Xie
 * et al., "Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models", 2022, algorithm 1). The betas
 * are the averages' memory, as in the authors' code: one minus those of the paper.
 *
 * When to use: transformers and convolutional networks with large learning rates; three states a parameter and the last
 * gradient.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adan(model.parameters(), { lr: 1e-3, weightDecay: 0.02 })
 */
export class Adan extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<AdanOptions>, options: AdanOptions = {}) {
    super('Adan', params, options, DEFAULTS, {
      lr: nonNegative,
      betas: arrayOf(number({ min: 0, below: 1 }), 3),
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
    const [beta1, beta2, beta3] = group.betas
    return {
      older: step === 1 ? 0 : 1,
      grow1: 1 - beta1,
      beta2,
      grow2: 1 - beta2,
      beta3,
      grow3: 1 - beta3,
      momentStep: lr / (1 - power(beta1, step)),
      changeStep: (lr * beta2) / (1 - power(beta2, step)),
      rootScale: 1 / Math.sqrt(1 - power(beta3, step)),
      eps,
      decay: 1 / (1 + lr * weightDecay)
    }
  }
}
