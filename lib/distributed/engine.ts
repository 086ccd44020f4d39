// The native thread that calls MPI, as promises. A command that is late leaves its buffers with MPI for good, and no
// other command follows it. Called by init.ts (opening) and world.ts (commands).
import { loadAddon } from '../backend/addon.ts'
import { DistributedError } from '../errors.ts'
import type { Abi } from './library.ts'

// As in native/mpi/thread.h.
const ORDERS = { start: 0, finish: 1, allToAll: 2, allGather: 3, broadcast: 4, barrier: 5 } as const
type Order = keyof typeof ORDERS
const DONE = 0
const FAILED = 1
const LATE = 2

/** What `mpi` of the addon gives; see native/binding/mpi.cc. */
interface Native {
  load(library: string, abi: string): readonly [abi: Abi, version: string] | string
  run(
    id: number,
    order: number,
    seconds: number,
    send: Uint8Array | null,
    sendParts: Int32Array | null,
    receive: Uint8Array | null,
    receiveParts: Int32Array | null,
    root: number
  ): void
  leave(seconds: number): void
  stop(): void
}
type Report = (id: number, outcome: number, message: string, rank: number, size: number) => void
type Opener = (report: Report) => Native | undefined

/** Bytes, and for every rank how many of them and from where. */
export interface Side {
  readonly bytes: Uint8Array
  /** [count, offset] for each rank. */
  readonly parts: Int32Array
}

/** A command that MPI did not end in time. */
export class LateError extends Error {}

interface Waiting {
  readonly what: string
  /** Held so that the memory stays. */
  readonly buffers: readonly (Uint8Array | null)[]
  readonly timer: NodeJS.Timeout
  resolve(place: { rank: number; size: number }): void
  reject(error: unknown): void
}

// Seconds after the native deadline, which cannot act while a call of MPI does not return: then JavaScript gives up.
const GRACE = 10

export class Engine {
  readonly abi: Abi
  readonly product: string
  /** The library's name. */
  readonly library: string
  readonly #native: Native
  readonly #waiting: Map<number, Waiting>
  #count = 0

  private constructor(native: Native, waiting: Map<number, Waiting>, library: string, facts: readonly [Abi, string]) {
    this.#native = native
    this.#waiting = waiting
    this.library = library
    this.abi = facts[0]
    this.product = facts[1].replace(/ Version:\s*/, ' ')
  }

  /** Opens the first of these libraries that works. @throws DistributedError with all that was tried */
  static open(names: readonly string[], abi: Abi | ''): Engine {
    const addon = loadAddon()
    if (typeof addon === 'string') throw new DistributedError(`init: MPI needs the native addon: ${addon}`)
    const waiting = new Map<number, Waiting>()
    const native = (addon as unknown as { mpi?: Opener }).mpi?.((id, outcome, message, rank, size) => {
      settle(waiting, id, outcome, message, { rank, size })
    })
    if (native === undefined) {
      throw new DistributedError('init: another thread or another copy of thalweg in this process has MPI; use one')
    }
    // The memory hooks of UCX, which some builds of MPICH use, crash V8 now and then.
    process.env.UCX_MEM_MMAP_HOOK_MODE ??= 'none'
    const tried: string[] = []
    for (const name of names) {
      const facts = native.load(name, abi)
      if (typeof facts !== 'string') return new Engine(native, waiting, name, facts)
      tried.push(facts.includes(name) ? facts : `${name}: ${facts}`)
    }
    throw new DistributedError(
      `init: cannot use MPI because no library of it could be opened; install Open MPI or MPICH (Debian: apt-get install openmpi-bin, or mpich), or set THALWEG_LIBMPI to its path; tried ${tried.join('; ')}`
    )
  }

  /** The process ends: with the other ranks in order, or at once. */
  end(inOrder: boolean): void {
    if (inOrder) this.#native.leave(GRACE)
    // The thread must not be in the middle of a call while the process takes the library down.
    this.#native.stop()
  }

  /** MPI_Init. */
  start(seconds: number): Promise<{ rank: number; size: number }> {
    return this.#run('start', seconds, seconds)
  }

  /** MPI_Finalize. */
  async finish(seconds: number): Promise<void> {
    await this.#run('finish', seconds, seconds)
  }

  async allToAll(send: Side, receive: Side, seconds: number): Promise<void> {
    await this.#run('allToAll', seconds, seconds + GRACE, send, receive)
  }

  async allGather(send: Uint8Array, receive: Side, seconds: number): Promise<void> {
    await this.#run('allGather', seconds, seconds + GRACE, { bytes: send }, receive)
  }

  async broadcast(bytes: Uint8Array, root: number, seconds: number): Promise<void> {
    await this.#run('broadcast', seconds, seconds + GRACE, {}, { bytes }, root)
  }

  async barrier(seconds: number): Promise<void> {
    await this.#run('barrier', seconds, seconds + GRACE)
  }

  #run(
    what: Order,
    seconds: number,
    atLatest: number,
    send: Partial<Side> = {},
    receive: Partial<Side> = {},
    root = 0
  ): Promise<{ rank: number; size: number }> {
    const id = ++this.#count
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // A report may have come while JavaScript was busy.
        setImmediate(() => settle(this.#waiting, id, LATE, '', { rank: 0, size: 0 }))
      }, atLatest * 1000)
      const [from, to] = [send.bytes ?? null, receive.bytes ?? null]
      this.#waiting.set(id, { what, buffers: [from, to], timer, resolve, reject })
      this.#native.run(id, ORDERS[what], seconds, from, send.parts ?? null, to, receive.parts ?? null, root)
    })
  }
}

// Buffers of a late command, into which MPI may still write.
const lost: Waiting[] = []

function settle(
  all: Map<number, Waiting>,
  id: number,
  outcome: number,
  message: string,
  place: { rank: number; size: number }
): void {
  const waiting = all.get(id)
  if (waiting === undefined) return
  all.delete(id)
  clearTimeout(waiting.timer)
  if (outcome === DONE) {
    waiting.resolve(place)
    return
  }
  lost.push(waiting)
  if (outcome === LATE) waiting.reject(new LateError(waiting.what))
  else waiting.reject(new Error(outcome === FAILED ? `MPI: ${message}` : 'an earlier call failed'))
}
