// Arithmetic of uint8, int32, int64 and bool, in JavaScript loops: shared.ts and inplace.ts hand over ops without a float
// among their operands, reduce.ts and extreme.ts reductions. Types are PyTorch's. uint8 and int32 wrap around; a result
// outside the range of int64 is an error. No gradients. Not in index.ts.
import * as kernels from '../backend/calls.ts'
import type { AnyArray, DType } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { checkFits, isFloat, promote } from '../tensor/dtypes.ts'
import { allocate } from '../tensor/lifetime.ts'
import { broadcast, broadcastStrides, rowMajor, type Shape, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, elementsOf, Tensor } from '../tensor/tensor.ts'

type Operand = Tensor | number
type Fn = (a: number, b: number) => number

// Whether a number counts as an integer next to a tensor of integers: JavaScript has one type for both.
const isWhole = (value: number): boolean => Number.isSafeInteger(value)

/**
 * The dtype of tensors and numbers together, as PyTorch's: tensors with dimensions decide, then scalars, then numbers,
 * unless a later one is a float and the earlier ones are not, or the earlier ones are bool.
 */
export function resultDtype(values: readonly Operand[]): DType {
  let sized: DType | null = null
  let scalar: DType | null = null
  let number: DType | null = null
  for (const v of values) {
    if (typeof v === 'number') number = widest(number, isWhole(v) ? 'int64' : 'float32')
    else if (v.ndim > 0) sized = widest(sized, v.dtype)
    else scalar = widest(scalar, v.dtype)
  }
  return prefer(sized, prefer(scalar, number)) ?? 'float32'
}

const widest = (a: DType | null, b: DType): DType => (a === null ? b : promote(a, b))

function prefer(first: DType | null, second: DType | null): DType | null {
  if (first === null || second === null) return first ?? second
  return first === 'bool' || (isFloat(second) && !isFloat(first)) ? promote(first, second) : first
}

interface Op {
  /** For uint8, int32 and bool: stored, the result wraps around. */
  readonly narrow: Fn
  /** For int64, where it differs: exact, or beyond the range. */
  readonly wide?: Fn
  /** How it takes bools: not at all, as bools, or as int64. */
  readonly bool: 'refuse' | 'keep' | 'int64'
}

const MASK = 'use logicalNot or logicalXor to invert a mask'

const OPS: Readonly<Record<string, Op>> = {
  // Of bools a sum is "or": 1 + 1 is stored as 1.
  add: { narrow: (a, b) => a + b, bool: 'keep' },
  sub: { narrow: (a, b) => a - b, bool: 'refuse' },
  mul: { narrow: Math.imul, wide: (a, b) => a * b, bool: 'keep' },
  pow: { narrow: (a, b) => power(a, b, Math.imul), wide: (a, b) => power(a, b, (x, y) => x * y), bool: 'refuse' },
  maximum: { narrow: (a, b) => Math.max(a, b), bool: 'keep' },
  minimum: { narrow: (a, b) => Math.min(a, b), bool: 'keep' },
  neg: { narrow: (a) => -a, bool: 'refuse' },
  abs: { narrow: (a) => Math.abs(a), bool: 'refuse' },
  sign: { narrow: (a) => Math.sign(a), bool: 'keep' },
  square: { narrow: (a) => Math.imul(a, a), wide: (a) => a * a, bool: 'int64' },
  relu: { narrow: (a) => Math.max(a, 0), bool: 'refuse' },
  floor: { narrow: same, bool: 'refuse' },
  ceil: { narrow: same, bool: 'refuse' },
  trunc: { narrow: same, bool: 'refuse' },
  roundWhole: { narrow: same, bool: 'refuse' },
  fmod: { narrow: (a, b) => a % divisor('fmod', b), bool: 'refuse' },
  remainder: { narrow: (a, b) => remainder(a, divisor('remainder', b)), bool: 'refuse' },
  floorDivide: { narrow: (a, b) => (a - remainder(a, divisor('floorDivide', b))) / b, bool: 'refuse' },
  truncDivide: { narrow: (a, b) => (a - (a % divisor('div', b))) / b, bool: 'refuse' },
  fmax: { narrow: (a, b) => Math.max(a, b), bool: 'keep' },
  fmin: { narrow: (a, b) => Math.min(a, b), bool: 'keep' },
  gcd: { narrow: gcd, bool: 'refuse' },
  lcm: { narrow: (a, b) => (a === 0 || b === 0 ? 0 : Math.abs((a / gcd(a, b)) * b)), bool: 'refuse' },
  bitwiseAnd: { narrow: (a, b) => a & b, wide: wideBits((a, b) => a & b), bool: 'keep' },
  bitwiseOr: { narrow: (a, b) => a | b, wide: wideBits((a, b) => a | b), bool: 'keep' },
  bitwiseXor: { narrow: (a, b) => a ^ b, wide: wideBits((a, b) => a ^ b), bool: 'keep' },
  bitwiseNot: { narrow: (a) => ~a, bool: 'refuse' },
  bitwiseLeftShift: { narrow: (a, b) => shifted(a, b), wide: (a, b) => a * 2 ** b, bool: 'refuse' },
  bitwiseRightShift: { narrow: (a, b) => Math.floor(a / 2 ** b), bool: 'refuse' }
}

