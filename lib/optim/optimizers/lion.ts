// Lion.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.lion

const OPTIONS = {
  /** Learning rate, >= 0: the step of every element. Default 1e-4. */
  lr: option(1e-4, nonNegative),
  /** Decay of the average whose sign is the step, and of the stored average, each in [0, 1). Default [0.9, 0.99]. */
  betas: betas(0.9, 0.99),
  /** The weights shrink by lr * weightDecay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Lion. */
export interface LionOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Lion: every element moves by lr in the direction of its averaged gradient's sign (Chen et al., "Symbolic discovery of
 * optimization algorithms", 2023, algorithm 2). One state where Adam has two.
 *
 * Formula:
 * W = W (1 - lr weightDecay) - lr sign(beta1 m + (1 - beta1) G)
 * m = beta2 m + (1 - beta2) G
 *
 * When to use: large batches, vision transformers and diffusion models; lr 3 to 10 times smaller and weightDecay as
 * many times larger than AdamW's.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Lion(model.parameters(), { lr: 1e-4, weightDecay: 0.1 })
 */
export class Lion extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<LionOptions>, options: LionOptions = {}) {
    super('Lion', params, options)
  }

  protected numbers({ lr, betas, weightDecay }: ParamGroup<Group>): Numbers<typeof RULE> {
    return { decay: 1 - lr * weightDecay, lr, oneMinusBeta1: 1 - betas[0], oneMinusBeta2: 1 - betas[1] }
  }
}
