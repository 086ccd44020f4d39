// Layers of images against PyTorch in float64: names and shapes of their state, outputs, gradients, running statistics, eval
// (test/golden/images.py says what a case holds); dropout of channels, lazy layers, and what layers refuse.
import { readFileSync } from 'node:fs'
import { expect, expectTypeOf, test } from 'vitest'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import type { Pooled } from '../../lib/ops/index.ts'
import { Adam } from '../../lib/optim/index.ts'
import { ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator, manualSeed, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { filled } from '../golden/formula.ts'

interface Case {
  layer: string
  args: unknown[]
  options: Record<string, unknown>
  input: number[]
  state: Record<string, number[]>
  shape: number[]
  y: number[]
  gradient: number[] | null
  parameters: Record<string, number[]>
  buffers: Record<string, number[]>
  eval: number[] | null
}

const file = new URL('../golden/images.json', import.meta.url)
const { layers } = JSON.parse(readFileSync(file, 'utf8')) as { layers: Case[] }

function close(got: Tensor | null | undefined, want: number[], what: string): void {
  const values = Array.from(got!.data)
  expect(values.length, what).toBe(want.length)
  for (const [k, v] of want.entries()) {
    if (!(Math.abs(values[k]! - v) <= 1e-10 * Math.max(1, Math.abs(v)))) {
      expect.fail(`${what}: element ${k} is ${values[k]} instead of ${v}`)
    }
  }
}

type Made = nn.Module & { forward: (x: Tensor) => Tensor }
const WITH_DTYPE = /^(Conv|BatchNorm|InstanceNorm|GroupNorm)/

function make({ layer, args, options }: Case): Made {
  const Layer = (nn as never as Record<string, new (...args: unknown[]) => Made>)[layer]!
  const all = WITH_DTYPE.test(layer) ? { ...options, dtype: 'float64' } : options
  return Object.keys(all).length > 0 ? new Layer(...args, all) : new Layer(...args)
}

function stateOf(c: Case): nn.StateDict {
  const fill = ([key, shape]: [string, number[]], k: number): [string, Tensor] => {
    if (key === 'num_batches_tracked') return [key, tensor(0, { dtype: 'int32' })]
    return [key, key.endsWith('var') ? filled(shape, 30 + k, 0.4, 1) : filled(shape, 30 + k)]
  }
  return Object.fromEntries(Object.entries(c.state).map(fill))
}

test.each(layers.map((c, k) => [k, c.layer, JSON.stringify([...c.args, c.options]), c] as const))(
  '%i: %s %s',
  (_, _layer, _args, c) => {
    const module = make(c)
    const own = Object.entries(module.stateDict()).map(([name, t]) => [name, t.shape])
    expect(own).toEqual(Object.entries(c.state))
    module.loadStateDict(stateOf(c))
    const x = filled(c.input, 0)
    x.requiresGrad = true
    const y = module.forward(x)
    expect(y.shape).toEqual(c.shape)
    close(y, c.y, 'output')
    y.backward(filled(y.shape, 10))
    if (c.gradient !== null) close(x.grad, c.gradient, 'gradient of the input')
    const parameters = Object.fromEntries(module.namedParameters())
    expect(Object.keys(parameters)).toEqual(Object.keys(c.parameters))
    for (const [name, g] of Object.entries(c.parameters)) close(parameters[name]!.grad, g, `gradient of ${name}`)
    const after = module.stateDict()
    for (const [name, values] of Object.entries(c.buffers)) close(after[name], values, name)
    if (c.eval !== null) close(module.eval().forward(x), c.eval, 'eval')
  }
)

// --- random draws ---

test.each([
  [nn.Dropout1d, [2, 5, 4]],
  [nn.Dropout2d, [2, 5, 4, 3]],
  [nn.Dropout3d, [2, 5, 2, 3, 2]],
  [nn.Dropout2d, [10, 3, 2]]
] as const)('%o drops whole channels and scales the others', (Layer, shape) => {
  const layer = new Layer({ p: 0.4, generator: new Generator(4) })
  const y = layer.forward(ones([...shape]))
  const rows = y.reshape([10, -1]).toArray() as number[][]
  const values = rows.map((row) => {
    expect(new Set(row).size).toBe(1)
    return Math.round(row[0]! * 0.6)
  })
  expect(new Set(values)).toEqual(new Set([0, 1]))
  expect(
    new Layer(0.4)
      .eval()
      .forward(ones([...shape]))
      .toArray()
  ).toEqual(ones([...shape]).toArray())
})

test('alpha dropout keeps mean and variance, and drops to the limit of SELU', () => {
  const x = randn([200, 100], { generator: new Generator(1) })
  for (const Layer of [nn.AlphaDropout, nn.FeatureAlphaDropout]) {
    const y = new Layer({ p: 0.3, generator: new Generator(2) }).forward(x)
    expect(Math.abs(y.mean().item())).toBeLessThan(0.03)
    expect(Math.abs(y.std().item() - 1)).toBeLessThan(0.03)
  }
  const scale = 1 / Math.sqrt((1.7580993408473766 ** 2 * 0.5 + 1) * 0.5)
  const y = new nn.FeatureAlphaDropout({ p: 0.5, generator: new Generator(2) }).forward(ones([4, 8, 3]).mul(0))
  const low = -1.7580993408473766 * scale + 1.7580993408473766 * scale * 0.5
  const rows = y.reshape([32, 3]).toArray() as number[][]
  expect(new Set(rows.map((row) => new Set(row).size))).toEqual(new Set([1]))
  const values = rows.map((row) => row[0]!)
  expect(Math.min(...values)).toBeCloseTo(low, 5)
  expect(Math.max(...values)).toBeCloseTo(-low, 5)
})

test('fractional pooling draws from the seed', () => {
  const x = randn([2, 3, 9, 9], { generator: new Generator(1) })
  const layer = (seed: number) => new nn.FractionalMaxPool2d(2, { outputRatio: 0.6, generator: new Generator(seed) })
  const [a, b, c] = [layer(1), layer(1), layer(2)].map((each) => each.forward(x))
  expect(a!.shape).toEqual([2, 3, 5, 5])
  expect(a!.toArray()).toEqual(b!.toArray())
  expect(a!.toArray()).not.toEqual(c!.toArray())
  const volume = randn([3, 9, 8, 9], { generator: new Generator(1) })
  const [d, e, f] = [1, 1, 2].map((seed) =>
    new nn.FractionalMaxPool3d(2, { outputSize: [4, 5, 6], generator: new Generator(seed) }).forward(volume)
  )
  expect(d!.shape).toEqual([3, 4, 5, 6])
  expect(d!.toArray()).toEqual(e!.toArray())
  expect(d!.toArray()).not.toEqual(f!.toArray())
})

test('a power mean of zeros has the gradient 0', () => {
  const x = zeros([1, 4, 4], { requiresGrad: true })
  new nn.LPPool2d(2, 2).forward(x).sum().backward()
  expect(x.grad!.toArray()).toEqual(zeros([1, 4, 4]).toArray())
})

// --- the way back, sizes of transposed convolutions ---

test.each([
  [nn.MaxPool1d, nn.MaxUnpool1d, [1, 2, 6]],
  [nn.MaxPool2d, nn.MaxUnpool2d, [1, 2, 4, 6]],
  [nn.MaxPool3d, nn.MaxUnpool3d, [1, 2, 2, 4, 6]]
] as const)('%o and back', (Pool, Unpool, shape) => {
  const x = randn([...shape], { generator: new Generator(3), requiresGrad: true })
  const { output, indices } = new Pool(2, { returnIndices: true }).forward(x) as unknown as Record<string, Tensor>
  const back = new Unpool(2).forward(output!, indices!)
  expect(back.shape).toEqual(x.shape)
  // Each maximum is where it was, everything else is 0.
  const kept = x.data.map((v, k) => (back.data[k] === 0 ? 0 : v))
  expect([...back.data]).toEqual([...kept])
  expect(back.sum().item()).toBeCloseTo(output!.sum().item(), 4)
  back.sum().backward()
  expect(x.grad!.sum().item()).toBe(output!.size)
})

test('the type of forward says whether there are indices', () => {
  const x = ones([1, 2, 4, 4])
  const layers = [
    new nn.MaxPool2d(2, { returnIndices: true }),
    new nn.AdaptiveMaxPool2d(2, { returnIndices: true }),
    new nn.FractionalMaxPool2d(2, { outputSize: 2, returnIndices: true })
  ]
  for (const layer of layers) {
    const pooled = layer.forward(x)
    expectTypeOf(pooled).toEqualTypeOf<Pooled>()
    expect([pooled.output.shape, pooled.indices.dtype]).toEqual([[1, 2, 2, 2], 'int64'])
  }
  expectTypeOf(new nn.MaxPool2d(2, { stride: 1 }).forward(x)).toEqualTypeOf<Tensor>()
  expectTypeOf(new nn.MaxPool2d(2, { returnIndices: false }).forward(x)).toEqualTypeOf<Tensor>()
  const maybe = { returnIndices: (x.size > 1) as boolean }
  expectTypeOf(new nn.MaxPool2d(2, maybe).forward(x)).toEqualTypeOf<Pooled | Tensor>()
})

test('outputSize chooses among the sizes of a transposed convolution, and of an unpooling', () => {
  const layer = new nn.ConvTranspose2d(1, 1, 3, { stride: 2, padding: 1 })
  expect(layer.forward(ones([1, 1, 4, 4])).shape).toEqual([1, 1, 7, 7])
  expect(layer.forward(ones([1, 1, 4, 4]), [8, 7]).shape).toEqual([1, 1, 8, 7])
  expect(() => layer.forward(ones([1, 1, 4, 4]), [9, 7])).toThrow(
    'ConvTranspose2d: expected outputSize of dimension 0 to be from 7 to 8 but received 9'
  )
  const places = tensor([[[0]]], { dtype: 'int64' })
  expect(new nn.MaxUnpool2d(2).forward(ones([1, 1, 1]), places, [1, 3, 3]).shape).toEqual([1, 3, 3])
  expect(() => new nn.MaxUnpool2d(2).forward(ones([1, 1, 1]), places, [5, 3])).toThrow(OptionError)
})

// --- lazy layers ---

const lazy = (): nn.Sequential =>
  new nn.Sequential(
    new nn.LazyConv2d(4, 3),
    new nn.LazyBatchNorm2d(),
    new nn.ReLU(),
    new nn.Flatten(),
    new nn.LazyLinear(2)
  )

test('a lazy model becomes the ordinary one, with its draws and its state', () => {
  manualSeed(7)
  const model = lazy()
  model.forward(ones([2, 3, 6, 6]))
  manualSeed(7)
  const plain = new nn.Sequential(
    new nn.Conv2d(3, 4, 3),
    new nn.BatchNorm2d(4),
    new nn.ReLU(),
    new nn.Flatten(),
    new nn.Linear(64, 2)
  )
  plain.forward(ones([2, 3, 6, 6]))
  expect(String(model)).toBe(String(plain))
  const [a, b] = [model.stateDict(), plain.stateDict()]
  expect(Object.keys(a)).toEqual(Object.keys(b))
  for (const [name, t] of Object.entries(a)) expect(t.toArray(), name).toEqual(b[name]!.toArray())
})

test('a lazy model takes its shapes from a state dict, and keeps them at the first forward', () => {
  const [model, other] = [lazy(), lazy()]
  const x = randn([2, 3, 6, 6], { generator: new Generator(1) })
  model.eval().forward(x)
  other.loadStateDict(model.stateDict())
  expect(other.eval().forward(x).toArray()).toEqual(model.forward(x).toArray())
  expect((other.layers[4] as nn.Linear).inFeatures).toBe(64)
})

test('optimizers and state dicts refuse parameters without a shape by name', () => {
  const model = lazy().clone()
  const remedy = 'has no shape yet because its layer is lazy; call forward once with an example first'
  expect(() => new Adam(model.parameters())).toThrow(`Adam: 0.weight ${remedy}`)
  expect(() => new Adam(model.parameters())).toThrow(OptionError)
  expect(() => model.stateDict()).toThrow(`stateDict: 0.weight ${remedy}`)
  expect(() => model.forward(ones([3]))).toThrow(ShapeError)
  expect(() => new Adam(model.parameters())).toThrow(OptionError)
  model.forward(ones([1, 3, 6, 6]))
  expect(new Adam(model.parameters()).paramGroups[0]!.params.length).toBe(6)
})

test.each([
  [new nn.LazyConv1d(4, 2), [2, 3, 5], [2, 4, 4]],
  [new nn.LazyConv3d(4, 2), [2, 3, 3, 3, 3], [2, 4, 2, 2, 2]],
  [new nn.LazyConvTranspose1d(4, 2, { groups: 2 }), [2, 2, 5], [2, 4, 6]],
  [new nn.LazyConvTranspose2d(4, 2), [3, 5, 5], [4, 6, 6]],
  [new nn.LazyConvTranspose3d(4, 2), [1, 3, 2, 2, 2], [1, 4, 3, 3, 3]],
  [new nn.LazyBatchNorm1d(), [4, 3], [4, 3]],
  [new nn.LazyBatchNorm3d(), [2, 3, 2, 2, 2], [2, 3, 2, 2, 2]],
  [new nn.LazyInstanceNorm1d({ affine: true }), [3, 4], [3, 4]],
  [new nn.LazyInstanceNorm2d({ trackRunningStats: true }), [2, 3, 4, 4], [2, 3, 4, 4]],
  [new nn.LazyInstanceNorm3d({ affine: true }), [2, 3, 2, 2, 2], [2, 3, 2, 2, 2]]
] as [nn.Module & { forward: (x: Tensor) => Tensor }, number[], number[]][])('%o', (layer, input, output) => {
  const name = layer.constructor.name
  expect(layer.forward(randn(input)).shape).toEqual(output)
  expect(`Lazy${layer.constructor.name}`).toBe(name)
  expect(layer.forward(randn(input)).shape).toEqual(output)
})

// --- what layers refuse ---

test.each<[() => unknown, string]>([
  [
    () => new nn.Conv3d(1, 1, [2, 2]),
    'Conv3d: expected kernelSize to be a whole number >= 1 or an array of three but received [2, 2]'
  ],
  [
    () => new nn.ConvTranspose2d(3, 2, 2, { groups: 2 }),
    'ConvTranspose2d: expected groups to divide inChannels 3 and outChannels 2'
  ],
  [
    () => new nn.ConvTranspose1d(1, 1, 2, { paddingMode: 'reflect' as never }),
    'ConvTranspose1d: expected paddingMode to be'
  ],
  [
    () => new nn.ReflectionPad2d([1, 2]),
    'ReflectionPad2d: expected padding to be a whole number or an array of 4 but received [1, 2]'
  ],
  [() => new nn.AdaptiveMaxPool2d([1, 0]), 'AdaptiveMaxPool2d: expected outputSize to be'],
  [() => new nn.LPPool2d('2' as never, 2), "LPPool2d: expected normType to be a finite number but received '2'"],
  [() => new nn.Upsample({ mode: 'cubic' as never }), 'Upsample: expected mode to be one of'],
  [
    () => new nn.Unflatten(1, [2, 2]).forward(ones([3, 5])),
    'Unflatten: cannot split dimension 1 of [3, 5] into [2, 2]'
  ],
  [
    () => new nn.InstanceNorm2d(3).forward(ones([2, 4, 2, 2])),
    'InstanceNorm2d: expected x of 3 channels in 4 dimensions'
  ],
  [() => new nn.BatchNorm3d(3).forward(ones([2, 3, 2, 2])), 'BatchNorm3d: expected x of shape (N, C, D, H, W)'],
  [() => new nn.CrossMapLRN2d(3).forward(ones([2, 3, 2])), 'CrossMapLRN2d: expected x of shape (N, C, H, W)'],
  [() => new nn.PixelShuffle(0), 'PixelShuffle: expected upscaleFactor to be a whole number >= 1 but received 0']
])('refuses %#', (call, message) => {
  expect(call).toThrow(message)
})
