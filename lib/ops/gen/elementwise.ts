// Generated from native/rules/elementwise.def by codegen/elementwise.mjs. Do not edit.
import type { Tensor } from '../../tensor/tensor.ts'
import { numeric } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { elementwise, type Value } from '../shared.ts'

/**
 * The remainder of a / b with the sign of b, as in Python.
 * @example
 * remainder(tensor([-5, 5]), 3).toArray() // [1, 2]
 */
export function remainder(a: Value, b: Value): Tensor {
  return elementwise('remainder', [a, b])
}

/**
 * The remainder of a / b with the sign of a, exact.
 * @example
 * fmod(tensor([-5, 5]), 3).toArray() // [-2, 2]
 */
export function fmod(a: Value, b: Value): Tensor {
  return elementwise('fmod', [a, b])
}

/** The largest whole number up to x; gradient 0. */
export function floor(x: Tensor): Tensor {
  return elementwise('floor', [x])
}

/** The smallest whole number from x on; gradient 0. */
export function ceil(x: Tensor): Tensor {
  return elementwise('ceil', [x])
}

/** x without its fraction; gradient 0. */
export function trunc(x: Tensor): Tensor {
  return elementwise('trunc', [x])
}

/**
 * The fraction of x, with the sign of x.
 * @example
 * frac(tensor([1.5, -2.25])).toArray() // [0.5, -0.25]
 */
export function frac(x: Tensor): Tensor {
  return elementwise('frac', [x])
}

/** The larger of a and b; NaN where one is NaN. Equal ones share the gradient. */
export function maximum(a: Value, b: Value): Tensor {
  return elementwise('maximum', [a, b])
}

/** The smaller of a and b; NaN where one is NaN. Equal ones share the gradient. */
export function minimum(a: Value, b: Value): Tensor {
  return elementwise('minimum', [a, b])
}

/** The larger of a and b, the other where one is NaN. Of equal ones a has the gradient. */
export function fmax(a: Value, b: Value): Tensor {
  return elementwise('fmax', [a, b])
}

/** The smaller of a and b, the other where one is NaN. Of equal ones a has the gradient. */
export function fmin(a: Value, b: Value): Tensor {
  return elementwise('fmin', [a, b])
}

/** |x|; gradient 0 at 0. */
export function abs(x: Tensor): Tensor {
  return elementwise('abs', [x])
}

/** -x. */
export function neg(x: Tensor): Tensor {
  return elementwise('neg', [x])
}

/** 1, -1 or 0; gradient 0. */
export function sign(x: Tensor): Tensor {
  return elementwise('sign', [x])
}

/**
 * The size of a with the sign of b, that of -0 included. NaN counts as positive.
 * @example
 * copysign(tensor([1, 2]), tensor([-3, 3])).toArray() // [-1, 2]
 */
export function copysign(a: Value, b: Value): Tensor {
  return elementwise('copysign', [a, b])
}

/** x * x. */
export function square(x: Tensor): Tensor {
  return elementwise('square', [x])
}

/** The square root; NaN below 0. */
export function sqrt(x: Tensor): Tensor {
  return elementwise('sqrt', [x])
}

/** 1 / sqrt(x). */
export function rsqrt(x: Tensor): Tensor {
  return elementwise('rsqrt', [x])
}

/** 1 / x. */
export function reciprocal(x: Tensor): Tensor {
  return elementwise('reciprocal', [x])
}

/** e to the power x. */
export function exp(x: Tensor): Tensor {
  return elementwise('exp', [x])
}

/** 2 to the power x. */
export function exp2(x: Tensor): Tensor {
  return elementwise('exp2', [x])
}

/** exp(x) - 1, exact near 0. */
export function expm1(x: Tensor): Tensor {
  return elementwise('expm1', [x])
}

/** The natural logarithm. */
export function log(x: Tensor): Tensor {
  return elementwise('log', [x])
}

/** The logarithm to base 2. */
export function log2(x: Tensor): Tensor {
  return elementwise('log2', [x])
}

/** The logarithm to base 10. */
export function log10(x: Tensor): Tensor {
  return elementwise('log10', [x])
}

