// The native backend: opens the addon and writes calls into the command block that native code reads.
import { loadAddon, machine } from './addon.ts'
import type { Buffers } from './check.ts'
import { type AnyArray, type Storage, WIDTHS } from './storage.ts'

/** What `open()` of the addon gives; see native/binding/addon.cc. */
interface Binding {
  call(): void
  register(block: Float64Array): void
  level(name?: string): string | undefined
  address(array: AnyArray): number
  pages(array: Uint8Array): void
  bfloat16(allowed?: boolean): boolean
  gather(spans: Float64Array, aside: boolean): void
  runQueue(words: Float64Array, end: number): void
  startQueue(words: Float64Array, end: number, done: () => void): boolean
  finishQueue(): void
  /** Why the addon runs on one thread, when it does. */
  readonly serial?: string
}

// Words of the block's head, as in native/binding/binding.h.
const KERNEL = 0
const STATUS = 1
const THREADS = 2
const ALWAYS_PARALLEL = 3
const HEAD = 4

const NO_OPENMP = 'install it (Debian: apt-get install libgomp1) or unset the variable'

export class NativeBackend {
  readonly serial: string | undefined
  level: string
  /** Whether the smallest work is split over threads too; for tests. */
  alwaysParallel = false
  readonly #binding: Binding
  #block: Float64Array

  private constructor(binding: Binding, level: string) {
    this.#binding = binding
    this.level = level
    this.serial =
      binding.serial === undefined ? undefined : `THALWEG_THREADING_LAYER=openmp: ${binding.serial}; ${NO_OPENMP}`
    this.#block = new Float64Array(512)
    binding.register(this.#block)
  }

  /** Opens the addon, or says why that is not possible. */
  static open(): NativeBackend | string {
    const addon = loadAddon()
    if (typeof addon === 'string') return addon
    const binding = addon.open() as Binding | undefined
    const level = binding?.level()
    if (binding === undefined || level === undefined) {
      return `native code needs AVX2 and FMA (x86-64 since 2013) or NEON, and ${machine()} has neither`
    }
    return new NativeBackend(binding, level)
  }

  /** Switches to a level; false when the processor or the build lacks it. */
  setLevel(name?: string): boolean {
    const level = this.#binding.level(name)
    if (level !== undefined) this.level = level
    return level !== undefined
  }

  /** Allows or forbids the processor's instruction for bfloat16 products; returns whether these use it now. */
  readonly useBfloat16 = (allowed?: boolean): boolean => this.#binding.bfloat16(allowed)

  /** The address of array[0]. */
  readonly addressOf = (array: AnyArray): number => this.#binding.address(array)

  /** Requests huge pages for new memory. */
  readonly preferLargePages = (memory: Uint8Array): void => this.#binding.pages(memory)

  /** Moves the memory between pairs of addresses to huge pages, now or on another thread. */
  readonly gatherPages = (spans: Float64Array, aside: boolean): void => this.#binding.gather(spans, aside)

  /** Runs kernel number `index` of the table on checked arguments and returns its status. */
  run(index: number, threads: number, buffers: Buffers, sizes: readonly number[], numbers: readonly number[]): number {
    const need = HEAD + buffers.length + sizes.length + numbers.length
    if (need > this.#block.length) {
      this.#block = new Float64Array(2 * need)
      this.#binding.register(this.#block)
    }
    const block = this.#block
    this.write(block, HEAD, buffers, sizes, numbers)
    block[KERNEL] = index
    block[THREADS] = threads
    block[ALWAYS_PARALLEL] = this.alwaysParallel ? 1 : 0
    this.#binding.call()
    return block[STATUS]!
  }

  /** Writes the arguments of a call as words; returns where they end. */
  write(
    words: Float64Array,
    at: number,
    buffers: Buffers,
    sizes: readonly number[],
    numbers: readonly number[]
  ): number {
    for (let k = 0; k < sizes.length; k++) words[at++] = sizes[k]!
    for (let k = 0; k < numbers.length; k++) words[at++] = numbers[k]!
    for (let k = 0; k < buffers.length; k++) {
      const operand = buffers[k]
      if (operand == null) words[at++] = 0
      else {
        const { storage, offset } = operand
        const start = storage.address === 0 ? this.#address(storage) : storage.address
        words[at++] = offset === 0 ? start : start + offset * WIDTHS[storage.dtype]
      }
    }
    return at
  }

  /** Runs a queue of calls on this thread; see queue.ts. */
  runQueue(words: Float64Array, end: number): void {
    this.#binding.runQueue(words, end)
  }

  /** Starts a queue in the background; false when the system has no thread for it. Each time calls the first `done`. */
  startQueue(words: Float64Array, end: number, done: () => void): boolean {
    return this.#binding.startQueue(words, end, done)
  }

  /** Waits for the end of the queue in the background. */
  finishQueue(): void {
    this.#binding.finishQueue()
  }

  #address(storage: Storage): number {
    if (storage.address === 0 && storage.length > 0) storage.address = this.#binding.address(storage.unsettled)
    return storage.address
  }
}
