// What ops in place have in common: which tensors they may write to, and how any op becomes one. Called by inplace.ts and
// gen/inPlaceForms.ts. Not in index.ts.
import { isGradEnabled, needsTape, noGrad } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { AutogradError, ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { convert } from './shared.ts'

/** Throws unless x may be written to by an op that also reads `others`. */
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

/** The form in place of an op: the result is written over its first tensor, whose dtype stays. */
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

/** Throws unless a result fits a tensor of x's dtype: of another kind only bools do, as 0 and 1. */
export function checkKind(op: string, x: Tensor, result: Tensor): void {
  const fits = result.dtype === 'bool' || isFloat(x.dtype) || (!isFloat(result.dtype) && x.dtype !== 'bool')
  if (fits) return
  throw new ShapeError(
    `${op}: the result is ${result.dtype} and does not fit this tensor of ${x.dtype}; use ${op.slice(0, -1)}, which makes a new tensor`
  )
}
