// Generated from native/rules/math.def by codegen/rules.mjs. Do not edit.
#pragma once
#include "simd/primitives.h"

namespace thalweg {
namespace {

TW_INLINE auto nearest(vf x_) {
  using V [[maybe_unused]] = vf;
  return ((x_ + lit<V>(12582912.0)) - lit<V>(12582912.0));
}
TW_INLINE auto nearest(vd x_) {
  using V [[maybe_unused]] = vd;
  return ((x_ + lit<V>(6755399441055744.0)) - lit<V>(6755399441055744.0));
}
template <class V>
TW_INLINE auto sign(V x_) {
  return select((x_ > lit<V>(0.0)), lit<V>(1.0), select((x_ < lit<V>(0.0)), lit<V>(-1.0), lit<V>(0.0)));
}
template <class V>
TW_INLINE auto lerp(V a_, V b_, V weight_) {
  auto difference_ = (b_ - a_);
  return select((weight_ < lit<V>(0.5)), (a_ + (weight_ * difference_)), (b_ - (difference_ * (lit<V>(1.0) - weight_))));
}
TW_INLINE auto isInteger(vf x_) {
  using V [[maybe_unused]] = vf;
  auto a_ = abs(x_);
  return ((a_ >= lit<V>(8388608.0)) | (((a_ + lit<V>(8388608.0)) - lit<V>(8388608.0)) == a_));
}
TW_INLINE auto isInteger(vd x_) {
  using V [[maybe_unused]] = vd;
  auto a_ = abs(x_);
  return ((a_ >= lit<V>(4503599627370496.0)) | (((a_ + lit<V>(4503599627370496.0)) - lit<V>(4503599627370496.0)) == a_));
}
TW_INLINE auto productError(vf a_, vf b_, vf p_) {
  using V [[maybe_unused]] = vf;
  return fma(a_, b_, (-p_));
}
TW_INLINE auto productError(vd a_, vd b_, vd p_) {
  using V [[maybe_unused]] = vd;
  auto as_ = (a_ * lit<V>(134217729.0));
  auto ah_ = (as_ - (as_ - a_));
  auto al_ = (a_ - ah_);
  auto bs_ = (b_ * lit<V>(134217729.0));
  auto bh_ = (bs_ - (bs_ - b_));
  auto bl_ = (b_ - bh_);
  return (((((ah_ * bh_) - p_) + (ah_ * bl_)) + (al_ * bh_)) + (al_ * bl_));
}
template <class V>
TW_INLINE auto differenceError(V a_, V b_, V d_) {
  auto back_ = (d_ - a_);
  return ((a_ - (d_ - back_)) - (b_ + back_));
}
TW_INLINE auto lifted(vf a_) {
  using V [[maybe_unused]] = vf;
  return select((a_ < lit<V>(1.1754943508222875e-38)), (a_ * lit<V>(16777216.0)), a_);
}
TW_INLINE auto lifted(vd a_) {
  using V [[maybe_unused]] = vd;
  return select((a_ < lit<V>(2.2250738585072014e-308)), (a_ * lit<V>(18014398509481984.0)), a_);
}
TW_INLINE auto lift(vf a_) {
  using V [[maybe_unused]] = vf;
  return select((a_ < lit<V>(1.1754943508222875e-38)), lit<V>(24.0), lit<V>(0.0));
}
TW_INLINE auto lift(vd a_) {
  using V [[maybe_unused]] = vd;
  return select((a_ < lit<V>(2.2250738585072014e-308)), lit<V>(54.0), lit<V>(0.0));
}
TW_INLINE auto octaves(vf x_) {
  using V [[maybe_unused]] = vf;
  return (fma(x_, lit<V>(1.4426950408889634), lit<V>(12582912.0)) - lit<V>(12582912.0));
}
TW_INLINE auto octaves(vd x_) {
  using V [[maybe_unused]] = vd;
  return (((x_ * lit<V>(1.4426950408889634)) + lit<V>(6755399441055744.0)) - lit<V>(6755399441055744.0));
}
TW_INLINE auto octaveRest(vf x_, vf n_) {
  using V [[maybe_unused]] = vf;
  return fma(n_, lit<V>(-0.000001428606765330187), fma(n_, lit<V>(-0.693145751953125), x_));
}
TW_INLINE auto octaveRest(vd x_, vd n_) {
  using V [[maybe_unused]] = vd;
  return ((x_ - (n_ * lit<V>(0.6931471803691238))) - (n_ * lit<V>(1.9082149292705877e-10)));
}
TW_INLINE auto expm1Near(vf r_) {
  using V [[maybe_unused]] = vf;
  auto q_ = fma(r_, lit<V>(0.00019956300093326718), lit<V>(0.001393544371239841));
  auto q2_ = fma(fma(q_, r_, lit<V>(0.008333194069564342)), r_, lit<V>(0.041666463017463684));
  auto q4_ = fma(fma(q2_, r_, lit<V>(0.1666666716337204)), r_, lit<V>(0.5));
  return fma((r_ * r_), q4_, r_);
}
TW_INLINE auto expm1Near(vd r_) {
  using V [[maybe_unused]] = vd;
  auto q_ = ((((r_ * lit<V>(1.677460051141698e-10)) + lit<V>(2.0922391213813002e-9)) * r_) + lit<V>(2.5049387650126976e-8));
  auto q3_ = ((((((q_ * r_) + lit<V>(2.755725027431573e-7)) * r_) + lit<V>(0.000002755732320533021)) * r_) + lit<V>(0.000024801587350419845));
  auto q6_ = ((((((q3_ * r_) + lit<V>(0.00019841269838546518)) * r_) + lit<V>(0.0013888888888872984)) * r_) + lit<V>(0.008333333333334181));
  auto q9_ = ((((((q6_ * r_) + lit<V>(0.041666666666666685)) * r_) + lit<V>(0.16666666666666666)) * r_) + lit<V>(0.5));
  return (r_ + ((r_ * r_) * q9_));
}
TW_INLINE auto expBound(vf x_) {
  using V [[maybe_unused]] = vf;
  return min(lit<V>(89.0), max(lit<V>(-104.0), x_));
}
TW_INLINE auto expBound(vd x_) {
  using V [[maybe_unused]] = vd;
  return min(lit<V>(710.0), max(lit<V>(-746.0), x_));
}
TW_INLINE auto normalExp(vf x_) {
  using V [[maybe_unused]] = vf;
  return (abs(x_) < lit<V>(87.0));
}
TW_INLINE auto normalExp(vd x_) {
  using V [[maybe_unused]] = vd;
  return (abs(x_) < lit<V>(708.0));
}
template <class V>
TW_INLINE auto expNormal(V x_) {
  auto n_ = octaves(x_);
  return ((lit<V>(1.0) + expm1Near(octaveRest(x_, n_))) * pow2(n_));
}
template <class V>
TW_INLINE auto expAny(V x_) {
  auto c_ = expBound(x_);
  auto n_ = octaves(c_);
  return scale((lit<V>(1.0) + expm1Near(octaveRest(c_, n_))), n_);
}
template <class V>
TW_INLINE auto exp(V x_) {
  return rare((!normalExp(x_)), [&] { return expAny(x_); }, expNormal(x_));
}
TW_INLINE auto decayBound(vf x_) {
  using V [[maybe_unused]] = vf;
  return max(lit<V>(-104.0), x_);
}
TW_INLINE auto decayBound(vd x_) {
  using V [[maybe_unused]] = vd;
  return max(lit<V>(-746.0), x_);
}
template <class V>
TW_INLINE auto decayAny(V x_) {
  auto c_ = decayBound(x_);
  auto n_ = octaves(c_);
  return scale((lit<V>(1.0) + expm1Near(octaveRest(c_, n_))), n_);
}
template <class V>
TW_INLINE auto decay(V x_) {
  return rare((!normalExp(x_)), [&] { return decayAny(x_); }, expNormal(x_));
}
template <class V>
TW_INLINE auto expm1(V x_) {
  auto c_ = max(lit<V>(-40.0), expBound(x_));
  auto n_ = octaves(c_);
  auto half_ = pow2((n_ - lit<V>(1.0)));
  auto y_ = (lit<V>(2.0) * fma(half_, expm1Near(octaveRest(c_, n_)), (half_ - lit<V>(0.5))));
  return select((abs(x_) < lit<V>(5.551115123125783e-17)), x_, y_);
}
TW_INLINE auto exp2Near(vf r_) {
  using V [[maybe_unused]] = vf;
  auto q_ = fma(fma(r_, lit<V>(0.0001532926398795098), lit<V>(0.0013390969252213836)), r_, lit<V>(0.00961849931627512));
  return fma(fma(fma(fma(q_, r_, lit<V>(0.05550359562039375)), r_, lit<V>(0.24022647738456726)), r_, lit<V>(0.6931471824645996)), r_, lit<V>(1.0));
}
TW_INLINE auto exp2Near(vd r_) {
  using V [[maybe_unused]] = vd;
  return (lit<V>(1.0) + expm1Near((r_ * lit<V>(0.6931471805599453))));
}
TW_INLINE auto exp2Bound(vf x_) {
  using V [[maybe_unused]] = vf;
  return min(lit<V>(129.0), max(lit<V>(-151.0), x_));
}
TW_INLINE auto exp2Bound(vd x_) {
  using V [[maybe_unused]] = vd;
  return min(lit<V>(1025.0), max(lit<V>(-1076.0), x_));
}
template <class V>
TW_INLINE auto exp2(V x_) {
  auto c_ = exp2Bound(x_);
  auto n_ = nearest(c_);
  return scale(exp2Near((c_ - n_)), n_);
}
TW_INLINE auto exp2Inside(vf x_) {
  using V [[maybe_unused]] = vf;
  auto t_ = (x_ + lit<V>(12582912.0));
  auto r_ = (x_ - (t_ - lit<V>(12582912.0)));
  auto q_ = fma(fma(r_, lit<V>(0.0013269535265862942), lit<V>(0.009671292267739773)), r_, lit<V>(0.0555071085691452));
  return raise(fma(fma(fma(q_, r_, lit<V>(0.24022246897220612)), r_, lit<V>(0.6931470036506653)), r_, lit<V>(1.0)), t_);
}
TW_INLINE auto exp2Inside(vd x_) {
  using V [[maybe_unused]] = vd;
  auto t_ = (x_ + lit<V>(6755399441055744.0));
  return raise(exp2Near((x_ - (t_ - lit<V>(6755399441055744.0)))), t_);
}
TW_INLINE auto log1pNear(vf f_) {
  using V [[maybe_unused]] = vf;
  auto q_ = fma(fma(f_, lit<V>(0.0668957382440567), lit<V>(-0.11665018647909164)), f_, lit<V>(0.11908426880836487));
  auto q3_ = fma(fma(fma(q_, f_, lit<V>(-0.12408680468797684)), f_, lit<V>(0.14217126369476318)), f_, lit<V>(-0.16667751967906952));
  auto q6_ = fma(fma(fma(q3_, f_, lit<V>(0.2000223994255066)), f_, lit<V>(-0.25000014901161194)), f_, lit<V>(0.3333331048488617));
  return fma((f_ * f_), fma(f_, q6_, lit<V>(-0.5)), f_);
}
TW_INLINE auto log1pRest(vd f_) {
  using V [[maybe_unused]] = vd;
  auto s_ = (f_ / (lit<V>(2.0) + f_));
  auto z_ = (s_ * s_);
  auto q_ = ((((((z_ * lit<V>(0.13236792234844574)) + lit<V>(0.13251951387030975)) * z_) + lit<V>(0.15386996293596691)) * z_) + lit<V>(0.18181778219339662));
  auto r_ = ((((((q_ * z_) + lit<V>(0.22222222608173137)) * z_) + lit<V>(0.28571428569406815)) * z_) + lit<V>(0.40000000000004926));
  auto half_ = ((f_ * f_) * lit<V>(0.5));
  return (half_ - (s_ * (half_ + (z_ * ((r_ * z_) + lit<V>(0.6666666666666666))))));
}
TW_INLINE auto logSum(vf f_, vf k_) {
  using V [[maybe_unused]] = vf;
  return fma(k_, lit<V>(0.693145751953125), fma(k_, lit<V>(0.000001428606765330187), log1pNear(f_)));
}
TW_INLINE auto logSum(vd f_, vd k_) {
  using V [[maybe_unused]] = vd;
  return ((k_ * lit<V>(0.6931471803691238)) - ((log1pRest(f_) - (k_ * lit<V>(1.9082149292705877e-10))) - f_));
}
template <class V>
TW_INLINE auto logExponent(V s_) {
  return (exponent(s_) + select((mantissa(s_) > lit<V>(1.4142135623730951)), lit<V>(1.0), lit<V>(0.0)));
}
template <class V>
TW_INLINE auto logMantissa(V s_) {
  return (mantissa(s_) * select((mantissa(s_) > lit<V>(1.4142135623730951)), lit<V>(0.5), lit<V>(1.0)));
}
template <class V>
TW_INLINE auto log(V x_) {
  auto s_ = lifted(x_);
  auto y_ = logSum((logMantissa(s_) - lit<V>(1.0)), (logExponent(s_) - lift(x_)));
  return select(((x_ > lit<V>(0.0)) & (x_ < lit<V>(__builtin_inf()))), y_, select((x_ < lit<V>(0.0)), lit<V>(__builtin_nan("")), select((x_ == lit<V>(0.0)), lit<V>(-__builtin_inf()), x_)));
}
TW_INLINE auto log2Sum(vf f_, vf k_) {
  using V [[maybe_unused]] = vf;
  auto l_ = log1pNear(f_);
  return fma(l_, lit<V>(1.4426950216293335), fma(l_, lit<V>(1.925963033500011e-8), k_));
}
TW_INLINE auto log2Sum(vd f_, vd k_) {
  using V [[maybe_unused]] = vd;
  auto l_ = (f_ - log1pRest(f_));
  auto p_ = (l_ * lit<V>(1.4426950408889634));
  auto low_ = (productError(l_, lit<V>(1.4426950408889634), p_) + ((((f_ - l_) - log1pRest(f_)) * lit<V>(1.4426950408889634)) + (l_ * lit<V>(2.0355273740931033e-17))));
  return (k_ + (p_ + low_));
}
template <class V>
TW_INLINE auto log2(V x_) {
  auto s_ = lifted(x_);
  auto y_ = log2Sum((logMantissa(s_) - lit<V>(1.0)), (logExponent(s_) - lift(x_)));
  return select(((x_ > lit<V>(0.0)) & (x_ < lit<V>(__builtin_inf()))), y_, select((x_ < lit<V>(0.0)), lit<V>(__builtin_nan("")), select((x_ == lit<V>(0.0)), lit<V>(-__builtin_inf()), x_)));
}
TW_INLINE auto smallestPower(vf n_) {
  using V [[maybe_unused]] = vf;
  return max(lit<V>(-126.0), n_);
}
TW_INLINE auto smallestPower(vd n_) {
  using V [[maybe_unused]] = vd;
  return max(lit<V>(-1022.0), n_);
}
template <class V>
TW_INLINE auto log1p(V x_) {
  auto u_ = (lit<V>(1.0) + x_);
  auto back_ = (u_ - lit<V>(1.0));
  auto lost_ = ((lit<V>(1.0) - (u_ - back_)) + (x_ - back_));
  auto k_ = logExponent(u_);
  auto y_ = logSum(((logMantissa(u_) - lit<V>(1.0)) + (lost_ * pow2(smallestPower((-k_))))), k_);
  auto near_ = select((abs(x_) < lit<V>(5.551115123125783e-17)), x_, y_);
  return select(((x_ > lit<V>(-1.0)) & (x_ < lit<V>(__builtin_inf()))), near_, select((x_ < lit<V>(-1.0)), lit<V>(__builtin_nan("")), select((x_ == lit<V>(-1.0)), lit<V>(-__builtin_inf()), x_)));
}
template <class V>
TW_INLINE auto sigmoid(V x_) {
  auto e_ = decay((-abs(x_)));
  return (select((x_ < lit<V>(0.0)), e_, lit<V>(1.0)) / (lit<V>(1.0) + e_));
}
template <class V>
TW_INLINE auto tanh(V x_) {
  auto c_ = max(lit<V>(-60.0), (lit<V>(-2.0) * abs(x_)));
  auto n_ = octaves(c_);
  auto power_ = pow2(n_);
  auto rest_ = expm1Near(octaveRest(c_, n_));
  auto e_ = fma(power_, rest_, power_);
  auto near_ = (abs(x_) < lit<V>(0.55));
  auto q_ = (select(near_, (-fma(power_, rest_, (power_ - lit<V>(1.0)))), (e_ + e_)) / (lit<V>(1.0) + e_));
  return copysign(select(near_, q_, (lit<V>(1.0) - q_)), x_);
}
TW_INLINE auto quarters(vf x_) {
  using V [[maybe_unused]] = vf;
  return rare((!(abs(x_) < lit<V>(100000.0))), [&] { return (turnQuadrant(x_) + lit<V>(12582912.0)); }, fma(x_, lit<V>(0.6366197723675814), lit<V>(12582912.0)));
}
TW_INLINE auto quarters(vd x_) {
  using V [[maybe_unused]] = vd;
  return rare((!(abs(x_) < lit<V>(1000000.0))), [&] { return (turnQuadrant(x_) + lit<V>(6755399441055744.0)); }, ((x_ * lit<V>(0.6366197723675814)) + lit<V>(6755399441055744.0)));
}
TW_INLINE auto quarterRest(vf x_, vf t_) {
  using V [[maybe_unused]] = vf;
  auto n_ = (t_ - lit<V>(12582912.0));
  auto r_ = fma(n_, lit<V>(4.371138828673793e-8), fma(n_, lit<V>(-1.5707963705062866), x_));
  return rare((!(abs(x_) < lit<V>(100000.0))), [&] { return turnRest(x_); }, fma(n_, lit<V>(1.7151245100058819e-15), r_));
}
TW_INLINE auto quarterRest(vd x_, vd t_) {
  using V [[maybe_unused]] = vd;
  auto n_ = (t_ - lit<V>(6755399441055744.0));
  auto r1_ = (x_ - (n_ * lit<V>(1.5707963267341256)));
  auto w2_ = (n_ * lit<V>(6.077100506303966e-11));
  auto r2_ = (r1_ - w2_);
  auto w3_ = (n_ * lit<V>(2.0222662487111665e-21));
  auto r3_ = (r2_ - w3_);
  auto low_ = ((differenceError(r1_, w2_, r2_) + differenceError(r2_, w3_, r3_)) - (n_ * lit<V>(8.4784276603689e-32)));
  return rare((!(abs(x_) < lit<V>(1000000.0))), [&] { return turnRest(x_); }, (r3_ + low_));
}
TW_INLINE auto sinNear(vf r_) {
  using V [[maybe_unused]] = vf;
  auto z_ = (r_ * r_);
  auto s_ = fma(fma(fma(z_, lit<V>(0.000002793910425680224), lit<V>(-0.0001984938426176086)), z_, lit<V>(0.00833337102085352)), z_, lit<V>(-0.1666666716337204));
  return fma((r_ * z_), s_, r_);
}
TW_INLINE auto cosNear(vf r_) {
  using V [[maybe_unused]] = vf;
  auto z_ = (r_ * r_);
  auto c_ = fma(fma(z_, lit<V>(0.000024414219296886586), lit<V>(-0.0013887141831219196)), z_, lit<V>(0.04166664183139801));
  return fma((z_ * z_), c_, fma(z_, lit<V>(-0.5), lit<V>(1.0)));
}
TW_INLINE auto sinNear(vd r_) {
  using V [[maybe_unused]] = vd;
  auto z_ = (r_ * r_);
  auto s_ = ((((((z_ * lit<V>(-7.499467357476734e-13)) + lit<V>(1.6056522316328505e-10)) * z_) - lit<V>(2.505208790998097e-8)) * z_) + lit<V>(0.0000027557319135690174));
  auto s3_ = ((((((s_ * z_) - lit<V>(0.0001984126984106681)) * z_) + lit<V>(0.008333333333333106)) * z_) - lit<V>(0.16666666666666666));
  return (r_ + ((r_ * z_) * s3_));
}
TW_INLINE auto cosNear(vd r_) {
  using V [[maybe_unused]] = vd;
  auto z_ = (r_ * r_);
  auto c_ = ((((((z_ * lit<V>(4.655511738241533e-14)) - lit<V>(1.1468209739088768e-11)) * z_) + lit<V>(2.0876733227905736e-9)) * z_) - lit<V>(2.7557319105703375e-7));
  auto c3_ = ((((((c_ * z_) + lit<V>(0.000024801587301267265)) * z_) - lit<V>(0.0013888888888888451)) * z_) + lit<V>(0.041666666666666664));
  auto half_ = (z_ * lit<V>(0.5));
  auto w_ = (lit<V>(1.0) - half_);
  return (w_ + (((lit<V>(1.0) - w_) - half_) + ((z_ * z_) * c3_)));
}
template <class V>
TW_INLINE auto sinTurned(V t_, V r_) {
  auto v_ = select(bit(t_, lit<V>(0.0)), cosNear(r_), sinNear(r_));
  return select(bit(t_, lit<V>(1.0)), (-v_), v_);
}
template <class V>
TW_INLINE auto sin(V x_) {
  auto t_ = quarters(x_);
  return select((x_ == lit<V>(0.0)), x_, sinTurned(t_, quarterRest(x_, t_)));
}
template <class V>
TW_INLINE auto cos(V x_) {
  auto t_ = quarters(x_);
  return sinTurned((t_ + lit<V>(1.0)), quarterRest(x_, t_));
}
TW_INLINE auto twoThirdsLow(vf c_) {
  using V [[maybe_unused]] = vf;
  return (c_ * lit<V>(-1.9868215517249155e-8));
}
TW_INLINE auto twoThirdsLow(vd c_) {
  using V [[maybe_unused]] = vd;
  return (c_ * lit<V>(3.700743415417188e-17));
}
TW_INLINE auto log2eLow(vf h_) {
  using V [[maybe_unused]] = vf;
  return (h_ * lit<V>(1.925963033500011e-8));
}
TW_INLINE auto log2eLow(vd h_) {
  using V [[maybe_unused]] = vd;
  return (h_ * lit<V>(2.0355273740931033e-17));
}
TW_INLINE auto atanhRest(vf z_) {
  using V [[maybe_unused]] = vf;
  return fma(fma(fma(z_, lit<V>(0.19528010487556458), lit<V>(0.22181056439876556)), z_, lit<V>(0.2857195734977722)), z_, lit<V>(0.3999999761581421));
}
TW_INLINE auto atanhRest(vd z_) {
  using V [[maybe_unused]] = vd;
  auto p_ = ((((((z_ * lit<V>(0.12000945187047504)) + lit<V>(0.11673289979693528)) * z_) + lit<V>(0.13336398487342854)) * z_) + lit<V>(0.15384554576502985));
  return ((((((((p_ * z_) + lit<V>(0.1818181890747247)) * z_) + lit<V>(0.22222222217195428)) * z_) + lit<V>(0.28571428571446733)) * z_) + lit<V>(0.39999999999999974));
}
TW_INLINE auto powBound(vf y_) {
  using V [[maybe_unused]] = vf;
  return min(lit<V>(1099511627776.0), max(lit<V>(-1099511627776.0), y_));
}
TW_INLINE auto powBound(vd y_) {
  using V [[maybe_unused]] = vd;
  return min(lit<V>(1.1805916207174113e+21), max(lit<V>(-1.1805916207174113e+21), y_));
}
TW_INLINE auto powerBound(vf e_) {
  using V [[maybe_unused]] = vf;
  return min(lit<V>(129.0), max(lit<V>(-200.0), e_));
}
TW_INLINE auto powerBound(vd e_) {
  using V [[maybe_unused]] = vd;
  return min(lit<V>(1025.0), max(lit<V>(-1200.0), e_));
}
template <class V>
TW_INLINE auto pow(V x_, V y_) {
  auto a_ = abs(x_);
  auto s_ = lifted(a_);
  auto m_ = logMantissa(s_);
  auto k_ = (logExponent(s_) - lift(a_));
  auto d_ = (m_ + lit<V>(1.0));
  auto inverse_ = (lit<V>(1.0) / d_);
  auto q_ = ((m_ - lit<V>(1.0)) * inverse_);
  auto qd_ = (q_ * d_);
  auto rest_ = (((m_ - lit<V>(1.0)) - qd_) - productError(q_, d_, qd_));
  auto qLow_ = ((rest_ - (q_ * (m_ - (d_ - lit<V>(1.0))))) * inverse_);
  auto z_ = (q_ * q_);
  auto zLow_ = (productError(q_, q_, z_) + ((q_ + q_) * qLow_));
  auto c_ = (z_ * q_);
  auto cLow_ = (productError(z_, q_, c_) + ((z_ * qLow_) + (zLow_ * q_)));
  auto t_ = (c_ * lit<V>(0.6666666666666666));
  auto tLow_ = (productError(c_, lit<V>(0.6666666666666666), t_) + (twoThirdsLow(c_) + (cLow_ * lit<V>(0.6666666666666666))));
  auto h_ = ((q_ + q_) + t_);
  auto hLow_ = ((t_ - (h_ - (q_ + q_))) + ((qLow_ + qLow_) + (tLow_ + ((z_ * c_) * atanhRest(z_)))));
  auto l_ = (h_ * lit<V>(1.4426950408889634));
  auto lLow_ = (productError(h_, lit<V>(1.4426950408889634), l_) + (log2eLow(h_) + (hLow_ * lit<V>(1.4426950408889634))));
  auto sum_ = (k_ + l_);
  auto sumLow_ = ((l_ - (sum_ - k_)) + lLow_);
  auto log2x_ = (sum_ + sumLow_);
  auto log2xLow_ = ((sum_ - log2x_) + sumLow_);
  auto b_ = powBound(y_);
  auto e_ = (b_ * log2x_);
  auto eLow_ = (productError(b_, log2x_, e_) + (b_ * log2xLow_));
  auto power_ = powerBound(e_);
  auto n_ = nearest(power_);
  auto r_ = ((power_ - n_) + select((power_ == e_), eLow_, lit<V>(0.0)));
  auto finite_ = scale((lit<V>(1.0) + expm1Near((r_ * lit<V>(0.6931471805599453)))), n_);
  auto atZero_ = select((y_ < lit<V>(0.0)), lit<V>(__builtin_inf()), lit<V>(0.0));
  auto atInf_ = select((y_ < lit<V>(0.0)), lit<V>(0.0), lit<V>(__builtin_inf()));
  auto size_ = select((a_ == lit<V>(0.0)), atZero_, select((a_ == lit<V>(__builtin_inf())), atInf_, finite_));
  auto odd_ = (isInteger(y_) & (!isInteger((y_ * lit<V>(0.5)))));
  auto directed_ = select((odd_ & (copysign(lit<V>(1.0), x_) < lit<V>(0.0))), (-size_), size_);
  auto real_ = select((((x_ < lit<V>(0.0)) & (a_ < lit<V>(__builtin_inf()))) & (!isInteger(y_))), lit<V>(__builtin_nan("")), select(((x_ != x_) | (y_ != y_)), lit<V>(__builtin_nan("")), directed_));
  return select(((y_ == lit<V>(0.0)) | (x_ == lit<V>(1.0))), lit<V>(1.0), real_);
}
TW_INLINE auto halfErfc(vf t_) {
  using V [[maybe_unused]] = vf;
  auto q_ = fma(fma(t_, lit<V>(-0.06526342779397964), lit<V>(0.24528764188289642)), t_, lit<V>(-0.2614766061306));
  auto q3_ = fma(fma(fma(q_, t_, lit<V>(0.2801826596260071)), t_, lit<V>(-0.05187244340777397)), t_, lit<V>(0.10949226468801498));
  return (fma(fma(fma(q3_, t_, lit<V>(0.0736217349767685)), t_, lit<V>(0.08543930947780609)), t_, lit<V>(0.08458885550498962)) * t_);
}
TW_INLINE auto halfErfc(vd t_) {
  using V [[maybe_unused]] = vd;
  auto q_ = ((((((t_ * lit<V>(0.0008488010063790779)) - lit<V>(0.010661412294506071)) * t_) + lit<V>(0.06180328946523463)) * t_) - lit<V>(0.21866242761572519));
  auto q3_ = ((((((q_ * t_) + lit<V>(0.526792108810307)) * t_) - lit<V>(0.9155504200001862)) * t_) + lit<V>(1.1928215872432444));
  auto q6_ = ((((((q3_ * t_) - lit<V>(1.2034729683628187)) * t_) + lit<V>(0.9666095954725277)) * t_) - lit<V>(0.6252580317316624));
  auto q9_ = ((((((q6_ * t_) + lit<V>(0.3270047619356873)) * t_) - lit<V>(0.14471544875178305)) * t_) + lit<V>(0.04881147618729263));
  auto q12_ = ((((((q9_ * t_) - lit<V>(0.011664404996001299)) * t_) + lit<V>(0.014236452223004029)) * t_) + lit<V>(0.021176519672104162));
  auto q15_ = ((((((q12_ * t_) + lit<V>(0.035201991783770134)) * t_) + lit<V>(0.049103959953921056)) * t_) + lit<V>(0.062294012601028986));
  auto q18_ = ((((((q15_ * t_) + lit<V>(0.07320352092478961)) * t_) + lit<V>(0.08082016151500256)) * t_) + lit<V>(0.08462843742476801));
  return (((q18_ * t_) + lit<V>(0.08462843753362159)) * t_);
}
TW_INLINE auto erfNear(vf z_) {
  using V [[maybe_unused]] = vf;
  auto q_ = fma(fma(z_, lit<V>(0.00007842288323445246), lit<V>(-0.0008006793214008212)), z_, lit<V>(0.005187962669879198));
  return fma(fma(fma(fma(q_, z_, lit<V>(-0.026853643357753754)), z_, lit<V>(0.1128358244895935)), z_, lit<V>(-0.3761262595653534)), z_, lit<V>(0.12837916612625122));
}
TW_INLINE auto erfNear(vd z_) {
  using V [[maybe_unused]] = vd;
  auto q_ = ((((((z_ * lit<V>(-3.0318349575721405e-11)) + lit<V>(2.641774771984286e-10)) * z_) - lit<V>(1.7509947118174428e-9)) * z_) + lit<V>(1.57378961948121e-8));
  auto q3_ = ((((((q_ * z_) - lit<V>(1.6473352878315785e-7)) * z_) + lit<V>(0.0000016470564565870841)) * z_) - lit<V>(0.000014926111527157336));
  auto q6_ = ((((((q3_ * z_) + lit<V>(0.00012055350479442391)) * z_) - lit<V>(0.0008548327478135521)) * z_) + lit<V>(0.005223977633270208));
  auto q9_ = ((((((q6_ * z_) - lit<V>(0.026866170645973544)) * z_) + lit<V>(0.11283791670960247)) * z_) - lit<V>(0.376126389031839));
  return ((q9_ * z_) + lit<V>(0.1283791670955126));
}
template <class V>
TW_INLINE auto erf(V x_) {
  auto z_ = (x_ * x_);
  auto near_ = fma(x_, erfNear(z_), x_);
  auto e_ = decay((-z_));
  auto far_ = (lit<V>(1.0) - ((e_ + e_) * halfErfc((lit<V>(1.0) / fma(abs(x_), lit<V>(0.3), lit<V>(1.0))))));
  return select((abs(x_) < lit<V>(1.0)), near_, copysign(far_, x_));
}
TW_INLINE auto erfcReach(vf x_) {
  using V [[maybe_unused]] = vf;
  return min(lit<V>(10.5), abs(x_));
}
TW_INLINE auto erfcReach(vd x_) {
  using V [[maybe_unused]] = vd;
  return min(lit<V>(27.5), abs(x_));
}
TW_INLINE auto erfcPlace(vf a_) {
  using V [[maybe_unused]] = vf;
  return ((a_ - lit<V>(2.0)) / (a_ + lit<V>(2.0)));
}
TW_INLINE auto erfcPlace(vd a_) {
  using V [[maybe_unused]] = vd;
  return ((a_ - lit<V>(4.0)) / (a_ + lit<V>(4.0)));
}
TW_INLINE auto erfcTail(vf t_) {
  using V [[maybe_unused]] = vf;
  auto q4_ = fma(fma(fma(fma(t_, lit<V>(-0.00024555501295253634), lit<V>(-0.0012560175964608788)), t_, lit<V>(0.0011595550458878279)), t_, lit<V>(0.008655603043735027)), t_, lit<V>(-0.008008351549506187));
  auto q7_ = fma(fma(fma(q4_, t_, lit<V>(-0.05421166494488716)), t_, lit<V>(0.1640489250421524)), t_, lit<V>(-0.166030615568161));
  return fma(fma(q7_, t_, lit<V>(-0.09276376664638519)), t_, lit<V>(1.2769783735275269));
}
TW_INLINE auto erfcTail(vd t_) {
  using V [[maybe_unused]] = vd;
  auto q3_ = ((((((t_ * lit<V>(-9.946812630606978e-9)) - lit<V>(1.1606654792807488e-8)) * t_) + lit<V>(1.0412930351159651e-7)) * t_) + lit<V>(6.518038343222403e-8));
  auto q5_ = ((((q3_ * t_) - lit<V>(8.206139738962375e-7)) * t_) + lit<V>(3.019188972828689e-7));
  auto q7_ = ((((q5_ * t_) + lit<V>(0.000005707276384543924)) * t_) - lit<V>(0.000011226424055241089));
  auto q9_ = ((((q7_ * t_) - lit<V>(0.000024398395010870455)) * t_) + lit<V>(0.000150623238393606));
  auto q11_ = ((((q9_ * t_) - lit<V>(0.00019925687386459926)) * t_) - lit<V>(0.0007577736548567544));
  auto q13_ = ((((q11_ * t_) + lit<V>(0.005031970003068422)) * t_) - lit<V>(0.016197734002421933));
  auto q15_ = ((((q13_ * t_) + lit<V>(0.03716751553535335)) * t_) - lit<V>(0.06633036581735223));
  auto q17_ = ((((q15_ * t_) + lit<V>(0.09373283499844964)) * t_) - lit<V>(0.10103906603603871));
  auto q19_ = ((((q17_ * t_) + lit<V>(0.06809705425469048)) * t_) + lit<V>(0.015379652102613366));
  return ((((q19_ * t_) - lit<V>(0.1396211168405625)) * t_) + lit<V>(1.2329951186255526));
}
template <class V>
TW_INLINE auto erfc(V x_) {
  auto near_ = fma((-x_), erfNear((x_ * x_)), (lit<V>(1.0) - x_));
  auto a_ = erfcReach(x_);
  auto z_ = (a_ * a_);
  auto h_ = (erfcTail(erfcPlace(a_)) / (lit<V>(1.0) + (lit<V>(2.0) * a_)));
  auto tail_ = (decay((-z_)) * fma((-h_), productError(a_, a_, z_), h_));
  return select((abs(x_) < lit<V>(0.5)), near_, select((x_ < lit<V>(0.0)), (lit<V>(2.0) - tail_), tail_));
}
template <class V>
TW_INLINE auto normalCdf(V x_) {
  auto tail_ = (decay(((x_ * x_) * lit<V>(-0.5))) * halfErfc((lit<V>(1.0) / fma(abs(x_), lit<V>(0.21213203435596426), lit<V>(1.0)))));
  return select((x_ < lit<V>(0.0)), tail_, (lit<V>(1.0) - tail_));
}
template <class V>
TW_INLINE auto normalPdf(V x_) {
  return (decay(((x_ * x_) * lit<V>(-0.5))) * lit<V>(0.3989422804014327));
}
TW_INLINE auto geluReach(vf x_) {
  using V [[maybe_unused]] = vf;
  return min(lit<V>(13.0), abs(x_));
}
TW_INLINE auto geluReach(vd x_) {
  using V [[maybe_unused]] = vd;
  return min(lit<V>(37.0), abs(x_));
}
template <class V>
TW_INLINE auto bell(V a_) {
  return exp2Inside((a_ * (a_ * lit<V>(-0.7213475204444817))));
}
TW_INLINE auto geluTail(vf a_) {
  using V [[maybe_unused]] = vf;
  auto n_ = fma(fma(fma(fma(a_, lit<V>(5.445637043521856e-7), lit<V>(0.012229922227561474)), a_, lit<V>(0.09781923145055771)), a_, lit<V>(0.32105767726898193)), a_, lit<V>(0.5));
  auto d_ = fma(fma(fma(fma(a_, lit<V>(0.03071076236665249), lit<V>(0.2442607581615448)), a_, lit<V>(0.8446038961410522)), a_, lit<V>(1.439998984336853)), a_, lit<V>(1.0));
  return (((a_ * bell(a_)) * n_) / d_);
}
TW_INLINE auto geluTail(vd a_) {
  using V [[maybe_unused]] = vd;
  return (a_ * (bell(a_) * halfErfc((lit<V>(1.0) / ((a_ * lit<V>(0.21213203435596426)) + lit<V>(1.0))))));
}
TW_INLINE auto geluSlope(vf a_) {
  using V [[maybe_unused]] = vf;
  auto n2_ = fma(fma(fma(a_, lit<V>(8.121074870359735e-7), lit<V>(0.02957141399383545)), a_, lit<V>(0.18862512707710266)), a_, lit<V>(0.4195680618286133));
  auto n_ = fma(fma(n2_, a_, lit<V>(0.23047584295272827)), a_, lit<V>(-0.5));
  auto d_ = fma(fma(fma(a_, lit<V>(0.07419633865356445), lit<V>(0.4717549979686737)), a_, lit<V>(1.1348187923431396)), a_, lit<V>(1.0));
  return ((bell(a_) * n_) / d_);
}
TW_INLINE auto geluSlope(vd a_) {
  using V [[maybe_unused]] = vd;
  return (bell(a_) * ((a_ * lit<V>(0.3989422804014327)) - halfErfc((lit<V>(1.0) / ((a_ * lit<V>(0.21213203435596426)) + lit<V>(1.0))))));
}
TW_INLINE auto geluTanhLow(vf x_) {
  using V [[maybe_unused]] = vf;
  return max(lit<V>(-9.9), x_);
}
TW_INLINE auto geluTanhLow(vd x_) {
  using V [[maybe_unused]] = vd;
  return max(lit<V>(-21.0), x_);
}
TW_INLINE auto geluTanhHigh(vf x_) {
  using V [[maybe_unused]] = vf;
  return min(lit<V>(9.9), x_);
}
TW_INLINE auto geluTanhHigh(vd x_) {
  using V [[maybe_unused]] = vd;
  return min(lit<V>(21.0), x_);
}
template <class V>
TW_INLINE auto geluTanhPower(V x_) {
  return exp2Inside((x_ * fma((x_ * x_), lit<V>(-0.1029432395800235), lit<V>(-2.302208198144325))));
}
TW_INLINE auto round(vf x_) {
  using V [[maybe_unused]] = vf;
  auto a_ = abs(x_);
  return copysign(select((a_ < lit<V>(8388608.0)), ((a_ + lit<V>(8388608.0)) - lit<V>(8388608.0)), a_), x_);
}
TW_INLINE auto round(vd x_) {
  using V [[maybe_unused]] = vd;
  auto a_ = abs(x_);
  return copysign(select((a_ < lit<V>(4503599627370496.0)), ((a_ + lit<V>(4503599627370496.0)) - lit<V>(4503599627370496.0)), a_), x_);
}
template <class V>
TW_INLINE auto floor(V x_) {
  auto r_ = round(x_);
  return select((r_ > x_), (r_ - lit<V>(1.0)), r_);
}
template <class V>
TW_INLINE auto ceil(V x_) {
  auto r_ = round(x_);
  return copysign(select((r_ < x_), (r_ + lit<V>(1.0)), r_), x_);
}
template <class V>
TW_INLINE auto trunc(V x_) {
  return copysign(floor(abs(x_)), x_);
}
template <class V>
TW_INLINE auto remainder(V a_, V b_) {
  auto r_ = fmod(a_, b_);
  return select((((r_ < lit<V>(0.0)) & (b_ > lit<V>(0.0))) | ((r_ > lit<V>(0.0)) & (b_ < lit<V>(0.0)))), (r_ + b_), r_);
}
template <class V>
TW_INLINE auto floorQuotient(V a_, V b_) {
  auto m_ = fmod(a_, b_);
  auto exact_ = ((a_ - m_) / b_);
  auto q_ = select((((m_ < lit<V>(0.0)) & (b_ > lit<V>(0.0))) | ((m_ > lit<V>(0.0)) & (b_ < lit<V>(0.0)))), (exact_ - lit<V>(1.0)), exact_);
  auto f_ = floor(q_);
  auto whole_ = select(((q_ - f_) > lit<V>(0.5)), (f_ + lit<V>(1.0)), f_);
  return select((b_ == lit<V>(0.0)), (a_ / b_), select((q_ == lit<V>(0.0)), copysign(lit<V>(0.0), (a_ / b_)), whole_));
}
template <class V>
TW_INLINE auto tan(V x_) {
  auto t_ = quarters(x_);
  auto r_ = quarterRest(x_, t_);
  auto s_ = sinNear(r_);
  auto c_ = cosNear(r_);
  return select((x_ == lit<V>(0.0)), x_, select(bit(t_, lit<V>(0.0)), ((-c_) / s_), (s_ / c_)));
}
TW_INLINE auto log10Sum(vf f_, vf k_) {
  using V [[maybe_unused]] = vf;
  auto l_ = log1pNear(f_);
  auto p_ = (l_ * lit<V>(0.4342944920063019));
  auto low_ = (fma(l_, lit<V>(0.4342944920063019), (-p_)) + fma(l_, lit<V>(-1.0103049952192578e-8), (k_ * lit<V>(0.000004605039066518657))));
  auto high_ = (k_ * lit<V>(0.301025390625));
  auto s_ = (high_ + p_);
  return (s_ + ((p_ - (s_ - high_)) + low_));
}
TW_INLINE auto log10Sum(vd f_, vd k_) {
  using V [[maybe_unused]] = vd;
  auto l_ = (f_ - log1pRest(f_));
  auto p_ = (l_ * lit<V>(0.4342944819032518));
  auto rest_ = ((((f_ - l_) - log1pRest(f_)) * lit<V>(0.4342944819032518)) + (l_ * lit<V>(1.098319650216765e-17)));
  auto low_ = (productError(l_, lit<V>(0.4342944819032518), p_) + (rest_ + (k_ * lit<V>(1.42050232272661e-13))));
  auto high_ = (k_ * lit<V>(0.30102999566383914));
  auto s_ = (high_ + p_);
  return (s_ + ((p_ - (s_ - high_)) + low_));
}
template <class V>
TW_INLINE auto log10(V x_) {
  auto s_ = lifted(x_);
  auto y_ = log10Sum((logMantissa(s_) - lit<V>(1.0)), (logExponent(s_) - lift(x_)));
  return select(((x_ > lit<V>(0.0)) & (x_ < lit<V>(__builtin_inf()))), y_, select((x_ < lit<V>(0.0)), lit<V>(__builtin_nan("")), select((x_ == lit<V>(0.0)), lit<V>(-__builtin_inf()), x_)));
}
TW_INLINE auto expByBound(vf x_, vf m_) {
  using V [[maybe_unused]] = vf;
  return min(((m_ + lit<V>(129.4)) * lit<V>(0.6931471805599453)), max(lit<V>(-104.0), x_));
}
TW_INLINE auto expByBound(vd x_, vd m_) {
  using V [[maybe_unused]] = vd;
  return min(((m_ + lit<V>(1025.4)) * lit<V>(0.6931471805599453)), max(lit<V>(-746.0), x_));
}
template <class V>
TW_INLINE auto expBy(V x_, V m_) {
  auto c_ = expByBound(x_, m_);
  auto n_ = octaves(c_);
  return scale((lit<V>(1.0) + expm1Near(octaveRest(c_, n_))), (n_ - m_));
}
template <class V>
TW_INLINE auto sinh(V x_) {
  auto a_ = abs(x_);
  auto e_ = expm1(select((a_ < lit<V>(20.0)), a_, lit<V>(20.0)));
  return copysign(select((a_ < lit<V>(20.0)), (lit<V>(0.5) * (e_ + (e_ / (e_ + lit<V>(1.0))))), expBy(a_, lit<V>(1.0))), x_);
}
template <class V>
TW_INLINE auto cosh(V x_) {
  auto half_ = expBy(abs(x_), lit<V>(1.0));
  return (half_ + (lit<V>(0.25) / half_));
}
TW_INLINE auto asinhLarge(vf a_) {
  using V [[maybe_unused]] = vf;
  return (a_ > lit<V>(16384.0));
}
TW_INLINE auto asinhLarge(vd a_) {
  using V [[maybe_unused]] = vd;
  return (a_ > lit<V>(268435456.0));
}
template <class V>
TW_INLINE auto asinh(V x_) {
  auto a_ = abs(x_);
  auto near_ = log1p((a_ + ((a_ * a_) / (lit<V>(1.0) + sqrt(((a_ * a_) + lit<V>(1.0)))))));
  return copysign(select(asinhLarge(a_), (log(a_) + lit<V>(0.6931471805599453)), near_), x_);
}
template <class V>
TW_INLINE auto acosh(V x_) {
  auto t_ = (x_ - lit<V>(1.0));
  auto near_ = log1p((t_ + sqrt(((t_ * lit<V>(2.0)) + (t_ * t_)))));
  return select(asinhLarge(x_), (log(x_) + lit<V>(0.6931471805599453)), select((x_ < lit<V>(1.0)), lit<V>(__builtin_nan("")), near_));
}
template <class V>
TW_INLINE auto atanh(V x_) {
  auto a_ = abs(x_);
  return copysign((lit<V>(0.5) * log1p(((a_ + a_) / (lit<V>(1.0) - a_)))), x_);
}
TW_INLINE auto halfPiLow(vf x_) {
  using V [[maybe_unused]] = vf;
  return select((x_ == x_), lit<V>(-4.371138828673793e-8), x_);
}
TW_INLINE auto halfPiLow(vd x_) {
  using V [[maybe_unused]] = vd;
  return select((x_ == x_), lit<V>(6.123233995736766e-17), x_);
}
TW_INLINE auto atanNear(vf z_) {
  using V [[maybe_unused]] = vf;
  return fma(fma(fma(fma(lit<V>(-0.060591164976358414), z_, lit<V>(0.10585419833660126)), z_, lit<V>(-0.14242234826087952)), z_, lit<V>(0.1999838948249817)), z_, lit<V>(-0.3333331346511841));
}
TW_INLINE auto atanNear(vd z_) {
  using V [[maybe_unused]] = vd;
  auto q6_ = ((((((((lit<V>(-0.017875082076391904) * z_) + lit<V>(0.03803384737547456)) * z_) - lit<V>(0.050380337894947336)) * z_) + lit<V>(0.05847591249504188)) * z_) - lit<V>(0.06663060489962618));
  auto q2_ = ((((((((q6_ * z_) + lit<V>(0.07692056107637982)) * z_) - lit<V>(0.09090897507732498)) * z_) + lit<V>(0.11111110773919125)) * z_) - lit<V>(0.14285714279983017));
  return ((((q2_ * z_) + lit<V>(0.1999999999995114)) * z_) - lit<V>(0.33333333333333187));
}
template <class V>
TW_INLINE auto atan(V x_) {
  auto a_ = abs(x_);
  auto middle_ = (a_ > lit<V>(0.41421356237309503));
  auto large_ = (a_ > lit<V>(2.414213562373095));
  auto w_ = (select(large_, lit<V>(-1.0), select(middle_, (a_ - lit<V>(1.0)), a_)) / select(large_, a_, select(middle_, (a_ + lit<V>(1.0)), lit<V>(1.0))));
  auto z_ = (w_ * w_);
  auto base_ = select(large_, lit<V>(1.5707963267948966), select(middle_, lit<V>(0.7853981633974483), lit<V>(0.0)));
  auto low_ = (halfPiLow(x_) * select(large_, lit<V>(1.0), select(middle_, lit<V>(0.5), lit<V>(0.0))));
  return copysign((base_ + (w_ + fma((w_ * z_), atanNear(z_), low_))), x_);
}
template <class V>
TW_INLINE auto atan2(V y_, V x_) {
  auto ay_ = abs(y_);
  auto ax_ = abs(x_);
  auto q_ = select((ay_ == ax_), select((ay_ == lit<V>(0.0)), lit<V>(0.0), lit<V>(1.0)), (ay_ / ax_));
  auto t_ = atan(q_);
  auto back_ = (lit<V>(3.141592653589793) - (t_ - (lit<V>(2.0) * halfPiLow(t_))));
  return copysign(select((copysign(lit<V>(1.0), x_) < lit<V>(0.0)), back_, t_), y_);
}
TW_INLINE auto asinNear(vf z_) {
  using V [[maybe_unused]] = vf;
  auto q1_ = fma(fma(fma(fma(lit<V>(0.03754977136850357), z_, lit<V>(0.01440940611064434)), z_, lit<V>(0.03181745857000351)), z_, lit<V>(0.04451543092727661)), z_, lit<V>(0.07500515133142471));
  return fma(q1_, z_, lit<V>(0.16666659712791443));
}
TW_INLINE auto asinNear(vd z_) {
  using V [[maybe_unused]] = vd;
  auto q7_ = ((((((((lit<V>(0.031858337127637325) * z_) - lit<V>(0.016145358450190626)) * z_) + lit<V>(0.019478022105486492)) * z_) + lit<V>(0.006546235631284175)) * z_) + lit<V>(0.01216504090331638));
  auto q3_ = ((((((((q7_ * z_) + lit<V>(0.013885856581285664)) * z_) + lit<V>(0.017359644248878155)) * z_) + lit<V>(0.02237176181131066)) * z_) + lit<V>(0.030381958996922143));
  return ((((((q3_ * z_) + lit<V>(0.04464285683105815)) * z_) + lit<V>(0.07500000000335101)) * z_) + lit<V>(0.16666666666665406));
}
template <class V>
TW_INLINE auto asin(V x_) {
  auto a_ = abs(x_);
  auto far_ = (a_ > lit<V>(0.5));
  auto z_ = select(far_, ((lit<V>(1.0) - a_) * lit<V>(0.5)), (x_ * x_));
  auto s_ = select(far_, sqrt(z_), a_);
  auto t_ = fma((s_ * z_), asinNear(z_), s_);
  return copysign(select(far_, (lit<V>(1.5707963267948966) - ((t_ + t_) - halfPiLow(x_))), t_), x_);
}
template <class V>
TW_INLINE auto acos(V x_) {
  auto a_ = abs(x_);
  auto far_ = (a_ > lit<V>(0.5));
  auto z_ = select(far_, ((lit<V>(1.0) - a_) * lit<V>(0.5)), (x_ * x_));
  auto s_ = select(far_, sqrt(z_), x_);
  auto t_ = fma((s_ * z_), asinNear(z_), s_);
  auto back_ = (lit<V>(3.141592653589793) - ((t_ + t_) - (lit<V>(2.0) * halfPiLow(x_))));
  return select(far_, select((x_ < lit<V>(0.0)), back_, (t_ + t_)), (lit<V>(1.5707963267948966) - (t_ - halfPiLow(x_))));
}
template <class V>
TW_INLINE auto hypot(V a_, V b_) {
  auto x_ = abs(a_);
  auto y_ = abs(b_);
  auto large_ = select((x_ > y_), x_, y_);
  auto small_ = select((x_ > y_), y_, x_);
  auto q_ = (small_ / large_);
  auto length_ = (large_ * sqrt(fma(q_, q_, lit<V>(1.0))));
  return select(((x_ == lit<V>(__builtin_inf())) | (y_ == lit<V>(__builtin_inf()))), lit<V>(__builtin_inf()), select((large_ == lit<V>(0.0)), lit<V>(0.0), length_));
}
template <class V>
TW_INLINE auto erfcxFar(V v_) {
  auto p_ = ((((((lit<V>(135135.0) * (-v_)) + lit<V>(10395.0)) * v_) - lit<V>(945.0)) * v_) + lit<V>(105.0));
  return ((((((((p_ * v_) - lit<V>(15.0)) * v_) + lit<V>(3.0)) * v_) - lit<V>(1.0)) * v_) + lit<V>(1.0));
}
template <class V>
TW_INLINE auto erfcx(V x_) {
  auto a_ = abs(x_);
  auto z_ = (a_ * a_);
  auto grown_ = exp(z_);
  auto power_ = select((grown_ < lit<V>(__builtin_inf())), fma(grown_, productError(a_, a_, z_), grown_), grown_);
  auto c_ = erfcReach(x_);
  auto middle_ = (erfcTail(erfcPlace(c_)) / (lit<V>(1.0) + (lit<V>(2.0) * c_)));
  auto far_ = ((lit<V>(0.5641895835477563) / a_) * erfcxFar((lit<V>(0.5) / z_)));
  auto tail_ = select((a_ < lit<V>(0.5)), (exp(z_) * erfc(a_)), select((a_ > c_), far_, middle_));
  return select((x_ < lit<V>(0.0)), ((lit<V>(2.0) * power_) - tail_), tail_);
}
TW_INLINE auto erfinvNear(vf z_) {
  using V [[maybe_unused]] = vf;
  auto q3_ = fma(fma(fma(fma(lit<V>(-0.3957641124725342), z_, lit<V>(0.47371140122413635)), z_, lit<V>(-0.113490030169487)), z_, lit<V>(0.09685061872005463)), z_, lit<V>(0.08327379077672958));
  return fma(fma(fma(q3_, z_, lit<V>(0.12772858142852783)), z_, lit<V>(0.2320096790790558)), z_, lit<V>(0.8862269520759583));
}
TW_INLINE auto erfinvNear(vd z_) {
  using V [[maybe_unused]] = vd;
  auto q11_ = ((((((((lit<V>(-1.3468454939793542) * z_) + lit<V>(2.7347139412127737)) * z_) - lit<V>(2.3890803072421387)) * z_) + lit<V>(1.287418590255817)) * z_) - lit<V>(0.41919134035750977));
  auto q7_ = ((((((((q11_ * z_) + lit<V>(0.13279161042083587)) * z_) + lit<V>(0.009090862746286803)) * z_) + lit<V>(0.034094252632360954)) * z_) + lit<V>(0.03624367725726558));
  auto q3_ = ((((((((q7_ * z_) + lit<V>(0.0428514471025585)) * z_) + lit<V>(0.05173059887538192)) * z_) + lit<V>(0.06495963906342489)) * z_) + lit<V>(0.08655212882156275));
  return ((((((q3_ * z_) + lit<V>(0.1275561753102985)) * z_) + lit<V>(0.23201366653462988)) * z_) + lit<V>(0.886226925452758));
}
template <class V>
TW_INLINE auto erfcinvStart(V t_) {
  auto q6_ = ((((((((lit<V>(-0.5588107894422244) * t_) + lit<V>(3.875117305226769)) * t_) - lit<V>(11.734835657140533)) * t_) + lit<V>(20.412482596652016)) * t_) - lit<V>(22.625060228835455));
  auto q2_ = ((((((((q6_ * t_) + lit<V>(16.893241156180963)) * t_) - lit<V>(9.019851599872984)) * t_) + lit<V>(3.9061513755845123)) * t_) - lit<V>(1.480754723197));
  return ((((q2_ * t_) - lit<V>(0.031321288040439536)) * t_) + lit<V>(1.000359528772042));
}
template <class V>
TW_INLINE auto erfcinv(V c_) {
  auto s_ = sqrt((-log(c_)));
  auto y_ = (s_ * erfcinvStart((lit<V>(1.0) / s_)));
  auto e_ = erfc(y_);
  auto h_ = log1p(((e_ - c_) / c_));
  auto r_ = (lit<V>(1.1283791670955126) * (decay(((-y_) * y_)) / e_));
  return select((c_ > lit<V>(0.0)), (y_ + (h_ / (r_ - ((h_ * lit<V>(0.5)) * ((lit<V>(2.0) * y_) - r_))))), select((c_ == lit<V>(0.0)), lit<V>(__builtin_inf()), lit<V>(__builtin_nan(""))));
}
template <class V>
TW_INLINE auto erfinv(V x_) {
  auto a_ = abs(x_);
  return copysign(select((a_ > lit<V>(0.5)), erfcinv((lit<V>(1.0) - a_)), (a_ * erfinvNear((a_ * a_)))), x_);
}
template <class V>
TW_INLINE auto ndtri(V p_) {
  auto q_ = ((lit<V>(2.0) * p_) - lit<V>(1.0));
  auto near_ = (q_ * erfinvNear((q_ * q_)));
  auto far_ = erfcinv((lit<V>(2.0) * select((q_ < lit<V>(0.0)), p_, (lit<V>(1.0) - p_))));
  return (lit<V>(1.4142135623730951) * select((abs(q_) < lit<V>(0.5)), near_, select((q_ < lit<V>(0.0)), (-far_), far_)));
}
template <class V>
TW_INLINE auto ndtr(V x_) {
  return (lit<V>(0.5) * erfc((x_ * lit<V>(-0.7071067811865476))));
}
template <class V>
TW_INLINE auto logNdtr(V x_) {
  auto t_ = (x_ * lit<V>(-0.7071067811865476));
  return select((x_ < lit<V>(-1.0)), (log((erfcx(t_) * lit<V>(0.5))) - (t_ * t_)), log1p((erfc((-t_)) * lit<V>(-0.5))));
}
template <class V>
TW_INLINE auto sinPi(V r_) {
  return select((abs(r_) > lit<V>(0.25)), copysign(cosNear((lit<V>(3.141592653589793) * (lit<V>(0.5) - abs(r_)))), r_), sinNear((lit<V>(3.141592653589793) * r_)));
}
template <class V>
TW_INLINE auto cosPi(V r_) {
  return select((abs(r_) > lit<V>(0.25)), sinNear((lit<V>(3.141592653589793) * (lit<V>(0.5) - abs(r_)))), cosNear((lit<V>(3.141592653589793) * r_)));
}
TW_INLINE auto lgammaNear(vf z_) {
  using V [[maybe_unused]] = vf;
  auto q4_ = fma(fma(fma(fma(lit<V>(-0.000312235759338364), z_, lit<V>(0.0005665058852173388)), z_, lit<V>(-0.0011538320686668158)), z_, lit<V>(0.0028806785121560097)), z_, lit<V>(-0.00739196827635169));
  return fma(fma(fma(fma(q4_, z_, lit<V>(0.020581360906362534)), z_, lit<V>(-0.06735190004110336)), z_, lit<V>(0.32246702909469604)), z_, lit<V>(0.42278432846069336));
}
TW_INLINE auto lgammaNear(vd z_) {
  using V [[maybe_unused]] = vd;
  auto q15_ = ((((((((lit<V>(1.0026202025689859e-7) * z_) - lit<V>(1.1586994060092583e-7)) * z_) + lit<V>(1.5932688244725391e-7)) * z_) - lit<V>(4.520302521719169e-7)) * z_) + lit<V>(9.7997753832172e-7));
  auto q11_ = ((((((((q15_ * z_) - lit<V>(0.0000020340877869912235)) * z_) + lit<V>(0.00000436824316804073)) * z_) - lit<V>(0.00000944141898434994)) * z_) + lit<V>(0.000020508281827780918));
  auto q7_ = ((((((((q11_ * z_) - lit<V>(0.000044925870413103946)) * z_) + lit<V>(0.00009945740708408144)) * z_) - lit<V>(0.00022315479791212563)) * z_) + lit<V>(0.0005096695309675816));
  auto q3_ = ((((((((q7_ * z_) - lit<V>(0.0011927539092830342)) * z_) + lit<V>(0.0028905103305390868)) * z_) - lit<V>(0.007385551028752966)) * z_) + lit<V>(0.020580808427787648));
  return ((((((q3_ * z_) - lit<V>(0.06735230105319694)) * z_) + lit<V>(0.3224670334241132)) * z_) + lit<V>(0.42278433509846713));
}
TW_INLINE auto stirling(vf v_) {
  using V [[maybe_unused]] = vf;
  return fma(lit<V>(-0.002761988900601864), v_, lit<V>(0.08333326876163483));
}
TW_INLINE auto stirling(vd v_) {
  using V [[maybe_unused]] = vd;
  auto q1_ = ((((((((lit<V>(-0.001629285699768406) * v_) + lit<V>(0.000836294988296607)) * v_) - lit<V>(0.0005951873601867081)) * v_) + lit<V>(0.0007936505622460434)) * v_) - lit<V>(0.0027777777773237726));
  return ((q1_ * v_) + lit<V>(0.08333333333333308));
}
template <class V>
TW_INLINE auto lgammaFactor(V x_, V j_, V k_) {
  return select((j_ <= k_), (x_ - j_), lit<V>(1.0));
}
template <class V>
TW_INLINE auto lgammaSmall(V x_) {
  auto k_ = max(lit<V>(-2.0), (round(x_) - lit<V>(2.0)));
  auto z_ = (x_ - (k_ + lit<V>(2.0)));
  auto up_ = ((lgammaFactor(x_, lit<V>(1.0), k_) * lgammaFactor(x_, lit<V>(2.0), k_)) * lgammaFactor(x_, lit<V>(3.0), k_));
  auto above_ = (up_ * ((lgammaFactor(x_, lit<V>(4.0), k_) * lgammaFactor(x_, lit<V>(5.0), k_)) * lgammaFactor(x_, lit<V>(6.0), k_)));
  auto below_ = (x_ * select((k_ < lit<V>(-1.0)), (x_ + lit<V>(1.0)), lit<V>(1.0)));
  auto l_ = log(select((k_ < lit<V>(0.0)), below_, above_));
  return fma(z_, lgammaNear(z_), select((k_ < lit<V>(0.0)), (-l_), l_));
}
template <class V>
TW_INLINE auto lgammaLarge(V x_) {
  auto r_ = (lit<V>(1.0) / x_);
  return (((x_ - lit<V>(0.5)) * (log(x_) - lit<V>(1.0))) + fma(r_, stirling((r_ * r_)), lit<V>(0.4189385332046727)));
}
template <class V>
TW_INLINE auto lgammaPositive(V x_) {
  return select((x_ < lit<V>(8.0)), lgammaSmall(select((x_ < lit<V>(8.0)), x_, lit<V>(2.0))), lgammaLarge(x_));
}
template <class V>
TW_INLINE auto lgammaReflected(V a_, V value_) {
  auto s_ = sinPi((a_ - round(a_)));
  return select(((a_ == lit<V>(__builtin_inf())) | (s_ == lit<V>(0.0))), lit<V>(__builtin_inf()), (((lit<V>(1.1447298858494002) - log(abs(s_))) - log(a_)) - value_));
}
template <class V>
TW_INLINE auto lgamma(V x_) {
  auto y_ = lgammaPositive(abs(x_));
  return rare((x_ <= lit<V>(0.0)), [&] { return lgammaReflected(abs(x_), y_); }, y_);
}
TW_INLINE auto digammaFar(vf v_) {
  using V [[maybe_unused]] = vf;
  return fma(lit<V>(-0.008246553130447865), v_, lit<V>(0.08333290368318558));
}
TW_INLINE auto digammaFar(vd v_) {
  using V [[maybe_unused]] = vd;
  auto q1_ = ((((((((lit<V>(-0.01720910203433176) * v_) + lit<V>(0.007496854951727954)) * v_) - lit<V>(0.004165854760765505)) * v_) + lit<V>(0.003968249690583127)) * v_) - lit<V>(0.008333333322887411));
  return ((q1_ * v_) + lit<V>(0.08333333333332477));
}
TW_INLINE auto trigammaFar(vf v_) {
  using V [[maybe_unused]] = vf;
  return fma(fma(lit<V>(0.02282484620809555), v_, lit<V>(-0.03332418575882912)), v_, lit<V>(0.166666641831398));
}
TW_INLINE auto trigammaFar(vd v_) {
  using V [[maybe_unused]] = vd;
  auto q2_ = ((((((((lit<V>(0.8219984290610277) * v_) - lit<V>(0.245083231278914)) * v_) + lit<V>(0.07565602252328399)) * v_) - lit<V>(0.0333326138755906)) * v_) + lit<V>(0.02380952105486191));
  return ((((q2_ * v_) - lit<V>(0.03333333332829421)) * v_) + lit<V>(0.16666666666666352));
}
template <class V>
TW_INLINE auto digammaPart(V x_, V j_, V k_) {
  return select((j_ < k_), (lit<V>(1.0) / (x_ + j_)), lit<V>(0.0));
}
template <class V>
TW_INLINE auto digammaPositive(V x_) {
  auto k_ = max(lit<V>(0.0), (lit<V>(8.0) - floor(x_)));
  auto low_ = ((digammaPart(x_, lit<V>(0.0), k_) + digammaPart(x_, lit<V>(1.0), k_)) + (digammaPart(x_, lit<V>(2.0), k_) + digammaPart(x_, lit<V>(3.0), k_)));
  auto high_ = ((digammaPart(x_, lit<V>(4.0), k_) + digammaPart(x_, lit<V>(5.0), k_)) + (digammaPart(x_, lit<V>(6.0), k_) + digammaPart(x_, lit<V>(7.0), k_)));
  auto y_ = (x_ + k_);
  auto r_ = (lit<V>(1.0) / y_);
  auto v_ = (r_ * r_);
  return ((log(y_) - fma(v_, digammaFar(v_), (lit<V>(0.5) * r_))) - (high_ + low_));
}
template <class V>
TW_INLINE auto digammaReflected(V x_, V a_, V value_) {
  auto r_ = (a_ - round(a_));
  auto turn_ = ((lit<V>(3.141592653589793) * cosPi(r_)) / sinPi(r_));
  return select((x_ == lit<V>(0.0)), copysign(lit<V>(__builtin_inf()), (-copysign(lit<V>(1.0), x_))), select(((r_ == lit<V>(0.0)) | (a_ == lit<V>(__builtin_inf()))), lit<V>(__builtin_nan("")), (value_ + ((lit<V>(1.0) / a_) + turn_))));
}
template <class V>
TW_INLINE auto digamma(V x_) {
  auto y_ = digammaPositive(abs(x_));
  return rare((x_ <= lit<V>(0.0)), [&] { return digammaReflected(x_, abs(x_), y_); }, y_);
}
template <class V>
TW_INLINE auto trigammaPart(V x_, V j_, V k_) {
  auto q_ = (lit<V>(1.0) / (x_ + j_));
  return select((j_ < k_), (q_ * q_), lit<V>(0.0));
}
template <class V>
TW_INLINE auto trigammaPositive(V x_) {
  auto k_ = max(lit<V>(0.0), (lit<V>(8.0) - floor(x_)));
  auto low_ = ((trigammaPart(x_, lit<V>(0.0), k_) + trigammaPart(x_, lit<V>(1.0), k_)) + (trigammaPart(x_, lit<V>(2.0), k_) + trigammaPart(x_, lit<V>(3.0), k_)));
  auto high_ = ((trigammaPart(x_, lit<V>(4.0), k_) + trigammaPart(x_, lit<V>(5.0), k_)) + (trigammaPart(x_, lit<V>(6.0), k_) + trigammaPart(x_, lit<V>(7.0), k_)));
  auto r_ = (lit<V>(1.0) / (x_ + k_));
  auto v_ = (r_ * r_);
  return ((low_ + high_) + (r_ + fma((v_ * r_), trigammaFar(v_), (lit<V>(0.5) * v_))));
}
template <class V>
TW_INLINE auto trigammaReflected(V a_, V value_) {
  auto q_ = (lit<V>(3.141592653589793) / sinPi((a_ - round(a_))));
  return select((a_ == lit<V>(0.0)), lit<V>(__builtin_inf()), (((q_ * q_) + (lit<V>(1.0) / (a_ * a_))) - value_));
}
template <class V>
TW_INLINE auto trigamma(V x_) {
  auto y_ = trigammaPositive(abs(x_));
  return rare((x_ <= lit<V>(0.0)), [&] { return trigammaReflected(abs(x_), y_); }, y_);
}
TW_INLINE auto i0Near(vf z_) {
  using V [[maybe_unused]] = vf;
  auto q6_ = fma(fma(fma(fma(lit<V>(1.3730969215374617e-13), z_, lit<V>(5.566924525524097e-12)), z_, lit<V>(6.49776787930989e-10)), z_, lit<V>(3.902556855450712e-8)), z_, lit<V>(0.0000019310027710162103));
  auto q2_ = fma(fma(fma(fma(q6_, z_, lit<V>(0.00006943784683244303)), z_, lit<V>(0.0017361222999170423)), z_, lit<V>(0.027777770534157753)), z_, lit<V>(0.25));
  return fma(fma(q2_, z_, lit<V>(1.0)), z_, lit<V>(1.0));
}
TW_INLINE auto i0Near(vd z_) {
  using V [[maybe_unused]] = vd;
  auto q19_ = ((((((((lit<V>(2.042286564086166e-45) * z_) + lit<V>(7.433822724646906e-43)) * z_) + lit<V>(3.856689842652929e-40)) * z_) + lit<V>(1.688527623253495e-37)) * z_) + lit<V>(6.75813888467071e-35));
  auto q15_ = ((((((((q19_ * z_) + lit<V>(2.4395910263969847e-32)) * z_) + lit<V>(7.904292734639396e-30)) * z_) + lit<V>(2.284340346358764e-27)) * z_) + lit<V>(5.8479113152183685e-25));
  auto q11_ = ((((((((q15_ * z_) + lit<V>(1.3157800456694197e-22)) * z_) + lit<V>(2.5789288895301708e-20)) * z_) + lit<V>(4.358389823304964e-18)) * z_) + lit<V>(6.276081345559194e-16));
  auto q7_ = ((((((((q11_ * z_) + lit<V>(7.594058428126623e-14)) * z_) + lit<V>(7.594058428126624e-12)) * z_) + lit<V>(6.151187326782565e-10)) * z_) + lit<V>(3.936759889140842e-8));
  auto q3_ = ((((((((q7_ * z_) + lit<V>(0.0000019290123456790124)) * z_) + lit<V>(0.00006944444444444444)) * z_) + lit<V>(0.001736111111111111)) * z_) + lit<V>(0.027777777777777776));
  return ((((((q3_ * z_) + lit<V>(0.25)) * z_) + lit<V>(1.0)) * z_) + lit<V>(1.0));
}
TW_INLINE auto i1Near(vf z_) {
  using V [[maybe_unused]] = vf;
  auto q6_ = fma(fma(fma(fma(lit<V>(6.27132225070417e-15), z_, lit<V>(2.7525185364481175e-13)), z_, lit<V>(3.6222667226804006e-11)), z_, lit<V>(2.436524093596404e-9)), z_, lit<V>(1.3795926179227536e-7));
  auto q2_ = fma(fma(fma(fma(q6_, z_, lit<V>(0.000005786276688013459)), z_, lit<V>(0.0001736130507197231)), z_, lit<V>(0.0034722196869552135)), z_, lit<V>(0.0416666679084301));
  return fma(fma(q2_, z_, lit<V>(0.25)), z_, lit<V>(0.5));
}
TW_INLINE auto i1Near(vd z_) {
  using V [[maybe_unused]] = vd;
  auto q18_ = ((((((((lit<V>(2.3566897092783255e-44) * z_) + lit<V>(8.164483599038788e-42)) * z_) + lit<V>(4.050452743940571e-39)) * z_) + lit<V>(1.6884860682455022e-36)) * z_) + lit<V>(6.420244697017211e-34));
  auto q14_ = ((((((((q18_ * z_) + lit<V>(2.1956316392627947e-31)) * z_) + lit<V>(6.71864887206365e-29)) * z_) + lit<V>(1.827472276477777e-26)) * z_) + lit<V>(4.385933486473836e-24));
  auto q10_ = ((((((((q14_ * z_) + lit<V>(9.210460319681377e-22)) * z_) + lit<V>(1.6763037781946375e-19)) * z_) + lit<V>(2.6150338939829773e-17)) * z_) + lit<V>(3.451844740057557e-15));
  auto q6_ = ((((((((q10_ * z_) + lit<V>(3.7970292140633116e-13)) * z_) + lit<V>(3.417326292656981e-11)) * z_) + lit<V>(2.460474930713026e-9)) * z_) + lit<V>(1.3778659611992944e-7));
  auto q2_ = ((((((((q6_ * z_) + lit<V>(0.000005787037037037037)) * z_) + lit<V>(0.00017361111111111112)) * z_) + lit<V>(0.003472222222222222)) * z_) + lit<V>(0.041666666666666664));
  return ((((q2_ * z_) + lit<V>(0.25)) * z_) + lit<V>(0.5));
}
TW_INLINE auto i0Far(vf t_) {
  using V [[maybe_unused]] = vf;
  auto q2_ = fma(fma(fma(fma(lit<V>(2.724782705307007), t_, lit<V>(-0.6695302724838257)), t_, lit<V>(0.1419059932231903)), t_, lit<V>(0.022997213527560234)), t_, lit<V>(0.02824980765581131));
  return fma(fma(q2_, t_, lit<V>(0.0498649962246418)), t_, lit<V>(0.3989422917366028));
}
TW_INLINE auto i0Far(vd t_) {
  using V [[maybe_unused]] = vd;
  auto q19_ = ((((((((lit<V>(-115085453673600800.0) * t_) + lit<V>(194916055658973200.0)) * t_) - lit<V>(151001345049794180.0)) * t_) + lit<V>(71255717075884140.0)) * t_) - lit<V>(22981393721257980.0));
  auto q15_ = ((((((((q19_ * t_) + lit<V>(5383930876155468.0)) * t_) - lit<V>(950168716676026.5)) * t_) + lit<V>(129276879302171.97)) * t_) - lit<V>(13764474869379.686));
  auto q11_ = ((((((((q15_ * t_) + lit<V>(1157712633215.2236)) * t_) - lit<V>(77319679409.37321)) * t_) + lit<V>(4106916822.754034)) * t_) - lit<V>(173183283.00775334));
  auto q7_ = ((((((((q11_ * t_) + lit<V>(5767704.210467879)) * t_) - lit<V>(150335.81810814072)) * t_) + lit<V>(3028.9414097236718)) * t_) - lit<V>(45.47529036789834));
  auto q3_ = ((((((((q7_ * t_) + lit<V>(0.7480786618822083)) * t_) + lit<V>(0.08644116397614579)) * t_) + lit<V>(0.04476471557754289)) * t_) + lit<V>(0.029219329326667376));
  return ((((((q3_ * t_) + lit<V>(0.02805062923218255)) * t_) + lit<V>(0.04986778505006311)) * t_) + lit<V>(0.3989422804014327));
}
TW_INLINE auto i1Far(vf t_) {
  using V [[maybe_unused]] = vf;
  auto q3_ = fma(fma(fma(fma(lit<V>(-34.85279846191406), t_, lit<V>(13.99868106842041)), t_, lit<V>(-2.6190521717071533)), t_, lit<V>(0.17243264615535736)), t_, lit<V>(-0.052363645285367966));
  return fma(fma(fma(q3_, t_, lit<V>(-0.046455152332782745)), t_, lit<V>(-0.14960674941539764)), t_, lit<V>(0.3989422917366028));
}
TW_INLINE auto i1Far(vd t_) {
  using V [[maybe_unused]] = vd;
  auto q19_ = ((((((((lit<V>(115607407879484530.0) * t_) - lit<V>(197008737020138900.0)) * t_) + lit<V>(153406806178565020.0)) * t_) - lit<V>(72712990495482640.0)) * t_) + lit<V>(23544776821080828.0));
  auto q15_ = ((((((((q19_ * t_) - lit<V>(5536115724689313.0)) * t_) + lit<V>(980395916516019.0)) * t_) - lit<V>(133831974264986.02)) * t_) + lit<V>(14295846985834.5));
  auto q11_ = ((((((((q15_ * t_) - lit<V>(1206319062498.113)) * t_) + lit<V>(80833013266.41084)) * t_) - lit<V>(4308291245.660691)) * t_) + lit<V>(182334178.99471334));
  auto q7_ = ((((((((q11_ * t_) - lit<V>(6096140.679338885)) * t_) + lit<V>(159573.62835714722)) * t_) - lit<V>(3230.531314026551)) * t_) + lit<V>(48.70618768003026));
  auto q3_ = ((((((((q7_ * t_) - lit<V>(0.8307000811571648)) * t_) - lit<V>(0.10621178486943789)) * t_) - lit<V>(0.057550403751342245)) * t_) - lit<V>(0.04090708297466131));
  return ((((((q3_ * t_) - lit<V>(0.04675104864458427)) * t_) - lit<V>(0.14960335515040232)) * t_) + lit<V>(0.39894228040143265));
}
template <class V>
TW_INLINE auto besselPlace(V a_) {
  return ((min(lit<V>(8.0), a_) * min(lit<V>(8.0), a_)) * lit<V>(0.25));
}
template <class V>
TW_INLINE auto i0(V x_) {
  auto a_ = abs(x_);
  auto far_ = (lit<V>(32.0) * (expBy(a_, lit<V>(5.0)) * (i0Far((lit<V>(1.0) / max(lit<V>(8.0), a_))) / sqrt(a_))));
  return select((a_ < lit<V>(8.0)), i0Near(besselPlace(a_)), select((a_ == lit<V>(__builtin_inf())), lit<V>(__builtin_inf()), far_));
}
template <class V>
TW_INLINE auto i0e(V x_) {
  auto a_ = abs(x_);
  return select((a_ < lit<V>(8.0)), (decay((-a_)) * i0Near(besselPlace(a_))), (i0Far((lit<V>(1.0) / max(lit<V>(8.0), a_))) / sqrt(a_)));
}
template <class V>
TW_INLINE auto i1(V x_) {
  auto a_ = abs(x_);
  auto far_ = (lit<V>(32.0) * (expBy(a_, lit<V>(5.0)) * (i1Far((lit<V>(1.0) / max(lit<V>(8.0), a_))) / sqrt(a_))));
  return copysign(select((a_ < lit<V>(8.0)), (a_ * i1Near(besselPlace(a_))), select((a_ == lit<V>(__builtin_inf())), lit<V>(__builtin_inf()), far_)), x_);
}
template <class V>
TW_INLINE auto i1e(V x_) {
  auto a_ = abs(x_);
  return copysign(select((a_ < lit<V>(8.0)), (decay((-a_)) * (a_ * i1Near(besselPlace(a_)))), (i1Far((lit<V>(1.0) / max(lit<V>(8.0), a_))) / sqrt(a_))), x_);
}

}  // namespace
}  // namespace thalweg
