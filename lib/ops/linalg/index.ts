// `linalg` of the root: linear algebra with the names of torch.linalg.

export { matmul } from '../matmul.ts'
export { cholesky, choleskyEx, choleskyInverse, choleskySolve } from './cholesky.ts'
export {
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
export { cond, lstsq, matrixRank, pinv } from './leastSquares.ts'
export { lu, luFactor, luFactorEx, luSolve } from './lu.ts'
export { matrixNorm, norm, vectorNorm } from './norms.ts'
export { det, inv, invEx, slogdet, solve, solveEx } from './solve.ts'
export { eigh, eigvalsh, qr, svd, svdvals } from './spectral.ts'
export { solveTriangular } from './triangular.ts'
