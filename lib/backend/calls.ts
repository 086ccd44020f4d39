// How the library calls kernels: by name. The generated functions of gen/calls.ts take one object with the names of
// native/kernels.def; here are shorter forms of the calls that are made most, over matrices and strided views. Everything
// above this layer imports it as `kernels`: import * as kernels from '../backend/calls.ts'.
import * as byName from './gen/calls.ts'
import { mapLoops_f32, mapLoops_f64 } from './gen/elementwise.ts'
import { PreparedCall, run } from './index.ts'
import { pending } from './pending.ts'
import type { Loop, Rule } from './rules.ts'
import { type FloatArray, type Operand, Storage } from './storage.ts'

// A name that is defined below wins over a generated one.
export * from './gen/calls.ts'

// --- strided views ---

/** Elements of a storage at strides; a Tensor is one. */
export interface View extends Operand {
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** A view of the memory of an operand. */
export function view(of: Operand, shape: readonly number[], strides: readonly number[]): View {
  return { storage: of.storage, offset: of.offset, shape, strides }
}

const STEP = [1]

/** A view of n elements side by side. */
export function flat(of: Operand, n: number): View {
  return view(of, [n], STEP)
}

/** to = from, for views of one shape and dtype. */
export function copy(from: View, to: View): void {
  run('copy', [from, to], [from.shape.length, ...from.shape, ...from.strides, ...to.strides])
}

/** to = from converted to the dtype of `to`, for views of one shape. */
export function cast(from: View, to: View): void {
  const codes = [from.storage.code, to.storage.code]
  run('cast', [from, to], [...codes, from.shape.length, ...from.shape, ...from.strides, ...to.strides])
}

/** to = value, converted to the dtype of `to`. */
export function fill(to: View, value: number): void {
  run('fill', [to], [to.storage.code, to.shape.length, ...to.shape, ...to.strides], [value])
}

// What Storage.set and Storage.fill do while calls are queued.
pending.write = (to, values) => {
  copy(flat(Storage.wrap(values, to.storage.dtype), values.length), flat(to, values.length))
}
pending.fill = (to, count, value) => fill(flat(to, count), value)

// --- elementwise ---

/** Up to so many elements JavaScript computes before a native call would have begun. */
export const SMALL_NUMEL = 8

/** An operand that repeats its only element when its size is 1; without a size it has as many elements as the result. */
type Flat = Operand & { readonly size?: number }

const stepOf = (x: Flat, n: number): number => (x.size === undefined || x.size === n ? 1 : 0)

/** y = op(x...) for n elements that lie side by side, `op` a number of OPS; float dtypes. */
export function mapFlat(op: number, x: readonly Flat[], y: Operand, n: number, p0 = 0, p1 = 0): void {
  if (n <= SMALL_NUMEL && !pending.recording) {
    mapSmall(op, x, y, n, p0, p1)
    return
  }
  const sizes = [op, x.length, 1, n]
  const buffers: Operand[] = []
  for (let k = 0; k < x.length; k++) {
    sizes.push(stepOf(x[k]!, n))
    buffers.push(x[k]!)
  }
  sizes.push(1)
  buffers.push(y)
  run('map', buffers, sizes, [p0, p1])
}

/** As `mapFlat`, by the JavaScript loop: without the checks and the crossing that cost more than the work. Same bits. */
export function mapSmall(op: number, x: readonly Flat[], y: Operand, n: number, p0: number, p1: number): void {
  const single = y.storage.code === 0
  const loop = (single ? mapLoops_f32 : mapLoops_f64)[op] as Loop<FloatArray, FloatArray>
  const p = single ? Math.fround(p0) : p0
  const q = single ? Math.fround(p1) : p1
  const out = y.storage.array as FloatArray
  const at = y.offset
  const a = x[0]!
  const first = a.storage.array as FloatArray
  const step = stepOf(a, n)
  if (x.length === 1) {
    loop(n, out, at, 1, p, q, first, a.offset, step)
    return
  }
  const b = x[1]!
  const second = b.storage.array as FloatArray
  const next = stepOf(b, n)
  if (x.length === 2) {
    loop(n, out, at, 1, p, q, first, a.offset, step, second, b.offset, next)
    return
  }
  if (x.length === 3) {
    const c = x[2]!
    const third = c.storage.array as FloatArray
    loop(n, out, at, 1, p, q, first, a.offset, step, second, b.offset, next, third, c.offset, stepOf(c, n))
    return
  }
  const more = x.slice(2).flatMap((c) => [c.storage.array as FloatArray, c.offset, stepOf(c, n)])
  loop(n, out, at, 1, p, q, first, a.offset, step, second, b.offset, next, ...more)
}

// --- reductions ---

/** What the kernel `reduce` can do with its elements. */
export const REDUCE = { sum: 0, sumAbs: 1, sumSquares: 2, norm: 3, largestAbs: 4, product: 5 } as const

/**
 * The middle of (outer, n, inner). Of a few sums of one element each, such as the mean of a single loss and the gradient of
 * a bias from a single sample, the JavaScript is here. Same bits.
 */
export function reduce(call: byName.ReduceCall): void {
  const { x, y, op, outer, n, inner, accumulate, divisor } = call
  if (op !== REDUCE.sum || n !== 1 || outer * inner > SMALL_NUMEL || pending.recording) {
    byName.reduce(call)
    return
  }
  const from = x.storage.array
  const to = y.storage.array
  const single = y.storage.code === 0
  for (let k = 0; k < outer * inner; k++) {
    // A sum begins with 0, which makes a positive zero of a negative one.
    const quotient = (0 + from[x.offset + k]!) / divisor
    const value = single ? Math.fround(quotient) : quotient
    to[y.offset + k] = accumulate === 1 ? to[y.offset + k]! + value : value
  }
}

// --- matrix products ---

/** A matrix in the memory of an operand: element (i, j) lies i rowStride + j colStride behind its start. */
export interface Matrix {
  readonly of: Operand
  readonly rows: number
  readonly cols: number
  readonly rowStride: number
  readonly colStride: number
}

/** A matrix whose rows lie one behind the other, or at strides. */
export function matrix(of: Operand, rows: number, cols: number, rowStride = cols, colStride = 1): Matrix {
  return { of, rows, cols, rowStride, colStride }
}

export function transpose({ of, rows, cols, rowStride, colStride }: Matrix): Matrix {
  return { of, rows: cols, cols: rows, rowStride: colStride, colStride: rowStride }
}

/** What gemm can apply to its result. */
export const ACTIVATION = { none: 0, relu: 1, gelu: 2, geluTanh: 3, sigmoid: 4, tanh: 5, silu: 6 } as const

/** What products compute with: their inputs as they are, or rounded to bfloat16. Sums are float32 in both. */
export type Precision = 'float32' | 'bfloat16'

/** c = activation(bias + a b), the bias a row; with accumulate = 1 c = activation(c + a b). The columns of c lie side by side. */
export function gemm(
  a: Matrix,
  b: Matrix,
  c: Matrix,
  { bias = null, accumulate = 0, activation = 0, precision = 'float32' }: GemmOptions = NO_OPTIONS
): void {
  run(
    precision === 'bfloat16' ? 'gemmBfloat16' : 'gemm',
    [a.of, b.of, bias, c.of],
    [
      c.rows,
      c.cols,
      a.cols,
      a.rowStride,
      a.colStride,
      b.rowStride,
      b.colStride,
      0,
      1,
      c.rowStride,
      accumulate,
      activation,
      0
    ]
  )
}

export interface GemmOptions {
  readonly bias?: Operand | null
  readonly accumulate?: number
  readonly activation?: number
  readonly precision?: Precision
}
const NO_OPTIONS: GemmOptions = {}

/** A stack of matrices: the strides lead from one to the next along each dimension of a batch. */
export interface Stack extends Matrix {
  readonly strides: readonly number[]
}

/** c (+)= a b for every entry of a batch of that shape. */
export function gemmBatch(
  batch: readonly number[],
  a: Stack,
  b: Stack,
  c: Stack,
  accumulate: number,
  precision: Precision = 'float32'
): void {
  byName.gemm(
    {
      a: a.of,
      b: b.of,
      bias: null,
      c: c.of,
      rows: c.rows,
      cols: c.cols,
      inner: a.cols,
      ars: a.rowStride,
      acs: a.colStride,
      brs: b.rowStride,
      bcs: b.colStride,
      srs: 0,
      scs: 0,
      ldc: c.rowStride,
      accumulate,
      activation: 0,
      shape: batch,
      strides: [...a.strides, ...b.strides, ...batch.map(() => 0), ...c.strides]
    },
    precision
  )
}

// --- optimizer rules ---

/** How many numbers the kernel `optim` takes; a rule uses the first of them. */
export const RULE_NUMBERS = 12

/** The numbers of a rule in order, from their names; 0 for what is not there. */
export function numbersOf(rule: Rule, values: { readonly [name: string]: number }, count = RULE_NUMBERS): number[] {
  return Array.from({ length: count }, (_, k) => values[rule.numbers[k]!] ?? 0)
}

/** Tensors of a step of a rule: parameters, as many gradients, and the states that the flags call for, each for all. */
export interface RuleStep {
  readonly rule: Rule
  readonly flags: number
  readonly lengths: readonly number[]
  /** How many states there are. */
  readonly slots: number
  readonly tensors: readonly Operand[]
}

/** A step that is checked once and then run with its numbers again and again. */
export function prepareStep({ rule, flags, lengths, slots, tensors }: RuleStep): PreparedCall<'optim'> {
  const numbers = new Array<number>(RULE_NUMBERS).fill(0)
  return new PreparedCall('optim', tensors, [rule.rule, flags, lengths.length, slots, ...lengths], numbers)
}
