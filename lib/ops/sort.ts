// Ops that order elements along a dimension: sort, topk and what follows from them. NaN counts as largest, equal elements
// keep their order, positions are int32. Public, by index.ts.
import { noGrad } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { zeros } from '../tensor/create.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { dimension, format } from '../tensor/shape.ts'
import { checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule, numeric } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import type { Extreme } from './extreme.ts'
import { gather, scatterAdd } from './gather.ts'
import { isnan } from './logic.ts'
import { linesOf, recorded } from './recorded.ts'
import type { KeepdimOption } from './reduce.ts'
import { reshape, slice, squeeze } from './shape.ts'
import { convert, emptyTensor } from './shared.ts'

/** Options of sort and argsort. */
export interface SortOptions {
  /** Default the last. */
  dim?: number | undefined
  /** Largest first. Default false. */
  descending?: boolean | undefined
  /** Accepted as in PyTorch; the order of equal elements is always kept. */
  stable?: boolean | undefined
}

/** Options of topk. */
export interface TopkOptions {
  k: number
  /** Default the last. */
  dim?: number | undefined
  /** Default true. */
  largest?: boolean | undefined
  /** Accepted as in PyTorch; the result is always in order. */
  sorted?: boolean | undefined
}

/** Options of kthvalue. */
export interface KthOptions extends KeepdimOption {
  /** Counted from 1. */
  k: number
  /** Default the last. */
  dim?: number | undefined
}

/** Options of median and mode. */
export interface MedianOptions extends KeepdimOption {
  dim?: number | undefined
}

const SORT = positional<SortOptions>({ dim: dimRule, descending: boolean, stable: boolean })
const TOPK = positional<TopkOptions>({ k: numeric, dim: dimRule, largest: boolean, sorted: boolean })
const KTH = positional<KthOptions>({ k: numeric, dim: dimRule, keepdim: boolean })
const ALONG = positional<MedianOptions>({ dim: dimRule, keepdim: boolean })

/** @internal The kernels sort floats: what is exact in float32 or float64 is sorted there. */
export function asFloat(x: Tensor): Tensor {
  if (isFloat(x.dtype)) return x
  return convert(x, x.dtype === 'int32' || x.dtype === 'int64' ? 'float64' : 'float32')
}

/** @internal The values at `indices` along `dim` as the result of `op`: the gradient goes where they came from. */
export function chosen(op: string, x: Tensor, values: Tensor, indices: Tensor, dim: number): Tensor {
  return recorded(op, values, [x], [indices], (g) => [scatterAdd(zeros(x.shape, { dtype: x.dtype }), indices, g, dim)])
}

/** @internal The order of a tensor of floats along a dimension, without a gradient. */
export function sortKernel(x: Tensor, dim: number, descending: boolean): Extreme {
  const values = emptyTensor(x.dtype, x.shape)
  return { values, indices: placesInOrder(x, dim, descending, values) }
}

// The positions; the elements themselves only where `values` is there for them.
function placesInOrder(x: Tensor, dim: number, descending: boolean, values: Tensor | null = null): Tensor {
  const index = emptyTensor('int32', x.shape)
  kernels.sort({ x: contiguous(x), y: values, index, descending: descending ? 1 : 0, ...linesOf(x.shape, dim) })
  return index
}

function ordered(op: string, x: Tensor, options: SortOptions): Extreme {
  checkTensor(op, 'x', x)
  const dim = dimension(op, options.dim ?? -1, x.ndim)
  const { values, indices } = sortKernel(asFloat(x), dim, options.descending ?? false)
  return { values: chosen(op, x, convert(values, x.dtype), indices, dim), indices }
}

/**
 * The elements in ascending order along `dim` (default the last), and where they were.
 * @example
 * const { values, indices } = sort(tensor([3, 1, 2]))
 * values.toArray() // [1, 2, 3]
 * indices.toArray() // [1, 2, 0]
 * sort(tensor([3, 1, 2]), 0, { descending: true }).values.toArray() // [3, 2, 1]
 */
export function sort(x: Tensor, dim?: number | SortOptions, more?: Omit<SortOptions, 'dim'>): Extreme {
  return ordered('sort', x, read('sort', SORT, dim, more))
}

