// Elementwise functions that are made of others: rounding to decimals, sums with a product, angles, powers of two, and tests
// that give bools. The others are rows of native/rules/elementwise.def.
import { onesLike } from '../tensor/create.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { sameShape } from '../tensor/shape.ts'
import { checkFloat, checkTensor, Tensor } from '../tensor/tensor.ts'
import { LITTLE_ENDIAN } from '../util/elements.ts'
import { boolean, either, number, numeric, oneOf, wholeNumber } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { all } from './anyAll.ts'
import { clamp } from './clamp.ts'
import { add, div, eq, gt, le, lt, mul, pow, sub, where } from './elementwise.ts'
import { abs, copysign, exp2 } from './gen/elementwise.ts'
import { lanes } from './lanes.ts'
import { isfinite, isnan, logicalAnd, logicalOr } from './logic.ts'
import { to } from './shape.ts'
import { convert, elementwise, emptyTensor, floatOperands, type Value } from './shared.ts'

const DECIMALS = positional<{ decimals?: number }>({ decimals: wholeNumber() })
const EPS = positional<{ eps?: number | null }>({ eps: either(number({ min: 0 }), oneOf(null)) })
const FACTOR = optionsTable<{ value?: number }>({ value: numeric })

/**
 * The nearest whole number, of two the even one; with `decimals` the nearest multiple of 10^-decimals. Gradient 0.
 * @example
 * round(tensor([0.5, 1.5, -1.2])).toArray() // [0, 2, -1]
 * round(tensor([123.456]), { decimals: -1 }).toArray() // [120]
 */
export function round(x: Tensor, decimals?: number | { decimals?: number | undefined }): Tensor {
  const digits = read('round', DECIMALS, decimals).decimals ?? 0
  if (digits === 0 || (x instanceof Tensor && !isFloat(x.dtype))) return elementwise('roundWhole', [x])
  // Exact up to 10^22.
  let power = 1
  for (let k = 0; k < Math.abs(digits); k++) power *= 10
  return digits > 0
    ? div(elementwise('roundWhole', [mul(x, power)]), power)
    : mul(elementwise('roundWhole', [div(x, power)]), power)
}

/**
 * log(x / (1 - x)), the inverse of `sigmoid`.
 * @param eps x is first limited to [eps, 1 - eps]. Default: it is not
 * @example
 * logit(tensor([0, 0.5]), 0.1).toArray() // [-2.197225, 0]
 */
export function logit(x: Tensor, eps?: number | null | { eps?: number | null | undefined }): Tensor {
  const limit = (eps === null ? undefined : read('logit', EPS, eps).eps) ?? null
  return elementwise('logitOf', [limit === null ? x : clamp(x, { min: limit, max: 1 - limit })])
}

/**
 * x + value * a * b.
 * @example
 * addcmul(tensor([1]), tensor([2]), tensor([3]), { value: 10 }).toArray() // [61]
 */
export function addcmul(x: Tensor, a: Value, b: Value, options?: { value?: number | undefined }): Tensor {
  const { value = 1 } = options === undefined ? {} : read('addcmul', FACTOR, options)
  const product = mul(a, b)
  return add(x, value === 1 ? product : mul(product, value))
}

/**
 * x + value * a / b.
 * @example
 * addcdiv(tensor([1]), tensor([6]), tensor([3]), { value: 10 }).toArray() // [21]
 */
export function addcdiv(x: Tensor, a: Value, b: Value, options?: { value?: number | undefined }): Tensor {
  const { value = 1 } = options === undefined ? {} : read('addcdiv', FACTOR, options)
  const quotient = div(a, b)
  return add(x, value === 1 ? quotient : mul(quotient, value))
}

// --- angles and powers ---

/** Degrees as radians. */
export function deg2rad(x: Tensor): Tensor {
  return mul(x, 0.017453292519943295)
}

/** Radians as degrees. */
export function rad2deg(x: Tensor): Tensor {
  return mul(x, 57.29577951308232)
}

/**
 * a to the power b, computed in float64.
 * @example
 * floatPower(tensor([2], { dtype: 'int32' }), -1).dtype // 'float64'
 */
export function floatPower(a: Value, b: Value | { exponent: Value }): Tensor {
  const wide = (v: Value): Value => (v instanceof Tensor ? to(v, 'float64') : v)
  return pow(wide(a), wide(valueBehind(b, 'exponent')))
}

