// Divide and conquer for the singular vectors of bidiagonal matrices. Called by svd.ts.
import type { Storage } from '../backend/index.ts'
import { diagonalizeSides } from './bidiagonal.ts'
import { hypotenuse } from './ql.ts'
import { ascending, Halves, identity, LEAF, LEFT, MIDDLE, RIGHT, Rows, TOLERANCE, turnRows } from './recombine.ts'
import { type Take, withWorkspace } from './workspace.ts'

/** Singular values >= 0 in descending order; rows k of u and v (float64, n x n) are the singular vectors of values[k]. */
export interface Triples {
  readonly values: Float64Array
  readonly u: Storage
  readonly v: Storage
}

/**
 * Singular values and vectors of the upper bidiagonal matrix with diagonal d and elements e above it. The row in the middle is
 * taken out, the matrices above and below it are solved, and the row returns (Gu and Eisenstat, "A divide-and-conquer
 * algorithm for the bidiagonal SVD", 1995; LAPACK's bdsdc). Values have an error of the order of the largest one times the
 * precision of a double.
 */
export function divideSides(d: Float64Array, e: Float64Array, n: number): Triples {
  return withWorkspace((take) => new Division(d, e, n, take).triples())
}

// A part has `size` rows from row `at` on and as many columns, or one more: `extra` is 1. A part with one more has a row of v
// that it maps to 0, behind the others.
class Division extends Halves {
  readonly #values: Float64Array
  readonly #u: Storage
  readonly #v: Storage
  readonly #left: Rows
  readonly #right: Rows
  readonly #table: Storage
  readonly #middles: Storage

  constructor(d: Float64Array, e: Float64Array, n: number, take: Take) {
    super(d, e, n, take)
    this.#values = new Float64Array(n)
    this.#u = take(n * n)
    this.#v = take(n * n)
    this.#left = new Rows(this.#u, n, take)
    this.#right = new Rows(this.#v, n, take)
    this.#table = take(n * n)
    this.#middles = take(n)
  }

  triples(): Triples {
    const { n } = this
    const values = this.#values
    this.#conquer(0, n, 0)
    const order = ascending(values, 0, n).reverse()
    const [u, v] = [this.#left.inOrder(order), this.#right.inOrder(order)]
    return { values: Float64Array.from(order, (k) => values[k]!), u, v }
  }

  #conquer(at: number, size: number, extra: number): void {
    if (size <= LEAF) {
      this.#leaf(at, size, extra)
      return
    }
    const middle = at + (size >> 1)
    this.#conquer(at, middle - at, 1)
    this.#conquer(middle + 1, at + size - middle - 1, extra)
    this.#merge(at, middle, at + size, extra)
  }

