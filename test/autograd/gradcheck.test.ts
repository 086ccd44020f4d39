// gradcheck, and with it every op, layer and loss on small random shapes (checks.ts).
import { describe, expect, test } from 'vitest'
import { gradcheck } from '../../lib/autograd/gradcheck.ts'
import { AutogradError, OptionError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import * as ops from '../../lib/ops/index.ts'
import * as loss from '../../lib/ops/losses/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { holders } from './checkFamilies.ts'
import { dtype, flat, free, isLayer, layers, losses, options, rows, without } from './checks.ts'

test('every op has a row here', () => {
  // An alias is the same function under another name.
  const tried = new Set(Object.entries(ops).flatMap(([name, op]) => (name in rows || without.has(name) ? [op] : [])))
  expect(Object.entries(ops).flatMap(([name, op]) => (tried.has(op) ? [] : [name]))).toEqual([])
})

for (const [name, checks] of Object.entries(rows)) {
  test(`op ${name}`, () => {
    for (const [fn, inputs] of checks) expect(gradcheck(fn, inputs, { atol: 1e-6, rtol: 1e-5 })).toBe(true)
  })
}

test('a mask of attention can be learned', () => {
  const attention = new nn.MultiheadAttention(4, 2, options)
  const x = free(3, 1, 4)
  expect(gradcheck((mask) => attention.forward(x, x, x, { attnMask: mask! }), [free(3, 3)])).toBe(true)
})

test('every layer has a row here', () => {
  const names = Object.entries(nn).filter(
    ([name, value]) => isLayer(value) && !name.endsWith('Loss') && !holders.has(name)
  )
  expect(names.map(([name]) => name).filter((name) => !(name in layers))).toEqual([])
})

for (const [name, checks] of Object.entries(layers)) {
  test(`layer ${name}`, () => {
    for (const [module, inputs] of checks) {
      const fn = (...all: Tensor[]): Tensor[] => flat(module.forward(...(all.slice(0, inputs.length) as never[])))
      expect(gradcheck(fn, [...inputs, ...module.parameters()], { atol: 1e-6, rtol: 1e-5 })).toBe(true)
    }
  })
}

test.each(losses)('loss %s %o', (name, lossOptions, inputs) => {
  expect(gradcheck((x, t) => loss[name](x!, t!, lossOptions), inputs, { atol: 1e-6, rtol: 1e-5 })).toBe(true)
})

describe('gradcheck itself', () => {
  test('finds a wrong gradient and says where', () => {
    const x = tensor([1, 2], { dtype, requiresGrad: true })
    const wrong = (t: Tensor): Tensor => ops.add(ops.mul(t, t), ops.mul(t, ops.detach(t)))
    const call = expect(() => gradcheck((t) => wrong(t!), [x]))
    call.toThrow(AutogradError)
    call.toThrow(
      /^gradcheck: d output 0 element 0 \/ d input 0 element 0 of shape \[2\] is (4|3\.99|4\.00)\d* by differences but backward gives 3$/
    )
    // A result without a graph has gradient zero, which differs too.
    expect(() => gradcheck((t) => ops.detach(ops.mul(t!, 2)), [x])).toThrow('backward gives 0')
  })

  test('leaves values and gradients as they were', () => {
    const x = tensor([1, 2], { dtype, requiresGrad: true })
    ops.sum(ops.mul(x, 3)).backward()
    gradcheck((t) => ops.square(t!), [x])
    expect(x.toArray()).toEqual([1, 2])
    expect(x.grad!.toArray()).toEqual([3, 3])
  })

  test('what it refuses', () => {
    const x = tensor([1], { dtype, requiresGrad: true })
    let calls = 0
    expect(() => gradcheck((t) => ops.mul(t!, ++calls), [x])).toThrow(
      'gradcheck: expected a function of its inputs alone but a second call gave other values'
    )
    expect(() => gradcheck((t) => t!, [tensor([1], { requiresGrad: true })])).toThrow(
      'gradcheck: expected input 0 to be float64 but received float32'
    )
    expect(() => gradcheck((t) => t!, [tensor([1], { dtype })])).toThrow(OptionError)
    expect(() => gradcheck((t) => t!, [tensor([1], { dtype })])).toThrow(
      'gradcheck: expected an input that requires a gradient but none does'
    )
    expect(() => gradcheck((t) => t!, [x], { eps: 0 })).toThrow(
      'gradcheck: expected eps to be a positive number but received 0'
    )
    expect(() => gradcheck(() => 3 as never, [x])).toThrow()
  })
})
