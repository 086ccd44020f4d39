// The secular equation 1 + sum w_j / (p_j - x) = 0, whose roots are the eigenvalues of a diagonal matrix plus one of rank
// one. Called by divide.ts (poles p = d) and divideSides.ts (p = d^2, for singular values).
import type { Storage } from '../backend/index.ts'
import type { Take } from './workspace.ts'

const PRECISION = 2 ** -53
const MOST_STEPS = 40
const MOST_HALVINGS = 400

/** Roots of secular equations with up to n poles; holds the memory that they take. */
export class Secular {
  /** Of every root, counted from 0, the pole nearest to it. */
  readonly origins: Int32Array
  /** Of every root, its distance from that pole. */
  readonly distances: Float64Array
  /** Row i holds p_j - x_i for every pole j, each with a small relative error. */
  readonly gaps: Storage
  /** The vector whose roots the computed ones are exactly, with the signs of the given one. */
  readonly vector: Float64Array
  readonly #weights: Float64Array
  #k = 0
  #total = 0
  // Of the last evaluation: the value, the derivatives of its parts left and right of the root, and what rounding adds.
  #value = 0
  #left = 0
  #right = 0
  #bound = 0

  constructor(n: number, take: Take) {
    this.origins = new Int32Array(n)
    this.distances = new Float64Array(n)
    this.gaps = take(n * n)
    this.vector = new Float64Array(n)
    this.#weights = new Float64Array(n)
  }

  /**
   * Solves for k poles in ascending order, of distance, and weights factor z^2, none of them nearly 0.
   *
   * @param d the poles, or with `squares` their roots, >= 0
   * @param factor > 0
   */
  solve(d: Float64Array, z: Float64Array, factor: number, k: number, squares: boolean): void {
    const weights = this.#weights
    this.#k = k
    this.#total = 0
    for (let j = 0; j < k; j++) {
      weights[j] = factor * z[j]! * z[j]!
      this.#total += weights[j]!
    }
    for (let i = 0; i < k; i++) this.#root(d, i, squares)
    this.#fit(d, z, squares)
  }

