// Eigenvalues without square roots against those of rotations, for tridiagonal matrices of every kind.
import { expect, test } from 'vitest'
import { diagonalize } from '../../lib/linalg/ql.ts'
import { tridiagonalValues } from '../../lib/linalg/rootFree.ts'
import { generator } from '../backend/bits.ts'

const N = 90
const next = generator(3)
const kinds: Record<string, [diagonal: (k: number) => number, next: (k: number) => number]> = {
  random: [() => next() - 0.5, () => next() - 0.5],
  'zero diagonal': [() => 0, () => 1],
  'zero diagonal, every second link missing': [() => 0, (k) => k % 2],
  Wilkinson: [(k) => Math.abs(k - N / 2), () => 1],
  constant: [() => 2, () => -1],
  rising: [(k) => 10 ** (k / 3), (k) => 10 ** (k / 3)],
  falling: [(k) => 10 ** -k, (k) => 10 ** -k],
  diagonal: [(k) => (k * 37) % N, () => 0],
  'almost diagonal': [(k) => (k * 37) % N, () => 1e-20],
  huge: [() => 1e119 * (next() - 0.5), () => 1e119 * next()],
  tiny: [() => 1e-119 * (next() - 0.5), () => 1e-119 * next()],
  'one large': [(k) => (k === 40 ? 1e9 : next()), () => next()]
}

test.each(Object.entries(kinds))('%s', (_, [diagonal, link]) => {
  const d = Float64Array.from({ length: N }, (_, k) => diagonal(k))
  const e = Float64Array.from({ length: N }, (_, k) => (k < N - 1 ? link(k) : 0))
  const wanted = d.slice()
  diagonalize(wanted, e.slice(), null, N)
  tridiagonalValues(d, e, N)
  const norm = wanted.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  d.sort()
  wanted.sort()
  for (let k = 0; k < N; k++) expect(Math.abs(d[k]! - wanted[k]!)).toBeLessThanOrEqual(2e-14 * norm)
})
