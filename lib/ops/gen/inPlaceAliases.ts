// Generated from lib/ops/aliases.def by codegen/aliases.mjs. Do not edit.
import { clamp_, div_, mul_, neg_, sub_ } from '../inplace.ts'

/** Another name of `clamp_`. */
export const clip_: typeof clamp_ = clamp_

/** Another name of `div_`. */
export const divide_: typeof div_ = div_

/** Another name of `mul_`. */
export const multiply_: typeof mul_ = mul_

/** Another name of `neg_`. */
export const negative_: typeof neg_ = neg_

/** Another name of `sub_`. */
export const subtract_: typeof sub_ = sub_

/** Another name of `div_`. */
export const trueDivide_: typeof div_ = div_
