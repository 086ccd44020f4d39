// Special functions that are made of others, or computed in a loop an element (lanes.ts): polygamma, zeta, the incomplete
// gamma functions, the multivariate gamma function. The others are rows of native/rules/elementwise.def.
import { trigamma_f64 } from '../backend/gen/math.ts'
import { AutogradError, OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { wholeNumber } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { unbroadcast } from './differentiable/shared.ts'
import { add, mul, sub } from './elementwise.ts'
import { hurwitzZeta, incompleteGamma } from './gammaSeries.ts'
import { digamma, exp, lgamma, neg, xlogy } from './gen/elementwise.ts'
import { lanes } from './lanes.ts'
import { recorded, recordedWithFast } from './recorded.ts'
import { floatOperands, sumTo, type Value } from './shared.ts'

const ORDER = positional<{ n: number }>({ n: wholeNumber({ min: 0 }) })

function needed(op: string, name: string, value: number | undefined): number {
  if (value === undefined) throw new OptionError(`${op}: expected ${name}, a whole number, but it is missing`)
  return value
}

/**
 * The n-th derivative of `digamma`.
 * @param n 0 or more, or the options
 * @example
 * polygamma(tensor([1]), 1).toArray() // [1.644934]
 */
export function polygamma(x: Tensor, n: number | { n: number }): Tensor {
  const order = needed('polygamma', 'n', read('polygamma', ORDER, n).n)
  if (order === 0) return digamma(x)
  const [input] = floatOperands('polygamma', ['x'], [x]) as [Tensor]
  const value = order === 1 ? trigamma_f64 : polygammaOf(order)
  const y = lanes('polygamma', [input], input.dtype, value)
  return recorded('polygamma', y, [input], [input], (g) => [mul(g, polygamma(input, order + 1))])
}

// (-1)^(n + 1) n! zeta(n + 1, x)
function polygammaOf(n: number): (x: number) => number {
  let factor = n % 2 === 0 ? -1 : 1
  for (let k = 2; k <= n; k++) factor *= k
  return (x) => factor * hurwitzZeta(n + 1, x)
}

/** @internal For rows whose derivative it is. */
export const trigamma = (x: Tensor): Tensor => polygamma(x, 1)

// The derivatives by the first argument have no closed form: PyTorch has none of them either.
function refuse(op: string, name: string, input: Tensor): void {
  if (!input.requiresGrad) return
  throw new AutogradError(`${op}: cannot differentiate by ${name}, which has no closed form; detach() it`)
}

// The function of the operands a and b at y, with the gradient of b alone: `slope` of the upstream one, before it is summed to
// the shape of b.
function ofSecond(op: string, y: Tensor, a: Tensor, b: Tensor, slope: (g: Tensor) => Tensor): Tensor {
  return recordedWithFast(op, y, [a, b], [a, b], {
    fast: (g) => [null, sumTo(slope(g), b.shape)],
    ops: (g) => [null, unbroadcast(slope(g), b.shape)]
  })
}

/**
 * Hurwitz' zeta function: the sum of (q + k)^-x over k = 0, 1, ... Its gradient is that of q.
 * @example
 * zeta(tensor([2]), 1).toArray() // [1.644934]
 */
export function zeta(x: Value, q: Value): Tensor {
  const [a, b] = floatOperands('zeta', ['x', 'q'], [x, q]) as [Tensor, Tensor]
  refuse('zeta', 'x', a)
  const y = lanes('zeta', [a, b], a.dtype, hurwitzZeta)
  return ofSecond('zeta', y, a, b, (g) => mul(g, mul(neg(a), zeta(add(a, 1), b))))
}

// x^(a - 1) exp(-x) / gamma(a), the density of the gamma distribution.
const density = (a: Tensor, x: Tensor): Tensor => exp(sub(sub(xlogy(sub(a, 1), x), x), lgamma(a)))

function incomplete(op: 'igamma' | 'igammac', side: 0 | 1, first: Value, second: Value): Tensor {
  const [a, x] = floatOperands(op, ['a', 'x'], [first, second]) as [Tensor, Tensor]
  refuse(op, 'a', a)
  const y = lanes(op, [a, x], a.dtype, (p, q) => incompleteGamma(p, q)[side])
  return ofSecond(op, y, a, x, (g) => mul(side === 0 ? g : neg(g), density(a, x)))
}

/**
 * The lower incomplete gamma function, divided by gamma(a): the distribution function of the gamma distribution. Its gradient
 * is that of x.
 * @example
 * igamma(tensor([1]), tensor([2])).toArray() // [0.864665]
 */
export function igamma(a: Value, x: Value): Tensor {
  return incomplete('igamma', 0, a, x)
}

/** 1 - igamma(a, x), which keeps its precision where igamma is near 1. */
export function igammac(a: Value, x: Value): Tensor {
  return incomplete('igammac', 1, a, x)
}

const DIMENSION = positional<{ p: number }>({ p: wholeNumber({ min: 1 }) })

/**
 * The logarithm of the multivariate gamma function of dimension p, for x > (p - 1) / 2.
 * @example
 * multigammaln(tensor([3]), 2).toArray() // [1.5501949]
 */
export function multigammaln(x: Tensor, p: number | { p: number }): Tensor {
  const size = needed('multigammaln', 'p', read('multigammaln', DIMENSION, p).p)
  let sum = lgamma(x)
  for (let j = 1; j < size; j++) sum = add(sum, lgamma(sub(x, j / 2)))
  return add(sum, size * (size - 1) * 0.28618247146235004)
}
