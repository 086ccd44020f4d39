// Where tensors get their buffers. Inside `scope` buffers are recycled: what the scope made and did not return or keep
// goes to a free list of size classes at its end. Outside a scope the garbage collector does the work.
import { type DType, Storage } from '../backend/index.ts'
import type { Chunk } from '../backend/storage.ts'

const WIDTH: Record<DType, number> = { float32: 4, float64: 8, int32: 4, bool: 1 }

let made: Storage[] | null = null
const free = new Map<number, Chunk[]>()

// Four classes an octave: at most a quarter of a chunk lies unused.
function sizeClass(bytes: number): number {
  if (bytes <= 64) return 64
  const step = 2 ** (29 - Math.clz32(Math.min(bytes - 1, 2 ** 31)))
  return Math.ceil(bytes / step) * step
}

/** A buffer of `length` elements; what is in it is not defined. */
export function allocate(dtype: DType, length: number): Storage {
  if (made === null) return Storage.allocate(dtype, length)
  const bytes = sizeClass(length * WIDTH[dtype])
  let chunk = free.get(bytes)?.pop()
  if (chunk === undefined) {
    const { array, memory } = Storage.allocate('bool', bytes)
    chunk = { bytes, start: array.byteOffset, memory, array, address: 0 }
  }
  const storage = Storage.over(chunk, dtype, length)
  made.push(storage)
  return storage
}

/** Runs `body`; the storages it made go back to the free list unless `survivors` of its result names them. */
export function recycle<R>(body: () => R, survivors: (result: R) => Iterable<Storage>): R {
  const outer = made
  const mine: Storage[] = []
  made = mine
  try {
    const result = body()
    for (const storage of survivors(result)) keepStorage(storage)
    return result
  } finally {
    made = outer
    for (const storage of mine) {
      if (storage.chunk === null) continue
      if (kept.has(storage)) {
        // What leaves a scope belongs to the one around it, or to the garbage collector.
        if (outer !== null && !forever.has(storage)) {
          kept.delete(storage)
          outer.push(storage)
        }
        continue
      }
      give(storage)
    }
  }
}

const kept = new WeakSet<Storage>()
const forever = new WeakSet<Storage>()

function keepStorage(storage: Storage): void {
  kept.add(storage)
}

/** Takes a storage out of every scope: the garbage collector frees it. */
export function keepForever(storage: Storage): void {
  kept.add(storage)
  forever.add(storage)
}

function give(storage: Storage): void {
  const chunk = storage.chunk!
  storage.retire()
  const list = free.get(chunk.bytes)
  if (list) list.push(chunk)
  else free.set(chunk.bytes, [chunk])
}
