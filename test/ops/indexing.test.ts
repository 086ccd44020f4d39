// Ops that sort, scan, index and arrange against PyTorch (test/golden/indexing.json), with gradients and gradients of
// gradients, on both backends; and what has no counterpart there: dtypes of results, forms of calling, errors.
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { grad } from '../../lib/autograd/grad.ts'
import { type BackendName, setBackend } from '../../lib/backend/index.ts'
import * as thalweg from '../../lib/index.ts'
import { arange, type DType, Tensor, tensor } from '../../lib/index.ts'

interface Described {
  readonly dtype: DType
  readonly shape: readonly number[]
  readonly data: readonly (number | boolean | string)[]
}
type Input = Described | number | string | null | readonly Input[]
interface Case {
  readonly op: string
  readonly inputs: readonly Input[]
  readonly attrs: Readonly<Record<string, Input | boolean>>
  readonly outputs: readonly Described[]
  readonly grads?: readonly (Described | null)[]
  readonly second?: readonly (Described | null)[]
}

const { cases } = JSON.parse(readFileSync(new URL('../golden/indexing.json', import.meta.url), 'utf8')) as {
  cases: readonly Case[]
}

const value = (v: number | boolean | string): number =>
  v === 'nan' ? Number.NaN : v === 'inf' ? Infinity : v === '-inf' ? -Infinity : Number(v)

function isDescribed(x: unknown): x is Described {
  return typeof x === 'object' && x !== null && 'dtype' in x
}

// Leaves are the float64 tensors, also those inside arrays.
function made(x: Input | boolean, leaves: Tensor[] | null): unknown {
  if (isDescribed(x)) {
    const t = tensor(x.data.map(value), { dtype: x.dtype, shape: [...x.shape] })
    if (x.dtype === 'float64' && leaves !== null) {
      t.requiresGrad = true
      leaves.push(t)
    }
    return t
  }
  if (x === 'inf' || x === '-inf') return value(x)
  return Array.isArray(x) ? x.map((one) => made(one, leaves)) : x
}

const flat = (y: unknown): Tensor[] =>
  y instanceof Tensor ? [y] : Object.values(y as object).flatMap((part) => flat(part))

// Ops that take their arguments one by one.
const SPREAD: Readonly<Record<string, (args: unknown[], attrs: Record<string, unknown>) => unknown>> = {
  at: (args) => thalweg.at(...(args as [Tensor])),
  trilIndices: ([r, c], attrs) => thalweg.trilIndices(r as number, c as number, attrs),
  triuIndices: ([r, c], attrs) => thalweg.triuIndices(r as number, c as number, attrs)
}

function call({ op, inputs, attrs }: Case, leaves: Tensor[] | null): Tensor[] {
  const args = inputs.map((x) => made(x, leaves))
  const options = Object.fromEntries(Object.entries(attrs).map(([name, x]) => [name, made(x, null)]))
  const fn = (thalweg as unknown as Record<string, (...args: unknown[]) => unknown>)[op]!
  if (SPREAD[op] !== undefined) return flat(SPREAD[op](args, options))
  return flat(Object.keys(options).length > 0 ? fn(...args, options) : fn(...args))
}

function close(got: Tensor, want: Described, what: string): void {
  expect(got.shape, `${what}: shape`).toEqual(want.shape)
  const data = thalweg.contiguous(got.detach()).data
  for (const [k, one] of want.data.entries()) {
    const [a, b] = [data[k]!, value(one)]
    const fits = Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))
    if (!fits) expect.fail(`${what}: element ${k} is ${a} instead of ${b} in [${data.join()}]`)
  }
}

// Positions and counts are int32 or int64 here where they are int64 in PyTorch.
function checkDtype(got: DType, want: DType, what: string): void {
  expect(want === 'int64' ? ['int32', 'int64'] : [want], what).toContain(got)
}

const FIRST = 1
// The sum of c y^2, c counting from 1 over all elements of all outputs.
function weighted(outputs: readonly Tensor[]): Tensor {
  let at = FIRST
  return outputs
    .map((y) => {
      const c = arange(at, at + y.size, { dtype: 'float64' }).reshape(y.shape)
      at += y.size
      return c.mul(y).mul(y).sum()
    })
    .reduce((a, b) => a.add(b))
}

function checkGradients(one: Case, what: string): void {
  const gradients = (createGraph: boolean): [leaves: Tensor[], gradients: readonly (Tensor | null)[]] => {
    const leaves: Tensor[] = []
    const total = weighted(call(one, leaves).filter((y) => y.requiresGrad))
    return [leaves, grad(total, leaves, { createGraph, allowUnused: true })]
  }
  const [, plain] = gradients(false)
  const [leaves, given] = gradients(true)
  for (const [k, want] of one.grads!.entries()) {
    compare(plain[k]!, want, `${what} gradient ${k}`)
    compare(given[k]!, want, `${what} gradient ${k} with createGraph`)
  }
  if (one.second === undefined) return
  const used = given.filter((g): g is Tensor => g?.requiresGrad === true)
  const squares = used.map((g) => g.square().sum()).reduce((a, b) => a.add(b))
  const second = grad(squares, leaves, { allowUnused: true })
  for (const [k, want] of one.second.entries()) compare(second[k]!, want, `${what} second gradient ${k}`)
}

// No gradient and one of zeros are the same.
function compare(g: Tensor | null, want: Described | null, what: string): void {
  if (want === null) expect(g === null || g.data.every((v) => v === 0), what).toBe(true)
  else if (g === null)
    expect(
      want.data.every((v) => v === 0),
      what
    ).toBe(true)
  else close(g, want, what)
}

describe.each<BackendName>(['native', 'js'])('%s', (backend) => {
  afterAll(() => setBackend('native'))

  test.each([...new Set(cases.map(({ op }) => op))])('%s', (op) => {
    setBackend(backend)
    for (const one of cases.filter((c) => c.op === op)) {
      const what = `${op} ${JSON.stringify(one.inputs).slice(0, 200)} ${JSON.stringify(one.attrs)}`
      const outputs = call(one, null)
      expect(outputs.length, what).toBe(one.outputs.length)
      for (const [k, want] of one.outputs.entries()) {
        close(outputs[k]!, want, `${what} output ${k}`)
        checkDtype(outputs[k]!.dtype, want.dtype, what)
      }
      if (one.grads !== undefined) checkGradients(one, what)
    }
  })
})
