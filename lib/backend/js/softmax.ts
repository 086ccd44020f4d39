// Softmax, log-softmax and logsumexp over the middle dimension of (outer, n, inner), forward and backward; the losses
// are in losses.ts.
import type { LogsumexpArgs, LogsumexpBackwardArgs, SoftmaxArgs, SoftmaxBackwardArgs } from '../gen/kernels.ts'
import { exp_f32, exp_f64, log_f32, log_f64 } from '../gen/math.ts'
import type { FloatArray } from '../storage.ts'
import { maxOf, type Round, roundingOf, sumLine } from './lanes.ts'

const expOf = (x: FloatArray) => (x instanceof Float32Array ? exp_f32 : exp_f64)
const logOf = (x: FloatArray) => (x instanceof Float32Array ? log_f32 : log_f64)

// The sum of n terms: a line where inner is 1, else a chain in order.
function sumOf(r: Round, n: number, inner: number, term: (i: number) => number): number {
  if (inner === 1) return sumLine(r, n, term)
  let sum = 0
  for (let i = 0; i < n; i++) sum = r(sum + term(i))
  return sum
}

// f(from, at) for every output `at`, whose elements start at `from` and lie `inner` apart.
function eachLine(outer: number, n: number, inner: number, f: (from: number, at: number) => void): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) f(o * n * inner + i, o * inner + i)
  }
}

const finiteOrZero = (m: number) => (Math.abs(m) === Infinity ? 0 : m)

export const softmax = {
  softmax({ x, y, outer, n, inner, log }: SoftmaxArgs): number {
    const r = roundingOf(x)
    const exp = expOf(x)
    eachLine(outer, n, inner, (from) => {
      const m = maxOf(x, from, n, inner)
      const around = (i: number) => r(x[from + i * inner]! - m)
      if (log) {
        const total = logOf(x)(sumOf(r, n, inner, (i) => exp(around(i))))
        for (let i = 0; i < n; i++) y[from + i * inner] = around(i) - total
        return
      }
      const sum = sumOf(r, n, inner, (i) => {
        const e = exp(around(i))
        y[from + i * inner] = e
        return e
      })
      const share = r(1 / sum)
      for (let k = from; k < from + n * inner; k += inner) y[k] = y[k]! * share
    })
    return 0
  },

  softmaxBackward({ y, dy, dx, outer, n, inner, log }: SoftmaxBackwardArgs): number {
    const r = roundingOf(y)
    const exp = expOf(y)
    eachLine(outer, n, inner, (from) => {
      const sum = sumOf(r, n, inner, (i) => {
        const k = from + i * inner
        return log ? dy[k]! : r(dy[k]! * y[k]!)
      })
      for (let k = from; k < from + n * inner; k += inner) {
        dx[k] = log ? dy[k]! - r(exp(y[k]!) * sum) : y[k]! * r(dy[k]! - sum)
      }
    })
    return 0
  },

  logsumexp({ x, y, outer, n, inner }: LogsumexpArgs): number {
    const r = roundingOf(x)
    const exp = expOf(x)
    eachLine(outer, n, inner, (from, at) => {
      const m = finiteOrZero(maxOf(x, from, n, inner))
      y[at] = m + logOf(x)(sumOf(r, n, inner, (i) => exp(r(x[from + i * inner]! - m))))
    })
    return 0
  },

  logsumexpBackward({ x, y, dy, dx, outer, n, inner }: LogsumexpBackwardArgs): number {
    const r = roundingOf(x)
    const exp = expOf(x)
    eachLine(outer, n, inner, (from, at) => {
      const m = y[at]!
      const up = dy[at]!
      for (let k = from; k < from + n * inner; k += inner) dx[k] = up * exp(r(x[k]! - m))
    })
    return 0
  }
}
