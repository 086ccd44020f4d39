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
struct op_floorDivide {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return floorQuotient(a_, b_);
  }
};
struct op_floorDivideGradA {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (lit<V>(0.0) * g_);
  }
};
struct op_floorDivideGradB {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (lit<V>(0.0) * g_);
  }
};
struct op_remainder {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return remainder(a_, b_);
  }
};
struct op_remainderGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return ((-g_) * floorQuotient(a_, b_));
  }
};
struct op_fmod {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return fmod(a_, b_);
  }
};
struct op_fmodGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return ((-g_) * trunc((a_ / b_)));
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
struct op_lerpTensor {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    V weight_ = x[2];
    return lerp(a_, b_, weight_);
  }
};
struct op_lerpTensorGradA {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V weight_ = x[1];
    return (g_ * (lit<V>(1.0) - weight_));
  }
};
struct op_lerpTensorGradB {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V weight_ = x[1];
    return (g_ * weight_);
  }
};
struct op_lerpTensorGradWeight {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return (g_ * (b_ - a_));
  }
};
struct op_floor {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return floor(x_);
  }
};
struct op_floorGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (lit<V>(0.0) * g_);
  }
};
struct op_ceil {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return ceil(x_);
  }
};
struct op_ceilGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (lit<V>(0.0) * g_);
  }
};
struct op_trunc {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return trunc(x_);
  }
};
struct op_truncGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (lit<V>(0.0) * g_);
  }
};
struct op_frac {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return (x_ - trunc(x_));
  }
};
struct op_roundWhole {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return round(x_);
  }
};
struct op_roundWholeGradX {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    return (lit<V>(0.0) * g_);
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
struct op_fmax {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return select(((a_ > b_) | (b_ != b_)), a_, b_);
  }
};
struct op_fmaxGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select(((a_ >= b_) | (b_ != b_)), g_, lit<V>(0.0));
  }
};
struct op_fmaxGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select(((a_ >= b_) | (b_ != b_)), lit<V>(0.0), g_);
  }
};
struct op_fmin {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return select(((a_ < b_) | (b_ != b_)), a_, b_);
  }
};
struct op_fminGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select(((a_ <= b_) | (b_ != b_)), g_, lit<V>(0.0));
  }
};
struct op_fminGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select(((a_ <= b_) | (b_ != b_)), lit<V>(0.0), g_);
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
struct op_copysign {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return select((b_ == b_), copysign(a_, b_), abs(a_));
  }
};
struct op_copysignGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V y_ = x[2];
    auto safe_ = select((a_ == lit<V>(0.0)), lit<V>(1.0), a_);
    return select((a_ == lit<V>(0.0)), lit<V>(0.0), (g_ * (y_ / safe_)));
  }
};
struct op_copysignGradB {
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
struct op_log10 {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return log10(x_);
  }
};
struct op_log10GradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / (x_ * lit<V>(2.302585092994046)));
  }
};
struct op_logaddexp {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    auto larger_ = select(((a_ > b_) | (a_ != a_)), a_, b_);
    return select((a_ == b_), (a_ + lit<V>(0.6931471805599453)), (larger_ + log1p(decay((-abs((a_ - b_)))))));
  }
};
struct op_logaddexpGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return (g_ * sigmoid((a_ - b_)));
  }
};
struct op_logaddexpGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return (g_ * sigmoid((b_ - a_)));
  }
};
struct op_logaddexp2 {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    auto larger_ = select(((a_ > b_) | (a_ != a_)), a_, b_);
    return select((a_ == b_), (a_ + lit<V>(1.0)), (larger_ + (lit<V>(1.4426950408889634) * log1p(exp2((-abs((a_ - b_))))))));
  }
};
struct op_logaddexp2GradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return (g_ * sigmoid(((a_ - b_) * lit<V>(0.6931471805599453))));
  }
};
struct op_logaddexp2GradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return (g_ * sigmoid(((b_ - a_) * lit<V>(0.6931471805599453))));
  }
};
struct op_xlogy {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return select((b_ != b_), b_, select((a_ == lit<V>(0.0)), lit<V>(0.0), (a_ * log(b_))));
  }
};
struct op_xlogyGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select(((a_ == lit<V>(0.0)) & (b_ <= lit<V>(0.0))), lit<V>(0.0), (g_ * log(b_)));
  }
};
struct op_xlogyGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return ((g_ * a_) / b_);
  }
};
struct op_xlog1py {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return select((b_ != b_), b_, select((a_ == lit<V>(0.0)), lit<V>(0.0), (a_ * log1p(b_))));
  }
};
struct op_xlog1pyGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return select(((a_ == lit<V>(0.0)) & (b_ <= lit<V>(-1.0))), lit<V>(0.0), (g_ * log1p(b_)));
  }
};
struct op_xlog1pyGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return ((g_ * a_) / (b_ + lit<V>(1.0)));
  }
};
struct op_entr {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return select((x_ > lit<V>(0.0)), ((-x_) * log(x_)), select((x_ == lit<V>(0.0)), lit<V>(0.0), select((x_ < lit<V>(0.0)), lit<V>(-__builtin_inf()), x_)));
  }
};
struct op_entrGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * (lit<V>(-1.0) - log(x_)));
  }
};
struct op_logitOf {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return log((x_ / (lit<V>(1.0) - x_)));
  }
};
struct op_logitOfGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return select(((x_ < lit<V>(0.0)) | (x_ > lit<V>(1.0))), lit<V>(__builtin_nan("")), (g_ / (x_ * (lit<V>(1.0) - x_))));
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
struct op_tan {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return tan(x_);
  }
};
struct op_tanGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * (lit<V>(1.0) + (y_ * y_)));
  }
};
struct op_asin {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return asin(x_);
  }
};
struct op_asinGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / sqrt((lit<V>(1.0) - (x_ * x_))));
  }
};
struct op_acos {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return acos(x_);
  }
};
struct op_acosGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return ((-g_) / sqrt((lit<V>(1.0) - (x_ * x_))));
  }
};
struct op_atan {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return atan(x_);
  }
};
struct op_atanGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / ((x_ * x_) + lit<V>(1.0)));
  }
};
struct op_atan2 {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return atan2(a_, b_);
  }
};
struct op_atan2GradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return (g_ * (b_ / ((a_ * a_) + (b_ * b_))));
  }
};
struct op_atan2GradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V b_ = x[2];
    return ((-g_) * (a_ / ((a_ * a_) + (b_ * b_))));
  }
};
struct op_sinh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return sinh(x_);
  }
};
struct op_sinhGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * cosh(x_));
  }
};
struct op_cosh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return cosh(x_);
  }
};
struct op_coshGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * sinh(x_));
  }
};
struct op_asinh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return asinh(x_);
  }
};
struct op_asinhGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / sqrt(((x_ * x_) + lit<V>(1.0))));
  }
};
struct op_acosh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return acosh(x_);
  }
};
struct op_acoshGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / sqrt(((x_ * x_) - lit<V>(1.0))));
  }
};
struct op_atanh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return atanh(x_);
  }
};
struct op_atanhGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ / (lit<V>(1.0) - (x_ * x_)));
  }
};
struct op_hypot {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V a_ = x[0];
    V b_ = x[1];
    return hypot(a_, b_);
  }
};
struct op_hypotGradA {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V a_ = x[1];
    V y_ = x[2];
    return (g_ * (a_ / y_));
  }
};
struct op_hypotGradB {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V b_ = x[1];
    V y_ = x[2];
    return (g_ * (b_ / y_));
  }
};
struct op_sinc {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    auto t_ = (lit<V>(3.141592653589793) * x_);
    return select((x_ == lit<V>(0.0)), lit<V>(1.0), (sin(t_) / t_));
  }
};
struct op_sincGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V y_ = x[2];
    auto safe_ = select((x_ == lit<V>(0.0)), lit<V>(1.0), x_);
    return select((x_ == lit<V>(0.0)), lit<V>(0.0), (g_ * ((cos((lit<V>(3.141592653589793) * safe_)) - y_) / safe_)));
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
struct op_erfcx {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return erfcx(x_);
  }
};
struct op_erfcxGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V y_ = x[2];
    return (g_ * ((lit<V>(2.0) * (x_ * y_)) - lit<V>(1.1283791670955126)));
  }
};
struct op_erfinv {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return erfinv(x_);
  }
};
struct op_erfinvGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * (lit<V>(0.886226925452758) * exp((y_ * y_))));
  }
};
struct op_ndtr {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return ndtr(x_);
  }
};
struct op_ndtrGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * normalPdf(x_));
  }
};
struct op_ndtri {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return ndtri(x_);
  }
};
struct op_ndtriGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * (lit<V>(2.5066282746310002) * exp((lit<V>(0.5) * (y_ * y_)))));
  }
};
struct op_logNdtr {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return logNdtr(x_);
  }
};
struct op_logNdtrGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * (lit<V>(0.7978845608028654) / erfcx((x_ * lit<V>(-0.7071067811865476)))));
  }
};
struct op_lgamma {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return lgamma(x_);
  }
};
struct op_lgammaGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * digamma(x_));
  }
};
struct op_digamma {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return digamma(x_);
  }
};
struct op_digammaGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * trigamma(x_));
  }
};
struct op_i0 {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return i0(x_);
  }
};
struct op_i0GradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    return (g_ * i1(x_));
  }
};
struct op_i0e {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return i0e(x_);
  }
};
struct op_i0eGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V y_ = x[2];
    return (g_ * (i1e(x_) - (sign(x_) * y_)));
  }
};
struct op_i1 {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return i1(x_);
  }
};
struct op_i1GradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V y_ = x[2];
    auto safe_ = select((x_ == lit<V>(0.0)), lit<V>(1.0), x_);
    return (g_ * (i0(x_) - select((x_ == lit<V>(0.0)), lit<V>(0.5), (y_ / safe_))));
  }
};
struct op_i1e {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V x_ = x[0];
    return i1e(x_);
  }
};
struct op_i1eGradX {
  static constexpr int kInputs = 3;
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
    V g_ = x[0];
    V x_ = x[1];
    V y_ = x[2];
    auto safe_ = select((x_ == lit<V>(0.0)), lit<V>(1.0), x_);
    return (g_ * (i0e(x_) - select((x_ == lit<V>(0.0)), lit<V>(0.5), (y_ * (sign(x_) + (lit<V>(1.0) / safe_))))));
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
    return select(((x_ <= lit<V>(-3.0)) | (x_ >= lit<V>(3.0))), lit<V>(0.0), (g_ / lit<V>(6.0)));
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
  map_loop<op_floorDivide, T>,
  map_loop<op_floorDivideGradA, T>,
  map_loop<op_floorDivideGradB, T>,
  map_loop<op_remainder, T>,
  map_loop<op_remainderGradB, T>,
  map_loop<op_fmod, T>,
  map_loop<op_fmodGradB, T>,
  map_loop<op_lerp, T>,
  map_loop<op_lerpGradA, T>,
  map_loop<op_lerpGradB, T>,
  map_loop<op_lerpTensor, T>,
  map_loop<op_lerpTensorGradA, T>,
  map_loop<op_lerpTensorGradB, T>,
  map_loop<op_lerpTensorGradWeight, T>,
  map_loop<op_floor, T>,
  map_loop<op_floorGradX, T>,
  map_loop<op_ceil, T>,
  map_loop<op_ceilGradX, T>,
  map_loop<op_trunc, T>,
  map_loop<op_truncGradX, T>,
  map_loop<op_frac, T>,
  map_loop<op_roundWhole, T>,
  map_loop<op_roundWholeGradX, T>,
  map_loop<op_maximum, T>,
  map_loop<op_maximumGradA, T>,
  map_loop<op_maximumGradB, T>,
  map_loop<op_minimum, T>,
  map_loop<op_minimumGradA, T>,
  map_loop<op_minimumGradB, T>,
  map_loop<op_fmax, T>,
  map_loop<op_fmaxGradA, T>,
  map_loop<op_fmaxGradB, T>,
  map_loop<op_fmin, T>,
  map_loop<op_fminGradA, T>,
  map_loop<op_fminGradB, T>,
  map_loop<op_clamp, T>,
  map_loop<op_clampGradX, T>,
  map_loop<op_abs, T>,
  map_loop<op_absGradX, T>,
  map_loop<op_neg, T>,
  map_loop<op_negGradX, T>,
  map_loop<op_sign, T>,
  map_loop<op_signGradX, T>,
  map_loop<op_copysign, T>,
  map_loop<op_copysignGradA, T>,
  map_loop<op_copysignGradB, T>,
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
  map_loop<op_log10, T>,
  map_loop<op_log10GradX, T>,
  map_loop<op_logaddexp, T>,
  map_loop<op_logaddexpGradA, T>,
  map_loop<op_logaddexpGradB, T>,
  map_loop<op_logaddexp2, T>,
  map_loop<op_logaddexp2GradA, T>,
  map_loop<op_logaddexp2GradB, T>,
  map_loop<op_xlogy, T>,
  map_loop<op_xlogyGradA, T>,
  map_loop<op_xlogyGradB, T>,
  map_loop<op_xlog1py, T>,
  map_loop<op_xlog1pyGradA, T>,
  map_loop<op_xlog1pyGradB, T>,
  map_loop<op_entr, T>,
  map_loop<op_entrGradX, T>,
  map_loop<op_logitOf, T>,
  map_loop<op_logitOfGradX, T>,
  map_loop<op_log1p, T>,
  map_loop<op_log1pGradX, T>,
  map_loop<op_sin, T>,
  map_loop<op_sinGradX, T>,
  map_loop<op_cos, T>,
  map_loop<op_cosGradX, T>,
  map_loop<op_tan, T>,
  map_loop<op_tanGradX, T>,
  map_loop<op_asin, T>,
  map_loop<op_asinGradX, T>,
  map_loop<op_acos, T>,
  map_loop<op_acosGradX, T>,
  map_loop<op_atan, T>,
  map_loop<op_atanGradX, T>,
  map_loop<op_atan2, T>,
  map_loop<op_atan2GradA, T>,
  map_loop<op_atan2GradB, T>,
  map_loop<op_sinh, T>,
  map_loop<op_sinhGradX, T>,
  map_loop<op_cosh, T>,
  map_loop<op_coshGradX, T>,
  map_loop<op_asinh, T>,
  map_loop<op_asinhGradX, T>,
  map_loop<op_acosh, T>,
  map_loop<op_acoshGradX, T>,
  map_loop<op_atanh, T>,
  map_loop<op_atanhGradX, T>,
  map_loop<op_hypot, T>,
  map_loop<op_hypotGradA, T>,
  map_loop<op_hypotGradB, T>,
  map_loop<op_sinc, T>,
  map_loop<op_sincGradX, T>,
  map_loop<op_erf, T>,
  map_loop<op_erfGradX, T>,
  map_loop<op_erfc, T>,
  map_loop<op_erfcGradX, T>,
  map_loop<op_erfcx, T>,
  map_loop<op_erfcxGradX, T>,
  map_loop<op_erfinv, T>,
  map_loop<op_erfinvGradX, T>,
  map_loop<op_ndtr, T>,
  map_loop<op_ndtrGradX, T>,
  map_loop<op_ndtri, T>,
  map_loop<op_ndtriGradX, T>,
  map_loop<op_logNdtr, T>,
  map_loop<op_logNdtrGradX, T>,
  map_loop<op_lgamma, T>,
  map_loop<op_lgammaGradX, T>,
  map_loop<op_digamma, T>,
  map_loop<op_digammaGradX, T>,
  map_loop<op_i0, T>,
  map_loop<op_i0GradX, T>,
  map_loop<op_i0e, T>,
  map_loop<op_i0eGradX, T>,
  map_loop<op_i1, T>,
  map_loop<op_i1GradX, T>,
  map_loop<op_i1e, T>,
  map_loop<op_i1eGradX, T>,
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
