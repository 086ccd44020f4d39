// Stochastic gradient descent.
import { RULES } from '../../backend/gen/optim.ts'
import { OptionError } from '../../errors.ts'
import { sparseGrad } from '../../tensor/sparse.ts'
import { boolean, number, oneOf } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Scalars } from '../optimizer.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'
import { denseGradient, sparseOf, stepRows } from '../sparse.ts'

/** Options of SGD. */
export interface SGDOptions {
  /** Learning rate, >= 0. Default 1e-3. */
  lr?: number
  /** How much of the last update goes on, >= 0. Default 0. */
  momentum?: number
  /** How much of the gradient the momentum leaves out. Default 0. */
  dampening?: number
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay?: number
  /** Look ahead along the momentum (Sutskever et al. 2013); needs momentum > 0 and dampening 0. Default false. */
  nesterov?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
  /**
   * 'torch': momentum * buffer + (1 - dampening) * gradient, started from the first gradient. 'ema': the average
   * momentum * buffer + (1 - momentum) * gradient started from 0, as in many lecture notes. Default 'torch'.
   */
  momentumStyle?: 'torch' | 'ema'
}

const RULE = RULES.sgd
const FLAG = flagsOf(RULE)
const DEFAULTS: Required<SGDOptions> = {
  lr: 1e-3,
  momentum: 0,
  dampening: 0,
  weightDecay: 0,
  nesterov: false,
  maximize: false,
  momentumStyle: 'torch'
}

type Group = Required<SGDOptions>

/**
 * Stochastic gradient descent with momentum and weight decay. torch.optim.SGD: the first momentum is the gradient itself,
 * not damped. Sparse gradients of embeddings are taken, without weight decay.
 *
 * When to use: convolutional networks with a schedule, and whatever must need no memory beside the parameters.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9, nesterov: true })
 */
export class SGD extends RuleOptimizer<Group, typeof RULE> {
  protected readonly rule = RULE
  override readonly takesSparse: boolean = true

  constructor(params: Params<SGDOptions>, options: SGDOptions = {}) {
    super('SGD', params, options, DEFAULTS, {
      lr: number({ min: 0 }),
      momentum: number({ min: 0 }),
      dampening: number(),
      weightDecay: number({ min: 0 }),
      nesterov: boolean,
      maximize: boolean,
      momentumStyle: oneOf('torch', 'ema')
    })
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

  protected flags(
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
    return { lr, weightDecay, momentum, undamped: 1 - (group.momentumStyle === 'ema' ? momentum : group.dampening) }
  }

  // Of a sparse gradient only the rows that have one move, unless a momentum keeps the others moving, too.
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
