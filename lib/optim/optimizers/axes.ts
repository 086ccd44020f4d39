// A tensor as matrices, one for each of its axes: what SOAP and Shampoo measure, and what they multiply.
import * as kernels from '../../backend/calls.ts'
import { OPS } from '../../backend/gen/elementwise.ts'
import type { Operand, Storage } from '../../backend/index.ts'
import { symmetricProduct } from '../../linalg/symmetric.ts'

/** A matrix (d, d) for an axis of d elements, the diagonal of one (d), or null for the identity. */
export type AxisMatrix = { readonly storage: Storage; readonly shape: readonly number[] } | null

/** Memory for results, by name and number of elements. */
export type Scratch = (name: string, length: number) => Storage

const product = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

/** The shape with neighboring axes merged, from the first on, as long as they have at most `largest` elements. */
export function mergedShape(shape: readonly number[], largest: number): number[] {
  const merged: number[] = []
  let current = 1
  for (const d of shape) {
    if (current * d <= largest) {
      current *= d
      continue
    }
    // An axis that is too long alone stays separate.
    merged.push(current > 1 ? current : d)
    current = current > 1 ? d : 1
  }
  return current > 1 || merged.length === 0 ? [...merged, current] : merged
}

/** Whether a matrix (d, d), or the diagonal of one, fits an axis of a shape, or several merged neighbors. */
export function fitsAxis(matrix: readonly number[], shape: readonly number[]): boolean {
  const [d, columns = d] = matrix
  if (matrix.length === 0 || matrix.length > 2 || columns !== d) return false
  const starts = shape.length === 0 ? [1] : shape
  return starts.some((_, from) => starts.some((_, to) => product(starts.slice(from, Math.max(from, to) + 1)) === d))
}

/** out = the inner products of the slices of x along an axis: X X^T for X of (d, the rest). */
export function gram(x: Operand, shape: readonly number[], axis: number, out: Storage, scratch: Scratch): void {
  const d = shape[axis]!
  const [outer, inner] = [product(shape.slice(0, axis)), product(shape.slice(axis + 1))]
  let rows = x
  if (outer > 1 && inner > 1) {
    rows = scratch('unfolded', outer * d * inner)
    const order = [d, outer, inner]
    kernels.copy(kernels.view(x, order, [inner, d * inner, 1]), kernels.view(rows, order, [outer * inner, inner, 1]))
  }
  const [rest, strides] = inner > 1 || outer === 1 ? [outer * inner, [outer * inner, 1]] : [outer, [1, d]]
  symmetricProduct(rows, d, rest, strides as [number, number], out)
}

/** out = the sums of squares of the slices of x along an axis: the diagonal of `gram`. */
export function gramDiagonal(x: Operand, shape: readonly number[], axis: number, out: Storage, scratch: Scratch): void {
  const d = shape[axis]!
  const [outer, inner] = [product(shape.slice(0, axis)), product(shape.slice(axis + 1))]
  const sums = outer === 1 ? out : scratch('sums', outer * d)
  kernels.reduce({
    x,
    y: sums,
    op: kernels.REDUCE.sumSquares,
    outer: outer * d,
    n: inner,
    inner: 1,
    accumulate: 0,
    divisor: 1
  })
  if (outer === 1) return
  const op = kernels.REDUCE.sum
  kernels.reduce({ x: sums, y: out, op, outer: 1, n: outer, inner: d, accumulate: 0, divisor: 1 })
}

/**
 * Multiplies a tensor along every axis by that axis's matrix M: by M^T, or by M if `back` is set. Each product removes
 * the first axis and appends it, so that the order is restored in the end.
 *
 * @returns the result, in scratch memory of that name
 */
export function multiplyAxes(
  x: Operand,
  shape: readonly number[],
  matrices: readonly AxisMatrix[],
  back: boolean,
  name: string,
  scratch: Scratch
): Operand {
  if (matrices.every((matrix) => matrix === null)) return x
  const size = product(shape)
  let from = x
  for (const [axis, matrix] of matrices.entries()) {
    const d = shape[axis]!
    const rest = size / d
    const last = axis === matrices.length - 1
    const to = scratch(last ? name : `${name} ${axis % 2}`, size)
    const transposed = kernels.view(from, [rest, d], [1, rest])
    if (matrix === null) kernels.copy(transposed, kernels.view(to, [rest, d], [d, 1]))
    else if (matrix.shape.length === 1) {
      const strides = [...transposed.strides, 0, 1, d, 1]
      const { shape } = transposed
      kernels.map({ x: [from, matrix.storage], y: to, op: OPS.mul.op, shape, strides, p0: 0, p1: 0 })
    } else {
      const [row, column] = back ? [1, d] : [d, 1]
      const m = kernels.matrix(matrix.storage, d, d, row, column)
      kernels.gemm(kernels.matrix(from, rest, d, 1, rest), m, kernels.matrix(to, rest, d))
    }
    from = to
  }
  return from
}
