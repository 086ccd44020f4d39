// Rows of the kernel `map`: contiguous operands, from a few elements (the cost of a call) to more than the caches hold.

import { OPS } from '../../backend/gen/elementwise.ts'
import { run, Storage } from '../../backend/index.ts'
import { type FloatType, pick, type Row, type Table, type TorchCall, uniform } from '../row.ts'

interface Op {
  readonly name: keyof typeof OPS
  readonly n: number
  /** Operations an element, 0 where only the memory counts. */
  readonly each: number
  readonly torch: TorchCall
  readonly goal?: number
}

function map(dtype: FloatType, width: number, { name, n, each, torch, goal }: Op): Row {
  const { op, inputs } = OPS[name]
  const names = ['x', 'y'].slice(0, inputs.length)
  return {
    group: 'elementwise',
    name: `${name} ${n}`,
    inputs: Object.fromEntries(names.map((key, k) => [key, uniform([n], k + 1)])),
    bytes: (names.length + 1) * n * width,
    flops: each * n,
    ...(names.length === 2 ? { traffic: 'triad' } : {}),
    torch: [torch],
    ...(goal === undefined ? {} : { goal }),
    make(buffers) {
      const out = Storage.allocate(dtype, n)
      const operands = [...pick(buffers, ...names), out]
      const sizes = [op, names.length, 1, n, ...operands.map(() => 1)]
      const numbers = [0, 0] as const
      return { run: () => run('map', operands, sizes, numbers), results: [out] }
    }
  }
}

const binary = (name: string): TorchCall => ({ op: 'binary', args: { name } })
const unary = (name: string): TorchCall => ({ op: 'unary', args: { name } })

export const elementwise: Table = (dtype, width) =>
  [
    { name: 'add', n: 2, each: 0, torch: binary('add') },
    { name: 'add', n: 1000, each: 0, torch: binary('add') },
    { name: 'add', n: 786_432, each: 0, torch: binary('add') },
    { name: 'add', n: 16_777_216, each: 0, torch: binary('add') },
    { name: 'exp', n: 786_432, each: 16, torch: unary('exp') }
  ].map((op) => map(dtype, width, op as Op))
