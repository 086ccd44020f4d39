// Running sums, products and extremes along a dimension, differences, and the trapezoidal rule. Public, by index.ts.
import { noGrad } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { exp_f64, log_f64 } from '../backend/gen/math.ts'
import type { DType } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { eye } from '../tensor/create.ts'
import { checkDtype, checkFits, isFloat } from '../tensor/dtypes.ts'
import { dimension, format } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, elementsOf, Tensor } from '../tensor/tensor.ts'
import { anything, dim as dimRule, numeric, rule } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { upperTriangle } from './diagonals.ts'
import { add, div, gt, lt, mul, ne, sub, where } from './elementwise.ts'
import type { Extreme } from './extreme.ts'
import { gather } from './gather.ts'
import { exp, log, neg } from './gen/elementwise.ts'
import { cat } from './join.ts'
import { logicalXor } from './logic.ts'
import { type Lines, linesOf, recorded, recordedWithFast } from './recorded.ts'
import { sum } from './reduce.ts'
import { detach, expand, reshape, slice, to, transpose, unsqueeze } from './shape.ts'
import { convert, emptyTensor } from './shared.ts'
import { chosen } from './sort.ts'

/** Options of cumsum and cumprod. */
export interface ScanOptions {
  dim: number
  /** Of the result. Default: that of a float x, else int64. */
  dtype?: DType | undefined
}

/** Options of diff. */
export interface DiffOptions {
  /** How many times. Default 1. */
  n?: number | undefined
  /** Default the last. */
  dim?: number | undefined
  /** Put in front of x before. */
  prepend?: Tensor | undefined
  /** Put behind x before. */
  append?: Tensor | undefined
}

/** Options of trapezoid and cumulativeTrapezoid. */
export interface TrapezoidOptions {
  /** The distance between points where no x is given. Default 1. */
  dx?: number | undefined
  /** Default the last. */
  dim?: number | undefined
}

const SCAN = positional<ScanOptions>({ dim: dimRule, dtype: anything })
const DIM = positional<{ dim: number }>({ dim: dimRule })
const isTensor = rule('a tensor', (v) => v instanceof Tensor)
const DIFF = positional<DiffOptions>({ n: numeric, dim: dimRule, prepend: isTensor, append: isTensor })
const TRAPEZOID = positional<TrapezoidOptions>({ dx: numeric, dim: dimRule })

const [SUM, PRODUCT] = [0, 1]

function scanKernel(x: Tensor, op: number, dim: number, reverse: boolean): Tensor {
  const y = emptyTensor(x.dtype, x.shape)
  kernels.scan({ x: contiguous(x), y, op, reverse: reverse ? 1 : 0, ...linesOf(x.shape, dim) })
  return y
}

// x as floats of the result's dtype; integers in float64, which is exact up to 2^53.
function prepared(op: string, x: Tensor, { dtype, dim }: ScanOptions): [source: Tensor, dim: number, dtype: DType] {
  checkTensor(op, 'x', x)
  const at = dimension(op, dim, x.ndim)
  const wanted = dtype ?? (isFloat(x.dtype) ? x.dtype : 'int64')
  checkDtype(op, wanted)
  return [to(x, isFloat(wanted) ? wanted : 'float64'), at, wanted]
}

function finished(op: string, y: Tensor, dtype: DType): Tensor {
  if (dtype === y.dtype) return y
  if (dtype === 'int64') for (const value of y.data) checkFits(op, dtype, value)
  return convert(y, dtype)
}

/**
 * The sums of the elements up to each position along `dim`, one after the other in double. Integers give int64.
 * @example
 * cumsum(tensor([1, 2, 3]), 0).toArray() // [1, 3, 6]
 */
export function cumsum(x: Tensor, along: number | ScanOptions, more?: Omit<ScanOptions, 'dim'>): Tensor {
  const [source, dim, dtype] = prepared('cumsum', x, read('cumsum', SCAN, along, more))
  return finished('cumsum', summed(source, dim, false), dtype)
}

function summed(x: Tensor, dim: number, reverse: boolean): Tensor {
  const y = scanKernel(x, SUM, dim, reverse)
  return recorded('cumsum', y, [x], [], (g) => [summed(g, dim, !reverse)])
}

/**
 * The products of the elements up to each position along `dim`. Integers give int64.
 * @example
 * cumprod(tensor([1, 2, 3]), 0).toArray() // [1, 2, 6]
 */
export function cumprod(x: Tensor, along: number | ScanOptions, more?: Omit<ScanOptions, 'dim'>): Tensor {
  const [source, dim, dtype] = prepared('cumprod', x, read('cumprod', SCAN, along, more))
  return finished('cumprod', multiplied(source, dim), dtype)
}

