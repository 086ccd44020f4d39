// What a model uses and its fields hold: found in every container, said when no field shows it. Public reports:
// pytorch#72580 (modules in containers that are not registered), pytorch#59925 (a tensor that is not a parameter).
import { createContext, runInContext } from 'node:vm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import '../../lib/ops/methods.ts'
import { noGrad } from '../../lib/autograd/tape.ts'
import * as nn from '../../lib/nn/index.ts'
import { ones } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

let warnings: string[]
beforeEach(() => {
  warnings = []
  vi.spyOn(process, 'emitWarning').mockImplementation(((message: string, options: { code: string }) => {
    expect(options).toEqual({ type: 'ThalwegWarning', code: 'THALWEG_NOT_IN_MODEL' })
    warnings.push(message)
  }) as never)
})
afterEach(() => void vi.restoreAllMocks())

const layer = (): nn.Linear => new nn.Linear(2, 2, { bias: false })

test('Map, Set, objects without prototype or of another realm, nested arrays: trained, saved, switched', () => {
  const realm = runInContext('({ list: [], object: {} })', createContext()) as { list: unknown[]; object: object }
  realm.list.push(layer())
  Object.assign(realm.object, { x: layer() })
  class Net extends nn.Module {
    readonly map = new Map<unknown, nn.Module>([
      ['a', layer()],
      [3, layer()],
      [{}, layer()]
    ])
    readonly set = new Set([layer()])
    readonly bare = Object.assign(Object.create(null), { x: layer() }) as Record<string, nn.Module>
    readonly deep = [[[[[[[layer()]]]]]]]
    readonly other = realm
    readonly own = new Map([['p', nn.parameter(ones([1]))]])
    override forward(x: Tensor): Tensor {
      return (this.map.get('a') as nn.Linear).forward(x)
    }
  }
  const net = new Net()
  const names = [
    ...['own.p', 'map.a.weight', 'map.3.weight', 'map.2.weight', 'set.0.weight', 'bare.x.weight'],
    ...['deep.0.0.0.0.0.0.0.weight', 'other.list.0.weight', 'other.object.x.weight']
  ]
  expect(Object.keys(net.stateDict())).toEqual(names)
  expect(net.parameters()).toHaveLength(9)
  net.eval()
  expect(net.modules().map((m) => m.training)).toEqual(new Array(9).fill(false))
  net.forward(ones([1, 2]))
  expect(warnings).toEqual([])
})

test('a container that holds itself ends', () => {
  class Net extends nn.Module {
    readonly list: unknown[] = [layer()]
    override forward(): void {}
  }
  const net = new Net()
  net.list.push(net.list, net, { again: net.list })
  expect(Object.keys(net.stateDict())).toEqual(['list.0.weight'])
})

test('a tensor that asks for gradients and is not a parameter is said, once', () => {
  class Net extends nn.Module {
    readonly scale = ones([1], { requiresGrad: true })
    readonly plain = ones([1])
    readonly result = this.scale.mul(2)
    readonly body = layer()
    override forward(x: Tensor): Tensor {
      return this.body.forward(x).mul(this.scale)
    }
  }
  const net = new Net()
  for (let k = 0; k < 2; k++) {
    expect(net.namedParameters().map(([name]) => name)).toEqual(['body.weight'])
    expect(warnings).toEqual([
      'Net: the tensor in field scale requires a gradient but is not a parameter, so it is neither trained nor saved; make it with parameter(x)'
    ])
  }
})

const hidden = (name: string, what: string) =>
  `${name}: forward uses a ${what} that no field of the model shows, so it is neither trained nor saved with it; keep it in a field without #`

test('what forward uses from #private fields, closures and objects of other classes is said in the first pass', () => {
  class Layers {
    readonly first = layer()
  }
  const outside = layer()
  class Net extends nn.Module {
    readonly #head = new nn.Sequential(layer(), layer())
    readonly #scale = nn.parameter(ones([2]))
    readonly layers = new Layers()
    readonly body = layer()
    override forward(x: Tensor): Tensor {
      const y = this.layers.first.forward(outside.forward(this.body.forward(x)))
      return this.#head.forward(y).mul(this.#scale)
    }
  }
  const net = new Net()
  noGrad(() => net.forward(ones([1, 2])))
  expect(warnings).toEqual([])
  for (let k = 0; k < 2; k++) {
    net.forward(ones([1, 2]))
    expect(warnings).toHaveLength(4)
    expect(warnings.filter((w) => w.startsWith(hidden('Net', 'Linear')))).toHaveLength(2)
    expect(warnings.filter((w) => w.startsWith(hidden('Net', 'Sequential')))).toHaveLength(1)
    expect(warnings.filter((w) => w.startsWith(hidden('Net', 'parameter of shape [2]')))).toHaveLength(1)
  }
})

test('nothing is said of other models before it, of frozen parts, of layers without parameters and of those made late', () => {
  const encoder = layer()
  const frozen = layer().freeze()
  class Net extends nn.Module {
    late: nn.Linear | null = null
    override forward(x: Tensor, weight: Tensor): Tensor {
      this.late ??= layer()
      return new nn.ReLU().forward(frozen.forward(this.late.forward(x))).mul(weight)
    }
  }
  new Net().forward(encoder.forward(ones([1, 2])), nn.parameter(ones([2])))
  expect(warnings).toEqual([])
})

test('nothing is said of a part that uses what its model shows, in later passes either', () => {
  class Head extends nn.Module {
    readonly #weight: () => Tensor
    constructor(weight: () => Tensor) {
      super()
      this.#weight = weight
    }
    override forward(x: Tensor): Tensor {
      return x.matmul(this.#weight())
    }
  }
  class Net extends nn.Module {
    readonly embed = layer()
    readonly head = new Head(() => this.embed.weight)
    override forward(x: Tensor): Tensor {
      return this.head.forward(this.embed.forward(x))
    }
  }
  const net = new Net()
  for (let k = 0; k < 3; k++) net.forward(ones([1, 2]))
  expect(warnings).toEqual([])
})

test('a module of another copy of the library is said, not lost', async () => {
  vi.resetModules()
  const copy = (await import('../../lib/nn/index.ts')) as typeof nn
  expect(copy.Module).not.toBe(nn.Module)
  class Net extends nn.Module {
    readonly body = new copy.Linear(2, 2)
    override forward(): void {}
  }
  expect(new Net().parameters()).toEqual([])
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(/^Net: the Linear in field body is of another copy of thalweg/)
})
