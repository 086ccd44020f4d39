// Gradients of gradients against PyTorch in float64 (test/golden/secondGradients.py says what a case holds).
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { grad, tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as ops from '../../lib/ops/index.ts'
import * as losses from '../../lib/ops/losses/index.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

interface Numbers {
  shape: number[]
  data: number[]
}
interface Case {
  op: string
  attrs: Record<string, unknown>
  inputs: (Numbers & { leaf: boolean })[]
  upstream: Numbers
  weights: Numbers[]
  first: Numbers[]
  second: (Numbers | null)[]
}

const file = new URL('../golden/secondGradients.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }

const dtype = 'float64'
const read = ({ shape, data }: Numbers): Tensor => tensor(data, { shape, dtype })

// An LSTM with the given parameters, as a function of them.
function lstm(x: Tensor, ...parameters: Tensor[]): Tensor {
  const layer = new nn.LSTM(2, 2, { dtype })
  const [weightIh, weightHh, biasIh, biasHh] = parameters
  Object.assign(layer.weights[0]!, { weightIh, weightHh, biasIh, biasHh })
  return (layer.forward(x) as [Tensor, unknown])[0]
}

// The calls that are not op(...inputs, attrs).
const special: Record<string, (inputs: Tensor[], attrs: Record<string, unknown>) => Tensor> = {
  lstm: ([x, ...parameters]) => lstm(x!, ...parameters),
  var: ([x], attrs) => ops.variance(x!, attrs),
  linear: ([x, w, b]) => ops.linear(x!, w!, b),
  embedding: ([w, index]) => ops.square(ops.embedding(w!, index!)),
  pow: ([a, b]) => ops.pow(a!, b!),
  div: ([a, b]) => ops.div(a!, b!),
  matmul: ([a, b]) => ops.matmul(a!, b!),
  crossEntropy: ([x, t], { weight, ...rest }) =>
    ops.crossEntropy(x!, t!, { ...rest, weight: tensor(weight as number[], { dtype }) })
}

function call(name: string, inputs: Tensor[], attrs: Record<string, unknown>): Tensor {
  const own = special[name]
  if (own !== undefined) return own(inputs, attrs)
  const op = ({ ...ops, ...losses } as unknown as Record<string, (...args: unknown[]) => Tensor>)[name]!
  return op(...inputs, ...(Object.keys(attrs).length > 0 ? [attrs] : []))
}

function close(got: Tensor | null, want: Numbers | null, what: string): void {
  // PyTorch says null where a gradient does not depend on a tensor; zeros are as good.
  const expected = want?.data ?? Array.from(got?.data ?? [], () => 0)
  if (want !== null && got !== null) expect(got.shape, what).toEqual(want.shape)
  const values = got === null ? expected.map(() => 0) : Array.from(got.data)
  for (const [k, v] of expected.entries()) {
    if (!(Math.abs(values[k]! - v) <= 1e-10 * Math.max(1, Math.abs(v)))) {
      expect.fail(`${what}: element ${k} is ${values[k]} instead of ${v}`)
    }
  }
}

test.each(cases.map((c, k) => [k, c.op, JSON.stringify(c.attrs), c] as const))('%i: %s %s', (_, name, _attrs, c) => {
  const floats = (x: Numbers): Tensor => (name === 'lstm' ? nn.parameter(read(x)) : read(x))
  const inputs = c.inputs.map((x) => (x.leaf ? floats(x) : tensor(x.data, { shape: x.shape, dtype: 'int32' })))
  const leaves = inputs.filter((_x, k) => c.inputs[k]!.leaf)
  const upstream = read(c.upstream)
  for (const t of [...leaves, upstream]) t.requiresGrad = true
  const first = grad(call(name, inputs, c.attrs), leaves, { gradOutputs: upstream, createGraph: true })
  for (const [k, g] of first.entries()) close(g, c.first[k]!, `first gradient of input ${k}`)
  const used = first.flatMap((g, k) => (g.requiresGrad ? [ops.sum(ops.mul(g, read(c.weights[k]!)))] : []))
  const second = grad(used, [...leaves, upstream], { allowUnused: true })
  for (const [k, g] of second.entries()) close(g, c.second[k]!, `second gradient of tensor ${k}`)
})
