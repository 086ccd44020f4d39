// Divide and conquer for symmetric tridiagonal matrices. Called by eigh.ts, which takes the vectors.
import { Storage } from '../backend/index.ts'
import { diagonalize } from './ql.ts'
import { ascending, LEAF, Rows, TOLERANCE } from './recombine.ts'
import { Secular } from './secular.ts'

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
  return new Division(d, e, n).solve()
}

// Which columns of a row are not 0: those of one half, or both.
const [LEFT, RIGHT] = [1, 2]

class Division {
  readonly #n: number
  readonly #d: Float64Array
  readonly #e: Float64Array
  readonly #z: Float64Array
  readonly #poles: Float64Array
  readonly #weights: Float64Array
  readonly #sides: Uint8Array
  readonly #vectors: Storage
  readonly #rows: Rows
  readonly #secular: Secular

  constructor(d: Float64Array, e: Float64Array, n: number) {
    this.#n = n
    this.#d = d
    this.#e = e
    this.#z = new Float64Array(n)
    this.#poles = new Float64Array(n)
    this.#weights = new Float64Array(n)
    this.#sides = new Uint8Array(n)
    this.#vectors = Storage.allocate('float64', n * n)
    this.#rows = new Rows(this.#vectors, n)
    this.#secular = new Secular(n)
  }

  solve(): Pairs {
    const [n, d] = [this.#n, this.#d]
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
    const link = this.#e[middle - 1]!
    const d = this.#d
    d[middle - 1] = d[middle - 1]! - Math.abs(link)
    d[middle] = d[middle]! - Math.abs(link)
    this.#conquer(at, middle - at)
    this.#conquer(middle, at + size - middle)
    this.#merge(at, middle, at + size, link)
  }

  #leaf(at: number, size: number): void {
    const n = this.#n
    const own = new Float64Array(size * size)
    for (let k = 0; k < size; k++) own[k * (size + 1)] = 1
    diagonalize(this.#d.subarray(at, at + size), this.#e.slice(at, at + size), own, size)
    const vectors = this.#vectors.array as Float64Array
    for (let k = 0; k < size; k++) vectors.set(own.subarray(k * size, (k + 1) * size), (at + k) * n + at)
  }

  // diag(d) + |link| u u^T in the vectors of the halves, u = (last column of one, first of the other) with norm sqrt(2).
  #merge(at: number, middle: number, end: number, link: number): void {
    const [n, d, z] = [this.#n, this.#d, this.#z]
    const vectors = this.#vectors.array as Float64Array
    let [norm, largest] = [2 * Math.abs(link), 0]
    for (let r = at; r < end; r++) {
      z[r] = vectors[r * n + (r < middle ? middle - 1 : middle)]! * Math.SQRT1_2
      if (r >= middle && link < 0) z[r] = -z[r]!
      this.#sides[r] = r < middle ? LEFT : RIGHT
      norm = Math.max(norm, Math.abs(d[r]!))
      largest = Math.max(largest, Math.abs(z[r]!))
    }
    if (2 * Math.abs(link) * largest <= TOLERANCE * norm) return
    const factor = (2 * Math.abs(link)) / norm
    const { kept, others } = this.#deflate(at, end, norm, factor)
    const [poles, weights] = [this.#poles, this.#weights]
    for (const [k, r] of kept.entries()) {
      poles[k] = d[r]! / norm
      weights[k] = z[r]!
    }
    this.#secular.solve(poles, weights, factor, kept.length, false)
    this.#replace(at, middle, end, norm, kept, others)
  }

  // Rows whose part in u is 0, or is made so by a rotation with the next eigenvalue, which is as large, stay as they are.
  #deflate(at: number, end: number, norm: number, factor: number): { kept: number[]; others: number[] } {
    const [d, z, sides] = [this.#d, this.#z, this.#sides]
    const [kept, others]: [number[], number[]] = [[], []]
    let before = -1
    for (const r of ascending(d, at, end)) {
      if (factor * Math.abs(z[r]!) <= TOLERANCE) {
        others.push(r)
        continue
      }
      if (before >= 0) {
        const both = Math.sqrt(z[before]! * z[before]! + z[r]! * z[r]!)
        const [c, s] = [z[r]! / both, -z[before]! / both]
        const [low, high] = [d[before]!, d[r]!]
        if (Math.abs((high - low) * c * s) <= TOLERANCE * norm) {
          this.#rows.rotate(before, r, c, s, at, end)
          z[r] = both
          z[before] = 0
          d[before] = low * c * c + high * s * s
          d[r] = low * s * s + high * c * c
          sides[r] = sides[r]! | sides[before]!
          others.push(before)
        } else kept.push(before)
      }
      before = r
    }
    if (before >= 0) kept.push(before)
    return { kept, others }
  }

  #replace(at: number, middle: number, end: number, norm: number, kept: number[], others: number[]): void {
    const [d, sides, count] = [this.#d, this.#sides, kept.length]
    const { origins, distances, gaps, vector } = this.#secular
    // Rows of the left half first, those of the right half last, so that each half's rows lie together.
    const of = (side: number): number[] => kept.filter((r) => sides[r] === side)
    const [left, mixed, right] = [of(LEFT), of(LEFT | RIGHT), of(RIGHT)]
    const grouped = [...left, ...mixed, ...right]
    const placeOf = new Int32Array(end - at)
    for (const [k, r] of grouped.entries()) placeOf[r - at] = k
    const places = Int32Array.from(kept, (r) => placeOf[r - at]!)
    const table = gaps.array as Float64Array
    const own = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      const row = i * count
      let sum = 0
      for (let j = 0; j < count; j++) {
        const x = vector[j]! / table[row + j]!
        own[j] = x
        sum += x * x
      }
      const scale = 1 / Math.sqrt(sum)
      for (let j = 0; j < count; j++) table[row + places[j]!] = own[j]! * scale
    }
    const coefficients = { of: gaps, rows: count, cols: count }
    this.#rows.combine(at, grouped, others, coefficients, [
      { from: at, to: middle, first: 0, last: left.length + mixed.length },
      { from: middle, to: end, first: left.length, last: count }
    ])
    const rest = others.map((r) => d[r]!)
    for (let i = 0; i < count; i++) d[at + i] = (this.#poles[origins[i]!]! + distances[i]!) * norm
    d.set(rest, at + count)
  }
}
