// Generated from lib/ops/aliases.def by codegen/aliases.mjs. Do not edit.
import { abs_, clamp_, div_, mul_, neg_, sub_ } from '../inplace.ts'
import {
  acos_,
  acosh_,
  asin_,
  asinh_,
  atan_,
  atan2_,
  atanh_,
  ge_,
  gt_,
  le_,
  lt_,
  multigammaln_,
  ne_,
  sign_,
  trunc_
} from './inPlaceForms.ts'

/** Another name of `abs_`. */
export const absolute_: typeof abs_ = abs_

/** Another name of `acos_`. */
export const arccos_: typeof acos_ = acos_

/** Another name of `acosh_`. */
export const arccosh_: typeof acosh_ = acosh_

/** Another name of `asin_`. */
export const arcsin_: typeof asin_ = asin_

/** Another name of `asinh_`. */
export const arcsinh_: typeof asinh_ = asinh_

/** Another name of `atan2_`. */
export const arctan2_: typeof atan2_ = atan2_

/** Another name of `atan_`. */
export const arctan_: typeof atan_ = atan_

/** Another name of `atanh_`. */
export const arctanh_: typeof atanh_ = atanh_

/** Another name of `clamp_`. */
export const clip_: typeof clamp_ = clamp_

/** Another name of `div_`. */
export const divide_: typeof div_ = div_

/** Another name of `trunc_`. */
export const fix_: typeof trunc_ = trunc_

/** Another name of `gt_`. */
export const greater_: typeof gt_ = gt_

/** Another name of `ge_`. */
export const greaterEqual_: typeof ge_ = ge_

/** Another name of `lt_`. */
export const less_: typeof lt_ = lt_

/** Another name of `le_`. */
export const lessEqual_: typeof le_ = le_

/** Another name of `mul_`. */
export const multiply_: typeof mul_ = mul_

/** Another name of `multigammaln_`. */
export const mvlgamma_: typeof multigammaln_ = multigammaln_

/** Another name of `neg_`. */
export const negative_: typeof neg_ = neg_

/** Another name of `ne_`. */
export const notEqual_: typeof ne_ = ne_

/** Another name of `sign_`. */
export const sgn_: typeof sign_ = sign_

/** Another name of `sub_`. */
export const subtract_: typeof sub_ = sub_

/** Another name of `div_`. */
export const trueDivide_: typeof div_ = div_
