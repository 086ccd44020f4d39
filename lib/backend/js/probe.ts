// Probes of the machine for the benchmark: see native/kernels/probe.cc.
import type { FloatArray } from '../storage.ts'

const CHAINS = 192

export const probe = {
  probeFma(y: FloatArray, units: number, rounds: number, a: number, b: number): number {
    const single = y instanceof Float32Array
    for (let k = 0; k < units * CHAINS; k++) {
      let r = y[k]!
      if (single) for (let n = 0; n < rounds; n++) r = fma32(r, a, b)
      else for (let n = 0; n < rounds; n++) r = r * a + b
      y[k] = r
    }
    return 0
  },

  probeRead(x: FloatArray, y: FloatArray, units: number, length: number): number {
    for (let u = 0; u < units; u++) {
      for (let l = 0; l < 64; l++) {
        let most = x[u * length + l]!
        for (let i = 64 + l; i < length; i += 64) {
          const v = x[u * length + i]!
          if (v > most) most = v
        }
        y[u * 64 + l] = most
      }
    }
    return 0
  },

  probeTriad(x: FloatArray, y: FloatArray, z: FloatArray, n: number, a: number): number {
    // Rounds as the native kernel does: after the product and after the sum.
    const round = z instanceof Float32Array ? Math.fround : identity
    for (let i = 0; i < n; i++) z[i] = x[i]! + round(a * y[i]!)
    return 0
  },

  probeUpdate(g: FloatArray, p: FloatArray, m: FloatArray, v: FloatArray, n: number, a: number): number {
    const round = p instanceof Float32Array ? Math.fround : identity
    for (let i = 0; i < n; i++) {
      m[i] = m[i]! + round(a * round(g[i]! - m[i]!))
      v[i] = v[i]! + round(a * round(round(g[i]! * g[i]!) - v[i]!))
      p[i] = p[i]! - round(a * m[i]!)
    }
    return 0
  },

  probeHandOff(y: Float64Array, hops: number): number {
    y[0] = hops
    return 0
  }
}

function identity(x: number): number {
  return x
}

const bitsOf = new DataView(new ArrayBuffer(8))

// a * b + c, rounded once to float32. The product is exact in float64; the sum may fall on a midpoint of two floats by
// its own rounding, and then the error of that sum says to which side it belongs.
function fma32(a: number, b: number, c: number): number {
  const p = a * b
  const s = p + c
  const f = Math.fround(s)
  const d = s - f
  if (d === 0 || Math.fround(s + d) !== s + d) return f
  const t = s - p
  const error = p - (s - t) + (c - t)
  if (error === 0 || !Number.isFinite(error)) return f
  bitsOf.setFloat64(0, s)
  bitsOf.setBigInt64(0, bitsOf.getBigInt64(0) + (error > 0 === s > 0 ? 1n : -1n))
  return Math.fround(bitsOf.getFloat64(0))
}
