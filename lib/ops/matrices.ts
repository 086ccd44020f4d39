// What torch has of `linalg` in its root. Public, by index.ts.
import type { Tensor } from '../tensor/tensor.ts'
import { numeric } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { where } from './elementwise.ts'
import { linalg } from './linalg/index.ts'

const RCOND = positional<{ rcond?: number }>({ rcond: numeric })

/** The lower triangular L of symmetric positive definite matrices, A = L L^T: `linalg.cholesky`. */
export const cholesky = linalg.cholesky
/** The inverse of A from its Cholesky factor. */
export const choleskyInverse = linalg.choleskyInverse
/** The solution X of A X = B from the Cholesky factor of A; B comes first. */
export const choleskySolve = linalg.choleskySolve
/** The determinants of square matrices: `linalg.det`. */
export const det = linalg.det
/** The inverses of square matrices: `linalg.inv`. */
export const inverse = linalg.inv
/** The exponentials of square matrices: `linalg.matrixExp`. */
export const matrixExp = linalg.matrixExp
/** Square matrices to a whole power; a negative one takes the inverse: `linalg.matrixPower`. */
export const matrixPower = linalg.matrixPower
/** The signs and the logarithms of the absolute values of determinants: `linalg.slogdet`. */
export const slogdet = linalg.slogdet

/** The logarithms of determinants: NaN where one is negative. */
export function logdet(a: Tensor): Tensor {
  const { sign, logabsdet } = linalg.slogdet(a)
  return where(sign.lt(0), Number.NaN, logabsdet)
}

/** The pseudoinverses of matrices: `linalg.pinv`. Singular values up to rcond times the largest count as 0, default 1e-15. */
export function pinverse(a: Tensor, rcond?: number | { rcond?: number | undefined }): Tensor {
  return linalg.pinv(a, read('pinverse', RCOND, rcond).rcond ?? 1e-15)
}
