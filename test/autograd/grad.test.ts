// grad, and backward with createGraph: what they return, what they leave alone, and gradients of any order.
import { describe, expect, test } from 'vitest'
import { AutogradError, OptionError, ShapeError } from '../../lib/errors.ts'
import {
  add,
  checkpoint,
  crossEntropy,
  elu,
  embedding,
  gelu,
  grad,
  layerNorm,
  linear,
  mul,
  noGrad,
  pow,
  randn,
  scope,
  silu,
  smoothL1Loss,
  sparseGrad,
  sum,
  type Tensor,
  tensor,
  to
} from '../../lib/index.ts'
import { packingActivations } from '../../lib/nn/activationPacking.ts'
import * as nn from '../../lib/nn/index.ts'

const float64 = { dtype: 'float64', requiresGrad: true } as const
const leaf = (values: number[]): Tensor => tensor(values, float64)

describe('grad', () => {
  test('returns gradients and changes no grad', () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])]
    const y = sum(mul(x.square(), w))
    const [dx, dw] = grad(y, [x, w])
    expect(dx.toArray()).toEqual([6, 16])
    expect(dw.toArray()).toEqual([1, 4])
    expect([x.grad, w.grad]).toEqual([null, null])
    expect(dx.requiresGrad).toBe(false)
  })

  test('of fused kernels that write the gradients of leaves', () => {
    const model = nn.mlp([3, 4, 2], { dtype: 'float64' })
    const x = randn([5, 3], { dtype: 'float64' })
    const loss = (): Tensor => crossEntropy(model.forward(x), tensor([0, 1, 1, 0, 1], { dtype: 'int32' }))
    const gradients = grad(loss(), model.parameters())
    expect(model.parameters().map((p) => p.grad)).toEqual(model.parameters().map(() => null))
    loss().backward()
    expect(gradients.map((g) => g.toArray())).toEqual(model.parameters().map((p) => p.grad!.toArray()))
  })

  test('of results of ops, of the output itself, and of one tensor twice', () => {
    const x = leaf([2])
    const y = x.square()
    const z = y.mul(x)
    const [dy, dx, dz, again] = grad(z, [y, x, z, y])
    expect([dy, dx, dz, again].map((g) => g.item())).toEqual([2, 12, 1, 2])
  })

  test('of several outputs, with gradients of theirs', () => {
    const x = leaf([1, 2])
    const [g] = grad([x.square(), x.mul(3)], x, { gradOutputs: [tensor([1, 10], { dtype: 'float64' }), leaf([1, 1])] })
    expect(g.toArray()).toEqual([5, 43])
    const [whole] = grad([sum(x), sum(x.square())], [x], { gradOutputs: [null, tensor(2, { dtype: 'float64' })] })
    expect(whole.toArray()).toEqual([5, 9])
  })

  test('keeps the graph only when asked, and only what it walked is used up', () => {
    const x = leaf([3])
    const w = leaf([2])
    const y = x.square()
    const z = y.mul(w.exp())
    expect(grad(z, x, { retainGraph: true })[0]!.item()).toBeCloseTo(6 * Math.exp(2), 12)
    grad(z, y)
    // The square was not walked.
    expect(grad(y, x)[0]!.item()).toBe(6)
    expect(() => grad(z, x)).toThrow('the graph was used already')
  })

  test('an unused input', () => {
    const [x, w] = [leaf([1]), leaf([2])]
    const y = x.mul(2)
    expect(() => grad(y, [x, w], { retainGraph: true })).toThrow(AutogradError)
    expect(() => grad(y, [x, w], { retainGraph: true })).toThrow(
      'grad: expected outputs that depend on every input but input 1 is not used; pass { allowUnused: true } to receive null for it'
    )
    const [dx, dw] = grad(y, [x, w], { allowUnused: true })
    expect([dx!.item(), dw]).toEqual([2, null])
  })

  test('what it refuses', () => {
    const x = leaf([1, 2])
    const y = x.mul(2)
    expect(() => grad(y, x)).toThrow('grad: expected a gradient for a tensor of shape [2]')
    expect(() => grad(y, x, { gradOutputs: tensor([1], { dtype: 'float64' }) })).toThrow(ShapeError)
    expect(() => grad(sum(y), tensor([1]))).toThrow('grad: expected input 0 to require a gradient but it does not')
    expect(() => grad(tensor(1), x)).toThrow('grad: expected a tensor that requires a gradient')
    expect(() => grad(sum(y), [])).toThrow(OptionError)
    expect(() => grad(3 as never, x)).toThrow(OptionError)
    expect(() => grad(sum(y), x, { createGraphs: true } as never)).toThrow('createGraph')
    expect(() => grad([sum(y)], x, { gradOutputs: [] })).toThrow('expected a gradOutput for each of 1 outputs')
  })

  test('in a scope: what is returned can be used until its end, also as an upstream gradient', () => {
    const x = randn([64, 64])
    x.requiresGrad = true
    const w = randn([64, 64])
    const [expected] = grad(x.matmul(w).square().sum(), x)
    const result = scope(() => {
      const y = x.matmul(w).square()
      const [g] = grad(y.sum(), x)
      const [again] = grad(x.mul(2), x, { gradOutputs: g })
      grad(x.mul(3), x, { gradOutputs: g })
      return [g, again] as const
    })
    expect(result[0].toArray()).toEqual(expected.toArray())
    expect(result[1].toArray()).toEqual(expected.mul(2).toArray())
  })

  test('of an embedding with sparse gradients is dense and leaves those alone', () => {
    const weight = tensor([1, 2, 3, 4], { shape: [2, 2], requiresGrad: true })
    const index = tensor([1, 1], { dtype: 'int32' })
    const [g] = grad(embedding(weight, index, { sparse: true }).sum(), weight)
    expect(g.toArray()).toEqual([
      [0, 0],
      [2, 2]
    ])
    expect(sparseGrad(weight)).toBe(null)
  })
})

