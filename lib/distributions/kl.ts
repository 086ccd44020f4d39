// The Kullback-Leibler divergence of two distributions: one row a pair of classes.
import { OptionError } from '../errors.ts'
import {
  abs,
  add,
  digamma,
  div,
  exp,
  ge,
  le,
  lgamma,
  log,
  logicalAnd,
  logSigmoid,
  mul,
  neg,
  square,
  sub,
  sum,
  where
} from '../ops/index.ts'
import { solveTriangular } from '../ops/linalg/triangular.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { Cauchy, Exponential, Gumbel, HalfNormal, Laplace, LogNormal, Normal, Uniform } from './continuous.ts'
import { Bernoulli, Binomial, Categorical, Geometric, OneHotCategorical, Poisson } from './discrete.ts'
import { Distribution, EULER } from './distribution.ts'
import { Beta, Dirichlet, Gamma } from './gamma.ts'
import { Independent, MultivariateNormal } from './multivariate.ts'

type Kind<D extends Distribution> = abstract new (...args: never[]) => D
interface Row {
  readonly p: Kind<Distribution>
  readonly q: Kind<Distribution>
  readonly kl: (p: Distribution, q: Distribution) => Tensor
}

const row = <P extends Distribution, Q extends Distribution>(
  p: Kind<P>,
  q: Kind<Q>,
  kl: (p: P, q: Q) => Tensor
): Row => ({
  p,
  q,
  kl: kl as Row['kl']
})

function ofNormals(p: { loc: Tensor; scale: Tensor }, q: { loc: Tensor; scale: Tensor }): Tensor {
  const ratio = square(div(p.scale, q.scale))
  const shift = square(div(sub(p.loc, q.loc), q.scale))
  return mul(sub(sub(add(ratio, shift), 1), log(ratio)), 0.5)
}

function ofGammas(p: Gamma, q: Gamma): Tensor {
  const [a, b] = [p.concentration, q.concentration]
  return add(
    add(mul(b, log(div(p.rate, q.rate))), sub(lgamma(b), lgamma(a))),
    add(mul(sub(a, b), digamma(a)), mul(sub(q.rate, p.rate), div(a, p.rate)))
  )
}

function ofDirichlets(p: Dirichlet, q: Dirichlet): Tensor {
  const [a, b] = [p.concentration, q.concentration]
  const total = sum(a, -1, { keepdim: true })
  const t1 = sub(lgamma(sum(a, -1)), lgamma(sum(b, -1)))
  const t2 = sum(sub(lgamma(a), lgamma(b)), -1)
  return add(sub(t1, t2), sum(mul(sub(a, b), sub(digamma(a), digamma(total))), -1))
}

function ofBetas(p: Beta, q: Beta): Tensor {
  const [a1, a0, b1, b0] = [p.concentration1, p.concentration0, q.concentration1, q.concentration0]
  const [a, b] = [add(a1, a0), add(b1, b0)]
  const lbeta = (x: Tensor, y: Tensor, both: Tensor): Tensor => sub(add(lgamma(x), lgamma(y)), lgamma(both))
  const parts = add(mul(sub(a1, b1), digamma(a1)), mul(sub(a0, b0), digamma(a0)))
  return add(sub(lbeta(b1, b0, b), lbeta(a1, a0, a)), sub(parts, mul(sub(a, b), digamma(a))))
}

type Odds = Pick<Bernoulli, 'probs' | 'logits'>

// p (log p - log q) where p is not 0.
const classes = (p: Odds, q: Odds): Tensor => sum(where(p.probs.eq(0), 0, mul(p.probs, sub(p.logits, q.logits))), -1)

function ofBernoullis(p: Odds, q: Odds): Tensor {
  const one = mul(p.probs, sub(logSigmoid(p.logits), logSigmoid(q.logits)))
  const zero = mul(sub(1, p.probs), sub(logSigmoid(neg(p.logits)), logSigmoid(neg(q.logits))))
  return add(one, zero)
}

function ofBinomials(p: Binomial, q: Binomial): Tensor {
  if (!p.totalCount.sub(q.totalCount).eq(0).all().item()) {
    throw new OptionError('klDivergence: expected binomial distributions of equal totalCount')
  }
  return mul(p.totalCount, ofBernoullis(p, q))
}

function ofUniforms(p: Uniform, q: Uniform): Tensor {
  const inside = logicalAnd(le(q.low, p.low), ge(q.high, p.high))
  return where(inside, log(div(sub(q.high, q.low), sub(p.high, p.low))), Infinity)
}

function ofLaplaces(p: Laplace, q: Laplace): Tensor {
  const distance = abs(sub(p.loc, q.loc))
  const ratio = div(p.scale, q.scale)
  return add(sub(sub(div(distance, q.scale), log(ratio)), 1), mul(ratio, exp(neg(div(distance, p.scale)))))
}

