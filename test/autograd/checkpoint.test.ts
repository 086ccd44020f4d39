// checkpoint: the same bits as without it, and the memory of a part at a time.
import { describe, expect, test } from 'vitest'
import { AutogradError, OptionError } from '../../lib/errors.ts'
import { checkpoint, gradcheck, manualSeed, noGrad, rand, randn, scope, type Tensor, tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { resetPeak, scopeMemory } from '../../lib/tensor/lifetime.ts'

class Deep extends nn.Module {
  readonly parts: nn.Sequential[]
  constructor() {
    super()
    const part = () => nn.mlp([64, 64, 64, 64, 64], { activation: 'gelu', dropout: 0.2 })
    this.parts = Array.from({ length: 4 }, part)
  }
  override forward(x: Tensor, again = false): Tensor {
    for (const part of this.parts) x = again ? checkpoint((y) => part.forward(y).add(y), x) : part.forward(x).add(x)
    return x
  }
}

function run(again: boolean): { gradients: number[][]; peak: number; after: number } {
  manualSeed(5)
  const model = new Deep()
  const x = randn([64, 64])
  x.requiresGrad = true
  return scope(() => {
    const before = scopeMemory().held
    resetPeak()
    model.forward(x, again).square().mean().backward()
    const gradients = [x, ...model.parameters()].map((p) => Array.from(p.grad!.data))
    return { gradients, peak: scopeMemory().peak - before, after: rand([1]).item() }
  })
}

describe('a model of checkpointed parts', () => {
  test('has the gradients of the same model to the bit, with dropout, and leaves the generator where it was', () => {
    const [plain, again] = [run(false), run(true)]
    expect(again.gradients).toEqual(plain.gradients)
    expect(again.after).toBe(plain.after)
  })

  test('holds a part at a time', () => {
    expect(run(true).peak).toBeLessThan(0.5 * run(false).peak)
  })
})

test('inputs that need no gradient, several of them, one twice, and a checkpoint within one', () => {
  const gradients = (again: boolean): unknown[] => {
    const [a, b, c] = [tensor([1, 2, 3]), tensor([4, 5, 6]), tensor([0.5, 0.25, 2])]
    for (const t of [a, b]) t.requiresGrad = true
    const part = (x: Tensor, y: Tensor, z: Tensor): Tensor => x.mul(y).add(z.mul(x).exp())
    const outer = (x: Tensor, y: Tensor, z: Tensor): Tensor =>
      (again ? checkpoint(part, x, y, z) : part(x, y, z)).mul(part(x, x, y))
    const u = a.mul(2)
    const v = again ? checkpoint(outer, u, u, c) : outer(u, u, c)
    const w = again ? checkpoint((t, s) => outer(t, s, c), v.tanh(), b) : outer(v.tanh(), b, c)
    w.sum().backward(undefined as never, { retainGraph: true })
    w.sum().backward()
    return [w.toArray(), a.grad!.toArray(), b.grad!.toArray(), c.grad]
  }
  expect(gradients(true)).toEqual(gradients(false))
})

test('is differentiable as gradcheck sees it', () => {
  const x = tensor([0.3, -0.7, 1.2], { dtype: 'float64', requiresGrad: true })
  expect(gradcheck((t) => checkpoint((s) => s.sin().mul(s), t.mul(2)).sum(), [x])).toBe(true)
})

test('without recording it is a call; a function that returns its input gives its own tensor', () => {
  const x = tensor([1, 2], { requiresGrad: true })
  expect(noGrad(() => checkpoint((t) => t.mul(3), x)).requiresGrad).toBe(false)
  const y = checkpoint((t) => t, x)
  expect(y).not.toBe(x)
  expect(x.node).toBeNull()
  y.sum().backward()
  expect(x.grad!.toArray()).toEqual([1, 1])
  // Nothing in it needs a gradient.
  const z = checkpoint((t) => t.add(1), tensor([1]))
  expect(() => z.sum().backward()).not.toThrow()
})

test('errors', () => {
  const x = tensor([1], { requiresGrad: true })
  expect(() => checkpoint(1 as never, x)).toThrow(
    new OptionError('checkpoint: expected fn to be a function but received 1')
  )
  expect(() => checkpoint((t) => t, 2 as never)).toThrow('checkpoint: expected input 0 to be a tensor but received 2')
  expect(() => checkpoint((async (t: Tensor) => t) as never, x)).toThrow(
    'checkpoint: expected a synchronous function but received one that returns a promise'
  )
  expect(() => checkpoint((() => [x]) as never, x)).toThrow(
    new OptionError('checkpoint: expected fn to return a tensor but it returned something else')
  )
  const around = x.mul(2)
  const y = checkpoint((t) => t.mul(around), x)
  expect(() => y.sum().backward()).toThrow(
    new AutogradError(
      'checkpoint: expected fn to use no tensor of the graph around it but mul does; pass it as an input'
    )
  )
})