/** The positions that put the elements in ascending order along `dim` (default the last). int32. */
export function argsort(x: Tensor, along?: number | SortOptions, more?: Omit<SortOptions, 'dim'>): Tensor {
  const options = read('argsort', SORT, along, more)
  checkTensor('argsort', 'x', x)
  const dim = dimension('argsort', options.dim ?? -1, x.ndim)
  return placesInOrder(asFloat(x), dim, options.descending ?? false)
}

const NONE = optionsTable<object>({})

/** The elements in ascending order along the first dimension. */
export function msort(x: Tensor, ...extra: never[]): Tensor {
  read('msort', NONE, extra[0])
  return ordered('msort', x, { dim: 0 }).values
}

/**
 * The k largest elements along `dim` (default the last), largest first, and where they are; with `largest: false` the
 * smallest.
 * @example
 * topk(tensor([3, 1, 4, 1]), 2).values.toArray() // [4, 3]
 */
export function topk(x: Tensor, k: number | TopkOptions, more?: Omit<TopkOptions, 'k'>): Extreme {
  const options = read('topk', TOPK, k, more)
  checkTensor('topk', 'x', x)
  const dim = dimension('topk', options.dim ?? -1, x.ndim)
  const lines = linesOf(x.shape, dim)
  const count = options.k
  if (!(Number.isInteger(count) && count >= 0 && count <= lines.n)) {
    throw new OptionError(`topk: expected k from 0 to ${lines.n} but received ${count}`)
  }
  const source = contiguous(asFloat(x))
  const shape = x.shape.map((n, d) => (d === dim ? count : n))
  const values = emptyTensor(source.dtype, shape)
  const indices = emptyTensor('int32', shape)
  const largest = (options.largest ?? true) ? 1 : 0
  kernels.topk({ x: source, y: values, index: indices, k: count, largest, ...lines })
  return { values: chosen('topk', x, convert(values, x.dtype), indices, dim), indices }
}

// --- one element of each line ---

// The elements at positions of size 1 along `dim`.
function pickedEntry(op: string, x: Tensor, place: Tensor, dim: number, keepdim: boolean): Extreme {
  const at = contiguous(place)
  const values = noGrad(() => gather(x, at, dim))
  const kept = chosen(op, x, values, at, dim)
  return keepdim || x.ndim === 0
    ? { values: kept, indices: at }
    : { values: squeeze(kept, dim), indices: squeeze(at, dim) }
}

/**
 * The k-th smallest element along `dim` (default the last), k counted from 1, and where it is.
 * @example
 * kthvalue(tensor([3, 1, 4]), 2).values.item() // 3
 */
export function kthvalue(x: Tensor, k: number | KthOptions, more?: Omit<KthOptions, 'k'>): Extreme {
  const options = read('kthvalue', KTH, k, more)
  checkTensor('kthvalue', 'x', x)
  const dim = dimension('kthvalue', options.dim ?? -1, x.ndim)
  const n = x.shape[dim] ?? 1
  const { k: rank, keepdim = false } = options
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= n)) {
    throw new OptionError(`kthvalue: expected k from 1 to ${n} but received ${rank}`)
  }
  const places = placesInOrder(asFloat(x), dim, false)
  const place = x.ndim === 0 ? places : slice(places, { dim, start: rank - 1, end: rank })
  return pickedEntry('kthvalue', x, place, dim, keepdim)
}

function middle(op: string, x: Tensor, options: MedianOptions, skipNaN: boolean): Tensor | Extreme {
  checkTensor(op, 'x', x)
  if (options.dim === undefined) {
    const flat = reshape(x, [x.size])
    const { values } = middleAlong(op, flat, 0, false, skipNaN)
    return values
  }
  return middleAlong(op, x, dimension(op, options.dim, x.ndim), options.keepdim ?? false, skipNaN)
}

