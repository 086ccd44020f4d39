// Hurwitz' zeta and the incomplete gamma functions, in float64: a loop an element. special.ts calls them. On the polynomials of
// lib/backend/gen/math.ts, so that no result depends on a C library. Not in index.ts.
import { exp_f64, lgamma_f64, log_f64, log1p_f64, pow_f64, stirling_f64 } from '../backend/gen/math.ts'

// B(2 k) / (2 k)!
const BERNOULLI = [
  0.08333333333333333, -0.001388888888888889, 3.306878306878307e-5, -8.267195767195768e-7, 2.08767569878681e-8,
  -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13, 8.586062056277845e-15
]

/** The sum of (q + k)^-s over k = 0, 1, ...: ten terms and more until q + k is 10, then Euler and Maclaurin's formula. */
export function hurwitzZeta(s: number, q: number): number {
  if (s === 1) return Number.POSITIVE_INFINITY
  if (!(s > 1) || Number.isNaN(q)) return Number.NaN
  if (q <= 0 && Number.isInteger(q)) return Number.POSITIVE_INFINITY
  if (q <= 0 && !Number.isInteger(s)) return Number.NaN
  if (q === Number.POSITIVE_INFINITY || s === Number.POSITIVE_INFINITY) {
    return q < 1 ? Number.POSITIVE_INFINITY : q === 1 ? 1 : 0
  }
  let sum = 0
  let a = q
  for (; a < 10; a++) {
    const term = pow_f64(a, -s)
    sum += term
    if (a > 0 && Math.abs(term) < 1e-17 * Math.abs(sum)) return sum
  }
  let power = pow_f64(a, -s)
  let tail = (power * a) / (s - 1) + 0.5 * power
  let factor = s
  power /= a
  for (const [k, b] of BERNOULLI.entries()) {
    tail += b * factor * power
    factor *= (s + 2 * k + 1) * (s + 2 * k + 2)
    power /= a * a
  }
  return sum + tail
}

// log(1 + m) - m, by its series where that cancels.
function log1pLess(m: number): number {
  if (Math.abs(m) > 0.3) return log1p_f64(m) - m
  let sum = 0
  for (let k = 2, power = m * m; k < 60; k++, power *= -m) {
    const term = -power / k
    sum += term
    if (Math.abs(term) < 1e-18 * Math.abs(sum)) break
  }
  return sum
}

// x^a exp(-x) / gamma(a + 1), without cancellation for a large a.
function density(a: number, x: number): number {
  if (a < 8) return exp_f64(a * log_f64(x) - x - lgamma_f64(a + 1))
  const r = 1 / a
  return exp_f64(a * log1pLess((x - a) / a) - r * stirling_f64(r * r)) / Math.sqrt(6.283185307179586 * a)
}

/** Both regularized incomplete gamma functions, of which one is 1 less the other: [P(a, x), Q(a, x)]. */
export function incompleteGamma(a: number, x: number): readonly [lower: number, upper: number] {
  if (!(a >= 0) || !(x >= 0) || (a === 0 && x === 0)) return [Number.NaN, Number.NaN]
  if (a === 0) return [1, 0]
  if (x === 0) return [0, 1]
  if (a === Number.POSITIVE_INFINITY) return x === a ? [Number.NaN, Number.NaN] : [0, 1]
  if (x === Number.POSITIVE_INFINITY) return [1, 0]
  const front = density(a, x)
  if (x < a + 1) {
    let sum = 1
    for (let n = 1, term = 1; term > 1e-17 * sum; n++) {
      term *= x / (a + n)
      sum += term
    }
    const lower = Math.min(1, front * sum)
    return [lower, 1 - lower]
  }
  // Lentz' method.
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < 1e7; n++) {
    const factor = -n * (n - a)
    b += 2
    d = 1 / (factor * d + b)
    c = b + factor / c
    const ratio = c * d
    h *= ratio
    if (Math.abs(ratio - 1) < 1e-16) break
  }
  const upper = Math.min(1, front * a * h)
  return [1 - upper, upper]
}
