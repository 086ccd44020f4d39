// Ops in place that write by index or mask, or along lines: the op as a new tensor, written over x. inplace.ts exports them.
// Not in index.ts.
import { noGrad } from '../autograd/tape.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, numeric } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { tril, triu } from './diagonal.ts'
import { scatterAdd } from './gather.ts'
import { indexPut } from './indexing.ts'
import { maskedFill, maskedScatter } from './masked.ts'
import { cumprod, cumsum } from './scan.ts'
import { indexAdd, indexCopy, indexFill, indexReduce, scatter, scatterReduce } from './scatter.ts'
import { detach, view as viewOf } from './shape.ts'
import { checkWritable, copy_, fill_ } from './writable.ts'

const inPlace =
  <A extends readonly unknown[]>(name: string, op: (x: Tensor, ...rest: A) => Tensor) =>
  (x: Tensor, ...rest: A): Tensor => {
    checkWritable(name, x, rest)
    return copy_(
      x,
      noGrad(() => op(detach(x), ...rest))
    )
  }

/** `value` where the mask holds. */
export const maskedFill_: typeof maskedFill = inPlace('maskedFill_', maskedFill)
/** Elements of `source` where the mask holds. */
export const maskedScatter_: typeof maskedScatter = inPlace('maskedScatter_', maskedScatter)
/** The elements of a source, or one value, at the positions of an index. */
export const scatter_: typeof scatter = inPlace('scatter_', scatter)
/** The elements of a source added at the positions of an index. */
export const scatterAdd_: typeof scatterAdd = inPlace('scatterAdd_', scatterAdd)
/** The elements of a source reduced into the positions of an index. */
export const scatterReduce_: typeof scatterReduce = inPlace('scatterReduce_', scatterReduce)
/** The slices of a source added at positions of a dimension. */
export const indexAdd_: typeof indexAdd = inPlace('indexAdd_', indexAdd)
/** The slices of a source at positions of a dimension. */
export const indexCopy_: typeof indexCopy = inPlace('indexCopy_', indexCopy)
/** `value` in the slices at positions of a dimension. */
export const indexFill_: typeof indexFill = inPlace('indexFill_', indexFill)
/** The slices of a source reduced into positions of a dimension. */
export const indexReduce_: typeof indexReduce = inPlace('indexReduce_', indexReduce)
/** A value at the positions of index tensors. */
export const indexPut_: typeof indexPut = inPlace('indexPut_', indexPut)
/** Zeros above a diagonal. */
export const tril_: typeof tril = inPlace('tril_', tril)
/** Zeros below a diagonal. */
export const triu_: typeof triu = inPlace('triu_', triu)
/** Running sums. */
export const cumsum_: typeof cumsum = inPlace('cumsum_', cumsum)
/** Running products. */
export const cumprod_: typeof cumprod = inPlace('cumprod_', cumprod)

const DIAGONAL = positional<{ fillValue: number; wrap?: boolean }>({ fillValue: numeric, wrap: boolean })

/** The main diagonal becomes `fillValue`; with `wrap` it continues below, in matrices of more rows than columns. */
export function fillDiagonal_(
  x: Tensor,
  fillValue: number | { fillValue: number; wrap?: boolean | undefined },
  more?: { wrap?: boolean | undefined }
): Tensor {
  const options = read('fillDiagonal_', DIAGONAL, fillValue, more)
  checkWritable('fillDiagonal_', x)
  if (x.ndim < 2 || (x.ndim > 2 && x.shape.some((n) => n !== x.shape[0]))) {
    throw new ShapeError(
      `fillDiagonal_: expected a matrix, or equal sizes of more dimensions, but received ${format(x.shape)}`
    )
  }
  if (options.fillValue === undefined) {
    throw new OptionError('fillDiagonal_: expected fillValue to be a number but it is missing')
  }
  const [rows, columns] = x.shape as [number, number]
  const view = detach(x)
  const step = view.strides.reduce((sum, s) => sum + s, 0)
  const size = Math.min(...x.shape)
  const along = (start: number, n: number): Tensor => diagonalFrom(view, start, n, step)
  fill_(along(0, size), options.fillValue)
  if (options.wrap && x.ndim === 2) {
    for (let row = columns + 1; row < rows; row += columns + 1) {
      fill_(along(row * view.strides[0]!, Math.min(columns, rows - row)), options.fillValue)
    }
  }
  x.storage.touch()
  return x
}

function diagonalFrom(x: Tensor, start: number, n: number, step: number): Tensor {
  return viewOf(x, [n], [step], x.offset + start)
}
