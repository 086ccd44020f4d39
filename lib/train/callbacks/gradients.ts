// Measurements of gradients and weights: norms, updates, units that no gradient reaches. Called by gradientMonitor.ts,
// advisor.ts and lib/analyze/stability.watch.ts.
import { scope } from '../../autograd/scope.ts'
import { noGrad } from '../../autograd/tape.ts'
import { Conv1d, Conv2d, Linear, type Module } from '../../nn/index.ts'
import { sub } from '../../ops/index.ts'
import { getTotalNorm, type Optimizer } from '../../optim/index.ts'
import { copyOf } from '../../optim/state.ts'
import { tensor } from '../../tensor/create.ts'
import { type SparseGradient, sparseGrad } from '../../tensor/sparse.ts'
import type { Tensor } from '../../tensor/tensor.ts'

/** How finely numbers are distinguished. */
export type Detail = 'global' | 'layer' | 'parameter'

type Gradient = Tensor | SparseGradient | null

export type Named = readonly (readonly [name: string, parameter: Tensor])[]

/** A parameter's gradient, dense or sparse. */
function gradientOf(p: Tensor): Gradient {
  return sparseGrad(p) ?? p.grad
}

/** Parameters with gradients, by the optimizer's names. */
export function gradientsOf({ paramGroups, names }: Optimizer): Named {
  const named = paramGroups.flatMap(({ params }) => params.map((p) => [names.get(p)!, p] as const))
  return named.filter(([, p]) => gradientOf(p) !== null)
}

/** The norm of all their gradients together. */
export function normOf(parameters: Named): number {
  return getTotalNorm(parameters.map(([, p]) => gradientOf(p)))
}

/** The path of the module that a parameter is in. */
export function layerOf(name: string): string {
  const end = name.lastIndexOf('.')
  return end < 0 ? 'model' : name.slice(0, end)
}

/** The names of the groups that a parameter belongs to. */
function keysOf(name: string, detail: Detail): string[] {
  return detail === 'global' ? [''] : ['', detail === 'layer' ? layerOf(name) : name]
}

/** Sums of squares by name; '' is all of them. */
class Squares {
  readonly #sums = new Map<string, number>()
  readonly #detail: Detail

  constructor(detail: Detail) {
    this.#detail = detail
  }

  add(name: string, norm: number): void {
    for (const key of keysOf(name, this.#detail)) this.#sums.set(key, (this.#sums.get(key) ?? 0) + norm * norm)
  }

  norms(): Map<string, number> {
    return new Map(Array.from(this.#sums, ([key, sum]) => [key, Math.sqrt(sum)]))
  }
}

function columnsOf(column: string, values: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(Array.from(values, ([key, value]) => [key === '' ? column : `${column}/${key}`, value]))
}

/** Norms of the gradients: `gradNorm`, of all together as clipGradNorm has it, and `gradNorm/0` ... by name. */
export function gradNorms(parameters: Named, detail: Detail): Record<string, number> {
  const squares = new Squares(detail)
  if (detail !== 'global') for (const [name, p] of parameters) squares.add(name, normOf([[name, p]]))
  return { ...columnsOf('gradNorm', squares.norms()), gradNorm: normOf(parameters) }
}

/** The weights before a step; `ratios` afterwards compares: norm of the change over norm of the weights. */
export class Before {
  readonly #weights: readonly (readonly [name: string, parameter: Tensor, before: Tensor])[]

  constructor(parameters: Named) {
    this.#weights = parameters.map(([name, p]) => [name, p, copyOf(p)])
  }

  ratios(detail: Detail): Record<string, number> {
    const changes = new Squares(detail)
    const weights = new Squares(detail)
    for (const [name, p, before] of this.#weights) {
      weights.add(name, getTotalNorm(before))
      changes.add(
        name,
        scope(() => noGrad(() => getTotalNorm(sub(p, before))))
      )
    }
    const norms = weights.norms()
    const ratios = Array.from(changes.norms(), ([key, change]) => {
      const norm = norms.get(key)!
      // The ratio is undefined for weights that were all zero, such as new biases.
      return [key, norm === 0 ? Number.NaN : change / norm] as const
    })
    return columnsOf('updateRatio', new Map(ratios))
  }
}

/** The units of a linear or convolutional layer, and how many of them are dead. */
export interface LayerUnits {
  readonly name: string
  readonly units: number
  readonly dead: number
}

/** `deadUnits`, and `deadUnits/0` ... by layer. */
export function deadUnitColumns(layers: readonly LayerUnits[]): Record<string, number> {
  const all = layers.reduce((sum, { dead }) => sum + dead, 0)
  return columnsOf('deadUnits', new Map([['', all], ...layers.map(({ name, dead }) => [name, dead] as const)]))
}

/** Counts consecutive checks in which no gradient reached a unit of linear and convolutional layers. */
export class DeadUnits {
  #silent = new Map<string, Int32Array>()
  readonly #least: number

  /** @param least consecutive checks after which a unit counts as dead */
  constructor(least: number) {
    this.#least = least
  }

  /** Checks the gradients of a step, layer by layer; layers without gradients are left out. */
  look(model: Module): LayerUnits[] {
    const layers: LayerUnits[] = []
    for (const [path, module] of model.namedModules()) {
      if (!(module instanceof Linear || module instanceof Conv1d || module instanceof Conv2d)) continue
      const { grad } = module.weight
      if (grad === null) continue
      const counts = this.#countsOf(path, grad.shape[0]!)
      countSilent(counts, grad.data, module.bias?.grad?.data)
      const dead = counts.reduce((sum, count) => sum + (count >= this.#least ? 1 : 0), 0)
      layers.push({ name: path === '' ? 'model' : path, units: counts.length, dead })
    }
    return layers
  }

  #countsOf(path: string, units: number): Int32Array {
    let counts = this.#silent.get(path)
    if (counts?.length !== units) {
      counts = new Int32Array(units)
      this.#silent.set(path, counts)
    }
    return counts
  }

  state(): Record<string, Tensor> {
    return Object.fromEntries(
      Array.from(this.#silent, ([path, counts]) => [path, tensor(counts.slice(), { dtype: 'int32' })])
    )
  }

  setState(state: Readonly<Record<string, Tensor>>): void {
    this.#silent = new Map(Object.entries(state).map(([path, t]) => [path, Int32Array.from(t.data as Int32Array)]))
  }

  reset(): void {
    this.#silent.clear()
  }
}

// A row of the weight is a unit. For a living unit, the first element usually shows it.
function countSilent(
  counts: Int32Array,
  weight: ArrayLike<number | bigint>,
  bias: ArrayLike<number | bigint> | undefined
): void {
  const width = weight.length / counts.length
  for (let unit = 0; unit < counts.length; unit++) {
    let silent = bias === undefined || bias[unit] === 0
    for (let k = unit * width; silent && k < (unit + 1) * width; k++) silent = weight[k] === 0
    counts[unit] = silent ? counts[unit]! + 1 : 0
  }
}