function ofGumbels(p: Gumbel, q: Gumbel): Tensor {
  const ratio = div(p.scale, q.scale)
  const shift = div(sub(p.loc, q.loc), q.scale)
  const third = sub(exp(add(neg(shift), lgamma(add(ratio, 1)))), 1 + EULER)
  return add(add(neg(log(ratio)), mul(ratio, EULER)), add(shift, third))
}

function ofCauchys(p: Cauchy, q: Cauchy): Tensor {
  const t = add(square(add(p.scale, q.scale)), square(sub(p.loc, q.loc)))
  return sub(log(t), log(mul(mul(p.scale, q.scale), 4)))
}

function ofVectors(p: MultivariateNormal, q: MultivariateNormal): Tensor {
  const ratio = solveTriangular(q.scaleTril, p.scaleTril, { upper: false })
  const trace = sum(square(ratio), [-2, -1])
  const m = q.distance(sub(q.loc, p.loc))
  return add(sub(q.halfLogDet, p.halfLogDet), mul(sub(add(trace, m), p.eventShape[0]!), 0.5))
}

const asGamma = (p: Exponential): Gamma => new Gamma(1, p.rate, { validateArgs: false })

const ROWS: readonly Row[] = [
  row(Normal, Normal, ofNormals),
  row(LogNormal, LogNormal, ofNormals),
  row(HalfNormal, HalfNormal, (p, q) => {
    const ratio = square(div(p.scale, q.scale))
    return mul(sub(sub(ratio, 1), log(ratio)), 0.5)
  }),
  row(Laplace, Laplace, ofLaplaces),
  row(Gumbel, Gumbel, ofGumbels),
  row(Cauchy, Cauchy, ofCauchys),
  row(Uniform, Uniform, ofUniforms),
  row(Exponential, Exponential, (p, q) => {
    const ratio = div(q.rate, p.rate)
    return sub(sub(ratio, log(ratio)), 1)
  }),
  row(Gamma, Gamma, ofGammas),
  row(Exponential, Gamma, (p, q) => ofGammas(asGamma(p), q)),
  row(Gamma, Exponential, (p, q) => ofGammas(p, asGamma(q))),
  row(Beta, Beta, ofBetas),
  row(Dirichlet, Dirichlet, ofDirichlets),
  row(MultivariateNormal, MultivariateNormal, ofVectors),
  row(Bernoulli, Bernoulli, ofBernoullis),
  row(Geometric, Geometric, (p, q) =>
    sub(neg(p.entropy()), add(div(mul(logSigmoid(neg(q.logits)), sub(1, p.probs)), p.probs), log(q.probs)))
  ),
  row(Binomial, Binomial, ofBinomials),
  row(Categorical, Categorical, classes),
  row(OneHotCategorical, OneHotCategorical, classes),
  row(Poisson, Poisson, (p, q) => sub(mul(p.rate, sub(log(p.rate), log(q.rate))), sub(p.rate, q.rate))),
  row(Uniform, Normal, (p, q) => {
    const mean = sub(mul(add(p.high, p.low), 0.5), q.loc)
    const spread = div(square(sub(p.high, p.low)), 12)
    const common = log(div(mul(q.scale, Math.sqrt(2 * Math.PI)), sub(p.high, p.low)))
    return add(common, div(add(spread, square(mean)), mul(square(q.scale), 2)))
  }),
  row(Bernoulli, Poisson, (p, q) => sub(neg(p.entropy()), sub(mul(p.probs, log(q.rate)), q.rate)))
]

/**
 * The Kullback-Leibler divergence from q to p, E_p[log p - log q], of the batch shapes together. Like
 * torch.distributions.kl_divergence.
 *
 * @throws OptionError for a pair of classes without a formula
 * @example
 * klDivergence(new Normal(0, 1), new Normal(1, 1)).item() // 0.5
 */
export function klDivergence(p: Distribution, q: Distribution): Tensor {
  for (const [name, d] of Object.entries({ p, q })) {
    if (!(d instanceof Distribution)) {
      throw new OptionError(`klDivergence: expected ${name} to be a distribution but received ${show(d)}`)
    }
  }
  if (p instanceof Independent && q instanceof Independent) {
    if (p.reinterpretedBatchNdims !== q.reinterpretedBatchNdims) {
      throw new OptionError('klDivergence: expected Independent distributions with equal numbers of dimensions')
    }
    return p.summed(klDivergence(p.base, q.base))
  }
  const found = ROWS.find((each) => p instanceof each.p && q instanceof each.q)
  if (found !== undefined) return found.kl(p, q)
  throw new OptionError(
    `klDivergence: cannot compare ${p.name} with ${q.name} because there is no formula; average p.logProb(x).sub(q.logProb(x)) over samples of p`
  )
}
