// Random numbers in place: `x.exponential_()`. Each element has its own place in the generator's stream, so both backends have
// the same bits. inplace.ts exports these. Not in index.ts.
import * as kernels from '../backend/calls.ts'
import { log1p_f64 } from '../backend/gen/math.ts'
import { OptionError } from '../errors.ts'
import { defaultGenerator, fillNormal, type Generator, rand } from '../tensor/random.ts'
import { checkFloat, Tensor } from '../tensor/tensor.ts'
import { anything, checkValue, number, wholeNumber } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { clampMin } from './clamp.ts'
import { add, div, lt, mul } from './elementwise.ts'
import { ceil, exp, floor, log1p, neg, tan } from './gen/elementwise.ts'
import { convert, emptyTensor } from './shared.ts'
import { checkWritable } from './writable.ts'

/** Where random numbers come from. */
export interface DrawOptions {
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

/** Options of exponential_. */
export interface ExponentialOptions extends DrawOptions {
  /** The rate. Default 1. */
  lambd?: number | undefined
}

/** Options of geometric_ and bernoulli_. */
export interface ProbabilityOptions extends DrawOptions {
  p?: number | Tensor | undefined
}

/** Options of logNormal_. */
export interface LogNormalOptions extends DrawOptions {
  /** Of the logarithm. Default 1. */
  mean?: number | undefined
  /** Of the logarithm. Default 2. */
  std?: number | undefined
}

/** Options of cauchy_. */
export interface CauchyOptions extends DrawOptions {
  /** Default 0. */
  median?: number | undefined
  /** Half the width at half the height. Default 1. */
  sigma?: number | undefined
}

/** Options of random_. */
export interface RandomFillOptions extends DrawOptions {
  /** The smallest number. Default 0. */
  from?: number | undefined
  /** The first number that is too large. Default what the dtype holds exactly. */
  to?: number | null | undefined
}

const EXPONENTIAL = positional<ExponentialOptions>({ lambd: anything, generator: anything })
const PROBABILITY = positional<ProbabilityOptions>({ p: anything, generator: anything })
const LOG_NORMAL = positional<LogNormalOptions>({ mean: anything, std: anything, generator: anything })
const CAUCHY = positional<CauchyOptions>({ median: anything, sigma: anything, generator: anything })
const RANDOM = positional<RandomFillOptions>({ from: anything, to: anything, generator: anything })

function overwritten(x: Tensor, numbers: Tensor): Tensor {
  kernels.copy(convert(numbers, x.dtype), x)
  x.storage.touch()
  return x
}

function float(op: string, x: Tensor): 'float32' | 'float64' {
  checkWritable(op, x)
  checkFloat(op, 'this', x)
  return x.dtype as 'float32'
}

/** Numbers of the exponential distribution of rate `lambd`. */
export function exponential_(x: Tensor, lambd?: number | ExponentialOptions, more?: DrawOptions): Tensor {
  const { lambd: rate = 1, generator } = read('exponential_', EXPONENTIAL, lambd, more)
  checkValue('exponential_', 'lambd', rate, number({ above: 0 }))
  const u = rand(x.shape, { dtype: float('exponential_', x), generator })
  return overwritten(x, div(neg(log1p(neg(u))), rate))
}

/** The number of trials up to the first success, 1 or more, where one succeeds with probability p. */
export function geometric_(x: Tensor, p: number | (DrawOptions & { p: number }), more?: DrawOptions): Tensor {
  const { p: chance, generator } = read('geometric_', PROBABILITY, p, more)
  checkValue('geometric_', 'p', chance, number({ above: 0, below: 1 }))
  checkWritable('geometric_', x)
  const u = rand(x.shape, { dtype: x.dtype === 'float32' ? 'float32' : 'float64', generator })
  return overwritten(x, clampMin(ceil(div(log1p(neg(u)), log1p_f64(-(chance as number)))), 1))
}

/** Numbers whose logarithm is normal. Defaults: mean 1, std 2. */
export function logNormal_(x: Tensor, mean?: number | LogNormalOptions, more?: Omit<LogNormalOptions, 'mean'>): Tensor {
  const { mean: center = 1, std = 2, generator } = read('logNormal_', LOG_NORMAL, mean, more)
  checkValue('logNormal_', 'mean', center, number())
  checkValue('logNormal_', 'std', std, number({ above: 0 }))
  const dtype = float('logNormal_', x)
  return overwritten(x, exp(fillNormal(emptyTensor(dtype, x.shape), center, std, generator)))
}

/** Numbers of the Cauchy distribution. Defaults: median 0, sigma 1. */
export function cauchy_(x: Tensor, median?: number | CauchyOptions, more?: Omit<CauchyOptions, 'median'>): Tensor {
  const { median: center = 0, sigma = 1, generator } = read('cauchy_', CAUCHY, median, more)
  checkValue('cauchy_', 'median', center, number())
  checkValue('cauchy_', 'sigma', sigma, number({ above: 0 }))
  const turn = mul(add(rand(x.shape, { dtype: float('cauchy_', x), generator }), -0.5), Math.PI)
  return overwritten(x, add(mul(tan(turn), sigma), center))
}

/** 1 with probability p (default 0.5), else 0; p may be a tensor that broadcasts. Any dtype. */
export function bernoulli_(x: Tensor, p?: number | Tensor | ProbabilityOptions, more?: DrawOptions): Tensor {
  const named = p instanceof Tensor ? { ...more, p } : undefined
  const { p: chance = 0.5, generator } = named ?? read('bernoulli_', PROBABILITY, p, more)
  checkWritable('bernoulli_', x)
  if (!(chance instanceof Tensor)) checkValue('bernoulli_', 'p', chance, number({ min: 0, max: 1 }))
  const wide = chance instanceof Tensor ? chance.dtype === 'float64' : x.dtype === 'float64'
  const u = rand(x.shape, { dtype: wide ? 'float64' : 'float32', generator })
  return overwritten(x, lt(u, chance))
}

const WHOLE = {
  float32: 2 ** 24 + 1,
  float64: 2 ** 53 - 1,
  int32: 2 ** 31,
  int64: 2 ** 53 - 1,
  uint8: 256,
  bool: 2
} as const

/** Whole numbers from `from` (default 0) up to but without `to`; one number is `to`. Any dtype. */
export function random_(x: Tensor, from?: number | RandomFillOptions, to?: number | DrawOptions): Tensor {
  const options = typeof to === 'number' ? { from: from as number, to } : read('random_', RANDOM, from, to)
  const given = options as RandomFillOptions
  // x.random_(5) is from 0 to 4.
  const [low, high] =
    typeof from === 'number' && given.to === undefined
      ? [0, from]
      : [given.from ?? 0, given.to ?? WHOLE[x.dtype as keyof typeof WHOLE]]
  checkWritable('random_', x)
  checkValue('random_', 'from', low, wholeNumber())
  checkValue('random_', 'to', high, wholeNumber())
  if (high <= low) throw new OptionError(`random_: expected from < to but received ${low} and ${high}`)
  const generator = given.generator ?? defaultGenerator
  if (high - low <= 2 ** 32 && low >= -(2 ** 31) && high <= 2 ** 31) {
    const whole = emptyTensor('int32', x.shape)
    kernels.integers({
      y: whole,
      n: whole.size,
      low: low + 2 ** 31,
      range: high - low,
      ...generator.take('integers', whole.size, 'int32')
    })
    return overwritten(x, whole)
  }
  const u = rand(x.shape, { dtype: 'float64', generator })
  return overwritten(x, add(floor(mul(u, high - low)), low))
}
