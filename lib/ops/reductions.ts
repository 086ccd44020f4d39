// Reductions that are made of others: extremes over several dimensions, moments in pairs, those that leave out NaN, counts.
// reduce.ts has the ones with kernels.
import * as kernels from '../backend/calls.ts'
import { ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, type Shape } from '../tensor/shape.ts'
import { checkTensor, type Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule, dims } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { div, eq, mul, ne, where } from './elementwise.ts'
import { integerExtreme } from './integers.ts'
import { isnan, logicalNot } from './logic.ts'
import { recorded } from './recorded.ts'
import {
  type DimOptions,
  type Dims,
  type KeepdimOption,
  mean,
  type ReduceOptions,
  reducePlan,
  std,
  sum,
  VARIANCE,
  type VarianceMore,
  type VarianceOptions,
  variance
} from './reduce.ts'
import { detach, reshape, to } from './shape.ts'
import { emptyTensor } from './shared.ts'

const REDUCE = positional<ReduceOptions>({ dim: dims, keepdim: boolean })
const ONE = positional<DimOptions>({ dim: dimRule, keepdim: boolean })

// The largest or smallest element of each line. Equal ones share the gradient.
function extremeOver(op: 'amax' | 'amin', x: Tensor, options: ReduceOptions): Tensor {
  checkTensor(op, 'x', x)
  const given = Array.isArray(options.dim) && options.dim.length === 0 ? { ...options, dim: undefined } : options
  const p = reducePlan(op, x, given, true)
  if (p.n === 0) throw new ShapeError(`${op}: expected at least one element to reduce in shape ${format(x.shape)}`)
  if (!isFloat(x.dtype)) return integerExtreme(op === 'amax', p)[0]
  const y = emptyTensor(x.dtype, p.shape)
  const { outer, n, inner } = p
  kernels.extreme({ x: p.x, y, index: null, largest: op === 'amax' ? 1 : 0, outer, n, inner })
  return recorded(op, y, [x], [x, y], (g) => [shared(g, x, y, p.kept)])
}

// The gradient in equal parts to those that attain the extreme; the parts are constants. `kept` is the shape of y with ones.
function shared(g: Tensor, x: Tensor, y: Tensor, kept: Shape): Tensor {
  const dims = [...x.shape.keys()].filter((d) => kept[d] !== x.shape[d])
  const attains = to(eq(detach(x), reshape(detach(y), kept)), g.dtype as 'float32')
  const share = dims.length === 0 ? attains : div(attains, sum(attains, { dim: dims, keepdim: true }))
  return mul(reshape(g, kept), share)
}

/**
 * The largest element along one dimension or several, of all without `dim`. Equal ones share the gradient.
 * @example
 * amax(tensor([[1, 5], [4, 2]]), 1).toArray() // [5, 4]
 */
export function amax(x: Tensor, dim?: Dims | ReduceOptions, options?: KeepdimOption): Tensor {
  return extremeOver('amax', x, read('amax', REDUCE, dim, options))
}

/** The smallest element along one dimension or several, of all without `dim`. Equal ones share the gradient. */
export function amin(x: Tensor, dim?: Dims | ReduceOptions, options?: KeepdimOption): Tensor {
  return extremeOver('amin', x, read('amin', REDUCE, dim, options))
}

/** What `aminmax` gives. */
export interface MinMax {
  min: Tensor
  max: Tensor
}

/**
 * The smallest and the largest element, of all or along `dim`.
 * @example
 * aminmax(tensor([3, 1, 2])).max.item() // 3
 */
export function aminmax(x: Tensor, dim?: number | DimOptions, options?: KeepdimOption): MinMax {
  const given = read('aminmax', ONE, dim, options)
  return { min: extremeOver('amin', x, given), max: extremeOver('amax', x, given) }
}

/** What `varMean` gives. */
export interface VarMean {
  var: Tensor
  mean: Tensor
}

/** What `stdMean` gives. */
export interface StdMean {
  std: Tensor
  mean: Tensor
}

const without = ({ dim, keepdim }: VarianceOptions): ReduceOptions => ({ dim, keepdim })

/**
 * Variance and mean along `dim`, with the options of `variance`.
 * @example
 * varMean(tensor([1, 2, 3, 4]), { correction: 0 }).var.item() // 1.25
 */
export function varMean(x: Tensor, dim?: Dims | VarianceOptions, more?: VarianceMore): VarMean {
  const options = read('varMean', VARIANCE, dim, more)
  return { var: variance(x, options), mean: mean(x, without(options)) }
}

/** Standard deviation and mean along `dim`, with the options of `std`. */
export function stdMean(x: Tensor, dim?: Dims | VarianceOptions, more?: VarianceMore): StdMean {
  const options = read('stdMean', VARIANCE, dim, more)
  return { std: std(x, options), mean: mean(x, without(options)) }
}

/**
 * The sum of those that are not NaN.
 * @example
 * nansum(tensor([1, NaN, 2])).item() // 3
 */
export function nansum(x: Tensor, dim?: Dims | ReduceOptions, options?: KeepdimOption): Tensor {
  const given = read('nansum', REDUCE, dim, options)
  checkTensor('nansum', 'x', x)
  return sum(isFloat(x.dtype) ? where(isnan(x), 0, x) : x, given)
}

/** The mean of those that are not NaN; NaN where there are none. */
export function nanmean(x: Tensor, dim?: Dims | ReduceOptions, options?: KeepdimOption): Tensor {
  const given = read('nanmean', REDUCE, dim, options)
  return div(nansum(x, given), to(sum(logicalNot(isnan(x)), given), x.dtype as 'float32'))
}

/**
 * How many elements are not 0, of all or along one dimension or several; int64.
 * @example
 * countNonzero(tensor([0, 1, 2])).item() // 2
 */
export function countNonzero(x: Tensor, dim?: Dims | { dim?: Dims | undefined }): Tensor {
  return sum(ne(x, 0), read('countNonzero', REDUCE, dim))
}
