// Generated from native/rules/elementwise.def by codegen/rules.mjs. Do not edit.
import { abs_f32, abs_f64, copysign_f32, copysign_f64, fma_f32, fma_f64, fmod_f32, fmod_f64, max_f32, max_f64, min_f32, min_f64, sqrt_f32, sqrt_f64 } from '../js/primitives.ts'
import { acos_f32, acos_f64, acosh_f32, acosh_f64, asin_f32, asin_f64, asinh_f32, asinh_f64, atan_f32, atan_f64, atan2_f32, atan2_f64, atanh_f32, atanh_f64, ceil_f32, ceil_f64, cos_f32, cos_f64, cosh_f32, cosh_f64, decay_f32, decay_f64, digamma_f32, digamma_f64, erf_f32, erf_f64, erfc_f32, erfc_f64, erfcx_f32, erfcx_f64, erfinv_f32, erfinv_f64, exp_f32, exp_f64, exp2_f32, exp2_f64, expm1_f32, expm1_f64, floor_f32, floor_f64, floorQuotient_f32, floorQuotient_f64, geluReach_f32, geluReach_f64, geluSlope_f32, geluSlope_f64, geluTail_f32, geluTail_f64, geluTanhHigh_f32, geluTanhHigh_f64, geluTanhLow_f32, geluTanhLow_f64, geluTanhPower_f32, geluTanhPower_f64, hypot_f32, hypot_f64, i0_f32, i0_f64, i0e_f32, i0e_f64, i1_f32, i1_f64, i1e_f32, i1e_f64, lerp_f32, lerp_f64, lgamma_f32, lgamma_f64, log_f32, log_f64, log10_f32, log10_f64, log1p_f32, log1p_f64, log2_f32, log2_f64, logNdtr_f32, logNdtr_f64, ndtr_f32, ndtr_f64, ndtri_f32, ndtri_f64, normalPdf_f32, normalPdf_f64, pow_f32, pow_f64, remainder_f32, remainder_f64, round_f32, round_f64, sigmoid_f32, sigmoid_f64, sign_f32, sign_f64, sin_f32, sin_f64, sinh_f32, sinh_f64, tan_f32, tan_f64, tanh_f32, tanh_f64, trigamma_f32, trigamma_f64, trunc_f32, trunc_f64 } from './math.ts'
import type { Loop, Row } from '../rules.ts'

export type { Gradient, Row } from '../rules.ts'

const { fround } = Math

