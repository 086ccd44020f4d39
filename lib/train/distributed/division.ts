// The states of the optimizer divided over the ranks (stage 1 of Rajbhandari et al., "ZeRO: memory optimizations toward
// training trillion parameter models", 2020): each rank steps its parameters, for which alone it has the sums of the
// gradients, and all get the weights. Made by sharded.ts.

import { accumulate } from '../../autograd/grads.ts'
import { scope } from '../../autograd/scope.ts'
import { Storage } from '../../backend/index.ts'
import type { Piece, World } from '../../distributed/world.ts'
import { OptionError } from '../../errors.ts'
import { normOfSquares, type Squares, squaresOf } from '../../optim/clip.ts'
import type { Optimizer, OptimizerState } from '../../optim/index.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { bytesOf } from '../../util/elements.ts'
import type { RunState } from '../state.ts'
import type { Pauses, TrainStep } from '../step.ts'
import type { Gradients } from './gradients.ts'
import { Owners } from './owners.ts'
import { Requests } from './requests.ts'
import { say } from './say.ts'

/** The states and the accumulated gradients of all parameters, by name. */
export interface Gathered {
  readonly states: OptimizerState['state']
  readonly gradients: Record<string, Tensor>
}

// What a rank has, by the number of the parameter. JSON has no infinite numbers.
interface Holdings {
  readonly states: readonly {
    readonly k: number
    readonly numbers: Readonly<Record<string, string>>
    readonly slots: readonly (readonly [name: string, dtype: Tensor['dtype'], shape: readonly number[]])[]
  }[]
  readonly gradients: readonly number[]
}

/** Throws unless the parameters of an optimizer can be stepped on different ranks. */
export function checkSeparable(call: string, { kind, separable, evalWeights }: Optimizer): void {
  if (separable && evalWeights === undefined) return
  throw new OptionError(
    `${call}: cannot divide the states of ${kind} over the ranks because it does not step each parameter by itself; leave out zeroRedundancy, or use an optimizer such as AdamW`
  )
}

export class Division {
  readonly owners: Owners
  readonly requests: Requests
  readonly #world: World

  constructor(world: World, step: () => TrainStep) {
    this.#world = world
    this.owners = new Owners(world.size)
    this.requests = new Requests(world, (to) => this.gather(step(), to))
  }

