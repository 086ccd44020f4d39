// Rows of the kernel `map`: from a few elements (the cost of a call) to more than the caches hold.

import * as kernels from '../../backend/calls.ts'
import { OPS } from '../../backend/gen/elementwise.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, type PeerCall, pick, type Row, type Table, uniform } from '../row.ts'

interface Op {
  readonly name: string
  /** Its number in the kernel. */
  readonly op: number
  readonly shape: readonly number[]
  /** The shapes of its inputs, broadcast to `shape`. */
  readonly inputs: Readonly<Record<string, readonly number[]>>
  /** About how many operations an element takes; 0 where only the memory counts. */
  readonly each: number
  readonly torch: PeerCall
  readonly goal?: number | undefined
}

// Row-major strides, 0 along a dimension that is broadcast.
function stridesOf(from: readonly number[], to: readonly number[]): number[] {
  const own = [...to.slice(from.length).map(() => 1), ...from]
  return to.map((size, d) => (own[d] === size ? count(own.slice(d + 1)) : 0))
}

function map(dtype: FloatType, width: number, { name, op, shape, inputs, each, torch, goal }: Op): Row {
  const names = Object.keys(inputs)
  return {
    group: 'elementwise',
    name,
    inputs: Object.fromEntries(names.map((key, k) => [key, uniform(inputs[key]!, k + 1, 4)])),
    bytes: bytesOf(width, shape, ...Object.values(inputs)),
    flops: each * count(shape),
    ...(names.length === 2 ? { traffic: 'triad' as const } : {}),
    torch: [torch],
    ...(goal === undefined ? {} : { goal }),
    make(buffers) {
      const out = Storage.allocate(dtype, count(shape))
      const strides = [...names.map((key) => inputs[key]!), shape].flatMap((from) => stridesOf(from, shape))
      const call = { x: pick(buffers, ...names), y: out, op, shape, strides, p0: 0, p1: 0 }
      return { run: () => kernels.map(call), results: [out] }
    }
  }
}

/** 1536 x 512: the hidden layer of a small transformer. */
const HIDDEN = [1536, 512]

export const elementwise: Table = (dtype, width) => {
  const binary = (name: 'add' | 'div', shape: readonly number[], y: readonly number[] = shape) => {
    const title = `${name} ${shape.join('x')}${y === shape ? '' : ` and ${y.join('x')}`}`
    const torch = { op: 'binary', args: { name } }
    return map(dtype, width, { name: title, op: OPS[name].op, shape, inputs: { x: shape, y }, each: 0, torch })
  }
  const unary = (name: 'exp' | 'expm1' | 'sin' | 'erf' | 'tanh' | 'sigmoid' | 'relu' | 'silu', each: number) =>
    map(dtype, width, {
      name: `${name} ${HIDDEN.join('x')}`,
      op: OPS[name].op,
      shape: HIDDEN,
      inputs: { x: HIDDEN },
      each,
      torch: { op: 'unary', args: { name } }
    })
  const gelu = (name: 'gelu' | 'geluTanh', goal: number) => {
    const args = { approximate: name === 'gelu' ? 'none' : 'tanh' }
    const gradient = OPS[name].gradients.x
    const title = `${name === 'gelu' ? 'gelu (erf)' : 'gelu (tanh)'} ${HIDDEN.join('x')}`
    const common = { shape: HIDDEN, each: 30, goal }
    return [
      map(dtype, width, {
        ...common,
        name: title,
        op: OPS[name].op,
        inputs: { x: HIDDEN },
        torch: { op: 'gelu', args }
      }),
      map(dtype, width, {
        ...common,
        name: `gradient of ${title}`,
        op: gradient.op,
        inputs: { dy: HIDDEN, x: HIDDEN },
        torch: { op: 'gelu_grad', args }
      })
    ]
  }
  return [
    binary('add', [2]),
    binary('add', [1000]),
    binary('add', HIDDEN),
    binary('add', HIDDEN, [512]),
    binary('add', [16_777_216]),
    binary('div', HIDDEN),
    unary('relu', 0),
    unary('exp', 20),
    unary('expm1', 25),
    unary('sin', 25),
    unary('erf', 30),
    unary('tanh', 25),
    unary('sigmoid', 25),
    unary('silu', 25),
    ...gelu('geluTanh', 4),
    ...gelu('gelu', 1.1)
  ]
}
