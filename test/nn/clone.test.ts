// Copies of modules, and a train() that children override.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import * as nn from '../../lib/nn/index.ts'
import { ScheduleFreeSGD } from '../../lib/optim/index.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

class Net extends nn.Module {
  readonly embedding = new nn.Embedding(4, 2)
  readonly tied = this.embedding.weight
  readonly drop = new nn.Dropout({ p: 0.5, generator: new Generator(3) })
  readonly norm = new nn.BatchNorm1d(2)
  readonly parts = new Map<string, nn.Layer>([['head', new nn.Linear(2, 2)]])
  readonly sizes = { list: [1, 2], raw: Float32Array.of(1, 2), bare: Object.create(null) as object }
  readonly mask = nn.buffer(ones([2]))
  cache: Tensor | null = null
  parent: nn.Module = this
  override forward(x: Tensor): Tensor {
    const head = this.parts.get('head') as nn.Linear
    return this.drop.forward(head.forward(this.norm.forward(x)))
  }
}

const values = (module: nn.Module) => Object.entries(module.stateDict()).map(([name, t]) => [name, t.toArray()])

test('a clone has the same values in its own memory, tied where the original is', () => {
  const net = new Net()
  const x = randn([3, 2], { generator: new Generator(1) })
  net.forward(x).sum().backward()
  net.cache = net.forward(x)
  net.norm.eval()
  const copy = net.clone()
  expect(copy).toBeInstanceOf(Net)
  expect(values(copy)).toEqual(values(net))
  expect(copy.tied).toBe(copy.embedding.weight)
  expect(copy.parent).toBe(copy)
  expect(copy.modules().map((m) => m.training)).toEqual(net.modules().map((m) => m.training))
  expect(copy.parts.get('head')).not.toBe(net.parts.get('head'))
  expect([copy.sizes, copy.sizes.raw === net.sizes.raw]).toEqual([net.sizes, false])
  // Gradients come along; a result of the graph does so as a plain tensor.
  const [own, other] = [net, copy].map((m) => (m.parts.get('head') as nn.Linear).weight.grad!)
  expect(own!.toArray()).toEqual(other!.toArray())
  expect([copy.cache!.requiresGrad, copy.cache!.toArray()]).toEqual([false, net.cache.toArray()])
  const before = values(net)
  for (const t of [...copy.parameters(), ...copy.buffers()]) t.data.fill(7)
  other!.data.fill(7)
  copy.sizes.list.push(3)
  expect(values(net)).toEqual(before)
  expect([...own!.data].includes(7)).toBe(false)
  expect(net.sizes.list).toEqual([1, 2])
})

test('generators continue from the same place, each by itself', () => {
  const net = new Net()
  net.drop.forward(ones([5]))
  const copy = net.clone()
  const draws = [0, 1].map(() => net.drop.forward(ones([64])).toArray())
  expect([0, 1].map(() => copy.drop.forward(ones([64])).toArray())).toEqual(draws)
  // One generator of two layers stays one.
  const generator = new Generator(5)
  const two = new nn.Sequential(new nn.Dropout({ generator }), new nn.Dropout({ generator })).clone()
  const again = new Generator(5)
  const same = new nn.Sequential(new nn.Dropout({ generator: again }), new nn.Dropout({ generator: again }))
  expect(two.forward(ones([64])).toArray()).toEqual(same.forward(ones([64])).toArray())
})

test('attention, an LSTM, linear layers, a loss and an embedding compute the same after clone', () => {
  const x = randn([3, 1, 4], { generator: new Generator(2) })
  for (const [layer, copy] of [
    new nn.MultiheadAttention(4, 2),
    new nn.LSTM(4, 2),
    new nn.Linear(4, 2),
    nn.mlp([4, 3, 1])
  ].map((m) => [m, m.clone()] as const)) {
    expect(String(copy)).toBe(String(layer))
    const run = (m: nn.Module) => JSON.stringify((m as nn.Linear).forward(x))
    expect(run(copy)).toBe(run(layer))
  }
  const loss = new nn.CrossEntropyLoss({ weight: tensor([1, 3]), labelSmoothing: 0.1 })
  const target = tensor([0, 1], { dtype: 'int32' })
  const scores = randn([2, 2])
  expect(loss.clone().forward(scores, target).item()).toBe(loss.forward(scores, target).item())
  expect(Object.keys(loss.clone().stateDict())).toEqual(['weight'])
  const table = new nn.Embedding(3, 2, { maxNorm: 0.1 }).clone()
  expect(table.forward(target).norm().item()).toBeLessThan(0.2)
})

test('a class with #private fields is refused, unless it overrides clone', () => {
  class Private extends nn.Module {
    readonly #size = 2
    override forward(): number {
      return this.#size
    }
  }
  class Own extends Private {
    override clone(): this {
      return new Own() as this
    }
  }
  expect(() => new Private().clone()).toThrow(
    'clone: cannot copy Private because it has private fields (#); write them without #, or override clone()'
  )
  class Parent extends nn.Module {
    readonly part = new Own()
    override forward(): number {
      return this.part.forward()
    }
  }
  expect(new Parent().clone().forward()).toBe(2)
})

test("a parent's train() calls its children's: a backbone with frozen batch norm", () => {
  class Backbone extends nn.Module {
    readonly norm = new nn.BatchNorm1d(2)
    readonly body = new nn.Linear(2, 2)
    override train(mode = true): this {
      super.train(mode)
      this.norm.eval()
      return this
    }
    override forward(x: Tensor): Tensor {
      return this.body.forward(this.norm.forward(x))
    }
  }
  const model = new nn.Sequential(new nn.Sequential(new Backbone()), new nn.Linear(2, 1))
  model.train()
  const modes = () => model.modules().map((m) => `${m.constructor.name} ${m.training}`)
  const trained = [
    'Sequential true',
    'Sequential true',
    'Backbone true',
    'BatchNorm1d false',
    'Linear true',
    'Linear true'
  ]
  expect(modes()).toEqual(trained)
  model.forward(ones([4, 2]))
  expect(
    model
      .namedBuffers()
      .find(([name]) => name.endsWith('runningMean') || name.endsWith('running_mean'))![1]
      .toArray()
  ).toEqual([0, 0])
  model.eval()
  expect(modes().every((m) => m.endsWith('false'))).toBe(true)
  // What the optimizer keeps in the parameters still refuses eval at the model, but no part of train().
  const optimizer = new ScheduleFreeSGD(model.parameters(), { lr: 0.1 })
  model
    .forward(ones([4, 2]))
    .sum()
    .backward()
  optimizer.step()
  expect(() => model.eval()).toThrow('eval: the parameters still hold the training weights')
  model.train()
  expect(modes()).toEqual(trained)
})
