// What the ops of several families share: recording an op whose backward is made of ops, so that it needs no row in the
// table of differentiable backwards, and how lines along a dimension lie in memory. Not in index.ts.
import { recordJoint } from '../autograd/joint.ts'
import { needsTape, put } from '../autograd/tape.ts'
import type { Tensor } from '../tensor/tensor.ts'

/**
 * Records the op that made `out` if one of its inputs requires a gradient. Returns `out`.
 * @param backward made of ops: it runs for gradients of any order
 */
export function recorded(
  name: string,
  out: Tensor,
  inputs: readonly Tensor[],
  saved: readonly Tensor[],
  backward: (g: Tensor) => readonly (Tensor | null)[]
): Tensor {
  recordJoint(name, [out], inputs, saved, ([g]) => backward(g!))
  return out
}

/** The same for an op with a faster backward, which runs unless a graph of the gradients is wanted. */
export function recordedWithFast(
  name: string,
  out: Tensor,
  inputs: readonly Tensor[],
  saved: readonly Tensor[],
  backward: { fast: (g: Tensor) => readonly (Tensor | null)[]; ops: (g: Tensor) => readonly (Tensor | null)[] }
): Tensor {
  if (needsTape(inputs)) put(name, out, inputs, saved, backward.fast).differentiable = (_, g) => backward.ops(g)
  return out
}

/** A tensor as (outer, n, inner): n is the size of `dim`. A scalar counts as one element. */
export interface Lines {
  readonly outer: number
  readonly n: number
  readonly inner: number
}

/** The lines of a shape along `dim`. */
export function linesOf(shape: readonly number[], dim: number): Lines {
  let [outer, inner] = [1, 1]
  for (let d = 0; d < shape.length; d++) {
    if (d < dim) outer *= shape[d]!
    else if (d > dim) inner *= shape[d]!
  }
  return { outer, n: shape[dim] ?? 1, inner }
}
