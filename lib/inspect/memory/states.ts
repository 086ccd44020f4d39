// The bytes of an optimizer's states before they exist, from what its class declares. Called by planMemory and
// summary.
import { type DType, WIDTHS } from '../../backend/storage.ts'
import { shareOut } from '../../distributed/balance.ts'
import { OptionError } from '../../errors.ts'
import { Optimizer } from '../../optim/index.ts'
import * as optimizers from '../../optim/optimizers/index.ts'
import { defaultsOf, mergeOptions, type OptionTable } from '../../optim/options.ts'
import { WrapperOptimizer } from '../../optim/wrapper.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { nearest, show } from '../../util/options.ts'

type Options = Readonly<Record<string, unknown>>
type Shape = readonly number[]
type States = Readonly<Record<string, { readonly shape: Shape; readonly dtype?: string }>>

interface OptimizerClass {
  readonly options: OptionTable
  readonly prototype: unknown
  stateShapes(shape: Shape, options: never): States
}

const CLASSES = new Map<string, [name: string, of: OptimizerClass]>(
  Object.entries(optimizers as unknown as Record<string, OptimizerClass>).flatMap(([name, of]) =>
    of.prototype instanceof Optimizer ? [[name.toLowerCase(), [name, of]]] : []
  )
)

/** The optimizers whose states can be planned from their names, in lower case. */
export const plannedNames = (): string[] =>
  Array.from(CLASSES, ([name, [, of]]) => (of.prototype instanceof WrapperOptimizer ? [] : [name])).flat()

/** The bytes of each state by name: of a parameter's shape, or of all parameters of an optimizer together. */
export type StateBytes = Record<string, number>

/**
 * The states of an optimizer for parameters of these shapes.
 *
 * @param optimizer the class by its name (case-insensitive), or an optimizer
 * @param options that differ from the defaults of the class
 * @throws OptionError for an unknown name, or the name of an optimizer that wraps another one
 */
export function plannedStates(
  call: string,
  optimizer: string | Optimizer,
  shapes: readonly Shape[],
  options: Options = {},
  dtype: 'float32' | 'float64' = 'float32'
): StateBytes {
  const sums: StateBytes = {}
  const of = statesOf(call, optimizer, options)
  for (const shape of shapes) add(sums, of(shape), dtype)
  return sums
}

/**
 * The states of the rank that has the most, where a distributed run divides the parameters over ranks (zeroRedundancy).
 */
export function plannedShare(
  ranks: number,
  ...[call, optimizer, shapes, options, dtype]: Parameters<typeof plannedStates>
): StateBytes {
  const of = (some: readonly Shape[]): StateBytes => plannedStates(call, optimizer, some, options, dtype)
  if (ranks === 1) return of(shapes)
  const owners = shareOut(shapes.map(sizeOf), new Array<number>(ranks).fill(0))
  const shares = Array.from({ length: ranks }, (_, rank) => of(shapes.filter((_, k) => owners[k] === rank)))
  const total = (share: StateBytes): number => Object.values(share).reduce((sum, bytes) => sum + bytes, 0)
  return shares.reduce((most, share) => (total(share) > total(most) ? share : most))
}

/** The states that an optimizer will have for its own parameters, each with the options of its group. */
export function statesToCome(optimizer: Optimizer): StateBytes {
  const sums: StateBytes = {}
  for (const group of optimizer.paramGroups) {
    for (const { shape, dtype } of group.params) add(sums, optimizer.stateShapes(shape, group), dtype as 'float32')
  }
  return sums
}

function add(sums: StateBytes, states: States, dtype: 'float32' | 'float64'): void {
  for (const [name, state] of Object.entries(states)) {
    const bytes = sizeOf(state.shape) * WIDTHS[(state.dtype ?? dtype) as DType]
    sums[name] = (sums[name] ?? 0) + bytes
  }
}

function statesOf(call: string, optimizer: string | Optimizer, options: Options): (shape: Shape) => States {
  if (typeof optimizer !== 'string') {
    const group = { ...optimizer.paramGroups[0]!, ...options }
    return (shape) => optimizer.stateShapes(shape, group)
  }
  const found = CLASSES.get(optimizer.toLowerCase())
  if (found === undefined) {
    const known = Array.from(CLASSES.values(), ([name]) => name)
    const near = nearest(optimizer, known)
    const hint = near === null ? `the optimizers are ${known.join(', ')}` : `did you mean ${near}?`
    throw new OptionError(`${call}: unknown optimizer ${show(optimizer)}; ${hint}`)
  }
  const [name, of] = found
  if (of.prototype instanceof WrapperOptimizer) {
    throw new OptionError(
      `${call}: cannot tell the states of ${name} from its name because they are those of the optimizer inside; pass the optimizer itself`
    )
  }
  const group = mergeOptions(defaultsOf(of.options), options) as never
  return (shape) => of.stateShapes(shape, group)
}
