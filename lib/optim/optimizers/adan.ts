// Adan.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { arrayOf, boolean, number } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.adan

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /**
   * Decay of the averages of gradient, change of the gradient, and square, each in [0, 1). Default [0.98, 0.92, 0.99].
   */
  betas: option<readonly [number, number, number]>([0.98, 0.92, 0.99], arrayOf(number({ min: 0, below: 1 }), 3)),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** The weights shrink by 1 / (1 + lr * weightDecay), >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Adan. */
export interface AdanOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Adan: Adam with Nesterov's momentum, written with the change of the gradient so that one gradient per step suffices
 * (Xie et al., "Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models", 2022, algorithm 1). The
 * betas are decays of the averages, as in the authors' code: one minus those of the paper.
 *
 * Formula:
 * D = G - (G of the last step)                    0 at the first
 * m = beta1 m + (1 - beta1) G
 * v = beta2 v + (1 - beta2) D
 * n = beta3 n + (1 - beta3) (G + beta2 D)^2
 * U = (m / (1 - beta1^t) + beta2 v / (1 - beta2^t)) / (sqrt(n / (1 - beta3^t)) + eps)
 * W = (W - lr U) / (1 + lr weightDecay)
 *
 * When to use: transformers and convolutional networks with large learning rates; three states per parameter and the
 * last gradient.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adan(model.parameters(), { lr: 1e-3, weightDecay: 0.02 })
 */
export class Adan extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<AdanOptions>, options: AdanOptions = {}) {
    super('Adan', params, options)
  }

  protected numbers(group: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    const { lr, weightDecay, eps } = group
    const [beta1, beta2, beta3] = group.betas
    return {
      older: step === 1 ? 0 : 1,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      beta3,
      oneMinusBeta3: 1 - beta3,
      momentStep: lr / (1 - power(beta1, step)),
      changeStep: (lr * beta2) / (1 - power(beta2, step)),
      rootScale: 1 / Math.sqrt(1 - power(beta3, step)),
      eps,
      decay: 1 / (1 + lr * weightDecay)
    }
  }
}
