// Rows of the embedding: rows of a table picked by indices, and the gradient summed back into the table.
import { run, Storage } from '../../backend/index.ts'
import { bytesOf, type FloatType, index, pick, type Row, type Table, uniform } from '../row.ts'

const FLOAT_CODES = { float32: 0, float64: 1 } as const

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
      const operands = [...pick(buffers, 'weight', 'ids'), y] as [Storage, Storage, Storage]
      const sizes = [1, entries, count, size] as const
      return { run: () => run('indexSelect', operands, sizes), results: [y] }
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
      const operands = [...pick(buffers, 'dy', 'ids'), dw] as [Storage, Storage, Storage]
      const sizes = [1, entries, count, size, entries] as const
      const clear = [FLOAT_CODES[dtype], 1, entries * size, 1]
      return {
        run() {
          run('fill', [dw], clear, [0])
          run('indexAdd', operands, sizes)
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
