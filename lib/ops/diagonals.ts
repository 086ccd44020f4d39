// Diagonals and triangles as views, masks and their gradients: what products and linear algebra need of them. Not in index.ts.
import { ShapeError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { dimension, format } from '../tensor/shape.ts'
import { Tensor } from '../tensor/tensor.ts'
import { embed, type Place, take } from './differentiable/shared.ts'
import { where } from './elementwise.ts'

/** The elements of x where dimensions dim1 and dim2 have positions i and i + offset: a view, this dimension last. */
export function diagonalOf(op: string, x: Tensor, offset = 0, first = -2, second = -1): Tensor {
  if (x.ndim < 2) {
    throw new ShapeError(`${op}: expected x of at least two dimensions but received ${format(x.shape)}`)
  }
  const [dim1, dim2] = [dimension(op, first, x.ndim), dimension(op, second, x.ndim)]
  if (dim1 === dim2) throw new ShapeError(`${op}: expected two different dimensions but received ${dim1} twice`)
  const [down, right] = [Math.max(0, -offset), Math.max(0, offset)]
  const n = Math.max(0, Math.min(x.shape[dim1]! - down, x.shape[dim2]! - right))
  const rest = [...x.shape.keys()].filter((d) => d !== dim1 && d !== dim2)
  const shape = [...rest.map((d) => x.shape[d]!), n]
  const place: Place = (t) => {
    const strides = [...rest.map((d) => t.strides[d]!), t.strides[dim1]! + t.strides[dim2]!]
    const start = n === 0 ? 0 : down * t.strides[dim1]! + right * t.strides[dim2]!
    return new Tensor(t.storage, shape, strides, t.offset + start)
  }
  return take(x, place)
}

/** Square matrices with the last dimension of x on their diagonals, 0 elsewhere. */
export function diagonalMatrix(x: Tensor): Tensor {
  const n = x.shape.at(-1)!
  const place: Place = (t) => {
    const [row, column] = t.strides.slice(-2) as [number, number]
    return new Tensor(t.storage, x.shape, [...t.strides.slice(0, -2), row + column], t.offset)
  }
  return embed(x, [...x.shape, n], place)
}

// Where column - row is at least (or at most) `offset`.
function mask(rows: number, cols: number, offset: number, upper: boolean): Tensor {
  const bits = new Uint8Array(rows * cols)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) bits[i * cols + j] = (upper ? j - i >= offset : j - i <= offset) ? 1 : 0
  }
  return fromArray(bits, [rows, cols], { dtype: 'bool' })
}

const [ROW, COLUMN] = [-2, -1]

/** The upper triangles of x from diagonal `offset` on, 0 elsewhere. */
export function upperTriangle(x: Tensor, offset = 0): Tensor {
  return where(mask(x.shape.at(ROW)!, x.shape.at(COLUMN)!, offset, true), x, 0)
}

/** The lower triangles of x up to diagonal `offset`, 0 elsewhere. */
export function lowerTriangle(x: Tensor, offset = 0): Tensor {
  return where(mask(x.shape.at(ROW)!, x.shape.at(COLUMN)!, offset, false), x, 0)
}
