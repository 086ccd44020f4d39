// Quantiles along a dimension, by sorting: quantile and nanquantile. Public, by index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format, type Shape } from '../tensor/shape.ts'
import { checkFloat, checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule, oneOf, rule } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { movedim } from './arrange.ts'
import { add, mul, sub } from './elementwise.ts'
import { gather } from './gather.ts'
import { linesOf } from './recorded.ts'
import { reshape } from './shape.ts'
import { emptyTensor } from './shared.ts'
import { nanCounts, sort } from './sort.ts'

/** How a quantile between two elements is found. */
export type Interpolation = 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest'

/** Options of quantile. */
export interface QuantileOptions {
  /** From 0 to 1: a number, or a vector of them. */
  q: number | Tensor | readonly number[]
  /** Default: all elements. */
  dim?: number | undefined
  /** Keep the reduced dimension (without `dim` all of them) as size 1. Default false. */
  keepdim?: boolean | undefined
  /** Default 'linear'. */
  interpolation?: Interpolation | undefined
}

const fractions = rule('a number from 0 to 1, an array or a tensor of them', (v) => {
  return typeof v === 'number' || Array.isArray(v) || v instanceof Tensor
})
const QUANTILE = positional<QuantileOptions>({
  q: fractions,
  dim: dimRule,
  keepdim: boolean,
  interpolation: oneOf('linear', 'lower', 'higher', 'midpoint', 'nearest')
})

function qsOf(op: string, q: QuantileOptions['q']): { values: number[]; scalar: boolean } {
  const values = typeof q === 'number' ? [q] : q instanceof Tensor ? Array.from(elementsOf(q)) : [...q]
  if (q instanceof Tensor && q.ndim > 1) {
    throw new ShapeError(`${op}: expected q of at most one dimension but received ${format(q.shape)}`)
  }
  const wrong = values.find((v) => !(v >= 0 && v <= 1))
  if (wrong !== undefined) throw new OptionError(`${op}: expected q to be from 0 to 1 but received ${wrong}`)
  return { values, scalar: typeof q === 'number' || (q instanceof Tensor && q.ndim === 0) }
}

function quantiles(op: string, x: Tensor, options: QuantileOptions, skipNaN: boolean): Tensor {
  checkFloat(op, 'x', x)
  if (options.q === undefined) throw new OptionError(`${op}: expected q, a number from 0 to 1, but it is missing`)
  if (options.q instanceof Tensor) checkTensor(op, 'q', options.q)
  const { values, scalar } = qsOf(op, options.q)
  const whole = options.dim === undefined
  const source = whole ? reshape(x, [x.size]) : x.ndim === 0 ? reshape(x, [1]) : x
  const dim = whole ? 0 : dimension(op, options.dim!, x.ndim)
  if (source.shape[dim] === 0) {
    throw new ShapeError(`${op}: expected at least one element along dimension ${dim} of shape ${format(x.shape)}`)
  }
  const along = betweenRanks(source, dim, values, options.interpolation ?? 'linear', skipNaN)
  // The quantiles come first.
  const kept = whole ? x.shape.map(() => 1) : x.shape.map((n, d) => (d === dim ? 1 : n))
  const rest = options.keepdim ? kept : whole || x.ndim === 0 ? [] : x.shape.filter((_, d) => d !== dim)
  return reshape(movedim(along, dim, 0), scalar ? rest : [values.length, ...rest])
}

// The rank in a sorted line; halves are rounded to even.
function rankOf(way: Interpolation, rank: number): number {
  if (way === 'lower') return Math.floor(rank)
  if (way === 'higher') return Math.ceil(rank)
  if (way !== 'nearest') return rank
  const near = Math.round(rank)
  return near - rank === 0.5 && near % 2 === 1 ? near - 1 : near
}

// Along `dim`, one element for each q.
function betweenRanks(x: Tensor, dim: number, qs: readonly number[], way: Interpolation, skipNaN: boolean): Tensor {
  const lines = linesOf(x.shape, dim)
  const { n, inner, outer } = lines
  const shape: Shape = x.shape.map((size, d) => (d === dim ? qs.length : size))
  const [below, above, weight] = [emptyTensor('int32', shape), emptyTensor('int32', shape), emptyTensor(x.dtype, shape)]
  const missing = nanCounts(x, lines)
  for (let o = 0, at = 0; o < outer; o++) {
    for (const q of qs) {
      for (let i = 0; i < inner; i++, at++) {
        // A line with NaN has NaN as quantile: that is its last element.
        const nan = missing[o * inner + i]!
        const last = nan === 0 || (skipNaN && nan < n) ? n - nan - 1 : -1
        const rank = last < 0 ? n - 1 : rankOf(way, q * last)
        below.storage.put(at, Math.floor(rank))
        above.storage.put(at, Math.ceil(rank))
        weight.storage.put(at, way === 'midpoint' ? 0.5 : rank - Math.floor(rank))
      }
    }
  }
  const sorted = sort(x, dim).values
  const low = gather(sorted, below, dim)
  if (way !== 'linear' && way !== 'midpoint') return low
  return add(low, mul(sub(gather(sorted, above, dim), low), weight))
}

// A tensor is an object, but not one of options.
function optionsOf(op: string, q: unknown, more: Omit<QuantileOptions, 'q'> | undefined): QuantileOptions {
  return q instanceof Tensor ? read(op, QUANTILE, { q, ...more }) : read(op, QUANTILE, q, more)
}

/**
 * Quantiles of x along `dim`, of all elements without it. A vector of q gives a first dimension.
 * @param q from 0 to 1, or the options
 * @example
 * quantile(tensor([1, 2, 3, 4]), 0.5).item() // 2.5
 * quantile(tensor([1, 2, 3, 4]), [0, 1]).toArray() // [1, 4]
 */
export function quantile(
  x: Tensor,
  q: number | Tensor | readonly number[] | QuantileOptions,
  more?: Omit<QuantileOptions, 'q'>
): Tensor {
  return quantiles('quantile', x, optionsOf('quantile', q, more), false)
}

/** `quantile` of the elements that are not NaN. */
export function nanquantile(
  x: Tensor,
  q: number | Tensor | readonly number[] | QuantileOptions,
  more?: Omit<QuantileOptions, 'q'>
): Tensor {
  return quantiles('nanquantile', x, optionsOf('nanquantile', q, more), true)
}
