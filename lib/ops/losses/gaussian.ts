// The negative log-likelihood of normal distributions whose variance a model predicts.
// Not in index.ts, whose functions become methods of tensors; lib/index.ts exports it.
import { OptionError, ShapeError } from '../../errors.ts'
import { full } from '../../tensor/create.ts'
import { format, sameShape } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { boolean, number, type Rules } from '../../util/options.ts'
import { add, div, lt, mul, sub, where } from '../elementwise.ts'
import { log, square } from '../gen/elementwise.ts'
import { detach, unsqueeze } from '../shape.ts'
import type { LossOptions } from './element.ts'
import { checkOnce, NONE, reduced, reduction } from './shared.ts'

export interface GaussianNLLOptions extends LossOptions {
  /** Whether the constant log(2 pi) / 2 is added. Default false. */
  full?: boolean | undefined
  /** The least variance. Default 1e-6. */
  eps?: number | undefined
}

/** The rules of its options, for the function and the class. */
export const gaussianRules = {
  reduction,
  full: boolean,
  eps: number({ above: 0 })
} as const satisfies Rules

/**
 * (log var + (input - target)^2 / var) / 2 of a mean `input` and a variance; a variance below eps counts as eps, without a
 * change of its gradient.
 * @param target of the shape of input, or one that broadcasts with it
 * @param variance a number, or of the shape of input, or with the last size 1 or left out
 * @throws OptionError for a negative variance
 * @example
 * gaussianNllLoss(tensor([1, 2]), tensor([1, 0]), tensor([1, 1])).item() // 1
 */
export function gaussianNllLoss(
  input: Tensor,
  target: Tensor,
  variance: Tensor | number,
  options: GaussianNLLOptions = NONE
): Tensor {
  const op = 'gaussianNllLoss'
  checkOnce(op, options, gaussianRules)
  checkFloat(op, 'input', input)
  checkTensor(op, 'target', target, [input.dtype])
  const given = typeof variance === 'number' ? full(input.shape, variance, { dtype: input.dtype }) : variance
  checkTensor(op, 'variance', given, [input.dtype])
  const wide = fitted(op, input, given)
  const least = elementsOf(given).find((v) => v < 0)
  if (least !== undefined) throw new OptionError(`${op}: expected a variance >= 0 but received ${least}`)
  const eps = options.eps ?? 1e-6
  const v = where(lt(wide, eps), add(sub(wide, detach(wide)), eps), wide)
  const losses = mul(add(log(v), div(square(sub(input, target)), v)), 0.5)
  return reduced(options.full ? add(losses, 0.9189385332046727) : losses, options.reduction)
}

// The variance in a shape that broadcasts to that of input.
function fitted(op: string, input: Tensor, variance: Tensor): Tensor {
  if (sameShape(variance.shape, input.shape)) return variance
  if (sameShape(variance.shape, input.shape.slice(0, -1))) return unsqueeze(variance, -1)
  const other = variance.shape.filter((n, d) => n !== input.shape[d])
  if (variance.ndim === input.ndim && other.length === 1 && other[0] === 1) return variance
  throw new ShapeError(
    `${op}: expected a variance of the shape of input ${format(input.shape)}, or with one size 1 or the last left out, but received ${format(variance.shape)}`
  )
}
