// Cases of kernels/random.cc.
import type { Call, Pick } from '../pick.ts'

// Two words of the seed and two of the counter, near the overflow of the low one at times.
function words(p: Pick): number[] {
  const word = () => Math.floor(p.next() * 2 ** 32)
  return [word(), word(), p.one([0, 2 ** 32 - 1, 2 ** 32 - 3, word()]), p.one([0, 2 ** 32 - 1, word()])]
}

export const random = {
  uniform(p: Pick): Call {
    const n = p.length()
    return { buffers: [p.out(n)], sizes: [n, ...words(p)], numbers: [p.next() * 4, p.next()] }
  },

  normal(p: Pick): Call {
    const n = p.length()
    return { buffers: [p.out(n)], sizes: [n, ...words(p)], numbers: [p.next() * 4, p.next()] }
  },

  integers(p: Pick): Call {
    const n = p.length()
    const range = p.one([1, 2, 6, 1000, 2 ** 31 + 1])
    return { buffers: [p.out(n, 'int32')], sizes: [n, ...words(p), p.int(0, 2 ** 32 - range), range] }
  },

  permutation(p: Pick): Call {
    const n = p.length()
    return { buffers: [p.out(n, 'int32')], sizes: [n, ...words(p)] }
  },

  bernoulli(p: Pick): Call {
    const n = p.length()
    return { buffers: [p.out(n, 'bool')], sizes: [n, ...words(p), p.one([0, 2 ** 31, 2 ** 32, p.int(0, 2 ** 32)])] }
  },

  dropout(p: Pick): Call {
    const n = p.length()
    const x = p.floats(n)
    const buffers = [x, p.chance(3) ? x : p.out(n), p.maybe(() => p.out(n, 'bool'))]
    return { buffers, sizes: [n, ...words(p), p.one([0, 2 ** 31, 2 ** 32, p.int(0, 2 ** 32)])], numbers: [1 / 0.7] }
  }
}
