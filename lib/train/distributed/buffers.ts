// The changes that shards make to a model's buffers, such as the running statistics of batch norm. Called by sharded.ts.
import type { Storage } from '../../backend/index.ts'
import type { FloatArray } from '../../backend/storage.ts'
import type { World } from '../../distributed/world.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { bytesOf } from '../../util/elements.ts'
import { Layout } from './layout.ts'

/**
 * The buffers of a model. Each shard begins with those from before the batch; after it, floating-point ones are the mean
 * over the shards, weighted by samples, and others are as the first shard left them.
 */
export class Buffers {
  readonly #tensors: readonly Tensor[]
  readonly #floats: Layout
  readonly #others: readonly Tensor[]
  #before: Uint8Array[] = []
  #first: Uint8Array[] | null = null
  changed = false

  constructor(tensors: readonly Tensor[]) {
    const isFloat = ({ dtype }: Tensor): boolean => dtype === 'float32' || dtype === 'float64'
    this.#tensors = tensors
    this.#floats = new Layout(tensors.filter(isFloat))
    this.#others = tensors.filter((t) => !isFloat(t))
  }

  get any(): boolean {
    return this.#tensors.length > 0
  }

  get layout(): Layout {
    return this.#floats
  }

  begin(): void {
    this.#before = this.#tensors.map((t) => bytesOf(t.data).slice())
    this.#first = null
    this.changed = false
  }

  /** As they were before the batch. */
  restore(): void {
    for (const [k, t] of this.#tensors.entries()) write(t, this.#before[k]!)
  }

  /** What a shard of this weight changed; then they are as before. */
  collect(weight: number): Storage[] {
    const arrays = this.#floats.take()
    this.#first ??= this.#others.map((t) => bytesOf(t.data).slice())
    if (this.#tensors.every((t, k) => Buffer.compare(bytesOf(t.data), this.#before[k]!) === 0)) {
      for (const { array } of arrays) array.fill(0)
      return arrays
    }
    this.changed = true
    for (const place of this.#floats.places) this.#floats.in(arrays, place).set(place.tensor.data as FloatArray)
    this.restore()
    for (const place of this.#floats.places) {
      const change = this.#floats.in(arrays, place)
      const before = place.tensor.data as FloatArray
      // Every assignment rounds to the dtype: the same bits on every machine.
      for (let j = 0; j < change.length; j++) {
        change[j] = change[j]! - before[j]!
        change[j] = change[j]! * weight
      }
    }
    return arrays
  }

  /** Applies the sum of all changes. */
  async finish(world: World, changes: Storage[]): Promise<void> {
    for (const place of this.#floats.places) {
      const [to, by] = [place.tensor.data as FloatArray, this.#floats.in(changes, place)]
      for (let j = 0; j < to.length; j++) to[j] = to[j]! + by[j]!
      place.tensor.storage.touch()
    }
    this.#floats.give(changes)
    // The first shard is rank 0's.
    for (const [k, t] of this.#others.entries()) {
      const bytes = this.#first?.[k] ?? bytesOf(t.data).slice()
      await world.share(bytes)
      write(t, bytes)
    }
  }
}

function write(t: Tensor, bytes: Uint8Array): void {
  bytesOf(t.data).set(bytes)
  t.storage.touch()
}
