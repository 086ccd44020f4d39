// P L U of a matrix by elimination with partial pivoting. Called by lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { swapRows } from './ql.ts'
import { addScaled, BLOCK, negated } from './reflectors.ts'

/** What elimination found besides L and U. */
export interface Elimination {
  /** Row k was swapped with row pivots[k], in order. */
  readonly pivots: Int32Array
  /** 1 or -1: the determinant of the permutation. */
  readonly sign: number
  /** 0, or the position, counted from 1, of the first diagonal element of U that is 0. */
  readonly info: number
}

// Columns that are eliminated one by one, in JavaScript: what they change in the rest of a block is a product.
const NARROW = 8

/**
 * Replaces a matrix (float64, m x n, row-major) by U on and above the diagonal and L, whose diagonal is 1, below it. By blocks
 * of columns, as LAPACK's getrf: what a block changes in the rest is one product. A block of a larger matrix consists of
 * narrower ones.
 */
export function eliminate(a: Storage, m: number, n: number): Elimination {
  const x = a.array as Float64Array
  const k = Math.min(m, n)
  const found: Found = { pivots: new Int32Array(k), sign: 1, info: 0 }
  const large = m > BLOCK && n > BLOCK
  const matrix = { a, n, factors: Storage.allocate('float64', large ? m * BLOCK : 0) }
  const width = large ? NARROW : BLOCK
  const panel = new Float64Array(m * Math.min(k, width))
  for (let first = 0; first < k; first += BLOCK) {
    const end = Math.min(k, first + BLOCK)
    for (let from = first; from < end; from += width) {
      const to = Math.min(end, from + width)
      eliminateColumns(x, m, n, [from, to], panel, found)
      if (to === end) break
      solveRows(x, n, from, to, to, end)
      subtractProduct(matrix, [to, m], [from, to], [to, end])
    }
    if (end === n) continue
    for (let from = first; from < end; from += width) {
      const to = Math.min(end, from + width)
      solveRows(x, n, from, to, end, n)
      if (to < end) subtractProduct(matrix, [to, end], [from, to], [end, n])
    }
    if (end < m) subtractProduct(matrix, [end, m], [first, end], [end, n])
  }
  return found
}

type Found = { -readonly [K in keyof Elimination]: Elimination[K] }
type Range = readonly [from: number, to: number]

// Eliminates below the diagonal in columns `from` to `to`, and changes these alone, but for swaps of rows. `panel` holds these
// columns as rows meanwhile: they are read many times.
function eliminateColumns(
  x: Float64Array,
  m: number,
  n: number,
  [from, to]: Range,
  panel: Float64Array,
  found: Found
): void {
  const [width, height] = [to - from, m - from]
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) panel[j * height + i] = x[(from + i) * n + from + j]!
  }
  for (let c = 0; c < width; c++) {
    const own = c * height
    const p = pivotOf(panel, own + c, own + height) - own
    found.pivots[from + c] = from + p
    if (p !== c) {
      swapRows(x, n, from + c, from + p)
      for (let j = 0; j < width * height; j += height) {
        const kept = panel[j + c]!
        panel[j + c] = panel[j + p]!
        panel[j + p] = kept
      }
      found.sign = -found.sign
    }
    const pivot = panel[own + c]!
    if (pivot === 0) {
      if (found.info === 0) found.info = from + c + 1
      continue
    }
    for (let i = c + 1; i < height; i++) panel[own + i] = panel[own + i]! / pivot
    for (let j = own + height; j < width * height; j += height) {
      const factor = panel[j + c]!
      for (let i = c + 1; i < height; i++) {
        const left = panel[own + i]!
        if (left !== 0) panel[j + i] = panel[j + i]! - left * factor
      }
    }
  }
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) x[(from + i) * n + from + j] = panel[j * height + i]!
  }
}

// Rows `first` to `end` of U in columns `from` to `to`, from the triangle of L in columns `first` to `end`.
function solveRows(x: Float64Array, n: number, first: number, end: number, from: number, to: number): void {
  for (let c = first; c < end; c++) {
    for (let i = c + 1; i < end; i++) addScaled(-x[i * n + c]!, x, c * n + from, x, i * n + from, to - from)
  }
}

interface Matrix {
  readonly a: Storage
  readonly n: number
  /** Memory for what is multiplied. */
  readonly factors: Storage
}

// Subtracts L (rows, inner) U (inner, columns) from the matrix.
function subtractProduct({ a, n, factors }: Matrix, rows: Range, inner: Range, columns: Range): void {
  const [height, depth, width] = [rows, inner, columns].map(([from, to]) => to - from) as [number, number, number]
  negated(a.array as Float64Array, n, ...rows, ...inner, factors.array as Float64Array)
  const left = kernels.matrix({ storage: factors, offset: 0 }, height, depth)
  const right = kernels.matrix({ storage: a, offset: inner[0] * n + columns[0] }, depth, width, n)
  const rest = kernels.matrix({ storage: a, offset: rows[0] * n + columns[0] }, height, width, n)
  kernels.gemm(left, right, rest, { accumulate: 1 })
}

// The position of the largest element; NaN is larger than any number, so that it shows in the result.
function pivotOf(column: Float64Array, from: number, to: number): number {
  let at = from
  let largest = Math.abs(column[from]!)
  for (let i = from + 1; i < to && !Number.isNaN(largest); i++) {
    const size = Math.abs(column[i]!)
    if (size > largest || Number.isNaN(size)) {
      largest = size
      at = i
    }
  }
  return at
}
