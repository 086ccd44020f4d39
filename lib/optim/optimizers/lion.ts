// Lion.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import { betas, nonNegative } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

/** Options of Lion. */
export interface LionOptions {
  /** Learning rate, >= 0: what every element moves by. Default 1e-4. */
  lr?: number
  /** Decay of the average whose sign is the step, and of the one that is kept, each in [0, 1). Default [0.9, 0.99]. */
  betas?: readonly [number, number]
  /** The weights shrink by lr * weightDecay, >= 0. Default 0. */
  weightDecay?: number
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const RULE = RULES.lion
const DEFAULTS: Required<LionOptions> = { lr: 1e-4, betas: [0.9, 0.99], weightDecay: 0, maximize: false }

type Group = Required<LionOptions>

/**
 * Lion: every element moves by lr in the direction of its averaged gradient's sign (Chen et al., "Symbolic discovery of
 * optimization algorithms", 2023, algorithm 2). One state where Adam has two.
 *
 * When to use: large batches, vision transformers and diffusion models; lr 3 to 10 times smaller and weightDecay as many
 * times larger than AdamW's.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Lion(model.parameters(), { lr: 1e-4, weightDecay: 0.1 })
 */
export class Lion extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<LionOptions>, options: LionOptions = {}) {
    super('Lion', params, options, DEFAULTS, {
      lr: nonNegative,
      betas,
      weightDecay: nonNegative,
      maximize: boolean
    })
  }

  protected flags(): number {
    return 0
  }

  protected numbers({ lr, betas, weightDecay }: ParamGroup<Group>): Numbers<typeof RULE> {
    return { decay: 1 - lr * weightDecay, lr, grow1: 1 - betas[0], grow2: 1 - betas[1] }
  }
}
