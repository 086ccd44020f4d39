// Softmax and its logarithm.
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { dimension, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { fresh } from './call.ts'
import { checkNames } from './options.ts'

const FLOATS = ['float32', 'float64'] as const

function overDimension(op: string, log: number, x: Tensor, options: { dim: number }): Tensor {
  checkNames(op, options)
  checkTensor(op, 'x', x, FLOATS)
  const dim = dimension(op, options.dim, x.ndim)
  const outer = sizeOf(x.shape.slice(0, dim))
  const n = x.shape[dim] ?? 1
  const inner = sizeOf(x.shape.slice(dim + 1))
  const y = fresh(x.dtype, x.shape)
  kernels.softmax({ x: contiguous(x), y, outer, n, inner, log })
  return record(op, y, [x], [y], (g) => {
    const dx = fresh(x.dtype, x.shape)
    kernels.softmaxBackward({ y, dy: contiguous(g), dx, outer, n, inner, log })
    return [dx]
  })
}

/** exp(x) / sum(exp(x)) along `dim`. */
export function softmax(x: Tensor, options: { dim: number }): Tensor {
  return overDimension('softmax', 0, x, options)
}

/** log(softmax(x)) along `dim`, without overflow. */
export function logSoftmax(x: Tensor, options: { dim: number }): Tensor {
  return overDimension('logSoftmax', 1, x, options)
}
