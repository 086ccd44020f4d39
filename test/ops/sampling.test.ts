// Random draws with parameters: their distributions, the same bits on both backends, a state that can be set back, and what
// they refuse.
import { afterEach, describe, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { setBackend } from '../../lib/backend/index.ts'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import * as ops from '../../lib/ops/index.ts'
import { full, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator, manualSeed, rand } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const N = 20_000
const options = (): { generator: Generator } => ({ generator: new Generator(7) })

// By name a draw of N numbers, with mean and standard deviation of its distribution.
const draws: Record<string, [draw: () => Tensor, mean: number, std: number]> = {
  bernoulli: [() => ops.bernoulli(full([N], 0.3), options()), 0.3, 0.458],
  bernoulli_: [() => zeros([N]).bernoulli_(0.3, options()), 0.3, 0.458],
  'bernoulli_ of a tensor': [() => zeros([N]).bernoulli_(tensor([0.8]), options()), 0.8, 0.4],
  exponential_: [() => zeros([N]).exponential_(2, options()), 0.5, 0.5],
  geometric_: [() => zeros([N]).geometric_(0.25, options()), 4, 3.464],
  logNormal_: [() => zeros([N]).logNormal_(0, { std: 0.5, ...options() }), 1.1331, 0.6039],
  'random_ below': [() => zeros([N]).random_(5, options()), 2, Math.SQRT2],
  'random_ between': [() => zeros([N], { dtype: 'int32' }).random_({ from: -3, to: 3, ...options() }), -0.5, 1.7078],
  normal: [() => ops.normal(full([N], 2), 0.5, options()), 2, 0.5],
  'poisson, few': [() => ops.poisson(full([N], 0.7), options()), 0.7, 0.8367],
  'poisson, many': [() => ops.poisson(full([N], 400), options()), 400, 20],
  binomial: [() => ops.binomial(full([N], 10), tensor([0.3]), options()), 3, 1.449],
  'binomial, likely': [() => ops.binomial(full([N], 1000), tensor([0.9]), options()), 900, 9.487],
  multinomial: [
    () => ops.multinomial(tensor([0, 1, 3]), N, { replacement: true, ...options() }).to('float32'),
    1.75,
    0.433
  ]
}

afterEach(() => setBackend('native'))

test.each(Object.entries(draws))('%s has the mean and the width of its distribution', (_, [draw, mean, std]) => {
  const x = draw().to('float64')
  // Five standard errors; the seed is fixed.
  expect(Math.abs(x.mean().item() - mean)).toBeLessThan((5 * std) / Math.sqrt(N))
  expect(Math.abs(x.std().item() - std)).toBeLessThan(0.05 * std)
})

test.each(Object.entries(draws))('%s has the same bits on both backends', (_, [draw]) => {
  const native = [...draw().data]
  setBackend('js')
  expect([...draw().data]).toEqual(native)
})

test('cauchy_ has half of its numbers within sigma of the median', () => {
  const x = zeros([N]).cauchy_(3, { sigma: 2, ...options() })
  const share = x.sub(3).abs().lt(2).to('float32').mean().item()
  // Five standard errors.
  expect(Math.abs(share - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(N))
})

test('without replacement each position comes once, by weight', () => {
  const generator = new Generator(1)
  const first = [0, 0, 0, 0]
  for (let k = 0; k < 2000; k++) {
    const drawn = [...ops.multinomial(tensor([0, 1, 2, 7]), 3, { generator }).data]
    expect([...drawn].sort()).toEqual([1, 2, 3])
    first[drawn[0]!]!++
  }
  for (const [k, share] of [0, 0.1, 0.2, 0.7].entries()) expect(Math.abs(first[k]! / 2000 - share)).toBeLessThan(0.05)
})

test('a few positions are the first of many', () => {
  const weights = rand([3, 200], { generator: new Generator(1) })
    .sub(0.2)
    .relu()
  const draw = (count: number): number[][] =>
    ops.multinomial(weights, count, { generator: new Generator(2) }).toArray<number[][]>()
  const many = draw(100)
  for (const count of [1, 3, 64]) expect(draw(count)).toEqual(many.map((row) => row.slice(0, count)))
})

describe('gumbelSoftmax', () => {
  test('hard draws are one-hot, by probability, with the soft gradient', () => {
    const logits = tensor([1, 2, 7]).log().expand([N, 3])
    const hard = ops.gumbelSoftmax(logits, { hard: true, ...options() })
    expect(hard.sum(1).sub(1).abs().max().item()).toBeLessThan(1e-6)
    const shares = hard.mean(0).data
    for (const [k, p] of [0.1, 0.2, 0.7].entries()) expect(Math.abs(shares[k]! - p)).toBeLessThan(0.02)
    const x = tensor([[0.3, -0.2]], { requiresGrad: true })
    const gradient = (isHard: boolean): unknown => {
      x.grad = null
      ops
        .gumbelSoftmax(x, { hard: isHard, tau: 0.5, ...options() })
        .select(1, { index: 0 })
        .sum()
        .backward()
      return x.grad!.toArray()
    }
    expect(gradient(true)).toEqual(gradient(false))
  })
})

test('a seed gives the same numbers again, and the next ones differ', () => {
  manualSeed(5)
  const [a, b] = [ops.poisson(ones([8]).mul(20)), ops.poisson(ones([8]).mul(20))]
  manualSeed(5)
  expect(ops.poisson(ones([8]).mul(20)).toArray()).toEqual(a.toArray())
  expect(b.toArray()).not.toEqual(a.toArray())
})

test('random_ fills every dtype', () => {
  expect(zeros([50], { dtype: 'bool' }).random_().any().item()).toBe(1)
  expect(zeros([500], { dtype: 'uint8' }).random_().max().item()).toBeGreaterThan(200)
  expect(zeros([50], { dtype: 'int64' }).random_().max().item()).toBeGreaterThan(2 ** 40)
})

test('what draws refuse', () => {
  const refused: [() => unknown, new (m: string) => Error, string][] = [
    [() => ops.bernoulli(tensor([1.5])), OptionError, 'bernoulli: expected probabilities from 0 to 1 but received 1.5'],
    [() => zeros([2]).bernoulli_(2), OptionError, 'bernoulli_: expected p to be a finite number >= 0 and <= 1'],
    [() => zeros([2]).exponential_(0), OptionError, 'exponential_: expected lambd to be a finite number > 0'],
    [() => zeros([2]).random_(3, 3), OptionError, 'random_: expected from < to but received 3 and 3'],
    [() => ops.normal(0, 1), OptionError, 'normal: expected a size next to two numbers but received none'],
    [() => ops.normal(tensor([0]), -1), OptionError, 'normal: expected std to be at least 0 but received -1'],
    [() => ops.poisson(tensor([-1])), OptionError, 'poisson: expected rates of at least 0 but received -1'],
    [() => ops.binomial(tensor([1.5]), tensor([0.5])), OptionError, 'binomial: expected whole counts of at least 0'],
    [() => ops.multinomial(tensor([1, 0]), 2), OptionError, 'multinomial: cannot draw 2 positions because only 1 of 2'],
    [() => ops.multinomial(tensor([-1, 2]), 1), OptionError, 'multinomial: expected finite weights of at least 0'],
    [() => ops.multinomial(ones([1, 1, 1]), 1), ShapeError, 'multinomial: expected one row of weights or a matrix']
  ]
  for (const [call, kind, message] of refused) {
    expect(call).toThrow(kind)
    expect(call).toThrow(message)
  }
})
