// An activation that Sequential computes along with its neighbor leaves values and gradients as they are, to the bit.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { scope } from '../../lib/autograd/scope.ts'
import { backend, setBackend } from '../../lib/backend/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { batchNorm, cat, conv2d, groupNorm, linear, maxPool2d } from '../../lib/ops/index.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

// Layers that are not activations to Sequential, with the same forward.
class PlainReLU extends nn.ReLU {}
class PlainSiLU extends nn.SiLU {}

type Make = (relu: () => nn.ReLU, silu: () => nn.SiLU) => nn.Layer[]

const generator = () => new Generator(3)
const linearOf = (from: number, to: number) => new nn.Linear(from, to, { generator: generator() })
const convOf = (from: number, to: number) => new nn.Conv2d(from, to, 3, { padding: 1, generator: generator() })

const CASES: Record<string, [shape: number[], make: Make]> = {
  'linear, relu': [[5, 7], (relu) => [linearOf(7, 33), relu(), linearOf(33, 4), relu()]],
  'convolution, relu': [[3, 2, 9, 8], (relu) => [convOf(2, 20), relu(), convOf(20, 3), relu()]],
  'convolution in one dimension, relu': [
    [3, 2, 19],
    (relu) => [
      new nn.Conv1d(2, 20, 3, { padding: 'same', generator: generator() }),
      relu(),
      new nn.Conv1d(20, 3, 2, { generator: generator() })
    ]
  ],
  'convolution, relu, pool': [[3, 2, 9, 8], (relu) => [convOf(2, 20), relu(), new nn.MaxPool2d(2), convOf(20, 3)]],
  'relu, pool of 3 at stride 2': [[2, 3, 9, 9], (relu) => [relu(), new nn.MaxPool2d(3, { stride: 2, padding: 1 })]],
  'batch norm, relu': [[4, 3, 5, 6], (relu) => [new nn.BatchNorm2d(3), relu(), convOf(3, 2)]],
  'batch norm of rows, relu': [[6, 5], (relu) => [new nn.BatchNorm1d(5), relu(), linearOf(5, 2)]],
  'group norm, relu': [[2, 4, 5, 6], (relu) => [new nn.GroupNorm(2, 4), relu(), convOf(4, 2)]],
  'group norm, silu': [
    [2, 6, 9, 8],
    (_, silu) => [convOf(6, 4), new nn.GroupNorm(2, 4), silu(), new nn.GroupNorm(1, 4, { affine: false }), silu()]
  ]
}

function results(shape: number[], make: Make, fused: boolean): { values: number[][]; ops: string[] } {
  const layers = make(
    () => (fused ? new nn.ReLU() : new PlainReLU()),
    () => (fused ? new nn.SiLU() : new PlainSiLU())
  )
  const model = new nn.Sequential(...layers)
  for (const p of model.parameters()) for (let k = 0; k < p.size; k++) p.data[k]! += 0.1 * Math.sin(k)
  const x = randn(shape, { generator: new Generator(1), requiresGrad: true })
  x.data.set([0, -0], 0)
  const y = model.forward(x)
  y.square().sum().backward()
  const tensors = [y, x.grad!, ...model.parameters().map((p) => p.grad!), ...model.buffers()]
  return { values: tensors.map((t) => [...t.data]), ops: opsOf(y) }
}

// The names of the ops between y and its leaves.
function opsOf(y: Tensor): string[] {
  const node = y.node as unknown as { name: string; inputs: Tensor[] } | null
  return node === null ? [] : [node.name, ...node.inputs.flatMap(opsOf)]
}

for (const [name, [shape, make]] of Object.entries(CASES)) {
  test(`${name}: the same bits in one pass`, () => {
    const before = backend.name
    try {
      const all = (['native', 'js'] as const).map((kind) => {
        setBackend(kind)
        const fused = results(shape, make, true)
        const plain = results(shape, make, false)
        // Object.is tells 0 from -0.
        expect(fused.values).toEqual(plain.values)
        const activation = name.includes('silu') ? 'silu' : 'relu'
        expect(plain.ops).toContain(activation)
        if (shape.length === 2 || !name.includes('stride')) expect(fused.ops).not.toContain(activation)
        return fused.values
      })
      expect(all[0]).toEqual(all[1])
    } finally {
      setBackend(before)
    }
  })
}

test('an activation that is not there is refused', () => {
  const x = randn([1, 1, 4, 4])
  const options = { activation: 'tanh' as never }
  const message = (op: string): string => `${op}: expected activation to be 'relu' or nothing but received tanh`
  expect(() => linear(x, randn([3, 4]), null, options)).toThrow(message('linear'))
  expect(() => conv2d(x, randn([1, 1, 3, 3]), null, options)).toThrow(message('conv2d'))
  expect(() => batchNorm(x, null, null, options)).toThrow(message('batchNorm'))
  expect(() => maxPool2d(x, { kernelSize: 2, ...options })).toThrow(message('maxPool2d'))
  expect(() => groupNorm(x, null, null, { numGroups: 1, ...options })).toThrow(
    "groupNorm: expected activation to be one of 'relu', 'silu' but received 'tanh'"
  )
})

test('an error in a layer that takes a fused ReLU names the layer', () => {
  const model = new nn.Sequential(linearOf(4, 3), new nn.ReLU(), linearOf(2, 2), new nn.ReLU())
  expect(() => model.forward(randn([1, 4]))).toThrow(/^model\.2 \(Linear\): linear: expected x/)
})

// x reaches the loss by a second way, whose gradient waits when that of the norm arrives.
test.each([undefined, 'relu', 'silu'] as const)('a gradient that waits is added to: group norm, %s', (activation) => {
  const gradient = (apart: boolean): number[] => {
    const x = randn([2, 4, 3, 5], { generator: new Generator(2), requiresGrad: true })
    const from = x.mul(2)
    const branch = apart ? from.mul(1) : from
    groupNorm(branch, null, null, { numGroups: 2, activation }).mul(from.square()).sum().backward()
    return [...x.grad!.data]
  }
  const before = backend.name
  try {
    for (const kind of ['native', 'js'] as const) {
      setBackend(kind)
      expect(scope(() => gradient(false))).toEqual(scope(() => gradient(true)))
    }
  } finally {
    setBackend(before)
  }
})

// Two parts of a joined gradient, which lie in runs of examples, meet other gradients, in both orders.
test('parts of a joined gradient are added where they lie', () => {
  const gradients = (copied: boolean, late: boolean): number[] => {
    const x = randn([3, 4, 8, 8], { generator: new Generator(4), requiresGrad: true })
    const [a, b] = [x.mul(2), x.mul(3)]
    const part = (t: Tensor): Tensor => (copied ? t.mul(1) : t)
    const other = late ? null : a.square().sum()
    const joined = cat(part(a), part(b), { dim: 1 }).pow(3).sum()
    const loss = joined.add(other ?? a.square().sum()).add(b.exp().sum())
    loss.backward()
    return [...x.grad!.data]
  }
  for (const late of [false, true])
    expect(scope(() => gradients(false, late))).toEqual(scope(() => gradients(true, late)))
})
