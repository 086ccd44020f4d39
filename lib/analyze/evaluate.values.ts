// What the answers of a regression model come to: errors against the mean predictor, quantiles of residuals, the samples
// that are furthest off. Called by evaluate.ts.
import { ascending, type Estimate, estimate, mean, pairedDifference, quantile } from '../util/statistics.ts'
import type { Index, Values } from './evaluate.outputs.ts'
import type { Row } from './rows.ts'

/** Numbers of a regression model. */
export interface ValueFacts {
  readonly n: number
  /** Predictions that are not finite; the numbers below are of the others. */
  readonly bad: number
  /** Squared error of each sample, mean over outputs. */
  readonly squares: readonly number[]
  readonly mse: Estimate
  readonly mae: Estimate
  /** Of answering with the mean of these targets. */
  readonly meanMse: number
  readonly meanMae: number
  /** 1 - mse / meanMse over all outputs; NaN when the targets are constant. */
  readonly r2: number
  /** How much smaller the squared error is than that of the mean. */
  readonly gain: Estimate
  /** Prediction minus target. */
  readonly bias: Estimate
  /** Share of the squared error in the worst 1 % of the samples. */
  readonly worstShare: number
}

export function valueFacts({ outputs, predicted, actual }: Values): ValueFacts {
  const n = actual.length / outputs
  const centers = Array.from({ length: outputs }, (_, d) => mean(actual.filter((_, k) => k % outputs === d)))
  const squares: number[] = []
  const absolutes: number[] = []
  const ofMean: number[] = []
  const absOfMean: number[] = []
  const signed: number[] = []
  let bad = 0
  for (let k = 0; k < n; k++) {
    const errors = Array.from({ length: outputs }, (_, d) => predicted[k * outputs + d]! - actual[k * outputs + d]!)
    if (!errors.every(Number.isFinite)) {
      bad++
      continue
    }
    const around = centers.map((center, d) => center - actual[k * outputs + d]!)
    squares.push(mean(errors.map((e) => e * e)))
    absolutes.push(mean(errors.map(Math.abs)))
    signed.push(mean(errors))
    ofMean.push(mean(around.map((e) => e * e)))
    absOfMean.push(mean(around.map(Math.abs)))
  }
  const [mse, meanMse] = [estimate(squares), mean(ofMean)]
  const sorted = ascending(squares)
  const worst = sorted.slice(-Math.max(1, Math.round(sorted.length / 100)))
  const total = squares.reduce((a, b) => a + b, 0)
  return {
    n,
    bad,
    squares,
    mse,
    mae: estimate(absolutes),
    meanMse,
    meanMae: mean(absOfMean),
    r2: meanMse > 0 ? 1 - mse.mean / meanMse : Number.NaN,
    gain: pairedDifference(ofMean, squares),
    bias: estimate(signed),
    worstShare: total > 0 ? worst.reduce((a, b) => a + b, 0) / total : Number.NaN
  }
}

const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

/** Quantiles of prediction minus target, a row for each output. */
export function residualRows({ outputs, predicted, actual }: Values): Row[] {
  return Array.from({ length: outputs }, (_, d) => {
    const sorted = ascending(
      predicted.map((p, k) => p - actual[k]!).filter((e, k) => k % outputs === d && Number.isFinite(e))
    )
    return {
      output: d,
      ...Object.fromEntries(QUANTILES.map((q) => [`p${Math.round(100 * q)}`, quantile(sorted, q)]))
    }
  })
}

/** The samples that are furthest off. */
export function furthestRows({ outputs, predicted, actual }: Values, most: number, index: Index): Row[] {
  const at = predicted.map((p, k) => ({ k, off: Math.abs(p - actual[k]!) })).filter(({ off }) => Number.isFinite(off))
  at.sort((a, b) => b.off - a.off || a.k - b.k)
  return at.slice(0, most).map(({ k }) => ({
    position: Math.floor(k / outputs),
    index: index?.(Math.floor(k / outputs)) ?? null,
    ...(outputs === 1 ? {} : { output: k % outputs }),
    actual: actual[k]!,
    predicted: predicted[k]!,
    residual: predicted[k]! - actual[k]!
  }))
}
