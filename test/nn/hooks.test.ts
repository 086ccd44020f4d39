// Hooks on modules: before and after forward, and around the backward pass.
import { describe, expect, test } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import { grad, ones, randn, type Tensor, tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'

const dtype = 'float64'

class Twice extends nn.Module {
  override forward(x: Tensor, factor = 2): Tensor {
    return x.mul(factor)
  }
}

// Its forward calls the one that it overrides: hooks run once.
class Longer extends Twice {
  override forward(x: Tensor, factor = 2): Tensor {
    return super.forward(x, factor).add(1)
  }
}

describe('forward hooks', () => {
  test('see inputs and output in order, replace them, and end', () => {
    const model = new Longer()
    const log: unknown[] = []
    const handles = [
      model.registerForwardPreHook((module, inputs) => {
        log.push([module === model, inputs.length])
        return [(inputs[0] as Tensor).add(1), 3]
      }),
      model.registerForwardHook((_, inputs, output) => {
        log.push([(inputs[0] as Tensor).item(), inputs[1], (output as Tensor).item()])
        return (output as Tensor).neg()
      }),
      model.registerForwardHook(() => undefined)
    ]
    expect(model.forward(tensor([1])).item()).toBe(-7)
    expect(log).toEqual([
      [true, 1],
      [2, 3, 7]
    ])
    for (const handle of handles) handle.remove()
    expect(model.forward(tensor([1])).item()).toBe(3)
    expect(log).toHaveLength(2)
  })

  test('of a part of a model', () => {
    const model = nn.mlp([2, 3, 1], { dtype })
    const shapes: unknown[] = []
    const first = [...model.children()][0]!
    first.registerForwardHook((_, __, output) => {
      shapes.push((output as Tensor).shape)
    })
    model.forward(randn([4, 2], { dtype }))
    expect(shapes).toEqual([[4, 3]])
  })

  test('what they refuse', () => {
    const model = new Twice()
    expect(() => model.registerForwardHook(1 as never)).toThrow(OptionError)
    model.registerForwardPreHook((() => 3) as never)
    expect(() => model.forward(tensor([1]))).toThrow(
      'registerForwardPreHook: expected the hook to return an array of inputs or nothing but received 3'
    )
  })
})

describe('full backward hooks', () => {
  test('see the gradients of inputs and outputs and replace the former', () => {
    const model = new nn.Linear(2, 2, { dtype })
    const x = tensor([1, 2], { dtype, requiresGrad: true })
    const seen: (unknown[] | null)[][] = []
    model.registerFullBackwardHook((module, gradInput, gradOutput) => {
      expect(module).toBe(model)
      seen.push([...gradInput, ...gradOutput].map((g) => (g === null ? null : (g.toArray() as unknown[]))))
    })
    model.forward(x).backward(tensor([1, 10], { dtype }))
    const expected = model.weight.toArray() as number[][]
    const pulled = [0, 1].map((k) => expected[0]![k]! + 10 * expected[1]![k]!)
    expect(seen).toEqual([[pulled.map((v) => expect.closeTo(v, 12)), [1, 10]]])
    expect(model.weight.grad!.toArray()).toEqual([
      [1, 2],
      [10, 20]
    ])
    model.registerFullBackwardHook((_, gradInput) => gradInput.map((g) => g!.mul(0).add(5)))
    x.grad = null
    model.forward(x).sum().backward()
    expect(x.grad!.toArray()).toEqual([5, 5])
  })

  test('with several inputs and outputs, and with gradients of gradients', () => {
    class Pair extends nn.Module {
      override forward(a: Tensor, b: Tensor, flag: boolean): { sum: Tensor; all: Tensor[] } {
        return { sum: flag ? a.add(b) : a, all: [a.mul(b)] }
      }
    }
    const model = new Pair()
    const counts: unknown[] = []
    model.registerFullBackwardHook((_, gradInput, gradOutput) => {
      counts.push([gradInput.map((g) => g?.item() ?? null), gradOutput.map((g) => g?.item() ?? null)])
    })
    const [a, b] = [tensor([2], { dtype, requiresGrad: true }), tensor([3], { dtype, requiresGrad: true })]
    const { sum, all } = model.forward(a, b, true)
    const [ga] = grad(sum.mul(all[0]!), a, { createGraph: true })
    // d/da (a + b) a b = 2 a b + b^2; by b: 2 a + 2 b
    expect([ga.item(), grad(ga, b)[0].item()]).toEqual([21, 10])
    expect(counts[0]).toEqual([
      [21, 16, null],
      [6, 5]
    ])
  })

  test('are called without an input that requires a gradient', () => {
    const model = new nn.Linear(2, 1, { dtype })
    let calls = 0
    const handle = model.registerFullBackwardHook((_, gradInput, gradOutput) => {
      expect([gradInput, gradOutput[0]!.item()]).toEqual([[null], 1])
      calls++
    })
    model
      .forward(ones([2], { dtype }))
      .sum()
      .backward()
    handle.remove()
    model
      .forward(ones([2], { dtype }))
      .sum()
      .backward()
    expect(calls).toBe(1)
    expect(model.weight.grad!.toArray()).toEqual([[2, 2]])
  })

  test('refuse what does not fit', () => {
    const model = new Twice()
    model.registerFullBackwardHook(() => [])
    const y = model.forward(tensor([1], { requiresGrad: true }))
    expect(() => y.backward()).toThrow(
      'registerFullBackwardHook: expected the hook to return a gradient or null for each of 1 inputs'
    )
  })
})
