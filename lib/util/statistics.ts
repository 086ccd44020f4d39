// Means, spreads, quantiles and 95 % intervals of a few numbers, in plain arithmetic: the same bits on every machine.
// Called by lib/inspect/clock, lib/analyze, lib/bench, lib/plot, lib/metrics, the Advisor, and the preprocessing of tables.

/** A mean with its spread and the 95 % interval of the mean. */
export interface Estimate {
  readonly mean: number
  /** The standard deviation of the values (n - 1); NaN of fewer than two. */
  readonly sd: number
  /** The 95 % interval of the mean by the t distribution; infinite of fewer than two values. */
  readonly low: number
  readonly high: number
  readonly n: number
}

/** The value below which a share `q` of sorted values lies, linear between two of them; NaN of no values. */
export function quantile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = (sorted.length - 1) * q
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (at - below)
}

/** The values in ascending order. */
export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** The median, NaN of no values. */
export const medianOf = (values: readonly number[]): number => quantile(ascending(values), 0.5)

/** The mean, NaN of no values. */
export const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/** The standard deviation of a sample (n - 1); NaN of fewer than two values. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN
  const center = mean(values)
  return Math.sqrt(values.reduce((sum, v) => sum + (v - center) * (v - center), 0) / (values.length - 1))
}

/** What standardizing a column needs. */
export interface Moments {
  readonly mean: number
  /** Of the population (n). */
  readonly variance: number
  /** The square root of the variance; 1 of a column that is constant but for rounding. */
  readonly scale: number
}

/** The moments of a column; 0, 0 and 1 of no values. */
export function momentsOf(values: readonly number[]): Moments {
  const n = values.length
  if (n === 0) return { mean: 0, variance: 0, scale: 1 }
  const center = mean(values)
  const variance = values.reduce((sum, v) => sum + (v - center) * (v - center), 0) / n
  // What rounding makes of equal values: its error bound for sums.
  const error = n * center * Number.EPSILON
  const constant = variance <= n * Number.EPSILON * variance + error * error
  return { mean: center, variance, scale: constant ? 1 : Math.sqrt(variance) }
}

// The 97.5 % points of Student's t, by degrees of freedom from 1.
const T = [
  12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814, 2.20099, 2.17881, 2.16037,
  2.14479, 2.13145, 2.11991, 2.10982, 2.10092, 2.09302, 2.08596
]
const Z = 1.959964

/** The 97.5 % point of Student's t: a two-sided 95 % interval is the mean plus and minus so many standard errors. */
export function t95(freedom: number): number {
  const known = T[freedom - 1]
  if (known !== undefined) return known
  // Abramowitz and Stegun 26.7.5: an expansion in 1 / freedom.
  const [z3, z5] = [Z * Z * Z, Z * Z * Z * Z * Z]
  return Z + (z3 + Z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom * freedom)
}

/** Mean, standard deviation and 95 % interval. */
export function estimate(values: readonly number[]): Estimate {
  const n = values.length
  const [center, sd] = [mean(values), deviation(values)]
  const half = n < 2 ? Number.POSITIVE_INFINITY : (t95(n - 1) * sd) / Math.sqrt(n)
  return { mean: center, sd, low: center - half, high: center + half, n }
}

/** The differences a - b of pairs, such as of two runs with one seed. */
export function pairedDifference(a: readonly number[], b: readonly number[]): Estimate {
  return estimate(pairs(a, b).map(([x, y]) => x - y))
}

/** The ratios a / b of pairs. */
export function pairedRatio(a: readonly number[], b: readonly number[]): Estimate {
  return estimate(pairs(a, b).map(([x, y]) => x / y))
}

function pairs(a: readonly number[], b: readonly number[]): [number, number][] {
  return a.slice(0, b.length).map((x, k) => [x, b[k]!])
}

/** The interval of a share, such as an accuracy, of `hits` among `n` (Wilson 1927): 95 %, or of `z` standard errors. */
export function wilson(hits: number, n: number, z = Z): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const p = hits / n
  const z2 = z * z
  const center = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) }
}
