// LARS.
import { RULES } from '../../backend/gen/optim.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, number } from '../../util/options.ts'
import { ComposedOptimizer, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { ParamState } from '../optimizer.ts'
import { type GroupOf, needed, nonNegative, type OptionsOf, option } from '../options.ts'
import { flagsOf } from '../ruleOptimizer.ts'

const RULE = RULES.sgd
const FLAG = flagsOf(RULE)

const OPTIONS = {
  /** Learning rate, >= 0. Required, without a default: it grows with the batch. */
  lr: needed<number>(nonNegative),
  /** Momentum factor, >= 0. Default 0.9. */
  momentum: option(0.9, nonNegative),
  /** Added to the gradient as weightDecay * parameter, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** The norm of a step of lr 1 relative to the tensor's norm, > 0. Default 1e-3. */
  trustCoefficient: option(1e-3, number({ above: 0 })),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of LARS. */
export interface LARSOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * LARS: SGD with momentum whose learning rate for each tensor is in proportion to the tensor's norm over its gradient's
 * (You, Gitman and Ginsburg, "Large batch training of convolutional networks", 2017, algorithm 1).
 *
 * Formula:
 * a = trustCoefficient |W| / (|G| + weightDecay |W|)       of each tensor; 1 where a norm is 0
 * b = momentum b + lr a (G + weightDecay W)
 * W = W - b
 *
 * Memory: `momentumBuffer` for each element.
 *
 * When to use: convolutional networks with batches of thousands; train biases and norms with a separate SGD.
 *
 * @throws OptionError for an option out of range, a missing lr, a parameter given twice, an empty list
 * @example
 * const optimizer = new LARS(model.parameters(), { lr: 4, momentum: 0.9, weightDecay: 5e-4 })
 */
export class LARS extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[]): StateShapes {
    return { momentumBuffer: { shape } }
  }

  constructor(params: Params<LARSOptions>, options: LARSOptions = {}) {
    super('LARS', params, options)
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const { lr, momentum, weightDecay, trustCoefficient } = group
    const n = p.size
    if (n === 0) return
    const norm = reduceAll(p, n, 'norm')
    const gradientNorm = Math.abs(gradScale) * reduceAll(g, n, 'norm')
    const ratio = norm === 0 || gradientNorm === 0 ? 1 : (trustCoefficient * norm) / (gradientNorm + weightDecay * norm)
    const flags = FLAG.momentum | (weightDecay !== 0 ? FLAG.weightDecay : 0)
    // The momentum holds whole steps, each with the learning rate at its time.
    const numbers = { gradScale, lr: 1, weightDecay, momentum, oneMinusDampening: lr * ratio }
    step(RULE, flags, n, [p, g, this.slot(state, 'momentumBuffer', p)], numbers)
  }
}
