// Copies a block of B into panels: NR = vectors * lanes columns side by side, row after row of k, so that the tile
// reads one stream. Columns beyond the last are zeros. Used where B lies contiguous along k, or is too large to walk in
// place.
#pragma once
#include <cstring>
#include <utility>

#include "core/int.h"
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

// to[p * ts + j] = from[j * fs + p] for p < k and j < cols <= kLanes. A row of `to` gets `width` elements, cols or
// more; those from cols on become 0.
template <class T>
void copy_transposed(const T* from, i64 fs, i64 k, i64 cols, i64 width, T* to, i64 ts) {
  constexpr int L = kLanes<T>;
  for (i64 p = 0; p < k; p += L) {
    const i64 rest = min(k - p, L);
    Vec<T> r[L];
    if (cols == L && rest == L) {
#pragma GCC unroll 16
      for (int j = 0; j < L; j++) r[j] = load(from + j * fs + p);
    } else {
#pragma GCC unroll 16
      for (int j = 0; j < L; j++) r[j] = j < cols ? load_n(from + j * fs + p, rest) : Vec<T>{};
    }
    transpose<T>(r);
    if (width == L && rest == L) {
#pragma GCC unroll 16
      for (int q = 0; q < L; q++) store(to + (p + q) * ts, r[q]);
    } else {
#pragma GCC unroll 16
      for (int q = 0; q < L; q++)
        if (q < rest) store_n(to + (p + q) * ts, r[q], width);
    }
  }
}

// All panels of k rows and n columns from rows that are contiguous across columns, row by row: a row of B is read once,
// in order, however far apart the rows lie.
template <class T>
void pack_rows(const T* from, i64 brs, i64 k, i64 n, T* to, i64 nr) {
  constexpr int L = kLanes<T>;
  for (i64 p = 0; p < k; p++, from += brs, to += nr) {
    T* at = to;
    i64 j = 0;
    for (; j + nr <= n; j += nr, at += k * nr)
      for (i64 v = 0; v < nr; v += L) store(at + v, load(from + j + v));
    for (; j + L <= n; j += L, at += L) store(at, load(from + j));
    if (j < n) store(at, load_n(from + j, n - j));
  }
}

// The same from any strides.
template <class T>
void pack_any(const T* from, i64 brs, i64 bcs, i64 k, i64 cols, T* to, i64 nr) {
  const i64 padded = round_up(cols, kLanes<T>);
  for (i64 p = 0; p < k; p++)
    for (i64 j = 0; j < padded; j++) to[p * nr + j] = j < cols ? from[p * brs + j * bcs] : T(0);
}

// Panels of k rows and n columns in all; panel q starts at to + q * k * nr.
template <class T>
void pack(const T* b, i64 brs, i64 bcs, i64 k, i64 n, T* to, i64 nr) {
  if (bcs == 1) return pack_rows(b, brs, k, n, to, nr);
  for (i64 j = 0; j < n; j += nr, to += k * nr) {
    const i64 cols = min(n - j, nr);
    const T* from = b + j * bcs;
    if (brs == 1) {
      for (i64 v = 0; v < cols; v += kLanes<T>)
        copy_transposed(from + v * bcs, bcs, k, min(cols - v, kLanes<T>), kLanes<T>, to + v, nr);
    } else {
      pack_any(from, brs, bcs, k, cols, to, nr);
    }
  }
}

// Rows of A that lie contiguous across rows, copied into `count` strips of H rows so that the tile reads one stream:
// element (i, p) of strip s goes to to[(s * k + p) * H + i]. Done for several strips at a time, row of k by row of k,
// so that each cache line of A is used up while it is here.
template <class T, int H>
void pack_strips_of(const T* a, i64 acs, i64 k, i64 count, T* to) {
  for (i64 p = 0; p < k; p++, a += acs)
    for (i64 s = 0; s < count; s++) std::memcpy(to + (s * k + p) * H, a + s * H, H * sizeof(T));
}
template <class T>
using PackStrips = void (*)(const T* a, i64 acs, i64 k, i64 count, T* to);

// By height, which is at most kMaxRows.
template <class T>
struct PackStripsTable {
  PackStrips<T> at[kMaxRows + 1];
};
template <class T, int... H>
constexpr PackStripsTable<T> all_pack_strips(std::integer_sequence<int, H...>) {
  return {{nullptr, pack_strips_of<T, H + 1>...}};
}
template <class T>
constexpr PackStripsTable<T> kPackStrips = all_pack_strips<T>(std::make_integer_sequence<int, kMaxRows>());

}  // namespace
}  // namespace thalweg
