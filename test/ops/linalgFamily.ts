// Golden cases of a family of ops (test/golden/linalg.py says what one holds): how to read, call and compare them. Called by
// linalg.test.ts and, for gradcheck, by test/autograd/checks.ts.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import * as t from '../../lib/index.ts'
import * as ops from '../../lib/ops/index.ts'

export interface Numbers {
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
/** The calls of cases that are not op(...inputs, attrs). */
export type Special = Record<string, (inputs: t.Tensor[], attrs: Attrs) => t.Tensor | readonly t.Tensor[]>

const dtype = 'float64'

export function casesOf(name: string): Case[] {
  const file = new URL(`../golden/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases
}

export const tensorOf = ({ shape, data }: Numbers): t.Tensor => t.tensor(data, { shape, dtype })

/** The inputs of a case as leaves; integers are int32. */
export function inputsOf({ inputs }: Case): t.Tensor[] {
  return inputs.map((x) => {
    if (!x.leaf) return t.tensor(x.data, { shape: x.shape, dtype: 'int32' })
    const leaf = tensorOf(x)
    leaf.requiresGrad = true
    return leaf
  })
}

/** Calls the op of a case: one tensor or several. */
export function callOf(c: Case, special: Special): (...inputs: t.Tensor[]) => t.Tensor[] {
  return (...inputs) => {
    const own = special[c.op]
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

export function close(got: t.Tensor | null, want: Numbers | null, what: string, tolerance = 1e-10): void {
  // PyTorch says null where a gradient does not depend on a tensor; zeros are as good.
  const values = Array.from(got?.data ?? [])
  if (want !== null && got !== null) expect(got.shape, what).toEqual(want.shape)
  const expected = want?.data ?? values.map(() => 0)
  const scale = Math.max(1, ...expected.map(Math.abs))
  for (const [k, v] of expected.entries()) {
    const have = got === null ? 0 : values[k]!
    if (!(Math.abs(have - v) <= tolerance * scale)) expect.fail(`${what}: element ${k} is ${have} instead of ${v}`)
  }
}

/** The cases whose results have gradients, for gradcheck: by op. */
export function checksOf(name: string, special: Special, apart: (c: Case) => boolean = () => false) {
  const found: Record<string, [fn: (...inputs: t.Tensor[]) => t.Tensor[], inputs: t.Tensor[]][]> = {}
  for (const c of casesOf(name)) {
    const [fn, inputs] = [callOf(c, special), inputsOf(c)]
    if (apart(c)) continue
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

/** Values, gradients and gradients of gradients of a case. */
export function check(c: Case, special: Special, tolerance?: number): void {
  const inputs = inputsOf(c)
  const leaves = inputs.filter((x) => x.requiresGrad)
  const outputs = callOf(c, special)(...inputs)
  expect(outputs.length).toBe(c.outputs.length)
  for (const [k, y] of outputs.entries()) close(y, c.outputs[k]!, `output ${k}`, tolerance)
  if (c.upstream === undefined) return
  const graded = outputs.filter((y) => y.requiresGrad)
  if (graded.length === 0) {
    for (const want of c.first!) close(null, want, 'the gradient of a constant', tolerance)
    return
  }
  const upstream = c.upstream.map(tensorOf)
  const plain = t.grad(graded, leaves, { gradOutputs: upstream, retainGraph: true, allowUnused: true })
  const first = t.grad(graded, leaves, { gradOutputs: upstream, createGraph: true, allowUnused: true })
  for (const [k, want] of c.first!.entries()) {
    close(plain[k]!, want, `first gradient of input ${k}`, tolerance)
    close(first[k]!, want, `first gradient of input ${k} with a graph`, tolerance)
  }
  if (c.second === undefined) return
  const used = first.flatMap((g, k) => (g?.requiresGrad ? [g.mul(tensorOf(c.weights![k]!)).sum()] : []))
  const second = used.length === 0 ? leaves.map(() => null) : t.grad(used, leaves, { allowUnused: true })
  for (const [k, want] of c.second.entries()) close(second[k]!, want, `second gradient of input ${k}`, tolerance)
}
