// Probes of the machine for the benchmark: see native/kernels/probe.cc.
import type { ProbeFmaArgs, ProbeHandOffArgs, ProbeReadArgs, ProbeTriadArgs, ProbeUpdateArgs } from '../gen/kernels.ts'
import { fma_f32 } from './primitives.ts'

const CHAINS = 192

export const probe = {
  probeFma({ y, units, rounds, a, b }: ProbeFmaArgs): number {
    const single = y instanceof Float32Array
    for (let k = 0; k < units * CHAINS; k++) {
      let r = y[k]!
      if (single) for (let n = 0; n < rounds; n++) r = fma_f32(r, a, b)
      else for (let n = 0; n < rounds; n++) r = r * a + b
      y[k] = r
    }
    return 0
  },

  probeRead({ x, y, units, length }: ProbeReadArgs): number {
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

  probeTriad({ x, y, z, n, a }: ProbeTriadArgs): number {
    // Rounds as the native kernel does: after the product and after the sum.
    const round = z instanceof Float32Array ? Math.fround : identity
    for (let i = 0; i < n; i++) z[i] = x[i]! + round(a * y[i]!)
    return 0
  },

  probeUpdate({ g, p, m, v, n, a }: ProbeUpdateArgs): number {
    const round = p instanceof Float32Array ? Math.fround : identity
    for (let i = 0; i < n; i++) {
      m[i] = m[i]! + round(a * round(g[i]! - m[i]!))
      v[i] = v[i]! + round(a * round(round(g[i]! * g[i]!) - v[i]!))
      p[i] = p[i]! - round(a * m[i]!)
    }
    return 0
  },

  probeHandOff({ y, hops }: ProbeHandOffArgs): number {
    y[0] = hops
    return 0
  }
}

function identity(x: number): number {
  return x
}
