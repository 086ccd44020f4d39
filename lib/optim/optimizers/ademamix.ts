// AdEMAMix.
import { exp_f64, log_f64 } from '../../backend/gen/math.ts'
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { arrayOf, boolean, either, rule, wholeNumber } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { decayRate, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.ademamix

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /**
   * Decay of the fast average, of the squared gradient and of the slow average, in [0, 1). Default [0.9, 0.999,
   * 0.9999].
   */
  betas: option<readonly [number, number, number]>([0.9, 0.999, 0.9999], arrayOf(decayRate, 3)),
  /** The weight of the slow average in a step, >= 0. Default 5. */
  alpha: option(5, nonNegative),
  /**
   * Steps over which alpha grows from 0 and the slow decay from betas[0], as many as the run has in the paper, >= 1;
   * null for neither. Default null.
   */
  tAlphaBeta3: option<number | null>(
    null,
    either(
      wholeNumber({ min: 1 }),
      rule('null', (v) => v === null)
    )
  ),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** The weights shrink by lr * weightDecay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of AdEMAMix. */
export interface AdEMAMixOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * AdEMAMix: Adam whose step adds a second average of the gradient over ten thousand steps instead of ten
 * (Pagliardini, Ablin and Grangier, "The AdEMAMix optimizer: better, faster, older", 2024, algorithm 1).
 *
 * Formula:
 * m1 = beta1 m1 + (1 - beta1) G
 * m2 = beta3(t) m2 + (1 - beta3(t)) G
 * v = beta2 v + (1 - beta2) G^2
 * U = (m1 / (1 - beta1^t) + alpha(t) m2) / (sqrt(v / (1 - beta2^t)) + eps)
 * W = W (1 - lr weightDecay) - lr U
 *
 * When to use: long runs of language models and vision transformers, with tAlphaBeta3 the number of steps; three states
 * for each element.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new AdEMAMix(model.parameters(), { lr: 1e-3, weightDecay: 0.1, tAlphaBeta3: 10_000 })
 */
export class AdEMAMix extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<AdEMAMixOptions>, options: AdEMAMixOptions = {}) {
    super('AdEMAMix', params, options)
  }

  protected numbers(group: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    const { lr, alpha, tAlphaBeta3, weightDecay, eps } = group
    const [beta1, beta2, beta3] = group.betas
    const progress = tAlphaBeta3 === null ? 1 : Math.min(1, step / tAlphaBeta3)
    return {
      decay: 1 - lr * weightDecay,
      oneMinusBeta1: 1 - beta1,
      oneMinusBeta3: 1 - warmedUp(beta1, beta3, progress),
      beta2,
      oneMinusBeta2: 1 - beta2,
      stepSize: lr / (1 - power(beta1, step)),
      slowStep: lr * alpha * progress,
      rootScale: 1 / Math.sqrt(1 - power(beta2, step)),
      eps
    }
  }
}

// From one decay to another so that the half-life of the average grows evenly.
function warmedUp(from: number, to: number, progress: number): number {
  if (progress === 1 || from === 0 || to <= from) return to
  const [a, b] = [log_f64(from), log_f64(to)]
  return Math.min(exp_f64((a * b) / ((1 - progress) * b + progress * a)), to)
}
