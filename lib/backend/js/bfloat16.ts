// bfloat16, the upper half of a float32: two bytes an element, the lower one first. Rounded to the nearest, of two equally
// near to the even one; every NaN becomes 0x7fc0.
import type { FromBfloat16Args, ToBfloat16Args } from '../gen/kernels.ts'

const bits = new Uint32Array(1)
const value = new Float32Array(bits.buffer)

export const bfloat16 = {
  toBfloat16({ x, y, n }: ToBfloat16Args): number {
    for (let i = 0; i < n; i++) {
      value[0] = x[i]!
      const whole = bits[0]!
      const code = Number.isNaN(x[i]!) ? 0x7fc0 : ((whole + 0x7fff + ((whole >>> 16) & 1)) >>> 16) & 0xffff
      y[2 * i] = code & 0xff
      y[2 * i + 1] = code >>> 8
    }
    return 0
  },

  fromBfloat16({ x, y, n }: FromBfloat16Args): number {
    // As bits, so that every NaN stays what it is.
    const out = new Uint32Array(y.buffer, y.byteOffset, n)
    for (let i = 0; i < n; i++) out[i] = ((x[2 * i + 1]! << 8) | x[2 * i]!) << 16
    return 0
  }
}