/**
 * log(exp(a) + exp(b)), without overflow.
 * @example
 * logaddexp(tensor([-1000]), tensor([0])).toArray() // [0]
 */
export function logaddexp(a: Value, b: Value): Tensor {
  return elementwise('logaddexp', [a, b])
}

/** log2(2^a + 2^b), without overflow. */
export function logaddexp2(a: Value, b: Value): Tensor {
  return elementwise('logaddexp2', [a, b])
}

/**
 * a log(b), 0 where a is 0 and b is not NaN.
 * @example
 * xlogy(tensor([0, 2]), tensor([0, 1])).toArray() // [0, 0]
 */
export function xlogy(a: Value, b: Value): Tensor {
  return elementwise('xlogy', [a, b])
}

/** a log(1 + b), 0 where a is 0 and b is not NaN. */
export function xlog1py(a: Value, b: Value): Tensor {
  return elementwise('xlog1py', [a, b])
}

/**
 * -x log(x), 0 at 0 and -Infinity below.
 * @example
 * entr(tensor([0, 1])).toArray() // [0, 0]
 */
export function entr(x: Tensor): Tensor {
  return elementwise('entr', [x])
}

/** log(1 + x), exact near 0. */
export function log1p(x: Tensor): Tensor {
  return elementwise('log1p', [x])
}

/** The sine; x in radians. */
export function sin(x: Tensor): Tensor {
  return elementwise('sin', [x])
}

/** The cosine; x in radians. */
export function cos(x: Tensor): Tensor {
  return elementwise('cos', [x])
}

/** The tangent; x in radians. */
export function tan(x: Tensor): Tensor {
  return elementwise('tan', [x])
}

/** The angle whose sine is x, from -pi/2 to pi/2; NaN beyond [-1, 1]. */
export function asin(x: Tensor): Tensor {
  return elementwise('asin', [x])
}

/** The angle whose cosine is x, from 0 to pi; NaN beyond [-1, 1]. */
export function acos(x: Tensor): Tensor {
  return elementwise('acos', [x])
}

/** The angle whose tangent is x, from -pi/2 to pi/2. */
export function atan(x: Tensor): Tensor {
  return elementwise('atan', [x])
}

/**
 * The angle of the point (b, a), from -pi to pi: the one of a / b in the right quadrant.
 * @example
 * atan2(tensor([1]), tensor([-1])).toArray() // [2.35619]
 */
export function atan2(a: Value, b: Value): Tensor {
  return elementwise('atan2', [a, b])
}

/** The hyperbolic sine. */
export function sinh(x: Tensor): Tensor {
  return elementwise('sinh', [x])
}

/** The hyperbolic cosine. */
export function cosh(x: Tensor): Tensor {
  return elementwise('cosh', [x])
}

/** The inverse of the hyperbolic sine. */
export function asinh(x: Tensor): Tensor {
  return elementwise('asinh', [x])
}

/** The inverse of the hyperbolic cosine; NaN below 1. */
export function acosh(x: Tensor): Tensor {
  return elementwise('acosh', [x])
}

/** The inverse of the hyperbolic tangent; NaN beyond [-1, 1]. */
export function atanh(x: Tensor): Tensor {
  return elementwise('atanh', [x])
}

/**
 * The length of the vector (a, b), without overflow.
 * @example
 * hypot(tensor([3]), tensor([4])).toArray() // [5]
 */
export function hypot(a: Value, b: Value): Tensor {
  return elementwise('hypot', [a, b])
}

/** sin(pi x) / (pi x), and 1 at 0. */
export function sinc(x: Tensor): Tensor {
  return elementwise('sinc', [x])
}

/** The error function. */
export function erf(x: Tensor): Tensor {
  return elementwise('erf', [x])
}

/** 1 - erf(x), which keeps its precision where erf is near 1. */
export function erfc(x: Tensor): Tensor {
  return elementwise('erfc', [x])
}

/** exp(x x) erfc(x), which neither overflows nor vanishes for large x. */
export function erfcx(x: Tensor): Tensor {
  return elementwise('erfcx', [x])
}

