// A ReLU that Sequential computes along with its neighbor leaves values and gradients as they are, to the bit.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { backend, setBackend } from '../../lib/backend/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { batchNorm, conv2d, linear, maxPool2d } from '../../lib/ops/index.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

// A layer that is not a ReLU to Sequential, with the same forward.
class PlainReLU extends nn.ReLU {}

type Make = (relu: () => nn.ReLU) => nn.Layer[]

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
  'batch norm of rows, relu': [[6, 5], (relu) => [new nn.BatchNorm1d(5), relu(), linearOf(5, 2)]]
}

function results(shape: number[], make: Make, relu: () => nn.ReLU): { values: number[][]; ops: string[] } {
  const model = new nn.Sequential(...make(relu))
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
        const fused = results(shape, make, () => new nn.ReLU())
        const plain = results(shape, make, () => new PlainReLU())
        // Object.is tells 0 from -0.
        expect(fused.values).toEqual(plain.values)
        expect(plain.ops).toContain('relu')
        if (shape.length === 2 || !name.includes('stride')) expect(fused.ops).not.toContain('relu')
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
})

test('an error in a layer that takes a fused ReLU names the layer', () => {
  const model = new nn.Sequential(linearOf(4, 3), new nn.ReLU(), linearOf(2, 2), new nn.ReLU())
  expect(() => model.forward(randn([1, 4]))).toThrow(/^model\.2 \(Linear\): linear: expected x/)
})
