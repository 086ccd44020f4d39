// A product, or a rectangle of one, on one thread: blocks, panels and strips around the register tile.
#pragma once
#include <utility>

#include "kernels/gemm/activation.h"
#include "kernels/gemm/pack.h"
#include "kernels/gemm/tile.h"

namespace thalweg {
namespace {

// C[m, n] = activation(start + A[m, k] B[k, n]). Rows of C are contiguous.
template <class T>
struct Product {
  i64 m, n, k;
  const T* a;
  i64 ars, acs;
  const T* b;
  i64 brs, bcs;
  const T* start;  // null: 0; may be c
  i64 srs, scs;    // scs is 1, or 0 for one value a row
  T* c;
  i64 ldc;
  int activation;
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
constexpr i64 kTurnedRows = 48;                          // rows of a piece of the transposed C
constexpr i64 kTurned = 2048 << 10;                      // of a transposed A that is kept whole

TW_INLINE i64 ceil_div(i64 x, i64 y) { return (x + y - 1) / y; }
TW_INLINE i64 smaller(i64 x, i64 y) { return x < y ? x : y; }

// Vectors a panel is wide: as many as the level's best tile has, fewer for few columns.
template <class T>
TW_INLINE i64 panel_vectors(i64 n) {
  return smaller(kBestVectors, ceil_div(n, kLanes<T>));
}

// How a product is cut. Nothing of it shows in the bits.
template <class T>
struct Plan {
  i64 nv;          // vectors a panel
  i64 height;      // most rows a strip
  i64 mc, nc, kc;  // rows, columns and depth of a block
  bool turned;     // computed as the transposed product
  bool pack_b, pack_a;
  bool panels_outer;
};

template <class T>
Plan<T> plan(const Product<T>& p) {
  constexpr i64 size = sizeof(T);
  const bool large = p.k * p.n * size > kLarge;
  Plan<T> q;
  // Of two operands that lie along k the smaller one is packed across the lanes.
  q.turned = p.k > 0 && p.brs == 1 && p.bcs != 1 && 2 * p.m <= p.n && p.k * p.m * size <= kTurned;
  q.nv = panel_vectors<T>(q.turned ? p.m : p.n);
  q.height = kTileRows[q.nv];
  if (q.turned && q.height > 6) q.height = 6;
  q.pack_b = !q.turned && (p.bcs != 1 || (large && p.m >= kShareRows));
  q.pack_a = !q.turned && p.ars == 1 && p.acs * size >= kApart && p.n >= kShareCols;
  q.panels_outer = large && p.m <= kFewRows;
  const i64 blocks = ceil_div(p.k * size, kDepth);
  q.kc = blocks > 1 ? ceil_div(p.k, blocks) : p.k;
  q.mc = q.pack_a ? smaller(p.m, kPackedRows) : p.m;
  const i64 nr = q.nv * kLanes<T>;
  const i64 panels = kBlock / size / (nr * (q.kc + 1));
  q.nc = smaller(ceil_div(p.n, nr), panels < 1 ? 1 : panels) * nr;
  return q;
}

// Panels of B for `multiply`: nv vectors wide, their rows bk apart, the panels `step` apart.
template <class T>
struct Panels {
  const T* b;
  i64 bk, step;
};

// The strips of rows, of balanced height: the first `taller` ones have one row more than `low`.
struct Strips {
  i64 count, low, taller;
  Strips(i64 m, i64 height) : count(ceil_div(m, height)), low(m / count), taller(m % count) {}
  i64 row(i64 strip) const { return strip * low + smaller(strip, taller); }
  i64 height(i64 strip) const { return low + (strip < taller); }
};

// Copies the rows of p.a, contiguous across rows, strip after strip: strip s starts at to + row(s) * k.
template <class T>
void pack_a(const Product<T>& p, const Strips& strips, T* to) {
  for (i64 s = 0, next; s < strips.count; s = next) {
    next = smaller(s + kPackedStrips, s < strips.taller ? strips.taller : strips.count);
    kPackStrips<T>[strips.height(s)](p.a + strips.row(s), p.acs, p.k, next - s, to + strips.row(s) * p.k);
  }
}

// All rows and columns of p over its k: B as panels, A in place or, where `packed` is not null, from its packed strips.
template <class T>
void multiply(const Product<T>& p, const Plan<T>& q, const Panels<T>& panels, const T* packed) {
  const i64 nr = q.nv * kLanes<T>;
  const i64 count = ceil_div(p.n, nr);
  const Strips strips(p.m, q.height);
  TileCall<T> t{p.k,     nullptr, p.ars, p.acs, nullptr, panels.bk, nullptr, p.srs, p.scs == 0, p.activation == kRelu,
                nullptr, p.ldc,   0};
  const auto one = [&](i64 strip, i64 panel) {
    const i64 i = strips.row(strip), height = strips.height(strip);
    const i64 j = panel * nr, width = smaller(nr, p.n - j);
    const i64 vectors = ceil_div(width, kLanes<T>);
    t.b = panels.b + panel * panels.step;
    t.start = p.start ? p.start + i * p.srs + j * p.scs : nullptr;
    t.c = p.c + i * p.ldc + j;
    t.last = width - (vectors - 1) * kLanes<T>;
    tile_of<T>(height, vectors, t.last, t.ars)(t);
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

// C = start + A B turned around, for few rows of A and a large B that lies contiguous along k: C^T = B^T A^T has its
// lanes across the rows of A, and B is read in place, once and in order. A^T is packed whole; pieces of C^T wait in
// scratch.
template <class T>
void multiply_turned(const Product<T>& p, const Plan<T>& q, T* scratch) {
  const i64 nr = q.nv * kLanes<T>, width = ceil_div(p.m, nr) * nr;
  T* turned = scratch + p.k * width;
  for (i64 k = 0; k < p.k; k += q.kc)
    pack(p.a + k * p.acs, p.acs, p.ars, smaller(q.kc, p.k - k), p.m, scratch + k * width, nr);
  for (i64 j = 0; j < p.n; j += kTurnedRows) {
    const i64 rows = smaller(kTurnedRows, p.n - j);
    if (p.start)
      for (i64 r = 0; r < rows; r++)
        for (i64 i = 0; i < p.m; i++) turned[r * width + i] = p.start[i * p.srs + (j + r) * p.scs];
    for (i64 k = 0; k < p.k; k += q.kc) {
      const i64 depth = smaller(q.kc, p.k - k);
      const Product<T> part{rows,
                            p.m,
                            depth,
                            p.b + j * p.bcs + k,
                            p.bcs,
                            1,
                            nullptr,
                            0,
                            0,
                            k > 0 || p.start ? turned : nullptr,
                            width,
                            1,
                            turned,
                            width,
                            k + depth == p.k ? p.activation : 0};
      multiply(part, q, Panels<T>{scratch + k * width, nr, depth * nr}, static_cast<const T*>(nullptr));
    }
    for (i64 r = 0; r < rows; r += kLanes<T>) {
      const i64 cols = smaller(kLanes<T>, rows - r);
      copy_transposed(turned + r * width, width, p.m, cols, cols, p.c + j + r, p.ldc);
    }
  }
}

// Elements of scratch for products no larger than p under its plan.
template <class T>
i64 region_scratch(const Product<T>& p, const Plan<T>& q) {
  const i64 nr = q.nv * kLanes<T>;
  if (q.turned) return (p.k + kTurnedRows) * ceil_div(p.m, nr) * nr;
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
    const i64 n = smaller(kRowPiece, p.n - j);
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

// The whole product on this thread, with the plan of one at least as large.
template <class T>
void multiply_region(const Product<T>& p, const Plan<T>& q, T* scratch) {
  if (q.turned) return multiply_turned(p, q, scratch);
  if (p.m == 1 && p.bcs == 1 && p.n >= 64) return multiply_row(p);
  const i64 nr = q.nv * kLanes<T>;
  T* const packed = q.pack_a ? scratch + (q.pack_b ? q.nc * q.kc : 0) : nullptr;
  for (i64 i = 0; i < p.m; i += q.mc) {
    Product<T> part = p;
    part.m = smaller(q.mc, p.m - i);
    i64 k = 0;
    do {
      part.k = smaller(q.kc, p.k - k);
      part.a = p.a + i * p.ars + k * p.acs;
      part.activation = k + part.k == p.k ? p.activation : 0;
      if (packed) pack_a(part, Strips(part.m, q.height), packed);
      for (i64 j = 0; j < p.n; j += q.nc) {
        part.n = smaller(q.nc, p.n - j);
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
