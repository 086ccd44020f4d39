// A buffer that kernels work on: a typed array that JavaScript owns, its dtype, and its address once native code has
// asked for it. Tensors are views of a Storage; kernels see anything with `storage` and `offset`.
import { BufferError, OptionError } from '../errors.ts'
import { tagOf } from '../util/realm.ts'
import { inFlight, type Memory, newMemory, pending } from './pending.ts'

export type FloatArray = Float32Array | Float64Array
export type BoolArray = Uint8Array
export type AnyArray = FloatArray | Int32Array | BoolArray

/** An int64 lies in a Float64Array: whole numbers from -(2^53 - 1) to 2^53 - 1 (docs/adr/0021-integer-dtypes.md). */
export type DType = 'float32' | 'float64' | 'int32' | 'bool' | 'uint8' | 'int64'

/** Where an operand of a kernel starts: element `offset` of `storage`. */
export interface Operand {
  readonly storage: Storage
  readonly offset: number
}

/** Bytes of an element. */
export const WIDTHS: Readonly<Record<DType, number>> = {
  float32: 4,
  float64: 8,
  int32: 4,
  bool: 1,
  uint8: 1,
  int64: 8
}

const ALIGNMENT = 64
const ARRAYS: Record<DType, ArrayType> = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
  uint8: Uint8Array,
  int64: Float64Array
}
// Shared with the native side, in ascending order.
const CODES: Readonly<Record<DType, number>> = { float32: 0, float64: 1, int32: 2, bool: 3, uint8: 4, int64: 5 }
/** In the order of dtype codes. */
export const DTYPES = Object.keys(CODES) as readonly DType[]

const memories = new WeakMap<ArrayBufferLike, Memory>()

function memoryOf(buffer: ArrayBufferLike): Memory {
  let memory = memories.get(buffer)
  if (!memory) {
    memory = newMemory()
    memories.set(buffer, memory)
  }
  return memory
}

function dtypeOf(array: AnyArray): DType {
  const kind = tagOf(array)
  for (const dtype of DTYPES) if (kind === ARRAYS[dtype].name) return dtype
  throw new OptionError(`Storage: expected a Float32Array, Float64Array, Int32Array or Uint8Array but received ${kind}`)
}

// A Buffer, or an array of another realm, as one of ours over the same memory: kernels tell arrays apart by their
// class.
function ownArray(array: AnyArray, dtype: DType): AnyArray {
  const Own = ARRAYS[dtype]
  return array.constructor === Own ? array : new Own(array.buffer as ArrayBuffer, array.byteOffset, array.length)
}

/** Recycled memory, which passes from storage to storage: see lib/tensor/allocator.ts. */
export interface Block {
  readonly bytes: number
  readonly start: number
  readonly memory: Memory
  /** The last view of it, used again when the next storage asks for the same. */
  array: AnyArray
  dtype: DType
  address: number
}

/** Whether the elements of a storage can be read; lib/tensor/lifetime.ts has all transitions. */
export type State = 0 | 1 | 2 | 3
/** Readable. */
export const LIVE = 0
/** Not readable: the memory is on the free list. */
export const FREE = 1
/** They still lack a factor, which is applied before anybody reads them. */
export const SCALE_PENDING = 2
/** Only the backward of an op that saved them can: they are packed, rounded, or gone with the last such op. */
export const PACKED = 3

/**
 * What the end of its scope does to a storage: free it, move it to the outer scope, leave it to the garbage collector.
 */
export type ScopeExit = 0 | 1 | 2
export const TO_FREE_LIST = 0
export const TO_OUTER = 1
export const TO_COLLECTOR = 2

interface Counted {
  version: number
}

export class Storage implements Operand {
  #array: AnyArray
  readonly dtype: DType
  /** The position of `dtype` among DTYPES. */
  readonly code: number
  /** Only lib/tensor/lifetime.ts writes it, and the fields marked with (lifetime). */
  readonly state: State = LIVE
  /** (lifetime) What the end of the scope that made it does. */
  readonly scopeExit: ScopeExit = TO_FREE_LIST
  /** (lifetime) How many gradients of a backward pass lie in it that have not been used yet. */
  readonly gradientsWaiting: number = 0
  /** (lifetime) Whether it may be freed before its scope ends, with the last of these gradients. */
  readonly mayFreeEarly: boolean = false
  #memory: Memory | null
  /** The address of array[0] for native code, 0 until it was asked for. */
  address = 0
  /** Counts in-place changes, so that autograd can tell whether what it saved has changed; see `touch`. */
  readonly version: number = 0
  /** The block that this storage lies over, if its memory is recycled. */
  block: Block | null = null

