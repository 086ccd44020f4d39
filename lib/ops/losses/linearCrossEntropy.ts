// A linear layer and cross entropy in one call, which holds the scores of a few rows at a time.
// Not in index.ts, whose functions become methods of tensors; lib/index.ts exports it.
import { gradientsOfComposite } from '../../autograd/composite.ts'
import { weightGradients } from '../../autograd/grads.ts'
import { precisionOf } from '../../autograd/precision.ts'
import { needsTape } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { OPS } from '../../backend/gen/elementwise.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { format, sameShape, sizeOf } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, elementsOf, Tensor } from '../../tensor/tensor.ts'
import { anything, checkOptions, numeric, orNull, type Rules, rule, wholeNumber } from '../../util/options.ts'
import { isPlainObject } from '../../util/realm.ts'
import { outOfRange } from '../indices.ts'
import { CLASS_DTYPES, indexOf } from '../integers.ts'
import { linear } from '../matmul.ts'
import { recordedWithFast } from '../recorded.ts'
import { sum } from '../reduce.ts'
import { reshape } from '../shape.ts'
import { contiguousOrNull, emptyTensor, mapInto, tensorOrNull, viewWithShape } from '../shared.ts'
import { type CrossEntropyOptions, checkWeight, crossEntropy, reductionCode, smoothingOf } from './classes.ts'

/** How the rows are cut. */
export interface LinearCrossEntropyChunks {
  /**
   * The rows whose scores are in memory at a time, >= 1. Default: all of up to 2^22 scores; of more as many as take the
   * memory of the input, but at least 256 rows.
   */
  batchChunkSize?: number | null | undefined
}

export interface LinearCrossEntropyOptions extends Omit<CrossEntropyOptions, 'ignoreIndex'> {
  /** (C), or (C, d1, ...) like the weight, added to the scores. Default none. */
  linearBias?: Tensor | null | undefined
  /** Targets of this value are ignored. Default -100; not for probabilities. */
  ignoreIndex?: number | null | undefined
  /** How the rows are cut, which changes memory and rounding. */
  options?: LinearCrossEntropyChunks | null | undefined
}

const OP = 'linearCrossEntropy'
const RULES = {
  linearBias: tensorOrNull,
  weight: tensorOrNull,
  ignoreIndex: orNull(numeric),
  reduction: anything,
  labelSmoothing: anything,
  options: orNull(rule('{ batchChunkSize }', isPlainObject))
}
/** @internal The rules of how rows are cut, for the function and the class. */
export const CHUNK_RULES: Rules = { batchChunkSize: orNull(wholeNumber({ min: 1 })) }
/** Scores that always are in memory at a time, 16 MB in float32. */
const FEW = 2 ** 22
const LEAST_ROWS = 256
const SUM = 2

// The same loss of the inputs or of stand-ins for them, composed of other ops.
type Composed = (input: Tensor, weight: Tensor, bias?: Tensor) => Tensor

/**
 * crossEntropy(linear(input, linearWeight, linearBias), target) without all scores in memory: the rows are cut into chunks, and
 * the backward pass computes the scores of each again. For many classes, as of tokens; small inputs, probabilities that
 * require a gradient, and weights of more than two dimensions are computed at once.
 *
 * @param input (N, features) or (features)
 * @param linearWeight (C, features), or (C, d1, ..., features) for targets (N, d1, ...)
 * @param target int32, int64 or uint8 classes (N), or probabilities (N, C)
 * @param options linearBias, weight, reduction, ignoreIndex, labelSmoothing as of crossEntropy; `options: { batchChunkSize }`
 * @throws ShapeError; IndexError for a target that is not a class; OptionError
 * @example
 * linearCrossEntropy(ones([1, 2]), zeros([4, 2]), tensor([0], { dtype: 'int32' })).item().toFixed(4) // '1.3863'
 */
export function linearCrossEntropy(
  input: Tensor,
  linearWeight: Tensor,
  target: Tensor,
  options: LinearCrossEntropyOptions = {}
): Tensor {
  checkOptions(OP, options, RULES)
  const { linearBias = null, options: chunks, ignoreIndex, ...others } = options
  checkOptions(`${OP}: options`, chunks ?? {}, CHUNK_RULES)
  checkShapes(input, linearWeight, linearBias)
  checkTensor(OP, 'target', target)
  const ofClasses = CLASS_DTYPES.some((dtype) => dtype === target.dtype)
  if (!ofClasses && ignoreIndex != null) {
    throw new OptionError(
      `${OP}: expected no ignoreIndex for targets that are probabilities but received ${ignoreIndex}`
    )
  }
  const rest = { ...others, ...(ignoreIndex == null ? {} : { ignoreIndex }) }
  const again: Composed = (x, w, b) => atOnce(x, w, b ?? null, target, rest)
  const [rows, classes, features] = [input.shape[0]!, linearWeight.shape[0]!, linearWeight.shape.at(-1)!]
  const fit = rows * classes <= FEW ? rows : Math.max(LEAST_ROWS, Math.ceil((rows * features) / classes))
  const size = chunks?.batchChunkSize ?? fit
  const whole = input.ndim === 1 || linearWeight.ndim > 2 || size >= rows || (!ofClasses && needsTape([target]))
  if (whole) return again(input, linearWeight, linearBias ?? undefined)
  const cut = new Chunks(input, linearWeight, linearBias, target, ofClasses, rest, size)
  return cut.loss(again)
}

