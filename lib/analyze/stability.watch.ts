// Counts of what goes wrong with numbers: gradients and activations outside a format, updates that are lost, states that
// are zero, subnormal or infinite, units without a gradient. Called by stability.ts around steps.
import { power } from '../backend/math.ts'
import type { Module } from '../nn/index.ts'
import { watchForward } from '../nn/path.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { Tensor } from '../tensor/tensor.ts'
import { DeadUnits, gradientsOf, gradNorms, layerOf } from '../train/callbacks/gradients.ts'
import type { TrainStep } from '../train/step.ts'

/** Counts of elements of a layer, summed over the steps that were looked at. */
export interface Counts {
  /** With a gradient that is not zero. */
  reached: number
  /** Of these: the gradient becomes zero in fp16, in bf16. */
  tinyFp16: number
  tinyBf16: number
  /** Of these: the gradient is beyond the largest number of fp16, of bf16. */
  hugeFp16: number
  hugeBf16: number
  /** Of these: the step left the weight as it was. */
  lost: number
  /** Of these: the second moment is zero or subnormal. */
  squareLost: number
  /** Second moments that are neither zero nor infinite. */
  moments: number
  /** Of these: their corrected root is below ten times eps. */
  epsShare: number
  /** States that are not finite, at the last look. */
  notFinite: number
}

const counts = (): Counts => ({
  reached: 0,
  tinyFp16: 0,
  tinyBf16: 0,
  hugeFp16: 0,
  hugeBf16: 0,
  lost: 0,
  squareLost: 0,
  moments: 0,
  epsShare: 0,
  notFinite: 0
})

// Half of the smallest subnormal rounds to zero; half an ulp above the largest number rounds to infinity.
const FP16 = { tiny: 2 ** -25, huge: 65520 }
const BF16 = { tiny: 2 ** -134, huge: (2 - 2 ** -8) * 2 ** 127 }
const SMALLEST_NORMAL = 2 ** -126
const EPS_NEAR = 10
// Slots that average squares.
const SQUARES = ['expAvgSq', 'squareAvg']

type Floats = Float32Array | Float64Array

interface Seen {
  readonly layer: string
  readonly parameter: Tensor
  readonly gradient: Floats
  readonly before: Floats
  /** Whether its learning rate is not zero. */
  readonly moves: boolean
}

export class StabilityWatch {
  /** The norm of all gradients, by step. */
  readonly norms: number[] = []
  /** By layer. */
  readonly layerNorms = new Map<string, number[]>()
  readonly layers = new Map<string, Counts>()
  /** The largest activation, and how many are beyond fp16. */
  readonly activations = { elements: 0, largest: 0, hugeFp16: 0 }
  /** The step at which a state was not finite for the first time; 0 if none was. */
  frozenSince = 0
  /** The layer and the state of it. */
  frozen = ''
  readonly #step: TrainStep
  readonly #every: number
  readonly #dead: DeadUnits
  /** Whether the optimizer has states of numbers, and averages of squares. */
  hasStates = false
  hasSquares = false
  #seen: Seen[] = []
  #looks = 0

  /** @param steps of the run, `looks` of which are looked at element by element */
  constructor(step: TrainStep, steps: number, looks: number) {
    this.#step = step
    this.#every = Math.max(1, Math.ceil(steps / looks))
    this.#dead = new DeadUnits(1)
  }