function loop_add_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(a_ + b_)
  }
}
function loop_add_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (a_ + b_)
  }
}
function loop_sub_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(a_ - b_)
  }
}
function loop_sub_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (a_ - b_)
  }
}
function loop_subGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (-g_)
  }
}
function loop_subGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (-g_)
  }
}
function loop_mul_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(a_ * b_)
  }
}
function loop_mul_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (a_ * b_)
  }
}
function loop_mulGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * b_)
  }
}
function loop_mulGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * b_)
  }
}
function loop_mulGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * a_)
  }
}
function loop_mulGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * a_)
  }
}
function loop_div_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(a_ / b_)
  }
}
function loop_div_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (a_ / b_)
  }
}
function loop_divGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / b_)
  }
}
function loop_divGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / b_)
  }
}
function loop_divGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = fround((-g_) * fround(y_ / b_))
  }
}
function loop_divGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = ((-g_) * (y_ / b_))
  }
}
function loop_addScaled_f32(n: number, out: Float32Array, o: number, s: number, alpha_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(a_ + fround(alpha_ * b_))
  }
}
function loop_addScaled_f64(n: number, out: Float64Array, o: number, s: number, alpha_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (a_ + (alpha_ * b_))
  }
}
function loop_addScaledGradB_f32(n: number, out: Float32Array, o: number, s: number, alpha_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(g_ * alpha_)
  }
}
function loop_addScaledGradB_f64(n: number, out: Float64Array, o: number, s: number, alpha_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (g_ * alpha_)
  }
}
function loop_addScalar_f32(n: number, out: Float32Array, o: number, s: number, value_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ + value_)
  }
}
function loop_addScalar_f64(n: number, out: Float64Array, o: number, s: number, value_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ + value_)
  }
}
function loop_mulScalar_f32(n: number, out: Float32Array, o: number, s: number, value_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ * value_)
  }
}
function loop_mulScalar_f64(n: number, out: Float64Array, o: number, s: number, value_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ * value_)
  }
}
function loop_mulScalarGradX_f32(n: number, out: Float32Array, o: number, s: number, value_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(g_ * value_)
  }
}
function loop_mulScalarGradX_f64(n: number, out: Float64Array, o: number, s: number, value_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (g_ * value_)
  }
}
function loop_divScalar_f32(n: number, out: Float32Array, o: number, s: number, value_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ / value_)
  }
}
function loop_divScalar_f64(n: number, out: Float64Array, o: number, s: number, value_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ / value_)
  }
}
function loop_divScalarGradX_f32(n: number, out: Float32Array, o: number, s: number, value_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(g_ / value_)
  }
}
function loop_divScalarGradX_f64(n: number, out: Float64Array, o: number, s: number, value_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (g_ / value_)
  }
}
function loop_subFromScalar_f32(n: number, out: Float32Array, o: number, s: number, value_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(value_ - x_)
  }
}
function loop_subFromScalar_f64(n: number, out: Float64Array, o: number, s: number, value_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (value_ - x_)
  }
}
function loop_subFromScalarGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (-g_)
  }
}
function loop_subFromScalarGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (-g_)
  }
}
function loop_divIntoScalar_f32(n: number, out: Float32Array, o: number, s: number, value_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(value_ / x_)
  }
}
function loop_divIntoScalar_f64(n: number, out: Float64Array, o: number, s: number, value_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (value_ / x_)
  }
}
function loop_divIntoScalarGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = fround((-g_) * fround(y_ / x_))
  }
}
function loop_divIntoScalarGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = ((-g_) * (y_ / x_))
  }
}
function loop_floorDivide_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = floorQuotient_f32(a_, b_)
  }
}
function loop_floorDivide_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = floorQuotient_f64(a_, b_)
  }
}
function loop_floorDivideGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_floorDivideGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_floorDivideGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_floorDivideGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_remainder_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = remainder_f32(a_, b_)
  }
}
function loop_remainder_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = remainder_f64(a_, b_)
  }
}
function loop_remainderGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround((-g_) * floorQuotient_f32(a_, b_))
  }
}
function loop_remainderGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((-g_) * floorQuotient_f64(a_, b_))
  }
}
function loop_fmod_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fmod_f32(a_, b_)
  }
}
function loop_fmod_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fmod_f64(a_, b_)
  }
}
function loop_fmodGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround((-g_) * trunc_f32(fround(a_ / b_)))
  }
}
function loop_fmodGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((-g_) * trunc_f64((a_ / b_)))
  }
}
function loop_lerp_f32(n: number, out: Float32Array, o: number, s: number, weight_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((weight_ < 0.5) ? fround(a_ + fround(weight_ * fround(b_ - a_))) : fround(b_ - fround(fround(b_ - a_) * fround(1 - weight_))))
  }
}
function loop_lerp_f64(n: number, out: Float64Array, o: number, s: number, weight_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((weight_ < 0.5) ? (a_ + (weight_ * (b_ - a_))) : (b_ - ((b_ - a_) * (1 - weight_))))
  }
}
function loop_lerpGradA_f32(n: number, out: Float32Array, o: number, s: number, weight_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(g_ * fround(1 - weight_))
  }
}
function loop_lerpGradA_f64(n: number, out: Float64Array, o: number, s: number, weight_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (g_ * (1 - weight_))
  }
}
function loop_lerpGradB_f32(n: number, out: Float32Array, o: number, s: number, weight_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(g_ * weight_)
  }
}
function loop_lerpGradB_f64(n: number, out: Float64Array, o: number, s: number, weight_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (g_ * weight_)
  }
}
function loop_lerpTensor_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const weight_ = x2[o2 + i * s2]!
    out[o + i * s] = lerp_f32(a_, b_, weight_)
  }
}
function loop_lerpTensor_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const weight_ = x2[o2 + i * s2]!
    out[o + i * s] = lerp_f64(a_, b_, weight_)
  }
}
function loop_lerpTensorGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const weight_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(1 - weight_))
  }
}
function loop_lerpTensorGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const weight_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (1 - weight_))
  }
}
function loop_lerpTensorGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const weight_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * weight_)
  }
}
function loop_lerpTensorGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const weight_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * weight_)
  }
}
function loop_lerpTensorGradWeight_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(b_ - a_))
  }
}
function loop_lerpTensorGradWeight_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (b_ - a_))
  }
}
function loop_floor_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = floor_f32(x_)
  }
}
function loop_floor_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = floor_f64(x_)
  }
}
function loop_floorGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_floorGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_ceil_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ceil_f32(x_)
  }
}
function loop_ceil_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ceil_f64(x_)
  }
}
function loop_ceilGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_ceilGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_trunc_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = trunc_f32(x_)
  }
}
function loop_trunc_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = trunc_f64(x_)
  }
}
function loop_truncGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_truncGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_frac_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ - trunc_f32(x_))
  }
}
function loop_frac_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ - trunc_f64(x_))
  }
}
function loop_roundWhole_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = round_f32(x_)
  }
}
function loop_roundWhole_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = round_f64(x_)
  }
}
function loop_roundWholeGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_roundWholeGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_eq_f32(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ === b_)
  }
}
function loop_eq_f64(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ === b_)
  }
}
function loop_ne_f32(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ !== b_)
  }
}
function loop_ne_f64(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ !== b_)
  }
}
function loop_lt_f32(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ < b_)
  }
}
function loop_lt_f64(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ < b_)
  }
}
function loop_le_f32(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ <= b_)
  }
}
function loop_le_f64(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ <= b_)
  }
}
function loop_gt_f32(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ > b_)
  }
}
function loop_gt_f64(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ > b_)
  }
}
function loop_ge_f32(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ >= b_)
  }
}
function loop_ge_f64(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ >= b_)
  }
}
function loop_maximum_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ > b_) || (a_ !== a_)) ? a_ : b_)
  }
}
function loop_maximum_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ > b_) || (a_ !== a_)) ? a_ : b_)
  }
}
function loop_maximumGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? fround(g_ * 0.5) : ((a_ < b_) ? 0 : g_))
  }
}
function loop_maximumGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? (g_ * 0.5) : ((a_ < b_) ? 0 : g_))
  }
}
function loop_maximumGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? fround(g_ * 0.5) : ((a_ > b_) ? 0 : g_))
  }
}
function loop_maximumGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? (g_ * 0.5) : ((a_ > b_) ? 0 : g_))
  }
}
function loop_minimum_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ < b_) || (a_ !== a_)) ? a_ : b_)
  }
}
function loop_minimum_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ < b_) || (a_ !== a_)) ? a_ : b_)
  }
}
function loop_minimumGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? fround(g_ * 0.5) : ((a_ > b_) ? 0 : g_))
  }
}
function loop_minimumGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? (g_ * 0.5) : ((a_ > b_) ? 0 : g_))
  }
}
function loop_minimumGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? fround(g_ * 0.5) : ((a_ < b_) ? 0 : g_))
  }
}
function loop_minimumGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((a_ === b_) ? (g_ * 0.5) : ((a_ < b_) ? 0 : g_))
  }
}
function loop_fmax_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ > b_) || (b_ !== b_)) ? a_ : b_)
  }
}
function loop_fmax_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ > b_) || (b_ !== b_)) ? a_ : b_)
  }
}
function loop_fmaxGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ >= b_) || (b_ !== b_)) ? g_ : 0)
  }
}
function loop_fmaxGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ >= b_) || (b_ !== b_)) ? g_ : 0)
  }
}
function loop_fmaxGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ >= b_) || (b_ !== b_)) ? 0 : g_)
  }
}
function loop_fmaxGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ >= b_) || (b_ !== b_)) ? 0 : g_)
  }
}
function loop_fmin_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ < b_) || (b_ !== b_)) ? a_ : b_)
  }
}
function loop_fmin_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (((a_ < b_) || (b_ !== b_)) ? a_ : b_)
  }
}
function loop_fminGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ <= b_) || (b_ !== b_)) ? g_ : 0)
  }
}
function loop_fminGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ <= b_) || (b_ !== b_)) ? g_ : 0)
  }
}
function loop_fminGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ <= b_) || (b_ !== b_)) ? 0 : g_)
  }
}
function loop_fminGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ <= b_) || (b_ !== b_)) ? 0 : g_)
  }
}
function loop_clamp_f32(n: number, out: Float32Array, o: number, s: number, min_: number, max_: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = ((x_ < min_) ? min_ : x_)
    out[o + i * s] = ((low_ > max_) ? max_ : low_)
  }
}
function loop_clamp_f64(n: number, out: Float64Array, o: number, s: number, min_: number, max_: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = ((x_ < min_) ? min_ : x_)
    out[o + i * s] = ((low_ > max_) ? max_ : low_)
  }
}
function loop_clampGradX_f32(n: number, out: Float32Array, o: number, s: number, min_: number, max_: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ >= min_) && (x_ <= max_)) ? g_ : 0)
  }
}
function loop_clampGradX_f64(n: number, out: Float64Array, o: number, s: number, min_: number, max_: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ >= min_) && (x_ <= max_)) ? g_ : 0)
  }
}
function loop_abs_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = abs_f32(x_)
  }
}
function loop_abs_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = abs_f64(x_)
  }
}
function loop_absGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? g_ : ((x_ < 0) ? (-g_) : 0))
  }
}
function loop_absGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? g_ : ((x_ < 0) ? (-g_) : 0))
  }
}
function loop_neg_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (-x_)
  }
}
function loop_neg_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (-x_)
  }
}
function loop_negGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (-g_)
  }
}
function loop_negGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (-g_)
  }
}
function loop_sign_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sign_f32(x_)
  }
}
function loop_sign_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sign_f64(x_)
  }
}
function loop_signGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_signGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_copysign_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((b_ === b_) ? copysign_f32(a_, b_) : abs_f32(a_))
  }
}
function loop_copysign_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((b_ === b_) ? copysign_f64(a_, b_) : abs_f64(a_))
  }
}
function loop_copysignGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((a_ === 0) ? 1 : a_)
    out[o + i * s] = ((a_ === 0) ? 0 : fround(g_ * fround(y_ / safe_)))
  }
}
function loop_copysignGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((a_ === 0) ? 1 : a_)
    out[o + i * s] = ((a_ === 0) ? 0 : (g_ * (y_ / safe_)))
  }
}
function loop_copysignGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(0 * g_)
  }
}
function loop_copysignGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    out[o + i * s] = (0 * g_)
  }
}
function loop_square_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ * x_)
  }
}
function loop_square_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ * x_)
  }
}
function loop_squareGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(x_ + x_))
  }
}
function loop_squareGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (x_ + x_))
  }
}
function loop_sqrt_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sqrt_f32(x_)
  }
}
function loop_sqrt_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sqrt_f64(x_)
  }
}
function loop_sqrtGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / fround(y_ + y_))
  }
}
function loop_sqrtGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / (y_ + y_))
  }
}
function loop_rsqrt_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(1 / sqrt_f32(x_))
  }
}
function loop_rsqrt_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (1 / sqrt_f64(x_))
  }
}
function loop_rsqrtGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(fround(-0.5 * g_) * fround(fround(y_ * y_) * y_))
  }
}
function loop_rsqrtGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-0.5 * g_) * ((y_ * y_) * y_))
  }
}
function loop_reciprocal_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(1 / x_)
  }
}
function loop_reciprocal_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (1 / x_)
  }
}
function loop_reciprocalGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) * fround(y_ * y_))
  }
}
function loop_reciprocalGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) * (y_ * y_))
  }
}
function loop_pow_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = pow_f32(a_, b_)
  }
}
function loop_pow_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = pow_f64(a_, b_)
  }
}
function loop_powGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((b_ === 0) ? 0 : fround(g_ * fround(b_ * pow_f32(a_, fround(b_ - 1)))))
  }
}
function loop_powGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((b_ === 0) ? 0 : (g_ * (b_ * pow_f64(a_, (b_ - 1)))))
  }
}
function loop_powGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number, x3: Float32Array, o3: number, s3: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    const y_ = x3[o3 + i * s3]!
    out[o + i * s] = (((a_ === 0) && (b_ >= 0)) ? 0 : fround(g_ * fround(y_ * log_f32(a_))))
  }
}
function loop_powGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number, x3: Float64Array, o3: number, s3: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    const y_ = x3[o3 + i * s3]!
    out[o + i * s] = (((a_ === 0) && (b_ >= 0)) ? 0 : (g_ * (y_ * log_f64(a_))))
  }
}
function loop_powScalar_f32(n: number, out: Float32Array, o: number, s: number, exponent_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = pow_f32(x_, exponent_)
  }
}
function loop_powScalar_f64(n: number, out: Float64Array, o: number, s: number, exponent_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = pow_f64(x_, exponent_)
  }
}
function loop_powScalarGradX_f32(n: number, out: Float32Array, o: number, s: number, exponent_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((exponent_ === 0) ? 0 : fround(g_ * fround(exponent_ * pow_f32(x_, fround(exponent_ - 1)))))
  }
}
function loop_powScalarGradX_f64(n: number, out: Float64Array, o: number, s: number, exponent_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((exponent_ === 0) ? 0 : (g_ * (exponent_ * pow_f64(x_, (exponent_ - 1)))))
  }
}
function loop_exp_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = exp_f32(x_)
  }
}
function loop_exp_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = exp_f64(x_)
  }
}
function loop_expGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * y_)
  }
}
function loop_expGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * y_)
  }
}
function loop_exp2_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = exp2_f32(x_)
  }
}
function loop_exp2_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = exp2_f64(x_)
  }
}
function loop_exp2GradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(y_ * 0.6931471824645996))
  }
}
function loop_exp2GradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (y_ * 0.6931471805599453))
  }
}
function loop_expm1_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = expm1_f32(x_)
  }
}
function loop_expm1_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = expm1_f64(x_)
  }
}
function loop_expm1GradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(y_ + 1))
  }
}
function loop_expm1GradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (y_ + 1))
  }
}
function loop_log_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log_f32(x_)
  }
}
function loop_log_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log_f64(x_)
  }
}
function loop_logGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / x_)
  }
}
function loop_logGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / x_)
  }
}
function loop_log2_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log2_f32(x_)
  }
}
function loop_log2_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log2_f64(x_)
  }
}
function loop_log2GradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / fround(x_ * 0.6931471824645996))
  }
}
function loop_log2GradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / (x_ * 0.6931471805599453))
  }
}
function loop_log10_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log10_f32(x_)
  }
}
function loop_log10_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log10_f64(x_)
  }
}
function loop_log10GradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / fround(x_ * 2.3025851249694824))
  }
}
function loop_log10GradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / (x_ * 2.302585092994046))
  }
}
function loop_logaddexp_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const larger_ = (((a_ > b_) || (a_ !== a_)) ? a_ : b_)
    out[o + i * s] = ((a_ === b_) ? fround(a_ + 0.6931471824645996) : fround(larger_ + log1p_f32(decay_f32((-abs_f32(fround(a_ - b_)))))))
  }
}
function loop_logaddexp_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const larger_ = (((a_ > b_) || (a_ !== a_)) ? a_ : b_)
    out[o + i * s] = ((a_ === b_) ? (a_ + 0.6931471805599453) : (larger_ + log1p_f64(decay_f64((-abs_f64((a_ - b_)))))))
  }
}
function loop_logaddexpGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * sigmoid_f32(fround(a_ - b_)))
  }
}
function loop_logaddexpGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * sigmoid_f64((a_ - b_)))
  }
}
function loop_logaddexpGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * sigmoid_f32(fround(b_ - a_)))
  }
}
function loop_logaddexpGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * sigmoid_f64((b_ - a_)))
  }
}
function loop_logaddexp2_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const larger_ = (((a_ > b_) || (a_ !== a_)) ? a_ : b_)
    out[o + i * s] = ((a_ === b_) ? fround(a_ + 1) : fround(larger_ + fround(1.4426950216293335 * log1p_f32(exp2_f32((-abs_f32(fround(a_ - b_))))))))
  }
}
function loop_logaddexp2_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const larger_ = (((a_ > b_) || (a_ !== a_)) ? a_ : b_)
    out[o + i * s] = ((a_ === b_) ? (a_ + 1) : (larger_ + (1.4426950408889634 * log1p_f64(exp2_f64((-abs_f64((a_ - b_))))))))
  }
}
function loop_logaddexp2GradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * sigmoid_f32(fround(fround(a_ - b_) * 0.6931471824645996)))
  }
}
function loop_logaddexp2GradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * sigmoid_f64(((a_ - b_) * 0.6931471805599453)))
  }
}
function loop_logaddexp2GradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * sigmoid_f32(fround(fround(b_ - a_) * 0.6931471824645996)))
  }
}
function loop_logaddexp2GradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * sigmoid_f64(((b_ - a_) * 0.6931471805599453)))
  }
}
function loop_xlogy_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((b_ !== b_) ? b_ : ((a_ === 0) ? 0 : fround(a_ * log_f32(b_))))
  }
}
function loop_xlogy_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((b_ !== b_) ? b_ : ((a_ === 0) ? 0 : (a_ * log_f64(b_))))
  }
}
function loop_xlogyGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ === 0) && (b_ <= 0)) ? 0 : fround(g_ * log_f32(b_)))
  }
}
function loop_xlogyGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ === 0) && (b_ <= 0)) ? 0 : (g_ * log_f64(b_)))
  }
}
function loop_xlogyGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(fround(g_ * a_) / b_)
  }
}
function loop_xlogyGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((g_ * a_) / b_)
  }
}
function loop_xlog1py_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((b_ !== b_) ? b_ : ((a_ === 0) ? 0 : fround(a_ * log1p_f32(b_))))
  }
}
function loop_xlog1py_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = ((b_ !== b_) ? b_ : ((a_ === 0) ? 0 : (a_ * log1p_f64(b_))))
  }
}
function loop_xlog1pyGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ === 0) && (b_ <= -1)) ? 0 : fround(g_ * log1p_f32(b_)))
  }
}
function loop_xlog1pyGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (((a_ === 0) && (b_ <= -1)) ? 0 : (g_ * log1p_f64(b_)))
  }
}
function loop_xlog1pyGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(fround(g_ * a_) / fround(b_ + 1))
  }
}
function loop_xlog1pyGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((g_ * a_) / (b_ + 1))
  }
}
function loop_entr_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ > 0) ? fround((-x_) * log_f32(x_)) : ((x_ === 0) ? 0 : ((x_ < 0) ? -Infinity : x_)))
  }
}
function loop_entr_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ > 0) ? ((-x_) * log_f64(x_)) : ((x_ === 0) ? 0 : ((x_ < 0) ? -Infinity : x_)))
  }
}
function loop_entrGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(-1 - log_f32(x_)))
  }
}
function loop_entrGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (-1 - log_f64(x_)))
  }
}
function loop_logitOf_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log_f32(fround(x_ / fround(1 - x_)))
  }
}
function loop_logitOf_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log_f64((x_ / (1 - x_)))
  }
}
function loop_logitOfGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ < 0) || (x_ > 1)) ? NaN : fround(g_ / fround(x_ * fround(1 - x_))))
  }
}
function loop_logitOfGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ < 0) || (x_ > 1)) ? NaN : (g_ / (x_ * (1 - x_))))
  }
}
function loop_log1p_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log1p_f32(x_)
  }
}
function loop_log1p_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = log1p_f64(x_)
  }
}
function loop_log1pGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / fround(x_ + 1))
  }
}
function loop_log1pGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / (x_ + 1))
  }
}
function loop_sin_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sin_f32(x_)
  }
}
function loop_sin_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sin_f64(x_)
  }
}
function loop_sinGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * cos_f32(x_))
  }
}
function loop_sinGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * cos_f64(x_))
  }
}
function loop_cos_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = cos_f32(x_)
  }
}
function loop_cos_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = cos_f64(x_)
  }
}
function loop_cosGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) * sin_f32(x_))
  }
}
function loop_cosGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) * sin_f64(x_))
  }
}
function loop_tan_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = tan_f32(x_)
  }
}
function loop_tan_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = tan_f64(x_)
  }
}
function loop_tanGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(1 + fround(y_ * y_)))
  }
}
function loop_tanGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (1 + (y_ * y_)))
  }
}
function loop_asin_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = asin_f32(x_)
  }
}
function loop_asin_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = asin_f64(x_)
  }
}
function loop_asinGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / sqrt_f32(fround(1 - fround(x_ * x_))))
  }
}
function loop_asinGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / sqrt_f64((1 - (x_ * x_))))
  }
}
function loop_acos_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = acos_f32(x_)
  }
}
function loop_acos_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = acos_f64(x_)
  }
}
function loop_acosGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) / sqrt_f32(fround(1 - fround(x_ * x_))))
  }
}
function loop_acosGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) / sqrt_f64((1 - (x_ * x_))))
  }
}
function loop_atan_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = atan_f32(x_)
  }
}
function loop_atan_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = atan_f64(x_)
  }
}
function loop_atanGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / fround(fround(x_ * x_) + 1))
  }
}
function loop_atanGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / ((x_ * x_) + 1))
  }
}
function loop_atan2_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = atan2_f32(a_, b_)
  }
}
function loop_atan2_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = atan2_f64(a_, b_)
  }
}
function loop_atan2GradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(b_ / fround(fround(a_ * a_) + fround(b_ * b_))))
  }
}
function loop_atan2GradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (b_ / ((a_ * a_) + (b_ * b_))))
  }
}
function loop_atan2GradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = fround((-g_) * fround(a_ / fround(fround(a_ * a_) + fround(b_ * b_))))
  }
}
function loop_atan2GradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const b_ = x2[o2 + i * s2]!
    out[o + i * s] = ((-g_) * (a_ / ((a_ * a_) + (b_ * b_))))
  }
}
function loop_sinh_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sinh_f32(x_)
  }
}
function loop_sinh_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sinh_f64(x_)
  }
}
function loop_sinhGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * cosh_f32(x_))
  }
}
function loop_sinhGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * cosh_f64(x_))
  }
}
function loop_cosh_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = cosh_f32(x_)
  }
}
function loop_cosh_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = cosh_f64(x_)
  }
}
function loop_coshGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * sinh_f32(x_))
  }
}
function loop_coshGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * sinh_f64(x_))
  }
}
function loop_asinh_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = asinh_f32(x_)
  }
}
function loop_asinh_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = asinh_f64(x_)
  }
}
function loop_asinhGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / sqrt_f32(fround(fround(x_ * x_) + 1)))
  }
}
function loop_asinhGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / sqrt_f64(((x_ * x_) + 1)))
  }
}
function loop_acosh_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = acosh_f32(x_)
  }
}
function loop_acosh_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = acosh_f64(x_)
  }
}
function loop_acoshGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / sqrt_f32(fround(fround(x_ * x_) - 1)))
  }
}
function loop_acoshGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / sqrt_f64(((x_ * x_) - 1)))
  }
}
function loop_atanh_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = atanh_f32(x_)
  }
}
function loop_atanh_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = atanh_f64(x_)
  }
}
function loop_atanhGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ / fround(1 - fround(x_ * x_)))
  }
}
function loop_atanhGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ / (1 - (x_ * x_)))
  }
}
function loop_hypot_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = hypot_f32(a_, b_)
  }
}
function loop_hypot_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = hypot_f64(a_, b_)
  }
}
function loop_hypotGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(a_ / y_))
  }
}
function loop_hypotGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (a_ / y_))
  }
}
function loop_hypotGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(b_ / y_))
  }
}
function loop_hypotGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (b_ / y_))
  }
}
function loop_sinc_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const t_ = fround(3.1415927410125732 * x_)
    out[o + i * s] = ((x_ === 0) ? 1 : fround(sin_f32(t_) / t_))
  }
}
function loop_sinc_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const t_ = (3.141592653589793 * x_)
    out[o + i * s] = ((x_ === 0) ? 1 : (sin_f64(t_) / t_))
  }
}
function loop_sincGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((x_ === 0) ? 1 : x_)
    out[o + i * s] = ((x_ === 0) ? 0 : fround(g_ * fround(fround(cos_f32(fround(3.1415927410125732 * safe_)) - y_) / safe_)))
  }
}
function loop_sincGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((x_ === 0) ? 1 : x_)
    out[o + i * s] = ((x_ === 0) ? 0 : (g_ * ((cos_f64((3.141592653589793 * safe_)) - y_) / safe_)))
  }
}
function loop_erf_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erf_f32(x_)
  }
}
function loop_erf_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erf_f64(x_)
  }
}
function loop_erfGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(1.128379225730896 * decay_f32((-fround(x_ * x_)))))
  }
}
function loop_erfGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (1.1283791670955126 * decay_f64((-(x_ * x_)))))
  }
}
function loop_erfc_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erfc_f32(x_)
  }
}
function loop_erfc_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erfc_f64(x_)
  }
}
function loop_erfcGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(-1.128379225730896 * decay_f32((-fround(x_ * x_)))))
  }
}
function loop_erfcGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (-1.1283791670955126 * decay_f64((-(x_ * x_)))))
  }
}
function loop_erfcx_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erfcx_f32(x_)
  }
}
function loop_erfcx_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erfcx_f64(x_)
  }
}
function loop_erfcxGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(fround(2 * fround(x_ * y_)) - 1.128379225730896))
  }
}
function loop_erfcxGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * ((2 * (x_ * y_)) - 1.1283791670955126))
  }
}
function loop_erfinv_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erfinv_f32(x_)
  }
}
function loop_erfinv_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = erfinv_f64(x_)
  }
}
function loop_erfinvGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(0.8862269520759583 * exp_f32(fround(y_ * y_))))
  }
}
function loop_erfinvGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (0.886226925452758 * exp_f64((y_ * y_))))
  }
}
function loop_ndtr_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ndtr_f32(x_)
  }
}
function loop_ndtr_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ndtr_f64(x_)
  }
}
function loop_ndtrGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * normalPdf_f32(x_))
  }
}
function loop_ndtrGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * normalPdf_f64(x_))
  }
}
function loop_ndtri_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ndtri_f32(x_)
  }
}
function loop_ndtri_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ndtri_f64(x_)
  }
}
function loop_ndtriGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(2.5066282749176025 * exp_f32(fround(0.5 * fround(y_ * y_)))))
  }
}
function loop_ndtriGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (2.5066282746310002 * exp_f64((0.5 * (y_ * y_)))))
  }
}
function loop_logNdtr_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = logNdtr_f32(x_)
  }
}
function loop_logNdtr_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = logNdtr_f64(x_)
  }
}
function loop_logNdtrGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(0.7978845834732056 / erfcx_f32(fround(x_ * -0.7071067690849304))))
  }
}
function loop_logNdtrGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (0.7978845608028654 / erfcx_f64((x_ * -0.7071067811865476))))
  }
}
function loop_lgamma_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = lgamma_f32(x_)
  }
}
function loop_lgamma_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = lgamma_f64(x_)
  }
}
function loop_lgammaGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * digamma_f32(x_))
  }
}
function loop_lgammaGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * digamma_f64(x_))
  }
}
function loop_digamma_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = digamma_f32(x_)
  }
}
function loop_digamma_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = digamma_f64(x_)
  }
}
function loop_digammaGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * trigamma_f32(x_))
  }
}
function loop_digammaGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * trigamma_f64(x_))
  }
}
function loop_i0_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i0_f32(x_)
  }
}
function loop_i0_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i0_f64(x_)
  }
}
function loop_i0GradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * i1_f32(x_))
  }
}
function loop_i0GradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * i1_f64(x_))
  }
}
function loop_i0e_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i0e_f32(x_)
  }
}
function loop_i0e_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i0e_f64(x_)
  }
}
function loop_i0eGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(i1e_f32(x_) - fround(sign_f32(x_) * y_)))
  }
}
function loop_i0eGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (i1e_f64(x_) - (sign_f64(x_) * y_)))
  }
}
function loop_i1_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i1_f32(x_)
  }
}
function loop_i1_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i1_f64(x_)
  }
}
function loop_i1GradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((x_ === 0) ? 1 : x_)
    out[o + i * s] = fround(g_ * fround(i0_f32(x_) - ((x_ === 0) ? 0.5 : fround(y_ / safe_))))
  }
}
function loop_i1GradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((x_ === 0) ? 1 : x_)
    out[o + i * s] = (g_ * (i0_f64(x_) - ((x_ === 0) ? 0.5 : (y_ / safe_))))
  }
}
function loop_i1e_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i1e_f32(x_)
  }
}
function loop_i1e_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = i1e_f64(x_)
  }
}
function loop_i1eGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((x_ === 0) ? 1 : x_)
    out[o + i * s] = fround(g_ * fround(i0e_f32(x_) - ((x_ === 0) ? 0.5 : fround(y_ * fround(sign_f32(x_) + fround(1 / safe_))))))
  }
}
function loop_i1eGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    const safe_ = ((x_ === 0) ? 1 : x_)
    out[o + i * s] = (g_ * (i0e_f64(x_) - ((x_ === 0) ? 0.5 : (y_ * (sign_f64(x_) + (1 / safe_))))))
  }
}
function loop_tanh_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = tanh_f32(x_)
  }
}
function loop_tanh_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = tanh_f64(x_)
  }
}
function loop_tanhGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(1 - fround(y_ * y_)))
  }
}
function loop_tanhGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (1 - (y_ * y_)))
  }
}
function loop_sigmoid_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sigmoid_f32(x_)
  }
}
function loop_sigmoid_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = sigmoid_f64(x_)
  }
}
function loop_sigmoidGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(fround(1 - y_) * y_))
  }
}
function loop_sigmoidGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * ((1 - y_) * y_))
  }
}
function loop_logSigmoid_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(((x_ < 0) ? x_ : 0) - log1p_f32(decay_f32((-abs_f32(x_)))))
  }
}
function loop_logSigmoid_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (((x_ < 0) ? x_ : 0) - log1p_f64(decay_f64((-abs_f64(x_)))))
  }
}
function loop_logSigmoidGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * sigmoid_f32((-x_)))
  }
}
function loop_logSigmoidGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * sigmoid_f64((-x_)))
  }
}
function loop_relu_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? 0 : x_)
  }
}
function loop_relu_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? 0 : x_)
  }
}
function loop_reluGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = ((y_ <= 0) ? 0 : g_)
  }
}
function loop_reluGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = ((y_ <= 0) ? 0 : g_)
  }
}
function loop_leakyRelu_f32(n: number, out: Float32Array, o: number, s: number, negativeSlope_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ > 0) ? x_ : fround(x_ * negativeSlope_))
  }
}
function loop_leakyRelu_f64(n: number, out: Float64Array, o: number, s: number, negativeSlope_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ > 0) ? x_ : (x_ * negativeSlope_))
  }
}
function loop_leakyReluGradX_f32(n: number, out: Float32Array, o: number, s: number, negativeSlope_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? g_ : fround(g_ * negativeSlope_))
  }
}
function loop_leakyReluGradX_f64(n: number, out: Float64Array, o: number, s: number, negativeSlope_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? g_ : (g_ * negativeSlope_))
  }
}
function loop_elu_f32(n: number, out: Float32Array, o: number, s: number, alpha_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? fround(alpha_ * expm1_f32(x_)) : x_)
  }
}
function loop_elu_f64(n: number, out: Float64Array, o: number, s: number, alpha_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? (alpha_ * expm1_f64(x_)) : x_)
  }
}
function loop_eluGradX_f32(n: number, out: Float32Array, o: number, s: number, alpha_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= 0) ? fround(g_ * fround(alpha_ * exp_f32(x_))) : g_)
  }
}
function loop_eluGradX_f64(n: number, out: Float64Array, o: number, s: number, alpha_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= 0) ? (g_ * (alpha_ * exp_f64(x_))) : g_)
  }
}
function loop_gelu_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(max_f32(0, x_) - geluTail_f32(geluReach_f32(x_)))
  }
}
function loop_gelu_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (max_f64(0, x_) - geluTail_f64(geluReach_f64(x_)))
  }
}
function loop_geluGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const h_ = geluSlope_f32(geluReach_f32(x_))
    out[o + i * s] = fround(g_ * ((x_ < 0) ? (-h_) : fround(1 + h_)))
  }
}
function loop_geluGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const h_ = geluSlope_f64(geluReach_f64(x_))
    out[o + i * s] = (g_ * ((x_ < 0) ? (-h_) : (1 + h_)))
  }
}
function loop_geluTanh_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const a_ = geluTanhLow_f32(x_)
    out[o + i * s] = fround(a_ / fround(1 + geluTanhPower_f32(geluTanhHigh_f32(a_))))
  }
}
function loop_geluTanh_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const a_ = geluTanhLow_f64(x_)
    out[o + i * s] = (a_ / (1 + geluTanhPower_f64(geluTanhHigh_f64(a_))))
  }
}
function loop_geluTanhGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const a_ = geluTanhHigh_f32(geluTanhLow_f32(x_))
    const e_ = geluTanhPower_f32(a_)
    const s_ = fround(1 / fround(1 + e_))
    out[o + i * s] = fround(fround(g_ * s_) * fma_f32(fround(a_ * fround(e_ * s_)), fma_f32(fround(a_ * a_), 0.21406444907188416, 1.5957691669464111), 1))
  }
}
function loop_geluTanhGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const a_ = geluTanhHigh_f64(geluTanhLow_f64(x_))
    const e_ = geluTanhPower_f64(a_)
    const s_ = (1 / (1 + e_))
    out[o + i * s] = ((g_ * s_) * fma_f64((a_ * (e_ * s_)), fma_f64((a_ * a_), 0.21406444881780073, 1.5957691216057308), 1))
  }
}
function loop_silu_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ / fround(1 + exp_f32((-x_))))
  }
}
function loop_silu_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ / (1 + exp_f64((-x_))))
  }
}
function loop_siluGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const s_ = fround(1 / fround(1 + exp_f32((-x_))))
    out[o + i * s] = fround(g_ * fround(s_ * fround(1 + fround(x_ * fround(1 - s_)))))
  }
}
function loop_siluGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const s_ = (1 / (1 + exp_f64((-x_))))
    out[o + i * s] = (g_ * (s_ * (1 + (x_ * (1 - s_)))))
  }
}
function loop_softplus_f32(n: number, out: Float32Array, o: number, s: number, beta_: number, threshold_: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const z_ = fround(x_ * beta_)
    out[o + i * s] = ((z_ > threshold_) ? x_ : fround(log1p_f32(exp_f32(z_)) / beta_))
  }
}
function loop_softplus_f64(n: number, out: Float64Array, o: number, s: number, beta_: number, threshold_: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const z_ = (x_ * beta_)
    out[o + i * s] = ((z_ > threshold_) ? x_ : (log1p_f64(exp_f64(z_)) / beta_))
  }
}
function loop_softplusGradX_f32(n: number, out: Float32Array, o: number, s: number, beta_: number, threshold_: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const z_ = fround(x_ * beta_)
    out[o + i * s] = ((z_ > threshold_) ? g_ : fround(g_ * sigmoid_f32(z_)))
  }
}
function loop_softplusGradX_f64(n: number, out: Float64Array, o: number, s: number, beta_: number, threshold_: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const z_ = (x_ * beta_)
    out[o + i * s] = ((z_ > threshold_) ? g_ : (g_ * sigmoid_f64(z_)))
  }
}
function loop_hardswish_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(fround(x_ * min_f32(6, max_f32(0, fround(x_ + 3)))) / 6)
  }
}
function loop_hardswish_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ * min_f64(6, max_f64(0, (x_ + 3)))) / 6)
  }
}
function loop_hardswishGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= -3) ? 0 : ((x_ >= 3) ? g_ : fround(g_ * fround(fround(x_ / 3) + 0.5))))
  }
}
function loop_hardswishGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= -3) ? 0 : ((x_ >= 3) ? g_ : (g_ * ((x_ / 3) + 0.5))))
  }
}
function loop_relu6_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = ((x_ < 0) ? 0 : x_)
    out[o + i * s] = ((low_ > 6) ? 6 : low_)
  }
}
function loop_relu6_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = ((x_ < 0) ? 0 : x_)
    out[o + i * s] = ((low_ > 6) ? 6 : low_)
  }
}
function loop_relu6GradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ <= 0) || (x_ >= 6)) ? 0 : g_)
  }
}
function loop_relu6GradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ <= 0) || (x_ >= 6)) ? 0 : g_)
  }
}
function loop_hardtanh_f32(n: number, out: Float32Array, o: number, s: number, minVal_: number, maxVal_: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = ((x_ < minVal_) ? minVal_ : x_)
    out[o + i * s] = ((low_ > maxVal_) ? maxVal_ : low_)
  }
}
function loop_hardtanh_f64(n: number, out: Float64Array, o: number, s: number, minVal_: number, maxVal_: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = ((x_ < minVal_) ? minVal_ : x_)
    out[o + i * s] = ((low_ > maxVal_) ? maxVal_ : low_)
  }
}
function loop_hardtanhGradX_f32(n: number, out: Float32Array, o: number, s: number, minVal_: number, maxVal_: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ <= minVal_) || (x_ >= maxVal_)) ? 0 : g_)
  }
}
function loop_hardtanhGradX_f64(n: number, out: Float64Array, o: number, s: number, minVal_: number, maxVal_: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ <= minVal_) || (x_ >= maxVal_)) ? 0 : g_)
  }
}
function loop_hardsigmoid_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = ((fround(x_ + 3) < 0) ? 0 : fround(x_ + 3))
    out[o + i * s] = fround(((low_ > 6) ? 6 : low_) / 6)
  }
}
function loop_hardsigmoid_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const low_ = (((x_ + 3) < 0) ? 0 : (x_ + 3))
    out[o + i * s] = (((low_ > 6) ? 6 : low_) / 6)
  }
}
function loop_hardsigmoidGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ <= -3) || (x_ >= 3)) ? 0 : fround(g_ / 6))
  }
}
function loop_hardsigmoidGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ <= -3) || (x_ >= 3)) ? 0 : (g_ / 6))
  }
}
function loop_hardshrink_f32(n: number, out: Float32Array, o: number, s: number, lambd_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (((x_ >= (-lambd_)) && (x_ <= lambd_)) ? 0 : x_)
  }
}
function loop_hardshrink_f64(n: number, out: Float64Array, o: number, s: number, lambd_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (((x_ >= (-lambd_)) && (x_ <= lambd_)) ? 0 : x_)
  }
}
function loop_hardshrinkGradX_f32(n: number, out: Float32Array, o: number, s: number, lambd_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ >= (-lambd_)) && (x_ <= lambd_)) ? 0 : g_)
  }
}
function loop_hardshrinkGradX_f64(n: number, out: Float64Array, o: number, s: number, lambd_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ >= (-lambd_)) && (x_ <= lambd_)) ? 0 : g_)
  }
}
function loop_softshrink_f32(n: number, out: Float32Array, o: number, s: number, lambd_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ > lambd_) ? fround(x_ - lambd_) : ((x_ < (-lambd_)) ? fround(x_ + lambd_) : fround(x_ * 0)))
  }
}
function loop_softshrink_f64(n: number, out: Float64Array, o: number, s: number, lambd_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ > lambd_) ? (x_ - lambd_) : ((x_ < (-lambd_)) ? (x_ + lambd_) : (x_ * 0)))
  }
}
function loop_softshrinkGradX_f32(n: number, out: Float32Array, o: number, s: number, lambd_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ >= (-lambd_)) && (x_ <= lambd_)) ? 0 : g_)
  }
}
function loop_softshrinkGradX_f64(n: number, out: Float64Array, o: number, s: number, lambd_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ >= (-lambd_)) && (x_ <= lambd_)) ? 0 : g_)
  }
}
function loop_selu_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? fround(1.7580993175506592 * expm1_f32(x_)) : fround(1.0507010221481323 * x_))
  }
}
function loop_selu_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? (1.7580993408473766 * expm1_f64(x_)) : (1.0507009873554805 * x_))
  }
}
function loop_seluGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= 0) ? fround(g_ * fround(1.7580993175506592 * exp_f32(x_))) : fround(g_ * 1.0507010221481323))
  }
}
function loop_seluGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= 0) ? (g_ * (1.7580993408473766 * exp_f64(x_))) : (g_ * 1.0507009873554805))
  }
}
function loop_celu_f32(n: number, out: Float32Array, o: number, s: number, alpha_: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? fround(alpha_ * expm1_f32(fround(x_ / alpha_))) : x_)
  }
}
function loop_celu_f64(n: number, out: Float64Array, o: number, s: number, alpha_: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= 0) ? (alpha_ * expm1_f64((x_ / alpha_))) : x_)
  }
}
function loop_celuGradX_f32(n: number, out: Float32Array, o: number, s: number, alpha_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= 0) ? fround(g_ * exp_f32(fround(x_ / alpha_))) : g_)
  }
}
function loop_celuGradX_f64(n: number, out: Float64Array, o: number, s: number, alpha_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= 0) ? (g_ * exp_f64((x_ / alpha_))) : g_)
  }
}
function loop_softsign_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ / fround(1 + abs_f32(x_)))
  }
}
function loop_softsign_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ / (1 + abs_f64(x_)))
  }
}
function loop_softsignGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const d_ = fround(1 + abs_f32(x_))
    out[o + i * s] = fround(g_ / fround(d_ * d_))
  }
}
function loop_softsignGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const d_ = (1 + abs_f64(x_))
    out[o + i * s] = (g_ / (d_ * d_))
  }
}
function loop_tanhshrink_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = fround(x_ - tanh_f32(x_))
  }
}
function loop_tanhshrink_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = (x_ - tanh_f64(x_))
  }
}
function loop_tanhshrinkGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const t_ = tanh_f32(x_)
    out[o + i * s] = fround(g_ * fround(t_ * t_))
  }
}
function loop_tanhshrinkGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const t_ = tanh_f64(x_)
    out[o + i * s] = (g_ * (t_ * t_))
  }
}
function loop_threshold_f32(n: number, out: Float32Array, o: number, s: number, threshold_: number, value_: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= threshold_) ? value_ : x_)
  }
}
function loop_threshold_f64(n: number, out: Float64Array, o: number, s: number, threshold_: number, value_: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = ((x_ <= threshold_) ? value_ : x_)
  }
}
function loop_thresholdGradX_f32(n: number, out: Float32Array, o: number, s: number, threshold_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= threshold_) ? 0 : g_)
  }
}
function loop_thresholdGradX_f64(n: number, out: Float64Array, o: number, s: number, threshold_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ <= threshold_) ? 0 : g_)
  }
}
function loop_mish_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const e_ = exp_f32(min_f32(20, x_))
    const n_ = fround(e_ * fround(e_ + 2))
    out[o + i * s] = fround(x_ * fround(n_ / fround(n_ + 2)))
  }
}
function loop_mish_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const e_ = exp_f64(min_f64(20, x_))
    const n_ = (e_ * (e_ + 2))
    out[o + i * s] = (x_ * (n_ / (n_ + 2)))
  }
}
function loop_mishGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const e_ = exp_f32(min_f32(20, x_))
    const n_ = fround(e_ * fround(e_ + 2))
    const d_ = fround(n_ + 2)
    out[o + i * s] = fround(g_ * ((x_ > 20) ? 1 : fround(fround(n_ / d_) + fround(x_ * fround(fround(4 * fround(e_ * fround(e_ + 1))) / fround(d_ * d_))))))
  }
}
function loop_mishGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const e_ = exp_f64(min_f64(20, x_))
    const n_ = (e_ * (e_ + 2))
    const d_ = (n_ + 2)
    out[o + i * s] = (g_ * ((x_ > 20) ? 1 : ((n_ / d_) + (x_ * ((4 * (e_ * (e_ + 1))) / (d_ * d_))))))
  }
}
function loop_preluScaled_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const weight_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? x_ : fround(weight_ * x_))
  }
}
function loop_preluScaled_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const weight_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? x_ : (weight_ * x_))
  }
}
function loop_preluScaledGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const weight_ = x2[o2 + i * s2]!
    out[o + i * s] = ((x_ > 0) ? g_ : fround(weight_ * g_))
  }
}
function loop_preluScaledGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const weight_ = x2[o2 + i * s2]!
    out[o + i * s] = ((x_ > 0) ? g_ : (weight_ * g_))
  }
}
function loop_preluScaledGradWeight_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? 0 : fround(x_ * g_))
  }
}
function loop_preluScaledGradWeight_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((x_ > 0) ? 0 : (x_ * g_))
  }
}
function loop_squaredError_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const e_ = fround(x_ - target_)
    out[o + i * s] = fround(e_ * e_)
  }
}
function loop_squaredError_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const e_ = (x_ - target_)
    out[o + i * s] = (e_ * e_)
  }
}
function loop_squaredErrorGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(fround(2 * g_) * fround(x_ - target_))
  }
}
function loop_squaredErrorGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = ((2 * g_) * (x_ - target_))
  }
}
function loop_squaredErrorGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(fround(-2 * g_) * fround(x_ - target_))
  }
}
function loop_squaredErrorGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = ((-2 * g_) * (x_ - target_))
  }
}
function loop_absoluteError_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = abs_f32(fround(x_ - target_))
  }
}
function loop_absoluteError_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = abs_f64((x_ - target_))
  }
}
function loop_absoluteErrorGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = ((x_ > target_) ? g_ : ((x_ < target_) ? (-g_) : 0))
  }
}
function loop_absoluteErrorGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = ((x_ > target_) ? g_ : ((x_ < target_) ? (-g_) : 0))
  }
}
function loop_absoluteErrorGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = ((x_ > target_) ? (-g_) : ((x_ < target_) ? g_ : 0))
  }
}
function loop_absoluteErrorGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = ((x_ > target_) ? (-g_) : ((x_ < target_) ? g_ : 0))
  }
}
function loop_smoothL1_f32(n: number, out: Float32Array, o: number, s: number, beta_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const e_ = abs_f32(fround(x_ - target_))
    out[o + i * s] = ((e_ < beta_) ? fround(fround(fround(0.5 * e_) * e_) / beta_) : fround(e_ - fround(0.5 * beta_)))
  }
}
function loop_smoothL1_f64(n: number, out: Float64Array, o: number, s: number, beta_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const e_ = abs_f64((x_ - target_))
    out[o + i * s] = ((e_ < beta_) ? (((0.5 * e_) * e_) / beta_) : (e_ - (0.5 * beta_)))
  }
}
function loop_smoothL1GradX_f32(n: number, out: Float32Array, o: number, s: number, beta_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = fround(x_ - target_)
    out[o + i * s] = ((abs_f32(e_) < beta_) ? fround(fround(g_ * e_) / beta_) : ((e_ > 0) ? g_ : ((e_ < 0) ? (-g_) : 0)))
  }
}
function loop_smoothL1GradX_f64(n: number, out: Float64Array, o: number, s: number, beta_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = (x_ - target_)
    out[o + i * s] = ((abs_f64(e_) < beta_) ? ((g_ * e_) / beta_) : ((e_ > 0) ? g_ : ((e_ < 0) ? (-g_) : 0)))
  }
}
function loop_smoothL1GradTarget_f32(n: number, out: Float32Array, o: number, s: number, beta_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = fround(target_ - x_)
    out[o + i * s] = ((abs_f32(e_) < beta_) ? fround(fround(g_ * e_) / beta_) : ((e_ > 0) ? g_ : ((e_ < 0) ? (-g_) : 0)))
  }
}
function loop_smoothL1GradTarget_f64(n: number, out: Float64Array, o: number, s: number, beta_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = (target_ - x_)
    out[o + i * s] = ((abs_f64(e_) < beta_) ? ((g_ * e_) / beta_) : ((e_ > 0) ? g_ : ((e_ < 0) ? (-g_) : 0)))
  }
}
function loop_huber_f32(n: number, out: Float32Array, o: number, s: number, delta_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const e_ = abs_f32(fround(x_ - target_))
    out[o + i * s] = ((e_ <= delta_) ? fround(fround(0.5 * e_) * e_) : fround(delta_ * fround(e_ - fround(0.5 * delta_))))
  }
}
function loop_huber_f64(n: number, out: Float64Array, o: number, s: number, delta_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const e_ = abs_f64((x_ - target_))
    out[o + i * s] = ((e_ <= delta_) ? ((0.5 * e_) * e_) : (delta_ * (e_ - (0.5 * delta_))))
  }
}
function loop_huberGradX_f32(n: number, out: Float32Array, o: number, s: number, delta_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = fround(x_ - target_)
    out[o + i * s] = ((e_ < (-delta_)) ? fround((-delta_) * g_) : ((e_ > delta_) ? fround(delta_ * g_) : fround(e_ * g_)))
  }
}
function loop_huberGradX_f64(n: number, out: Float64Array, o: number, s: number, delta_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = (x_ - target_)
    out[o + i * s] = ((e_ < (-delta_)) ? ((-delta_) * g_) : ((e_ > delta_) ? (delta_ * g_) : (e_ * g_)))
  }
}
function loop_huberGradTarget_f32(n: number, out: Float32Array, o: number, s: number, delta_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = fround(target_ - x_)
    out[o + i * s] = ((e_ < (-delta_)) ? fround((-delta_) * g_) : ((e_ > delta_) ? fround(delta_ * g_) : fround(e_ * g_)))
  }
}
function loop_huberGradTarget_f64(n: number, out: Float64Array, o: number, s: number, delta_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const e_ = (target_ - x_)
    out[o + i * s] = ((e_ < (-delta_)) ? ((-delta_) * g_) : ((e_ > delta_) ? (delta_ * g_) : (e_ * g_)))
  }
}
function loop_bce_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(fround(fround(target_ - 1) * max_f32(-100, log1p_f32((-x_)))) - fround(target_ * max_f32(-100, log_f32(x_))))
  }
}
function loop_bce_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = (((target_ - 1) * max_f64(-100, log1p_f64((-x_)))) - (target_ * max_f64(-100, log_f64(x_))))
  }
}
function loop_bceGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(fround(g_ * fround(x_ - target_)) / max_f32(9.999999960041972e-13, fround(fround(1 - x_) * x_)))
  }
}
function loop_bceGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = ((g_ * (x_ - target_)) / max_f64(1e-12, ((1 - x_) * x_)))
  }
}
function loop_bceGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * fround(log1p_f32((-x_)) - log_f32(x_)))
  }
}
function loop_bceGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * (log1p_f64((-x_)) - log_f64(x_)))
  }
}
function loop_bceWithLogits_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(fround(fround(1 - target_) * x_) - fround(((x_ < 0) ? x_ : 0) - log1p_f32(decay_f32((-abs_f32(x_))))))
  }
}
function loop_bceWithLogits_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = (((1 - target_) * x_) - (((x_ < 0) ? x_ : 0) - log1p_f64(decay_f64((-abs_f64(x_))))))
  }
}
function loop_bceWithLogitsGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(sigmoid_f32(x_) - target_))
  }
}
function loop_bceWithLogitsGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (sigmoid_f64(x_) - target_))
  }
}
function loop_bceWithLogitsGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) * x_)
  }
}
function loop_bceWithLogitsGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) * x_)
  }
}
function loop_bceWithLogitsWeighted_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const posWeight_ = x2[o2 + i * s2]!
    const logSigmoid_ = fround(((x_ < 0) ? x_ : 0) - log1p_f32(decay_f32((-abs_f32(x_)))))
    out[o + i * s] = fround(fround(fround(1 - target_) * x_) - fround(fround(1 + fround(fround(posWeight_ - 1) * target_)) * logSigmoid_))
  }
}
function loop_bceWithLogitsWeighted_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const posWeight_ = x2[o2 + i * s2]!
    const logSigmoid_ = (((x_ < 0) ? x_ : 0) - log1p_f64(decay_f64((-abs_f64(x_)))))
    out[o + i * s] = (((1 - target_) * x_) - ((1 + ((posWeight_ - 1) * target_)) * logSigmoid_))
  }
}
function loop_bceWithLogitsWeightedGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number, x3: Float32Array, o3: number, s3: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const posWeight_ = x3[o3 + i * s3]!
    const positive_ = fround(posWeight_ * target_)
    out[o + i * s] = fround(g_ * fround(fround(fround(fround(positive_ + 1) - target_) * sigmoid_f32(x_)) - positive_))
  }
}
function loop_bceWithLogitsWeightedGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number, x3: Float64Array, o3: number, s3: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    const posWeight_ = x3[o3 + i * s3]!
    const positive_ = (posWeight_ * target_)
    out[o + i * s] = (g_ * ((((positive_ + 1) - target_) * sigmoid_f64(x_)) - positive_))
  }
}
function loop_bceWithLogitsWeightedGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const posWeight_ = x2[o2 + i * s2]!
    const logSigmoid_ = fround(((x_ < 0) ? x_ : 0) - log1p_f32(decay_f32((-abs_f32(x_)))))
    out[o + i * s] = fround(g_ * fround(fround(fround(1 - posWeight_) * logSigmoid_) - x_))
  }
}
function loop_bceWithLogitsWeightedGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const posWeight_ = x2[o2 + i * s2]!
    const logSigmoid_ = (((x_ < 0) ? x_ : 0) - log1p_f64(decay_f64((-abs_f64(x_)))))
    out[o + i * s] = (g_ * (((1 - posWeight_) * logSigmoid_) - x_))
  }
}
function loop_klDiv_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(((target_ === 0) ? 0 : fround(target_ * log_f32(target_))) - fround(target_ * x_))
  }
}
function loop_klDiv_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = (((target_ === 0) ? 0 : (target_ * log_f64(target_))) - (target_ * x_))
  }
}
function loop_klDivGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) * target_)
  }
}
function loop_klDivGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) * target_)
  }
}
function loop_klDivGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(fround(log_f32(target_) + 1) - x_))
  }
}
function loop_klDivGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * ((log_f64(target_) + 1) - x_))
  }
}
function loop_klDivLogTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(exp_f32(target_) * fround(target_ - x_))
  }
}
function loop_klDivLogTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = (exp_f64(target_) * (target_ - x_))
  }
}
function loop_klDivLogTargetGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) * exp_f32(target_))
  }
}
function loop_klDivLogTargetGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) * exp_f64(target_))
  }
}
function loop_klDivLogTargetGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(y_ + exp_f32(target_)))
  }
}
function loop_klDivLogTargetGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const y_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (y_ + exp_f64(target_)))
  }
}
function loop_poissonNll_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(exp_f32(x_) - fround(target_ * x_))
  }
}
function loop_poissonNll_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = (exp_f64(x_) - (target_ * x_))
  }
}
function loop_poissonNllGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(exp_f32(x_) - target_))
  }
}
function loop_poissonNllGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (exp_f64(x_) - target_))
  }
}
function loop_poissonNllGradTarget_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) * x_)
  }
}
function loop_poissonNllGradTarget_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) * x_)
  }
}
function loop_poissonNllRate_f32(n: number, out: Float32Array, o: number, s: number, eps_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(x_ - fround(target_ * log_f32(fround(x_ + eps_))))
  }
}
function loop_poissonNllRate_f64(n: number, out: Float64Array, o: number, s: number, eps_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    out[o + i * s] = (x_ - (target_ * log_f64((x_ + eps_))))
  }
}
function loop_poissonNllRateGradX_f32(n: number, out: Float32Array, o: number, s: number, eps_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(g_ * fround(1 - fround(target_ / fround(x_ + eps_))))
  }
}
function loop_poissonNllRateGradX_f64(n: number, out: Float64Array, o: number, s: number, eps_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = (g_ * (1 - (target_ / (x_ + eps_))))
  }
}
function loop_poissonNllRateGradTarget_f32(n: number, out: Float32Array, o: number, s: number, eps_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = fround((-g_) * log_f32(fround(x_ + eps_)))
  }
}
function loop_poissonNllRateGradTarget_f64(n: number, out: Float64Array, o: number, s: number, eps_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = ((-g_) * log_f64((x_ + eps_)))
  }
}
function loop_hingeEmbedding_f32(n: number, out: Float32Array, o: number, s: number, margin_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const gap_ = fround(margin_ - x_)
    out[o + i * s] = fround(((target_ === -1) ? 0 : x_) + ((target_ === 1) ? 0 : ((gap_ < 0) ? 0 : gap_)))
  }
}
function loop_hingeEmbedding_f64(n: number, out: Float64Array, o: number, s: number, margin_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    const target_ = x1[o1 + i * s1]!
    const gap_ = (margin_ - x_)
    out[o + i * s] = (((target_ === -1) ? 0 : x_) + ((target_ === 1) ? 0 : ((gap_ < 0) ? 0 : gap_)))
  }
}
function loop_hingeEmbeddingGradX_f32(n: number, out: Float32Array, o: number, s: number, margin_: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number, x2: Float32Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = fround(((target_ === -1) ? 0 : g_) + (((target_ === 1) || (margin_ < x_)) ? 0 : (-g_)))
  }
}
function loop_hingeEmbeddingGradX_f64(n: number, out: Float64Array, o: number, s: number, margin_: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number, x2: Float64Array, o2: number, s2: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    const target_ = x2[o2 + i * s2]!
    out[o + i * s] = (((target_ === -1) ? 0 : g_) + (((target_ === 1) || (margin_ < x_)) ? 0 : (-g_)))
  }
}

