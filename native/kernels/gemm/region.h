// A product, or a rectangle of one, on one thread: the macro-kernel, in BLIS's words. The tile (tile.h) is its
// micro-kernel, a panel of B its micro-panel of B, a strip of rows of A its micro-panel of A. Used by gemm.cc and
// attention.cc.
#pragma once
#include "core/int.h"
#include "kernels/activation.h"
#include "kernels/gemm/flush.h"
#include "kernels/gemm/pack.h"
#include "kernels/gemm/tile.h"

namespace thalweg {
namespace {

// C[m, n] = activation(start + A[m, k] B[k, n]). Rows of C are contiguous.
template <class T>
struct Product {
  i64 m = 0, n = 0, k = 0;
  const T* a = nullptr;
  i64 ars = 0, acs = 0;
  const T* b = nullptr;
  i64 brs = 0, bcs = 0;
  const T* start = nullptr;  // null: 0; may be c
  i64 srs = 0, scs = 0;      // scs is 1, or 0 for one value a row
  T* c = nullptr;
  i64 ldc = 0;
  int activation = kNone;
};

// Sizes in bytes that blocks and rules are made of, by measurement.
constexpr bool kNarrow = kBestVectors * TW_BYTES <= 64;  // panels one cache line wide, as AVX2 has them
constexpr i64 kDepth = kNarrow ? 1024 : 1600;            // of a row of A in one block of k
constexpr i64 kBlock = 512 << 10;                        // of a packed block of B: half of a second-level cache
constexpr i64 kLarge = 1200 << 10;                       // from here on B does not stay in the cache by itself
constexpr i64 kApart = kNarrow ? 1024 : 4096;            // rows of A so far apart crowd the first-level cache
constexpr i64 kShareRows = 512;                          // rows of A that make packing a large B worth while
constexpr i64 kShareCols = 256;                          // columns of B that make packing A worth while
constexpr i64 kFewRows = 32;                             // so few that B is read once, whole panels at a time
constexpr i64 kPackedStrips = 8;                         // strips of A packed together
constexpr i64 kPackedRows = 2048;                        // rows of A packed for all columns of B
constexpr i64 kRowPiece = 2048;                          // elements of C that a row of A is multiplied into at a time
constexpr i64 kTransposedRows = 48;                      // rows of a piece of the transposed C
constexpr i64 kTransposedBytes = 2048 << 10;             // of a transposed A that is kept whole

// Vectors a panel is wide: as many as the level's best tile has, fewer for few columns.
template <class T>
TW_INLINE i64 panel_vectors(i64 n) {
  return min(kBestVectors, ceil_div(n, kLanes<T>));
}

// Which tiles a product is made of. The others are for bfloat16 (bfloat16.h): of words of two, or with flushing.
enum TileKind { kPlainTile, kPairTile, kFlushedTile };

// How a product is cut. The bits do not depend on it.
struct Blocking {
  i64 nv = 1;                  // vectors a panel; a panel has nr = nv * kLanes columns
  i64 height = 1;              // most rows a strip
  i64 mc = 0, nc = 0, kc = 0;  // rows, columns and depth of a block
  bool transposed = false;     // computed as the transposed product
  bool pack_b = false, pack_a = false;
  bool panels_outer = false;
  TileKind tile = kPlainTile;
};

template <class T>
Blocking choose_blocking(const Product<T>& p) {
  constexpr i64 size = sizeof(T);
  const bool large = p.k * p.n * size > kLarge;
  Blocking q;
  // Of two operands that lie along k the smaller one is packed across the lanes.
  q.transposed = p.k > 0 && p.brs == 1 && p.bcs != 1 && 2 * p.m <= p.n && p.k * p.m * size <= kTransposedBytes;
  q.nv = panel_vectors<T>(q.transposed ? p.m : p.n);
  q.height = kTileRows[q.nv];
  if (q.transposed && q.height > 6) q.height = 6;
  q.pack_b = !q.transposed && (p.bcs != 1 || (large && p.m >= kShareRows));
  q.pack_a = !q.transposed && p.ars == 1 && p.acs * size >= kApart && p.n >= kShareCols;
  q.panels_outer = large && p.m <= kFewRows;
  const i64 blocks = ceil_div(p.k * size, kDepth);
  q.kc = blocks > 1 ? ceil_div(p.k, blocks) : p.k;
  q.mc = q.pack_a ? min(p.m, kPackedRows) : p.m;
  const i64 nr = q.nv * kLanes<T>;
  const i64 panels = kBlock / size / (nr * (q.kc + 1));
  q.nc = min(ceil_div(p.n, nr), panels < 1 ? 1 : panels) * nr;
  return q;
}

// Panels of B for `multiply`: nv vectors wide, their rows bk apart, the panels `step` apart.
template <class T>
struct Panels {
  const T* b;
  i64 bk, step;
};

// The strips of rows, of balanced height: the first `taller` ones have one row more than `low`.
struct RowStrips {
  i64 count, low, taller;
  RowStrips(i64 m, i64 height) : count(ceil_div(m, height)), low(m / count), taller(m % count) {}
  i64 row(i64 strip) const { return strip * low + min(strip, taller); }
  i64 height(i64 strip) const { return low + (strip < taller); }
};

// Copies the rows of p.a, contiguous across rows, strip after strip: strip s starts at to + row(s) * k.
template <class T>
void pack_a(const Product<T>& p, const RowStrips& strips, T* to) {
  for (i64 s = 0, next; s < strips.count; s = next) {
    next = min(s + kPackedStrips, s < strips.taller ? strips.taller : strips.count);
    kPackStrips<T>.at[strips.height(s)](p.a + strips.row(s), p.acs, p.k, next - s, to + strips.row(s) * p.k);
  }
}

// A tile of `rows` rows and `vectors` vectors.
template <class T>
TW_INLINE void run_tile(TileKind kind, i64 rows, i64 vectors, const TileCall<T>& t) {
  if constexpr (sizeof(T) == sizeof(float)) {
#if defined(TW_AVX512)
    if (kind == kPairTile) return kPairTiles.at[t.ars == 1][t.last != kLanes<T>][vectors][rows](t);
#endif
    if (kind == kFlushedTile)
      return run_flushed(tile_of<T>(rows, vectors, t.last, t.ars), t, rows, (vectors - 1) * kLanes<T> + t.last);
  }
  tile_of<T>(rows, vectors, t.last, t.ars)(t);
}

// All rows and columns of p over its k: B as panels, A in place or, where `packed` is not null, from its packed strips.
template <class T>
void multiply(const Product<T>& p, const Blocking& q, const Panels<T>& panels, const T* packed) {
  const i64 nr = q.nv * kLanes<T>;
  const i64 count = ceil_div(p.n, nr);
  const RowStrips strips(p.m, q.height);
  TileCall<T> t{.k = p.k,
                .ars = p.ars,
                .acs = p.acs,
                .bk = panels.bk,
                .srs = p.srs,
                .splat = p.scs == 0,
                .relu = p.activation == kRelu,
                .ldc = p.ldc};
  const auto one = [&](i64 strip, i64 panel) {
    const i64 i = strips.row(strip), height = strips.height(strip);
    const i64 j = panel * nr, width = min(nr, p.n - j);
    const i64 vectors = ceil_div(width, kLanes<T>);
    t.b = panels.b + panel * panels.step;
    t.start = p.start ? p.start + i * p.srs + j * p.scs : nullptr;
    t.c = p.c + i * p.ldc + j;
    t.last = width - (vectors - 1) * kLanes<T>;
    run_tile(q.tile, height, vectors, t);
    if (p.activation > kRelu) activate(t.c, p.ldc, height, width, p.activation);
  };
  if (q.panels_outer) {
    for (i64 panel = 0; panel < count; panel++)
      for (i64 strip = 0; strip < strips.count; strip++) {
        t.a = p.a + strips.row(strip) * p.ars;
        one(strip, panel);
      }
    return;
  }
  for (i64 strip = 0; strip < strips.count; strip++) {
    t.a = p.a + strips.row(strip) * p.ars;
    if (packed) {
      t.a = packed + strips.row(strip) * p.k;
      t.acs = strips.height(strip);
    }
    for (i64 panel = 0; panel < count; panel++) one(strip, panel);
  }
}

// C = start + A B as C^T = B^T A^T, for few rows of A and a large B that lies contiguous along k: the lanes then lie
// across the rows of A, and B is read in place, once and in order. A^T is packed whole; scratch holds pieces of C^T.
template <class T>
void multiply_transposed(const Product<T>& p, const Blocking& q, T* scratch) {
  const i64 nr = q.nv * kLanes<T>, width = round_up(p.m, nr);
  T* transposed = scratch + p.k * width;
  for (i64 k = 0; k < p.k; k += q.kc)
    pack(p.a + k * p.acs, p.acs, p.ars, min(q.kc, p.k - k), p.m, scratch + k * width, nr);
  for (i64 j = 0; j < p.n; j += kTransposedRows) {
    const i64 rows = min(kTransposedRows, p.n - j);
    if (p.start)
      for (i64 r = 0; r < rows; r++)
        for (i64 i = 0; i < p.m; i++) transposed[r * width + i] = p.start[i * p.srs + (j + r) * p.scs];
    for (i64 k = 0; k < p.k; k += q.kc) {
      const i64 depth = min(q.kc, p.k - k);
      const Product<T> part{.m = rows,
                            .n = p.m,
                            .k = depth,
                            .a = p.b + j * p.bcs + k,
                            .ars = p.bcs,
                            .acs = 1,
                            .start = k > 0 || p.start ? transposed : nullptr,
                            .srs = width,
                            .scs = 1,
                            .c = transposed,
                            .ldc = width,
                            .activation = k + depth == p.k ? p.activation : kNone};
      multiply(part, q, Panels<T>{scratch + k * width, nr, depth * nr}, static_cast<const T*>(nullptr));
    }
    for (i64 r = 0; r < rows; r += kLanes<T>) {
      const i64 cols = min(kLanes<T>, rows - r);
      copy_transposed(transposed + r * width, width, p.m, cols, cols, p.c + j + r, p.ldc);
    }
  }
}

// Elements of scratch for products no larger than p under its blocking.
template <class T>
i64 region_scratch(const Product<T>& p, const Blocking& q) {
  const i64 nr = q.nv * kLanes<T>;
  if (q.transposed) return (p.k + kTransposedRows) * round_up(p.m, nr);
  return (q.pack_b ? q.nc * q.kc : 0) + (q.pack_a ? q.mc * q.kc : 0);
}

// One row of A: some rows of B at a time are added to C from end to end, so that B is read in long streams, which the
// processor foresees. C is walked in pieces that stay in the first-level cache.
template <class T, int R>
TW_INLINE void add_rows(i64 n, const T* a, i64 acs, const T* b, i64 brs, T* c) {
  constexpr int L = kLanes<T>;
  Vec<T> x[R];
#pragma GCC unroll 4
  for (int r = 0; r < R; r++) x[r] = splat<Vec<T>>(a[r * acs]);
  i64 j = 0;
  for (; j + L <= n; j += L) {
    Vec<T> sum = load(c + j);
#pragma GCC unroll 4
    for (int r = 0; r < R; r++) sum = fma(x[r], load(b + r * brs + j), sum);
    store(c + j, sum);
  }
  if (j == n) return;
  Vec<T> sum = load_n(c + j, n - j);
#pragma GCC unroll 4
  for (int r = 0; r < R; r++) sum = fma(x[r], load_n(b + r * brs + j, n - j), sum);
  store_n(c + j, sum, n - j);
}

template <class T>
void multiply_row(const Product<T>& p) {
  constexpr int R = 4;
  for (i64 j = 0; j < p.n; j += kRowPiece) {
    const i64 n = min(kRowPiece, p.n - j);
    T* c = p.c + j;
    if (p.start != p.c)
      for (i64 i = 0; i < n; i++) c[i] = p.start ? p.start[(j + i) * p.scs] : T(0);
    const T *a = p.a, *b = p.b + j;
    i64 k = 0;
    for (; k + R <= p.k; k += R) add_rows<T, R>(n, a + k * p.acs, p.acs, b + k * p.brs, p.brs, c);
    for (; k < p.k; k++) add_rows<T, 1>(n, a + k * p.acs, p.acs, b + k * p.brs, p.brs, c);
    if (p.activation) activate(c, 0, 1, n, p.activation);
  }
}

// The whole product on this thread, with the blocking of one at least as large.
template <class T>
void multiply_region(const Product<T>& p, const Blocking& q, T* scratch) {
  if (q.transposed) return multiply_transposed(p, q, scratch);
  if (p.m == 1 && p.bcs == 1 && p.n >= 64) return multiply_row(p);
  const i64 nr = q.nv * kLanes<T>;
  T* const packed = q.pack_a ? scratch + (q.pack_b ? q.nc * q.kc : 0) : nullptr;
  for (i64 i = 0; i < p.m; i += q.mc) {
    Product<T> part = p;
    part.m = min(q.mc, p.m - i);
    i64 k = 0;
    do {
      part.k = min(q.kc, p.k - k);
      part.a = p.a + i * p.ars + k * p.acs;
      part.activation = k + part.k == p.k ? p.activation : kNone;
      if (packed) pack_a(part, RowStrips(part.m, q.height), packed);
      for (i64 j = 0; j < p.n; j += q.nc) {
        part.n = min(q.nc, p.n - j);
        part.c = p.c + i * p.ldc + j;
        if (k > 0) {
          part.start = part.c;
          part.srs = p.ldc;
          part.scs = 1;
        } else if (p.start) {
          part.start = p.start + i * p.srs + j * p.scs;
        }
        const T* b = p.b + k * p.brs + j * p.bcs;
        if (q.pack_b) pack(b, p.brs, p.bcs, part.k, part.n, scratch, nr);
        multiply(part, q, q.pack_b ? Panels<T>{scratch, nr, part.k * nr} : Panels<T>{b, p.brs, nr}, packed);
      }
      k += part.k;
    } while (k < p.k);
  }
}

}  // namespace
}  // namespace thalweg
