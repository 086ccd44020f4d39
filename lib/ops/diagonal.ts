// Diagonals and triangles of matrices, and the ops that write a part of a tensor: diagonalScatter, selectScatter,
// sliceScatter. Public, by index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format } from '../tensor/shape.ts'
import { checkTensor, type Tensor } from '../tensor/tensor.ts'
import { anything, dim as dimRule, numeric, oneOf } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { diagonalMatrix, diagonalOf, lowerTriangle, upperTriangle } from './diagonals.ts'
import { pad } from './pad.ts'
import { permute, reshape, type SliceOptions, select, slice } from './shape.ts'
import { emptyTensor } from './shared.ts'
import { withPart } from './written.ts'

/** Options of diagonal, diagEmbed and diagonalScatter. */
export interface DiagonalOptions {
  /** How far above the main diagonal; below it where negative. Default 0. */
  offset?: number | undefined
  dim1?: number | undefined
  dim2?: number | undefined
}

const DIAGONAL = positional<{ diagonal?: number }>({ diagonal: numeric })
const PLANES = positional<DiagonalOptions>({ offset: numeric, dim1: dimRule, dim2: dimRule })
const OFFSET = positional<{ offset?: number }>({ offset: numeric })
const INDICES = positional<{ offset?: number; dtype?: 'int32' | 'int64' }>({
  offset: numeric,
  dtype: oneOf('int32', 'int64')
})
const SELECT = positional<{ dim: number; index: number }>({ dim: dimRule, index: anything })
const SLICE = positional<SliceOptions>({ dim: dimRule, start: anything, end: anything, step: anything })

function whole(op: string, name: string, value = 0): number {
  if (Number.isInteger(value)) return value
  throw new OptionError(`${op}: expected ${name} to be a whole number but received ${value}`)
}

/**
 * The diagonal of the planes of dimensions `dim1` (default 0) and `dim2` (default 1), as a last dimension. A view.
 * @example
 * diagonal(tensor([[1, 2], [3, 4]])).toArray() // [1, 4]
 */
export function diagonal(x: Tensor, offset?: number | DiagonalOptions, more?: Omit<DiagonalOptions, 'offset'>): Tensor {
  const options = read('diagonal', PLANES, offset, more)
  checkTensor('diagonal', 'x', x)
  return diagonalOf('diagonal', x, whole('diagonal', 'offset', options.offset), options.dim1 ?? 0, options.dim2 ?? 1)
}

/**
 * Of a vector the matrix with it on diagonal number `diagonal` (default 0), of a matrix that diagonal.
 * @example
 * diag(tensor([1, 2])).toArray() // [[1, 0], [0, 2]]
 * diag(tensor([[1, 2], [3, 4]]), 1).toArray() // [2]
 */
export function diag(x: Tensor, which?: number | { diagonal?: number | undefined }): Tensor {
  const options = read('diag', DIAGONAL, which)
  checkTensor('diag', 'x', x)
  const offset = whole('diag', 'diagonal', options.diagonal)
  if (x.ndim === 1) return embedded('diag', x, offset)
  if (x.ndim === 2) return diagonalOf('diag', x, offset, 0, 1)
  throw new ShapeError(`diag: expected one or two dimensions but received ${format(x.shape)}`)
}

/** The matrix with the elements of x, flattened, on diagonal number `offset` (default 0). */
export function diagflat(x: Tensor, which?: number | { offset?: number | undefined }): Tensor {
  const options = read('diagflat', OFFSET, which)
  checkTensor('diagflat', 'x', x)
  return embedded('diagflat', reshape(x, [x.size]), whole('diagflat', 'offset', options.offset))
}

function embedded(op: string, x: Tensor, offset: number): Tensor {
  if (x.ndim === 0) throw new ShapeError(`${op}: expected x of at least one dimension but received a scalar`)
  const square = diagonalMatrix(x)
  if (offset === 0) return square
  const by = Math.abs(offset)
  return pad(square, offset > 0 ? [by, 0, 0, by] : [0, by, by, 0])
}

/**
 * Planes of dimensions `dim1` (default -2) and `dim2` (default -1) of the result, with the last dimension of x on diagonal
 * number `offset` (default 0) and zeros elsewhere.
 * @example
 * diagEmbed(tensor([[1, 2]])).toArray() // [[[1, 0], [0, 2]]]
 */
export function diagEmbed(
  x: Tensor,
  offset?: number | DiagonalOptions,
  more?: Omit<DiagonalOptions, 'offset'>
): Tensor {
  const options = read('diagEmbed', PLANES, offset, more)
  checkTensor('diagEmbed', 'x', x)
  const matrices = embedded('diagEmbed', x, whole('diagEmbed', 'offset', options.offset))
  const nd = x.ndim + 1
  const [row, column] = [options.dim1 ?? -2, options.dim2 ?? -1].map((d) => dimension('diagEmbed', d, nd))
  if (row === column) throw new OptionError(`diagEmbed: expected two different dimensions but received ${row} twice`)
  let next = 0
  const order = Array.from({ length: nd }, (_, d) => (d === row ? nd - 2 : d === column ? nd - 1 : next++))
  return order.every((d, k) => d === k) ? matrices : permute(matrices, order)
}

