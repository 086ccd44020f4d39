// Activations kept as bfloat16: while a model computes, what only the tape still needs is packed in two bytes a number, and
// what nobody needs goes back to the free list. The backward pass unpacks what an op saved just before that op. Called by
// learner.ts; docs/adr/0011-memory-of-activations.md has the reasons.
import { type Backward, type Node, watchTape } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import type { Storage } from '../backend/index.ts'
import { Module, Sequential } from '../nn/index.ts'
import { watchForward } from '../nn/path.ts'
import { allocate, countOfScope, madeSince, reoccupy, vacate } from '../tensor/memory.ts'
import { Tensor } from '../tensor/tensor.ts'

// Bytes below which a buffer is left alone.
const WORTH = 4096

interface Packed {
  readonly bytes: Storage
  readonly length: number
}

interface Frame {
  readonly module: object
  /** How many buffers the scope had made before. */
  readonly count: number
}

/**
 * Runs a forward pass within a scope. When a module's forward returns, what it made is over, but for its result, what its
 * fields hold, and what was passed to `keep`: the tensors in its forward were its own. Between two layers of a Sequential
 * only the last result lives.
 */
export function packingActivations<R>(forward: () => R): R {
  const packer = new Packer()
  return watchForward(packer.forward, () => watchTape(packer.recorded, forward))
}

class Packer {
  // What ops on the tape made, and by how many of them a buffer was saved.
  readonly #outputs = new Set<Storage>()
  readonly #savers = new Map<Storage, number>()
  readonly #packed = new Map<Storage, Packed>()
  readonly #unpacked = new Set<Storage>()
  // In fields of modules.
  readonly #held = new Set<Storage>()
  readonly #frames: Frame[] = []

  readonly recorded = (node: Node, out: Tensor): void => {
    this.#outputs.add(out.storage)
    const saved = [...new Set(node.saved.map(({ storage }) => storage))]
    if (saved.length === 0) return
    for (const storage of saved) this.#savers.set(storage, (this.#savers.get(storage) ?? 0) + 1)
    const backward = node.backward as Backward
    node.unpack = () => {
      for (const storage of saved) this.#unpack(storage)
    }
    node.backward = (gradient) => {
      const gradients = backward(gradient)
      for (const storage of saved) this.#used(storage, gradients)
      return gradients
    }
  }

  readonly forward = (module: object, compute: () => unknown): unknown => {
    const frame = { module, count: countOfScope() }
    this.#frames.push(frame)
    let result: unknown
    try {
      result = compute()
    } finally {
      this.#frames.pop()
    }
    for (const value of Object.values(module)) {
      if (value instanceof Module) continue
      for (const storage of storagesIn(value, 2)) this.#held.add(storage)
    }
    const outer = this.#frames.at(-1)
    this.#sweep(outer !== undefined && isBetween(outer.module, module) ? outer.count : frame.count, result)
    return result
  }

  // Everything made since then is over, but for the tensors in the result and in fields.
  #sweep(count: number, result: unknown): void {
    if (count < 0) return
    const kept = new Set(storagesIn(result, 4))
    for (const storage of madeSince(count)) {
      if (kept.has(storage) || this.#held.has(storage)) continue
      if (storage.dtype !== 'float32' || storage.array.byteLength < WORTH) continue
      if ((this.#savers.get(storage) ?? 0) > 0) this.#pack(storage)
      // What is not of an op on the tape may be read by one that does not say so, such as the statistics of a norm.
      else if (this.#outputs.has(storage)) vacate(storage)
    }
  }

  #pack(storage: Storage): void {
    const { length } = storage.array
    const bytes = allocate('bool', 2 * length)
    kernels.toBfloat16({ x: storage, y: bytes, n: length })
    this.#packed.set(storage, { bytes, length })
    vacate(storage)
  }

  #unpack(storage: Storage): void {
    const packed = this.#packed.get(storage)
    if (packed === undefined) {
      if (this.#unpacked.has(storage)) storage.retired = false
      return
    }
    reoccupy(storage, packed.length)
    kernels.fromBfloat16({ x: packed.bytes, y: storage, n: packed.length })
    this.#packed.delete(storage)
    vacate(packed.bytes)
    this.#unpacked.add(storage)
  }

  // The last op that saved it has read it.
  #used(storage: Storage, gradients: readonly (Tensor | null)[]): void {
    const left = this.#savers.get(storage)! - 1
    this.#savers.set(storage, left)
    if (!this.#unpacked.has(storage) || gradients.some((g) => g?.storage === storage)) return
    if (left === 0) vacate(storage)
    // Rounded as it is, only ops that saved it may read it.
    else storage.retired = true
  }
}

// Whether a module is a layer of a Sequential, which keeps nothing but the result of the last one.
function isBetween(outer: object, module: object): boolean {
  if (Object.getPrototypeOf(outer) !== Sequential.prototype) return false
  return (outer as Sequential).layers.some((layer) => layer === module)
}

function* storagesIn(value: unknown, depth: number): Generator<Storage> {
  if (value instanceof Tensor) yield value.storage
  else if (typeof value === 'object' && value !== null && depth > 0 && !ArrayBuffer.isView(value)) {
    const list = value instanceof Map || value instanceof Set ? value.values() : Object.values(value)
    for (const each of list) if (!(each instanceof Module)) yield* storagesIn(each, depth - 1)
  }
}
