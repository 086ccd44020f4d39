// Rows of the embedding: rows of a table picked by indices, and the gradient summed back into the table.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, type FloatType, index, pick, type Row, type Table, uniform } from '../row.ts'

function embedding(dtype: FloatType, width: number, entries: number, size: number, count: number): Row {
  return {
    group: 'embedding',
    name: `${count} of ${entries}x${size}`,
    inputs: { weight: uniform([entries, size]), ids: index([count], entries, 2) },
    // A table larger than the batch is not read whole.
    bytes: bytesOf(width, [Math.min(entries, count), size], [count, size]) + 4 * count,
    flops: 0,
    torch: [{ op: 'embedding' }],
    make(buffers) {
      const y = Storage.allocate(dtype, count * size)
      const [x, ids] = pick(buffers, 'weight', 'ids') as [Storage, Storage]
      const call = { x, index: ids, y, outer: 1, n: entries, count, inner: size }
      return { run: () => kernels.indexSelect(call), results: [y] }
    }
  }
}

function gradient(dtype: FloatType, width: number, entries: number, size: number, count: number): Row {
  return {
    group: 'embedding gradient',
    name: `${count} of ${entries}x${size}`,
    inputs: { dy: uniform([count, size]), ids: index([count], entries, 2) },
    bytes: bytesOf(width, [entries, size], [count, size]) + 4 * count,
    flops: 0,
    torch: [{ op: 'embedding_grad', args: { rows: entries } }],
    make(buffers) {
      const dw = Storage.allocate(dtype, entries * size)
      const [x, ids] = pick(buffers, 'dy', 'ids') as [Storage, Storage]
      const call = { x, index: ids, y: dw, outer: 1, n: entries, count, inner: size, skip: entries }
      const all = kernels.flat(dw, entries * size)
      return {
        run() {
          kernels.fill(all, 0)
          kernels.indexAdd(call)
        },
        results: [dw]
      }
    }
  }
}

export const gather: Table = (dtype, width) => [
  embedding(dtype, width, 65, 128, 1536),
  embedding(dtype, width, 5000, 256, 4096),
  gradient(dtype, width, 65, 128, 1536),
  gradient(dtype, width, 5000, 256, 4096)
]