function same(a: number): number {
  return a
}

function remainder(a: number, b: number): number {
  const r = a % b
  return r !== 0 && r < 0 !== b < 0 ? r + b : r
}

function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

function shifted(a: number, b: number): number {
  return b < 0 || b > 31 ? 0 : a << b
}

function wideBits(fn: (a: bigint, b: bigint) => bigint): Fn {
  return (a, b) => Number(fn(BigInt(a), BigInt(b)))
}

function divisor(op: string, b: number): number {
  if (b !== 0) return b
  throw new OptionError(`${op}: cannot divide integers by 0; convert the operands first: x.to('float32')`)
}

// By repeated squaring, with a product that may wrap around. A negative exponent leaves 1 and -1 whole, nothing else.
function power(base: number, exponent: number, times: Fn): number {
  if (exponent < 0) return base === 1 ? 1 : base === -1 ? (exponent % 2 === 0 ? 1 : -1) : 0
  let y = 1
  for (let b = base, e = exponent; e > 0; ) {
    if (e % 2 === 1) y = times(y, b)
    e = Math.floor(e / 2)
    if (e > 0) b = times(b, b)
  }
  return y
}

// Rows of the elementwise table that take their number as a parameter.
const WITH_NUMBER: Readonly<Record<string, (x: Operand, p: number) => readonly [string, ...Operand[]]>> = {
  addScalar: (x, p) => ['add', x, p],
  mulScalar: (x, p) => ['mul', x, p],
  subFromScalar: (x, p) => ['sub', p, x],
  powScalar: (x, p) => ['pow', x, p]
}

/**
 * The op `name` of rules/elementwise.def on tensors that are all integers or bools, and numbers; null where its result is
 * a float: a quotient, a root, a number with a fraction.
 */
export function integerOp(name: string, values: readonly Operand[], p0: number, p1: number): Tensor | null {
  if (name === 'clamp') return clamped(values[0] as Tensor, p0, p1)
  const [op, ...operands] = WITH_NUMBER[name]?.(values[0]!, p0) ?? [name, ...values]
  const row = Object.hasOwn(OPS, op) ? OPS[op]! : undefined
  if (row === undefined) return null
  let dtype = resultDtype(operands)
  const bools = operands.some((v) => typeof v !== 'number' && v.dtype === 'bool')
  if (bools && ((op === 'sub' && row.bool === 'refuse') || (dtype === 'bool' && row.bool === 'refuse'))) {
    throw new OptionError(`${op}: expected numbers but received bool; ${op === 'sub' || op === 'neg' ? MASK : TO}`)
  }
  if (isFloat(dtype)) return null
  if (dtype === 'bool' && row.bool === 'int64') dtype = 'int64'
  if (op === 'pow') checkExponent(operands[1]!)
  return mapped(op, row, dtype, operands)
}

const TO = "convert it first: x.to('int32')"

function checkExponent(exponent: Operand): void {
  if (typeof exponent !== 'number' || exponent >= 0) return
  throw new OptionError(
    `pow: expected an exponent >= 0 for integers but received ${exponent}; convert the base first: x.to('float32')`
  )
}

function mapped(op: string, row: Op, dtype: DType, operands: readonly Operand[]): Tensor {
  let shape: Shape = []
  for (const v of operands) if (typeof v !== 'number') shape = broadcast(op, shape, v.shape)
  const out = new Tensor(allocate(dtype, sizeOf(shape)), shape)
  const fn = dtype === 'int64' ? (row.wide ?? row.narrow) : row.narrow
  const [a, b = 0] = operands
  fill(op, fn, out, elements(a!, shape), elements(b, shape))
  return out
}

/** One of a number for all places, or the elements in the order of `shape`. */
export function elements(v: Operand, shape: Shape): AnyArray | number {
  if (typeof v === 'number') return v
  if (v.size === 1) return v.storage.current[v.offset]!
  if (sameShape(v.shape, shape) && v.isContiguous) return v.data
  const storage = allocate(v.dtype, sizeOf(shape))
  const strides = broadcastStrides(v.shape, v.strides, shape)
  kernels.copy(kernels.view(v, shape, strides), kernels.view(storage, shape, rowMajor(shape)))
  return storage.current.subarray(0, sizeOf(shape))
}

