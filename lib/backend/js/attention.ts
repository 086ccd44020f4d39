// Scaled dot-product attention, forward and backward, a row of scores at a time. The order of the sums is that of
// native/kernels/attention.cc: chains over depth, keys or queries; row sums by sixteen lanes and a tree.
import type { AttentionArgs, AttentionBackwardArgs } from '../gen/kernels.ts'
import { exp_f32, exp_f64, log_f32, log_f64 } from '../gen/math.ts'
import type { FloatArray } from '../storage.ts'
import { fma_f32, fma_f64 } from './primitives.ts'

export const BLOCK_ROWS = 32

type Numbers = readonly number[]

interface Arithmetic {
  round(x: number): number
  fma(a: number, b: number, c: number): number
  exp(x: number): number
  log(x: number): number
}
const SINGLE: Arithmetic = { round: Math.fround, fma: fma_f32, exp: exp_f32, log: log_f32 }
const DOUBLE: Arithmetic = { round: (x) => x, fma: fma_f64, exp: exp_f64, log: log_f64 }
const arithmeticOf = (x: FloatArray): Arithmetic => (x instanceof Float32Array ? SINGLE : DOUBLE)

/** Where row r of head h of batch entry b starts, for operand k of a call. */
export const rowsOf = (strides: Numbers, k: number) => (b: number, h: number, r: number) =>
  b * strides[3 * k]! + h * strides[3 * k + 1]! + r * strides[3 * k + 2]!

/** Sixteen lanes to one: lane l takes in lane l + 8, then l + 4, l + 2, l + 1. */
function tree(lanes: FloatArray): number {
  for (let half = 8; half >= 1; half /= 2) for (let l = 0; l < half; l++) lanes[l] = lanes[l]! + lanes[l + half]!
  return lanes[0]!
}

/** What a call has in common for all rows. */
export class Rows {
  readonly #m: Arithmetic
  readonly #lanes: FloatArray
  /** Scores of a row, then their exponentials. */
  readonly s: FloatArray

  constructor(
    x: FloatArray,
    private readonly keys: number,
    private readonly causal: number
  ) {
    const Type = x instanceof Float32Array ? Float32Array : Float64Array
    this.#m = arithmeticOf(x)
    this.#lanes = new Type(16)
    this.s = new Type(keys)
  }

  /** Keys that query i sees. */
  seen(i: number): number {
    return this.causal ? Math.min(i + 1, this.keys) : this.keys
  }

  /** Keys that the block of query i meets: those from seen(i) on count as exact zeros. */
  limit(i: number): number {
    return this.causal ? Math.min(i - (i % BLOCK_ROWS) + BLOCK_ROWS, this.keys) : this.keys
  }

  /** The chain over n of a[i + .] b[j + .]. */
  chain(a: FloatArray, i: number, b: FloatArray, j: number, n: number): number {
    let sum = 0
    for (let d = 0; d < n; d++) sum = this.#m.fma(a[i + d]!, b[j + d]!, sum)
    return sum
  }

