// A Tensor that went to another thread and came without its class: refused by name, with the way that works.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { OptionError } from '../../lib/errors.ts'
import { matmul, sum } from '../../lib/ops/index.ts'
import { fromArray, ones } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

test('what structuredClone makes of a Tensor is named, and the remedy works', () => {
  const sent = structuredClone(ones([2, 2])) as Tensor
  const message =
    'matmul: expected a to be a tensor but received what structuredClone or postMessage makes of a Tensor; send { shape: x.shape, data: x.data } and make a tensor of it with fromArray(data, shape)'
  expect(() => matmul(sent, ones([2, 2]))).toThrow(new OptionError(message))
  expect(() => sum({ shape: [2] } as never)).toThrow('expected x to be a tensor but received an object')
  const x = ones([2, 2])
  const { shape, data } = structuredClone({ shape: x.shape, data: x.data })
  expect(fromArray(data, shape).toArray()).toEqual(x.toArray())
})
