// The exponentials of one row and their sum; for softmax.cc and losses.cc.
#pragma once
#include "gen/math.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

// About what a row of n costs on one thread.
template <class T>
double softmax_ns(i64 rows, i64 n) {
  return double(rows) * (25 + double(n) * (sizeof(T) == 4 ? 0.5 : 1.5));
}

// The sum of exp(x - m); kStore also leaves the exponentials in y.
template <class T, bool kStore>
TW_INLINE T exp_row(const T* x, T* y, i64 n, T m) {
  const Vec<T> shift = splat<Vec<T>>(m);
  T sum[1];
  sum_line<T, 1>(sum, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
    term[0] = apply([&](Vec<T> v) TW_LAMBDA { return exp(Vec<T>(v - shift)); }, at(x + i));
    if constexpr (kStore) at.put(y + i, term[0]);
  });
  return sum[0];
}

template <class T>
TW_INLINE T log_of(T x) {
  return log(splat<Vec<T>>(x))[0];
}

// What logsumexp subtracts: the largest, or 0 where that is infinite (then the sum is 0 or infinite by itself).
template <class V>
TW_INLINE V finite_or_zero(V m) {
  return select(abs(m) == kInfinity<Scalar<V>> - V{}, V{}, m);
}

}  // namespace
}  // namespace thalweg
