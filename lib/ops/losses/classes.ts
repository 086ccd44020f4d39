// The losses over classes, as functions: cross entropy and the negative log-likelihood.
import { needsTape, record } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { format, sameShape, sizeOf } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, type Tensor } from '../../tensor/tensor.ts'
import { anything, numeric } from '../../util/options.ts'
import { optionsTable, read } from '../../util/positional.ts'
import { inRange } from '../indices.ts'
import { CLASS_DTYPES, indexOf } from '../integers.ts'
import { elementwise, emptyTensor, viewWithShape } from '../shared.ts'

/** What a loss does with its values: keep them, or take their mean or sum. */
export type Reduction = 'none' | 'mean' | 'sum'

const REDUCTIONS: readonly Reduction[] = ['none', 'mean', 'sum']

/** @internal The number of a reduction in the kernels. */
export function reductionCode(op: string, reduction: Reduction | undefined): number {
  const code = REDUCTIONS.indexOf(reduction ?? 'mean')
  if (code < 0)
    throw new OptionError(`${op}: expected reduction to be 'none', 'mean' or 'sum' but received ${String(reduction)}`)
  return code
}

export interface ClassLossOptions {
  /** A factor for each class. */
  weight?: Tensor | null | undefined
  /** Targets of this value are ignored. Default -100. */
  ignoreIndex?: number | undefined
  /** Default 'mean'. */
  reduction?: Reduction | undefined
}

/** Options of crossEntropy. */
export interface CrossEntropyOptions extends ClassLossOptions {
  /** The share of each target spread over all classes, 0 to 1. Default 0. */
  labelSmoothing?: number | undefined
}

const CLASSES = { weight: anything, ignoreIndex: numeric, reduction: anything }
const NLL = optionsTable<ClassLossOptions>(CLASSES)
const CROSS_ENTROPY = optionsTable<CrossEntropyOptions>({ ...CLASSES, labelSmoothing: anything })

// (N, C, d1, ...) as rows x classes: class scores side by side.
function classRows(op: string, x: Tensor): { rows: Tensor; count: number; classes: number; lead: number[] } {
  checkFloat(op, 'input', x)
  if (x.ndim === 0)
    throw new ShapeError(`${op}: expected input of shape (C), (N, C) or (N, C, ...) but received a scalar`)
  if (x.ndim <= 2) {
    const classes = x.shape.at(-1)!
    const lead = x.shape.slice(0, -1)
    return { rows: contiguous(x), count: sizeOf(lead), classes, lead }
  }
  const dims = [0, ...x.shape.slice(2).map((_, d) => d + 2), 1]
  const moved = emptyTensor(
    x.dtype,
    dims.map((d) => x.shape[d]!)
  )
  const strides = dims.map((d) => x.strides[d]!)
  kernels.copy(kernels.view(x, moved.shape, strides), moved)
  const lead = moved.shape.slice(0, -1)
  return { rows: moved, count: sizeOf(lead), classes: x.shape[1]!, lead }
}

// From rows x classes back to (N, C, d1, ...).
function fromRows(rows: Tensor, like: Tensor): Tensor {
  if (like.ndim <= 2) return rows
  const out = emptyTensor(like.dtype, like.shape)
  const dims = [0, ...like.shape.slice(2).map((_, d) => d + 2), 1]
  const shape = dims.map((d) => like.shape[d]!)
  const strides = dims.map((d) => out.strides[d]!)
  kernels.copy(rows, kernels.view(out, shape, strides))
  return out
}

/** @internal The weights of classes as kernels want them. */
export function checkWeight(op: string, x: Tensor, weight: Tensor | null | undefined, classes: number): Tensor | null {
  if (weight == null) return null
  checkTensor(op, 'weight', weight, [x.dtype])
  if (weight.size !== classes) {
    throw new ShapeError(
      `${op}: expected a weight for each of ${classes} classes but received shape ${format(weight.shape)}`
    )
  }
  return contiguous(weight)
}

/** @internal */
export function smoothingOf(op: string, { labelSmoothing = 0 }: CrossEntropyOptions): number {
  if (labelSmoothing >= 0 && labelSmoothing <= 1) return labelSmoothing
  throw new OptionError(`${op}: expected labelSmoothing to be a number from 0 to 1 but received ${labelSmoothing}`)
}

/** @internal What a loss over classes leaves for gradients of its gradient. */
export interface ClassLossDetails {
  target: Tensor
  weight: Tensor | null
  ignoreIndex: number
  smoothing: number
  /** 0 none, 1 mean, 2 sum. */
  reduction: number
  /** Of the input, which the first backward does not read. */
  version: number
}

// Gradients by the loss itself, rows x classes: the forward kernel made that of x already, so backward only scales it.
function withGradient(
  op: string,
  loss: Tensor,
  x: Tensor,
  grad: Tensor | null,
  reduction: number,
  details: ClassLossDetails,
  target: { readonly tensor: Tensor; readonly gradient: () => Tensor } | null = null
): Tensor {
  const inputs = target === null ? [x] : [x, target.tensor]
  return record(
    op,
    loss,
    inputs,
    target === null ? [] : [x],
    (g) => {
      const scale = reduction === 0 ? viewWithShape(contiguous(g), [...g.shape, 1]) : g
      const one = reduction !== 0 && g.size === 1 && g.item() === 1
      return [grad, target === null ? null : target.gradient()].map((rows) =>
        rows === null ? null : fromRows(one ? rows : elementwise('mul', [rows, scale]), x)
      )
    },
    details
  )
}

