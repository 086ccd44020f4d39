// Elementwise functions without a kernel: a loop in JavaScript for both backends, in float64, stored in the dtype of the
// operands. For functions that are rare or that need a loop an element. Not in index.ts.
import type { DType } from '../backend/index.ts'
import { allocate } from '../tensor/lifetime.ts'
import { broadcast, type Shape, sizeOf } from '../tensor/shape.ts'
import { Tensor } from '../tensor/tensor.ts'
import { elements } from './integers.ts'

/** The shape that the operands of `op` broadcast to. */
export function shapeOf(op: string, operands: readonly Tensor[]): Shape {
  return operands.reduce<Shape>((shape, t) => broadcast(op, shape, t.shape), [])
}

/** fn of the elements of one or two tensors, which broadcast, as a tensor of `dtype`. No gradient. */
export function lanes(
  op: string,
  operands: readonly Tensor[],
  dtype: DType,
  fn: (a: number, b: number) => number
): Tensor {
  const shape = shapeOf(op, operands)
  const out = new Tensor(allocate(dtype, sizeOf(shape)), shape)
  const [a, b = 0] = operands.map((t) => elements(t, shape))
  const { array } = out.storage
  for (let k = 0; k < out.size; k++) {
    array[k] = fn(typeof a === 'number' ? a : a![k]!, typeof b === 'number' ? b : b[k]!)
  }
  return out
}
