// Random draws whose parameters are tensors: bernoulli, normal, poisson, binomial, multinomial, gumbelSoftmax. Each
// element has its own place in the generator's stream, so both backends have the same bits. No gradients but the last one's.
import { exp_f64, lgamma_f64, log_f64, log1p_f64 } from '../backend/gen/math.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { arange } from '../tensor/create.ts'
import { fillNormal, type Generator, rand } from '../tensor/random.ts'
import { checkShape, dimension, format, type Shape } from '../tensor/shape.ts'
import { checkFloat, contiguous, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { anything, boolean, dim as dimRule, number, wholeNumber } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import type { DrawOptions } from './draws.ts'
import { add, div, eq, gt, lt, mul, sub, where } from './elementwise.ts'
import { argmax } from './extreme.ts'
import { log, log1p, neg } from './gen/elementwise.ts'
import { elements } from './integers.ts'
import { shapeOf } from './lanes.ts'
import { reshape } from './shape.ts'
import { convert, emptyTensor, floatOperands, type Value } from './shared.ts'
import { softmax } from './softmax.ts'
import { topk } from './sort.ts'

const DRAW = optionsTable<DrawOptions>({ generator: anything })

/**
 * 1 with the probability that an element of x is, else 0. In the dtype of x.
 * @example
 * bernoulli(tensor([0, 1])).toArray() // [0, 1]
 */
export function bernoulli(x: Tensor, options: DrawOptions = {}): Tensor {
  checkFloat('bernoulli', 'x', x)
  const { generator } = read('bernoulli', DRAW, options)
  for (const p of contiguous(x).data) {
    if (!(p >= 0 && p <= 1)) throw new OptionError(`bernoulli: expected probabilities from 0 to 1 but received ${p}`)
  }
  return convert(lt(rand(x.shape, { dtype: x.dtype, generator }), x.detach()), x.dtype)
}

/** Options of normal. */
export interface NormalDrawOptions extends DrawOptions {
  /** The shape where mean and std are numbers. */
  size?: Shape | undefined
}

const NORMAL = positional<NormalDrawOptions>({ size: anything, generator: anything })

/**
 * Normal numbers of the given means and standard deviations, which broadcast.
 * @param options the size where both are numbers, or the options
 * @example
 * normal(tensor([1, 2, 3]), 0.1).shape // [3]
 * normal(0, 1, [2, 3]).shape // [2, 3]
 */
export function normal(mean: Value, std: Value = 1, options?: Shape | NormalDrawOptions, more?: DrawOptions): Tensor {
  const { size, generator } = read('normal', NORMAL, options, more)
  if (typeof mean === 'number' && typeof std === 'number') {
    if (size === undefined) throw new OptionError('normal: expected a size next to two numbers but received none')
    checkShape('normal', size)
    if (!(std >= 0)) throw new OptionError(`normal: expected std to be at least 0 but received ${std}`)
    return fillNormal(emptyTensor('float32', [...size]), mean, std, generator)
  }
  const [m, s] = floatOperands('normal', ['mean', 'std'], [mean, std]) as [Tensor, Tensor]
  for (const v of contiguous(s).data) {
    if (!(v >= 0)) throw new OptionError(`normal: expected std to be at least 0 but received ${v}`)
  }
  const z = fillNormal(emptyTensor(m.dtype, shapeOf('normal', [m, s])), 0, 1, generator)
  return add(mul(z, s.detach()), m.detach())
}

// The value at which the probabilities of `mode`, mode + 1, mode - 1, mode + 2, ... add up to u. `up` and `down` are the
// ratios of the probabilities of k + 1 and k - 1 to that of k.
function chopDown(u: number, mode: number, p: number, up: (k: number) => number, down: (k: number) => number): number {
  let rest = u - p
  if (rest < 0) return mode
  for (let high = mode, low = mode, above = p, below = p; above > 0 || below > 0; ) {
    above *= up(high)
    high++
    rest -= above
    if (rest < 0) return high
    below *= low > 0 ? down(low) : 0
    low--
    rest -= below
    if (rest < 0) return low
    // What rounding leaves of u.
    if (above + below < 1e-20) break
  }
  return mode
}

// Draws for one rate after the other; what only depends on the rate stays while that does.
function poissonDraws(): (rate: number, u: number) => number {
  let [known, mode, p] = [0, 0, 0]
  return (rate, u) => {
    if (rate === 0) return 0
    if (rate !== known) {
      mode = Math.floor(rate)
      p = exp_f64(mode * log_f64(rate) - rate - lgamma_f64(mode + 1))
      known = rate
    }
    return chopDown(
      u,
      mode,
      p,
      (k) => rate / (k + 1),
      (k) => k / rate
    )
  }
}

/**
 * Numbers of the Poisson distributions whose rates are the elements of x. In the dtype of x.
 * @example
 * poisson(tensor([0, 4])).shape // [2]
 */
export function poisson(x: Tensor, options: DrawOptions = {}): Tensor {
  checkFloat('poisson', 'x', x)
  const { generator } = read('poisson', DRAW, options)
  const rates = contiguous(x).data
  for (const rate of rates) {
    if (!(rate >= 0 && rate < 2 ** 52))
      throw new OptionError(`poisson: expected rates of at least 0 but received ${rate}`)
  }
  const u = rand(x.shape, { dtype: 'float64', generator }).data
  const [out, draw] = [emptyTensor(x.dtype, x.shape), poissonDraws()]
  out.storage.write((to) => {
    for (let k = 0; k < to.length; k++) to[k] = draw(rates[k]!, u[k]!)
  })
  return out
}

// The same for counts and chances.
function binomialDraws(): (n: number, chance: number, u: number) => number {
  let [count, known, mode, p] = [0, 0, 0, 0]
  const draw = (n: number, chance: number, u: number): number => {
    if (chance > 0.5) return n - draw(n, 1 - chance, u)
    if (chance === 0 || n === 0) return 0
    if (n !== count || chance !== known) {
      mode = Math.floor((n + 1) * chance)
      const ways = lgamma_f64(n + 1) - lgamma_f64(mode + 1) - lgamma_f64(n - mode + 1)
      p = exp_f64(ways + mode * log_f64(chance) + (n - mode) * log1p_f64(-chance))
      ;[count, known] = [n, chance]
    }
    const odds = chance / (1 - chance)
    return chopDown(
      u,
      mode,
      p,
      (k) => (odds * Math.max(0, n - k)) / (k + 1),
      (k) => k / (odds * (n - k + 1))
    )
  }
  return draw
}

/**
 * How many of `count` trials succeed, each with probability `prob`; they broadcast.
 * @example
 * binomial(tensor([10, 10]), tensor([0, 1])).toArray() // [0, 10]
 */
export function binomial(count: Tensor, prob: Tensor, options: DrawOptions = {}): Tensor {
  const { generator } = read('binomial', DRAW, options)
  const [n, p] = floatOperands('binomial', ['count', 'prob'], [count, prob]) as [Tensor, Tensor]
  const shape = shapeOf('binomial', [n, p])
  const [counts, chances] = [elements(n, shape), elements(p, shape)]
  const u = rand(shape, { dtype: 'float64', generator }).data
  const [out, draw] = [emptyTensor(n.dtype, shape), binomialDraws()]
  out.storage.write((to) => {
    for (let k = 0; k < to.length; k++) {
      const total = typeof counts === 'number' ? counts : counts[k]!
      const chance = typeof chances === 'number' ? chances : chances[k]!
      if (!Number.isInteger(total) || total < 0 || !(chance >= 0 && chance <= 1)) {
        throw new OptionError(
          `binomial: expected whole counts of at least 0 and probabilities from 0 to 1 but received ${total} and ${chance}`
        )
      }
      to[k] = draw(total, chance, u[k]!)
    }
  })
  return out
}

/** Options of multinomial. */
export interface MultinomialOptions extends DrawOptions {
  /** How many positions to draw from each row. */
  numSamples: number
  /** Whether a position may be drawn again. Default false. */
  replacement?: boolean | undefined
}

const MULTINOMIAL = positional<MultinomialOptions>({
  numSamples: wholeNumber({ min: 1 }),
  replacement: boolean,
  generator: anything
})

/**
 * Positions drawn by weight: of one row of weights, or of each row of a matrix. int32.
 * @param numSamples how many, or the options
 * @example
 * multinomial(tensor([0, 3, 0]), 2, { replacement: true }).toArray() // [1, 1]
 */
export function multinomial(
  x: Tensor,
  numSamples: number | MultinomialOptions,
  more?: Omit<MultinomialOptions, 'numSamples'>
): Tensor {
  const { numSamples: draws, replacement = false, generator } = read('multinomial', MULTINOMIAL, numSamples, more)
  if (draws === undefined) throw new OptionError('multinomial: expected numSamples, a whole number, but it is missing')
  checkFloat('multinomial', 'x', x)
  if (x.ndim < 1 || x.ndim > 2) {
    throw new ShapeError(`multinomial: expected one row of weights or a matrix but received shape ${format(x.shape)}`)
  }
  const n = x.shape.at(-1)!
  const rows = x.ndim === 2 ? x.shape[0]! : 1
  const weights = elementsOf(x)
  for (let r = 0; r < rows; r++) checkWeights(weights.subarray(r * n, (r + 1) * n), replacement ? 1 : draws)
  if (!replacement) return drawOnce(x.detach(), draws, generator)
  const out = emptyTensor('int32', [...x.shape.slice(0, -1), draws])
  const u = rand([rows, draws], { dtype: 'float64', generator }).data
  const sums = new Float64Array(n)
  out.storage.write((to) => {
    for (let r = 0; r < rows; r++) {
      const [from, end] = [r * draws, (r + 1) * draws]
      drawAgain(weights.subarray(r * n, (r + 1) * n), u.subarray(from, end), sums, to.subarray(from, end))
    }
  })
  return out
}

function checkWeights(row: ArrayLike<number>, needed: number): void {
  let positive = 0
  for (let k = 0; k < row.length; k++) {
    const w = row[k]!
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY)) {
      throw new OptionError(`multinomial: expected finite weights of at least 0 but received ${w} at position ${k}`)
    }
    if (w > 0) positive++
  }
  if (positive < needed) {
    throw new OptionError(
      `multinomial: cannot draw ${needed} positions because only ${positive} of ${row.length} weights are above 0`
    )
  }
}

