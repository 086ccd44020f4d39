// The tape: what backward computes besides the formulas of the ops, and every message it has.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { keep, scope } from '../../lib/autograd/scope.ts'
import { changed, enableGrad, isGradEnabled, noGrad } from '../../lib/autograd/tape.ts'
import { AutogradError, OptionError, ShapeError, TensorReleasedError } from '../../lib/errors.ts'
import { add, chunk, linear, mul, scaledDotProductAttention, split, stack, unbind } from '../../lib/ops/index.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const leaf = (values: number[]): Tensor => tensor(values, { requiresGrad: true })

test('backward twice needs retainGraph', () => {
  const x = leaf([2])
  const y = x.mul(x).sum()
  y.backward()
  const again = expect(() => y.backward())
  again.toThrow(AutogradError)
  again.toThrow(
    'backward: the graph was used already: what sum saved is gone; pass { retainGraph: true } to the first backward'
  )
  const z = x.mul(x).sum()
  z.backward(undefined, { retainGraph: true })
  z.backward()
  expect(x.grad!.toArray()).toEqual([12])
})

test('a tensor of several elements needs a gradient of its shape', () => {
  const y = leaf([1, 2]).mul(2)
  expect(() => y.backward()).toThrow(
    'backward: expected a gradient for a tensor of shape [2]; only a tensor of one element has an implicit one'
  )
  expect(() => y.backward(ones([3]))).toThrow(ShapeError)
  expect(() => y.backward(ones([3]))).toThrow('backward: expected a gradient of shape [2] but received [3]')
  expect(() => y.backward(ones([2], { dtype: 'float64' }))).toThrow(
    'expected gradient to be float32 but received float64'
  )
  expect(() => y.backward([1, 1] as never)).toThrow('backward: expected gradient to be a tensor but received [1, 1]')
})

test('a tensor without a graph has no gradients', () => {
  expect(() => ones([1]).backward()).toThrow(
    'backward: expected a tensor that requires a gradient but this one does not: no input of its ops requires one, or it was made in noGrad'
  )
  expect(() => ones([1]).retainGrad()).toThrow(
    'retainGrad: expected a tensor that requires a gradient but this one does not'
  )
})

test('a tensor that was changed after an op saved it', () => {
  const x = leaf([1, 2])
  const y = x.mul(x).sum()
  x.data[0] = 5
  changed(x)
  expect(() => y.backward()).toThrow(AutogradError)
  const z = x.mul(x).sum()
  x.data[0] = 1
  changed(x)
  expect(() => z.backward()).toThrow(
    'backward: a tensor of shape [2] that mul saved was changed in place afterwards (version 2, expected 1)'
  )
  // An op that saved nothing does not mind.
  const w = x.add(1).sum()
  changed(x)
  w.backward()
  expect(x.grad!.toArray()).toEqual([1, 1])
})

test('a saved tensor that a scope released', () => {
  const x = leaf([1, 2])
  const released = (): Tensor => scope(() => x.mul(2).square().sum())
  const [y, again] = [released(), released()]
  expect(() => y.backward()).toThrow(TensorReleasedError)
  expect(() => again.backward()).toThrow(
    'backward of square: this tensor of shape [2] was released at the end of the scope that made it; return it from the scope or pass it to keep() to use it afterwards'
  )
  const z = scope(() => keep(x.mul(2)).square().sum())
  z.backward()
  expect(x.grad!.toArray()).toEqual([8, 16])
})

test('a released tensor throws whatever is done with it', () => {
  let inner: Tensor | null = null
  scope(() => {
    inner = ones([2]).mul(2)
  })
  const t = inner as never as Tensor
  for (const use of [() => t.add(1), () => t.toArray(), () => t.data, () => t.select({ index: 0 }).item()]) {
    expect(use).toThrow(TensorReleasedError)
  }
})

test('a chain of 100,000 ops', () => {
  const x = leaf([1])
  let y = x
  for (let k = 0; k < 100_000; k++) y = y.add(1)
  y.backward()
  expect(y.item()).toBe(100_001)
  expect(x.grad!.item()).toBe(1)
})

test('noGrad, enableGrad and what they return', () => {
  const x = leaf([3])
  const y = noGrad(() => {
    expect(isGradEnabled()).toBe(false)
    expect(enableGrad(() => x.mul(2)).requiresGrad).toBe(true)
    return x.mul(2)
  })
  expect(isGradEnabled()).toBe(true)
  expect(y.requiresGrad).toBe(false)
  expect(() =>
    noGrad(() => {
      throw new Error('inner')
    })
  ).toThrow('inner')
  expect(isGradEnabled()).toBe(true)
})

