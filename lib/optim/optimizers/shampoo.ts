// Shampoo.
import * as kernels from '../../backend/calls.ts'
import { OPS } from '../../backend/gen/elementwise.ts'
import { RULES } from '../../backend/gen/optim.ts'
import { type Operand, Storage } from '../../backend/index.ts'
import { power } from '../../backend/math.ts'
import { NonFiniteError, OptionError } from '../../errors.ts'
import { eigh } from '../../linalg/eigh.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, number, oneOf, wholeNumber } from '../../util/options.ts'
import { ComposedOptimizer, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { ParamState } from '../optimizer.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { flagsOf } from '../ruleOptimizer.ts'
import { type AxisMatrix, fitsAxis, gram, gramDiagonal, mergedShape, multiplyAxes, type Scratch } from './axes.ts'

const FLAG = flagsOf(RULES.sgd)

const OPTIONS = {
  /** Learning rate, >= 0. Default 0.1. */
  lr: option(0.1, nonNegative),
  /** Momentum factor as in SGD, >= 0. Default 0. */
  momentum: option(0, nonNegative),
  /** Look ahead along the momentum; needs momentum > 0. Default false. */
  nesterov: option(false, boolean),
  /** Weight decay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Shrink the weights by lr * weightDecay instead of adding to the gradient. Default false. */
  decoupledWeightDecay: option(false, boolean),
  /** Added to the diagonal of the preconditioners, >= 0. Default 1e-4. */
  epsilon: option(1e-4, nonNegative),
  /** Steps between computations of the inverse roots, >= 1. Default 1. */
  updateFreq: option(1, wholeNumber({ min: 1 })),
  /**
   * Decay of the preconditioners, in [0, 1]: 1 sums the products of all gradients, smaller values average them. Default
   * 1.
   */
  beta2: option(1, number({ min: 0, max: 1 })),
  /** p of the inverse p-th roots, >= 0; 0 is twice the number of axes, as in the paper. Default 0. */
  inverseExponentOverride: option(0, nonNegative),
  /**
   * The source of a step's length (Anil et al., "Scalable second order optimization for deep learning", 2020): its
   * own, the gradient, or Adagrad's step. Default 'none'.
   */
  graftType: option<'none' | 'sgd' | 'adagrad'>('none', oneOf('none', 'sgd', 'adagrad')),
  /** Added to the root of Adagrad's sum when grafting, >= 0. Default 1e-10. */
  graftEpsilon: option(1e-10, nonNegative),
  /** The first preconditioned step, >= 1; earlier ones are those of the grafted optimizer. Default 1. */
  startPreconditioningStep: option(1, wholeNumber({ min: 1 })),
  /** Longer axes use the diagonal of the preconditioner, >= 1. Default 1200. */
  maxPreconditionDim: option(1200, wholeNumber({ min: 1 })),
  /** Merge neighboring axes as long as they have at most maxPreconditionDim elements. Default false. */
  mergeDims: option(false, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Shampoo. */
export interface ShampooOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Shampoo: each axis of a parameter has a matrix, the sum of the products of its slices in all gradients, whose inverse
 * root multiplies the gradient along that axis (Gupta, Koren and Singer, "Shampoo: preconditioned stochastic tensor
 * optimization", 2018, algorithm 2). A vector has one matrix: full-matrix Adagrad.
 *
 * Formula:
 * L = L + G G^T                                   of a matrix G; with beta2 < 1, L = beta2 L + (1 - beta2) G G^T
 * R = R + G^T G
 * D = (L + epsilon I)^(-1/4) G (R + epsilon I)^(-1/4)     the roots as of the last step of updateFreq
 * W = W - lr D                                    with momentum as in SGD; D scaled to the grafted length
 *
 * Memory: for each axis of d elements the matrix `precond` and its root `invPrecond`, d x d each, or d each beyond
 * maxPreconditionDim; for each element `momentumBuffer` with momentum, and `graftSum` with graftType 'adagrad'.
 *
 * When to use: as a baseline for its successors, such as SOAP. Use graftType 'sgd' or 'adagrad' and updateFreq 10 or
 * more for larger layers: a root of d x d takes a third of a second for d = 768.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Shampoo(model.parameters(), { lr: 0.1, momentum: 0.9, graftType: 'sgd', updateFreq: 10 })
 */
export class Shampoo extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[], options: Group): StateShapes {
    const { maxPreconditionDim, momentum, graftType } = options
    const own = axesOf(shape, options).flatMap((d, k) => {
      const matrix = { shape: d > maxPreconditionDim ? [d] : [d, d] }
      return ['precond', 'invPrecond'].map((name) => [name + k, matrix])
    })
    return {
      ...Object.fromEntries(own),
      ...(momentum !== 0 ? { momentumBuffer: { shape } } : {}),
      ...(graftType === 'adagrad' ? { graftSum: { shape } } : {})
    }
  }

  override readonly stateGroups = [['precond#', 'invPrecond#']]
  // The preconditioners take the square of the gradient.
  protected override readonly absorbsGradScale = false

  constructor(params: Params<ShampooOptions>, options: ShampooOptions = {}) {
    super('Shampoo', params, options)
  }

  protected override checkGroup({ nesterov, momentum }: ParamGroup<Group>): void {
    if (nesterov && momentum <= 0) {
      throw new OptionError(`Shampoo: expected momentum > 0 with nesterov but received momentum ${momentum}`)
    }
  }

  override slotFits(name: string, slot: Tensor, p: Tensor): boolean {
    return /^(precond|invPrecond)\d+$/.test(name) ? fitsAxis(slot.shape, p.shape) : super.slotFits(name, slot, p)
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const n = p.size
    if (n === 0) return
    const { lr, momentum, nesterov, weightDecay, decoupledWeightDecay } = group
    const scratch: Scratch = (name, length) => this.scratch(name, p, length)
    const gradient = effective(p, g, decoupledWeightDecay ? 0 : weightDecay, gradScale, scratch)
    const shape = axesOf(p.shape, group)
    this.#gather(p, gradient, state, group, shape, scratch)
    const graft = this.#graft(p, gradient, state, group, scratch)
    const starts = state.scalars.step >= group.startPreconditioningStep
    const roots = starts ? shape.map((_, axis): AxisMatrix => state.slots[`invPrecond${axis}`]!) : []
    const direction = starts ? multiplyAxes(gradient, shape, roots, false, 'direction', scratch) : graft
    if (decoupledWeightDecay && weightDecay !== 0) {
      kernels.mapFlat(OPS.mulScalar.op, [p], p, n, 1 - lr * weightDecay)
    }
    const tensors: Operand[] = [p, direction]
    if (momentum !== 0) tensors.push(this.slot(state, 'momentumBuffer', p))
    step(RULES.sgd, (momentum !== 0 ? FLAG.momentum : 0) | (nesterov ? FLAG.nesterov : 0), n, tensors, {
      gradScale:
        starts && group.graftType !== 'none' ? ratio(reduceAll(graft, n, 'norm'), reduceAll(direction, n, 'norm')) : 1,
      lr,
      weightDecay: 0,
      momentum,
      oneMinusDampening: 1
    })
  }

  // Adds the gradient to the preconditioners, and every updateFreq steps recomputes their roots.
  #gather(
    p: Tensor,
    gradient: Operand,
    state: ParamState,
    { beta2, epsilon, updateFreq, inverseExponentOverride, maxPreconditionDim }: ParamGroup<Group>,
    shape: readonly number[],
    scratch: Scratch
  ): void {
    const due = (state.scalars.step - 1) % updateFreq === 0
    const exponent = inverseExponentOverride > 0 ? inverseExponentOverride : 2 * shape.length
    for (const [axis, d] of shape.entries()) {
      const whole = d <= maxPreconditionDim
      const sum = this.slot(state, `precond${axis}`, p, whole ? [d, d] : [d])
      const now = scratch('gram', sum.size)
      ;(whole ? gram : gramDiagonal)(gradient, shape, axis, now, scratch)
      step(RULES.applyUpdate, 0, sum.size, [sum, now], { decay: beta2, stepSize: beta2 === 1 ? -1 : beta2 - 1 })
      const made = state.slots[`invPrecond${axis}`] !== undefined
      const root = this.slot(state, `invPrecond${axis}`, p, sum.shape)
      if (made && !due) continue
      if (whole) inverseRoot(sum, root, d, exponent, epsilon)
      else for (let k = 0; k < d; k++) root.data[k] = inversePower(sum.data[k]!, exponent, epsilon)
    }
  }

  // The step of the grafted optimizer: the gradient, or Adagrad's.
  #graft(p: Tensor, gradient: Operand, state: ParamState, group: ParamGroup<Group>, scratch: Scratch): Operand {
    if (group.graftType !== 'adagrad') return gradient
    const graft = scratch('graft', p.size)
    graft.fill(0)
    step(RULES.adagrad, 0, p.size, [graft, gradient, this.slot(state, 'graftSum', p)], {
      gradScale: 1,
      stepSize: -1,
      weightDecay: 0,
      eps: group.graftEpsilon
    })
    return graft
  }
}

