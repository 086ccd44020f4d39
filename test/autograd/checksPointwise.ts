// Small random calls of the elementwise ops that are compositions, and of reductions made of others, for checks.ts.
import * as bessel from '../../lib/ops/bessel.ts'
import * as ops from '../../lib/ops/index.ts'
import * as polynomials from '../../lib/ops/polynomials.ts'
import { Generator } from '../../lib/tensor/random.ts'
import { type Check, free, within } from './inputs.ts'

const besselRows = Object.fromEntries(
  Object.entries(bessel).map(([name, op]): [string, Check[]] => [name, [[(x) => op(x!), [within(0.5, 3)]]]])
)
const polynomialRows = Object.fromEntries(
  Object.entries(polynomials).map(([name, op]): [string, Check[]] => [
    name,
    [[(x) => [op(x!, 1), op(x!, { n: 4 })], [free(3)]]]
  ])
)

/** By op, some calls of it. */
export const pointwiseRows: Record<string, Check[]> = {
  ...besselRows,
  ...polynomialRows,
  addcmul: [[(x, a, b) => ops.addcmul(x!, a!, b!, { value: 0.5 }), [free(2, 3), free(3), free(2, 1)]]],
  addcdiv: [[(x, a, b) => ops.addcdiv(x!, a!, b!, { value: 0.5 }), [free(2, 3), free(3), within(1, 2, 1)]]],
  clampMin: [[(x, a) => [ops.clampMin(x!, 0.1), ops.clampMin(x!, a!)], [free(5), free(5)]]],
  clampMax: [[(x, a) => [ops.clampMax(x!, { max: 0.1 }), ops.clampMax(x!, a!)], [free(5), free(5)]]],
  floorDivide: [[(a, b) => ops.floorDivide(a!, b!), [within(1, 3), within(4, 3)]]],
  floatPower: [[(a, b) => ops.floatPower(a!, b!), [within(0.5, 3), free(3)]]],
  logit: [[(x) => [ops.logit(x!), ops.logit(x!, { eps: 0.3 })], [within(0, 4)]]],
  round: [[(x) => [ops.round(x!), ops.round(x!, { decimals: 1 })], [within(0.61, 3)]]],
  deg2rad: [[(x) => ops.deg2rad(x!), [free(3)]]],
  rad2deg: [[(x) => ops.rad2deg(x!), [free(3)]]],
  ldexp: [[(x, y) => ops.ldexp(x!, y!), [free(3), free(3)]]],
  frexp: [[(x) => ops.frexp(x!).mantissa, [within(1, 3)]]],
  positive: [[(x) => ops.positive(x!), [free(3)]]],
  nanToNum: [[(x) => ops.nanToNum(x!), [free(3)]]],
  polygamma: [[(x) => [0, 1, 2].map((n) => ops.polygamma(x!, n)), [within(0.5, 3)]]],
  zeta: [[(q) => ops.zeta(2.5, q!), [within(0.5, 3)]]],
  igamma: [[(x) => ops.igamma(1.7, x!), [within(0.5, 3)]]],
  igammac: [[(x) => ops.igammac(1.7, x!), [within(0.5, 3)]]],
  amax: [[(x) => [ops.amax(x!), ops.amax(x!, [0, 2]), ops.amax(x!, { dim: 1, keepdim: true })], [free(2, 3, 2)]]],
  amin: [[(x) => [ops.amin(x!), ops.amin(x!, [0, 2])], [free(2, 3, 2)]]],
  aminmax: [[(x) => Object.values(ops.aminmax(x!, 1)), [free(2, 3)]]],
  varMean: [[(x) => Object.values(ops.varMean(x!, 1, { correction: 0 })), [free(2, 3)]]],
  stdMean: [[(x) => Object.values(ops.stdMean(x!)), [free(2, 3)]]],
  nansum: [[(x) => ops.nansum(x!, 1), [free(2, 3)]]],
  nanmean: [[(x) => ops.nanmean(x!, 1), [free(2, 3)]]],
  dist: [[(a, b) => [ops.dist(a!, b!), ops.dist(a!, b!, 3)], [free(2, 3), free(2, 3)]]],
  renorm: [[(x) => ops.renorm(x!, { p: 2, dim: 0, maxnorm: 1 }), [free(2, 3)]]],
  gumbelSoftmax: [[(x) => ops.gumbelSoftmax(x!, { tau: 0.7, generator: new Generator(3) }), [free(2, 3)]]],
  multigammaln: [[(x) => ops.multigammaln(x!, { p: 3 }), [within(1.5, 3)]]]
}

/** What has no gradient by its nature. */
export const WITHOUT = `isinf isposinf isneginf isreal signbit isclose allclose equal heaviside nextafter countNonzero
  bernoulli binomial multinomial normal poisson
  gcd lcm bitwiseAnd bitwiseOr bitwiseXor bitwiseNot bitwiseLeftShift bitwiseRightShift`.split(/\s+/)
