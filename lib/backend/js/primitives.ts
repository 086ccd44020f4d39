// The primitives of the rule grammar (native/rules/GRAMMAR.md) in JavaScript, for the code of lib/backend/gen. Each has
// exactly one result for given bits, the same as its namesake in native/simd: this file is their specification.

const { fround } = Math

// One number seen as bits (little-endian, as every platform of Node but s390x).
const f32 = new Float32Array(1)
const i32 = new Int32Array(f32.buffer)
const f64 = new Float64Array(1)
const u64 = new BigUint64Array(f64.buffer)
const words = new Int32Array(f64.buffer)

export const abs_f32 = Math.abs
export const abs_f64 = Math.abs
export const sqrt_f32 = (x: number): number => fround(Math.sqrt(x))
export const sqrt_f64 = Math.sqrt

/** a < b ? a : b, which is b when one of them is NaN or both are zeros, unlike Math.min. */
export const min_f32 = (a: number, b: number): number => (a < b ? a : b)
export const min_f64 = min_f32
/** a > b ? a : b, which is b when one of them is NaN or both are zeros, unlike Math.max. */
export const max_f32 = (a: number, b: number): number => (a > b ? a : b)
export const max_f64 = max_f32

const LARGEST = 2 ** 128 - 2 ** 104

/** a * b + c rounded once to float32, for float32 a, b, c. */
export function fma_f32(a: number, b: number, c: number): number {
  const p = a * b // exact: 48 bits
  const s = p + c
  const f = fround(s)
  const d = s - f
  if (d === 0) return f
  // s is halfway between two floats exactly when the other one, t, is a float too; only then does it matter which way
  // the sum was rounded to s.
  const t = s + d
  if (fround(t) !== t) return f
  const back = s - p
  const error = p - (s - back) + (c - back)
  if (Math.abs(f) === Infinity) {
    const below = Math.abs(s) === 2 ** 128 - 2 ** 103 && (s > 0 ? error < 0 : error > 0)
    return below ? (s > 0 ? LARGEST : -LARGEST) : f
  }
  return error !== 0 && error > 0 === d > 0 ? t : f
}
/** float64 has no fused form in JavaScript: rounded twice, natively too. */
export const fma_f64 = (a: number, b: number, c: number): number => a * b + c

/** |a| with the sign of b. */
export function copysign_f32(a: number, b: number): number {
  return b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)
}
export const copysign_f64 = copysign_f32

/** 2^n for a whole number n that is the exponent of a normal number; otherwise some number. */
export function pow2_f32(n: number): number {
  i32[0] = (n + 127) << 23
  return f32[0]!
}
export function pow2_f64(n: number): number {
  words[0] = 0
  words[1] = (n + 1023) << 20
  return f64[0]!
}

/** p 2^n for t = n + 1.5 2^23 (2^52) with a whole n, where p and the result are positive and normal; otherwise some number. */
export const raise_f32 = (p: number, t: number): number => fround(p * pow2_f32(t - 12582912))
export const raise_f64 = (p: number, t: number): number => p * pow2_f64(t - 6755399441055744)

/** p 2^n rounded once, for p between 1/2 and 2 and a whole n from -200 to 129 (float64: -1200 to 1025). */
export function scale_f32(p: number, n: number): number {
  const half = Math.trunc(n * 0.5)
  return fround(p * pow2_f32(half) * pow2_f32(n - half))
}
export function scale_f64(p: number, n: number): number {
  const half = Math.trunc(n * 0.5)
  return p * pow2_f64(half) * pow2_f64(n - half)
}

/** The rest of a / b with the sign of a: exact. */
export const fmod_f32 = (a: number, b: number): number => a % b
export const fmod_f64 = fmod_f32

/** The exponent e of |x| = m 2^e, 1 <= m < 2, for normal x; otherwise some number. */
export function exponent_f32(x: number): number {
  f32[0] = x
  return ((i32[0]! >> 23) & 0xff) - 127
}
export function exponent_f64(x: number): number {
  f64[0] = x
  return ((words[1]! >> 20) & 0x7ff) - 1023
}

/** The mantissa m of |x| = m 2^e, 1 <= m < 2, for normal x; otherwise some number. */
export function mantissa_f32(x: number): number {
  f32[0] = x
  i32[0] = (i32[0]! & 0x007fffff) | 0x3f800000
  return f32[0]!
}
export function mantissa_f64(x: number): number {
  f64[0] = x
  words[1] = (words[1]! & 0x000fffff) | 0x3ff00000
  return f64[0]!
}

/** Whether bit k of the significand holds: of the whole number n in n + 1.5 2^23 (2^52), its bit k. */
export function bit_f32(x: number, k: number): boolean {
  f32[0] = x
  return ((i32[0]! >> k) & 1) !== 0
}
export function bit_f64(x: number, k: number): boolean {
  f64[0] = x
  return ((words[0]! >> k) & 1) !== 0
}

// --- the exact reduction of large arguments of sin and cos (Payne and Hanek) ---

const TWO_OVER_PI =
  0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361dn
const BITS = 1280

// x = m 2^e with a whole m: of 2/pi only the 192 bits matter whose product with m is neither a multiple of 4 nor below
// 2^-137. Gives quadrant * 2^126 + fraction, of |x|.
function turn(x: number): bigint {
  f64[0] = x
  const word = u64[0]!
  const m = (word & 0xfffffffffffffn) | 0x10000000000000n
  const e = (Number(word >> 52n) & 0x7ff) - 1075
  const window = BigInt.asUintN(192, TWO_OVER_PI >> BigInt(BITS - 190 - e))
  return BigInt.asUintN(128, (m * window) >> 64n)
}

/** x - quadrant pi/2, modulo 2 pi, between -pi/4 and pi/4; for |x| from 2^-10 on. */
export function turnRest_f64(x: number): number {
  if (!(Math.abs(x) < Infinity)) return Number.NaN
  const rest = Number(BigInt.asIntN(128, turn(x) << 2n)) * 4.616155521099502e-39 // pi/2 2^-128
  return x < 0 ? -rest : rest
}
export const turnRest_f32 = (x: number): number => fround(turnRest_f64(x))

/** The nearest number of quarter turns in x, modulo 4. */
export function turnQuadrant_f64(x: number): number {
  if (!(Math.abs(x) < Infinity)) return 0
  const quadrant = Number((turn(x) + (1n << 125n)) >> 126n) & 3
  return x < 0 ? (4 - quadrant) & 3 : quadrant
}
export const turnQuadrant_f32 = turnQuadrant_f64
