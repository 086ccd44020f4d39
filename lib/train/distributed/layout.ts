// Tensors side by side, one array for each dtype, as they are summed over shards and sent. Called by gradients.ts,
// buffers.ts and division.ts.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { newMemory } from '../../backend/pending.ts'
import type { FloatArray } from '../../backend/storage.ts'
import { combineInto } from '../../distributed/combine.ts'
import { type Node, nodesOf, type TreeSum } from '../../distributed/tree.ts'
import type { World } from '../../distributed/world.ts'
import { OptionError } from '../../errors.ts'
import { Tensor } from '../../tensor/tensor.ts'
import type { Cut } from './batch.ts'
import type { Owners } from './owners.ts'

type Float = 'float32' | 'float64'

interface Place {
  readonly tensor: Tensor
  readonly flat: number
  readonly offset: number
}

/** How sums over shards are kept and sent; float64 ones always as they are. */
export interface SumOptions {
  /** Whose tensors lie side by side, rank after rank; null if all ranks need all. */
  readonly owners?: Owners | null
  readonly reduceDtype?: 'float32' | 'bfloat16'
}

/** Where each tensor lies in the arrays. */
export class Layout {
  readonly places: readonly Place[]
  readonly #packs: boolean
  readonly #sizes: readonly (readonly [Float, number])[]
  // The part of each rank, by dtype; null if all ranks need all.
  readonly #parts: readonly (readonly Node[])[] | null
  // Arrays that are not in use: of elements, and of packed sums.
  readonly #spare: Storage[][] = []
  readonly #spareSums: Storage[][] = []
  readonly #tensors = new WeakMap<readonly Storage[], readonly Tensor[]>()

  constructor(tensors: readonly Tensor[], { owners = null, reduceDtype = 'float32' }: SumOptions = {}) {
    this.#packs = reduceDtype === 'bfloat16'
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

  // --- arrays ---

  /** Arrays with any contents. */
  take(): Storage[] {
    return this.#spare.pop() ?? this.#sizes.map(([dtype, size]) => Storage.allocate(dtype, size))
  }

  /** Takes back arrays, of elements or of sums. */
  give(arrays: Storage[]): void {
    const packed = arrays[0]!.dtype === 'bool'
    ;(packed ? this.#spareSums : this.#spare).push(arrays)
  }

  /** The elements of a tensor in arrays. */
  in(arrays: readonly Storage[], { flat, offset, tensor }: Place): FloatArray {
    return arrays[flat]!.array.subarray(offset, offset + tensor.size) as FloatArray
  }

  /** Tensors that lie in arrays, in the order of the places: always the same ones. */
  tensorsIn(arrays: readonly Storage[]): readonly Tensor[] {
    let tensors = this.#tensors.get(arrays)
    if (tensors === undefined) {
      // Each has a separate storage, which can await a factor alone, and counts as separate memory: kernels that take all
      // of them would compare each with each, and they do not overlap. Nothing of a distributed run is queued.
      tensors = this.places.map((place) => {
        const storage = new Storage(this.in(arrays, place), arrays[place.flat]!.dtype, newMemory())
        return new Tensor(storage, place.tensor.shape)
      })
      this.#tensors.set(arrays, tensors)
    }
    return tensors
  }

  // --- sums ---

  /** Arrays as sums of one shard; they are used up. */
  pack(arrays: Storage[]): Storage[] {
    if (!this.#packs) return arrays
    const sums = this.#takeSums()
    kernels.toBfloat16({ x: arrays[0]!, y: sums[0]!, n: this.#sizes[0]![1] })
    sums[1]!.set(arrays[1]!.array)
    this.give(arrays)
    return sums
  }

  /** Sums as arrays; they are used up. */
  unpack(sums: Storage[]): Storage[] {
    if (!this.#packs) return sums
    const arrays = this.take()
    kernels.fromBfloat16({ x: sums[0]!, y: arrays[0]!, n: this.#sizes[0]![1] })
    arrays[1]!.set(sums[1]!.array)
    this.give(sums)
    return arrays
  }

  // Packed float32 ones are bytes, two an element.
  #takeSums(): Storage[] {
    if (!this.#packs) return this.take()
    const [[, floats], [, doubles]] = this.#sizes as readonly [readonly [Float, number], readonly [Float, number]]
    return this.#spareSums.pop() ?? [Storage.allocate('bool', 2 * floats), Storage.allocate('float64', doubles)]
  }

  /** Gives back sums that nobody needs. */
  drop(sums: TreeSum<Storage[]>): void {
    for (const { sum } of sums.sums) this.give(sum)
  }

  /** a += b for sums; b is given back. */
  add(a: Storage[], b: Storage[]): Storage[] {
    for (const [k, storage] of a.entries()) combineInto('add', storage, b[k]!, storage.length)
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
    const into = own[0] ?? this.#takeSums()
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
    return this.unpack(into)
  }

  /** With owners: replaces the elements of tensors, one for each place, by those that their owners have. */
  async gather(world: World, tensors: readonly Tensor[]): Promise<void> {
    for (const [flat, [dtype, size]] of this.#sizes.entries()) {
      if (size === 0) continue
      const inOrder = [...this.places.entries()]
        .filter(([, place]) => place.flat === flat)
        .sort(([, a], [, b]) => a.offset - b.offset)
      const arrays = inOrder.map(([k]) => tensors[k]!.data)
      await world.gather({ dtype, arrays }, this.#parts![flat]!)
    }
    for (const t of tensors) t.storage.touch()
  }
}
