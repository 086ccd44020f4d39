// Layer norm, root-mean-square norm and group norm, forward and backward; batch norm is in batchNorm.ts.
import type {
  GroupNormArgs,
  GroupNormBackwardArgs,
  LayerNormArgs,
  LayerNormBackwardArgs,
  RmsNormArgs,
  RmsNormBackwardArgs
} from '../gen/kernels.ts'
import type { FloatArray } from '../storage.ts'
import { activate, activateBackward } from './activation.ts'
import { type Round, roundingOf, sumLine, sumRows } from './lanes.ts'

type Rows = Omit<LayerNormArgs, 'mean'> & { readonly mean: FloatArray | null }
type RowsBackward = Omit<LayerNormBackwardArgs, 'mean'> & { readonly mean: FloatArray | null }

// Mean and 1/sqrt(variance + eps) of a row, in two passes; the second also sums the deviations, which correct what the
// first rounded off. Without a center the mean counts as 0 (root mean square).
function rowStats(r: Round, x: FloatArray, from: number, n: number, eps: number, center: boolean): [number, number] {
  const count = r(n)
  const rstd = (squares: number) => r(1 / r(Math.sqrt(r(r(squares / count) + eps))))
  if (!center) return [0, rstd(sumLine(r, n, (i) => r(x[from + i]! * x[from + i]!)))]
  const mean = r(sumLine(r, n, (i) => x[from + i]!) / count)
  const around = (i: number) => r(x[from + i]! - mean)
  const deviations = sumLine(r, n, around)
  const squares = r(sumLine(r, n, (i) => r(around(i) * around(i))) - r(r(deviations * deviations) / count))
  return [r(mean + r(deviations / count)), rstd(Math.max(squares, 0))]
}

// rmsNorm is layerNorm without mean and bias.
function normRows({ x, weight, bias, y, mean, rstd, rows, n, eps }: Rows): number {
  const r = roundingOf(x)
  for (let row = 0; row < rows; row++) {
    const from = row * n
    const [m, s] = rowStats(r, x, from, n, eps, mean !== null)
    if (mean) mean[row] = m
    rstd[row] = s
    for (let i = 0; i < n; i++) {
      let v = r(r(x[from + i]! - m) * s)
      if (weight) v = r(v * weight[i]!)
      if (bias) v = r(v + bias[i]!)
      y[from + i] = v
    }
  }
  return 0
}

// With g = dy * weight and hat = (x - mean) * rstd: dx = rstd * (g - mean(g) - hat * mean(g * hat)).
function normRowsBackward(args: RowsBackward): number {
  const { x, dy, weight, mean, rstd, dx, dweight, dbias, rows, n, accumulate } = args
  const r = roundingOf(x)
  const hat = (row: number, i: number) => r(r(x[row * n + i]! - (mean ? mean[row]! : 0)) * rstd[row]!)
  for (let i = 0; i < n; i++) {
    if (dweight) {
      const sum = sumRows(r, rows, (row) => r(dy[row * n + i]! * hat(row, i)))
      dweight[i] = accumulate ? dweight[i]! + sum : sum
    }
    if (dbias) {
      const sum = sumRows(r, rows, (row) => dy[row * n + i]!)
      dbias[i] = accumulate ? dbias[i]! + sum : sum
    }
  }
  for (let row = 0; row < rows; row++) {
    const g = (i: number) => (weight ? r(dy[row * n + i]! * weight[i]!) : dy[row * n + i]!)
    const c1 = mean ? r(sumLine(r, n, g) / r(n)) : 0
    const c2 = r(sumLine(r, n, (i) => r(g(i) * hat(row, i))) / r(n))
    for (let i = 0; i < n; i++) {
      const h = hat(row, i)
      dx[row * n + i] = rstd[row]! * r(r(g(i) - c1) - r(h * c2))
    }
  }
  return 0
}

