// Bessel functions of order 0 and 1 and Airy's function, computed in a loop an element (besselSeries.ts). PyTorch has no
// gradients of them; here they have gradients of any order.
import type { Tensor } from '../tensor/tensor.ts'
import { airy, besselJ, besselK, besselY, sphericalBessel } from './besselSeries.ts'
import { add, div, lt, mul, sub, where } from './elementwise.ts'
import { abs, cos, neg } from './gen/elementwise.ts'
import { lanes } from './lanes.ts'
import { recorded } from './recorded.ts'
import { floatOperands } from './shared.ts'

function row(op: string, x: Tensor, value: (x: number) => number, slope: (x: Tensor) => Tensor): Tensor {
  const [input] = floatOperands(op, ['x'], [x]) as [Tensor]
  const y = lanes(op, [input], input.dtype, value)
  return recorded(op, y, [input], [input], (g) => [mul(g, slope(input))])
}

// f(x), which divides by x; around 0 the sum of `coefficients` times powers of x^2.
function evenAround(x: Tensor, coefficients: readonly number[], f: (x: Tensor) => Tensor): Tensor {
  const small = lt(abs(x), 0.03)
  const z = where(small, mul(x, x), 0)
  let sum = mul(z, 0)
  for (const c of coefficients.toReversed()) sum = add(mul(sum, z), c)
  return where(small, sum, f(where(small, 1, x)))
}

/**
 * The Bessel function of the first kind of order 0.
 * @example
 * besselJ0(tensor([0, 1])).toArray() // [1, 0.7651977]
 */
export function besselJ0(x: Tensor): Tensor {
  return row(
    'besselJ0',
    x,
    (a) => besselJ(0, a),
    (a) => neg(besselJ1(a))
  )
}

/**
 * The Bessel function of the first kind of order 1.
 * @example
 * besselJ1(tensor([0, 1])).toArray() // [0, 0.44005057]
 */
export function besselJ1(x: Tensor): Tensor {
  const quotient = (a: Tensor): Tensor =>
    evenAround(a, [1 / 2, -1 / 16, 1 / 384, -1 / 18432], (b) => div(besselJ1(b), b))
  return row(
    'besselJ1',
    x,
    (a) => besselJ(1, a),
    (a) => sub(besselJ0(a), quotient(a))
  )
}

/**
 * The Bessel function of the second kind of order 0; NaN for x < 0.
 * @example
 * besselY0(tensor([1])).toArray() // [0.08825696]
 */
export function besselY0(x: Tensor): Tensor {
  return row(
    'besselY0',
    x,
    (a) => besselY(0, a),
    (a) => neg(besselY1(a))
  )
}

/**
 * The Bessel function of the second kind of order 1; NaN for x < 0.
 * @example
 * besselY1(tensor([1])).toArray() // [-0.7812128]
 */
export function besselY1(x: Tensor): Tensor {
  return row(
    'besselY1',
    x,
    (a) => besselY(1, a),
    (a) => sub(besselY0(a), div(besselY1(a), a))
  )
}

/**
 * The modified Bessel function of the second kind of order 0; NaN for x < 0.
 * @example
 * modifiedBesselK0(tensor([1])).toArray() // [0.42102444]
 */
export function modifiedBesselK0(x: Tensor): Tensor {
  return row(
    'modifiedBesselK0',
    x,
    (a) => besselK(0, a, false),
    (a) => neg(modifiedBesselK1(a))
  )
}

/**
 * The modified Bessel function of the second kind of order 1; NaN for x < 0.
 * @example
 * modifiedBesselK1(tensor([1])).toArray() // [0.6019072]
 */
export function modifiedBesselK1(x: Tensor): Tensor {
  return row(
    'modifiedBesselK1',
    x,
    (a) => besselK(1, a, false),
    (a) => neg(add(modifiedBesselK0(a), div(modifiedBesselK1(a), a)))
  )
}

/**
 * exp(x) modifiedBesselK0(x), which does not vanish for a large x.
 * @example
 * scaledModifiedBesselK0(tensor([100])).toArray() // [0.125176]
 */
export function scaledModifiedBesselK0(x: Tensor): Tensor {
  return row(
    'scaledModifiedBesselK0',
    x,
    (a) => besselK(0, a, true),
    (a) => sub(scaledModifiedBesselK0(a), scaledModifiedBesselK1(a))
  )
}

/**
 * exp(x) modifiedBesselK1(x), which does not vanish for a large x.
 * @example
 * scaledModifiedBesselK1(tensor([100])).toArray() // [0.125800]
 */
export function scaledModifiedBesselK1(x: Tensor): Tensor {
  const slope = (a: Tensor): Tensor => {
    const y = scaledModifiedBesselK1(a)
    return sub(sub(y, scaledModifiedBesselK0(a)), div(y, a))
  }
  return row('scaledModifiedBesselK1', x, (a) => besselK(1, a, true), slope)
}

/**
 * The spherical Bessel function of the first kind of order 0: sin(x) / x, and 1 at 0.
 * @example
 * sphericalBesselJ0(tensor([0, 1])).toArray() // [1, 0.84147096]
 */
export function sphericalBesselJ0(x: Tensor): Tensor {
  // Of the slope divided by x, which is even.
  const quotient = (a: Tensor): Tensor =>
    evenAround(a, [-1 / 3, 1 / 30, -1 / 840, 1 / 45360], (b) => div(sub(cos(b), sphericalBesselJ0(b)), mul(b, b)))
  return row('sphericalBesselJ0', x, sphericalBessel, (a) => mul(a, quotient(a)))
}

/**
 * Airy's function Ai.
 * @example
 * airyAi(tensor([0, 1])).toArray() // [0.35502806, 0.1352924]
 */
export function airyAi(x: Tensor): Tensor {
  return row('airyAi', x, (a) => airy(a)[0], airySlope)
}

function airySlope(x: Tensor): Tensor {
  return row(
    'airyAiSlope',
    x,
    (a) => airy(a)[1],
    (a) => mul(a, airyAi(a))
  )
}
