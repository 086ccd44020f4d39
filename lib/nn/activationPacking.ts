// Activations kept as bfloat16: the rule for when a tensor of a forward pass is dead, so that only the backward pass
// may still read it. Called by the Trainer; see docs/adr/0011-memory-of-activations.md.
import { type Packing, SavedTensors } from '../autograd/savedTensors.ts'
import { watchTape } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import type { Storage } from '../backend/index.ts'
import { allocate, countOfScope, madeSince } from '../tensor/lifetime.ts'
import { Tensor } from '../tensor/tensor.ts'
import { Sequential } from './containers.ts'
import { Module } from './module.ts'
import { watchForward } from './path.ts'

// Smaller buffers are not packed; in bytes.
const WORTH = 4096

// Two bytes an element: rounded to nearest, ties to even, with the same bits everywhere.
const BFLOAT16: Packing = {
  pack(elements) {
    const { length } = elements
    const packed = allocate('bool', 2 * length)
    kernels.toBfloat16({ x: elements, y: packed, n: length })
    return packed
  },
  unpack(packed, elements) {
    kernels.fromBfloat16({ x: packed, y: elements, n: elements.length })
  }
}

interface Frame {
  readonly module: object
  /** How many buffers the scope had made before. */
  readonly count: number
}

/**
 * Runs a forward pass within a scope. When a module's forward returns, the tensors that it created are dead, except its
 * result, what the fields of modules hold, and what was passed to `keep`. Between two layers of a Sequential only the
 * last result lives. Dead tensors saved by an op are packed into two bytes per element; the rest is freed.
 */
export function packingActivations<R>(forward: () => R): R {
  const packer = new Packer()
  return watchForward(packer.forward, () => watchTape(packer.saved.recorded, forward))
}

class Packer {
  readonly saved = new SavedTensors(BFLOAT16)
  // Tensors in fields of modules.
  readonly #fields = new Set<Storage>()
  readonly #frames: Frame[] = []

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
      for (const storage of storagesIn(value, 2)) this.#fields.add(storage)
    }
    const outer = this.#frames.at(-1)
    this.#sweep(outer !== undefined && isBetween(outer.module, module) ? outer.count : frame.count, result)
    return result
  }

  // Packs tensors created since then, except those in the result and in fields.
  #sweep(count: number, result: unknown): void {
    if (count < 0) return
    const kept = new Set(storagesIn(result, 4))
    for (const storage of madeSince(count)) {
      if (kept.has(storage) || this.#fields.has(storage)) continue
      if (storage.dtype === 'float32' && storage.byteLength >= WORTH) this.saved.pack(storage)
    }
  }
}

// Whether a module is a layer of a Sequential, which keeps only the result of the last one.
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
