// Mean and 1/sqrt(variance + eps) of one row, in two passes; for layer.cc and group.cc.
#pragma once
#include "simd/reduce.h"

namespace thalweg {
namespace {

static inline float square_root(float x) { return __builtin_sqrtf(x); }
static inline double square_root(double x) { return __builtin_sqrt(x); }

template <class T>
struct RowStats {
  T mean, rstd;
};

// Without kCentre the mean counts as 0 (root mean square). The second pass also sums the deviations: they correct the
// mean and the squares for what the first pass rounded off, so that a mean far from 0 costs no accuracy.
template <class T, bool kCentre>
TW_INLINE RowStats<T> row_stats(const T* x, i64 n, T eps) {
  if constexpr (!kCentre) {
    T square[1];
    sum_line<T, 1>(square, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
      term[0] = apply([](Vec<T> v) TW_LAMBDA { return v * v; }, at(x + i));
    });
    return {T(0), T(1) / square_root(square[0] / T(n) + eps)};
  }
  T sum[1], around[2];
  sum_line<T, 1>(sum, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA { term[0] = at(x + i); });
  const T mean = sum[0] / T(n);
  const Vec<T> m = splat<Vec<T>>(mean);
  sum_line<T, 2>(around, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
    term[0] = apply([&](Vec<T> v) TW_LAMBDA { return v - m; }, at(x + i));
    term[1] = apply([](Vec<T> d) TW_LAMBDA { return d * d; }, term[0]);
  });
  const T squares = around[1] - around[0] * around[0] / T(n);
  return {mean + around[0] / T(n), T(1) / square_root((squares < T(0) ? T(0) : squares) / T(n) + eps)};
}

// f(Flag<...>) made from run-time flags, so that a kernel's inner loop has no branch.
template <bool B>
struct Flag {
  static constexpr bool value = B;
};
template <class F>
TW_INLINE auto with_flag(bool a, F f) {
  return a ? f(Flag<true>{}) : f(Flag<false>{});
}
template <class F>
TW_INLINE auto with_flags(bool a, bool b, F f) {
  return with_flag(a, [&](auto x) TW_LAMBDA { return with_flag(b, [&](auto y) TW_LAMBDA { return f(x, y); }); });
}

}  // namespace
}  // namespace thalweg
