// Rows of causal attention, forward and backward in one row as in a training step.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, pick, type Row, type Table, uniform } from '../row.ts'

type Shape = readonly [batch: number, heads: number, tokens: number, depth: number]

const GOAL = 2

function attention(dtype: FloatType, width: number, shape: Shape): Row {
  const [batch, heads, tokens, depth] = shape
  const strides = [heads * tokens * depth, tokens * depth, depth]
  const none = [0, 0, 0]
  const forwardStrides = [...strides, ...strides, ...strides, ...none, ...strides]
  const backwardStrides = [...forwardStrides, ...strides, ...strides, ...strides, ...strides]
  const scale = 1 / Math.sqrt(depth)
  const sizes = { batch, heads, queries: tokens, keys: tokens, depth, width: depth, causal: 1, scale }
  // A product of tokens x depth by depth x tokens, of which the mask leaves a little more than half.
  const product = 2 * batch * heads * depth * ((tokens * (tokens + 1)) / 2)
  return {
    group: 'causal attention, forward and backward',
    name: shape.join('x'),
    inputs: { q: uniform(shape, 1), k: uniform(shape, 2), v: uniform(shape, 3), dy: uniform(shape, 4) },
    // Forward reads q, k, v and writes y; backward reads all four and dy and writes three gradients.
    bytes: 12 * bytesOf(width, shape),
    // Two products forward; four backward, and the scores once more since they are not kept.
    flops: 7 * product,
    torch: [{ op: 'attention' }],
    goal: GOAL,
    make(buffers) {
      const [q, k, v, dy] = pick(buffers, 'q', 'k', 'v', 'dy') as [Storage, Storage, Storage, Storage]
      const fresh = () => Storage.allocate(dtype, count(shape))
      const [y, dq, dk, dv] = [fresh(), fresh(), fresh(), fresh()]
      const lse = Storage.allocate(dtype, batch * heads * tokens)
      const forward = { ...sizes, q, k, v, mask: null, y, lse, strides: forwardStrides }
      const backward = { ...forward, dy, dq, dk, dv, strides: backwardStrides }
      return {
        run() {
          kernels.attention(forward)
          kernels.attentionBackward(backward)
        },
        results: [y, dq, dk, dv]
      }
    }
  }
}

export const attentionTable: Table = (dtype, width) => [
  attention(dtype, width, [12, 4, 128, 32]),
  attention(dtype, width, [4, 12, 512, 64])
]