/**
 * The x whose erf is given; infinite at -1 and 1, NaN beyond.
 * @example
 * erfinv(tensor([0.5])).toArray() // [0.476936]
 */
export function erfinv(x: Tensor): Tensor {
  return elementwise('erfinv', [x])
}

/**
 * The distribution function of the standard normal distribution.
 * @example
 * ndtr(tensor([0])).toArray() // [0.5]
 */
export function ndtr(x: Tensor): Tensor {
  return elementwise('ndtr', [x])
}

/**
 * The inverse of `ndtr`, the quantile of the standard normal distribution.
 * @example
 * ndtri(tensor([0.975])).toArray() // [1.95996]
 */
export function ndtri(x: Tensor): Tensor {
  return elementwise('ndtri', [x])
}

/** The logarithm of `ndtr`, without underflow. */
export function logNdtr(x: Tensor): Tensor {
  return elementwise('logNdtr', [x])
}

/**
 * The logarithm of |gamma(x)|; Infinity at 0, -1, -2, ...
 * @example
 * lgamma(tensor([5])).toArray() // [3.178054]
 */
export function lgamma(x: Tensor): Tensor {
  return elementwise('lgamma', [x])
}

/**
 * The derivative of `lgamma`.
 * @example
 * digamma(tensor([1])).toArray() // [-0.5772157]
 */
export function digamma(x: Tensor): Tensor {
  return elementwise('digamma', [x])
}

/** The modified Bessel function of the first kind of order 0. */
export function i0(x: Tensor): Tensor {
  return elementwise('i0', [x])
}

/** exp(-|x|) i0(x). */
export function i0e(x: Tensor): Tensor {
  return elementwise('i0e', [x])
}

/** The modified Bessel function of the first kind of order 1. */
export function i1(x: Tensor): Tensor {
  return elementwise('i1', [x])
}

/** exp(-|x|) i1(x). */
export function i1e(x: Tensor): Tensor {
  return elementwise('i1e', [x])
}

/** The hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return elementwise('tanh', [x])
}

/** 1 / (1 + exp(-x)). */
export function sigmoid(x: Tensor): Tensor {
  return elementwise('sigmoid', [x])
}

/** log(sigmoid(x)) without underflow. */
export function logSigmoid(x: Tensor): Tensor {
  return elementwise('logSigmoid', [x])
}

/** max(x, 0); gradient 0 at 0. */
export function relu(x: Tensor): Tensor {
  return elementwise('relu', [x])
}

/** Options of leakyRelu. */
export interface LeakyReluOptions {
  /** Default 0.01. */
  negativeSlope?: number | undefined
}

const leakyReluTable = positional<LeakyReluOptions>({ negativeSlope: numeric })

/** x where positive, else x * negativeSlope. */
export function leakyRelu(x: Tensor, negativeSlope?: number | LeakyReluOptions): Tensor {
  const options = read('leakyRelu', leakyReluTable, negativeSlope)
  return elementwise('leakyRelu', [x], options.negativeSlope ?? 0.01)
}

/** Options of elu. */
export interface EluOptions {
  /** Default 1. */
  alpha?: number | undefined
}

const eluTable = positional<EluOptions>({ alpha: numeric })

/** x where positive, else alpha * (exp(x) - 1). */
export function elu(x: Tensor, alpha?: number | EluOptions): Tensor {
  const options = read('elu', eluTable, alpha)
  return elementwise('elu', [x], options.alpha ?? 1)
}

/** x * sigmoid(x). */
export function silu(x: Tensor): Tensor {
  return elementwise('silu', [x])
}

/** Options of softplus. */
export interface SoftplusOptions {
  /** Default 1. */
  beta?: number | undefined
  /** Default 20. */
  threshold?: number | undefined
}

const softplusTable = positional<SoftplusOptions>({ beta: numeric, threshold: numeric })

/** log(1 + exp(beta x)) / beta, and x itself where beta x > threshold. */
export function softplus(x: Tensor, beta?: number | SoftplusOptions, more?: Omit<SoftplusOptions, 'beta'>): Tensor {
  const options = read('softplus', softplusTable, beta, more)
  return elementwise('softplus', [x], options.beta ?? 1, options.threshold ?? 20)
}