function drawAgain(
  row: ArrayLike<number>,
  u: ArrayLike<number>,
  sums: Float64Array,
  out: { [k: number]: number }
): void {
  let total = 0
  for (let k = 0; k < row.length; k++) {
    total += row[k]!
    sums[k] = total
  }
  for (let d = 0; d < u.length; d++) {
    const target = u[d]! * total
    let [low, high] = [0, row.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! > target) high = middle
      else low = middle + 1
    }
    out[d] = low
  }
}

// The weights divide the waiting times of independent events: the first ones are a draw without replacement.
function drawOnce(x: Tensor, draws: number, generator: Generator | undefined): Tensor {
  const u = rand(x.shape, { dtype: 'float64', generator })
  const times = div(neg(log1p(neg(u))), convert(x, 'float64'))
  // Without weight an event never comes; NaN is behind all times.
  return topk(where(gt(x, 0), times, Number.NaN), draws, { largest: false }).indices
}

/** Options of gumbelSoftmax. */
export interface GumbelSoftmaxOptions extends DrawOptions {
  /** The temperature: near 0 the result is near one position. Default 1. */
  tau?: number | undefined
  /** One position is 1 and the others are 0, with the gradient of the soft result. Default false. */
  hard?: boolean | undefined
  /** Default -1. */
  dim?: number | undefined
}

