// How a call of all ranks begins: each says which call it is and what it is about. Those that are missing after the
// deadline are named, and so are those in another call. Calls of one rank follow each other. Used by world.ts alone.
import { DistributedError, OptionError } from '../errors.ts'
import { bytesOf } from '../util/elements.ts'
import { type Engine, LateError } from './engine.ts'

// In an order that is part of what ranks tell each other.
const CALLS = [
  'allReduce',
  'broadcast',
  'allGather',
  'barrier',
  'finalize',
  'reduce',
  'share',
  'Trainer.fit',
  'Trainer.evaluate',
  'Trainer.save',
  'a training step',
  'gather',
  'assemble',
  'search'
] as const

export type Call = (typeof CALLS)[number]

// What a rank says: which call, its own number, and what must be the same on all ranks.
const WORDS = 8
const FIXED = 2
const SILENT = -1

export class Meeting {
  finalized = false
  /** Seconds in calls so far, those of waiting for others included. */
  seconds = 0
  readonly #engine: Engine | null
  readonly #rank: number
  readonly #size: number
  readonly #deadline: number
  #failure: DistributedError | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(engine: Engine | null, rank: number, size: number, seconds: number) {
    this.#engine = engine
    this.#rank = rank
    this.#size = size
    this.#deadline = seconds
  }

  get ended(): boolean {
    return this.finalized || this.#failure !== null
  }

  /**
   * Meets the other ranks, then runs `body`; the next call begins when it has ended.
   *
   * @param same what must be equal on all ranks, at most 6 numbers
   * @param own a number that may differ; body gets those of all ranks
   */
  hold<R>(call: Call, same: readonly number[], own: number, body: (owns: number[]) => Promise<R>): Promise<R> {
    const held = this.#last.then(async () => {
      this.#refuse(call)
      if (this.#engine === null) return body([own])
      const began = performance.now()
      try {
        const owns = await this.#meet(this.#engine, call, same, own)
        return await body(owns)
      } catch (error) {
        throw this.#fail(call, error)
      } finally {
        this.seconds += (performance.now() - began) / 1000
      }
    })
    this.#last = held.catch(() => undefined)
    return held
  }

  #refuse(call: Call): void {
    if (this.finalized) throw new DistributedError(`${call}: expected a world in use but it was finalized`)
    if (this.#failure === null) return
    throw new DistributedError(`${call}: cannot continue because an earlier call failed: ${this.#failure.message}`)
  }

  async #meet(engine: Engine, call: Call, same: readonly number[], own: number): Promise<number[]> {
    const size = this.#size
    const words = new Float64Array(WORDS)
    words.set([CALLS.indexOf(call), own, ...same])
    const all = new Float64Array(WORDS * size).fill(SILENT)
    const width = 8 * WORDS
    // To each rank the same words: directly, so that the words of all who are there arrive.
    const send = new Int32Array(Array.from({ length: size }, () => [width, 0]).flat())
    const receive = new Int32Array(Array.from({ length: size }, (_, k) => [width, k * width]).flat())
    try {
      await engine.allToAll(
        { bytes: bytesOf(words), parts: send },
        { bytes: bytesOf(all), parts: receive },
        this.#deadline
      )
    } catch (error) {
      if (error instanceof LateError) throw this.#late(call, missing(all))
      throw error
    }
    const at = (k: number): number[] => Array.from(all.subarray(k * WORDS, (k + 1) * WORDS))
    const said = Array.from({ length: size }, (_, k) => at(k))
    const other = said.findIndex(([which]) => which !== words[0])
    if (other >= 0) {
      const name = CALLS[said[other]![0]!] ?? 'something unknown'
      throw new DistributedError(
        `${call}: expected all ranks to make the same calls but rank ${this.#rank} is in ${call} and rank ${other} in ${name}; call it on every rank, in the same order`
      )
    }
    const unlike = said.findIndex((row) => row.slice(FIXED).some((x, k) => x !== words[FIXED + k]))
    if (unlike >= 0) {
      throw new OptionError(
        `${call}: expected the same shape, dtype and options on all ranks but those of rank ${unlike} differ from those of rank ${this.#rank}`
      )
    }
    return said.map((row) => row[1]!)
  }

  #late(call: Call, ranks: readonly number[]): DistributedError {
    const who = ranks.length === 0 ? 'another rank' : `rank${ranks.length > 1 ? 's' : ''} ${ranks.join(', ')}`
    return new DistributedError(
      `${call}: expected all ${this.#size} ranks within ${this.#deadline} s but ${who} did not answer rank ${this.#rank}; it may have died or be stuck: start the job again from its last checkpoint (resume), with any number of ranks, or raise timeout`
    )
  }

  // What is thrown, remembered unless the ranks still agree.
  #fail(call: Call, error: unknown): unknown {
    if (error instanceof OptionError) return error
    const failure =
      error instanceof DistributedError
        ? error
        : error instanceof LateError
          ? this.#late(call, [])
          : new DistributedError(`${call}: cannot continue because ${(error as Error).message}`, { cause: error })
    this.#failure = failure
    return failure
  }
}

function missing(all: Float64Array): number[] {
  const ranks: number[] = []
  for (let k = 0; k * WORDS < all.length; k++) if (all[k * WORDS] === SILENT) ranks.push(k)
  return ranks
}
