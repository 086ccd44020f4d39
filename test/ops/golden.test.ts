// Values and gradients of every op against PyTorch in float64 (test/golden/ops.json says how to read a case).
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import * as ops from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

interface Numbers {
  shape: number[]
  data: (number | string)[]
}
interface Case {
  op: string
  attrs: Record<string, unknown>
  inputs: Numbers[]
  upstream?: Numbers
  output: Numbers
  grads: (Numbers | null)[]
}

const file = JSON.parse(readFileSync(new URL('../golden/ops.json', import.meta.url), 'utf8')) as { cases: Case[] }

type Call = (inputs: Tensor[], attrs: never) => Tensor

// The cases whose call is not op(...inputs, attrs).
const special: Record<string, Call> = {
  where: ([a, b]) => ops.where(ops.gt(a!, b!), a!, ops.mul(b!, 2)),
  var: ([x], attrs) => ops.variance(x!, attrs),
  max: ([x], attrs) => (ops.max(x!, attrs) as unknown as ops.Extreme).values,
  rmsNorm: ([x, w], attrs) => ops.rmsNorm(x!, w, attrs),
  reshape: ([x], attrs) => ops.reshape(x!, attrs),
  linear: ([x, w, b]) => ops.linear(x!, w!, b),
  batchNorm: ([x, w, b], attrs) => ops.batchNorm(x!, w!, b!, attrs),
  conv2d: ([x, w, b], attrs) => ops.conv2d(x!, w!, b, attrs),
  conv1d: ([x, w, b], attrs) => ops.conv1d(x!, w!, b, attrs)
}

const read = (n: Numbers): number[] => n.data.map(Number)

function close(got: Tensor, want: Numbers, what: string): void {
  expect(got.shape, `${what}: shape`).toEqual(want.shape)
  const expected = read(want)
  const data = got.data
  for (let k = 0; k < expected.length; k++) {
    const error = Math.abs(data[k]! - expected[k]!)
    if (!(error <= 1e-10 * Math.max(1, Math.abs(expected[k]!)))) {
      expect.fail(`${what}: element ${k} is ${data[k]} instead of ${expected[k]}`)
    }
  }
}

file.cases.forEach((c, number) => {
  test(`${number}: ${c.op}(${c.inputs.map((i) => `[${i.shape}]`).join(', ')}) ${JSON.stringify(c.attrs)}`, () => {
    const inputs = c.inputs.map((input, k) => {
      const float = c.grads[k] !== null
      const t = tensor(read(input), { shape: input.shape, dtype: float ? 'float64' : 'int32' })
      t.requiresGrad = float
      return t
    })
    const call =
      special[c.op] ??
      ((ins, attrs) => (ops as never as Record<string, (...args: unknown[]) => Tensor>)[c.op]!(...ins, attrs))
    const y = call(inputs, c.attrs as never)
    close(y, c.output, 'output')
    if (c.upstream) y.backward(tensor(read(c.upstream), { shape: c.upstream.shape, dtype: 'float64' }))
    c.grads.forEach((g, k) => {
      if (g !== null) close(inputs[k]!.grad!, g, `gradient ${k}`)
    })
  })
})
