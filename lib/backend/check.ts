// The checks before a kernel runs, natively or in JavaScript: counts, whole sizes, element types, lengths, and that
// outputs overlap nothing. The generated code of gen/kernels.ts calls these; after them a kernel cannot leave its
// buffers.
import { BufferError, OptionError, ShapeError } from '../errors.ts'
import { arityOf } from './gen/elementwise.ts'
import type { JsKernels } from './gen/kernels.ts'
import { slotsOf } from './gen/optim.ts'
import { type AnyArray, type BoolArray, type DType, type FloatArray, type Operand, Storage, WIDTHS } from './storage.ts'

export type { AnyArray, BoolArray, FloatArray, Operand }

/** Arguments of a kernel for float32 alone. */
export type Single<A> = { readonly [K in keyof A]: FloatArray extends A[K] ? Exclude<A[K], Float64Array> : A[K] }

export type Buffers = readonly (Operand | null)[]

/** A kernel as gen/kernels.ts describes it. */
export interface KernelSpec {
  /** Of its first variant in the native table. */
  readonly index: number
  /** Whether numbers are rounded to the element type or stay float64. */
  readonly number: 'T' | 'f64'
  /** Throws unless the call is sound; returns the variant, or NOTHING_TO_DO. */
  check(buffers: Buffers, sizes: readonly number[], numbers: readonly number[]): number
  js(
    kernels: JsKernels,
    arrays: readonly (AnyArray | null)[],
    sizes: readonly number[],
    numbers: readonly number[]
  ): number
}

type ElementType = 'f32' | 'f64' | 'i32' | 'u8' | 'any' | DType

const LARGEST = 2 ** 52
const NAMES: Record<string, DType> = { f32: 'float32', f64: 'float64', i32: 'int32', u8: 'bool' }

/** Every size is a whole number from 0 to 2^52. `names` are the declared ones; the last may be an array. */
export function sizes(kernel: string, names: readonly string[], s: readonly number[]): void {
  for (let k = 0; k < s.length; k++) {
    const value = s[k]!
    // Nearly all are small, for which this is one comparison.
    if (typeof value === 'number' && value >= 0 && (value | 0) === value) continue
    if (!(Number.isInteger(value) && value >= 0 && value <= LARGEST)) {
      throw new OptionError(
        `${kernel}: expected ${names[k] ?? names.at(-1)} (size ${k}) to be a whole number from 0 to 2^52 but received ${String(value)}`
      )
    }
  }
}

export function sizeCount(kernel: string, s: readonly number[], expected: number): void {
  if (s.length !== expected) throw new OptionError(`${kernel}: expected ${expected} sizes but received ${s.length}`)
}

export function numberCount(kernel: string, f: readonly number[], expected: number): void {
  if (f.length !== expected) throw new OptionError(`${kernel}: expected ${expected} numbers but received ${f.length}`)
  for (let k = 0; k < f.length; k++) {
    if (typeof f[k] !== 'number') throw new OptionError(`${kernel}: expected number ${k} but received ${String(f[k])}`)
  }
}

export function bufferCount(kernel: string, b: Buffers, expected: number): void {
  if (b.length !== expected) throw new OptionError(`${kernel}: expected ${expected} buffers but received ${b.length}`)
}

/** The dtype that stands for T in this call. */
export function elementType(
  kernel: string,
  types: 'f' | 'w',
  name: string,
  operand: Operand | null | undefined
): DType {
  const dtype = operand?.storage?.dtype
  if (dtype === undefined)
    throw new BufferError(`${kernel}: expected ${name} to be a buffer but received ${String(operand)}`)
  if (types === 'f' && dtype !== 'float32' && dtype !== 'float64') {
    throw new ShapeError(`${kernel}: expected ${name} to be float32 or float64 but received ${dtype}`)
  }
  return dtype
}

export function variant(types: 'f' | 'w', dtype: DType): number {
  if (types === 'f') return dtype === 'float64' ? 1 : 0
  const bytes = WIDTHS[dtype]
  return bytes === 1 ? 0 : bytes === 8 ? 2 : 1
}

/** The code of an operand's dtype: 0 float32, 1 float64, 2 int32, 3 bool, 4 uint8, 5 int64; -1 for none. */
export function code(operand: Operand | null | undefined): number {
  return operand?.storage?.code ?? -1
}

