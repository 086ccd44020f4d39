// The functions of native/rules/elementwise.def as ops that have gradients, for gen/differentiable.ts. Not in index.ts.
import { add, gt, mul, where } from '../elementwise.ts'
import type { Value } from '../shared.ts'

export { add, div, eq, floorDivide as floorQuotient, ge, gt, le, lt, mul, ne, pow, sub, where } from '../elementwise.ts'
export {
  abs,
  cos,
  cosh,
  digamma,
  erfc,
  erfcx,
  exp,
  exp as decay,
  i0,
  i0e,
  i1,
  i1e,
  log,
  log1p,
  logSigmoid,
  neg,
  sigmoid,
  sign,
  sin,
  sinh,
  sqrt,
  tanh,
  trunc
} from '../gen/elementwise.ts'
export { logicalAnd, logicalOr } from '../logic.ts'
export { trigamma } from '../special.ts'

/** b where one is NaN. */
export const max = (a: Value, b: Value): ReturnType<typeof where> => where(gt(a, b), a, b)
/** a b + c; nothing depends on its rounding here. */
export const fma = (a: Value, b: Value, c: Value): ReturnType<typeof add> => add(mul(a, b), c)
