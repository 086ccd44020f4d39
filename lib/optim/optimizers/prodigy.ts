// Prodigy.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, number, rule } from '../../util/options.ts'
import { ComposedOptimizer, combine, dot, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { Loss, ParamState } from '../optimizer.ts'
import { betas, decayRate, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { copyOf } from '../state.ts'

const OPTIONS = {
  /** A factor of the method's own step, >= 0; schedules change it. Default 1. */
  lr: option(1, nonNegative),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Decay of the sums behind the estimate, in [0, 1); null for the root of betas[1]. Default null. */
  beta3: option<number | null>(
    null,
    rule('a number >= 0 and < 1 or null', (v) => v === null || decayRate.test(v))
  ),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** Weight decay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Shrink the weights by d * lr * weightDecay instead of adding to the gradient. Default true. */
  decoupledWeightDecay: option(true, boolean),
  /** Correct the bias of the averages in the step. Default false. */
  useBiasCorrection: option(false, boolean),
  /** Leave lr out of the sum behind the estimate, for schedules with warm-up. Default false. */
  safeguardWarmup: option(false, boolean),
  /** The first estimate of the distance, > 0. Default 1e-6. */
  d0: option(1e-6, number({ above: 0 })),
  /** A factor of the estimate, > 0. Default 1. */
  dCoef: option(1, number({ above: 0 })),
  /** The largest growth factor of the estimate per step, >= 1. Default Infinity. */
  growthRate: option(
    Infinity,
    rule('a number >= 1', (v) => typeof v === 'number' && v >= 1)
  ),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Prodigy. */
export interface ProdigyOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Prodigy: Adam that finds its own learning rate: it estimates the distance d to the solution from below, and scales
 * steps by it (Mishchenko and Defazio, "Prodigy: an expeditiously adaptive parameter-free learner", 2024, algorithm 4).
 * The estimate is one number for all groups.
 *
 * Formula:
 * a = d lr                                        with useBiasCorrection times sqrt(1 - beta2^t) / (1 - beta1^t)
 * r = beta3 r + (d / d0) a sum of G (W0 - W)      over all parameters; s likewise of G, for each element
 * m = beta1 m + (1 - beta1) d G                   v = beta2 v + (1 - beta2) d^2 G^2
 * W = W (1 - a weightDecay) - a m / (sqrt(v) + d eps)
 * d = max(d, dCoef r / sum of |s|)                growing by growthRate at most
 *
 * Memory: `p0` (the parameters at the beginning), `s`, `expAvg` and `expAvgSq` for each element; d and the sums, one
 * number each.
 *
 * When to use: to avoid a learning rate search; leave lr at 1, with a cosine schedule or none.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Prodigy(model.parameters(), { weightDecay: 0.01 })
 */
export class Prodigy extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[]): StateShapes {
    return { p0: { shape }, s: { shape }, expAvg: { shape }, expAvgSq: { shape } }
  }

  override readonly stateGroups = [['p0', 's', 'expAvg', 'expAvgSq']]
  // All parameters share one estimate.
  override readonly separable = false
  #numerator = 0
  #denominator = 0

  constructor(params: Params<ProdigyOptions>, options: ProdigyOptions = {}) {
    super('Prodigy', params, options)
    const { d0 } = this.defaults
    Object.assign(this.shared, { step: 0, d: d0, dMax: d0, numerator: 0 })
  }

  /** The estimate of the distance: lr times this is the current learning rate. */
  get d(): number {
    return this.shared.d!
  }

  protected override advance<L extends Loss>(closure?: () => L): L | undefined {
    const { shared } = this
    const first = this.paramGroups[0]!
    this.#numerator = shared.numerator! * this.#beta3(first)
    this.#denominator = 0
    shared.step!++
    const loss = super.advance(closure)
    if (this.#denominator === 0) return loss
    const d = this.d
    const estimate = (first.dCoef * this.#numerator) / this.#denominator
    const grown = d === first.d0 ? Math.max(d, estimate) : d
    shared.dMax = Math.max(shared.dMax!, estimate)
    shared.numerator = this.#numerator
    for (const group of this.paramGroups) {
      for (const p of group.params) if (p.grad !== null && p.size > 0) this.#step(p, group, d)
    }
    shared.d = Math.min(shared.dMax, grown * first.growthRate)
    return loss
  }

  #beta3({ beta3, betas }: ParamGroup<Group>): number {
    return beta3 ?? Math.sqrt(betas[1])
  }

  // d lr, with the bias correction if it is on.
  #length(group: ParamGroup<Group>, d: number): number {
    const [beta1, beta2] = group.betas
    const t = this.shared.step!
    return d * group.lr * (group.useBiasCorrection ? Math.sqrt(1 - power(beta2, t)) / (1 - power(beta1, t)) : 1)
  }

  // The moments, and this tensor's part of the sums behind the estimate.
  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const n = p.size
    if (n === 0) return
    const { weightDecay, decoupledWeightDecay, d0, safeguardWarmup } = group
    const [beta1, beta2] = group.betas
    const d = this.d
    const length = this.#length(group, d)
    state.slots.p0 ??= copyOf(p)
    const s = this.slot(state, 's', p)
    const coupled = decoupledWeightDecay ? 0 : weightDecay
    const away = this.scratch('away', p)
    combine('sub', state.slots.p0, p, away, n)
    // With coupled decay the gradient is g + weightDecay p.
    const along = gradScale * dot(g, away, n) + (coupled === 0 ? 0 : coupled * dot(p, away, n))
    this.#numerator += (d / d0) * length * along
    step(RULES.prodigyMoments, 0, n, [p, g, this.slot(state, 'expAvg', p), this.slot(state, 'expAvgSq', p), s], {
      gradScale,
      weightDecay: coupled,
      beta1,
      gradWeight: d * (1 - beta1),
      beta2,
      squareWeight: d * d * (1 - beta2),
      beta3: this.#beta3(group),
      sWeight: (d / d0) * (safeguardWarmup ? d : length)
    })
    this.#denominator += reduceAll(s, n, 'abs')
  }

  #step(p: Tensor, group: ParamGroup<Group>, d: number): void {
    const { weightDecay, decoupledWeightDecay, eps } = group
    const { expAvg, expAvgSq } = this.states.get(p)!.slots as Record<'expAvg' | 'expAvgSq', Tensor>
    const stepSize = this.#length(group, d)
    const decay = decoupledWeightDecay ? 1 - weightDecay * stepSize : 1
    step(RULES.prodigyStep, 0, p.size, [p, p.grad!, expAvg, expAvgSq], { decay, stepSize, eps: d * eps })
    p.storage.touch()
  }
}
