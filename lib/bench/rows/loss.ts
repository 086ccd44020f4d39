// Rows of softmax, of cross entropy with its gradient, and of layer normalization.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, index, pick, type Row, type Table, uniform } from '../row.ts'

type Shape = readonly [rows: number, n: number]

// About what exp, a subtraction, a sum and a scaling take.
const EACH = 24

function softmax(dtype: FloatType, width: number, shape: Shape, log: boolean): Row {
  const [rows, n] = shape
  return {
    group: log ? 'log softmax' : 'softmax',
    name: shape.join('x'),
    inputs: { x: uniform(shape, 1, 5) },
    bytes: 2 * bytesOf(width, shape),
    flops: EACH * rows * n,
    torch: [{ op: 'softmax', args: { log } }],
    make(buffers) {
      const y = Storage.allocate(dtype, rows * n)
      const call = { x: buffers.x!, y, outer: rows, n, inner: 1, log: log ? 1 : 0 }
      return { run: () => kernels.softmax(call), results: [y] }
    }
  }
}

const MEAN = 1
const GOAL_LOSS = 2
const GOAL_NORM = 1.1

function crossEntropy(dtype: FloatType, width: number, shape: Shape): Row {
  const [rows, classes] = shape
  return {
    group: 'cross entropy, forward and backward',
    name: shape.join('x'),
    inputs: { x: uniform(shape, 1, 5), target: index([rows], classes, 2) },
    bytes: 2 * bytesOf(width, shape) + 4 * rows,
    flops: EACH * rows * classes,
    torch: [{ op: 'cross_entropy' }],
    goal: GOAL_LOSS,
    make(buffers) {
      const loss = Storage.allocate(dtype, 1)
      const gradient = Storage.allocate(dtype, rows * classes)
      const [x, target] = pick(buffers, 'x', 'target') as [Storage, Storage]
      const operands = { logits: x, target, weight: null, loss, grad: gradient }
      const call = { ...operands, rows, classes, reduction: MEAN, ignoreIndex: -100, smoothing: 0 }
      return { run: () => kernels.crossEntropy(call), results: [gradient] }
    }
  }
}

const EPS = 1e-5

function layerNorm(dtype: FloatType, width: number, shape: Shape): Row[] {
  const [rows, n] = shape
  const vectors = { w: uniform([n], 2), b: uniform([n], 3) }
  const make = (buffers: Readonly<Record<string, Storage>>) => {
    const y = Storage.allocate(dtype, count(shape))
    const [mean, rstd] = [Storage.allocate(dtype, rows), Storage.allocate(dtype, rows)]
    const [x, w, b] = pick(buffers, 'x', 'w', 'b') as [Storage, Storage, Storage]
    const call = { x, weight: w, bias: b, y, mean, rstd, rows, n, eps: EPS }
    return { x, w, y, mean, rstd, forward: () => kernels.layerNorm(call) }
  }
  return [
    {
      group: 'layer norm',
      name: shape.join('x'),
      inputs: { x: uniform(shape, 1), ...vectors },
      bytes: bytesOf(width, shape, shape, [2, rows + n]),
      flops: 8 * rows * n,
      torch: [{ op: 'layer_norm', args: { eps: EPS } }],
      goal: GOAL_NORM,
      make(buffers) {
        const { y, forward } = make(buffers)
        return { run: forward, results: [y] }
      }
    },
    {
      group: 'layer norm gradient',
      name: shape.join('x'),
      inputs: { x: uniform(shape, 1), ...vectors, dy: uniform(shape, 4) },
      bytes: bytesOf(width, shape, shape, shape, [2, rows + n]),
      flops: 16 * rows * n,
      torch: [{ op: 'layer_norm_grad', args: { eps: EPS } }],
      goal: GOAL_NORM,
      make(buffers) {
        const { x, w, mean, rstd, forward } = make(buffers)
        forward()
        const dx = Storage.allocate(dtype, count(shape))
        const [dw, db] = [Storage.allocate(dtype, n), Storage.allocate(dtype, n)]
        const operands = { x, dy: buffers.dy!, weight: w, mean, rstd, dx, dweight: dw, dbias: db }
        const call = { ...operands, rows, n, accumulate: 0 }
        return { run: () => kernels.layerNormBackward(call), results: [dx, dw, db] }
      }
    }
  ]
}

export const loss: Table = (dtype, width) => [
  softmax(dtype, width, [1536, 65], false),
  softmax(dtype, width, [4096, 1000], false),
  softmax(dtype, width, [1536, 65], true),
  crossEntropy(dtype, width, [64, 10]),
  crossEntropy(dtype, width, [1536, 65]),
  crossEntropy(dtype, width, [4096, 65]),
  crossEntropy(dtype, width, [64, 1000]),
  ...[layerNorm(dtype, width, [1536, 128]), layerNorm(dtype, width, [4096, 768])]
    .flat()
    .sort((a, b) => a.group.localeCompare(b.group))
]
