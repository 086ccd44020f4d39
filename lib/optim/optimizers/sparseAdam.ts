// SparseAdam.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { OptionError } from '../../errors.ts'
import { hasSparse, sparseGrad } from '../../tensor/sparse.ts'
import { boolean, number } from '../../util/options.ts'
import { ComposedOptimizer } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import { betas, type GroupOf, type OptionsOf, option } from '../options.ts'
import { stepRows } from '../sparse.ts'

const OPTIONS = {
  /** Learning rate, > 0. Default 1e-3. */
  lr: option(1e-3, number({ above: 0 })),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Added to the root of the second moment, > 0. Default 1e-8. */
  eps: option(1e-8, number({ above: 0 })),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of SparseAdam. */
export interface SparseAdamOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Adam for sparse gradients: updates only the used rows of a table and their moments (Kingma and Ba
 * 2015). torch.optim.SparseAdam.
 *
 * Formula:
 * m, v                                            the moments of Adam, of the rows that have a gradient
 * W = W - lr sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + eps)        of those rows
 *
 * Memory: `expAvg` and `expAvgSq` for each element of the table.
 *
 * When to use: large tables of `Embedding(..., { sparse: true })`; use Adam for everything else.
 *
 * @throws OptionError for an option out of range; at the step for a gradient that is not sparse
 * @example
 * const table = new Embedding(1_000_000, 64, { sparse: true })
 * const optimizer = new SparseAdam(table.parameters(), { lr: 1e-3 })
 */
export class SparseAdam extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[]): StateShapes {
    return { expAvg: { shape }, expAvgSq: { shape } }
  }

  override readonly stateGroups = [['expAvg', 'expAvgSq']]
  override readonly takesSparse: boolean = true

  constructor(params: Params<SparseAdamOptions>, options: SparseAdamOptions = {}) {
    super('SparseAdam', params, options)
  }

  protected override update(group: ParamGroup<Group>, gradScale: number): void {
    this.recheck(group)
    const { lr, eps } = group
    const [beta1, beta2] = group.betas
    for (const p of group.params) {
      if (p.grad !== null) {
        throw new OptionError(
          `SparseAdam.step: expected the gradient of ${this.names.get(p)} to be sparse; create its Embedding with sparse: true, or use Adam`
        )
      }
      if (!hasSparse(p)) continue
      const gradient = sparseGrad(p)!
      let state = this.states.get(p)
      if (state === undefined) {
        state = { scalars: { step: 0 }, slots: {} }
        this.states.set(p, state)
      }
      const t = ++state.scalars.step
      const tables = [p, this.slot(state, 'expAvg', p), this.slot(state, 'expAvgSq', p)]
      stepRows(RULES.adam, tables, gradient, {
        gradScale,
        decay: 1,
        weightDecay: 0,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        // The bias of the second moment is corrected in the step, not under the eps.
        stepSize: (lr * Math.sqrt(1 - power(beta2, t))) / (1 - power(beta1, t)),
        rootScale: 1,
        epsInside: 0,
        eps
      } as never)
    }
  }

  protected stepParameter(): void {}
}
