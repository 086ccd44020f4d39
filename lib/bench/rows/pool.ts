// Rows of pooling behind relu and of batch normalization before it, forward and backward in one row as in a training
// step: PyTorch's autograd runs both too.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, pick, type Row, type Table, uniform } from '../row.ts'

type Shape = readonly [n: number, channels: number, h: number, w: number]

const GOAL_POOL = 5
const GOAL_NORM = 2

function reluMaxPool(dtype: FloatType, width: number, shape: Shape): Row {
  const [n, channels, h, w] = shape
  const pooled = [n, channels, h >> 1, w >> 1]
  return {
    group: 'relu and 2x2 max pooling, forward and backward',
    name: shape.join('x'),
    inputs: { x: uniform(shape, 1), dy: uniform(pooled, 2) },
    // x read, y written; dy read, dx written; a byte of index for each output written and read.
    bytes: 2 * bytesOf(width, shape, pooled) + 2 * count(pooled),
    flops: 0,
    torch: [{ op: 'relu_max_pool' }],
    goal: GOAL_POOL,
    make(buffers) {
      const y = Storage.allocate(dtype, count(pooled))
      const index = Storage.allocate('bool', count(pooled))
      const dx = Storage.allocate(dtype, count(shape))
      const [x, dy] = pick(buffers, 'x', 'dy') as [Storage, Storage]
      const sizes = { planes: n * channels, h, w }
      const forward = { ...sizes, x, y, index, relu: 1 }
      const backward = { ...sizes, dy, index, dx, accumulate: 0 }
      return {
        run() {
          kernels.maxPool2x2(forward)
          kernels.maxPool2x2Backward(backward)
        },
        results: [y, dx]
      }
    }
  }
}

function batchNormRelu(dtype: FloatType, width: number, shape: Shape): Row {
  const [n, channels, h, w] = shape
  const eps = 1e-5
  return {
    group: 'batch norm and relu, forward and backward',
    name: shape.join('x'),
    inputs: {
      x: uniform(shape, 1),
      w: uniform([channels], 2),
      b: uniform([channels], 3),
      dy: uniform(shape, 4)
    },
    // Statistics need all of x before the first output, and the two sums of the gradient all of x and dy.
    bytes: 8 * bytesOf(width, shape),
    flops: 0,
    torch: [{ op: 'batch_norm_relu', args: { eps } }],
    goal: GOAL_NORM,
    make(buffers) {
      const [x, weight, bias, dy] = pick(buffers, 'x', 'w', 'b', 'dy') as [Storage, Storage, Storage, Storage]
      const [y, dx] = [Storage.allocate(dtype, count(shape)), Storage.allocate(dtype, count(shape))]
      const [mean, rstd, dweight, dbias] = Array.from({ length: 4 }, () => Storage.allocate(dtype, channels)) as [
        Storage,
        Storage,
        Storage,
        Storage
      ]
      const both = { x, weight, bias, mean, rstd, batch: n, channels, inner: h * w, training: 1, relu: 1 }
      const forward = { ...both, runningMean: null, runningVar: null, y, momentum: 0.1, eps }
      const backward = { ...both, dy, dx, dweight, dbias, accumulate: 0 }
      return {
        run() {
          kernels.batchNorm(forward)
          kernels.batchNormBackward(backward)
        },
        results: [y, dx, dweight, dbias]
      }
    }
  }
}

export const pool: Table = (dtype, width) => [
  reluMaxPool(dtype, width, [64, 32, 28, 28]),
  reluMaxPool(dtype, width, [64, 64, 14, 14]),
  batchNormRelu(dtype, width, [64, 32, 32, 32]),
  batchNormRelu(dtype, width, [64, 64, 16, 16])
]
