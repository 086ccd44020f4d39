// Cases of kernels/attention.cc.
import type { Operand } from '../../../lib/backend/index.ts'
import type { Call, Pick } from '../pick.ts'

// Sizes, and what makes an operand (batch, heads, rows, columns) of them: its strides are collected in call order.
function setting(p: Pick, dtype: 'float32' | 'float64') {
  const [batch, heads] = [p.int(p.chance(8) ? 0 : 1, 2), p.int(1, 2)]
  const [queries, keys] = [p.int(0, 40), p.int(0, 40)]
  const [depth, width] = [p.int(1, 20), p.int(1, 20)]
  const strides: number[] = []
  const operand = (rows: number, columns: number, make: (length: number) => Operand): Operand => {
    // Head-major, or token-major as a linear layer leaves it.
    const own = p.chance(2)
      ? [heads * rows * columns, rows * columns, columns]
      : [rows * heads * columns, columns, heads * columns]
    strides.push(...own)
    const empty = batch * heads * rows * columns === 0
    return make(empty ? 0 : (batch - 1) * own[0]! + (heads - 1) * own[1]! + (rows - 1) * own[2]! + columns)
  }
  const mask = (): Operand | null => {
    const own = p.one([
      [0, 0, keys],
      [0, 0, 0],
      [queries * keys, 0, keys]
    ])
    strides.push(...own)
    if (p.chance(2)) return null
    const empty = batch * heads * queries * keys === 0
    return p.floats(empty ? 0 : (batch - 1) * own[0]! + (queries - 1) * own[2]! + keys, { plain: true, dtype })
  }
  const sizes = [batch, heads, queries, keys, depth, width, p.int(0, 1)]
  return { batch, heads, queries, keys, depth, width, sizes, strides, operand, mask, scale: 1 / Math.sqrt(depth) }
}

type Dtype = 'float32' | 'float64'

function forward(p: Pick, dtype: Dtype = p.dtype): Call {
  const s = setting(p, dtype)
  const floats = (length: number) => p.floats(length, { scale: 2, dtype })
  const buffers = [
    s.operand(s.queries, s.depth, floats),
    s.operand(s.keys, s.depth, floats),
    s.operand(s.keys, s.width, floats),
    s.mask(),
    s.operand(s.queries, s.width, (length) => p.out(length, dtype)),
    p.out(s.batch * s.heads * s.queries, dtype)
  ]
  return { buffers, sizes: [...s.sizes, ...s.strides], numbers: [s.scale] }
}

function backward(p: Pick, dtype: Dtype = p.dtype): Call {
  const s = setting(p, dtype)
  const floats = (length: number) => p.floats(length, { scale: 2, dtype })
  const out = (length: number) => p.out(length, dtype)
  const buffers = [
    s.operand(s.queries, s.depth, floats),
    s.operand(s.keys, s.depth, floats),
    s.operand(s.keys, s.width, floats),
    s.mask(),
    s.operand(s.queries, s.width, floats),
    floats(s.batch * s.heads * s.queries),
    s.operand(s.queries, s.width, floats),
    s.operand(s.queries, s.depth, out),
    s.operand(s.keys, s.depth, out),
    s.operand(s.keys, s.width, out)
  ]
  return { buffers, sizes: [...s.sizes, ...s.strides], numbers: [s.scale] }
}

export const attention = {
  attention: (p: Pick) => forward(p),
  attentionBackward: (p: Pick) => backward(p),
  attentionBfloat16: (p: Pick) => forward(p, 'float32'),
  attentionBackwardBfloat16: (p: Pick) => backward(p, 'float32')
}
