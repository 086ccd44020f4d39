// Cases of kernels/conv/forward.cc.
import type { Call, Pick } from '../pick.ts'

interface Shape {
  readonly sizes: number[]
  readonly x: number
  readonly weight: number
  readonly y: number
  readonly co: number
}

function shape(p: Pick): Shape {
  const groups = p.one([1, 1, 2, 3])
  const [ci, co] = [groups * p.int(1, 4), groups * p.int(1, 5)]
  const n = p.int(p.chance(8) ? 0 : 1, 2)
  const along = () => {
    const [k, stride, pad, dilation] = [p.int(1, 3), p.int(1, 2), p.int(0, 2), p.one([1, 1, 2])]
    const size = dilation * (k - 1) + 1 + p.int(0, 7)
    return { size, k, stride, pad, dilation, out: Math.floor((size + 2 * pad - dilation * (k - 1) - 1) / stride) + 1 }
  }
  const [h, w] = [along(), along()]
  return {
    sizes: [n, h.size, w.size]
      .toSpliced(1, 0, ci)
      .concat(co, h.k, w.k, h.out, w.out, h.stride, w.stride, h.pad, w.pad)
      .concat(h.dilation, w.dilation, groups),
    x: n * ci * h.size * w.size,
    weight: co * (ci / groups) * h.k * w.k,
    y: n * co * h.out * w.out,
    co
  }
}

export const conv = {
  conv2d(p: Pick): Call {
    const s = shape(p)
    const bias = p.maybe(() => p.floats(s.co))
    return { buffers: [p.floats(s.x), p.floats(s.weight), bias, p.out(s.y)], sizes: [...s.sizes, p.int(0, 1)] }
  },

  conv2dInput(p: Pick): Call {
    const s = shape(p)
    return { buffers: [p.floats(s.y), p.floats(s.weight), p.floats(s.x)], sizes: [...s.sizes, p.int(0, 1)] }
  },

  conv2dWeight(p: Pick): Call {
    const s = shape(p)
    const dbias = p.maybe(() => p.floats(s.co))
    return { buffers: [p.floats(s.x), p.floats(s.y), p.floats(s.weight), dbias], sizes: [...s.sizes, p.int(0, 1)] }
  }
}
