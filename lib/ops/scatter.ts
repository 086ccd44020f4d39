// Ops that write by index along a dimension: scatter and its reductions, indexAdd and its like. Each gives a new
// tensor; inPlace.def names the forms that modify one. gather.ts has what the kernels compute. Public, by index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { arange, zeros } from '../tensor/create.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { dimension, format, type Shape, sameShape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule, numeric, oneOf } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { div, eq, mul, where } from './elementwise.ts'
import { gather, scatterAdd } from './gather.ts'
import { outOfRange } from './indices.ts'
import { indexOf } from './integers.ts'
import { logicalAnd } from './logic.ts'
import { linesOf, recorded } from './recorded.ts'
import { detach, expand, reshape, to } from './shape.ts'
import { convert, emptyTensor } from './shared.ts'
import { leading, onPart } from './written.ts'

/** How scatterReduce and indexReduce reduce the elements that meet in one place. */
export type ScatterReduction = 'sum' | 'prod' | 'mean' | 'amax' | 'amin'

/** Options of scatter, which takes a source or a value. */
export interface ScatterOptions {
  dim: number
  /** What is written where there is no source. */
  value?: number | undefined
  /** Adds or multiplies instead of writing. */
  reduce?: 'add' | 'multiply' | undefined
}

/** Options of scatterReduce. */
export interface ScatterReduceOptions {
  dim: number
  reduce: ScatterReduction
  /** Whether the elements of x take part. Default true. */
  includeSelf?: boolean | undefined
}

const SCATTER = positional<ScatterOptions>({ dim: dimRule, value: numeric, reduce: oneOf('add', 'multiply') })
const REDUCTIONS = ['sum', 'prod', 'mean', 'amax', 'amin'] as const
const REDUCE = positional<ScatterReduceOptions>({ dim: dimRule, reduce: oneOf(...REDUCTIONS), includeSelf: boolean })
const INDEX_REDUCE = positional<ScatterReduceOptions>({
  dim: dimRule,
  reduce: oneOf('prod', 'mean', 'amax', 'amin'),
  includeSelf: boolean
})
const INDEX_ADD = positional<{ dim: number; alpha?: number }>({ dim: dimRule, alpha: numeric })
const DIM = positional<{ dim: number }>({ dim: dimRule })
const FILL = positional<{ dim: number; value?: number }>({ dim: dimRule, value: numeric })

// --- scatter ---

type Write = (old: number, value: number) => number
const overwrite: Write = (_, value) => value
const sum: Write = (old, value) => old + value
const product: Write = (old, value) => old * value
// NaN wins, as in PyTorch.
const larger: Write = (old, value) => (value > old || Number.isNaN(value) ? value : old)
const smaller: Write = (old, value) => (value < old || Number.isNaN(value) ? value : old)

// An index of x's shape or less along the other dimensions; as int32, contiguous.
function checkedIndex(op: string, x: Tensor, index: Tensor, dim: number, source: Tensor | null): Tensor {
  const at = indexOf(op, 'index', index)
  const fits = index.ndim === Math.max(x.ndim, index.ndim === 1 ? 1 : 0) || index.size === 0
  if (!fits || index.shape.some((n, d) => d !== dim && n > (x.shape[d] ?? 1))) {
    throw new ShapeError(
      `${op}: expected index to have as many dimensions as x and at most its sizes but for dimension ${dim}, received ${format(index.shape)} for ${format(x.shape)}`
    )
  }
  if (source !== null && (source.ndim !== index.ndim || index.shape.some((n, d) => n > source.shape[d]!))) {
    throw new ShapeError(
      `${op}: expected index of at most the sizes of source but received ${format(index.shape)} for ${format(source.shape)}`
    )
  }
  return at
}

// Calls visit(place in x, place in index) for every index, after a check of all of them.
function everywhere(
  op: string,
  x: Tensor,
  index: Tensor,
  dim: number,
  visit: (to: number, from: number) => void
): void {
  const { outer, n, inner } = linesOf(x.shape, dim)
  const count = index.shape[dim] ?? 1
  const at = elementsOf(index)
  if (at.some((v) => v < 0 || v >= n)) throw outOfRange(op, 'index', index, n)
  for (let o = 0, k = 0; o < outer; o++) {
    for (let c = 0; c < count; c++) for (let i = 0; i < inner; i++, k++) visit((o * n + at[k]!) * inner + i, k)
  }
}

