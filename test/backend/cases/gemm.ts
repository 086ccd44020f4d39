// Cases of kernels/gemm.
import { type Call, type Pick, span } from '../pick.ts'

// Values whose products lie around the smallest normal number, where a flush decides.
const tiny = (p: Pick): number => (p.next() < 0.5 ? -1 : 1) * (1 + Math.floor(p.next() * 4) / 4) * 2 ** -p.int(60, 66)

function product(p: Pick, dtype: 'float32' | 'float64', bfloat16: boolean): Call {
  const small = bfloat16 && p.chance(3)
  // The start of a sum next to the smallest normal number, factors whose product is half an ulp of it, and so on.
  const floats = (length: number) =>
    small ? p.place('float32', length, () => (p.chance(8) ? 2 ** -126 : tiny(p))) : p.floats(length, { dtype })
  const side = () => (p.chance(3) ? p.one([0, 1, 15, 16, 17, 33]) : p.int(1, 40))
  const [rows, cols, inner] = [side(), side(), side()]
  const shape = p.chance(2) ? [] : [p.int(p.chance(8) ? 0 : 1, 3), p.int(1, 2)].slice(p.int(0, 1))
  // Row and column stride of a matrix, in either order, with gaps at times.
  const layout = (r: number, c: number): [number, number] => {
    const gap = p.chance(4) ? p.int(1, 3) : 0
    return p.chance(2) ? [Math.max(1, c) + gap, 1] : [1, Math.max(1, r) + gap]
  }
  const [ars, acs] = layout(rows, inner)
  const [brs, bcs] = layout(inner, cols)
  const [srs, scs] = p.one([layout(rows, cols), [0, 1], [1, 0], [0, 0]])
  const ldc = cols + (p.chance(4) ? p.int(1, 3) : 0)
  const accumulate = p.chance(3) ? 1 : 0
  const biased = accumulate === 0 && p.chance(2)
  const reach = (r: number, c: number, rs: number, cs: number) => (r > 0 && c > 0 ? 1 + (r - 1) * rs + (c - 1) * cs : 0)
  const matrices = [
    reach(rows, inner, ars, acs),
    reach(inner, cols, brs, bcs),
    reach(rows, cols, srs, scs),
    reach(rows, cols, ldc, 1)
  ]
  // The batch strides step over whole matrices; inputs broadcast at times.
  const strides = matrices.map((m, k) => {
    const steps = k === 3 ? p.strides(shape) : p.broadcast(shape)
    return steps.map((s) => s * Math.max(1, m))
  })
  const lengths = matrices.map((m, k) => {
    const s = span(shape, strides[k]!)
    return m === 0 || s === 0 ? 0 : s + m - 1
  })
  const [a, b, bias, c] = lengths as [number, number, number, number]
  const sizes = [rows, cols, inner, ars, acs, brs, bcs, srs, scs, ldc, accumulate, p.int(0, 6), shape.length, ...shape]
  return {
    buffers: [floats(a), floats(b), biased ? floats(bias) : null, floats(c)],
    sizes: [...sizes, ...strides.flat()]
  }
}

export const gemm = {
  gemm(p: Pick): Call {
    return product(p, p.dtype, false)
  },
  gemmBfloat16(p: Pick): Call {
    return product(p, 'float32', true)
  }
}
