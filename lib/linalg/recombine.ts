// What both ways to divide and conquer do with the vectors of the halves, which are rows of one matrix. Called by divide.ts
// and divideSides.ts.
import { gemm, matrix } from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'

/** The halves are halved until they have at most so many rows. */
export const LEAF = 32
/** Relative to the largest element: what is smaller counts as 0. */
export const TOLERANCE = 2 ** -50

/** Columns `from` to `to` - 1, in which only the kept rows number `first` to `last` - 1 are not 0. */
export interface Part {
  readonly from: number
  readonly to: number
  readonly first: number
  readonly last: number
}

/** Replaces rows of a matrix of n columns by combinations of them; holds the memory that it takes. */
export class Rows {
  readonly #of: Storage
  readonly #n: number
  readonly #copy: Storage

  constructor(of: Storage, n: number) {
    this.#of = of
    this.#n = n
    this.#copy = Storage.allocate('float64', n * n)
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

  /** The rows in that order, in the memory for copies: nothing else may follow. */
  inOrder(order: readonly number[]): Storage {
    const n = this.#n
    for (const [to, k] of order.entries()) {
      this.#copy.array.set(this.#of.array.subarray(k * n, (k + 1) * n) as never, to * n)
    }
    return this.#copy
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

/** The numbers from `from` to `to` - 1 in the order of d's elements. */
export function ascending(d: Float64Array, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k).sort((i, j) => d[i]! - d[j]! || i - j)
}
