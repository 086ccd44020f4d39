// Draws: their moments, the same bits on both backends, and the gradients of those that have them.
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { setBackend } from '../../lib/backend/index.ts'
import { gammaSlope } from '../../lib/distributions/gammaDraws.ts'
import * as d from '../../lib/distributions/index.ts'
import { AutogradError, Generator, grad, type Tensor, tensor, zeros } from '../../lib/index.ts'

const dtype = 'float64'
const t = (...values: number[]): Tensor => tensor(values, { dtype })
afterEach(() => setBackend('native'))

// Of every class some parameters. Binomial, Poisson and gamma draw by other means for other sizes.
const made: Record<string, () => d.Distribution> = {
  Normal: () => new d.Normal(t(1, -2), t(0.5, 2)),
  LogNormal: () => new d.LogNormal(t(0.2, -0.5), t(0.3, 0.5)),
  HalfNormal: () => new d.HalfNormal(t(0.5, 2)),
  Laplace: () => new d.Laplace(t(1, -2), t(0.5, 2)),
  Gumbel: () => new d.Gumbel(t(1, -2), t(0.5, 2)),
  Uniform: () => new d.Uniform(t(1, -2), t(1.5, 2)),
  Exponential: () => new d.Exponential(t(0.5, 3)),
  StudentT: () => new d.StudentT(t(9, 12), t(0, 1), t(1, 2)),
  Gamma: () => new d.Gamma(t(0.4, 3.5, 40), t(1, 2, 3)),
  Chi2: () => new d.Chi2(t(3, 5)),
  Beta: () => new d.Beta(t(0.5, 3), t(2, 4)),
  Dirichlet: () => new d.Dirichlet(t(0.7, 1.5, 3)),
  MultivariateNormal: () => new d.MultivariateNormal(t(1, -1), t(2, 0.6, 0.6, 1).reshape([2, 2])),
  Bernoulli: () => new d.Bernoulli(t(0.2, 0.7)),
  Geometric: () => new d.Geometric(t(0.2, 0.7)),
  Binomial: () => new d.Binomial(t(5, 20), t(0.2, 0.7)),
  Poisson: () => new d.Poisson(t(0.7, 4, 60)),
  OneHotCategorical: () => new d.OneHotCategorical(t(0.2, 0.5, 0.3)),
  Multinomial: () => new d.Multinomial(4, t(0.2, 0.5, 0.3))
}

const COUNT = 20_000

describe('moments of many draws', () => {
  test.each(Object.entries(made))('%s', (_name, make) => {
    const of = make()
    const x = of.sample(COUNT, { generator: new Generator(7) })
    expect(x.shape).toEqual([COUNT, ...of.batchShape, ...of.eventShape])
    expect(x.requiresGrad).toBe(false)
    const [mean, variance] = [x.mean(0).data, x.var(0).data]
    for (const [k, want] of of.mean.data.entries()) {
      const spread = of.variance.data[k]!
      // Five standard errors; that of a variance is wider for heavy tails.
      expect(Math.abs(mean[k]! - want)).toBeLessThan(5 * Math.sqrt(spread / COUNT))
      expect(Math.abs(variance[k]! / spread - 1)).toBeLessThan(0.15)
    }
  })

  test('classes come as often as their weights say', () => {
    const of = new d.Categorical(t(1, 0, 3, 2, 2, 0).reshape([2, 3]))
    const x = of.sample([COUNT], { generator: new Generator(7) })
    expect(x.dtype).toBe('int64')
    for (const [k, share] of [0.25, 0, 0.75, 0.5, 0.5, 0].entries()) {
      const own = x.select(1, { index: Math.floor(k / 3) })
      const found = Array.from(own.data).filter((at) => Number(at) === k % 3).length / COUNT
      expect(Math.abs(found - share)).toBeLessThanOrEqual(5 * Math.sqrt((share * (1 - share)) / COUNT))
    }
  })

  test('the quartiles of Cauchy draws', () => {
    const x = Array.from(new d.Cauchy(t(2), t(3)).sample(COUNT, { generator: new Generator(7) }).data).sort(
      (a, b) => a - b
    )
    for (const [k, want] of [-1, 2, 5].entries()) {
      const part = (k + 1) / 4
      const density = 1 / (Math.PI * 3 * (1 + ((want - 2) / 3) ** 2))
      const error = Math.sqrt((part * (1 - part)) / COUNT) / density
      expect(Math.abs(x[Math.round(part * COUNT)]! - want)).toBeLessThan(5 * error)
    }
  })

  test('the covariance of vectors', () => {
    const of = made.MultivariateNormal!() as d.MultivariateNormal
    const c = of
      .sample(COUNT, { generator: new Generator(7) })
      .transpose()
      .cov()
    for (const [k, want] of of.covarianceMatrix.data.entries()) expect(Math.abs(c.data[k]! - want)).toBeLessThan(0.08)
  })
})

