// Batch norm of (batch, channels, inner), with or without relu, forward and backward.
import type { BatchNormArgs, BatchNormBackwardArgs } from '../gen/kernels.ts'
import type { FloatArray } from '../storage.ts'
import { type Round, roundingOf, sumLines } from './lanes.ts'

/** The images that one block of a channel's sums holds: about 16384 elements. */
function imagesOfBlock(inner: number): number {
  return inner > 0 ? Math.max(1, Math.min(256, Math.floor(16384 / inner))) : 1
}

// Mean and sum of squares around it of one channel: in blocks of images, each in two passes, combined in order in
// float64 (Chan).
function moments(r: Round, x: FloatArray, c: number, batch: number, channels: number, inner: number) {
  const group = imagesOfBlock(inner)
  let count = 0
  let mean = 0
  let squares = 0
  for (let first = 0; first < batch; first += group) {
    const images = Math.min(group, batch - first)
    const at = (image: number, i: number) => x[((first + image) * channels + c) * inner + i]!
    const m = r(sumLines(r, images, inner, at) / r(images * inner))
    const around = (image: number, i: number) => r(at(image, i) - m)
    const deviations = sumLines(r, images, inner, around)
    const s = sumLines(r, images, inner, (image, i) => r(around(image, i) * around(image, i)))
    // The deviations correct what the mean's rounding left.
    const n = images * inner
    const own = s - (deviations * deviations) / n
    const total = count + n
    const delta = m + deviations / n - mean
    mean += delta * (n / total)
    squares += Math.max(own, 0) + delta * delta * ((count * n) / total)
    count = total
  }
  return { count, mean, squares }
}

export const batchNorm = {
  batchNorm({
    x,
    weight,
    bias,
    runningMean,
    runningVar,
    y,
    mean,
    rstd,
    batch,
    channels,
    inner,
    training,
    relu,
    momentum,
    eps
  }: BatchNormArgs): number {
    const r = roundingOf(x)
    for (let c = 0; c < channels; c++) {
      let variance: number
      if (training) {
        const stats = moments(r, x, c, batch, channels, inner)
        mean[c] = stats.mean
        variance = stats.squares / stats.count
        const keep = 1 - momentum
        if (runningMean) runningMean[c] = keep * runningMean[c]! + momentum * stats.mean
        if (runningVar) runningVar[c] = keep * runningVar[c]! + momentum * (stats.squares / (stats.count - 1))
      } else {
        mean[c] = runningMean![c]!
        variance = runningVar![c]!
      }
      rstd[c] = 1 / Math.sqrt(variance + eps)
      const m = mean[c]!
      const scale = weight ? r(rstd[c]! * weight[c]!) : rstd[c]!
      const b = bias ? bias[c]! : 0
      for (let image = 0; image < batch; image++) {
        const from = (image * channels + c) * inner
        for (let k = from; k < from + inner; k++) {
          const value = r(r(r(x[k]! - m) * scale) + b)
          y[k] = relu && 0 > value ? 0 : value
        }
      }
    }
    return 0
  },

  batchNormBackward({
    x,
    dy,
    weight,
    bias,
    mean,
    rstd,
    dx,
    dweight,
    dbias,
    batch,
    channels,
    inner,
    training,
    relu,
    accumulate
  }: BatchNormBackwardArgs): number {
    const r = roundingOf(x)
    const group = imagesOfBlock(inner)
    const n = batch * inner
    for (let c = 0; c < channels; c++) {
      const m = mean[c]!
      const scale = weight ? r(rstd[c]! * weight[c]!) : rstd[c]!
      const b = bias ? bias[c]! : 0
      const through = (k: number) => (!relu || r(r(r(x[k]! - m) * scale) + b) > 0 ? dy[k]! : 0)
      let sum = 0
      let moment = 0
      for (let first = 0; first < batch; first += group) {
        const images = Math.min(group, batch - first)
        const at = (image: number, i: number) => ((first + image) * channels + c) * inner + i
        sum += sumLines(r, images, inner, (image, i) => through(at(image, i)))
        moment += sumLines(r, images, inner, (image, i) => {
          const k = at(image, i)
          return r(through(k) * r(x[k]! - m))
        })
      }
      if (dweight) dweight[c] = accumulate ? dweight[c]! + r(moment * rstd[c]!) : moment * rstd[c]!
      if (dbias) dbias[c] = accumulate ? dbias[c]! + r(sum) : sum
      const c1 = r(sum / n)
      const c2 = r((moment * rstd[c]! * rstd[c]!) / n)
      for (let image = 0; image < batch; image++) {
        const from = (image * channels + c) * inner
        for (let k = from; k < from + inner; k++) {
          const g = through(k)
          dx[k] = training ? scale * r(r(g - c1) - r(r(x[k]! - m) * c2)) : scale * g
        }
      }
    }
    return 0
  }
}
