// Eigenvalues of large tridiagonal matrices without vectors. Called by eigh.ts; with vectors, and for small ones, ql.ts.
import { LinAlgError } from '../errors.ts'

// A square next to the diagonal counts as 0 when it is smaller than this times the square of what is on both its sides,
// or than the second number times the largest square.
const PRECISION_SQUARED = 2 ** -104
const LEAST_PART = 2 ** -208
const MOST_SWEEPS = 60
// So much smaller is the last diagonal element of a block that is solved from its other end.
const FALL = 2 ** -26
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
  const small = (k: number): boolean => {
    const sides = Math.abs(d[k]!) + Math.abs(d[k + 1]!)
    return e[k]! <= PRECISION_SQUARED * sides * sides || e[k]! <= least
  }
  let sweeps = 0
  for (let l = 0; l < n; l++) {
    for (;;) {
      let m = l
      while (m < n - 1 && !small(m)) m++
      if (m === l) break
      if (++sweeps > MOST_SWEEPS * n) {
        throw new LinAlgError(
          `eigh: cannot find the eigenvalues because ${MOST_SWEEPS} sweeps for each did not converge`
        )
      }
      // A sweep from tiny elements to large ones would lose its shift on the way.
      if (Math.abs(d[l]!) * FALL > Math.abs(d[m]!)) {
        d.subarray(l, m + 1).reverse()
        e.subarray(l, m).reverse()
      }
      sweep(d, e, l, m)
    }
  }
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
