// Every op is a method too, and gives what the function gives.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import * as ops from '../../lib/ops/index.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

test('every op is a method, but those whose first argument is not one tensor', () => {
  const named = { variance: 'var' } as Record<string, string>
  const missing = Object.keys(ops).filter((name) => !((named[name] ?? name) in Tensor.prototype))
  expect(missing.sort()).toEqual([
    'block',
    'blockDiag',
    'broadcastTensors',
    'cartesianProd',
    'cat',
    'chainMatmul',
    'columnStack',
    'dstack',
    'einsum',
    'hstack',
    'meshgrid',
    'stack',
    'trilIndices',
    'triuIndices',
    'vstack'
  ])
})

test('methods of more than one tensor', () => {
  const [x, w] = [tensor([[1, 2]]), tensor([[3, 4]])]
  expect(x.linear(w).toArray()).toEqual([[11]])
  expect(x.where(tensor([[true, false]]), 7).toArray()).toEqual([[1, 7]])
  expect(x.pad({ pad: [1, 0] }).toArray()).toEqual([[0, 1, 2]])
  expect(ones([1, 1, 4, 4]).maxPool2d({ kernelSize: 2 }).shape).toEqual([1, 1, 2, 2])
  expect(x.crossEntropy(tensor([0], { dtype: 'int32' })).item()).toBe(
    ops.crossEntropy(x, tensor(new Int32Array(1))).item()
  )
})

test('dimensions as PyTorch takes them, too', () => {
  const x = ones([1, 2, 1])
  expect(x.squeeze(0).shape).toEqual([2, 1])
  expect(x.squeeze({ dim: 2 }).shape).toEqual([1, 2])
  expect(x.squeeze().shape).toEqual([2])
  expect(x.permute([1, 0, 2]).shape).toEqual([2, 1, 1])
  expect(x.permute(1, 0, 2).shape).toEqual([2, 1, 1])
})
