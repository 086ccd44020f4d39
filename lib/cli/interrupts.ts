// Ctrl-C for commands that end in order: the first SIGINT or SIGTERM aborts a signal, the second one ends the process.
// Called by train.ts, analyze.ts, evaluate.ts and search.ts.
import type { Output } from './main.ts'

export const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const
export type SignalName = keyof typeof EXIT_CODES

export class Interrupts {
  readonly #controller = new AbortController()
  readonly #output: Output
  readonly #says: string
  readonly #handlers: readonly (readonly [SignalName, () => void])[]
  first: { name: SignalName; time: number } | null = null

  /** @param says what happens now, after the first signal */
  constructor(output: Output, says: string) {
    this.#output = output
    this.#says = says
    this.#handlers = (Object.keys(EXIT_CODES) as SignalName[]).map((name) => [name, () => this.#on(name)])
    for (const [name, handler] of this.#handlers) process.on(name, handler)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  #on(name: SignalName): void {
    if (this.first !== null) process.exit(EXIT_CODES[name])
    this.first = { name, time: Date.now() }
    this.#output.error(`${name}: ${this.#says}; once more leaves at once`)
    this.#controller.abort(new Error(`stopped by ${name}`))
  }

  close(): void {
    for (const [name, handler] of this.#handlers) process.off(name, handler)
  }
}
