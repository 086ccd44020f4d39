// Reductions along dimensions, and what is made from them.
import { record } from '../autograd/tape.ts'
import { run } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format, type Shape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { convert, elementwise, fresh, viewAs } from './call.ts'
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
const SUM_SQUARES = 2
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
  const list = dim === undefined ? x.shape.map((_, d) => d) : typeof dim === 'number' ? [dim] : [...dim]
  const dims = list.map((d) => dimension(op, d, nd)).sort((a, b) => a - b)
  if (new Set(dims).size !== dims.length) throw new OptionError(`${op}: expected each dimension once but received ${format(dims)}`)
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
  run('reduce', [p.x, y], [op, p.outer, p.n, p.inner, 0], [divisor])
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
  const p = plan('sum', x, options)
  return record('sum', fold(SUM, p), [x], [], (g) => [spread(g, p, x.shape)])
}

/** The mean of the elements along `dim`; NaN for none. */
export function mean(x: Tensor, options: ReduceOptions = {}): Tensor {
  const p = plan('mean', x, options)
  return record('mean', fold(SUM, p, p.n), [x], [], (g) => [spread(elementwise('div', [g, p.n]), p, x.shape)])
}
