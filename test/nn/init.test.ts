// nn.init, and the first values of the layers.
import { expect, test } from 'vitest'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import { inverseNormal, normalBelow } from '../../lib/nn/normal.ts'
import { zeros } from '../../lib/tensor/create.ts'
import { Generator, manualSeed } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const { init } = nn
const blank = (...shape: number[]): Tensor => zeros(shape, { dtype: 'float64' })
const draw = () => ({ generator: new Generator(11) })

interface Stats {
  mean: number
  std: number
  min: number
  max: number
}
function stats(x: Tensor): Stats {
  const values = Array.from(x.data)
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const std = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length)
  return { mean, std, min: Math.min(...values), max: Math.max(...values) }
}

// 20,000 draws: means lie within 4 standard errors, spreads within 3 percent.
function expectUniform(x: Tensor, low: number, high: number): void {
  const s = stats(x)
  const width = high - low
  expect(s.min).toBeGreaterThanOrEqual(low)
  expect(s.max).toBeLessThanOrEqual(high)
  expect(Math.abs(s.min - low)).toBeLessThan(0.01 * width)
  expect(Math.abs(s.mean - (low + high) / 2)).toBeLessThan((4 * width) / Math.sqrt(12 * x.size))
  expect(Math.abs(s.std / (width / Math.sqrt(12)) - 1)).toBeLessThan(0.03)
}
function expectNormal(x: Tensor, mean: number, std: number): void {
  const s = stats(x)
  expect(Math.abs(s.mean - mean)).toBeLessThan((4 * std) / Math.sqrt(x.size))
  expect(Math.abs(s.std / std - 1)).toBeLessThan(0.03)
  expect(s.max).toBeGreaterThan(mean + 3 * std)
}

test('fillers keep their distributions', () => {
  expectUniform(init.uniform(blank(200, 100), { a: -1, b: 3, ...draw() }), -1, 3)
  expectNormal(init.normal(blank(200, 100), { mean: 2, std: 0.5, ...draw() }), 2, 0.5)
  const xavier = Math.sqrt(6 / 300)
  expectUniform(init.xavierUniform(blank(200, 100), { gain: 2, ...draw() }), -2 * xavier, 2 * xavier)
  expectNormal(init.xavierNormal(blank(200, 100), draw()), 0, Math.sqrt(2 / 300))
  // Fans of a convolution: 4 * 25 in, 50 * 25 out.
  expectNormal(init.kaimingNormal(blank(50, 16, 5, 5), { nonlinearity: 'relu', ...draw() }), 0, Math.sqrt(2 / 400))
  const bound = Math.sqrt(3 / (50 * 25))
  expectUniform(init.kaimingUniform(blank(50, 16, 5, 5), { a: 1, mode: 'fanOut', ...draw() }), -bound, bound)
  expect(init.constant(blank(2), { value: 3 }).toArray()).toEqual([3, 3])
  expect(init.zeros(init.ones(blank(2))).toArray()).toEqual([0, 0])
})

test('truncNormal: the part of the distribution between two bounds', () => {
  const s = stats(init.truncNormal(blank(20_000), { std: 2, a: -2, b: 2, ...draw() }))
  expect(s.min).toBeGreaterThanOrEqual(-2)
  expect(s.max).toBeLessThanOrEqual(2)
  // The spread of a normal distribution cut at one standard deviation is 0.5396 of it.
  expect(Math.abs(s.std / (2 * 0.53956) - 1)).toBeLessThan(0.03)
  for (const x of [-37, -8, -2.5, -1e-9, 0, 0.3, 4, 7]) {
    expect(Math.abs(inverseNormal(normalBelow(x)) - x)).toBeLessThan(x > 0 ? 1e-2 * normalBelow(-8) + 2e-4 : 1e-9)
  }
})

test('orthogonal: rows or columns of length gain at right angles', () => {
  for (const [rows, cols] of [
    [3, 5],
    [5, 3],
    [4, 4]
  ] as const) {
    const x = init.orthogonal(blank(rows, cols), { gain: 2, ...draw() })
    const product = (rows <= cols ? x.matmul(x.transpose()) : x.transpose().matmul(x)).toArray() as number[][]
    product.forEach((row, i) => {
      row.forEach((v, j) => {
        expect(Math.abs(v - (i === j ? 4 : 0))).toBeLessThan(1e-12)
      })
    })
  }
  expect(init.orthogonal(blank(2, 3, 2), draw()).shape).toEqual([2, 3, 2])
  expect(init.orthogonal(blank(0, 3)).size).toBe(0)
})

