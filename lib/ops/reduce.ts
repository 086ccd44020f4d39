// Reductions along dimensions, and what is made from them.
import { noGrad, record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { MASK_OPS } from '../backend/gen/elementwise.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format, type Shape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { mismatch } from '../util/options.ts'
import { convert, elementwise, fresh, viewAs } from './call.ts'
import { ne } from './elementwise.ts'
import { checkNames } from './options.ts'
import { permute } from './shape.ts'

/** Options of a reduction. */
export interface ReduceOptions {
  /** The dimension or dimensions to reduce. Default all. */
  dim?: number | readonly number[]
  /** Keep reduced dimensions as size 1. Default false. */
  keepdim?: boolean
}

export interface DimOptions {
  dim?: number
  keepdim?: boolean
}

// The operations of the kernel `reduce`.
const SUM = 0
const NORM1 = 1
const NORM2 = 3
const NORM_INF = 4
const PRODUCT = 5

/** How a reduction sees a tensor: contiguous memory as (outer, n, inner), and the shapes of its result. */
interface Plan {
  /** x with the reduced dimensions beside each other. */
  x: Tensor
  outer: number
  n: number
  inner: number
  /** With the reduced dimensions as 1, in the order of the original. */
  kept: Shape
  /** The result's shape. */
  shape: Shape
}

function plan(op: string, x: Tensor, options: ReduceOptions): Plan {
  checkTensor(op, 'x', x, ['float32', 'float64'])
  const { dim, keepdim = false } = options
  const nd = x.ndim
  if (dim !== undefined && typeof dim !== 'number' && !Array.isArray(dim)) {
    throw mismatch(op, 'dim', 'a whole number or an array of them', dim)
  }
  const list = dim === undefined ? x.shape.map((_, d) => d) : typeof dim === 'number' ? [dim] : [...dim]
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

function fold(op: number, p: Plan, divisor = 1): Tensor {
  const y = fresh(p.x.dtype, p.shape)
  kernels.reduce({ x: p.x, y, op, outer: p.outer, n: p.n, inner: p.inner, accumulate: 0, divisor })
  return y
}

// g (the shape of a result) as x's shape: a view that repeats it.
function spread(g: Tensor, p: Plan, shape: Shape): Tensor {
  const view = viewAs(contiguous(g), p.kept)
  return new Tensor(
    view.storage,
    shape,
    shape.map((_, d) => (p.kept[d] === 1 ? 0 : view.strides[d]!)),
    view.offset
  )
}

/**
 * The sum of the elements along `dim`. The order of additions is a fixed tree: the same bits everywhere.
 * @example
 * sum(tensor([[1, 2], [3, 4]]), { dim: 0 }).toArray() // [4, 6]
 */
export function sum(x: Tensor, options: ReduceOptions = {}): Tensor {
  checkNames('sum', options)
  const p = plan('sum', x, options)
  return record('sum', fold(SUM, p), [x], [], (g) => [spread(g, p, x.shape)])
}

/** The mean of the elements along `dim`; NaN for none. */
export function mean(x: Tensor, options: ReduceOptions = {}): Tensor {
  checkNames('mean', options)
  const p = plan('mean', x, options)
  return record('mean', fold(SUM, p, p.n), [x], [], (g) => [spread(elementwise('div', [g, p.n]), p, x.shape)])
}

/** The product of the elements along `dim`. */
export function prod(x: Tensor, options: ReduceOptions = {}): Tensor {
  checkNames('prod', options)
  const p = plan('prod', x, options)
  const y = fold(PRODUCT, p)
  // d(prod)/dx = prod / x, which is only right where x is not 0; there the product of the others is computed anew.
  return record('prod', y, [x], [x, y], (g) => {
    const quotient = elementwise('div', [spread(elementwise('mul', [g, y]), p, x.shape), x])
    return [productGradient(quotient, x, g, p)]
  })
}

function productGradient(quotient: Tensor, x: Tensor, g: Tensor, p: Plan): Tensor {
  const dx = contiguous(quotient)
  const values = contiguous(x).data
  if (!values.includes(0)) return dx
  const upstream = contiguous(spread(g, p, x.shape)).data
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
 * @param options.correction what is taken from the number of elements in the divisor. Default 1 (unbiased)
 */
export function variance(x: Tensor, options: ReduceOptions & { correction?: number } = {}): Tensor {
  checkNames('var', options)
  const p = plan('var', x, options)
  const divisor = Math.max(0, p.n - (options.correction ?? 1))
  const mean = fresh(x.dtype, p.kept)
  const y = fresh(x.dtype, p.shape)
  kernels.variance({ x: p.x, mean, y, outer: p.outer, n: p.n, inner: p.inner, divisor })
  return record('var', y, [x], [x], (g) => {
    const scaled = elementwise('mul', [g, 2 / divisor])
    return [elementwise('mul', [elementwise('sub', [x, mean]), viewAs(contiguous(scaled), p.kept)])]
  })
}

/** The standard deviation along `dim`: the root of `variance`. */
export function std(x: Tensor, options: ReduceOptions & { correction?: number } = {}): Tensor {
  checkNames('std', options)
  const squared = variance(x, options)
  const y = elementwise('sqrt', [squared.detach()])
  // Where the elements are all equal the gradient counts as 0, as in PyTorch, instead of 0 / 0.
  return record('std', y, [squared], [y], (g) => [divideOrZero(elementwise('mul', [contiguous(g), 0.5]), y)])
}

/**
 * The p-norm of the elements along `dim`.
 * @param options.p 1, 2 or Infinity. Default 2
 */
export function norm(x: Tensor, options: ReduceOptions & { p?: number } = {}): Tensor {
  checkNames('norm', options)
  const order = options.p ?? 2
  const op = order === 2 ? NORM2 : order === 1 ? NORM1 : order === Number.POSITIVE_INFINITY ? NORM_INF : -1
  if (op < 0) throw new OptionError(`norm: expected p to be 1, 2 or Infinity but received ${order}`)
  const p = plan('norm', x, options)
  const y = fold(op, p)
  return record('norm', y, [x], [x, y], (g) => {
    const up = spread(g, p, x.shape)
    if (order === 1) return [elementwise('mul', [up, elementwise('sign', [x])])]
    const value = spread(y, p, x.shape)
    if (order === 2) return [divideOrZero(elementwise('mul', [up, x]), value)]
    // The gradient goes in equal parts to the elements that attain the maximum.
    const attains = equal(elementwise('abs', [x]), value)
    const count = fold(SUM, plan('norm', attains, { ...options, keepdim: true }))
    return [
      elementwise('mul', [elementwise('div', [up, count]), elementwise('mul', [attains, elementwise('sign', [x])])])
    ]
  })
}

// 1 where equal, else 0, as floats.
function equal(a: Tensor, b: Tensor): Tensor {
  const y = fresh('bool', a.shape)
  const x = contiguous(b)
  kernels.mapBool({ a: contiguous(a), b: x, y, op: MASK_OPS.eq.op, shape: [a.size], strides: [1, 1, 1] })
  return convert(y, a.dtype)
}

// a / b, and 0 where b is 0: the subgradient of a norm at the origin.
function divideOrZero(a: Tensor, b: Tensor): Tensor {
  const zero = fresh('bool', a.shape)
  const c = contiguous(b)
  const none = elementwise('mul', [c, 0])
  const shape = [a.size]
  kernels.mapBool({ a: c, b: none, y: zero, op: MASK_OPS.eq.op, shape, strides: [1, 1, 1] })
  const out = fresh(a.dtype, a.shape)
  const quotient = contiguous(elementwise('div', [a, c]))
  kernels.where({ condition: zero, a: none, b: quotient, y: out, shape, strides: [1, 1, 1, 1] })
  return out
}

/** The largest (or smallest) element along `dim` and where it is. */
export interface Extreme {
  values: Tensor
  /** int32 positions along `dim`; the first of equal ones. */
  indices: Tensor
}

function extreme(op: string, largest: number, x: Tensor, dim: number, keepdim: boolean): Extreme {
  const p = plan(op, x, { dim, keepdim })
  if (p.n === 0)
    throw new ShapeError(`${op}: expected at least one element along dimension ${dim} of shape ${format(x.shape)}`)
  const values = fresh(x.dtype, p.shape)
  const indices = fresh('int32', p.shape)
  const { outer, n, inner } = p
  kernels.extreme({ x: p.x, y: values, index: indices, largest, outer, n, inner })
  record(op, values, [x], [], (g) => {
    const dx = fresh(x.dtype, x.shape)
    kernels.extremeBackward({ dy: contiguous(g), index: indices, dx, outer, n, inner })
    return [dx]
  })
  return { values, indices }
}

/** The largest element: of all, or with `dim` along it together with its positions. NaN counts as largest. */
export function max(x: Tensor): Tensor
export function max(x: Tensor, options: { dim: number; keepdim?: boolean }): Extreme
export function max(x: Tensor, options: DimOptions = {}): Tensor | Extreme {
  return extremes('max', 1, x, options)
}

/** The smallest element: of all, or with `dim` along it together with its positions. NaN counts as smallest. */
export function min(x: Tensor): Tensor
export function min(x: Tensor, options: { dim: number; keepdim?: boolean }): Extreme
export function min(x: Tensor, options: DimOptions = {}): Tensor | Extreme {
  return extremes('min', 0, x, options)
}

function extremes(op: string, largest: number, x: Tensor, options: DimOptions): Tensor | Extreme {
  checkNames(op, options)
  checkTensor(op, 'x', x, ['float32', 'float64'])
  if (options.dim !== undefined) return extreme(op, largest, x, options.dim, options.keepdim ?? false)
  // Of all elements PyTorch shares the gradient among equals; one dimension takes the first.
  const p = plan(op, x, {})
  const flat = viewAs(p.x, [x.size])
  const { values } = noGrad(() => extreme(op, largest, flat, 0, false))
  return record(op, values, [x], [x, values], (g) => {
    // NaN counts as largest and as smallest: where it is the result, the gradient is its.
    const nan = Number.isNaN(values.item())
    const attains = nan ? convert(ne(x, x), x.dtype) : equal(contiguous(x), contiguous(spread(values, p, x.shape)))
    const count = fold(SUM, plan(op, attains, {}))
    return [elementwise('mul', [attains, elementwise('div', [g, count])])]
  })
}

/** The position of the largest element along `dim`; without `dim` in the flattened tensor. int32. */
export function argmax(x: Tensor, options: DimOptions = {}): Tensor {
  return position('argmax', 1, x, options)
}

/** The position of the smallest element along `dim`; without `dim` in the flattened tensor. int32. */
export function argmin(x: Tensor, options: DimOptions = {}): Tensor {
  return position('argmin', 0, x, options)
}

function position(op: string, largest: number, x: Tensor, options: DimOptions): Tensor {
  checkNames(op, options)
  checkTensor(op, 'x', x, ['float32', 'float64'])
  const flat = options.dim === undefined ? viewAs(contiguous(x), [x.size]) : x
  return noGrad(() => extreme(op, largest, flat, options.dim ?? 0, options.keepdim ?? false)).indices
}

/** log(sum(exp(x))) along `dim` without overflow. */
export function logsumexp(x: Tensor, options: ReduceOptions): Tensor {
  checkNames('logsumexp', options)
  const p = plan('logsumexp', x, options)
  const y = fresh(x.dtype, p.shape)
  kernels.logsumexp({ x: p.x, y, outer: p.outer, n: p.n, inner: p.inner })
  return record('logsumexp', y, [x], [x, y], (g) => {
    const share = elementwise('exp', [elementwise('sub', [x, spread(y, p, x.shape)])])
    return [elementwise('mul', [share, spread(g, p, x.shape)])]
  })
}
