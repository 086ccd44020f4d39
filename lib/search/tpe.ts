// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kegl 2011, "Algorithms for hyper-parameter
// optimization", section 4): l(x) is the density of the good trials' values, g(x) that of the others', and the next
// value is the one of a few drawn from l for which l(x) / g(x), hence the expected improvement, is largest. Each
// parameter has its own densities. Called by samplers.ts.
import { cos_f64 as cos, exp_f64 as exp, log_f64 as log, normalCdf_f64 as normalCdf } from '../backend/gen/math.ts'
import { type Philox, randomFloat } from '../util/philox.ts'
import { bounds, type ChoiceDimension, fromCoordinate, type NumberDimension, toCoordinate } from './space.ts'
import { placeOf } from './values.ts'

/** The number of good trials of n: a tenth, at most 25. */
export function goodOnes(n: number): number {
  return Math.min(25, Math.ceil(n / 10))
}

/** The most promising value of a parameter, given its values in the good trials and in the others. */
export function suggest(
  d: NumberDimension | ChoiceDimension,
  good: readonly unknown[],
  bad: readonly unknown[],
  candidates: number,
  random: Philox
): unknown {
  if (d.kind === 'choice') return suggestChoice(d, good, bad, candidates, random)
  const l = new Mixture(d, good as number[])
  const g = new Mixture(d, bad as number[])
  return best(
    candidates,
    () => l.draw(random),
    (value) => l.logDensity(value) - g.logDensity(value)
  )
}

function best<T>(candidates: number, draw: () => T, score: (value: T) => number): T {
  let [chosen, most] = [draw(), Number.NEGATIVE_INFINITY]
  for (let k = 0; k < candidates; k++) {
    const value = k === 0 ? chosen : draw()
    const s = score(value)
    if (s > most) [chosen, most] = [value, s]
  }
  return chosen
}

// Counts with one more for each value: the prior.
function suggestChoice(
  { values }: ChoiceDimension,
  good: readonly unknown[],
  bad: readonly unknown[],
  candidates: number,
  random: Philox
): unknown {
  const shares = (seen: readonly unknown[]): number[] => {
    const counts = new Array<number>(values.length).fill(1)
    for (const value of seen) {
      const k = placeOf(values, value)
      if (k >= 0) counts[k]!++
    }
    return counts.map((c) => c / (seen.length + values.length))
  }
  const [l, g] = [shares(good), shares(bad)]
  const at = best(
    candidates,
    () => pick(l, random),
    (k) => l[k]! / g[k]!
  )
  return values[at]
}

function pick(weights: readonly number[], random: Philox): number {
  let rest = randomFloat(random)
  for (let k = 0; k < weights.length; k++) {
    rest -= weights[k]!
    if (rest < 0) return k
  }
  return weights.length - 1
}

/**
 * Normal distributions of equal weight, cut off at the bounds: one at each value seen, as wide as the larger gap to its
 * neighbors, and the prior, which lies in the middle and is as wide as the whole range.
 */
class Mixture {
  readonly #d: NumberDimension
  readonly #low: number
  readonly #high: number
  readonly #means: number[]
  readonly #widths: number[]
  /** The share of each normal distribution that lies within the bounds. */
  readonly #inside: number[]

  constructor(d: NumberDimension, values: readonly number[]) {
    this.#d = d
    ;[this.#low, this.#high] = bounds(d)
    const range = this.#high - this.#low
    const middle = (this.#low + this.#high) / 2
    const seen = values.map((value) => toCoordinate(d, value))
    this.#means = [middle, ...seen].sort((a, b) => a - b)
    const prior = this.#means.indexOf(middle)
    const least = range / Math.min(100, 1 + this.#means.length)
    this.#widths = this.#means.map((mean, k) => {
      if (k === prior) return range
      const left = k > 0 ? mean - this.#means[k - 1]! : 0
      const right = k + 1 < this.#means.length ? this.#means[k + 1]! - mean : 0
      return Math.min(range, Math.max(least, left, right))
    })
    this.#inside = this.#means.map((_, k) => this.#mass(k, this.#low, this.#high))
  }

  draw(random: Philox): number {
    const k = Math.min(this.#means.length - 1, Math.floor(randomFloat(random) * this.#means.length))
    for (;;) {
      const at = this.#means[k]! + this.#widths[k]! * normal(random)
      if (at >= this.#low && at <= this.#high) return fromCoordinate(this.#d, at)
    }
  }

  /** The logarithm of the density at a value, or of the share of its cell where there are steps. */
  logDensity(value: number): number {
    const { step } = this.#d
    let sum = 0
    for (let k = 0; k < this.#means.length; k++) {
      sum += (step === null ? this.#density(k, value) : this.#cell(k, value, step)) / this.#inside[k]!
    }
    return log(sum / this.#means.length)
  }

  #density(k: number, value: number): number {
    const z = (toCoordinate(this.#d, value) - this.#means[k]!) / this.#widths[k]!
    return exp(-0.5 * z * z) / this.#widths[k]!
  }

  #cell(k: number, value: number, step: number): number {
    return this.#mass(k, toCoordinate(this.#d, value - step / 2), toCoordinate(this.#d, value + step / 2))
  }

  #mass(k: number, from: number, to: number): number {
    const [a, b] = [(from - this.#means[k]!) / this.#widths[k]!, (to - this.#means[k]!) / this.#widths[k]!]
    // On the side where the numbers are small, so that their difference keeps its digits.
    return a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a)
  }
}

// Box and Muller 1958.
function normal(random: Philox): number {
  const radius = Math.sqrt(-2 * log((random.nextUint32() + 1) / 2 ** 32))
  return radius * cos(2 * Math.PI * randomFloat(random))
}
