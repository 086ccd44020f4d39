// How the cases of test/golden/linalg.json are called. Used by linalg.test.ts and test/autograd/checks.ts.
import * as t from '../../lib/index.ts'
import { checksOf, type Special } from './family.ts'

const number = (list: unknown): t.Tensor => t.tensor(list as number[], { dtype: 'float64' })

export const SPECIAL: Special = {
  einsum: (xs, { equation }) => t.einsum(equation as string, ...xs),
  cov: ([x], { fweights, aweights, ...rest }) =>
    t.cov(x!, {
      ...rest,
      ...(fweights === undefined ? {} : { fweights: t.tensor(fweights as number[], { dtype: 'int32' }) }),
      ...(aweights === undefined ? {} : { aweights: number(aweights) })
    })
}

/** The calls for gradcheck: without the one whose gradient leaves out, by definition, that a norm is raised to eps. */
export const linalgRows = checksOf('linalg', SPECIAL, ({ op, attrs }) => op === 'cosineSimilarity' && 'eps' in attrs)
