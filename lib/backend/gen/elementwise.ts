// Generated from native/rules/elementwise.def by codegen/rules.mjs. Do not edit.
import { abs_f32, abs_f64, fma_f32, fma_f64, max_f32, max_f64, min_f32, min_f64, sqrt_f32, sqrt_f64 } from '../js/primitives.ts'
import { cos_f32, cos_f64, decay_f32, decay_f64, erf_f32, erf_f64, erfc_f32, erfc_f64, exp_f32, exp_f64, exp2_f32, exp2_f64, expm1_f32, expm1_f64, geluReach_f32, geluReach_f64, geluSlope_f32, geluSlope_f64, geluTail_f32, geluTail_f64, geluTanhHigh_f32, geluTanhHigh_f64, geluTanhLow_f32, geluTanhLow_f64, geluTanhPower_f32, geluTanhPower_f64, log_f32, log_f64, log1p_f32, log1p_f64, log2_f32, log2_f64, pow_f32, pow_f64, sigmoid_f32, sigmoid_f64, sign_f32, sign_f64, sin_f32, sin_f64, tanh_f32, tanh_f64 } from './math.ts'
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
    out[o + i * s] = (((x_ > -3) && (x_ < 3)) ? fround(g_ / 6) : 0)
  }
}
function loop_hardsigmoidGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const x_ = x1[o1 + i * s1]!
    out[o + i * s] = (((x_ > -3) && (x_ < 3)) ? (g_ / 6) : 0)
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

