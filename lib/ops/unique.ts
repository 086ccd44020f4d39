// Counting and looking up: unique, bincount, histc, searchsorted, bucketize, isin. Without gradients, in JavaScript over
// sorted elements. Public, by index.ts.
import type { AnyArray, DType } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { promote } from '../tensor/dtypes.ts'
import { dimension, format, type Shape, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkFloat, checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule, numeric, oneOf } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { pickedAlong } from './arrange.ts'
import { detach, reshape, transpose } from './shape.ts'
import { convert, emptyTensor } from './shared.ts'
import { asFloat, sortKernel } from './sort.ts'

/** Different elements, and where and how often they are. */
export interface Unique {
  values: Tensor
  /** Of each element of x the position in `values`: int32. With `returnInverse`. */
  inverse?: Tensor
  /** Of each of `values` how often it comes: int64. With `returnCounts`. */
  counts?: Tensor
}

/** A result with what the options ask for. */
export type UniqueOf<O> = Unique &
  (O extends { returnInverse: true } ? { inverse: Tensor } : unknown) &
  (O extends { returnCounts: true } ? { counts: Tensor } : unknown)

/** Options of unique and uniqueConsecutive. */
export interface UniqueOptions {
  /** Accepted as in PyTorch; the values are always sorted. */
  sorted?: boolean | undefined
  returnInverse?: boolean | undefined
  returnCounts?: boolean | undefined
  /** Compares the slices along this dimension. Default: the elements of the flattened tensor. */
  dim?: number | undefined
}

export type ConsecutiveOptions = Omit<UniqueOptions, 'sorted'>

const UNIQUE = optionsTable<UniqueOptions>({
  sorted: boolean,
  returnInverse: boolean,
  returnCounts: boolean,
  dim: dimRule
})
const CONSECUTIVE = optionsTable<Omit<UniqueOptions, 'sorted'>>({
  returnInverse: boolean,
  returnCounts: boolean,
  dim: dimRule
})

// --- unique ---

function ints(dtype: DType, values: ArrayLike<number>, shape: Shape): Tensor {
  const out = emptyTensor(dtype, shape)
  out.storage.set(values, out.offset)
  return out
}

// Slices along `dim` as rows, or elements; their order, and whether two of them differ.
interface Items {
  readonly n: number
  readonly width: number
  readonly data: AnyArray
}

function itemsOf(op: string, x: Tensor, dim: number | undefined): Items {
  checkTensor(op, 'x', x)
  if (dim === undefined) return { n: x.size, width: 1, data: elementsOf(x) }
  const at = dimension(op, dim, x.ndim)
  const n = x.shape[at] ?? 1
  const rows = x.ndim < 2 ? x : transpose(detach(x), 0, at)
  return { n, width: n === 0 ? 0 : x.size / n, data: elementsOf(rows) }
}

const differ = ({ data, width }: Items, a: number, b: number): boolean => {
  for (let c = 0; c < width; c++) if (data[a * width + c] !== data[b * width + c]) return true
  return false
}

// Positions of rows in ascending order.
function orderOf({ n, width, data }: Items): number[] {
  return Array.from({ length: n }, (_, k) => k).sort((a, b) => {
    for (let c = 0; c < width; c++) {
      const [p, q] = [data[a * width + c]!, data[b * width + c]!]
      if (p !== q) return p < q ? -1 : 1
    }
    return a - b
  })
}

// The elements of the flattened tensor, which lie sorted: no step of the walk jumps in memory.
function uniqueElements(x: Tensor, options: UniqueOptions): Unique {
  const sorted = sortKernel(reshape(asFloat(detach(x)), [x.size]), 0, false)
  const [data, places] = [sorted.values.data, sorted.indices.data]
  const n = x.size
  const inverse = options.returnInverse ? new Int32Array(n) : null
  const firsts = new Int32Array(n)
  let count = 0
  for (let k = 0; k < n; k++) {
    if (k === 0 || data[k] !== data[k - 1]) firsts[count++] = k
    if (inverse !== null) inverse[places[k]!] = count - 1
  }
  const starts = firsts.subarray(0, count)
  const values = emptyTensor(sorted.values.dtype, [count])
  const out = values.storage.current
  for (let k = 0; k < count; k++) out[values.offset + k] = data[starts[k]!]!
  const result: Unique = { values: convert(values, x.dtype) }
  if (inverse !== null) result.inverse = ints('int32', inverse, x.shape)
  if (options.returnCounts) {
    const counts = new Float64Array(count)
    for (let k = 0; k < count; k++) counts[k] = (k + 1 < count ? starts[k + 1]! : n) - starts[k]!
    result.counts = ints('int64', counts, [count])
  }
  return result
}

