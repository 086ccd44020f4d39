// Cross entropy and negative log-likelihood of rows x classes, with the gradient.
import type { CrossEntropyArgs, CrossEntropyProbsArgs, NllArgs } from '../gen/kernels.ts'
import { exp_f32, exp_f64, log_f32, log_f64 } from '../gen/math.ts'
import type { FloatArray } from '../storage.ts'
import { maxOf, type Round, roundingOf, sumBlocks, sumLine } from './lanes.ts'

type Maybe = FloatArray | null

const NONE = 0
const MEAN = 1

/** 1 + the first row whose target is neither a class nor ignored, or 0. */
export function badTarget(target: Int32Array, rows: number, classes: number, ignore: number): number {
  for (let row = 0; row < rows; row++) {
    const t = target[row]!
    if (t !== ignore && (t < 0 || t >= classes)) return 1 + row
  }
  return 0
}

// The sum of the weights of the targets that count, in order, in float64.
function weightOf(target: Int32Array, weight: Maybe, rows: number, ignore: number): number {
  let total = 0
  for (let row = 0; row < rows; row++) {
    if (target[row]! !== ignore) total += weight ? weight[target[row]!]! : 1
  }
  return total
}

// Writes the losses of the rows, or their sum or mean.
function finish(
  r: Round,
  losses: ArrayLike<number>,
  loss: FloatArray,
  rows: number,
  reduction: number,
  count: number
): void {
  if (reduction === NONE) return
  const sum = sumBlocks(r, rows, (row) => losses[row]!)
  loss[0] = reduction === MEAN ? sum / count : sum
}

export const losses = {
  crossEntropy({
    logits,
    target,
    weight,
    loss,
    grad,
    rows,
    classes,
    reduction,
    ignoreIndex,
    smoothing
  }: CrossEntropyArgs): number {
    const r = roundingOf(logits)
    const [exp, log] = logits instanceof Float32Array ? [exp_f32, log_f32] : [exp_f64, log_f64]
    const bad = badTarget(target, rows, classes, ignoreIndex)
    if (bad) return bad
    const count = weightOf(target, weight, rows, ignoreIndex)
    const rowLoss = reduction === NONE ? loss : new Float64Array(rows)
    const keep = r(1 - smoothing)
    const share = r(smoothing / r(classes))
    const w = (i: number) => (weight ? weight[i]! : 1)
    const weights = weight ? sumLine(r, classes, w) : r(classes)
    const scale = reduction === MEAN ? r(1 / count) : 1
    const even = r(share * scale)
    for (let row = 0; row < rows; row++) {
      const from = row * classes
      const t = target[row]!
      if (t === ignoreIndex) {
        rowLoss[row] = 0
        if (grad) grad.fill(0, from, from + classes)
        continue
      }
      const m = maxOf(logits, from, classes, 1)
      const around = (i: number) => r(logits[from + i]! - m)
      const sum = sumLine(r, classes, (i) => exp(around(i)))
      const lse = log(sum)
      const up = r(keep * w(t))
      let value = r(up * r(lse - around(t)))
      if (smoothing !== 0) {
        const spread = sumLine(r, classes, (i) => (weight ? r(weight[i]! * around(i)) : around(i)))
        value = r(value + r(share * r(r(weights * lse) - spread)))
      }
      rowLoss[row] = value
      if (!grad) continue
      const factor = r(r(1 / sum) * r((smoothing !== 0 ? r(up + r(share * weights)) : up) * scale))
      for (let i = 0; i < classes; i++) {
        const g = r(exp(around(i)) * factor)
        grad[from + i] = smoothing !== 0 ? g - r(even * w(i)) : g
      }
      grad[from + t] = grad[from + t]! - r(up * scale)
    }
    finish(r, rowLoss, loss, rows, reduction, count)
    return 0
  },

  crossEntropyProbs({
    logits,
    target,
    weight,
    loss,
    grad,
    rows,
    classes,
    reduction,
    smoothing
  }: CrossEntropyProbsArgs): number {
    const r = roundingOf(logits)
    const [exp, log] = logits instanceof Float32Array ? [exp_f32, log_f32] : [exp_f64, log_f64]
    const rowLoss = reduction === NONE ? loss : new Float64Array(rows)
    const keep = r(1 - smoothing)
    const share = r(smoothing / r(classes))
    const scale = reduction === MEAN ? r(1 / rows) : 1
    for (let row = 0; row < rows; row++) {
      const from = row * classes
      const m = maxOf(logits, from, classes, 1)
      const around = (i: number) => r(logits[from + i]! - m)
      const wanted = (i: number) => {
        const v = r(r(target[from + i]! * keep) + share)
        return weight ? r(weight[i]! * v) : v
      }
      const total = sumLine(r, classes, wanted)
      const spread = sumLine(r, classes, (i) => r(wanted(i) * around(i)))
      const sum = sumLine(r, classes, (i) => exp(around(i)))
      rowLoss[row] = r(r(total * log(sum)) - spread)
      if (!grad) continue
      const factor = r(r(1 / sum) * r(total * scale))
      for (let i = 0; i < classes; i++) grad[from + i] = r(exp(around(i)) * factor) - r(wanted(i) * scale)
    }
    finish(r, rowLoss, loss, rows, reduction, rows)
    return 0
  },

  nll({ logp, target, weight, loss, grad, rows, classes, reduction, ignoreIndex }: NllArgs): number {
    const r = roundingOf(logp)
    const bad = badTarget(target, rows, classes, ignoreIndex)
    if (bad) return bad
    const count = weightOf(target, weight, rows, ignoreIndex)
    const rowLoss = reduction === NONE ? loss : new Float64Array(rows)
    const scale = reduction === MEAN ? r(1 / count) : 1
    if (grad) grad.fill(0, 0, rows * classes)
    for (let row = 0; row < rows; row++) {
      const t = target[row]!
      rowLoss[row] = 0
      if (t === ignoreIndex) continue
      const w = weight ? weight[t]! : 1
      rowLoss[row] = -r(w * logp[row * classes + t]!)
      if (grad) grad[row * classes + t] = -r(w * scale)
    }
    finish(r, rowLoss, loss, rows, reduction, count)
    return 0
  }
}