function fill(op: string, fn: Fn, out: Tensor, a: AnyArray | number, b: AnyArray | number): void {
  const { array } = out.storage
  const n = out.size
  if (typeof a !== 'number' && typeof b !== 'number') for (let k = 0; k < n; k++) array[k] = fn(a[k]!, b[k]!)
  else if (typeof a !== 'number') for (let k = 0; k < n; k++) array[k] = fn(a[k]!, b as number)
  else if (typeof b !== 'number') for (let k = 0; k < n; k++) array[k] = fn(a, b[k]!)
  else array.fill(fn(a, b), 0, n)
  if (out.dtype === 'bool') for (let k = 0; k < n; k++) array[k] = array[k] === 0 ? 0 : 1
  if (out.dtype === 'int64') checkInt64(op, out)
}

// Sums and products of doubles beyond 2^53 stay beyond it, although they are rounded.
function checkInt64(op: string, { storage: { array }, size }: Tensor): void {
  for (let k = 0; k < size; k++) {
    const value = array[k]!
    if (!Number.isSafeInteger(value)) {
      throw new OptionError(
        `${op}: element ${k} of the result, ${value}, does not fit int64, which is exact from -(2^53 - 1) to 2^53 - 1; ` +
          "convert to float64 first: x.to('float64')"
      )
    }
    if (value === 0) array[k] = 0
  }
}

// Bounds beyond the dtype's range limit nothing; they must not wrap around.
function clamped(x: Tensor, low: number, high: number): Tensor | null {
  const [below, above] = [low === Number.NEGATIVE_INFINITY, high === Number.POSITIVE_INFINITY]
  if (!(below || isWhole(low)) || !(above || isWhole(high))) return null
  const dtype = x.dtype === 'bool' ? 'int64' : x.dtype
  if (low > 0) checkFits('clamp', dtype, low)
  if (high < 0) checkFits('clamp', dtype, high)
  const out = new Tensor(allocate(dtype, x.size), x.shape)
  fill('clamp', (v) => Math.min(Math.max(v, low), high), out, elements(x, x.shape), 0)
  return out
}

// --- reductions of the middle dimension of (outer, n, inner) ---

interface Lines {
  /** Contiguous. */
  readonly x: Tensor
  readonly outer: number
  readonly n: number
  readonly inner: number
  /** Of the result. */
  readonly shape: Shape
}

/** The sum or product of each line, int64 as in PyTorch. */
export function integerReduce(op: 'sum' | 'prod', { x, outer, n, inner, shape }: Lines): Tensor {
  const out = new Tensor(allocate('int64', outer * inner), shape)
  const { array } = out.storage
  const data = x.data
  array.fill(op === 'sum' ? 0 : 1, 0, out.size)
  for (let o = 0, at = 0; o < outer; o++) {
    for (let k = 0; k < n; k++) {
      for (let i = o * inner; i < (o + 1) * inner; i++, at++) {
        array[i] = op === 'sum' ? array[i]! + data[at]! : array[i]! * data[at]!
      }
    }
  }
  checkInt64(op, out)
  return out
}

/** The largest (or smallest) element of each line, in the dtype of x, and its first position as int32. */
export function integerExtreme(largest: boolean, { x, outer, n, inner, shape }: Lines): [Tensor, Tensor] {
  const values = new Tensor(allocate(x.dtype, outer * inner), shape)
  const indices = new Tensor(allocate('int32', outer * inner), shape)
  const data = x.data
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let best = 0
      let value = data[o * n * inner + i]!
      for (let k = 1; k < n; k++) {
        const other = data[(o * n + k) * inner + i]!
        if (largest ? other > value : other < value) {
          best = k
          value = other
        }
      }
      values.storage.put(o * inner + i, value)
      indices.storage.put(o * inner + i, best)
    }
  }
  return [values, indices]
}

/** An index tensor as kernels read it: int32, contiguous. Positions beyond int32 stay out of any range. */
export function indexOf(op: string, name: string, index: Tensor, dtypes: readonly DType[] = INDICES): Tensor {
  checkTensor(op, name, index, dtypes)
  if (index.dtype === 'int32') return contiguous(index)
  const data = elementsOf(index)
  const out = new Tensor(allocate('int32', index.size), index.shape)
  for (let k = 0; k < data.length; k++) out.storage.current[k] = Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, data[k]!))
  return out
}

/** What positions may be. */
export const INDICES = ['int32', 'int64'] as const
/** What class numbers may be; bytes as well. */
export const CLASS_DTYPES = ['int32', 'int64', 'uint8'] as const satisfies readonly DType[]
