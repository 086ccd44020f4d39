// Logic on tensors of bools or numbers, and tests that create them, to build masks. No gradients.
import * as kernels from '../backend/calls.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { broadcast, broadcastStrides } from '../tensor/shape.ts'
import { checkTensor, type Tensor } from '../tensor/tensor.ts'
import { eq, lt, ne } from './elementwise.ts'
import { convert, emptyTensor } from './shared.ts'

/** @internal Numbers hold where they are not 0; NaN holds. */
export function asBool(op: string, name: string, x: Tensor): Tensor {
  checkTensor(op, name, x)
  return isFloat(x.dtype) ? ne(x, 0) : convert(x, 'bool')
}

function logical(op: string, code: number, first: Tensor, second: Tensor): Tensor {
  const a = asBool(op, 'a', first)
  const b = asBool(op, 'b', second)
  const shape = broadcast(op, a.shape, b.shape)
  const out = emptyTensor('bool', shape)
  const strides = [a, b].flatMap((t) => broadcastStrides(t.shape, t.strides, shape))
  strides.push(...out.strides)
  kernels.logical({ a, b, y: out, op: code, shape, strides })
  return out
}

/** Where both hold; they broadcast. */
export function logicalAnd(a: Tensor, b: Tensor): Tensor {
  return logical('logicalAnd', 0, a, b)
}

/** Where at least one holds; they broadcast. */
export function logicalOr(a: Tensor, b: Tensor): Tensor {
  return logical('logicalOr', 1, a, b)
}

/** Where exactly one holds; they broadcast. */
export function logicalXor(a: Tensor, b: Tensor): Tensor {
  return logical('logicalXor', 2, a, b)
}

/** Where x does not hold. */
export function logicalNot(x: Tensor): Tensor {
  return eq(asBool('logicalNot', 'x', x), 0)
}

/** Where x is not a number. */
export function isnan(x: Tensor): Tensor {
  checkTensor('isnan', 'x', x)
  return ne(x, x)
}

/** Where x is neither infinite nor NaN. */
export function isfinite(x: Tensor): Tensor {
  checkTensor('isfinite', 'x', x)
  return logicalAnd(lt(x, Number.POSITIVE_INFINITY), lt(Number.NEGATIVE_INFINITY, x))
}
