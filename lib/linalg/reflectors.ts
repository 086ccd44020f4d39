// Householder reflectors, 32 at a time: what qr.ts, svd.ts and eigh.ts have in common. All of it is double operations in a fixed
// order and the kernel gemm, so that every backend and any number of threads give the same bits.
import { gemm, matrix, transpose as transposed } from '../backend/calls.ts'
import { type Operand, Storage } from '../backend/index.ts'
import { NonFiniteError } from '../errors.ts'
import { LARGER, LEAST } from './ql.ts'

/** Reflectors that are applied together: one product of matrices instead of many of vectors. */
export const BLOCK = 32

/** The rows of a matrix of n columns in which reflectors v lie, (I - tau v v^T), each 0 before column `start` of the block. */
export interface Block {
  readonly rows: Storage
  readonly first: number
  readonly count: number
  readonly start: number
}

/**
 * Makes of a vector, in place, the reflector that turns it to (beta, 0, 0, ...): v with a leading 1.
 *
 * @returns beta and tau, which is 0 when nothing is to be turned
 */
export function reflect(a: Float64Array, from: number, to: number): { beta: number; tau: number } {
  let rest = dot(a, from + 1, a, from + 1, to - from - 1)
  const alpha = a[from]!
  let norm = Math.sqrt(alpha * alpha + rest)
  if (norm < 1e-140) {
    // Squares have lost digits: once more with larger elements. A vector that has lost its digits counts as 0.
    rest = 0
    for (let k = from + 1; k < to; k++) rest += a[k]! * LARGER * (a[k]! * LARGER)
    norm = Math.sqrt(alpha * LARGER * (alpha * LARGER) + rest) / LARGER
    if (norm < LEAST) rest = 0
  }
  a[from] = 1
  if (!(rest > 0)) {
    a.fill(0, from + 1, to)
    return { beta: alpha, tau: 0 }
  }
  const beta = alpha > 0 ? -norm : norm
  const scale = 1 / (alpha - beta)
  for (let k = from + 1; k < to; k++) a[k] = a[k]! * scale
  return { beta, tau: (beta - alpha) / beta }
}

/** The sum of a[i + k] b[j + k] over n elements, as four sums of every fourth. */
export function dot(a: Float64Array, i: number, b: Float64Array, j: number, n: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  let k = 0
  for (; k + 3 < n; k += 4) {
    s0 += a[i + k]! * b[j + k]!
    s1 += a[i + k + 1]! * b[j + k + 1]!
    s2 += a[i + k + 2]! * b[j + k + 2]!
    s3 += a[i + k + 3]! * b[j + k + 3]!
  }
  for (; k < n; k++) s0 += a[i + k]! * b[j + k]!
  return s0 + s1 + (s2 + s3)
}

/** b[j + k] += factor a[i + k] for n elements. */
export function addScaled(factor: number, a: Float64Array, i: number, b: Float64Array, j: number, n: number): void {
  for (let k = 0; k < n; k++) b[j + k] = b[j + k]! + factor * a[i + k]!
}

// Below so many elements a kernel call takes longer than the loop.
const SMALL = 1024

/** Rows that lie `step` apart. */
export interface Lines extends Operand {
  readonly count: number
  readonly width: number
  readonly step: number
}

/** Adds to `target` every row times its factor; the factors lie `step` apart. */
export function addRows(rows: Lines, factors: Operand & { step: number }, target: Operand): void {
  const { count, width, step, storage, offset } = rows
  if (count === 0 || width === 0) return
  if (count * width >= SMALL) {
    const row = matrix(target, 1, width)
    gemm(matrix(factors, 1, count, 1, factors.step), matrix(rows, count, width, step), row, { accumulate: 1 })
    return
  }
  const [from, to] = [storage.array as Float64Array, target.storage.array as Float64Array]
  for (let l = 0; l < count; l++) {
    const factor = (factors.storage.array as Float64Array)[factors.offset + l * factors.step]!
    addScaled(factor, from, offset + l * step, to, target.offset, width)
  }
}

/** out_l = the inner product of row l and a vector. */
export function alongRows(rows: Lines, vector: Operand, out: Operand): void {
  const { count, width, step, storage, offset } = rows
  if (count === 0) return
  if (count * width >= SMALL) {
    gemm(matrix(rows, count, width, step), matrix(vector, width, 1), matrix(out, count, 1))
    return
  }
  const [from, x] = [storage.array as Float64Array, vector.storage.array as Float64Array]
  const to = out.storage.array as Float64Array
  for (let l = 0; l < count; l++) to[out.offset + l] = dot(from, offset + l * step, x, vector.offset, width)
}

