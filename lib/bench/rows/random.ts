// Rows of the random numbers. PyTorch draws others, so only its time is compared.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, type FloatType, type Row, type Table, uniform } from '../row.ts'

const N = 1_048_576
const STATE = { seed0: 1, seed1: 2, counter0: 0, counter1: 0 }

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
      const call = { ...STATE, y: buffers.x!, n: N, scale: 1, shift: 0 }
      return { run: () => kernels[kernel](call), results: [buffers.x!] }
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
      const call = { ...STATE, x: buffers.x!, y, mask, n: N, below: 2 ** 31, scale: 2 }
      return { run: () => kernels.dropout(call), results: [y, mask] }
    }
  }
}

export const random: Table = (dtype, width) => [draw(width, 'uniform'), draw(width, 'normal'), dropout(dtype, width)]