test('an asynchronous body is refused', async () => {
  const refused = (call: string): string =>
    `${call}: expected a synchronous function but received one that returns a promise`
  expect(() => noGrad(async () => 1)).toThrow(OptionError)
  expect(() => noGrad(async () => 1)).toThrow(refused('noGrad'))
  expect(() => enableGrad(async () => 1)).toThrow(refused('enableGrad'))
  expect(() => scope(async () => 1)).toThrow(refused('scope'))
  expect(isGradEnabled()).toBe(true)
  // What the refused promise does later is nobody's unhandled rejection.
  expect(() => scope(() => Promise.reject(new Error('late')))).toThrow(OptionError)
  await new Promise((done) => setTimeout(done, 0))
  expect(() => scope(3 as never)).toThrow('scope: expected a function but received 3')
})

test('retainGrad keeps the gradient of what is not a leaf', () => {
  const x = leaf([1, 2])
  const y = x.mul(3).retainGrad()
  const z = x.mul(5)
  y.mul(z).sum().backward()
  expect(y.grad!.toArray()).toEqual([5, 10])
  expect(z.grad).toBe(null)
  expect(x.grad!.toArray()).toEqual([30, 60])
})

test('gradients add up: over uses, over calls, into the same buffer', () => {
  const x = leaf([2])
  const y = add(mul(x, x), mul(x, 3))
  y.backward()
  expect(x.grad!.toArray()).toEqual([7])
  const first = x.grad!
  mul(x, 10).backward()
  expect(x.grad).toBe(first)
  expect(first.toArray()).toEqual([17])
  x.grad = null
  mul(x, 10).backward()
  expect(x.grad!.toArray()).toEqual([10])
  expect(x.grad!.storage).toBe(first.storage)
})

test('one leaf in both places of a product', () => {
  const x = tensor(
    [
      [1, 2],
      [3, 4]
    ],
    { requiresGrad: true }
  )
  x.matmul(x).sum().backward()
  expect(x.grad!.toArray()).toEqual([
    [7, 11],
    [9, 13]
  ])
})

test('a diamond: a result that is used twice is walked once', () => {
  const x = leaf([2])
  const a = x.mul(3)
  add(a.mul(a), a).backward()
  expect(x.grad!.toArray()).toEqual([39])
})

test('parts share one gradient: some used, in any order, twice', () => {
  for (const cut of [
    (x: Tensor) => split(x, { size: 1, dim: 1 }).map((t) => t.squeeze({ dim: 1 })),
    (x: Tensor) => chunk(x, { chunks: 3, dim: 1 }).map((t) => t.squeeze({ dim: 1 })),
    (x: Tensor) => unbind(x, { dim: 1 })
  ]) {
    const x = tensor(
      [
        [1, 2, 3],
        [4, 5, 6]
      ],
      { requiresGrad: true }
    )
    const [a, , c] = cut(x.mul(1))
    const y = stack(c!, a!, c!).sum()
    for (const times of [1, 2]) {
      y.backward(undefined, { retainGraph: true })
      expect(x.grad!.toArray()).toEqual([
        [times, 0, 2 * times],
        [times, 0, 2 * times]
      ])
    }
  }
})

test('parts: what they refuse', () => {
  expect(() => unbind(tensor(1))).toThrow('unbind: expected x of at least one dimension but received a scalar')
  expect(() => split(tensor(1), { size: 1 })).toThrow('split: expected x of at least one dimension')
  expect(() => chunk(ones([2]), { chunks: 0 })).toThrow(
    'chunk: expected chunks to be a whole number >= 1 but received 0'
  )
  expect(chunk(ones([5]), { chunks: 2 }).map((t) => t.size)).toEqual([3, 2])
  expect(chunk(ones([4]), { chunks: 3 }).map((t) => t.size)).toEqual([2, 2])
})

test('gradients outlive the scope of a step', () => {
  const x = leaf([1, 2])
  const loss = scope(() => {
    const loss = x.mul(x).sum()
    loss.backward()
    return loss.item()
  })
  expect(loss).toBe(5)
  expect(x.grad!.toArray()).toEqual([2, 4])
})

test('reading a transposed tensor as data changes no gradient of what it was used in', () => {
  const gradients = (read: boolean): unknown => {
    const a = tensor(
      [
        [1, 2, 3],
        [4, 5, 6]
      ],
      { requiresGrad: true }
    )
    const b = tensor(
      [
        [2, 1],
        [0, 3]
      ],
      { requiresGrad: true }
    )
    const [p, q] = [a.transpose(), b.transpose()]
    const y = add(p.matmul(q), linear(p.mul(1), q)).mul(p.select({ dim: 0, index: 0 }))
    if (read) for (const t of [p, q]) expect(t.data.length).toBe(t.size)
    y.sum().backward()
    return [a.grad!.toArray(), b.grad!.toArray()]
  }
  expect(gradients(true)).toEqual(gradients(false))
})

test('a mask of attention has a gradient', () => {
  const [q, mask] = [ones([2, 2]), ones([2, 2], { requiresGrad: true })]
  scaledDotProductAttention(q, q, tensor([[1], [3]]), { attnMask: mask })
    .sum()
    .backward()
  expect(mask.grad!.toArray()).toEqual([
    [-0.5, 0.5],
    [-0.5, 0.5]
  ])
})
