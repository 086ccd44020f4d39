// Elementwise ops. Each is a row of native/rules/elementwise.def, where its formula and its gradients stand. Most
// functions are generated from their rows (gen/elementwise.ts); here are those that choose among rows, comparisons, and
// `where`. Two inputs broadcast as in NumPy; a number meets a tensor in the tensor's dtype.

import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { MASK_OPS } from '../backend/gen/elementwise.ts'
import type { DType } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { isFloat, promote } from '../tensor/dtypes.ts'
import { broadcast, broadcastStrides } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { numeric, oneOf } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { resultDtype } from './integers.ts'
import { placesOf } from './places.ts'
import { convert, elementwise, emptyTensor, type OpName, sumTo, type Value, viewWithShape } from './shared.ts'

export * from './gen/elementwise.ts'

// Numbers go into the kernel as parameters where there is a row for that.
const binary =
  (name: OpName, right?: OpName, left?: OpName) =>
  (a: Value, b: Value, ...extra: never[]): Tensor => {
    if (extra.length > 0 && !isNothing(extra)) throw tooMany(name)
    if (right !== undefined && typeof b === 'number' && a instanceof Tensor) return elementwise(right, [a], b)
    if (left !== undefined && typeof a === 'number' && b instanceof Tensor) return elementwise(left, [b], a)
    return elementwise(name, [a, b])
  }

// `alpha` or `roundingMode` of PyTorch would otherwise be silently ignored.
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
  typeof b === 'number' && a instanceof Tensor && a.dtype !== 'bool' && extra.length === 0
    ? elementwise('addScalar', [a], -b)
    : subtract(a, b, ...extra)
const subtract = binary('sub', undefined, 'subFromScalar')
/** a * b. */
export const mul = binary('mul', 'mulScalar', 'mulScalar')
/** a / b. */
export const div = binary('div', 'divScalar', 'divIntoScalar')
/** a to the power b. A negative a with a fractional b gives NaN. */
export const pow: (a: Value, exponent: Value | { exponent: Value }) => Tensor = (a, exponent) => {
  const named = typeof exponent === 'object' && exponent !== null && !(exponent instanceof Tensor)
  const b = named ? exponent.exponent : exponent
  return power(a, b)
}
const power = binary('pow', 'powScalar')

const GELU = positional<{ approximate?: 'none' | 'tanh' }>({ approximate: oneOf('none', 'tanh') })
const CLAMP = positional<{ min?: number; max?: number }>({ min: numeric, max: numeric })
const LERP = positional<{ weight: number }>({ weight: numeric })

/**
 * x * P(normal < x); `approximate` 'tanh' takes the tanh form.
 * @example
 * gelu(tensor([1]), 'tanh').shape // [1]
 */
export function gelu(x: Tensor, approximate?: 'none' | 'tanh' | { approximate?: 'none' | 'tanh' | undefined }): Tensor {
  const form = read('gelu', GELU, approximate).approximate
  return elementwise(form === 'tanh' ? 'geluTanh' : 'gelu', [x])
}

/** x limited to [min, max]; either may be omitted. The gradient passes at the bounds. */
export function clamp(
  x: Tensor,
  min: number | { min?: number | undefined; max?: number | undefined },
  more?: { max?: number | undefined }
): Tensor {
  const options = read('clamp', CLAMP, min, more)
  if (options.min === undefined && options.max === undefined) {
    throw new OptionError('clamp: expected min or max but received neither')
  }
  return elementwise('clamp', [x], options.min ?? Number.NEGATIVE_INFINITY, options.max ?? Number.POSITIVE_INFINITY)
}

/** a + weight * (b - a). */
export function lerp(a: Tensor, b: Tensor, weight: number | { weight: number }): Tensor {
  return elementwise('lerp', [a, b], read('lerp', LERP, weight).weight)
}

// --- comparisons ---

function compare(name: keyof typeof MASK_OPS, a: Value, b: Value): Tensor {
  const x = asTensor(name, 'a', a, b)
  const y = asTensor(name, 'b', b, a)
  const dtype = promote(promote(x.dtype, y.dtype), 'float32')
  // int32 and int64 are exact in float64.
  const exact = (t: Tensor): boolean => t.dtype === 'int32' || t.dtype === 'int64'
  const wide = exact(x) || exact(y) ? 'float64' : dtype
  const shape = broadcast(name, x.shape, y.shape)
  const out = emptyTensor('bool', shape)
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
  const t = emptyTensor(dtype, [])
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

/** Where the condition holds: a vector of positions for each dimension, as `nonzero` with `asTuple`. */
export function where(condition: Tensor): Tensor[]
/**
 * a where the condition (bool) holds, else b. All three broadcast. A number takes the dtype of the other side; next to
 * integers a number with a fraction or without an end makes float32, and two numbers make int64 or float32.
 * @example
 * where(tensor([true, false]), -Infinity, 0).dtype // 'float32'
 * where(tensor([false, true]))[0].toArray() // [1]
 */
export function where(condition: Tensor, a: Value, b: Value): Tensor
export function where(condition: Tensor, a?: Value, b?: Value): Tensor | Tensor[] {
  checkTensor('where', 'condition', condition, a === undefined && b === undefined ? undefined : ['bool'])
  if (a === undefined && b === undefined)
    return placesOf(condition.ndim === 0 ? viewWithShape(condition, [1]) : condition)
  return chosen(condition, a!, b!)
}

function chosen(condition: Tensor, a: Value, b: Value): Tensor {
  const left = asTensor('where', 'a', a, b)
  const right = asTensor('where', 'b', b, a)
  const dtype = whereDtype(a, b)
  const [x, y] = [convert(left, dtype), convert(right, dtype)]
  const shape = broadcast('where', broadcast('where', x.shape, y.shape), condition.shape)
  const choose = (p: Tensor, q: Tensor): Tensor => {
    const out = emptyTensor(dtype, shape)
    const strides = [condition, p, q].flatMap((t) => broadcastStrides(t.shape, t.strides, shape))
    strides.push(...out.strides)
    kernels.where({ condition, a: p, b: q, y: out, shape, strides })
    return out
  }
  const inputs = [left, right]
  return record('where', choose(x, y), inputs, [condition], (g) => {
    const zero = emptyTensor(dtype, [])
    zero.storage.array[zero.offset] = 0
    const up = contiguous(g)
    return [
      left.requiresGrad ? convert(sumTo(choose(up, zero), left.shape), left.dtype) : null,
      right.requiresGrad ? convert(sumTo(choose(zero, up), right.shape), right.dtype) : null
    ]
  })
}

function whereDtype(a: Value, b: Value): DType {
  const wide = typeof a !== 'number' && typeof b !== 'number' ? promote(a.dtype, b.dtype) : null
  if (wide !== null && isFloat(wide)) return wide
  const t = typeof a !== 'number' ? a : typeof b !== 'number' ? b : null
  return t !== null && isFloat(t.dtype) ? t.dtype : resultDtype([a, b])
}
