// The ranks of a job, and what they do together. Every call is collective: all ranks make the same calls in the same
// order. Each begins with a few words from everybody, so that ranks that call different things get an error instead of
// garbage, and so that it is known who is missing. Made by init.ts, used by lib/train and users.
import { createHash } from 'node:crypto'
import { Storage } from '../backend/index.ts'
import { DTYPES } from '../backend/storage.ts'
import { OptionError } from '../errors.ts'
import { type Shape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguousCopy, Tensor } from '../tensor/tensor.ts'
import { bytesOf } from '../util/elements.ts'
import { checkOptions, oneOf, wholeNumber } from '../util/options.ts'
import type { Combine } from './combine.ts'
import type { Engine } from './engine.ts'
import { type Call, Meeting } from './meeting.ts'
import { type Group, gatherParts, type Pieces, reduceTree } from './reduce.ts'
import type { Node } from './tree.ts'

/** Options of allReduce. */
export interface AllReduceOptions {
  /** How the elements of the ranks become one. Default 'sum'. */
  op?: 'sum' | 'avg' | 'product' | 'max' | 'min' | undefined
}

/** Options of broadcast. */
export interface BroadcastOptions {
  /** The rank that has the values, from 0. Default 0. */
  src?: number | undefined
}

/** Bytes of one rank, and where they are or go: null on a rank that neither has nor gets them. */
export interface Piece {
  readonly src: number
  readonly size: number
  readonly bytes: Uint8Array | null
}

const OPS = ['sum', 'avg', 'product', 'max', 'min'] as const
const COMBINE: readonly Combine[] = ['add', 'add', 'mul', 'maximum', 'minimum']
// MPI counts bytes in 31 bits.
const MOST = 2 ** 30

/**
 * The ranks of a job: the processes that a launcher such as mpirun started, or this process alone. `init` makes it.
 *
 * @example
 * import { init } from 'thalweg/distributed'
 * const world = await init()
 * const x = tensor([1, 2, 3])
 * await world.allReduce(x) // x is now the sum over all ranks
 * world.rank < world.size // true
 */
export class World {
  /** The number of this process, from 0 to size - 1. */
  readonly rank: number
  /** How many processes there are. */
  readonly size: number
  /** Seconds that a call waits for the other ranks. */
  readonly timeout: number
  readonly #engine: Engine | null
  readonly #meeting: Meeting
  #bytes = 0

  /** @internal See init. */
  constructor(engine: Engine | null, rank: number, size: number, timeout: number) {
    this.#engine = engine
    this.rank = rank
    this.size = size
    this.timeout = timeout
    this.#meeting = new Meeting(engine, rank, size, timeout)
  }

  /** The MPI library, such as "Open MPI v4.1.4"; null in a world of one without MPI. */
  get engine(): string | null {
    return this.#engine?.product ?? null
  }

  /** The bytes that this rank has sent to others so far, without the words that begin each call. */
  get bytesSent(): number {
    return this.#bytes
  }

  /** The seconds that this rank has spent in calls so far, those of waiting for slower ranks included. */
  get communicationSeconds(): number {
    return this.#meeting.seconds
  }

  /** @internal Whether finalize was called or a call has failed. */
  get ended(): boolean {
    return this.#meeting.ended
  }

  // --- calls ---