function triangle(op: string, of: (x: Tensor, offset: number) => Tensor) {
  return (x: Tensor, which?: number | { diagonal?: number | undefined }): Tensor => {
    const options = read(op, DIAGONAL, which)
    checkTensor(op, 'x', x)
    if (x.ndim < 2) throw new ShapeError(`${op}: expected x of at least two dimensions but received ${format(x.shape)}`)
    return of(x, whole(op, 'diagonal', options.diagonal))
  }
}

/**
 * The lower triangle of matrices up to diagonal number `diagonal` (default 0), zeros above it.
 * @example
 * tril(ones([2, 2])).toArray() // [[1, 0], [1, 1]]
 */
export const tril: (x: Tensor, diagonal?: number | { diagonal?: number | undefined }) => Tensor = triangle(
  'tril',
  lowerTriangle
)
/**
 * The upper triangle of matrices from diagonal number `diagonal` (default 0) on, zeros below it.
 * @example
 * triu(ones([2, 2]), 1).toArray() // [[0, 1], [0, 0]]
 */
export const triu: (x: Tensor, diagonal?: number | { diagonal?: number | undefined }) => Tensor = triangle(
  'triu',
  upperTriangle
)

/** Options of trilIndices and triuIndices. */
export interface TriangleOptions {
  offset?: number | undefined
  /** Default 'int32'. */
  dtype?: 'int32' | 'int64' | undefined
}

function places(
  op: string,
  rows: number,
  columns: number,
  given: number | TriangleOptions | undefined,
  lower: boolean
): Tensor {
  const options = read(op, INDICES, given)
  for (const n of [rows, columns]) {
    if (!(Number.isInteger(n) && n >= 0)) {
      throw new OptionError(
        `${op}: expected whole numbers of rows and columns >= 0 but received ${rows} and ${columns}`
      )
    }
  }
  const offset = whole(op, 'offset', options.offset)
  const found: [number[], number[]] = [[], []]
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (lower ? column - row > offset : column - row < offset) continue
      found[0].push(row)
      found[1].push(column)
    }
  }
  const out = emptyTensor(options.dtype ?? 'int32', [2, found[0].length])
  out.storage.set(found.flat(), out.offset)
  return out
}

/**
 * Rows and columns of the lower triangle of a matrix, (2, n), row by row. int32.
 * @example
 * trilIndices(2, 2).toArray() // [[0, 1, 1], [0, 0, 1]]
 */
export function trilIndices(rows: number, columns: number, options?: number | TriangleOptions): Tensor {
  return places('trilIndices', rows, columns, options, true)
}

/** Rows and columns of the upper triangle of a matrix, (2, n), row by row. int32. */
export function triuIndices(rows: number, columns: number, options?: number | TriangleOptions): Tensor {
  return places('triuIndices', rows, columns, options, false)
}

// --- writing a part ---

/**
 * x with `source` in place of its slice at position `index` of `dim`.
 * @example
 * selectScatter(zeros([2, 2]), ones([2]), 0, 1).toArray() // [[0, 0], [1, 1]]
 */
export function selectScatter(
  x: Tensor,
  source: Tensor,
  along: number | { dim: number; index: number },
  index?: number | { index: number }
): Tensor {
  const options = read('selectScatter', SELECT, along, typeof index === 'number' ? { index } : index)
  checkTensor('selectScatter', 'x', x)
  return withPart('selectScatter', x, source, (t) => select(t, options))
}

/**
 * x with `source` in place of what `slice` takes of it.
 * @example
 * sliceScatter(zeros([3]), ones([2]), 0, { start: 1 }).toArray() // [0, 1, 1]
 */
export function sliceScatter(
  x: Tensor,
  source: Tensor,
  along?: number | SliceOptions,
  more?: Omit<SliceOptions, 'dim'>
): Tensor {
  const options = read('sliceScatter', SLICE, along, more)
  checkTensor('sliceScatter', 'x', x)
  return withPart('sliceScatter', x, source, (t) => slice(t, options))
}

/** x with `source` in place of its `diagonal`. */
export function diagonalScatter(
  x: Tensor,
  source: Tensor,
  offset?: number | DiagonalOptions,
  more?: Omit<DiagonalOptions, 'offset'>
): Tensor {
  const options = read('diagonalScatter', PLANES, offset, more)
  checkTensor('diagonalScatter', 'x', x)
  return withPart('diagonalScatter', x, source, (t) => diagonal(t, options))
}
