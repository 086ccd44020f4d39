// Generated from native/rules/elementwise.def by native/generate/rules.mjs. Do not edit.
#pragma once
#include "gen/math.h"
#include "simd/loops.h"

namespace thalweg {
namespace {

struct op_add {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ + b_);
  }
};
struct op_mul {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ * b_);
  }
};
struct op_mulGradA {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V g_ = x[0];
    V b_ = x[1];
    return (g_ * b_);
  }
};
struct op_mulGradB {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V g_ = x[0];
    V a_ = x[1];
    return (g_ * a_);
  }
};
struct op_exp {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V x_ = x[0];
    return exp(x_);
  }
};
struct op_expGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * y_);
  }
};
struct op_lt {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V a_ = x[0];
    V b_ = x[1];
    return (a_ < b_);
  }
};

template <class T>
constexpr Loop kMapLoops[] = {
    map_loop<op_add, T>,
    map_loop<op_mul, T>,
    map_loop<op_mulGradA, T>,
    map_loop<op_mulGradB, T>,
    map_loop<op_exp, T>,
    map_loop<op_expGradX, T>,
};

template <class T>
constexpr Loop kMaskLoops[] = {
    mask_loop<op_lt, T>,
};
}  // namespace
}  // namespace thalweg
