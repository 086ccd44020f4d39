// The adaptive softmax for many classes (Grave et al. 2016): frequent classes in a head, the others in clusters with ever
// smaller layers.
import { power } from '../backend/math.ts'
import { OptionError, ShapeError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import { checkRange } from '../ops/indices.ts'
import { CLASS_DTYPES, indexOf } from '../ops/integers.ts'
import { int32 } from '../ops/shared.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkFloat, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, show } from '../util/options.ts'
import { Sequential } from './containers.ts'
import { Linear } from './linear.ts'
import { ModuleList } from './lists.ts'
import { Module } from './module.ts'
import { checkCounts, drawn, type LayerOptions, layerRules } from './rules.ts'

export interface AdaptiveLogSoftmaxOptions extends LayerOptions {
  /** How much smaller each cluster's layer is than the one before. Default 4. */
  divValue?: number | undefined
  /** Whether the head has a bias. Default false. */
  headBias?: boolean | undefined
}

const NAME = 'AdaptiveLogSoftmaxWithLoss'

/**
 * Log-probabilities of many classes, of which the first ones are the most frequent.
 *
 * @param cutoffs ascending class numbers at which the clusters begin
 * @example
 * const layer = new AdaptiveLogSoftmaxWithLoss(8, 20, [4, 10], { divValue: 2 })
 * const { output, loss } = layer.forward(randn([3, 8]), tensor([0, 5, 19], { dtype: 'int32' }))
 * output.shape // [3]
 * layer.logProb(randn([3, 8])).shape // [3, 20]
 */
export class AdaptiveLogSoftmaxWithLoss extends Module {
  readonly inFeatures: number
  readonly nClasses: number
  /** The given ones and nClasses. */
  readonly cutoffs: readonly number[]
  readonly divValue: number
  readonly head: Linear
  readonly tail: ModuleList<Sequential>

  constructor(
    inFeatures: number,
    nClasses: number,
    cutoffs: readonly number[],
    options: AdaptiveLogSoftmaxOptions = {}
  ) {
    super()
    checkCounts(NAME, { inFeatures, nClasses })
    checkOptions(NAME, options, { divValue: number({ above: 0 }), headBias: boolean, ...layerRules })
    const fits = (n: number, k: number): boolean =>
      Number.isInteger(n) && n > (k === 0 ? 0 : cutoffs[k - 1]!) && n < nClasses
    if (!Array.isArray(cutoffs) || cutoffs.length === 0 || !cutoffs.every(fits)) {
      throw new OptionError(
        `${NAME}: expected cutoffs to be ascending whole numbers from 1 to ${nClasses - 1} but received ${show(cutoffs)}`
      )
    }
    const { divValue = 4, dtype = 'float32' } = options
    const shared = { dtype, ...drawn(options) }
    this.inFeatures = inFeatures
    this.nClasses = nClasses
    this.cutoffs = [...cutoffs, nClasses]
    this.divValue = divValue
    this.head = new Linear(inFeatures, cutoffs[0] + cutoffs.length, { ...shared, bias: options.headBias ?? false })
    this.tail = new ModuleList(
      cutoffs.map((low: number, k: number) => {
        const width = Math.max(1, Math.floor(inFeatures / power(divValue, k + 1)))
        return new Sequential(
          new Linear(inFeatures, width, { ...shared, bias: false }),
          new Linear(width, this.cutoffs[k + 1]! - low, { ...shared, bias: false })
        )
      })
    )
  }

  private get shortlist(): number {
    return this.cutoffs[0]!
  }

  /**
   * @param input (N, inFeatures) or (inFeatures)
   * @param target int32 or int64 classes (N) or ()
   * @returns the log-probability of each target, and the mean of their negatives
   * @throws IndexError for a target that is not a class
   */
  override forward(input: Tensor, target: Tensor): { output: Tensor; loss: Tensor } {
    const x = this.rows(input)
    const lead = input.shape.slice(0, -1)
    const index = indexOf(NAME, 'target', target, CLASS_DTYPES)
    if (!sameShape(target.shape, lead)) {
      throw new ShapeError(`${NAME}: expected target of shape ${format(lead)} but received ${format(target.shape)}`)
    }
    checkRange(NAME, 'classes', index, 0, this.nClasses - 1)
    const classes = Array.from(elementsOf(index))
    const clusterOf = (c: number): number => this.cutoffs.findIndex((n) => c < n) - 1
    const column = classes.map((c) => (c < this.shortlist ? c : this.shortlist + clusterOf(c)))
    let output = picked(ops.logSoftmax(this.head.forward(x), { dim: 1 }), column)
    for (const [k, part] of this.tail.items()) {
      const members = [...classes.keys()].filter((n) => clusterOf(classes[n]!) === k)
      if (members.length === 0) continue
      const at = int32(members)
      const logs = ops.logSoftmax(part.forward(ops.indexSelect(x, at, 0)), { dim: 1 })
      const own = picked(
        logs,
        members.map((n) => classes[n]! - this.cutoffs[k]!)
      )
      output = ops.scatterAdd(output, at, own, 0)
    }
    return { output: ops.reshape(output, { shape: lead }), loss: ops.neg(ops.mean(output)) }
  }

  /** @returns the log-probabilities of all classes: (N, nClasses) or (nClasses) */
  logProb(input: Tensor): Tensor {
    const x = this.rows(input)
    const head = ops.logSoftmax(this.head.forward(x), { dim: 1 })
    const parts = [ops.slice(head, 1, { start: 0, end: this.shortlist })]
    for (const [k, part] of this.tail.items()) {
      const cluster = ops.slice(head, 1, { start: this.shortlist + k, end: this.shortlist + k + 1 })
      parts.push(ops.add(ops.logSoftmax(part.forward(x), { dim: 1 }), cluster))
    }
    return ops.reshape(ops.cat(...parts, { dim: 1 }), { shape: [...input.shape.slice(0, -1), this.nClasses] })
  }

  /** @returns the most probable class of each row, int32: (N) or () */
  predict(input: Tensor): Tensor {
    return ops.argmax(this.logProb(input), { dim: -1 })
  }

  private rows(input: Tensor): Tensor {
    checkFloat(NAME, 'input', input)
    if ((input.ndim === 1 || input.ndim === 2) && input.shape.at(-1) === this.inFeatures) {
      return input.ndim === 1 ? ops.unsqueeze(input, { dim: 0 }) : input
    }
    throw new ShapeError(
      `${NAME}: expected input (N, ${this.inFeatures}) or (${this.inFeatures}) but received ${format(input.shape)}`
    )
  }

  protected override extraRepr(): string {
    return `inFeatures=${this.inFeatures}, nClasses=${this.nClasses}, cutoffs=[${this.cutoffs.slice(0, -1).join(', ')}]`
  }
}

// One element of each row.
function picked(rows: Tensor, columns: readonly number[]): Tensor {
  return ops.squeeze(ops.gather(rows, ops.unsqueeze(int32(columns), { dim: 1 }), { dim: 1 }), { dim: 1 })
}
