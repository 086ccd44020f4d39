// einsum keeps what an equation does with shapes: other shapes, and errors between calls, get what they need.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { grad } from '../../lib/autograd/grad.ts'
import { ShapeError } from '../../lib/errors.ts'
import { einsum, matmul, sum } from '../../lib/ops/index.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import { randn } from '../../lib/tensor/random.ts'

test('one equation with operands of other shapes, errors between them', () => {
  for (const [batch, n] of [
    [2, 3],
    [4, 5],
    [1, 3],
    [2, 3]
  ] as const) {
    const [a, b] = [randn([batch, 4, n]), randn([batch, n, 2])]
    expect(einsum('bij,bjk->bik', a, b).toArray()).toEqual(matmul(a, b).toArray())
    expect(() => einsum('bij,bjk->bik', a, randn([batch, n + 1, 2]))).toThrow(ShapeError)
  }
})

test('dimensions of one element broadcast, whatever sizes came before', () => {
  const [a, b] = [ones([2, 3]), ones([3, 4])]
  expect(einsum('ij,jk->ik', a, b).toArray()).toEqual(matmul(a, b).toArray())
  // Along j the first is summed by itself, as it has one element there.
  expect(einsum('ij,jk->ik', ones([2, 1]), b).toArray()).toEqual(matmul(a, b).toArray())
  expect(einsum('ij,jk->ik', a, ones([1, 4])).toArray()).toEqual(matmul(a, b).toArray())
})

test('an operand can come twice, and a diagonal meets a product', () => {
  const x = tensor(
    [
      [1, 2],
      [3, 4]
    ],
    { requiresGrad: true }
  )
  for (let k = 0; k < 2; k++) {
    const y = einsum('ii,ij->j', x, x)
    expect(y.toArray()).toEqual([13, 18])
    expect(grad([sum(y)], [x])[0]!.toArray()).toEqual([
      [4, 1],
      [4, 11]
    ])
  }
})

test('more equations than are kept', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  for (const i of letters) {
    for (const j of 'ABC') expect(einsum(`${i}${j}->${j}${i}`, tensor([[1, 2]])).toArray()).toEqual([[1], [2]])
  }
})