  /** Wraps an array that somebody else made; with `dtype` one of our own, which needs no check. */
  constructor(array: AnyArray, dtype?: DType, memory: Memory | null = null) {
    this.dtype = dtype ?? dtypeOf(array)
    this.#array = dtype === undefined ? ownArray(array, this.dtype) : array
    // Another thread could change what has just been checked, and no overlap could be seen.
    if (dtype === undefined && tagOf(array.buffer) === 'SharedArrayBuffer') {
      throw new BufferError('Storage: expected an array over an ArrayBuffer but received one over a SharedArrayBuffer')
    }
    this.code = CODES[this.dtype]
    this.#memory = memory
  }

  /** What all storages over this ArrayBuffer share. Asked for late: `buffer` moves a small array out of V8's heap. */
  get memory(): Memory {
    this.#memory ??= memoryOf(this.#array.buffer)
    return this.#memory
  }

  /**
   * The elements; an empty array without memory. Waits for the queued kernel calls that use them. The array may be held
   * across kernel calls: while calls are queued, those that use memory which was asked for in this way run at once.
   */
  get array(): AnyArray {
    if (pending.busy) {
      this.#settle()
      if (pending.recording) this.memory.exposed = pending.recordings
    }
    return this.#array
  }

  /** The same for reading at once: not to be held across kernel calls. */
  get current(): AnyArray {
    if (pending.busy) this.#settle()
    return this.#array
  }

  /** The array as it is, without waiting: for addresses and overlaps, never for elements. */
  get unsettled(): AnyArray {
    return this.#array
  }

  /** Writes one element; of many elements, `set` writes all at once. */
  put(at: number, value: number): void {
    this.current[at] = value
  }