export const mapLoops_f32 = [loop_add_f32, loop_sub_f32, loop_subGradB_f32, loop_mul_f32, loop_mulGradA_f32, loop_mulGradB_f32, loop_div_f32, loop_divGradA_f32, loop_divGradB_f32, loop_addScaled_f32, loop_addScaledGradB_f32, loop_addScalar_f32, loop_mulScalar_f32, loop_mulScalarGradX_f32, loop_divScalar_f32, loop_divScalarGradX_f32, loop_subFromScalar_f32, loop_subFromScalarGradX_f32, loop_divIntoScalar_f32, loop_divIntoScalarGradX_f32, loop_floorDivide_f32, loop_floorDivideGradA_f32, loop_floorDivideGradB_f32, loop_remainder_f32, loop_remainderGradB_f32, loop_fmod_f32, loop_fmodGradB_f32, loop_lerp_f32, loop_lerpGradA_f32, loop_lerpGradB_f32, loop_lerpTensor_f32, loop_lerpTensorGradA_f32, loop_lerpTensorGradB_f32, loop_lerpTensorGradWeight_f32, loop_floor_f32, loop_floorGradX_f32, loop_ceil_f32, loop_ceilGradX_f32, loop_trunc_f32, loop_truncGradX_f32, loop_frac_f32, loop_roundWhole_f32, loop_roundWholeGradX_f32, loop_maximum_f32, loop_maximumGradA_f32, loop_maximumGradB_f32, loop_minimum_f32, loop_minimumGradA_f32, loop_minimumGradB_f32, loop_fmax_f32, loop_fmaxGradA_f32, loop_fmaxGradB_f32, loop_fmin_f32, loop_fminGradA_f32, loop_fminGradB_f32, loop_clamp_f32, loop_clampGradX_f32, loop_abs_f32, loop_absGradX_f32, loop_neg_f32, loop_negGradX_f32, loop_sign_f32, loop_signGradX_f32, loop_copysign_f32, loop_copysignGradA_f32, loop_copysignGradB_f32, loop_square_f32, loop_squareGradX_f32, loop_sqrt_f32, loop_sqrtGradX_f32, loop_rsqrt_f32, loop_rsqrtGradX_f32, loop_reciprocal_f32, loop_reciprocalGradX_f32, loop_pow_f32, loop_powGradA_f32, loop_powGradB_f32, loop_powScalar_f32, loop_powScalarGradX_f32, loop_exp_f32, loop_expGradX_f32, loop_exp2_f32, loop_exp2GradX_f32, loop_expm1_f32, loop_expm1GradX_f32, loop_log_f32, loop_logGradX_f32, loop_log2_f32, loop_log2GradX_f32, loop_log10_f32, loop_log10GradX_f32, loop_logaddexp_f32, loop_logaddexpGradA_f32, loop_logaddexpGradB_f32, loop_logaddexp2_f32, loop_logaddexp2GradA_f32, loop_logaddexp2GradB_f32, loop_xlogy_f32, loop_xlogyGradA_f32, loop_xlogyGradB_f32, loop_xlog1py_f32, loop_xlog1pyGradA_f32, loop_xlog1pyGradB_f32, loop_entr_f32, loop_entrGradX_f32, loop_logitOf_f32, loop_logitOfGradX_f32, loop_log1p_f32, loop_log1pGradX_f32, loop_sin_f32, loop_sinGradX_f32, loop_cos_f32, loop_cosGradX_f32, loop_tan_f32, loop_tanGradX_f32, loop_asin_f32, loop_asinGradX_f32, loop_acos_f32, loop_acosGradX_f32, loop_atan_f32, loop_atanGradX_f32, loop_atan2_f32, loop_atan2GradA_f32, loop_atan2GradB_f32, loop_sinh_f32, loop_sinhGradX_f32, loop_cosh_f32, loop_coshGradX_f32, loop_asinh_f32, loop_asinhGradX_f32, loop_acosh_f32, loop_acoshGradX_f32, loop_atanh_f32, loop_atanhGradX_f32, loop_hypot_f32, loop_hypotGradA_f32, loop_hypotGradB_f32, loop_sinc_f32, loop_sincGradX_f32, loop_erf_f32, loop_erfGradX_f32, loop_erfc_f32, loop_erfcGradX_f32, loop_erfcx_f32, loop_erfcxGradX_f32, loop_erfinv_f32, loop_erfinvGradX_f32, loop_ndtr_f32, loop_ndtrGradX_f32, loop_ndtri_f32, loop_ndtriGradX_f32, loop_logNdtr_f32, loop_logNdtrGradX_f32, loop_lgamma_f32, loop_lgammaGradX_f32, loop_digamma_f32, loop_digammaGradX_f32, loop_i0_f32, loop_i0GradX_f32, loop_i0e_f32, loop_i0eGradX_f32, loop_i1_f32, loop_i1GradX_f32, loop_i1e_f32, loop_i1eGradX_f32, loop_tanh_f32, loop_tanhGradX_f32, loop_sigmoid_f32, loop_sigmoidGradX_f32, loop_logSigmoid_f32, loop_logSigmoidGradX_f32, loop_relu_f32, loop_reluGradX_f32, loop_leakyRelu_f32, loop_leakyReluGradX_f32, loop_elu_f32, loop_eluGradX_f32, loop_gelu_f32, loop_geluGradX_f32, loop_geluTanh_f32, loop_geluTanhGradX_f32, loop_silu_f32, loop_siluGradX_f32, loop_softplus_f32, loop_softplusGradX_f32, loop_hardswish_f32, loop_hardswishGradX_f32, loop_relu6_f32, loop_relu6GradX_f32, loop_hardtanh_f32, loop_hardtanhGradX_f32, loop_hardsigmoid_f32, loop_hardsigmoidGradX_f32, loop_hardshrink_f32, loop_hardshrinkGradX_f32, loop_softshrink_f32, loop_softshrinkGradX_f32, loop_selu_f32, loop_seluGradX_f32, loop_celu_f32, loop_celuGradX_f32, loop_softsign_f32, loop_softsignGradX_f32, loop_tanhshrink_f32, loop_tanhshrinkGradX_f32, loop_threshold_f32, loop_thresholdGradX_f32, loop_mish_f32, loop_mishGradX_f32, loop_preluScaled_f32, loop_preluScaledGradX_f32, loop_preluScaledGradWeight_f32, loop_squaredError_f32, loop_squaredErrorGradX_f32, loop_squaredErrorGradTarget_f32, loop_absoluteError_f32, loop_absoluteErrorGradX_f32, loop_absoluteErrorGradTarget_f32, loop_smoothL1_f32, loop_smoothL1GradX_f32, loop_smoothL1GradTarget_f32, loop_huber_f32, loop_huberGradX_f32, loop_huberGradTarget_f32, loop_bce_f32, loop_bceGradX_f32, loop_bceGradTarget_f32, loop_bceWithLogits_f32, loop_bceWithLogitsGradX_f32, loop_bceWithLogitsGradTarget_f32, loop_bceWithLogitsWeighted_f32, loop_bceWithLogitsWeightedGradX_f32, loop_bceWithLogitsWeightedGradTarget_f32, loop_klDiv_f32, loop_klDivGradX_f32, loop_klDivGradTarget_f32, loop_klDivLogTarget_f32, loop_klDivLogTargetGradX_f32, loop_klDivLogTargetGradTarget_f32, loop_poissonNll_f32, loop_poissonNllGradX_f32, loop_poissonNllGradTarget_f32, loop_poissonNllRate_f32, loop_poissonNllRateGradX_f32, loop_poissonNllRateGradTarget_f32, loop_hingeEmbedding_f32, loop_hingeEmbeddingGradX_f32] as unknown as readonly Loop<Float32Array, Float32Array>[]
export const maskLoops_f32 = [loop_eq_f32, loop_ne_f32, loop_lt_f32, loop_le_f32, loop_gt_f32, loop_ge_f32] as unknown as readonly Loop<Uint8Array, Float32Array>[]
export const mapLoops_f64 = [loop_add_f64, loop_sub_f64, loop_subGradB_f64, loop_mul_f64, loop_mulGradA_f64, loop_mulGradB_f64, loop_div_f64, loop_divGradA_f64, loop_divGradB_f64, loop_addScaled_f64, loop_addScaledGradB_f64, loop_addScalar_f64, loop_mulScalar_f64, loop_mulScalarGradX_f64, loop_divScalar_f64, loop_divScalarGradX_f64, loop_subFromScalar_f64, loop_subFromScalarGradX_f64, loop_divIntoScalar_f64, loop_divIntoScalarGradX_f64, loop_floorDivide_f64, loop_floorDivideGradA_f64, loop_floorDivideGradB_f64, loop_remainder_f64, loop_remainderGradB_f64, loop_fmod_f64, loop_fmodGradB_f64, loop_lerp_f64, loop_lerpGradA_f64, loop_lerpGradB_f64, loop_lerpTensor_f64, loop_lerpTensorGradA_f64, loop_lerpTensorGradB_f64, loop_lerpTensorGradWeight_f64, loop_floor_f64, loop_floorGradX_f64, loop_ceil_f64, loop_ceilGradX_f64, loop_trunc_f64, loop_truncGradX_f64, loop_frac_f64, loop_roundWhole_f64, loop_roundWholeGradX_f64, loop_maximum_f64, loop_maximumGradA_f64, loop_maximumGradB_f64, loop_minimum_f64, loop_minimumGradA_f64, loop_minimumGradB_f64, loop_fmax_f64, loop_fmaxGradA_f64, loop_fmaxGradB_f64, loop_fmin_f64, loop_fminGradA_f64, loop_fminGradB_f64, loop_clamp_f64, loop_clampGradX_f64, loop_abs_f64, loop_absGradX_f64, loop_neg_f64, loop_negGradX_f64, loop_sign_f64, loop_signGradX_f64, loop_copysign_f64, loop_copysignGradA_f64, loop_copysignGradB_f64, loop_square_f64, loop_squareGradX_f64, loop_sqrt_f64, loop_sqrtGradX_f64, loop_rsqrt_f64, loop_rsqrtGradX_f64, loop_reciprocal_f64, loop_reciprocalGradX_f64, loop_pow_f64, loop_powGradA_f64, loop_powGradB_f64, loop_powScalar_f64, loop_powScalarGradX_f64, loop_exp_f64, loop_expGradX_f64, loop_exp2_f64, loop_exp2GradX_f64, loop_expm1_f64, loop_expm1GradX_f64, loop_log_f64, loop_logGradX_f64, loop_log2_f64, loop_log2GradX_f64, loop_log10_f64, loop_log10GradX_f64, loop_logaddexp_f64, loop_logaddexpGradA_f64, loop_logaddexpGradB_f64, loop_logaddexp2_f64, loop_logaddexp2GradA_f64, loop_logaddexp2GradB_f64, loop_xlogy_f64, loop_xlogyGradA_f64, loop_xlogyGradB_f64, loop_xlog1py_f64, loop_xlog1pyGradA_f64, loop_xlog1pyGradB_f64, loop_entr_f64, loop_entrGradX_f64, loop_logitOf_f64, loop_logitOfGradX_f64, loop_log1p_f64, loop_log1pGradX_f64, loop_sin_f64, loop_sinGradX_f64, loop_cos_f64, loop_cosGradX_f64, loop_tan_f64, loop_tanGradX_f64, loop_asin_f64, loop_asinGradX_f64, loop_acos_f64, loop_acosGradX_f64, loop_atan_f64, loop_atanGradX_f64, loop_atan2_f64, loop_atan2GradA_f64, loop_atan2GradB_f64, loop_sinh_f64, loop_sinhGradX_f64, loop_cosh_f64, loop_coshGradX_f64, loop_asinh_f64, loop_asinhGradX_f64, loop_acosh_f64, loop_acoshGradX_f64, loop_atanh_f64, loop_atanhGradX_f64, loop_hypot_f64, loop_hypotGradA_f64, loop_hypotGradB_f64, loop_sinc_f64, loop_sincGradX_f64, loop_erf_f64, loop_erfGradX_f64, loop_erfc_f64, loop_erfcGradX_f64, loop_erfcx_f64, loop_erfcxGradX_f64, loop_erfinv_f64, loop_erfinvGradX_f64, loop_ndtr_f64, loop_ndtrGradX_f64, loop_ndtri_f64, loop_ndtriGradX_f64, loop_logNdtr_f64, loop_logNdtrGradX_f64, loop_lgamma_f64, loop_lgammaGradX_f64, loop_digamma_f64, loop_digammaGradX_f64, loop_i0_f64, loop_i0GradX_f64, loop_i0e_f64, loop_i0eGradX_f64, loop_i1_f64, loop_i1GradX_f64, loop_i1e_f64, loop_i1eGradX_f64, loop_tanh_f64, loop_tanhGradX_f64, loop_sigmoid_f64, loop_sigmoidGradX_f64, loop_logSigmoid_f64, loop_logSigmoidGradX_f64, loop_relu_f64, loop_reluGradX_f64, loop_leakyRelu_f64, loop_leakyReluGradX_f64, loop_elu_f64, loop_eluGradX_f64, loop_gelu_f64, loop_geluGradX_f64, loop_geluTanh_f64, loop_geluTanhGradX_f64, loop_silu_f64, loop_siluGradX_f64, loop_softplus_f64, loop_softplusGradX_f64, loop_hardswish_f64, loop_hardswishGradX_f64, loop_relu6_f64, loop_relu6GradX_f64, loop_hardtanh_f64, loop_hardtanhGradX_f64, loop_hardsigmoid_f64, loop_hardsigmoidGradX_f64, loop_hardshrink_f64, loop_hardshrinkGradX_f64, loop_softshrink_f64, loop_softshrinkGradX_f64, loop_selu_f64, loop_seluGradX_f64, loop_celu_f64, loop_celuGradX_f64, loop_softsign_f64, loop_softsignGradX_f64, loop_tanhshrink_f64, loop_tanhshrinkGradX_f64, loop_threshold_f64, loop_thresholdGradX_f64, loop_mish_f64, loop_mishGradX_f64, loop_preluScaled_f64, loop_preluScaledGradX_f64, loop_preluScaledGradWeight_f64, loop_squaredError_f64, loop_squaredErrorGradX_f64, loop_squaredErrorGradTarget_f64, loop_absoluteError_f64, loop_absoluteErrorGradX_f64, loop_absoluteErrorGradTarget_f64, loop_smoothL1_f64, loop_smoothL1GradX_f64, loop_smoothL1GradTarget_f64, loop_huber_f64, loop_huberGradX_f64, loop_huberGradTarget_f64, loop_bce_f64, loop_bceGradX_f64, loop_bceGradTarget_f64, loop_bceWithLogits_f64, loop_bceWithLogitsGradX_f64, loop_bceWithLogitsGradTarget_f64, loop_bceWithLogitsWeighted_f64, loop_bceWithLogitsWeightedGradX_f64, loop_bceWithLogitsWeightedGradTarget_f64, loop_klDiv_f64, loop_klDivGradX_f64, loop_klDivGradTarget_f64, loop_klDivLogTarget_f64, loop_klDivLogTargetGradX_f64, loop_klDivLogTargetGradTarget_f64, loop_poissonNll_f64, loop_poissonNllGradX_f64, loop_poissonNllGradTarget_f64, loop_poissonNllRate_f64, loop_poissonNllRateGradX_f64, loop_poissonNllRateGradTarget_f64, loop_hingeEmbedding_f64, loop_hingeEmbeddingGradX_f64] as unknown as readonly Loop<Float64Array, Float64Array>[]
export const maskLoops_f64 = [loop_eq_f64, loop_ne_f64, loop_lt_f64, loop_le_f64, loop_gt_f64, loop_ge_f64] as unknown as readonly Loop<Uint8Array, Float64Array>[]

