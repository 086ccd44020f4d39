// Adafactor.
import * as kernels from '../../backend/calls.ts'
import { OPS } from '../../backend/gen/elementwise.ts'
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, number, rule } from '../../util/options.ts'
import { ComposedOptimizer, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { ParamState } from '../optimizer.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'

const PRECISION = { float32: 2 ** -23, float64: 2 ** -52 }
const isEps = (v: unknown): boolean =>
  Array.isArray(v) && v.length === 2 && (v[0] === null || nonNegative.test(v[0])) && nonNegative.test(v[1])

const OPTIONS = {
  /** The largest relative step and the factor of weight decay, >= 0. Default 1e-2. */
  lr: option(1e-2, nonNegative),
  /** The decay of the averages of squares is 1 - t^beta2Decay at step t; <= 0. Default -0.8. */
  beta2Decay: option(-0.8, number({ max: 0 })),
  /**
   * The floor of the root of the variance (null: the precision of the type) and of a parameter's scale, >= 0. Default
   * [null, 1e-3].
   */
  eps: option<readonly [number | null, number]>(
    [null, 1e-3],
    rule('two numbers >= 0, the first of them or null', isEps)
  ),
  /** The largest root mean square of a step before it is scaled, >= 1. Default 1. */
  d: option(1, number({ min: 1 })),
  /** The weights shrink by lr * weightDecay, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Adafactor. */
export interface AdafactorOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Adafactor: the second moment of a matrix is kept as a row and a column, whose product estimates it, and steps are
 * relative to the parameter's own scale (Shazeer and Stern, "Adafactor: adaptive learning rates with sublinear memory
 * cost", 2018). torch.optim.Adafactor, which takes lr as the largest relative step.
 *
 * Formula:
 * rho = min(lr, 1 / sqrt(t))
 * R = (1 - t^beta2Decay) R + t^beta2Decay (mean of G^2 over each row)       C likewise over each column
 * V = R C / max(mean of R, eps[0])                of a vector: the average of G^2 itself
 * U = G / sqrt(max(V, eps[0]^2))
 * W = W (1 - lr weightDecay) - rho max(eps[1], rms(W)) U / max(1, rms(U) / d)
 *
 * Memory: for the last two axes (rows, columns) `rowVar` with a number per row and `colVar` with one per
 * column; for a vector or a number `variance`, as large as the parameter.
 *
 * When to use: models whose optimizer state must be tiny: rows + columns numbers per matrix.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Adafactor(model.parameters(), { lr: 1e-2 })
 */
export class Adafactor extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[]): StateShapes {
    return shape.length < 2
      ? { variance: { shape } }
      : { rowVar: { shape: rowShape(shape) }, colVar: { shape: colShape(shape) } }
  }

  override readonly stateGroups = [['rowVar', 'colVar']]
  // The square of gradScale is part of a divisor.
  protected override readonly absorbsGradScale = false

  constructor(params: Params<AdafactorOptions>, options: AdafactorOptions = {}) {
    super('Adafactor', params, options)
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const { lr, weightDecay, d } = group
    const t = state.scalars.step
    const n = p.size
    if (n === 0) return
    const eps1 = group.eps[0] ?? PRECISION[p.dtype as 'float32' | 'float64']
    const relative = Math.min(lr, 1 / Math.sqrt(t))
    const alpha = Math.max(group.eps[1], reduceAll(p, n, 'norm') / Math.sqrt(n)) * relative
    const oneMinusBeta2 = power(t, group.beta2Decay)
    const direction = this.scratch('direction', p)
    if (p.ndim > 1) this.#estimate(p, g, state, oneMinusBeta2, gradScale, eps1)
    const floor = eps1 * eps1
    if (p.ndim > 1) step(RULES.adafactorMatrix, 0, n, [p, g, direction], { gradScale, floor })
    else
      step(RULES.adafactorVector, 0, n, [p, g, this.slot(state, 'variance', p), direction], {
        gradScale,
        oneMinusBeta2,
        floor
      })
    const scale = Math.max(1, reduceAll(direction, n, 'norm') / (Math.sqrt(n) * d))
    step(RULES.applyUpdate, 0, n, [p, direction], { decay: 1 - lr * weightDecay, stepSize: alpha / scale })
  }

  // direction = the estimated mean square of the gradient: per matrix, row times column over the mean row.
  #estimate(p: Tensor, g: Tensor, state: ParamState, oneMinusBeta2: number, gradScale: number, eps1: number): void {
    const [rows, cols] = p.shape.slice(-2) as [number, number]
    const batch = p.size / (rows * cols)
    const square = gradScale * gradScale
    const row = this.slot(state, 'rowVar', p, rowShape(p.shape))
    const col = this.slot(state, 'colVar', p, colShape(p.shape))
    const rowMean = this.scratch('row', p, row.size)
    const colMean = this.scratch('col', p, col.size)
    const mean = { x: g, op: kernels.REDUCE.sumSquares, accumulate: 0 }
    kernels.reduce({ y: rowMean, outer: batch * rows, n: cols, inner: 1, divisor: cols / square, ...mean })
    kernels.reduce({ y: colMean, outer: batch, n: rows, inner: cols, divisor: rows / square, ...mean })
    step(RULES.average, 0, row.size, [row, rowMean], { weight: oneMinusBeta2 })
    step(RULES.average, 0, col.size, [col, colMean], { weight: oneMinusBeta2 })
    for (let b = 0; b < batch; b++) {
      const own = { storage: row.storage, offset: b * rows }
      const mean = Math.max(reduceAll(own, rows, 'sum') / rows, eps1)
      kernels.mapFlat(OPS.mulScalar.op, [own], { storage: rowMean, offset: b * rows }, rows, 1 / mean)
    }
    const shape = [batch, rows, cols]
    const strides = [rows, 1, 0, cols, 0, 1, rows * cols, cols, 1]
    const y = this.scratch('direction', p)
    kernels.map({ x: [rowMean, col], y, op: OPS.mul.op, shape, strides, p0: 0, p1: 0 })
  }
}

const rowShape = (shape: readonly number[]): number[] => [...shape.slice(0, -1), 1]
const colShape = (shape: readonly number[]): number[] => [...shape.slice(0, -2), 1, shape.at(-1)!]