describe('createGraph', () => {
  test('derivatives up to the fifth', () => {
    const x = leaf([0.3, -1.2])
    let d = x.sin()
    const values: number[][] = []
    for (let order = 1; order <= 5; order++) {
      d = grad(d.sum(), x, { createGraph: true })[0]!
      values.push(d.toArray() as number[])
    }
    const { sin, cos } = Math
    const expected = [cos, (v: number) => -sin(v), (v: number) => -cos(v), sin, cos]
    values.forEach((list, k) => {
      for (const [i, v] of list.entries()) expect(v).toBeCloseTo(expected[k]!([0.3, -1.2][i]!), 12)
    })
  })

  test('backward puts gradients on the tape, as tensors that nobody else holds', () => {
    const [x, w] = [leaf([2]), leaf([3])]
    x.mul(x).mul(w).backward({ createGraph: true })
    expect(x.grad!.item()).toBe(12)
    const first = x.grad!
    x.grad = null
    w.grad = null
    first.backward()
    expect([x.grad!.item(), w.grad!.item()]).toEqual([6, 4])
    // A plain backward adds to a copy: what was computed from the recorded gradient stays.
    x.grad = null
    x.square().backward({ createGraph: true })
    const recorded = x.grad!
    const square = recorded.square()
    x.mul(5).backward()
    expect([recorded.item(), x.grad!.item(), square.item()]).toEqual([4, 9, 16])
    square.backward()
    expect(x.grad!.item()).toBe(9 + 8 * 2)
    // Both leaves of a sum get the same gradient, each its copy.
    x.grad = null
    w.grad = null
    add(x, w).backward({ createGraph: true })
    const [g, h] = [x.grad!, w.grad!]
    noGrad(() => g.fill_(0))
    expect(h.item()).toBe(1)
  })

  test('a penalty on the norm of gradients trains', () => {
    const model = nn.mlp([2, 8, 1], { activation: 'tanh', dtype: 'float64' })
    const x = randn([4, 2], { dtype: 'float64' })
    x.requiresGrad = true
    const [g] = grad(model.forward(x).sum(), x, { createGraph: true })
    const penalty = g.norm(2, { dim: 1 }).sub(1).square().mean()
    penalty.backward()
    const p = model.parameters()[0]!
    const analytic = p.grad!.toArray() as number[][]
    const at = (delta: number): number => {
      noGrad(() => p.data.set([p.data[0]! + delta]))
      p.storage.touch()
      const [s] = grad(model.forward(x).sum(), x, { createGraph: true })
      return s.norm(2, { dim: 1 }).sub(1).square().mean().item()
    }
    const eps = 1e-6
    const numeric = (at(eps) - at(-2 * eps)) / (2 * eps)
    expect(analytic[0]![0]).toBeCloseTo(numeric, 6)
  })

  test('goes through a change of dtype', () => {
    const x = leaf([0.5, 2])
    const [g] = grad(to(to(x, 'float32').square(), 'float64').sum(), x, { createGraph: true })
    expect(g.dtype).toBe('float64')
    expect(g.toArray()).toEqual([1, 4])
    expect(grad(g.sum(), x)[0]!.toArray()).toEqual([2, 2])
  })

  test('an input of a loss that was changed afterwards is refused', () => {
    const logits = tensor([[1, 2]], { dtype: 'float64' })
    const w = leaf([1])
    const scores = logits.mul(w)
    const loss = crossEntropy(scores, tensor([0], { dtype: 'int32' }))
    noGrad(() => scores.add_(1))
    expect(() => loss.backward({ createGraph: true })).toThrow(
      'the input of crossEntropy was changed in place afterwards; clone() it before the change'
    )
  })

  test('through activations that are kept in 16 bits', () => {
    const model = nn.mlp([8, 32, 32, 1], { activation: 'tanh' })
    const x = randn([64, 8])
    x.requiresGrad = true
    const second = (forward: () => Tensor): number[] =>
      scope(() => {
        const [g] = grad(forward().sum(), x, { createGraph: true })
        return (grad(g.square().sum(), x)[0]!.toArray() as number[][]).flat()
      })
    const plain = second(() => model.forward(x))
    const packed = second(() => packingActivations(() => model.forward(x)))
    const size = Math.hypot(...plain)
    expect(Math.hypot(...packed.map((v, k) => v - plain[k]!)) / size).toBeLessThan(0.05)
  })
})

