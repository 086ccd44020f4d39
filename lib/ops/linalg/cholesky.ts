// The Cholesky factor and what is solved with it. Part of `linalg`. Not in index.ts.
import { factor } from '../../linalg/cholesky.ts'
import { fromArray } from '../../tensor/create.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { diagonalMatrix, diagonalOf, lowerTriangle } from '../diagonals.ts'
import { add, mul, sub } from '../elementwise.ts'
import { expand } from '../shape.ts'
import {
  checkInfo,
  eachMatrix,
  fromDoubles,
  identityOf,
  matricesOf,
  recorded,
  sameBatch,
  squareOf,
  times,
  transposed
} from './stack.ts'
import { triangular } from './triangular.ts'

/** Options of cholesky and of what is solved with its factor. */
export interface CholeskyOptions {
  /** The factor is upper triangular, A = U^T U. Default false. */
  upper?: boolean | undefined
}

const UPPER = positional<CholeskyOptions>({ upper: boolean })

function factored(
  op: string,
  a: Tensor,
  options: boolean | CholeskyOptions | undefined
): { l: Tensor; info: Int32Array } {
  const { upper = false } = read(op, UPPER, options)
  const { count, n } = squareOf(op, 'a', a)
  if (upper) {
    const { l, info } = factored(op, transposed(a), {})
    return { l: transposed(l), info }
  }
  const out = new Float64Array(a.size)
  const info = new Int32Array(count)
  eachMatrix(a, (x, k) => {
    info[k] = factor(x, n)
    out.set(x.array as Float64Array, k * n * n)
  })
  const l = fromDoubles(out, a.shape, a)
  recorded('cholesky', [l], [a], ([g]) => [gradient(l, g!)])
  return { l, info }
}

// L^-T phi(L^T g) L^-1, made symmetric; phi is the lower triangle with half of the diagonal (Murray 2016,
// "Differentiation of the Cholesky decomposition").
function gradient(l: Tensor, g: Tensor): Tensor {
  const product = lowerTriangle(times(transposed(l), lowerTriangle(g)))
  const phi = sub(product, diagonalMatrix(mul(diagonalOf('cholesky', product), 0.5)))
  const up = transposed(l)
  const half = triangular(up, transposed(triangular(up, transposed(phi), true)), true)
  return mul(add(half, transposed(half)), 0.5)
}

/**
 * The lower triangular L of symmetric positive definite matrices, A = L L^T. Only one triangle of A is read.
 *
 * @param a (..., n, n)
 * @param options.upper return U = L^T. Default false
 * @throws LinAlgError when a matrix is not positive definite
 * @example
 * linalg.cholesky(tensor([[4, 2], [2, 5]])).toArray() // [[2, 0], [1, 2]]
 */
export function cholesky(a: Tensor, options?: boolean | CholeskyOptions): Tensor {
  const { l, info } = factored('linalg.cholesky', a, options)
  checkInfo(
    'linalg.cholesky',
    info,
    (order) => `it is not positive definite: the leading minor of order ${order} is not positive`
  )
  return l
}

/** As `cholesky`, without an error: `info` (int32) is 0, or the order of the first leading minor that is not positive. */
export function choleskyEx(a: Tensor, options?: boolean | CholeskyOptions): { l: Tensor; info: Tensor } {
  const { l, info } = factored('linalg.choleskyEx', a, options)
  return { l, info: fromArray(info, a.shape.slice(0, -2)) }
}

/**
 * The solution X of A X = B from the Cholesky factor of A.
 * @param b (..., n, k)
 * @param l (..., n, n), the factor
 * @param options.upper the factor is upper triangular. Default false
 */
export function choleskySolve(b: Tensor, l: Tensor, options?: boolean | CholeskyOptions): Tensor {
  const { upper = false } = read('choleskySolve', UPPER, options)
  squareOf('choleskySolve', 'l', l)
  matricesOf('choleskySolve', 'b', b)
  const [factorOf, right] = sameBatch('choleskySolve', upper ? transposed(l) : l, b)
  return triangular(transposed(factorOf), triangular(factorOf, right, false), true)
}

/** The inverse of A from its Cholesky factor. */
export function choleskyInverse(l: Tensor, options?: boolean | CholeskyOptions): Tensor {
  const { upper = false } = read('choleskyInverse', UPPER, options)
  const { n, batch } = squareOf('choleskyInverse', 'l', l)
  return choleskySolve(expand(identityOf(n, l), [...batch, n, n]), l, upper)
}
