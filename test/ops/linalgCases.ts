// The golden cases of products and linear algebra (test/golden/linalg.py says what one holds): how to read, call and compare
// them. Used by linalg.test.ts and, for gradcheck, by test/autograd/checks.ts.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import * as t from '../../lib/index.ts'
import * as ops from '../../lib/ops/index.ts'

interface Numbers {
  shape: number[]
  data: number[]
}
export interface Case {
  op: string
  attrs: Record<string, unknown>
  inputs: (Numbers & { leaf: boolean })[]
  outputs: Numbers[]
  upstream?: Numbers[]
  first?: (Numbers | null)[]
  weights?: Numbers[]
  second?: (Numbers | null)[]
}

type Attrs = Record<string, unknown>

const dtype = 'float64'

const file = new URL('../golden/linalg.json', import.meta.url)
export const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }

const number = (list: unknown): t.Tensor => t.tensor(list as number[], { dtype })

const positive = (x: t.Tensor): t.Tensor => x.matmul(x.transpose()).add(t.eye(x.shape.at(-1)!, { dtype }))

// The calls of cases that are not op(...inputs, attrs).
const SPECIAL: Record<string, (inputs: t.Tensor[], attrs: Attrs) => t.Tensor | readonly t.Tensor[]> = {
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

const tensorOf = ({ shape, data }: Numbers): t.Tensor => t.tensor(data, { shape, dtype })

// The inputs of a case as leaves; integers are int32.
function inputsOf({ inputs }: Case): t.Tensor[] {
  return inputs.map((x) => {
    if (!x.leaf) return t.tensor(x.data, { shape: x.shape, dtype: 'int32' })
    const leaf = tensorOf(x)
    leaf.requiresGrad = true
    return leaf
  })
}

// Calls the op of a case: one tensor or several.
function callOf(c: Case): (...inputs: t.Tensor[]) => t.Tensor[] {
  return (...inputs) => {
    const own = SPECIAL[c.op]
    const [group, name] = c.op.includes('.') ? c.op.split('.') : ['', c.op]
    const all = (group === '' ? ops : (t as unknown as Record<string, object>)[group!]) as Record<string, unknown>
    const op = all[name!] as (...args: unknown[]) => t.Tensor
    const attrs = Object.fromEntries(Object.entries(c.attrs).map(([key, v]) => [key, numberOf(v)]))
    const made = own ? own(inputs, attrs) : op(...inputs, ...(Object.keys(attrs).length > 0 ? [attrs] : []))
    if (made instanceof t.Tensor) return [made]
    return Array.isArray(made) ? (made as t.Tensor[]) : Object.values(made as unknown as Record<string, t.Tensor>)
  }
}

const numberOf = (v: unknown): unknown => (v === 'inf' ? Infinity : v === '-inf' ? -Infinity : v)

function close(got: t.Tensor | null, want: Numbers | null, what: string): void {
  // PyTorch says null where a gradient does not depend on a tensor; zeros are as good.
  const values = Array.from(got?.data ?? [])
  if (want !== null && got !== null) expect(got.shape, what).toEqual(want.shape)
  const expected = want?.data ?? values.map(() => 0)
  const scale = Math.max(1, ...expected.map(Math.abs))
  for (const [k, v] of expected.entries()) {
    const have = got === null ? 0 : values[k]!
    if (!(Math.abs(have - v) <= 1e-10 * scale)) expect.fail(`${what}: element ${k} is ${have} instead of ${v}`)
  }
}

/** Values, gradients and gradients of gradients of a case. */
export function check(c: Case): void {
  const inputs = inputsOf(c)
  const leaves = inputs.filter((x) => x.requiresGrad)
  const outputs = callOf(c)(...inputs)
  expect(outputs.length).toBe(c.outputs.length)
  for (const [k, y] of outputs.entries()) close(y, c.outputs[k]!, `output ${k}`)
  if (c.upstream === undefined) return
  const graded = outputs.filter((y) => y.requiresGrad)
  if (graded.length === 0) {
    for (const want of c.first!) close(null, want, 'the gradient of a constant')
    return
  }
  const upstream = c.upstream.map(tensorOf)
  const plain = t.grad(graded, leaves, { gradOutputs: upstream, retainGraph: true, allowUnused: true })
  const first = t.grad(graded, leaves, { gradOutputs: upstream, createGraph: true, allowUnused: true })
  for (const [k, want] of c.first!.entries()) {
    close(plain[k]!, want, `first gradient of input ${k}`)
    close(first[k]!, want, `first gradient of input ${k} with a graph`)
  }
  if (c.second === undefined) return
  const used = first.flatMap((g, k) => (g?.requiresGrad ? [g.mul(tensorOf(c.weights![k]!)).sum()] : []))
  const second = used.length === 0 ? leaves.map(() => null) : t.grad(used, leaves, { allowUnused: true })
  for (const [k, want] of c.second.entries()) close(second[k]!, want, `second gradient of input ${k}`)
}

type Row = [fn: (...inputs: t.Tensor[]) => t.Tensor[], inputs: t.Tensor[]]

// The cases whose results have gradients, by op.
function rowsOf(): Record<string, Row[]> {
  const found: Record<string, Row[]> = {}
  for (const c of cases) {
    // Its gradient leaves out, by definition, that a norm is raised to eps.
    if (c.op === 'cosineSimilarity' && 'eps' in c.attrs) continue
    const [fn, inputs] = [callOf(c), inputsOf(c)]
    const places = fn(...inputs).flatMap((y, k) => (y.requiresGrad ? [k] : []))
    if (places.length === 0) continue
    const graded = (...given: t.Tensor[]): t.Tensor[] => {
      const outputs = fn(...given)
      return places.map((k) => outputs[k]!)
    }
    found[c.op] = [...(found[c.op] ?? []), [graded, inputs]]
  }
  return found
}

const rows = rowsOf()
const alias = (name: string): [string, Row[]] => [name, rows[`linalg.${name}`]!.slice(0, 1)]

/** The calls for gradcheck. */
export const linalgRows = {
  ...rows,
  ...Object.fromEntries(['cholesky', 'det', 'matrixExp'].map(alias)),
  inverse: rows['linalg.inv']!.slice(0, 1),
  slogdet: rows.slogdetOf!.slice(0, 1)
}
