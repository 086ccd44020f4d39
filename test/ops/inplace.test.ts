// Ops in place: what they compute, when they are refused, and that graphs notice.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { noGrad } from '../../lib/autograd/tape.ts'
import { AutogradError, OptionError, ShapeError } from '../../lib/errors.ts'
import { arange, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const leaf = (values: number[]): Tensor => tensor(values, { requiresGrad: true })
const binary = ['add', 'sub', 'mul', 'div', 'pow'] as const
const unary = ['abs', 'neg', 'square', 'sqrt', 'reciprocal', 'exp', 'log', 'relu', 'sigmoid', 'tanh'] as const

describe('the same bits as the op that makes a new tensor', () => {
  const draw = (seed: number, shape: number[], dtype: 'float32' | 'float64'): Tensor =>
    randn(shape, { dtype, generator: new Generator(seed) })
      .abs()
      .add(0.1)
  const bits = (t: Tensor): number[] => Array.from(t.data)

  test.each(binary)('%s_', (name) => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
        fc.nat(),
        (seed, shape, cut) => {
          for (const dtype of ['float32', 'float64'] as const) {
            const other = draw(
              seed + 1,
              shape.slice(cut % (shape.length + 1)).map((n, d) => ((cut >> (d + 2)) & 1 ? 1 : n)),
              dtype
            )
            const x = draw(seed, shape, dtype)
            const want = bits(x[name](other))
            const method = x[`${name}_`](other)
            expect(method).toBe(x)
            expect(bits(x)).toEqual(want)
            const y = draw(seed, shape, dtype)
            const byNumber = bits(y[name](tensor(1.5, { dtype })))
            expect(bits(y[`${name}_`](1.5))).toEqual(byNumber)
          }
        }
      ),
      { numRuns: 30 }
    )
  })

  test.each(unary)('%s_', (name) => {
    const x = draw(3, [5, 7], 'float32')
    const view = x.transpose().slice({ dim: 0, start: 1, step: 2 })
    const rest = bits(x.transpose().slice({ dim: 0, start: 0, step: 2 }))
    const want = bits(view[name]())
    view[`${name}_`]()
    expect(bits(x.transpose().slice({ dim: 0, start: 1, step: 2 }))).toEqual(want)
    expect(bits(x.transpose().slice({ dim: 0, start: 0, step: 2 }))).toEqual(rest)
  })
})

test('clamp_, lerp_, fill_, zero_, copy_', () => {
  expect(tensor([-2, 0.5, 3]).clamp_({ min: -1, max: 1 }).toArray()).toEqual([-1, 0.5, 1])
  expect(tensor([-2, 3]).clamp_({ max: 0 }).toArray()).toEqual([-2, 0])
  expect(
    tensor([0, 10])
      .lerp_(tensor([10, 0]), { weight: 0.25 })
      .toArray()
  ).toEqual([2.5, 7.5])
  expect(zeros([2], { dtype: 'int32' }).fill_(7).toArray()).toEqual([7, 7])
  expect(zeros([2], { dtype: 'bool' }).fill_(true).toArray()).toEqual([true, true])
  const x = arange(6).reshape([2, 3])
  x.transpose().select({ dim: 0, index: 1 }).zero_()
  expect(x.toArray()).toEqual([
    [0, 0, 2],
    [3, 0, 5]
  ])
  x.transpose().unsqueeze(1).squeeze().slice({ dim: 0, end: 1 }).fill_(9)
  expect(x.toArray()).toEqual([
    [9, 0, 2],
    [9, 0, 5]
  ])
  expect(x.copy_(tensor([1.9, -1.9, 3])).toArray()).toEqual([
    [1, -1, 3],
    [1, -1, 3]
  ])
  // Onto itself in another order: read first, then written.
  const square = tensor([
    [1, 2],
    [3, 4]
  ])
  expect(square.copy_(square.transpose()).toArray()).toEqual([
    [1, 3],
    [2, 4]
  ])
  expect(square.add_(square.select({ index: 0 })).toArray()).toEqual([
    [2, 6],
    [3, 7]
  ])
})