  #leaf(at: number, size: number, extra: number): void {
    const width = size + extra
    const d = this.#values.subarray(at, at + size)
    d.set(this.d.subarray(at, at + size))
    const e = this.e.slice(at, at + size)
    const [u, v] = [identity(size), identity(width)]
    if (extra === 1) {
      // The element beyond the last row's diagonal is turned into that, then what this makes of the row above, and so on.
      for (let i = size - 1, beyond = e[size - 1]!; i >= 0 && beyond !== 0; i--) {
        const r = hypotenuse(d[i]!, beyond)
        const [c, s] = r === 0 ? [1, 0] : [d[i]! / r, beyond / r]
        turnRows(v, i * width, size * width, c, s, 0, width)
        d[i] = r
        if (i === 0) break
        beyond = -s * e[i - 1]!
        e[i - 1] = c * e[i - 1]!
      }
    }
    diagonalizeSides(d, e, { rows: u, width: size }, { rows: v, width }, size)
    for (let k = 0; k < size; k++) {
      if (d[k]! >= 0) continue
      d[k] = -d[k]!
      for (let j = k * width; j < (k + 1) * width; j++) v[j] = -v[j]!
    }
    this.#left.put(u, size, at)
    this.#right.put(v, width, at)
  }

  // In the vectors of the parts the matrix is diagonal but for one row, the one taken out.
  #merge(at: number, middle: number, end: number, extra: number): void {
    const { n, z, sides } = this
    const values = this.#values
    const [left, right] = [this.#u.array as Float64Array, this.#v.array as Float64Array]
    const [alpha, beta] = [this.d[middle]!, this.e[middle] ?? 0]
    let norm = Math.max(Math.abs(alpha), Math.abs(beta))
    for (let r = at; r < end; r++) {
      z[r] = r <= middle ? alpha * right[r * n + middle]! : beta * right[r * n + middle + 1]!
      sides[r] = r <= middle ? LEFT : RIGHT
      if (r !== middle) norm = Math.max(norm, values[r]!)
    }
    values[middle] = 0
    left.fill(0, middle * n + at, middle * n + end)
    left[middle * (n + 1)] = 1
    if (norm === 0) return
    for (let r = at; r < end; r++) {
      z[r] = z[r]! / norm
      values[r] = values[r]! / norm
    }
    if (extra === 1) {
      // Both parts have a row that is mapped to 0: the one that remains is orthogonal to what the middle row has of them.
      const [own, other] = [z[middle]!, (beta * right[end * n + middle + 1]!) / norm]
      const both = Math.sqrt(own * own + other * other)
      if (both > 0) this.#right.rotate(middle, end, own / both, other / both, at, end + 1)
      z[middle] = both
    }
    sides[middle] = MIDDLE
    if (Math.abs(z[middle]!) <= TOLERANCE) z[middle] = TOLERANCE
    // The middle row, whose value is 0, stays first.
    const kept = [middle]
    const rows = ascending(values, at, end).filter((r) => r !== middle)
    const others = this.deflate(rows, 1, kept, (...pair) => this.#join(at, end, extra, ...pair))
    this.#replace(at, middle, end, extra, norm, kept, others)
  }

  // Two values that are as good as equal are not changed by a rotation of their rows.
  #join(at: number, end: number, extra: number, before: number, r: number, c: number, s: number): boolean {
    if (this.#values[r]! - this.#values[before]! > TOLERANCE) return false
    this.#left.rotate(before, r, c, s, at, end)
    this.#right.rotate(before, r, c, s, at, end + extra)
    return true
  }

  #replace(
    at: number,
    middle: number,
    end: number,
    extra: number,
    norm: number,
    kept: number[],
    others: number[]
  ): void {
    const { n, poles, weights } = this
    const [values, count] = [this.#values, kept.length]
    for (const [k, r] of kept.entries()) {
      poles[k] = values[r]!
      weights[k] = this.z[r]!
    }
    // The first pole is 0, and no other may be as good as equal to it.
    if (count > 1) poles[1] = Math.max(poles[1]!, TOLERANCE / 2)
    this.solve(kept, 1, { left: this.#table, middles: this.#middles })
    const [first, mixed, last] = this.bySides(kept.slice(1))
    // Rows of the left part first, then the middle one, then rows of both, rows of the right part last.
    const split = first.length
    const joint = split + 1 + mixed.length
    const grouped = [...first, middle, ...mixed, ...last]
    this.#right.combine(at, grouped, others, { of: this.coefficients, rows: count, cols: count }, [
      { from: at, to: middle + 1, first: 0, last: joint },
      { from: middle + 1, to: end + extra, first: extra === 1 ? split : split + 1, last: count }
    ])
    // The middle row of u alone has an element in the middle column, and no other.
    grouped.splice(split, 1)
    const [left, middles] = [this.#u.array as Float64Array, this.#middles.array as Float64Array]
    this.#left.combine(at, grouped, others, { of: this.#table, rows: count, cols: count - 1 }, [
      { from: at, to: middle, first: 0, last: joint - 1 },
      { from: middle + 1, to: end, first: split, last: count - 1 }
    ])
    for (let i = 0; i < count; i++) left[(at + i) * n + middle] = middles[i]!
    for (let i = count; i < end - at; i++) left[(at + i) * n + middle] = 0
    const rest = others.map((r) => values[r]! * norm)
    const { origins, distances } = this
    for (let i = 0; i < count; i++) {
      // sqrt(p^2 + distance), as what it adds to p.
      const [p, x] = [poles[origins[i]!]!, distances[i]!]
      values[at + i] = (p + x / (p + Math.sqrt(Math.max(0, p * p + x)))) * norm
    }
    values.set(rest, at + count)
  }
}
