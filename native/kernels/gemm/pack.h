// Copies a block of B into panels: NR = vectors * lanes columns side by side, row after row of k, so that the tile reads
// one stream. Columns beyond the last are zeros. Used where B lies contiguous along k, or is too large to walk in place.
#pragma once
#include <utility>

#include "kernels/gemm/tile.h"

namespace thalweg {
namespace {

// One butterfly step of the square transpose in registers: rows i and i + H exchange their off-diagonal H-blocks.
template <int H, class T, int... J>
TW_INLINE void exchange(Vec<T>& x, Vec<T>& y, std::integer_sequence<int, J...>) {
  constexpr int L = kLanes<T>;
  Vec<T> low = __builtin_shufflevector(x, y, (J & H ? L + J - H : J)...);
  Vec<T> high = __builtin_shufflevector(x, y, (J & H ? L + J : J + H)...);
  x = low;
  y = high;
}
template <int H, class T>
TW_INLINE void transpose_steps(Vec<T> (&r)[kLanes<T>]) {
  constexpr int L = kLanes<T>;
#pragma GCC unroll 16
  for (int i = 0; i < L; i++)
    if (!(i & H)) exchange<H, T>(r[i], r[i + H], std::make_integer_sequence<int, L>());
  if constexpr (H > 1) transpose_steps<H / 2, T>(r);
}
// r[i][j] <-> r[j][i]
template <class T>
TW_INLINE void transpose(Vec<T> (&r)[kLanes<T>]) {
  transpose_steps<kLanes<T> / 2, T>(r);
}

// to[p * nr + j] = from[j * bcs + p] for p < k, j < cols <= kLanes; the other lanes become 0.
template <class T>
void pack_transposed(const T* from, i64 bcs, i64 k, i64 cols, T* to, i64 nr) {
  constexpr int L = kLanes<T>;
  for (i64 p = 0; p < k; p += L) {
    const i64 rest = k - p < L ? k - p : L;
    Vec<T> r[L];
#pragma GCC unroll 16
    for (int j = 0; j < L; j++)
      r[j] = j >= cols ? Vec<T>{} : rest == L ? load(from + j * bcs + p) : load_n(from + j * bcs + p, rest);
    transpose<T>(r);
#pragma GCC unroll 16
    for (int q = 0; q < L; q++)
      if (q < rest) store(to + (p + q) * nr, r[q]);
  }
}

// The same from rows that are contiguous across columns.
template <class T>
void pack_rows(const T* from, i64 brs, i64 k, i64 cols, T* to, i64 nr) {
  constexpr int L = kLanes<T>;
  for (i64 p = 0; p < k; p++, from += brs, to += nr) {
    i64 j = 0;
    for (; j + L <= cols; j += L) store(to + j, load(from + j));
    if (j < cols) store(to + j, load_n(from + j, cols - j));
  }
}

// The same from any strides.
template <class T>
void pack_any(const T* from, i64 brs, i64 bcs, i64 k, i64 cols, T* to, i64 nr) {
  const i64 padded = (cols + kLanes<T> - 1) / kLanes<T> * kLanes<T>;
  for (i64 p = 0; p < k; p++)
    for (i64 j = 0; j < padded; j++) to[p * nr + j] = j < cols ? from[p * brs + j * bcs] : T(0);
}

// Panels of k rows and n columns in all; panel q starts at to + q * k * nr.
template <class T>
void pack(const T* b, i64 brs, i64 bcs, i64 k, i64 n, T* to, i64 nr) {
  for (i64 j = 0; j < n; j += nr, to += k * nr) {
    const i64 cols = n - j < nr ? n - j : nr;
    const T* from = b + j * bcs;
    if (bcs == 1) {
      pack_rows(from, brs, k, cols, to, nr);
    } else if (brs == 1) {
      for (i64 v = 0; v < cols; v += kLanes<T>)
        pack_transposed(from + v * bcs, bcs, k, cols - v < kLanes<T> ? cols - v : kLanes<T>, to + v, nr);
    } else {
      pack_any(from, brs, bcs, k, cols, to, nr);
    }
  }
}

}  // namespace
}  // namespace thalweg