  /** The same sum by sixteen lanes, padded with zeros. */
  dot(a: FloatArray, i: number, b: FloatArray, j: number, n: number): number {
    this.#lanes.fill(0)
    for (let d = 0; d < Math.ceil(n / 16) * 16; d++) {
      this.#lanes[d % 16] = this.#m.fma(d < n ? a[i + d]! : 0, d < n ? b[j + d]! : 0, this.#lanes[d % 16]!)
    }
    return tree(this.#lanes)
  }

  /** s = scale q k^T + mask for the keys that query i sees; the rows of k start at k0 and lie kRow apart. */
  scores(
    i: number,
    q: FloatArray,
    q0: number,
    k: FloatArray,
    k0: number,
    kRow: number,
    depth: number,
    scale: number,
    mask: FloatArray | null,
    m0: number
  ): void {
    const { round } = this.#m
    for (let j = 0; j < this.seen(i); j++) {
      const score = round(this.chain(q, q0, k, k0 + j * kRow, depth) * scale)
      this.s[j] = mask === null ? score : score + mask[m0 + j]!
    }
  }

  /** The largest score, NaN passed over; -Infinity when there is none. */
  largest(i: number): number {
    let top = -Infinity
    for (let j = 0; j < this.seen(i); j++) if (this.s[j]! > top) top = this.s[j]!
    return top
  }

  /** s = exp(s - shift), zeros for the keys that query i does not see; the sum by sixteen lanes. */
  exponentials(i: number, shift: number): number {
    const { round, exp } = this.#m
    this.#lanes.fill(0)
    this.s.fill(0, this.seen(i))
    for (let j = 0; j < this.seen(i); j++) {
      this.s[j] = exp(round(this.s[j]! - shift))
      this.#lanes[j % 16] = this.#lanes[j % 16]! + this.s[j]!
    }
    return tree(this.#lanes)
  }

  /** y[y0 + .] = y + factor x[x0 + .], n fused steps. */
  add(factor: number, x: FloatArray, x0: number, y: FloatArray, y0: number, n: number): void {
    for (let d = 0; d < n; d++) y[y0 + d] = this.#m.fma(factor, x[x0 + d]!, y[y0 + d]!)
  }
}

export const attention = {
  attention({
    q,
    k,
    v,
    mask,
    y,
    lse,
    batch,
    heads,
    queries,
    keys,
    depth,
    width,
    causal,
    strides,
    scale
  }: AttentionArgs): number {
    const [qAt, kAt, vAt, mAt, yAt] = [0, 1, 2, 3, 4].map((n) => rowsOf(strides, n)) as [At, At, At, At, At]
    const rows = new Rows(q, keys, causal)
    const { log } = arithmeticOf(q)
    for (let head = 0; head < batch * heads; head++) {
      const b = Math.floor(head / heads)
      const h = head % heads
      for (let i = 0; i < queries; i++) {
        rows.scores(i, q, qAt(b, h, i), k, kAt(b, h, 0), strides[5]!, depth, scale, mask, mAt(b, h, i))
        const top = rows.largest(i)
        const shift = top === -Infinity ? 0 : top
        const sum = rows.exponentials(i, shift)
        lse[head * queries + i] = shift + log(sum)
        const to = yAt(b, h, i)
        y.fill(0, to, to + width)
        for (let j = 0; j < rows.limit(i); j++) rows.add(rows.s[j]!, v, vAt(b, h, j), y, to, width)
        // A row that sees nothing is 0, as in PyTorch.
        for (let d = 0; d < width; d++) y[to + d] = y[to + d]! / (sum === 0 ? 1 : sum)
      }
    }
    return 0
  },

  attentionBackward({
    q,
    k,
    v,
    mask,
    y,
    lse,
    dy,
    dq,
    dk,
    dv,
    batch,
    heads,
    queries,
    keys,
    depth,
    width,
    causal,
    strides,
    scale
  }: AttentionBackwardArgs): number {
    const at = Array.from({ length: 9 }, (_, n) => rowsOf(strides, n))
    const [qAt, kAt, vAt, mAt, yAt, dyAt, dqAt, dkAt, dvAt] = at as [At, At, At, At, At, At, At, At, At]
    const rows = new Rows(q, keys, causal)
    const { round } = arithmeticOf(q)
    for (let head = 0; head < batch * heads; head++) {
      const b = Math.floor(head / heads)
      const h = head % heads
      for (let j = 0; j < keys; j++) {
        dk.fill(0, dkAt(b, h, j), dkAt(b, h, j) + depth)
        dv.fill(0, dvAt(b, h, j), dvAt(b, h, j) + width)
      }
      for (let i = 0; i < queries; i++) {
        const fromQ = qAt(b, h, i)
        const fromDy = dyAt(b, h, i)
        const to = dqAt(b, h, i)
        rows.scores(i, q, fromQ, k, kAt(b, h, 0), strides[5]!, depth, scale, mask, mAt(b, h, i))
        const total = lse[head * queries + i]!
        rows.exponentials(i, total === -Infinity ? 0 : total)
        const delta = rows.dot(dy, fromDy, y, yAt(b, h, i), width)
        dq.fill(0, to, to + depth)
        for (let j = 0; j < rows.limit(i); j++) {
          const p = rows.s[j]!
          const dp = j < rows.seen(i) ? rows.chain(dy, fromDy, v, vAt(b, h, j), width) : 0
          const ds = j < rows.seen(i) ? round(p * round(dp - delta)) : 0
          rows.add(p, dy, fromDy, dv, dvAt(b, h, j), width)
          rows.add(ds, q, fromQ, dk, dkAt(b, h, j), depth)
          rows.add(ds, k, kAt(b, h, j), dq, to, depth)
        }
        for (let d = 0; d < depth; d++) dq[to + d] = dq[to + d]! * scale
      }
      for (let j = 0; j < keys; j++) {
        const from = dkAt(b, h, j)
        for (let d = 0; d < depth; d++) dk[from + d] = dk[from + d]! * scale
      }
    }
    return 0
  }
}

export type At = ReturnType<typeof rowsOf>
