// Uses of distributions with options, for optionCases.ts: what they print and hold, a draw, and its log probability.
import * as d from '../../lib/distributions/index.ts'
import * as t from '../../lib/index.ts'

type Use = (options: object) => unknown
type Kind = new (...args: never[]) => d.Distribution

const shown = (made: d.Distribution): unknown => {
  const draw = made.sample([3])
  return [String(made), { ...made }, draw, made.logProb(draw)]
}

// Parameters in front, options last.
const last = (kinds: Readonly<Record<string, Kind>>, ...args: readonly unknown[]): [string, Use][] =>
  Object.entries(kinds).map(([name, Kind]) => [name, (o) => shown(new Kind(...([...args, o] as never[])))])

// Options next to a parameter that has several forms: each form, after `args`.
const among = (kinds: Readonly<Record<string, Kind>>, forms: object, ...args: readonly unknown[]): [string, Use][] =>
  Object.entries(kinds).map(([name, Kind]) => [
    name,
    (o) =>
      Object.entries(forms).map(([form, value]) => shown(new Kind(...([...args, { ...o, [form]: value }] as never[]))))
  ])

const places = t.tensor([0.25, 0.5])
const weights = t.tensor([0.2, 0.3, 0.5])
const matrix = t.tensor([
  [1, 0],
  [0, 2]
])

const { Bernoulli, Binomial, Categorical, Geometric, Multinomial, OneHotCategorical, Poisson } = d
const { Beta, Cauchy, Chi2, Dirichlet, Exponential, Gamma, Gumbel, HalfNormal, Laplace, LogNormal, Normal } = d
const { Independent, MultivariateNormal, StudentT, Uniform } = d

export const distributionCases: Record<string, Use> = Object.fromEntries([
  ...last({ Cauchy, Gumbel, Laplace, LogNormal, Normal, Uniform, Beta, Gamma }, places, 2),
  ...last({ Chi2, Exponential, HalfNormal, Poisson }, places),
  ...last({ StudentT }, 3, places, 2),
  ...last({ Dirichlet }, weights),
  ...last({ Independent }, new Normal(places, 1), 1),
  ...among({ Bernoulli, Geometric }, { probs: places, logits: places }),
  ...among({ Categorical, OneHotCategorical }, { probs: weights, logits: weights }),
  ...among({ Binomial }, { probs: places, logits: places }, 4),
  ...among({ Multinomial }, { probs: weights, logits: weights }, 4),
  ...among({ MultivariateNormal }, { covarianceMatrix: matrix, precisionMatrix: matrix, scaleTril: matrix }, places)
])