  /**
   * Replaces the elements of a tensor by their sum over all ranks, added up in a tree over the number of the rank: the
   * same bits on every rank, with every MPI library. Outside of autograd.
   *
   * @param x float32, float64 or int32, of one shape on all ranks
   * @param options op: 'sum' (the default), 'avg', 'product', 'max' or 'min'
   * @returns x
   * @throws DistributedError when a rank does not answer in time or calls something else; OptionError; ShapeError
   * @example
   * import { init } from 'thalweg/distributed'
   * const world = await init()
   * await world.allReduce(tensor([1, 2, 3]), { op: 'max' })
   */
  async allReduce(x: Tensor, options: AllReduceOptions = {}): Promise<Tensor> {
    checkTensor('allReduce', 'x', x, ['float32', 'float64', 'int32'])
    checkOptions('allReduce', options, { op: oneOf(...OPS) })
    const { op = 'sum' } = options
    if (op === 'avg' && x.dtype === 'int32') {
      throw new OptionError("allReduce: expected float32 or float64 for op 'avg' but received int32; take the sum")
    }
    const which = OPS.indexOf(op)
    return this.#meeting.hold('allReduce', [...kindOf(x), which], 0, async () => {
      const own = new Storage(x.data)
      const holdings = Array.from({ length: this.size }, (_, start) => [{ start, size: 1 }])
      await this.#reduce(this.size, holdings, [own], own, COMBINE[which]!)
      if (op === 'avg') for (let k = 0; k < own.length; k++) own.array[k] = own.array[k]! / this.size
      x.storage.touch()
      return x
    })
  }

  /**
   * Replaces the elements of a tensor by those that one rank has.
   *
   * @param x of one shape and dtype on all ranks
   * @param options src: the rank that has the values. Default 0
   * @returns x
   * @throws DistributedError when a rank does not answer in time or calls something else; OptionError
   * @example
   * import { init } from 'thalweg/distributed'
   * const world = await init()
   * await world.broadcast(tensor([1, 2, 3]), { src: 0 })
   */
  async broadcast(x: Tensor, options: BroadcastOptions = {}): Promise<Tensor> {
    checkTensor('broadcast', 'x', x)
    checkOptions('broadcast', options, { src: wholeNumber({ min: 0, below: this.size }) })
    const { src = 0 } = options
    return this.#meeting.hold('broadcast', [...kindOf(x), src], 0, async () => {
      await this.#broadcast(bytesOf(x.data), src)
      x.storage.touch()
      return x
    })
  }

  /**
   * The tensors of all ranks, in the order of their numbers.
   *
   * @param x of one dtype on all ranks; the first dimension may differ
   * @throws DistributedError when a rank does not answer in time or calls something else; OptionError
   * @example
   * import { init } from 'thalweg/distributed'
   * const world = await init()
   * const all = await world.allGather(tensor([1, 2, 3]))
   * all.length === world.size // true
   */
  async allGather(x: Tensor): Promise<Tensor[]> {
    checkTensor('allGather', 'x', x)
    const rest = x.shape.slice(1)
    const own = contiguousCopy(x)
    const width = own.width * sizeOf(rest)
    const kind = [DTYPES.indexOf(x.dtype), x.ndim, digest(rest)]
    return this.#meeting.hold('allGather', kind, x.shape[0] ?? 1, async (lengths) => {
      const all = await this.#gather(
        bytesOf(own.array),
        lengths.map((n) => n * width)
      )
      return all.map((bytes, k) => {
        const storage = Storage.allocate(x.dtype, bytes.length / own.width)
        bytesOf(storage.array).set(bytes)
        return new Tensor(storage, x.ndim === 0 ? [] : [lengths[k]!, ...rest])
      })
    })
  }

  /**
   * Waits until all ranks have come here.
   *
   * @throws DistributedError when a rank does not answer in time or calls something else
   * @example
   * import { init } from 'thalweg/distributed'
   * const world = await init()
   * await world.barrier()
   */
  async barrier(): Promise<void> {
    await this.#meeting.hold('barrier', [], 0, async () => undefined)
  }

  /**
   * Ends the work with the other ranks; this object cannot be used after it. A process that ends without an error
   * does it by itself.
   *
   * @throws DistributedError when a rank does not answer in time
   * @example
   * import { init } from 'thalweg/distributed'
   * const world = await init()
   * await world.finalize()
   */
  async finalize(): Promise<void> {
    if (this.#meeting.finalized) return
    await this.#meeting.hold('finalize', [], 0, async () => {
      this.#meeting.finalized = true
      await this.#engine?.finish(this.timeout)
    })
  }

  // --- for the Trainer ---

  /** @internal What every rank says, in the order of their numbers. */
  async exchange(call: Call, own: Uint8Array): Promise<Uint8Array[]> {
    return this.#meeting.hold(call, [], own.length, (lengths) => this.#gather(own, lengths))
  }

  /**
   * @internal The sum over subtrees of a tree of `leaves`, of which each rank holds some; see reduceTree. With `parts`
   * each rank gets its part of the sum alone.
   */
  async reduce(
    leaves: number,
    holdings: readonly (readonly Node[])[],
    sums: readonly Storage[],
    into: Storage,
    parts?: readonly Node[]
  ): Promise<void> {
    await this.#meeting.hold('reduce', [leaves, into.length, ...ownershipOf(parts)], 0, () =>
      this.#reduce(leaves, holdings, sums, into, 'add', parts)
    )
  }

  /** @internal Hands the part of arrays that each rank has to all others; parts lie side by side and cover all. */
  async gather(pieces: Pieces, parts: readonly Node[]): Promise<void> {
    const total = pieces.arrays.reduce((sum, { length }) => sum + length, 0)
    await this.#meeting.hold('gather', [total, ...ownershipOf(parts)], 0, () =>
      gatherParts(this.#group(), pieces, parts)
    )
  }

  /** @internal Copies pieces that one rank has each, to rank 0 or to all. */
  async assemble(pieces: readonly Piece[], to: 'rank 0' | 'all'): Promise<void> {
    const total = pieces.reduce((sum, { size }) => sum + size, 0)
    await this.#meeting.hold('assemble', [pieces.length, total, to === 'all' ? 1 : 0], 0, async () => {
      for (const piece of pieces) {
        if (to === 'all') await this.#broadcast(piece.bytes!, piece.src)
        else if (piece.src !== 0) await this.#toFirst(piece)
      }
    })
  }

  /** @internal Replaces bytes by those of rank 0. */
  async share(bytes: Uint8Array): Promise<void> {
    await this.#meeting.hold('share', [bytes.length], 0, () => this.#broadcast(bytes, 0))
  }

  // --- without a meeting ---

  async #reduce(
    leaves: number,
    holdings: readonly (readonly Node[])[],
    sums: readonly Storage[],
    into: Storage,
    combine: Combine,
    parts?: readonly Node[]
  ): Promise<void> {
    await reduceTree(this.#group(), { leaves, holdings, sums, into, combine, parts })
  }

  #group(): Group {
    const sent = (bytes: number): void => {
      this.#bytes += bytes
    }
    return { engine: this.#engine, rank: this.rank, seconds: this.timeout, sent }
  }

  async #toFirst({ src, size, bytes }: Piece): Promise<void> {
    if (this.#engine === null) return
    const none = new Uint8Array(0)
    for (let start = 0; start < size; start += MOST) {
      const part = bytes?.subarray(start, start + MOST) ?? none
      const [send, receive] = [new Int32Array(2 * this.size), new Int32Array(2 * this.size)]
      if (this.rank === src) send[0] = part.length
      if (this.rank === 0) receive[2 * src] = part.length
      await this.#engine.allToAll(
        { bytes: this.rank === src ? part : none, parts: send },
        { bytes: this.rank === 0 ? part : none, parts: receive },
        this.timeout
      )
    }
    if (src === this.rank) this.#bytes += size
  }

  async #broadcast(bytes: Uint8Array, src: number): Promise<void> {
    if (this.#engine === null) return
    for (let start = 0; start < bytes.length; start += MOST) {
      await this.#engine.broadcast(bytes.subarray(start, start + MOST), src, this.timeout)
    }
    if (src === this.rank) this.#bytes += bytes.length
  }

  async #gather(own: Uint8Array, lengths: readonly number[]): Promise<Uint8Array[]> {
    if (this.#engine === null) return [own]
    const total = lengths.reduce((a, b) => a + b, 0)
    if (total > MOST) {
      throw new OptionError(`allGather: expected at most 1 GiB from all ranks together but there are ${total} bytes`)
    }
    const received = new Uint8Array(total)
    const parts = new Int32Array(2 * this.size)
    let at = 0
    const all = lengths.map((length, k) => {
      parts.set([length, at], 2 * k)
      at += length
      return received.subarray(at - length, at)
    })
    await this.#engine.allGather(own, { bytes: received, parts }, this.timeout)
    this.#bytes += own.length * (this.size - 1)
    return all
  }
}

// Parts as a number, by which ranks see that theirs differ.
function ownershipOf(parts: readonly Node[] | undefined): number[] {
  return parts === undefined ? [] : [digest(parts.flatMap(({ start, size }) => [start, size]))]
}

function kindOf(x: Tensor): number[] {
  return [DTYPES.indexOf(x.dtype), x.size, digest(x.shape)]
}

// A shape as one number: 48 bits of a hash, because MPI moves garbage when two shapes are taken for one.
function digest(shape: Shape): number {
  return createHash('sha256').update(shape.join()).digest().readUIntBE(0, 6)
}