// Slices along a dimension; or elements and slices as they lie, where they are not to be sorted.
function grouped(op: string, x: Tensor, options: UniqueOptions, sorted: boolean): Unique {
  const items = itemsOf(op, x, options.dim)
  const { n } = items
  const order = sorted ? orderOf(items) : null
  const [inverse, firsts, counts] = [new Int32Array(n), [] as number[], [] as number[]]
  for (let k = 0, before = -1; k < n; k++) {
    const at = order === null ? k : order[k]!
    if (k === 0 || differ(items, before, at)) {
      firsts.push(at)
      counts.push(0)
    }
    counts[counts.length - 1]!++
    inverse[at] = firsts.length - 1
    before = at
  }
  const picked = Int32Array.from(firsts)
  const source = detach(x)
  const dim = options.dim ?? 0
  const values = pickedAlong(options.dim === undefined ? reshape(source, [x.size]) : source, dim, picked)
  const result: Unique = { values }
  if (options.returnInverse) result.inverse = ints('int32', inverse, options.dim === undefined ? x.shape : [n])
  if (options.returnCounts) result.counts = ints('int64', counts, [counts.length])
  return result
}

/**
 * The different elements (or slices along `dim`), sorted.
 * @example
 * const { values, counts } = unique(tensor([2, 1, 2]), { returnCounts: true })
 * values.toArray() // [1, 2]
 * counts.toArray() // [1, 2]
 */
export function unique<const O extends UniqueOptions = UniqueOptions>(x: Tensor, options: O = {} as O): UniqueOf<O> {
  const given = read('unique', UNIQUE, options)
  checkTensor('unique', 'x', x)
  return (given.dim === undefined ? uniqueElements(x, given) : grouped('unique', x, given, true)) as UniqueOf<O>
}

/**
 * The elements (or slices along `dim`) that differ from the one before.
 * @example
 * uniqueConsecutive(tensor([1, 1, 2, 1])).values.toArray() // [1, 2, 1]
 */
export function uniqueConsecutive<const O extends ConsecutiveOptions = ConsecutiveOptions>(
  x: Tensor,
  options: O = {} as O
): UniqueOf<O> {
  return grouped('uniqueConsecutive', x, read('uniqueConsecutive', CONSECUTIVE, options), false) as UniqueOf<O>
}

// --- counting ---

const BINCOUNT = positional<{ minlength?: number }>({ minlength: numeric })
const HISTC = positional<{ bins?: number; min?: number; max?: number }>({ bins: numeric, min: numeric, max: numeric })

/**
 * How often each of 0 to the largest element comes, int64; with weights, their sums.
 * @param x integers >= 0 of one dimension
 * @param weights one for each element, or null
 * @example
 * bincount(tensor([0, 2, 2], { dtype: 'int32' })).toArray() // [1, 0, 2]
 */
