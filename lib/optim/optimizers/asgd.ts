// Averaged stochastic gradient descent.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { boolean, number } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const { fround } = Math
const RULE = RULES.asgd

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-2. */
  lr: option(1e-2, nonNegative),
  /** Decay of the parameters in each step, times the step size. Default 1e-4. */
  lambd: option(1e-4, number()),
  /** The power of the step size's decay. Default 0.75. */
  alpha: option(0.75, number()),
  /** The step from which on parameters are averaged. Default 1e6. */
  t0: option(1e6, number()),
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of ASGD. */
export interface ASGDOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Averaged stochastic gradient descent: plain steps that get smaller, and the average of the parameters from step t0 on
 * in the state `ax` (Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992).
 * torch.optim.ASGD.
 *
 * Formula:
 * W = W (1 - lambd eta) - eta G                   eta = lr / (1 + lambd lr t)^alpha, of the step before
 * A = A + mu (W - A)                              mu = 1 / max(1, t - t0)
 *
 * When to use: convex problems, and language models of the AWD-LSTM kind; read the averages with
 * `stateOf(parameter).ax`.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new ASGD(model.parameters(), { lr: 0.05, t0: 1000 })
 */
export class ASGD extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<ASGDOptions>, options: ASGDOptions = {}) {
    super('ASGD', params, options)
  }

  override initialScalars({ lr }: ParamGroup<Group>): Scalars {
    return { step: 0, eta: fround(lr), mu: 1 }
  }

  // PyTorch keeps both in float32, whatever the parameter's type. The step size is that which the step before left
  // behind, so that a changed lr holds from the step after the next on.
  protected numbers(group: ParamGroup<Group>, scalars: Scalars): Numbers<typeof RULE> {
    const { lr, lambd, alpha, t0, weightDecay } = group
    const { step, eta, mu } = scalars as Record<'step' | 'eta' | 'mu', number>
    scalars.eta = fround(lr / power(1 + lambd * lr * step, alpha))
    scalars.mu = fround(1 / Math.max(1, step - t0))
    return { weightDecay, decay: 1 - lambd * eta, eta, mu }
  }
}
