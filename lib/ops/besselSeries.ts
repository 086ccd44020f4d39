// Bessel functions of order 0 and 1 and Airy's function, in float64: a loop an element. bessel.ts calls them. On the
// polynomials of lib/backend/gen/math.ts, so that no result depends on a C library. Not in index.ts. Formulas by their numbers
// in Abramowitz and Stegun, "Handbook of mathematical functions".
import { cos_f64, exp_f64, log_f64, sin_f64, sinh_f64 } from '../backend/gen/math.ts'

const EULER = 0.5772156649015329
const TWO_OVER_PI = 0.6366197723675814
const QUARTER_PI = 0.7853981633974483
/** From here on Hankel's expansion has the precision of a double. */
const FAR = 25

/** J and Y of order 0 and 1 at x > 0, x <= FAR: J of all orders by the recurrence downward, Y by Neumann's series (9.1.88). */
function near(x: number): readonly [j0: number, j1: number, y0: number, y1: number] {
  let [above, here] = [0, 1e-300]
  let [norm, even, odd, j1] = [0, 0, 0, 0]
  // From an even order so high that J is 0 to a double.
  const top = 2 * Math.ceil(12 + 0.9 * x)
  for (let n = top; n > 0; n--) {
    const below = ((2 * n) / x) * here - above
    if (n === 1) j1 = here
    const k = n >> 1
    const signed = k % 2 === 0 ? here : -here
    if (n % 2 === 0) {
      norm += 2 * here
      even += signed / k
    } else if (k > 0) odd += ((2 * k + 1) / (k * (k + 1))) * signed
    above = here
    here = below
    if (Math.abs(here) > 1e200) {
      here *= 1e-200
      above *= 1e-200
      norm *= 1e-200
      even *= 1e-200
      odd *= 1e-200
    }
  }
  // J(0) + 2 J(2) + 2 J(4) + ... = 1.
  norm += here
  const [j0, first] = [here / norm, j1 / norm]
  const logarithm = log_f64(x / 2) + EULER
  const y0 = TWO_OVER_PI * (logarithm * j0 - 2 * (even / norm))
  const y1 = TWO_OVER_PI * ((logarithm - 1) * first - j0 / x - odd / norm)
  return [j0, first, y0, y1]
}

/** The same at x > FAR: Hankel's expansion (9.2.5 to 9.2.10). */
function far(x: number, order: 0 | 1): readonly [j: number, y: number] {
  let [p, q, term] = [1, 0, 1]
  for (let k = 1; k < 2 * x; k++) {
    const odd = 2 * k - 1
    const next = term * ((4 * order - odd * odd) / (8 * k * x))
    if (Math.abs(next) > Math.abs(term)) break
    term = next
    if (k % 2 === 1) q += k % 4 === 1 ? term : -term
    else p += k % 4 === 0 ? term : -term
    if (Math.abs(term) < 1e-17) break
  }
  // cos and sin of x - pi/4, without the rounding of that: both are sums of those of x.
  const [s, c] = [sin_f64(x), cos_f64(x)]
  const scale = Math.sqrt(TWO_OVER_PI / 2 / x)
  const [cosine, sine] = order === 0 ? [c + s, s - c] : [s - c, -s - c]
  return [scale * (p * cosine - q * sine), scale * (p * sine + q * cosine)]
}

/** The Bessel function of the first kind. */
export function besselJ(order: 0 | 1, x: number): number {
  const a = Math.abs(x)
  const sign = order === 1 && x < 0 ? -1 : 1
  if (Number.isNaN(a)) return a
  if (a === 0) return order === 0 ? 1 : x
  if (a === Number.POSITIVE_INFINITY) return 0
  // The recurrence would overflow; the next term is smaller than a rounding.
  if (a < 1e-8) return order === 0 ? 1 : x / 2
  return sign * (a > FAR ? far(a, order)[0] : near(a)[order])
}

/** The Bessel function of the second kind, for x >= 0. */
export function besselY(order: 0 | 1, x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (x === Number.POSITIVE_INFINITY) return 0
  if (!(x > 0)) return Number.NaN
  if (x < 1e-8) return order === 0 ? TWO_OVER_PI * (log_f64(x / 2) + EULER) : -TWO_OVER_PI / x
  return x > FAR ? far(x, order)[1] : near(x)[order === 0 ? 2 : 3]
}

// exp(x) K(x) of any order at x > 0.5: the integral of exp(-x (cosh t - 1)) cosh(order t) (9.6.24) by the trapezoidal rule,
// whose error falls like exp(-10 / step).
function integralK(order: number, x: number): number {
  const step = Math.min(0.125, 0.7 / Math.sqrt(x))
  let sum = 0.5
  for (let k = 1; ; k++) {
    const half = sinh_f64((k * step) / 2)
    const grown = exp_f64(order * k * step)
    const term = exp_f64(-2 * x * half * half) * 0.5 * (grown + 1 / grown)
    sum += term
    if (term < 1e-18 * sum) return step * sum
  }
}

