// The types of what a tensor gives.
import { expect, expectTypeOf, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { adaptiveMaxPool2d, maxPool2d, type Pooled } from '../../lib/ops/index.ts'
import { unique } from '../../lib/ops/unique.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import { hasDtype, type NestedArray, type Tensor } from '../../lib/tensor/tensor.ts'

test('toArray names the type of its result', () => {
  const rows = tensor([[1, 2]]).toArray<number[][]>()
  expectTypeOf(rows).toEqualTypeOf<number[][]>()
  expectTypeOf(tensor(1).toArray()).toEqualTypeOf<NestedArray>()
  expect(rows[0]?.[1]).toBe(2)
})

test('tensor takes readonly arrays', () => {
  const rows: readonly (readonly [x: number, y: number])[] = [
    [1, 2],
    [3, 4]
  ]
  expectTypeOf(tensor).toBeCallableWith(rows)
  expect(tensor(rows).toArray()).toEqual(rows)
})

test('hasDtype tells the type of data', () => {
  const x = tensor([1, 2], { dtype: 'int32' })
  expectTypeOf(x.data).not.toEqualTypeOf<Int32Array>()
  expect([hasDtype(x, 'float32'), hasDtype(x, 'int32')]).toEqual([false, true])
  if (!hasDtype(x, 'int32')) throw new Error('int32')
  expectTypeOf(x.data).toEqualTypeOf<Int32Array>()
  expectTypeOf(x.dtype).toEqualTypeOf<'int32'>()
  expect(Array.from(x.data.subarray(1))).toEqual([2])
})

test('pooling with returnIndices, as functions and as methods', () => {
  const x = ones([1, 1, 4, 4])
  const pooled = [
    maxPool2d(x, { kernelSize: 2, returnIndices: true }),
    maxPool2d(x, 2, { returnIndices: true }),
    x.maxPool2d(2, { stride: 1, returnIndices: true }),
    x.maxPool2d({ kernelSize: 2, returnIndices: true }),
    adaptiveMaxPool2d(x, [1, null], { returnIndices: true }),
    x.fractionalMaxPool2d(2, { outputSize: 2, returnIndices: true })
  ]
  expectTypeOf(pooled).toEqualTypeOf<Pooled[]>()
  for (const { indices } of pooled) expect(indices.dtype).toBe('int64')
  expectTypeOf(maxPool2d(x, 2)).toEqualTypeOf<Tensor>()
  expectTypeOf(x.maxPool2d(2, { stride: 1 })).toEqualTypeOf<Tensor>()
})

test('unique has what it was asked for', () => {
  const x = tensor([2, 1, 2])
  for (const made of [unique(x, { returnCounts: true }), x.unique({ returnCounts: true })]) {
    expectTypeOf(made.counts).toEqualTypeOf<Tensor>()
    expectTypeOf(made.inverse).toEqualTypeOf<Tensor | undefined>()
    expect(made.counts.toArray()).toEqual([1, 2])
  }
  expectTypeOf(unique(x).counts).toEqualTypeOf<Tensor | undefined>()
  expectTypeOf(x.uniqueConsecutive({ returnInverse: true }).inverse).toEqualTypeOf<Tensor>()
})