/** x * clamp(x + 3, 0, 6) / 6. */
export function hardswish(x: Tensor): Tensor {
  return elementwise('hardswish', [x])
}

/** min(max(x, 0), 6). */
export function relu6(x: Tensor): Tensor {
  return elementwise('relu6', [x])
}

/** Options of hardtanh. */
export interface HardtanhOptions {
  /** Default -1. */
  minVal?: number | undefined
  /** Default 1. */
  maxVal?: number | undefined
}

const hardtanhTable = positional<HardtanhOptions>({ minVal: numeric, maxVal: numeric })

/** x between minVal and maxVal, else the nearer bound; gradient 0 at a bound. */
export function hardtanh(x: Tensor, minVal?: number | HardtanhOptions, more?: Omit<HardtanhOptions, 'minVal'>): Tensor {
  const options = read('hardtanh', hardtanhTable, minVal, more)
  return elementwise('hardtanh', [x], options.minVal ?? -1, options.maxVal ?? 1)
}

/** clamp(x + 3, 0, 6) / 6. */
export function hardsigmoid(x: Tensor): Tensor {
  return elementwise('hardsigmoid', [x])
}

/** Options of hardshrink. */
export interface HardshrinkOptions {
  /** Default 0.5. */
  lambd?: number | undefined
}

const hardshrinkTable = positional<HardshrinkOptions>({ lambd: numeric })

/** x where |x| > lambd, else 0. */
export function hardshrink(x: Tensor, lambd?: number | HardshrinkOptions): Tensor {
  const options = read('hardshrink', hardshrinkTable, lambd)
  return elementwise('hardshrink', [x], options.lambd ?? 0.5)
}

/** Options of softshrink. */
export interface SoftshrinkOptions {
  /** Default 0.5. */
  lambd?: number | undefined
}

const softshrinkTable = positional<SoftshrinkOptions>({ lambd: numeric })

/** x moved towards 0 by lambd; 0 where |x| is at most lambd. */
export function softshrink(x: Tensor, lambd?: number | SoftshrinkOptions): Tensor {
  const options = read('softshrink', softshrinkTable, lambd)
  return elementwise('softshrink', [x], options.lambd ?? 0.5)
}

/** scale x where positive, else scale alpha (exp(x) - 1), with the constants of self-normalizing networks (Klambauer et al. 2017). */
export function selu(x: Tensor): Tensor {
  return elementwise('selu', [x])
}

/** Options of celu. */
export interface CeluOptions {
  /** Default 1. */
  alpha?: number | undefined
}

const celuTable = positional<CeluOptions>({ alpha: numeric })

/** x where positive, else alpha (exp(x / alpha) - 1). */
export function celu(x: Tensor, alpha?: number | CeluOptions): Tensor {
  const options = read('celu', celuTable, alpha)
  return elementwise('celu', [x], options.alpha ?? 1)
}

/** x / (1 + |x|). */
export function softsign(x: Tensor): Tensor {
  return elementwise('softsign', [x])
}

/** x - tanh(x). */
export function tanhshrink(x: Tensor): Tensor {
  return elementwise('tanhshrink', [x])
}

/** Options of threshold. */
export interface ThresholdOptions {
  /** Default 0. */
  threshold?: number | undefined
  /** Default 0. */
  value?: number | undefined
}

const thresholdTable = positional<ThresholdOptions>({ threshold: numeric, value: numeric })

/** x where it is above the threshold, else the value. */
export function threshold(
  x: Tensor,
  threshold?: number | ThresholdOptions,
  more?: Omit<ThresholdOptions, 'threshold'>
): Tensor {
  const options = read('threshold', thresholdTable, threshold, more)
  return elementwise('threshold', [x], options.threshold ?? 0, options.value ?? 0)
}

/** x * tanh(log(1 + exp(x))) (Misra 2019). */
export function mish(x: Tensor): Tensor {
  return elementwise('mish', [x])
}