  #isOwn(p: Tensor): boolean {
    return this.owners.of(p) === this.#world.rank
  }

  // --- a step ---

  /** What the step of these gradients needs from the others. */
  of(step: TrainStep, gradients: Gradients): Pauses {
    const parameters = step.parameters()
    return {
      part: (body) => scope(() => step.random.within(body)),
      norm: () => this.#norm(parameters),
      gatherGradients: () => this.#gatherGradients(parameters, gradients),
      keepOwnGradients: () => this.#keepOwnGradients(parameters),
      gatherWeights: () => this.#gatherWeights(gradients)
    }
  }

  // The bits of getTotalNorm on all gradients: of each owned parameter the number of its chunks, 0 without a gradient, and
  // the squares of each.
  async #norm(parameters: readonly Tensor[]): Promise<number> {
    const own = parameters.filter((p) => this.#isOwn(p))
    const squares = squaresOf(own.flatMap(({ grad }) => grad ?? []))
    const numbers: number[] = []
    let at = 0
    for (const { grad } of own) {
      const { sums } = grad === null ? { sums: [] } : squares[at++]!
      numbers.push(sums.length)
      for (const sum of sums) numbers.push(sum)
    }
    const all = await this.#world.exchange('a training step', bytesOf(Float64Array.from(numbers)))
    const readers = all.map((bytes) => ({ numbers: new Float64Array(bytes.slice().buffer), at: 0 }))
    return normOfSquares(
      parameters.flatMap((p): Squares[] => {
        const reader = readers[this.owners.of(p)]!
        const count = reader.numbers[reader.at]!
        const from = reader.at + 1
        reader.at = from + count
        const sums = reader.numbers.subarray(from, from + count)
        return count === 0 ? [] : [{ dtype: p.dtype as Squares['dtype'], sums }]
      })
    )
  }

  async #gatherGradients(parameters: readonly Tensor[], { layout }: Gradients): Promise<void> {
    const own = [...parameters.keys()].filter((k) => parameters[k]!.grad !== null)
    const present = new Set((await say(this.#world, 'a training step', own)).flat())
    const arrays = layout.take()
    const tensors = layout.tensorsIn(arrays)
    for (const k of own) tensors[k]!.data.set(parameters[k]!.grad!.data)
    await layout.gather(this.#world, tensors)
    for (const [k, p] of parameters.entries()) if (p.grad === null && present.has(k)) accumulate(p, tensors[k]!)
    layout.give(arrays)
  }

  #keepOwnGradients(parameters: readonly Tensor[]): void {
    for (const p of parameters) if (!this.#isOwn(p)) p.grad = null
  }

  async #gatherWeights({ layout }: Gradients): Promise<void> {
    await layout.gather(
      this.#world,
      layout.places.map(({ tensor }) => tensor)
    )
  }

  // --- states ---

  /** Drops what other ranks own. */
  keepOwn(step: TrainStep): void {
    const { optimizer } = step
    const parameters = step.parameters()
    this.owners.assign(parameters)
    this.#keepOwnGradients(parameters)
    const foreign = [...optimizer.states.keys()].filter((p) => !this.#isOwn(p))
    for (const p of foreign) optimizer.states.delete(p)
    // Prepared calls hold the states.
    if (foreign.length > 0) optimizer.onLoad()
  }

  /** Brings states and accumulated gradients together; a collective call. */
  async gather(step: TrainStep, to: 'rank 0' | 'all'): Promise<Gathered> {
    const { optimizer, accumulator } = step
    const parameters = step.parameters()
    this.owners.assign(parameters)
    const names = parameters.map((p) => optimizer.names.get(p)!)
    const accumulates = accumulator.count > 0
    const own: Holdings = {
      states: parameters.flatMap((p, k) => {
        const state = optimizer.states.get(p)
        if (state === undefined || !this.#isOwn(p)) return []
        const numbers = Object.fromEntries(Object.entries(state.scalars).map(([name, v]) => [name, String(v)]))
        return { k, numbers, slots: Object.entries(state.slots).map(([name, t]) => [name, t.dtype, t.shape] as const) }
      }),
      gradients: [...parameters.keys()].filter((k) => accumulates && this.#holds(parameters[k]!))
    }
    const all = await say(this.#world, 'a training step', own)
    const gets = to === 'all' || this.#world.rank === 0
    const gathered: Gathered = { states: {}, gradients: {} }
    const pieces: Piece[] = []
    const piece = (
      src: number,
      dtype: Tensor['dtype'],
      shape: readonly number[],
      known: Tensor | undefined
    ): Tensor => {
      const made = known ?? new Tensor(Storage.allocate(dtype, gets ? sizeOf(shape) : 0), gets ? shape : [0])
      const has = known !== undefined || gets
      const width = made.storage.width
      pieces.push({ src, size: sizeOf(shape) * width, bytes: has ? bytesOf(made.data) : null })
      return made
    }
    for (const [src, { states, gradients }] of all.entries()) {
      const here = src === this.#world.rank
      for (const { k, numbers, slots } of states) {
        const mine = here ? optimizer.states.get(parameters[k]!)!.slots : {}
        const tensors = slots.map(([name, dtype, shape]) => [name, piece(src, dtype, shape, mine[name])])
        const scalars = Object.entries(numbers).map(([name, v]) => [name, Number(v)])
        gathered.states[names[k]!] = Object.fromEntries([...scalars, ...tensors])
      }
      for (const k of gradients) {
        const p = parameters[k]!
        gathered.gradients[names[k]!] = piece(src, p.dtype, p.shape, here ? p.grad! : undefined)
      }
    }
    await this.#world.assemble(pieces, to)
    return gathered
  }

  #holds(p: Tensor): boolean {
    return p.grad !== null && this.#isOwn(p)
  }
}

/** A state with what was brought together from all ranks. */
export function complete<S extends Pick<RunState, 'optimizer' | 'accumulation'>>(
  state: S,
  gathered: Gathered | null
): S {
  if (gathered === null) return state
  const { states, gradients } = gathered
  const names = state.optimizer.paramGroups.flatMap(({ params }) => params)
  const inOrder = <T>(of: Record<string, T>): Record<string, T> =>
    Object.fromEntries(names.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]])))
  return {
    ...state,
    optimizer: { ...state.optimizer, state: inOrder(states) },
    accumulation: { ...state.accumulation, gradients: inOrder(gradients) }
  }
}
