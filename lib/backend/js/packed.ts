// Adam whose states are packed: the specification of native/kernels/optim_packed.cc.
//
// Format 1, a byte an element: blocks of 256 elements share a scale, which is their largest magnitude over 1.875. What
// is left, from 0 to 1.875, is kept to the nearest eighth of an octave, as a small float: with a sign, four bits of
// exponent and three of mantissa for the first moment, which may be negative; five and three for the second. To pack is
// to multiply by the inverse of the scale, 1.875 over the largest magnitude. Where that is not a positive number (the
// block is zero, or below 6e-39, or holds an infinity or NaN) all codes are 0, and after an infinity or NaN the scale
// makes NaN of them. The idea of block-wise 8-bit states: Dettmers et al., "8-bit optimizers via block-wise
// quantization" (2022).
//
// Format 0, two bytes an element: the upper half of a float32 (bfloat16), rounded up or down at random with the
// probability that keeps the mean, because an average that moves by less than half a unit would otherwise stand still.
// One hash of the element's position gives 16 bits to each moment: the lower ones to the first, the upper ones to the
// second.
import type { AdamPackedArgs } from '../gen/kernels.ts'
import { RULES, ruleLoops_f32 } from '../gen/optim.ts'

const BLOCK = 256
const FLOAT = new Float32Array(1)
const BITS = new Uint32Array(FLOAT.buffer)
const { fround, imul } = Math

function unpack8(code: number, scale: number, signed: boolean): number {
  const size = signed ? code & 127 : code
  if (size === 0) return fround(0 * scale)
  BITS[0] = ((size + (signed ? 896 : 768)) << 20) | (signed ? (code & 128) << 24 : 0)
  return fround(FLOAT[0]! * scale)
}

function largestOf(x: Float32Array): number {
  let largest = 0
  for (let i = 0; i < x.length; i++) {
    const a = Math.abs(x[i]!)
    if (a > largest || Number.isNaN(a)) largest = a
  }
  return largest
}

function pack8(x: number, inverse: number, signed: boolean): number {
  if (!(inverse > 0 && inverse < Infinity)) return 0
  FLOAT[0] = x * inverse
  const bits = BITS[0]!
  const place = ((bits & 0x7fffffff) + 0x80000) >>> 20
  const code = Math.max(place - (signed ? 896 : 768), 0)
  return code | (signed ? (bits >>> 24) & 128 : 0)
}

function unpack16(low: number, high: number): number {
  BITS[0] = (high << 24) | (low << 16)
  return FLOAT[0]!
}

function hash(position: number, seed: number): number {
  let h = (imul(position, 0x9e3779b1) + seed) >>> 0
  h = imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0
  return h ^ (h >>> 13)
}

function pack16(x: number, noise: number): number {
  if (Number.isNaN(x)) return 0x7fc0
  FLOAT[0] = x
  return ((BITS[0]! + noise) / 65536) & 0xffff
}

export const packed = {
  adamPacked({ p, g, m, v, scales, format, flags, seed, count, n, numbers }: AdamPackedArgs): number {
    const loop = ruleLoops_f32[RULES.adam.rule]!
    const c = numbers.map(fround)
    for (let k = 0; k < count; k++) {
      for (let from = 0; from < n[k]!; from += BLOCK) {
        const size = Math.min(BLOCK, n[k]! - from)
        const states = [m, v].map((list, s) => {
          const codes = list[k]!
          const scale = format === 1 ? scales[k]![(2 * from) / BLOCK + s]! : 0
          return Float32Array.from({ length: size }, (_, i) =>
            format === 1
              ? unpack8(codes[from + i]!, scale, s === 0)
              : unpack16(codes[2 * (from + i)]!, codes[2 * (from + i) + 1]!)
          )
        })
        loop(flags, size, c, p[k]!.subarray(from), g[k]!.subarray(from), states[0], states[1], undefined)
        for (const [s, list] of [m, v].entries()) {
          const codes = list[k]!
          const values = states[s]!
          const largest = largestOf(values)
          if (format === 1) scales[k]![(2 * from) / BLOCK + s] = largest / 1.875
          const inverse = fround(1.875 / largest)
          for (let i = 0; i < size; i++) {
            if (format === 1) codes[from + i] = pack8(values[i]!, inverse, s === 0)
            else {
              const h = hash(from + i, seed)
              const code = pack16(values[i]!, s === 0 ? h & 0xffff : h >>> 16)
              codes[2 * (from + i)] = code & 255
              codes[2 * (from + i) + 1] = code >>> 8
            }
          }
        }
      }
    }
    return 0
  }
}
