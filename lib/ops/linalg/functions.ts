// Functions of matrices that are composed of products and solutions. Part of `linalg`. Not in index.ts.
import { ShapeError } from '../../errors.ts'
import { fromArray, onesLike } from '../../tensor/create.ts'
import { dimension, format, sameShape, sizeOf } from '../../tensor/shape.ts'
import { checkFloat, type Tensor } from '../../tensor/tensor.ts'
import { dim as dimRule, orNull, wholeNumber, wholeNumbers } from '../../util/options.ts'
import { optionsTable, positional, read } from '../../util/positional.ts'
import { diagonalOf } from '../diagonals.ts'
import { add, mul, sub, where } from '../elementwise.ts'
import { cat, stack } from '../join.ts'
import { exactMatmul } from '../matmul.ts'
import { crossAlong, multiplied, powerOf } from '../products.ts'
import { sum } from '../reduce.ts'
import { expand, permute, reshape, select, slice, unsqueeze } from '../shape.ts'
import { inv, solve } from './solve.ts'
import { doubles, identityOf, matricesOf, squareOf, times, transposed } from './stack.ts'

/** Options of diagonal. */
export interface DiagonalOptions {
  /** Which diagonal: above the main one for > 0, below for < 0. Default 0. */
  offset?: number | undefined
  /** Default -2. */
  dim1?: number | undefined
  /** Default -1. */
  dim2?: number | undefined
}

const DIAGONAL = optionsTable<DiagonalOptions>({ offset: wholeNumber(), dim1: dimRule, dim2: dimRule })
const POWER = positional<{ n: number }>({ n: wholeNumber() })
const DIM = positional<{ dim?: number }>({ dim: dimRule })
const IND = positional<{ ind?: number }>({ ind: wholeNumber({ min: 1 }) })
const DIMS = positional<{ dims?: readonly number[] | null }>({
  dims: orNull(wholeNumbers)
})
const VANDER = optionsTable<{ n?: number | null }>({
  n: orNull(wholeNumber({ above: 1 }))
})

/**
 * Square matrices to a whole power; a negative one takes the inverse.
 * @example
 * linalg.matrixPower(tensor([[2, 0], [0, 4]]), -1).toArray() // [[0.5, 0], [0, 0.25]]
 */
export function matrixPower(a: Tensor, n: number | { n: number }): Tensor {
  const { n: power } = read('linalg.matrixPower', POWER, n)
  squareOf('linalg.matrixPower', 'a', a)
  return power < 0 ? powerOf(inv(a), -power) : powerOf(a, power)
}

/** The product of several matrices in the order that takes the fewest multiplications: `chainMatmul`. */
export function multiDot(...matrices: Tensor[] | [readonly Tensor[]]): Tensor {
  return multiplied('linalg.multiDot', (Array.isArray(matrices[0]) ? matrices[0] : matrices) as readonly Tensor[])
}

// The Taylor polynomial of degree 18 is exact to a double's precision up to this norm (Blanes, Kopylov and Seydaoglu,
// "Efficient scaling and squaring method for the matrix exponential", 2023).
const REACH = 1.09
const DEGREE = 18

/**
 * The exponentials of square matrices, by scaling and squaring.
 * @example
 * linalg.matrixExp(tensor([[0, 1], [0, 0]])).toArray() // [[1, 1], [0, 1]]
 */
export function matrixExp(a: Tensor): Tensor {
  const { n, count } = squareOf('linalg.matrixExp', 'a', a)
  if (a.size === 0) return a.clone()
  // How often each matrix is halved.
  const values = doubles(a)
  const halvings = Int32Array.from({ length: count }, (_, k) => {
    let largest = 0
    for (let j = 0; j < n; j++) {
      let column = 0
      for (let i = 0; i < n; i++) column += Math.abs(values[(k * n + i) * n + j]!)
      largest = Math.max(largest, column)
    }
    let times = 0
    for (let size = largest; size > REACH && times < 1100; size /= 2) times++
    return times
  })
  const batch = a.shape.slice(0, -2)
  const factors = fromArray(
    Float64Array.from(halvings, (times) => 2 ** -times),
    [...batch, 1, 1]
  ).to(a.dtype)
  let y = taylor(mul(a, factors), n)
  const most = halvings.reduce((x, times) => Math.max(x, times), 0)
  for (let step = 0; step < most; step++) {
    const more = Uint8Array.from(halvings, (times) => (times > step ? 1 : 0))
    const squared = exactMatmul(y, y)
    y = more.includes(0) ? where(fromArray(more, [...batch, 1, 1], { dtype: 'bool' }), squared, y) : squared
  }
  return y
}

// By powers up to the sixth and blocks of them (Paterson and Stockmeyer 1973).
function taylor(x: Tensor, n: number): Tensor {
  const powers = [identityOf(n, x), x]
  for (let k = 2; k <= 6; k++) powers.push(exactMatmul(powers[k - 1]!, x))
  const coefficients: number[] = [1]
  for (let k = 1; k <= DEGREE; k++) coefficients.push(coefficients[k - 1]! / k)
  const block = (from: number, count: number): Tensor =>
    Array.from({ length: count }, (_, k) => mul(powers[k]!, coefficients[from + k]!)).reduce((p, q) => add(p, q))
  const top = add(exactMatmul(block(12, 7), powers[6]!), block(6, 6))
  return add(exactMatmul(top, powers[6]!), block(0, 6))
}