export function bincount(
  x: Tensor,
  weights?: Tensor | null | number | { minlength?: number | undefined },
  more?: number | { minlength?: number | undefined }
): Tensor {
  const scale = weights instanceof Tensor ? weights : null
  const { minlength = 0 } = read('bincount', BINCOUNT, scale === null && weights !== null ? (weights ?? more) : more)
  checkTensor('bincount', 'x', x, ['int32', 'int64', 'uint8'])
  if (x.ndim !== 1) throw new ShapeError(`bincount: expected x of one dimension but received ${format(x.shape)}`)
  if (scale !== null) checkTensor('bincount', 'weights', scale)
  if (scale !== null && !sameShape(scale.shape, x.shape)) {
    throw new ShapeError(`bincount: expected weights of shape ${format(x.shape)} but received ${format(scale.shape)}`)
  }
  if (!(Number.isInteger(minlength) && minlength >= 0)) {
    throw new OptionError(`bincount: expected minlength to be a whole number >= 0 but received ${minlength}`)
  }
  const data = elementsOf(x)
  let length = minlength
  for (const value of data) {
    if (value < 0) throw new OptionError(`bincount: expected integers >= 0 but received ${value}`)
    if (value >= length) length = value + 1
  }
  // PyTorch sums float32 weights in float32, everything else in float64.
  const out = emptyTensor(scale === null ? 'int64' : scale.dtype === 'float32' ? 'float32' : 'float64', [length])
  const [sums, by] = [out.storage.current.fill(0), scale === null ? null : elementsOf(scale)]
  for (let k = 0; k < data.length; k++) sums[data[k]!]! += by === null ? 1 : by[k]!
  return out
}

/**
 * How many elements lie in each of `bins` (default 100) equal intervals from `min` to `max`, as floats; without limits (or
 * with equal ones) from the smallest to the largest element. Elements outside do not count.
 * @example
 * histc(tensor([1, 2, 1, 4]), 4, { min: 0, max: 4 }).toArray() // [0, 2, 1, 1]
 */
export function histc(
  x: Tensor,
  count?: number | { bins?: number | undefined; min?: number | undefined; max?: number | undefined },
  more?: { min?: number | undefined; max?: number | undefined }
): Tensor {
  const options = read('histc', HISTC, count, more)
  checkFloat('histc', 'x', x)
  const { bins = 100 } = options
  let { min = 0, max = 0 } = options
  if (!(Number.isInteger(bins) && bins >= 1)) {
    throw new OptionError(`histc: expected bins to be a whole number >= 1 but received ${bins}`)
  }
  const data = elementsOf(x)
  if (min === max && data.length > 0) {
    ;[min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const value of data) {
      if (value < min || Number.isNaN(value)) min = value
      if (value > max || Number.isNaN(value)) max = value
    }
  }
  if (min === max) [min, max] = [min - 1, max + 1]
  if (!(Number.isFinite(min) && Number.isFinite(max) && min < max)) {
    throw new OptionError(`histc: expected finite limits min < max but received ${min} and ${max}`)
  }
  const out = emptyTensor(x.dtype, [bins])
  const counts = out.storage.current.fill(0)
  for (const value of data) {
    if (!(value >= min && value <= max)) continue
    counts[Math.min(bins - 1, Math.floor(((value - min) / (max - min)) * bins))]!++
  }
  return out
}

// --- looking up ---

/** Options of searchsorted and bucketize. */
export interface SearchOptions {
  /** Behind equal boundaries instead of before them. Default false. */
  right?: boolean | undefined
  /** The dtype of positions; int32 is the default here. */
  outInt32?: boolean | undefined
}

const SEARCH = optionsTable<SearchOptions & { side?: 'left' | 'right' | undefined }>({
  right: boolean,
  outInt32: boolean,
  side: oneOf('left', 'right')
})
const BUCKET = optionsTable<SearchOptions>({ right: boolean, outInt32: boolean })