// x with write(x, source) at the positions of `index`, of which the other dimensions are those of x. No gradient.
function written(op: string, x: Tensor, index: Tensor, source: Tensor | number, dim: number, write: Write): Tensor {
  const out = emptyTensor(x.dtype, x.shape)
  const { array } = out.storage
  array.set(elementsOf(x), 0)
  const values = typeof source === 'number' ? null : elementsOf(source)
  everywhere(op, x, index, dim, (to, from) => {
    array[to] = write(array[to]!, values === null ? (source as number) : values[from]!)
  })
  return out
}

/**
 * x with the elements of `source`, or one `value`, written at positions `index` along `dim`: the last of several wins.
 * @param index int32 or int64, of at most the sizes of source, and of x but for `dim`
 * @param source of the dtype of x; null or left out with `value`
 * @example
 * scatter(zeros([1, 3]), tensor([[2, 0]], { dtype: 'int32' }), tensor([[5, 6]]), 1).toArray() // [[6, 0, 5]]
 * scatter(zeros([1, 3]), tensor([[1]], { dtype: 'int32' }), null, { dim: 1, value: 7 }).toArray() // [[0, 7, 0]]
 */
export function scatter(
  x: Tensor,
  index: Tensor,
  source: Tensor | null | undefined | ScatterOptions,
  along?: number | ScatterOptions,
  more?: Omit<ScatterOptions, 'dim'>
): Tensor {
  const named = source !== null && source !== undefined && !(source instanceof Tensor)
  const options = read('scatter', SCATTER, named ? source : along, more)
  checkTensor('scatter', 'x', x)
  const from = source instanceof Tensor ? source : null
  const { value, reduce } = options
  if (from === null && value === undefined) {
    throw new OptionError('scatter: expected a source or a value but received neither')
  }
  if (from !== null) checkTensor('scatter', 'source', from, [x.dtype])
  const dim = dimension('scatter', options.dim, x.ndim)
  const at = checkedIndex('scatter', x, index, dim, from)
  const part = from === null ? value! : leading(from, index.shape)
  if (reduce !== undefined) {
    const filled = typeof part === 'number' ? filledLike(index, x, part) : part
    const how = reduce === 'add' ? 'sum' : 'prod'
    return scatterReduce(x, index, filled, { dim, reduce: how })
  }
  return onPart(x, index.shape, dim, (whole) => overwritten('scatter', whole, at, part, dim))
}

function filledLike(index: Tensor, x: Tensor, value: number): Tensor {
  const out = emptyTensor(x.dtype, index.shape)
  out.storage.fill(value, out.offset, out.offset + out.size)
  return out
}

function overwritten(op: string, x: Tensor, index: Tensor, source: Tensor | number, dim: number): Tensor {
  const out = written(op, x, index, source, dim, overwrite)
  const inputs = typeof source === 'number' ? [x] : [x, source]
  return recorded(op, out, inputs, [index], (g) => [
    x.requiresGrad ? overwritten(op, g, index, 0, dim) : null,
    ...(typeof source === 'number'
      ? []
      : [source.requiresGrad ? lastOnly(op, gather(g, index, dim), x, index, dim) : null])
  ])
}

// g but for elements that a later one has overwritten.
function lastOnly(op: string, g: Tensor, x: Tensor, index: Tensor, dim: number): Tensor {
  const order = reshape(arange(g.size, { dtype: 'float64' }), g.shape)
  const last = written(op, zeros(x.shape, { dtype: 'float64' }), index, order, dim, overwrite)
  return where(eq(gather(last, index, dim), order), g, 0)
}

/**
 * x with the elements of `source` reduced into it at positions `index` along `dim`.
 * @example
 * const index = tensor([0, 1, 1], { dtype: 'int32' })
 * scatterReduce(ones([2]), index, tensor([2, 3, 4]), { dim: 0, reduce: 'prod' }).toArray() // [2, 12]
 */
export function scatterReduce(
  x: Tensor,
  index: Tensor,
  source: Tensor,
  along: number | ScatterReduceOptions,
  more?: Omit<ScatterReduceOptions, 'dim'>
): Tensor {
  const options = read('scatterReduce', REDUCE, along, more)
  return reducedInto('scatterReduce', x, index, source, options)
}

