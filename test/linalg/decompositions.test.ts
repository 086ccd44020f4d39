// Decompositions of matrices beyond one block of reflectors or columns: what defines them, the same bits natively and in
// JavaScript, and what `linalg` refuses.
import { afterEach, describe, expect, test } from 'vitest'
import { setAlwaysParallel, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { LinAlgError, NonFiniteError, OptionError, ShapeError } from '../../lib/errors.ts'
import {
  AutogradError,
  einsum,
  eye,
  Generator,
  linalg,
  mm,
  randn,
  type Tensor,
  tensor,
  zeros
} from '../../lib/index.ts'
import { LEVELS } from '../backend/bits.ts'

const dtype = 'float64'
const random = (...shape: number[]): Tensor => randn(shape, { dtype, generator: new Generator(shape[0]! + 2) })
const far = (a: Tensor, b: Tensor): number => a.sub(b).abs().max().item()
const same = (n: number): Tensor => eye(n, { dtype })
const turned = (x: Tensor): Tensor => x.transpose()

afterEach(() => {
  setAlwaysParallel(false)
  if (LEVELS.length > 0) setBackend('native')
})

const SIZES: [number, number][] = [
  [1, 1],
  [5, 3],
  [33, 33],
  [70, 40],
  [40, 70],
  [100, 100]
]
const [LOWER, UPPER] = [true, false]

// The largest element of a matrix in the other triangle.
function beyond(x: Tensor, triangle: boolean): number {
  const n = x.shape[1]!
  return Array.from(x.data).reduce((most, v, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    return (triangle === LOWER ? j > i : j < i) ? Math.max(most, Math.abs(v)) : most
  }, 0)
}

describe.each(SIZES)('%i x %i', (m, n) => {
  const a = random(m, n)
  const k = Math.min(m, n)

  test('singular values', () => {
    for (const fullMatrices of [true, false]) {
      const { u, s, vh } = linalg.svd(a, { fullMatrices })
      expect(u.shape).toEqual([m, fullMatrices ? m : k])
      const thin = u
        .slice(1, { end: k })
        .mul(s)
        .matmul(vh.slice(0, { end: k }))
      expect(far(thin, a)).toBeLessThan(1e-12)
      expect(far(turned(u).matmul(u), same(u.shape[1]!))).toBeLessThan(1e-12)
      expect(far(vh.matmul(turned(vh)), same(vh.shape[0]!))).toBeLessThan(1e-12)
      expect([...s.data]).toEqual([...s.data].sort((x, y) => y - x))
      expect(s.data.at(-1)).toBeGreaterThanOrEqual(0)
      expect(far(linalg.svdvals(a), s)).toBe(0)
    }
  })

  test('Q R', () => {
    for (const mode of ['reduced', 'complete'] as const) {
      const { q, r } = linalg.qr(a, { mode })
      expect(far(q.matmul(r), a)).toBeLessThan(1e-12)
      expect(far(turned(q).matmul(q), same(q.shape[1]!))).toBeLessThan(1e-12)
      expect(beyond(r, UPPER)).toBe(0)
    }
  })

  test('P L U', () => {
    const { p, l, u } = linalg.lu(a)
    expect(far(p.matmul(l).matmul(u), a)).toBeLessThan(1e-12)
    expect(l.abs().max().item()).toBeLessThanOrEqual(1)
    expect([beyond(l, LOWER), beyond(u, UPPER)]).toEqual([0, 0])
    expect(far(p.matmul(turned(p)), same(m))).toBe(0)
  })
})

test.each([1, 33, 100])('%i rows: solutions, inverses, Cholesky', (n) => {
  const a = random(n, n)
  const b = random(n, 5)
  expect(far(a.matmul(linalg.solve(a, b)), b)).toBeLessThan(1e-9)
  expect(far(a.matmul(linalg.inv(a)), same(n))).toBeLessThan(1e-9)
  const s = a.matmul(turned(a)).add(same(n))
  const l = linalg.cholesky(s)
  expect(far(l.matmul(turned(l)), s)).toBeLessThan(1e-11)
  expect(beyond(l, LOWER)).toBe(0)
  expect(far(s.matmul(linalg.solve(s, b)), b)).toBeLessThan(1e-9)
  const { eigenvalues, eigenvectors } = linalg.eigh(s)
  expect(far(eigenvectors.mul(eigenvalues).matmul(turned(eigenvectors)), s)).toBeLessThan(1e-10)
  const alone = linalg.eigvalsh(s)
  expect(far(alone, eigenvalues)).toBeLessThan(1e-12)
  const taped = s.clone()
  taped.requiresGrad = true
  expect(far(linalg.eigvalsh(taped).detach(), alone), 'with a tape').toBe(0)
})

test('singular values of matrices with zeros, equal values, low rank and any scale', () => {
  const values = (x: Tensor): number[] => [...linalg.svdvals(x).data]
  expect(values(zeros([4, 3], { dtype }))).toEqual([0, 0, 0])
  expect(values(same(40).mul(-2))).toEqual(new Array(40).fill(2))
  const low = random(50, 3).matmul(random(3, 50))
  expect(values(low)[3]).toBeLessThan(1e-12)
  expect(linalg.matrixRank(low).item()).toBe(3)
  // A diagonal with zeros, where a shift would be none.
  const b = tensor([1, 2, 0, 0, 0, 3, 0, 0, 4], { shape: [3, 3], dtype })
  expect(values(b)[2]).toBeLessThan(1e-14)
  expect(values(b)[0]).toBeCloseTo(5, 13)
  expect(values(b)[1]).toBeCloseTo(Math.sqrt(5), 13)
  const plain = linalg.svdvals(random(9, 9))
  for (const scale of [1e-200, 1e200]) {
    expect(far(linalg.svdvals(random(9, 9).mul(scale)).div(scale), plain)).toBeLessThan(1e-13)
  }
})

test('float32 is computed in float64', () => {
  const a = random(60, 60)
  const single = linalg.inv(a.to('float32'))
  expect(single.dtype).toBe('float32')
  expect(far(single.to(dtype), linalg.inv(a.to('float32').to(dtype)).to('float32').to(dtype))).toBe(0)
})

test.skipIf(LEVELS.length === 0)('the same bits natively and in JavaScript, on one thread and on two', () => {
  const [a, b] = [random(70, 70), random(70, 40)]
  const run = (backend: 'js' | 'native', threads: number): number[][] => {
    setBackend(backend)
    setNumThreads(threads)
    setAlwaysParallel(threads > 1)
    const { u, s, vh } = linalg.svd(b)
    const { q, r } = linalg.qr(b)
    const made = [u, s, vh, q, r, linalg.solve(a, b), linalg.cholesky(a.matmul(turned(a))), linalg.matrixExp(a)]
    return made.map((x) => Array.from(x.data))
  }
  const js = run('js', 1)
  expect(run('native', 1)).toEqual(js)
  expect(run('native', 2)).toEqual(js)
})

test('infos have the shape of the systems, tolerances and orders come by position with further options', () => {
  const stack = eye(2).reshape([1, 2, 2])
  expect(linalg.solveEx(stack, zeros([3, 2, 1])).info.shape).toEqual([3])
  expect(linalg.solveEx(stack, zeros([1, 2, 1])).info.shape).toEqual([1])
  expect(linalg.solveEx(eye(2), zeros([3, 2, 1])).info.shape).toEqual([])
  const x = tensor([4, 0, 0, 1], { shape: [2, 2], dtype })
  expect(linalg.matrixRank(x, tensor(2, { dtype }), { hermitian: true }).item()).toBe(1)
  expect(linalg.pinv(x, tensor(0.5, { dtype }), { hermitian: true }).data[3]).toBe(0)
  expect(linalg.norm(x, null, { dim: 1 }).toArray()).toEqual([4, 1])
  expect(linalg.vander(tensor([Infinity]), { n: 2 }).toArray()).toEqual([[1, Infinity]])
  expect(linalg.matrixPower(x.mul(Infinity), 0).toArray()).toEqual(same(2).toArray())
})

test('what is refused', () => {
  const singular = tensor([1, 0, 0, 1, 1, 2, 2, 4], { shape: [2, 2, 2], dtype })
  const wide = random(2, 3)
  const refused: [() => unknown, string, new (message: string) => Error][] = [
    [
      () => linalg.inv(singular),
      'linalg.inv: cannot take matrix 1 of 2 because it is singular: element 1',
      LinAlgError
    ],
    [() => linalg.solve(singular, singular), 'linalg.solve: cannot take matrix 1 of 2 because', LinAlgError],
    [() => linalg.cholesky(same(2).neg()), 'it is not positive definite: the leading minor of order 1', LinAlgError],
    [() => linalg.luFactor(singular), 'linalg.luFactor: cannot take matrix 1 of 2 because', LinAlgError],
    [() => linalg.inv(wide), 'linalg.inv: expected a to be square but received [2, 3]', ShapeError],
    [
      () => linalg.det(tensor([1])),
      'linalg.det: expected a to be a matrix or a stack of them but received [1]',
      ShapeError
    ],
    [() => linalg.solve(same(2), random(3, 2)), 'linalg.solve: expected b with 2 rows', ShapeError],
    [() => linalg.svd(same(2).mul(Number.NaN)), 'linalg.svd: expected a matrix of finite numbers', NonFiniteError],
    [() => linalg.qr(same(2), 'full' as never), "linalg.qr: expected mode to be one of 'reduced'", OptionError],
    [() => linalg.norm(wide, 3), "linalg.norm: expected ord to be 'fro', 'nuc', 1", OptionError],
    [() => linalg.solveTriangular(same(2), same(2), {} as never), 'expected upper to be true or false', OptionError],
    [() => einsum('ij,jk->ik', wide, wide), "einsum: sizes of 'j' differ in 'ij,jk->ik': 3 and 2", ShapeError],
    [() => einsum('ij->ij->', wide), "einsum: expected one '->' but found more", OptionError],
    [() => einsum('ij', wide, wide), 'einsum: expected 1 operands but received 2', OptionError],
    [() => einsum('i1', wide), "einsum: expected letters, commas and '...' but found '1'", OptionError],
    [() => einsum('ij->k', wide), "einsum: expected 'k' of the result among the operands", OptionError],
    [() => einsum('ii', wide), "einsum: sizes of 'i' differ in 'ii': 2 and 3", ShapeError],
    [() => mm(wide, tensor([1])), 'mm: expected b to be a matrix but received [1]', ShapeError]
  ]
  for (const [call, message, Kind] of refused) {
    expect(call).toThrow(Kind)
    expect(call).toThrow(message)
  }
  const tall = random(4, 2)
  tall.requiresGrad = true
  expect(() => linalg.qr(tall, 'complete').q.sum().backward()).toThrow(AutogradError)
  const { info } = linalg.invEx(singular)
  expect(info.toArray()).toEqual([0, 2])
  expect(linalg.choleskyEx(same(2).neg()).info.item()).toBe(1)
})
