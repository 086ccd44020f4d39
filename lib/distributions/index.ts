// thalweg/distributions: probability distributions, with the names of torch.distributions.
import '../ops/methods.ts'

export { Cauchy, Exponential, Gumbel, HalfNormal, Laplace, LogNormal, Normal, StudentT, Uniform } from './continuous.ts'
export {
  Bernoulli,
  Binomial,
  Categorical,
  Geometric,
  Multinomial,
  OneHotCategorical,
  Poisson,
  type ProbsOrLogits
} from './discrete.ts'
export {
  type Constraint,
  Distribution,
  type DistributionOptions,
  type Parameter,
  type SampleOptions
} from './distribution.ts'
export { Beta, Chi2, Dirichlet, Gamma } from './gamma.ts'
export { klDivergence } from './kl.ts'
export { type Covariance, Independent, MultivariateNormal } from './multivariate.ts'
