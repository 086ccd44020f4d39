// Q and R of a matrix. Called by lib/ops/linalg, and for the orthogonal factor of a square one by SOAP.
import { Storage } from '../backend/index.ts'
import { addOuter, alongRows, BLOCK, Reflectors, reflect, rescale } from './reflectors.ts'

/**
 * Replaces a matrix, whose columns lie one after the other, by Q of its decomposition Q R, in the same order: R is upper
 * triangular, so that the first k columns of Q span those of the matrix. Q is orthogonal whatever the matrix is, also
 * where its columns are dependent. By blocks of Householder reflectors, as LAPACK's geqrf and orgqr.
 *
 * @param a float64, n x n
 * @throws NonFiniteError when an element is NaN or infinite; a is as it was
 */
export function orthogonalFactor(a: Storage, n: number): void {
  a.set(decompose('orthogonalFactor', a, n, n, n).q.array as never)
}

/** Q and R of A = Q R. */
export interface Decomposition {
  /** float64, `width` x m: row j is column j of Q. */
  readonly q: Storage
  /** k x n, row-major, k = min(m, n); zeros below the diagonal. */
  readonly r: Float64Array
}

/**
 * The decomposition Q R of an m x n matrix by Householder reflectors.
 *
 * @param a float64, n x m: the columns of the matrix one after the other; overwritten
 * @param width how many columns of Q are wanted: 0 to m
 * @throws NonFiniteError when an element is NaN or infinite
 */
export function decompose(call: string, a: Storage, m: number, n: number, width: number): Decomposition {
  const columns = a.array as Float64Array
  const scale = rescale(call, columns)
  const k = Math.min(m, n)
  const [taus, r] = [new Float64Array(k), new Float64Array(k * n)]
  const work = new Reflectors(m, n)
  const along = Storage.allocate('float64', BLOCK)
  const block = (first: number) => ({ rows: a, first, count: Math.min(BLOCK, k - first), start: first })
  const keep = (j: number, count: number): void => {
    for (let i = 0; i < count; i++) r[i * n + j] = columns[j * m + i]! * scale
  }
  for (let first = 0; first < k; first += BLOCK) {
    const end = Math.min(k, first + BLOCK)
    for (let j = first; j < end; j++) {
      const { beta, tau } = reflect(columns, j * m + j, (j + 1) * m)
      taus[j] = tau
      turnColumns(a, m, j, end, tau, along)
      keep(j, j)
      r[j * n + j] = beta * scale
      columns.fill(0, j * m, j * m + j)
    }
    work.apply(a, end, block(first), taus, false)
  }
  for (let j = k; j < n; j++) keep(j, k)
  const q = Storage.allocate('float64', width * m)
  for (let j = 0; j < width; j++) q.array[j * m + j] = 1
  const back = new Reflectors(m, width)
  for (let first = BLOCK * Math.floor((k - 1) / BLOCK); first >= 0 && width > 0; first -= BLOCK) {
    back.apply(q, Math.min(first, width), block(first), taus, true)
  }
  return { q, r }
}

// Applies the reflector in column j to the columns after it, up to the block's end.
function turnColumns(a: Storage, m: number, j: number, end: number, tau: number, along: Storage): void {
  const [count, width] = [end - j - 1, m - j]
  const [v, rest] = [j * m + j, (j + 1) * m + j]
  const [factors, inner] = [along.array as Float64Array, { storage: along, offset: 0 }]
  alongRows({ storage: a, offset: rest, count, width, step: m }, { storage: a, offset: v }, inner)
  for (let c = 0; c < count; c++) factors[c] = -tau * factors[c]!
  addOuter(inner, { storage: a, offset: v }, { storage: a, offset: rest, count, width, step: m })
}
