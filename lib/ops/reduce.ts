// Reductions along dimensions, and what is made from them. extreme.ts has max, min and their positions.
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { MASK_OPS } from '../backend/gen/elementwise.ts'
import type { DType } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { dimension, format, type Shape, sizeOf } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { boolean, dims, numeric, text } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { integerReduce } from './integers.ts'
import { permute, to } from './shape.ts'
import { convert, elementwise, emptyTensor, floatOperands, viewWithShape } from './shared.ts'

/** A dimension or several. */
export type Dims = number | readonly number[]

/** What may follow the dimension of a reduction. */
export interface KeepdimOption {
  /** Keep reduced dimensions as size 1. Default false. */
  keepdim?: boolean | undefined
}

/** Options of a reduction. */
export interface ReduceOptions extends KeepdimOption {
  /** The dimension or dimensions to reduce. Default all. */
  dim?: Dims | undefined
}

/** Options of a reduction along one dimension. */
export interface DimOptions extends KeepdimOption {
  dim?: number | undefined
}

/** What may follow the dimension of a sum or a product. */
export interface SumMore extends KeepdimOption {
  /** To which the elements are converted first. Default their own. */
  dtype?: DType | undefined
}

/** Options of a sum or a product. */
export interface SumOptions extends SumMore, ReduceOptions {}

/** What may follow the dimension of a variance. */
export interface VarianceMore extends KeepdimOption {
  /** false is a correction of 0. */
  unbiased?: boolean | undefined
  /** Subtracted from the number of elements in the divisor. Default 1 (unbiased). */
  correction?: number | undefined
}

/** Options of a variance. */
export interface VarianceOptions extends VarianceMore, ReduceOptions {}

const REDUCE_RULES = { dim: dims, keepdim: boolean }
const REDUCE = positional<ReduceOptions>(REDUCE_RULES)
const SUMMING = positional<SumOptions>({ ...REDUCE_RULES, dtype: text })
/** @internal */
export const VARIANCE = positional<VarianceOptions>({ ...REDUCE_RULES, correction: numeric, unbiased: boolean })

// The operations of the kernel `reduce`.
/** @internal */
export const SUM = 0
/** @internal */
export const NORM1 = 1
/** @internal */
export const NORM2 = 3
/** @internal */
export const NORM_INF = 4
const PRODUCT = 5

/** @internal How a reduction sees a tensor: contiguous memory as (outer, n, inner), and the shapes of its result. */
export interface ReducePlan {
  /** x with the reduced dimensions adjacent. */
  x: Tensor
  outer: number
  n: number
  inner: number
  /** With the reduced dimensions as 1, in the order of the original. */
  kept: Shape
  /** The result's shape. */
  shape: Shape
}

const SCALAR: Shape = []

/** @internal How `op` reduces x, which is a float unless `whole` is true, along `options.dim`. */
export function reducePlan(op: string, x: Tensor, options: ReduceOptions, whole = false): ReducePlan {
  if (whole) checkTensor(op, 'x', x)
  else checkFloat(op, 'x', x)
  const { dim, keepdim = false } = options
  const nd = x.ndim
  if (dim === undefined) {
    const kept: number[] = []
    for (let d = 0; d < nd; d++) kept.push(1)
    return { x: contiguous(x), outer: 1, n: x.size, inner: 1, kept, shape: keepdim ? kept : SCALAR }
  }
  const list = typeof dim === 'number' ? [dim] : [...dim]
  const dims = list.map((d) => dimension(op, d, nd)).sort((a, b) => a - b)
  if (new Set(dims).size !== dims.length)
    throw new OptionError(`${op}: expected each dimension once but received ${format(dims)}`)
  const kept = x.shape.map((n, d) => (dims.includes(d) ? 1 : n))
  const shape = keepdim ? kept : x.shape.filter((_, d) => !dims.includes(d))
  const first = dims[0] ?? 0
  const last = dims.at(-1) ?? -1
  let source = x
  if (last - first + 1 !== dims.length) {
    // Scattered dimensions: move them together, to the end.
    const rest = x.shape.map((_, d) => d).filter((d) => !dims.includes(d))
    source = permute(x, { dims: [...rest, ...dims] })
    const outer = sizeOf(rest.map((d) => x.shape[d]!))
    return { x: contiguous(source), outer, n: sizeOf(dims.map((d) => x.shape[d]!)), inner: 1, kept, shape }
  }
  return {
    x: contiguous(x),
    outer: sizeOf(x.shape.slice(0, first)),
    n: sizeOf(x.shape.slice(first, last + 1)),
    inner: sizeOf(x.shape.slice(last + 1)),
    kept,
    shape
  }
}

