// Generated from lib/ops/aliases.def by codegen/aliases.mjs. Do not edit.
import { movedim, swapaxes } from '../arrange.ts'
import { clamp, div, ge, gt, le, lt, mul, ne, sub } from '../elementwise.ts'
import { vstack } from '../grids.ts'
import { cat } from '../join.ts'
import { trapezoid } from '../scan.ts'
import { abs, neg } from './elementwise.ts'

/** Another name of `abs`. */
export const absolute: typeof abs = abs

/** Another name of `clamp`. */
export const clip: typeof clamp = clamp

/** Another name of `cat`. */
export const concat: typeof cat = cat

/** Another name of `cat`. */
export const concatenate: typeof cat = cat

/** Another name of `div`. */
export const divide: typeof div = div

/** Another name of `gt`. */
export const greater: typeof gt = gt

/** Another name of `ge`. */
export const greaterEqual: typeof ge = ge

/** Another name of `lt`. */
export const less: typeof lt = lt

/** Another name of `le`. */
export const lessEqual: typeof le = le

/** Another name of `movedim`. */
export const moveaxis: typeof movedim = movedim

/** Another name of `mul`. */
export const multiply: typeof mul = mul

/** Another name of `neg`. */
export const negative: typeof neg = neg

/** Another name of `ne`. */
export const notEqual: typeof ne = ne

/** Another name of `vstack`. */
export const rowStack: typeof vstack = vstack

/** Another name of `sub`. */
export const subtract: typeof sub = sub

/** Another name of `swapaxes`. */
export const swapdims: typeof swapaxes = swapaxes

/** Another name of `trapezoid`. */
export const trapz: typeof trapezoid = trapezoid

/** Another name of `div`. */
export const trueDivide: typeof div = div