// The axes that have a preconditioner. A number is a vector of one element.
function axesOf(shape: readonly number[], { mergeDims, maxPreconditionDim }: Group): readonly number[] {
  const own = shape.length === 0 ? [1] : shape
  return mergeDims ? mergedShape(own, maxPreconditionDim) : own
}

/** The effective gradient: with its sign, and with coupled weight decay. */
function effective(p: Tensor, g: Tensor, weightDecay: number, gradScale: number, scratch: Scratch): Operand {
  if (weightDecay === 0 && gradScale === 1) return g
  const gradient = scratch('gradient', p.size)
  gradient.set(p.data as never)
  step(RULES.applyUpdate, 0, p.size, [gradient, g], { decay: weightDecay, stepSize: -gradScale })
  return gradient
}

const ratio = (length: number, own: number): number => (own === 0 ? 1 : length / own)

/** x^(-1/p) of x >= 0 and a small number; 0 where both are 0. */
function inversePower(x: number, p: number, epsilon: number): number {
  const value = Math.max(x, 0) + epsilon
  if (value === 0) return 0
  return p === 2 ? 1 / Math.sqrt(value) : p === 4 ? 1 / Math.sqrt(Math.sqrt(value)) : power(value, -1 / p)
}

/** root = (matrix + epsilon I)^(-1/p); all NaN for a non-finite matrix. */
function inverseRoot(matrix: Tensor, root: Tensor, d: number, p: number, epsilon: number): void {
  const own = Storage.allocate('float64', d * d)
  own.set(matrix.data as never)
  try {
    const { values, vectors } = eigh(own, d)
    const scaled = own.array
    for (const [k, value] of values.entries()) {
      const factor = inversePower(value, p, epsilon)
      for (let i = k * d; i < (k + 1) * d; i++) scaled[i] = factor * vectors.array[i]!
    }
    const product = Storage.allocate('float64', d * d)
    const rows = kernels.matrix(vectors, d, d)
    kernels.gemm(kernels.transpose(rows), kernels.matrix(own, d, d), kernels.matrix(product, d, d))
    root.data.set(product.array as never)
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error
    root.data.fill(Number.NaN)
  }
}
