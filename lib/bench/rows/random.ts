// Rows of the random numbers. PyTorch draws others, so only its time is compared.
import { run, Storage } from '../../backend/index.ts'
import { bytesOf, type FloatType, type Row, type Table, uniform } from '../row.ts'

const N = 1_048_576

function draw(width: number, kernel: 'uniform' | 'normal'): Row {
  return {
    group: 'random',
    name: `${kernel} ${N}`,
    inputs: { x: uniform([N]) },
    bytes: bytesOf(width, [N]),
    flops: 0,
    otherResults: true,
    torch: [{ op: 'draw', args: { name: kernel } }],
    make(buffers) {
      const operands = [buffers.x!] as const
      return { run: () => run(kernel, operands, [N, 1, 2, 0, 0], [1, 0]), results: [buffers.x!] }
    }
  }
}

function dropout(dtype: FloatType, width: number): Row {
  return {
    group: 'random',
    name: `dropout ${N}`,
    inputs: { x: uniform([N]) },
    bytes: 2 * bytesOf(width, [N]) + N,
    flops: 0,
    otherResults: true,
    torch: [{ op: 'dropout', args: { p: 0.5 } }],
    make(buffers) {
      const y = Storage.allocate(dtype, N)
      const mask = Storage.allocate('bool', N)
      const operands = [buffers.x!, y, mask] as const
      return { run: () => run('dropout', operands, [N, 1, 2, 0, 0, 2 ** 31], [2]), results: [y, mask] }
    }
  }
}

export const random: Table = (dtype, width) => [draw(width, 'uniform'), draw(width, 'normal'), dropout(dtype, width)]
