// The caching allocator: blocks that storages gave back wait here in size classes for the next one that asks. Only
// lifetime.ts calls it; findBatchSize empties it between batches of different sizes.
import { inFlight, pending } from '../backend/pending.ts'
import { type Block, Storage } from '../backend/storage.ts'

const blocks = new Map<number, Block[]>()
/** The smallest class, which holds scalars. */
const SMALLEST = 64
const smallest: Block[] = []
blocks.set(SMALLEST, smallest)

// Four classes an octave: at most a quarter of a block lies unused.
function sizeClass(bytes: number): number {
  const step = 1 << (29 - Math.clz32(Math.min(bytes - 1, 2 ** 31)))
  return Math.ceil(bytes / step) * step
}

/** A block of at least `bytes`; its contents are undefined. */
export function takeBlock(bytes: number): Block {
  const block = bytes <= SMALLEST ? smallest.pop() : blocks.get(sizeClass(bytes))?.pop()
  // The buffer of a block is gone if somebody transferred that of a tensor which used it.
  if (block !== undefined && pending.busy && !pending.recording && inFlight(block.memory)) {
    // A queue in the background still works with it, and its turn would be a long wait.
    returnBlock(block)
    return newBlock(bytes)
  }
  if (block === undefined || (block.array.byteLength === 0 && block.array.buffer.byteLength === 0))
    return newBlock(bytes)
  return block
}

export function returnBlock(block: Block): void {
  const list = blocks.get(block.bytes)
  if (list) list.push(block)
  else blocks.set(block.bytes, [block])
}

/** Leaves all free blocks to the garbage collector: after batches of a size that will not come again. */
export function emptyCache(): void {
  for (const list of blocks.values()) list.length = 0
}

function newBlock(bytes: number): Block {
  const size = bytes <= SMALLEST ? SMALLEST : sizeClass(bytes)
  const { unsettled: array, memory, address } = Storage.allocate('bool', size)
  return { bytes: size, start: array.byteOffset, memory, array, dtype: 'bool', address }
}
