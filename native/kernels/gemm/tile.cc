// Every instance of the register tile, for one level.
#include "kernels/gemm/tile.h"

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

}  // namespace

namespace TW_LEVEL {

#define TW_ROWS(T, NV, A, P)                                                                     \
  {                                                                                              \
    nullptr, instance<T, 1, NV, A, P>(), instance<T, 2, NV, A, P>(), instance<T, 3, NV, A, P>(), \
        instance<T, 4, NV, A, P>(), instance<T, 5, NV, A, P>(), instance<T, 6, NV, A, P>(),      \
        instance<T, 7, NV, A, P>(), instance<T, 8, NV, A, P>(), instance<T, 9, NV, A, P>(),      \
        instance<T, 10, NV, A, P>(), instance<T, 11, NV, A, P>(), instance<T, 12, NV, A, P>()    \
  }
#define TW_VECTORS(T, A, P) \
  { TW_ROWS(T, 0, A, P), TW_ROWS(T, 1, A, P), TW_ROWS(T, 2, A, P), TW_ROWS(T, 3, A, P), TW_ROWS(T, 4, A, P) }
#define TW_TILES(T)                                              \
  {                                                              \
    {TW_VECTORS(T, false, false), TW_VECTORS(T, false, true)}, { \
      TW_VECTORS(T, true, false), TW_VECTORS(T, true, true)      \
    }                                                            \
  }

extern const TileTable<float> kTiles32 = TW_TILES(float);
extern const TileTable<double> kTiles64 = TW_TILES(double);

}  // namespace TW_LEVEL
}  // namespace thalweg
