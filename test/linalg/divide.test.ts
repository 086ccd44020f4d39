// Divide and conquer for eigenvectors and singular vectors, over matrices that are hard for it: what defines the vectors, and
// values as the QL and QR algorithms find them.
import { afterEach, describe, expect, test } from 'vitest'
import { Storage, setAlwaysParallel, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { diagonalizeSides } from '../../lib/linalg/bidiagonal.ts'
import { divide } from '../../lib/linalg/divide.ts'
import { divideSides } from '../../lib/linalg/divideSides.ts'
import { eigenvalues, eigh } from '../../lib/linalg/eigh.ts'
import { diagonalize } from '../../lib/linalg/ql.ts'
import { decomposeSides } from '../../lib/linalg/svd.ts'
import { generator, LEVELS } from '../backend/bits.ts'
import { largest, skew } from './vectors.ts'

const EPS = 2 ** -52
const SIZES = [1, 2, 33, 64, 65, 200]

afterEach(() => {
  setAlwaysParallel(false)
  if (LEVELS.length > 0) setBackend('native')
})

const sorted = (a: Float64Array): Float64Array => a.slice().sort()

/** Two arrays of n numbers: a diagonal and the elements next to it, of which the last is not used. */
type Bands = [d: Float64Array, e: Float64Array]

const bands = (n: number, d: (k: number) => number, e: (k: number) => number): Bands => [
  Float64Array.from({ length: n }, (_, k) => d(k)),
  Float64Array.from({ length: n }, (_, k) => (k < n - 1 ? e(k) : 0))
]
const random = (seed: number) => {
  const next = generator(seed)
  return () => 2 * next() - 1
}

const KINDS: Record<string, (n: number) => Bands> = {
  zero: (n) =>
    bands(
      n,
      () => 0,
      () => 0
    ),
  'the identity': (n) =>
    bands(
      n,
      () => 1,
      () => 0
    ),
  random: (n) => bands(n, random(n), random(n + 1)),
  'second differences': (n) =>
    bands(
      n,
      () => 2,
      () => -1
    ),
  'a zero diagonal': (n) =>
    bands(
      n,
      () => 0,
      () => 1
    ),
  'one value but for a few elements': (n) =>
    bands(
      n,
      (k) => (k % 10 === 3 ? 2 : 1),
      (k) => (k % 16 === 5 ? 0.5 : 0)
    ),
  clusters: (n) =>
    bands(
      n,
      (k) => 1 + k * EPS,
      (k) => (k % 3) * EPS
    ),
  'two clusters': (n) =>
    bands(
      n,
      (k) => (k % 2) + k * EPS,
      () => 1e-9
    ),
  Wilkinson: (n) =>
    bands(
      n,
      (k) => Math.abs(k - (n - 1) / 2),
      () => 1
    ),
  'glued Wilkinson': (n) =>
    bands(
      n,
      (k) => Math.abs((k % 21) - 10),
      (k) => (k % 21 === 20 ? 1e-8 : 1)
    ),
  falling: (n) =>
    bands(
      n,
      (k) => 10 ** ((-200 * k) / n),
      (k) => 0.5 * 10 ** ((-200 * k) / n)
    ),
  rising: (n) =>
    bands(
      n,
      (k) => 10 ** ((-200 * (n - k)) / n),
      (k) => 0.5 * 10 ** ((-200 * (n - k)) / n)
    ),
  'zeros among the diagonal': (n) =>
    bands(
      n,
      (k) => (k % 7 === 0 ? 0 : 1 + (k % 5)),
      (k) => 1 / (1 + (k % 3))
    ),
  'blocks of different scales': (n) =>
    bands(
      n,
      (k) => (2 + Math.sin(k)) * 10 ** (-20 * Math.floor(k / 50)),
      (k) => (k % 50 === 49 ? 0 : 10 ** (-20 * Math.floor(k / 50)))
    )
}

describe.each(Object.keys(KINDS))('%s', (kind) => {
  test.each(SIZES)('eigenvectors, %i rows', (n) => {
    const [d, e] = KINDS[kind]!(n)
    const norm = largest(d, e)
    const { values, vectors } = divide(d.slice(), e.slice(), n)
    const rows = vectors.array as Float64Array
    expect(skew(rows, n), 'orthonormal').toBeLessThan(4 * EPS * Math.max(8, n))
    let worst = 0
    for (let k = 0; k < n; k++) {
      const at = k * n
      for (let i = 0; i < n; i++) {
        let sum = (d[i]! - values[k]!) * rows[at + i]!
        if (i > 0) sum += e[i - 1]! * rows[at + i - 1]!
        if (i < n - 1) sum += e[i]! * rows[at + i + 1]!
        worst = Math.max(worst, Math.abs(sum))
      }
    }
    expect(worst, 'T v = lambda v').toBeLessThanOrEqual(EPS * Math.max(8, n) * norm)
    diagonalize(d, e, null, n)
    const [have, want] = [sorted(values), sorted(d)]
    expect(largest(have.map((x, k) => x - want[k]!))).toBeLessThanOrEqual(EPS * Math.max(8, n) * norm)
  })

  test.each(SIZES)('singular vectors, %i rows', (n) => {
    const [d, e] = KINDS[kind]!(n)
    const norm = largest(d, e)
    const { values, u, v } = divideSides(d.slice(), e.slice(), n)
    const [left, right] = [u.array as Float64Array, v.array as Float64Array]
    expect(skew(left, n), 'U').toBeLessThan(4 * EPS * Math.max(8, n))
    expect(skew(right, n), 'V').toBeLessThan(4 * EPS * Math.max(8, n))
    expect(values.every((x) => x >= 0)).toBe(true)
    let worst = 0
    for (let k = 0; k < n; k++) {
      const at = k * n
      for (let i = 0; i < n; i++) {
        let sum = d[i]! * right[at + i]! - values[k]! * left[at + i]!
        if (i < n - 1) sum += e[i]! * right[at + i + 1]!
        worst = Math.max(worst, Math.abs(sum))
      }
    }
    expect(worst, 'B v = s u').toBeLessThanOrEqual(EPS * Math.max(8, n) * norm)
    diagonalizeSides(d, e, null, null, n)
    const [have, want] = [sorted(values), sorted(d.map(Math.abs))]
    expect(largest(have.map((x, k) => x - want[k]!))).toBeLessThanOrEqual(EPS * Math.max(8, n) * norm)
  })
})

const storage = (values: Float64Array): Storage => {
  const own = Storage.allocate('float64', values.length)
  own.array.set(values as never)
  return own
}
const square = (n: number, element: (i: number, j: number) => number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, at) => element(Math.floor(at / n), at % n))

