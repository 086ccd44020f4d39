// Eigenvalues of large tridiagonal matrices without vectors. Called by eigh.ts; with vectors, and for small ones, ql.ts.
import { untilDiagonal } from './ql.ts'

// A square next to the diagonal counts as 0 when it is smaller than this times the square of what is on both its sides,
// or than the second number times the largest square.
const PRECISION_SQUARED = 2 ** -104
const LEAST_PART = 2 ** -208
const LEAST_COSINE = 1e-290

/**
 * Makes the symmetric tridiagonal matrix with diagonal d and off-diagonal e, diagonal: d becomes its eigenvalues. The QL
 * algorithm on the squares of e, so that a rotation takes no square root (Pal, Walker and Kahan; Parlett, "The symmetric
 * eigenvalue problem", section 8.15; LAPACK's sterf). The largest element lies between 1e-120 and 1e120.
 *
 * @param e overwritten
 */
export function tridiagonalValues(d: Float64Array, e: Float64Array, n: number): void {
  let largest = 0
  for (let k = 0; k < n; k++) {
    largest = Math.max(largest, Math.abs(d[k]!), k < n - 1 ? Math.abs(e[k]!) : 0)
    e[k] = e[k]! * e[k]!
  }
  const least = LEAST_PART * largest * largest
  const blockFrom = (l: number): number => {
    let m = l
    for (; m < n - 1; m++) {
      const sides = Math.abs(d[m]!) + Math.abs(d[m + 1]!)
      if (e[m]! <= PRECISION_SQUARED * sides * sides || e[m]! <= least) break
    }
    return m
  }
  untilDiagonal(d, e, null, n, blockFrom, (l, m) => sweep(d, e, l, m))
}

// One sweep over rows l to m, from m upwards; `squares` are those of the off-diagonal.
function sweep(d: Float64Array, squares: Float64Array, l: number, m: number): void {
  const size = Math.sqrt(squares[l]!)
  const slope = (d[l + 1]! - d[l]!) / (2 * size)
  const root = Math.sqrt(slope * slope + 1)
  const shift = d[l]! - size / (slope < 0 ? slope - root : slope + root)
  let [c, s, gamma] = [1, 0, d[m]! - shift]
  let p = gamma * gamma
  for (let i = m - 1; i >= l; i--) {
    const square = squares[i]!
    const r = p + square
    // Of no use at i = m - 1: it is then 0, as the last square becomes.
    squares[i + 1] = s * r
    const [before, last, own] = [c, gamma, d[i]!]
    // r / p besides p / r, so that no division has to wait for another.
    const inverse = r / p
    c = p / r
    s = square / r
    gamma = c * (own - shift) - s * last
    d[i + 1] = last + (own - gamma)
    p = c > LEAST_COSINE ? gamma * gamma * inverse : before * square
  }
  squares[l] = s * p
  d[l] = shift + gamma
}
