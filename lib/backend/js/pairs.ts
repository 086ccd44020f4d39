// The sums of products whose inputs are bfloat16: what gemmBfloat16 and its like are specified with. An element is rounded
// to the nearest bfloat16, of two equally near to the even one, a denormal to a zero of its sign. A sum takes two terms at
// a time, the second one first, each by a fused multiply-add in float32 in which a denormal sum or result is a zero of its
// sign: the instruction VDPBF16PS. Native code: native/simd/bfloat16.h.
const { fround } = Math

const value = new Float32Array(1)
const bits = new Int32Array(value.buffer)

/** The nearest bfloat16 of a float32. */
export function roundBfloat16(x: number): number {
  if (Math.abs(x) < 2 ** -126) return x * 0
  if (Number.isNaN(x)) return x
  value[0] = x
  const whole = bits[0]!
  bits[0] = (whole + 0x7fff + ((whole >> 16) & 1)) & 0xffff0000
  return value[0]!
}

/** The same of every element. */
export const rounded = (x: Float32Array): Float32Array => Float32Array.from(x, roundBfloat16)

// What rounds to the smallest normal number when the exponent has no limit: half an ulp below it.
const NORMAL = 2 ** -126 - 2 ** -151

/** c + a b for bfloat16 a, b: the product is exact, and the rounding to float64 never shows after the one to float32. */
export function fmaFlushed(a: number, b: number, c: number): number {
  const sum = a * b + c
  return Math.abs(sum) < NORMAL ? sum * 0 : fround(sum)
}

/** The sum of n products on top of c; an n-th term without a partner has zeros as one. */
export function chainOfPairs(c: number, a: Float32Array, a0: number, b: Float32Array, b0: number, n: number): number {
  if (n === 0) return c
  let sum = Math.abs(c) < 2 ** -126 ? c * 0 : c
  for (let k = 0; k < n; k += 2) {
    sum = k + 1 < n ? fmaFlushed(a[a0 + k + 1]!, b[b0 + k + 1]!, sum) : fmaFlushed(0, 0, sum)
    sum = fmaFlushed(a[a0 + k]!, b[b0 + k]!, sum)
  }
  return sum
}