export function width(dtype: DType): number {
  return WIDTHS[dtype]
}

/** Buffer `position` holds at least `length` elements of `type` from its offset on, and is not detached. */
export function need(
  kernel: string,
  name: string,
  b: Buffers,
  position: number,
  type: ElementType,
  length: number,
  optional: boolean
): void {
  const operand = b[position]
  lengths[position] = length
  if (operand == null) {
    if (optional) return
    throw new BufferError(`${kernel}: expected ${name} to be a buffer but received ${String(operand)}`)
  }
  const storage = operand.storage
  // A storage of another copy of this library has stamps and addresses that mean nothing here.
  if (!(storage instanceof Storage)) {
    throw new BufferError(
      `${kernel}: expected ${name} to be a buffer of this copy of thalweg but received something else`
    )
  }
  if (storage.dtype !== type && type !== 'any' && storage.dtype !== NAMES[type]) {
    throw new ShapeError(`${kernel}: expected ${name} to be ${NAMES[type] ?? type} but received ${storage.dtype}`)
  }
  const offset = operand.offset
  if (!(Number.isInteger(offset) && offset >= 0)) {
    throw new OptionError(
      `${kernel}: expected the offset of ${name} to be a whole number >= 0 but received ${String(offset)}`
    )
  }
  // A detached or shrunk buffer shows in the length of its typed array.
  if (!(storage.length - offset >= length)) {
    throw new BufferError(
      `${kernel}: expected ${name} to hold ${length} elements from offset ${offset} on but it has ${Math.max(0, storage.length - offset)}` +
        (storage.length === 0 && length > 0 ? ' (empty or detached)' : '')
    )
  }
}

/** What `need` has just found for each buffer of this call: for the overlap checks that follow it, and for tests. */
export const lengths: number[] = []

function overlaps(x: Operand, n: number, y: Operand, m: number): boolean {
  if (n === 0 || m === 0) return false
  const p = x.storage.address
  const q = y.storage.address
  // Where native code has asked for both already, numbers tell what the buffers would.
  if (p !== 0 && q !== 0) {
    const first = p + x.offset * WIDTHS[x.storage.dtype]
    const second = q + y.offset * WIDTHS[y.storage.dtype]
    return first < second + m * WIDTHS[y.storage.dtype] && second < first + n * WIDTHS[x.storage.dtype]
  }
  const a = x.storage.unsettled
  const b = y.storage.unsettled
  if (a.buffer !== b.buffer) return false
  const from = a.byteOffset + x.offset * a.BYTES_PER_ELEMENT
  const other = b.byteOffset + y.offset * b.BYTES_PER_ELEMENT
  return from < other + m * b.BYTES_PER_ELEMENT && other < from + n * a.BYTES_PER_ELEMENT
}

function refuseOverlap(kernel: string, out: number, other: number): never {
  throw new BufferError(
    `${kernel}: expected output buffer ${out} to overlap no other but it shares memory with buffer ${other}`
  )
}

/** Output `out` shares no memory with buffer `other`. */
export function disjoint(kernel: string, b: Buffers, out: number, other: number): void {
  const x = b[out]
  const y = b[other]
  if (x == null || y == null) return
  if (overlaps(x, lengths[out]!, y, lengths[other]!)) refuseOverlap(kernel, out, other)
}

/** As `disjoint`, but the output may be exactly the memory of `other`, element for element in the same order. */
export function disjointOrSame(
  kernel: string,
  b: Buffers,
  out: number,
  other: number,
  s: readonly number[],
  outStrides: number,
  otherStrides: number,
  nd: number
): void {
  const x = b[out]
  const y = b[other]
  if (x == null || y == null || !overlaps(x, lengths[out]!, y, lengths[other]!)) return
  let same = x.storage.unsettled === y.storage.unsettled && x.offset === y.offset && lengths[out] === lengths[other]
  for (let d = 0; same && d < nd; d++) same = s[outStrides + d] === s[otherStrides + d]
  if (!same) refuseOverlap(kernel, out, other)
}

/**
 * The strides of an output give every element its own place. Otherwise two threads could write one element, and a
 * stride of 0 would let a small buffer stand for an endless amount of work. What the buffer's length is more than its
 * span is the reach of a block (a matrix) that lies at each of the strided places.
 */