function reducedInto(op: string, x: Tensor, index: Tensor, source: Tensor, options: ScatterReduceOptions): Tensor {
  checkTensor(op, 'x', x)
  checkTensor(op, 'source', source, [x.dtype])
  if (options.reduce === undefined) {
    throw new OptionError(`${op}: expected reduce to be one of ${REDUCTIONS.join(', ')} but it is missing`)
  }
  const dim = dimension(op, options.dim, x.ndim)
  const at = checkedIndex(op, x, index, dim, source)
  const part = leading(source, index.shape)
  const self = options.includeSelf ?? true
  return onPart(x, index.shape, dim, (whole) => reduceInto(op, whole, at, part, dim, options.reduce, self))
}

// What x counts as where it does not take part.
const NEUTRAL: Readonly<Record<ScatterReduction, number>> = {
  sum: 0,
  mean: 0,
  prod: 1,
  amax: Number.NEGATIVE_INFINITY,
  amin: Number.POSITIVE_INFINITY
}

function reduceInto(
  op: string,
  x: Tensor,
  index: Tensor,
  source: Tensor,
  dim: number,
  reduce: ScatterReduction,
  self: boolean
): Tensor {
  const start = self ? x : overwritten(op, x, index, neutralOf(reduce, x), dim)
  if (reduce === 'sum' && isFloat(x.dtype)) return scatterAdd(start, index, source, dim)
  if (reduce === 'sum') return written(op, start, index, source, dim, sum)
  if (reduce === 'mean') return meanInto(op, start, index, source, dim, self)
  if (reduce === 'prod') return productInto(op, start, index, source, dim)
  return extremeInto(op, start, index, source, dim, reduce === 'amax' ? larger : smaller)
}

function neutralOf(reduce: ScatterReduction, { dtype }: Tensor): number {
  if (isFloat(dtype) || Number.isFinite(NEUTRAL[reduce])) return NEUTRAL[reduce]
  const [low, high] =
    dtype === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : dtype === 'int64' ? [-(2 ** 53), 2 ** 53] : [0, 255]
  return reduce === 'amax' ? low : high
}

function meanInto(op: string, start: Tensor, index: Tensor, source: Tensor, dim: number, self: boolean): Tensor {
  const base = filledLike(start, start, self ? 1 : 0)
  const counts = written(op, base, index, filledLike(source, source, 1), dim, sum)
  const { array } = counts.storage
  for (let k = 0; k < counts.size; k++) if (array[k] === 0) array[k] = 1
  if (isFloat(start.dtype)) return div(scatterAdd(start, index, source, dim), counts)
  const total = written(op, start, index, source, dim, sum)
  for (let k = 0; k < total.size; k++) total.storage.current[k] = Math.floor(total.storage.current[k]! / array[k]!)
  return total
}

// The gradient is that of a product: the product of the others, where several meet.
function productInto(op: string, x: Tensor, index: Tensor, source: Tensor, dim: number): Tensor {
  const out = written(op, x, index, source, dim, product)
  return recorded(op, out, [x, source], [x, source, index], (g) => {
    const result = productInto(op, x, index, source, dim)
    const zeros = written(op, to(eq(detach(x), 0), 'int32'), index, to(eq(detach(source), 0), 'int32'), dim, sum)
    const none = eq(zeros, 0)
    const single = eq(zeros, 1)
    // The product of the others: result / own, or with one zero, that zero's, the product of what is not zero.
    const [ownZero, sourceZero] = [eq(detach(x), 0), eq(detach(source), 0)]
    const rest = anyOf(zeros) ? productInto(op, where(ownZero, 1, x), index, where(sourceZero, 1, source), dim) : result
    const share = (own: Tensor, isZero: Tensor, all: Tensor, left: Tensor, without: Tensor, one: Tensor): Tensor =>
      where(without, div(all, where(isZero, 1, own)), where(logicalAnd(one, isZero), left, 0))
    const gx = x.requiresGrad ? mul(g, share(x, ownZero, result, rest, none, single)) : null
    if (!source.requiresGrad) return [gx, null]
    const pick = (t: Tensor): Tensor => gather(t, index, dim)
    const picked = share(source, sourceZero, pick(result), pick(rest), pick(none), pick(single))
    return [gx, mul(pick(g), picked)]
  })
}

const anyOf = (counts: Tensor): boolean => elementsOf(counts).some((n) => n !== 0)