// A value that may come by position or by name.
function valueBehind<K extends string>(given: Value | Readonly<Record<K, Value>>, name: K): Value {
  return typeof given === 'object' && given !== null && !(given instanceof Tensor) ? given[name] : given
}

/**
 * x * 2^other.
 * @example
 * ldexp(tensor([0.5]), tensor([4])).toArray() // [8]
 */
export function ldexp(x: Tensor, other: Tensor): Tensor {
  return mul(x, exp2(other))
}

/** What `frexp` gives. */
export interface MantissaExponent {
  /** From 1/2 to 1 in size, or 0; not finite where x is not. */
  mantissa: Tensor
  /** int32. */
  exponent: Tensor
}

/**
 * Mantissa and exponent: x = mantissa * 2^exponent.
 * @example
 * frexp(tensor([12])).mantissa.toArray() // [0.75]
 * frexp(tensor([12])).exponent.toArray() // [4]
 */
export function frexp(x: Tensor): MantissaExponent {
  checkFloat('frexp', 'x', x)
  const exponent = lanes('frexp', [x], 'int32', exponentOf)
  // In two factors, each of which is a normal number for any x.
  const half = lanes('frexp', [exponent], x.dtype, (e) => 2 ** -Math.trunc(e / 2))
  const rest = lanes('frexp', [exponent], x.dtype, (e) => 2 ** -(e - Math.trunc(e / 2)))
  return { mantissa: mul(mul(x, half), rest), exponent }
}

// The upper half of the bits of `real`.
const real = new Float64Array(1)
const halves = new Uint32Array(real.buffer)
const upper = LITTLE_ENDIAN ? 1 : 0

// The e with 0.5 <= |x| / 2^e < 1; 0 of 0, infinity and NaN.
function exponentOf(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return 0
  const small = Math.abs(x) < 2 ** -1022
  real[0] = small ? x * 2 ** 54 : x
  return ((halves[upper]! >>> 20) & 0x7ff) - 1022 - (small ? 54 : 0)
}

/** x itself. */
export function positive(x: Tensor): Tensor {
  checkTensor('positive', 'x', x, ['float32', 'float64', 'int32', 'int64', 'uint8'])
  return x
}

const f32 = new Float32Array(1)
const f64 = new Float64Array(1)

/**
 * The next number after a in the direction of b. No gradient.
 * @example
 * nextafter(tensor([1], { dtype: 'float64' }), tensor([2], { dtype: 'float64' })).sub(1).item() // 2.220446049250313e-16
 */
export function nextafter(a: Value, b: Value): Tensor {
  const [x, y] = floatOperands('nextafter', ['a', 'b'], [a, b]) as [Tensor, Tensor]
  const narrow = x.dtype === 'float32'
  const [value, bits] = narrow ? [f32, new Int32Array(f32.buffer)] : [f64, new BigInt64Array(f64.buffer)]
  const step = (from: number, towards: number): number => {
    if (Number.isNaN(from) || Number.isNaN(towards)) return Number.NaN
    if (from === towards) return towards
    if (from === 0) {
      const smallest = narrow ? 2 ** -149 : 5e-324
      return towards > 0 ? smallest : -smallest
    }
    value[0] = from
    // The bits of |from| count up away from 0.
    if (from < towards === from > 0) bits[0]!++
    else bits[0]!--
    return value[0]!
  }
  return lanes('nextafter', [x, y], x.dtype, step)
}

// --- choosing ---

/** Options of nanToNum. */
export interface NanToNumOptions {
  /** In place of NaN. Default 0. */
  nan?: number | undefined
  /** In place of Infinity. Default the largest number of the dtype. */
  posinf?: number | null | undefined
  /** In place of -Infinity. Default the smallest number of the dtype. */
  neginf?: number | null | undefined
}

const optional = either(numeric, oneOf(null))
const NUMBERS = positional<NanToNumOptions>({ nan: numeric, posinf: optional, neginf: optional })
const LARGEST = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE } as const

/**
 * Numbers in place of NaN and infinities.
 * @example
 * nanToNum(tensor([NaN, Infinity, 1]), { posinf: 9 }).toArray() // [0, 9, 1]
 */
