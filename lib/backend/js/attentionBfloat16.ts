// Attention whose products are those of bfloat16 (pairs.ts): scores are chains over depth, results over keys, gradients of keys
// and values over queries, from the first block of queries that sees the key. All else is as in attention.ts.
import type { AttentionBackwardBfloat16Args, AttentionBfloat16Args } from '../gen/kernels.ts'
import { log_f32 } from '../gen/math.ts'
import { type At, BLOCK_ROWS, Rows, rowsOf } from './attention.ts'
import { chainOfPairs, roundBfloat16, rounded } from './pairs.ts'

// Rows of scores from operands that are rounded already.
class RoundedRows extends Rows {
  override chain(a: Float32Array, i: number, b: Float32Array, j: number, n: number): number {
    return chainOfPairs(0, a, i, b, j, n)
  }
}

// Column d of `rows` rows of n elements, which start at `at(row)`: the columns one behind the other.
function columns(x: Float32Array, rows: number, n: number, at: (row: number) => number): Float32Array {
  const all = new Float32Array(rows * n)
  for (let r = 0; r < rows; r++) for (let d = 0; d < n; d++) all[d * rows + r] = x[at(r) + d]!
  return all
}

export const attentionBfloat16 = {
  attentionBfloat16(args: AttentionBfloat16Args): number {
    const { mask, y, lse, batch, heads, queries, keys, depth, width, causal, strides, scale } = args
    const [qAt, kAt, vAt, mAt, yAt] = [0, 1, 2, 3, 4].map((n) => rowsOf(strides, n)) as [At, At, At, At, At]
    const [q, k, v] = [args.q, args.k, args.v].map(rounded) as [Float32Array, Float32Array, Float32Array]
    const rows = new RoundedRows(q, keys, causal)
    for (let head = 0; head < batch * heads; head++) {
      const b = Math.floor(head / heads)
      const h = head % heads
      const values = columns(v, keys, width, (j) => vAt(b, h, j))
      for (let i = 0; i < queries; i++) {
        rows.scores(i, q, qAt(b, h, i), k, kAt(b, h, 0), strides[5]!, depth, scale, mask, mAt(b, h, i))
        const top = rows.largest(i)
        const shift = top === -Infinity ? 0 : top
        const sum = rows.exponentials(i, shift)
        lse[head * queries + i] = shift + log_f32(sum)
        const weights = rounded(rows.s as Float32Array)
        const to = yAt(b, h, i)
        for (let d = 0; d < width; d++) {
          const total = chainOfPairs(0, weights, 0, values, d * keys, rows.limit(i))
          // A row that sees nothing is 0, as in PyTorch.
          y[to + d] = total / (sum === 0 ? 1 : sum)
        }
      }
    }
    return 0
  },

  attentionBackwardBfloat16(args: AttentionBackwardBfloat16Args): number {
    const { mask, y, lse, dq, dk, dv, batch, heads, queries, keys, depth, width, causal, strides, scale } = args
    const at = Array.from({ length: 9 }, (_, n) => rowsOf(strides, n))
    const [qAt, kAt, vAt, mAt, yAt, dyAt, dqAt, dkAt, dvAt] = at as [At, At, At, At, At, At, At, At, At]
    const [q, k, v, dy] = [args.q, args.k, args.v, args.dy].map(rounded) as [F, F, F, F]
    const rows = new RoundedRows(q, keys, causal)
    const { fround } = Math
    // Weights and gradients of scores, a column of queries for each key.
    const weights = new Float32Array(keys * queries)
    const slopes = new Float32Array(keys * queries)
    const line = new Float32Array(keys)
    for (let head = 0; head < batch * heads; head++) {
      const b = Math.floor(head / heads)
      const h = head % heads
      const keysOf = columns(k, keys, depth, (j) => kAt(b, h, j))
      for (let i = 0; i < queries; i++) {
        rows.scores(i, q, qAt(b, h, i), k, kAt(b, h, 0), strides[5]!, depth, scale, mask, mAt(b, h, i))
        const total = lse[head * queries + i]!
        rows.exponentials(i, total === -Infinity ? 0 : total)
        const delta = rows.dot(args.dy, dyAt(b, h, i), y, yAt(b, h, i), width)
        for (let j = 0; j < keys; j++) {
          const p = rows.s[j]!
          const dp = j < rows.seen(i) ? rows.chain(dy, dyAt(b, h, i), v, vAt(b, h, j), width) : 0
          line[j] = roundBfloat16(j < rows.seen(i) ? fround(p * fround(dp - delta)) : 0)
          slopes[j * queries + i] = line[j]!
          weights[j * queries + i] = roundBfloat16(p)
        }
        const to = dqAt(b, h, i)
        for (let d = 0; d < depth; d++)
          dq[to + d] = fround(chainOfPairs(0, line, 0, keysOf, d * keys, rows.limit(i)) * scale)
      }
      const [asked, given] = [
        columns(q, queries, depth, (i) => qAt(b, h, i)),
        columns(dy, queries, width, (i) => dyAt(b, h, i))
      ]
      for (let j = 0; j < keys; j++) {
        const first = Math.min(queries, causal ? j - (j % BLOCK_ROWS) : 0)
        const sum = (of: Float32Array, with_: Float32Array, d: number) =>
          chainOfPairs(0, of, j * queries + first, with_, d * queries + first, queries - first)
        for (let d = 0; d < depth; d++) dk[dkAt(b, h, j) + d] = fround(sum(slopes, asked, d) * scale)
        for (let d = 0; d < width; d++) dv[dvAt(b, h, j) + d] = sum(weights, given, d)
      }
    }
    return 0
  }
}

type F = Float32Array
