// Rows of the reductions: everything, along the last dimension, along the first.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, type Row, type Table, uniform } from '../row.ts'

/** The sum over dimension `dim` of a shape of two dimensions, or over all of it. */
function sum(dtype: FloatType, width: number, shape: readonly number[], dim?: 0 | 1): Row {
  const [outer, n, inner]: [number, number, number] =
    dim === undefined ? [1, count(shape), 1] : dim === 0 ? [1, shape[0]!, shape[1]!] : [shape[0]!, shape[1]!, 1]
  const left = outer * inner
  return {
    group: 'sum',
    name: `${shape.join('x')}${dim === undefined ? '' : ` over dim ${dim}`}`,
    inputs: { x: uniform(shape) },
    bytes: bytesOf(width, shape, [left]),
    flops: 0,
    traffic: 'read',
    torch: [{ op: 'reduce', args: { name: 'sum', ...(dim === undefined ? {} : { dim }) } }],
    make(buffers) {
      const y = Storage.allocate(dtype, left)
      const op = kernels.REDUCE.sum
      const call = { x: buffers.x!, y, op, outer, n, inner, accumulate: 0, divisor: 1 }
      return { run: () => kernels.reduce(call), results: [y] }
    }
  }
}

export const reduceTable: Table = (dtype, width) => [
  sum(dtype, width, [1000]),
  sum(dtype, width, [786_432]),
  sum(dtype, width, [16_777_216]),
  sum(dtype, width, [4096, 768], 1),
  sum(dtype, width, [4096, 768], 0),
  sum(dtype, width, [64, 256], 0)
]
