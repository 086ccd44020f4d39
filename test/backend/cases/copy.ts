// Cases of kernels/copy.cc.
import type { DType } from '../../../lib/backend/index.ts'
import { type Call, DTYPES, type Pick, span } from '../pick.ts'

const code = (dtype: DType) => DTYPES.indexOf(dtype)

export const copying = {
  copy(p: Pick): Call {
    const dtype = p.one(DTYPES)
    const shape = p.shape()
    const [from, to] = [p.broadcast(shape), p.strides(shape)]
    const buffers = [p.any(dtype, span(shape, from)), p.out(span(shape, to), dtype)]
    return { buffers, sizes: [shape.length, ...shape, ...from, ...to] }
  },

  cast(p: Pick): Call {
    const [a, b] = [p.one(DTYPES), p.one(DTYPES)]
    const shape = p.shape()
    const [from, to] = [p.broadcast(shape), p.strides(shape)]
    const buffers = [p.any(a, span(shape, from)), p.out(span(shape, to), b)]
    return { buffers, sizes: [code(a), code(b), shape.length, ...shape, ...from, ...to] }
  },

  fill(p: Pick): Call {
    const dtype = p.one(DTYPES)
    const shape = p.shape()
    const to = p.strides(shape)
    const value = p.one([0, -0, 1, -1.5, Number.NaN, Infinity, 1e300, 3e9, -3e9, 1e-45])
    return {
      buffers: [p.out(span(shape, to), dtype)],
      sizes: [code(dtype), shape.length, ...shape, ...to],
      numbers: [value]
    }
  }
}