// Equal elements share the gradient.
function extremeInto(op: string, x: Tensor, index: Tensor, source: Tensor, dim: number, write: Write): Tensor {
  const out = written(op, x, index, source, dim, write)
  return recorded(op, out, [x, source], [x, source, index], (g) => {
    const best = written(op, detach(x), index, detach(source), dim, write)
    const ownHit = convert(eq(detach(x), best), x.dtype)
    const hit = convert(eq(detach(source), gather(best, index, dim)), x.dtype)
    const counts = scatterAdd(ownHit, index, hit, dim)
    const part = div(g, counts)
    return [x.requiresGrad ? mul(ownHit, part) : null, source.requiresGrad ? mul(hit, gather(part, index, dim)) : null]
  })
}

// --- one index for whole slices ---

// A one-dimensional index as one of the shape of source, of which dimension `dim` it describes.
function spread(op: string, x: Tensor, index: Tensor, source: Shape, dim: number): Tensor {
  checkTensor(op, 'index', index, ['int32', 'int64'])
  if (index.ndim > 1) throw new ShapeError(`${op}: expected index of one dimension but received ${format(index.shape)}`)
  const expected = x.shape.map((n, d) => (d === dim ? index.size : n))
  if (!sameShape(source, expected)) {
    throw new ShapeError(`${op}: expected source of shape ${format(expected)} but received ${format(source)}`)
  }
  const ones = source.map((n, d) => (d === dim ? n : 1))
  return expand(reshape(indexOf(op, 'index', index), ones), source)
}

function sliceIndex(op: string, x: Tensor, index: Tensor, source: Tensor, given: number): [Tensor, number] {
  checkTensor(op, 'x', x)
  checkTensor(op, 'source', source, [x.dtype])
  const dim = dimension(op, given, x.ndim)
  return [spread(op, x, index, source.shape, dim), dim]
}

/**
 * x plus `alpha` (default 1) times the slices of `source` at positions `index` of `dim`.
 * @example
 * indexAdd(zeros([3]), tensor([0, 0], { dtype: 'int32' }), ones([2]), 0).toArray() // [2, 0, 0]
 */
export function indexAdd(
  x: Tensor,
  index: Tensor,
  source: Tensor,
  along: number | { dim: number; alpha?: number | undefined },
  more?: { alpha?: number | undefined }
): Tensor {
  const options = read('indexAdd', INDEX_ADD, along, more)
  const [at, dim] = sliceIndex('indexAdd', x, index, source, options.dim)
  const { alpha = 1 } = options
  const scaled = alpha === 1 ? source : mul(source, alpha)
  return isFloat(x.dtype)
    ? scatterAdd(x, at, scaled, dim)
    : written('indexAdd', x, at, convert(scaled, x.dtype), dim, sum)
}

/** x with the slices of `source` in place of those at positions `index` of `dim`; the last of several wins. */
export function indexCopy(x: Tensor, index: Tensor, source: Tensor, along: number | { dim: number }): Tensor {
  const options = read('indexCopy', DIM, along)
  const [at, dim] = sliceIndex('indexCopy', x, index, source, options.dim)
  return overwritten('indexCopy', x, at, source, dim)
}

/**
 * x with `value` in the slices at positions `index` of `dim`.
 * @example
 * indexFill(zeros([3]), tensor([1], { dtype: 'int32' }), { dim: 0, value: 5 }).toArray() // [0, 5, 0]
 */
export function indexFill(
  x: Tensor,
  index: Tensor,
  along: number | { dim: number; value: number },
  value?: number | { value: number }
): Tensor {
  const options = read('indexFill', FILL, along, typeof value === 'number' ? { value } : value)
  checkTensor('indexFill', 'x', x)
  const dim = dimension('indexFill', options.dim, x.ndim)
  if (options.value === undefined) throw new OptionError('indexFill: expected value to be a number but it is missing')
  const shape = x.shape.map((n, d) => (d === dim ? index.size : n))
  return overwritten('indexFill', x, spread('indexFill', x, index, shape, dim), options.value, dim)
}

/** x with the slices of `source` reduced into it at positions `index` of `dim`: 'prod', 'mean', 'amax' or 'amin'. */
export function indexReduce(
  x: Tensor,
  index: Tensor,
  source: Tensor,
  along: number | ScatterReduceOptions,
  more?: Omit<ScatterReduceOptions, 'dim'>
): Tensor {
  const options = read('indexReduce', INDEX_REDUCE, along, more)
  const [at, dim] = sliceIndex('indexReduce', x, index, source, options.dim)
  return reducedInto('indexReduce', x, at, source, { ...options, dim })
}
