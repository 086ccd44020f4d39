// Draws that take a varying number of random words an element: gamma, Poisson, binomial. Each element has its own stream,
// so that its value depends on the seed and its place alone. Called by the distributions.
import { recordJoint } from '../autograd/joint.ts'
import { digamma_f64, lgamma_f64 } from '../backend/gen/math.ts'
import { exp, log } from '../backend/math.ts'
import { AutogradError } from '../errors.ts'
import { mul } from '../ops/index.ts'
import { expand } from '../ops/shape.ts'
import { fromArray } from '../tensor/create.ts'
import { gamma, type Uniforms, uniforms } from '../tensor/draws.ts'
import { defaultGenerator, type Generator } from '../tensor/random.ts'
import type { Shape } from '../tensor/shape.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'
import { Philox } from '../util/philox.ts'
import { leastOf } from './distribution.ts'

// One value for each element of x, from its own stream.
function drawEach(
  x: readonly Tensor[],
  shape: Shape,
  generator: Generator | undefined,
  one: (next: Uniforms, ...values: number[]) => number
): Float64Array {
  const from = generator ?? defaultGenerator
  const seed = BigInt(from.nextUint32()) * 2n ** 32n + BigInt(from.nextUint32())
  const philox = new Philox(seed)
  const next = uniforms(philox)
  const columns = x.map((t) => elementsOf(expand(t.detach(), shape)))
  const out = new Float64Array(columns[0]!.length)
  for (let k = 0; k < out.length; k++) {
    philox.seek([k % 2 ** 32, Math.floor(k / 2 ** 32)])
    out[k] = one(next, ...columns.map((values) => values[k]!))
  }
  return out
}

/**
 * d x / d alpha of a gamma variable at a fixed quantile: -(dP/dalpha) / (dP/dx) for the distribution function P (Figurnov,
 * Mohamed and Mnih 2018, "Implicit reparameterization gradients"). By the series P = x^alpha e^-x S / gamma(alpha + 1), S = 1 +
 * x / (alpha + 1) + x^2 / ((alpha + 1) (alpha + 2)) + ..., and in the upper tail, where that would cancel, by the continued
 * fraction of 1 - P.
 */
export function gammaSlope(x: number, alpha: number): number {
  if (alpha > 1e6) return (x + alpha) / (2 * alpha)
  if (x > alpha + 3 * Math.sqrt(alpha) + 1) return upperSlope(x, alpha)
  let [term, sum, rate, slopeOfSum] = [1, 1, 0, 0]
  for (let n = 1; n < 1e6; n++) {
    term *= x / (alpha + n)
    rate -= 1 / (alpha + n)
    sum += term
    slopeOfSum += term * rate
    if (term < 2 ** -60 * sum && alpha + n > x) break
  }
  return (-x / alpha) * (sum * (log(x) - digamma_f64(alpha + 1)) + slopeOfSum)
}

// 1 - P = x^alpha e^-x / gamma(alpha) C with C = 1 / (b_0 + a_1 / (b_1 + a_2 / ...)), b_k = x + 2 k + 1 - alpha and a_k =
// k (alpha - k), from its end, together with its derivative.
function upperSlope(x: number, alpha: number): number {
  const steps = 200 + Math.ceil(10 * Math.sqrt(alpha))
  let f = x + 2 * steps + 1 - alpha
  let slope = -1
  for (let k = steps; k > 0; k--) {
    const a = k * (alpha - k)
    slope = (k * f - a * slope) / (f * f) - 1
    f = x + 2 * k - 1 - alpha + a / f
  }
  return x * ((log(x) - digamma_f64(alpha)) / f - slope / (f * f))
}

/** Draws of the gamma distribution of rate 1, with gradients of alpha. */
export function standardGamma(alpha: Tensor, shape: Shape, generator: Generator | undefined): Tensor {
  const least = leastOf(alpha)
  const values = drawEach([alpha], shape, generator, (next, a) => Math.max(least, gamma(next, a)))
  const wide = expand(alpha, shape)
  const x = fromArray(values, shape).to(alpha.dtype)
  recordJoint('standardGamma', [x], [wide], [wide, x], ([g]) => {
    const alphas = elementsOf(wide.detach())
    const data = elementsOf(x.detach())
    const slopes = fromArray(
      Float64Array.from(data, (v, k) => gammaSlope(v, alphas[k]!)),
      shape
    ).to(alpha.dtype)
    recordJoint('standardGammaGradient', [slopes], [wide], [], () => {
      throw new AutogradError(
        'rsample: cannot compute gradients of gradients of gamma draws because their first ones have no formula for it; use logProb'
      )
    })
    return [mul(g!, slopes)]
  })
  return x
}

/** Draws of the Poisson distribution, as floats. */
export function poissonDraws(rate: Tensor, shape: Shape, generator: Generator | undefined): Tensor {
  const values = drawEach([rate], shape, generator, (next, mean) =>
    mean < 10 ? fewEvents(next, mean) : manyEvents(next, mean)
  )
  return fromArray(values, shape).to(rate.dtype)
}

// Knuth: how many uniform numbers until their product is below e^-mean.
function fewEvents(next: Uniforms, mean: number): number {
  const limit = exp(-mean)
  let k = -1
  for (let product = 1; product > limit; product *= next()) k++
  return Math.max(0, k)
}

// Hörmann 1993, "The transformed rejection method for generating Poisson random variables" (PTRS).
function manyEvents(next: Uniforms, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverse = 1.1239 + 1.1328 / (b - 3.4)
  const limit = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = next() - 0.5
    const v = next()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= limit) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    const left = log(v) + log(inverse) - log(a / (us * us) + b)
    if (left <= -mean + k * log(mean) - lgamma_f64(k + 1)) return k
  }
}

/** Draws of the binomial distribution, as floats: successes counted one by one. */
export function binomialDraws(total: Tensor, probs: Tensor, shape: Shape, generator: Generator | undefined): Tensor {
  const values = drawEach([total, probs], shape, generator, (next, n, p) => {
    let successes = 0
    for (let k = 0; k < n; k++) if (next() < p) successes++
    return successes
  })
  return fromArray(values, shape).to(probs.dtype)
}