/** @internal The reduction `op` of a planned tensor. */
export function reduceOp(op: number, p: ReducePlan, divisor = 1): Tensor {
  const y = emptyTensor(p.x.dtype, p.shape)
  kernels.reduce({ x: p.x, y, op, outer: p.outer, n: p.n, inner: p.inner, accumulate: 0, divisor })
  return y
}

/** @internal g (the shape of a result) as x's shape: a view that repeats it. */
export function expandTo(g: Tensor, p: ReducePlan, shape: Shape): Tensor {
  const view = viewWithShape(contiguous(g), p.kept)
  return new Tensor(
    view.storage,
    shape,
    shape.map((_, d) => (p.kept[d] === 1 ? 0 : view.strides[d]!)),
    view.offset
  )
}

/**
 * The sum of the elements along `dim`. The order of additions is a fixed tree: the same bits everywhere. Integers and
 * bools are counted as int64.
 * @example
 * sum(tensor([[1, 2], [3, 4]]), 0).toArray() // [4, 6]
 * sum(tensor([[1, 2], [3, 4]]), 1, { keepdim: true }).shape // [2, 1]
 */
export function sum(x: Tensor, dim?: Dims | SumOptions, options?: SumMore): Tensor {
  const given = read('sum', SUMMING, dim, options)
  if (given.dtype !== undefined) return sum(to(x, given.dtype), { ...given, dtype: undefined })
  const p = reducePlan('sum', x, given, true)
  if (!isFloat(x.dtype)) return integerReduce('sum', p)
  return record('sum', reduceOp(SUM, p), [x], [], (g) => [expandTo(g, p, x.shape)], p)
}

/** The mean of the elements along `dim`; NaN for none. Floats only: the mean of integers is not an integer. */
export function mean(x: Tensor, dim?: Dims | SumOptions, options?: SumMore): Tensor {
  const given = read('mean', SUMMING, dim, options)
  if (given.dtype !== undefined) return mean(to(x, given.dtype), { ...given, dtype: undefined })
  if (x instanceof Tensor && !isFloat(x.dtype)) {
    throw new ShapeError(
      `mean: expected x to be float32 or float64 but received ${x.dtype}, whose mean is not one; convert it first: x.to('float32').mean()`
    )
  }
  const p = reducePlan('mean', x, given)
  return record('mean', reduceOp(SUM, p, p.n), [x], [], (g) => [expandTo(elementwise('div', [g, p.n]), p, x.shape)], p)
}

/** The product of the elements along `dim`; int64 of integers and bools. */
export function prod(x: Tensor, dim?: Dims | SumOptions, options?: SumMore): Tensor {
  const given = read('prod', SUMMING, dim, options)
  if (given.dtype !== undefined) return prod(to(x, given.dtype), { ...given, dtype: undefined })
  const p = reducePlan('prod', x, given, true)
  if (!isFloat(x.dtype)) return integerReduce('prod', p)
  const y = reduceOp(PRODUCT, p)
  // d(prod)/dx = prod / x, which is only right where x is not 0; there the product of the others is recomputed.
  return record(
    'prod',
    y,
    [x],
    [x, y],
    (g) => {
      const quotient = elementwise('div', [expandTo(elementwise('mul', [g, y]), p, x.shape), x])
      return [productGradient(quotient, x, g, p)]
    },
    p
  )
}

