// LAMB.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import { ComposedOptimizer, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { ParamState } from '../optimizer.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'

const RULE = RULES.lamb

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Added to the root of the second moment, >= 0. Default 1e-6. */
  eps: option(1e-6, nonNegative),
  /** Weight decay, added to the direction, >= 0. Default 0.01. */
  weightDecay: option(0.01, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of LAMB. */
export interface LAMBOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * LAMB: Adam's direction, with each tensor's step in proportion to the tensor's norm (You et al., "Large batch
 * optimization for deep learning: training BERT in 76 minutes", 2020, algorithm 2).
 *
 * Formula:
 * U = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) + weightDecay W      with the moments m, v of Adam
 * W = W - lr (|W| / |U|) U                        of each tensor; the ratio of norms is 1 where one of them is 0
 *
 * When to use: batches of thousands; put biases and norms in a group with weightDecay 0.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new LAMB(model.parameters(), { lr: 2e-3 })
 */
export class LAMB extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[]): StateShapes {
    return { expAvg: { shape }, expAvgSq: { shape } }
  }

  override readonly stateGroups = [['expAvg', 'expAvgSq']]
  constructor(params: Params<LAMBOptions>, options: LAMBOptions = {}) {
    super('LAMB', params, options)
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const { lr, eps, weightDecay } = group
    const [beta1, beta2] = group.betas
    const t = state.scalars.step
    const n = p.size
    if (n === 0) return
    const direction = this.scratch('direction', p)
    const slots = [this.slot(state, 'expAvg', p), this.slot(state, 'expAvgSq', p)]
    step(RULE, 0, n, [p, g, ...slots, direction], {
      gradScale,
      weightDecay,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      momentScale: 1 / (1 - power(beta1, t)),
      rootScale: 1 / Math.sqrt(1 - power(beta2, t)),
      eps
    })
    const ratio = trustRatio(reduceAll(p, n, 'norm'), reduceAll(direction, n, 'norm'))
    step(RULES.applyUpdate, 0, n, [p, direction], { decay: 1, stepSize: lr * ratio })
  }
}

/** The norm of a parameter over that of its direction, 1 where one of them is 0. */
function trustRatio(parameter: number, direction: number): number {
  return parameter === 0 || direction === 0 ? 1 : parameter / direction
}
