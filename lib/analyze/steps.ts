// Training steps of a built run, one at a time, for the clock. Called by session.ts.
import { NonFiniteError } from '../errors.ts'
import type { Built } from './experiment.ts'

/** Training steps without end: when they diverge, they begin again. */
export class Steps {
  readonly #built: Built
  #steps: ReturnType<Built['trainer']['trial']>

  constructor(built: Built) {
    this.#built = built
    this.#steps = built.trainer.trial(built.train)
  }

  async next(): Promise<unknown> {
    try {
      return await this.#steps.next()
    } catch (error) {
      if (!(error instanceof NonFiniteError)) throw error
      this.#steps = this.#built.trainer.trial(this.#built.train)
      return await this.#steps.next()
    }
  }

  async close(): Promise<void> {
    await this.#steps.return()
  }
}