// The first of sorted[from ... from + n) that is not less than value (right: that is larger); NaN is largest.
function placeOf(sorted: AnyArray, from: number, n: number, value: number, right: boolean): number {
  let [low, high] = [0, n]
  while (low < high) {
    const middle = (low + high) >> 1
    const bound = sorted[from + middle]!
    const before = right ? !(bound > value) : !(bound >= value)
    if (before && !Number.isNaN(bound)) low = middle + 1
    else if (Number.isNaN(bound) && right && Number.isNaN(value)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Where `values` would be inserted into sorted lines to keep them sorted. int32.
 * @param sorted (..., n), ascending along the last dimension; one dimension for all values
 * @param values (..., m) with the other dimensions of `sorted`, any shape for one line, or a number
 * @example
 * searchsorted(tensor([1, 3, 5]), tensor([3, 6])).toArray() // [1, 3]
 * searchsorted(tensor([1, 3, 5]), 3, { right: true }).item() // 2
 */
export function searchsorted(
  sorted: Tensor,
  values: Tensor | number,
  options: SearchOptions & { side?: 'left' | 'right' | undefined } = {}
): Tensor {
  const { right, side } = read('searchsorted', SEARCH, options)
  checkTensor('searchsorted', 'sorted', sorted)
  if (sorted.ndim === 0) throw new ShapeError('searchsorted: expected sorted of at least one dimension')
  const wanted = typeof values === 'number' ? ints('float64', [values], []) : values
  checkTensor('searchsorted', 'values', wanted)
  const lines = sorted.ndim === 1 ? 1 : sizeOf(sorted.shape.slice(0, -1))
  if (sorted.ndim > 1 && !sameShape(sorted.shape.slice(0, -1), wanted.shape.slice(0, -1))) {
    throw new ShapeError(
      `searchsorted: expected values of the shape of sorted but for the last dimension, received ${format(wanted.shape)} for ${format(sorted.shape)}`
    )
  }
  return found(sorted, wanted, lines, side === undefined ? (right ?? false) : side === 'right')
}

function found(sorted: Tensor, wanted: Tensor, lines: number, right: boolean): Tensor {
  const out = emptyTensor('int32', wanted.shape)
  const [bounds, values, places] = [elementsOf(sorted), elementsOf(wanted), out.storage.current]
  const n = sorted.shape.at(-1)!
  const count = lines === 0 ? 0 : wanted.size / lines
  for (let k = 0; k < wanted.size; k++) places[k] = placeOf(bounds, Math.floor(k / count) * n, n, values[k]!, right)
  return out
}

/**
 * The interval of sorted `boundaries` (one dimension) in which each element lies: 0 below the first. int32.
 * @example
 * bucketize(tensor([0, 1, 5]), tensor([1, 3])).toArray() // [0, 0, 2]
 */
export function bucketize(x: Tensor | number, boundaries: Tensor, options: SearchOptions = {}): Tensor {
  const { right = false } = read('bucketize', BUCKET, options)
  const values = typeof x === 'number' ? ints('float64', [x], []) : x
  checkTensor('bucketize', 'x', values)
  checkTensor('bucketize', 'boundaries', boundaries)
  if (boundaries.ndim !== 1) {
    throw new ShapeError(`bucketize: expected boundaries of one dimension but received ${format(boundaries.shape)}`)
  }
  return found(boundaries, values, 1, right)
}

const ISIN = optionsTable<{ assumeUnique?: boolean; invert?: boolean }>({ assumeUnique: boolean, invert: boolean })

/**
 * Which elements are among `testElements`, as bool; with `invert` which are not.
 * @example
 * isin(tensor([1, 2, 3]), tensor([2, 4])).toArray() // [false, true, false]
 */
export function isin(
  elements: Tensor | number,
  testElements: Tensor | number,
  options: { assumeUnique?: boolean | undefined; invert?: boolean | undefined } = {}
): Tensor {
  const { invert = false } = read('isin', ISIN, options)
  const list = (name: string, value: Tensor | number): Tensor => {
    const t = typeof value === 'number' ? ints('float64', [value], []) : value
    checkTensor('isin', name, t)
    return t
  }
  const [x, test] = [list('elements', elements), list('testElements', testElements)]
  // Numbers take the dtype of the other side.
  const dtype =
    typeof elements === 'number'
      ? test.dtype
      : typeof testElements === 'number'
        ? x.dtype
        : promote(x.dtype, test.dtype)
  const members = new Set(elementsOf(convert(test, dtype)))
  members.delete(Number.NaN)
  const values = elementsOf(convert(x, dtype))
  const out = emptyTensor('bool', x.shape)
  for (let k = 0; k < values.length; k++) out.storage.current[k] = members.has(values[k]!) !== invert ? 1 : 0
  return out
}
