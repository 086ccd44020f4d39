// Norms of vectors and matrices. Part of `linalg`. Not in index.ts.
import type { DType } from '../../backend/index.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { dimension, format } from '../../tensor/shape.ts'
import { checkFloat, type Tensor } from '../../tensor/tensor.ts'
import { boolean, dims as dimsRule, numeric, oneOf, orNull, rule, show } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { abs } from '../gen/elementwise.ts'
import { norm as flatNorm } from '../norms.ts'
import { type Dims, sum } from '../reduce.ts'
import { permute, reshape, select, to } from '../shape.ts'
import { svdvals } from './spectral.ts'
import { extremeOf, vectorNormOf } from './vectorNorm.ts'

type MatrixOrder = number | 'fro' | 'nuc'

/** Options of linalg.norm and its kinds. */
export interface NormKind<O> {
  /** The order of the norm. */
  ord?: O | null | undefined
  /** The dimensions of the vectors or matrices. */
  dim?: Dims | null | undefined
  /** Keep these dimensions as size 1. Default false. */
  keepdim?: boolean | undefined
  /** Convert to this dtype before. */
  dtype?: DType | null | undefined
}

const order = rule("a number, 'fro' or 'nuc'", (v) => v === null || typeof v === 'number' || v === 'fro' || v === 'nuc')
const REST = { dim: orNull(dimsRule), keepdim: boolean, dtype: oneOf('float32', 'float64', null) }
const NORM = positional<NormKind<MatrixOrder>>({ ord: order, ...REST })
const VECTOR = positional<NormKind<number>>({ ord: orNull(numeric), ...REST })

const converted = (x: Tensor, dtype: DType | null | undefined): Tensor => (dtype == null ? x : to(x, dtype))

/**
 * The norm of vectors or matrices: without `ord` and `dim` the 2-norm of all elements; with `ord` alone that of a vector or
 * of a matrix, by the dimensions of x; else by the number of dimensions in `dim`.
 *
 * @param x a float tensor
 * @param options.ord see vectorNorm and matrixNorm. Default: the 2-norm, for matrices 'fro'
 * @param options.dim one dimension for vectors, two for matrices. Default all
 * @example
 * linalg.norm(tensor([[3, 4], [0, 0]])).item() // 5
 * linalg.norm(tensor([[1, -2], [3, 4]]), 1).item() // 6
 */
export function norm(
  x: Tensor,
  ord?: MatrixOrder | null | NormKind<MatrixOrder>,
  more?: Omit<NormKind<MatrixOrder>, 'ord'>
): Tensor {
  const op = 'linalg.norm'
  const given = read(op, NORM, ord, more)
  const { ord: kind = null, dim = null, keepdim = false } = given
  checkFloat(op, 'x', x)
  const y = converted(x, given.dtype)
  const count = dim === null ? x.ndim : typeof dim === 'number' ? 1 : dim.length
  if (typeof kind === 'string' || (kind !== null && count === 2)) {
    return matrixNormOf(op, y, kind, pairOf(op, x, dim ?? [0, 1]), keepdim)
  }
  if (kind !== null && dim === null && x.ndim > 2) {
    throw new ShapeError(`${op}: expected dim, or x of one or two dimensions with ord, but received ${format(x.shape)}`)
  }
  return vectorNormOf(op, y, kind ?? 2, { dim: dim ?? undefined, keepdim })
}

/**
 * The norms of vectors along `dim`: the p-norm for ord = p, the largest and smallest absolute value for Infinity and
 * -Infinity, the number of elements that are not 0 for 0.
 * @param options.ord any number. Default 2
 * @param options.dim default all
 * @example
 * linalg.vectorNorm(tensor([1, -2, 2])).item() // 3
 */
export function vectorNorm(
  x: Tensor,
  ord?: number | null | NormKind<number>,
  more?: Omit<NormKind<number>, 'ord'>
): Tensor {
  const op = 'linalg.vectorNorm'
  const { ord: kind, dim, keepdim, dtype } = read(op, VECTOR, ord, more)
  checkFloat(op, 'x', x)
  return vectorNormOf(op, converted(x, dtype), kind ?? 2, { dim: dim ?? undefined, keepdim })
}

/**
 * The norms of matrices: 'fro' the root of the sum of squares, 'nuc' the sum of singular values, 2 and -2 the largest and the
 * smallest singular value, 1 and -1 the largest and smallest sum of absolute values of a column, Infinity and -Infinity of a
 * row.
 * @param options.ord default 'fro'
 * @param options.dim the dimensions of rows and columns. Default [-2, -1]
 * @example
 * linalg.matrixNorm(tensor([[1, -2], [3, 4]]), Infinity).item() // 7
 */
export function matrixNorm(
  x: Tensor,
  ord?: MatrixOrder | NormKind<MatrixOrder>,
  more?: Omit<NormKind<MatrixOrder>, 'ord'>
): Tensor {
  const op = 'linalg.matrixNorm'
  const { ord: kind, dim, keepdim = false, dtype } = read(op, NORM, ord, more)
  checkFloat(op, 'x', x)
  return matrixNormOf(op, converted(x, dtype), kind ?? 'fro', pairOf(op, x, dim ?? [-2, -1]), keepdim)
}

function pairOf(op: string, x: Tensor, dim: Dims): [number, number] {
  const list = typeof dim === 'number' ? [dim] : dim
  if (list.length !== 2 || x.ndim < 2) {
    throw new ShapeError(
      `${op}: expected two dimensions of x for a matrix but received ${format(list)} of shape ${format(x.shape)}`
    )
  }
  const [row, column] = list.map((d) => dimension(op, d, x.ndim)) as [number, number]
  if (row === column) throw new OptionError(`${op}: expected two different dimensions but received ${row} twice`)
  return [row, column]
}

/** The norm of matrices whose rows and columns lie along two dimensions, counted from 0. */
export function matrixNormOf(
  op: string,
  x: Tensor,
  ord: number | string,
  [row, column]: readonly [number, number],
  keepdim: boolean
): Tensor {
  if (ord === 'fro') return flatNorm(x, { p: 2, dim: [row, column], keepdim })
  const size = typeof ord === 'number' ? Math.abs(ord) : 0
  const rest = [...x.shape.keys()].filter((d) => d !== row && d !== column)
  const shape = keepdim ? x.shape.map((n, d) => (rest.includes(d) ? n : 1)) : rest.map((d) => x.shape[d]!)
  if (size === 1 || size === Infinity) {
    const [inner, outer] = size === 1 ? [row, column] : [column, row]
    const sums = sum(abs(x), { dim: inner, keepdim: true })
    return reshape(extremeOf(sums, (ord as number) > 0, { dim: outer, keepdim: true }), shape)
  }
  if (ord !== 'nuc' && size !== 2) {
    throw new OptionError(
      `${op}: expected ord to be 'fro', 'nuc', 1, -1, 2, -2, Infinity or -Infinity for matrices but received ${show(ord)}`
    )
  }
  const s = svdvals(permute(x, [...rest, row, column]))
  const y = ord === 'nuc' ? sum(s, -1) : select(s, -1, { index: ord === 2 ? 0 : -1 })
  return reshape(y, shape)
}
