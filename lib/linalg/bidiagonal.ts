// The QR algorithm for singular values: a bidiagonal matrix becomes diagonal by sweeps of rotations from both sides. Called by
// svd.ts and, for small matrices, by divideSides.ts.
import { LinAlgError } from '../errors.ts'
import { hypotenuse, LEAST_SQUARES, rotate, type Sweep, sweepOf } from './ql.ts'

const PRECISION = 2 ** -52
const MOST_SWEEPS = 60

/**
 * Makes the upper bidiagonal matrix with diagonal d and elements e above it, diagonal: d becomes its singular values, of any
 * sign and order, and the rows of u and v (n rows, or null) are multiplied from the left by the transposed singular vectors.
 * Small singular values keep their relative accuracy.
 * The bulge is chased upwards (Golub and Van Loan, section 8.6; LAPACK's bdsqr), without a shift where one would be lost
 * (Demmel and Kahan, "Accurate singular values of bidiagonal matrices", 1990).
 */
export function diagonalizeSides(
  d: Float64Array,
  e: Float64Array,
  u: { rows: Float64Array; width: number } | null,
  v: { rows: Float64Array; width: number } | null,
  n: number
): void {
  const [left, right] = [sweepOf(n), sweepOf(n)]
  let largest = 0
  for (let k = 0; k < n; k++) largest = Math.max(largest, Math.abs(d[k]!), Math.abs(e[k] ?? 0))
  const least = 0.25 * PRECISION * largest
  const small = (k: number): boolean => {
    const size = Math.abs(e[k]!)
    return size <= least || size <= PRECISION * (Math.abs(d[k]!) + Math.abs(d[k + 1]!))
  }
  let sweeps = 0
  for (let high = n - 1; high > 0; ) {
    if (small(high - 1)) {
      e[high - 1] = 0
      high--
      continue
    }
    let low = high - 1
    while (low > 0 && !small(low - 1)) low--
    if (low > 0) e[low - 1] = 0
    if (++sweeps > MOST_SWEEPS * n) {
      throw new LinAlgError(
        `svd: cannot find the singular values because ${MOST_SWEEPS} sweeps for each did not converge`
      )
    }
    sweep(d, e, low, high, left, right)
    if (u !== null) rotate(u.rows, u.width, left)
    if (v !== null) rotate(v.rows, v.width, right)
  }
}

// c and s with c f + s g = r and c g - s f = 0.
const turn = { c: 1, s: 0, r: 0 }
function rotation(f: number, g: number): typeof turn {
  const r = hypotenuse(f, g)
  if (g === 0 || r === 0) {
    turn.c = 1
    turn.s = 0
    turn.r = f
  } else {
    turn.r = f < 0 ? -r : r
    turn.c = f / turn.r
    turn.s = g / turn.r
  }
  return turn
}

function sweep(d: Float64Array, e: Float64Array, low: number, high: number, left: Sweep, right: Sweep): void {
  left.low = right.low = low
  left.high = right.high = high
  const shift = shiftOf(d, e, low, high)
  if (shift === 0) withoutShift(d, e, low, high, left, right)
  else withShift(d, e, low, high, shift, left, right)
}

// The smaller singular value of the uppermost 2 x 2 block; 0 where it would not be felt, or where the diagonal has a zero.
function shiftOf(d: Float64Array, e: Float64Array, low: number, high: number): number {
  for (let k = low; k <= high; k++) if (d[k] === 0) return 0
  const [f, g, h] = [Math.abs(d[low]!), Math.abs(e[low]!), Math.abs(d[low + 1]!)]
  const [small, large] = f < h ? [f, h] : [h, f]
  const [sum, gap] = [1 + small / large, (large - small) / large]
  const ratio = (g / large) * (g / large)
  const value = (small * 2) / (Math.sqrt(sum * sum + ratio) + Math.sqrt(gap * gap + ratio))
  const part = value / Math.abs(d[high]!)
  return part * part < PRECISION ? 0 : value
}

function withShift(
  d: Float64Array,
  e: Float64Array,
  low: number,
  high: number,
  shift: number,
  left: Sweep,
  right: Sweep
): void {
  // Rotations in place: as results of a function they take twice the time.
  let f = (Math.abs(d[high]!) - shift) * ((d[high]! < 0 ? -1 : 1) + shift / d[high]!)
  let g = e[high - 1]!
  for (let i = high; i > low; i--) {
    let [c, s, r] = [1, 0, f]
    const squares = f * f + g * g
    const first = squares > LEAST_SQUARES ? Math.sqrt(squares) : hypotenuse(f, g)
    if (g !== 0 && first !== 0) {
      r = f < 0 ? -first : first
      c = f / r
      s = g / r
    }
    if (i < high) e[i] = r
    const [own, above] = [d[i]!, d[i - 1]!]
    const link = e[i - 1]!
    f = c * own + s * link
    const turned = c * link - s * own
    g = s * above
    const kept = c * above
    left.cosines[i - 1] = c
    left.sines[i - 1] = s
    const others = f * f + g * g
    const second = others > LEAST_SQUARES ? Math.sqrt(others) : hypotenuse(f, g)
    c = 1
    s = 0
    r = f
    if (g !== 0 && second !== 0) {
      r = f < 0 ? -second : second
      c = f / r
      s = g / r
    }
    d[i] = r
    f = c * turned + s * kept
    d[i - 1] = c * kept - s * turned
    if (i > low + 1) {
      g = s * e[i - 2]!
      e[i - 2] = c * e[i - 2]!
    }
    right.cosines[i - 1] = c
    right.sines[i - 1] = s
  }
  e[low] = f
}

function withoutShift(d: Float64Array, e: Float64Array, low: number, high: number, left: Sweep, right: Sweep): void {
  let [c, previous, previousSine] = [1, 1, 0]
  for (let i = high; i > low; i--) {
    const first = rotation(d[i]! * c, e[i - 1]!)
    c = first.c
    const { s, r } = first
    if (i < high) e[i] = previousSine * r
    left.cosines[i - 1] = c
    left.sines[i - 1] = s
    const second = rotation(previous * r, d[i - 1]! * s)
    previous = second.c
    previousSine = second.s
    d[i] = second.r
    right.cosines[i - 1] = previous
    right.sines[i - 1] = previousSine
  }
  const h = d[low]! * c
  d[low] = h * previous
  e[low] = h * previousSine
}