/** Adds to every row a vector times the row's factor; the factors lie side by side. */
export function addOuter(factors: Operand, vector: Operand, rows: Lines): void {
  const { count, width, step, storage, offset } = rows
  if (count === 0) return
  if (count * width >= SMALL) {
    gemm(matrix(factors, count, 1), matrix(vector, 1, width), matrix(rows, count, width, step), { accumulate: 1 })
    return
  }
  const [from, to] = [vector.storage.array as Float64Array, storage.array as Float64Array]
  for (let l = 0; l < count; l++) {
    const factor = (factors.storage.array as Float64Array)[factors.offset + l]!
    addScaled(factor, from, vector.offset, to, offset + l * step, width)
  }
}

/** Copies rows and columns of a matrix of n columns with the opposite sign, side by side. */
export function negated(
  x: Float64Array,
  n: number,
  fromRow: number,
  toRow: number,
  fromCol: number,
  toCol: number,
  out: Float64Array
): void {
  let at = 0
  for (let i = fromRow; i < toRow; i++) for (let j = fromCol; j < toCol; j++) out[at++] = -x[i * n + j]!
}

/**
 * Divides a matrix so that no square in it overflows or vanishes: by 1 as a rule, by the largest element else.
 * @returns the divisor
 * @throws NonFiniteError when an element is NaN or infinite; a is as it was
 */
export function rescale(call: string, a: Float64Array): number {
  let largest = 0
  for (let k = 0; k < a.length; k++) {
    const size = Math.abs(a[k]!)
    if (!(size < Infinity)) {
      throw new NonFiniteError(`${call}: expected a matrix of finite numbers but element ${k} is ${a[k]}`)
    }
    if (size > largest) largest = size
  }
  if (largest === 0 || (largest > 1e-120 && largest < 1e120)) return 1
  for (let k = 0; k < a.length; k++) a[k] = a[k]! / largest
  return largest
}

/** Applies blocks of reflectors to matrices of `height` rows of n elements; holds the memory that it takes. */
export class Reflectors {
  readonly #n: number
  readonly #height: number
  readonly #gram = Storage.allocate('float64', BLOCK * BLOCK)
  readonly #t = Storage.allocate('float64', BLOCK * BLOCK)
  readonly #along: Storage
  readonly #mixed: Storage

  constructor(n: number, height = n) {
    this.#n = n
    this.#height = height
    this.#along = Storage.allocate('float64', height * BLOCK)
    this.#mixed = Storage.allocate('float64', height * BLOCK)
  }

  /**
   * Multiplies the rows of c from `from` on from the right by H_1 H_2 ... of a block, or by the transpose of that product.
   * H_1 H_2 ... = I - V^T T V with a triangular T (Schreiber and Van Loan, "A storage-efficient WY representation for
   * products of Householder transformations", 1989).
   */
  apply(c: Storage, from: number, block: Block, taus: Float64Array, transpose: boolean): void {
    const n = this.#n
    const { rows, first, count, start } = block
    const [height, width] = [this.#height - from, n - start]
    if (count === 0 || height === 0) return
    const v = { storage: rows, offset: first * n + start }
    const target = { storage: c, offset: from * n + start }
    const reflectors = matrix(v, count, width, n)
    const right = matrix(target, height, width, n)
    const along = matrix(this.#along, height, count)
    const mixed = matrix(this.#mixed, height, count)
    const t = matrix(this.#t, count, count)
    gemm(reflectors, transposed(reflectors), matrix(this.#gram, count, count))
    this.#triangle(taus, first, count)
    gemm(right, transposed(reflectors), along)
    gemm(along, transpose ? transposed(t) : t, mixed)
    gemm(mixed, reflectors, right, { accumulate: 1 })
  }

  // -T from the inner products of the reflectors: column by column, each from those before it.
  #triangle(taus: Float64Array, first: number, count: number): void {
    const [gram, t] = [this.#gram.array as Float64Array, this.#t.array as Float64Array]
    t.fill(0)
    for (let j = 0; j < count; j++) {
      const tau = taus[first + j]!
      t[j * count + j] = -tau
      for (let i = 0; i < j; i++) {
        let sum = 0
        for (let k = i; k < j; k++) sum += t[i * count + k]! * gram[k * count + j]!
        t[i * count + j] = -tau * sum
      }
    }
  }
}
