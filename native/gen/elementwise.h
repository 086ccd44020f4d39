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
struct op_tanh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V x_ = x[0];
    return tanh(x_);
  }
};
struct op_tanhGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * (lit<V>(1.0) - (y_ * y_)));
  }
};
struct op_sigmoid {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V x_ = x[0];
    return sigmoid(x_);
  }
};
struct op_sigmoidGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V g_ = x[0];
    V y_ = x[1];
    return (g_ * ((lit<V>(1.0) - y_) * y_));
  }
};
struct op_relu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V x_ = x[0];
    return select((x_ <= lit<V>(0.0)), lit<V>(0.0), x_);
  }
};
struct op_reluGradX {
  static constexpr int kInputs = 2;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V g_ = x[0];
    V y_ = x[1];
    return select((y_ <= lit<V>(0.0)), lit<V>(0.0), g_);
  }
};
struct op_gelu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V x_ = x[0];
    return (x_ * normalCdf(x_));
  }
};
struct op_geluTanh {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V x_ = x[0];
    return (x_ * sigmoid((x_ * fma((x_ * x_), lit<V>(0.07135481627260025), lit<V>(1.5957691216057308)))));
  }
};
struct op_silu {
  static constexpr int kInputs = 1;
  template <class V>
  TW_INLINE auto run(const V* x, const V*) {
    V x_ = x[0];
    return (x_ * sigmoid(x_));
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
    map_loop<op_tanh, T>,
    map_loop<op_tanhGradX, T>,
    map_loop<op_sigmoid, T>,
    map_loop<op_sigmoidGradX, T>,
    map_loop<op_relu, T>,
    map_loop<op_reluGradX, T>,
    map_loop<op_gelu, T>,
    map_loop<op_geluTanh, T>,
    map_loop<op_silu, T>,
};

template <class T>
constexpr Loop kMaskLoops[] = {
    mask_loop<op_lt, T>,
};
}  // namespace
}  // namespace thalweg
