// Ops of images against PyTorch in float64, on both backends: values, indices, gradients, gradients of gradients
// (test/golden/images.py says what a case holds).
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import '../../../lib/ops/methods.ts'
import { grad } from '../../../lib/autograd/grad.ts'
import { type BackendName, setBackend } from '../../../lib/backend/index.ts'
import * as ops from '../../../lib/ops/index.ts'
import { tensor } from '../../../lib/tensor/create.ts'
import { Tensor } from '../../../lib/tensor/tensor.ts'
import { filled } from '../../golden/formula.ts'

interface Case {
  op: string
  attrs: Record<string, unknown>
  inputs: number[][]
  scale: number
  shift: number
  shape: number[]
  y: number[]
  indices: number[] | null
  first: (number[] | null)[]
  second: (number[] | null)[] | null
}

const file = new URL('../../golden/images.json', import.meta.url)
const cases = (JSON.parse(readFileSync(file, 'utf8')) as { ops: Case[] }).ops

function close(got: Tensor | null, want: number[] | null, what: string): void {
  // PyTorch says null where a gradient does not depend on a tensor; zeros are as good.
  const values = got === null ? [] : Array.from(got.data)
  const expected = want ?? values.map(() => 0)
  if (got !== null) expect(values.length, what).toBe(expected.length)
  for (const [k, v] of expected.entries()) {
    if (!(Math.abs((values[k] ?? 0) - v) <= 1e-10 * Math.max(1, Math.abs(v)))) {
      expect.fail(`${what}: element ${k} is ${values[k]} instead of ${v}`)
    }
  }
}

function call(c: Case, inputs: Tensor[]): Tensor | ops.Pooled {
  const op = (ops as unknown as Record<string, (...args: unknown[]) => Tensor | ops.Pooled>)[c.op]!
  const { randomSamples, ...rest } = c.attrs
  const samples =
    randomSamples === undefined ? {} : { randomSamples: tensor(randomSamples as number[], { dtype: 'float64' }) }
  const takesBias = /^conv/.test(c.op) && inputs.length === 2
  return op(...inputs, ...(takesBias ? [null] : []), { ...rest, ...samples })
}

afterEach(() => setBackend('native'))

describe.each<BackendName>(['native', 'js'])('%s', (backend) => {
  test.each(cases.map((c, k) => [k, c.op, JSON.stringify(c.attrs), c] as const))('%i: %s %s', (_, _op, _attrs, c) => {
    setBackend(backend)
    const inputs = c.inputs.map((shape, t) => filled(shape, t, c.scale, c.shift))
    for (const x of inputs) x.requiresGrad = true
    const result = call(c, inputs)
    const y = result instanceof Tensor ? result : result.output
    expect(y.shape).toEqual(c.shape)
    close(y, c.y, 'output')
    if (c.indices !== null) {
      const { indices } = result as ops.Pooled
      expect([indices.dtype, indices.shape]).toEqual(['int64', c.shape])
      expect([...indices.data]).toEqual(c.indices)
    }
    const upstream = filled(y.shape, 10)
    upstream.requiresGrad = true
    const options = { allowUnused: true, retainGraph: true } as const
    for (const [k, g] of grad(y, inputs, { ...options, gradOutputs: upstream }).entries()) {
      close(g, c.first[k]!, `gradient of input ${k}`)
    }
    const first = grad(y, inputs, { ...options, gradOutputs: upstream, createGraph: true })
    for (const [k, g] of first.entries()) close(g, c.first[k]!, `gradient of input ${k} on the tape`)
    if (c.second === null) return
    const used = first.flatMap((g, k) => (g?.requiresGrad ? [ops.sum(ops.mul(g, filled(g.shape, 20 + k)))] : []))
    for (const [k, g] of grad(used, [...inputs, upstream], { allowUnused: true }).entries()) {
      close(g, c.second[k]!, `second gradient of tensor ${k}`)
    }
  })
})
