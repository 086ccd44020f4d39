// Cases of kernels/move.cc.
import type { DType } from '../../../lib/backend/index.ts'
import { type Call, type Pick, span } from '../pick.ts'

const DTYPES: DType[] = ['float32', 'float64', 'int32', 'bool']

export const move = {
  copy(p: Pick): Call {
    const dtype = p.one(DTYPES)
    const shape = p.shape()
    const [from, to] = [p.broadcast(shape), p.strides(shape)]
    const buffers = [p.any(dtype, span(shape, from)), p.out(span(shape, to), dtype)]
    return { buffers, sizes: [shape.length, ...shape, ...from, ...to] }
  }
}