export const mapLoops_f32 = [loop_add_f32, loop_sub_f32, loop_subGradB_f32, loop_mul_f32, loop_mulGradA_f32, loop_mulGradB_f32, loop_div_f32, loop_divGradA_f32, loop_divGradB_f32, loop_addScaled_f32, loop_addScaledGradB_f32, loop_addScalar_f32, loop_mulScalar_f32, loop_mulScalarGradX_f32, loop_divScalar_f32, loop_divScalarGradX_f32, loop_subFromScalar_f32, loop_subFromScalarGradX_f32, loop_divIntoScalar_f32, loop_divIntoScalarGradX_f32, loop_lerp_f32, loop_lerpGradA_f32, loop_lerpGradB_f32, loop_maximum_f32, loop_maximumGradA_f32, loop_maximumGradB_f32, loop_minimum_f32, loop_minimumGradA_f32, loop_minimumGradB_f32, loop_clamp_f32, loop_clampGradX_f32, loop_abs_f32, loop_absGradX_f32, loop_neg_f32, loop_negGradX_f32, loop_sign_f32, loop_signGradX_f32, loop_square_f32, loop_squareGradX_f32, loop_sqrt_f32, loop_sqrtGradX_f32, loop_rsqrt_f32, loop_rsqrtGradX_f32, loop_reciprocal_f32, loop_reciprocalGradX_f32, loop_pow_f32, loop_powGradA_f32, loop_powGradB_f32, loop_powScalar_f32, loop_powScalarGradX_f32, loop_exp_f32, loop_expGradX_f32, loop_exp2_f32, loop_exp2GradX_f32, loop_expm1_f32, loop_expm1GradX_f32, loop_log_f32, loop_logGradX_f32, loop_log2_f32, loop_log2GradX_f32, loop_log1p_f32, loop_log1pGradX_f32, loop_sin_f32, loop_sinGradX_f32, loop_cos_f32, loop_cosGradX_f32, loop_erf_f32, loop_erfGradX_f32, loop_erfc_f32, loop_erfcGradX_f32, loop_tanh_f32, loop_tanhGradX_f32, loop_sigmoid_f32, loop_sigmoidGradX_f32, loop_logSigmoid_f32, loop_logSigmoidGradX_f32, loop_relu_f32, loop_reluGradX_f32, loop_leakyRelu_f32, loop_leakyReluGradX_f32, loop_elu_f32, loop_eluGradX_f32, loop_gelu_f32, loop_geluGradX_f32, loop_geluTanh_f32, loop_geluTanhGradX_f32, loop_silu_f32, loop_siluGradX_f32, loop_softplus_f32, loop_softplusGradX_f32, loop_hardswish_f32, loop_hardswishGradX_f32, loop_relu6_f32, loop_relu6GradX_f32, loop_hardtanh_f32, loop_hardtanhGradX_f32, loop_hardsigmoid_f32, loop_hardsigmoidGradX_f32, loop_hardshrink_f32, loop_hardshrinkGradX_f32, loop_softshrink_f32, loop_softshrinkGradX_f32, loop_selu_f32, loop_seluGradX_f32, loop_celu_f32, loop_celuGradX_f32, loop_softsign_f32, loop_softsignGradX_f32, loop_tanhshrink_f32, loop_tanhshrinkGradX_f32, loop_threshold_f32, loop_thresholdGradX_f32, loop_mish_f32, loop_mishGradX_f32, loop_preluScaled_f32, loop_preluScaledGradX_f32, loop_preluScaledGradWeight_f32, loop_squaredError_f32, loop_squaredErrorGradX_f32, loop_squaredErrorGradTarget_f32, loop_absoluteError_f32, loop_absoluteErrorGradX_f32, loop_absoluteErrorGradTarget_f32, loop_smoothL1_f32, loop_smoothL1GradX_f32, loop_smoothL1GradTarget_f32, loop_huber_f32, loop_huberGradX_f32, loop_huberGradTarget_f32, loop_bce_f32, loop_bceGradX_f32, loop_bceGradTarget_f32, loop_bceWithLogits_f32, loop_bceWithLogitsGradX_f32, loop_bceWithLogitsGradTarget_f32, loop_bceWithLogitsWeighted_f32, loop_bceWithLogitsWeightedGradX_f32, loop_bceWithLogitsWeightedGradTarget_f32, loop_klDiv_f32, loop_klDivGradX_f32, loop_klDivGradTarget_f32, loop_klDivLogTarget_f32, loop_klDivLogTargetGradX_f32, loop_klDivLogTargetGradTarget_f32, loop_poissonNll_f32, loop_poissonNllGradX_f32, loop_poissonNllGradTarget_f32, loop_poissonNllRate_f32, loop_poissonNllRateGradX_f32, loop_poissonNllRateGradTarget_f32, loop_hingeEmbedding_f32, loop_hingeEmbeddingGradX_f32] as unknown as readonly Loop<Float32Array, Float32Array>[]
export const maskLoops_f32 = [loop_eq_f32, loop_ne_f32, loop_lt_f32, loop_le_f32, loop_gt_f32, loop_ge_f32] as unknown as readonly Loop<Uint8Array, Float32Array>[]
export const mapLoops_f64 = [loop_add_f64, loop_sub_f64, loop_subGradB_f64, loop_mul_f64, loop_mulGradA_f64, loop_mulGradB_f64, loop_div_f64, loop_divGradA_f64, loop_divGradB_f64, loop_addScaled_f64, loop_addScaledGradB_f64, loop_addScalar_f64, loop_mulScalar_f64, loop_mulScalarGradX_f64, loop_divScalar_f64, loop_divScalarGradX_f64, loop_subFromScalar_f64, loop_subFromScalarGradX_f64, loop_divIntoScalar_f64, loop_divIntoScalarGradX_f64, loop_lerp_f64, loop_lerpGradA_f64, loop_lerpGradB_f64, loop_maximum_f64, loop_maximumGradA_f64, loop_maximumGradB_f64, loop_minimum_f64, loop_minimumGradA_f64, loop_minimumGradB_f64, loop_clamp_f64, loop_clampGradX_f64, loop_abs_f64, loop_absGradX_f64, loop_neg_f64, loop_negGradX_f64, loop_sign_f64, loop_signGradX_f64, loop_square_f64, loop_squareGradX_f64, loop_sqrt_f64, loop_sqrtGradX_f64, loop_rsqrt_f64, loop_rsqrtGradX_f64, loop_reciprocal_f64, loop_reciprocalGradX_f64, loop_pow_f64, loop_powGradA_f64, loop_powGradB_f64, loop_powScalar_f64, loop_powScalarGradX_f64, loop_exp_f64, loop_expGradX_f64, loop_exp2_f64, loop_exp2GradX_f64, loop_expm1_f64, loop_expm1GradX_f64, loop_log_f64, loop_logGradX_f64, loop_log2_f64, loop_log2GradX_f64, loop_log1p_f64, loop_log1pGradX_f64, loop_sin_f64, loop_sinGradX_f64, loop_cos_f64, loop_cosGradX_f64, loop_erf_f64, loop_erfGradX_f64, loop_erfc_f64, loop_erfcGradX_f64, loop_tanh_f64, loop_tanhGradX_f64, loop_sigmoid_f64, loop_sigmoidGradX_f64, loop_logSigmoid_f64, loop_logSigmoidGradX_f64, loop_relu_f64, loop_reluGradX_f64, loop_leakyRelu_f64, loop_leakyReluGradX_f64, loop_elu_f64, loop_eluGradX_f64, loop_gelu_f64, loop_geluGradX_f64, loop_geluTanh_f64, loop_geluTanhGradX_f64, loop_silu_f64, loop_siluGradX_f64, loop_softplus_f64, loop_softplusGradX_f64, loop_hardswish_f64, loop_hardswishGradX_f64, loop_relu6_f64, loop_relu6GradX_f64, loop_hardtanh_f64, loop_hardtanhGradX_f64, loop_hardsigmoid_f64, loop_hardsigmoidGradX_f64, loop_hardshrink_f64, loop_hardshrinkGradX_f64, loop_softshrink_f64, loop_softshrinkGradX_f64, loop_selu_f64, loop_seluGradX_f64, loop_celu_f64, loop_celuGradX_f64, loop_softsign_f64, loop_softsignGradX_f64, loop_tanhshrink_f64, loop_tanhshrinkGradX_f64, loop_threshold_f64, loop_thresholdGradX_f64, loop_mish_f64, loop_mishGradX_f64, loop_preluScaled_f64, loop_preluScaledGradX_f64, loop_preluScaledGradWeight_f64, loop_squaredError_f64, loop_squaredErrorGradX_f64, loop_squaredErrorGradTarget_f64, loop_absoluteError_f64, loop_absoluteErrorGradX_f64, loop_absoluteErrorGradTarget_f64, loop_smoothL1_f64, loop_smoothL1GradX_f64, loop_smoothL1GradTarget_f64, loop_huber_f64, loop_huberGradX_f64, loop_huberGradTarget_f64, loop_bce_f64, loop_bceGradX_f64, loop_bceGradTarget_f64, loop_bceWithLogits_f64, loop_bceWithLogitsGradX_f64, loop_bceWithLogitsGradTarget_f64, loop_bceWithLogitsWeighted_f64, loop_bceWithLogitsWeightedGradX_f64, loop_bceWithLogitsWeightedGradTarget_f64, loop_klDiv_f64, loop_klDivGradX_f64, loop_klDivGradTarget_f64, loop_klDivLogTarget_f64, loop_klDivLogTargetGradX_f64, loop_klDivLogTargetGradTarget_f64, loop_poissonNll_f64, loop_poissonNllGradX_f64, loop_poissonNllGradTarget_f64, loop_poissonNllRate_f64, loop_poissonNllRateGradX_f64, loop_poissonNllRateGradTarget_f64, loop_hingeEmbedding_f64, loop_hingeEmbeddingGradX_f64] as unknown as readonly Loop<Float64Array, Float64Array>[]
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
  lerp: { op: 20, inputs: ['a', 'b'], params: ['weight'], formula: 'select(weight < 0.5, a + weight * (b - a), b - (b - a) * (1 - weight))', gradients: { a: { op: 21, needs: ['g'], formula: 'g * (1 - weight)' }, b: { op: 22, needs: ['g'], formula: 'g * weight' } } },
  maximum: { op: 23, inputs: ['a', 'b'], params: [], formula: 'select(a > b | a != a, a, b)', gradients: { a: { op: 24, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a < b, 0, g))' }, b: { op: 25, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a > b, 0, g))' } } },
  minimum: { op: 26, inputs: ['a', 'b'], params: [], formula: 'select(a < b | a != a, a, b)', gradients: { a: { op: 27, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a > b, 0, g))' }, b: { op: 28, needs: ['g', 'a', 'b'], formula: 'select(a == b, g * 0.5, select(a < b, 0, g))' } } },
  clamp: { op: 29, inputs: ['x'], params: ['min', 'max'], formula: 'low = select(x < min, min, x); select(low > max, max, low)', gradients: { x: { op: 30, needs: ['g', 'x'], formula: 'select(x >= min & x <= max, g, 0)' } } },
  abs: { op: 31, inputs: ['x'], params: [], formula: 'abs(x)', gradients: { x: { op: 32, needs: ['g', 'x'], formula: 'select(x > 0, g, select(x < 0, -g, 0))' } } },
  neg: { op: 33, inputs: ['x'], params: [], formula: '-x', gradients: { x: { op: 34, needs: ['g'], formula: '-g' } } },
  sign: { op: 35, inputs: ['x'], params: [], formula: 'sign(x)', gradients: { x: { op: 36, needs: ['g'], formula: '0 * g' } } },
  square: { op: 37, inputs: ['x'], params: [], formula: 'x * x', gradients: { x: { op: 38, needs: ['g', 'x'], formula: 'g * (x + x)' } } },
  sqrt: { op: 39, inputs: ['x'], params: [], formula: 'sqrt(x)', gradients: { x: { op: 40, needs: ['g', 'y'], formula: 'g / (y + y)' } } },
  rsqrt: { op: 41, inputs: ['x'], params: [], formula: '1 / sqrt(x)', gradients: { x: { op: 42, needs: ['g', 'y'], formula: '-0.5 * g * (y * y * y)' } } },
  reciprocal: { op: 43, inputs: ['x'], params: [], formula: '1 / x', gradients: { x: { op: 44, needs: ['g', 'y'], formula: '-g * (y * y)' } } },
  pow: { op: 45, inputs: ['a', 'b'], params: [], formula: 'pow(a, b)', gradients: { a: { op: 46, needs: ['g', 'a', 'b'], formula: 'select(b == 0, 0, g * (b * pow(a, b - 1)))' }, b: { op: 47, needs: ['g', 'a', 'b', 'y'], formula: 'select(a == 0 & b >= 0, 0, g * (y * log(a)))' } } },
  powScalar: { op: 48, inputs: ['x'], params: ['exponent'], formula: 'pow(x, exponent)', gradients: { x: { op: 49, needs: ['g', 'x'], formula: 'select(exponent == 0, 0, g * (exponent * pow(x, exponent - 1)))' } } },
  exp: { op: 50, inputs: ['x'], params: [], formula: 'exp(x)', gradients: { x: { op: 51, needs: ['g', 'y'], formula: 'g * y' } } },
  exp2: { op: 52, inputs: ['x'], params: [], formula: 'exp2(x)', gradients: { x: { op: 53, needs: ['g', 'y'], formula: 'g * (y * 0.6931471805599453)' } } },
  expm1: { op: 54, inputs: ['x'], params: [], formula: 'expm1(x)', gradients: { x: { op: 55, needs: ['g', 'y'], formula: 'g * (y + 1)' } } },
  log: { op: 56, inputs: ['x'], params: [], formula: 'log(x)', gradients: { x: { op: 57, needs: ['g', 'x'], formula: 'g / x' } } },
  log2: { op: 58, inputs: ['x'], params: [], formula: 'log2(x)', gradients: { x: { op: 59, needs: ['g', 'x'], formula: 'g / (x * 0.6931471805599453)' } } },
  log1p: { op: 60, inputs: ['x'], params: [], formula: 'log1p(x)', gradients: { x: { op: 61, needs: ['g', 'x'], formula: 'g / (x + 1)' } } },
  sin: { op: 62, inputs: ['x'], params: [], formula: 'sin(x)', gradients: { x: { op: 63, needs: ['g', 'x'], formula: 'g * cos(x)' } } },
  cos: { op: 64, inputs: ['x'], params: [], formula: 'cos(x)', gradients: { x: { op: 65, needs: ['g', 'x'], formula: '-g * sin(x)' } } },
  erf: { op: 66, inputs: ['x'], params: [], formula: 'erf(x)', gradients: { x: { op: 67, needs: ['g', 'x'], formula: 'g * (1.1283791670955126 * decay(-(x * x)))' } } },
  erfc: { op: 68, inputs: ['x'], params: [], formula: 'erfc(x)', gradients: { x: { op: 69, needs: ['g', 'x'], formula: 'g * (-1.1283791670955126 * decay(-(x * x)))' } } },
  tanh: { op: 70, inputs: ['x'], params: [], formula: 'tanh(x)', gradients: { x: { op: 71, needs: ['g', 'y'], formula: 'g * (1 - y * y)' } } },
  sigmoid: { op: 72, inputs: ['x'], params: [], formula: 'sigmoid(x)', gradients: { x: { op: 73, needs: ['g', 'y'], formula: 'g * ((1 - y) * y)' } } },
  logSigmoid: { op: 74, inputs: ['x'], params: [], formula: 'select(x < 0, x, 0) - log1p(decay(-abs(x)))', gradients: { x: { op: 75, needs: ['g', 'x'], formula: 'g * sigmoid(-x)' } } },
  relu: { op: 76, inputs: ['x'], params: [], formula: 'select(x <= 0, 0, x)', gradients: { x: { op: 77, needs: ['g', 'y'], formula: 'select(y <= 0, 0, g)' } } },
  leakyRelu: { op: 78, inputs: ['x'], params: ['negativeSlope'], formula: 'select(x > 0, x, x * negativeSlope)', gradients: { x: { op: 79, needs: ['g', 'x'], formula: 'select(x > 0, g, g * negativeSlope)' } } },
  elu: { op: 80, inputs: ['x'], params: ['alpha'], formula: 'select(x <= 0, alpha * expm1(x), x)', gradients: { x: { op: 81, needs: ['g', 'x'], formula: 'select(x <= 0, g * (alpha * exp(x)), g)' } } },
  gelu: { op: 82, inputs: ['x'], params: [], formula: 'max(0, x) - geluTail(geluReach(x))', gradients: { x: { op: 83, needs: ['g', 'x'], formula: 'h = geluSlope(geluReach(x)); g * select(x < 0, -h, 1 + h)' } } },
  geluTanh: { op: 84, inputs: ['x'], params: [], formula: 'a = geluTanhLow(x); a / (1 + geluTanhPower(geluTanhHigh(a)))', gradients: { x: { op: 85, needs: ['g', 'x'], formula: 'a = geluTanhHigh(geluTanhLow(x)); e = geluTanhPower(a); s = 1 / (1 + e); (g * s) * fma(a * (e * s), fma(a * a, 0.21406444881780074, 1.5957691216057308), 1)' } } },
  silu: { op: 86, inputs: ['x'], params: [], formula: 'x / (1 + exp(-x))', gradients: { x: { op: 87, needs: ['g', 'x'], formula: 's = 1 / (1 + exp(-x)); g * (s * (1 + x * (1 - s)))' } } },
  softplus: { op: 88, inputs: ['x'], params: ['beta', 'threshold'], formula: 'z = x * beta; select(z > threshold, x, log1p(exp(z)) / beta)', gradients: { x: { op: 89, needs: ['g', 'x'], formula: 'z = x * beta; select(z > threshold, g, g * sigmoid(z))' } } },
  hardswish: { op: 90, inputs: ['x'], params: [], formula: 'x * min(6, max(0, x + 3)) / 6', gradients: { x: { op: 91, needs: ['g', 'x'], formula: 'select(x <= -3, 0, select(x >= 3, g, g * (x / 3 + 0.5)))' } } },
  relu6: { op: 92, inputs: ['x'], params: [], formula: 'low = select(x < 0, 0, x); select(low > 6, 6, low)', gradients: { x: { op: 93, needs: ['g', 'x'], formula: 'select(x <= 0 | x >= 6, 0, g)' } } },
  hardtanh: { op: 94, inputs: ['x'], params: ['minVal', 'maxVal'], formula: 'low = select(x < minVal, minVal, x); select(low > maxVal, maxVal, low)', gradients: { x: { op: 95, needs: ['g', 'x'], formula: 'select(x <= minVal | x >= maxVal, 0, g)' } } },
  hardsigmoid: { op: 96, inputs: ['x'], params: [], formula: 'low = select(x + 3 < 0, 0, x + 3); select(low > 6, 6, low) / 6', gradients: { x: { op: 97, needs: ['g', 'x'], formula: 'select(x > -3 & x < 3, g / 6, 0)' } } },
  hardshrink: { op: 98, inputs: ['x'], params: ['lambd'], formula: 'select(x >= -lambd & x <= lambd, 0, x)', gradients: { x: { op: 99, needs: ['g', 'x'], formula: 'select(x >= -lambd & x <= lambd, 0, g)' } } },
  softshrink: { op: 100, inputs: ['x'], params: ['lambd'], formula: 'select(x > lambd, x - lambd, select(x < -lambd, x + lambd, x * 0))', gradients: { x: { op: 101, needs: ['g', 'x'], formula: 'select(x >= -lambd & x <= lambd, 0, g)' } } },
  selu: { op: 102, inputs: ['x'], params: [], formula: 'select(x <= 0, 1.7580993408473766 * expm1(x), 1.0507009873554805 * x)', gradients: { x: { op: 103, needs: ['g', 'x'], formula: 'select(x <= 0, g * (1.7580993408473766 * exp(x)), g * 1.0507009873554805)' } } },
  celu: { op: 104, inputs: ['x'], params: ['alpha'], formula: 'select(x <= 0, alpha * expm1(x / alpha), x)', gradients: { x: { op: 105, needs: ['g', 'x'], formula: 'select(x <= 0, g * exp(x / alpha), g)' } } },
  softsign: { op: 106, inputs: ['x'], params: [], formula: 'x / (1 + abs(x))', gradients: { x: { op: 107, needs: ['g', 'x'], formula: 'd = 1 + abs(x); g / (d * d)' } } },
  tanhshrink: { op: 108, inputs: ['x'], params: [], formula: 'x - tanh(x)', gradients: { x: { op: 109, needs: ['g', 'x'], formula: 't = tanh(x); g * (t * t)' } } },
  threshold: { op: 110, inputs: ['x'], params: ['threshold', 'value'], formula: 'select(x <= threshold, value, x)', gradients: { x: { op: 111, needs: ['g', 'x'], formula: 'select(x <= threshold, 0, g)' } } },
  mish: { op: 112, inputs: ['x'], params: [], formula: 'e = exp(min(20, x)); n = e * (e + 2); x * (n / (n + 2))', gradients: { x: { op: 113, needs: ['g', 'x'], formula: 'e = exp(min(20, x)); n = e * (e + 2); d = n + 2; g * select(x > 20, 1, n / d + x * (4 * (e * (e + 1)) / (d * d)))' } } },
  preluScaled: { op: 114, inputs: ['x', 'weight'], params: [], formula: 'select(x > 0, x, weight * x)', gradients: { x: { op: 115, needs: ['g', 'x', 'weight'], formula: 'select(x > 0, g, weight * g)' }, weight: { op: 116, needs: ['g', 'x'], formula: 'select(x > 0, 0, x * g)' } } },
  squaredError: { op: 117, inputs: ['x', 'target'], params: [], formula: 'e = x - target; e * e', gradients: { x: { op: 118, needs: ['g', 'x', 'target'], formula: '2 * g * (x - target)' }, target: { op: 119, needs: ['g', 'x', 'target'], formula: '-2 * g * (x - target)' } } },
  absoluteError: { op: 120, inputs: ['x', 'target'], params: [], formula: 'abs(x - target)', gradients: { x: { op: 121, needs: ['g', 'x', 'target'], formula: 'select(x > target, g, select(x < target, -g, 0))' }, target: { op: 122, needs: ['g', 'x', 'target'], formula: 'select(x > target, -g, select(x < target, g, 0))' } } },
  smoothL1: { op: 123, inputs: ['x', 'target'], params: ['beta'], formula: 'e = abs(x - target); select(e < beta, 0.5 * e * e / beta, e - 0.5 * beta)', gradients: { x: { op: 124, needs: ['g', 'x', 'target'], formula: 'e = x - target; select(abs(e) < beta, g * e / beta, select(e > 0, g, select(e < 0, -g, 0)))' }, target: { op: 125, needs: ['g', 'x', 'target'], formula: 'e = target - x; select(abs(e) < beta, g * e / beta, select(e > 0, g, select(e < 0, -g, 0)))' } } },
  huber: { op: 126, inputs: ['x', 'target'], params: ['delta'], formula: 'e = abs(x - target); select(e <= delta, 0.5 * e * e, delta * (e - 0.5 * delta))', gradients: { x: { op: 127, needs: ['g', 'x', 'target'], formula: 'e = x - target; select(e < -delta, -delta * g, select(e > delta, delta * g, e * g))' }, target: { op: 128, needs: ['g', 'x', 'target'], formula: 'e = target - x; select(e < -delta, -delta * g, select(e > delta, delta * g, e * g))' } } },
  bce: { op: 129, inputs: ['x', 'target'], params: [], formula: '(target - 1) * max(-100, log1p(-x)) - target * max(-100, log(x))', gradients: { x: { op: 130, needs: ['g', 'x', 'target'], formula: 'g * (x - target) / max(1e-12, (1 - x) * x)' }, target: { op: 131, needs: ['g', 'x'], formula: 'g * (log1p(-x) - log(x))' } } },
  bceWithLogits: { op: 132, inputs: ['x', 'target'], params: [], formula: '(1 - target) * x - (select(x < 0, x, 0) - log1p(decay(-abs(x))))', gradients: { x: { op: 133, needs: ['g', 'x', 'target'], formula: 'g * (sigmoid(x) - target)' }, target: { op: 134, needs: ['g', 'x'], formula: '-g * x' } } },
  bceWithLogitsWeighted: { op: 135, inputs: ['x', 'target', 'posWeight'], params: [], formula: 'logSigmoid = select(x < 0, x, 0) - log1p(decay(-abs(x))); (1 - target) * x - (1 + (posWeight - 1) * target) * logSigmoid', gradients: { x: { op: 136, needs: ['g', 'x', 'target', 'posWeight'], formula: 'positive = posWeight * target; g * ((positive + 1 - target) * sigmoid(x) - positive)' }, target: { op: 137, needs: ['g', 'x', 'posWeight'], formula: 'logSigmoid = select(x < 0, x, 0) - log1p(decay(-abs(x))); g * ((1 - posWeight) * logSigmoid - x)' } } },
  klDiv: { op: 138, inputs: ['x', 'target'], params: [], formula: 'select(target == 0, 0, target * log(target)) - target * x', gradients: { x: { op: 139, needs: ['g', 'target'], formula: '-g * target' }, target: { op: 140, needs: ['g', 'x', 'target'], formula: 'g * (log(target) + 1 - x)' } } },
  klDivLogTarget: { op: 141, inputs: ['x', 'target'], params: [], formula: 'exp(target) * (target - x)', gradients: { x: { op: 142, needs: ['g', 'target'], formula: '-g * exp(target)' }, target: { op: 143, needs: ['g', 'target', 'y'], formula: 'g * (y + exp(target))' } } },
  poissonNll: { op: 144, inputs: ['x', 'target'], params: [], formula: 'exp(x) - target * x', gradients: { x: { op: 145, needs: ['g', 'x', 'target'], formula: 'g * (exp(x) - target)' }, target: { op: 146, needs: ['g', 'x'], formula: '-g * x' } } },
  poissonNllRate: { op: 147, inputs: ['x', 'target'], params: ['eps'], formula: 'x - target * log(x + eps)', gradients: { x: { op: 148, needs: ['g', 'x', 'target'], formula: 'g * (1 - target / (x + eps))' }, target: { op: 149, needs: ['g', 'x'], formula: '-g * log(x + eps)' } } },
  hingeEmbedding: { op: 150, inputs: ['x', 'target'], params: ['margin'], formula: 'gap = margin - x; select(target == -1, 0, x) + select(target == 1, 0, select(gap < 0, 0, gap))', gradients: { x: { op: 151, needs: ['g', 'x', 'target'], formula: 'select(target == -1, 0, g) + select(target == 1 | margin < x, 0, -g)' } } },
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

const ARITY = [2, 2, 1, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 2, 1, 1, 2, 3, 3, 2, 3, 3, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 4, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 2, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 2, 2, 3, 2, 3, 4, 3, 2, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 2, 2, 3]
/** How many inputs an op of the kernel `map` takes, -1 for an unknown op. */
export const arityOf = (op: number): number => ARITY[op] ?? -1
/** The name of an op of the kernel `map`, gradients included. */
export const MAP_NAMES: readonly string[] = ['add', 'sub', 'subGradB', 'mul', 'mulGradA', 'mulGradB', 'div', 'divGradA', 'divGradB', 'addScaled', 'addScaledGradB', 'addScalar', 'mulScalar', 'mulScalarGradX', 'divScalar', 'divScalarGradX', 'subFromScalar', 'subFromScalarGradX', 'divIntoScalar', 'divIntoScalarGradX', 'lerp', 'lerpGradA', 'lerpGradB', 'maximum', 'maximumGradA', 'maximumGradB', 'minimum', 'minimumGradA', 'minimumGradB', 'clamp', 'clampGradX', 'abs', 'absGradX', 'neg', 'negGradX', 'sign', 'signGradX', 'square', 'squareGradX', 'sqrt', 'sqrtGradX', 'rsqrt', 'rsqrtGradX', 'reciprocal', 'reciprocalGradX', 'pow', 'powGradA', 'powGradB', 'powScalar', 'powScalarGradX', 'exp', 'expGradX', 'exp2', 'exp2GradX', 'expm1', 'expm1GradX', 'log', 'logGradX', 'log2', 'log2GradX', 'log1p', 'log1pGradX', 'sin', 'sinGradX', 'cos', 'cosGradX', 'erf', 'erfGradX', 'erfc', 'erfcGradX', 'tanh', 'tanhGradX', 'sigmoid', 'sigmoidGradX', 'logSigmoid', 'logSigmoidGradX', 'relu', 'reluGradX', 'leakyRelu', 'leakyReluGradX', 'elu', 'eluGradX', 'gelu', 'geluGradX', 'geluTanh', 'geluTanhGradX', 'silu', 'siluGradX', 'softplus', 'softplusGradX', 'hardswish', 'hardswishGradX', 'relu6', 'relu6GradX', 'hardtanh', 'hardtanhGradX', 'hardsigmoid', 'hardsigmoidGradX', 'hardshrink', 'hardshrinkGradX', 'softshrink', 'softshrinkGradX', 'selu', 'seluGradX', 'celu', 'celuGradX', 'softsign', 'softsignGradX', 'tanhshrink', 'tanhshrinkGradX', 'threshold', 'thresholdGradX', 'mish', 'mishGradX', 'preluScaled', 'preluScaledGradX', 'preluScaledGradWeight', 'squaredError', 'squaredErrorGradX', 'squaredErrorGradTarget', 'absoluteError', 'absoluteErrorGradX', 'absoluteErrorGradTarget', 'smoothL1', 'smoothL1GradX', 'smoothL1GradTarget', 'huber', 'huberGradX', 'huberGradTarget', 'bce', 'bceGradX', 'bceGradTarget', 'bceWithLogits', 'bceWithLogitsGradX', 'bceWithLogitsGradTarget', 'bceWithLogitsWeighted', 'bceWithLogitsWeightedGradX', 'bceWithLogitsWeightedGradTarget', 'klDiv', 'klDivGradX', 'klDivGradTarget', 'klDivLogTarget', 'klDivLogTargetGradX', 'klDivLogTargetGradTarget', 'poissonNll', 'poissonNllGradX', 'poissonNllGradTarget', 'poissonNllRate', 'poissonNllRateGradX', 'poissonNllRateGradTarget', 'hingeEmbedding', 'hingeEmbeddingGradX']
