// Sharpness-aware minimization.
import { RULES } from '../../backend/gen/optim.ts'
import { Storage } from '../../backend/index.ts'
import { OptionError } from '../../errors.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import { combine, reduceAll, step } from '../composed.ts'
import type { GroupOptions } from '../groups.ts'
import type { Loss } from '../optimizer.ts'
import { chosen, nonNegative, type OptionsOf, option } from '../options.ts'
import { WrapperOptimizer } from '../wrapper.ts'

const OPTIONS = {
  /** The radius within which the worst point is sought, >= 0. Default 0.05. */
  rho: option(0.05, nonNegative),
  /** Measure that distance relative to each parameter's size (Kwon et al., "ASAM", 2021). Default false. */
  adaptive: option(false, boolean)
}

/** Options of SAM. */
export interface SAMOptions extends OptionsOf<typeof OPTIONS> {}

/**
 * SAM: the gradient of a step is taken at the worst nearby point, which leads to flat minima (Foret et al.,
 * "Sharpness-aware minimization for efficiently improving generalization", 2021, algorithm 1). `step` needs a closure,
 * which it calls twice: a step costs two gradients. The returned loss is that of the first.
 *
 * Formula:
 * E = rho G / |G|                                 |G| over all parameters; adaptive: E = rho W^2 G / |W G|
 * the inner optimizer steps from W with the gradient at W + E
 *
 * Memory: none between steps except the inner optimizer's; during a step a copy of the parameters.
 *
 * When to use: image classification, small data sets, when generalization matters more than time.
 *
 * @param inner the inner optimizer; from now on call `step` on SAM
 * @throws OptionError for an option out of range, a step without a closure
 * @example
 * const optimizer = new SAM(new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 }), { rho: 0.05 })
 * optimizer.step(() => {
 *   optimizer.zeroGrad()
 *   const loss = criterion.forward(model.forward(x), y)
 *   loss.backward()
 *   return loss
 * })
 */
export class SAM<O extends GroupOptions> extends WrapperOptimizer<O> {
  override readonly needsClosure = true
  readonly rho: number
  readonly adaptive: boolean

  constructor(inner: WrapperOptimizer<O>['inner'], options: SAMOptions = {}) {
    super('SAM', inner)
    ;({ rho: this.rho, adaptive: this.adaptive } = chosen('SAM', options, OPTIONS))
  }

  protected override advance<L extends Loss>(closure?: () => L): L {
    if (closure === undefined) {
      throw new OptionError('SAM.step: expected a closure that computes the gradients and returns the loss')
    }
    const loss = closure()
    // The loss may be released after the second call of the closure.
    const start = this.#climb()
    this.zeroGrad()
    try {
      closure()
    } finally {
      for (const [p, values] of start) {
        p.data.set(values)
        p.storage.touch()
      }
    }
    this.inner.step()
    return loss
  }

  // Moves every parameter to the worst point and returns its original values.
  #climb(): Map<Tensor, Tensor['data']> {
    const start = new Map<Tensor, Tensor['data']>()
    const directions = this.moving().map((p) => [p, this.#direction(p)] as const)
    const norms = directions.map(([p, { storage }]) => reduceAll(storage, p.size, 'norm'))
    const total = Math.sqrt(norms.reduce((sum, norm) => sum + norm * norm, 0))
    for (const [p, { storage, sign }] of directions) {
      start.set(p, p.data.slice())
      if (!(total > 0) || p.size === 0) continue
      if (this.adaptive) combine('mul', storage, p, storage, p.size)
      step(RULES.applyUpdate, 0, p.size, [p, storage], { decay: 1, stepSize: (-sign * this.rho) / total })
      p.storage.touch()
    }
    return start
  }

  // The gradient, times the parameter if distances are relative; negated for maximize.
  #direction(p: Tensor): { storage: Storage; sign: number } {
    const storage = Storage.allocate(p.dtype, p.size)
    const group = this.paramGroups.find(({ params }) => params.includes(p))!
    const g = p.grad!
    storage.set(g.data)
    if (this.adaptive && p.size > 0) combine('mul', storage, p, storage, p.size)
    return { storage, sign: group.maximize ? -1 : 1 }
  }
}