// Channel k of row r of `members` channels, to y from `to` on: (x - mean) * rstd * weight + bias.
function normalize(
  { x, weight, bias, inner, groups, channels }: Affine,
  row: number,
  k: number,
  mean: number,
  rstd: number,
  y: FloatArray,
  to: number
): void {
  const r = roundingOf(x)
  const members = channels / groups
  const c = (row % groups) * members + k
  const scale = weight ? r(rstd * weight[c]!) : rstd
  const b = bias ? bias[c]! : 0
  const from = (row * members + k) * inner
  for (let i = 0; i < inner; i++) y[to + i] = r(r(x[from + i]! - mean) * scale) + b
}

type Affine = Pick<GroupNormArgs, 'x' | 'weight' | 'bias' | 'inner' | 'groups' | 'channels'>

export const norm = {
  layerNorm: (args: LayerNormArgs): number => normRows(args),
  layerNormBackward: (args: LayerNormBackwardArgs): number => normRowsBackward(args),
  rmsNorm: (args: RmsNormArgs): number => normRows({ ...args, bias: null, mean: null }),
  rmsNormBackward: (args: RmsNormBackwardArgs): number => normRowsBackward({ ...args, dbias: null, mean: null }),

  groupNorm(args: GroupNormArgs): number {
    const { x, y, mean, rstd, batch, channels, inner, groups, activation, eps } = args
    const members = channels / groups
    for (let row = 0; row < batch * groups; row++) {
      const from = row * members * inner
      const [m, s] = rowStats(roundingOf(x), x, from, members * inner, eps, true)
      mean[row] = m
      rstd[row] = s
      for (let k = 0; k < members; k++) normalize(args, row, k, m, s, y, from + k * inner)
      if (activation) activate(y, from, members * inner, activation)
    }
    return 0
  },

  groupNormBackward(args: GroupNormBackwardArgs): number {
    const { x, dy: after, weight, mean, rstd, dx, dweight, dbias } = args
    const { batch, channels, inner, groups, activation, accumulate, accumulateX } = args
    const r = roundingOf(x)
    const members = channels / groups
    const n = members * inner
    // What comes through the activation, whose input is computed again.
    const dy = activation ? x.slice(0, batch * channels * inner) : after
    for (let row = 0; activation && row < batch * groups; row++) {
      for (let k = 0; k < members; k++) normalize(args, row, k, mean[row]!, rstd[row]!, dy, (row * members + k) * inner)
      activateBackward(after, dy, row * n, n, activation)
    }
    // Sums over one channel of one image; combined in order in float64.
    const sums = new Float64Array(batch * channels)
    const moments = new Float64Array(batch * channels)
    for (let row = 0; row < batch * groups; row++) {
      const m = mean[row]!
      const s = rstd[row]!
      let total = 0
      let totalMoment = 0
      for (let k = 0; k < members; k++) {
        const plane = row * members + k
        const from = plane * inner
        const w = weight ? weight[(row % groups) * members + k]! : 1
        sums[plane] = sumLine(r, inner, (i) => dy[from + i]!)
        moments[plane] = sumLine(r, inner, (i) => r(dy[from + i]! * r(x[from + i]! - m)))
        total += w * sums[plane]!
        totalMoment += w * moments[plane]!
      }
      const c1 = r(total / n)
      const c2 = r((totalMoment * s * s) / n)
      for (let k = 0; k < members; k++) {
        const from = (row * members + k) * inner
        const w = weight ? weight[(row % groups) * members + k]! : 1
        for (let at = from; at < from + inner; at++) {
          const v = r(s * r(r(r(dy[at]! * w) - c1) - r(r(x[at]! - m) * c2)))
          dx[at] = accumulateX ? dx[at]! + v : v
        }
      }
    }
    for (let c = 0; c < channels; c++) {
      let dw = 0
      let db = 0
      for (let b = 0; b < batch; b++) {
        db += sums[b * channels + c]!
        dw += moments[b * channels + c]! * rstd[b * groups + Math.floor(c / members)]!
      }
      if (dweight) dweight[c] = accumulate ? dweight[c]! + r(dw) : dw
      if (dbias) dbias[c] = accumulate ? dbias[c]! + r(db) : db
    }
    return 0
  }
}