/**
 * Cross entropy between scores and targets: log-softmax and the negative log-likelihood in one kernel.
 * @param input scores (N, C) or (N, C, d1, ...) or (C)
 * @param target int32, int64 or uint8 classes of shape (N), (N, d1, ...) or (), or probabilities of the shape of input
 * @param options.labelSmoothing from 0 to 1. Default 0
 * @throws IndexError for a target that is not a class
 */
export function crossEntropy(input: Tensor, target: Tensor, options: CrossEntropyOptions = {}): Tensor {
  read('crossEntropy', CROSS_ENTROPY, options)
  const { rows, count, classes, lead } = classRows('crossEntropy', input)
  checkTensor('crossEntropy', 'target', target)
  const smoothing = smoothingOf('crossEntropy', options)
  const reduction = reductionCode('crossEntropy', options.reduction)
  const weight = checkWeight('crossEntropy', input, options.weight, classes)
  const ignoreIndex = options.ignoreIndex ?? -100
  const { version } = input.storage
  const details: ClassLossDetails = { target, weight, ignoreIndex, smoothing, reduction, version }
  const loss = emptyTensor(input.dtype, reduction === 0 ? lead : [])
  const grad = input.requiresGrad ? emptyTensor(input.dtype, [...lead, classes]) : null
  if ((CLASS_DTYPES as readonly string[]).includes(target.dtype)) {
    checkTargets('crossEntropy', input, target, lead)
    const classes32 = indexOf('crossEntropy', 'target', target, CLASS_DTYPES)
    details.target = classes32
    const compute = (): void =>
      kernels.crossEntropy({
        logits: rows,
        target: classes32,
        weight,
        loss,
        grad,
        rows: count,
        classes,
        reduction,
        ignoreIndex,
        smoothing
      })
    inRange('crossEntropy', 'classes', target, classes, compute, ignoreIndex)
  } else {
    checkTensor('crossEntropy', 'target', target, [input.dtype])
    if (!sameShape(target.shape, input.shape)) {
      throw new ShapeError(
        `crossEntropy: expected probabilities of shape ${format(input.shape)} or int32 classes of shape ${format(lead)} but received ${target.dtype} ${format(target.shape)}`
      )
    }
    const probabilities = classRows('crossEntropy', target).rows
    const operands = { logits: rows, target: probabilities, weight, loss, grad }
    kernels.crossEntropyProbs({ rows: count, classes, reduction, smoothing, ...operands })
    if (needsTape([target])) {
      // d loss / d t = -(1 - smoothing) weight log(softmax(input)), and its mean over the rows.
      const factor = (smoothing - 1) / (reduction === 1 ? count : 1)
      const gradient = (): Tensor => {
        const logs = emptyTensor(input.dtype, [...lead, classes])
        kernels.softmax({ x: rows, y: logs, outer: count, n: classes, inner: 1, log: 1 })
        const scaled = elementwise('mulScalar', [logs], factor)
        return weight === null ? scaled : elementwise('mul', [scaled, weight])
      }
      return withGradient('crossEntropy', loss, input, grad, reduction, details, { tensor: target, gradient })
    }
  }
  return grad === null ? loss : withGradient('crossEntropy', loss, input, grad, reduction, details)
}

/** The negative log-likelihood of log-probabilities: input (N, C, ...), target int32, int64 or uint8 (N, ...). */
export function nllLoss(input: Tensor, target: Tensor, options: ClassLossOptions = {}): Tensor {
  read('nllLoss', NLL, options)
  const { rows, count, classes, lead } = classRows('nllLoss', input)
  const classes32 = indexOf('nllLoss', 'target', target, CLASS_DTYPES)
  checkTargets('nllLoss', input, target, lead)
  const reduction = reductionCode('nllLoss', options.reduction)
  const weight = checkWeight('nllLoss', input, options.weight, classes)
  const loss = emptyTensor(input.dtype, reduction === 0 ? lead : [])
  const grad = input.requiresGrad ? emptyTensor(input.dtype, [...lead, classes]) : null
  const operands = { logp: rows, target: classes32, weight, loss, grad }
  const ignoreIndex = options.ignoreIndex ?? -100
  const compute = (): void => kernels.nll({ rows: count, classes, reduction, ignoreIndex, ...operands })
  inRange('nllLoss', 'classes', target, classes, compute, ignoreIndex)
  const details = { target: classes32, weight, ignoreIndex, smoothing: 0, reduction, version: input.storage.version }
  return grad === null ? loss : withGradient('nllLoss', loss, input, grad, reduction, details)
}

function checkTargets(op: string, input: Tensor, target: Tensor, lead: readonly number[]): void {
  if (sameShape(target.shape, lead)) return
  const last = input.ndim > 2 && format(target.shape) === format(input.shape.slice(0, -1))
  const transposed = input.ndim === 3 ? 'transpose(1, 2) the input or ' : ''
  const hint = last ? `; classes are dimension 1: ${transposed}reshape it to [-1, ${input.shape.at(-1)}]` : ''
  const flat = last ? ' and the target to [-1]' : ''
  throw new ShapeError(
    `${op}: expected int32 classes of shape ${format(lead)} for input ${format(input.shape)} but received ${format(target.shape)}${hint}${flat}`
  )
}
