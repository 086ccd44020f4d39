// Eigenvalues and orthogonal factors: what defines them, over matrices of every kind and scale, natively as in JavaScript.
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { run, Storage, setAlwaysParallel, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { NonFiniteError } from '../../lib/errors.ts'
import { eigh } from '../../lib/linalg/eigh.ts'
import { orthogonalFactor } from '../../lib/linalg/qr.ts'
import { symmetricProduct } from '../../lib/linalg/symmetric.ts'
import { generator, LEVELS } from '../backend/bits.ts'
import { largest, skew } from './vectors.ts'

type Matrix = Float64Array

afterEach(() => {
  setAlwaysParallel(false)
  if (LEVELS.length > 0) setBackend('native')
})

function storage(values: Matrix): Storage {
  const own = Storage.allocate('float64', values.length)
  own.array.set(values as never)
  return own
}

function random(n: number, seed: number, scale = 1): Matrix {
  const next = generator(seed)
  return Float64Array.from({ length: n * n }, () => scale * (2 * next() - 1))
}

function symmetric(n: number, element: (i: number, j: number) => number): Matrix {
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = element(i, j)
  return a
}

/** X X^T for X of n rows and `rank` columns. */
function gram(n: number, rank: number, seed: number): Matrix {
  const next = generator(seed)
  const x = Array.from({ length: n }, () => Array.from({ length: rank }, () => 2 * next() - 1))
  return symmetric(n, (i, j) => x[i]!.reduce((sum, v, k) => sum + v * x[j]![k]!, 0))
}

// The largest element of A v - lambda v over all pairs.
function residual(a: Matrix, n: number, values: Float64Array, vectors: Matrix): number {
  let worst = 0
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      let sum = -values[k]! * vectors[k * n + i]!
      for (let j = 0; j < n; j++) sum += a[i * n + j]! * vectors[k * n + j]!
      worst = Math.max(worst, Math.abs(sum))
    }
  }
  return worst
}

function checkEigen(a: Matrix, n: number): Float64Array {
  const { values, vectors } = eigh(storage(a), n)
  const rows = vectors.array as Matrix
  expect(skew(rows, n), 'orthonormal').toBeLessThan(1e-14 * Math.max(8, n))
  expect(residual(a, n, values, rows), 'A v = lambda v').toBeLessThanOrEqual(2e-15 * Math.max(8, n) * largest(a))
  expect([...values]).toEqual([...values].sort((x, y) => x - y))
  return values
}

describe('eigh', () => {
  test('any symmetric matrix of any scale', () => {
    const size = fc.integer({ min: 1, max: 40 })
    const exponent = fc.integer({ min: -30, max: 30 })
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 1e6 }), exponent, (n, seed, e) => {
        const a = random(n, seed, 10 ** e)
        checkEigen(
          symmetric(n, (i, j) => a[i * n + j]!),
          n
        )
      }),
      { numRuns: 60 }
    )
  })

  // More than one block of reflectors; sweeps in bands from 128 rows on, and some that end early.
  test.each([31, 32, 33, 65, 127, 129, 200])('%i rows', (n) => {
    const a = random(n, n)
    checkEigen(
      symmetric(n, (i, j) => a[i * n + j]!),
      n
    )
    checkEigen(gram(n, Math.ceil(n / 3), n), n)
  })

  test('elements of many scales in one matrix', () => {
    const next = generator(5)
    checkEigen(
      symmetric(30, (i, j) => (2 * next() - 1) * 10 ** (-30 + i + j)),
      30
    )
    // Beyond what can be squared.
    for (const scale of [1e-300, 1e-200, 1e200, 1e300]) {
      const a = symmetric(9, (i, j) => scale * Math.sin(i * j + i + j))
      expect(largest(checkEigen(a, 9)) / scale).toBeGreaterThan(0.5)
    }
    checkEigen(
      symmetric(12, (i, j) => (i === j ? 1 : i - j === 1 ? 1e-170 : 0)),
      12
    )
  })

  test('one row, zeros, a diagonal, equal eigenvalues, low rank', () => {
    expect([...checkEigen(new Float64Array([-3]), 1)]).toEqual([-3])
    expect([...checkEigen(new Float64Array(49), 7)]).toEqual(new Array(7).fill(0))
    const diagonal = symmetric(5, (i, j) => (i === j ? [4, -1, 4, 0, 2][i]! : 0))
    expect([...checkEigen(diagonal, 5)]).toEqual([-1, 0, 2, 4, 4])
    // I + 1 1^T: n - 1 times 1, and n + 1.
    for (const n of [2, 40]) {
      const values = checkEigen(
        symmetric(n, (i, j) => (i === j ? 2 : 1)),
        n
      )
      for (const [k, value] of values.entries()) expect(value).toBeCloseTo(k === n - 1 ? n + 1 : 1, 12)
    }
    const values = checkEigen(gram(24, 5, 3), 24)
    expect(largest(values.subarray(0, 19))).toBeLessThan(1e-13)
    expect(values[19]!).toBeGreaterThan(0.1)
    expect(eigh(storage(new Float64Array(0)), 0).values).toHaveLength(0)
  })

  test('eigenvalues that are known', () => {
    // Second differences: 2 - 2 cos(k pi / (n + 1)).
    const n = 150
    const values = checkEigen(
      symmetric(n, (i, j) => (i === j ? 2 : i - j === 1 ? -1 : 0)),
      n
    )
    for (const [k, value] of values.entries()) {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13)
    }
  })

  test('what is not finite is refused, and left as it was', () => {
    const a = storage(new Float64Array([1, Number.NaN, Number.NaN, 1]))
    expect(() => eigh(a, 2)).toThrow('eigh: expected a matrix of finite numbers but element 1 is NaN')
    expect(() => eigh(storage(new Float64Array([Infinity])), 1)).toThrow(NonFiniteError)
    expect([...a.array]).toEqual([1, Number.NaN, Number.NaN, 1])
  })
})