/**
 * Matrices whose rows are powers of the elements of x: 1, x, x^2, ...
 * @param options.n the number of columns. Default: the length of x
 * @returns (..., length, n)
 * @example
 * linalg.vander(tensor([1, 2, 3])).toArray() // [[1, 1, 1], [1, 2, 4], [1, 3, 9]]
 */
export function vander(x: Tensor, options?: { n?: number | null | undefined }): Tensor {
  const { n = null } = read('linalg.vander', VANDER, options)
  checkFloat('linalg.vander', 'x', x)
  if (x.ndim === 0) throw new ShapeError('linalg.vander: expected x of at least one dimension but received a scalar')
  const columns: Tensor[] = [onesLike(x)]
  for (let k = 1; k < (n ?? x.shape.at(-1)!); k++) columns.push(k === 1 ? x : mul(columns[k - 1]!, x))
  return stack(...columns, { dim: -1 })
}

/**
 * The first n columns of the product of Householder matrices H_i = I - tau_i v_i v_i^T; v_i is column i of `a`, with 1 on the
 * diagonal and 0 above it.
 * @param a (..., m, n), m >= n
 * @param tau (..., k), k <= n
 */
export function householderProduct(a: Tensor, tau: Tensor): Tensor {
  const op = 'linalg.householderProduct'
  const { m, n, batch } = matricesOf(op, 'a', a)
  checkFloat(op, 'tau', tau)
  const k = tau.shape.at(-1) ?? 0
  if (m < n || k > n || !sameShape(tau.shape.slice(0, -1), batch)) {
    throw new ShapeError(
      `${op}: expected a (..., m, n) with m >= n and tau (..., k) with k <= n but received ${format(a.shape)} and ${format(tau.shape)}`
    )
  }
  const identity = identityOf(m, a)
  let q = expand(slice(identity, 1, { end: n }), [...batch, m, n])
  for (let i = k - 1; i >= 0; i--) {
    const tail = slice(select(a, -1, { index: i }), -1, { start: i + 1 })
    const unit = expand(select(identity, 0, { index: i }), [...batch, m])
    const v = unsqueeze(cat(slice(unit, -1, { end: i + 1 }), tail, { dim: -1 }), -1)
    const factor = unsqueeze(slice(tau, -1, { start: i, end: i + 1 }), -1)
    q = sub(q, mul(times(v, times(transposed(v), q)), factor))
  }
  return q
}

/** A diagonal of matrices: the elements at (i, i + offset) of dimensions dim1 and dim2, as the last dimension. A view. */
export function diagonal(x: Tensor, options?: DiagonalOptions): Tensor {
  const { offset = 0, dim1 = -2, dim2 = -1 } = read('linalg.diagonal', DIAGONAL, options)
  return diagonalOf('linalg.diagonal', x, offset, dim1, dim2)
}

/** The dot products of vectors along `dim` (default -1); the inputs broadcast. */
export function vecdot(a: Tensor, b: Tensor, dim?: number | { dim?: number | undefined }): Tensor {
  const { dim: along = -1 } = read('linalg.vecdot', DIM, dim)
  checkFloat('linalg.vecdot', 'a', a)
  checkFloat('linalg.vecdot', 'b', b)
  return sum(mul(a, b), along)
}

/** The cross products of vectors of three elements along `dim` (default -1); the other dimensions broadcast. */
export function cross(a: Tensor, b: Tensor, dim?: number | { dim?: number | undefined }): Tensor {
  return crossAlong('linalg.cross', a, b, read('linalg.cross', DIM, dim).dim ?? -1)
}

/**
 * The inverse of `tensordot` with `a` over its first `ind` dimensions, whose size must be that of the others.
 * @param options.ind default 2
 * @example
 * linalg.tensorinv(eye(6).reshape([6, 2, 3]), 1).shape // [2, 3, 6]
 */
export function tensorinv(a: Tensor, ind?: number | { ind?: number | undefined }): Tensor {
  const op = 'linalg.tensorinv'
  const { ind: count = 2 } = read(op, IND, ind)
  checkFloat(op, 'a', a)
  const [front, back] = [a.shape.slice(0, count), a.shape.slice(count)]
  if (sizeOf(front) !== sizeOf(back)) {
    throw new ShapeError(
      `${op}: expected the first ${count} dimensions to have as many elements as the others but received ${format(a.shape)}`
    )
  }
  return reshape(inv(reshape(a, [sizeOf(front), sizeOf(back)])), [...back, ...front])
}

/**
 * The solution X of tensordot(a, X, X.ndim) = b.
 * @param options.dims dimensions of a to move to the end before. Default none
 * @example
 * linalg.tensorsolve(eye(6).reshape([2, 3, 6]), ones([2, 3])).shape // [6]
 */
export function tensorsolve(
  a: Tensor,
  b: Tensor,
  dims?: readonly number[] | null | { dims?: readonly number[] | null | undefined }
): Tensor {
  const op = 'linalg.tensorsolve'
  const { dims: moved = null } = read(op, DIMS, dims)
  checkFloat(op, 'a', a)
  checkFloat(op, 'b', b)
  const last = (moved ?? []).map((d) => dimension(op, d, a.ndim))
  const x = permute(a, [...[...a.shape.keys()].filter((d) => !last.includes(d)), ...last])
  const rest = x.shape.slice(b.ndim)
  if (sizeOf(rest) !== b.size || x.size !== b.size * b.size) {
    throw new ShapeError(
      `${op}: expected a to have the dimensions of b and then as many elements, but received ${format(a.shape)} and ${format(b.shape)}`
    )
  }
  return reshape(solve(reshape(x, [b.size, b.size]), reshape(b, [b.size])), rest)
}
