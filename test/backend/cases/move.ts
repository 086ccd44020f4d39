// Cases of kernels/move.cc.
import { type Call, DTYPES, type Pick, span } from '../pick.ts'

export const move = {
  copy(p: Pick): Call {
    const dtype = p.one(DTYPES)
    const shape = p.shape()
    const [from, to] = [p.broadcast(shape), p.strides(shape)]
    const buffers = [p.any(dtype, span(shape, from)), p.out(span(shape, to), dtype)]
    return { buffers, sizes: [shape.length, ...shape, ...from, ...to] }
  }
}
