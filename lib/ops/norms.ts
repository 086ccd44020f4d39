// Norms of the elements, and what is made of them: distances, slices of limited length. norm.ts has the layers.
import { record } from '../autograd/tape.ts'
import { OptionError } from '../errors.ts'
import { dimension } from '../tensor/shape.ts'
import { checkFloat, type Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule, dims, either, numeric, oneOf } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { add, div, eq, gt, mul, pow, sub, where } from './elementwise.ts'
import { abs } from './gen/elementwise.ts'
import { logicalOr } from './logic.ts'
import {
  divideOrZero,
  equal,
  expandTo,
  NORM_INF,
  NORM1,
  NORM2,
  type ReduceOptions,
  reduceOp,
  reducePlan,
  SUM,
  sum
} from './reduce.ts'
import { amin } from './reductions.ts'
import { detach } from './shape.ts'
import { elementwise } from './shared.ts'

/** Options of a norm. */
export interface NormOptions extends ReduceOptions {
  /** Any number; 'fro' is 2. Default 2. */
  p?: number | 'fro' | undefined
}

const NORM = positional<NormOptions>({ p: either(numeric, oneOf('fro')), dim: dims, keepdim: boolean })

/**
 * The p-norm of the elements along `dim`: the p-th root of the sum of |x|^p; for Infinity the largest |x|, for -Infinity the
 * smallest, for 0 how many are not 0.
 * @param p default 2, or the options
 * @example
 * norm(tensor([[3, 4], [6, 8]]), 2, { dim: 1 }).toArray() // [5, 10]
 */
export function norm(x: Tensor, p?: number | NormOptions, more?: ReduceOptions): Tensor {
  const options = read('norm', NORM, p, more)
  const order = options.p === 'fro' ? 2 : (options.p ?? 2)
  const op = order === 2 ? NORM2 : order === 1 ? NORM1 : order === Number.POSITIVE_INFINITY ? NORM_INF : -1
  if (op < 0) return composedNorm(x, order, options)
  const across = reducePlan('norm', x, options)
  const y = reduceOp(op, across)
  return record(
    'norm',
    y,
    [x],
    [x, y],
    (g) => {
      const up = expandTo(g, across, x.shape)
      if (order === 1) return [elementwise('mul', [up, elementwise('sign', [x])])]
      const value = expandTo(y, across, x.shape)
      if (order === 2) return [divideOrZero(elementwise('mul', [up, x]), value)]
      // The gradient goes in equal parts to the elements that attain the maximum.
      const attains = equal(elementwise('abs', [x]), value)
      const count = reduceOp(SUM, reducePlan('norm', attains, { ...options, keepdim: true }))
      return [
        elementwise('mul', [elementwise('div', [up, count]), elementwise('mul', [attains, elementwise('sign', [x])])])
      ]
    },
    { order, ...across }
  )
}

// The gradient is 0 where an element or the norm is 0, as in PyTorch.
function composedNorm(x: Tensor, order: number, { dim, keepdim }: NormOptions): Tensor {
  checkFloat('norm', 'x', x)
  if (Number.isNaN(order)) throw new OptionError('norm: expected p to be a number but received NaN')
  if (order === Number.NEGATIVE_INFINITY) return amin(abs(x), { dim, keepdim })
  const zero = eq(x, 0)
  if (order === 0) return sum(where(zero, mul(x, 0), 1), { dim, keepdim })
  const powers = where(zero, order < 0 ? Number.POSITIVE_INFINITY : 0, pow(abs(where(zero, 1, x)), order))
  const total = sum(powers, { dim, keepdim })
  const none = logicalOr(eq(total, 0), eq(total, Number.POSITIVE_INFINITY))
  return where(none, order < 0 ? div(1, detach(total)) : detach(total), pow(where(none, 1, total), 1 / order))
}

const P = positional<{ p?: number }>({ p: numeric })

/**
 * The p-norm of a - b, which broadcast.
 * @example
 * dist(tensor([0, 0]), tensor([3, 4])).item() // 5
 */
export function dist(a: Tensor, b: Tensor, p?: number | { p?: number | undefined }): Tensor {
  return norm(sub(a, b), { p: read('dist', P, p).p ?? 2 })
}

/** Options of renorm. */
export interface RenormOptions {
  p: number
  dim: number
  /** Slices with a larger norm are scaled down to it. */
  maxnorm: number
}

const RENORM = optionsTable<RenormOptions>({ p: numeric, dim: dimRule, maxnorm: numeric })

/**
 * The slices along `dim`, each with a p-norm of at most `maxnorm`.
 * @example
 * renorm(tensor([[3, 4], [0.3, 0.4]]), { p: 2, dim: 0, maxnorm: 1 }).toArray() // [[0.6, 0.8], [0.3, 0.4]]
 */
export function renorm(x: Tensor, options: RenormOptions): Tensor {
  const { p, dim, maxnorm } = read('renorm', RENORM, options)
  for (const [name, value] of Object.entries({ p, dim, maxnorm })) {
    if (value === undefined) throw new OptionError(`renorm: expected ${name}, a number, but it is missing`)
  }
  const axis = dimension('renorm', dim, x.ndim)
  const size = norm(x, { p, dim: [...x.shape.keys()].filter((d) => d !== axis), keepdim: true })
  const large = gt(size, maxnorm)
  // PyTorch adds the same little number.
  return where(large, mul(x, div(maxnorm, add(size, 1e-7))), x)
}
