// Generated from native/rules/elementwise.def by codegen/rules.mjs. Do not edit.
#pragma once
#include "simd/loops.h"

namespace thalweg {
namespace {

struct op_add {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ + b_);
  }
};
struct op_sub {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ - b_);
  }
};
struct op_subGradB {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (-g_);
  }
};
struct op_mul {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ * b_);
  }
};
struct op_mulGradA {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V b_ = x[1];
    return (g_ * b_);
  }
};
struct op_mulGradB {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    return (g_ * a_);
  }
};
struct op_div {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ / b_);
  }
};
struct op_divGradA {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V b_ = x[1];
    return (g_ / b_);
  }
};
struct op_divGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V b_ = x[1];
    V y_ = x[2];
    return ((-g_) * (y_ / b_));
  }
};
struct op_addScaled {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    V alpha_ = p[0];
    return (a_ + (alpha_ * b_));
  }
};
struct op_addScaledGradB {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V alpha_ = p[0];
    return (g_ * alpha_);
  }
};
struct op_addScalar {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V value_ = p[0];
    return (x_ + value_);
  }
};
struct op_mulScalar {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V value_ = p[0];
    return (x_ * value_);
  }
};
struct op_mulScalarGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V value_ = p[0];
    return (g_ * value_);
  }
};
struct op_divScalar {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V value_ = p[0];
    return (x_ / value_);
  }
};
struct op_divScalarGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V value_ = p[0];
    return (g_ / value_);
  }
};
struct op_subFromScalar {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V value_ = p[0];
    return (value_ - x_);
  }
};
struct op_subFromScalarGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (-g_);
  }
};
struct op_divIntoScalar {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V value_ = p[0];
    return (value_ / x_);
  }
};
struct op_divIntoScalarGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V y_ = x[2];
    return ((-g_) * (y_ / x_));
  }
};
struct op_lerp {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    V weight_ = p[0];
    return select((weight_ < lit<V>(0.5)), (a_ + (weight_ * (b_ - a_))), (b_ - ((b_ - a_) * (lit<V>(1.0) - weight_))));
  }
};
struct op_lerpGradA {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V weight_ = p[0];
    return (g_ * (lit<V>(1.0) - weight_));
  }
};
struct op_lerpGradB {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V weight_ = p[0];
    return (g_ * weight_);
  }
};
struct op_eq {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ == b_);
  }
};
struct op_ne {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ != b_);
  }
};
struct op_lt {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ < b_);
  }
};
struct op_le {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ <= b_);
  }
};
struct op_gt {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ > b_);
  }
};
struct op_ge {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ >= b_);
  }
};
struct op_maximum {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return select(((a_ > b_) | (a_ != a_)), a_, b_);
  }
};
struct op_maximumGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select((a_ == b_), (g_ * lit<V>(0.5)), select((a_ < b_), lit<V>(0.0), g_));
  }
};
struct op_maximumGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select((a_ == b_), (g_ * lit<V>(0.5)), select((a_ > b_), lit<V>(0.0), g_));
  }
};
struct op_minimum {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return select(((a_ < b_) | (a_ != a_)), a_, b_);
  }
};
struct op_minimumGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select((a_ == b_), (g_ * lit<V>(0.5)), select((a_ > b_), lit<V>(0.0), g_));
  }
};
struct op_minimumGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select((a_ == b_), (g_ * lit<V>(0.5)), select((a_ < b_), lit<V>(0.0), g_));
  }
};
struct op_clamp {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V min_ = p[0];
    V max_ = p[1];
    auto low_ = select((x_ < min_), min_, x_);
    return select((low_ > max_), max_, low_);
  }
};
struct op_clampGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V min_ = p[0];
    V max_ = p[1];
    return select(((x_ >= min_) & (x_ <= max_)), g_, lit<V>(0.0));
  }
};
struct op_abs {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return abs(x_);
  }
};
struct op_absGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return select((x_ > lit<V>(0.0)), g_, select((x_ < lit<V>(0.0)), (-g_), lit<V>(0.0)));
  }
};
struct op_neg {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (-x_);
  }
};
struct op_negGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (-g_);
  }
};
struct op_sign {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return sign(x_);
  }
};
struct op_signGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (lit<V>(0.0) * g_);
  }
};
struct op_square {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (x_ * x_);
  }
};
struct op_squareGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * (x_ + x_));
  }
};
struct op_sqrt {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return sqrt(x_);
  }
};
struct op_sqrtGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ / (y_ + y_));
  }
};
struct op_rsqrt {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (lit<V>(1.0) / sqrt(x_));
  }
};
struct op_rsqrtGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return ((lit<V>(-0.5) * g_) * ((y_ * y_) * y_));
  }
};
struct op_reciprocal {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (lit<V>(1.0) / x_);
  }
};
struct op_reciprocalGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return ((-g_) * (y_ * y_));
  }
};
struct op_pow {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return pow(a_, b_);
  }
};
struct op_powGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select((b_ == lit<V>(0.0)), lit<V>(0.0), (g_ * (b_ * pow(a_, (b_ - lit<V>(1.0))))));
  }
};
struct op_powGradB {
  static constexpr int kInputs = 4;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    V y_ = x[3];
    return select(((a_ == lit<V>(0.0)) & (b_ >= lit<V>(0.0))), lit<V>(0.0), (g_ * (y_ * log(a_))));
  }
};
struct op_powScalar {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V exponent_ = p[0];
    return pow(x_, exponent_);
  }
};
struct op_powScalarGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V exponent_ = p[0];
    return select((exponent_ == lit<V>(0.0)), lit<V>(0.0), (g_ * (exponent_ * pow(x_, (exponent_ - lit<V>(1.0))))));
  }
};
struct op_exp {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return exp(x_);
  }
};
struct op_expGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * y_);
  }
};
struct op_exp2 {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return exp2(x_);
  }
};
struct op_exp2GradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * (y_ * lit<V>(0.6931471805599453)));
  }
};
struct op_expm1 {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return expm1(x_);
  }
};
struct op_expm1GradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * (y_ + lit<V>(1.0)));
  }
};
struct op_log {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return log(x_);
  }
};
struct op_logGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / x_);
  }
};
struct op_log2 {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return log2(x_);
  }
};
struct op_log2GradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / (x_ * lit<V>(0.6931471805599453)));
  }
};
struct op_log1p {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return log1p(x_);
  }
};
struct op_log1pGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / (x_ + lit<V>(1.0)));
  }
};
struct op_sin {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return sin(x_);
  }
};
struct op_sinGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * cos(x_));
  }
};
struct op_cos {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return cos(x_);
  }
};
struct op_cosGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return ((-g_) * sin(x_));
  }
};
struct op_erf {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return erf(x_);
  }
};
struct op_erfGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * (lit<V>(1.1283791670955126) * decay((-(x_ * x_)))));
  }
};
struct op_erfc {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return erfc(x_);
  }
};
struct op_erfcGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * (lit<V>(-1.1283791670955126) * decay((-(x_ * x_)))));
  }
};
struct op_tanh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return tanh(x_);
  }
};
struct op_tanhGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * (lit<V>(1.0) - (y_ * y_)));
  }
};
struct op_sigmoid {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return sigmoid(x_);
  }
};
struct op_sigmoidGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * ((lit<V>(1.0) - y_) * y_));
  }
};
struct op_logSigmoid {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (select((x_ < lit<V>(0.0)), x_, lit<V>(0.0)) - log1p(decay((-abs(x_)))));
  }
};
struct op_logSigmoidGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * sigmoid((-x_)));
  }
};
struct op_relu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return select((x_ <= lit<V>(0.0)), lit<V>(0.0), x_);
  }
};
struct op_reluGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return select((y_ <= lit<V>(0.0)), lit<V>(0.0), g_);
  }
};
struct op_leakyRelu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V negativeSlope_ = p[0];
    return select((x_ > lit<V>(0.0)), x_, (x_ * negativeSlope_));
  }
};
struct op_leakyReluGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V negativeSlope_ = p[0];
    return select((x_ > lit<V>(0.0)), g_, (g_ * negativeSlope_));
  }
};
struct op_elu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V alpha_ = p[0];
    return select((x_ <= lit<V>(0.0)), (alpha_ * expm1(x_)), x_);
  }
};
struct op_eluGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V alpha_ = p[0];
    return select((x_ <= lit<V>(0.0)), (g_ * (alpha_ * exp(x_))), g_);
  }
};
struct op_gelu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (max(lit<V>(0.0), x_) - geluTail(geluReach(x_)));
  }
};
struct op_geluGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    auto h_ = geluSlope(geluReach(x_));
    return (g_ * select((x_ < lit<V>(0.0)), (-h_), (lit<V>(1.0) + h_)));
  }
};
struct op_geluTanh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    auto a_ = geluTanhLow(x_);
    return (a_ / (lit<V>(1.0) + geluTanhPower(geluTanhHigh(a_))));
  }
};
struct op_geluTanhGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    auto a_ = geluTanhHigh(geluTanhLow(x_));
    auto e_ = geluTanhPower(a_);
    auto s_ = (lit<V>(1.0) / (lit<V>(1.0) + e_));
    return ((g_ * s_) * fma((a_ * (e_ * s_)), fma((a_ * a_), lit<V>(0.21406444881780073), lit<V>(1.5957691216057308)), lit<V>(1.0)));
  }
};
struct op_silu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (x_ / (lit<V>(1.0) + exp((-x_))));
  }
};
struct op_siluGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    auto s_ = (lit<V>(1.0) / (lit<V>(1.0) + exp((-x_))));
    return (g_ * (s_ * (lit<V>(1.0) + (x_ * (lit<V>(1.0) - s_)))));
  }
};
struct op_softplus {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V beta_ = p[0];
    V threshold_ = p[1];
    auto z_ = (x_ * beta_);
    return select((z_ > threshold_), x_, (log1p(exp(z_)) / beta_));
  }
};
struct op_softplusGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V beta_ = p[0];
    V threshold_ = p[1];
    auto z_ = (x_ * beta_);
    return select((z_ > threshold_), g_, (g_ * sigmoid(z_)));
  }
};
struct op_hardswish {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return ((x_ * min(lit<V>(6.0), max(lit<V>(0.0), (x_ + lit<V>(3.0))))) / lit<V>(6.0));
  }
};
struct op_hardswishGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return select((x_ <= lit<V>(-3.0)), lit<V>(0.0), select((x_ >= lit<V>(3.0)), g_, (g_ * ((x_ / lit<V>(3.0)) + lit<V>(0.5)))));
  }
};
struct op_relu6 {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    auto low_ = select((x_ < lit<V>(0.0)), lit<V>(0.0), x_);
    return select((low_ > lit<V>(6.0)), lit<V>(6.0), low_);
  }
};
struct op_relu6GradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return select(((x_ <= lit<V>(0.0)) | (x_ >= lit<V>(6.0))), lit<V>(0.0), g_);
  }
};
struct op_hardtanh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V minVal_ = p[0];
    V maxVal_ = p[1];
    auto low_ = select((x_ < minVal_), minVal_, x_);
    return select((low_ > maxVal_), maxVal_, low_);
  }
};
struct op_hardtanhGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V minVal_ = p[0];
    V maxVal_ = p[1];
    return select(((x_ <= minVal_) | (x_ >= maxVal_)), lit<V>(0.0), g_);
  }
};
struct op_hardsigmoid {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    auto low_ = select(((x_ + lit<V>(3.0)) < lit<V>(0.0)), lit<V>(0.0), (x_ + lit<V>(3.0)));
    return (select((low_ > lit<V>(6.0)), lit<V>(6.0), low_) / lit<V>(6.0));
  }
};
struct op_hardsigmoidGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return select(((x_ > lit<V>(-3.0)) & (x_ < lit<V>(3.0))), (g_ / lit<V>(6.0)), lit<V>(0.0));
  }
};
struct op_hardshrink {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V lambd_ = p[0];
    return select(((x_ >= (-lambd_)) & (x_ <= lambd_)), lit<V>(0.0), x_);
  }
};
struct op_hardshrinkGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V lambd_ = p[0];
    return select(((x_ >= (-lambd_)) & (x_ <= lambd_)), lit<V>(0.0), g_);
  }
};
struct op_softshrink {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V lambd_ = p[0];
    return select((x_ > lambd_), (x_ - lambd_), select((x_ < (-lambd_)), (x_ + lambd_), (x_ * lit<V>(0.0))));
  }
};
struct op_softshrinkGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V lambd_ = p[0];
    return select(((x_ >= (-lambd_)) & (x_ <= lambd_)), lit<V>(0.0), g_);
  }
};
struct op_selu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return select((x_ <= lit<V>(0.0)), (lit<V>(1.7580993408473766) * expm1(x_)), (lit<V>(1.0507009873554805) * x_));
  }
};
struct op_seluGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return select((x_ <= lit<V>(0.0)), (g_ * (lit<V>(1.7580993408473766) * exp(x_))), (g_ * lit<V>(1.0507009873554805)));
  }
};
struct op_celu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V alpha_ = p[0];
    return select((x_ <= lit<V>(0.0)), (alpha_ * expm1((x_ / alpha_))), x_);
  }
};
struct op_celuGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V alpha_ = p[0];
    return select((x_ <= lit<V>(0.0)), (g_ * exp((x_ / alpha_))), g_);
  }
};
struct op_softsign {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (x_ / (lit<V>(1.0) + abs(x_)));
  }
};
struct op_softsignGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    auto d_ = (lit<V>(1.0) + abs(x_));
    return (g_ / (d_ * d_));
  }
};
struct op_tanhshrink {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (x_ - tanh(x_));
  }
};
struct op_tanhshrinkGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    auto t_ = tanh(x_);
    return (g_ * (t_ * t_));
  }
};
struct op_threshold {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V threshold_ = p[0];
    V value_ = p[1];
    return select((x_ <= threshold_), value_, x_);
  }
};
struct op_thresholdGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V threshold_ = p[0];
    return select((x_ <= threshold_), lit<V>(0.0), g_);
  }
};
struct op_mish {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    auto e_ = exp(min(lit<V>(20.0), x_));
    auto n_ = (e_ * (e_ + lit<V>(2.0)));
    return (x_ * (n_ / (n_ + lit<V>(2.0))));
  }
};
struct op_mishGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    auto e_ = exp(min(lit<V>(20.0), x_));
    auto n_ = (e_ * (e_ + lit<V>(2.0)));
    auto d_ = (n_ + lit<V>(2.0));
    return (g_ * select((x_ > lit<V>(20.0)), lit<V>(1.0), ((n_ / d_) + (x_ * ((lit<V>(4.0) * (e_ * (e_ + lit<V>(1.0)))) / (d_ * d_))))));
  }
};
struct op_preluScaled {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V weight_ = x[1];
    return select((x_ > lit<V>(0.0)), x_, (weight_ * x_));
  }
};
struct op_preluScaledGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V weight_ = x[2];
    return select((x_ > lit<V>(0.0)), g_, (weight_ * g_));
  }
};
struct op_preluScaledGradWeight {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return select((x_ > lit<V>(0.0)), lit<V>(0.0), (x_ * g_));
  }
};
struct op_squaredError {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    auto e_ = (x_ - target_);
    return (e_ * e_);
  }
};
struct op_squaredErrorGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return ((lit<V>(2.0) * g_) * (x_ - target_));
  }
};
struct op_squaredErrorGradTarget {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return ((lit<V>(-2.0) * g_) * (x_ - target_));
  }
};
struct op_absoluteError {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    return abs((x_ - target_));
  }
};
struct op_absoluteErrorGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return select((x_ > target_), g_, select((x_ < target_), (-g_), lit<V>(0.0)));
  }
};
struct op_absoluteErrorGradTarget {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return select((x_ > target_), (-g_), select((x_ < target_), g_, lit<V>(0.0)));
  }
};
struct op_smoothL1 {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    V beta_ = p[0];
    auto e_ = abs((x_ - target_));
    return select((e_ < beta_), (((lit<V>(0.5) * e_) * e_) / beta_), (e_ - (lit<V>(0.5) * beta_)));
  }
};
struct op_smoothL1GradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    V beta_ = p[0];
    auto e_ = (x_ - target_);
    return select((abs(e_) < beta_), ((g_ * e_) / beta_), select((e_ > lit<V>(0.0)), g_, select((e_ < lit<V>(0.0)), (-g_), lit<V>(0.0))));
  }
};
struct op_smoothL1GradTarget {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    V beta_ = p[0];
    auto e_ = (target_ - x_);
    return select((abs(e_) < beta_), ((g_ * e_) / beta_), select((e_ > lit<V>(0.0)), g_, select((e_ < lit<V>(0.0)), (-g_), lit<V>(0.0))));
  }
};
struct op_huber {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    V delta_ = p[0];
    auto e_ = abs((x_ - target_));
    return select((e_ <= delta_), ((lit<V>(0.5) * e_) * e_), (delta_ * (e_ - (lit<V>(0.5) * delta_))));
  }
};
struct op_huberGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    V delta_ = p[0];
    auto e_ = (x_ - target_);
    return select((e_ < (-delta_)), ((-delta_) * g_), select((e_ > delta_), (delta_ * g_), (e_ * g_)));
  }
};
struct op_huberGradTarget {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    V delta_ = p[0];
    auto e_ = (target_ - x_);
    return select((e_ < (-delta_)), ((-delta_) * g_), select((e_ > delta_), (delta_ * g_), (e_ * g_)));
  }
};
struct op_bce {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    return (((target_ - lit<V>(1.0)) * max(lit<V>(-100.0), log1p((-x_)))) - (target_ * max(lit<V>(-100.0), log(x_))));
  }
};
struct op_bceGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return ((g_ * (x_ - target_)) / max(lit<V>(1e-12), ((lit<V>(1.0) - x_) * x_)));
  }
};
struct op_bceGradTarget {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * (log1p((-x_)) - log(x_)));
  }
};
struct op_bceWithLogits {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    return (((lit<V>(1.0) - target_) * x_) - (select((x_ < lit<V>(0.0)), x_, lit<V>(0.0)) - log1p(decay((-abs(x_))))));
  }
};
struct op_bceWithLogitsGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return (g_ * (sigmoid(x_) - target_));
  }
};
struct op_bceWithLogitsGradTarget {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return ((-g_) * x_);
  }
};
struct op_bceWithLogitsWeighted {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    V posWeight_ = x[2];
    auto logSigmoid_ = (select((x_ < lit<V>(0.0)), x_, lit<V>(0.0)) - log1p(decay((-abs(x_)))));
    return (((lit<V>(1.0) - target_) * x_) - ((lit<V>(1.0) + ((posWeight_ - lit<V>(1.0)) * target_)) * logSigmoid_));
  }
};
struct op_bceWithLogitsWeightedGradX {
  static constexpr int kInputs = 4;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    V posWeight_ = x[3];
    auto positive_ = (posWeight_ * target_);
    return (g_ * ((((positive_ + lit<V>(1.0)) - target_) * sigmoid(x_)) - positive_));
  }
};
struct op_bceWithLogitsWeightedGradTarget {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V posWeight_ = x[2];
    auto logSigmoid_ = (select((x_ < lit<V>(0.0)), x_, lit<V>(0.0)) - log1p(decay((-abs(x_)))));
    return (g_ * (((lit<V>(1.0) - posWeight_) * logSigmoid_) - x_));
  }
};
struct op_klDiv {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    return (select((target_ == lit<V>(0.0)), lit<V>(0.0), (target_ * log(target_))) - (target_ * x_));
  }
};
struct op_klDivGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V target_ = x[1];
    return ((-g_) * target_);
  }
};
struct op_klDivGradTarget {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return (g_ * ((log(target_) + lit<V>(1.0)) - x_));
  }
};
struct op_klDivLogTarget {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    return (exp(target_) * (target_ - x_));
  }
};
struct op_klDivLogTargetGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V target_ = x[1];
    return ((-g_) * exp(target_));
  }
};
struct op_klDivLogTargetGradTarget {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V target_ = x[1];
    V y_ = x[2];
    return (g_ * (y_ + exp(target_)));
  }
};
struct op_poissonNll {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    return (exp(x_) - (target_ * x_));
  }
};
struct op_poissonNllGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    return (g_ * (exp(x_) - target_));
  }
};
struct op_poissonNllGradTarget {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return ((-g_) * x_);
  }
};
struct op_poissonNllRate {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    V eps_ = p[0];
    return (x_ - (target_ * log((x_ + eps_))));
  }
};
struct op_poissonNllRateGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    V eps_ = p[0];
    return (g_ * (lit<V>(1.0) - (target_ / (x_ + eps_))));
  }
};
struct op_poissonNllRateGradTarget {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V eps_ = p[0];
    return ((-g_) * log((x_ + eps_)));
  }
};
struct op_hingeEmbedding {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    V target_ = x[1];
    V margin_ = p[0];
    auto gap_ = (margin_ - x_);
    return (select((target_ == lit<V>(-1.0)), lit<V>(0.0), x_) + select((target_ == lit<V>(1.0)), lit<V>(0.0), select((gap_ < lit<V>(0.0)), lit<V>(0.0), gap_)));
  }
};
struct op_hingeEmbeddingGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V target_ = x[2];
    V margin_ = p[0];
    return (select((target_ == lit<V>(-1.0)), lit<V>(0.0), g_) + select(((target_ == lit<V>(1.0)) | (margin_ < x_)), lit<V>(0.0), (-g_)));
  }
};

