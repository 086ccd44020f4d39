// Muon.

import * as kernels from '../../backend/calls.ts'
import { RULES } from '../../backend/gen/optim.ts'
import type { Storage } from '../../backend/index.ts'
import { ShapeError } from '../../errors.ts'
import { symmetricProduct } from '../../linalg/symmetric.ts'
import { format } from '../../tensor/shape.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { arrayOf, boolean, number, oneOf, wholeNumber } from '../../util/options.ts'
import { ComposedOptimizer, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { ParamState } from '../optimizer.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'

const OPTIONS = {
  /** Learning rate, >= 0. Default 1e-3. */
  lr: option(1e-3, nonNegative),
  /** The weights shrink by lr * weightDecay, >= 0. Default 0.1. */
  weightDecay: option(0.1, nonNegative),
  /** Decay of the average gradient, >= 0. Default 0.95. */
  momentum: option(0.95, nonNegative),
  /** Look ahead along the momentum. Default true. */
  nesterov: option(true, boolean),
  /** The polynomial a x + b x^3 + c x^5 of an iteration. Default [3.4445, -4.775, 2.0315]. */
  nsCoefficients: option<readonly [number, number, number]>([3.4445, -4.775, 2.0315], arrayOf(number(), 3)),
  /** The lower bound of the norm that a matrix is divided by, >= 0. Default 1e-7. */
  eps: option(1e-7, nonNegative),
  /** Iterations, 0 to 99. Default 5. */
  nsSteps: option(5, wholeNumber({ min: 0, below: 100 })),
  /**
   * How the shape (A, B) of a matrix changes lr: 'original' times sqrt(max(1, A / B)); 'match_rms_adamw' times
   * 0.2 sqrt(max(A, B)), so that lr and weightDecay of AdamW fit. null is 'original'. Default null.
   */
  adjustLrFn: option<'original' | 'match_rms_adamw' | null>(null, oneOf('original', 'match_rms_adamw', null)),
  /**
   * What the products of the iterations compute with: float32 parameters as they are, or rounded to bfloat16 with sums in
   * float32, which is faster on processors that multiply bfloat16. Float64 parameters are never rounded. Default 'float32'.
   */
  precision: option<'float32' | 'bfloat16'>('float32', oneOf('float32', 'bfloat16'))
}

/** Options of Muon. */
export interface MuonOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Muon: the momentum of a matrix is made nearly orthogonal by a few Newton-Schulz iterations before it is applied
 * (Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024; Liu et al., "Muon is scalable for
 * LLM training", 2025). torch.optim.Muon iterates in bfloat16; here that is an option.
 *
 * Formula:
 * B = momentum B + (1 - momentum) G
 * X = (1 - momentum) G + momentum B               without nesterov: B
 * X = X / max(|X|, eps), then nsSteps times X = a X + b (X X^T) X + c (X X^T)^2 X
 * W = W (1 - lr weightDecay) - lr s X             s as adjustLrFn says
 *
 * When to use: the weight matrices of hidden layers; embeddings, heads, biases and norms belong to AdamW.
 *
 * @throws ShapeError for a parameter that is not a matrix, OptionError for an option out of range
 * @example
 * const matrices = model.parameters().filter((p) => p.ndim === 2)
 * const optimizer = new Muon(matrices, { lr: 0.02 })
 */
export class Muon extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  static override stateShapes(shape: readonly number[]): StateShapes {
    return { momentumBuffer: { shape } }
  }

  constructor(params: Params<MuonOptions>, options: MuonOptions = {}) {
    super('Muon', params, options)
  }

  protected override checkGroup({ params }: ParamGroup<Group>, names: ReadonlyMap<Tensor, string>): void {
    const p = params.find(({ ndim }) => ndim !== 2)
    if (p === undefined) return
    throw new ShapeError(
      `Muon: expected ${names.get(p)} to be a matrix but its shape is ${format(p.shape)}; give it to another optimizer, such as AdamW`
    )
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    const { lr, weightDecay, momentum, nesterov } = group
    const [rows, cols] = p.shape as readonly [number, number]
    if (p.size === 0) return
    const direction = this.scratch('direction', p)
    const numbers = { gradScale, oneMinusMomentum: 1 - momentum, nesterovMomentum: nesterov ? momentum : 1 }
    step(RULES.muonMomentum, 0, p.size, [p, g, this.slot(state, 'momentumBuffer', p), direction], numbers)
    const ratio =
      group.adjustLrFn === 'match_rms_adamw'
        ? 0.2 * Math.sqrt(Math.max(rows, cols))
        : Math.sqrt(Math.max(1, rows / cols))
    const orthogonal = this.#orthogonal(direction, p, group)
    step(RULES.applyUpdate, 0, p.size, [p, orthogonal], { decay: 1 - lr * weightDecay, stepSize: lr * ratio })
  }

  // Newton-Schulz: x <- (a I + b G + c G G) x with G = x x^T, or from the right if that is smaller.
  #orthogonal(x: Storage, p: Tensor, group: ParamGroup<Group>): Storage {
    const { nsSteps, eps } = group
    const [a, b, c] = group.nsCoefficients
    const precision = p.dtype === 'float32' ? group.precision : 'float32'
    const [rows, cols] = p.shape as readonly [number, number]
    const wide = rows < cols
    const m = wide ? rows : cols
    const gram = this.scratch('gram', p, m * m)
    const square = this.scratch('square', p, m * m)
    let next = this.scratch('next', p)
    const scale = 1 / Math.max(reduceAll(x, p.size, 'norm'), eps)
    kernels.foreachMul({ x: [x], lengths: [p.size], scale })
    for (let k = 0; k < nsSteps; k++) {
      symmetricProduct(x, m, wide ? cols : rows, wide ? [cols, 1] : [1, cols], gram, precision)
      // The Gram matrix is its own transpose: float32 need not pack its columns, bfloat16 packs its rows faster.
      symmetricProduct(gram, m, m, precision === 'float32' ? [1, m] : [m, 1], square, precision)
      step(RULES.applyUpdate, 0, m * m, [gram, square], { decay: b, stepSize: -c })
      for (let i = 0; i < m; i++) gram.array[i * (m + 1)]! += a
      const [own, product] = [kernels.matrix(x, rows, cols), kernels.matrix(next, rows, cols)]
      const g = kernels.matrix(gram, m, m)
      if (wide) kernels.gemm(g, own, product, { precision })
      else kernels.gemm(own, g, product, { precision })
      ;[x, next] = [next, x]
    }
    return x
  }
}
