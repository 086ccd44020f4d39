// The native door: opens the addon and writes calls into the command block that native code reads.
import { loadAddon, machine } from './addon.ts'
import type { Buffers } from './check.ts'
import type { AnyArray, Storage } from './storage.ts'

/** What `open()` of the addon gives; see native/binding/addon.cc. */
interface Door {
  call(): void
  register(block: Float64Array): void
  level(name?: string): string | undefined
  address(array: AnyArray): number
  pages(array: Uint8Array): void
  gather(begin: number, end: number): void
  /** Why the addon runs on one thread, when it does. */
  readonly serial?: string
}

// Words of the block's head, as in native/binding/binding.h.
const KERNEL = 0
const STATUS = 1
const THREADS = 2
const EAGER = 3
const HEAD = 4

const NO_OPENMP = 'install it (Debian: apt-get install libgomp1) or unset the variable'

export class NativeDoor {
  readonly serial: string | undefined
  level: string
  /** Whether the smallest work is split over threads too; for tests. */
  eager = false
  readonly #door: Door
  #block: Float64Array

  private constructor(door: Door, level: string) {
    this.#door = door
    this.level = level
    this.serial = door.serial === undefined ? undefined : `THALWEG_THREADING_LAYER=openmp: ${door.serial}; ${NO_OPENMP}`
    this.#block = new Float64Array(512)
    door.register(this.#block)
  }

  /** Opens the addon, or says why that is not possible. */
  static open(): NativeDoor | string {
    const addon = loadAddon()
    if (typeof addon === 'string') return addon
    const door = addon.open() as Door | undefined
    const level = door?.level()
    if (door === undefined || level === undefined) {
      return `native code needs AVX2 and FMA (x86-64 since 2013) or NEON, and ${machine()} has neither`
    }
    return new NativeDoor(door, level)
  }

  /** Switches to a level; false when the processor or the build lacks it. */
  setLevel(name?: string): boolean {
    const level = this.#door.level(name)
    if (level !== undefined) this.level = level
    return level !== undefined
  }

  /** The address of array[0]. */
  readonly addressOf = (array: AnyArray): number => this.#door.address(array)

  /** Wishes for large pages under memory that is new. */
  readonly preferLargePages = (memory: Uint8Array): void => this.#door.pages(memory)

  /** Puts the memory between two addresses into large pages. */
  readonly gatherPages = (begin: number, end: number): void => this.#door.gather(begin, end)

  /** Runs kernel number `index` of the table on checked arguments and returns its status. */
  run(index: number, threads: number, buffers: Buffers, sizes: readonly number[], numbers: readonly number[]): number {
    const need = HEAD + buffers.length + sizes.length + numbers.length
    if (need > this.#block.length) {
      this.#block = new Float64Array(2 * need)
      this.#door.register(this.#block)
    }
    const block = this.#block
    let at = HEAD
    for (let k = 0; k < sizes.length; k++) block[at++] = sizes[k]!
    for (let k = 0; k < numbers.length; k++) block[at++] = numbers[k]!
    for (let k = 0; k < buffers.length; k++) {
      const operand = buffers[k]
      block[at++] =
        operand == null ? 0 : this.#address(operand.storage) + operand.offset * operand.storage.array.BYTES_PER_ELEMENT
    }
    block[KERNEL] = index
    block[THREADS] = threads
    block[EAGER] = this.eager ? 1 : 0
    this.#door.call()
    return block[STATUS]!
  }

  #address(storage: Storage): number {
    if (storage.address === 0 && storage.array.length > 0) storage.address = this.#door.address(storage.array)
    return storage.address
  }
}
