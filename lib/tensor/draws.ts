// Single numbers of distributions that take a varying number of random words, the same bits on every machine. Called by the
// gamma draws of lib/distributions and the augmentations of lib/data.
import { log, power } from '../backend/math.ts'
import type { RandomSource } from '../util/philox.ts'

/** Uniform in (0, 1), of 52 bits. */
export type Uniforms = () => number

/** Uniform numbers of a random source. */
export function uniforms(random: RandomSource): Uniforms {
  return () => {
    const high = random.nextUint32() >>> 6
    return (high * 67108864 + (random.nextUint32() >>> 6) + 0.5) / 2 ** 52
  }
}

/** A standard normal number: Marsaglia's polar method. */
export function normal(next: Uniforms): number {
  for (;;) {
    const [u, v] = [2 * next() - 1, 2 * next() - 1]
    const s = u * u + v * v
    if (s < 1 && s > 0) return u * Math.sqrt((-2 * log(s)) / s)
  }
}

/** A gamma variable of rate 1: Marsaglia and Tsang 2000, "A simple method for generating gamma variables". */
export function gamma(next: Uniforms, alpha: number): number {
  if (alpha < 1) return gamma(next, alpha + 1) * power(next(), 1 / alpha)
  const d = alpha - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(next)
    const v = (1 + c * x) * (1 + c * x) * (1 + c * x)
    if (v > 0 && log(next()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v
  }
}
