// The gradients of all parameters side by side, one array for each dtype, as they are summed over shards and sent; and
// the changes that shards make to buffers, such as the running statistics of batch norm. Called by sharded.ts.
import { accumulate } from '../../autograd/grads.ts'
import { Storage } from '../../backend/index.ts'
import type { FloatArray } from '../../backend/storage.ts'
import { combineInto } from '../../distributed/reduce.ts'
import { nodesOf, type TreeSum } from '../../distributed/tree.ts'
import type { World } from '../../distributed/world.ts'
import { OptionError } from '../../errors.ts'
import { hasSparse } from '../../tensor/sparse.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { bytesOf } from '../../util/elements.ts'
import type { Cut } from './batch.ts'

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
  // Arrays that are not in use.
  readonly #spare: Storage[][] = []

  constructor(tensors: readonly Tensor[]) {
    const dtypes = ['float32', 'float64'] as const
    const sizes = [0, 0]
    this.places = tensors.map((tensor) => {
      const flat = dtypes.indexOf(tensor.dtype as Float)
      if (flat < 0) {
        throw new OptionError(`Trainer: expected float32 or float64 in a distributed run but received ${tensor.dtype}`)
      }
      const offset = sizes[flat]!
      sizes[flat] = offset + tensor.size
      return { tensor, flat, offset }
    })
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

  /** The sum over all ranks of what each summed over its shards; `sums` are used up. */
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
        into[k]!
      )
    }
    for (const arrays of own.slice(1)) this.give(arrays)
    return into
  }
}

/** The gradients of an optimizer's parameters. */
export class Gradients {
  readonly layout: Layout
  readonly #parameters: readonly Tensor[]
  // Sums of an accumulation under way, and the parameters that have none.
  #held: { arrays: Storage[]; absent: readonly number[] } | null = null

  constructor(parameters: readonly Tensor[]) {
    this.#parameters = parameters
    this.layout = new Layout(parameters)
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
      if (!without.has(k)) accumulate(p, new Tensor(arrays[flat]!, p.shape, undefined, offset))
    }
  }
}

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
