// Elementwise ops. Each is a row of native/rules/elementwise.def, where its formula and its gradients stand; here are the
// public names. Two inputs broadcast as in NumPy; a number meets a tensor in the tensor's dtype.

import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { MASK_OPS } from '../backend/gen/elementwise.ts'
import { OptionError } from '../errors.ts'
import { broadcast, broadcastStrides } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { convert, elementwise, fresh, type OpName, promote, sumTo, type Value } from './call.ts'
import { checkNames } from './options.ts'

const unary =
  (name: OpName) =>
  (x: Tensor): Tensor =>
    elementwise(name, [x])

// Numbers go into the kernel as parameters where there is a row for that.
const binary =
  (name: OpName, right?: OpName, left?: OpName) =>
  (a: Value, b: Value, ...extra: never[]): Tensor => {
    if (extra.length > 0 && !isNothing(extra)) throw tooMany(name)
    if (right !== undefined && typeof b === 'number' && a instanceof Tensor) return elementwise(right, [a], b)
    if (left !== undefined && typeof a === 'number' && b instanceof Tensor) return elementwise(left, [b], a)
    return elementwise(name, [a, b])
  }

// `alpha` or `roundingMode` of PyTorch would otherwise be left out in silence.
function isNothing(extra: readonly unknown[]): boolean {
  return extra.every((e) => e === undefined || (typeof e === 'object' && e !== null && Object.keys(e).length === 0))
}

function tooMany(name: OpName): OptionError {
  return new OptionError(`${name}: expected two operands and no options but received more`)
}

/** a + b. */
export const add = binary('add', 'addScalar', 'addScalar')
/** a - b. */
export const sub: (a: Value, b: Value, ...extra: never[]) => Tensor = (a, b, ...extra) =>
  typeof b === 'number' && a instanceof Tensor && extra.length === 0
    ? elementwise('addScalar', [a], -b)
    : subtract(a, b, ...extra)
const subtract = binary('sub', undefined, 'subFromScalar')
/** a * b. */
export const mul = binary('mul', 'mulScalar', 'mulScalar')
/** a / b. */
export const div = binary('div', 'divScalar', 'divIntoScalar')
/** a to the power b. A negative a with a b that is not whole gives NaN. */
export const pow: (a: Value, exponent: Value | { exponent: Value }) => Tensor = (a, exponent) => {
  const named = typeof exponent === 'object' && exponent !== null && !(exponent instanceof Tensor)
  const b = named ? exponent.exponent : exponent
  return power(a, b)
}
const power = binary('pow', 'powScalar')
/** The larger of a and b; NaN where one is NaN. Equal ones share the gradient. */
export const maximum = binary('maximum')
/** The smaller of a and b; NaN where one is NaN. Equal ones share the gradient. */
export const minimum = binary('minimum')

/** |x|; gradient 0 at 0. */
export const abs = unary('abs')
/** -x. */
export const neg = unary('neg')
/** 1, -1 or 0; gradient 0. */
export const sign = unary('sign')
/** x * x. */
export const square = unary('square')
/** The square root; NaN below 0. */
export const sqrt = unary('sqrt')
/** 1 / sqrt(x). */
export const rsqrt = unary('rsqrt')
/** 1 / x. */
export const reciprocal = unary('reciprocal')
/** e to the power x. */
export const exp = unary('exp')
/** 2 to the power x. */
export const exp2 = unary('exp2')
/** exp(x) - 1, exact near 0. */
export const expm1 = unary('expm1')
/** The natural logarithm. */
export const log = unary('log')
/** The logarithm to base 2. */
export const log2 = unary('log2')
/** log(1 + x), exact near 0. */
export const log1p = unary('log1p')
/** The sine; x in radians. */
export const sin = unary('sin')
/** The cosine; x in radians. */
export const cos = unary('cos')
/** The error function. */
export const erf = unary('erf')
/** The hyperbolic tangent. */
export const tanh = unary('tanh')
/** 1 / (1 + exp(-x)). */
export const sigmoid = unary('sigmoid')
/** log(sigmoid(x)) without underflow. */
export const logSigmoid = unary('logSigmoid')
/** max(x, 0); gradient 0 at 0. */
export const relu = unary('relu')
/** x * sigmoid(x). */
export const silu = unary('silu')

/** x where positive, else x * negativeSlope (default 0.01). */
export function leakyRelu(x: Tensor, options: { negativeSlope?: number } = {}): Tensor {
  checkNames('leakyRelu', options)
  return elementwise('leakyRelu', [x], options.negativeSlope ?? 0.01)
}

/** x where positive, else alpha * (exp(x) - 1); alpha defaults to 1. */
export function elu(x: Tensor, options: { alpha?: number } = {}): Tensor {
  checkNames('elu', options)
  return elementwise('elu', [x], options.alpha ?? 1)
}

