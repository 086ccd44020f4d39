// Softmax and its logarithm.
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { dimension, sizeOf } from '../tensor/shape.ts'
import { checkFloat, contiguous, type Tensor } from '../tensor/tensor.ts'
import { dim as dimRule } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { emptyTensor } from './shared.ts'

const OPTIONS = positional<{ dim: number }>({ dim: dimRule })

function overDimension(op: string, log: number, x: Tensor, options: { dim: number }): Tensor {
  checkFloat(op, 'x', x)
  const dim = dimension(op, options.dim, x.ndim)
  const outer = sizeOf(x.shape.slice(0, dim))
  const n = x.shape[dim] ?? 1
  const inner = sizeOf(x.shape.slice(dim + 1))
  const y = emptyTensor(x.dtype, x.shape)
  kernels.softmax({ x: contiguous(x), y, outer, n, inner, log })
  return record(
    op,
    y,
    [x],
    [y],
    (g) => {
      const dx = emptyTensor(x.dtype, x.shape)
      kernels.softmaxBackward({ y, dy: contiguous(g), dx, outer, n, inner, log })
      return [dx]
    },
    dim
  )
}

/** exp(x) / sum(exp(x)) along `dim`. */
export function softmax(x: Tensor, dim: number | { dim: number }): Tensor {
  return overDimension('softmax', 0, x, read('softmax', OPTIONS, dim))
}

/** log(softmax(x)) along `dim`, without overflow. */
export function logSoftmax(x: Tensor, dim: number | { dim: number }): Tensor {
  return overDimension('logSoftmax', 1, x, read('logSoftmax', OPTIONS, dim))
}
