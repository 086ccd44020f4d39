// Adam whose states take one or two bytes per element.

import * as kernels from '../../backend/calls.ts'
import { RULES } from '../../backend/gen/optim.ts'
import { Storage } from '../../backend/index.ts'
import { power } from '../../backend/math.ts'
import { OptionError } from '../../errors.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import { ComposedOptimizer } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { ParamState } from '../optimizer.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { flagsOf } from '../ruleOptimizer.ts'

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas: betas(0.9, 0.999),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** Weight decay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient, as AdamW does. Default false. */
  decoupledWeightDecay: option(false, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Adam8bit. */
export interface Adam8bitOptions extends OptionsOf<typeof OPTIONS> {}
/** Options of AdamBfloat16. */
export interface AdamBfloat16Options extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

const FLAG = flagsOf(RULES.adam)
const BLOCK = 256

function packedShapes(size: number, bytes: number, scales: number): StateShapes {
  const moment = { shape: [bytes * size], dtype: 'bool' } as const
  return { expAvg: moment, expAvgSq: moment, scales: { shape: [scales], dtype: 'float32' } }
}

abstract class PackedOptimizer extends ComposedOptimizer<Group> {
  override readonly stateGroups = [['expAvg', 'expAvgSq', 'scales']]
  static override readonly options = OPTIONS
  /** 0 for bfloat16, 1 for bytes: see lib/backend/js/packed.ts. */
  protected abstract readonly format: 0 | 1

  protected override checkGroup({ params }: ParamGroup<Group>, names: ReadonlyMap<Tensor, string>): void {
    const p = params.find(({ dtype }) => dtype !== 'float32')
    if (p === undefined) return
    throw new OptionError(`${this.kind}: expected ${names.get(p)} to be float32 but it is ${p.dtype}`)
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const { lr, weightDecay, eps, decoupledWeightDecay } = group
    const [beta1, beta2] = group.betas
    const t = state.scalars.step
    const shapes = this.stateShapes(p.shape, group)
    const [m, v, scales] = ['expAvg', 'expAvgSq', 'scales'].map((name) => {
      const { shape, dtype } = shapes[name]!
      state.slots[name] ??= new Tensor(Storage.allocate(dtype!, shape[0]!), shape)
      return state.slots[name]
    }) as [Tensor, Tensor, Tensor]
    const coupled = weightDecay !== 0 && !decoupledWeightDecay
    const numbers = {
      gradScale,
      decay: decoupledWeightDecay ? 1 - lr * weightDecay : 1,
      weightDecay,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      stepSize: lr / (1 - power(beta1, t)),
      rootScale: 1 / Math.sqrt(1 - power(beta2, t)),
      epsInside: 0,
      eps
    } satisfies Record<(typeof RULES.adam.numbers)[number], number>
    kernels.adamPacked({
      p: [p],
      g: [g],
      m: [m],
      v: [v],
      scales: [scales],
      format: this.format,
      flags: coupled ? FLAG.weightDecay : 0,
      seed: Math.imul(t, 0x9e3779b1) >>> 0,
      n: [p.size],
      numbers: kernels.numbersOf(RULES.adam, numbers, RULES.adam.numbers.length)
    })
  }
}

/**
 * Adam with two bytes of state for each element: blocks of 256 elements share a scale, within which a moment is a small
 * float of 8 bits (after Dettmers et al., "8-bit optimizers via block-wise quantization", 2022). Unpacked, stepped and
 * packed in one pass over memory. float32 parameters only.
 *
 * Formula:
 * m = beta1 m + (1 - beta1) G                     unpacked, and packed again after the step
 * v = beta2 v + (1 - beta2) G^2
 * W = W - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)
 *
 * Memory: `expAvg` and `expAvgSq`, a byte each for each element, and `scales`, two float32 for 256 elements.
 *
 * When to use: when the states of Adam do not fit in memory; train embeddings with a separate Adam.
 *
 * @throws OptionError for an option out of range, a parameter that is not float32 or given twice, an empty list
 * @example
 * const optimizer = new Adam8bit(model.parameters(), { lr: 1e-3 })
 */
export class Adam8bit extends PackedOptimizer {
  protected readonly format = 1

  static override stateShapes(shape: readonly number[]): StateShapes {
    return packedShapes(sizeOf(shape), 1, 2 * Math.ceil(sizeOf(shape) / BLOCK))
  }

  constructor(params: Params<Adam8bitOptions>, options: Adam8bitOptions = {}) {
    super('Adam8bit', params, options)
  }
}

/**
 * Adam with four bytes of state for each element: both moments are bfloat16, rounded randomly up or down so that slow
 * averages keep moving (stochastic rounding: Gupta et al., "Deep learning with limited numerical precision", 2015). The
 * same bits in every run. float32 parameters only.
 *
 * Formula:
 * m = beta1 m + (1 - beta1) G                     rounded to bfloat16 at random
 * v = beta2 v + (1 - beta2) G^2
 * W = W - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)
 *
 * Memory: `expAvg` and `expAvgSq`, two bytes each for each element; `scales` is empty.
 *
 * When to use: half of Adam's state memory at hardly any loss in quality.
 *
 * @throws OptionError for an option out of range, a parameter that is not float32 or given twice, an empty list
 * @example
 * const optimizer = new AdamBfloat16(model.parameters(), { lr: 1e-3 })
 */
export class AdamBfloat16 extends PackedOptimizer {
  protected readonly format = 0

  static override stateShapes(shape: readonly number[]): StateShapes {
    return packedShapes(sizeOf(shape), 2, 0)
  }

  constructor(params: Params<AdamBfloat16Options>, options: AdamBfloat16Options = {}) {
    super('AdamBfloat16', params, options)
  }
}