/** Every op whose result is a number, by name. */
export const OPS = {
  add: { op: 0, inputs: ['a', 'b'], params: [], formula: 'a + b', gradients: { a: 'identity', b: 'identity' } },
  sub: { op: 1, inputs: ['a', 'b'], params: [], formula: 'a - b', gradients: { a: 'identity', b: { op: 2, needs: ['g'], formula: '-g' } } },
  mul: { op: 3, inputs: ['a', 'b'], params: [], formula: 'a * b', gradients: { a: { op: 4, needs: ['g', 'b'], formula: 'g * b' }, b: { op: 5, needs: ['g', 'a'], formula: 'g * a' } } },
  div: { op: 6, inputs: ['a', 'b'], params: [], formula: 'a / b', gradients: { a: { op: 7, needs: ['g', 'b'], formula: 'g / b' }, b: { op: 8, needs: ['g', 'b', 'y'], formula: '-g * (y / b)' } } },
  addScaled: { op: 9, inputs: ['a', 'b'], params: ['alpha'], formula: 'a + alpha * b', gradients: { a: 'identity', b: { op: 10, needs: ['g'], formula: 'g * alpha' } } },
  addScalar: { op: 11, inputs: ['x'], params: ['value'], formula: 'x + value', gradients: { x: 'identity' } },
  mulScalar: { op: 12, inputs: ['x'], params: ['value'], formula: 'x * value', gradients: { x: { op: 13, needs: ['g'], formula: 'g * value' } } },
  divScalar: { op: 14, inputs: ['x'], params: ['value'], formula: 'x / value', gradients: { x: { op: 15, needs: ['g'], formula: 'g / value' } } },
  subFromScalar: { op: 16, inputs: ['x'], params: ['value'], formula: 'value - x', gradients: { x: { op: 17, needs: ['g'], formula: '-g' } } },
  divIntoScalar: { op: 18, inputs: ['x'], params: ['value'], formula: 'value / x', gradients: { x: { op: 19, needs: ['g', 'x', 'y'], formula: '-g * (y / x)' } } },
  floorDivide: { op: 20, inputs: ['a', 'b'], params: [], formula: 'floorQuotient(a, b)', gradients: { a: { op: 21, needs: ['g'], formula: '0 * g' }, b: { op: 22, needs: ['g'], formula: '0 * g' } } },
  remainder: { op: 23, inputs: ['a', 'b'], params: [], formula: 'remainder(a, b)', gradients: { a: 'identity', b: { op: 24, needs: ['g', 'a', 'b'], formula: '-g * floorQuotient(a, b)' } } },
  fmod: { op: 25, inputs: ['a', 'b'], params: [], formula: 'fmod(a, b)', gradients: { a: 'identity', b: { op: 26, needs: ['g', 'a', 'b'], formula: '-g * trunc(a / b)' } } },
  lerp: { op: 27, inputs: ['a', 'b'], params: ['weight'], formula: 'select(weight < 0.5, a + weight * (b - a), b - (b - a) * (1 - weight))', gradients: { a: { op: 28, needs: ['g'], formula: 'g * (1 - weight)' }, b: { op: 29, needs: ['g'], formula: 'g * weight' } } },
  lerpTensor: { op: 30, inputs: ['a', 'b', 'weight'], params: [], formula: 'lerp(a, b, weight)', gradients: { a: { op: 31, needs: ['g', 'weight'], formula: 'g * (1 - weight)' }, b: { op: 32, needs: ['g', 'weight'], formula: 'g * weight' }, weight: { op: 33, needs: ['g', 'a', 'b'], formula: 'g * (b - a)' } } },
  floor: { op: 34, inputs: ['x'], params: [], formula: 'floor(x)', gradients: { x: { op: 35, needs: ['g'], formula: '0 * g' } } },
  ceil: { op: 36, inputs: ['x'], params: [], formula: 'ceil(x)', gradients: { x: { op: 37, needs: ['g'], formula: '0 * g' } } },
  trunc: { op: 38, inputs: ['x'], params: [], formula: 'trunc(x)', gradients: { x: { op: 39, needs: ['g'], formula: '0 * g' } } },
  frac: { op: 40, inputs: ['x'], params: [], formula: 'x - trunc(x)', gradients: { x: 'identity' } },
  roundWhole: { op: 41, inputs: ['x'], params: [], formula: 'round(x)', gradients: { x: { op: 42, needs: ['g'], formula: '0 * g' } } },
  maximum: { op: 43, inputs: ['a', 'b'], params: [], formula: 'select(a > b | a != a, a, b)', gradients: { a: { op: 44, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a < b, 0, g))' }, b: { op: 45, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a > b, 0, g))' } } },
  minimum: { op: 46, inputs: ['a', 'b'], params: [], formula: 'select(a < b | a != a, a, b)', gradients: { a: { op: 47, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a > b, 0, g))' }, b: { op: 48, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a < b, 0, g))' } } },
  fmax: { op: 49, inputs: ['a', 'b'], params: [], formula: 'select(a > b | b != b, a, b)', gradients: { a: { op: 50, needs: ['g', 'a', 'b'], formula: 'select(a >= b | b != b, g, 0)' }, b: { op: 51, needs: ['g', 'a', 'b'], formula: 'select(a >= b | b != b, 0, g)' } } },
  fmin: { op: 52, inputs: ['a', 'b'], params: [], formula: 'select(a < b | b != b, a, b)', gradients: { a: { op: 53, needs: ['g', 'a', 'b'], formula: 'select(a <= b | b != b, g, 0)' }, b: { op: 54, needs: ['g', 'a', 'b'], formula: 'select(a <= b | b != b, 0, g)' } } },
  clamp: { op: 55, inputs: ['x'], params: ['min', 'max'], formula: 'low = select(x < min, min, x); select(low > max, max, low)', gradients: { x: { op: 56, needs: ['g', 'x'], formula: 'select(x >= min & x <= max, g, 0)' } } },
  abs: { op: 57, inputs: ['x'], params: [], formula: 'abs(x)', gradients: { x: { op: 58, needs: ['g', 'x'], formula: 'select(x > 0, g, select(x < 0, -g, 0))' } } },
  neg: { op: 59, inputs: ['x'], params: [], formula: '-x', gradients: { x: { op: 60, needs: ['g'], formula: '-g' } } },
  sign: { op: 61, inputs: ['x'], params: [], formula: 'sign(x)', gradients: { x: { op: 62, needs: ['g'], formula: '0 * g' } } },
  copysign: { op: 63, inputs: ['a', 'b'], params: [], formula: 'select(b == b, copysign(a, b), abs(a))', gradients: { a: { op: 64, needs: ['g', 'a', 'y'], formula: 'safe = select(a == 0, 1, a); select(a == 0, 0, g * (y / safe))' }, b: { op: 65, needs: ['g'], formula: '0 * g' } } },
  square: { op: 66, inputs: ['x'], params: [], formula: 'x * x', gradients: { x: { op: 67, needs: ['g', 'x'], formula: 'g * (x + x)' } } },
  sqrt: { op: 68, inputs: ['x'], params: [], formula: 'sqrt(x)', gradients: { x: { op: 69, needs: ['g', 'y'], formula: 'g / (y + y)' } } },
  rsqrt: { op: 70, inputs: ['x'], params: [], formula: '1 / sqrt(x)', gradients: { x: { op: 71, needs: ['g', 'y'], formula: '-0.5 * g * (y * y * y)' } } },
  reciprocal: { op: 72, inputs: ['x'], params: [], formula: '1 / x', gradients: { x: { op: 73, needs: ['g', 'y'], formula: '-g * (y * y)' } } },
  pow: { op: 74, inputs: ['a', 'b'], params: [], formula: 'pow(a, b)', gradients: { a: { op: 75, needs: ['g', 'a', 'b'], formula: 'select(b == 0, 0, g * (b * pow(a, b - 1)))' }, b: { op: 76, needs: ['g', 'a', 'b', 'y'], formula: 'select(a == 0 & b >= 0, 0, g * (y * log(a)))' } } },
  powScalar: { op: 77, inputs: ['x'], params: ['exponent'], formula: 'pow(x, exponent)', gradients: { x: { op: 78, needs: ['g', 'x'], formula: 'select(exponent == 0, 0, g * (exponent * pow(x, exponent - 1)))' } } },
  exp: { op: 79, inputs: ['x'], params: [], formula: 'exp(x)', gradients: { x: { op: 80, needs: ['g', 'y'], formula: 'g * y' } } },
  exp2: { op: 81, inputs: ['x'], params: [], formula: 'exp2(x)', gradients: { x: { op: 82, needs: ['g', 'y'], formula: 'g * (y * 0.6931471805599453)' } } },
  expm1: { op: 83, inputs: ['x'], params: [], formula: 'expm1(x)', gradients: { x: { op: 84, needs: ['g', 'y'], formula: 'g * (y + 1)' } } },
  log: { op: 85, inputs: ['x'], params: [], formula: 'log(x)', gradients: { x: { op: 86, needs: ['g', 'x'], formula: 'g / x' } } },
  log2: { op: 87, inputs: ['x'], params: [], formula: 'log2(x)', gradients: { x: { op: 88, needs: ['g', 'x'], formula: 'g / (x * 0.6931471805599453)' } } },
  log10: { op: 89, inputs: ['x'], params: [], formula: 'log10(x)', gradients: { x: { op: 90, needs: ['g', 'x'], formula: 'g / (x * 2.302585092994046)' } } },
  logaddexp: { op: 91, inputs: ['a', 'b'], params: [], formula: 'larger = select(a > b | a != a, a, b); select(a == b, a + 0.6931471805599453, larger + log1p(decay(-abs(a - b))))', gradients: { a: { op: 92, needs: ['g', 'a', 'b'], formula: 'g * sigmoid(a - b)' }, b: { op: 93, needs: ['g', 'a', 'b'], formula: 'g * sigmoid(b - a)' } } },
  logaddexp2: { op: 94, inputs: ['a', 'b'], params: [], formula: 'larger = select(a > b | a != a, a, b); select(a == b, a + 1, larger + 1.4426950408889634 * log1p(exp2(-abs(a - b))))', gradients: { a: { op: 95, needs: ['g', 'a', 'b'], formula: 'g * sigmoid((a - b) * 0.6931471805599453)' }, b: { op: 96, needs: ['g', 'a', 'b'], formula: 'g * sigmoid((b - a) * 0.6931471805599453)' } } },
  xlogy: { op: 97, inputs: ['a', 'b'], params: [], formula: 'select(b != b, b, select(a == 0, 0, a * log(b)))', gradients: { a: { op: 98, needs: ['g', 'a', 'b'], formula: 'select(a == 0 & b <= 0, 0, g * log(b))' }, b: { op: 99, needs: ['g', 'a', 'b'], formula: 'g * a / b' } } },
  xlog1py: { op: 100, inputs: ['a', 'b'], params: [], formula: 'select(b != b, b, select(a == 0, 0, a * log1p(b)))', gradients: { a: { op: 101, needs: ['g', 'a', 'b'], formula: 'select(a == 0 & b <= -1, 0, g * log1p(b))' }, b: { op: 102, needs: ['g', 'a', 'b'], formula: 'g * a / (b + 1)' } } },
  entr: { op: 103, inputs: ['x'], params: [], formula: 'select(x > 0, -x * log(x), select(x == 0, 0, select(x < 0, -inf, x)))', gradients: { x: { op: 104, needs: ['g', 'x'], formula: 'g * (-1 - log(x))' } } },
  logitOf: { op: 105, inputs: ['x'], params: [], formula: 'log(x / (1 - x))', gradients: { x: { op: 106, needs: ['g', 'x'], formula: 'select(x < 0 | x > 1, nan, g / (x * (1 - x)))' } } },
  log1p: { op: 107, inputs: ['x'], params: [], formula: 'log1p(x)', gradients: { x: { op: 108, needs: ['g', 'x'], formula: 'g / (x + 1)' } } },
  sin: { op: 109, inputs: ['x'], params: [], formula: 'sin(x)', gradients: { x: { op: 110, needs: ['g', 'x'], formula: 'g * cos(x)' } } },
  cos: { op: 111, inputs: ['x'], params: [], formula: 'cos(x)', gradients: { x: { op: 112, needs: ['g', 'x'], formula: '-g * sin(x)' } } },
  tan: { op: 113, inputs: ['x'], params: [], formula: 'tan(x)', gradients: { x: { op: 114, needs: ['g', 'y'], formula: 'g * (1 + y * y)' } } },
  asin: { op: 115, inputs: ['x'], params: [], formula: 'asin(x)', gradients: { x: { op: 116, needs: ['g', 'x'], formula: 'g / sqrt(1 - x * x)' } } },
  acos: { op: 117, inputs: ['x'], params: [], formula: 'acos(x)', gradients: { x: { op: 118, needs: ['g', 'x'], formula: '-g / sqrt(1 - x * x)' } } },
  atan: { op: 119, inputs: ['x'], params: [], formula: 'atan(x)', gradients: { x: { op: 120, needs: ['g', 'x'], formula: 'g / (x * x + 1)' } } },
  atan2: { op: 121, inputs: ['a', 'b'], params: [], formula: 'atan2(a, b)', gradients: { a: { op: 122, needs: ['g', 'a', 'b'], formula: 'g * (b / (a * a + b * b))' }, b: { op: 123, needs: ['g', 'a', 'b'], formula: '-g * (a / (a * a + b * b))' } } },
  sinh: { op: 124, inputs: ['x'], params: [], formula: 'sinh(x)', gradients: { x: { op: 125, needs: ['g', 'x'], formula: 'g * cosh(x)' } } },
  cosh: { op: 126, inputs: ['x'], params: [], formula: 'cosh(x)', gradients: { x: { op: 127, needs: ['g', 'x'], formula: 'g * sinh(x)' } } },
  asinh: { op: 128, inputs: ['x'], params: [], formula: 'asinh(x)', gradients: { x: { op: 129, needs: ['g', 'x'], formula: 'g / sqrt(x * x + 1)' } } },
  acosh: { op: 130, inputs: ['x'], params: [], formula: 'acosh(x)', gradients: { x: { op: 131, needs: ['g', 'x'], formula: 'g / sqrt(x * x - 1)' } } },
  atanh: { op: 132, inputs: ['x'], params: [], formula: 'atanh(x)', gradients: { x: { op: 133, needs: ['g', 'x'], formula: 'g / (1 - x * x)' } } },
  hypot: { op: 134, inputs: ['a', 'b'], params: [], formula: 'hypot(a, b)', gradients: { a: { op: 135, needs: ['g', 'a', 'y'], formula: 'g * (a / y)' }, b: { op: 136, needs: ['g', 'b', 'y'], formula: 'g * (b / y)' } } },
  sinc: { op: 137, inputs: ['x'], params: [], formula: 't = 3.141592653589793 * x; select(x == 0, 1, sin(t) / t)', gradients: { x: { op: 138, needs: ['g', 'x', 'y'], formula: 'safe = select(x == 0, 1, x); select(x == 0, 0, g * ((cos(3.141592653589793 * safe) - y) / safe))' } } },
  erf: { op: 139, inputs: ['x'], params: [], formula: 'erf(x)', gradients: { x: { op: 140, needs: ['g', 'x'], formula: 'g * (1.1283791670955126 * decay(-(x * x)))' } } },
  erfc: { op: 141, inputs: ['x'], params: [], formula: 'erfc(x)', gradients: { x: { op: 142, needs: ['g', 'x'], formula: 'g * (-1.1283791670955126 * decay(-(x * x)))' } } },
  erfcx: { op: 143, inputs: ['x'], params: [], formula: 'erfcx(x)', gradients: { x: { op: 144, needs: ['g', 'x', 'y'], formula: 'g * (2 * (x * y) - 1.1283791670955126)' } } },
  erfinv: { op: 145, inputs: ['x'], params: [], formula: 'erfinv(x)', gradients: { x: { op: 146, needs: ['g', 'y'], formula: 'g * (0.886226925452758 * exp(y * y))' } } },
  ndtr: { op: 147, inputs: ['x'], params: [], formula: 'ndtr(x)', gradients: { x: { op: 148, needs: ['g', 'x'], formula: 'g * normalPdf(x)' } } },
  ndtri: { op: 149, inputs: ['x'], params: [], formula: 'ndtri(x)', gradients: { x: { op: 150, needs: ['g', 'y'], formula: 'g * (2.5066282746310002 * exp(0.5 * (y * y)))' } } },
  logNdtr: { op: 151, inputs: ['x'], params: [], formula: 'logNdtr(x)', gradients: { x: { op: 152, needs: ['g', 'x'], formula: 'g * (0.7978845608028654 / erfcx(x * -0.7071067811865476))' } } },
  lgamma: { op: 153, inputs: ['x'], params: [], formula: 'lgamma(x)', gradients: { x: { op: 154, needs: ['g', 'x'], formula: 'g * digamma(x)' } } },
  digamma: { op: 155, inputs: ['x'], params: [], formula: 'digamma(x)', gradients: { x: { op: 156, needs: ['g', 'x'], formula: 'g * trigamma(x)' } } },
  i0: { op: 157, inputs: ['x'], params: [], formula: 'i0(x)', gradients: { x: { op: 158, needs: ['g', 'x'], formula: 'g * i1(x)' } } },
  i0e: { op: 159, inputs: ['x'], params: [], formula: 'i0e(x)', gradients: { x: { op: 160, needs: ['g', 'x', 'y'], formula: 'g * (i1e(x) - sign(x) * y)' } } },
  i1: { op: 161, inputs: ['x'], params: [], formula: 'i1(x)', gradients: { x: { op: 162, needs: ['g', 'x', 'y'], formula: 'safe = select(x == 0, 1, x); g * (i0(x) - select(x == 0, 0.5, y / safe))' } } },
  i1e: { op: 163, inputs: ['x'], params: [], formula: 'i1e(x)', gradients: { x: { op: 164, needs: ['g', 'x', 'y'], formula: 'safe = select(x == 0, 1, x); g * (i0e(x) - select(x == 0, 0.5, y * (sign(x) + 1 / safe)))' } } },
  tanh: { op: 165, inputs: ['x'], params: [], formula: 'tanh(x)', gradients: { x: { op: 166, needs: ['g', 'y'], formula: 'g * (1 - y * y)' } } },
  sigmoid: { op: 167, inputs: ['x'], params: [], formula: 'sigmoid(x)', gradients: { x: { op: 168, needs: ['g', 'y'], formula: 'g * ((1 - y) * y)' } } },
  logSigmoid: { op: 169, inputs: ['x'], params: [], formula: 'select(x < 0, x, 0) - log1p(decay(-abs(x)))', gradients: { x: { op: 170, needs: ['g', 'x'], formula: 'g * sigmoid(-x)' } } },
  relu: { op: 171, inputs: ['x'], params: [], formula: 'select(x <= 0, 0, x)', gradients: { x: { op: 172, needs: ['g', 'y'], formula: 'select(y <= 0, 0, g)' } } },
  leakyRelu: { op: 173, inputs: ['x'], params: ['negativeSlope'], formula: 'select(x > 0, x, x * negativeSlope)', gradients: { x: { op: 174, needs: ['g', 'x'], formula: 'select(x > 0, g, g * negativeSlope)' } } },
  elu: { op: 175, inputs: ['x'], params: ['alpha'], formula: 'select(x <= 0, alpha * expm1(x), x)', gradients: { x: { op: 176, needs: ['g', 'x'], formula: 'select(x <= 0, g * (alpha * exp(x)), g)' } } },
  gelu: { op: 177, inputs: ['x'], params: [], formula: 'max(0, x) - geluTail(geluReach(x))', gradients: { x: { op: 178, needs: ['g', 'x'], formula: 'h = geluSlope(geluReach(x)); g * select(x < 0, -h, 1 + h)' } } },
  geluTanh: { op: 179, inputs: ['x'], params: [], formula: 'a = geluTanhLow(x); a / (1 + geluTanhPower(geluTanhHigh(a)))', gradients: { x: { op: 180, needs: ['g', 'x'], formula: 'a = geluTanhHigh(geluTanhLow(x)); e = geluTanhPower(a); s = 1 / (1 + e); (g * s) * fma(a * (e * s), fma(a * a, 0.21406444881780074, 1.5957691216057308), 1)' } } },
  silu: { op: 181, inputs: ['x'], params: [], formula: 'x / (1 + exp(-x))', gradients: { x: { op: 182, needs: ['g', 'x'], formula: 's = 1 / (1 + exp(-x)); g * (s * (1 + x * (1 - s)))' } } },
  softplus: { op: 183, inputs: ['x'], params: ['beta', 'threshold'], formula: 'z = x * beta; select(z > threshold, x, log1p(exp(z)) / beta)', gradients: { x: { op: 184, needs: ['g', 'x'], formula: 'z = x * beta; select(z > threshold, g, g * sigmoid(z))' } } },
  hardswish: { op: 185, inputs: ['x'], params: [], formula: 'x * min(6, max(0, x + 3)) / 6', gradients: { x: { op: 186, needs: ['g', 'x'], formula: 'select(x <= -3, 0, select(x >= 3, g, g * (x / 3 + 0.5)))' } } },
  relu6: { op: 187, inputs: ['x'], params: [], formula: 'low = select(x < 0, 0, x); select(low > 6, 6, low)', gradients: { x: { op: 188, needs: ['g', 'x'], formula: 'select(x <= 0 | x >= 6, 0, g)' } } },
  hardtanh: { op: 189, inputs: ['x'], params: ['minVal', 'maxVal'], formula: 'low = select(x < minVal, minVal, x); select(low > maxVal, maxVal, low)', gradients: { x: { op: 190, needs: ['g', 'x'], formula: 'select(x <= minVal | x >= maxVal, 0, g)' } } },
  hardsigmoid: { op: 191, inputs: ['x'], params: [], formula: 'low = select(x + 3 < 0, 0, x + 3); select(low > 6, 6, low) / 6', gradients: { x: { op: 192, needs: ['g', 'x'], formula: 'select(x <= -3 | x >= 3, 0, g / 6)' } } },
  hardshrink: { op: 193, inputs: ['x'], params: ['lambd'], formula: 'select(x >= -lambd & x <= lambd, 0, x)', gradients: { x: { op: 194, needs: ['g', 'x'], formula: 'select(x >= -lambd & x <= lambd, 0, g)' } } },
  softshrink: { op: 195, inputs: ['x'], params: ['lambd'], formula: 'select(x > lambd, x - lambd, select(x < -lambd, x + lambd, x * 0))', gradients: { x: { op: 196, needs: ['g', 'x'], formula: 'select(x >= -lambd & x <= lambd, 0, g)' } } },
  selu: { op: 197, inputs: ['x'], params: [], formula: 'select(x <= 0, 1.7580993408473766 * expm1(x), 1.0507009873554805 * x)', gradients: { x: { op: 198, needs: ['g', 'x'], formula: 'select(x <= 0, g * (1.7580993408473766 * exp(x)), g * 1.0507009873554805)' } } },
  celu: { op: 199, inputs: ['x'], params: ['alpha'], formula: 'select(x <= 0, alpha * expm1(x / alpha), x)', gradients: { x: { op: 200, needs: ['g', 'x'], formula: 'select(x <= 0, g * exp(x / alpha), g)' } } },
  softsign: { op: 201, inputs: ['x'], params: [], formula: 'x / (1 + abs(x))', gradients: { x: { op: 202, needs: ['g', 'x'], formula: 'd = 1 + abs(x); g / (d * d)' } } },
  tanhshrink: { op: 203, inputs: ['x'], params: [], formula: 'x - tanh(x)', gradients: { x: { op: 204, needs: ['g', 'x'], formula: 't = tanh(x); g * (t * t)' } } },
  threshold: { op: 205, inputs: ['x'], params: ['threshold', 'value'], formula: 'select(x <= threshold, value, x)', gradients: { x: { op: 206, needs: ['g', 'x'], formula: 'select(x <= threshold, 0, g)' } } },
  mish: { op: 207, inputs: ['x'], params: [], formula: 'e = exp(min(20, x)); n = e * (e + 2); x * (n / (n + 2))', gradients: { x: { op: 208, needs: ['g', 'x'], formula: 'e = exp(min(20, x)); n = e * (e + 2); d = n + 2; g * select(x > 20, 1, n / d + x * (4 * (e * (e + 1)) / (d * d)))' } } },
  preluScaled: { op: 209, inputs: ['x', 'weight'], params: [], formula: 'select(x > 0, x, weight * x)', gradients: { x: { op: 210, needs: ['g', 'x', 'weight'], formula: 'select(x > 0, g, weight * g)' }, weight: { op: 211, needs: ['g', 'x'], formula: 'select(x > 0, 0, x * g)' } } },
  squaredError: { op: 212, inputs: ['x', 'target'], params: [], formula: 'e = x - target; e * e', gradients: { x: { op: 213, needs: ['g', 'x', 'target'], formula: '2 * g * (x - target)' }, target: { op: 214, needs: ['g', 'x', 'target'], formula: '-2 * g * (x - target)' } } },
  absoluteError: { op: 215, inputs: ['x', 'target'], params: [], formula: 'abs(x - target)', gradients: { x: { op: 216, needs: ['g', 'x', 'target'], formula: 'select(x > target, g, select(x < target, -g, 0))' }, target: { op: 217, needs: ['g', 'x', 'target'], formula: 'select(x > target, -g, select(x < target, g, 0))' } } },
  smoothL1: { op: 218, inputs: ['x', 'target'], params: ['beta'], formula: 'e = abs(x - target); select(e < beta, 0.5 * e * e / beta, e - 0.5 * beta)', gradients: { x: { op: 219, needs: ['g', 'x', 'target'], formula: 'e = x - target; select(abs(e) < beta, g * e / beta, select(e > 0, g, select(e < 0, -g, 0)))' }, target: { op: 220, needs: ['g', 'x', 'target'], formula: 'e = target - x; select(abs(e) < beta, g * e / beta, select(e > 0, g, select(e < 0, -g, 0)))' } } },
  huber: { op: 221, inputs: ['x', 'target'], params: ['delta'], formula: 'e = abs(x - target); select(e <= delta, 0.5 * e * e, delta * (e - 0.5 * delta))', gradients: { x: { op: 222, needs: ['g', 'x', 'target'], formula: 'e = x - target; select(e < -delta, -delta * g, select(e > delta, delta * g, e * g))' }, target: { op: 223, needs: ['g', 'x', 'target'], formula: 'e = target - x; select(e < -delta, -delta * g, select(e > delta, delta * g, e * g))' } } },
  bce: { op: 224, inputs: ['x', 'target'], params: [], formula: '(target - 1) * max(-100, log1p(-x)) - target * max(-100, log(x))', gradients: { x: { op: 225, needs: ['g', 'x', 'target'], formula: 'g * (x - target) / max(1e-12, (1 - x) * x)' }, target: { op: 226, needs: ['g', 'x'], formula: 'g * (log1p(-x) - log(x))' } } },
  bceWithLogits: { op: 227, inputs: ['x', 'target'], params: [], formula: '(1 - target) * x - (select(x < 0, x, 0) - log1p(decay(-abs(x))))', gradients: { x: { op: 228, needs: ['g', 'x', 'target'], formula: 'g * (sigmoid(x) - target)' }, target: { op: 229, needs: ['g', 'x'], formula: '-g * x' } } },
  bceWithLogitsWeighted: { op: 230, inputs: ['x', 'target', 'posWeight'], params: [], formula: 'logSigmoid = select(x < 0, x, 0) - log1p(decay(-abs(x))); (1 - target) * x - (1 + (posWeight - 1) * target) * logSigmoid', gradients: { x: { op: 231, needs: ['g', 'x', 'target', 'posWeight'], formula: 'positive = posWeight * target; g * ((positive + 1 - target) * sigmoid(x) - positive)' }, target: { op: 232, needs: ['g', 'x', 'posWeight'], formula: 'logSigmoid = select(x < 0, x, 0) - log1p(decay(-abs(x))); g * ((1 - posWeight) * logSigmoid - x)' } } },
  klDiv: { op: 233, inputs: ['x', 'target'], params: [], formula: 'select(target == 0, 0, target * log(target)) - target * x', gradients: { x: { op: 234, needs: ['g', 'target'], formula: '-g * target' }, target: { op: 235, needs: ['g', 'x', 'target'], formula: 'g * (log(target) + 1 - x)' } } },
  klDivLogTarget: { op: 236, inputs: ['x', 'target'], params: [], formula: 'exp(target) * (target - x)', gradients: { x: { op: 237, needs: ['g', 'target'], formula: '-g * exp(target)' }, target: { op: 238, needs: ['g', 'target', 'y'], formula: 'g * (y + exp(target))' } } },
  poissonNll: { op: 239, inputs: ['x', 'target'], params: [], formula: 'exp(x) - target * x', gradients: { x: { op: 240, needs: ['g', 'x', 'target'], formula: 'g * (exp(x) - target)' }, target: { op: 241, needs: ['g', 'x'], formula: '-g * x' } } },
  poissonNllRate: { op: 242, inputs: ['x', 'target'], params: ['eps'], formula: 'x - target * log(x + eps)', gradients: { x: { op: 243, needs: ['g', 'x', 'target'], formula: 'g * (1 - target / (x + eps))' }, target: { op: 244, needs: ['g', 'x'], formula: '-g * log(x + eps)' } } },
  hingeEmbedding: { op: 245, inputs: ['x', 'target'], params: ['margin'], formula: 'gap = margin - x; select(target == -1, 0, x) + select(target == 1, 0, select(gap < 0, 0, gap))', gradients: { x: { op: 246, needs: ['g', 'x', 'target'], formula: 'select(target == -1, 0, g) + select(target == 1 | margin < x, 0, -g)' } } },
} as const satisfies { readonly [name: string]: Row }