export function oneToOne(
  kernel: string,
  name: string,
  b: Buffers,
  position: number,
  s: readonly number[],
  shape: number,
  strides: number,
  k: number,
  nd: number
): void {
  if (nd === 0 || b[position] == null || lengths[position] === 0) return
  const own = strides + k * nd
  const block = lengths[position]! - span(s, shape, strides, k, nd)
  if (block === 0 && isDense(s, shape, own, nd)) return
  if (!places(s, own, Math.max(1, block + 1), ...s.slice(shape, shape + nd))) {
    throw new BufferError(
      `${kernel}: expected the strides of ${name} to give every element its own place but received shape ` +
        `[${s.slice(shape, shape + nd).join(', ')}] with strides [${s.slice(own, own + nd).join(', ')}]`
    )
  }
}

function isDense(s: readonly number[], shape: number, own: number, nd: number): boolean {
  let dense = 1
  for (let d = nd - 1; d >= 0; d--) {
    const n = s[shape + d]!
    if (n !== 1 && s[own + d] !== dense) return false
    dense *= n
  }
  return true
}

/** What a check returns for a call without a single element to write: no kernel has to think of it. */
export const NOTHING_TO_DO = -1

/** Whether `count` outputs from a position on have no elements, so that no size, however large, means work. */
export function vacant(b: Buffers, position: number, count: number): boolean {
  for (let k = position; k < position + count; k++) if (b[k] != null && lengths[k]! > 0) return false
  return true
}

let stamp = 0

/** Of `count` buffers, those of positions from `from` to `to` (outputs) share no memory with any other. */
export function distinct(kernel: string, b: Buffers, count: number, from: number, to: number): void {
  stamp++
  let twice = false
  for (let k = 0; k < count; k++) {
    const memory = b[k]?.storage.memory
    if (memory === undefined) continue
    if (memory.stamp === stamp) twice = true
    memory.stamp = stamp
  }
  // Only a memory that comes twice can overlap: the quadratic check is for the rare case.
  if (!twice) return
  for (let out = from; out < to; out++) {
    for (let other = 0; other < count; other++) if (other !== out) disjoint(kernel, b, out, other)
  }
}

export function refuse(kernel: string, condition: string, values: Record<string, number>): never {
  const given = Object.entries(values).map(([name, value]) => `${name} = ${value}`)
  throw new ShapeError(`${kernel}: expected ${condition} but received ${given.join(', ') || 'something else'}`)
}

// --- helpers of the lengths and conditions of kernels.def; `s` are the call's sizes ---

/** The elements that operand k of a strided call reaches over: 1 + the sum of (shape - 1) * stride, 0 when empty. */
export function span(s: readonly number[], shape: number, strides: number, k: number, nd: number): number {
  let reach = 1
  for (let d = 0; d < nd; d++) {
    const n = s[shape + d]!
    if (n === 0) return 0
    reach += (n - 1) * s[strides + k * nd + d]!
  }
  return reach
}

/** The product of `count` sizes from position `from` on. */
export function product(s: readonly number[], from: number, count: number): number {
  let n = 1
  for (let d = 0; d < count; d++) n *= s[from + d]!
  return n
}

/** The size at a position: element k of an array is `at(name + k)`. */
export function at(s: readonly number[], position: number): number {
  return s[position]!
}

/**
 * Whether blocks of `block` elements at the strides from position `strides` on, one for each of `shape`, lie apart:
 * ordered by stride, each dimension steps over all that the smaller ones reach. A condition for strided outputs.
 */
export function places(s: readonly number[], strides: number, block: number, ...shape: readonly number[]): boolean {
  const dims = shape.map((_, d) => d).filter((d) => shape[d] !== 1)
  if (block === 0 || shape.includes(0)) return true
  dims.sort((x, y) => s[strides + x]! - s[strides + y]!)
  let reach = block - 1
  for (const d of dims) {
    const stride = s[strides + d]!
    if (stride <= reach) return false
    reach += (shape[d]! - 1) * stride
  }
  return true
}

/** How many inputs an elementwise op takes, -1 for an unknown op. */
export function arity(op: number): number {
  return arityOf(op)
}

/** How many states an optimizer rule keeps under some flags, -1 for an unknown rule or flag. */
export function slots(rule: number, flags: number): number {
  return slotsOf(rule, flags)
}
