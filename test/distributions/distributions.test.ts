// Distributions against PyTorch in float64 (test/golden/distributions.py says what a case holds), on both backends.
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { type BackendName, setBackend } from '../../lib/backend/index.ts'
import * as d from '../../lib/distributions/index.ts'
import { grad, OptionError, ShapeError, type Tensor, tensor } from '../../lib/index.ts'

interface Numbers {
  shape: number[]
  data: (number | string)[]
}
interface Case {
  name: string
  params: Numbers[]
  values: Numbers
  batchShape: number[]
  eventShape: number[]
  logProb: Numbers
  logProbGradients: (Numbers | null)[]
  entropy: Numbers | null
  entropyGradients: (Numbers | null)[]
  mean: Numbers
  variance: Numbers
}
interface Divergence {
  p: string
  pParams: Numbers[]
  q: string
  qParams: Numbers[]
  kl: Numbers
  gradients: (Numbers | null)[]
}

const file = new URL('../golden/distributions.json', import.meta.url)
const golden = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[]; divergences: Divergence[] }

afterEach(() => setBackend('native'))

const numbers = ({ data }: Numbers): number[] =>
  data.map((v) => (v === 'inf' ? Infinity : v === '-inf' ? -Infinity : Number(v)))
const read = (x: Numbers, requiresGrad = false): Tensor =>
  tensor(numbers(x), { shape: x.shape, dtype: 'float64', requiresGrad })

type Class = new (...args: unknown[]) => d.Distribution
const WORDS: Record<string, string> = { precision_matrix: 'precisionMatrix', scale_tril: 'scaleTril' }

function make(name: string, ps: Tensor[]): d.Distribution {
  const [kind, word] = name.split(':') as [string, string?]
  const Kind = (d as unknown as Record<string, Class>)[kind]!
  if (kind === 'Uniform') return new Kind(ps[0], ps[0]!.add(ps[1]!))
  if (kind === 'Multinomial') return new Kind(5, ps[0])
  if (kind === 'Binomial') return new Kind(ps[0]!.detach(), ps[1])
  if (word === undefined) return new Kind(...ps)
  return kind === 'MultivariateNormal' ? new Kind(ps[0], { [WORDS[word]!]: ps[1] }) : new Kind({ [word]: ps[0] })
}

function close(got: Tensor | null, want: Numbers | null, what: string): void {
  if (want === null && got === null) return
  const expected = want === null ? Array.from(got!.data, () => 0) : numbers(want)
  if (want !== null && got !== null) expect(got.shape, what).toEqual(want.shape)
  const values = got === null ? expected.map(() => 0) : Array.from(got.data)
  for (const [k, v] of expected.entries()) {
    const have = values[k]!
    if (Object.is(have, v) || Math.abs(have - v) <= 1e-9 * Math.max(1, Math.abs(v))) continue
    expect.fail(`${what}: element ${k} is ${have} instead of ${v}`)
  }
}

// The gradients of the finite elements, as in the golden data.
function gradients(y: Tensor, ps: Tensor[]): (Tensor | null)[] {
  if (!y.requiresGrad) return ps.map(() => null)
  return grad(y.isfinite().all().item() === 1 ? y.sum() : y.where(y.isfinite(), 0).sum(), ps, {
    allowUnused: true,
    retainGraph: true
  })
}

describe.each<BackendName>(['native', 'js'])('%s', (backend) => {
  test.each(golden.cases.map((c, k) => [k, c.name, c] as const))('%i: %s', (_k, _name, c) => {
    setBackend(backend)
    const ps = c.params.map((p) => read(p, true))
    const of = make(c.name, ps)
    expect([of.batchShape, of.eventShape]).toEqual([c.batchShape, c.eventShape])
    const y = of.logProb(read(c.values))
    close(y, c.logProb, 'logProb')
    for (const [k, g] of gradients(y, ps).entries()) close(g, c.logProbGradients[k]!, `gradient ${k} of logProb`)
    close(of.mean, c.mean, 'mean')
    close(of.variance, c.variance, 'variance')
    if (c.entropy === null) return
    const h = of.entropy()
    close(h, c.entropy, 'entropy')
    for (const [k, g] of gradients(h, ps).entries()) close(g, c.entropyGradients[k]!, `gradient ${k} of the entropy`)
  })

  test.each(golden.divergences.map((c) => [c.p, c.q, c] as const))('KL of %s and %s', (_p, _q, c) => {
    setBackend(backend)
    const [ps, qs] = [c.pParams.map((p) => read(p, true)), c.qParams.map((p) => read(p, true))]
    const y = d.klDivergence(make(c.p, ps), make(c.q, qs))
    close(y, c.kl, 'divergence')
    for (const [k, g] of gradients(y, [...ps, ...qs]).entries()) close(g, c.gradients[k]!, `gradient ${k}`)
  })
})

