// Adagrad.
import { RULES } from '../../backend/gen/optim.ts'
import { Storage } from '../../backend/index.ts'
import { sparseGrad } from '../../tensor/sparse.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { sparseOf, stepRows } from '../sparse.ts'

const RULE = RULES.adagrad

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-2. */
  lr: option(1e-2, nonNegative),
  /** The learning rate is lr / (1 + (t - 1) * lrDecay) at step t, >= 0. Default 0. */
  lrDecay: option(0, nonNegative),
  /** Added to the gradient as weightDecay * parameter, >= 0; not for sparse gradients. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Initial value of the sums of squares, >= 0. Default 0. */
  initialAccumulatorValue: option(0, nonNegative),
  /** Added to the root of the sum, >= 0. Default 1e-10. */
  eps: option(1e-10, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Adagrad. */
export interface AdagradOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Adagrad: the gradient over the root of the sum of all its squares (Duchi, Hazan and Singer, "Adaptive subgradient
 * methods for online learning and stochastic optimization", 2011). torch.optim.Adagrad.
 *
 * Formula:
 * S = S + G^2
 * W = W - lr / (1 + (t - 1) lrDecay) G / (sqrt(S) + eps)
 *
 * When to use: sparse features such as embeddings of rare words, convex problems; steps only get smaller.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adagrad(model.parameters(), { lr: 0.1 })
 */
export class Adagrad extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE
  override readonly takesSparse: boolean = true

  constructor(params: Params<AdagradOptions>, options: AdagradOptions = {}) {
    super('Adagrad', params, options)
  }

  protected override initial(_slot: string, { initialAccumulatorValue }: ParamGroup<Group>): number {
    return initialAccumulatorValue
  }

  protected numbers({ lr, lrDecay, weightDecay, eps }: ParamGroup<Group>, { step }: Scalars): Numbers<typeof RULE> {
    return { stepSize: lr / (1 + (step - 1) * lrDecay), weightDecay, eps }
  }

  protected override update(group: ParamGroup<Group>, gradScale: number, index: number): void {
    const tables = sparseOf('Adagrad', group, this.names)
    super.update(group, gradScale, index)
    for (const p of tables) this.#rows(p, group, gradScale)
  }

  #rows(p: Tensor, group: ParamGroup<Group>, gradScale: number): void {
    let state = this.states.get(p)
    if (state === undefined) {
      const sum = new Tensor(Storage.allocate(p.dtype, p.size), p.shape)
      sum.data.fill(group.initialAccumulatorValue)
      state = { scalars: { step: 0 }, slots: { sum } }
      this.states.set(p, state)
    }
    state.scalars.step++
    const numbers = { gradScale, ...this.numbers(group, state.scalars) }
    stepRows(RULE, [p, state.slots.sum!], sparseGrad(p)!, numbers as never)
  }
}