export function nanToNum(x: Tensor, nan?: number | NanToNumOptions, more?: Omit<NanToNumOptions, 'nan'>): Tensor {
  const options = read('nanToNum', NUMBERS, nan, more)
  checkTensor('nanToNum', 'x', x)
  if (x.dtype !== 'float32' && x.dtype !== 'float64') return x
  const largest = LARGEST[x.dtype]
  const low = where(eq(x, Number.NEGATIVE_INFINITY), options.neginf ?? -largest, x)
  const finite = where(eq(x, Number.POSITIVE_INFINITY), options.posinf ?? largest, low)
  return where(isnan(x), options.nan ?? 0, finite)
}

/**
 * 0 below 0, 1 above, `values` at 0. No gradient.
 * @example
 * heaviside(tensor([-2, 0, 3]), 0.5).toArray() // [0, 0.5, 1]
 */
export function heaviside(x: Tensor, values: Value | { values: Value }): Tensor {
  checkTensor('heaviside', 'x', x)
  const given = valueBehind(values, 'values')
  const at0 = given instanceof Tensor ? given.detach() : given
  const like = x.detach()
  return where(eq(like, 0), at0, where(gt(like, 0), constantOf(like, 1), constantOf(like, 0)))
}

function constantOf(x: Tensor, value: number): Tensor {
  const t = emptyTensor(x.dtype, [])
  t.storage.fill(value, t.offset, t.offset + 1)
  return t
}

// --- tests that give bools ---

/** Where x is Infinity or -Infinity. */
export function isinf(x: Tensor): Tensor {
  checkTensor('isinf', 'x', x)
  return eq(isFloat(x.dtype) ? abs(x.detach()) : x, Number.POSITIVE_INFINITY)
}

/** Where x is Infinity. */
export function isposinf(x: Tensor): Tensor {
  checkTensor('isposinf', 'x', x)
  return eq(x, Number.POSITIVE_INFINITY)
}

/** Where x is -Infinity. */
export function isneginf(x: Tensor): Tensor {
  checkTensor('isneginf', 'x', x)
  return eq(x, Number.NEGATIVE_INFINITY)
}

/** Where x is real: everywhere. */
export function isreal(x: Tensor): Tensor {
  checkTensor('isreal', 'x', x)
  return onesLike(x, { dtype: 'bool' })
}

/** Where the sign is minus; also of -0. */
export function signbit(x: Tensor): Tensor {
  checkTensor('signbit', 'x', x)
  if (!isFloat(x.dtype)) return lt(x, 0)
  return lt(copysign(constantOf(x, 1), x.detach()), 0)
}

/** How near two numbers must be. */
export interface CloseOptions {
  /** Relative to |b|. Default 1e-5. */
  rtol?: number | undefined
  /** Default 1e-8. */
  atol?: number | undefined
  /** Whether NaN counts as equal to NaN. Default false. */
  equalNan?: boolean | undefined
}

const CLOSE = optionsTable<CloseOptions>({ rtol: number({ min: 0 }), atol: number({ min: 0 }), equalNan: boolean })

/**
 * Where |a - b| <= atol + rtol * |b|.
 * @example
 * isclose(tensor([1, 2]), tensor([1.000001, 2.1])).toArray() // [true, false]
 */
export function isclose(a: Tensor, b: Tensor, options: CloseOptions = {}): Tensor {
  checkTensor('isclose', 'a', a)
  checkTensor('isclose', 'b', b)
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = read('isclose', CLOSE, options)
  const [x, y] = [a, b].map((t) => (isFloat(t.dtype) ? t.detach() : convert(t, 'float64'))) as [Tensor, Tensor]
  const near = logicalAnd(le(abs(sub(x, y)), add(mul(abs(y), rtol), atol)), isfinite(y))
  const close = logicalOr(eq(x, y), near)
  return equalNan ? logicalOr(close, logicalAnd(isnan(x), isnan(y))) : close
}

/**
 * Whether all elements are close, as `isclose` says.
 * @example
 * allclose(tensor([1]), tensor([1.0000001])) // true
 */
export function allclose(a: Tensor, b: Tensor, options: CloseOptions = {}): boolean {
  read('allclose', CLOSE, options)
  return all(isclose(a, b, options)).item() !== 0
}

/**
 * Whether shapes and all elements are equal.
 * @example
 * equal(tensor([1, 2]), tensor([1, 2])) // true
 */
export function equal(a: Tensor, b: Tensor): boolean {
  checkTensor('equal', 'a', a)
  checkTensor('equal', 'b', b)
  return sameShape(a.shape, b.shape) && all(eq(a, b)).item() !== 0
}
