// Seeded choices of which a case (cases/) makes a small call of a kernel: lengths around the vector widths, shapes,
// strides, buffers that start anywhere, special values. The same seed gives the same call on every machine.
import { type Operand, Storage } from '../../lib/backend/index.ts'
import type { AnyArray, DType } from '../../lib/backend/storage.ts'
import { generator, SPECIAL } from './bits.ts'

/** What a kernel is run on. */
export interface Call {
  buffers: (Operand | null)[]
  sizes: number[]
  numbers?: number[]
}

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
  uint8: Uint8Array,
  int64: Float64Array
}
export const DTYPES = Object.keys(ARRAYS) as DType[]
const GUARD = 77

export class Pick {
  /** The dtype of this call's floats. */
  readonly dtype: 'float32' | 'float64'
  readonly next: () => number
  // About one value in this many is NaN, an infinity, a denormal, a signed zero or a largest number; 0 for none.
  readonly #special: number

  readonly #seed: number

  constructor(seed: number) {
    this.#seed = seed
    this.next = generator(Math.imul(seed, 0x9e3779b1))
    this.dtype = seed % 2 === 0 ? 'float32' : 'float64'
    this.#special = this.one([0, 0, 4, 40])
  }

  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  one<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  /** Goes through a list from seed to seed, so that enough seeds meet every entry with both dtypes. */
  turn<T>(list: readonly T[]): T {
    return list[Math.floor(this.#seed / 2) % list.length]!
  }

  /** True once in `n`. */
  chance(n: number): boolean {
    return this.next() * n < 1
  }

  /** A length: often 0, 1 or next to a multiple of sixteen lanes, else anything up to 200. */
  length(): number {
    return this.chance(2) ? this.one([0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 67]) : this.int(0, 200)
  }

  /** A shape of 0 to `dims` dimensions with at most about `most` elements, 0 among them now and then. */
  shape(dims = 4, most = 300): number[] {
    let left = most
    const shape = Array.from({ length: this.int(0, dims) }, () => {
      const n = this.chance(12) ? 0 : this.chance(4) ? 1 : this.int(1, Math.max(1, Math.min(left, 40)))
      left = Math.floor(left / Math.max(1, n))
      return n
    })
    return shape.sort(() => this.next() - 0.5)
  }

  /** Strides of a shape that give every element its own place: dense or with gaps, in any order of dimensions. */
  strides(shape: readonly number[]): number[] {
    const order = shape.map((_, d) => d)
    if (this.chance(2)) order.sort(() => this.next() - 0.5)
    const strides = shape.map(() => 0)
    let step = this.chance(4) ? 2 : 1
    for (const d of order.reverse()) {
      strides[d] = step
      step = step * Math.max(1, shape[d]!) + (this.chance(5) ? this.int(0, 3) : 0)
    }
    return strides
  }

  /** Strides of an input: as `strides`, with some dimensions broadcast. */
  broadcast(shape: readonly number[]): number[] {
    return this.strides(shape).map((stride) => (this.chance(4) ? 0 : stride))
  }

  /** Seeded values in [-scale, scale] with special ones among them, unless `plain`. */
  floats(length: number, options: { scale?: number; plain?: boolean; dtype?: 'float32' | 'float64' } = {}): Operand {
    const { scale = this.one([1, 4, 100]), plain = false, dtype = this.dtype } = options
    return this.place(dtype, length, () =>
      !plain && this.#special > 0 && this.chance(this.#special)
        ? this.one(SPECIAL[dtype])
        : (this.next() * 2 - 1) * scale
    )
  }

  /** Values in [from, to]. */
  between(from: number, to: number, length: number): Operand {
    return this.place(this.dtype, length, () => from + this.next() * (to - from))
  }

  /** int32 indices in [0, limit); with `bad`, sometimes one of them is out of range. */
  indices(length: number, limit: number, bad = true): Operand {
    const wrong = bad && this.chance(8) ? this.int(0, Math.max(0, length - 1)) : -1
    return this.place('int32', length, (k) =>
      k === wrong ? this.one([-1, limit, 2 ** 31 - 1, -(2 ** 31)]) : Math.floor(this.next() * limit)
    )
  }

  /** Bytes of 0 and 1. */
  bools(length: number): Operand {
    return this.place('bool', length, () => this.int(0, 1))
  }

  /** A buffer of any dtype. */
  any(dtype: DType, length: number): Operand {
    if (dtype === 'int32') return this.place(dtype, length, () => Math.floor((this.next() - 0.5) * 2 ** 32))
    if (dtype === 'uint8') return this.place(dtype, length, () => this.int(0, 255))
    if (dtype === 'int64') return this.place(dtype, length, () => Math.floor((this.next() - 0.5) * 2 ** 53))
    return dtype === 'bool' ? this.bools(length) : this.floats(length, { dtype })
  }

  /** An optional buffer: two times in three it is there. */
  maybe(make: () => Operand): Operand | null {
    return this.chance(3) ? null : make()
  }

  /** An output buffer, full of a value that no kernel would leave by chance. */
  out(length: number, dtype: DType = this.dtype): Operand {
    return this.place(dtype, length, () => GUARD)
  }

  // Half of the buffers end where the memory ends, so that a sanitizer sees a step beyond; the others lie between guards,
  // which the comparison looks at. Both start anywhere.
  place(dtype: DType, length: number, value: (k: number) => number): Operand {
    const before = this.int(0, 5)
    const after = this.chance(2) ? 0 : 20
    const all: AnyArray = new ARRAYS[dtype](before + length + after).fill(GUARD)
    for (let k = 0; k < length; k++) all[before + k] = value(k)
    if (after > 0) return { storage: Storage.wrap(all, dtype), offset: before }
    return Storage.wrap(all.subarray(before), dtype)
  }
}

/** The elements that a strided operand reaches over, as kernels.def's span(). */
export function span(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0
  return shape.reduce((reach, n, d) => reach + (n - 1) * strides[d]!, 1)
}
