// Parameters that are computed from others: names in the state dict, what loads, copies, and what is refused.
import { expect, test } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const linear = (): nn.Linear => new nn.Linear(3, 2, { dtype: 'float64', generator: new Generator(1) })

test('a weight norm keeps the value, has its own names and loads those of before', () => {
  const [plain, layer] = [linear(), nn.weightNorm(linear())]
  const model = new nn.Sequential(layer)
  const [a, b] = [layer.weight.data, plain.weight.data]
  expect(Array.from(a, (v, k) => Math.abs(Number(v) - Number(b[k])) < 1e-14)).not.toContain(false)
  const names = ['0.bias', '0.parametrizations.weight.original0', '0.parametrizations.weight.original1']
  expect(model.namedParameters().map(([name]) => name)).toEqual(names)
  const v = tensor([3, 0, 4, 0, 2, 0], { shape: [2, 3], dtype: 'float64' })
  const old = { '0.bias': ones([2]), '0.weight_g': tensor([[10], [1]]), '0.weight_v': v }
  expect(model.loadStateDict(old)).toEqual({ missing: [], unexpected: [] })
  expect([layer.weight.shape, Array.from(layer.weight.data)]).toEqual([
    [2, 3],
    [6, 0, 8, 0, 1, 0]
  ])
  const copy = model.clone()
  copy.loadStateDict({ ...copy.stateDict(), '0.parametrizations.weight.original0': tensor([[5], [1]]) })
  expect([(copy.at(0) as nn.Linear).weight.data[0], layer.weight.data[0]]).toEqual([3, 6])
})

test('a spectral norm divides by the largest singular value, and moves only in training', () => {
  const layer = nn.spectralNorm(linear(), { nPowerIterations: 3 })
  const name = 'parametrizations.weight.0._u'
  const u = (): unknown => layer.stateDict()[name]!.toArray()
  const x = ones([1, 3], { dtype: 'float64' })
  layer.loadStateDict({ ...layer.stateDict(), [name]: tensor([1, 0]) })
  layer.eval().forward(x)
  expect(u()).toEqual([1, 0])
  layer.train().forward(x)
  expect(u()).not.toEqual([1, 0])
  for (let k = 0; k < 30; k++) layer.forward(x)
  const w = layer.eval().weight
  // Both singular values by the eigenvalues of the 2 x 2 product.
  const [a, b, , d] = Array.from(w.matmul(w.transpose()).data, Number) as [number, number, number, number]
  expect(Math.sqrt((a + d) / 2 + Math.hypot((a - d) / 2, b))).toBeCloseTo(1, 10)
})

test('a spectral norm takes the outputs of a transposed convolution, also of a class derived from it', () => {
  class Up extends nn.ConvTranspose2d {}
  for (const layer of [new nn.ConvTranspose2d(3, 2, 4), new Up(3, 2, 4)]) {
    expect(nn.spectralNorm(layer).stateDict()['parametrizations.weight.0._u']!.shape).toEqual([2])
  }
})

class Doubled extends nn.Module {
  override forward(x: Tensor): Tensor {
    return x.mul(2)
  }
}

test('parametrizations follow each other, and are removed', () => {
  const layer = linear()
  const { weight } = layer
  nn.registerParametrization(nn.registerParametrization(layer, 'weight', new Doubled()), 'weight', new Doubled())
  expect([nn.isParametrized(layer), nn.isParametrized(layer, 'bias'), nn.isParametrized(layer, 'weight')]).toEqual([
    true,
    false,
    true
  ])
  expect(layer.weight.data[0]).toBe(Number(weight.data[0]) * 4)
  layer.weight.sum().backward()
  expect(weight.grad!.data[0]).toBe(4)
  const value = layer.weight.toArray()
  nn.removeParametrizations(layer, 'weight')
  expect([layer.weight === weight, layer.weight.toArray()]).toEqual([true, value])
  expect(Object.keys(layer.stateDict()).sort()).toEqual(['bias', 'weight'])
  expect(nn.isParametrized(layer)).toBe(false)
})

test('what is refused', () => {
  const layer = nn.weightNorm(linear())
  const cases: [() => unknown, string][] = [
    [
      () => nn.weightNorm(linear(), { name: 'wait' }),
      'registerParametrization: expected wait to be a parameter of Linear but received undefined'
    ],
    [() => nn.weightNorm(3 as never), 'registerParametrization: expected a module but received 3'],
    [() => nn.weightNorm(linear(), { dims: 1 } as never), 'weightNorm: unknown option dims; did you mean dim?'],
    [
      () => nn.spectralNorm(linear(), { nPowerIterations: 0 }),
      'spectralNorm: expected nPowerIterations to be a whole number >= 1'
    ],
    [
      () => nn.removeParametrizations(layer, 'bias'),
      "removeParametrizations: expected 'bias' to be parametrized but it is not"
    ],
    [
      () => nn.removeParametrizations(layer, 'weight', { leaveParametrized: false }),
      'removeParametrizations: expected leaveParametrized true for weight'
    ],
    [
      () => nn.vectorToParameters(ones([3]), layer.parameters()),
      'vectorToParameters: expected a vector of 10 elements but received shape [3]'
    ],
    [() => nn.parametersToVector([]), 'parametersToVector: expected an array of at least one tensor but received []']
  ]
  for (const [call, message] of cases) {
    expect(call).toThrow(OptionError)
    expect(call).toThrow(message)
  }
})

test('parameters as a vector and back', () => {
  const [a, b] = [linear(), linear()]
  const vector = randn([8], { dtype: 'float64', generator: new Generator(2) })
  nn.vectorToParameters(vector, a.parameters())
  expect(nn.parametersToVector(a.parameters()).toArray()).toEqual(vector.toArray())
  nn.parametersToVector(b.parameters()).mul(2).sum().backward()
  expect(b.bias!.grad!.toArray()).toEqual([2, 2])
})