template <class T>
constexpr Loop kMapLoops[] = {
  map_loop<op_add, T>,
  map_loop<op_sub, T>,
  map_loop<op_subGradB, T>,
  map_loop<op_mul, T>,
  map_loop<op_mulGradA, T>,
  map_loop<op_mulGradB, T>,
  map_loop<op_div, T>,
  map_loop<op_divGradA, T>,
  map_loop<op_divGradB, T>,
  map_loop<op_addScaled, T>,
  map_loop<op_addScaledGradB, T>,
  map_loop<op_addScalar, T>,
  map_loop<op_mulScalar, T>,
  map_loop<op_mulScalarGradX, T>,
  map_loop<op_divScalar, T>,
  map_loop<op_divScalarGradX, T>,
  map_loop<op_subFromScalar, T>,
  map_loop<op_subFromScalarGradX, T>,
  map_loop<op_divIntoScalar, T>,
  map_loop<op_divIntoScalarGradX, T>,
  map_loop<op_lerp, T>,
  map_loop<op_lerpGradA, T>,
  map_loop<op_lerpGradB, T>,
  map_loop<op_maximum, T>,
  map_loop<op_maximumGradA, T>,
  map_loop<op_maximumGradB, T>,
  map_loop<op_minimum, T>,
  map_loop<op_minimumGradA, T>,
  map_loop<op_minimumGradB, T>,
  map_loop<op_clamp, T>,
  map_loop<op_clampGradX, T>,
  map_loop<op_abs, T>,
  map_loop<op_absGradX, T>,
  map_loop<op_neg, T>,
  map_loop<op_negGradX, T>,
  map_loop<op_sign, T>,
  map_loop<op_signGradX, T>,
  map_loop<op_square, T>,
  map_loop<op_squareGradX, T>,
  map_loop<op_sqrt, T>,
  map_loop<op_sqrtGradX, T>,
  map_loop<op_rsqrt, T>,
  map_loop<op_rsqrtGradX, T>,
  map_loop<op_reciprocal, T>,
  map_loop<op_reciprocalGradX, T>,
  map_loop<op_pow, T>,
  map_loop<op_powGradA, T>,
  map_loop<op_powGradB, T>,
  map_loop<op_powScalar, T>,
  map_loop<op_powScalarGradX, T>,
  map_loop<op_exp, T>,
  map_loop<op_expGradX, T>,
  map_loop<op_exp2, T>,
  map_loop<op_exp2GradX, T>,
  map_loop<op_expm1, T>,
  map_loop<op_expm1GradX, T>,
  map_loop<op_log, T>,
  map_loop<op_logGradX, T>,
  map_loop<op_log2, T>,
  map_loop<op_log2GradX, T>,
  map_loop<op_log1p, T>,
  map_loop<op_log1pGradX, T>,
  map_loop<op_sin, T>,
  map_loop<op_sinGradX, T>,
  map_loop<op_cos, T>,
  map_loop<op_cosGradX, T>,
  map_loop<op_erf, T>,
  map_loop<op_erfGradX, T>,
  map_loop<op_erfc, T>,
  map_loop<op_erfcGradX, T>,
  map_loop<op_tanh, T>,
  map_loop<op_tanhGradX, T>,
  map_loop<op_sigmoid, T>,
  map_loop<op_sigmoidGradX, T>,
  map_loop<op_logSigmoid, T>,
  map_loop<op_logSigmoidGradX, T>,
  map_loop<op_relu, T>,
  map_loop<op_reluGradX, T>,
  map_loop<op_leakyRelu, T>,
  map_loop<op_leakyReluGradX, T>,
  map_loop<op_elu, T>,
  map_loop<op_eluGradX, T>,
  map_loop<op_gelu, T>,
  map_loop<op_geluGradX, T>,
  map_loop<op_geluTanh, T>,
  map_loop<op_geluTanhGradX, T>,
  map_loop<op_silu, T>,
  map_loop<op_siluGradX, T>,
  map_loop<op_softplus, T>,
  map_loop<op_softplusGradX, T>,
  map_loop<op_hardswish, T>,
  map_loop<op_hardswishGradX, T>,
  map_loop<op_relu6, T>,
  map_loop<op_relu6GradX, T>,
  map_loop<op_hardtanh, T>,
  map_loop<op_hardtanhGradX, T>,
  map_loop<op_hardsigmoid, T>,
  map_loop<op_hardsigmoidGradX, T>,
  map_loop<op_hardshrink, T>,
  map_loop<op_hardshrinkGradX, T>,
  map_loop<op_softshrink, T>,
  map_loop<op_softshrinkGradX, T>,
  map_loop<op_selu, T>,
  map_loop<op_seluGradX, T>,
  map_loop<op_celu, T>,
  map_loop<op_celuGradX, T>,
  map_loop<op_softsign, T>,
  map_loop<op_softsignGradX, T>,
  map_loop<op_tanhshrink, T>,
  map_loop<op_tanhshrinkGradX, T>,
  map_loop<op_threshold, T>,
  map_loop<op_thresholdGradX, T>,
  map_loop<op_mish, T>,
  map_loop<op_mishGradX, T>,
  map_loop<op_preluScaled, T>,
  map_loop<op_preluScaledGradX, T>,
  map_loop<op_preluScaledGradWeight, T>,
  map_loop<op_squaredError, T>,
  map_loop<op_squaredErrorGradX, T>,
  map_loop<op_squaredErrorGradTarget, T>,
  map_loop<op_absoluteError, T>,
  map_loop<op_absoluteErrorGradX, T>,
  map_loop<op_absoluteErrorGradTarget, T>,
  map_loop<op_smoothL1, T>,
  map_loop<op_smoothL1GradX, T>,
  map_loop<op_smoothL1GradTarget, T>,
  map_loop<op_huber, T>,
  map_loop<op_huberGradX, T>,
  map_loop<op_huberGradTarget, T>,
  map_loop<op_bce, T>,
  map_loop<op_bceGradX, T>,
  map_loop<op_bceGradTarget, T>,
  map_loop<op_bceWithLogits, T>,
  map_loop<op_bceWithLogitsGradX, T>,
  map_loop<op_bceWithLogitsGradTarget, T>,
  map_loop<op_bceWithLogitsWeighted, T>,
  map_loop<op_bceWithLogitsWeightedGradX, T>,
  map_loop<op_bceWithLogitsWeightedGradTarget, T>,
  map_loop<op_klDiv, T>,
  map_loop<op_klDivGradX, T>,
  map_loop<op_klDivGradTarget, T>,
  map_loop<op_klDivLogTarget, T>,
  map_loop<op_klDivLogTargetGradX, T>,
  map_loop<op_klDivLogTargetGradTarget, T>,
  map_loop<op_poissonNll, T>,
  map_loop<op_poissonNllGradX, T>,
  map_loop<op_poissonNllGradTarget, T>,
  map_loop<op_poissonNllRate, T>,
  map_loop<op_poissonNllRateGradX, T>,
  map_loop<op_poissonNllRateGradTarget, T>,
  map_loop<op_hingeEmbedding, T>,
  map_loop<op_hingeEmbeddingGradX, T>,
};

template <class T>
constexpr Loop kMaskLoops[] = {
  mask_loop<op_eq, T>,
  mask_loop<op_ne, T>,
  mask_loop<op_lt, T>,
  mask_loop<op_le, T>,
  mask_loop<op_gt, T>,
  mask_loop<op_ge, T>,
};

}  // namespace
}  // namespace thalweg
