// The types of what a tensor gives.
import { expect, expectTypeOf, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { NestedArray } from '../../lib/tensor/tensor.ts'

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
