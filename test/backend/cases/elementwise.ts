// Cases of kernels/elementwise.cc.
import { arityOf } from '../../../lib/backend/gen/elementwise.ts'
import type { Operand } from '../../../lib/backend/index.ts'
import { type Call, type Pick, span } from '../pick.ts'

// Ops are numbered from 0 on without a gap.
const OPS: number[] = []
while (arityOf(OPS.length) >= 0) OPS.push(OPS.length)

export const elementwise = {
  map(p: Pick): Call {
    const op = p.turn(OPS)
    const shape = p.chance(2) ? [p.length()] : p.shape()
    const own = p.strides(shape)
    const strides = Array.from({ length: arityOf(op) }, () => p.broadcast(shape))
    const buffers = strides.map((s) => p.floats(span(shape, s)))
    // Now and then the output is an input's own memory.
    let y: Operand = p.out(span(shape, own))
    if (p.chance(4) && strides.length > 0) {
      y = p.floats(span(shape, own))
      buffers[0] = y
      strides[0] = own
    }
    const sizes = [op, strides.length, shape.length, ...shape, ...strides.flat(), ...own]
    return { buffers: [...buffers, y], sizes, numbers: [p.next() * 2, p.next()] }
  }
}
