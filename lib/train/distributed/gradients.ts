// The gradients of all parameters: those of a shard, which the backward pass writes side by side, and the sums of an
// accumulation. Called by sharded.ts and division.ts.
import { exchangeBuffer } from '../../autograd/grads.ts'
import type { Storage } from '../../backend/index.ts'
import type { FloatArray } from '../../backend/storage.ts'
import type { TreeSum } from '../../distributed/tree.ts'
import { OptionError } from '../../errors.ts'
import { PendingScale } from '../../tensor/lifetime.ts'
import { hasSparse } from '../../tensor/sparse.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { Layout, type SumOptions } from './layout.ts'

interface Collected {
  readonly arrays: Storage[]
  /** The parameters that have no gradient; their places hold zeros. */
  readonly absent: readonly number[]
}

/** The gradients of an optimizer's parameters. */
export class Gradients {
  readonly layout: Layout
  readonly #parameters: readonly Tensor[]
  // Whether the sum over all shards is needed here.
  readonly #isOwn: (p: Tensor) => boolean
  // Sums of an accumulation under way.
  #held: Collected | null = null
  // Where the gradients lie that parameters have.
  #inUse: Storage[] | null = null

  /** @param rank this one: with owners, it needs the gradients of its parameters alone */
  constructor(parameters: readonly Tensor[], options: SumOptions = {}, rank = 0) {
    const { owners = null } = options
    this.#parameters = parameters
    this.#isOwn = (p) => owners === null || owners.of(p) === rank
    this.layout = new Layout(parameters, options)
  }

  /** Whether it is for these parameters, as they are. */
  fits(parameters: readonly Tensor[]): boolean {
    const { places } = this.layout
    return (
      parameters.length === places.length &&
      parameters.every((p, k) => p === this.#parameters[k] && ['float32', 'float64'][places[k]!.flat] === p.dtype)
    )
  }

  // --- sums of an accumulation ---

  /** Puts them aside, so that each shard begins without gradients. */
  hold(): void {
    this.#release()
    this.#held = null
    if (this.#parameters.every((p) => p.grad === null)) return
    const arrays = this.#inUse ?? this.layout.take()
    this.#inUse = null
    this.#held = this.#collect(arrays)
  }

  // Takes back the memory of gradients that no parameter has any more.
  #release(): void {
    const arrays = this.#inUse
    if (arrays === null || this.#parameters.some((p) => p.grad !== null)) return
    // A factor that nobody has applied is not for what comes next.
    for (const { storage } of this.layout.tensorsIn(arrays)) PendingScale.clear(storage)
    this.layout.give(arrays)
    this.#inUse = null
  }

  /** Gives them back, without the shards'. */
  restore(): void {
    for (const p of this.#parameters) p.grad = null
    if (this.#held !== null) this.#assign(this.#held)
    this.#held = null
  }

  /** Drops sums over shards, and gives an accumulation its sums back. */
  drop(sums: TreeSum<Storage[]>): void {
    this.layout.drop(sums)
    this.restore()
  }

  /** Adds the sum over all shards to the gradients; parameters that no shard had one for stay without. */
  finish(arrays: Storage[], absent: readonly number[]): void {
    const held = this.#held
    this.#held = null
    if (held === null) {
      this.#assign({ arrays, absent })
      return
    }
    const common = held.absent.filter((k) => absent.includes(k))
    this.#assign({ arrays: this.layout.add(held.arrays, arrays), absent: common })
  }

  // The gradients are tensors in the arrays, which are free again when the parameters have none.
  #assign({ arrays, absent }: Collected): void {
    const without = new Set(absent)
    const tensors = this.layout.tensorsIn(arrays)
    for (const [k, { tensor: p }] of this.layout.places.entries()) {
      if (!without.has(k) && this.#isOwn(p)) p.grad = tensors[k]!
    }
    this.#inUse = arrays
  }

  // --- a shard ---

  /** Runs a backward pass, which writes the gradients to where they are summed. */
  ofShard(backward: () => void): { sums: Storage[]; absent: readonly number[] } {
    const { places } = this.layout
    const arrays = this.layout.take()
    const tensors = this.layout.tensorsIn(arrays)
    const own = places.map(({ tensor }, k) => exchangeBuffer(tensor, tensors[k]))
    try {
      backward()
    } finally {
      for (const [k, { tensor }] of places.entries()) exchangeBuffer(tensor, own[k])
    }
    const { absent } = this.#collect(arrays)
    return { sums: this.layout.pack(arrays), absent }
  }

  // Takes the gradients of all parameters. Most lie in the arrays already, but for those that somebody made.
  #collect(arrays: Storage[]): Collected {
    const absent: number[] = []
    const tensors = this.layout.tensorsIn(arrays)
    for (const [k, place] of this.layout.places.entries()) {
      const { tensor: p } = place
      if (hasSparse(p)) {
        throw new OptionError(
          'Trainer: expected dense gradients in a distributed run but a parameter has a sparse one; leave out sparse: true'
        )
      }
      // Reading applies a factor that is pending.
      const elements = p.grad === null ? null : (p.grad.data as FloatArray)
      if (p.grad !== tensors[k]) {
        // The place awaits no factor of the gradient that it had.
        PendingScale.clear(tensors[k]!.storage)
        const own = this.layout.in(arrays, place)
        if (elements === null) {
          own.fill(0)
          absent.push(k)
        } else own.set(elements)
      }
      p.grad = null
    }
    return { arrays, absent }
  }
}
