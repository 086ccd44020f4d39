// Parameters and buffers: tensors that belong to a module. A tensor in a module's field counts as one only when it
// was made here, so that a tensor kept for another reason is never trained or saved by accident.
import * as kernels from '../backend/calls.ts'
import { type DType, Storage } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { rowMajor, type Shape, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkFloat, checkTensor, Tensor } from '../tensor/tensor.ts'

export type FloatType = 'float32' | 'float64'

const parameters = new WeakSet<Tensor>()
const buffers = new WeakSet<Tensor>()

/**
 * Creates a trainable tensor of the module that holds it: a leaf that requires a gradient. Shares the memory of a
 * contiguous `x`, except one created in a scope, which is copied: parameters outlive scopes.
 *
 * @param x float32 or float64
 * @example
 * class Scale extends Module {
 *   readonly factor = parameter(ones([1]))
 *   override forward(x: Tensor): Tensor { return x.mul(this.factor) }
 * }
 */
export function parameter(x: Tensor): Tensor {
  checkFloat('parameter', 'x', x)
  const t = lasting(x)
  t.requiresGrad = true
  parameters.add(t)
  return t
}

/** Creates a tensor that its module saves and converts but does not train: a running mean, a mask. */
export function buffer(x: Tensor): Tensor {
  checkTensor('buffer', 'x', x)
  const t = lasting(x)
  buffers.add(t)
  return t
}

export function isParameter(x: Tensor): boolean {
  return parameters.has(x)
}

export function isBuffer(x: Tensor): boolean {
  return buffers.has(x)
}

/** @internal Marks a copy as a parameter or a buffer, like its original. */
export function markLike(copy: Tensor, original: Tensor): void {
  if (parameters.has(original)) parameters.add(copy)
  if (buffers.has(original)) buffers.add(copy)
}

/** Zeros outside of every scope. */
export function lastingZeros(shape: Shape, dtype: DType): Tensor {
  return new Tensor(Storage.allocate(dtype, sizeOf(shape)), [...shape])
}

/** @internal A parameter of zeros, for an initialization to fill. */
export function newParameter(shape: Shape, dtype: FloatType): Tensor {
  return parameter(lastingZeros(shape, dtype))
}

function lasting(x: Tensor): Tensor {
  if (x.storage.block === null && x.isContiguous) return new Tensor(x.storage, x.shape, rowMajor(x.shape), x.offset)
  const t = lastingZeros(x.shape, x.dtype)
  copyElements('parameter', x, t)
  return t
}

/** Writes the elements of `from` into `into`, a tensor of the same shape and any dtype, without a gradient. */
export function copyElements(op: string, from: Tensor, into: Tensor): void {
  from.ensureReadable(op)
  into.ensureReadable(op)
  if (from.storage === into.storage && from.offset === into.offset && sameShape(from.strides, into.strides)) return
  if (into.ndim > 8) throw new OptionError(`${op}: expected at most 8 dimensions but received ${into.ndim}`)
  if (from.dtype === into.dtype) kernels.copy(from, into)
  else kernels.cast(from, into)
  into.storage.touch()
}
