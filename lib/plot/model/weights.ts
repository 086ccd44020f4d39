// The trainable weights of a model as one list of arrays, and copies of them. Called by modelLandscape.ts and directions.ts.
import { OptionError } from '../../errors.ts'
import type { Module } from '../../nn/index.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { mismatch } from '../../util/options.ts'

/** Weights by name, such as a model's stateDict(); other entries are ignored. */
export type NamedWeights = Readonly<Record<string, Tensor | ArrayLike<number>>>

/** A parameter with its name. */
export interface Weight {
  readonly name: string
  readonly tensor: Tensor
}

/** One array for each parameter. */
export type Vector = readonly Float64Array[]

/** The parameters that are trained, once each. */
export const weightsOf = (model: Module): Weight[] =>
  model.namedParameters().flatMap(([name, tensor]) => (tensor.requiresGrad ? [{ name, tensor }] : []))

/** A copy of their values. */
export const valuesOf = (weights: readonly Weight[]): Vector =>
  weights.map(({ tensor }) => Float64Array.from(tensor.data as ArrayLike<number>))

/** Values by name in the order of the weights. */
export function vectorOf(call: string, what: string, weights: readonly Weight[], named: unknown): Vector {
  if (typeof named !== 'object' || named === null) throw mismatch(call, what, 'weights by name', named)
  return weights.map(({ name, tensor }) => {
    const given = (named as Record<string, Tensor | ArrayLike<number> | undefined>)[name]
    if (given === undefined) throw new OptionError(`${call}: expected ${what} to have ${name} but it is missing`)
    const list = ('data' in given ? given.data : given) as ArrayLike<number>
    if (list.length !== tensor.size) {
      throw new OptionError(
        `${call}: expected ${what} to have ${tensor.size} values of ${name} but received ${list.length}`
      )
    }
    return Float64Array.from(list)
  })
}

/** a - b */
export const difference = (a: Vector, b: Vector): Vector => a.map((list, k) => list.map((v, i) => v - b[k]![i]!))

/** The sum of products. */
export function product(a: Vector, b: Vector): number {
  let sum = 0
  for (const [k, list] of a.entries()) for (let i = 0; i < list.length; i++) sum += list[i]! * b[k]![i]!
  return sum
}
