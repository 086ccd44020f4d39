// Cases of kernels/elementwise.cc.
import { arityOf, MASK_OPS } from '../../../lib/backend/gen/elementwise.ts'
import type { Operand } from '../../../lib/backend/index.ts'
import { type Call, DTYPES, type Pick, span } from '../pick.ts'

// Ops are numbered from 0 on without a gap.
const OPS: number[] = []
while (arityOf(OPS.length) >= 0) OPS.push(OPS.length)

// A shape and, for each of `inputs` inputs and the output after them, strides.
function layout(p: Pick, inputs: number): { shape: number[]; strides: number[][] } {
  const shape = p.chance(2) ? [p.length()] : p.shape()
  const strides = Array.from({ length: inputs }, () => p.broadcast(shape))
  return { shape, strides: [...strides, p.strides(shape)] }
}

export const elementwise = {
  map(p: Pick): Call {
    const op = p.turn(OPS)
    const inputs = arityOf(op)
    const { shape, strides } = layout(p, inputs)
    const buffers: Operand[] = strides.map((s) => p.floats(span(shape, s)))
    // Now and then the output is an input's own memory.
    if (inputs > 0 && p.chance(4)) {
      buffers[0] = buffers[inputs]!
      strides[0] = strides[inputs]!
    }
    return {
      buffers,
      sizes: [op, inputs, shape.length, ...shape, ...strides.flat()],
      numbers: [p.next() * 2, p.next()]
    }
  },

  mapBool(p: Pick): Call {
    const { op } = p.turn(Object.values(MASK_OPS))
    const { shape, strides } = layout(p, 2)
    const [a, b, y] = strides.map((s) => span(shape, s)) as [number, number, number]
    const buffers = [p.floats(a), p.floats(b), p.out(y, 'bool')]
    return { buffers, sizes: [op, shape.length, ...shape, ...strides.flat()] }
  },

  where(p: Pick): Call {
    const dtype = p.one(DTYPES)
    const { shape, strides } = layout(p, 3)
    const [c, a, b, y] = strides.map((s) => span(shape, s)) as [number, number, number, number]
    const buffers = [p.bools(c), p.any(dtype, a), p.any(dtype, b), p.out(y, dtype)]
    return { buffers, sizes: [shape.length, ...shape, ...strides.flat()] }
  },

  logical(p: Pick): Call {
    const { shape, strides } = layout(p, 2)
    const buffers = strides.map((s) => p.bools(span(shape, s)))
    return { buffers, sizes: [p.int(0, 2), shape.length, ...shape, ...strides.flat()] }
  }
}
