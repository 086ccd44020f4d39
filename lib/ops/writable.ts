// What ops in place have in common: which tensors they may write to, how any op becomes one, and the simplest of them:
// fill_, zero_, copy_. Called by inplace.ts and gen/inPlaceForms.ts. Not in index.ts.
import { isGradEnabled, needsTape, noGrad } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { AutogradError, OptionError, ShapeError } from '../errors.ts'
import { checkFits as checkRange, isFloat } from '../tensor/dtypes.ts'
import { broadcastStrides, format, type Shape, sameShape } from '../tensor/shape.ts'
import { checkTensor, contiguousCopy, Tensor } from '../tensor/tensor.ts'
import { convert, emptyTensor, type Value } from './shared.ts'

/** @internal Throws unless x may be written to by an op that also reads `others`. */
export function checkWritable(op: string, x: Tensor, others: readonly unknown[] = []): void {
  checkTensor(op, 'this', x)
  for (let d = 0; d < x.ndim; d++) {
    if (x.strides[d] === 0 && x.shape[d]! > 1) {
      throw new ShapeError(
        `${op}: expected elements that each have their own place but dimension ${d} of ${format(x.shape)} is expanded; clone() it first`
      )
    }
  }
  if (!isGradEnabled()) return
  if (x.requiresGrad) {
    throw new AutogradError(
      x.node === null
        ? `${op}: a leaf that requires a gradient was to be changed in place; do it inside noGrad`
        : `${op}: a result that requires a gradient was to be changed in place; use ${op.slice(0, -1)}, which makes a new tensor, or noGrad`
    )
  }
  if (others.some((t) => t instanceof Tensor && needsTape([t]))) {
    throw new AutogradError(
      `${op}: expected an operand that requires no gradient, because this tensor's changes are not recorded; use ${op.slice(0, -1)}, or noGrad`
    )
  }
}

/** @internal Throws unless `shape` broadcasts to x's. */
export function checkFits(op: string, x: Tensor, shape: Shape): void {
  const lead = x.ndim - shape.length
  if (lead >= 0 && shape.every((n, d) => n === 1 || n === x.shape[lead + d])) return
  throw new ShapeError(
    `${op}: expected an operand that broadcasts to this tensor's shape ${format(x.shape)} but received ${format(shape)}`
  )
}

/**
 * @internal Another tensor as the kernel takes it: of x's dtype, and not over part of x's memory, which is written
 * meanwhile.
 */
export function operand(op: string, x: Tensor, value: Value): Tensor {
  if (typeof value === 'number') {
    const t = emptyTensor(x.dtype, [])
    t.storage.fill(value, t.offset, t.offset + 1)
    return t
  }
  checkTensor(op, 'other', value)
  checkFits(op, x, value.shape)
  const y = convert(value, x.dtype)
  const sameMemory = y.storage.memory === x.storage.memory
  return sameMemory ? new Tensor(contiguousCopy(y), y.shape) : y
}

/** Every element becomes `value`: a number, or true or false. Any dtype. */
export function fill_(x: Tensor, value: number | boolean): Tensor {
  checkWritable('fill_', x)
  if (typeof value !== 'number' && typeof value !== 'boolean') {
    throw new OptionError(`fill_: expected value to be a number but received ${String(value)}`)
  }
  if (x.dtype === 'uint8' || x.dtype === 'int64') checkRange('fill_', x.dtype, Number(value))
  kernels.fill(x, Number(value))
  x.storage.touch()
  return x
}

/** Every element becomes 0. Any dtype. */
export function zero_(x: Tensor): Tensor {
  checkWritable('zero_', x)
  return fill_(x, 0)
}

/** The elements of `source`, which broadcasts to x and is converted to its dtype. */
export function copy_(x: Tensor, source: Tensor): Tensor {
  checkWritable('copy_', x, [source])
  const from = operand('copy_', x, source)
  kernels.copy(kernels.view(from, x.shape, broadcastStrides(from.shape, from.strides, x.shape)), x)
  x.storage.touch()
  return x
}

/** @internal The form in place of an op: the result is written over its first tensor, whose dtype stays. */
export function inPlace<F extends (x: never, ...rest: never[]) => Tensor>(op: string, fn: F): F {
  const call = fn as unknown as (x: Tensor, ...rest: unknown[]) => Tensor
  return ((x: Tensor, ...rest: unknown[]) => {
    checkWritable(op, x, rest)
    const result = noGrad(() => call(x, ...rest))
    if (!sameShape(result.shape, x.shape)) {
      throw new ShapeError(
        `${op}: expected operands that broadcast to this tensor's shape ${format(x.shape)} but the result has shape ${format(result.shape)}`
      )
    }
    checkKind(op, x, result)
    if (result === x) return x
    kernels.copy(convert(result, x.dtype), x)
    x.storage.touch()
    return x
  }) as unknown as F
}

/** @internal Throws unless a result fits a tensor of x's dtype: of another kind only bools do, as 0 and 1. */
export function checkKind(op: string, x: Tensor, result: Tensor): void {
  const fits = result.dtype === 'bool' || isFloat(x.dtype) || (!isFloat(result.dtype) && x.dtype !== 'bool')
  if (fits) return
  throw new ShapeError(
    `${op}: the result is ${result.dtype} and does not fit this tensor of ${x.dtype}; use ${op.slice(0, -1)}, which makes a new tensor`
  )
}
