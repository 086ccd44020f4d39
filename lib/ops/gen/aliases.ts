// Generated from lib/ops/aliases.def by codegen/aliases.mjs. Do not edit.
import { clamp } from '../clamp.ts'
import { div, ge, gt, le, lt, mul, ne, sub } from '../elementwise.ts'
import { igamma, igammac, multigammaln } from '../special.ts'
import {
  abs,
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  digamma,
  lgamma,
  neg,
  sigmoid,
  sign,
  trunc
} from './elementwise.ts'

/** Another name of `abs`. */
export const absolute: typeof abs = abs

/** Another name of `acos`. */
export const arccos: typeof acos = acos

/** Another name of `acosh`. */
export const arccosh: typeof acosh = acosh

/** Another name of `asin`. */
export const arcsin: typeof asin = asin

/** Another name of `asinh`. */
export const arcsinh: typeof asinh = asinh

/** Another name of `atan`. */
export const arctan: typeof atan = atan

/** Another name of `atan2`. */
export const arctan2: typeof atan2 = atan2

/** Another name of `atanh`. */
export const arctanh: typeof atanh = atanh

/** Another name of `clamp`. */
export const clip: typeof clamp = clamp

/** Another name of `div`. */
export const divide: typeof div = div

/** Another name of `sigmoid`. */
export const expit: typeof sigmoid = sigmoid

/** Another name of `trunc`. */
export const fix: typeof trunc = trunc

/** Another name of `igamma`. */
export const gammainc: typeof igamma = igamma

/** Another name of `igammac`. */
export const gammaincc: typeof igammac = igammac

/** Another name of `lgamma`. */
export const gammaln: typeof lgamma = lgamma

/** Another name of `gt`. */
export const greater: typeof gt = gt

/** Another name of `ge`. */
export const greaterEqual: typeof ge = ge

/** Another name of `lt`. */
export const less: typeof lt = lt

/** Another name of `le`. */
export const lessEqual: typeof le = le

/** Another name of `mul`. */
export const multiply: typeof mul = mul

/** Another name of `multigammaln`. */
export const mvlgamma: typeof multigammaln = multigammaln

/** Another name of `neg`. */
export const negative: typeof neg = neg

/** Another name of `ne`. */
export const notEqual: typeof ne = ne

/** Another name of `digamma`. */
export const psi: typeof digamma = digamma

/** Another name of `sign`. */
export const sgn: typeof sign = sign

/** Another name of `sub`. */
export const subtract: typeof sub = sub

/** Another name of `div`. */
export const trueDivide: typeof div = div
