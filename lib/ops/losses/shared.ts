// What the losses share: rules of their options, the check of their inputs, the reduction of their values. Not in index.ts.
import { ShapeError } from '../../errors.ts'
import { format, sameShape } from '../../tensor/shape.ts'
import { checkFloat, type Tensor } from '../../tensor/tensor.ts'
import { checkOptions, oneOf, type Rule, type Rules } from '../../util/options.ts'
import { mean, sum } from '../reduce.ts'
import type { Reduction } from './classes.ts'

/** The rule of the option `reduction`. */
export const reduction: Rule = oneOf('none', 'mean', 'sum')

/** No options. */
export const NONE = {}
const checked = new WeakSet<object>()

/** @internal Marks checked options, so that a loss module checks them once. */
export function markChecked<O extends object>(options: O): O {
  checked.add(options)
  return options
}

/** Checks options, unless a loss module has. */
export function checkOnce(op: string, options: object, rules: Rules): void {
  if (options !== NONE && !(typeof options === 'object' && checked.has(options))) checkOptions(op, options, rules)
}

/** The values, their sum or their mean. */
export function reduced(losses: Tensor, how: Reduction = 'mean'): Tensor {
  return how === 'none' ? losses : how === 'sum' ? sum(losses) : mean(losses)
}

/** Checks that tensors are floats of one shape. */
export function checkSame(op: string, tensors: Readonly<Record<string, Tensor>>): void {
  const [first, ...rest] = Object.entries(tensors) as [[string, Tensor], ...[string, Tensor][]]
  checkFloat(op, ...first)
  for (const [name, x] of rest) {
    checkFloat(op, name, x)
    if (!sameShape(x.shape, first[1].shape)) {
      throw new ShapeError(
        `${op}: expected ${name} of the shape of ${first[0]} ${format(first[1].shape)} but received ${format(x.shape)}`
      )
    }
  }
}