// The composition that the op stands for.
function atOnce(x: Tensor, w: Tensor, b: Tensor | null, target: Tensor, options: CrossEntropyOptions): Tensor {
  const [classes, ...more] = w.shape.slice(0, -1)
  const outputs = sizeOf(w.shape.slice(0, -1))
  const scores = linear(x, reshape(w, [outputs, w.shape.at(-1)!]), b === null ? null : reshape(b, [outputs]))
  const shaped = more.length === 0 ? scores : reshape(scores, [x.shape[0]!, classes!, ...more])
  return crossEntropy(shaped, target, options)
}

function checkShapes(input: Tensor, weight: Tensor, bias: Tensor | null): void {
  checkFloat(OP, 'input', input)
  checkTensor(OP, 'linearWeight', weight, [input.dtype])
  const nd = input.ndim
  const fits = nd === 1 ? weight.ndim === 2 : nd === 2 && weight.ndim >= 2
  if (!fits || input.shape.at(-1) !== weight.shape.at(-1)) {
    const hint = nd > 2 ? '; reshape the input to [-1, features] and the target to [-1]' : ''
    throw new ShapeError(
      `${OP}: expected input (N, features) or (features) and linearWeight (C, features) but received ${format(input.shape)} and ${format(weight.shape)}${hint}`
    )
  }
  if (bias === null) return
  checkTensor(OP, 'linearBias', bias, [input.dtype])
  if (!sameShape(bias.shape, weight.shape.slice(0, -1))) {
    throw new ShapeError(
      `${OP}: expected linearBias of shape ${format(weight.shape.slice(0, -1))} but received ${format(bias.shape)}`
    )
  }
}

// --- chunks of rows ---

// The memory of a chunk: its rows, their scores and, for gradients, those of the scores.
interface Chunk {
  readonly start: number
  readonly count: number
  readonly x: Tensor
  readonly target: Tensor
  readonly scores: Tensor
}

// `count` rows of a contiguous tensor from `start` on, in the same memory.
function rowsOf(x: Tensor, start: number, count: number): Tensor {
  const width = sizeOf(x.shape.slice(1))
  return new Tensor(x.storage, [count, ...x.shape.slice(1)], undefined, x.offset + start * width)
}

class Chunks {
  readonly #inputs: readonly Tensor[]
  readonly #x: Tensor
  readonly #w: Tensor
  readonly #b: Tensor | null
  readonly #target: Tensor
  readonly #classWeight: Tensor | null
  readonly #ofClasses: boolean
  readonly #reduction: number
  readonly #ignoreIndex: number
  readonly #smoothing: number
  readonly #size: number

