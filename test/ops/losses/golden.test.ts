// Every loss against PyTorch in float64: values and gradients (test/golden/losses.json says how to read a case).
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as nn from '../../../lib/nn/index.ts'
import { tensor } from '../../../lib/tensor/create.ts'
import type { Tensor } from '../../../lib/tensor/tensor.ts'

interface Numbers {
  shape: number[]
  data: (number | string)[]
}
interface Case {
  loss: string
  options: Record<string, number | Numbers>
  reduction: string
  dtype?: 'float32'
  input: Numbers
  target: Numbers
  value: Numbers
  upstream: Numbers
  grad: Numbers
}

const file = JSON.parse(readFileSync(new URL('../../golden/losses.json', import.meta.url), 'utf8')) as { cases: Case[] }

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const read = (n: Numbers, dtype: 'float32' | 'float64' | 'int32'): Tensor =>
  tensor(n.data.map(Number), { shape: n.shape, dtype })

type AnyLoss = new (options: object) => nn.Module & { forward: (input: Tensor, target: Tensor) => Tensor }

file.cases.forEach((c, number) => {
  test(`${number}: ${c.loss} ${c.reduction} ${Object.keys(c.options)}`, () => {
    const dtype = c.dtype ?? 'float64'
    const options: Record<string, unknown> = { reduction: c.reduction }
    for (const [name, value] of Object.entries(c.options)) {
      options[camel(name)] = typeof value === 'object' ? read(value, dtype) : value
    }
    const classes =
      (c.loss === 'CrossEntropyLoss' || c.loss === 'NLLLoss') && c.target.shape.length < c.input.shape.length
    const input = read(c.input, dtype)
    input.requiresGrad = true
    const Loss = (nn as never as Record<string, AnyLoss>)[c.loss]!
    const value = new Loss(options).forward(input, read(c.target, classes ? 'int32' : dtype))
    const tolerance = c.dtype === 'float32' ? 1e-6 : 1e-10
    close(value, c.value, tolerance, 'value')
    value.backward(read(c.upstream, dtype))
    close(input.grad!, c.grad, tolerance, 'gradient')
  })
})

function close(got: Tensor, want: Numbers, tolerance: number, what: string): void {
  expect(got.shape, `${what}: shape`).toEqual(want.shape)
  want.data.map(Number).forEach((wanted, k) => {
    const value = got.data[k]!
    if (!Object.is(value, wanted) && !(Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted)))) {
      expect.fail(`${what}: element ${k} is ${value} instead of ${wanted}`)
    }
  })
}