// Whether the columns of a (one after the other) are combinations of those before and of the column of Q itself.
function checkFactor(a: Matrix, n: number): void {
  const own = storage(a)
  orthogonalFactor(own, n)
  const q = own.array as Matrix
  expect(skew(q, n), 'orthonormal').toBeLessThan(1e-14 * Math.max(8, n))
  let worst = 0
  for (let column = 0; column < n; column++) {
    for (let other = column + 1; other < n; other++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += q[other * n + k]! * a[column * n + k]!
      worst = Math.max(worst, Math.abs(sum))
    }
  }
  expect(worst, 'R is triangular').toBeLessThanOrEqual(2e-15 * Math.max(8, n) * largest(a))
}

describe('orthogonalFactor', () => {
  test('any matrix of any scale', () => {
    const size = fc.integer({ min: 1, max: 70 })
    const exponent = fc.integer({ min: -30, max: 30 })
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 1e6 }), exponent, (n, seed, e) =>
        checkFactor(random(n, seed, 10 ** e), n)
      ),
      { numRuns: 60 }
    )
  })

  test('one column, zeros, the identity, dependent columns, columns of many scales, what cannot be squared', () => {
    for (const n of [1, 5, 40, 100]) {
      checkFactor(new Float64Array(n * n), n)
      checkFactor(
        symmetric(n, (i, j) => (i === j ? 1 : 0)),
        n
      )
      checkFactor(new Float64Array(n * n).fill(1), n)
      checkFactor(gram(n, Math.ceil(n / 4), n), n)
      checkFactor(
        random(n, n).map((x, k) => x * 10 ** -Math.floor(k / n)),
        n
      )
    }
    for (const scale of [1e-300, 1e300]) checkFactor(random(9, 4, scale), 9)
  })

  test('what is not finite is refused', () => {
    expect(() => orthogonalFactor(storage(new Float64Array([1, 2, -Infinity, 1])), 2)).toThrow(
      'orthogonalFactor: expected a matrix of finite numbers but element 2 is -Infinity'
    )
  })
})

test.skipIf(LEVELS.length === 0)('both have the same bits natively and in JavaScript, on one thread and on two', () => {
  for (const n of [3, 40, 140]) {
    const a = random(n, n)
    const s = symmetric(n, (i, j) => a[i * n + j]!)
    const run = (backend: 'js' | 'native', threads: number): unknown => {
      setBackend(backend)
      setNumThreads(threads)
      setAlwaysParallel(threads > 1)
      const { values, vectors } = eigh(storage(s), n)
      const q = storage(a)
      orthogonalFactor(q, n)
      return [values, vectors.array, q.array].map((x) => Array.from(x))
    }
    const js = run('js', 1)
    expect(run('native', 1)).toEqual(js)
    expect(run('native', 2)).toEqual(js)
  }
})

describe('symmetricProduct', () => {
  const cases = [1, 47, 191, 192, 193, 385].flatMap((n) => [true, false].map((byRows) => [n, byRows] as const))
  test.each(cases)('has the bits of the whole product: %d rows, by rows: %s', (n, byRows) => {
    const inner = 7
    const next = generator(n)
    const x = Storage.allocate('float32', n * inner + 3)
    x.array.set(Float32Array.from(x.array, () => 2 * next() - 1) as never)
    const strides = byRows ? ([inner, 1] as const) : ([1, n] as const)
    const product = (whole: boolean): Float32Array => {
      const out = Storage.allocate('float32', n * n)
      const from = { storage: x, offset: 3 }
      const [row, column] = strides
      if (whole) run('gemm', [from, from, null, out], [n, n, inner, row, column, column, row, 0, 0, n, 0, 0, 0])
      else symmetricProduct(from, n, inner, strides, out)
      return Float32Array.from(out.array as Float32Array)
    }
    const want = product(true)
    for (const backend of LEVELS.length > 0 ? (['js', 'native'] as const) : (['js'] as const)) {
      setBackend(backend)
      const have = product(false)
      expect(have.findIndex((v, i) => !Object.is(v, want[i]!))).toBe(-1)
      expect(have.findIndex((v, i) => v !== have[(i % n) * n + Math.floor(i / n)])).toBe(-1)
    }
  })
})