/** Every op whose result is a bool, by name. */
export const MASK_OPS = {
  eq: { op: 0, inputs: ['a', 'b'], params: [], formula: 'a == b', gradients: {  } },
  ne: { op: 1, inputs: ['a', 'b'], params: [], formula: 'a != b', gradients: {  } },
  lt: { op: 2, inputs: ['a', 'b'], params: [], formula: 'a < b', gradients: {  } },
  le: { op: 3, inputs: ['a', 'b'], params: [], formula: 'a <= b', gradients: {  } },
  gt: { op: 4, inputs: ['a', 'b'], params: [], formula: 'a > b', gradients: {  } },
  ge: { op: 5, inputs: ['a', 'b'], params: [], formula: 'a >= b', gradients: {  } },
} as const satisfies { readonly [name: string]: Row }

const ARITY = [2, 2, 1, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 2, 1, 1, 2, 3, 2, 3, 2, 1, 1, 3, 2, 2, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 1, 2, 1, 2, 1, 1, 1, 1, 2, 3, 1, 1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 4, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 3, 1, 3, 1, 2, 1, 2, 1, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3, 1, 3, 1, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 2, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 2, 2, 3, 2, 3, 4, 3, 2, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 2, 2, 3]
/** How many inputs an op of the kernel `map` takes, -1 for an unknown op. */
export const arityOf = (op: number): number => ARITY[op] ?? -1
/** The name of an op of the kernel `map`, gradients included. */
export const MAP_NAMES: readonly string[] = ['add', 'sub', 'subGradB', 'mul', 'mulGradA', 'mulGradB', 'div', 'divGradA', 'divGradB', 'addScaled', 'addScaledGradB', 'addScalar', 'mulScalar', 'mulScalarGradX', 'divScalar', 'divScalarGradX', 'subFromScalar', 'subFromScalarGradX', 'divIntoScalar', 'divIntoScalarGradX', 'floorDivide', 'floorDivideGradA', 'floorDivideGradB', 'remainder', 'remainderGradB', 'fmod', 'fmodGradB', 'lerp', 'lerpGradA', 'lerpGradB', 'lerpTensor', 'lerpTensorGradA', 'lerpTensorGradB', 'lerpTensorGradWeight', 'floor', 'floorGradX', 'ceil', 'ceilGradX', 'trunc', 'truncGradX', 'frac', 'roundWhole', 'roundWholeGradX', 'maximum', 'maximumGradA', 'maximumGradB', 'minimum', 'minimumGradA', 'minimumGradB', 'fmax', 'fmaxGradA', 'fmaxGradB', 'fmin', 'fminGradA', 'fminGradB', 'clamp', 'clampGradX', 'abs', 'absGradX', 'neg', 'negGradX', 'sign', 'signGradX', 'copysign', 'copysignGradA', 'copysignGradB', 'square', 'squareGradX', 'sqrt', 'sqrtGradX', 'rsqrt', 'rsqrtGradX', 'reciprocal', 'reciprocalGradX', 'pow', 'powGradA', 'powGradB', 'powScalar', 'powScalarGradX', 'exp', 'expGradX', 'exp2', 'exp2GradX', 'expm1', 'expm1GradX', 'log', 'logGradX', 'log2', 'log2GradX', 'log10', 'log10GradX', 'logaddexp', 'logaddexpGradA', 'logaddexpGradB', 'logaddexp2', 'logaddexp2GradA', 'logaddexp2GradB', 'xlogy', 'xlogyGradA', 'xlogyGradB', 'xlog1py', 'xlog1pyGradA', 'xlog1pyGradB', 'entr', 'entrGradX', 'logitOf', 'logitOfGradX', 'log1p', 'log1pGradX', 'sin', 'sinGradX', 'cos', 'cosGradX', 'tan', 'tanGradX', 'asin', 'asinGradX', 'acos', 'acosGradX', 'atan', 'atanGradX', 'atan2', 'atan2GradA', 'atan2GradB', 'sinh', 'sinhGradX', 'cosh', 'coshGradX', 'asinh', 'asinhGradX', 'acosh', 'acoshGradX', 'atanh', 'atanhGradX', 'hypot', 'hypotGradA', 'hypotGradB', 'sinc', 'sincGradX', 'erf', 'erfGradX', 'erfc', 'erfcGradX', 'erfcx', 'erfcxGradX', 'erfinv', 'erfinvGradX', 'ndtr', 'ndtrGradX', 'ndtri', 'ndtriGradX', 'logNdtr', 'logNdtrGradX', 'lgamma', 'lgammaGradX', 'digamma', 'digammaGradX', 'i0', 'i0GradX', 'i0e', 'i0eGradX', 'i1', 'i1GradX', 'i1e', 'i1eGradX', 'tanh', 'tanhGradX', 'sigmoid', 'sigmoidGradX', 'logSigmoid', 'logSigmoidGradX', 'relu', 'reluGradX', 'leakyRelu', 'leakyReluGradX', 'elu', 'eluGradX', 'gelu', 'geluGradX', 'geluTanh', 'geluTanhGradX', 'silu', 'siluGradX', 'softplus', 'softplusGradX', 'hardswish', 'hardswishGradX', 'relu6', 'relu6GradX', 'hardtanh', 'hardtanhGradX', 'hardsigmoid', 'hardsigmoidGradX', 'hardshrink', 'hardshrinkGradX', 'softshrink', 'softshrinkGradX', 'selu', 'seluGradX', 'celu', 'celuGradX', 'softsign', 'softsignGradX', 'tanhshrink', 'tanhshrinkGradX', 'threshold', 'thresholdGradX', 'mish', 'mishGradX', 'preluScaled', 'preluScaledGradX', 'preluScaledGradWeight', 'squaredError', 'squaredErrorGradX', 'squaredErrorGradTarget', 'absoluteError', 'absoluteErrorGradX', 'absoluteErrorGradTarget', 'smoothL1', 'smoothL1GradX', 'smoothL1GradTarget', 'huber', 'huberGradX', 'huberGradTarget', 'bce', 'bceGradX', 'bceGradTarget', 'bceWithLogits', 'bceWithLogitsGradX', 'bceWithLogitsGradTarget', 'bceWithLogitsWeighted', 'bceWithLogitsWeightedGradX', 'bceWithLogitsWeightedGradTarget', 'klDiv', 'klDivGradX', 'klDivGradTarget', 'klDivLogTarget', 'klDivLogTargetGradX', 'klDivLogTargetGradTarget', 'poissonNll', 'poissonNllGradX', 'poissonNllGradTarget', 'poissonNllRate', 'poissonNllRateGradX', 'poissonNllRateGradTarget', 'hingeEmbedding', 'hingeEmbeddingGradX']