function multiplied(x: Tensor, dim: number): Tensor {
  const y = scanKernel(x, PRODUCT, dim, false)
  const hasZero = (): boolean => elementsOf(x).includes(0)
  return recordedWithFast('cumprod', y, [x], [x], {
    fast: (g) => [hasZero() ? zeroSafeGradient(x, g, linesOf(x.shape, dim)) : quotients(x, y, g, dim)],
    ops: (g) => [hasZero() ? productsOfOthers(x, g, dim) : quotients(x, multiplied(x, dim), g, dim)]
  })
}

function quotients(x: Tensor, y: Tensor, g: Tensor, dim: number): Tensor {
  return div(summed(mul(g, y), dim, true), x)
}

// Of each element the sum, over the positions from it on, of g times the product up to there of the others.
function zeroSafeGradient(x: Tensor, g: Tensor, { outer, n, inner }: Lines): Tensor {
  const out = emptyTensor(x.dtype, x.shape)
  const [values, ups, array] = [elementsOf(x), elementsOf(g), out.storage.current]
  const products = new Float64Array(n)
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = (k: number): number => (o * n + k) * inner + i
      // Up to the first zero the sum of later products over the element; none after it, because they all hold the zero.
      let zero = 0
      let before = 1
      for (; zero < n && values[at(zero)] !== 0; zero++) {
        before *= values[at(zero)]!
        products[zero] = before
      }
      for (let k = zero; k < n; k++) array[at(k)] = 0
      if (zero < n) {
        let total = ups[at(zero)]! * before
        for (let j = zero + 1; j < n && before !== 0; j++) {
          before *= values[at(j)]!
          total += ups[at(j)]! * before
        }
        array[at(zero)] = total
      }
      for (let k = zero - 1, total = 0; k >= 0; k--) {
        total += ups[at(k)]! * products[k]!
        array[at(k)] = total / values[at(k)]!
      }
    }
  }
  return out
}

// The same in ops: n rows of n for each line, in row k a 1 in place of element k.
function productsOfOthers(x: Tensor, g: Tensor, dim: number): Tensor {
  const last = x.ndim - 1
  const [rows, up] = [x, g].map((t) => unsqueeze(x.ndim === 0 ? reshape(t, [1]) : transpose(t, dim, last), -2))
  const n = rows!.shape.at(-1)!
  const shape = [...rows!.shape.slice(0, -2), n, n]
  const own = ne(eye(n, { dtype: x.dtype }), 0)
  const products = multiplied(where(own, 1, expand(rows!, shape)), shape.length - 1)
  const total = sum(mul(up!, upperTriangle(products)), { dim: -1 })
  return x.ndim === 0 ? reshape(total, []) : transpose(total, dim, last)
}

// --- extremes ---

function running(op: string, x: Tensor, along: number | { dim: number }, largest: boolean): Extreme {
  const options = read(op, DIM, along)
  checkTensor(op, 'x', x)
  const dim = dimension(op, options.dim, x.ndim)
  const { outer, n, inner } = linesOf(x.shape, dim)
  const indices = emptyTensor('int32', x.shape)
  const [values, index] = [elementsOf(x), indices.storage.current]
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let best = values[o * n * inner + i]!
      let place = 0
      for (let k = 0, at = o * n * inner + i; k < n; k++, at += inner) {
        const v = values[at]!
        // The last of equal ones; NaN stays.
        if (Number.isNaN(v) || (!Number.isNaN(best) && (largest ? v >= best : v <= best))) {
          best = v
          place = k
        }
        index[at] = place
      }
    }
  }
  const found = noGrad(() => gather(x, indices, dim))
  return { values: chosen(op, x, found, indices, dim), indices }
}

/**
 * The largest element up to each position along `dim`, and the last place of it.
 * @example
 * cummax(tensor([1, 3, 2]), 0).values.toArray() // [1, 3, 3]
 */
export function cummax(x: Tensor, dim: number | { dim: number }): Extreme {
  return running('cummax', x, dim, true)
}

/** The smallest element up to each position along `dim`, and the last place of it. */
export function cummin(x: Tensor, dim: number | { dim: number }): Extreme {
  return running('cummin', x, dim, false)
}

/**
 * log(cumsum(exp(x))) along `dim` without overflow.
 * @example
 * logcumsumexp(tensor([0, 0]), 0).toArray() // [0, 0.693147]
 */
export function logcumsumexp(x: Tensor, along: number | { dim: number }): Tensor {
  const options = read('logcumsumexp', DIM, along)
  checkFloat('logcumsumexp', 'x', x)
  return logSummed(x, dimension('logcumsumexp', options.dim, x.ndim), false)
}

