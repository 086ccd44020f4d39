// Values of a function of two tensors on a grid and along paths, in float64. Called by landscape.ts.
import { noGrad } from '../../autograd/tape.ts'
import { OptionError } from '../../errors.ts'
import type { Landscape } from '../../landscapes/index.ts'
import { fromArray } from '../../tensor/create.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { show } from '../../util/options.ts'
import type { Grid } from '../contours.ts'

/** A landscape, or any function of two tensors of one shape. */
export type PlaneFunction = Landscape | ((x: Tensor, y: Tensor) => Tensor)

/** `points` values from `from` to `to`, both included. */
export const spaced = ([from, to]: readonly [number, number], points: number): number[] =>
  Array.from({ length: points }, (_, k) => (k === points - 1 ? to : from + (k * (to - from)) / (points - 1)))

/** The function at places given by their coordinates, in one call. */
export function valuesAt(call: string, fn: PlaneFunction, x: readonly number[], y: readonly number[]): number[] {
  const [a, b] = [x, y].map((list) => fromArray(Float64Array.from(list), [list.length])) as [Tensor, Tensor]
  const z: unknown = noGrad(() => fn(a, b))
  if (!(z instanceof Tensor) || z.size !== x.length) {
    throw new OptionError(
      `${call}: expected fn to return a tensor of shape [${x.length}], elementwise, but it returned ${z instanceof Tensor ? `one of shape [${z.shape.join(', ')}]` : show(z)}`
    )
  }
  return Array.from(z.data as ArrayLike<number>)
}

/** The function on the grid of x and y. */
export function gridOf(call: string, fn: PlaneFunction, x: readonly number[], y: readonly number[]): Grid {
  const flat = valuesAt(
    call,
    fn,
    y.flatMap(() => x),
    y.flatMap((v) => x.map(() => v))
  )
  const row = (j: number): (number | null)[] =>
    flat.slice(j * x.length, (j + 1) * x.length).map((v) => (Number.isFinite(v) ? v : null))
  return { x, y, z: y.map((_, j) => row(j)) }
}