test('uniform_ and normal_ draw what rand and randn draw', () => {
  const generator = new Generator(4)
  const x = zeros([3, 5]).normal_({ mean: 0, std: 1, generator })
  expect(x.toArray()).toEqual(randn([3, 5], { generator: new Generator(4) }).toArray())
  const y = zeros([1000]).uniform_({ from: -2, to: 3, generator })
  expect(y.min().item()).toBeGreaterThanOrEqual(-2)
  expect(y.max().item()).toBeLessThan(3)
  expect(Math.abs(y.mean().item() - 0.5)).toBeLessThan(0.2)
  const columns = zeros([5, 3])
    .transpose()
    .normal_({ generator: new Generator(4) })
  expect(columns.toArray()).toEqual(x.toArray())
})

test('a parameter is changed inside noGrad, by gradient descent say', () => {
  const w = leaf([1, 2])
  w.mul(w).sum().backward()
  const before = w.storage.version
  noGrad(() => w.sub_(w.grad!.mul(0.1)))
  expect(w.toArray()).toEqual([Math.fround(0.8), Math.fround(1.6)])
  expect(w.storage.version).toBe(before + 1)
  expect(w.requiresGrad).toBe(true)
})

test('outside noGrad', () => {
  const w = leaf([1, 2])
  const call = expect(() => w.add_(1))
  call.toThrow(AutogradError)
  call.toThrow('add_: a leaf that requires a gradient was to be changed in place; do it inside noGrad')
  for (const change of [() => w.zero_(), () => w.fill_(1), () => w.copy_(ones([2])), () => w.normal_()]) {
    expect(change).toThrow(/^(zero|fill|copy|normal)_: a leaf that requires a gradient was to be changed in place/)
  }
  expect(w.toArray()).toEqual([1, 2])
  expect(() => w.mul(2).mul_(3)).toThrow(
    'mul_: a result that requires a gradient was to be changed in place; use mul, which makes a new tensor, or noGrad'
  )
  expect(() => ones([2]).add_(w)).toThrow(
    "add_: expected an operand that requires no gradient, because this tensor's changes are not recorded; use add, or noGrad"
  )
  expect(ones([2]).add_(w.detach()).toArray()).toEqual([2, 3])
})

test('a graph that saved a tensor notices that it was changed', () => {
  const [x, factor] = [leaf([1, 2]), tensor([3, 4])]
  const y = x.mul(factor).sum()
  factor.add_(1)
  expect(() => y.backward()).toThrow(
    'backward: a tensor of shape [2] that mul saved was changed in place afterwards (version 1, expected 0)'
  )
  // The same through a view: memory has one version.
  const z = x.mul(factor).sum()
  factor.select({ index: 0 }).zero_()
  expect(() => z.backward()).toThrow('was changed in place afterwards')
})

test('what they refuse', () => {
  expect(() => ones([2]).add_(ones([3]))).toThrow(ShapeError)
  expect(() => ones([2]).add_(ones([3, 2]))).toThrow(
    "add_: expected an operand that broadcasts to this tensor's shape [2] but received [3, 2]"
  )
  expect(() => ones([3]).expand([2, 3]).mul_(2)).toThrow(
    'mul_: expected elements that each have their own place but dimension 0 of [2, 3] is expanded; clone() it first'
  )
  expect(() => arange(3).add_(1.5)).toThrow(
    'add_: the result is float32 and does not fit this tensor of int32; use add, which makes a new tensor'
  )
  expect(() => ones([2]).clamp_({})).toThrow('clamp_: expected min or max but received neither')
  expect(() => ones([2]).add_('1' as never)).toThrow("add_: expected other to be a tensor but received '1'")
  expect(() => (ones([2]).add_ as () => Tensor).call(ones([2]))).toThrow(OptionError)
  expect(() => (ones([2]).add_ as () => Tensor).call(ones([2]))).toThrow(
    'add_: expected other to be a tensor but received undefined'
  )
  expect(() => ones([2]).fill_('x' as never)).toThrow('fill_: expected value to be a number but received x')
})
