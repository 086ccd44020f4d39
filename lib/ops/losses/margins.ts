// Losses of scores with a margin, for classes of which one or several are right.
// Not in index.ts, whose functions become methods of tensors; lib/index.ts exports them.
import { ShapeError } from '../../errors.ts'
import { format, sameShape } from '../../tensor/shape.ts'
import { checkFloat, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { number, oneOf, type Rules } from '../../util/options.ts'
import { add, div, mul, sub, where } from '../elementwise.ts'
import { gather } from '../gather.ts'
import { logSigmoid, neg, relu, square } from '../gen/elementwise.ts'
import { checkRange, inRange } from '../indices.ts'
import { CLASS_DTYPES, indexOf } from '../integers.ts'
import { sum } from '../reduce.ts'
import { expand, reshape, unsqueeze } from '../shape.ts'
import { emptyTensor, tensorOrNull } from '../shared.ts'
import type { LossOptions } from './element.ts'
import { checkOnce, checkSame, NONE, reduced, reduction } from './shared.ts'

/** @internal The rules of each loss's options, for the functions here and for the classes. */
export const marginRules = {
  softMarginLoss: { reduction },
  multilabelSoftMarginLoss: { reduction, weight: tensorOrNull },
  multilabelMarginLoss: { reduction },
  multiMarginLoss: { reduction, p: oneOf(1, 2), margin: number(), weight: tensorOrNull }
} as const satisfies Record<string, Rules>

/**
 * log(1 + exp(-target input)) for targets 1 and -1.
 * @example
 * softMarginLoss(tensor([0]), tensor([1])).item().toFixed(4) // '0.6931'
 */
export function softMarginLoss(input: Tensor, target: Tensor, options: LossOptions = NONE): Tensor {
  checkOnce('softMarginLoss', options, marginRules.softMarginLoss)
  checkSame('softMarginLoss', { input, target })
  return reduced(neg(logSigmoid(mul(input, target))), options.reduction)
}

export interface WeightedOptions extends LossOptions {
  /** A factor for each class. */
  weight?: Tensor | null | undefined
}

/**
 * The mean over classes of -(t log sigmoid(x) + (1 - t) log sigmoid(-x)).
 * @param input (N, C) or (C)
 * @param target of the shape of input, from 0 to 1
 * @example
 * multilabelSoftMarginLoss(tensor([[0, 0]]), tensor([[1, 0]])).item().toFixed(4) // '0.6931'
 */
export function multilabelSoftMarginLoss(input: Tensor, target: Tensor, options: WeightedOptions = NONE): Tensor {
  checkOnce('multilabelSoftMarginLoss', options, marginRules.multilabelSoftMarginLoss)
  checkSame('multilabelSoftMarginLoss', { input, target })
  const { weight } = options
  const logs = add(mul(target, logSigmoid(input)), mul(sub(1, target), logSigmoid(neg(input))))
  const losses = weight == null ? neg(logs) : mul(neg(logs), weight)
  return reduced(div(sum(losses, -1), input.shape.at(-1)!), options.reduction)
}

// Scores as (N, C), and how the losses of the rows look to the caller.
function rowsOf(op: string, input: Tensor): { rows: Tensor; lead: number[]; classes: number } {
  checkFloat(op, 'input', input)
  if (input.ndim !== 1 && input.ndim !== 2) {
    throw new ShapeError(`${op}: expected input of shape (N, C) or (C) but received ${format(input.shape)}`)
  }
  const classes = input.shape.at(-1)!
  return { rows: reshape(input, [-1, classes]), lead: input.shape.slice(0, -1), classes }
}

export interface MultiMarginOptions extends WeightedOptions {
  /** The power of each part: 1 or 2. Default 1. */
  p?: 1 | 2 | undefined
  /** Default 1. */
  margin?: number | undefined
}

/**
 * The mean over classes of max(0, margin - x[target] + x[i])^p for each class i but the target.
 * @param input (N, C) or (C)
 * @param target int32 or int64 classes (N) or ()
 * @example
 * multiMarginLoss(tensor([[0.5, 0, 1]]), tensor([2], { dtype: 'int32' })).item().toFixed(4) // '0.1667'
 */
export function multiMarginLoss(input: Tensor, target: Tensor, options: MultiMarginOptions = NONE): Tensor {
  const op = 'multiMarginLoss'
  checkOnce(op, options, marginRules.multiMarginLoss)
  const { rows, lead, classes } = rowsOf(op, input)
  const index = indexOf(op, 'target', target, CLASS_DTYPES)
  if (!sameShape(target.shape, lead)) {
    throw new ShapeError(`${op}: expected target of shape ${format(lead)} but received ${format(target.shape)}`)
  }
  const at = reshape(index, [-1, 1])
  const right = inRange(op, 'classes', index, classes, () => gather(rows, at, 1))
  const parts = relu(add(sub(rows, right), options.margin ?? 1))
  const powers = options.p === 2 ? square(parts) : parts
  const weight =
    options.weight == null
      ? null
      : gather(expand(reshape(options.weight, [1, classes]), [at.shape[0]!, classes]), at, 1)
  const wanted = weight === null ? powers : mul(powers, weight)
  const losses = div(sum(where(isOneOf(at, classes), 0, wanted), 1), classes)
  return reduced(reshape(losses, lead), options.reduction)
}

/**
 * The mean over classes of max(0, 1 - x[t] + x[i]) for each target t and each other class i.
 * @param input (N, C) or (C)
 * @param target int32 or int64 classes of the shape of input; those from the first -1 on do not count
 * @example
 * multilabelMarginLoss(tensor([[0.5, 0, 1]]), tensor([[2, -1, 0]], { dtype: 'int32' })).item().toFixed(4) // '0.1667'
 */
export function multilabelMarginLoss(input: Tensor, target: Tensor, options: LossOptions = NONE): Tensor {
  const op = 'multilabelMarginLoss'
  checkOnce(op, options, marginRules.multilabelMarginLoss)
  const { rows, lead, classes } = rowsOf(op, input)
  const index = indexOf(op, 'target', target, CLASS_DTYPES)
  if (!sameShape(target.shape, input.shape)) {
    throw new ShapeError(
      `${op}: expected target of the shape of input ${format(input.shape)} but received ${format(target.shape)}`
    )
  }
  const at = reshape(index, [-1, classes])
  checkRange(op, 'classes', index, -1, classes - 1)
  const { first, counts } = untilNegative(at)
  const scores = unsqueeze(gather(rows, first, 1), 2)
  const parts = relu(add(sub(unsqueeze(rows, 1), scores), 1))
  const losses = where(pairs(counts, isOneOf(at, classes)), parts, 0)
  return reduced(reshape(div(sum(losses, [1, 2]), classes), lead), options.reduction)
}

// Whether class c of row n is among index[n, ...] up to its first -1.
function isOneOf(index: Tensor, classes: number): Tensor {
  const [rows, count] = index.shape as [number, number]
  const mask = emptyTensor('bool', [rows, classes])
  const [data, at] = [mask.data, elementsOf(index)]
  data.fill(0)
  for (let n = 0; n < rows; n++) {
    for (let k = 0; k < count && at[n * count + k]! >= 0; k++) data[n * classes + Number(at[n * count + k])] = 1
  }
  return mask
}

// The index with 0 from the first -1 of each row on, and how many come before.
function untilNegative(index: Tensor): { first: Tensor; counts: number[] } {
  const [rows, count] = index.shape as [number, number]
  const first = emptyTensor('int32', [rows, count])
  const [data, at] = [first.data, elementsOf(index)]
  data.fill(0)
  const counts = Array.from({ length: rows }, (_, n) => {
    let k = 0
    for (; k < count && at[n * count + k]! >= 0; k++) data[n * count + k] = Number(at[n * count + k])
    return k
  })
  return { first, counts }
}

// (N, C, C): true for target j of the row and class i that is not one.
function pairs(counts: readonly number[], targets: Tensor): Tensor {
  const [rows, classes] = targets.shape as [number, number]
  const mask = emptyTensor('bool', [rows, classes, classes])
  const [data, is] = [mask.data, targets.data]
  let k = 0
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < classes; j++) {
      for (let i = 0; i < classes; i++) data[k++] = j < counts[n]! && is[n * classes + i] === 0 ? 1 : 0
    }
  }
  return mask
}