  // p_j - p_origin of every j, in row i of the gaps.
  #measure(d: Float64Array, i: number, origin: number, squares: boolean): void {
    const k = this.#k
    const gaps = this.gaps.array as Float64Array
    const at = d[origin]!
    const row = i * k
    if (squares) for (let j = 0; j < k; j++) gaps[row + j] = (d[j]! - at) * (d[j]! + at)
    else for (let j = 0; j < k; j++) gaps[row + j] = d[j]! - at
  }

  // Root i lies between poles i and i + 1, the last one beyond its pole by at most the sum of the weights.
  #root(d: Float64Array, i: number, squares: boolean): void {
    const k = this.#k
    const gaps = this.gaps.array as Float64Array
    const row = i * k
    const last = i === k - 1
    this.#measure(d, i, i, squares)
    this.origins[i] = i
    let x = this.#total
    if (k > 1) {
      const width = last ? x : gaps[row + i + 1]!
      const left = last ? k - 2 : i
      this.#evaluate(row, left + 1, width / 2)
      // The sum of all other terms hardly changes: with it, the two poles at the root's sides give a first guess.
      const [p, q] = [this.#weights[left]!, this.#weights[left + 1]!]
      const rest = this.#value - p / (gaps[row + left]! - width / 2) - q / (gaps[row + left + 1]! - width / 2)
      let [low, high] = [0, width]
      if (last) {
        if (this.#value < 0) low = width / 2
        else high = width / 2
      } else if (this.#value < 0) {
        this.#measure(d, i, i + 1, squares)
        this.origins[i] = i + 1
        low = -width / 2
        high = 0
      } else high = width / 2
      const [g, h] = [gaps[row + left]!, gaps[row + left + 1]!]
      const guess = between(rest * (g + h) + p + q, rest * g * h + p * h + q * g, rest, last)
      x = this.#approach(row, left, last, this.origins[i]! === left, guess, low, high)
    }
    this.distances[i] = x
    for (let j = row; j < row + k; j++) gaps[j] = gaps[j]! - x
  }

  // Steps to the root from a guess: rational functions with poles at the root's sides go through value and slope. One keeps
  // the weight of the nearer pole, the other fits both halves of the sum (R.-C. Li, "Solving secular equations stably and
  // efficiently", 1993); they take turns when one is slow. `low` and `high` enclose the root whatever the steps do.
  #approach(
    row: number,
    left: number,
    last: boolean,
    nearLeft: boolean,
    guess: number,
    low: number,
    high: number
  ): number {
    const gaps = this.gaps.array as Float64Array
    const weights = this.#weights
    let x = guess > low && guess < high ? guess : (low + high) / 2
    let previous = Infinity
    let fixed = !last
    for (let step = 0; step < MOST_HALVINGS; step++) {
      this.#evaluate(row, left + 1, x)
      const f = this.#value
      const size = Math.abs(f)
      if (size <= PRECISION * this.#bound) break
      if (f < 0) low = x
      else high = x
      if (size > previous / 10 && !last) fixed = !fixed
      previous = size
      const [g, h] = [gaps[row + left]! - x, gaps[row + left + 1]! - x]
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

  // The equation's value where p_j - x is gaps[row + j] - x, in two sums, both from the far poles to the near ones.
  #evaluate(row: number, split: number, x: number): void {
    const gaps = this.gaps.array as Float64Array
    const weights = this.#weights
    const k = this.#k
    let [below, left, bound] = [0, 0, 0]
    for (let j = 0; j < split; j++) {
      const inverse = 1 / (gaps[row + j]! - x)
      const term = weights[j]! * inverse
      below += term
      left += term * inverse
      bound -= below
    }
    let [above, right, more] = [0, 0, 0]
    for (let j = k - 1; j >= split; j--) {
      const inverse = 1 / (gaps[row + j]! - x)
      const term = weights[j]! * inverse
      above += term
      right += term * inverse
      more += Math.abs(above)
    }
    this.#value = 1 + below + above
    this.#left = left
    this.#right = right
    this.#bound = 8 * (Math.abs(below) + Math.abs(above)) + bound + more + 2 + Math.abs(x) * (left + right)
  }

  // The weights whose roots are exactly those found: vectors made of these are orthogonal however near roots are to each other
  // (Gu and Eisenstat, "A stable and efficient algorithm for the rank-one modification of the symmetric eigenproblem", 1994).
  #fit(d: Float64Array, z: Float64Array, squares: boolean): void {
    const k = this.#k
    const gaps = this.gaps.array as Float64Array
    const vector = this.vector
    for (let j = 0; j < k; j++) vector[j] = -gaps[j * (k + 1)]!
    for (let i = 0; i < k; i++) {
      const row = i * k
      const pole = d[i]!
      if (squares) {
        for (let j = 0; j < i; j++) vector[j] = vector[j]! * (gaps[row + j]! / ((d[j]! - pole) * (d[j]! + pole)))
        for (let j = i + 1; j < k; j++) vector[j] = vector[j]! * (gaps[row + j]! / ((d[j]! - pole) * (d[j]! + pole)))
      } else {
        for (let j = 0; j < i; j++) vector[j] = vector[j]! * (gaps[row + j]! / (d[j]! - pole))
        for (let j = i + 1; j < k; j++) vector[j] = vector[j]! * (gaps[row + j]! / (d[j]! - pole))
      }
    }
    for (let j = 0; j < k; j++) {
      const size = Math.sqrt(Math.abs(vector[j]!))
      vector[j] = z[j]! < 0 ? -size : size
    }
  }
}

// The root of c x^2 - a x + b = 0 between two poles, or `beyond` both.
function between(a: number, b: number, c: number, beyond: boolean): number {
  const discriminant = a * a - 4 * b * c
  const root = discriminant > 0 ? Math.sqrt(discriminant) : 0
  if (beyond) return a >= 0 ? (a + root) / (2 * c) : (2 * b) / (a - root)
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root)
}