const GUMBEL = positional<GumbelSoftmaxOptions>({
  tau: number({ above: 0 }),
  hard: boolean,
  dim: dimRule,
  generator: anything
})

/**
 * A draw from the distribution of the logits that has a gradient: softmax((x + noise) / tau) along `dim`.
 * @example
 * gumbelSoftmax(tensor([0, 100]), { hard: true }).toArray() // [0, 1]
 */
export function gumbelSoftmax(
  x: Tensor,
  tau?: number | GumbelSoftmaxOptions,
  more?: Omit<GumbelSoftmaxOptions, 'tau'>
): Tensor {
  checkFloat('gumbelSoftmax', 'x', x)
  const { tau: temperature = 1, hard = false, dim = -1, generator } = read('gumbelSoftmax', GUMBEL, tau, more)
  // -log(-log(1 - u)), and u = 0 would be -Infinity, which no softmax minds.
  const u = rand(x.shape, { dtype: x.dtype, generator })
  const soft = softmax(div(sub(x, log(neg(log1p(neg(u))))), temperature), { dim })
  if (!hard) return soft
  const place = argmax(soft.detach(), { dim, keepdim: true })
  const positions = positionsAlong(x, dim)
  return add(sub(convert(eq(positions, place), x.dtype), soft.detach()), soft)
}

// 0, 1, 2, ... along `dim`, in a shape that broadcasts.
function positionsAlong(x: Tensor, dim: number): Tensor {
  const axis = dimension('gumbelSoftmax', dim, x.ndim)
  return reshape(
    arange(x.shape[axis]!),
    x.shape.map((n, d) => (d === axis ? n : 1))
  )
}
