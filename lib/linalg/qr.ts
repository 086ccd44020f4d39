// The orthogonal factor of a square matrix. Called by SOAP.
import { Storage } from '../backend/index.ts'
import { addScaled, BLOCK, dot, Reflectors, reflect, scaleOf } from './reflectors.ts'

/**
 * Replaces a matrix, whose columns lie one after the other, by Q of its decomposition Q R, in the same order: R is upper
 * triangular, so that the first k columns of Q span those of the matrix. Q is orthogonal whatever the matrix is, also
 * where its columns are dependent. By blocks of Householder reflectors, as LAPACK's geqrf and orgqr.
 *
 * @param a float64, n x n
 * @throws NonFiniteError when an element is NaN or infinite; a is as it was
 */
export function orthogonalFactor(a: Storage, n: number): void {
  const columns = a.array as Float64Array
  const scale = scaleOf('orthogonalFactor', columns)
  if (scale !== 1) for (let k = 0; k < columns.length; k++) columns[k] = columns[k]! / scale
  const taus = new Float64Array(n)
  const work = new Reflectors(n)
  const block = (first: number) => ({ rows: a, first, count: Math.min(BLOCK, n - first), start: first })
  for (let first = 0; first < n; first += BLOCK) {
    const end = Math.min(n, first + BLOCK)
    for (let j = first; j < end; j++) {
      const { tau } = reflect(columns, j * n + j, (j + 1) * n)
      taus[j] = tau
      for (let c = j + 1; c < end; c++) {
        const at = c * n + j
        addScaled(-tau * dot(columns, j * n + j, columns, at, n - j), columns, j * n + j, columns, at, n - j)
      }
      columns.fill(0, j * n, j * n + j)
    }
    work.apply(a, end, block(first), taus, false)
  }
  // Q^T = I ... B_2^T B_1^T. A block leaves the rows above it alone, where there is still I.
  const q = identity(n)
  for (let first = BLOCK * Math.floor((n - 1) / BLOCK); first >= 0; first -= BLOCK) {
    work.apply(q, first, block(first), taus, true)
  }
  columns.set(q.array as Float64Array)
}

/** The identity as a new matrix. */
export function identity(n: number): Storage {
  const eye = Storage.allocate('float64', n * n)
  for (let k = 0; k < n; k++) eye.array[k * (n + 1)] = 1
  return eye
}