test('fillers write views and are drawn from the generator that is given, else from the seeded one', () => {
  const x = blank(2, 3)
  init.ones(x.transpose().slice({ end: 1 }))
  expect(x.toArray()).toEqual([
    [1, 0, 0],
    [1, 0, 0]
  ])
  manualSeed(5)
  const a = new nn.Linear(3, 2).weight.toArray()
  expect(new nn.Linear(3, 2).weight.toArray()).not.toEqual(a)
  expect(new nn.Linear(3, 2, { generator: new Generator(5) }).weight.toArray()).toEqual(a)
  manualSeed(5)
  expect(new nn.Linear(3, 2).weight.toArray()).toEqual(a)
})

test('layers begin as in PyTorch', () => {
  const generator = new Generator(4)
  const options = { dtype: 'float64', generator } as const
  const linear = new nn.Linear(100, 400, options)
  expectUniform(linear.weight, -0.1, 0.1)
  expect(stats(linear.bias!).max).toBeLessThanOrEqual(0.1)
  expect(stats(linear.bias!).max).toBeGreaterThan(0.09)
  const conv = new nn.Conv2d(8, 100, 5, { groups: 2, ...options })
  expectUniform(conv.weight, -0.1, 0.1)
  expect(stats(conv.bias!).max).toBeGreaterThan(0.09)
  const embedding = new nn.Embedding(200, 100, { paddingIdx: -1, ...options })
  expectNormal(embedding.weight, 0, 1)
  expect(embedding.weight.select({ index: 199 }).toArray()).toEqual(new Array(100).fill(0))
  const attention = new nn.MultiheadAttention(100, 2, options)
  const bound = Math.sqrt(6 / 400)
  expectUniform(attention.inProjWeight!, -bound, bound)
  expect(stats(attention.inProjBias!).max).toBe(0)
  expect(stats(attention.outProj.bias!).max).toBe(0)
  expect(stats(attention.outProj.weight).max).toBeLessThanOrEqual(0.1)
  const lstm = new nn.LSTM(50, 100, options)
  for (const p of lstm.parameters()) expect(stats(p).max).toBeLessThanOrEqual(0.1)
  expectUniform(lstm.weights[0]!.weightHh, -0.1, 0.1)
  const norm = new nn.BatchNorm2d(3)
  expect([norm.weight, norm.bias, norm.runningMean, norm.runningVar].map((t) => t!.data[1])).toEqual([1, 0, 0, 1])
})

test('gains', () => {
  expect(init.calculateGain('linear')).toBe(1)
  expect(init.calculateGain('conv2d')).toBe(1)
  expect(init.calculateGain('sigmoid')).toBe(1)
  expect(init.calculateGain('tanh')).toBe(5 / 3)
  expect(init.calculateGain('relu')).toBe(Math.SQRT2)
  expect(init.calculateGain('leakyRelu')).toBe(Math.sqrt(2 / 1.0001))
  expect(init.calculateGain('leakyRelu', 2)).toBe(Math.sqrt(2 / 5))
  expect(init.calculateGain('selu')).toBe(0.75)
})

test('what it refuses', () => {
  const cases: [() => unknown, typeof OptionError | typeof ShapeError, string][] = [
    [() => init.uniform(3 as never), OptionError, 'init.uniform: expected x to be a tensor but received 3'],
    [
      () => init.uniform(blank(2), { low: 1 } as never),
      OptionError,
      'init.uniform: unknown option low; the options are a, b, generator'
    ],
    [
      () => init.normal(blank(2), { std: -1 }),
      OptionError,
      'init.normal: expected std to be a finite number >= 0 but received -1'
    ],
    [
      () => init.truncNormal(blank(2), { a: 1, b: 1 }),
      OptionError,
      'init.truncNormal: expected a < b but received 1 and 1'
    ],
    [
      () => init.constant(blank(2), {} as never),
      OptionError,
      'init.constant: expected value, a finite number, but it is missing'
    ],
    [
      () => init.xavierUniform(blank(2)),
      ShapeError,
      'init.xavierUniform: expected x of at least two dimensions but received [2]'
    ],
    [
      () => init.kaimingNormal(blank(2, 2), { mode: 'fan_in' as never }),
      OptionError,
      "init.kaimingNormal: expected mode to be one of 'fanIn', 'fanOut'"
    ],
    [
      () => init.orthogonal(blank(2)),
      ShapeError,
      'init.orthogonal: expected x of at least two dimensions but received [2]'
    ],
    [
      () => init.calculateGain('gelu' as never),
      OptionError,
      "init.calculateGain: expected nonlinearity to be one of 'linear'"
    ],
    [
      () => init.calculateGain('relu', '1' as never),
      OptionError,
      "init.calculateGain: expected a number but received '1'"
    ]
  ]
  for (const [call, type, message] of cases) {
    expect(call, message).toThrow(type)
    expect(call, message).toThrow(message)
  }
})
