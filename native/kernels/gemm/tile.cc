// Every instance of the register tile, for one level.
#include "kernels/gemm/tile.h"

#include <utility>

#include "gen/elementwise.h"

namespace thalweg {
namespace {

// Goes to the next row. The compiler must not see through it: it would keep an address for every vector of the tile.
template <class P>
TW_INLINE void next(P& p, i64 by) {
  p += by;
  asm("" : "+r"(p));
}

// The rows of C are written after the last k: have their lines here by then.
template <class T, int MR, int NV>
TW_INLINE void expect_rows(const T* c, i64 ldc) {
  constexpr int kStep = 64 / int(sizeof(T));
#pragma GCC unroll 16
  for (int i = 0; i < MR; i++) {
#pragma GCC unroll 4
    for (int j = 0; j < NV * kLanes<T>; j += kStep) __builtin_prefetch(c + j, 1);
    next(c, ldc);
  }
}

template <class T, int MR, int NV, bool PART>
TW_INLINE void start(const TileCall<T>& t, Vec<T> (&r)[MR][NV]) {
  const T* from = t.start;
  const i64 srs = t.srs;
  if (from == nullptr) {
    expect_rows<T, MR, NV>(t.c, t.ldc);
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++)
#pragma GCC unroll 4
      for (int v = 0; v < NV; v++) r[i][v] = Vec<T>{};
  } else if (t.splat) {
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++) {
#pragma GCC unroll 4
      for (int v = 0; v < NV; v++) r[i][v] = splat<Vec<T>>(*from);
      next(from, srs);
    }
  } else {
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++) {
#pragma GCC unroll 4
      for (int v = 0; v < NV; v++)
        r[i][v] = PART && v == NV - 1 ? load_n(from + v * kLanes<T>, t.last) : load(from + v * kLanes<T>);
      next(from, srs);
    }
  }
}

template <class T, int MR, int NV, bool PART>
TW_INLINE void finish(const TileCall<T>& t, Vec<T> (&r)[MR][NV]) {
  if (t.relu) {
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++)
#pragma GCC unroll 4
      for (int v = 0; v < NV; v++) r[i][v] = op_relu::run(&r[i][v], static_cast<Vec<T>*>(nullptr));
  }
  T* to = t.c;
  const i64 ldc = t.ldc;
#pragma GCC unroll 16
  for (int i = 0; i < MR; i++) {
#pragma GCC unroll 4
    for (int v = 0; v < NV; v++) {
      if (PART && v == NV - 1)
        store_n(to + v * kLanes<T>, r[i][v], t.last);
      else
        store(to + v * kLanes<T>, r[i][v]);
    }
    next(to, ldc);
  }
}

template <class T, int MR, int NV, bool ACROSS, bool PART>
void tile(const TileCall<T>& t) {
  using V = Vec<T>;
  V r[MR][NV];
  start<T, MR, NV, PART>(t, r);
  const i64 last = t.last, bk = t.bk, acs = t.acs, ars = ACROSS ? 1 : t.ars;
  const T* a = t.a;
  const T* b = t.b;
#pragma GCC unroll 1
  for (i64 k = t.k; k > 0; k--) {
    V row[NV];
#pragma GCC unroll 4
    for (int v = 0; v < NV; v++)
      row[v] = PART && v == NV - 1 ? load_n(b + v * kLanes<T>, last) : load(b + v * kLanes<T>);
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++) {
      V x = splat<V>(a[i * ars]);
#pragma GCC unroll 4
      for (int v = 0; v < NV; v++) r[i][v] = fma(x, row[v], r[i][v]);
    }
    a += acs;
    b += bk;
  }
  finish<T, MR, NV, PART>(t, r);
}

// Null where the tile would not fit the registers.
template <class T, int MR, int NV, bool ACROSS, bool PART>
constexpr TileFn<T> instance() {
  if constexpr (MR >= 1 && NV >= 1 && MR <= kTileRows[NV])
    return tile<T, MR, NV, ACROSS, PART>;
  else
    return nullptr;
}

template <class T, bool ACROSS, bool PART, int NV, int... MR>
constexpr void fill_rows(TileTable<T>& table, std::integer_sequence<int, MR...>) {
  ((table.at[ACROSS][PART][NV][MR] = instance<T, MR, NV, ACROSS, PART>()), ...);
}
template <class T, bool ACROSS, bool PART, int... NV>
constexpr void fill_vectors(TileTable<T>& table, std::integer_sequence<int, NV...>) {
  (fill_rows<T, ACROSS, PART, NV>(table, std::make_integer_sequence<int, kMaxRows + 1>()), ...);
}
template <class T>
constexpr TileTable<T> all_tiles() {
  constexpr std::make_integer_sequence<int, kMaxVectors + 1> vectors;
  TileTable<T> table{};
  fill_vectors<T, false, false>(table, vectors);
  fill_vectors<T, false, true>(table, vectors);
  fill_vectors<T, true, false>(table, vectors);
  fill_vectors<T, true, true>(table, vectors);
  return table;
}

}  // namespace

namespace TW_LEVEL {

extern constinit const TileTable<float> kTiles32 = all_tiles<float>();
extern constinit const TileTable<double> kTiles64 = all_tiles<double>();

}  // namespace TW_LEVEL
}  // namespace thalweg
