// Averaged stochastic gradient descent.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean, number } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { nonNegative } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of ASGD. */
export interface ASGDOptions {
  /** Learning rate, >= 0. Default 1e-2. */
  lr?: number
  /** Decay of the parameters in each step, times the step size. Default 1e-4. */
  lambd?: number
  /** The power by which the step size falls. Default 0.75. */
  alpha?: number
  /** The step from which on parameters are averaged. Default 1e6. */
  t0?: number
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay?: number
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

const { fround } = Math
const RULE = RULES.asgd
const DEFAULTS: Required<ASGDOptions> = {
  lr: 1e-2,
  lambd: 1e-4,
  alpha: 0.75,
  t0: 1e6,
  weightDecay: 0,
  maximize: false
}

type Group = Required<ASGDOptions>

/**
 * Averaged stochastic gradient descent: plain steps that get smaller, and the average of the parameters from step t0 on
 * in the state `ax` (Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992).
 * torch.optim.ASGD.
 *
 * When to use: convex problems, and language models of the AWD-LSTM kind; read the averages with `stateOf(parameter).ax`.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new ASGD(model.parameters(), { lr: 0.05, t0: 1000 })
 */
export class ASGD extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE

  constructor(params: Params<ASGDOptions>, options: ASGDOptions = {}) {
    super('ASGD', params, options, DEFAULTS, {
      lr: nonNegative,
      lambd: number(),
      alpha: number(),
      t0: number(),
      weightDecay: nonNegative,
      maximize: boolean
    })
  }

  protected flags(): number {
    return 0
  }

  override initialScalars({ lr }: ParamGroup<Group>): Scalars {
    return { step: 0, eta: fround(lr), mu: 1 }
  }

  // PyTorch keeps both in float32, whatever the parameter's type. The step size is that which the step before left behind, so that a changed lr holds from the step after the next on.
  protected numbers(group: ParamGroup<Group>, scalars: Scalars): Numbers<typeof RULE> {
    const { lr, lambd, alpha, t0, weightDecay } = group
    const { step, eta, mu } = scalars as Record<'step' | 'eta' | 'mu', number>
    scalars.eta = fround(lr / power(1 + lambd * lr * step, alpha))
    scalars.mu = fround(1 / Math.max(1, step - t0))
    return { weightDecay, decay: 1 - lambd * eta, eta, mu }
  }
}
