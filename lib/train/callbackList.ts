// The callbacks of a training: told in order, those that save last; their states by name. Called by run.ts.
import type { Trainer } from './trainer.ts'
import type { Callback, TrainEvent } from './types.ts'

type States = Record<string, Record<string, unknown>>

const HANDLERS = {
  fitStart: 'onFitStart',
  step: 'onStep',
  epoch: 'onEpoch',
  rollBack: 'onRollBack',
  fitEnd: 'onFitEnd'
} as const

export class CallbackList {
  readonly #named: readonly (readonly [name: string, callback: Callback])[]
  // States of a run whose callbacks are not here.
  #remembered: States = {}

  constructor(callbacks: readonly Callback[]) {
    const order = [...callbacks.filter(({ last }) => !last), ...callbacks.filter(({ last }) => last)]
    const taken = new Set<string>()
    this.#named = order.map((callback) => {
      const wanted = callback.name ?? callback.constructor.name
      let name = wanted
      for (let k = 2; taken.has(name); k++) name = `${wanted}#${k}`
      taken.add(name)
      return [name, callback]
    })
  }

  /** No callbacks, but the states of some that will come. */
  static remembered(states: States): CallbackList {
    const list = new CallbackList([])
    list.#remembered = states
    return list
  }

  async tell(event: TrainEvent, trainer: Trainer): Promise<void> {
    const handler = HANDLERS[event.type]
    for (const [, callback] of this.#named) {
      const told = callback[handler]?.(event as never, trainer)
      if (told !== undefined) await told
    }
  }

  /** Tells of an error. What handlers throw now is not told: the first error is the one to look at. */
  async fail(error: unknown, trainer: Trainer): Promise<void> {
    for (const [, callback] of this.#named) {
      try {
        await callback.onError?.(error, trainer)
      } catch {}
    }
  }

  /** All onLoss in one, null when there is none. */
  losses(trainer: Trainer): ((loss: number) => 'skip' | undefined) | null {
    const handlers = this.#having('onLoss')
    return handlers.length === 0 ? null : (loss) => skips(handlers.map((callback) => callback.onLoss!(loss, trainer)))
  }

  /** All onGradients in one, null when there is none. */
  gradients(trainer: Trainer): (() => 'skip' | undefined) | null {
    const handlers = this.#having('onGradients')
    return handlers.length === 0 ? null : () => skips(handlers.map((callback) => callback.onGradients!(trainer)))
  }

  #having(handler: 'onLoss' | 'onGradients'): Callback[] {
    return this.#named.flatMap(([, callback]) => (callback[handler] === undefined ? [] : [callback]))
  }

  states(): States {
    const own = this.#named.flatMap(([name, callback]) => {
      const state = callback.stateDict?.()
      return state === undefined ? [] : [[name, state] as const]
    })
    return { ...this.#remembered, ...Object.fromEntries(own) }
  }

  /** Gives every callback the state of its name, if there is one. */
  setStates(states: States, trainer: Trainer): void {
    for (const [name, callback] of this.#named)
      if (states[name] !== undefined) callback.loadStateDict?.(states[name] as never, trainer)
  }
}

function skips(answers: readonly ('skip' | undefined)[]): 'skip' | undefined {
  return answers.includes('skip') ? 'skip' : undefined
}