  constructor(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | null,
    target: Tensor,
    ofClasses: boolean,
    options: CrossEntropyOptions,
    size: number
  ) {
    this.#inputs = bias === null ? [input, weight] : [input, weight, bias]
    ;[this.#x, this.#w, this.#b] = [contiguous(input), contiguous(weight), contiguousOrNull(bias)]
    this.#ofClasses = ofClasses
    this.#size = size
    this.#reduction = reductionCode(OP, options.reduction)
    this.#ignoreIndex = options.ignoreIndex ?? -100
    this.#smoothing = smoothingOf(OP, options)
    const [rows, classes] = [input.shape[0]!, weight.shape[0]!]
    this.#classWeight = checkWeight(OP, input, options.weight, classes)
    const wanted = ofClasses ? [rows] : [rows, classes]
    if (!sameShape(target.shape, wanted)) {
      const what = ofClasses ? 'classes' : 'probabilities'
      throw new ShapeError(`${OP}: expected ${what} of shape ${format(wanted)} but received ${format(target.shape)}`)
    }
    if (!ofClasses) checkTensor(OP, 'target', target, [input.dtype])
    this.#target = ofClasses ? indexOf(OP, 'target', target, CLASS_DTYPES) : contiguous(target)
    const wrong = (c: number): boolean => (c < 0 || c >= classes) && c !== this.#ignoreIndex
    if (ofClasses && elementsOf(this.#target).some(wrong)) {
      throw outOfRange(OP, 'classes', target, classes, this.#ignoreIndex)
    }
  }

  loss(again: Composed): Tensor {
    const losses = emptyTensor(this.#x.dtype, [this.#x.shape[0]!])
    for (const chunk of this.#chunks()) this.#entropy(chunk, rowsOf(losses, chunk.start, chunk.count), null, 0)
    const divisor = this.#divisor()
    let out = losses
    if (this.#reduction !== 0) {
      out = emptyTensor(losses.dtype, [])
      out.data[0] = sum(losses).item() / divisor
    }
    const saved = [this.#x, this.#w, ...(this.#b === null ? [] : [this.#b])]
    return recordedWithFast(OP, out, this.#inputs, saved, {
      fast: (g) => this.#backward(contiguous(g), divisor),
      ops: (g) => gradientsOfComposite(this.#inputs, [g], (x, w, b) => [again(x!, w!, b)])
    })
  }

  // What the sum is divided by.
  #divisor(): number {
    if (this.#reduction !== 1) return 1
    if (!this.#ofClasses) return this.#x.shape[0]!
    const weights = this.#classWeight === null ? null : elementsOf(this.#classWeight)
    let total = 0
    for (const c of elementsOf(this.#target)) if (c !== this.#ignoreIndex) total += weights === null ? 1 : weights[c]!
    return total
  }

  // Computes the scores of each chunk, in the same memory.
  *#chunks(): Iterable<Chunk> {
    const [x, w] = [this.#x, this.#w]
    const [rows, classes] = [x.shape[0]!, w.shape[0]!]
    const memory = emptyTensor(x.dtype, [Math.min(this.#size, rows), classes])
    for (let start = 0; start < rows; start += this.#size) {
      const count = Math.min(this.#size, rows - start)
      const part = rowsOf(x, start, count)
      const scores = rowsOf(memory, 0, count)
      kernels.gemm(matrixOf(part), kernels.transpose(matrixOf(w)), matrixOf(scores), {
        bias: this.#b,
        precision: precisionOf(x.dtype)
      })
      yield { start, count, x: part, target: rowsOf(this.#target, start, count), scores }
    }
  }

  #entropy({ count, scores, target }: Chunk, loss: Tensor, grad: Tensor | null, reduction: number): void {
    const classes = scores.shape[1]!
    const [weight, smoothing] = [this.#classWeight, this.#smoothing]
    const call = { logits: scores, target, weight, loss, grad, rows: count, classes, reduction, smoothing }
    if (this.#ofClasses) kernels.crossEntropy({ ignoreIndex: this.#ignoreIndex, ...call })
    else kernels.crossEntropyProbs(call)
  }

  #backward(g: Tensor, divisor: number): (Tensor | null)[] {
    const [input, weight, bias = null] = this.#inputs as [Tensor, Tensor, Tensor?]
    const dx = input.requiresGrad ? emptyTensor(input.dtype, input.shape) : null
    let done = false
    const [dw, db] = weightGradients(weight, bias, (dW, dB, accumulate) => {
      done = true
      this.#gradients(g, divisor, dx, { dW, dB, accumulate })
    })
    if (!done) this.#gradients(g, divisor, dx, null)
    return bias === null ? [dx, dw] : [dx, dw, db]
  }

  #gradients(
    g: Tensor,
    divisor: number,
    dx: Tensor | null,
    weights: { dW: Tensor; dB: Tensor | null; accumulate: number } | null
  ): void {
    const [x, w] = [this.#x, this.#w]
    const classes = w.shape[0]!
    const memory = emptyTensor(x.dtype, [Math.min(this.#size, x.shape[0]!), classes])
    const loss = emptyTensor(x.dtype, [])
    const precision = precisionOf(x.dtype)
    let accumulate = weights?.accumulate ?? 0
    for (const chunk of this.#chunks()) {
      const { start, count } = chunk
      const up = rowsOf(memory, 0, count)
      this.#entropy(chunk, loss, up, SUM)
      if (this.#reduction === 0) {
        mapInto(OPS.mul.op, [up, viewWithShape(rowsOf(g, start, count), [count, 1])], up)
      } else mapInto(OPS.mulScalar.op, [up], up, g.item() / divisor)
      if (dx !== null) kernels.gemm(matrixOf(up), matrixOf(w), matrixOf(rowsOf(dx, start, count)), { precision })
      if (weights === null) continue
      kernels.gemm(kernels.transpose(matrixOf(up)), matrixOf(chunk.x), matrixOf(weights.dW), { accumulate, precision })
      if (weights.dB !== null) {
        const sizes = { outer: 1, n: count, inner: classes, accumulate, divisor: 1 }
        kernels.reduce({ x: up, y: weights.dB, op: kernels.REDUCE.sum, ...sizes })
      }
      accumulate = 1
    }
  }
}

const matrixOf = (x: Tensor): ReturnType<typeof kernels.matrix> => kernels.matrix(x, x.shape[0]!, x.shape[1]!)
