// The exponentials of rows and their sums; for softmax.cc and losses.cc.
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

// Rows are taken in groups that stay in the first cache, and each step over all rows of a group: the processor then
// works on several rows at once, where one row is a chain of dependent reductions. It changes no result.
constexpr i64 kGroup = 16;
static inline i64 rows_of_group(i64 n) { return n <= 128 ? kGroup : n >= 2048 ? 1 : 2048 / n; }

// f on the sixteen values of an array.
template <class T, class F>
TW_INLINE void on_group(T* values, F f) {
  store_wide(values, apply(f, load_wide(values)));
}

// exp(d) of sixteen d <= 0 (or NaN), with the bits of exp(): while the results are normal numbers, its clamps change
// nothing and its scaling in two halves is one exact product.
template <class T>
constexpr T kNormalExp = sizeof(T) == 4 ? T(-87) : T(-708);

template <class T>
TW_INLINE Wide<T> exp_below(const Wide<T>& d) {
  typename VecOf<T>::I small{};
  for (int i = 0; i < d.kParts; i++) small |= d.part[i] < splat<Vec<T>>(kNormalExp<T>);
  if (__builtin_expect(any(small), 0)) return apply([](Vec<T> v) TW_LAMBDA { return exp(v); }, d);
  return apply([](Vec<T> v) TW_LAMBDA { return expNormal(v); }, d);
}

// The sum of exp(x - m); kStore also leaves the exponentials in y. kBelow: no x exceeds m.
template <class T, bool kStore, bool kBelow = true>
TW_INLINE T exp_row(const T* x, T* y, i64 n, T m) {
  const Vec<T> shift = splat<Vec<T>>(m);
  T sum[1];
  sum_line<T, 1>(sum, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
    const Wide<T> d = apply([&](Vec<T> v) TW_LAMBDA { return v - shift; }, at(x + i));
    term[0] = kBelow ? exp_below(d) : apply([](Vec<T> v) TW_LAMBDA { return exp(v); }, d);
    if constexpr (kStore) at.put(y + i, term[0]);
  });
  return sum[0];
}

// What logsumexp subtracts: the largest, or 0 where that is infinite (then the sum is 0 or infinite by itself).
template <class V>
TW_INLINE V finite_or_zero(V m) {
  return select(abs(m) == kInfinity<Scalar<V>> - V{}, V{}, m);
}

}  // namespace
}  // namespace thalweg
