// What torch has of `linalg` in its root. Public, by index.ts.
import type { Tensor } from '../tensor/tensor.ts'
import { numeric } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { where } from './elementwise.ts'
import {
  choleskyInverse as choleskyInverseOf,
  cholesky as choleskyOf,
  choleskySolve as choleskySolveOf,
  det as detOf,
  inv as invOf,
  matrixExp as matrixExpOf,
  matrixPower as matrixPowerOf,
  pinv as pinvOf,
  slogdet as slogdetOf
} from './linalg/index.ts'

const RCOND = positional<{ rcond?: number }>({ rcond: numeric })

/** The lower triangular L of symmetric positive definite matrices, A = L L^T: `linalg.cholesky`. */
export const cholesky = choleskyOf
/** The inverse of A from its Cholesky factor. */
export const choleskyInverse = choleskyInverseOf
/** The solution X of A X = B from the Cholesky factor of A; B comes first. */
export const choleskySolve = choleskySolveOf
/** The determinants of square matrices: `linalg.det`. */
export const det = detOf
/** The inverses of square matrices: `linalg.inv`. */
export const inverse = invOf
/** The exponentials of square matrices: `linalg.matrixExp`. */
export const matrixExp = matrixExpOf
/** Square matrices to a whole power; a negative one takes the inverse: `linalg.matrixPower`. */
export const matrixPower = matrixPowerOf
/** The signs and the logarithms of the absolute values of determinants: `linalg.slogdet`. */
export const slogdet = slogdetOf

/** The logarithms of determinants: NaN where one is negative. */
export function logdet(a: Tensor): Tensor {
  const { sign, logabsdet } = slogdetOf(a)
  return where(sign.lt(0), Number.NaN, logabsdet)
}

/** The pseudoinverses of matrices: `linalg.pinv`. Singular values up to rcond times the largest count as 0, default 1e-15. */
export function pinverse(a: Tensor, rcond?: number | { rcond?: number | undefined }): Tensor {
  return pinvOf(a, read('pinverse', RCOND, rcond).rcond ?? 1e-15)
}
