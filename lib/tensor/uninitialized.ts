// Parameters without a shape: those of lazy layers until their first forward. Called by lib/nn, which makes them, and by
// optimizers, which refuse them.
import { Storage } from '../backend/index.ts'
import { rowMajor, type Shape, sizeOf } from './shape.ts'
import { replaceStorage, type Tensor } from './tensor.ts'

const waiting = new WeakSet<Tensor>()

/** Whether the tensor has no shape yet. */
export function isUninitialized(x: Tensor): boolean {
  return waiting.has(x)
}

/** What errors say of such a parameter. */
export function withoutShape(name: string): string {
  return `${name} has no shape yet because its layer is lazy; call forward once with an example first`
}

/** Takes shape and elements from a tensor that nothing else holds. */
export function uninitialize(x: Tensor): void {
  reshapeInPlace(x, [0])
  waiting.add(x)
}

/** Gives the tensor a shape, with zeros; its dtype stays. */
export function materialize(x: Tensor, shape: Shape): void {
  reshapeInPlace(x, shape)
  waiting.delete(x)
}

/** Marks a copy like its original. */
export function copyMark(copy: Tensor, original: Tensor): void {
  if (waiting.has(original)) waiting.add(copy)
}

// Tensors keep their shape otherwise.
function reshapeInPlace(x: Tensor, shape: Shape): void {
  replaceStorage(x, Storage.allocate(x.dtype, sizeOf(shape)))
  Object.assign(x, { shape: [...shape], strides: rowMajor(shape), size: sizeOf(shape), offset: 0, grad: null })
}
