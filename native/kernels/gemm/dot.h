// A matrix times a vector where both lie contiguous along k: dot products of sixteen lanes. This order is fixed by
// shape and layout: lane l is the chain of fma over k = l, l + 16, ... (k padded with zeros to a multiple of 16), from
// 0; the lanes are added by the tree l + (l + 8), l + (l + 4), l + (l + 2), l + (l + 1), and the sum to the start value
// last.
#pragma once
#include "simd/reduce.h"

namespace thalweg {
namespace {

// R dot products at once hide the latency of one.
template <class T>
constexpr int kDotRows = 8 / Wide<T>::kParts > 2 ? 8 / Wide<T>::kParts : 2;

template <class T, int R>
TW_INLINE void dot_rows(i64 k, const T* x, const T* m, i64 mrs, T* to) {
  constexpr int P = Wide<T>::kParts, L = kLanes<T>;
  Wide<T> sum[R];
#pragma GCC unroll 8
  for (int i = 0; i < R; i++) sum[i] = wide(T(0));
  i64 p = 0;
#pragma GCC unroll 1
  for (; p + 16 <= k; p += 16)
#pragma GCC unroll 8
    for (int q = 0; q < P; q++) {
      const Vec<T> v = load(x + p + q * L);
#pragma GCC unroll 8
      for (int i = 0; i < R; i++) sum[i].part[q] = fma(v, load(m + i * mrs + p + q * L), sum[i].part[q]);
    }
  if (p < k) {
    const Wide<T> v = load_wide_n(x + p, k - p);
#pragma GCC unroll 8
    for (int i = 0; i < R; i++)
      sum[i] =
          apply([](auto a, auto b, auto c) { return fma(a, b, c); }, v, load_wide_n(m + i * mrs + p, k - p), sum[i]);
  }
#pragma GCC unroll 8
  for (int i = 0; i < R; i++) to[i] = tree_of(Add{}, sum[i]);
}

// c[i * cs] = start[i * ss] + row i of m . x, for `rows` rows.
template <class T>
void dots(i64 rows, i64 k, const T* x, const T* m, i64 mrs, const T* start, i64 ss, T* c, i64 cs) {
  constexpr int R = kDotRows<T>;
  T sums[R];
  for (i64 i = 0; i < rows;) {
    const int count = rows - i >= R ? R : 1;
    if (count == R)
      dot_rows<T, R>(k, x, m + i * mrs, mrs, sums);
    else
      dot_rows<T, 1>(k, x, m + i * mrs, mrs, sums);
    for (int r = 0; r < count; r++, i++) c[i * cs] = start ? start[i * ss] + sums[r] : sums[r];
  }
}

}  // namespace
}  // namespace thalweg
