// Cases of kernels/pool/max.cc.
import type { Call, Pick } from '../pick.ts'

// One dimension of a window that moves over a plane.
function along(
  p: Pick,
  dilated: boolean
): { size: number; k: number; stride: number; pad: number; d: number; out: number } {
  const [k, stride, d] = [p.int(1, 3), p.int(1, 3), dilated ? p.one([1, 1, 2]) : 1]
  const pad = p.int(0, Math.floor(k / 2))
  const size = d * (k - 1) + 1 + p.int(0, 8)
  return { size, k, stride, pad, d, out: Math.floor((size + 2 * pad - d * (k - 1) - 1) / stride) + 1 }
}

function windows(p: Pick, dilated: boolean): { sizes: number[]; x: number; y: number } {
  const [h, w] = [along(p, dilated), along(p, dilated)]
  const planes = p.int(p.chance(8) ? 0 : 1, 4)
  const sizes = [planes, h.size, w.size, h.out, w.out, h.k, w.k, h.stride, w.stride, h.pad, w.pad]
  if (dilated) sizes.push(h.d, w.d)
  return { sizes, x: planes * h.size * w.size, y: planes * h.out * w.out }
}

function plane(p: Pick): { planes: number; h: number; w: number } {
  return { planes: p.int(p.chance(8) ? 0 : 1, 4), h: p.int(1, 20), w: p.int(1, 36) }
}

export const pool = {
  maxPool2d(p: Pick): Call {
    const { sizes, x, y } = windows(p, true)
    return { buffers: [p.floats(x), p.out(y), p.out(y, 'int32')], sizes }
  },

  maxPool2dBackward(p: Pick): Call {
    const { planes, h, w } = plane(p)
    const [oh, ow] = [p.int(1, h), p.int(1, w)]
    const buffers = [p.floats(planes * oh * ow), p.indices(planes * oh * ow, h * w), p.floats(planes * h * w)]
    return { buffers, sizes: [planes, h, w, oh, ow, p.int(0, 1)] }
  },

  maxPool2x2(p: Pick): Call {
    const { planes, h, w } = plane(p)
    const y = planes * (h >> 1) * (w >> 1)
    return { buffers: [p.floats(planes * h * w), p.out(y), p.out(y, 'bool')], sizes: [planes, h, w, p.int(0, 1)] }
  },

  maxPool2x2Backward(p: Pick): Call {
    const { planes, h, w } = plane(p)
    const y = planes * (h >> 1) * (w >> 1)
    const index = p.place('bool', y, () => p.int(0, 4))
    return { buffers: [p.floats(y), index, p.floats(planes * h * w)], sizes: [planes, h, w, p.int(0, 1)] }
  },

  avgPool2d(p: Pick): Call {
    const { sizes, x, y } = windows(p, false)
    return { buffers: [p.floats(x), p.out(y)], sizes: [...sizes, p.int(0, 1)] }
  },

  avgPool2dBackward(p: Pick): Call {
    const { sizes, x, y } = windows(p, false)
    return { buffers: [p.floats(y), p.floats(x)], sizes: [...sizes, p.int(0, 1), p.int(0, 1)] }
  },

  adaptiveAvgPool2d(p: Pick): Call {
    const { planes, h, w } = plane(p)
    const [oh, ow] = [p.int(0, 7), p.int(0, 7)]
    return { buffers: [p.floats(planes * h * w), p.out(planes * oh * ow)], sizes: [planes, h, w, oh, ow] }
  },

  adaptiveAvgPool2dBackward(p: Pick): Call {
    const { planes, h, w } = plane(p)
    const [oh, ow] = [p.int(0, 7), p.int(0, 7)]
    return {
      buffers: [p.floats(planes * oh * ow), p.floats(planes * h * w)],
      sizes: [planes, h, w, oh, ow, p.int(0, 1)]
    }
  }
}
