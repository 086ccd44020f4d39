// `linalg` of the root: linear algebra with the names of torch.linalg. An object and not the namespace of a module, because
// the bundled declarations for CommonJS would lack what makes that. Public, by lib/index.ts.
import { matmul } from '../matmul.ts'
import { cholesky, choleskyEx, choleskyInverse, choleskySolve } from './cholesky.ts'
import {
  cross,
  diagonal,
  householderProduct,
  matrixExp,
  matrixPower,
  multiDot,
  tensorinv,
  tensorsolve,
  vander,
  vecdot
} from './functions.ts'
import { cond, lstsq, matrixRank, pinv } from './leastSquares.ts'
import { lu, luFactor, luFactorEx, luSolve } from './lu.ts'
import { matrixNorm, norm, vectorNorm } from './norms.ts'
import { det, inv, invEx, slogdet, solve, solveEx } from './solve.ts'
import { eigh, eigvalsh, qr, svd, svdvals } from './spectral.ts'
import { solveTriangular } from './triangular.ts'

/**
 * Linear algebra: `linalg.solve(a, b)`. Decompositions and solutions take one matrix or a batch (..., m, n) and have
 * gradients.
 */
export const linalg = {
  cholesky,
  choleskyEx,
  choleskyInverse,
  choleskySolve,
  cond,
  cross,
  det,
  diagonal,
  eigh,
  eigvalsh,
  householderProduct,
  inv,
  invEx,
  lstsq,
  lu,
  luFactor,
  luFactorEx,
  luSolve,
  matmul,
  matrixExp,
  matrixNorm,
  matrixPower,
  matrixRank,
  multiDot,
  norm,
  pinv,
  qr,
  slogdet,
  solve,
  solveEx,
  solveTriangular,
  svd,
  svdvals,
  tensorinv,
  tensorsolve,
  vander,
  vecdot,
  vectorNorm
} as const