  #due(step: number): boolean {
    return (step - 1) % this.#every === 0 || !(this.norms.at(-1)! < 1e18)
  }

  /** Runs a step, and looks at what its layers return. */
  around<R>(step: number, body: () => R): R {
    return (step - 1) % this.#every === 0 ? watchForward(this.#forward, body) : body()
  }

  readonly #forward = (module: object, compute: () => unknown): unknown => {
    const output = compute()
    if (output instanceof Tensor && isFloat(output.dtype) && (module as Module).children().length === 0) {
      const { data } = output as { data: Floats }
      this.activations.elements += data.length
      for (const value of data) {
        const size = Math.abs(value)
        if (size > this.activations.largest) this.activations.largest = size
        if (size >= FP16.huge) this.activations.hugeFp16++
      }
    }
    return output
  }

  /** Before the optimizer's step. */
  onGradients(step: number): void {
    const parameters = gradientsOf(this.#step.optimizer)
    this.#addNorms(gradNorms(parameters, 'layer'))
    this.#seen = []
    if (!this.#due(step)) return
    this.#looks++
    this.#dead.look(this.#step.model)
    for (const [name, parameter] of parameters) this.#look(name, parameter)
  }

  #addNorms({ gradNorm, ...layers }: Readonly<Record<string, number>>): void {
    this.norms.push(gradNorm!)
    for (const [column, norm] of Object.entries(layers)) {
      const layer = column.slice('gradNorm/'.length)
      const list = this.layerNorms.get(layer) ?? []
      list.push(norm)
      this.layerNorms.set(layer, list)
    }
  }

  #look(name: string, parameter: Tensor): void {
    const { grad } = parameter
    if (grad === null || !isFloat(grad.dtype)) return
    const gradient = (grad.data as Floats).slice()
    const layer = layerOf(name)
    const sums = this.#counts(layer)
    for (const g of gradient) {
      const size = Math.abs(g)
      if (size === 0) continue
      sums.reached++
      if (size <= FP16.tiny) sums.tinyFp16++
      else if (size >= FP16.huge) sums.hugeFp16++
      if (size <= BF16.tiny) sums.tinyBf16++
      else if (size >= BF16.huge) sums.hugeBf16++
    }
    const moves = this.#groupOf(parameter)?.lr !== 0
    this.#seen.push({ layer, parameter, gradient, moves, before: (parameter.data as Floats).slice() })
  }

  /** After the optimizer's step. */
  onStep(step: number): void {
    for (const sums of this.layers.values()) if (this.#seen.length > 0) sums.notFinite = 0
    for (const seen of this.#seen) this.#compare(step, seen)
    this.#seen = []
  }

  #compare(step: number, { layer, parameter, gradient, before, moves }: Seen): void {
    const { optimizer } = this.#step
    const sums = this.#counts(layer)
    const slots = Object.entries(optimizer.states.get(parameter)?.slots ?? {}).filter(([, t]) => isFloat(t.dtype))
    for (const [name, { data }] of slots) {
      const bad = countOf(data as Floats, (v) => !Number.isFinite(v))
      sums.notFinite += bad
      if (bad === 0 || this.frozenSince > 0) continue
      this.frozenSince = step
      this.frozen = `${name} of ${layer}`
    }
    const square = slots.find(([name, t]) => SQUARES.includes(name) && t.size === parameter.size)?.[1].data as
      | Floats
      | undefined
    this.hasStates ||= slots.length > 0
    this.hasSquares ||= square !== undefined
    const after = parameter.data as Floats
    for (let k = 0; k < after.length; k++) {
      if (gradient[k] === 0) continue
      const v = square?.[k]
      if (v !== undefined && v < SMALLEST_NORMAL) sums.squareLost++
      // A weight whose state is infinite is frozen, not too large for its step.
      if (moves && after[k] === before[k] && v !== Number.POSITIVE_INFINITY) sums.lost++
    }
    if (square !== undefined) this.#countEps(sums, parameter, square)
  }

  #countEps(sums: Counts, parameter: Tensor, square: Floats): void {
    const group = this.#groupOf(parameter)
    if (typeof group?.eps !== 'number') return
    const t = this.#step.optimizer.states.get(parameter)!.scalars.step
    const beta2 = group.betas?.[1]
    const correction = beta2 === undefined ? 1 : 1 - power(beta2, Math.max(1, t))
    const limit = (EPS_NEAR * group.eps) ** 2 * correction
    for (const v of square) {
      if (!(v > 0 && v < Number.POSITIVE_INFINITY)) continue
      sums.moments++
      if (v < limit) sums.epsShare++
    }
  }

  #groupOf(parameter: Tensor): Group | undefined {
    const { paramGroups } = this.#step.optimizer
    return paramGroups.find(({ params }) => params.includes(parameter)) as unknown as Group | undefined
  }

  #counts(layer: string): Counts {
    const known = this.layers.get(layer) ?? counts()
    this.layers.set(layer, known)
    return known
  }

  /** Units of linear and convolutional layers, and those that no gradient reached in any step that was looked at. */
  units(): Map<string, { readonly units: number; readonly dead: number }> {
    const silent = Object.entries(this.#dead.state()).map(([path, { data, size }]) => {
      const dead = countOf(data as unknown as Floats, (looks) => looks === this.#looks)
      return [path === '' ? 'model' : path, { units: size, dead }] as const
    })
    return new Map(silent)
  }

  /** The counts of all layers together. */
  total(): Counts {
    const sum = counts()
    for (const each of this.layers.values()) {
      for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += each[name]
    }
    return sum
  }
}

interface Group {
  readonly lr?: unknown
  readonly eps?: unknown
  readonly betas?: readonly [number, number]
}

function countOf(data: Floats, test: (value: number) => boolean): number {
  let count = 0
  for (const value of data) if (test(value)) count++
  return count
}
