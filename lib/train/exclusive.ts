// Guards a Trainer's model against concurrent use. Called by trainer.ts, loop.ts and run.ts.
import { OptionError } from '../errors.ts'

export type Activity = 'idle' | 'fit' | 'evaluate' | 'trial' | 'step'

const UNDER_WAY: Record<Exclude<Activity, 'idle'>, string> = {
  fit: 'training to be under way; fit can resume from a state',
  evaluate: 'evaluation to be under way',
  step: 'step to be under way; do it in a callback, or await snapshot() for a state',
  trial: 'trial, profile or findBatchSize of this Trainer to be under way'
}

/** A fit lasts until it ends; between its steps evaluations and trials take turns, one at a time. */
export class Exclusive {
  /** Whether a fit is under way, even if something else has the turn. */
  fitting = false
  /** Whether it reads the batches of an epoch, which a trial would consume. */
  reading = false
  /** Whether a trial waits for the user's code, which then cannot wait for the end of the trial. */
  awaited = false
  #turn: 'evaluate' | 'trial' | 'step' | null = null
  #ended: Promise<void> | null = null

  get state(): Activity {
    return this.#turn ?? (this.fitting ? 'fit' : 'idle')
  }

  /** Throws if a fit is under way. */
  beginFit(call: string): void {
    if (this.fitting) {
      throw new OptionError(`${call}: expected no fit under way; await it first`)
    }
    this.refuse(call, 'trial')
    this.fitting = true
  }

  endFit(): void {
    this.fitting = false
  }

  /** Throws while one of these is under way. */
  refuse(call: string, ...activities: readonly Exclude<Activity, 'idle'>[]): void {
    const found = activities.find((each) => each === this.state || (each === 'fit' && this.fitting))
    if (found !== undefined) throw new OptionError(`${call}: expected no ${UNDER_WAY[found]}`)
  }

  /** Whether `alone` would call its body at once. */
  get isFree(): boolean {
    return this.#ended === null && !this.awaited
  }

  /** Calls `body`, which is synchronous, when nobody has the turn: at once if nobody has it now. */
  async alone<R>(body: () => R): Promise<R> {
    if (this.awaited) {
      throw new OptionError(
        'Trainer: cannot evaluate or save while trial() or profile() is under way; do it afterwards'
      )
    }
    while (this.#ended !== null) await this.#ended
    return body()
  }

  /** Waits for the turn, and returns the function that ends it. */
  enter(kind: 'evaluate' | 'trial' | 'step'): Promise<() => void> {
    return this.alone(() => {
      let resolve = (): void => undefined
      this.#turn = kind
      this.#ended = new Promise((done) => {
        resolve = done
      })
      return () => {
        this.#turn = null
        this.#ended = null
        this.awaited = false
        resolve()
      }
    })
  }

  /** Runs `body` while holding the turn. */
  async run<R>(kind: 'evaluate' | 'trial' | 'step', body: () => Promise<R>): Promise<R> {
    const leave = await this.enter(kind)
    try {
      return await body()
    } finally {
      leave()
    }
  }
}
