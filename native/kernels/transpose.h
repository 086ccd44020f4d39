// Tiles of a transposition: a square of one vector by one vector turned in registers. Called by kernels/move.cc.
#pragma once
#include <utility>

#include "simd/vec.h"

namespace thalweg {
namespace {

// Stage `d` of the butterfly exchanges the off-diagonal d x d blocks of every 2d x 2d block: of rows i and i + d,
// lane l of the first takes lane l - d of the second where l has the bit d, and the other way round.
template <int D, class V, int... l>
TW_INLINE V low_of(V a, V b, std::integer_sequence<int, l...>) {
  return __builtin_shufflevector(a, b, (l & D ? int(sizeof...(l)) + l - D : l)...);
}
template <int D, class V, int... l>
TW_INLINE V high_of(V a, V b, std::integer_sequence<int, l...>) {
  return __builtin_shufflevector(a, b, (l & D ? int(sizeof...(l)) + l : l + D)...);
}

template <int D, class T>
TW_INLINE void exchange(Vec<T> (&row)[kLanes<T>]) {
  constexpr std::make_integer_sequence<int, kLanes<T>> lanes;
#pragma GCC unroll 16
  for (int i = 0; i < kLanes<T>; i++) {
    if (i & D) continue;
    Vec<T> a = row[i], b = row[i + D];
    row[i] = low_of<D>(a, b, lanes);
    row[i + D] = high_of<D>(a, b, lanes);
  }
}

// row[i][j] becomes row[j][i].
template <class T>
TW_INLINE void transpose_square(Vec<T> (&row)[kLanes<T>]) {
  if constexpr (kLanes < T >> 8) exchange<8, T>(row);
  if constexpr (kLanes < T >> 4) exchange<4, T>(row);
  if constexpr (kLanes < T >> 2) exchange<2, T>(row);
  if constexpr (kLanes < T >> 1) exchange<1, T>(row);
}

// y[t*sy + c] = x[c*sx + t] for t < rows, c < columns, both at most one vector.
template <class T>
TW_INLINE void transpose_tile(const T* x, i64 sx, T* y, i64 sy, i64 rows, i64 columns) {
  constexpr int L = kLanes<T>;
  Vec<T> row[L];
  if (rows == L && columns == L) {
#pragma GCC unroll 16
    for (int c = 0; c < L; c++) row[c] = load(x + c * sx);
    transpose_square<T>(row);
#pragma GCC unroll 16
    for (int t = 0; t < L; t++) store(y + t * sy, row[t]);
  } else {
    for (int c = 0; c < L; c++) row[c] = c < columns ? load_n(x + c * sx, rows) : Vec<T>{};
    transpose_square<T>(row);
    for (int t = 0; t < L; t++)
      if (t < rows) store_n(y + t * sy, row[t], columns);
  }
}

}  // namespace
}  // namespace thalweg
