// Cases of kernels/bfloat16.cc.
import { Storage } from '../../../lib/backend/index.ts'
import type { Call, Pick } from '../pick.ts'

export const bfloat16 = {
  toBfloat16(p: Pick): Call {
    const n = p.length()
    return { buffers: [p.floats(n, { dtype: 'float32' }), p.out(2 * n, 'bool')], sizes: [n] }
  },

  fromBfloat16(p: Pick): Call {
    const n = p.length()
    return {
      buffers: [new Storage(Uint8Array.from({ length: 2 * n }, () => p.int(0, 255))), p.out(n, 'float32')],
      sizes: [n]
    }
  }
}
