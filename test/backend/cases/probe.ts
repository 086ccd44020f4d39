// Cases of kernels/probe.cc, which measure the machine: small ones.
import type { Call, Pick } from '../pick.ts'

export const probe = {
  probeFma(p: Pick): Call {
    const [units, rounds] = [p.int(0, 3), p.int(0, 4)]
    return { buffers: [p.floats(units * 192)], sizes: [units, rounds], numbers: [p.next(), p.next()] }
  },

  probeRead(p: Pick): Call {
    const [units, length] = [p.int(0, 3), 64 * p.int(1, 3)]
    return { buffers: [p.floats(units * length), p.out(units * 64)], sizes: [units, length] }
  },

  probeTriad(p: Pick): Call {
    const n = p.length()
    return { buffers: [p.floats(n), p.floats(n), p.out(n)], sizes: [n], numbers: [p.next()] }
  },

  probeUpdate(p: Pick): Call {
    const n = p.length()
    return { buffers: [1, 2, 3, 4].map(() => p.floats(n)), sizes: [n], numbers: [p.next()] }
  },

  probeHandOff(p: Pick): Call {
    return { buffers: [p.out(1, 'float64')], sizes: [p.int(0, 20)] }
  }
}
