// The callbacks of a fit: notified in order, those that save last; and which state belongs to which callback. Called by
// run.ts and loop.ts.
import { OptionError } from '../errors.ts'
import type { Callback, TrainEvent } from './events.ts'
import type { StepPhase } from './step.ts'
import type { Trainer } from './trainer.ts'

type States = Record<string, Record<string, unknown>>

const HANDLERS = {
  fitStart: 'onFitStart',
  step: 'onStep',
  epoch: 'onEpoch',
  rollBack: 'onRollBack',
  fitEnd: 'onFitEnd'
} as const

const nameOf = (callback: Callback): string => callback.name ?? callback.constructor.name
const baseOf = (callback: Callback): string =>
  callback.key === undefined ? nameOf(callback) : `${nameOf(callback)} ${callback.key}`

/**
 * The name under which a callback's state is saved: 'ModelCheckpoint valLoss min @ runs/a' by name, key and variant.
 */
export function stateName(callback: Callback): string {
  return callback.variant === undefined ? baseOf(callback) : `${baseOf(callback)} @ ${callback.variant}`
}

export class CallbackList {
  readonly #callbacks: readonly Callback[]
  // Saved states of callbacks that are absent from this run.
  #remembered: States = {}

  /** @throws OptionError when two callbacks with a state have the same name, key and variant */
  constructor(callbacks: readonly Callback[], call = 'Trainer') {
    this.#callbacks = [...callbacks.filter(({ last }) => !last), ...callbacks.filter(({ last }) => last)]
    const names = this.#callbacks.filter(({ stateDict }) => stateDict !== undefined).map(stateName)
    const twice = names.find((name, k) => names.indexOf(name) !== k)
    if (twice !== undefined) {
      throw new OptionError(
        `${call}: cannot tell the states of two callbacks '${twice}' apart; give them different names (the property name)`
      )
    }
  }

  /** No callbacks, but saved states for callbacks that will come. */
  static remembered(states: States): CallbackList {
    const list = new CallbackList([])
    list.#remembered = states
    return list
  }

  /** Notifies all in order, the first at `from`. Returns nothing if all of them were synchronous. */
  tell(event: TrainEvent, trainer: Trainer, from = 0): Promise<void> | undefined {
    const handler = HANDLERS[event.type]
    for (let k = from; k < this.#callbacks.length; k++) {
      const pending = this.#callbacks[k]![handler]?.(event as never, trainer)
      if (pending !== undefined) return Promise.resolve(pending).then(() => this.tell(event, trainer, k + 1))
    }
    return undefined
  }

  /** Reports an error. Errors thrown by handlers now are dropped: the first error matters. */
  async fail(error: unknown, trainer: Trainer): Promise<void> {
    for (const callback of this.#callbacks) {
      try {
        await callback.onError?.(error, trainer)
      } catch {}
    }
  }

  /** All onLoss handlers combined, null if there are none. */
  losses(trainer: Trainer): ((loss: number) => 'skip' | undefined) | null {
    const handlers = this.#callbacks.filter(({ onLoss }) => onLoss !== undefined)
    return handlers.length === 0 ? null : (loss) => skips(handlers.map((callback) => callback.onLoss!(loss, trainer)))
  }

  /** All onGradients handlers combined, null if there are none. */
  gradients(trainer: Trainer): (() => 'skip' | undefined) | null {
    const handlers = this.#callbacks.filter(({ onGradients }) => onGradients !== undefined)
    return handlers.length === 0 ? null : () => skips(handlers.map((callback) => callback.onGradients!(trainer)))
  }

  /** All onPhase handlers combined, null if there are none. */
  phases(trainer: Trainer): ((phase: StepPhase) => void) | null {
    const handlers = this.#callbacks.filter(({ onPhase }) => onPhase !== undefined)
    if (handlers.length === 0) return null
    return (phase) => {
      for (const callback of handlers) callback.onPhase!(phase, trainer)
    }
  }

  states(): States {
    const own = this.#callbacks.flatMap((callback) => {
      const state = callback.stateDict?.()
      return state === undefined ? [] : [[stateName(callback), state] as const]
    })
    return { ...this.#remembered, ...Object.fromEntries(own) }
  }

  /** Gives every callback its own state, if there is one. With `call`, warns about callbacks that start without. */
  setStates(states: States, trainer: Trainer, call: string | null = null): void {
    for (const callback of this.#callbacks) {
      if (callback.loadStateDict === undefined) continue
      const found = this.#find(callback, Object.keys(states))
      if (typeof found === 'string') callback.loadStateDict(states[found] as never, trainer)
      else if (call !== null && found.length > 0) {
        process.emitWarning(
          `${call}: the callback '${stateName(callback)}' starts without a state because that of ${found.map((name) => `'${name}'`).join(', ')} is of another one`,
          { code: 'THALWEG_RESUME' }
        )
      }
    }
  }

  // The saved name of this callback, or the candidates for it.
  #find(callback: Callback, saved: readonly string[]): string | string[] {
    const own = stateName(callback)
    // Earlier versions numbered callbacks of the same name.
    if (saved.includes(own) && !saved.some((each) => each.startsWith(`${own}#`))) return own
    const others = new Set(this.#callbacks.map(stateName))
    const free = saved.filter((name) => !others.has(name))
    const [name, base] = [nameOf(callback), baseOf(callback)]
    const isAlone = (of: (each: Callback) => string): boolean =>
      this.#callbacks.filter((each) => of(each) === of(callback)).length === 1
    // Another variant, such as a folder that was moved.
    const variants = free.filter((each) => each === base || each.startsWith(`${base} @ `))
    if (variants.length === 1 && isAlone(baseOf)) return variants[0]!
    // Earlier versions saved the name alone.
    const early = free.filter((each) => each === name || each.startsWith(`${name}#`))
    if (early.length === 1 && isAlone(nameOf)) return early[0]!
    return free.filter((each) => each === name || [`${name} `, `${name}#`].some((head) => each.startsWith(head)))
  }
}

function skips(answers: readonly ('skip' | undefined)[]): 'skip' | undefined {
  return answers.includes('skip') ? 'skip' : undefined
}
