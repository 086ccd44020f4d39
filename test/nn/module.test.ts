// Module: the tree in its fields, state dicts, modes, printing, and errors that say where in the model they arose.
import { expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import { CheckpointError, ShapeError, TensorReleasedError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import { matmul, mul } from '../../lib/ops/index.ts'
import { full, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

class Block extends nn.Module {
  readonly first = new nn.Linear(4, 4)
  readonly scale = nn.parameter(ones([4]))
  readonly notes = zeros([3])

  override forward(x: Tensor): Tensor {
    return mul(this.first.forward(x), this.scale)
  }
}

class Net extends nn.Module {
  readonly blocks = [new Block(), new Block()]
  readonly heads = { left: new nn.Linear(4, 2), right: new nn.Linear(4, 3, { bias: false }) }
  readonly offset = nn.buffer(tensor([1], { dtype: 'int32' }))
  readonly nothing = null
  readonly size = 4

  override forward(x: Tensor): Tensor {
    for (const block of this.blocks) x = block.forward(x)
    return this.heads.left.forward(x)
  }
}

const NAMES = [
  'offset',
  'blocks.0.scale',
  'blocks.0.first.weight',
  'blocks.0.first.bias',
  'blocks.1.scale',
  'blocks.1.first.weight',
  'blocks.1.first.bias',
  'heads.left.weight',
  'heads.left.bias',
  'heads.right.weight'
]

test('fields are the tree: parameters, buffers, modules, arrays and objects of modules', () => {
  const net = new Net()
  expect(Object.keys(net.stateDict())).toEqual(NAMES)
  expect(net.namedParameters().map(([name]) => name)).toEqual(NAMES.slice(1))
  expect(net.namedBuffers().map(([name]) => name)).toEqual(['offset'])
  expect(net.parameters().length).toBe(9)
  expect(net.buffers()).toEqual([net.offset])
  expect([...net.namedModules()].map(([name]) => name)).toEqual([
    '',
    'blocks.0',
    'blocks.0.first',
    'blocks.1',
    'blocks.1.first',
    'heads.left',
    'heads.right'
  ])
  expect(net.children()).toEqual([...net.blocks, net.heads.left, net.heads.right])
  expect(net.modules().length).toBe(7)
  const seen: nn.Module[] = []
  net.apply((module) => seen.push(module))
  expect(seen.at(-1)).toBe(net)
  expect(seen.length).toBe(7)
})

test('what is there twice is trained once and saved under both names', () => {
  const shared = new nn.Linear(2, 2)
  const model = new nn.Sequential(shared, new nn.ReLU(), shared)
  expect(model.parameters().length).toBe(2)
  expect(model.modules().length).toBe(3)
  expect(Object.keys(model.stateDict())).toEqual(['0.weight', '0.bias', '2.weight', '2.bias'])
})

test('parameters are leaves outside of every scope', () => {
  const model = scope(() => {
    const weight = nn.parameter(ones([2]).mul(3))
    const layer = new nn.Linear(2, 2)
    return () => [weight, ...layer.parameters()]
  })
  const [weight, ...rest] = model()
  expect(weight!.toArray()).toEqual([3, 3])
  expect(weight!.requiresGrad && weight!.node === null).toBe(true)
  for (const p of rest) expect(p.toArray()).toBeDefined()
  const x = ones([2, 2])
  expect(nn.parameter(x).storage).toBe(x.storage)
  expect(nn.parameter(x.transpose().slice({ dim: 1, end: 1 })).toArray()).toEqual([[1], [1]])
  expect(() => nn.parameter(tensor([1], { dtype: 'int32' }))).toThrow(
    'parameter: expected x to be float32 or float64 but received int32'
  )
  expect(() => nn.buffer(3 as never)).toThrow('buffer: expected x to be a tensor but received 3')
})

test('train, eval, freeze, unfreeze, zeroGrad', () => {
  const net = new Net()
  net.eval()
  expect(net.modules().every((m) => !m.training)).toBe(true)
  net.train()
  expect(net.modules().every((m) => m.training)).toBe(true)
  expect(() => net.train(1 as never)).toThrow('train: expected true or false but received 1')
  net.heads.left.freeze()
  net
    .forward(ones([1, 4]))
    .sum()
    .backward()
  expect(net.heads.left.weight.grad).toBe(null)
  const { grad } = net.blocks[0]!.scale
  expect(grad).not.toBe(null)
  net.zeroGrad({ setToNone: false })
  expect(grad!.toArray()).toEqual([0, 0, 0, 0])
  net.zeroGrad()
  expect(net.blocks[0]!.scale.grad).toBe(null)
  net.heads.left.unfreeze()
  expect(net.parameters().every((p) => p.requiresGrad)).toBe(true)
})

test('to(dtype) keeps the tensors, their values and their gradients', () => {
  const net = new Net()
  const { weight } = net.heads.left
  net
    .forward(ones([1, 4]))
    .sum()
    .backward()
  const before = [weight.toArray(), weight.grad!.toArray()]
  net.to('float64')
  expect(net.heads.left.weight).toBe(weight)
  expect([weight.dtype, weight.grad!.dtype, net.offset.dtype]).toEqual(['float64', 'float64', 'int32'])
  expect([weight.toArray(), weight.grad!.toArray()]).toEqual(before)
  net.zeroGrad()
  net
    .forward(ones([1, 4], { dtype: 'float64' }))
    .sum()
    .backward()
  expect(weight.grad!.dtype).toBe('float64')
  // A graph from before the change does not get the new numbers.
  const y = net.heads.left.forward(ones([1, 4], { dtype: 'float64', requiresGrad: true })).sum()
  net.to('float32')
  expect(() => y.backward()).toThrow('changed in place afterwards')
  expect(() => net.to('int32' as never)).toThrow("to: expected dtype to be 'float32' or 'float64' but received 'int32'")
})

test('a state dict loads by value, converts dtypes, and reports', () => {
  const [a, b] = [new Net(), new Net().to('float64')]
  expect(b.loadStateDict(a.stateDict())).toEqual({ missing: [], unexpected: [] })
  expect(b.heads.left.weight.toArray()).toEqual(a.heads.left.weight.toArray())
  expect(b.heads.left.weight.dtype).toBe('float64')
  a.heads.left.weight.data.fill(7)
  expect(b.heads.left.weight.data[0]).not.toBe(7)
  expect(a.stateDict()['heads.left.weight']!.data[0]).toBe(7)
  expect(a.loadStateDict(a.stateDict()).missing).toEqual([])
  const turned = full([4, 2], 3).transpose()
  a.loadStateDict({ 'heads.left.weight': turned }, { strict: false })
  expect(a.heads.left.weight.toArray()).toEqual(turned.toArray())
})

test('a state dict that does not fit: every name in one error, nothing changed', () => {
  const net = new nn.Sequential(new nn.Linear(2, 2), new nn.BatchNorm1d(2), new nn.Linear(2, 1))
  const before = net.stateDict()['0.bias']!.toArray()
  const { '1.running_mean': _, '1.num_batches_tracked': count, ...state } = net.stateDict()
  expect(count!.dtype).toBe('int32')
  const wrong = {
    ...state,
    '0.bias': full([2], 9),
    '2.weight': zeros([2, 1]),
    '2.bias': 3 as never as Tensor,
    extra: zeros([1]),
    'inner.num_batches_tracked': zeros([])
  }
  const call = expect(() => net.loadStateDict(wrong))
  call.toThrow(CheckpointError)
  call.toThrow(
    [
      'loadStateDict: the state does not fit Sequential',
      '  missing: 1.running_mean',
      '  2.weight: expected shape [1, 2] but received [2, 1]',
      '  2.bias: expected a tensor but received 3',
      '  unexpected: extra'
    ].join('\n')
  )
  // Shapes matter even when names may be missing.
  expect(() => net.loadStateDict(wrong, { strict: false })).toThrow('2.weight: expected shape')
  expect(net.stateDict()['0.bias']!.toArray()).toEqual(before)
  expect(net.loadStateDict({ extra: zeros([1]) }, { strict: false })).toEqual({
    missing: Object.keys(net.stateDict()).filter((name) => !name.endsWith('num_batches_tracked')),
    unexpected: ['extra']
  })
  let gone = zeros([2])
  scope(() => {
    gone = ones([2]).mul(2)
  })
  expect(() => net.loadStateDict({ '0.bias': gone }, { strict: false })).toThrow(TensorReleasedError)
  expect(() => net.loadStateDict(Promise.resolve({}) as never)).toThrow(
    'loadStateDict: expected an object of tensors by name but received a Promise; await it first'
  )
  expect(() => net.loadStateDict({ tensors: net.stateDict(), metadata: {} } as never)).toThrow(
    'loadStateDict: expected an object of tensors by name but received the result of loadSafetensors; pass its tensors'
  )
  expect(() => net.loadStateDict(null as never)).toThrow(
    'loadStateDict: expected an object of tensors by name but received null'
  )
})

test('prints its tree with the number of parameters', () => {
  expect(String(new Net())).toBe(
    [
      'Net(',
      '  (blocks.0): Block(',
      '    (first): Linear(inFeatures=4, outFeatures=4, bias=true)  # 20',
      '  )  # 4',
      '  (blocks.1): Block(',
      '    (first): Linear(inFeatures=4, outFeatures=4, bias=true)  # 20',
      '  )  # 4',
      '  (heads.left): Linear(inFeatures=4, outFeatures=2, bias=true)  # 10',
      '  (heads.right): Linear(inFeatures=4, outFeatures=3, bias=false)  # 12',
      ')',
      '70 parameters (70 trainable), 284 bytes'
    ].join('\n')
  )
  const model = nn.mlp([784, 256, 10], { activation: 'gelu', dropout: 0.1 })
  model.layers[0]!.freeze()
  expect(String(model)).toBe(
    [
      'Sequential(',
      '  (0): Linear(inFeatures=784, outFeatures=256, bias=true)  # 200,960',
      "  (1): GELU(approximate='none')",
      '  (2): Dropout(p=0.1)',
      '  (3): Linear(inFeatures=256, outFeatures=10, bias=true)  # 2,570',
      ')',
      '203,530 parameters (2,570 trainable), 814,120 bytes'
    ].join('\n')
  )
  expect(String(new nn.MultiheadAttention(4, 2)).split('\n').slice(0, 4)).toEqual([
    'MultiheadAttention(',
    '  embedDim=4, numHeads=2, dropout=0, batchFirst=false',
    '  (out_proj): Linear(inFeatures=4, outFeatures=4, bias=true)  # 20',
    ')  # 60'
  ])
})

test('an error names the path of the layer it arose in', () => {
  const body = new nn.Sequential(new nn.Linear(4, 8), new nn.Linear(9, 2))
  class Model extends nn.Module {
    readonly body = body
    override forward(x: Tensor): Tensor {
      return this.body.forward(x)
    }
  }
  const message =
    'model.body.1 (Linear): linear: expected x of shape [..., in] and weight [out, in] but received [3, 8] and [2, 9]'
  let caught: unknown
  try {
    new Model().forward(zeros([3, 4]))
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(ShapeError)
  expect((caught as ShapeError).message).toBe(message)
  expect((caught as ShapeError).stack).toContain(`ShapeError: ${message}`)
  expect(() => body.forward(zeros([3, 4]))).toThrow(/^model\.1 \(Linear\): linear: expected/)
  expect(() => body.layers[1]!.forward(zeros([3, 4]))).toThrow(/^model \(Linear\): linear: expected/)
})

test('other errors pass as they are; a subclass that calls super is named once', () => {
  class Doubled extends nn.Linear {
    override forward(x: Tensor): Tensor {
      return super.forward(x).mul(2)
    }
  }
  expect(new Doubled(2, 1).forward(ones([1, 2])).shape).toEqual([1, 1])
  expect(() => new Doubled(2, 1).forward(ones([3]))).toThrow(/^model \(Doubled\): linear: expected/)
  class Broken extends nn.Module {
    override forward(): Tensor {
      throw new TypeError('mine')
    }
  }
  expect(() => new Broken().forward()).toThrow(/^mine$/)
  // An error of the model's own work, not of a child's.
  class Own extends nn.Module {
    readonly inner = new nn.Identity()
    override forward(x: Tensor): Tensor {
      return matmul(this.inner.forward(x), ones([3, 3]))
    }
  }
  expect(() => new Own().forward(ones([2, 2]))).toThrow(/^model \(Own\): matmul: inner dimensions differ/)
})
