// What a callback asks of the other ranks while the states of the optimizer are divided: to bring them together for a
// checkpoint, which rank 0 alone writes, or for a snapshot; or to wait. Ranks may ask for different things, or nothing:
// while callbacks see an event, and then until no rank wants anything, all take part in what one of them asks for. Made by
// division.ts, used by agreement.ts, loop.ts and trainer.ts.
import type { World } from '../../distributed/world.ts'
import { DistributedError } from '../../errors.ts'
import type { Gathered } from './division.ts'
import { say } from './say.ts'

/** Everything to rank 0, everything to all, or that all ranks are here; in the order of precedence. */
export type Want = 'rank 0' | 'all' | 'meet'
const WANTS: readonly Want[] = ['rank 0', 'all', 'meet']

interface Request {
  readonly want: Want
  take(gathered: Gathered | null): void
  fail(error: unknown): void
}

interface Said {
  readonly want: Want | null
  readonly error?: string
}

export class Requests {
  readonly #world: World
  readonly #gather: (to: 'rank 0' | 'all') => Promise<Gathered>
  #open = false
  #busy = false
  #pending: Request[] = []
  #serving: Promise<void> = Promise.resolve()
  #failure: { readonly error: unknown } | null = null

  constructor(world: World, gather: (to: 'rank 0' | 'all') => Promise<Gathered>) {
    this.#world = world
    this.#gather = gather
  }

  /** Asks, now or, between two events, at the next one. `body` is called before anything else happens. */
  ask<R>(want: Want, body: (gathered: Gathered | null) => R | Promise<R>): Promise<R> {
    return new Promise((resolve, reject) => {
      const take = (gathered: Gathered | null): void => {
        try {
          resolve(body(gathered))
        } catch (error) {
          reject(error)
        }
      }
      this.#pending.push({ want, take, fail: reject })
      if (this.#open) this.#serve()
    })
  }

  /** An event begins. */
  open(): void {
    this.#open = true
    this.#failure = null
    this.#serve()
  }

  /** The callbacks of an event have ended: returns what the ranks say of it once none of them wants anything. */
  async settle<T extends object>(event: T & { readonly error?: string }): Promise<T[]> {
    await this.#serving
    this.#busy = true
    try {
      for (;;) {
        if (this.#failure !== null) throw this.#failure.error
        // An error is more than a wish.
        const want = event.error === undefined ? (this.#pending[0]?.want ?? null) : null
        const all = await this.#turn({ ...event, want })
        if (all !== null) return all
      }
    } finally {
      this.#open = false
      this.#busy = false
    }
  }

  /** The fit has ended: nothing is served any more. */
  close(): void {
    this.#open = false
    this.#fail(new DistributedError('Trainer: cannot bring the states of the optimizer together because the fit ended'))
  }

  #serve(): void {
    if (this.#busy || this.#pending.length === 0) return
    this.#busy = true
    this.#serving = this.#serveAll().finally(() => {
      this.#busy = false
    })
  }

  async #serveAll(): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        const all = await this.#turn<Said>({ want: this.#pending[0]!.want })
        if (all === null) continue
        const failed = all.findIndex(({ error }) => error !== undefined)
        throw new DistributedError(`Trainer.fit: cannot continue because rank ${failed} failed: ${all[failed]!.error}`)
      }
    } catch (error) {
      this.#failure = { error }
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    for (const { fail } of this.#pending.splice(0)) fail(error)
  }

  // One exchange of wishes, and what comes of it. Returns what was said when nothing is wanted, or a rank failed.
  async #turn<T extends Said>(own: T): Promise<T[] | null> {
    const all = await say(this.#world, 'a training step', own)
    const want = WANTS.find((each) => all.some((said) => said.want === each))
    if (want === undefined || all.some(({ error }) => error !== undefined)) return all
    const absent = all.findIndex((said) => said.want !== 'meet')
    if (want === 'meet' && absent >= 0) {
      throw new DistributedError(
        `Trainer: expected every rank to call evaluate, trial or snapshot in its callbacks but rank ${absent} does not; call it on every rank, in the same order`
      )
    }
    const gathered = want === 'meet' ? null : await this.#gather(want)
    if (own.want === want) this.#pending.shift()!.take(gathered)
    return null
  }
}
