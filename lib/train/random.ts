// The random numbers of one Trainer: while its model computes, the default generator is at this Trainer's
// position; outside, at everybody else's. Called by step.ts and evaluate.ts.
import type { Module } from '../nn/index.ts'
import { defaultGenerator, Generator, type GeneratorState } from '../tensor/random.ts'

export class RandomStream {
  #state: GeneratorState
  readonly #model: Module

  /** @param seed of the stream; undefined draws one from the generator that `manualSeed` seeds */
  constructor(model: Module, seed: number | undefined) {
    this.#model = model
    this.#state = new Generator(seed ?? defaultGenerator.nextUint32()).state()
  }

  /** Runs `body`. If it throws, the stream is restored. */
  within<R>(body: () => R): R {
    const outside = defaultGenerator.state()
    defaultGenerator.setState(this.#state)
    try {
      const result = body()
      this.#state = defaultGenerator.state()
      return result
    } finally {
      defaultGenerator.setState(outside)
    }
  }

  /** The stream's position, and those of the generators that modules hold, by path. */
  state(): Record<string, GeneratorState> {
    const states: Record<string, GeneratorState> = { '': this.#state }
    for (const [path, generator] of this.#own()) states[path] = generator.state()
    return states
  }

  setState(states: Readonly<Record<string, GeneratorState>>): void {
    this.#state = states['']!
    for (const [path, generator] of this.#own()) if (states[path] !== undefined) generator.setState(states[path])
  }

  *#own(): Iterable<[string, Generator]> {
    for (const [path, module] of this.#model.namedModules()) {
      for (const [field, value] of Object.entries(module)) {
        if (value instanceof Generator) yield [`${path}.${field}`, value]
      }
    }
  }
}
