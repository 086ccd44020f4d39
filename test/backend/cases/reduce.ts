// Cases of kernels/reduce.cc and kernels/foreach.cc: the middle dimension of (outer, n, inner).
import type { Call, Pick } from '../pick.ts'

// Sizes of (outer, n, inner); n at least `least`.
function sizes(p: Pick, least = 0): [number, number, number] {
  const inner = p.chance(2) ? 1 : p.int(0, 20)
  return [p.int(p.chance(5) ? 0 : 1, 5), Math.max(least, p.length()), inner]
}

function tensors(p: Pick): number[] {
  return Array.from({ length: p.int(0, 5) }, () => p.length())
}

export const reduce = {
  reduce(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    const buffers = [p.floats(outer * n * inner), p.floats(outer * inner)]
    return { buffers, sizes: [p.int(0, 5), outer, n, inner, p.int(0, 1)], numbers: [p.one([1, n, 0.3])] }
  },

  variance(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    const buffers = [p.floats(outer * n * inner), p.out(outer * inner), p.out(outer * inner)]
    return { buffers, sizes: [outer, n, inner], numbers: [p.one([n, Math.max(0, n - 1)])] }
  },

  extreme(p: Pick): Call {
    const [outer, n, inner] = sizes(p, 1)
    const y = p.chance(4) ? null : p.out(outer * inner)
    const index = p.chance(4) ? null : p.out(outer * inner, 'int32')
    return { buffers: [p.floats(outer * n * inner), y, index], sizes: [p.int(0, 1), outer, n, inner] }
  },

  extremeBackward(p: Pick): Call {
    const [outer, n, inner] = sizes(p, 1)
    const buffers = [p.floats(outer * inner), p.indices(outer * inner, n), p.out(outer * n * inner)]
    return { buffers, sizes: [outer, n, inner] }
  },

  anyAll(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    return {
      buffers: [p.bools(outer * n * inner), p.out(outer * inner, 'bool')],
      sizes: [p.int(0, 1), outer, n, inner]
    }
  },

  foreachNorm(p: Pick): Call {
    const lengths = tensors(p)
    const buffers = [...lengths.map((n) => p.floats(n)), p.out(1, 'float64')]
    // A call without tensors has no float type to follow.
    if (lengths.length === 0) return { buffers: [p.floats(1), p.out(1, 'float64')], sizes: [p.int(0, 2), 1, 1] }
    return { buffers, sizes: [p.int(0, 2), lengths.length, ...lengths] }
  },

  foreachSquares(p: Pick): Call {
    const lengths = tensors(p)
    const chunks = lengths.reduce((sum, n) => sum + Math.ceil(n / 16384), 0)
    if (lengths.length === 0) return { buffers: [p.floats(1), p.out(1, 'float64')], sizes: [1, 1, 1] }
    return {
      buffers: [...lengths.map((n) => p.floats(n)), p.out(chunks, 'float64')],
      sizes: [lengths.length, chunks, ...lengths]
    }
  },

  foreachMul(p: Pick): Call {
    const lengths = [p.length(), ...tensors(p)]
    return { buffers: lengths.map((n) => p.floats(n)), sizes: [lengths.length, ...lengths], numbers: [p.next()] }
  }
}
