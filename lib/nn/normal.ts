// The normal distribution and its inverse in float64, for nn.init.truncNormal.
import { normalCdf_f64, normalPdf_f64 } from '../backend/gen/math.ts'

/** The share of a normal distribution of mean 0 and variance 1 below x. */
export function normalBelow(x: number): number {
  return normalCdf_f64(x)
}

/** The quantile of the normal distribution: the x with share p below it. */
export function inverseNormal(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  // Bisection over the float64 range, then Newton steps to the last bits. Slow but robust: used only to fill weights.
  let low = -40
  let high = 40
  for (let k = 0; k < 20; k++) {
    const middle = (low + high) / 2
    if (normalCdf_f64(middle) < p) low = middle
    else high = middle
  }
  let x = (low + high) / 2
  for (let k = 0; k < 3; k++) {
    const slope = normalPdf_f64(x)
    if (slope > 0) x = Math.min(high, Math.max(low, x - (normalCdf_f64(x) - p) / slope))
  }
  return x
}
