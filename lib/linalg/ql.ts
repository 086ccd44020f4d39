// The QL algorithm: a tridiagonal matrix becomes diagonal by sweeps of rotations, which the rows of another one follow.
// Called by eigh.ts; bidiagonal.ts shares the rotations. Numbers come from sweeps at once; the rows follow later, many sweeps
// together.
import { gemm, matrix } from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'

const PRECISION = 2 ** -52
// Sweeps that are applied together, and how far a band of them reaches: its rotations touch SWEEPS + REACH rows.
const SWEEPS = 32
const REACH = 32
const BAND = SWEEPS + REACH

/** Rotations of rows i and i + 1 for i from `high` - 1 down to `low`. */
export interface Sweep {
  low: number
  high: number
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

/**
 * Makes the symmetric tridiagonal matrix with diagonal d and off-diagonal e, diagonal: d becomes its eigenvalues, and z
 * (float64, n x n) is multiplied from the left by the transposed eigenvectors, unless it is null. Wilkinson's shift always
 * converges.
 */
export function diagonalize(d: Float64Array, e: Float64Array, z: Storage | null, n: number): void {
  const queue = new Rotations(z, n, n)
  for (let l = 0; l < n; l++) {
    for (;;) {
      let m = l
      while (m < n - 1 && Math.abs(e[m]!) > PRECISION * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m++
      if (m === l) break
      sweep(d, e, l, m, queue.next())
    }
  }
  queue.flush()
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
    const r = Math.sqrt(f * f + g * g)
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

/** Sweeps that the rows of z (n rows of `width` elements, or null) are still to follow. */
export class Rotations {
  readonly #z: Storage | null
  readonly #n: number
  readonly #width: number
  readonly #sweeps: readonly Sweep[]
  readonly #band = Storage.allocate('float64', BAND * BAND)
  readonly #copy: Storage
  #length = 0

  constructor(z: Storage | null, n: number, width: number) {
    this.#z = z
    this.#n = n
    this.#width = width
    this.#copy = Storage.allocate('float64', z === null ? 0 : width * BAND)
    this.#sweeps = Array.from({ length: SWEEPS }, () => {
      return { low: 0, high: 0, cosines: new Float64Array(n), sines: new Float64Array(n) }
    })
  }

  next(): Sweep {
    if (this.#length === SWEEPS) this.flush()
    return this.#sweeps[this.#length++]!
  }

  flush(): void {
    const sweeps = this.#sweeps.slice(0, this.#length)
    this.#length = 0
    if (this.#z === null || sweeps.length === 0) return
    const z = this.#z
    const low = Math.min(...sweeps.map((each) => each.low))
    const high = Math.max(...sweeps.map((each) => each.high))
    if (high - low < 2 * BAND) {
      for (const each of sweeps) rotate(z.array as Float64Array, this.#width, 0, each, each.low, each.high)
      return
    }
    // Sweep q may go down to row r + q as soon as those before it have come to r + q - 1: bands in this order rotate
    // every row as one sweep after the other would. The last one takes the last sweep down to `low`.
    for (let r = high - REACH; r + REACH + SWEEPS - 1 > low; r -= REACH) this.#turnBand(z, sweeps, r)
  }

  // The rotations of each sweep q from row r + q on, REACH of them, as one product.
  #turnBand(z: Storage, sweeps: readonly Sweep[], r: number): void {
    const n = this.#width
    const first = Math.max(0, r)
    const height = Math.min(this.#n, r + BAND) - first
    const band = this.#band.array as Float64Array
    band.fill(0)
    for (let k = 0; k < height; k++) band[k * (height + 1)] = 1
    for (const [q, each] of sweeps.entries()) {
      rotate(band, height, first, each, Math.max(each.low, r + q), Math.min(each.high, r + q + REACH))
    }
    const rows = z.array as Float64Array
    const copy = this.#copy.array as Float64Array
    copy.set(rows.subarray(first * n, (first + height) * n))
    const target = { storage: z, offset: first * n }
    gemm(matrix(this.#band, height, height), matrix(this.#copy, height, n), matrix(target, height, n))
  }
}

// Rotates rows i and i + 1 of z for i from high - 1 down to low; row `first` of the whole is its row 0, n its width.
function rotate(z: Float64Array, n: number, first: number, { cosines, sines }: Sweep, low: number, high: number): void {
  for (let i = high - 1; i >= low; i--) {
    const c = cosines[i]!
    const s = sines[i]!
    const above = (i - first) * n
    const below = above + n
    for (let k = 0; k < n; k++) {
      const x = z[above + k]!
      const y = z[below + k]!
      z[below + k] = s * x + c * y
      z[above + k] = c * x - s * y
    }
  }
}
