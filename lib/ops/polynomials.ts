// Families of orthogonal polynomials, by their recurrences: ops of other ops, so that they have gradients of any order.
import { OptionError } from '../errors.ts'
import { onesLike } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { wholeNumber } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { add, div, mul, sub } from './elementwise.ts'
import { floatOperands } from './shared.ts'

/** The degree of a polynomial: 0 or more. */
export interface DegreeOptions {
  n: number
}

const DEGREE = positional<DegreeOptions>({ n: wholeNumber({ min: 0 }) })

interface Family {
  /** The polynomial of degree 1. */
  first(x: Tensor): Tensor
  /** The polynomial of degree k + 1 from that of k and the one before. */
  next(x: Tensor, k: number, p: Tensor, before: Tensor): Tensor
}

function polynomial(op: string, family: Family, x: Tensor, degree: number | DegreeOptions): Tensor {
  const { n } = read(op, DEGREE, degree)
  if (n === undefined) throw new OptionError(`${op}: expected n, a whole number, but it is missing`)
  const [input] = floatOperands(op, ['x'], [x]) as [Tensor]
  let [before, p] = [onesLike(input), family.first(input)]
  if (n === 0) return before
  for (let k = 1; k < n; k++) [before, p] = [p, family.next(input, k, p, before)]
  return p
}

const twice = (x: Tensor): Tensor => mul(x, 2)
const chebyshev = (first: (x: Tensor) => Tensor): Family => ({
  first,
  next: (x, _, p, before) => sub(mul(twice(x), p), before)
})
const shifted = ({ first, next }: Family): Family => {
  const moved = (x: Tensor): Tensor => sub(twice(x), 1)
  return { first: (x) => first(moved(x)), next: (x, k, p, before) => next(moved(x), k, p, before) }
}

const CHEBYSHEV_T = chebyshev((x) => x)
const CHEBYSHEV_U = chebyshev(twice)
const CHEBYSHEV_V = chebyshev((x) => sub(twice(x), 1))
const CHEBYSHEV_W = chebyshev((x) => add(twice(x), 1))
const HERMITE_H: Family = { first: twice, next: (x, k, p, before) => sub(mul(twice(x), p), mul(before, 2 * k)) }
const HERMITE_HE: Family = { first: (x) => x, next: (x, k, p, before) => sub(mul(x, p), mul(before, k)) }
const LAGUERRE: Family = {
  first: (x) => sub(1, x),
  next: (x, k, p, before) => div(sub(mul(sub(2 * k + 1, x), p), mul(before, k)), k + 1)
}
const LEGENDRE: Family = {
  first: (x) => x,
  next: (x, k, p, before) => div(sub(mul(mul(x, 2 * k + 1), p), mul(before, k)), k + 1)
}

/**
 * The Chebyshev polynomial of the first kind of degree n, cos(n acos x).
 * @param n 0 or more, or the options
 * @example
 * chebyshevPolynomialT(tensor([0.5, 2]), 2).toArray() // [-0.5, 7]
 */
export function chebyshevPolynomialT(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('chebyshevPolynomialT', CHEBYSHEV_T, x, n)
}

/**
 * The Chebyshev polynomial of the second kind of degree n.
 * @param n 0 or more, or the options
 * @example
 * chebyshevPolynomialU(tensor([0.5, 2]), 2).toArray() // [0, 15]
 */
export function chebyshevPolynomialU(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('chebyshevPolynomialU', CHEBYSHEV_U, x, n)
}

/**
 * The Chebyshev polynomial of the third kind of degree n.
 * @param n 0 or more, or the options
 * @example
 * chebyshevPolynomialV(tensor([0.5, 2]), 2).toArray() // [-1, 11]
 */
export function chebyshevPolynomialV(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('chebyshevPolynomialV', CHEBYSHEV_V, x, n)
}

/**
 * The Chebyshev polynomial of the fourth kind of degree n.
 * @param n 0 or more, or the options
 * @example
 * chebyshevPolynomialW(tensor([0.5, 2]), 2).toArray() // [1, 19]
 */
export function chebyshevPolynomialW(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('chebyshevPolynomialW', CHEBYSHEV_W, x, n)
}

/**
 * chebyshevPolynomialT of 2 x - 1.
 * @param n 0 or more, or the options
 * @example
 * shiftedChebyshevPolynomialT(tensor([0.5, 2]), 2).toArray() // [-1, 17]
 */
export function shiftedChebyshevPolynomialT(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('shiftedChebyshevPolynomialT', shifted(CHEBYSHEV_T), x, n)
}

/**
 * chebyshevPolynomialU of 2 x - 1.
 * @param n 0 or more, or the options
 * @example
 * shiftedChebyshevPolynomialU(tensor([0.5, 2]), 2).toArray() // [-1, 35]
 */
export function shiftedChebyshevPolynomialU(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('shiftedChebyshevPolynomialU', shifted(CHEBYSHEV_U), x, n)
}

/**
 * chebyshevPolynomialV of 2 x - 1.
 * @param n 0 or more, or the options
 * @example
 * shiftedChebyshevPolynomialV(tensor([0.5, 2]), 2).toArray() // [-1, 29]
 */
export function shiftedChebyshevPolynomialV(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('shiftedChebyshevPolynomialV', shifted(CHEBYSHEV_V), x, n)
}

/**
 * chebyshevPolynomialW of 2 x - 1.
 * @param n 0 or more, or the options
 * @example
 * shiftedChebyshevPolynomialW(tensor([0.5, 2]), 2).toArray() // [-1, 41]
 */
export function shiftedChebyshevPolynomialW(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('shiftedChebyshevPolynomialW', shifted(CHEBYSHEV_W), x, n)
}

/**
 * The physicist's Hermite polynomial of degree n, orthogonal with the weight exp(-x^2).
 * @param n 0 or more, or the options
 * @example
 * hermitePolynomialH(tensor([0.5, 2]), 2).toArray() // [-1, 14]
 */
export function hermitePolynomialH(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('hermitePolynomialH', HERMITE_H, x, n)
}

/**
 * The probabilist's Hermite polynomial of degree n, orthogonal with the weight exp(-x^2 / 2).
 * @param n 0 or more, or the options
 * @example
 * hermitePolynomialHe(tensor([0.5, 2]), 2).toArray() // [-0.75, 3]
 */
export function hermitePolynomialHe(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('hermitePolynomialHe', HERMITE_HE, x, n)
}

/**
 * The Laguerre polynomial of degree n.
 * @param n 0 or more, or the options
 * @example
 * laguerrePolynomialL(tensor([0.5, 2]), 2).toArray() // [0.125, -1]
 */
export function laguerrePolynomialL(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('laguerrePolynomialL', LAGUERRE, x, n)
}

/**
 * The Legendre polynomial of degree n.
 * @param n 0 or more, or the options
 * @example
 * legendrePolynomialP(tensor([0.5, 2]), 2).toArray() // [-0.125, 5.5]
 */
export function legendrePolynomialP(x: Tensor, n: number | DegreeOptions): Tensor {
  return polynomial('legendrePolynomialP', LEGENDRE, x, n)
}
