// The native door: finds the addon, opens it, and writes calls into the command block that native code reads.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Buffers } from './check.ts'
import type { AnyArray, Storage } from './storage.ts'

/** What `open()` of the addon gives; see native/binding/addon.cc. */
interface Door {
  call(): void
  register(block: Float64Array): void
  level(name?: string): string | undefined
  address(array: AnyArray): number
  /** Why the addon runs on one thread, when it does. */
  readonly serial?: string
}

// Words of the block's head, as in addon.cc.
const KERNEL = 0
const STATUS = 1
const THREADS = 2
const EAGER = 3
const HEAD = 4

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
    this.serial = door.serial
    this.#block = new Float64Array(512)
    door.register(this.#block)
  }

  /** Opens the addon, or says why that is not possible. */
  static open(): NativeDoor | string {
    const found = findAddon()
    if (found === undefined) return `no addon for ${process.platform}-${process.arch} was found`
    let door: Door | undefined
    try {
      door = (createRequire(found)(found) as { open(): Door | undefined }).open()
    } catch (error) {
      return `${found} could not be loaded: ${(error as Error).message}`
    }
    const level = door?.level()
    if (door === undefined || level === undefined) return 'this processor has neither AVX2 with FMA nor NEON'
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

// The addon of a local build, looked for in the package's root, which is one or two folders up from here: this file runs
// from lib/backend in the repository and from dist when published.
function findAddon(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!isRoot(folder)) {
    const parent = dirname(folder)
    if (parent === folder) return undefined
    folder = parent
  }
  const path = join(folder, 'build', 'Release', 'thalweg.node')
  return existsSync(path) ? path : undefined
}

function isRoot(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string } | null
    return manifest?.name === 'thalweg'
  } catch {
    // No manifest, or somebody else's broken one.
    return false
  }
}
