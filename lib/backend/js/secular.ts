// The secular equation 1 + sum w_j / (p_j - x) = 0, whose roots are the eigenvalues of a diagonal matrix plus one of rank
// one, and the eigenvectors. Sums over j are sixteen lanes, lane l taking every j with j % 16 == l, added in a fixed tree.
import type { SecularArgs } from '../gen/kernels.ts'

const LANES = 16
const PRECISION = 2 ** -53
const MOST_STEPS = 40
const MOST_HALVINGS = 400

export const secularEquation = {
  secular(call: SecularArgs): number {
    const roots = new Roots(call)
    for (let i = 0; i < call.k; i++) roots.find(i)
    normalize(call, fit(call))
    return 0
  }
}

// The sum of sixteen lanes from `at` on, which are overwritten.
function tree(lanes: Float64Array, at = 0): number {
  for (let half = LANES / 2; half > 0; half >>= 1) {
    for (let l = at; l < at + half; l++) lanes[l] = lanes[l]! + lanes[l + half]!
  }
  return lanes[at]!
}

// p_j - p_i.
function difference({ d, middles }: SecularArgs, j: number, i: number): number {
  return middles === null ? d[j]! - d[i]! : (d[j]! - d[i]!) * (d[j]! + d[i]!)
}

class Roots {
  readonly #call: SecularArgs
  readonly #weights: Float64Array
  #total = 0
  // Of the root that is sought: p_j - p_origin, and the weights left and right of it, 0 elsewhere. All go to the end of the
  // lanes.
  readonly #gaps: Float64Array
  readonly #below: Float64Array
  readonly #above: Float64Array
  readonly #lanes = new Float64Array(4 * LANES)
  // Of the last evaluation: the value, the derivatives of its parts left and right of the root, and what rounding adds.
  #value = 0
  #left = 0
  #right = 0
  #bound = 0

  constructor(call: SecularArgs) {
    this.#call = call
    const { k, z, factor } = call
    const padded = LANES * Math.ceil(k / LANES)
    this.#weights = new Float64Array(k)
    for (let j = 0; j < k; j++) {
      this.#weights[j] = factor * z[j]! * z[j]!
      this.#total += this.#weights[j]!
    }
    this.#gaps = new Float64Array(padded).fill(Infinity)
    this.#below = new Float64Array(padded)
    this.#above = new Float64Array(padded)
  }

