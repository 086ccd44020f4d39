// What the kernel tests share: special values, seeded inputs, and the comparison to the bit of every level and thread
// count against the JavaScript backend.
import {
  availableLevels,
  bfloat16Instruction,
  type KernelCalls,
  type Level,
  type Operand,
  run,
  Storage,
  setAlwaysParallel,
  setBfloat16Instruction,
  setLevel,
  setNumThreads
} from '../../lib/backend/index.ts'
import type { AnyArray, DType } from '../../lib/backend/storage.ts'

export const THREADS = [1, 2, 3, 7]
export const FLOATS = ['float32', 'float64'] as const

/** Native levels that this machine can run; the tests compare each with JavaScript. */
export const LEVELS = availableLevels().filter((level) => level !== 'js')

/** How a kernel is run natively. */
export interface Way {
  readonly name: string
  readonly level: Level
  /** Without the processor's instruction for bfloat16. */
  readonly emulated: boolean
}

const WAYS: readonly Way[] = LEVELS.map((level) => ({ name: level, level, emulated: false }))
const EMULATED: readonly Way[] = bfloat16Instruction()
  ? [{ name: 'avx512 with bfloat16 emulated', level: 'avx512', emulated: true }]
  : []

/** Every level here; for products of bfloat16 also the one without its instruction. */
export function waysOf(kernel: keyof KernelCalls): readonly Way[] {
  return kernel.endsWith('Bfloat16') ? [...WAYS, ...EMULATED] : WAYS
}

/** Switches to a way. */
export function choose({ level, emulated }: Pick<Way, 'level' | 'emulated'>): void {
  setLevel(level)
  setBfloat16Instruction(!emulated)
}

export const SPECIAL = {
  float32: [
    Number.NaN,
    Infinity,
    -Infinity,
    0,
    -0,
    1e-45,
    -1e-45,
    1.1754943508222875e-38,
    3.4028234663852886e38,
    -3.4028234663852886e38
  ],
  float64: [
    Number.NaN,
    Infinity,
    -Infinity,
    0,
    -0,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    Number.MAX_VALUE,
    -Number.MAX_VALUE
  ]
}

/** A small seeded generator (mulberry32): uniform in [0, 1). */
export function generator(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface FillOptions {
  seed?: number
  /** Values lie in [-scale, scale]. Default 2. */
  scale?: number
  /** About one in this many elements is NaN, an infinity, a denormal, a signed zero or a largest number. Default none. */
  special?: number
  /** The storage starts this many elements into its buffer, so that it is not aligned. Default 0. */
  shift?: number
}

/** A float buffer of `length` seeded values. */
export function floats(dtype: 'float32' | 'float64', length: number, options: FillOptions = {}): Storage {
  const { seed = 1, scale = 2, special = 0, shift = 0 } = options
  const Type = dtype === 'float32' ? Float32Array : Float64Array
  const array = new Type(length + shift).subarray(shift)
  const next = generator(seed)
  for (let k = 0; k < length; k++) {
    array[k] = (next() * 2 - 1) * scale
    if (special > 0 && next() < 1 / special) array[k] = SPECIAL[dtype][Math.floor(next() * SPECIAL[dtype].length)]!
  }
  return new Storage(array)
}

/** An int32 buffer of seeded indices in [0, limit). */
export function indices(length: number, limit: number, seed = 1): Storage {
  const next = generator(seed)
  return new Storage(Int32Array.from({ length }, () => Math.floor(next() * limit)))
}

/** An output buffer filled with a value that no kernel would leave by chance. */
export function output(dtype: DType, length: number, shift = 0): Storage {
  const storage = Storage.allocate(dtype, length + shift)
  storage.array.fill(77)
  return shift === 0 ? storage : Storage.wrap(storage.array.subarray(shift), storage.dtype)
}

function copyOf(storage: Storage): Storage {
  return Storage.wrap(storage.array.slice(), storage.dtype)
}

/** The first position where two arrays differ in their bits (any NaN equals any other), or -1. */
export function firstDifference(a: AnyArray, b: AnyArray): number {
  if (a.length !== b.length) return Math.min(a.length, b.length)
  for (let k = 0; k < a.length; k++) if (!Object.is(a[k], b[k])) return k
  return -1
}

/**
 * Runs the kernel in JavaScript and natively, at every level here and with every thread count, on copies of the same
 * buffers; every buffer must end with the same bits. `buffers` are whole storages (use `shift` for unaligned starts).
 */
export function expectSameBits<K extends keyof KernelCalls>(
  kernel: K,
  buffers: readonly (Storage | null)[],
  sizes: readonly number[],
  numbers: readonly number[] = [],
  threads: readonly number[] = THREADS
): void {
  const call = (way: Pick<Way, 'level' | 'emulated'>, count: number): (Storage | null)[] => {
    const copies = buffers.map((b) => (b === null ? null : alignedLike(b)))
    choose(way)
    setNumThreads(count)
    ;(run as (...args: unknown[]) => void)(kernel, copies as readonly (Operand | null)[], sizes, numbers)
    return copies
  }
  setAlwaysParallel(true)
  const expected = call({ level: 'js', emulated: false }, 1)
  for (const way of waysOf(kernel)) {
    for (const count of threads) {
      const got = call(way, count)
      for (let k = 0; k < expected.length; k++) {
        const want = expected[k]?.array
        const have = got[k]?.array
        if (want === undefined || have === undefined) continue
        const at = firstDifference(have, want)
        if (at >= 0) {
          throw new Error(
            `${kernel}(${sizes.join(', ')}): ${way.name} with ${count} threads differs from js in buffer ${k} at ${at}: ${have[at]} instead of ${want[at]}`
          )
        }
      }
    }
  }
}

// A copy that starts at the same distance from its buffer's start, so that alignment stays what the test chose.
function alignedLike(storage: Storage): Storage {
  const { array } = storage
  if (array.byteOffset === 0) return copyOf(storage)
  const buffer = array.buffer.slice(0) as ArrayBuffer
  return Storage.wrap(
    new (array.constructor as Float32ArrayConstructor)(buffer, array.byteOffset, array.length),
    storage.dtype
  )
}
