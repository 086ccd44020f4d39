// The random numbers of one Trainer: while its model computes, the default generator is at this Trainer's
// position; outside, at everybody else's. Called by step.ts and evaluate.ts.
import type { Module } from '../nn/index.ts'
import { defaultGenerator, Generator, type GeneratorState } from '../tensor/random.ts'
import { Philox } from '../util/philox.ts'

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

  /** The function that puts the stream back to where it is now. */
  bookmark(): () => void {
    const state = this.#state
    return () => {
      this.#state = state
    }
  }

  /**
   * Runs `body` with numbers that depend on the seed, the position of the stream and the shard alone: those of the
   * stream and of every generator that a module holds. The position stays; `advance` moves it.
   */
  withinShard<R>(shard: number, body: () => R): R {
    const own = this.#generators()
    const before = own.map((generator) => generator.state())
    const outside = defaultGenerator.state()
    try {
      defaultGenerator.setState(keyed(this.#state, shard))
      for (const [k, generator] of own.entries()) generator.setState(keyed(before[k]!, shard))
      return body()
    } finally {
      defaultGenerator.setState(outside)
      for (const [k, generator] of own.entries()) generator.setState(before[k]!)
    }
  }

  /** Moves to the next batch of shards. */
  advance(): void {
    const next = ({ seed, counter }: GeneratorState): GeneratorState => ({ seed, counter: counter + 1 })
    this.#state = next(this.#state)
    for (const generator of this.#generators()) generator.setState(next(generator.state()))
  }

  #generators(): Generator[] {
    return [...new Set(Array.from(this.#own(), ([, generator]) => generator))]
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

// The stream of a shard: another seed, drawn from a stream that nothing else uses.
function keyed({ seed, counter }: GeneratorState, shard: number): GeneratorState {
  const random = new Philox(seed, [counter % WORD, Math.floor(counter / WORD), SHARDS + shard])
  const low = random.nextUint32()
  return { seed: (random.nextUint32() % 2 ** 21) * WORD + low, counter: 0 }
}

const WORD = 2 ** 32
const SHARDS = 2 ** 31
