// The gradients of all parameters side by side, one array for each dtype, as they are summed over shards and sent.
// Called by sharded.ts and division.ts.
import { accumulate } from '../../autograd/grads.ts'
import { Storage } from '../../backend/index.ts'
import type { FloatArray } from '../../backend/storage.ts'
import { combineInto } from '../../distributed/reduce.ts'
import { type Node, nodesOf, type TreeSum } from '../../distributed/tree.ts'
import type { World } from '../../distributed/world.ts'
import { OptionError } from '../../errors.ts'
import { hasSparse } from '../../tensor/sparse.ts'
import { Tensor } from '../../tensor/tensor.ts'
import type { Cut } from './batch.ts'
import type { Owners } from './owners.ts'

type Float = 'float32' | 'float64'

interface Place {
  readonly tensor: Tensor
  readonly flat: number
  readonly offset: number
}

/** Tensors side by side: where each lies in the arrays. */
export class Layout {
  readonly places: readonly Place[]
  readonly #sizes: readonly (readonly [Float, number])[]
  // The part of each rank, by dtype; null if all ranks need all.
  readonly #parts: readonly (readonly Node[])[] | null
  // Arrays that are not in use.
  readonly #spare: Storage[][] = []

  /** @param owners whose tensors lie side by side, rank after rank */
  constructor(tensors: readonly Tensor[], owners: Owners | null = null) {
    const dtypes = ['float32', 'float64'] as const
    const sizes = [0, 0]
    const places = new Map<Tensor, Place>()
    const parts: Node[][] = [[], []]
    for (let rank = 0; rank < (owners?.ranks ?? 1); rank++) {
      const before = [...sizes]
      for (const tensor of tensors) {
        if (owners !== null && owners.of(tensor) !== rank) continue
        const flat = dtypes.indexOf(tensor.dtype as Float)
        if (flat < 0) {
          throw new OptionError(
            `Trainer: expected float32 or float64 in a distributed run but received ${tensor.dtype}`
          )
        }
        places.set(tensor, { tensor, flat, offset: sizes[flat]! })
        sizes[flat] = sizes[flat]! + tensor.size
      }
      for (const flat of [0, 1]) parts[flat]!.push({ start: before[flat]!, size: sizes[flat]! - before[flat]! })
    }
    this.places = tensors.map((tensor) => places.get(tensor)!)
    this.#parts = owners === null ? null : parts
    this.#sizes = dtypes.map((dtype, k) => [dtype, sizes[k]!] as const)
  }

  /** Arrays with any contents. */
  take(): Storage[] {
    return this.#spare.pop() ?? this.#sizes.map(([dtype, size]) => Storage.allocate(dtype, size))
  }

  give(arrays: Storage[]): void {
    this.#spare.push(arrays)
  }

  /** The elements of a tensor in arrays. */
  in(arrays: readonly Storage[], { flat, offset, tensor }: Place): FloatArray {
    return arrays[flat]!.array.subarray(offset, offset + tensor.size) as FloatArray
  }

  /** Gives back sums that nobody needs. */
  drop(sums: TreeSum<Storage[]>): void {
    for (const { sum } of sums.sums) this.give(sum)
  }

  /** a += b; b is given back. */
  add(a: Storage[], b: Storage[]): Storage[] {
    for (const [k, storage] of a.entries()) combineInto('add', storage, b[k]!, storage.array.length)
    this.give(b)
    return a
  }

  /**
   * The sum over all ranks of what each summed over its shards; `sums` are used up. With owners each rank gets its
   * part.
   */
  async reduce(world: World, { shards, shardsOf }: Cut, sums: TreeSum<Storage[]>): Promise<Storage[]> {
    const holdings = Array.from({ length: world.size }, (_, k) => nodesOf(shards, shardsOf(k)))
    const own = sums.sums.map(({ sum }) => sum)
    const into = own[0] ?? this.take()
    for (const [k, [, size]] of this.#sizes.entries()) {
      if (size === 0) continue
      await world.reduce(
        shards,
        holdings,
        own.map((arrays) => arrays[k]!),
        into[k]!,
        this.#parts?.[k]
      )
    }
    for (const arrays of own.slice(1)) this.give(arrays)
    return into
  }

  /** With owners: hands the parts of all ranks to all. */
  async gather(world: World, arrays: readonly Storage[]): Promise<void> {
    for (const [k, [, size]] of this.#sizes.entries()) {
      if (size > 0) await world.gather(arrays[k]!, this.#parts![k]!)
    }
  }
}

/** The gradients of an optimizer's parameters. */
export class Gradients {
  readonly layout: Layout
  readonly #parameters: readonly Tensor[]
  // Whether the sum over all shards is needed here.
  readonly #isOwn: (p: Tensor) => boolean
  // Sums of an accumulation under way, and the parameters that have none.
  #held: { arrays: Storage[]; absent: readonly number[] } | null = null

  /** @param owners if each rank needs the gradients of its parameters alone, and `rank` is this one */
  constructor(parameters: readonly Tensor[], owners: Owners | null = null, rank = 0) {
    this.#parameters = parameters
    this.#isOwn = (p) => owners === null || owners.of(p) === rank
    this.layout = new Layout(parameters, owners)
  }

  /** Whether it is for these parameters, as they are. */
  fits(parameters: readonly Tensor[]): boolean {
    const { places } = this.layout
    return (
      parameters.length === places.length &&
      parameters.every((p, k) => p === this.#parameters[k] && ['float32', 'float64'][places[k]!.flat] === p.dtype)
    )
  }

  /** Drops sums over shards, and gives an accumulation its sums back. */
  drop(sums: TreeSum<Storage[]>): void {
    this.layout.drop(sums)
    this.restore()
  }

  /** Puts the sums of an accumulation aside, so that each shard begins without gradients. */
  hold(): void {
    this.#held = null
    if (this.#parameters.every((p) => p.grad === null)) return
    this.#held = this.collect()
  }

  /** Gives them back, without the shards'. */
  restore(): void {
    for (const p of this.#parameters) p.grad = null
    if (this.#held === null) return
    this.#put(this.#held.arrays, this.#held.absent)
    this.layout.give(this.#held.arrays)
    this.#held = null
  }

  /** Takes the gradients that a backward pass left; `absent` are the parameters that got none. */
  collect(): { arrays: Storage[]; absent: number[] } {
    const arrays = this.layout.take()
    const absent: number[] = []
    for (const [k, place] of this.layout.places.entries()) {
      const { tensor: p } = place
      const to = this.layout.in(arrays, place)
      if (hasSparse(p)) {
        throw new OptionError(
          'Trainer: expected dense gradients in a distributed run but a parameter has a sparse one; leave out sparse: true'
        )
      }
      if (p.grad === null) {
        to.fill(0)
        absent.push(k)
      } else to.set(p.grad.data as FloatArray)
      p.grad = null
    }
    return { arrays, absent }
  }

  /** Adds the sum over all shards to the gradients; parameters that no shard had one for stay without. */
  finish(arrays: Storage[], absent: readonly number[]): void {
    const held = this.#held
    this.#held = null
    const sum = held === null ? arrays : this.layout.add(held.arrays, arrays)
    this.#put(sum, held === null ? absent : held.absent.filter((k) => absent.includes(k)))
    this.layout.give(sum)
  }

  #put(arrays: readonly Storage[], absent: readonly number[]): void {
    const without = new Set(absent)
    for (const [k, { tensor: p, flat, offset }] of this.layout.places.entries()) {
      if (!without.has(k) && this.#isOwn(p)) accumulate(p, new Tensor(arrays[flat]!, p.shape, undefined, offset))
    }
  }
}
