// Stochastic gradient descent.
import { RULES } from '../../backend/gen/optim.ts'
import { OptionError } from '../../errors.ts'
import { sparseGrad } from '../../tensor/sparse.ts'
import { boolean, number, oneOf } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { type GroupOf, type OptionsOf, option } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { denseGradient, sparseOf, stepRows } from '../sparse.ts'

const RULE = RULES.sgd
const FLAG = flagsOf(RULE)

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, number({ min: 0 })),
  /** Momentum factor, >= 0. Default 0. */
  momentum: option(0, number({ min: 0 })),
  /** Dampening for momentum. Default 0. */
  dampening: option(0, number()),
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay: option(0, number({ min: 0 })),
  /** Look ahead along the momentum (Sutskever et al. 2013); needs momentum > 0 and dampening 0. Default false. */
  nesterov: option(false, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean),
  /**
   * 'torch': momentum * buffer + (1 - dampening) * gradient, started from the first gradient. 'ema': the average
   * momentum * buffer + (1 - momentum) * gradient started from 0, as in many lecture notes. Default 'torch'.
   */
  momentumStyle: option<'torch' | 'ema'>('torch', oneOf('torch', 'ema'))
}

/** Options of SGD. */
export interface SGDOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Stochastic gradient descent with momentum and weight decay. torch.optim.SGD: the momentum starts as the first
 * gradient, undampened. Accepts sparse gradients of embeddings, without weight decay.
 *
 * Formula:
 * b = momentum b + (1 - dampening) G              at first b = G; with weightDecay: G + weightDecay W
 * W = W - lr b                                    nesterov: W - lr (G + momentum b)
 *
 * When to use: convolutional networks with a schedule, and where no memory beyond the parameters is available.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9, nesterov: true })
 */
export class SGD extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE
  override readonly takesSparse: boolean = true

  constructor(params: Params<SGDOptions>, options: SGDOptions = {}) {
    super('SGD', params, options)
  }

  protected override checkGroup({ nesterov, momentum, dampening, momentumStyle }: ParamGroup<Group>): void {
    if (momentumStyle === 'ema' && (nesterov || dampening !== 0)) {
      throw new OptionError(
        `SGD: expected neither nesterov nor dampening with momentumStyle 'ema' but received nesterov ${nesterov} and dampening ${dampening}`
      )
    }
    if (nesterov && (momentum <= 0 || dampening !== 0)) {
      throw new OptionError(
        `SGD: expected momentum > 0 and dampening 0 with nesterov but received momentum ${momentum} and dampening ${dampening}`
      )
    }
  }

  protected override flags(
    { weightDecay, momentum, nesterov, momentumStyle }: ParamGroup<Group>,
    _: Scalars,
    fresh: boolean
  ): number {
    const decay = weightDecay !== 0 ? FLAG.weightDecay : 0
    if (momentum === 0) return decay
    const first = fresh && momentumStyle === 'torch'
    return decay | FLAG.momentum | (first ? FLAG.first : 0) | (nesterov ? FLAG.nesterov : 0)
  }

  protected numbers(group: ParamGroup<Group>): Numbers<typeof RULE> {
    const { lr, weightDecay, momentum } = group
    return {
      lr,
      weightDecay,
      momentum,
      oneMinusDampening: 1 - (group.momentumStyle === 'ema' ? momentum : group.dampening)
    }
  }

  // With a sparse gradient only its rows move, unless momentum keeps the others moving.
  protected override update(group: ParamGroup<Group>, gradScale: number, index: number): void {
    const tables = sparseOf('SGD', group, this.names)
    if (group.momentum === 0) {
      super.update(group, gradScale, index)
      for (const p of tables) stepRows(RULE, [p], sparseGrad(p)!, { gradScale, ...this.numbers(group) } as never)
      return
    }
    for (const p of tables) p.grad = denseGradient(p)
    try {
      super.update(group, gradScale, index)
    } finally {
      for (const p of tables) p.grad = null
    }
  }
}
