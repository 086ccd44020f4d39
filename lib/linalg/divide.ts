// Divide and conquer for symmetric tridiagonal matrices. Called by eigh.ts, which takes the vectors.
import type { Storage } from '../backend/index.ts'
import { diagonalize } from './ql.ts'
import { ascending, Halves, identity, LEAF, LEFT, RIGHT, Rows, TOLERANCE } from './recombine.ts'
import { type Take, withWorkspace } from './workspace.ts'

/** Eigenvalues in ascending order, and row k of `vectors` (float64, n x n) the eigenvector of values[k]. */
export interface Pairs {
  readonly values: Float64Array
  readonly vectors: Storage
}

/**
 * Eigenvalues and eigenvectors of the tridiagonal matrix with diagonal d and off-diagonal e, which are overwritten. Both
 * halves are solved without the element between them, and that returns as a matrix of rank one (Cuppen 1981; Gu and
 * Eisenstat, "A divide-and-conquer algorithm for the symmetric tridiagonal eigenproblem", 1995; LAPACK's stedc).
 */
export function divide(d: Float64Array, e: Float64Array, n: number): Pairs {
  return withWorkspace((take) => new Division(d, e, n, take).pairs())
}

class Division extends Halves {
  readonly #vectors: Storage
  readonly #rows: Rows

  constructor(d: Float64Array, e: Float64Array, n: number, take: Take) {
    super(d, e, n, take)
    this.#vectors = take(n * n)
    this.#rows = new Rows(this.#vectors, n, take)
  }

  pairs(): Pairs {
    const { n, d } = this
    this.#conquer(0, n)
    const order = ascending(d, 0, n)
    return { values: Float64Array.from(order, (k) => d[k]!), vectors: this.#rows.inOrder(order) }
  }

  #conquer(at: number, size: number): void {
    if (size <= LEAF) {
      this.#leaf(at, size)
      return
    }
    const middle = at + (size >> 1)
    const link = this.e[middle - 1]!
    const d = this.d
    d[middle - 1] = d[middle - 1]! - Math.abs(link)
    d[middle] = d[middle]! - Math.abs(link)
    this.#conquer(at, middle - at)
    this.#conquer(middle, at + size - middle)
    this.#merge(at, middle, at + size, link)
  }

  #leaf(at: number, size: number): void {
    const own = identity(size)
    diagonalize(this.d.subarray(at, at + size), this.e.slice(at, at + size), own, size)
    this.#rows.put(own, size, at)
  }

  // diag(d) + |link| u u^T in the vectors of the halves, u = (last column of one, first of the other) with norm sqrt(2).
  #merge(at: number, middle: number, end: number, link: number): void {
    const { n, d, z } = this
    const vectors = this.#vectors.array as Float64Array
    let [norm, largest] = [2 * Math.abs(link), 0]
    for (let r = at; r < end; r++) {
      z[r] = vectors[r * n + (r < middle ? middle - 1 : middle)]! * Math.SQRT1_2
      if (r >= middle && link < 0) z[r] = -z[r]!
      this.sides[r] = r < middle ? LEFT : RIGHT
      norm = Math.max(norm, Math.abs(d[r]!))
      largest = Math.max(largest, Math.abs(z[r]!))
    }
    if (2 * Math.abs(link) * largest <= TOLERANCE * norm) return
    const factor = (2 * Math.abs(link)) / norm
    const kept: number[] = []
    const others = this.deflate(ascending(d, at, end), factor, kept, (...pair) => this.#join(at, end, norm, ...pair))
    const { poles, weights } = this
    for (const [k, r] of kept.entries()) {
      poles[k] = d[r]! / norm
      weights[k] = z[r]!
    }
    this.solve(kept, factor)
    this.#replace(at, middle, end, norm, kept, others)
  }

  // A rotation of two rows brings an element between their eigenvalues, which has to count as 0.
  #join(at: number, end: number, norm: number, before: number, r: number, c: number, s: number): boolean {
    const d = this.d
    const [low, high] = [d[before]!, d[r]!]
    if (Math.abs((high - low) * c * s) > TOLERANCE * norm) return false
    this.#rows.rotate(before, r, c, s, at, end)
    d[before] = low * c * c + high * s * s
    d[r] = low * s * s + high * c * c
    return true
  }

  #replace(at: number, middle: number, end: number, norm: number, kept: number[], others: number[]): void {
    const { d } = this
    const count = kept.length
    const { origins, distances, coefficients } = this
    const [left, mixed, right] = this.bySides(kept)
    const grouped = [...left, ...mixed, ...right]
    this.#rows.combine(at, grouped, others, { of: coefficients, rows: count, cols: count }, [
      { from: at, to: middle, first: 0, last: left.length + mixed.length },
      { from: middle, to: end, first: left.length, last: count }
    ])
    const rest = others.map((r) => d[r]!)
    for (let i = 0; i < count; i++) d[at + i] = (this.poles[origins[i]!]! + distances[i]!) * norm
    d.set(rest, at + count)
  }
}
