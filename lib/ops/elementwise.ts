// Elementwise ops. Each is a row of native/rules/elementwise.def, where its formula and its gradients stand. Most
// functions are generated from their rows (gen/elementwise.ts); here are those that choose among rows, comparisons, and
// `where`. Two inputs broadcast as in NumPy; a number meets a tensor in the tensor's dtype.

import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { MASK_OPS } from '../backend/gen/elementwise.ts'
import type { DType } from '../backend/index.ts'
import { isFloat, promote } from '../tensor/dtypes.ts'
import { broadcast, broadcastStrides } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { numeric, oneOf, rule } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { trunc } from './gen/elementwise.ts'
import { integerOp, resultDtype } from './integers.ts'
import { placesOf } from './places.ts'
import { convert, elementwise, emptyTensor, type OpName, sumTo, type Value, viewWithShape } from './shared.ts'

export * from './gen/elementwise.ts'

// Numbers go into the kernel as parameters where there is a row for that.
function binary(name: OpName, a: Value, b: Value, right?: OpName, left?: OpName): Tensor {
  if (right !== undefined && typeof b === 'number' && a instanceof Tensor) return elementwise(right, [a], b)
  if (left !== undefined && typeof a === 'number' && b instanceof Tensor) return elementwise(left, [b], a)
  return elementwise(name, [a, b])
}

/** What may follow the operands of a sum or a difference. */
export interface AlphaOptions {
  /** The factor of the second operand. Default 1. */
  alpha?: number | undefined
}

/** What may follow the operands of a quotient. */
export interface DivOptions {
  /** 'trunc' rounds the quotient towards 0, 'floor' down. Default: it is not rounded. */
  roundingMode?: 'trunc' | 'floor' | null | undefined
}

const ALPHA = optionsTable<AlphaOptions>({ alpha: numeric })
const NONE = optionsTable<object>({})
const DIV = optionsTable<DivOptions>({ roundingMode: oneOf('trunc', 'floor', null) })

// b times alpha; alpha is rarely there.
function scaled(op: string, b: Value, options: AlphaOptions | undefined): Value {
  if (options === undefined) return b
  const { alpha = 1 } = read(op, ALPHA, options)
  return alpha === 1 ? b : typeof b === 'number' ? b * alpha : mul(b, alpha)
}

/**
 * a + alpha * b.
 * @example
 * add(tensor([1, 2]), tensor([1, 1]), { alpha: 10 }).toArray() // [11, 12]
 */
export function add(a: Value, b: Value, options?: AlphaOptions): Tensor {
  return binary('add', a, scaled('add', b, options), 'addScalar', 'addScalar')
}

/** a - alpha * b. */
export function sub(a: Value, b: Value, options?: AlphaOptions): Tensor {
  const right = scaled('sub', b, options)
  return typeof right === 'number' && a instanceof Tensor && a.dtype !== 'bool'
    ? elementwise('addScalar', [a], -right)
    : binary('sub', a, right, undefined, 'subFromScalar')
}

/** a * b. */
export function mul(a: Value, b: Value, ...extra: never[]): Tensor {
  // `alpha` would otherwise be silently ignored.
  if (extra.length > 0) read('mul', NONE, extra[0])
  return binary('mul', a, b, 'mulScalar', 'mulScalar')
}

/**
 * a / b, rounded by `roundingMode`. Integers divided without rounding make float32.
 * @example
 * div(tensor([-7]), 2, { roundingMode: 'trunc' }).toArray() // [-3]
 * div(tensor([-7]), 2, { roundingMode: 'floor' }).toArray() // [-4]
 */
export function div(a: Value, b: Value, options?: DivOptions): Tensor {
  const mode = options === undefined ? undefined : read('div', DIV, options).roundingMode
  if (mode === 'floor') return floorDivide(a, b)
  if (mode === 'trunc') return integerDivision(a, b) ?? trunc(div(a, b))
  return binary('div', a, b, 'divScalar', 'divIntoScalar')
}

// The quotient of integers, rounded towards 0; null where an operand is none.
function integerDivision(a: Value, b: Value): Tensor | null {
  const whole = (v: Value): boolean => (typeof v === 'number' ? Number.isInteger(v) : !isFloat(v.dtype))
  return whole(a) && whole(b) ? integerOp('truncDivide', [a, b], 0, 0) : null
}

/**
 * a / b rounded down, of integers an integer. Gradient 0.
 * @example
 * floorDivide(tensor([-7, 7]), 2).toArray() // [-4, 3]
 */
export function floorDivide(a: Value, b: Value): Tensor {
  return elementwise('floorDivide', [a, b])
}

/** a to the power b. A negative a with a fractional b gives NaN. */
export function pow(a: Value, exponent: Value | { exponent: Value }): Tensor {
  const named = typeof exponent === 'object' && exponent !== null && !(exponent instanceof Tensor)
  return binary('pow', a, named ? exponent.exponent : exponent, 'powScalar')
}

const LERP = positional<{ weight: Value }>({
  weight: rule('a number or a tensor', (v) => typeof v === 'number' || v instanceof Tensor)
})
const GELU = positional<{ approximate?: 'none' | 'tanh' }>({ approximate: oneOf('none', 'tanh') })
/**
 * x * P(normal < x); `approximate` 'tanh' takes the tanh form.
 * @example
 * gelu(tensor([1]), 'tanh').shape // [1]
 */
export function gelu(x: Tensor, approximate?: 'none' | 'tanh' | { approximate?: 'none' | 'tanh' | undefined }): Tensor {
  const form = read('gelu', GELU, approximate).approximate
  return elementwise(form === 'tanh' ? 'geluTanh' : 'gelu', [x])
}

/**
 * a + weight * (b - a); the weight may be a tensor.
 * @example
 * lerp(tensor([0]), tensor([10]), 0.3).toArray() // [3]
 */
export function lerp(a: Tensor, b: Tensor, weight: Value | { weight: Value }): Tensor {
  if (weight instanceof Tensor) return elementwise('lerpTensor', [a, b, weight])
  const given = read('lerp', LERP, weight).weight
  return given instanceof Tensor
    ? elementwise('lerpTensor', [a, b, given])
    : elementwise('lerp', [a, b], given as number)
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
  t.storage.fill(value, t.offset, t.offset + 1)
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
 * where(tensor([false, true]))[0]?.toArray() // [1]
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
    zero.storage.fill(0, zero.offset, zero.offset + 1)
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