// The lower of the two in the middle. NaN, which lies at the end of a line, is the median of a line that has one, or does
// not count.
function middleAlong(op: string, x: Tensor, dim: number, keepdim: boolean, skipNaN: boolean): Extreme {
  const n = x.shape[dim] ?? 1
  if (n === 0) {
    throw new ShapeError(`${op}: expected at least one element along dimension ${dim} of shape ${format(x.shape)}`)
  }
  const lines = linesOf(x.shape, dim)
  const counts = isFloat(x.dtype) ? nanCounts(x, lines) : new Int32Array(lines.outer * lines.inner)
  const shape = x.shape.map((size, d) => (d === dim ? 1 : size))
  const place = emptyTensor('int32', shape)
  const { array } = placesInOrder(asFloat(x), dim, false).storage
  const data = contiguous(x).data
  for (let o = 0, line = 0; o < lines.outer; o++) {
    for (let i = 0; i < lines.inner; i++, line++) {
      const missing = counts[line]!
      const at = (k: number): number => array[(o * n + k) * lines.inner + i]!
      if (missing === 0) place.storage.put(line, at((n - 1) >> 1))
      else if (skipNaN && missing < n) place.storage.current[line] = at((n - missing - 1) >> 1)
      else place.storage.put(line, firstNaN(data, o, n, lines.inner, i))
    }
  }
  return pickedEntry(op, x, place, dim, keepdim)
}

function firstNaN(data: ArrayLike<number>, o: number, n: number, inner: number, i: number): number {
  let k = 0
  while (!Number.isNaN(data[(o * n + k) * inner + i]!)) k++
  return k
}

/** @internal How many elements of each line are NaN. */
export function nanCounts(x: Tensor, { outer, n, inner }: { outer: number; n: number; inner: number }): Int32Array {
  const counts = new Int32Array(outer * inner)
  const data = contiguous(isnan(x)).data
  for (let o = 0, at = 0; o < outer; o++) {
    for (let k = 0; k < n; k++) for (let i = 0; i < inner; i++, at++) counts[o * inner + i]! += data[at]!
  }
  return counts
}

/**
 * The median: of all elements, or with `dim` along it together with its place; the lower of two in the middle. NaN where
 * there is a NaN.
 * @example
 * median(tensor([3, 1, 4, 2])).item() // 2
 */
export function median(x: Tensor): Tensor
export function median(x: Tensor, dim: number | (MedianOptions & { dim: number }), options?: KeepdimOption): Extreme
export function median(x: Tensor, dim?: number | MedianOptions, options?: KeepdimOption): Tensor | Extreme {
  return middle('median', x, read('median', ALONG, dim, options), false)
}

/** `median` of the elements that are not NaN. */
export function nanmedian(x: Tensor): Tensor
export function nanmedian(x: Tensor, dim: number | (MedianOptions & { dim: number }), options?: KeepdimOption): Extreme
export function nanmedian(x: Tensor, dim?: number | MedianOptions, options?: KeepdimOption): Tensor | Extreme {
  return middle('nanmedian', x, read('nanmedian', ALONG, dim, options), true)
}

/**
 * The most frequent element along `dim` (default the last), the smallest of several, and its last place.
 * @example
 * mode(tensor([1, 2, 2, 3])).values.item() // 2
 */
export function mode(x: Tensor, along?: number | MedianOptions, more?: KeepdimOption): Extreme {
  const options = read('mode', ALONG, along, more)
  checkTensor('mode', 'x', x)
  const dim = dimension('mode', options.dim ?? -1, x.ndim)
  const { outer, n, inner } = linesOf(x.shape, dim)
  if (n === 0) {
    throw new ShapeError(`mode: expected at least one element along dimension ${dim} of shape ${format(x.shape)}`)
  }
  const sorted = sortKernel(asFloat(x), dim, false)
  const [values, indices] = [sorted.values.data, sorted.indices.data]
  const place = emptyTensor(
    'int32',
    x.shape.map((size, d) => (d === dim ? 1 : size))
  )
  for (let o = 0, line = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++, line++) {
      let [best, most, run] = [0, 0, 0]
      for (let k = 0; k < n; k++) {
        const at = (o * n + k) * inner + i
        run = k > 0 && values[at] === values[at - inner] ? run + 1 : 1
        if (run > most) [best, most] = [at, run]
      }
      place.storage.put(line, indices[best]!)
    }
  }
  return pickedEntry('mode', x, place, dim, options.keepdim ?? false)
}