function productGradient(quotient: Tensor, x: Tensor, g: Tensor, p: ReducePlan): Tensor {
  const dx = contiguous(quotient)
  const values = contiguous(x).data
  if (!values.includes(0)) return dx
  const upstream = contiguous(expandTo(g, p, x.shape)).data
  const out = dx.data
  const reduced = x.shape.map((_, d) => p.kept[d] === 1 && x.shape[d] !== 1)
  const strides = contiguous(x).strides
  const group = (k: number): number => {
    let at = 0
    for (let d = 0; d < x.ndim; d++) if (!reduced[d]) at += (Math.floor(k / strides[d]!) % x.shape[d]!) * strides[d]!
    return at
  }
  const zeros = new Map<number, number>()
  const rest = new Map<number, number>()
  for (let k = 0; k < x.size; k++) {
    const at = group(k)
    if (values[k] === 0) zeros.set(at, (zeros.get(at) ?? 0) + 1)
    else rest.set(at, (rest.get(at) ?? 1) * values[k]!)
  }
  for (let k = 0; k < x.size; k++) {
    const count = zeros.get(group(k)) ?? 0
    if (count > 0) out[k] = values[k] === 0 && count === 1 ? upstream[k]! * (rest.get(group(k)) ?? 1) : 0
  }
  return dx
}

/**
 * The variance along `dim`.
 * @example
 * variance(tensor([1, 2, 3, 4]), { correction: 0 }).item() // 1.25
 */
export function variance(x: Tensor, dim?: Dims | VarianceOptions, more?: VarianceMore): Tensor {
  const options = read('var', VARIANCE, dim, more)
  const p = reducePlan('var', x, options)
  const divisor = Math.max(0, p.n - (options.correction ?? (options.unbiased === false ? 0 : 1)))
  const mean = emptyTensor(x.dtype, p.kept)
  const y = emptyTensor(x.dtype, p.shape)
  kernels.variance({ x: p.x, mean, y, outer: p.outer, n: p.n, inner: p.inner, divisor })
  return record(
    'var',
    y,
    [x],
    [x],
    (g) => {
      const scaled = elementwise('mul', [g, 2 / divisor])
      return [elementwise('mul', [elementwise('sub', [x, mean]), viewWithShape(contiguous(scaled), p.kept)])]
    },
    { divisor, ...p }
  )
}

/** The standard deviation along `dim`: the root of `variance`. */
export function std(x: Tensor, dim?: Dims | VarianceOptions, options?: VarianceMore): Tensor {
  const squared = variance(x, read('std', VARIANCE, dim, options))
  const y = elementwise('sqrt', [squared.detach()])
  // Where the elements are all equal the gradient counts as 0, as in PyTorch, instead of 0 / 0.
  return record('std', y, [squared], [y], (g) => [divideOrZero(elementwise('mul', [contiguous(g), 0.5]), y)])
}

/** @internal 1 where equal, else 0, as floats. */
export function equal(a: Tensor, b: Tensor): Tensor {
  const y = emptyTensor('bool', a.shape)
  const x = contiguous(b)
  kernels.mapBool({ a: contiguous(a), b: x, y, op: MASK_OPS.eq.op, shape: [a.size], strides: [1, 1, 1] })
  return convert(y, a.dtype)
}

/** @internal a / b, and 0 where b is 0: the subgradient of a norm at the origin. */
export function divideOrZero(a: Tensor, b: Tensor): Tensor {
  const zero = emptyTensor('bool', a.shape)
  const c = contiguous(b)
  const none = elementwise('mul', [c, 0])
  const shape = [a.size]
  kernels.mapBool({ a: c, b: none, y: zero, op: MASK_OPS.eq.op, shape, strides: [1, 1, 1] })
  const out = emptyTensor(a.dtype, a.shape)
  const quotient = contiguous(elementwise('div', [a, c]))
  kernels.where({ condition: zero, a: none, b: quotient, y: out, shape, strides: [1, 1, 1, 1] })
  return out
}

/** log(sum(exp(x))) along `dim` without overflow. */
export function logsumexp(input: Tensor, dim: Dims | ReduceOptions, options?: KeepdimOption): Tensor {
  const [x] = floatOperands('logsumexp', ['x'], [input]) as [Tensor]
  const p = reducePlan('logsumexp', x, read('logsumexp', REDUCE, dim, options))
  const y = emptyTensor(x.dtype, p.shape)
  kernels.logsumexp({ x: p.x, y, outer: p.outer, n: p.n, inner: p.inner })
  return record(
    'logsumexp',
    y,
    [x],
    [x, y],
    (g) => {
      const share = elementwise('exp', [elementwise('sub', [x, expandTo(y, p, x.shape)])])
      return [elementwise('mul', [share, expandTo(g, p, x.shape)])]
    },
    p
  )
}
