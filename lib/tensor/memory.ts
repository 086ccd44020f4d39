// Where tensors get their buffers. Inside `scope` buffers are recycled: what the scope made and did not return or keep
// goes to a free list of size classes at its end. Outside a scope the garbage collector does the work.
import type { DType } from '../backend/index.ts'
import { type Chunk, KEPT, RECYCLED, RETURNED, Storage, WIDTHS } from '../backend/storage.ts'

let made: Storage[] | null = null
const free = new Map<number, Chunk[]>()
/** Of the smallest class, which scalars are made of. */
const smallest: Chunk[] = []
free.set(64, smallest)

// Four classes an octave: at most a quarter of a chunk lies unused.
function sizeClass(bytes: number): number {
  const step = 2 ** (29 - Math.clz32(Math.min(bytes - 1, 2 ** 31)))
  return Math.ceil(bytes / step) * step
}

/** A buffer of `length` elements; what is in it is not defined. */
export function allocate(dtype: DType, length: number): Storage {
  if (made === null) return Storage.allocate(dtype, length)
  const bytes = length * WIDTHS[dtype]
  let chunk = bytes <= 64 ? smallest.pop() : free.get(sizeClass(bytes))?.pop()
  // Somebody transferred the buffer of a tensor that used it.
  if (chunk?.array.length === 0 && chunk.array.buffer.byteLength === 0) chunk = undefined
  const storage = Storage.over(chunk ?? newChunk(bytes), dtype, length)
  made.push(storage)
  take(storage)
  return storage
}

// --- what scopes hold ---

let held = 0
let peak = 0

function take(storage: Storage): void {
  held += storage.chunk!.bytes
  if (held > peak) peak = held
}

/** The bytes that open scopes hold now, and at most since `resetPeak`. Parameters, gradients and states are not in it. */
export function scopeMemory(): { readonly held: number; readonly peak: number } {
  return { held, peak }
}

export function resetPeak(): void {
  peak = held
}

// --- before the scope ends ---

// Below this a buffer is not worth the trouble.
const WORTH = 1024

/** How many buffers the open scope has made so far; -1 outside of scopes. */
export function countOfScope(): number {
  return made === null ? -1 : made.length
}

/**
 * Gives back what the open scope made after it had made `count` buffers, as far as no gradient that is still to be used
 * lies in it: for a walk over the tape, whose results nobody else has.
 */
export function releaseSince(count: number): void {
  const list = made!
  let kept = count
  for (let k = count; k < list.length; k++) {
    const storage = list[k]!
    const chunk = storage.chunk
    if (chunk === null) continue
    if (storage.pending > 0) storage.temporary = true
    else if (chunk.bytes >= WORTH && storage.fate === RECYCLED) {
      give(storage)
      continue
    }
    list[kept++] = storage
  }
  list.length = kept
}

/** What the open scope has made after its first `count` buffers, without what went back already. */
export function madeSince(count: number): Storage[] {
  return made!.slice(count).filter(({ chunk, fate }) => chunk !== null && fate === RECYCLED)
}

/** Gives back a buffer that nobody will use as it is; `reoccupy` brings it back, with other contents. */
export function vacate(storage: Storage): void {
  storage.temporary = true
  give(storage)
}

/** Memory for a storage that was vacated; what is in it is not defined. */
export function reoccupy(storage: Storage, length: number): void {
  storage.revive(allocate(storage.dtype, length))
}

/** Gives back what a walk made, once no gradient that is still to be used lies in it. */
export function releaseTemporary(storage: Storage): void {
  const { chunk } = storage
  if (!storage.temporary || storage.pending > 0 || chunk === null || chunk.bytes < WORTH) return
  if (storage.fate === RECYCLED) give(storage)
}

/** Lets the garbage collector have what lies on the free list: after batches of a size that will not come again. */
export function dropFree(): void {
  for (const list of free.values()) list.length = 0
}

/** The buffers that the innermost scope has made so far and that have not gone back. */
export function storagesOfScope(): readonly Storage[] {
  return made?.filter(({ chunk }) => chunk !== null) ?? []
}

function newChunk(bytes: number): Chunk {
  const size = bytes <= 64 ? 64 : sizeClass(bytes)
  const { array, memory } = Storage.allocate('bool', size)
  return { bytes: size, start: array.byteOffset, memory, array, dtype: 'bool', address: 0 }
}

/** Runs `body`; the storages it made go back to the free list unless `survivors` of its result names them. */
export function recycle<R>(body: () => R, survivors: (result: R) => Iterable<Storage>): R {
  const outer = made
  const mine: Storage[] = []
  const returned: Storage[] = []
  made = mine
  try {
    const result = body()
    if (typeof result === 'object' && result !== null) {
      for (const storage of survivors(result)) {
        if (storage.fate !== RECYCLED) continue
        storage.fate = RETURNED
        returned.push(storage)
      }
    }
    return result
  } finally {
    made = outer
    for (const storage of mine) {
      if (storage.chunk === null) continue
      // What leaves a scope belongs to the one around it, or to the garbage collector.
      if (storage.fate === RETURNED && outer !== null) outer.push(storage)
      else if (storage.fate === RECYCLED) give(storage)
      else held -= storage.chunk.bytes
    }
    for (const storage of returned) storage.fate = RECYCLED
  }
}

/** Takes a storage out of every scope: the garbage collector frees it. */
export function keepForever(storage: Storage): void {
  storage.fate = KEPT
}

function give(storage: Storage): void {
  const chunk = storage.chunk!
  held -= chunk.bytes
  storage.retire()
  const list = free.get(chunk.bytes)
  if (list) list.push(chunk)
  else free.set(chunk.bytes, [chunk])
}
