// Runs the golden cases of a family of ops (test/golden/family.py) on both backends: the value of the function and of the
// method, gradients, and gradients of gradients.
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { grad } from '../../lib/autograd/grad.ts'
import { type BackendName, type DType, setBackend } from '../../lib/backend/index.ts'
import * as ops from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

type Scalar = number | boolean | 'nan' | 'inf' | '-inf'
interface Plain {
  shape: number[]
  dtype: DType
  data: Scalar[]
  constant?: boolean
}
type Result = Plain | Scalar | { [name: string]: Plain }
interface Case {
  op: string
  inputs: (Plain | number)[]
  options?: Record<string, unknown>
  output: Result
  upstream?: Plain
  grads?: (Plain | null)[]
  second?: (Plain | null)[]
}

const isPlain = (v: unknown): v is Plain => typeof v === 'object' && v !== null && 'shape' in v

function decode(v: Scalar): number {
  return v === 'nan' ? Number.NaN : v === 'inf' ? Infinity : v === '-inf' ? -Infinity : Number(v)
}

function make({ shape, dtype, data }: Plain, requiresGrad: boolean): Tensor {
  return tensor(data.map(decode), { shape, dtype, requiresGrad })
}

function close(actual: Tensor, expected: Plain, tolerance: number, what: string): void {
  expect(actual.shape, what).toEqual(expected.shape)
  const data = [...actual.contiguous().data]
  for (const [k, value] of expected.data.entries()) {
    const [a, e] = [data[k]!, decode(value)]
    const near = Object.is(a, e) || a === e || Math.abs(a - e) <= tolerance * (1 + Math.abs(e))
    if (!near) expect.fail(`${what}: element ${k} is ${a} instead of ${e}`)
  }
}

// Positions stay int32 here where PyTorch has int64 (docs/adr/0021).
function sameDtype(actual: Tensor, expected: Plain, what: string): void {
  const narrow = expected.dtype === 'int64' && actual.dtype === 'int32'
  if (!narrow) expect(actual.dtype, what).toBe(expected.dtype)
}

function compare(actual: unknown, expected: Result, what: string): Tensor | null {
  if (isPlain(expected)) {
    const t = actual as Tensor
    sameDtype(t, expected, what)
    close(t, expected, expected.dtype === 'float32' ? 2e-6 : 1e-9, what)
    return t
  }
  if (typeof expected !== 'object') {
    expect(actual, what).toBe(typeof expected === 'boolean' ? expected : decode(expected))
    return null
  }
  const named = actual as Record<string, Tensor>
  expect(Object.keys(named), what).toEqual(Object.keys(expected))
  for (const [name, plain] of Object.entries(expected)) compare(named[name], plain, `${what}.${name}`)
  return Object.values(named)[0]!
}

function check(c: Case): void {
  const given = c.inputs.map((v) =>
    isPlain(v) ? make(v, c.grads !== undefined && !v.constant && v.dtype.startsWith('float')) : v
  )
  const decoded = Object.entries(c.options ?? {}).map(([k, v]) => [
    k,
    /^-?inf$/.test(String(v)) ? decode(v as Scalar) : v
  ])
  const args = c.options === undefined ? given : [...given, Object.fromEntries(decoded)]
  const call = (ops as unknown as Record<string, (...args: unknown[]) => unknown>)[c.op]!
  const first = compare(call(...args), c.output, c.op)
  const [x, ...rest] = args
  if (x instanceof Tensor) {
    const method = (x as unknown as Record<string, (...args: unknown[]) => unknown>)[
      c.op === 'variance' ? 'var' : c.op
    ]!
    compare(method.apply(x, rest), c.output, `the method ${c.op}`)
  }
  if (c.grads === undefined) return
  const inputs = given.filter((t): t is Tensor => t instanceof Tensor && t.requiresGrad)
  const options = { createGraph: true, allowUnused: true, gradOutputs: [make(c.upstream!, false)] }
  const grads = grad([first!], inputs, options)
  for (const [k, expected] of c.grads.entries()) {
    const got = grads[k] ?? inputs[k]!.mul(0)
    if (expected !== null) close(got, expected, 1e-8, `the gradient of input ${k} of ${c.op}`)
  }
  if (c.second === undefined) return
  let total: Tensor | null = null
  for (const [k, g] of grads.entries()) {
    if (g === null || g === undefined || c.grads[k] === null) continue
    const part = g.square().sum()
    total = total === null ? part : total.add(part)
  }
  const seconds = total?.requiresGrad ? grad([total], inputs, { allowUnused: true }) : []
  for (const [k, expected] of c.second.entries()) {
    if (expected !== null)
      close(seconds[k] ?? inputs[k]!.mul(0), expected, 1e-7, `the second gradient of input ${k} of ${c.op}`)
  }
}

/** A test for each case of test/golden/<name>.json and each backend. */
export function runCases(name: string): void {
  const { cases } = JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as {
    cases: Case[]
  }
  describe.each<BackendName>(['native', 'js'])('%s', (backend) => {
    afterAll(() => setBackend('native'))
    test.each(cases.map((c, k) => [c.op, k, c] as const))('%s, case %d', (_, __, c) => {
      setBackend(backend)
      check(c)
    })
  })
}
