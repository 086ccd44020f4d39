// Adam whose states take one or two bytes an element.

import * as kernels from '../../backend/calls.ts'
import { RULES } from '../../backend/gen/optim.ts'
import { Storage } from '../../backend/index.ts'
import { OptionError } from '../../errors.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import { ComposedOptimizer } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { ParamState } from '../optimizer.ts'
import { betas, nonNegative } from '../options.ts'
import { flagsOf } from '../ruleOptimizer.ts'
import { power } from '../schedules/anneal.ts'

/** Options of Adam8bit. */
export interface Adam8bitOptions {
  /** Learning rate, >= 0. Default 1e-3. */
  lr?: number
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.9, 0.999]. */
  betas?: readonly [number, number]
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps?: number
  /** Weight decay, >= 0. Default 0. */
  weightDecay?: number
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient, as AdamW does. Default false. */
  decoupledWeightDecay?: boolean
  /** Climb instead of descend. Default false. */
  maximize?: boolean
}

/** Options of AdamBfloat16. */
export interface AdamBfloat16Options extends Adam8bitOptions {}

type Group = Required<Adam8bitOptions>
const DEFAULTS: Group = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weightDecay: 0,
  decoupledWeightDecay: false,
  maximize: false
}
const FLAG = flagsOf(RULES.adam)
const BLOCK = 256

abstract class PackedOptimizer extends ComposedOptimizer<Group> {
  override readonly together = [['expAvg', 'expAvgSq', 'scales']]
  /** 0 for bfloat16, 1 for bytes: see lib/backend/js/packed.ts. */
  protected abstract readonly format: 0 | 1

  constructor(kind: string, params: Params<Adam8bitOptions>, options: Adam8bitOptions) {
    super(kind, params, options, DEFAULTS, {
      lr: nonNegative,
      betas,
      eps: nonNegative,
      weightDecay: nonNegative,
      decoupledWeightDecay: boolean,
      maximize: boolean
    })
  }

  protected override checkParameter(p: Tensor, name: string): void {
    if (p.dtype !== 'float32')
      throw new OptionError(`${this.kind}: expected ${name} to be float32 but it is ${p.dtype}`)
  }

  override slotFits(name: string, slot: Tensor, p: Tensor): boolean {
    const scales = name === 'scales'
    return slot.ndim === 1 && slot.dtype === (scales ? 'float32' : 'bool') && slot.size === this.#length(name, p)
  }

  #length(name: string, { size }: Tensor): number {
    if (name === 'scales') return this.format * 2 * Math.ceil(size / BLOCK)
    return size * (2 - this.format)
  }

  #slot(state: ParamState, name: string, p: Tensor): Tensor {
    const length = this.#length(name, p)
    state.slots[name] ??= new Tensor(Storage.allocate(name === 'scales' ? 'float32' : 'bool', length), [length])
    return state.slots[name]
  }

  protected move(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const { lr, weightDecay, eps, decoupledWeightDecay } = group
    const [beta1, beta2] = group.betas
    const t = state.scalars.step
    const coupled = weightDecay !== 0 && !decoupledWeightDecay
    const numbers = {
      gradScale,
      decay: decoupledWeightDecay ? 1 - lr * weightDecay : 1,
      weightDecay,
      grow1: 1 - beta1,
      beta2,
      grow2: 1 - beta2,
      stepSize: lr / (1 - power(beta1, t)),
      rootScale: 1 / Math.sqrt(1 - power(beta2, t)),
      epsInside: 0,
      eps
    } satisfies Record<(typeof RULES.adam.numbers)[number], number>
    kernels.adamPacked({
      p: [p],
      g: [g],
      m: [this.#slot(state, 'expAvg', p)],
      v: [this.#slot(state, 'expAvgSq', p)],
      scales: [this.#slot(state, 'scales', p)],
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
 * Memory: `expAvg` and `expAvgSq`, a byte each for each element, and `scales`, two float32 for 256 elements.
 *
 * When to use: when the states of Adam do not fit; keep embeddings in a group of their own with Adam.
 *
 * @throws OptionError for an option out of range, a parameter that is not float32 or given twice, an empty list
 * @example
 * const optimizer = new Adam8bit(model.parameters(), { lr: 1e-3 })
 */
export class Adam8bit extends PackedOptimizer {
  protected readonly format = 1

  constructor(params: Params<Adam8bitOptions>, options: Adam8bitOptions = {}) {
    super('Adam8bit', params, options)
  }
}

/**
 * Adam with four bytes of state for each element: both moments are bfloat16, rounded up or down at random so that slow
 * averages keep moving (stochastic rounding: Gupta et al., "Deep learning with limited numerical precision", 2015). The
 * same bits in every run. float32 parameters only.
 *
 * Memory: `expAvg` and `expAvgSq`, two bytes each for each element; `scales` is empty.
 *
 * When to use: half of Adam's states at hardly any loss.
 *
 * @throws OptionError for an option out of range, a parameter that is not float32 or given twice, an empty list
 * @example
 * const optimizer = new AdamBfloat16(model.parameters(), { lr: 1e-3 })
 */
export class AdamBfloat16 extends PackedOptimizer {
  protected readonly format = 0

  constructor(params: Params<AdamBfloat16Options>, options: AdamBfloat16Options = {}) {
    super('AdamBfloat16', params, options)
  }
}
