// The QL algorithm: a tridiagonal matrix becomes diagonal by sweeps of rotations, which the rows of another one follow.
// Called by eigh.ts and, for small matrices, by divide.ts; bidiagonal.ts shares the rotations.
import { LinAlgError } from '../errors.ts'

const PRECISION = 2 ** -52
const MOST_SWEEPS = 60
/** What is smaller counts as 0. */
export const LEAST = 1e-290
// The same as a part of the largest element.
const LEAST_PART = 2 ** -104
/** A sum of squares that is smaller has lost digits. */
export const LEAST_SQUARES = 1e-280
/** Times this, elements whose squares lose digits keep them. */
export const LARGER = 2 ** 500
// So much smaller is the last diagonal element of a block that is solved from its other end.
const FALL = 2 ** -26

/** Rotations of rows i and i + 1 for i from `high` - 1 down to `low`. */
export interface Sweep {
  low: number
  high: number
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

/** A sweep of up to n rows. */
export function sweepOf(n: number): Sweep {
  return { low: 0, high: 0, cosines: new Float64Array(n), sines: new Float64Array(n) }
}

/**
 * Makes the symmetric tridiagonal matrix with diagonal d and off-diagonal e, diagonal: d becomes its eigenvalues, and z
 * (n x n) is multiplied from the left by the transposed eigenvectors, unless it is null. Wilkinson's shift always converges.
 * The largest element lies between 1e-120 and 1e120.
 */
export function diagonalize(d: Float64Array, e: Float64Array, z: Float64Array | null, n: number): void {
  const rotations = sweepOf(n)
  let largest = 0
  for (let k = 0; k < n; k++) largest = Math.max(largest, Math.abs(d[k]!), k < n - 1 ? Math.abs(e[k]!) : 0)
  const least = Math.max(LEAST, LEAST_PART * largest)
  const blockFrom = (l: number): number => {
    let m = l
    for (; m < n - 1; m++) {
      const size = Math.abs(e[m]!)
      if (size <= PRECISION * (Math.abs(d[m]!) + Math.abs(d[m + 1]!)) || size <= least) break
    }
    return m
  }
  untilDiagonal(d, e, z, n, blockFrom, (l, m) => {
    sweep(d, e, l, m, rotations)
    if (z !== null) rotate(z, n, rotations)
  })
}

/**
 * Calls `sweep` for blocks, rows l to m, until each is one row. `blockFrom` gives the last row of the block that begins at
 * l: the first one whose link to the next row is small.
 */
export function untilDiagonal(
  d: Float64Array,
  e: Float64Array,
  z: Float64Array | null,
  n: number,
  blockFrom: (l: number) => number,
  sweep: (l: number, m: number) => void
): void {
  let sweeps = 0
  for (let l = 0; l < n; l++) {
    for (;;) {
      const m = blockFrom(l)
      if (m === l) break
      if (++sweeps > MOST_SWEEPS * n) {
        throw new LinAlgError(
          `eigh: cannot find the eigenvalues because ${MOST_SWEEPS} sweeps for each did not converge`
        )
      }
      // A sweep from tiny elements to large ones would lose its shift on the way.
      if (Math.abs(d[l]!) * FALL > Math.abs(d[m]!)) turn(d, e, z, n, l, m)
      sweep(l, m)
    }
  }
}

// Reverses the order of rows l to m.
function turn(d: Float64Array, e: Float64Array, z: Float64Array | null, n: number, l: number, m: number): void {
  d.subarray(l, m + 1).reverse()
  e.subarray(l, m).reverse()
  if (z !== null) for (let [i, j] = [l, m]; i < j; i++, j--) swapRows(z, n, i, j)
}

/** Swaps two rows of n elements. */
export function swapRows(x: Float64Array, n: number, i: number, j: number): void {
  for (let [above, below] = [i * n, j * n]; above < (i + 1) * n; above++, below++) {
    const kept = x[above]!
    x[above] = x[below]!
    x[below] = kept
  }
}

/** sqrt(x^2 + y^2); 0 when it is less than 1e-290. */
export function hypotenuse(x: number, y: number): number {
  const squares = x * x + y * y
  if (squares > LEAST_SQUARES) return Math.sqrt(squares)
  const [p, q] = [x * LARGER, y * LARGER]
  const r = Math.sqrt(p * p + q * q) / LARGER
  return r < LEAST ? 0 : r
}

// One sweep over rows l to m, from m upwards.
function sweep(d: Float64Array, e: Float64Array, l: number, m: number, rotations: Sweep): void {
  const slope = (d[l + 1]! - d[l]!) / (2 * e[l]!)
  const root = Math.sqrt(slope * slope + 1)
  let g = d[m]! - d[l]! + e[l]! / (slope < 0 ? slope - root : slope + root)
  let s = 1
  let c = 1
  let p = 0
  rotations.high = m
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!
    const b = c * e[i]!
    const r = hypotenuse(f, g)
    e[i + 1] = r
    if (r === 0) {
      // An underflow: the matrix falls apart here.
      d[i + 1]! -= p
      e[m] = 0
      rotations.low = i + 1
      return
    }
    s = f / r
    c = g / r
    g = d[i + 1]! - p
    const t = (d[i]! - g) * s + 2 * c * b
    p = s * t
    d[i + 1] = g + p
    g = c * t - b
    rotations.cosines[i] = c
    rotations.sines[i] = s
  }
  d[l]! -= p
  e[l] = g
  e[m] = 0
  rotations.low = l
}

/** Rotates rows of z, n elements wide. */
export function rotate(z: Float64Array, n: number, { low, high, cosines, sines }: Sweep): void {
  for (let i = high - 1; i >= low; i--) {
    const c = cosines[i]!
    const s = sines[i]!
    const above = i * n
    const below = above + n
    for (let k = 0; k < n; k++) {
      const x = z[above + k]!
      const y = z[below + k]!
      z[below + k] = s * x + c * y
      z[above + k] = c * x - s * y
    }
  }
}
