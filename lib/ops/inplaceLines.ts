// Ops in place along lines and diagonals; inPlace.def names those that write by index or mask. inplace.ts exports these.
// Not in index.ts.
import { noGrad } from '../autograd/tape.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, numeric } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { cumprod, cumsum } from './scan.ts'
import { detach, view as viewOf } from './shape.ts'
import { checkWritable, copy_, fill_ } from './writable.ts'

// In the dtype of x whatever the op gives: sums of bools stay bools.
const scanned =
  (name: string, op: typeof cumsum): typeof cumsum =>
  (x, along, more) => {
    checkWritable(name, x)
    return copy_(
      x,
      noGrad(() => op(x, along, more))
    )
  }

/** Running sums. */
export const cumsum_: typeof cumsum = scanned('cumsum_', cumsum)
/** Running products. */
export const cumprod_: typeof cumprod = scanned('cumprod_', cumprod)

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
