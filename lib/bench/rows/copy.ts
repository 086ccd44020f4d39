// Rows of kernels that move elements and compute nothing: permuted copies.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, type Row, type Table, uniform } from '../row.ts'

/** y is x with its dimensions in another order, contiguous. */
function permute(dtype: FloatType, width: number, shape: readonly number[], order: readonly number[]): Row {
  const own = shape.map((_, d) => count(shape.slice(d + 1)))
  const to = order.map((d) => shape[d]!)
  const strides = order.map((d) => own[d]!)
  const rowMajor = to.map((_, d) => count(to.slice(d + 1)))
  return {
    group: 'copy',
    name: `${shape.join('x')} to ${order.join('')}`,
    inputs: { x: uniform(shape) },
    bytes: 2 * bytesOf(width, shape),
    flops: 0,
    traffic: 'triad',
    torch: [{ op: 'permute', args: { order } }],
    make(buffers) {
      const y = Storage.allocate(dtype, count(shape))
      const [from, into] = [kernels.view(buffers.x!, to, strides), kernels.view(y, to, rowMajor)]
      return { run: () => kernels.copy(from, into), results: [y] }
    }
  }
}

export const copy: Table = (dtype, width) => [
  permute(dtype, width, [64, 32, 28, 28], [0, 1, 2, 3]),
  permute(dtype, width, [1024, 1024], [1, 0]),
  permute(dtype, width, [12, 128, 4, 32], [0, 2, 1, 3]),
  permute(dtype, width, [64, 32, 28, 28], [0, 2, 3, 1])
]
