// Shared by the rows of this folder: undoing a broadcast, repeating a reduced gradient, and the two ops that take a part of
// a tensor and put one into zeros. Not in index.ts.
import { defineDifferentiable } from '../../autograd/differentiable.ts'
import { type Node, record } from '../../autograd/tape.ts'
import { full } from '../../tensor/create.ts'
import type { Shape } from '../../tensor/shape.ts'
import { sameShape } from '../../tensor/shape.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { sum } from '../reduce.ts'
import { copyInto, expand, reshape, zero } from '../shape.ts'
import { emptyTensor } from '../shared.ts'

/** A tensor of one value, of the dtype of `like`. */
export function constant(value: number, like: Tensor, shape: Shape = []): Tensor {
  return full(shape, value, { dtype: like.dtype })
}

/** The sum of g over the dimensions along which `shape` was broadcast to g's shape. */
export function unbroadcast(g: Tensor, shape: Shape): Tensor {
  if (sameShape(g.shape, shape)) return g
  const lead = g.ndim - shape.length
  const dims = g.shape.flatMap((n, d) => (d < lead || (shape[d - lead] === 1 && n !== 1) ? [d] : []))
  return reshape(dims.length === 0 ? g : sum(g, { dim: dims, keepdim: true }), shape)
}

/** The gradient of a reduction's result, repeated over what was reduced; `kept` is its shape with ones there. */
export function repeated(g: Tensor, kept: Shape, shape: Shape): Tensor {
  return expand(reshape(g, kept), shape)
}

/** The dimensions that a reduction to `kept` reduced; those of one element do not matter. */
export function reducedDims(kept: Shape, shape: Shape): number[] {
  return shape.flatMap((n, d) => (kept[d] === 1 && n !== 1 ? [d] : []))
}

/** From a tensor to the part of its memory that an op takes. */
export type Place = (t: Tensor) => Tensor

/** The part of x at `place`, a view. */
export function take(x: Tensor, place: Place): Tensor {
  return record('take', place(x), [x], [], (g) => [embedded(g, x.shape, place)], place)
}

/** Zeros of `shape` with x at `place`. */
export function embed(x: Tensor, shape: Shape, place: Place): Tensor {
  return record('embed', embedded(x, shape, place), [x], [], (g) => [place(g)], place)
}

function embedded(x: Tensor, shape: Shape, place: Place): Tensor {
  const out = emptyTensor(x.dtype, shape)
  zero(out)
  copyInto(x, place(out))
  return out
}

defineDifferentiable({
  take: ({ inputs: [x], details }: Node, g: Tensor) => [embed(g, x!.shape, details as Place)],
  embed: ({ details }: Node, g: Tensor) => [take(g, details as Place)]
})
