// The functions of native/rules/elementwise.def as ops that have gradients, for gen/differentiable.ts. Not in index.ts.
import { add, gt, mul, where } from '../elementwise.ts'
import type { Value } from '../shared.ts'

export { add, div, eq, ge, gt, le, lt, mul, ne, pow, sub, where } from '../elementwise.ts'
export {
  abs,
  cos,
  erfc,
  exp,
  exp as decay,
  log,
  log1p,
  logSigmoid,
  neg,
  sigmoid,
  sin,
  tanh
} from '../gen/elementwise.ts'
export { logicalAnd, logicalOr } from '../logic.ts'

/** b where one is NaN. */
export const max = (a: Value, b: Value): ReturnType<typeof where> => where(gt(a, b), a, b)
/** a b + c; nothing depends on its rounding here. */
export const fma = (a: Value, b: Value, c: Value): ReturnType<typeof add> => add(mul(a, b), c)