function logSummed(x: Tensor, dim: number, reverse: boolean): Tensor {
  const { outer, n, inner } = linesOf(x.shape, dim)
  const y = emptyTensor(x.dtype, x.shape)
  const [values, array] = [elementsOf(x), y.storage.current]
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      // The sum is total times e to the power top.
      let [top, total] = [Number.NEGATIVE_INFINITY, 0]
      for (let k = 0; k < n; k++) {
        const at = (o * n + (reverse ? n - 1 - k : k)) * inner + i
        const v = values[at]!
        if (v > top || Number.isNaN(v)) {
          total = total === 0 ? 1 : total * exp_f64(top - v) + 1
          top = v
        } else if (v !== Number.NEGATIVE_INFINITY) total += v === top ? 1 : exp_f64(v - top)
        array[at] = top === Number.POSITIVE_INFINITY ? top : top + log_f64(total)
      }
    }
  }
  // The gradient of x[k] is the sum of g[i] exp(x[k] - y[i]) over later i: again a sum of exponentials, of either sign.
  return recorded('logcumsumexp', y, [x], [x], (g) => {
    const result = logSummed(x, dim, reverse)
    const side = (up: Tensor, above: Tensor): Tensor => {
      const logs = where(above, sub(log(where(above, up, 1)), result), Number.NEGATIVE_INFINITY)
      return exp(add(logSummed(logs, dim, !reverse), x))
    }
    return [sub(side(g, gt(detach(g), 0)), side(neg(g), lt(detach(g), 0)))]
  })
}

// --- differences ---

/**
 * Differences of neighbors along `dim` (default the last), `n` (default 1) times.
 * @example
 * diff(tensor([1, 4, 9])).toArray() // [3, 5]
 */
export function diff(x: Tensor, times?: number | DiffOptions, more?: Omit<DiffOptions, 'n'>): Tensor {
  const options = read('diff', DIFF, times, more)
  checkTensor('diff', 'x', x)
  if (x.ndim === 0) throw new ShapeError('diff: expected x of at least one dimension but received a scalar')
  const { n = 1, prepend, append } = options
  if (!(Number.isInteger(n) && n >= 0)) {
    throw new OptionError(`diff: expected n to be a whole number >= 0 but received ${n}`)
  }
  const dim = dimension('diff', options.dim ?? -1, x.ndim)
  const parts = [prepend, x, append].filter((part) => part !== undefined)
  let y = parts.length === 1 ? x : cat(...parts, { dim })
  for (let k = 0; k < n && y.shape[dim]! > 0; k++) {
    const [later, earlier] = [slice(y, { dim, start: 1 }), slice(y, { dim, end: -1 })]
    y = y.dtype === 'bool' ? logicalXor(later, earlier) : sub(later, earlier)
  }
  return y
}

// The areas between neighbors.
function areas(
  op: string,
  y: Tensor,
  x: Tensor | null | undefined | number | TrapezoidOptions,
  more: unknown
): [Tensor, number] {
  const points = x instanceof Tensor ? x : null
  const options = read(op, TRAPEZOID, points === null && x !== null ? (x ?? more) : more)
  checkTensor(op, 'y', y)
  if (y.ndim === 0) throw new ShapeError(`${op}: expected y of at least one dimension but received a scalar`)
  const dim = dimension(op, options.dim ?? -1, y.ndim)
  const n = y.shape[dim]!
  const heights = add(slice(y, { dim, start: 1 }), slice(y, { dim, end: -1 }))
  if (points === null) return [mul(heights, (options.dx ?? 1) / 2), dim]
  const along =
    points.ndim === 1
      ? reshape(
          points,
          y.shape.map((_, d) => (d === dim ? points.size : 1))
        )
      : points
  const size = along.shape[dim - y.ndim + along.ndim]
  if (size !== n) {
    throw new ShapeError(`${op}: expected x of ${n} points along dimension ${dim} but received ${format(points.shape)}`)
  }
  return [div(mul(heights, diff(along, { dim: dim - y.ndim })), 2), dim]
}

/**
 * The integral along `dim` (default the last) by the trapezoidal rule, over points x (one dimension, or broadcasts to y) or
 * points at distance `dx` (default 1).
 * @example
 * trapezoid(tensor([1, 2, 3])).item() // 4
 * trapezoid(tensor([1, 2, 3]), tensor([0, 2, 4])).item() // 8
 */
export function trapezoid(
  y: Tensor,
  x?: Tensor | null | number | TrapezoidOptions,
  options?: TrapezoidOptions
): Tensor {
  const [parts, dim] = areas('trapezoid', y, x, options)
  return sum(parts, { dim })
}

/** The running `trapezoid`: the integral up to each point but the first. */
export function cumulativeTrapezoid(
  y: Tensor,
  x?: Tensor | null | number | TrapezoidOptions,
  options?: TrapezoidOptions
): Tensor {
  const [parts, dim] = areas('cumulativeTrapezoid', y, x, options)
  return cumsum(parts, dim)
}
