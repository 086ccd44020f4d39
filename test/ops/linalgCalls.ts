// How the cases of test/golden/linalg.json are called. Used by linalg.test.ts and test/autograd/checks.ts.
import * as t from '../../lib/index.ts'
import { checksOf, type Special } from './linalgFamily.ts'

const number = (list: unknown): t.Tensor => t.tensor(list as number[], { dtype: 'float64' })

const positive = (x: t.Tensor): t.Tensor => x.matmul(x.transpose()).add(t.eye(x.shape.at(-1)!, { dtype: 'float64' }))

export const SPECIAL: Special = {
  // Signs of vectors are free: squares, and products of two, are not.
  eigen: ([x], { uplo }) => {
    const of = uplo === undefined ? t.linalg.eigh(x!.add(x!.transpose())) : t.linalg.eigh(x!, { uplo: uplo as 'L' })
    return [of.eigenvalues, of.eigenvectors.square()].map((y) => (uplo === undefined ? y : y.detach()))
  },
  singular: ([x], { fullMatrices }) => {
    const { u, s, vh } = t.linalg.svd(x!, fullMatrices as boolean)
    const k = s.shape.at(-1)!
    const first = u.slice(-1, { end: 1 }).matmul(vh.slice(-2, { end: 1 }))
    return [u.slice(-1, { end: k }).square(), s, vh.slice(-2, { end: k }).square(), first]
  },
  'linalg.qr': ([x], attrs) => {
    const { q, r } = t.linalg.qr(x!, attrs)
    const apart = attrs.mode === 'r' || (attrs.mode === 'complete' && x!.shape[0]! > x!.shape[1]!)
    return [q, r].map((y) => (apart ? y.detach() : y))
  },
  'linalg.eigvalsh': ([x]) => t.linalg.eigvalsh(x!.add(x!.transpose())),
  'linalg.cholesky': ([x], attrs) => t.linalg.cholesky(positive(x!), attrs),
  'linalg.multiDot': (xs) => t.linalg.multiDot(...xs),
  'linalg.pinv': ([x], attrs) => t.linalg.pinv(attrs.hermitian === true ? x!.add(x!.transpose()) : x!, attrs),
  choleskySolve: ([b, x], attrs) => t.choleskySolve(b!, t.linalg.cholesky(positive(x!), attrs), attrs),
  choleskyInverse: ([x]) => t.choleskyInverse(t.linalg.cholesky(positive(x!))),
  slogdetOf: ([x]) => Object.values(t.linalg.slogdet(x!)),
  packed: ([x]) => {
    const { lu, pivots } = t.linalg.luFactorEx(x!)
    return [lu, pivots]
  },
  luSolveOf: ([a, b], attrs) => {
    const { lu, pivots } = t.linalg.luFactor(a!)
    return t.linalg.luSolve(lu, pivots, b!, attrs)
  },
  leastSquares: ([a, b]) => {
    const { solution, rank } = t.linalg.lstsq(a!, b!)
    return rank.item() < Math.min(...a!.shape) ? solution.detach() : solution
  },
  ranks: ([x], attrs) => t.linalg.matrixRank(x!, attrs),
  einsum: (xs, { equation }) => t.einsum(equation as string, ...xs),
  cov: ([x], { fweights, aweights, ...rest }) =>
    t.cov(x!, {
      ...rest,
      ...(fweights === undefined ? {} : { fweights: t.tensor(fweights as number[], { dtype: 'int32' }) }),
      ...(aweights === undefined ? {} : { aweights: number(aweights) })
    })
}

const rows = checksOf('linalg', SPECIAL, ({ op, attrs }) => op === 'cosineSimilarity' && 'eps' in attrs)
const alias = (name: string): [string, (typeof rows)[string]] => [name, rows[`linalg.${name}`]!.slice(0, 1)]

/** The calls for gradcheck: without the one whose gradient leaves out, by definition, that a norm is raised to eps. */
export const linalgRows = {
  ...rows,
  ...Object.fromEntries(['cholesky', 'det', 'matrixExp'].map(alias)),
  inverse: rows['linalg.inv']!.slice(0, 1),
  slogdet: rows.slogdetOf!.slice(0, 1)
}
