// SOAP.
import * as kernels from '../../backend/calls.ts'
import { RULES } from '../../backend/gen/optim.ts'
import { type Operand, Storage } from '../../backend/index.ts'
import { power } from '../../backend/math.ts'
import { NonFiniteError } from '../../errors.ts'
import { eigh } from '../../linalg/eigh.ts'
import { orthogonalFactor } from '../../linalg/qr.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, either, number, oneOf, rule, wholeNumber } from '../../util/options.ts'
import { ComposedOptimizer, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { ParamState } from '../optimizer.ts'
import { betas, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type AxisMatrix, fitsAxis, gram, mergedShape, multiplyAxes, type Scratch } from './axes.ts'

const RULE = RULES.lamb

const OPTIONS = {
  /** Learning rate, >= 0. Default 3e-3. */
  lr: option(3e-3, nonNegative),
  /** Decay of the averages of gradient and squared gradient, each in [0, 1). Default [0.95, 0.95]. */
  betas: betas(0.95, 0.95),
  /** Decay of the preconditioners, in [0, 1); -1 takes the second of betas. Default -1. */
  shampooBeta: option(
    -1,
    either(
      number({ min: 0, below: 1 }),
      rule('-1', (v) => v === -1)
    )
  ),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative),
  /** The weights shrink by lr * weightDecay, >= 0. Default 0.01. */
  weightDecay: option(0.01, nonNegative),
  /** Steps between updates of the eigenvectors, >= 1. Default 10. */
  preconditionFrequency: option(10, wholeNumber({ min: 1 })),
  /** Longer axes have no preconditioner, >= 1. Default 10000. */
  maxPreconditionDim: option(10_000, wholeNumber({ min: 1 })),
  /** Merge neighboring axes as long as they have at most maxPreconditionDim elements. Default false. */
  mergeDims: option(false, boolean),
  /** Whether vectors have a preconditioner; otherwise they are updated as by AdamW. Default false. */
  precondition1d: option(false, boolean),
  /** Scale each parameter's step to a root mean square of 1; for a large preconditionFrequency. Default false. */
  normalizeGrads: option(false, boolean),
  /** The position of the channels of a 4-D tensor for mergeDims: second or last. Default 'channels_first'. */
  dataFormat: option<'channels_first' | 'channels_last'>('channels_first', oneOf('channels_first', 'channels_last')),
  /** Correct the bias of both averages, as Adam does. Default true. */
  correctBias: option(true, boolean),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of SOAP. */
export interface SOAPOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * SOAP: Adam in the eigenbasis of Shampoo's preconditioners, updated by a power iteration and a QR decomposition every
 * few steps (Vyas et al., "SOAP: improving and stabilizing Shampoo using Adam", 2024, algorithm 3, and the authors' own
 * implementation). The first gradient of a parameter only initializes its eigenvectors: the first step moves nothing.
 * If it is not finite, it is skipped.
 *
 * Formula:
 * M = beta1 M + (1 - beta1) QL^T G QR             of a matrix G
 * V = beta2 V + (1 - beta2) (QL^T G QR)^2
 * W = (W - lr c QL (M / (sqrt(V) + eps)) QR^T) (1 - lr weightDecay)     c = sqrt(1 - beta2^t) / (1 - beta1^t)
 * L = beta L + (1 - beta) G G^T                   beta is shampooBeta, or beta2
 * R = beta R + (1 - beta) G^T G
 * every preconditionFrequency steps: QL = QR(L QL), QR = QR(R QR), their columns in the order of diag(Q^T L Q)
 *
 * Memory: `expAvg` and `expAvgSq` for each element; for each axis of d elements, up to maxPreconditionDim, the
 * preconditioner `gg` and its eigenvectors `q`, d x d each.
 *
 * When to use: matrices of up to a few thousand rows, where the number of steps matters more than their time: the paper
 * needs 40 % fewer than with AdamW.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new SOAP(model.parameters(), { lr: 3e-3, preconditionFrequency: 10 })
 */
export class SOAP extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[], options: Group): StateShapes {
    const { maxPreconditionDim, precondition1d } = options
    const axes = shape.length === 1 && !precondition1d ? [] : axesOf(shape, options)
    const own = axes.flatMap((d, k) =>
      d > maxPreconditionDim ? [] : ['gg', 'q'].map((name) => [name + k, { shape: [d, d] }])
    )
    return { ...Object.fromEntries(own), expAvg: { shape }, expAvgSq: { shape } }
  }

  override readonly stateGroups = [
    ['expAvg', 'expAvgSq'],
    ['gg#', 'q#']
  ]
  // The preconditioners take the square of the gradient.
  protected override readonly absorbsGradScale = false

  constructor(params: Params<SOAPOptions>, options: SOAPOptions = {}) {
    super('SOAP', params, options)
  }

  override slotFits(name: string, slot: Tensor, p: Tensor): boolean {
    if (!/^(gg|q)\d+$/.test(name)) return super.slotFits(name, slot, p)
    const [n = 1, h = 1, w = 1, c = 1] = p.shape
    return slot.ndim === 2 && (fitsAxis(slot.shape, p.shape) || (p.ndim === 4 && fitsAxis(slot.shape, [n, c, h, w])))
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    if (p.size === 0) return
    const scratch: Scratch = (name, length) => this.scratch(name, p, length)
    const view = viewOf(p, group, scratch)
    const gradient = view.take(g)
    if (state.slots.expAvg === undefined) {
      state.scalars.step = 0
      this.#begin(p, gradient, state, group, view.shape, scratch)
      return
    }
    const t = state.scalars.step
    const bases = this.#bases(state, view.shape)
    const direction = scratch('direction', p.size)
    const [beta1, beta2] = group.betas
    const rotated = multiplyAxes(gradient, view.shape, bases, false, 'rotated', scratch)
    step(RULE, 0, p.size, [p, rotated, state.slots.expAvg, state.slots.expAvgSq!, direction], {
      gradScale,
      weightDecay: 0,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      momentScale: 1,
      rootScale: 1,
      eps: group.eps
    })
    const update = view.give(multiplyAxes(direction, view.shape, bases, true, 'update', scratch))
    const corrected = group.correctBias ? Math.sqrt(1 - power(beta2, t)) / (1 - power(beta1, t)) : 1
    const length = group.normalizeGrads ? 1e-30 + reduceAll(update, p.size, 'norm') / Math.sqrt(p.size) : 1
    // Weight decay is applied after the step.
    const decay = 1 - group.lr * group.weightDecay
    step(RULES.applyUpdate, 0, p.size, [p, update], { decay, stepSize: (decay * group.lr * corrected) / length })
    this.#gather(p, gradient, state, group, view.shape, scratch)
    if (t % group.preconditionFrequency === 0) this.#refresh(p, state, view.shape, scratch)
  }

  // Initializes the preconditioners from the first gradient, and their eigenvectors.
  #begin(
    p: Tensor,
    gradient: Operand,
    state: ParamState,
    group: ParamGroup<Group>,
    shape: readonly number[],
    scratch: Scratch
  ): void {
    for (const [axis, d] of shape.entries()) {
      if (d > group.maxPreconditionDim || (p.ndim === 1 && !group.precondition1d)) continue
      this.slot(state, `gg${axis}`, p, [d, d])
    }
    this.#gather(p, gradient, state, group, shape, scratch)
    try {
      for (const [axis, d] of shape.entries()) {
        const gg = state.slots[`gg${axis}`]
        if (gg === undefined) continue
        const vectors = eigh(doubles(gg), d).vectors.array
        const q = this.slot(state, `q${axis}`, p, [d, d]).storage.array
        // The largest eigenvalue first; eigenvectors are columns.
        for (let k = 0; k < d; k++) for (let i = 0; i < d; i++) q[i * d + k] = vectors[(d - 1 - k) * d + i]!
      }
    } catch (error) {
      if (!(error instanceof NonFiniteError)) throw error
      state.slots = {}
      return
    }
    this.slot(state, 'expAvg', p)
    this.slot(state, 'expAvgSq', p)
  }

  #bases({ slots }: ParamState, shape: readonly number[]): AxisMatrix[] {
    return shape.map((_, axis) => slots[`q${axis}`] ?? null)
  }

  // Adds the gradient's products along each axis to their averages.
  #gather(
    p: Tensor,
    gradient: Operand,
    { slots }: ParamState,
    { betas: [, beta2], shampooBeta }: ParamGroup<Group>,
    shape: readonly number[],
    scratch: Scratch
  ): void {
    const weight = 1 - (shampooBeta < 0 ? beta2 : shampooBeta)
    for (const [axis, d] of shape.entries()) {
      const gg = slots[`gg${axis}`]
      if (gg === undefined) continue
      const now = this.scratch('gram', p, d * d)
      gram(gradient, shape, axis, now, scratch)
      step(RULES.average, 0, d * d, [gg, now], { weight })
    }
  }

  // One power iteration with orthogonalized columns; the averages are rotated into the new basis.
  #refresh(p: Tensor, { slots }: ParamState, shape: readonly number[], scratch: Scratch): void {
    const state = { slots } as ParamState
    const expAvg = slots.expAvg!
    const flat = multiplyAxes(expAvg, shape, this.#bases(state, shape), true, 'momentum', scratch)
    for (const [axis, d] of shape.entries()) {
      const q = slots[`q${axis}`]
      if (q === undefined) continue
      const order = follow(slots[`gg${axis}`]!, q, d)
      if (order === null) continue
      const [outer, inner] = [shape.slice(0, axis), shape.slice(axis + 1)].map((s) => s.reduce((n, e) => n * e, 1))
      const selected = scratch('selected', p.size)
      kernels.indexSelect({
        x: slots.expAvgSq!,
        index: order,
        y: selected,
        outer: outer!,
        n: d,
        count: d,
        inner: inner!
      })
      slots.expAvgSq!.data.set(selected.array as never)
    }
    const rotated = multiplyAxes(flat, shape, this.#bases(state, shape), false, 'rotated', scratch)
    if (rotated !== expAvg) expAvg.data.set((rotated as Storage).array as never)
  }
}