describe('corners, where the text of a fused kernel has a wrong slope or none', () => {
  const second = (fn: (x: Tensor) => Tensor, at: number, dtype: 'float32' | 'float64' = 'float64'): number => {
    const x = tensor([at], { dtype, requiresGrad: true })
    const [g] = grad(fn(x).sum(), x, { createGraph: true })
    return g.requiresGrad ? grad(g.sum(), x)[0].item() : 0
  }
  test.each<[string, (x: Tensor) => Tensor, number, number]>([
    ['gelu at 0', gelu, 0, 2 / Math.sqrt(2 * Math.PI)],
    ['geluTanh at 0', (x) => gelu(x, 'tanh'), 0, 2 * Math.sqrt(2 / Math.PI) * 0.5],
    ['gelu far out', gelu, -60, 0],
    ['geluTanh far out', (x) => gelu(x, 'tanh'), -90, 0],
    ['geluTanh far out', (x) => gelu(x, 'tanh'), 1000, 0],
    ['silu at 0', silu, 0, 0.5],
    ['silu far out', silu, -1000, 0],
    ['elu far out', elu, 1000, 0],
    ['square by pow at 0', (x) => pow(x, 2), 0, 2],
    ['cube by pow at 0', (x) => pow(x, 3), 0, 0],
    ['pow by a tensor at 0', (x) => pow(x, tensor([2], { dtype: x.dtype })), 0, 2],
    ['smoothL1 with beta 0', (x) => smoothL1Loss(x, tensor([0.5], { dtype: x.dtype }), { beta: 0 }), 2, 0],
    ['logSigmoid at 0', (x) => x.logSigmoid(), 0, -0.25],
    ['softplus far out', (x) => x.softplus(), 1000, 0],
    ['norm at 0', (x) => x.norm(), 0, 0],
    ['std of equal elements', (x) => x.expand([3]).std(), 1, 0],
    ['product with a zero', (x) => add(x.expand([2]).prod(), x.mul(0)), 0, 2]
  ])('%s', (_, fn, at, expected) => {
    for (const dtype of ['float64', 'float32'] as const) expect(second(fn, at, dtype)).toBeCloseTo(expected, 6)
  })

  test('mixed derivatives of a weighted binary cross entropy at a logit of 0', () => {
    const [x, t] = [leaf([0]), leaf([0.5])]
    const weight = tensor([3], { dtype: 'float64' })
    const loss = new nn.BCEWithLogitsLoss({ posWeight: weight }).forward(x, t)
    const [dt] = grad(loss, t, { createGraph: true })
    expect(grad(dt, x)[0]!.item()).toBeCloseTo(-2, 12)
  })
})

test('checkpoint: gradients of gradients, also of parameters that fn uses, and grad of those', () => {
  const w = leaf([0.5, -1])
  const x = leaf([1, 2])
  const part = (v: Tensor): Tensor => v.mul(w).tanh().mul(v)
  const result = (again: boolean): unknown => {
    const y = (again ? checkpoint(part, x.mul(2)) : part(x.mul(2))).square().sum()
    const first = grad(y, [x, w], { retainGraph: true }).map((g) => g.toArray())
    const [gx, gw] = grad(y, [x, w], { createGraph: true })
    const second = grad(add(gx.square().sum(), gw.sum()), [x, w]).map((g) => g.toArray())
    return [first, second]
  }
  const [plain, again] = [result(false), result(true)] as number[][][][]
  expect(again!.flat(2)).toHaveLength(8)
  for (const [k, v] of again!.flat(2).entries()) expect(v).toBeCloseTo(plain!.flat(2)[k]!, 12)
  expect([x.grad, w.grad]).toEqual([null, null])
  checkpoint(part, x).sum().backward({ createGraph: true })
  expect(w.grad!.requiresGrad).toBe(true)
})

test('layers whose forward is one kernel agree with their parts in float32', () => {
  const x = randn([3, 4])
  x.requiresGrad = true
  const model = new nn.Linear(4, 4)
  const f = (): Tensor =>
    layerNorm(linear(x, model.weight, model.bias, { activation: 'relu' }))
      .square()
      .sum()
  const [plain] = grad(f(), x)
  const [graph] = grad(f(), x, { createGraph: true })
  ;(plain.toArray() as number[][]).flat().forEach((v, k) => {
    expect((graph.toArray() as number[][]).flat()[k]).toBeCloseTo(v, 4)
  })
})
