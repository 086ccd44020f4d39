// Logic on tensors of bools or integers, and tests that create them, to build masks. No gradients.
import * as kernels from '../backend/calls.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { broadcast, broadcastStrides, dimension, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { eq, lt, ne } from './elementwise.ts'
import type { DimOptions, KeepdimOption } from './reduce.ts'
import { convert, emptyTensor } from './shared.ts'

// Integers hold where they are not 0.
function asBool(op: string, name: string, x: Tensor): Tensor {
  checkTensor(op, name, x)
  if (isFloat(x.dtype)) checkTensor(op, name, x, ['bool'])
  return convert(x, 'bool')
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

const REDUCE = positional<DimOptions>({ dim: dimRule, keepdim: boolean })

function folded(op: string, all: 0 | 1, x: Tensor, options: DimOptions): Tensor {
  const bools = asBool(op, 'x', x)
  const whole = options.dim === undefined
  const dim = whole ? 0 : dimension(op, options.dim!, x.ndim)
  const [outer, n, inner]: [number, number, number] = whole
    ? [1, x.size, 1]
    : [sizeOf(x.shape.slice(0, dim)), x.shape[dim] ?? 1, sizeOf(x.shape.slice(dim + 1))]
  const shape = x.shape.flatMap((size, d) => (whole || d === dim ? (options.keepdim ? [1] : []) : [size]))
  const out = emptyTensor('bool', shape)
  kernels.anyAll({ x: contiguous(bools), y: out, all, outer, n, inner })
  return out
}

/** Whether any element holds, of all or along `dim`. False for no elements. */
export function any(x: Tensor, dim?: number | DimOptions, options?: KeepdimOption): Tensor {
  return folded('any', 0, x, read('any', REDUCE, dim, options))
}

/** Whether all elements hold, of all or along `dim`. True for no elements. */
export function all(x: Tensor, dim?: number | DimOptions, options?: KeepdimOption): Tensor {
  return folded('all', 1, x, read('all', REDUCE, dim, options))
}