/** Updates the basis q to the preconditioner gg; returns the order of its columns, null if gg is not finite. */
function follow(gg: Tensor, q: Tensor, d: number): Storage | null {
  const matrix = doubles(gg)
  const old = doubles(q)
  const image = Storage.allocate('float64', d * d)
  // Row j is the image of column j of q, since gg is symmetric.
  const q0 = kernels.matrix(old, d, d)
  kernels.gemm(kernels.transpose(q0), kernels.matrix(matrix, d, d), kernels.matrix(image, d, d))
  const estimates = Float64Array.from({ length: d }, (_, j) => {
    let sum = 0
    for (let i = 0; i < d; i++) sum += old.array[i * d + j]! * image.array[j * d + i]!
    return sum
  })
  const order = Storage.allocate('int32', d)
  order.set(Array.from(estimates.keys()).sort((i, j) => estimates[j]! - estimates[i]! || i - j))
  const columns = Storage.allocate('float64', d * d)
  kernels.indexSelect({ x: image, index: order, y: columns, outer: 1, n: d, count: d, inner: d })
  try {
    orthogonalFactor(columns, d)
  } catch (error) {
    if (error instanceof NonFiniteError) return null
    throw error
  }
  const into = q.data
  for (let k = 0; k < d; k++) for (let i = 0; i < d; i++) into[i * d + k] = columns.array[k * d + i]!
  return order
}

