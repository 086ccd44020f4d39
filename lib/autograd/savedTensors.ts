// Tensors that ops saved for backward, kept packed until then: hooks that pack and unpack them, like PyTorch's
// `saved_tensors_hooks`. Used by lib/nn/activationPacking.ts, which decides when something is packed and how.
import type { Storage } from '../backend/index.ts'
import { bringBack, hide, packAway, reveal } from '../tensor/lifetime.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { Node, SavedTensorHooks } from './tape.ts'

/** How the elements of a storage are kept in fewer bytes. */
export interface Packing {
  pack(elements: Storage): Storage
  unpack(packed: Storage, elements: Storage): void
}

interface Packed {
  readonly form: Storage
  readonly length: number
}

/** What the ops of one forward pass saved. Each storage is packed once and unpacked once, before its first reader. */
export class SavedTensors {
  readonly #packing: Packing
  readonly #outputs = new Set<Storage>()
  // How many ops that saved a storage have yet to read it.
  readonly #readers = new Map<Storage, number>()
  readonly #packed = new Map<Storage, Packed>()
  readonly #unpacked = new Set<Storage>()

  constructor(packing: Packing) {
    this.#packing = packing
  }

  /** Sees every op recorded on the tape; a TapeWatcher. */
  readonly recorded = (node: Node, out: Tensor): void => {
    this.#outputs.add(out.storage)
    if (node.saved.length === 0) return
    const storages = new Set(node.saved.map(({ storage }) => storage))
    for (const storage of storages) this.#readers.set(storage, (this.#readers.get(storage) ?? 0) + 1)
    node.savedHooks = new NodeHooks(this, storages)
  }

  /**
   * Frees the memory of something that only the backward pass may still read: packed if an op saved it, for good if it
   * is the output of an op and nobody did. Anything else stays: an op may read it without saying so, such as the
   * statistics of a norm.
   */
  pack(storage: Storage): void {
    if ((this.#readers.get(storage) ?? 0) > 0) {
      const { length } = storage
      this.#packed.set(storage, { form: this.#packing.pack(storage), length })
      packAway(storage)
    } else if (this.#outputs.has(storage)) packAway(storage)
  }

  /** Before the backward of an op that saved this storage. */
  unpack(storage: Storage): void {
    const packed = this.#packed.get(storage)
    if (packed === undefined) {
      reveal(storage)
      return
    }
    bringBack(storage, packed.length)
    this.#packing.unpack(packed.form, storage)
    this.#packed.delete(storage)
    packAway(packed.form)
    this.#unpacked.add(storage)
  }

  /** After that backward: the memory is freed behind the last reader. */
  release(storage: Storage, gradients: readonly (Tensor | null)[]): void {
    const left = this.#readers.get(storage)! - 1
    this.#readers.set(storage, left)
    if (!this.#unpacked.has(storage) || gradients.some((g) => g?.storage === storage)) return
    if (left === 0) packAway(storage)
    else hide(storage)
  }
}

class NodeHooks implements SavedTensorHooks {
  readonly #saved: SavedTensors
  readonly #storages: Iterable<Storage>

  constructor(saved: SavedTensors, storages: Iterable<Storage>) {
    this.#saved = saved
    this.#storages = storages
  }

  unpack(): void {
    for (const storage of this.#storages) this.#saved.unpack(storage)
  }

  release(gradients: readonly (Tensor | null)[]): void {
    for (const storage of this.#storages) this.#saved.release(storage, gradients)
  }
}
