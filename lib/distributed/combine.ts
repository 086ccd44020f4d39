// How elements of two ranks or shards become one, by the dtype of the arrays that hold them: bytes (dtype bool) hold
// bfloat16 sums of two bytes an element. Called by reduce.ts and lib/train/distributed.
import * as kernels from '../backend/calls.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import { type Operand, Storage } from '../backend/index.ts'

/** How two elements become one. */
export type Combine = 'add' | 'mul' | 'maximum' | 'minimum'

/** Positions of an array that one element takes. */
export const widthOf = ({ dtype }: Storage): number => (dtype === 'bool' ? 2 : 1)

/** y = op(a, b) for `n` positions; y is a or b. */
export function combineInto(op: Combine, a: Operand, b: Operand, n: number, y: Operand = a): void {
  if (n === 0) return
  if (a.storage.dtype === 'int32') combineWhole(op, a, b, n, y)
  else if (a.storage.dtype === 'bool') addBfloat16(a, b, n / 2, y)
  else combineFloats(op, a, b, n, y)
}

function combineFloats(op: Combine, a: Operand, b: Operand, n: number, y: Operand): void {
  kernels.map({ x: [a, b], y, op: OPS[op].op, shape: [n], strides: [1, 1, 1], p0: 0, p1: 0 })
}

const WHOLE: Record<Combine, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  mul: Math.imul,
  maximum: Math.max,
  minimum: Math.min
}

function combineWhole(op: Combine, a: Operand, b: Operand, n: number, y: Operand): void {
  const f = WHOLE[op]
  const [from, other, to] = [a.storage.array, b.storage.array, y.storage.array]
  for (let k = 0; k < n; k++) to[y.offset + k] = f(from[a.offset + k]!, other[b.offset + k]!)
}

// --- bfloat16 ---

// Elements that are widened at once: the float32 ones stay in the cache.
const AT_ONCE = 2 ** 16
let wide: readonly [Storage, Storage] | null = null

// Sums are float32 and rounded to nearest even, which every node of the tree is: so a rank may begin at any of them.
function addBfloat16(a: Operand, b: Operand, n: number, sum: Operand): void {
  wide ??= [Storage.allocate('float32', AT_ONCE), Storage.allocate('float32', AT_ONCE)]
  const [x, y] = wide.map((storage) => ({ storage, offset: 0 })) as [Operand, Operand]
  const within = ({ storage, offset }: Operand, start: number): Operand => ({ storage, offset: offset + 2 * start })
  for (let start = 0; start < n; start += AT_ONCE) {
    const size = Math.min(AT_ONCE, n - start)
    kernels.fromBfloat16({ x: within(a, start), y: x, n: size })
    kernels.fromBfloat16({ x: within(b, start), y, n: size })
    combineFloats('add', x, y, size, x)
    kernels.toBfloat16({ x, y: within(sum, start), n: size })
  }
}
