// Hooks on tensors, and detectAnomaly.
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { TensorHook } from '../../lib/autograd/hooks.ts'
import { AutogradError, NonFiniteError } from '../../lib/errors.ts'
import { detectAnomaly, grad, linear, mul, scope, type Tensor, tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'

const ignore = (_gradient: Tensor): void => undefined

const leaf = (...values: number[]): Tensor => tensor(values, { dtype: 'float64', requiresGrad: true })

describe('registerHook', () => {
  test('on a result: sees the sum of all gradients and replaces it', () => {
    const x = leaf(1, 2)
    const y = x.mul(3)
    const seen: unknown[] = []
    y.registerHook((g) => {
      seen.push(g.toArray())
    })
    y.registerHook((g) => g.mul(10))
    y.retainGrad()
    y.square().add(y).sum().backward()
    expect(seen).toEqual([[7, 13]])
    expect(y.grad!.toArray()).toEqual([70, 130])
    expect(x.grad!.toArray()).toEqual([210, 390])
  })

  test('on a leaf: once, with the sum of all uses, also of kernels that write the gradient themselves', () => {
    const weight = tensor([1, 2, 3, 4], { shape: [2, 2], dtype: 'float64', requiresGrad: true })
    const x = leaf(1, 1)
    const seen: unknown[] = []
    weight.registerHook((g) => {
      seen.push(g.toArray())
      return g.mul(2)
    })
    linear(x, weight).add(linear(x, weight)).sum().backward()
    expect(seen).toEqual([
      [
        [2, 2],
        [2, 2]
      ]
    ])
    const twice = [
      [4, 4],
      [4, 4]
    ]
    expect(weight.grad!.toArray()).toEqual(twice)
    linear(x, weight).add(linear(x, weight)).sum().backward()
    expect(weight.grad!.toArray()).toEqual([
      [8, 8],
      [8, 8]
    ])
  })

  test('in grad, with a graph, and within a scope', () => {
    const x = leaf(3)
    const handle = x.registerHook((g) => g.mul(2))
    const run = (): number[] => {
      const [g] = grad(x.pow(3), x, { createGraph: true })
      return [g.item(), grad(g, x)[0].item()]
    }
    // 2 * 3 x^2, and of that twice the derivative once more.
    expect(run()).toEqual([54, 72])
    expect(scope(run)).toEqual([54, 72])
    handle.remove()
    expect(run()).toEqual([27, 18])
    handle.remove()
  })

  test('a gradient that a hook keeps stays readable in its scope', () => {
    const x = tensor(new Array(4096).fill(1), { requiresGrad: true })
    scope(() => {
      const kept: Tensor[] = []
      const y = x.mul(2)
      y.registerHook((g) => {
        kept.push(g)
      })
      y.square().sum().backward()
      expect(kept[0]!.data[4095]).toBe(4)
    })
  })

  test('what it refuses', () => {
    const x = leaf(1, 2)
    expect(() => tensor([1]).registerHook(() => undefined)).toThrow(AutogradError)
    // Functions without a return are hooks; one that returns something else is not.
    x.registerHook(ignore).remove()
    expectTypeOf<(g: Tensor) => number>().not.toExtend<TensorHook>()
    expect(() => x.registerHook(3 as never)).toThrow('registerHook: expected hook to be a function')
    const bad = (result: unknown): (() => void) => {
      const y = x.mul(2)
      y.registerHook(() => result as never)
      return () => y.sum().backward()
    }
    expect(bad(3)).toThrow('registerHook: expected the hook to return a tensor or nothing but received 3')
    expect(bad(leaf(1))).toThrow('registerHook: expected the hook to return a gradient of shape [2] but received [1]')
    expect(bad(tensor([1, 2]))).toThrow('registerHook: expected what the hook returned to be float64')
  })
})

describe('detectAnomaly', () => {
  test('names the op, the layer and the call whose backward made NaN', () => {
    class Root extends nn.Module {
      override forward(x: Tensor): Tensor {
        return x.sqrt().mul(0)
      }
    }
    const model = new nn.Sequential(new nn.Linear(2, 2, { bias: false, dtype: 'float64' }), new Root())
    nn.init.zeros(model.parameters()[0]!)
    const run = (): unknown => detectAnomaly(() => model.forward(leaf(0, 0)).sum().backward())
    expect(run).toThrow(NonFiniteError)
    expect(run).toThrow('backward: sqrt in model.1 (Root) made NaN in the gradient of its input 0 of shape [2]')
    let cause: unknown
    try {
      run()
    } catch (error) {
      cause = (error as Error).cause
    }
    expect((cause as Error).message).toBe('sqrt was called here')
    expect((cause as Error).stack).toContain('hooks.test.ts')
    // Outside of it nothing is checked.
    model.forward(leaf(0, 0)).sum().backward()
    expect(Number.isNaN(model.parameters()[0]!.grad!.data[0])).toBe(true)
  })

  test('sees gradients that kernels write into leaves, and returns what body returns', () => {
    const weight = tensor([1, 1], { shape: [1, 2], dtype: 'float64', requiresGrad: true })
    const x = tensor([Number.NaN, 0], { dtype: 'float64' })
    expect(() => detectAnomaly(() => linear(x, weight).sum().backward())).toThrow(
      'backward: linear made NaN in the gradient of its input 1 of shape [1, 2]'
    )
    const fine = tensor([1, 2], { dtype: 'float64' })
    expect(detectAnomaly(() => linear(fine, weight).sum().backward())).toBe(undefined)
    expect(weight.grad!.toArray()).toEqual([[1, 2]])
    expect(() => detectAnomaly(async () => undefined)).toThrow('synchronous')
  })

  test('says when the gradient held NaN before', () => {
    const x = leaf(1)
    const y = mul(x, 2)
    const nan = tensor([Number.NaN], { dtype: 'float64' })
    expect(() => detectAnomaly(() => grad(y, x, { gradOutputs: nan }))).toThrow(
      'mulScalar made NaN in the gradient of its input 0 of shape [1]; the gradient that it received holds NaN already'
    )
  })
})