/** x * P(normal < x); `approximate: 'tanh'` takes the tanh form. */
export function gelu(x: Tensor, options: { approximate?: 'none' | 'tanh' } = {}): Tensor {
  checkNames('gelu', options)
  const form = options.approximate ?? 'none'
  if (form !== 'none' && form !== 'tanh') {
    throw new OptionError(`gelu: expected approximate to be 'none' or 'tanh' but received ${String(form)}`)
  }
  return elementwise(form === 'tanh' ? 'geluTanh' : 'gelu', [x])
}

/** log(1 + exp(beta x)) / beta, and x itself where beta x > threshold. Defaults 1 and 20. */
export function softplus(x: Tensor, options: { beta?: number; threshold?: number } = {}): Tensor {
  checkNames('softplus', options)
  return elementwise('softplus', [x], options.beta ?? 1, options.threshold ?? 20)
}

/** x limited to [min, max]; either may be left out. The gradient passes at the bounds. */
export function clamp(x: Tensor, options: { min?: number; max?: number }): Tensor {
  checkNames('clamp', options)
  if (options.min === undefined && options.max === undefined) {
    throw new OptionError('clamp: expected min or max but received neither')
  }
  return elementwise('clamp', [x], options.min ?? Number.NEGATIVE_INFINITY, options.max ?? Number.POSITIVE_INFINITY)
}

/** a + weight * (b - a). */
export function lerp(a: Tensor, b: Tensor, options: { weight: number }): Tensor {
  checkNames('lerp', options)
  return elementwise('lerp', [a, b], options.weight)
}

// --- comparisons ---

function compare(name: keyof typeof MASK_OPS, a: Value, b: Value): Tensor {
  const x = asTensor(name, 'a', a, b)
  const y = asTensor(name, 'b', b, a)
  const dtype = promote(promote(x.dtype, y.dtype), 'float32')
  // int32 is exact in float64.
  const wide = x.dtype === 'int32' || y.dtype === 'int32' ? 'float64' : dtype
  const shape = broadcast(name, x.shape, y.shape)
  const out = fresh('bool', shape)
  const [p, q] = [convert(x, wide), convert(y, wide)]
  const strides = [p, q].flatMap((t) => broadcastStrides(t.shape, t.strides, shape))
  strides.push(...out.strides)
  kernels.mapBool({ a: p, b: q, y: out, op: MASK_OPS[name].op, shape, strides })
  return out
}

function asTensor(op: string, name: string, value: Value, other: Value): Tensor {
  if (typeof value !== 'number') {
    checkTensor(op, name, value)
    return value
  }
  const dtype = other instanceof Tensor && other.dtype === 'float32' ? 'float32' : 'float64'
  const t = fresh(dtype, [])
  t.storage.array[t.offset] = value
  return t
}

const comparison =
  (name: keyof typeof MASK_OPS) =>
  (a: Value, b: Value): Tensor =>
    compare(name, a, b)

/** Where a equals b, as bool. */
export const eq = comparison('eq')
/** Where a differs from b, as bool. */
export const ne = comparison('ne')
/** Where a < b, as bool. */
export const lt = comparison('lt')
/** Where a <= b, as bool. */
export const le = comparison('le')
/** Where a > b, as bool. */
export const gt = comparison('gt')
/** Where a >= b, as bool. */
export const ge = comparison('ge')

/** a where the condition (bool) holds, else b. All three broadcast. */
export function where(condition: Tensor, a: Value, b: Value): Tensor {
  checkTensor('where', 'condition', condition, ['bool'])
  const left = asTensor('where', 'a', a, b)
  const right = asTensor('where', 'b', b, a)
  const dtype =
    typeof a === 'number' ? right.dtype : typeof b === 'number' ? left.dtype : promote(left.dtype, right.dtype)
  const [x, y] = [convert(left, dtype), convert(right, dtype)]
  const shape = broadcast('where', broadcast('where', x.shape, y.shape), condition.shape)
  const choose = (p: Tensor, q: Tensor): Tensor => {
    const out = fresh(dtype, shape)
    const strides = [condition, p, q].flatMap((t) => broadcastStrides(t.shape, t.strides, shape))
    strides.push(...out.strides)
    kernels.where({ condition, a: p, b: q, y: out, shape, strides })
    return out
  }
  const inputs = [left, right]
  return record('where', choose(x, y), inputs, [condition], (g) => {
    const zero = fresh(dtype, [])
    zero.storage.array[zero.offset] = 0
    const up = contiguous(g)
    return [
      left.requiresGrad ? convert(sumTo(choose(up, zero), left.shape), left.dtype) : null,
      right.requiresGrad ? convert(sumTo(choose(zero, up), right.shape), right.dtype) : null
    ]
  })
}