function doubles(t: Tensor): Storage {
  const own = Storage.allocate('float64', t.size)
  own.set(t.data as never)
  return own
}

/** SOAP's view of the tensor: its axes, with gradients and updates in that order. */
interface View {
  readonly shape: readonly number[]
  take(g: Operand): Operand
  give(update: Operand): Operand
}

// The axes that may have a preconditioner: of channels_last, with the channels in the second place.
function axesOf(shape: readonly number[], options: Group): readonly number[] {
  if (!options.mergeDims || shape.length < 2) return shape
  const [n = 1, h = 1, w = 1, c = 1] = shape
  return mergedShape(turns(shape, options) ? [n, c, h, w] : shape, options.maxPreconditionDim)
}

const turns = (shape: readonly number[], { mergeDims, dataFormat }: Group): boolean =>
  mergeDims && dataFormat === 'channels_last' && shape.length === 4

function viewOf(p: Tensor, group: Group, scratch: Scratch): View {
  const same = (x: Operand): Operand => x
  if (!turns(p.shape, group)) return { shape: axesOf(p.shape, group), take: same, give: same }
  const [n, h, w, c] = p.shape as readonly [number, number, number, number]
  const order = [n, c, h * w]
  const turn = (x: Operand, name: string, from: readonly number[], to: readonly number[]): Operand => {
    const out = scratch(name, p.size)
    kernels.copy(kernels.view(x, order, from), kernels.view(out, order, to))
    return out
  }
  const [last, first] = [
    [h * w * c, 1, c],
    [c * h * w, h * w, 1]
  ] as const
  return {
    shape: axesOf(p.shape, group),
    take: (g) => turn(g, 'taken', last, first),
    give: (update) => turn(update, 'given', first, last)
  }
}
