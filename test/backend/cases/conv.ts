// Cases of kernels/conv.
import type { Call, Pick } from '../pick.ts'

interface Shape {
  readonly sizes: number[]
  readonly x: number
  readonly weight: number
  readonly y: number
  readonly co: number
}

// A shape that goes by Winograd's tiles in float32, or just misses one of its limits.
function tiled(p: Pick): Shape {
  const groups = p.one([1, 1, 2])
  const [cg, og] = p.one([
    [16, 32],
    [32, 16],
    [17, 35],
    [24, 24],
    [40, 19],
    [16, 31]
  ] as const)
  const along = () => {
    const [pad, out] = [p.int(0, 2), p.int(7, 11)]
    return { size: out + 2 - 2 * pad, pad, out }
  }
  const [n, h, w] = [p.int(1, 2), along(), along()]
  const [ci, co] = [groups * cg, groups * og]
  return {
    sizes: [n, ci, h.size, w.size, co, 3, 3, h.out, w.out, 1, 1, h.pad, w.pad, 1, 1, groups],
    x: n * ci * h.size * w.size,
    weight: co * cg * 9,
    y: n * co * h.out * w.out,
    co
  }
}

function shape(p: Pick): Shape {
  if (p.chance(12)) return tiled(p)
  // Every sixth is depthwise, which has its own kernels, half of these with the shapes that nets have.
  const depthwise = p.chance(6)
  const usual = depthwise && p.chance(2) ? p.int(1, 2) : 0
  const groups = depthwise ? p.one([2, 4, 5, 17]) : p.one([1, 1, 2, 3])
  const [ci, co] = depthwise ? [groups, groups] : [groups * p.int(1, 4), groups * p.int(1, 5)]
  const n = p.int(p.chance(8) ? 0 : 1, 2)
  const along = (more: number) => {
    const any = [p.int(1, 3), p.int(1, 3), p.int(0, 2), p.one([1, 1, 2])] as const
    const [k, stride, pad, dilation] = usual ? ([3, usual, p.one([0, 1, 1, 2]), 1] as const) : any
    const size = dilation * (k - 1) + 1 + more
    return { size, k, stride, pad, dilation, out: Math.floor((size + 2 * pad - dilation * (k - 1) - 1) / stride) + 1 }
  }
  // Now and then rows of several vectors, or more rows than are copied at a time.
  const [h, w] = p.chance(12)
    ? [along(p.int(0, 1)), along(p.int(8, 70))]
    : [along(p.chance(12) ? p.int(8, 40) : p.int(0, 7)), along(p.int(0, 7))]
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

type Dtype = 'float32' | 'float64'

function forward(p: Pick, dtype: Dtype = p.dtype): Call {
  const s = shape(p)
  const bias = p.maybe(() => p.floats(s.co, { dtype }))
  return {
    buffers: [p.floats(s.x, { dtype }), p.floats(s.weight, { dtype }), bias, p.out(s.y, dtype)],
    sizes: [...s.sizes, p.int(0, 1)]
  }
}

function input(p: Pick, dtype: Dtype = p.dtype): Call {
  const s = shape(p)
  return {
    buffers: [p.floats(s.y, { dtype }), p.floats(s.weight, { dtype }), p.floats(s.x, { dtype })],
    sizes: [...s.sizes, p.int(0, 1)]
  }
}

function weight(p: Pick, dtype: Dtype = p.dtype): Call {
  const s = shape(p)
  const dbias = p.maybe(() => p.floats(s.co, { dtype }))
  return {
    buffers: [p.floats(s.x, { dtype }), p.floats(s.y, { dtype }), p.floats(s.weight, { dtype }), dbias],
    sizes: [...s.sizes, p.int(0, 1)]
  }
}

export const conv = {
  conv2d: (p: Pick) => forward(p),
  conv2dInput: (p: Pick) => input(p),
  conv2dWeight: (p: Pick) => weight(p),
  conv2dBfloat16: (p: Pick) => forward(p, 'float32'),
  conv2dInputBfloat16: (p: Pick) => input(p, 'float32'),
  conv2dWeightBfloat16: (p: Pick) => weight(p, 'float32')
}