// K of order 0 or 1 at 0 < x <= 0.5 by its series (9.6.11, 9.6.13).
function seriesK(order: 0 | 1, x: number): number {
  const z = (x * x) / 4
  const logarithm = log_f64(x / 2) + EULER
  let [sum, term, harmonic] = [0, 1, 0]
  for (let k = 0; k < 20; k++) {
    sum += order === 0 ? term * (harmonic - logarithm) : term * (logarithm - harmonic - 0.5 / (k + 1))
    term *= z / ((k + 1) * (k + 1 + order))
    harmonic += 1 / (k + 1)
  }
  return order === 0 ? sum : 1 / x + (x / 2) * sum
}

/** The modified Bessel function of the second kind, for x >= 0; `scaled` by exp(x). */
export function besselK(order: 0 | 1, x: number, scaled: boolean): number {
  if (x === 0) return Number.POSITIVE_INFINITY
  if (x === Number.POSITIVE_INFINITY) return 0
  if (!(x > 0)) return Number.NaN
  if (x > 0.5) return (scaled ? 1 : exp_f64(-x)) * integralK(order, x)
  return (scaled ? exp_f64(x) : 1) * seriesK(order, x)
}

/** sin(x) / x. */
export function sphericalBessel(x: number): number {
  if (Math.abs(x) === Number.POSITIVE_INFINITY) return 0
  return Math.abs(x) < 1e-8 ? 1 - x * x : sin_f64(x) / x
}

const AIRY = [0.3550280538878172, -0.2588194037928068] as const

// Ai and its derivative at x from those at another place, h away: Taylor's series, by the equation y'' = x y.
function stepped(x: number, h: number, y: number, slope: number): readonly [y: number, slope: number] {
  let [a, b, c] = [y, slope * h, (x * y * h * h) / 2]
  let [value, first] = [a + b + c, slope + 2 * (c / h)]
  for (let n = 3; n < 40; n++) {
    // n (n - 1) c(n) = x c(n - 2) + c(n - 3), and a, b, c are h^k c(k).
    const next = (h * h * (x * b + h * a)) / (n * (n - 1))
    a = b
    b = c
    c = next
    value += next
    first += (n * next) / h
  }
  return [value, first]
}

// Ai and Ai' far to the left (10.4.60, 10.4.62).
function airyFar(x: number): readonly [y: number, slope: number] {
  const root = Math.sqrt(x)
  const zeta = (2 / 3) * x * root
  let [u, p, q, pp, qq] = [1, 1, 0, 1, 0]
  for (let k = 1; k < 30; k++) {
    const next = (u * (6 * k - 5) * (6 * k - 1)) / (72 * k * zeta)
    if (Math.abs(next) > Math.abs(u) || next < 1e-18) break
    u = next
    const v = (-u * (6 * k + 1)) / (6 * k - 1)
    if (k % 2 === 1) {
      q += k % 4 === 1 ? u : -u
      qq += k % 4 === 1 ? v : -v
    } else {
      p += k % 4 === 0 ? u : -u
      pp += k % 4 === 0 ? v : -v
    }
  }
  const [s, c] = [sin_f64(zeta), cos_f64(zeta)]
  const [sine, cosine] = [(s + c) * Math.SQRT1_2, (c - s) * Math.SQRT1_2]
  const scale = Math.sqrt(TWO_OVER_PI / 2)
  const quarter = Math.sqrt(root)
  return [(scale / quarter) * (sine * p - cosine * q), -scale * quarter * (cosine * pp + sine * qq)]
}

/** Airy's function Ai and its derivative. */
export function airy(x: number): readonly [y: number, slope: number] {
  if (Number.isNaN(x)) return [Number.NaN, Number.NaN]
  if (x === Number.POSITIVE_INFINITY) return [0, 0]
  if (x === Number.NEGATIVE_INFINITY) return [0, Number.NaN]
  if (x > 1) {
    // 10.4.14 and 10.4.16.
    const zeta = (2 / 3) * x * Math.sqrt(x)
    const decayed = exp_f64(-zeta) / (QUARTER_PI * 4)
    return [decayed * Math.sqrt(x / 3) * integralK(1 / 3, zeta), -decayed * (x / Math.sqrt(3)) * integralK(2 / 3, zeta)]
  }
  if (x < -12) return airyFar(-x)
  let [y, slope]: readonly [number, number] = AIRY
  const steps = Math.ceil(Math.abs(x))
  for (let k = 0; k < steps; k++) [y, slope] = stepped((k * x) / steps, x / steps, y, slope)
  return [y, slope]
}