// The largest element of left^T diag(values) right - a, for rows of vectors.
function misfit(a: Float64Array, left: Float64Array, values: Float64Array, right: Float64Array, n: number): number {
  const have = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const factor = left[k * n + i]! * values[k]!
      for (let j = 0; j < n; j++) have[i * n + j]! += factor * right[k * n + j]!
    }
  }
  return largest(have.map((x, k) => x - a[k]!))
}

const DENSE: Record<string, (n: number) => Float64Array> = {
  'rank one': (n) => square(n, (i, j) => Math.sin(i + 1) * Math.sin(j + 1)),
  'all ones': (n) => square(n, () => 1),
  // I - 2 v v^T / v^T v: n - 1 times 1, and -1.
  'a reflector': (n) => {
    const v = Array.from({ length: n }, (_, k) => 1 + (k % 4))
    const sum = v.reduce((s, x) => s + x * x, 0)
    return square(n, (i, j) => (i === j ? 1 : 0) - (2 * v[i]! * v[j]!) / sum)
  },
  Hilbert: (n) => square(n, (i, j) => 1 / (1 + i + j)),
  'from 1e-200 to 1e200': (n) => square(n, (i, j) => (1 + Math.cos(i * j)) * 10 ** ((200 * (i + j)) / n - 200))
}

describe.each(Object.keys(DENSE))('a whole matrix: %s', (kind) => {
  test.each(SIZES)('%i rows', (n) => {
    const a = DENSE[kind]!(n)
    const { values, vectors } = eigh(storage(a), n)
    const limit = 4 * EPS * Math.max(8, n) * largest(values)
    const rows = vectors.array as Float64Array
    expect(skew(rows, n)).toBeLessThan(8 * EPS * Math.max(8, n))
    expect(misfit(a, rows, values, rows, n)).toBeLessThanOrEqual(limit)
    const alone = eigenvalues('eigh', storage(a), n)
    expect(largest(alone.map((x, k) => x - values[k]!))).toBeLessThanOrEqual(limit)
    expect(eigh(storage(a), n, 'eigh', true).values).toEqual(alone)
    const s = decomposeSides('svd', storage(a), n, n, n)
    const [u, v] = [s.u!.array as Float64Array, s.v!.array as Float64Array]
    expect(skew(u, n)).toBeLessThan(8 * EPS * Math.max(8, n))
    expect(skew(v, n)).toBeLessThan(8 * EPS * Math.max(8, n))
    expect(misfit(a, u, s.values, v, n)).toBeLessThanOrEqual(limit)
    expect(decomposeSides('svd', storage(a), n, n, 0).values).toEqual(s.values)
  })
})

test('singular values of bidiagonal matrices keep their relative accuracy, with vectors', () => {
  for (const kind of ['falling', 'rising', 'random']) {
    const [d, e] = KINDS[kind]!(100)
    const a = square(100, (i, j) => (i === j ? d[i]! : j === i + 1 ? e[i]! : 0))
    const { values } = decomposeSides('svd', storage(a), 100, 100, 100)
    diagonalizeSides(d, e, null, null, 100)
    const want = sorted(d.map(Math.abs)).reverse()
    expect(want.at(-1)).toBeGreaterThan(0)
    for (const [k, x] of want.entries()) expect(Math.abs(values[k]! - x)).toBeLessThanOrEqual(2 * EPS * x)
  }
})

test.skipIf(LEVELS.length === 0)('the same bits natively and in JavaScript, on one thread and on two', () => {
  const n = 150
  const next = random(n)
  const a = square(n, () => next())
  const s = square(n, (i, j) => a[i * n + j]! + a[j * n + i]!)
  const run = (backend: 'js' | 'native', threads: number): unknown => {
    setBackend(backend)
    setNumThreads(threads)
    setAlwaysParallel(threads > 1)
    const { values, vectors } = eigh(storage(s), n)
    const sides = decomposeSides('svd', storage(a), n, n, n)
    return [values, vectors.array, sides.values, sides.u!.array, sides.v!.array].map((x) => Array.from(x))
  }
  const js = run('js', 1)
  expect(run('native', 1)).toEqual(js)
  expect(run('native', 2)).toEqual(js)
})