test('Independent sums over the dimensions that it takes', () => {
  const base = new d.Normal(tensor([[0, 1, 2]]), 1)
  const of = new d.Independent(base, 1)
  expect([of.batchShape, of.eventShape]).toEqual([[1], [3]])
  expect(of.logProb(tensor([[0, 1, 2]])).item()).toBeCloseTo(3 * base.logProb(tensor([[0, 1, 2]])).data[0]!, 5)
  expect(of.entropy().item()).toBeCloseTo(base.entropy().sum().item(), 5)
  const other = new d.Independent(new d.Normal(tensor([[1, 1, 1]]), 1), 1)
  expect(d.klDivergence(of, other).item()).toBeCloseTo(1, 5)
})

test('what is refused', () => {
  const refused: [() => unknown, string, typeof OptionError | typeof ShapeError][] = [
    [() => new d.Normal(0, -1), 'Normal: expected scale to be numbers > 0 but element 0 is -1', OptionError],
    [() => new d.Normal(tensor([1, 2]), tensor([1, 2, 3])), 'Normal: shapes do not broadcast', ShapeError],
    [() => new d.Normal('0' as never, 1), "Normal: expected loc to be a tensor but received '0'", OptionError],
    [() => new d.Bernoulli(2), 'Bernoulli: expected probs to be numbers from 0 to 1 but element 0 is 2', OptionError],
    [() => new d.Bernoulli({}), 'Bernoulli: expected either probs or logits but received neither', OptionError],
    [() => new d.Uniform(1, 1), 'Uniform: expected high - low to be numbers > 0', OptionError],
    [() => new d.Gamma(1, 1).logProb(-1), 'Gamma.logProb: expected value to be numbers > 0', OptionError],
    [() => new d.Categorical(tensor(1)), 'Categorical: expected classes along the last dimension', ShapeError],
    [() => new d.Categorical(tensor([1, 1])).logProb(2), 'whole numbers from 0 to 1 but element 0 is 2', OptionError],
    [
      () => new d.Poisson(1).rsample(),
      'Poisson.rsample: cannot differentiate draws because they are discrete',
      OptionError
    ],
    [() => new d.Binomial(2.5, 0.5), 'Binomial: expected totalCount to be whole numbers >= 0', OptionError],
    [() => new d.Poisson(1, true as never), 'Poisson: expected an object of options but received true', OptionError],
    [() => new d.Binomial(3, 0.5).entropy(), 'Binomial.entropy: cannot compute it', OptionError],
    [() => new d.Normal(0, 1).sample([-1]), 'Normal.sample: expected a shape of whole numbers >= 0', OptionError],
    [() => new d.Normal(0, 1, { validate: false } as never), 'Normal: unknown option validate', OptionError],
    [() => d.klDivergence(new d.Normal(0, 1), new d.Gamma(1, 1)), 'cannot compare Normal with Gamma', OptionError],
    [
      () => new d.MultivariateNormal(tensor([1, 2]), tensor([[1]])),
      'MultivariateNormal: expected loc (..., k) and a matrix (..., k, k) but received [2] and [1, 1]',
      ShapeError
    ]
  ]
  for (const [call, message, Kind] of refused) {
    expect(call).toThrow(Kind)
    expect(call).toThrow(message)
  }
  expect(new d.Gamma(2, 1, { validateArgs: false }).logProb(-1).item()).toBeNaN()
})
