// Generated from native/rules/math.def by codegen/rules.mjs. Do not edit.
import { abs_f32, abs_f64, bit_f32, bit_f64, copysign_f32, copysign_f64, exponent_f32, exponent_f64, fma_f32, fma_f64, fmod_f32, fmod_f64, mantissa_f32, mantissa_f64, max_f32, max_f64, min_f32, min_f64, pow2_f32, pow2_f64, raise_f32, raise_f64, scale_f32, scale_f64, sqrt_f32, sqrt_f64, turnQuadrant_f32, turnQuadrant_f64, turnRest_f32, turnRest_f64 } from '../js/primitives.ts'

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
export function round_f32(x_: number) {
  const a_ = abs_f32(x_)
  return copysign_f32(((a_ < 8388608) ? fround(fround(a_ + 8388608) - 8388608) : a_), x_)
}
export function round_f64(x_: number) {
  const a_ = abs_f64(x_)
  return copysign_f64(((a_ < 4503599627370496) ? ((a_ + 4503599627370496) - 4503599627370496) : a_), x_)
}
export function floor_f32(x_: number) {
  const r_ = round_f32(x_)
  return ((r_ > x_) ? fround(r_ - 1) : r_)
}
export function floor_f64(x_: number) {
  const r_ = round_f64(x_)
  return ((r_ > x_) ? (r_ - 1) : r_)
}
export function ceil_f32(x_: number) {
  const r_ = round_f32(x_)
  return copysign_f32(((r_ < x_) ? fround(r_ + 1) : r_), x_)
}
export function ceil_f64(x_: number) {
  const r_ = round_f64(x_)
  return copysign_f64(((r_ < x_) ? (r_ + 1) : r_), x_)
}
export function trunc_f32(x_: number) {
  return copysign_f32(floor_f32(abs_f32(x_)), x_)
}
export function trunc_f64(x_: number) {
  return copysign_f64(floor_f64(abs_f64(x_)), x_)
}
export function remainder_f32(a_: number, b_: number) {
  const r_ = fmod_f32(a_, b_)
  return ((((r_ < 0) && (b_ > 0)) || ((r_ > 0) && (b_ < 0))) ? fround(r_ + b_) : r_)
}
export function remainder_f64(a_: number, b_: number) {
  const r_ = fmod_f64(a_, b_)
  return ((((r_ < 0) && (b_ > 0)) || ((r_ > 0) && (b_ < 0))) ? (r_ + b_) : r_)
}
export function floorQuotient_f32(a_: number, b_: number) {
  const m_ = fmod_f32(a_, b_)
  const exact_ = fround(fround(a_ - m_) / b_)
  const q_ = ((((m_ < 0) && (b_ > 0)) || ((m_ > 0) && (b_ < 0))) ? fround(exact_ - 1) : exact_)
  const f_ = floor_f32(q_)
  const whole_ = ((fround(q_ - f_) > 0.5) ? fround(f_ + 1) : f_)
  return ((b_ === 0) ? fround(a_ / b_) : ((q_ === 0) ? copysign_f32(0, fround(a_ / b_)) : whole_))
}
export function floorQuotient_f64(a_: number, b_: number) {
  const m_ = fmod_f64(a_, b_)
  const exact_ = ((a_ - m_) / b_)
  const q_ = ((((m_ < 0) && (b_ > 0)) || ((m_ > 0) && (b_ < 0))) ? (exact_ - 1) : exact_)
  const f_ = floor_f64(q_)
  const whole_ = (((q_ - f_) > 0.5) ? (f_ + 1) : f_)
  return ((b_ === 0) ? (a_ / b_) : ((q_ === 0) ? copysign_f64(0, (a_ / b_)) : whole_))
}
export function tan_f32(x_: number) {
  const t_ = quarters_f32(x_)
  const r_ = quarterRest_f32(x_, t_)
  const s_ = sinNear_f32(r_)
  const c_ = cosNear_f32(r_)
  return ((x_ === 0) ? x_ : (bit_f32(t_, 0) ? fround((-c_) / s_) : fround(s_ / c_)))
}
export function tan_f64(x_: number) {
  const t_ = quarters_f64(x_)
  const r_ = quarterRest_f64(x_, t_)
  const s_ = sinNear_f64(r_)
  const c_ = cosNear_f64(r_)
  return ((x_ === 0) ? x_ : (bit_f64(t_, 0) ? ((-c_) / s_) : (s_ / c_)))
}
export function log10Sum_f32(f_: number, k_: number) {
  const l_ = log1pNear_f32(f_)
  const p_ = fround(l_ * 0.4342944920063019)
  const low_ = fround(fma_f32(l_, 0.4342944920063019, (-p_)) + fma_f32(l_, -1.0103049952192578e-8, fround(k_ * 0.000004605039066518657)))
  const high_ = fround(k_ * 0.301025390625)
  const s_ = fround(high_ + p_)
  return fround(s_ + fround(fround(p_ - fround(s_ - high_)) + low_))
}
export function log10Sum_f64(f_: number, k_: number) {
  const l_ = (f_ - log1pRest_f64(f_))
  const p_ = (l_ * 0.4342944819032518)
  const rest_ = ((((f_ - l_) - log1pRest_f64(f_)) * 0.4342944819032518) + (l_ * 1.098319650216765e-17))
  const low_ = (productError_f64(l_, 0.4342944819032518, p_) + (rest_ + (k_ * 1.42050232272661e-13)))
  const high_ = (k_ * 0.30102999566383914)
  const s_ = (high_ + p_)
  return (s_ + ((p_ - (s_ - high_)) + low_))
}
export function log10_f32(x_: number) {
  const s_ = lifted_f32(x_)
  const y_ = log10Sum_f32(fround(logMantissa_f32(s_) - 1), fround(logExponent_f32(s_) - lift_f32(x_)))
  return (((x_ > 0) && (x_ < Infinity)) ? y_ : ((x_ < 0) ? NaN : ((x_ === 0) ? -Infinity : x_)))
}
export function log10_f64(x_: number) {
  const s_ = lifted_f64(x_)
  const y_ = log10Sum_f64((logMantissa_f64(s_) - 1), (logExponent_f64(s_) - lift_f64(x_)))
  return (((x_ > 0) && (x_ < Infinity)) ? y_ : ((x_ < 0) ? NaN : ((x_ === 0) ? -Infinity : x_)))
}
export function expByBound_f32(x_: number, m_: number) {
  return min_f32(fround(fround(m_ + 129.39999389648438) * 0.6931471824645996), max_f32(-104, x_))
}
export function expByBound_f64(x_: number, m_: number) {
  return min_f64(((m_ + 1025.4) * 0.6931471805599453), max_f64(-746, x_))
}
export function expBy_f32(x_: number, m_: number) {
  const c_ = expByBound_f32(x_, m_)
  const n_ = octaves_f32(c_)
  return scale_f32(fround(1 + expm1Near_f32(octaveRest_f32(c_, n_))), fround(n_ - m_))
}
export function expBy_f64(x_: number, m_: number) {
  const c_ = expByBound_f64(x_, m_)
  const n_ = octaves_f64(c_)
  return scale_f64((1 + expm1Near_f64(octaveRest_f64(c_, n_))), (n_ - m_))
}
export function sinh_f32(x_: number) {
  const a_ = abs_f32(x_)
  const e_ = expm1_f32(((a_ < 20) ? a_ : 20))
  return copysign_f32(((a_ < 20) ? fround(0.5 * fround(e_ + fround(e_ / fround(e_ + 1)))) : expBy_f32(a_, 1)), x_)
}
export function sinh_f64(x_: number) {
  const a_ = abs_f64(x_)
  const e_ = expm1_f64(((a_ < 20) ? a_ : 20))
  return copysign_f64(((a_ < 20) ? (0.5 * (e_ + (e_ / (e_ + 1)))) : expBy_f64(a_, 1)), x_)
}
export function cosh_f32(x_: number) {
  const half_ = expBy_f32(abs_f32(x_), 1)
  return fround(half_ + fround(0.25 / half_))
}
export function cosh_f64(x_: number) {
  const half_ = expBy_f64(abs_f64(x_), 1)
  return (half_ + (0.25 / half_))
}
export function asinhLarge_f32(a_: number) {
  return (a_ > 16384)
}
export function asinhLarge_f64(a_: number) {
  return (a_ > 268435456)
}
export function asinh_f32(x_: number) {
  const a_ = abs_f32(x_)
  const near_ = log1p_f32(fround(a_ + fround(fround(a_ * a_) / fround(1 + sqrt_f32(fround(fround(a_ * a_) + 1))))))
  return copysign_f32((asinhLarge_f32(a_) ? fround(log_f32(a_) + 0.6931471824645996) : near_), x_)
}
export function asinh_f64(x_: number) {
  const a_ = abs_f64(x_)
  const near_ = log1p_f64((a_ + ((a_ * a_) / (1 + sqrt_f64(((a_ * a_) + 1))))))
  return copysign_f64((asinhLarge_f64(a_) ? (log_f64(a_) + 0.6931471805599453) : near_), x_)
}
export function acosh_f32(x_: number) {
  const t_ = fround(x_ - 1)
  const near_ = log1p_f32(fround(t_ + sqrt_f32(fround(fround(t_ * 2) + fround(t_ * t_)))))
  return (asinhLarge_f32(x_) ? fround(log_f32(x_) + 0.6931471824645996) : ((x_ < 1) ? NaN : near_))
}
export function acosh_f64(x_: number) {
  const t_ = (x_ - 1)
  const near_ = log1p_f64((t_ + sqrt_f64(((t_ * 2) + (t_ * t_)))))
  return (asinhLarge_f64(x_) ? (log_f64(x_) + 0.6931471805599453) : ((x_ < 1) ? NaN : near_))
}
export function atanh_f32(x_: number) {
  const a_ = abs_f32(x_)
  return copysign_f32(fround(0.5 * log1p_f32(fround(fround(a_ + a_) / fround(1 - a_)))), x_)
}
export function atanh_f64(x_: number) {
  const a_ = abs_f64(x_)
  return copysign_f64((0.5 * log1p_f64(((a_ + a_) / (1 - a_)))), x_)
}
export function halfPiLow_f32(x_: number) {
  return ((x_ === x_) ? -4.371138828673793e-8 : x_)
}
export function halfPiLow_f64(x_: number) {
  return ((x_ === x_) ? 6.123233995736766e-17 : x_)
}
export function atanNear_f32(z_: number) {
  return fma_f32(fma_f32(fma_f32(fma_f32(-0.060591164976358414, z_, 0.10585419833660126), z_, -0.14242234826087952), z_, 0.1999838948249817), z_, -0.3333331346511841)
}
export function atanNear_f64(z_: number) {
  const q6_ = ((((((((-0.017875082076391904 * z_) + 0.03803384737547456) * z_) - 0.050380337894947336) * z_) + 0.05847591249504188) * z_) - 0.06663060489962618)
  const q2_ = ((((((((q6_ * z_) + 0.07692056107637982) * z_) - 0.09090897507732498) * z_) + 0.11111110773919125) * z_) - 0.14285714279983017)
  return ((((q2_ * z_) + 0.1999999999995114) * z_) - 0.33333333333333187)
}
export function atan_f32(x_: number) {
  const a_ = abs_f32(x_)
  const middle_ = (a_ > 0.4142135679721832)
  const large_ = (a_ > 2.4142136573791504)
  const w_ = fround((large_ ? -1 : (middle_ ? fround(a_ - 1) : a_)) / (large_ ? a_ : (middle_ ? fround(a_ + 1) : 1)))
  const z_ = fround(w_ * w_)
  const base_ = (large_ ? 1.5707963705062866 : (middle_ ? 0.7853981852531433 : 0))
  const low_ = fround(halfPiLow_f32(x_) * (large_ ? 1 : (middle_ ? 0.5 : 0)))
  return copysign_f32(fround(base_ + fround(w_ + fma_f32(fround(w_ * z_), atanNear_f32(z_), low_))), x_)
}
export function atan_f64(x_: number) {
  const a_ = abs_f64(x_)
  const middle_ = (a_ > 0.41421356237309503)
  const large_ = (a_ > 2.414213562373095)
  const w_ = ((large_ ? -1 : (middle_ ? (a_ - 1) : a_)) / (large_ ? a_ : (middle_ ? (a_ + 1) : 1)))
  const z_ = (w_ * w_)
  const base_ = (large_ ? 1.5707963267948966 : (middle_ ? 0.7853981633974483 : 0))
  const low_ = (halfPiLow_f64(x_) * (large_ ? 1 : (middle_ ? 0.5 : 0)))
  return copysign_f64((base_ + (w_ + fma_f64((w_ * z_), atanNear_f64(z_), low_))), x_)
}
export function atan2_f32(y_: number, x_: number) {
  const ay_ = abs_f32(y_)
  const ax_ = abs_f32(x_)
  const q_ = ((ay_ === ax_) ? ((ay_ === 0) ? 0 : 1) : fround(ay_ / ax_))
  const t_ = atan_f32(q_)
  const back_ = fround(3.1415927410125732 - fround(t_ - fround(2 * halfPiLow_f32(t_))))
  return copysign_f32(((copysign_f32(1, x_) < 0) ? back_ : t_), y_)
}
export function atan2_f64(y_: number, x_: number) {
  const ay_ = abs_f64(y_)
  const ax_ = abs_f64(x_)
  const q_ = ((ay_ === ax_) ? ((ay_ === 0) ? 0 : 1) : (ay_ / ax_))
  const t_ = atan_f64(q_)
  const back_ = (3.141592653589793 - (t_ - (2 * halfPiLow_f64(t_))))
  return copysign_f64(((copysign_f64(1, x_) < 0) ? back_ : t_), y_)
}
export function asinNear_f32(z_: number) {
  const q1_ = fma_f32(fma_f32(fma_f32(fma_f32(0.03754977136850357, z_, 0.01440940611064434), z_, 0.03181745857000351), z_, 0.04451543092727661), z_, 0.07500515133142471)
  return fma_f32(q1_, z_, 0.16666659712791443)
}
export function asinNear_f64(z_: number) {
  const q7_ = ((((((((0.031858337127637325 * z_) - 0.016145358450190626) * z_) + 0.019478022105486492) * z_) + 0.006546235631284175) * z_) + 0.01216504090331638)
  const q3_ = ((((((((q7_ * z_) + 0.013885856581285664) * z_) + 0.017359644248878155) * z_) + 0.02237176181131066) * z_) + 0.030381958996922143)
  return ((((((q3_ * z_) + 0.04464285683105815) * z_) + 0.07500000000335101) * z_) + 0.16666666666665406)
}
export function asin_f32(x_: number) {
  const a_ = abs_f32(x_)
  const far_ = (a_ > 0.5)
  const z_ = (far_ ? fround(fround(1 - a_) * 0.5) : fround(x_ * x_))
  const s_ = (far_ ? sqrt_f32(z_) : a_)
  const t_ = fma_f32(fround(s_ * z_), asinNear_f32(z_), s_)
  return copysign_f32((far_ ? fround(1.5707963705062866 - fround(fround(t_ + t_) - halfPiLow_f32(x_))) : t_), x_)
}
export function asin_f64(x_: number) {
  const a_ = abs_f64(x_)
  const far_ = (a_ > 0.5)
  const z_ = (far_ ? ((1 - a_) * 0.5) : (x_ * x_))
  const s_ = (far_ ? sqrt_f64(z_) : a_)
  const t_ = fma_f64((s_ * z_), asinNear_f64(z_), s_)
  return copysign_f64((far_ ? (1.5707963267948966 - ((t_ + t_) - halfPiLow_f64(x_))) : t_), x_)
}
export function acos_f32(x_: number) {
  const a_ = abs_f32(x_)
  const far_ = (a_ > 0.5)
  const z_ = (far_ ? fround(fround(1 - a_) * 0.5) : fround(x_ * x_))
  const s_ = (far_ ? sqrt_f32(z_) : x_)
  const t_ = fma_f32(fround(s_ * z_), asinNear_f32(z_), s_)
  const back_ = fround(3.1415927410125732 - fround(fround(t_ + t_) - fround(2 * halfPiLow_f32(x_))))
  return (far_ ? ((x_ < 0) ? back_ : fround(t_ + t_)) : fround(1.5707963705062866 - fround(t_ - halfPiLow_f32(x_))))
}
export function acos_f64(x_: number) {
  const a_ = abs_f64(x_)
  const far_ = (a_ > 0.5)
  const z_ = (far_ ? ((1 - a_) * 0.5) : (x_ * x_))
  const s_ = (far_ ? sqrt_f64(z_) : x_)
  const t_ = fma_f64((s_ * z_), asinNear_f64(z_), s_)
  const back_ = (3.141592653589793 - ((t_ + t_) - (2 * halfPiLow_f64(x_))))
  return (far_ ? ((x_ < 0) ? back_ : (t_ + t_)) : (1.5707963267948966 - (t_ - halfPiLow_f64(x_))))
}
export function hypot_f32(a_: number, b_: number) {
  const x_ = abs_f32(a_)
  const y_ = abs_f32(b_)
  const large_ = ((x_ > y_) ? x_ : y_)
  const small_ = ((x_ > y_) ? y_ : x_)
  const q_ = fround(small_ / large_)
  const length_ = fround(large_ * sqrt_f32(fma_f32(q_, q_, 1)))
  return (((x_ === Infinity) || (y_ === Infinity)) ? Infinity : ((large_ === 0) ? 0 : length_))
}
export function hypot_f64(a_: number, b_: number) {
  const x_ = abs_f64(a_)
  const y_ = abs_f64(b_)
  const large_ = ((x_ > y_) ? x_ : y_)
  const small_ = ((x_ > y_) ? y_ : x_)
  const q_ = (small_ / large_)
  const length_ = (large_ * sqrt_f64(fma_f64(q_, q_, 1)))
  return (((x_ === Infinity) || (y_ === Infinity)) ? Infinity : ((large_ === 0) ? 0 : length_))
}
export function erfcxFar_f32(v_: number) {
  const p_ = fround(fround(fround(fround(fround(fround(135135 * (-v_)) + 10395) * v_) - 945) * v_) + 105)
  return fround(fround(fround(fround(fround(fround(fround(fround(p_ * v_) - 15) * v_) + 3) * v_) - 1) * v_) + 1)
}
export function erfcxFar_f64(v_: number) {
  const p_ = ((((((135135 * (-v_)) + 10395) * v_) - 945) * v_) + 105)
  return ((((((((p_ * v_) - 15) * v_) + 3) * v_) - 1) * v_) + 1)
}
export function erfcx_f32(x_: number) {
  const a_ = abs_f32(x_)
  const z_ = fround(a_ * a_)
  const grown_ = exp_f32(z_)
  const power_ = ((grown_ < Infinity) ? fma_f32(grown_, productError_f32(a_, a_, z_), grown_) : grown_)
  const c_ = erfcReach_f32(x_)
  const middle_ = fround(erfcTail_f32(erfcPlace_f32(c_)) / fround(1 + fround(2 * c_)))
  const far_ = fround(fround(0.564189612865448 / a_) * erfcxFar_f32(fround(0.5 / z_)))
  const tail_ = ((a_ < 0.5) ? fround(exp_f32(z_) * erfc_f32(a_)) : ((a_ > c_) ? far_ : middle_))
  return ((x_ < 0) ? fround(fround(2 * power_) - tail_) : tail_)
}
export function erfcx_f64(x_: number) {
  const a_ = abs_f64(x_)
  const z_ = (a_ * a_)
  const grown_ = exp_f64(z_)
  const power_ = ((grown_ < Infinity) ? fma_f64(grown_, productError_f64(a_, a_, z_), grown_) : grown_)
  const c_ = erfcReach_f64(x_)
  const middle_ = (erfcTail_f64(erfcPlace_f64(c_)) / (1 + (2 * c_)))
  const far_ = ((0.5641895835477563 / a_) * erfcxFar_f64((0.5 / z_)))
  const tail_ = ((a_ < 0.5) ? (exp_f64(z_) * erfc_f64(a_)) : ((a_ > c_) ? far_ : middle_))
  return ((x_ < 0) ? ((2 * power_) - tail_) : tail_)
}
export function erfinvNear_f32(z_: number) {
  const q3_ = fma_f32(fma_f32(fma_f32(fma_f32(-0.3957641124725342, z_, 0.47371140122413635), z_, -0.113490030169487), z_, 0.09685061872005463), z_, 0.08327379077672958)
  return fma_f32(fma_f32(fma_f32(q3_, z_, 0.12772858142852783), z_, 0.2320096790790558), z_, 0.8862269520759583)
}
export function erfinvNear_f64(z_: number) {
  const q11_ = ((((((((-1.3468454939793542 * z_) + 2.7347139412127737) * z_) - 2.3890803072421387) * z_) + 1.287418590255817) * z_) - 0.41919134035750977)
  const q7_ = ((((((((q11_ * z_) + 0.13279161042083587) * z_) + 0.009090862746286803) * z_) + 0.034094252632360954) * z_) + 0.03624367725726558)
  const q3_ = ((((((((q7_ * z_) + 0.0428514471025585) * z_) + 0.05173059887538192) * z_) + 0.06495963906342489) * z_) + 0.08655212882156275)
  return ((((((q3_ * z_) + 0.1275561753102985) * z_) + 0.23201366653462988) * z_) + 0.886226925452758)
}
export function erfcinvStart_f32(t_: number) {
  const q6_ = fround(fround(fround(fround(fround(fround(fround(fround(-0.5588107705116272 * t_) + 3.875117301940918) * t_) - 11.734835624694824) * t_) + 20.41248321533203) * t_) - 22.62506103515625)
  const q2_ = fround(fround(fround(fround(fround(fround(fround(fround(q6_ * t_) + 16.89324188232422) * t_) - 9.019851684570312) * t_) + 3.906151294708252) * t_) - 1.4807547330856323)
  return fround(fround(fround(fround(q2_ * t_) - 0.03132128715515137) * t_) + 1.0003595352172852)
}
export function erfcinvStart_f64(t_: number) {
  const q6_ = ((((((((-0.5588107894422244 * t_) + 3.875117305226769) * t_) - 11.734835657140533) * t_) + 20.412482596652016) * t_) - 22.625060228835455)
  const q2_ = ((((((((q6_ * t_) + 16.893241156180963) * t_) - 9.019851599872984) * t_) + 3.9061513755845123) * t_) - 1.480754723197)
  return ((((q2_ * t_) - 0.031321288040439536) * t_) + 1.000359528772042)
}
export function erfcinv_f32(c_: number) {
  const s_ = sqrt_f32((-log_f32(c_)))
  const y_ = fround(s_ * erfcinvStart_f32(fround(1 / s_)))
  const e_ = erfc_f32(y_)
  const h_ = log1p_f32(fround(fround(e_ - c_) / c_))
  const r_ = fround(1.128379225730896 * fround(decay_f32(fround((-y_) * y_)) / e_))
  return ((c_ > 0) ? fround(y_ + fround(h_ / fround(r_ - fround(fround(h_ * 0.5) * fround(fround(2 * y_) - r_))))) : ((c_ === 0) ? Infinity : NaN))
}
export function erfcinv_f64(c_: number) {
  const s_ = sqrt_f64((-log_f64(c_)))
  const y_ = (s_ * erfcinvStart_f64((1 / s_)))
  const e_ = erfc_f64(y_)
  const h_ = log1p_f64(((e_ - c_) / c_))
  const r_ = (1.1283791670955126 * (decay_f64(((-y_) * y_)) / e_))
  return ((c_ > 0) ? (y_ + (h_ / (r_ - ((h_ * 0.5) * ((2 * y_) - r_))))) : ((c_ === 0) ? Infinity : NaN))
}
export function erfinv_f32(x_: number) {
  const a_ = abs_f32(x_)
  return copysign_f32(((a_ > 0.5) ? erfcinv_f32(fround(1 - a_)) : fround(a_ * erfinvNear_f32(fround(a_ * a_)))), x_)
}
export function erfinv_f64(x_: number) {
  const a_ = abs_f64(x_)
  return copysign_f64(((a_ > 0.5) ? erfcinv_f64((1 - a_)) : (a_ * erfinvNear_f64((a_ * a_)))), x_)
}
export function ndtri_f32(p_: number) {
  const q_ = fround(fround(2 * p_) - 1)
  const near_ = fround(q_ * erfinvNear_f32(fround(q_ * q_)))
  const far_ = erfcinv_f32(fround(2 * ((q_ < 0) ? p_ : fround(1 - p_))))
  return fround(1.4142135381698608 * ((abs_f32(q_) < 0.5) ? near_ : ((q_ < 0) ? (-far_) : far_)))
}
export function ndtri_f64(p_: number) {
  const q_ = ((2 * p_) - 1)
  const near_ = (q_ * erfinvNear_f64((q_ * q_)))
  const far_ = erfcinv_f64((2 * ((q_ < 0) ? p_ : (1 - p_))))
  return (1.4142135623730951 * ((abs_f64(q_) < 0.5) ? near_ : ((q_ < 0) ? (-far_) : far_)))
}
export function ndtr_f32(x_: number) {
  return fround(0.5 * erfc_f32(fround(x_ * -0.7071067690849304)))
}
export function ndtr_f64(x_: number) {
  return (0.5 * erfc_f64((x_ * -0.7071067811865476)))
}
export function logNdtr_f32(x_: number) {
  const t_ = fround(x_ * -0.7071067690849304)
  return ((x_ < -1) ? fround(log_f32(fround(erfcx_f32(t_) * 0.5)) - fround(t_ * t_)) : log1p_f32(fround(erfc_f32((-t_)) * -0.5)))
}
export function logNdtr_f64(x_: number) {
  const t_ = (x_ * -0.7071067811865476)
  return ((x_ < -1) ? (log_f64((erfcx_f64(t_) * 0.5)) - (t_ * t_)) : log1p_f64((erfc_f64((-t_)) * -0.5)))
}
export function sinPi_f32(r_: number) {
  return ((abs_f32(r_) > 0.25) ? copysign_f32(cosNear_f32(fround(3.1415927410125732 * fround(0.5 - abs_f32(r_)))), r_) : sinNear_f32(fround(3.1415927410125732 * r_)))
}
export function sinPi_f64(r_: number) {
  return ((abs_f64(r_) > 0.25) ? copysign_f64(cosNear_f64((3.141592653589793 * (0.5 - abs_f64(r_)))), r_) : sinNear_f64((3.141592653589793 * r_)))
}
export function cosPi_f32(r_: number) {
  return ((abs_f32(r_) > 0.25) ? sinNear_f32(fround(3.1415927410125732 * fround(0.5 - abs_f32(r_)))) : cosNear_f32(fround(3.1415927410125732 * r_)))
}
export function cosPi_f64(r_: number) {
  return ((abs_f64(r_) > 0.25) ? sinNear_f64((3.141592653589793 * (0.5 - abs_f64(r_)))) : cosNear_f64((3.141592653589793 * r_)))
}
export function lgammaNear_f32(z_: number) {
  const q4_ = fma_f32(fma_f32(fma_f32(fma_f32(-0.000312235759338364, z_, 0.0005665058852173388), z_, -0.0011538320686668158), z_, 0.0028806785121560097), z_, -0.00739196827635169)
  return fma_f32(fma_f32(fma_f32(fma_f32(q4_, z_, 0.020581360906362534), z_, -0.06735190004110336), z_, 0.32246702909469604), z_, 0.42278432846069336)
}
export function lgammaNear_f64(z_: number) {
  const q15_ = ((((((((1.0026202025689859e-7 * z_) - 1.1586994060092583e-7) * z_) + 1.5932688244725391e-7) * z_) - 4.520302521719169e-7) * z_) + 9.7997753832172e-7)
  const q11_ = ((((((((q15_ * z_) - 0.0000020340877869912235) * z_) + 0.00000436824316804073) * z_) - 0.00000944141898434994) * z_) + 0.000020508281827780918)
  const q7_ = ((((((((q11_ * z_) - 0.000044925870413103946) * z_) + 0.00009945740708408144) * z_) - 0.00022315479791212563) * z_) + 0.0005096695309675816)
  const q3_ = ((((((((q7_ * z_) - 0.0011927539092830342) * z_) + 0.0028905103305390868) * z_) - 0.007385551028752966) * z_) + 0.020580808427787648)
  return ((((((q3_ * z_) - 0.06735230105319694) * z_) + 0.3224670334241132) * z_) + 0.42278433509846713)
}
export function stirling_f32(v_: number) {
  return fma_f32(-0.002761988900601864, v_, 0.08333326876163483)
}
export function stirling_f64(v_: number) {
  const q1_ = ((((((((-0.001629285699768406 * v_) + 0.000836294988296607) * v_) - 0.0005951873601867081) * v_) + 0.0007936505622460434) * v_) - 0.0027777777773237726)
  return ((q1_ * v_) + 0.08333333333333308)
}
export function lgammaFactor_f32(x_: number, j_: number, k_: number) {
  return ((j_ <= k_) ? fround(x_ - j_) : 1)
}
export function lgammaFactor_f64(x_: number, j_: number, k_: number) {
  return ((j_ <= k_) ? (x_ - j_) : 1)
}
export function lgammaSmall_f32(x_: number) {
  const k_ = max_f32(-2, fround(round_f32(x_) - 2))
  const z_ = fround(x_ - fround(k_ + 2))
  const up_ = fround(fround(lgammaFactor_f32(x_, 1, k_) * lgammaFactor_f32(x_, 2, k_)) * lgammaFactor_f32(x_, 3, k_))
  const above_ = fround(up_ * fround(fround(lgammaFactor_f32(x_, 4, k_) * lgammaFactor_f32(x_, 5, k_)) * lgammaFactor_f32(x_, 6, k_)))
  const below_ = fround(x_ * ((k_ < -1) ? fround(x_ + 1) : 1))
  const l_ = log_f32(((k_ < 0) ? below_ : above_))
  return fma_f32(z_, lgammaNear_f32(z_), ((k_ < 0) ? (-l_) : l_))
}
export function lgammaSmall_f64(x_: number) {
  const k_ = max_f64(-2, (round_f64(x_) - 2))
  const z_ = (x_ - (k_ + 2))
  const up_ = ((lgammaFactor_f64(x_, 1, k_) * lgammaFactor_f64(x_, 2, k_)) * lgammaFactor_f64(x_, 3, k_))
  const above_ = (up_ * ((lgammaFactor_f64(x_, 4, k_) * lgammaFactor_f64(x_, 5, k_)) * lgammaFactor_f64(x_, 6, k_)))
  const below_ = (x_ * ((k_ < -1) ? (x_ + 1) : 1))
  const l_ = log_f64(((k_ < 0) ? below_ : above_))
  return fma_f64(z_, lgammaNear_f64(z_), ((k_ < 0) ? (-l_) : l_))
}
export function lgammaLarge_f32(x_: number) {
  const r_ = fround(1 / x_)
  return fround(fround(fround(x_ - 0.5) * fround(log_f32(x_) - 1)) + fma_f32(r_, stirling_f32(fround(r_ * r_)), 0.418938547372818))
}
export function lgammaLarge_f64(x_: number) {
  const r_ = (1 / x_)
  return (((x_ - 0.5) * (log_f64(x_) - 1)) + fma_f64(r_, stirling_f64((r_ * r_)), 0.4189385332046727))
}
export function lgammaPositive_f32(x_: number) {
  return ((x_ < 8) ? lgammaSmall_f32(((x_ < 8) ? x_ : 2)) : lgammaLarge_f32(x_))
}
export function lgammaPositive_f64(x_: number) {
  return ((x_ < 8) ? lgammaSmall_f64(((x_ < 8) ? x_ : 2)) : lgammaLarge_f64(x_))
}
export function lgammaReflected_f32(a_: number, value_: number) {
  const s_ = sinPi_f32(fround(a_ - round_f32(a_)))
  return (((a_ === Infinity) || (s_ === 0)) ? Infinity : fround(fround(fround(1.1447298526763916 - log_f32(abs_f32(s_))) - log_f32(a_)) - value_))
}
export function lgammaReflected_f64(a_: number, value_: number) {
  const s_ = sinPi_f64((a_ - round_f64(a_)))
  return (((a_ === Infinity) || (s_ === 0)) ? Infinity : (((1.1447298858494002 - log_f64(abs_f64(s_))) - log_f64(a_)) - value_))
}
export function lgamma_f32(x_: number) {
  const y_ = lgammaPositive_f32(abs_f32(x_))
  return ((x_ <= 0) ? lgammaReflected_f32(abs_f32(x_), y_) : y_)
}
export function lgamma_f64(x_: number) {
  const y_ = lgammaPositive_f64(abs_f64(x_))
  return ((x_ <= 0) ? lgammaReflected_f64(abs_f64(x_), y_) : y_)
}
export function digammaFar_f32(v_: number) {
  return fma_f32(-0.008246553130447865, v_, 0.08333290368318558)
}
export function digammaFar_f64(v_: number) {
  const q1_ = ((((((((-0.01720910203433176 * v_) + 0.007496854951727954) * v_) - 0.004165854760765505) * v_) + 0.003968249690583127) * v_) - 0.008333333322887411)
  return ((q1_ * v_) + 0.08333333333332477)
}
export function trigammaFar_f32(v_: number) {
  return fma_f32(fma_f32(0.02282484620809555, v_, -0.03332418575882912), v_, 0.166666641831398)
}
export function trigammaFar_f64(v_: number) {
  const q2_ = ((((((((0.8219984290610277 * v_) - 0.245083231278914) * v_) + 0.07565602252328399) * v_) - 0.0333326138755906) * v_) + 0.02380952105486191)
  return ((((q2_ * v_) - 0.03333333332829421) * v_) + 0.16666666666666352)
}
export function digammaPart_f32(x_: number, j_: number, k_: number) {
  return ((j_ < k_) ? fround(1 / fround(x_ + j_)) : 0)
}
export function digammaPart_f64(x_: number, j_: number, k_: number) {
  return ((j_ < k_) ? (1 / (x_ + j_)) : 0)
}
export function digammaPositive_f32(x_: number) {
  const k_ = max_f32(0, fround(8 - floor_f32(x_)))
  const low_ = fround(fround(digammaPart_f32(x_, 0, k_) + digammaPart_f32(x_, 1, k_)) + fround(digammaPart_f32(x_, 2, k_) + digammaPart_f32(x_, 3, k_)))
  const high_ = fround(fround(digammaPart_f32(x_, 4, k_) + digammaPart_f32(x_, 5, k_)) + fround(digammaPart_f32(x_, 6, k_) + digammaPart_f32(x_, 7, k_)))
  const y_ = fround(x_ + k_)
  const r_ = fround(1 / y_)
  const v_ = fround(r_ * r_)
  return fround(fround(log_f32(y_) - fma_f32(v_, digammaFar_f32(v_), fround(0.5 * r_))) - fround(high_ + low_))
}
export function digammaPositive_f64(x_: number) {
  const k_ = max_f64(0, (8 - floor_f64(x_)))
  const low_ = ((digammaPart_f64(x_, 0, k_) + digammaPart_f64(x_, 1, k_)) + (digammaPart_f64(x_, 2, k_) + digammaPart_f64(x_, 3, k_)))
  const high_ = ((digammaPart_f64(x_, 4, k_) + digammaPart_f64(x_, 5, k_)) + (digammaPart_f64(x_, 6, k_) + digammaPart_f64(x_, 7, k_)))
  const y_ = (x_ + k_)
  const r_ = (1 / y_)
  const v_ = (r_ * r_)
  return ((log_f64(y_) - fma_f64(v_, digammaFar_f64(v_), (0.5 * r_))) - (high_ + low_))
}
export function digammaReflected_f32(x_: number, a_: number, value_: number) {
  const r_ = fround(a_ - round_f32(a_))
  const turn_ = fround(fround(3.1415927410125732 * cosPi_f32(r_)) / sinPi_f32(r_))
  return ((x_ === 0) ? copysign_f32(Infinity, (-copysign_f32(1, x_))) : (((r_ === 0) || (a_ === Infinity)) ? NaN : fround(value_ + fround(fround(1 / a_) + turn_))))
}
export function digammaReflected_f64(x_: number, a_: number, value_: number) {
  const r_ = (a_ - round_f64(a_))
  const turn_ = ((3.141592653589793 * cosPi_f64(r_)) / sinPi_f64(r_))
  return ((x_ === 0) ? copysign_f64(Infinity, (-copysign_f64(1, x_))) : (((r_ === 0) || (a_ === Infinity)) ? NaN : (value_ + ((1 / a_) + turn_))))
}
export function digamma_f32(x_: number) {
  const y_ = digammaPositive_f32(abs_f32(x_))
  return ((x_ <= 0) ? digammaReflected_f32(x_, abs_f32(x_), y_) : y_)
}
export function digamma_f64(x_: number) {
  const y_ = digammaPositive_f64(abs_f64(x_))
  return ((x_ <= 0) ? digammaReflected_f64(x_, abs_f64(x_), y_) : y_)
}
export function trigammaPart_f32(x_: number, j_: number, k_: number) {
  const q_ = fround(1 / fround(x_ + j_))
  return ((j_ < k_) ? fround(q_ * q_) : 0)
}
export function trigammaPart_f64(x_: number, j_: number, k_: number) {
  const q_ = (1 / (x_ + j_))
  return ((j_ < k_) ? (q_ * q_) : 0)
}
export function trigammaPositive_f32(x_: number) {
  const k_ = max_f32(0, fround(8 - floor_f32(x_)))
  const low_ = fround(fround(trigammaPart_f32(x_, 0, k_) + trigammaPart_f32(x_, 1, k_)) + fround(trigammaPart_f32(x_, 2, k_) + trigammaPart_f32(x_, 3, k_)))
  const high_ = fround(fround(trigammaPart_f32(x_, 4, k_) + trigammaPart_f32(x_, 5, k_)) + fround(trigammaPart_f32(x_, 6, k_) + trigammaPart_f32(x_, 7, k_)))
  const r_ = fround(1 / fround(x_ + k_))
  const v_ = fround(r_ * r_)
  return fround(fround(low_ + high_) + fround(r_ + fma_f32(fround(v_ * r_), trigammaFar_f32(v_), fround(0.5 * v_))))
}
export function trigammaPositive_f64(x_: number) {
  const k_ = max_f64(0, (8 - floor_f64(x_)))
  const low_ = ((trigammaPart_f64(x_, 0, k_) + trigammaPart_f64(x_, 1, k_)) + (trigammaPart_f64(x_, 2, k_) + trigammaPart_f64(x_, 3, k_)))
  const high_ = ((trigammaPart_f64(x_, 4, k_) + trigammaPart_f64(x_, 5, k_)) + (trigammaPart_f64(x_, 6, k_) + trigammaPart_f64(x_, 7, k_)))
  const r_ = (1 / (x_ + k_))
  const v_ = (r_ * r_)
  return ((low_ + high_) + (r_ + fma_f64((v_ * r_), trigammaFar_f64(v_), (0.5 * v_))))
}
export function trigammaReflected_f32(a_: number, value_: number) {
  const q_ = fround(3.1415927410125732 / sinPi_f32(fround(a_ - round_f32(a_))))
  return ((a_ === 0) ? Infinity : fround(fround(fround(q_ * q_) + fround(1 / fround(a_ * a_))) - value_))
}
export function trigammaReflected_f64(a_: number, value_: number) {
  const q_ = (3.141592653589793 / sinPi_f64((a_ - round_f64(a_))))
  return ((a_ === 0) ? Infinity : (((q_ * q_) + (1 / (a_ * a_))) - value_))
}
export function trigamma_f32(x_: number) {
  const y_ = trigammaPositive_f32(abs_f32(x_))
  return ((x_ <= 0) ? trigammaReflected_f32(abs_f32(x_), y_) : y_)
}
export function trigamma_f64(x_: number) {
  const y_ = trigammaPositive_f64(abs_f64(x_))
  return ((x_ <= 0) ? trigammaReflected_f64(abs_f64(x_), y_) : y_)
}
export function i0Near_f32(z_: number) {
  const q6_ = fma_f32(fma_f32(fma_f32(fma_f32(1.3730969215374617e-13, z_, 5.566924525524097e-12), z_, 6.49776787930989e-10), z_, 3.902556855450712e-8), z_, 0.0000019310027710162103)
  const q2_ = fma_f32(fma_f32(fma_f32(fma_f32(q6_, z_, 0.00006943784683244303), z_, 0.0017361222999170423), z_, 0.027777770534157753), z_, 0.25)
  return fma_f32(fma_f32(q2_, z_, 1), z_, 1)
}
export function i0Near_f64(z_: number) {
  const q19_ = ((((((((2.042286564086166e-45 * z_) + 7.433822724646906e-43) * z_) + 3.856689842652929e-40) * z_) + 1.688527623253495e-37) * z_) + 6.75813888467071e-35)
  const q15_ = ((((((((q19_ * z_) + 2.4395910263969847e-32) * z_) + 7.904292734639396e-30) * z_) + 2.284340346358764e-27) * z_) + 5.8479113152183685e-25)
  const q11_ = ((((((((q15_ * z_) + 1.3157800456694197e-22) * z_) + 2.5789288895301708e-20) * z_) + 4.358389823304964e-18) * z_) + 6.276081345559194e-16)
  const q7_ = ((((((((q11_ * z_) + 7.594058428126623e-14) * z_) + 7.594058428126624e-12) * z_) + 6.151187326782565e-10) * z_) + 3.936759889140842e-8)
  const q3_ = ((((((((q7_ * z_) + 0.0000019290123456790124) * z_) + 0.00006944444444444444) * z_) + 0.001736111111111111) * z_) + 0.027777777777777776)
  return ((((((q3_ * z_) + 0.25) * z_) + 1) * z_) + 1)
}
export function i1Near_f32(z_: number) {
  const q6_ = fma_f32(fma_f32(fma_f32(fma_f32(6.27132225070417e-15, z_, 2.7525185364481175e-13), z_, 3.6222667226804006e-11), z_, 2.436524093596404e-9), z_, 1.3795926179227536e-7)
  const q2_ = fma_f32(fma_f32(fma_f32(fma_f32(q6_, z_, 0.000005786276688013459), z_, 0.0001736130507197231), z_, 0.0034722196869552135), z_, 0.0416666679084301)
  return fma_f32(fma_f32(q2_, z_, 0.25), z_, 0.5)
}
export function i1Near_f64(z_: number) {
  const q18_ = ((((((((2.3566897092783255e-44 * z_) + 8.164483599038788e-42) * z_) + 4.050452743940571e-39) * z_) + 1.6884860682455022e-36) * z_) + 6.420244697017211e-34)
  const q14_ = ((((((((q18_ * z_) + 2.1956316392627947e-31) * z_) + 6.71864887206365e-29) * z_) + 1.827472276477777e-26) * z_) + 4.385933486473836e-24)
  const q10_ = ((((((((q14_ * z_) + 9.210460319681377e-22) * z_) + 1.6763037781946375e-19) * z_) + 2.6150338939829773e-17) * z_) + 3.451844740057557e-15)
  const q6_ = ((((((((q10_ * z_) + 3.7970292140633116e-13) * z_) + 3.417326292656981e-11) * z_) + 2.460474930713026e-9) * z_) + 1.3778659611992944e-7)
  const q2_ = ((((((((q6_ * z_) + 0.000005787037037037037) * z_) + 0.00017361111111111112) * z_) + 0.003472222222222222) * z_) + 0.041666666666666664)
  return ((((q2_ * z_) + 0.25) * z_) + 0.5)
}
export function i0Far_f32(t_: number) {
  const q2_ = fma_f32(fma_f32(fma_f32(fma_f32(2.724782705307007, t_, -0.6695302724838257), t_, 0.1419059932231903), t_, 0.022997213527560234), t_, 0.02824980765581131)
  return fma_f32(fma_f32(q2_, t_, 0.0498649962246418), t_, 0.3989422917366028)
}
export function i0Far_f64(t_: number) {
  const q19_ = ((((((((-115085453673600800 * t_) + 194916055658973200) * t_) - 151001345049794180) * t_) + 71255717075884140) * t_) - 22981393721257980)
  const q15_ = ((((((((q19_ * t_) + 5383930876155468) * t_) - 950168716676026.5) * t_) + 129276879302171.97) * t_) - 13764474869379.686)
  const q11_ = ((((((((q15_ * t_) + 1157712633215.2236) * t_) - 77319679409.37321) * t_) + 4106916822.754034) * t_) - 173183283.00775334)
  const q7_ = ((((((((q11_ * t_) + 5767704.210467879) * t_) - 150335.81810814072) * t_) + 3028.9414097236718) * t_) - 45.47529036789834)
  const q3_ = ((((((((q7_ * t_) + 0.7480786618822083) * t_) + 0.08644116397614579) * t_) + 0.04476471557754289) * t_) + 0.029219329326667376)
  return ((((((q3_ * t_) + 0.02805062923218255) * t_) + 0.04986778505006311) * t_) + 0.3989422804014327)
}
export function i1Far_f32(t_: number) {
  const q3_ = fma_f32(fma_f32(fma_f32(fma_f32(-34.85279846191406, t_, 13.99868106842041), t_, -2.6190521717071533), t_, 0.17243264615535736), t_, -0.052363645285367966)
  return fma_f32(fma_f32(fma_f32(q3_, t_, -0.046455152332782745), t_, -0.14960674941539764), t_, 0.3989422917366028)
}
export function i1Far_f64(t_: number) {
  const q19_ = ((((((((115607407879484530 * t_) - 197008737020138900) * t_) + 153406806178565020) * t_) - 72712990495482640) * t_) + 23544776821080828)
  const q15_ = ((((((((q19_ * t_) - 5536115724689313) * t_) + 980395916516019) * t_) - 133831974264986.02) * t_) + 14295846985834.5)
  const q11_ = ((((((((q15_ * t_) - 1206319062498.113) * t_) + 80833013266.41084) * t_) - 4308291245.660691) * t_) + 182334178.99471334)
  const q7_ = ((((((((q11_ * t_) - 6096140.679338885) * t_) + 159573.62835714722) * t_) - 3230.531314026551) * t_) + 48.70618768003026)
  const q3_ = ((((((((q7_ * t_) - 0.8307000811571648) * t_) - 0.10621178486943789) * t_) - 0.057550403751342245) * t_) - 0.04090708297466131)
  return ((((((q3_ * t_) - 0.04675104864458427) * t_) - 0.14960335515040232) * t_) + 0.39894228040143265)
}
export function besselPlace_f32(a_: number) {
  return fround(fround(min_f32(8, a_) * min_f32(8, a_)) * 0.25)
}
export function besselPlace_f64(a_: number) {
  return ((min_f64(8, a_) * min_f64(8, a_)) * 0.25)
}
export function i0_f32(x_: number) {
  const a_ = abs_f32(x_)
  const far_ = fround(32 * fround(expBy_f32(a_, 5) * fround(i0Far_f32(fround(1 / max_f32(8, a_))) / sqrt_f32(a_))))
  return ((a_ < 8) ? i0Near_f32(besselPlace_f32(a_)) : ((a_ === Infinity) ? Infinity : far_))
}
export function i0_f64(x_: number) {
  const a_ = abs_f64(x_)
  const far_ = (32 * (expBy_f64(a_, 5) * (i0Far_f64((1 / max_f64(8, a_))) / sqrt_f64(a_))))
  return ((a_ < 8) ? i0Near_f64(besselPlace_f64(a_)) : ((a_ === Infinity) ? Infinity : far_))
}
export function i0e_f32(x_: number) {
  const a_ = abs_f32(x_)
  return ((a_ < 8) ? fround(decay_f32((-a_)) * i0Near_f32(besselPlace_f32(a_))) : fround(i0Far_f32(fround(1 / max_f32(8, a_))) / sqrt_f32(a_)))
}
export function i0e_f64(x_: number) {
  const a_ = abs_f64(x_)
  return ((a_ < 8) ? (decay_f64((-a_)) * i0Near_f64(besselPlace_f64(a_))) : (i0Far_f64((1 / max_f64(8, a_))) / sqrt_f64(a_)))
}
export function i1_f32(x_: number) {
  const a_ = abs_f32(x_)
  const far_ = fround(32 * fround(expBy_f32(a_, 5) * fround(i1Far_f32(fround(1 / max_f32(8, a_))) / sqrt_f32(a_))))
  return copysign_f32(((a_ < 8) ? fround(a_ * i1Near_f32(besselPlace_f32(a_))) : ((a_ === Infinity) ? Infinity : far_)), x_)
}
export function i1_f64(x_: number) {
  const a_ = abs_f64(x_)
  const far_ = (32 * (expBy_f64(a_, 5) * (i1Far_f64((1 / max_f64(8, a_))) / sqrt_f64(a_))))
  return copysign_f64(((a_ < 8) ? (a_ * i1Near_f64(besselPlace_f64(a_))) : ((a_ === Infinity) ? Infinity : far_)), x_)
}
export function i1e_f32(x_: number) {
  const a_ = abs_f32(x_)
  return copysign_f32(((a_ < 8) ? fround(decay_f32((-a_)) * fround(a_ * i1Near_f32(besselPlace_f32(a_)))) : fround(i1Far_f32(fround(1 / max_f32(8, a_))) / sqrt_f32(a_))), x_)
}
export function i1e_f64(x_: number) {
  const a_ = abs_f64(x_)
  return copysign_f64(((a_ < 8) ? (decay_f64((-a_)) * (a_ * i1Near_f64(besselPlace_f64(a_)))) : (i1Far_f64((1 / max_f64(8, a_))) / sqrt_f64(a_))), x_)
}
