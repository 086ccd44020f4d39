// How tensors print: word for word as PyTorch 2.13 does, but for the dtype int32 (which is not its default), `true` and
// `false`, and whole numbers, which stay whole up to 10^8.
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { arange, tensor, zeros } from '../../lib/tensor/create.ts'

test.each([
  [
    tensor([
      [1, 2],
      [3, 4]
    ]),
    'tensor([[1., 2.],\n        [3., 4.]])'
  ],
  [tensor(3.5), 'tensor(3.5000)'],
  [tensor([1.5, -22.25, 3]), 'tensor([  1.5000, -22.2500,   3.0000])'],
  [tensor([1e-6, 1]), 'tensor([1.0000e-06, 1.0000e+00])'],
  [zeros([2, 1, 2]), 'tensor([[[0., 0.]],\n\n        [[0., 0.]]])'],
  [tensor([1, 2], { dtype: 'float64' }), 'tensor([1., 2.], dtype=float64)'],
  [tensor([]), 'tensor([])'],
  [zeros([0, 3]), 'tensor([], size=[0, 3])'],
  [tensor([1, 300], { dtype: 'int32' }), 'tensor([  1, 300], dtype=int32)'],
  [tensor([true, false]), 'tensor([ true, false])'],
  [tensor([Number.NaN, 1, Number.NEGATIVE_INFINITY]), 'tensor([ nan,   1., -inf])'],
  [tensor([2], { requiresGrad: true }), 'tensor([2.], requiresGrad=true)'],
  [tensor([2], { requiresGrad: true }).mul(2), 'tensor([4.], gradFn=<mulScalar>)']
])('%s', (x, text) => {
  expect(String(x)).toBe(text)
  expect(inspect(x)).toBe(text)
})

test('a long line wraps at 80 columns', () => {
  const lines = String(arange(0, 30, 1, { dtype: 'float32' })).split('\n')
  expect(lines.length).toBe(3)
  expect(lines[0]).toBe('tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,')
  expect(lines[1]!.startsWith('        14., 15.')).toBe(true)
})

test('of a large tensor the edges', () => {
  const lines = String(arange(0, 2000, 1, { dtype: 'float32' }).reshape([40, 50])).split('\n')
  expect(lines.length).toBe(7)
  expect(lines[0]).toBe('tensor([[   0.,    1.,    2., ...,   47.,   48.,   49.],')
  expect(lines[3]).toBe('        ...,')
  expect(lines[6]).toBe('        [1950., 1951., 1952., ..., 1997., 1998., 1999.]])')
})

test('as JSON the nested arrays', () => {
  const x = tensor([
    [1, 2.5],
    [Number.NaN, -3]
  ])
  expect(JSON.stringify({ x, flags: tensor([true, false]), one: tensor(7) })).toBe(
    '{"x":[[1,2.5],[null,-3]],"flags":[true,false],"one":7}'
  )
})
