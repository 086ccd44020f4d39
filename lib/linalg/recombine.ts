// What both ways to divide and conquer share: which rows of the halves a merge keeps, and what it does with their vectors,
// which are rows of one matrix. Called by divide.ts and divideSides.ts.
import { gemm, matrix, type SecularCall, secular } from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import type { Take } from './workspace.ts'

/** The halves are halved until they have at most so many rows. */
export const LEAF = 32
/** Relative to the largest element: what is smaller counts as 0. */
export const TOLERANCE = 2 ** -50
/** Which columns of a row are not 0: those of one half, or of both; MIDDLE is the row between the halves. */
export const [LEFT, MIDDLE, BOTH, RIGHT] = [0, 1, 2, 3] as const

/** Columns `from` to `to` - 1, in which only the kept rows number `first` to `last` - 1 are not 0. */
export interface Part {
  readonly from: number
  readonly to: number
  readonly first: number
  readonly last: number
}

/** Replaces rows of a matrix of n columns, zeros at first, by combinations of them; holds the memory that it takes. */
export class Rows {
  readonly #of: Storage
  readonly #n: number
  readonly #copy: Storage

  constructor(of: Storage, n: number, take: Take) {
    this.#of = of
    this.#n = n
    this.#copy = take(n * n)
    of.fill(0)
  }

