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

template <class T>
struct Plain {
  using Element = T;
  template <int MR, int NV, bool ACROSS, bool PART>
  static constexpr TileFn<T> fn = tile<T, MR, NV, ACROSS, PART>;
};

#if defined(TW_AVX512)
// The processors of this level need not have the instruction: the functions that use it are the only ones compiled for
// it, and region.h calls them where it is.
#define TW_PAIRS __attribute__((target("avx512bf16")))

template <int MR, int NV, bool ACROSS, bool PART>
TW_PAIRS void pair_tile(const TileCall<float>& t) {
  typedef int Word __attribute__((may_alias));
  vf r[MR][NV];
  start<float, MR, NV, PART>(t, r);
  const i64 bk = t.bk, acs = t.acs, ars = ACROSS ? 1 : t.ars;
  const Word* a = reinterpret_cast<const Word*>(t.a);
  const float* b = t.b;
#pragma GCC unroll 1
  for (i64 k = t.k; k > 0; k--) {
    __m512bh row[NV];
#pragma GCC unroll 4
    for (int v = 0; v < NV; v++) row[v] = (__m512bh)_mm512_loadu_si512(b + v * 16);
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++) {
      const __m512bh x = (__m512bh)_mm512_set1_epi32(a[i * ars]);
#pragma GCC unroll 4
      for (int v = 0; v < NV; v++) r[i][v] = (vf)_mm512_dpbf16_ps((__m512)r[i][v], x, row[v]);
    }
    a += acs;
    b += bk;
  }
  finish<float, MR, NV, PART>(t, r);
}

struct Pairs {
  using Element = float;
  template <int MR, int NV, bool ACROSS, bool PART>
  static constexpr TileFn<float> fn = pair_tile<MR, NV, ACROSS, PART>;
};
#endif

// Null where the tile would not fit the registers.
template <class Kind, int MR, int NV, bool ACROSS, bool PART>
constexpr TileFn<typename Kind::Element> instance() {
  if constexpr (MR >= 1 && NV >= 1 && MR <= kTileRows[NV])
    return Kind::template fn<MR, NV, ACROSS, PART>;
  else
    return nullptr;
}

template <class Kind, bool ACROSS, bool PART, int NV, class Table, int... MR>
constexpr void fill_rows(Table& table, std::integer_sequence<int, MR...>) {
  ((table.at[ACROSS][PART][NV][MR] = instance<Kind, MR, NV, ACROSS, PART>()), ...);
}
template <class Kind, bool ACROSS, bool PART, class Table, int... NV>
constexpr void fill_vectors(Table& table, std::integer_sequence<int, NV...>) {
  (fill_rows<Kind, ACROSS, PART, NV>(table, std::make_integer_sequence<int, kMaxRows + 1>()), ...);
}
template <class Kind>
constexpr TileTable<typename Kind::Element> all_tiles() {
  constexpr std::make_integer_sequence<int, kMaxVectors + 1> vectors;
  TileTable<typename Kind::Element> table{};
  fill_vectors<Kind, false, false>(table, vectors);
  fill_vectors<Kind, false, true>(table, vectors);
  fill_vectors<Kind, true, false>(table, vectors);
  fill_vectors<Kind, true, true>(table, vectors);
  return table;
}

}  // namespace

namespace TW_LEVEL {

extern constinit const TileTable<float> kTiles32 = all_tiles<Plain<float>>();
extern constinit const TileTable<double> kTiles64 = all_tiles<Plain<double>>();
#if defined(TW_AVX512)
extern constinit const TileTable<float> kPairTiles = all_tiles<Pairs>();
#endif

}  // namespace TW_LEVEL
}  // namespace thalweg