  // Root i lies between poles i and i + 1, the last one beyond its pole by at most the sum of the weights. Its distances
  // from all poles become row i of the vectors.
  find(i: number): void {
    const { k, origins, distances, vectors } = this.#call
    const gaps = this.#gaps
    const last = i === k - 1
    let origin = i
    this.#measure(i)
    let x = this.#total
    if (k > 1) {
      const width = last ? x : gaps[i + 1]!
      const left = last ? k - 2 : i
      this.#divide(left + 1)
      this.#evaluate(width / 2)
      // The sum of all other terms hardly changes: with it, the two poles at the root's sides give a first guess.
      const [p, q] = [this.#weights[left]!, this.#weights[left + 1]!]
      const rest = this.#value - p / (gaps[left]! - width / 2) - q / (gaps[left + 1]! - width / 2)
      let [low, high] = [0, width]
      if (last) {
        if (this.#value < 0) low = width / 2
        else high = width / 2
      } else if (this.#value < 0) {
        origin = i + 1
        this.#measure(origin)
        low = -width / 2
        high = 0
      } else high = width / 2
      const [g, h] = [gaps[left]!, gaps[left + 1]!]
      const guess = between(rest * (g + h) + p + q, rest * g * h + p * h + q * g, rest, last)
      x = this.#approach(left, last, origin === left, guess, low, high)
    }
    origins[i] = origin
    distances[i] = x
    for (let j = 0; j < k; j++) vectors[i * k + j] = gaps[j]! - x
  }

  #measure(origin: number): void {
    for (let j = 0; j < this.#call.k; j++) this.#gaps[j] = difference(this.#call, j, origin)
  }

  #divide(split: number): void {
    for (let j = 0; j < this.#call.k; j++) {
      this.#below[j] = j < split ? this.#weights[j]! : 0
      this.#above[j] = j < split ? 0 : this.#weights[j]!
    }
  }

  // Steps to the root from a guess: rational functions with poles at the root's sides go through value and slope. One keeps
  // the weight of the nearer pole, the other fits both halves of the sum (R.-C. Li, "Solving secular equations stably and
  // efficiently", 1993); they take turns when one is slow. `low` and `high` enclose the root whatever the steps do.
  #approach(left: number, last: boolean, nearLeft: boolean, guess: number, low: number, high: number): number {
    const [gaps, weights] = [this.#gaps, this.#weights]
    let x = guess > low && guess < high ? guess : (low + high) / 2
    let previous = Infinity
    let fixed = !last
    for (let step = 0; step < MOST_HALVINGS; step++) {
      this.#evaluate(x)
      const f = this.#value
      const size = Math.abs(f)
      if (size <= PRECISION * this.#bound) break
      if (f < 0) low = x
      else high = x
      if (size > previous / 10 && !last) fixed = !fixed
      previous = size
      const [g, h] = [gaps[left]! - x, gaps[left + 1]! - x]
      const slope = this.#left + this.#right
      let c = f - g * this.#left - h * this.#right
      if (fixed && nearLeft) c = f - h * slope - ((g - h) * (weights[left]! / g)) / g
      else if (fixed) c = f - g * slope - ((h - g) * (weights[left + 1]! / h)) / h
      let next = x + between((g + h) * f - g * h * slope, g * h * f, c, last)
      if (step >= MOST_STEPS || !(next > low && next < high)) next = (low + high) / 2
      if (next === low || next === high) break
      x = next
    }
    return x
  }

  // The equation's value where p_j - x is gaps[j] - x.
  #evaluate(x: number): void {
    const [gaps, below, above, lanes] = [this.#gaps, this.#below, this.#above, this.#lanes]
    lanes.fill(0)
    for (let j = 0; j < gaps.length; j++) {
      const l = j % LANES
      const inverse = 1 / (gaps[j]! - x)
      const [p, q] = [below[j]! * inverse, above[j]! * inverse]
      lanes[l] = lanes[l]! + p
      lanes[l + LANES] = lanes[l + LANES]! + q
      lanes[l + 2 * LANES] = lanes[l + 2 * LANES]! + p * inverse
      lanes[l + 3 * LANES] = lanes[l + 3 * LANES]! + q * inverse
    }
    const [p, q] = [tree(lanes), tree(lanes, LANES)]
    this.#value = 1 + p + q
    this.#left = tree(lanes, 2 * LANES)
    this.#right = tree(lanes, 3 * LANES)
    // All terms of a part have one sign: the roundings of its sum are as many as those of a lane and the tree.
    const roundings = 8 + gaps.length / LANES
    this.#bound = roundings * (Math.abs(p) + Math.abs(q)) + 2 + Math.abs(x) * (this.#left + this.#right)
  }
}

// The root of c x^2 - a x + b = 0 between two poles, or `beyond` both.
function between(a: number, b: number, c: number, beyond: boolean): number {
  const discriminant = a * a - 4 * b * c
  const root = discriminant > 0 ? Math.sqrt(discriminant) : 0
  if (beyond) return a >= 0 ? (a + root) / (2 * c) : (2 * b) / (a - root)
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root)
}

// The z whose roots are exactly those found: vectors made of these are orthogonal however near roots are to each other (Gu and
// Eisenstat, "A stable and efficient algorithm for the rank-one modification of the symmetric eigenproblem", 1994).
function fit(call: SecularArgs): Float64Array {
  const { k, z, vectors } = call
  const fitted = new Float64Array(k)
  for (let j = 0; j < k; j++) fitted[j] = -vectors[j * (k + 1)]!
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (j !== i) fitted[j] = fitted[j]! * (vectors[i * k + j]! / difference(call, j, i))
    }
  }
  for (let j = 0; j < k; j++) {
    const size = Math.sqrt(Math.abs(fitted[j]!))
    fitted[j] = z[j]! < 0 ? -size : size
  }
  return fitted
}

// Makes vectors of the distances, in the order of groups.
function normalize({ k, d, groups, vectors, left, middles }: SecularArgs, fitted: Float64Array): void {
  const places = placesOf(groups, k)
  const own = new Float64Array(k)
  const lanes = new Float64Array(2 * LANES)
  for (let i = 0; i < k; i++) {
    const row = i * k
    lanes.fill(0)
    for (let j = 0; j < k; j++) {
      const l = j % LANES
      const x = fitted[j]! / vectors[row + j]!
      own[j] = x
      lanes[l] = lanes[l]! + x * x
      if (middles === null) continue
      const y = d[j]! * x
      lanes[l + LANES] = lanes[l + LANES]! + y * y
    }
    const scale = 1 / Math.sqrt(tree(lanes))
    for (let j = 0; j < k; j++) vectors[row + places[j]!] = own[j]! * scale
    if (left === null || middles === null) continue
    const side = 1 / Math.sqrt(1 + tree(lanes, LANES))
    middles[i] = -side
    for (let j = 1; j < k; j++) {
      const place = places[j]! > places[0]! ? places[j]! - 1 : places[j]!
      left[i * (k - 1) + place] = d[j]! * own[j]! * side
    }
  }
}

function placesOf(groups: Int32Array, k: number): Int32Array {
  const places = new Int32Array(k)
  let at = 0
  for (let group = 0; group < 4; group++) for (let j = 0; j < k; j++) if ((groups[j]! & 3) === group) places[j] = at++
  return places
}
