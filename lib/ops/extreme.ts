// The largest and smallest elements and their positions: max, min, argmax, argmin.
import { noGrad, record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, type Shape } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { boolean, dim as dimRule } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { ne } from './elementwise.ts'
import { maximum, minimum } from './gen/elementwise.ts'
import { integerExtreme } from './integers.ts'
import { type DimOptions, equal, expandTo, type KeepdimOption, reduceOp, reducePlan, SUM } from './reduce.ts'
import { convert, elementwise, emptyTensor, viewWithShape } from './shared.ts'

/** The largest (or smallest) elements along a dimension and where they are. */
export interface Extreme {
  values: Tensor
  /** int32 positions along `dim`; the first of equal ones. */
  indices: Tensor
}

/** @internal What `max` and `min` along a dimension leave for their gradient. */
export interface ExtremeDetails {
  dim: number
  indices: Tensor
  kept: Shape
}

const OPTIONS = positional<DimOptions>({ dim: dimRule, keepdim: boolean })
const [SMALLEST, LARGEST] = [0, 1] as const

type Given = Tensor | number | DimOptions | undefined

// Along `dim`, or of all elements (null): then positions are those of the flattened tensor.
function extreme(op: string, which: 0 | 1, x: Tensor, dim: number | null, keepdim = false): Extreme {
  checkTensor(op, 'x', x)
  const source = dim === null ? viewWithShape(contiguous(x), [x.size]) : x
  const p = reducePlan(op, source, { dim: dim ?? 0, keepdim }, true)
  if (p.n === 0) {
    throw new ShapeError(
      `${op}: expected at least one element along dimension ${dim ?? 0} of shape ${format(source.shape)}`
    )
  }
  if (!isFloat(x.dtype)) {
    const [values, indices] = integerExtreme(which === LARGEST, p)
    return { values, indices }
  }
  const values = emptyTensor(x.dtype, p.shape)
  const indices = emptyTensor('int32', p.shape)
  const { outer, n, inner } = p
  kernels.extreme({ x: p.x, y: values, index: indices, largest: which, outer, n, inner })
  // Of all elements PyTorch shares the gradient among equals; one dimension takes the first.
  if (dim === null) record(op, values, [x], [x, values], (g) => [sharedGradient(op, x, values, g)])
  else {
    record(
      op,
      values,
      [x],
      [],
      (g) => {
        const dx = emptyTensor(x.dtype, x.shape)
        kernels.extremeBackward({ dy: contiguous(g), index: indices, dx, outer, n, inner })
        return [dx]
      },
      { dim, indices, kept: p.kept } satisfies ExtremeDetails
    )
  }
  return { values, indices }
}

function sharedGradient(op: string, x: Tensor, value: Tensor, g: Tensor): Tensor {
  // NaN counts as largest and as smallest: where it is the result, the gradient is its.
  const nan = Number.isNaN(value.item())
  const p = reducePlan(op, x, {})
  const attains = nan ? convert(ne(x, x), x.dtype) : equal(contiguous(x), contiguous(expandTo(value, p, x.shape)))
  const count = reduceOp(SUM, reducePlan(op, attains, {}))
  return elementwise('mul', [attains, elementwise('div', [g, count])])
}

function extremes(op: 'max' | 'min', which: 0 | 1, x: Tensor, given: Given, more?: KeepdimOption): Tensor | Extreme {
  if (given instanceof Tensor) return which === LARGEST ? maximum(x, given) : minimum(x, given)
  const { dim, keepdim } = read(op, OPTIONS, given, more)
  return dim === undefined ? extreme(op, which, x, null).values : extreme(op, which, x, dim, keepdim)
}

/**
 * The largest element: of all, or with `dim` along it together with its positions. NaN counts as largest. With another
 * tensor it is `maximum`.
 * @example
 * max(tensor([[1, 5], [4, 2]]), 1).indices.toArray() // [1, 0]
 */
export function max(x: Tensor, other?: Tensor): Tensor
export function max(x: Tensor, dim: number | (DimOptions & { dim: number }), options?: KeepdimOption): Extreme
export function max(x: Tensor, dim?: Given, options?: KeepdimOption): Tensor | Extreme {
  return extremes('max', LARGEST, x, dim, options)
}

/**
 * The smallest element: of all, or with `dim` along it together with its positions. NaN counts as smallest. With another
 * tensor it is `minimum`.
 */
export function min(x: Tensor, other?: Tensor): Tensor
export function min(x: Tensor, dim: number | (DimOptions & { dim: number }), options?: KeepdimOption): Extreme
export function min(x: Tensor, dim?: Given, options?: KeepdimOption): Tensor | Extreme {
  return extremes('min', SMALLEST, x, dim, options)
}

function position(op: string, which: 0 | 1, x: Tensor, { dim, keepdim }: DimOptions): Tensor {
  return noGrad(() => extreme(op, which, x, dim ?? null, keepdim)).indices
}

/** The position of the largest element along `dim`; without `dim` in the flattened tensor. int32. */
export function argmax(x: Tensor, dim?: number | DimOptions, options?: KeepdimOption): Tensor {
  return position('argmax', LARGEST, x, read('argmax', OPTIONS, dim, options))
}

/** The position of the smallest element along `dim`; without `dim` in the flattened tensor. int32. */
export function argmin(x: Tensor, dim?: number | DimOptions, options?: KeepdimOption): Tensor {
  return position('argmin', SMALLEST, x, read('argmin', OPTIONS, dim, options))
}
