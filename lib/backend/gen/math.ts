// Generated from native/rules/math.def by codegen/rules.mjs. Do not edit.
import { abs_f32, abs_f64, bit_f32, bit_f64, copysign_f32, copysign_f64, exponent_f32, exponent_f64, fma_f32, fma_f64, mantissa_f32, mantissa_f64, max_f32, max_f64, min_f32, min_f64, pow2_f32, pow2_f64, raise_f32, raise_f64, scale_f32, scale_f64, turnQuadrant_f32, turnQuadrant_f64, turnRest_f32, turnRest_f64 } from '../js/primitives.ts'

const { fround } = Math

export function nearest_f32(x_: number) {
  return fround(fround(x_ + 12582912) - 12582912)
}
export function nearest_f64(x_: number) {
  return ((x_ + 6755399441055744) - 6755399441055744)
}
export function sign_f32(x_: number) {
  return ((x_ > 0) ? 1 : ((x_ < 0) ? -1 : 0))
}
export function sign_f64(x_: number) {
  return ((x_ > 0) ? 1 : ((x_ < 0) ? -1 : 0))
}
export function lerp_f32(a_: number, b_: number, weight_: number) {
  const difference_ = fround(b_ - a_)
  return ((weight_ < 0.5) ? fround(a_ + fround(weight_ * difference_)) : fround(b_ - fround(difference_ * fround(1 - weight_))))
}
export function lerp_f64(a_: number, b_: number, weight_: number) {
  const difference_ = (b_ - a_)
  return ((weight_ < 0.5) ? (a_ + (weight_ * difference_)) : (b_ - (difference_ * (1 - weight_))))
}
export function isInteger_f32(x_: number) {
  const a_ = abs_f32(x_)
  return ((a_ >= 8388608) || (fround(fround(a_ + 8388608) - 8388608) === a_))
}
export function isInteger_f64(x_: number) {
  const a_ = abs_f64(x_)
  return ((a_ >= 4503599627370496) || (((a_ + 4503599627370496) - 4503599627370496) === a_))
}
export function productError_f32(a_: number, b_: number, p_: number) {
  return fma_f32(a_, b_, (-p_))
}
export function productError_f64(a_: number, b_: number, p_: number) {
  const as_ = (a_ * 134217729)
  const ah_ = (as_ - (as_ - a_))
  const al_ = (a_ - ah_)
  const bs_ = (b_ * 134217729)
  const bh_ = (bs_ - (bs_ - b_))
  const bl_ = (b_ - bh_)
  return (((((ah_ * bh_) - p_) + (ah_ * bl_)) + (al_ * bh_)) + (al_ * bl_))
}
export function differenceError_f32(a_: number, b_: number, d_: number) {
  const back_ = fround(d_ - a_)
  return fround(fround(a_ - fround(d_ - back_)) - fround(b_ + back_))
}
export function differenceError_f64(a_: number, b_: number, d_: number) {
  const back_ = (d_ - a_)
  return ((a_ - (d_ - back_)) - (b_ + back_))
}
export function lifted_f32(a_: number) {
  return ((a_ < 1.1754943508222875e-38) ? fround(a_ * 16777216) : a_)
}
export function lifted_f64(a_: number) {
  return ((a_ < 2.2250738585072014e-308) ? (a_ * 18014398509481984) : a_)
}
export function lift_f32(a_: number) {
  return ((a_ < 1.1754943508222875e-38) ? 24 : 0)
}
export function lift_f64(a_: number) {
  return ((a_ < 2.2250738585072014e-308) ? 54 : 0)
}
export function octaves_f32(x_: number) {
  return fround(fma_f32(x_, 1.4426950216293335, 12582912) - 12582912)
}
export function octaves_f64(x_: number) {
  return (((x_ * 1.4426950408889634) + 6755399441055744) - 6755399441055744)
}
export function octaveRest_f32(x_: number, n_: number) {
  return fma_f32(n_, -0.000001428606765330187, fma_f32(n_, -0.693145751953125, x_))
}
export function octaveRest_f64(x_: number, n_: number) {
  return ((x_ - (n_ * 0.6931471803691238)) - (n_ * 1.9082149292705877e-10))
}
export function expm1Near_f32(r_: number) {
  const q_ = fma_f32(r_, 0.00019956300093326718, 0.001393544371239841)
  const q2_ = fma_f32(fma_f32(q_, r_, 0.008333194069564342), r_, 0.041666463017463684)
  const q4_ = fma_f32(fma_f32(q2_, r_, 0.1666666716337204), r_, 0.5)
  return fma_f32(fround(r_ * r_), q4_, r_)
}
export function expm1Near_f64(r_: number) {
  const q_ = ((((r_ * 1.677460051141698e-10) + 2.0922391213813002e-9) * r_) + 2.5049387650126976e-8)
  const q3_ = ((((((q_ * r_) + 2.755725027431573e-7) * r_) + 0.000002755732320533021) * r_) + 0.000024801587350419845)
  const q6_ = ((((((q3_ * r_) + 0.00019841269838546518) * r_) + 0.0013888888888872984) * r_) + 0.008333333333334181)
  const q9_ = ((((((q6_ * r_) + 0.041666666666666685) * r_) + 0.16666666666666666) * r_) + 0.5)
  return (r_ + ((r_ * r_) * q9_))
}
export function expBound_f32(x_: number) {
  return min_f32(89, max_f32(-104, x_))
}
export function expBound_f64(x_: number) {
  return min_f64(710, max_f64(-746, x_))
}
export function normalExp_f32(x_: number) {
  return (abs_f32(x_) < 87)
}
export function normalExp_f64(x_: number) {
  return (abs_f64(x_) < 708)
}
export function expNormal_f32(x_: number) {
  const n_ = octaves_f32(x_)
  return fround(fround(1 + expm1Near_f32(octaveRest_f32(x_, n_))) * pow2_f32(n_))
}
export function expNormal_f64(x_: number) {
  const n_ = octaves_f64(x_)
  return ((1 + expm1Near_f64(octaveRest_f64(x_, n_))) * pow2_f64(n_))
}
export function expAny_f32(x_: number) {
  const c_ = expBound_f32(x_)
  const n_ = octaves_f32(c_)
  return scale_f32(fround(1 + expm1Near_f32(octaveRest_f32(c_, n_))), n_)
}
export function expAny_f64(x_: number) {
  const c_ = expBound_f64(x_)
  const n_ = octaves_f64(c_)
  return scale_f64((1 + expm1Near_f64(octaveRest_f64(c_, n_))), n_)
}
export function exp_f32(x_: number) {
  return ((!normalExp_f32(x_)) ? expAny_f32(x_) : expNormal_f32(x_))
}
export function exp_f64(x_: number) {
  return ((!normalExp_f64(x_)) ? expAny_f64(x_) : expNormal_f64(x_))
}
export function decayBound_f32(x_: number) {
  return max_f32(-104, x_)
}
export function decayBound_f64(x_: number) {
  return max_f64(-746, x_)
}
export function decayAny_f32(x_: number) {
  const c_ = decayBound_f32(x_)
  const n_ = octaves_f32(c_)
  return scale_f32(fround(1 + expm1Near_f32(octaveRest_f32(c_, n_))), n_)
}
export function decayAny_f64(x_: number) {
  const c_ = decayBound_f64(x_)
  const n_ = octaves_f64(c_)
  return scale_f64((1 + expm1Near_f64(octaveRest_f64(c_, n_))), n_)
}
export function decay_f32(x_: number) {
  return ((!normalExp_f32(x_)) ? decayAny_f32(x_) : expNormal_f32(x_))
}
export function decay_f64(x_: number) {
  return ((!normalExp_f64(x_)) ? decayAny_f64(x_) : expNormal_f64(x_))
}
export function expm1_f32(x_: number) {
  const c_ = max_f32(-40, expBound_f32(x_))
  const n_ = octaves_f32(c_)
  const half_ = pow2_f32(fround(n_ - 1))
  const y_ = fround(2 * fma_f32(half_, expm1Near_f32(octaveRest_f32(c_, n_)), fround(half_ - 0.5)))
  return ((abs_f32(x_) < 5.551115123125783e-17) ? x_ : y_)
}
export function expm1_f64(x_: number) {
  const c_ = max_f64(-40, expBound_f64(x_))
  const n_ = octaves_f64(c_)
  const half_ = pow2_f64((n_ - 1))
  const y_ = (2 * fma_f64(half_, expm1Near_f64(octaveRest_f64(c_, n_)), (half_ - 0.5)))
  return ((abs_f64(x_) < 5.551115123125783e-17) ? x_ : y_)
}
export function exp2Near_f32(r_: number) {
  const q_ = fma_f32(fma_f32(r_, 0.0001532926398795098, 0.0013390969252213836), r_, 0.00961849931627512)
  return fma_f32(fma_f32(fma_f32(fma_f32(q_, r_, 0.05550359562039375), r_, 0.24022647738456726), r_, 0.6931471824645996), r_, 1)
}
export function exp2Near_f64(r_: number) {
  return (1 + expm1Near_f64((r_ * 0.6931471805599453)))
}
export function exp2Bound_f32(x_: number) {
  return min_f32(129, max_f32(-151, x_))
}
export function exp2Bound_f64(x_: number) {
  return min_f64(1025, max_f64(-1076, x_))
}
export function exp2_f32(x_: number) {
  const c_ = exp2Bound_f32(x_)
  const n_ = nearest_f32(c_)
  return scale_f32(exp2Near_f32(fround(c_ - n_)), n_)
}
export function exp2_f64(x_: number) {
  const c_ = exp2Bound_f64(x_)
  const n_ = nearest_f64(c_)
  return scale_f64(exp2Near_f64((c_ - n_)), n_)
}
export function exp2Inside_f32(x_: number) {
  const t_ = fround(x_ + 12582912)
  const r_ = fround(x_ - fround(t_ - 12582912))
  const q_ = fma_f32(fma_f32(r_, 0.0013269535265862942, 0.009671292267739773), r_, 0.0555071085691452)
  return raise_f32(fma_f32(fma_f32(fma_f32(q_, r_, 0.24022246897220612), r_, 0.6931470036506653), r_, 1), t_)
}
export function exp2Inside_f64(x_: number) {
  const t_ = (x_ + 6755399441055744)
  return raise_f64(exp2Near_f64((x_ - (t_ - 6755399441055744))), t_)
}
export function log1pNear_f32(f_: number) {
  const q_ = fma_f32(fma_f32(f_, 0.0668957382440567, -0.11665018647909164), f_, 0.11908426880836487)
  const q3_ = fma_f32(fma_f32(fma_f32(q_, f_, -0.12408680468797684), f_, 0.14217126369476318), f_, -0.16667751967906952)
  const q6_ = fma_f32(fma_f32(fma_f32(q3_, f_, 0.2000223994255066), f_, -0.25000014901161194), f_, 0.3333331048488617)
  return fma_f32(fround(f_ * f_), fma_f32(f_, q6_, -0.5), f_)
}
export function log1pRest_f64(f_: number) {
  const s_ = (f_ / (2 + f_))
  const z_ = (s_ * s_)
  const q_ = ((((((z_ * 0.13236792234844574) + 0.13251951387030975) * z_) + 0.15386996293596691) * z_) + 0.18181778219339662)
  const r_ = ((((((q_ * z_) + 0.22222222608173137) * z_) + 0.28571428569406815) * z_) + 0.40000000000004926)
  const half_ = ((f_ * f_) * 0.5)
  return (half_ - (s_ * (half_ + (z_ * ((r_ * z_) + 0.6666666666666666)))))
}
export function logSum_f32(f_: number, k_: number) {
  return fma_f32(k_, 0.693145751953125, fma_f32(k_, 0.000001428606765330187, log1pNear_f32(f_)))
}
export function logSum_f64(f_: number, k_: number) {
  return ((k_ * 0.6931471803691238) - ((log1pRest_f64(f_) - (k_ * 1.9082149292705877e-10)) - f_))
}
export function logExponent_f32(s_: number) {
  return fround(exponent_f32(s_) + ((mantissa_f32(s_) > 1.4142135381698608) ? 1 : 0))
}
export function logExponent_f64(s_: number) {
  return (exponent_f64(s_) + ((mantissa_f64(s_) > 1.4142135623730951) ? 1 : 0))
}
export function logMantissa_f32(s_: number) {
  return fround(mantissa_f32(s_) * ((mantissa_f32(s_) > 1.4142135381698608) ? 0.5 : 1))
}
export function logMantissa_f64(s_: number) {
  return (mantissa_f64(s_) * ((mantissa_f64(s_) > 1.4142135623730951) ? 0.5 : 1))
}
export function log_f32(x_: number) {
  const s_ = lifted_f32(x_)
  const y_ = logSum_f32(fround(logMantissa_f32(s_) - 1), fround(logExponent_f32(s_) - lift_f32(x_)))
  return (((x_ > 0) && (x_ < Infinity)) ? y_ : ((x_ < 0) ? NaN : ((x_ === 0) ? -Infinity : x_)))
}
export function log_f64(x_: number) {
  const s_ = lifted_f64(x_)
  const y_ = logSum_f64((logMantissa_f64(s_) - 1), (logExponent_f64(s_) - lift_f64(x_)))
  return (((x_ > 0) && (x_ < Infinity)) ? y_ : ((x_ < 0) ? NaN : ((x_ === 0) ? -Infinity : x_)))
}
export function log2Sum_f32(f_: number, k_: number) {
  const l_ = log1pNear_f32(f_)
  return fma_f32(l_, 1.4426950216293335, fma_f32(l_, 1.925963033500011e-8, k_))
}
export function log2Sum_f64(f_: number, k_: number) {
  const l_ = (f_ - log1pRest_f64(f_))
  const p_ = (l_ * 1.4426950408889634)
  const low_ = (productError_f64(l_, 1.4426950408889634, p_) + ((((f_ - l_) - log1pRest_f64(f_)) * 1.4426950408889634) + (l_ * 2.0355273740931033e-17)))
  return (k_ + (p_ + low_))
}
export function log2_f32(x_: number) {
  const s_ = lifted_f32(x_)
  const y_ = log2Sum_f32(fround(logMantissa_f32(s_) - 1), fround(logExponent_f32(s_) - lift_f32(x_)))
  return (((x_ > 0) && (x_ < Infinity)) ? y_ : ((x_ < 0) ? NaN : ((x_ === 0) ? -Infinity : x_)))
}
export function log2_f64(x_: number) {
  const s_ = lifted_f64(x_)
  const y_ = log2Sum_f64((logMantissa_f64(s_) - 1), (logExponent_f64(s_) - lift_f64(x_)))
  return (((x_ > 0) && (x_ < Infinity)) ? y_ : ((x_ < 0) ? NaN : ((x_ === 0) ? -Infinity : x_)))
}
export function smallestPower_f32(n_: number) {
  return max_f32(-126, n_)
}
export function smallestPower_f64(n_: number) {
  return max_f64(-1022, n_)
}
export function log1p_f32(x_: number) {
  const u_ = fround(1 + x_)
  const back_ = fround(u_ - 1)
  const lost_ = fround(fround(1 - fround(u_ - back_)) + fround(x_ - back_))
  const k_ = logExponent_f32(u_)
  const y_ = logSum_f32(fround(fround(logMantissa_f32(u_) - 1) + fround(lost_ * pow2_f32(smallestPower_f32((-k_))))), k_)
  const near_ = ((abs_f32(x_) < 5.551115123125783e-17) ? x_ : y_)
  return (((x_ > -1) && (x_ < Infinity)) ? near_ : ((x_ < -1) ? NaN : ((x_ === -1) ? -Infinity : x_)))
}
export function log1p_f64(x_: number) {
  const u_ = (1 + x_)
  const back_ = (u_ - 1)
  const lost_ = ((1 - (u_ - back_)) + (x_ - back_))
  const k_ = logExponent_f64(u_)
  const y_ = logSum_f64(((logMantissa_f64(u_) - 1) + (lost_ * pow2_f64(smallestPower_f64((-k_))))), k_)
  const near_ = ((abs_f64(x_) < 5.551115123125783e-17) ? x_ : y_)
  return (((x_ > -1) && (x_ < Infinity)) ? near_ : ((x_ < -1) ? NaN : ((x_ === -1) ? -Infinity : x_)))
}
export function sigmoid_f32(x_: number) {
  const e_ = decay_f32((-abs_f32(x_)))
  return fround(((x_ < 0) ? e_ : 1) / fround(1 + e_))
}
export function sigmoid_f64(x_: number) {
  const e_ = decay_f64((-abs_f64(x_)))
  return (((x_ < 0) ? e_ : 1) / (1 + e_))
}
export function tanh_f32(x_: number) {
  const c_ = max_f32(-60, fround(-2 * abs_f32(x_)))
  const n_ = octaves_f32(c_)
  const power_ = pow2_f32(n_)
  const rest_ = expm1Near_f32(octaveRest_f32(c_, n_))
  const e_ = fma_f32(power_, rest_, power_)
  const near_ = (abs_f32(x_) < 0.550000011920929)
  const q_ = fround((near_ ? (-fma_f32(power_, rest_, fround(power_ - 1))) : fround(e_ + e_)) / fround(1 + e_))
  return copysign_f32((near_ ? q_ : fround(1 - q_)), x_)
}
export function tanh_f64(x_: number) {
  const c_ = max_f64(-60, (-2 * abs_f64(x_)))
  const n_ = octaves_f64(c_)
  const power_ = pow2_f64(n_)
  const rest_ = expm1Near_f64(octaveRest_f64(c_, n_))
  const e_ = fma_f64(power_, rest_, power_)
  const near_ = (abs_f64(x_) < 0.55)
  const q_ = ((near_ ? (-fma_f64(power_, rest_, (power_ - 1))) : (e_ + e_)) / (1 + e_))
  return copysign_f64((near_ ? q_ : (1 - q_)), x_)
}
export function quarters_f32(x_: number) {
  return ((!(abs_f32(x_) < 100000)) ? fround(turnQuadrant_f32(x_) + 12582912) : fma_f32(x_, 0.6366197466850281, 12582912))
}
export function quarters_f64(x_: number) {
  return ((!(abs_f64(x_) < 1000000)) ? (turnQuadrant_f64(x_) + 6755399441055744) : ((x_ * 0.6366197723675814) + 6755399441055744))
}
export function quarterRest_f32(x_: number, t_: number) {
  const n_ = fround(t_ - 12582912)
  const r_ = fma_f32(n_, 4.371138828673793e-8, fma_f32(n_, -1.5707963705062866, x_))
  return ((!(abs_f32(x_) < 100000)) ? turnRest_f32(x_) : fma_f32(n_, 1.7151245100058819e-15, r_))
}
export function quarterRest_f64(x_: number, t_: number) {
  const n_ = (t_ - 6755399441055744)
  const r1_ = (x_ - (n_ * 1.5707963267341256))
  const w2_ = (n_ * 6.077100506303966e-11)
  const r2_ = (r1_ - w2_)
  const w3_ = (n_ * 2.0222662487111665e-21)
  const r3_ = (r2_ - w3_)
  const low_ = ((differenceError_f64(r1_, w2_, r2_) + differenceError_f64(r2_, w3_, r3_)) - (n_ * 8.4784276603689e-32))
  return ((!(abs_f64(x_) < 1000000)) ? turnRest_f64(x_) : (r3_ + low_))
}
export function sinNear_f32(r_: number) {
  const z_ = fround(r_ * r_)
  const s_ = fma_f32(fma_f32(fma_f32(z_, 0.000002793910425680224, -0.0001984938426176086), z_, 0.00833337102085352), z_, -0.1666666716337204)
  return fma_f32(fround(r_ * z_), s_, r_)
}
export function cosNear_f32(r_: number) {
  const z_ = fround(r_ * r_)
  const c_ = fma_f32(fma_f32(z_, 0.000024414219296886586, -0.0013887141831219196), z_, 0.04166664183139801)
  return fma_f32(fround(z_ * z_), c_, fma_f32(z_, -0.5, 1))
}
export function sinNear_f64(r_: number) {
  const z_ = (r_ * r_)
  const s_ = ((((((z_ * -7.499467357476734e-13) + 1.6056522316328505e-10) * z_) - 2.505208790998097e-8) * z_) + 0.0000027557319135690174)
  const s3_ = ((((((s_ * z_) - 0.0001984126984106681) * z_) + 0.008333333333333106) * z_) - 0.16666666666666666)
  return (r_ + ((r_ * z_) * s3_))
}
export function cosNear_f64(r_: number) {
  const z_ = (r_ * r_)
  const c_ = ((((((z_ * 4.655511738241533e-14) - 1.1468209739088768e-11) * z_) + 2.0876733227905736e-9) * z_) - 2.7557319105703375e-7)
  const c3_ = ((((((c_ * z_) + 0.000024801587301267265) * z_) - 0.0013888888888888451) * z_) + 0.041666666666666664)
  const half_ = (z_ * 0.5)
  const w_ = (1 - half_)
  return (w_ + (((1 - w_) - half_) + ((z_ * z_) * c3_)))
}
export function sinTurned_f32(t_: number, r_: number) {
  const v_ = (bit_f32(t_, 0) ? cosNear_f32(r_) : sinNear_f32(r_))
  return (bit_f32(t_, 1) ? (-v_) : v_)
}
export function sinTurned_f64(t_: number, r_: number) {
  const v_ = (bit_f64(t_, 0) ? cosNear_f64(r_) : sinNear_f64(r_))
  return (bit_f64(t_, 1) ? (-v_) : v_)
}
export function sin_f32(x_: number) {
  const t_ = quarters_f32(x_)
  return ((x_ === 0) ? x_ : sinTurned_f32(t_, quarterRest_f32(x_, t_)))
}
export function sin_f64(x_: number) {
  const t_ = quarters_f64(x_)
  return ((x_ === 0) ? x_ : sinTurned_f64(t_, quarterRest_f64(x_, t_)))
}
export function cos_f32(x_: number) {
  const t_ = quarters_f32(x_)
  return sinTurned_f32(fround(t_ + 1), quarterRest_f32(x_, t_))
}
export function cos_f64(x_: number) {
  const t_ = quarters_f64(x_)
  return sinTurned_f64((t_ + 1), quarterRest_f64(x_, t_))
}
export function twoThirdsLow_f32(c_: number) {
  return fround(c_ * -1.9868215517249155e-8)
}
export function twoThirdsLow_f64(c_: number) {
  return (c_ * 3.700743415417188e-17)
}
export function log2eLow_f32(h_: number) {
  return fround(h_ * 1.925963033500011e-8)
}
export function log2eLow_f64(h_: number) {
  return (h_ * 2.0355273740931033e-17)
}
export function atanhRest_f32(z_: number) {
  return fma_f32(fma_f32(fma_f32(z_, 0.19528010487556458, 0.22181056439876556), z_, 0.2857195734977722), z_, 0.3999999761581421)
}
export function atanhRest_f64(z_: number) {
  const p_ = ((((((z_ * 0.12000945187047504) + 0.11673289979693528) * z_) + 0.13336398487342854) * z_) + 0.15384554576502985)
  return ((((((((p_ * z_) + 0.1818181890747247) * z_) + 0.22222222217195428) * z_) + 0.28571428571446733) * z_) + 0.39999999999999974)
}
export function powBound_f32(y_: number) {
  return min_f32(1099511627776, max_f32(-1099511627776, y_))
}
export function powBound_f64(y_: number) {
  return min_f64(1.1805916207174113e+21, max_f64(-1.1805916207174113e+21, y_))
}
export function powerBound_f32(e_: number) {
  return min_f32(129, max_f32(-200, e_))
}
export function powerBound_f64(e_: number) {
  return min_f64(1025, max_f64(-1200, e_))
}
export function pow_f32(x_: number, y_: number) {
  const a_ = abs_f32(x_)
  const s_ = lifted_f32(a_)
  const m_ = logMantissa_f32(s_)
  const k_ = fround(logExponent_f32(s_) - lift_f32(a_))
  const d_ = fround(m_ + 1)
  const inverse_ = fround(1 / d_)
  const q_ = fround(fround(m_ - 1) * inverse_)
  const qd_ = fround(q_ * d_)
  const rest_ = fround(fround(fround(m_ - 1) - qd_) - productError_f32(q_, d_, qd_))
  const qLow_ = fround(fround(rest_ - fround(q_ * fround(m_ - fround(d_ - 1)))) * inverse_)
  const z_ = fround(q_ * q_)
  const zLow_ = fround(productError_f32(q_, q_, z_) + fround(fround(q_ + q_) * qLow_))
  const c_ = fround(z_ * q_)
  const cLow_ = fround(productError_f32(z_, q_, c_) + fround(fround(z_ * qLow_) + fround(zLow_ * q_)))
  const t_ = fround(c_ * 0.6666666865348816)
  const tLow_ = fround(productError_f32(c_, 0.6666666865348816, t_) + fround(twoThirdsLow_f32(c_) + fround(cLow_ * 0.6666666865348816)))
  const h_ = fround(fround(q_ + q_) + t_)
  const hLow_ = fround(fround(t_ - fround(h_ - fround(q_ + q_))) + fround(fround(qLow_ + qLow_) + fround(tLow_ + fround(fround(z_ * c_) * atanhRest_f32(z_)))))
  const l_ = fround(h_ * 1.4426950216293335)
  const lLow_ = fround(productError_f32(h_, 1.4426950216293335, l_) + fround(log2eLow_f32(h_) + fround(hLow_ * 1.4426950216293335)))
  const sum_ = fround(k_ + l_)
  const sumLow_ = fround(fround(l_ - fround(sum_ - k_)) + lLow_)
  const log2x_ = fround(sum_ + sumLow_)
  const log2xLow_ = fround(fround(sum_ - log2x_) + sumLow_)
  const b_ = powBound_f32(y_)
  const e_ = fround(b_ * log2x_)
  const eLow_ = fround(productError_f32(b_, log2x_, e_) + fround(b_ * log2xLow_))
  const power_ = powerBound_f32(e_)
  const n_ = nearest_f32(power_)
  const r_ = fround(fround(power_ - n_) + ((power_ === e_) ? eLow_ : 0))
  const finite_ = scale_f32(fround(1 + expm1Near_f32(fround(r_ * 0.6931471824645996))), n_)
  const atZero_ = ((y_ < 0) ? Infinity : 0)
  const atInf_ = ((y_ < 0) ? 0 : Infinity)
  const size_ = ((a_ === 0) ? atZero_ : ((a_ === Infinity) ? atInf_ : finite_))
  const odd_ = (isInteger_f32(y_) && (!isInteger_f32(fround(y_ * 0.5))))
  const directed_ = ((odd_ && (copysign_f32(1, x_) < 0)) ? (-size_) : size_)
  const real_ = ((((x_ < 0) && (a_ < Infinity)) && (!isInteger_f32(y_))) ? NaN : (((x_ !== x_) || (y_ !== y_)) ? NaN : directed_))
  return (((y_ === 0) || (x_ === 1)) ? 1 : real_)
}
export function pow_f64(x_: number, y_: number) {
  const a_ = abs_f64(x_)
  const s_ = lifted_f64(a_)
  const m_ = logMantissa_f64(s_)
  const k_ = (logExponent_f64(s_) - lift_f64(a_))
  const d_ = (m_ + 1)
  const inverse_ = (1 / d_)
  const q_ = ((m_ - 1) * inverse_)
  const qd_ = (q_ * d_)
  const rest_ = (((m_ - 1) - qd_) - productError_f64(q_, d_, qd_))
  const qLow_ = ((rest_ - (q_ * (m_ - (d_ - 1)))) * inverse_)
  const z_ = (q_ * q_)
  const zLow_ = (productError_f64(q_, q_, z_) + ((q_ + q_) * qLow_))
  const c_ = (z_ * q_)
  const cLow_ = (productError_f64(z_, q_, c_) + ((z_ * qLow_) + (zLow_ * q_)))
  const t_ = (c_ * 0.6666666666666666)
  const tLow_ = (productError_f64(c_, 0.6666666666666666, t_) + (twoThirdsLow_f64(c_) + (cLow_ * 0.6666666666666666)))
  const h_ = ((q_ + q_) + t_)
  const hLow_ = ((t_ - (h_ - (q_ + q_))) + ((qLow_ + qLow_) + (tLow_ + ((z_ * c_) * atanhRest_f64(z_)))))
  const l_ = (h_ * 1.4426950408889634)
  const lLow_ = (productError_f64(h_, 1.4426950408889634, l_) + (log2eLow_f64(h_) + (hLow_ * 1.4426950408889634)))
  const sum_ = (k_ + l_)
  const sumLow_ = ((l_ - (sum_ - k_)) + lLow_)
  const log2x_ = (sum_ + sumLow_)
  const log2xLow_ = ((sum_ - log2x_) + sumLow_)
  const b_ = powBound_f64(y_)
  const e_ = (b_ * log2x_)
  const eLow_ = (productError_f64(b_, log2x_, e_) + (b_ * log2xLow_))
  const power_ = powerBound_f64(e_)
  const n_ = nearest_f64(power_)
  const r_ = ((power_ - n_) + ((power_ === e_) ? eLow_ : 0))
  const finite_ = scale_f64((1 + expm1Near_f64((r_ * 0.6931471805599453))), n_)
  const atZero_ = ((y_ < 0) ? Infinity : 0)
  const atInf_ = ((y_ < 0) ? 0 : Infinity)
  const size_ = ((a_ === 0) ? atZero_ : ((a_ === Infinity) ? atInf_ : finite_))
  const odd_ = (isInteger_f64(y_) && (!isInteger_f64((y_ * 0.5))))
  const directed_ = ((odd_ && (copysign_f64(1, x_) < 0)) ? (-size_) : size_)
  const real_ = ((((x_ < 0) && (a_ < Infinity)) && (!isInteger_f64(y_))) ? NaN : (((x_ !== x_) || (y_ !== y_)) ? NaN : directed_))
  return (((y_ === 0) || (x_ === 1)) ? 1 : real_)
}
export function halfErfc_f32(t_: number) {
  const q_ = fma_f32(fma_f32(t_, -0.06526342779397964, 0.24528764188289642), t_, -0.2614766061306)
  const q3_ = fma_f32(fma_f32(fma_f32(q_, t_, 0.2801826596260071), t_, -0.05187244340777397), t_, 0.10949226468801498)
  return fround(fma_f32(fma_f32(fma_f32(q3_, t_, 0.0736217349767685), t_, 0.08543930947780609), t_, 0.08458885550498962) * t_)
}
export function halfErfc_f64(t_: number) {
  const q_ = ((((((t_ * 0.0008488010063790779) - 0.010661412294506071) * t_) + 0.06180328946523463) * t_) - 0.21866242761572519)
  const q3_ = ((((((q_ * t_) + 0.526792108810307) * t_) - 0.9155504200001862) * t_) + 1.1928215872432444)
  const q6_ = ((((((q3_ * t_) - 1.2034729683628187) * t_) + 0.9666095954725277) * t_) - 0.6252580317316624)
  const q9_ = ((((((q6_ * t_) + 0.3270047619356873) * t_) - 0.14471544875178305) * t_) + 0.04881147618729263)
  const q12_ = ((((((q9_ * t_) - 0.011664404996001299) * t_) + 0.014236452223004029) * t_) + 0.021176519672104162)
  const q15_ = ((((((q12_ * t_) + 0.035201991783770134) * t_) + 0.049103959953921056) * t_) + 0.062294012601028986)
  const q18_ = ((((((q15_ * t_) + 0.07320352092478961) * t_) + 0.08082016151500256) * t_) + 0.08462843742476801)
  return (((q18_ * t_) + 0.08462843753362159) * t_)
}
export function erfNear_f32(z_: number) {
  const q_ = fma_f32(fma_f32(z_, 0.00007842288323445246, -0.0008006793214008212), z_, 0.005187962669879198)
  return fma_f32(fma_f32(fma_f32(fma_f32(q_, z_, -0.026853643357753754), z_, 0.1128358244895935), z_, -0.3761262595653534), z_, 0.12837916612625122)
}
export function erfNear_f64(z_: number) {
  const q_ = ((((((z_ * -3.0318349575721405e-11) + 2.641774771984286e-10) * z_) - 1.7509947118174428e-9) * z_) + 1.57378961948121e-8)
  const q3_ = ((((((q_ * z_) - 1.6473352878315785e-7) * z_) + 0.0000016470564565870841) * z_) - 0.000014926111527157336)
  const q6_ = ((((((q3_ * z_) + 0.00012055350479442391) * z_) - 0.0008548327478135521) * z_) + 0.005223977633270208)
  const q9_ = ((((((q6_ * z_) - 0.026866170645973544) * z_) + 0.11283791670960247) * z_) - 0.376126389031839)
  return ((q9_ * z_) + 0.1283791670955126)
}
export function erf_f32(x_: number) {
  const z_ = fround(x_ * x_)
  const near_ = fma_f32(x_, erfNear_f32(z_), x_)
  const e_ = decay_f32((-z_))
  const far_ = fround(1 - fround(fround(e_ + e_) * halfErfc_f32(fround(1 / fma_f32(abs_f32(x_), 0.30000001192092896, 1)))))
  return ((abs_f32(x_) < 1) ? near_ : copysign_f32(far_, x_))
}
export function erf_f64(x_: number) {
  const z_ = (x_ * x_)
  const near_ = fma_f64(x_, erfNear_f64(z_), x_)
  const e_ = decay_f64((-z_))
  const far_ = (1 - ((e_ + e_) * halfErfc_f64((1 / fma_f64(abs_f64(x_), 0.3, 1)))))
  return ((abs_f64(x_) < 1) ? near_ : copysign_f64(far_, x_))
}
export function erfcReach_f32(x_: number) {
  return min_f32(10.5, abs_f32(x_))
}
export function erfcReach_f64(x_: number) {
  return min_f64(27.5, abs_f64(x_))
}
export function erfcPlace_f32(a_: number) {
  return fround(fround(a_ - 2) / fround(a_ + 2))
}
export function erfcPlace_f64(a_: number) {
  return ((a_ - 4) / (a_ + 4))
}
export function erfcTail_f32(t_: number) {
  const q4_ = fma_f32(fma_f32(fma_f32(fma_f32(t_, -0.00024555501295253634, -0.0012560175964608788), t_, 0.0011595550458878279), t_, 0.008655603043735027), t_, -0.008008351549506187)
  const q7_ = fma_f32(fma_f32(fma_f32(q4_, t_, -0.05421166494488716), t_, 0.1640489250421524), t_, -0.166030615568161)
  return fma_f32(fma_f32(q7_, t_, -0.09276376664638519), t_, 1.2769783735275269)
}
export function erfcTail_f64(t_: number) {
  const q3_ = ((((((t_ * -9.946812630606978e-9) - 1.1606654792807488e-8) * t_) + 1.0412930351159651e-7) * t_) + 6.518038343222403e-8)
  const q5_ = ((((q3_ * t_) - 8.206139738962375e-7) * t_) + 3.019188972828689e-7)
  const q7_ = ((((q5_ * t_) + 0.000005707276384543924) * t_) - 0.000011226424055241089)
  const q9_ = ((((q7_ * t_) - 0.000024398395010870455) * t_) + 0.000150623238393606)
  const q11_ = ((((q9_ * t_) - 0.00019925687386459926) * t_) - 0.0007577736548567544)
  const q13_ = ((((q11_ * t_) + 0.005031970003068422) * t_) - 0.016197734002421933)
  const q15_ = ((((q13_ * t_) + 0.03716751553535335) * t_) - 0.06633036581735223)
  const q17_ = ((((q15_ * t_) + 0.09373283499844964) * t_) - 0.10103906603603871)
  const q19_ = ((((q17_ * t_) + 0.06809705425469048) * t_) + 0.015379652102613366)
  return ((((q19_ * t_) - 0.1396211168405625) * t_) + 1.2329951186255526)
}
export function erfc_f32(x_: number) {
  const near_ = fma_f32((-x_), erfNear_f32(fround(x_ * x_)), fround(1 - x_))
  const a_ = erfcReach_f32(x_)
  const z_ = fround(a_ * a_)
  const h_ = fround(erfcTail_f32(erfcPlace_f32(a_)) / fround(1 + fround(2 * a_)))
  const tail_ = fround(decay_f32((-z_)) * fma_f32((-h_), productError_f32(a_, a_, z_), h_))
  return ((abs_f32(x_) < 0.5) ? near_ : ((x_ < 0) ? fround(2 - tail_) : tail_))
}
export function erfc_f64(x_: number) {
  const near_ = fma_f64((-x_), erfNear_f64((x_ * x_)), (1 - x_))
  const a_ = erfcReach_f64(x_)
  const z_ = (a_ * a_)
  const h_ = (erfcTail_f64(erfcPlace_f64(a_)) / (1 + (2 * a_)))
  const tail_ = (decay_f64((-z_)) * fma_f64((-h_), productError_f64(a_, a_, z_), h_))
  return ((abs_f64(x_) < 0.5) ? near_ : ((x_ < 0) ? (2 - tail_) : tail_))
}
export function normalCdf_f32(x_: number) {
  const tail_ = fround(decay_f32(fround(fround(x_ * x_) * -0.5)) * halfErfc_f32(fround(1 / fma_f32(abs_f32(x_), 0.2121320366859436, 1))))
  return ((x_ < 0) ? tail_ : fround(1 - tail_))
}
export function normalCdf_f64(x_: number) {
  const tail_ = (decay_f64(((x_ * x_) * -0.5)) * halfErfc_f64((1 / fma_f64(abs_f64(x_), 0.21213203435596426, 1))))
  return ((x_ < 0) ? tail_ : (1 - tail_))
}
export function normalPdf_f32(x_: number) {
  return fround(decay_f32(fround(fround(x_ * x_) * -0.5)) * 0.3989422917366028)
}
export function normalPdf_f64(x_: number) {
  return (decay_f64(((x_ * x_) * -0.5)) * 0.3989422804014327)
}
export function geluReach_f32(x_: number) {
  return min_f32(13, abs_f32(x_))
}
export function geluReach_f64(x_: number) {
  return min_f64(37, abs_f64(x_))
}
export function bell_f32(a_: number) {
  return exp2Inside_f32(fround(a_ * fround(a_ * -0.7213475108146667)))
}
export function bell_f64(a_: number) {
  return exp2Inside_f64((a_ * (a_ * -0.7213475204444817)))
}
export function geluTail_f32(a_: number) {
  const n_ = fma_f32(fma_f32(fma_f32(fma_f32(a_, 5.445637043521856e-7, 0.012229922227561474), a_, 0.09781923145055771), a_, 0.32105767726898193), a_, 0.5)
  const d_ = fma_f32(fma_f32(fma_f32(fma_f32(a_, 0.03071076236665249, 0.2442607581615448), a_, 0.8446038961410522), a_, 1.439998984336853), a_, 1)
  return fround(fround(fround(a_ * bell_f32(a_)) * n_) / d_)
}
export function geluTail_f64(a_: number) {
  return (a_ * (bell_f64(a_) * halfErfc_f64((1 / ((a_ * 0.21213203435596426) + 1)))))
}
export function geluSlope_f32(a_: number) {
  const n2_ = fma_f32(fma_f32(fma_f32(a_, 8.121074870359735e-7, 0.02957141399383545), a_, 0.18862512707710266), a_, 0.4195680618286133)
  const n_ = fma_f32(fma_f32(n2_, a_, 0.23047584295272827), a_, -0.5)
  const d_ = fma_f32(fma_f32(fma_f32(a_, 0.07419633865356445, 0.4717549979686737), a_, 1.1348187923431396), a_, 1)
  return fround(fround(bell_f32(a_) * n_) / d_)
}
export function geluSlope_f64(a_: number) {
  return (bell_f64(a_) * ((a_ * 0.3989422804014327) - halfErfc_f64((1 / ((a_ * 0.21213203435596426) + 1)))))
}
export function geluTanhLow_f32(x_: number) {
  return max_f32(-9.899999618530273, x_)
}
export function geluTanhLow_f64(x_: number) {
  return max_f64(-21, x_)
}
export function geluTanhHigh_f32(x_: number) {
  return min_f32(9.899999618530273, x_)
}
export function geluTanhHigh_f64(x_: number) {
  return min_f64(21, x_)
}
export function geluTanhPower_f32(x_: number) {
  return exp2Inside_f32(fround(x_ * fma_f32(fround(x_ * x_), -0.10294324159622192, -2.302208185195923)))
}
export function geluTanhPower_f64(x_: number) {
  return exp2Inside_f64((x_ * fma_f64((x_ * x_), -0.1029432395800235, -2.302208198144325)))
}