  /** Writes `value` to the elements from `from` to `to`. */
  fill(value: number, from = 0, to = this.length): void {
    if (this.#mustQueue()) pending.fill({ storage: this, offset: from }, to - from, value)
    else this.current.fill(value, from, to)
  }

  /** Lets `write` fill all elements of an array, which is not to be held. */
  write(fill: (array: AnyArray) => void): void {
    if (!this.#mustQueue()) {
      fill(this.current)
      return
    }
    const values = new ARRAYS[this.dtype](this.length)
    fill(values)
    pending.write(this, values)
  }

  /** Writes numbers from element `at` on. */
  set(values: ArrayLike<number>, at = 0): void {
    if (!this.#mustQueue()) this.current.set(values, at)
    else pending.write({ storage: this, offset: at }, new ARRAYS[this.dtype](values))
  }

  // Whether calls that are queued still need what the memory holds now: recycled memory mostly.
  #mustQueue(): boolean {
    return pending.busy && pending.recording && this.#array.length > 0 && inFlight(this.memory)
  }

  #settle(): void {
    if (this.#array.length > 0 && inFlight(this.memory)) pending.settle()
  }

  /** How many elements there are; 0 without memory. */
  get length(): number {
    // Once V8 of Node 20 and 22 has optimized `length` for arrays over resizable buffers, it gives the old one of a detached array.
    const array = this.#array
    return array.byteLength === 0 ? 0 : array.length
  }

  get byteLength(): number {
    return this.#array.byteLength
  }

  /** Bytes of an element. */
  get width(): number {
    return WIDTHS[this.dtype]
  }

  /** A new buffer of `length` zeros whose first element lies on a 64-byte boundary when native code runs. */
  static allocate(dtype: DType, length: number): Storage {
    if (!DTYPES.includes(dtype)) {
      throw new OptionError(`Storage.allocate: expected a dtype (${DTYPES.join(', ')}) but received ${String(dtype)}`)
    }
    if (!(Number.isInteger(length) && length >= 0)) {
      throw new OptionError(`Storage.allocate: expected a whole number >= 0 of elements but received ${String(length)}`)
    }
    try {
      return aligned(dtype, length)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw new BufferError(`Storage.allocate: expected memory for ${length} elements of ${dtype} but there is none`)
    }
  }

  /** Over an array that somebody else made, whose elements are to be read as `dtype`. */
  static wrap(array: AnyArray, dtype: DType): Storage {
    const checked = new Storage(array)
    return checked.dtype === dtype ? checked : new Storage(checked.#array, dtype)
  }

  /** A storage over recycled memory, which `releaseBlock` gives back. */
  static over(block: Block, dtype: DType, length: number): Storage {
    let array = block.array
    if (array.length !== length || block.dtype !== dtype) {
      array = new ARRAYS[dtype](array.buffer as ArrayBuffer, block.start, length)
      block.array = array
      block.dtype = dtype
    }
    const storage = new Storage(array, dtype, block.memory)
    storage.address = block.address
    storage.block = block
    return storage
  }

  /** Takes the block from under this storage, which is left with an empty array; the caller sets its state. */
  releaseBlock(): Block {
    const block = this.block!
    block.address = this.address
    this.#empty()
    return block
  }

  /** Moves the memory of another storage to this one, which has none. */
  rebind(from: Storage): void {
    this.#array = from.#array
    this.address = from.address
    this.block = from.block
    this.#memory = from.#memory
    from.#empty()
  }

  #empty(): void {
    this.#array = EMPTY[this.dtype]
    this.address = 0
    this.block = null
  }

  /** Counts a change in place. */
  touch(): void {
    ;(this as Counted).version++
  }

  /** Counts as a change of `replaced`, whose place this storage takes under a tensor. */
  touchAsSuccessorOf(replaced: Storage): void {
    ;(this as Counted).version = Math.max(this.version, replaced.version) + 1
  }

  /** Takes back the changes since `version`, all of which have been undone to the bit. */
  restoreVersion(version: number): void {
    ;(this as Counted).version = version
  }

  /** Takes over the count of `original`, whose elements this storage holds unchanged. */
  copyVersion(original: Storage): void {
    ;(this as Counted).version = original.version
  }

  get storage(): Storage {
    return this
  }

  get offset(): number {
    return 0
  }
}

const EMPTY: Record<DType, AnyArray> = {
  float32: new Float32Array(0),
  float64: new Float64Array(0),
  int32: new Int32Array(0),
  bool: new Uint8Array(0),
  uint8: new Uint8Array(0),
  int64: new Float64Array(0)
}

// V8 aligns buffers to 16 bytes; three spare steps of 16 let us start on a cache line. Without the native backend the
// address is unknown and alignment does not matter.
let native: NativeMemory | null = null

/** What the allocator needs of the native backend. */
export interface NativeMemory {
  addressOf(array: AnyArray): number
  preferLargePages(memory: Uint8Array): void
  gatherPages(spans: Float64Array, aside: boolean): void
}

/** The native backend calls this when it opens. */
export function setNativeMemory(memory: NativeMemory): void {
  native = memory
}

// The usual large page of Linux, and what is put into such. With pages of 4 KiB a pass over memory runs at two thirds of
// the bandwidth (docs/adr/0010-large-pages.md).
const PAGE = 2 ** 21
const LARGE = process.platform === 'linux' ? 2 * PAGE : Number.POSITIVE_INFINITY

interface ArrayType {
  new (length: number): AnyArray
  new (values: ArrayLike<number>): AnyArray
  new (buffer: ArrayBuffer, offset: number, length: number): AnyArray
  readonly BYTES_PER_ELEMENT: number
}

function aligned(dtype: DType, length: number): Storage {
  const Type = ARRAYS[dtype]
  const bytes = length * Type.BYTES_PER_ELEMENT
  if (bytes <= 64) return new Storage(new Type(length), dtype)
  if (native === null) return new Storage(new Type(new ArrayBuffer(bytes), 0, length), dtype)
  // A large buffer begins on the boundary of a page, or half of it would lie in small ones. What is skipped is never
  // written, so it takes addresses, but no memory.
  const boundary = bytes >= LARGE ? PAGE : ALIGNMENT
  const buffer = new ArrayBuffer(bytes + boundary)
  const start = native.addressOf(new Uint8Array(buffer))
  const skipped = (boundary - (start % boundary)) % boundary
  const storage = new Storage(new Type(buffer, skipped, length), dtype)
  storage.address = start + skipped
  if (bytes >= LARGE) native.preferLargePages(new Uint8Array(buffer, skipped, bytes - (bytes % PAGE)))
  return storage
}

// Less fits into caches, where pages do not matter.
const MUCH = 2 ** 25
// Between neighbors there are only the allocator's own words and the rest of a page.
const NEAR = 2 ** 14

/**
 * Moves long-lived buffers to huge pages, as far as adjacent buffers fill whole pages: smaller
 * ones than those that `allocate` puts there. Takes about 2 ms a page of 2 MiB, once; on another thread while calls are queued.
 */
export function gatherPages(storages: Iterable<Storage>): void {
  const runs: { begin: number; end: number }[] = []
  let bytes = 0
  if (native !== null) {
    for (const { unsettled: array } of new Set(storages)) {
      if (array.byteLength < NEAR || array.byteLength >= LARGE) continue
      const begin = native.addressOf(array)
      runs.push({ begin, end: begin + array.byteLength })
      bytes += array.byteLength
    }
  }
  if (bytes < MUCH) return
  runs.sort((a, b) => a.begin - b.begin)
  const spans: number[] = []
  let [current] = runs
  for (const run of [...runs.slice(1), { begin: Number.POSITIVE_INFINITY, end: 0 }]) {
    if (run.begin <= current!.end + NEAR) current!.end = Math.max(current!.end, run.end)
    else {
      spans.push(current!.begin, current!.end)
      current = run
    }
  }
  native!.gatherPages(Float64Array.from(spans), pending.recording)
}