  /** The rows of a matrix of `size` rows and columns, from row and column `at` on. */
  put(own: Float64Array, size: number, at: number): void {
    const rows = this.#of.array as Float64Array
    for (let k = 0; k < size; k++) rows.set(own.subarray(k * size, (k + 1) * size), (at + k) * this.#n + at)
  }

  /**
   * Rows from `at` on become: as many combinations of the kept rows as there are coefficients' rows, then the other rows as
   * they were. Each part is one product, which leaves out what is 0.
   */
  combine(
    at: number,
    kept: readonly number[],
    others: readonly number[],
    coefficients: { of: Storage; rows: number; cols: number },
    parts: readonly Part[]
  ): void {
    const n = this.#n
    const rows = this.#of.array as Float64Array
    const copy = this.#copy.array as Float64Array
    const [from, to] = [parts[0]!.from, parts.at(-1)!.to]
    let end = 0
    const take = (row: number, first: number, last: number): void => {
      copy.set(rows.subarray(row * n + first, row * n + last), end)
      end += last - first
    }
    for (const row of others) take(row, from, to)
    const starts = parts.map((part) => {
      const start = end
      for (let k = part.first; k < part.last; k++) take(kept[k]!, part.from, part.to)
      return start
    })
    const { of, rows: count, cols } = coefficients
    for (let k = 0; k < others.length; k++) {
      rows.set(copy.subarray(k * (to - from), (k + 1) * (to - from)), (at + count + k) * n + from)
    }
    for (const [p, part] of parts.entries()) {
      const [width, inner] = [part.to - part.from, part.last - part.first]
      const left = matrix({ storage: of, offset: inner === 0 ? 0 : part.first }, count, inner, cols)
      const right = matrix({ storage: this.#copy, offset: inner === 0 ? 0 : starts[p]! }, inner, width)
      gemm(left, right, matrix({ storage: this.#of, offset: at * n + part.from }, count, width, n))
    }
  }

  /** A copy of the rows in that order. */
  inOrder(order: readonly number[]): Storage {
    const n = this.#n
    const copy = Storage.allocate('float64', n * n)
    const [from, to] = [this.#of.array, copy.array]
    for (const [at, k] of order.entries()) to.set(from.subarray(k * n, (k + 1) * n) as never, at * n)
    return copy
  }

  /** Rows i and j, columns `from` to `to` - 1, become c i + s j and c j - s i. */
  rotate(i: number, j: number, c: number, s: number, from: number, to: number): void {
    turnRows(this.#of.array as Float64Array, i * this.#n, j * this.#n, c, s, from, to)
  }
}

/** As `rotate`, for rows that begin at i and j. */
export function turnRows(
  rows: Float64Array,
  i: number,
  j: number,
  c: number,
  s: number,
  from: number,
  to: number
): void {
  for (let k = from; k < to; k++) {
    const [x, y] = [rows[i + k]!, rows[j + k]!]
    rows[i + k] = c * x + s * y
    rows[j + k] = c * y - s * x
  }
}

/** What a division of a matrix with diagonal d and elements e next to it works with. */
export abstract class Halves {
  protected readonly n: number
  protected readonly d: Float64Array
  protected readonly e: Float64Array
  /** Of each row of vectors, its part in what returns between the halves. */
  protected readonly z: Float64Array
  protected readonly sides: Uint8Array
  /** Of the kept rows: the equation whose roots are their new values, and these, each by the pole next to it. */
  protected readonly poles: Float64Array
  protected readonly weights: Float64Array
  protected readonly origins: Int32Array
  protected readonly distances: Float64Array
  /** Row i holds of the new row i how much of each kept row it has, in the order of sides. */
  protected readonly coefficients: Storage
  readonly #groups: Int32Array
  readonly #equation: Omit<SecularCall, 'left' | 'middles' | 'k' | 'factor'>

  constructor(d: Float64Array, e: Float64Array, n: number, take: Take) {
    this.n = n
    this.d = d
    this.e = e
    this.z = new Float64Array(n)
    this.sides = new Uint8Array(n)
    this.coefficients = take(n * n)
    const floats = () => Storage.allocate('float64', n)
    const [poles, weights, distances] = [floats(), floats(), floats()]
    const [origins, groups] = [Storage.allocate('int32', n), Storage.allocate('int32', n)]
    this.#groups = groups.array as Int32Array
    this.#equation = { d: poles, z: weights, groups, origins, distances, vectors: this.coefficients }
    this.poles = poles.array as Float64Array
    this.weights = weights.array as Float64Array
    this.origins = origins.array as Int32Array
    this.distances = distances.array as Float64Array
  }

  /** Finds origins, distances and coefficients from the poles and weights of the kept rows. */
  protected solve(kept: readonly number[], factor: number, sides?: { left: Storage; middles: Storage }): void {
    for (const [k, r] of kept.entries()) this.#groups[k] = this.sides[r]!
    const { left, middles } = sides ?? { left: null, middles: null }
    secular({ ...this.#equation, left, middles, k: kept.length, factor })
  }

  /**
   * Adds to `kept` those of the rows, which come in the order of their values, whose part z is not 0. Of two with as good as
   * the same value the first loses its part: `join` rotates them by c and s, or returns false.
   * @returns the other rows
   */
  protected deflate(
    rows: readonly number[],
    factor: number,
    kept: number[],
    join: (before: number, r: number, c: number, s: number) => boolean
  ): number[] {
    const { z, sides } = this
    const others: number[] = []
    let before = -1
    for (const r of rows) {
      if (factor * Math.abs(z[r]!) <= TOLERANCE) {
        others.push(r)
        continue
      }
      if (before >= 0) {
        const both = Math.sqrt(z[before]! * z[before]! + z[r]! * z[r]!)
        if (join(before, r, z[r]! / both, -z[before]! / both)) {
          z[r] = both
          z[before] = 0
          if (sides[r] !== sides[before]) sides[r] = BOTH
          others.push(before)
        } else kept.push(before)
      }
      before = r
    }
    if (before >= 0) kept.push(before)
    return others
  }

  /** The rows of the left half alone, those of both, those of the right half: in this order each half's rows lie together. */
  protected bySides(rows: readonly number[]): [left: number[], mixed: number[], right: number[]] {
    const of = (side: number): number[] => rows.filter((r) => this.sides[r] === side)
    return [of(LEFT), of(BOTH), of(RIGHT)]
  }
}

/** The identity of n rows. */
export function identity(n: number): Float64Array {
  const eye = new Float64Array(n * n)
  for (let k = 0; k < n; k++) eye[k * (n + 1)] = 1
  return eye
}

/** The numbers from `from` to `to` - 1 in the order of d's elements. */
export function ascending(d: Float64Array, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k).sort((i, j) => d[i]! - d[j]! || i - j)
}