test.each(Object.entries(made))('%s: a seed gives the same bits natively and in JavaScript', (_name, make) => {
  const draw = (backend: 'native' | 'js'): number[] => {
    setBackend(backend)
    return Array.from(make().sample([5, 3], { generator: new Generator(3) }).data)
  }
  const js = draw('js')
  expect(draw('native')).toEqual(js)
  expect(draw('js')).toEqual(js)
  setBackend('native')
  const generator = new Generator(3)
  make().sample([5, 3], { generator })
  expect(Array.from(make().sample([5, 3], { generator }).data)).not.toEqual(js)
})

test('the gradient of a draw is that of its mean, on average', () => {
  const check = (make: (...ps: Tensor[]) => d.Distribution, ...values: number[]): void => {
    const ps = values.map((v) => tensor(v, { dtype, requiresGrad: true }))
    const x = make(...ps).rsample(COUNT, { generator: new Generator(5) })
    const found = grad(x.mean(), ps, { allowUnused: true })
    const want = grad(make(...ps).mean.sum(), ps, { allowUnused: true })
    for (const [k, g] of want.entries()) {
      expect(Math.abs((found[k]?.item() ?? 0) - (g?.item() ?? 0))).toBeLessThan(
        0.04 * Math.max(1, Math.abs(g?.item() ?? 0))
      )
    }
  }
  check((a, b) => new d.Normal(a!, b!), 1, 2)
  check((a, b) => new d.Laplace(a!, b!), 1, 2)
  check((a, b) => new d.Gumbel(a!, b!), 1, 2)
  check((a, b) => new d.Uniform(a!, b!), 1, 2)
  check((a) => new d.Exponential(a!), 2)
  check((a, b) => new d.Gamma(a!, b!), 0.7, 2)
  check((a, b) => new d.Gamma(a!, b!), 8, 2)
  check((a, b) => new d.Beta(a!, b!), 1.5, 0.8)
  check((a, b) => new d.LogNormal(a!, b!), 0.1, 0.4)
})

// PyTorch approximates these; where it does, its error is about 1e-3.
test('the slope of a gamma draw by its concentration', () => {
  const file = new URL('../golden/distributions.json', import.meta.url)
  const { gammaSlopes } = JSON.parse(readFileSync(file, 'utf8')) as { gammaSlopes: [number, number, number][] }
  for (const [alpha, x, want] of gammaSlopes) expect(Math.abs(gammaSlope(x, alpha) / want - 1)).toBeLessThan(5e-3)
})

test('the slopes of gamma draws have the mean that moments say', () => {
  // E x = alpha and E x^2 = alpha + alpha^2 for every alpha. By the trapezoidal rule over log x.
  for (const alpha of [0.3, 1, 2.5, 30]) {
    let [all, first, second] = [0, 0, 0]
    for (let t = -100; t < 8; t += 1 / 32) {
      const x = Math.exp(t)
      const weight = Math.exp(alpha * t - x)
      const slope = gammaSlope(x, alpha)
      all += weight
      first += weight * slope
      second += weight * 2 * x * slope
    }
    expect(first / all).toBeCloseTo(1, 11)
    expect(second / all).toBeCloseTo(1 + 2 * alpha, 11)
  }
})

test('a gamma draw has no second gradient, and says so', () => {
  const a = tensor(2, { dtype, requiresGrad: true })
  const x = new d.Gamma(a, 1).rsample([], { generator: new Generator(1) })
  const [g] = grad(x, a, { createGraph: true })
  expect(() => grad(g!, a)).toThrow(AutogradError)
})

test('draws of float32 are float32; none are drawn of an empty batch', () => {
  for (const make of [() => new d.Gamma(2, 1), () => new d.Poisson(2), () => new d.Beta(2, 1)]) {
    expect(make().sample([3]).dtype).toBe('float32')
  }
  expect(new d.Normal(zeros([0]), 1).sample([2]).shape).toEqual([2, 0])
})
