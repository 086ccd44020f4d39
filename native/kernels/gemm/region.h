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

// Block sizes in bytes of a row of k or of a block of B; chosen by measurement (see bench).
constexpr i64 kDepth = 1600;           // bytes along k that a strip of A keeps in the first-level cache
constexpr i64 kBlock = 512 << 10;      // a block of B that stays in the second-level cache
constexpr i64 kPackBytes = 1200 << 10;  // above this B is worth packing
constexpr i64 kPackRows = 512;         // when that many rows share the packing

TW_INLINE i64 ceil_div(i64 x, i64 y) { return (x + y - 1) / y; }
TW_INLINE i64 smaller(i64 x, i64 y) { return x < y ? x : y; }

// Vectors a panel is wide: as many as the level's best tile has, fewer for few columns.
template <class T>
TW_INLINE i64 panel_vectors(i64 n) {
  return smaller(kBestVectors, ceil_div(n, kLanes<T>));
}

// Part of a product whose B lies in panels of nv vectors: rows bk apart, panels `step` apart.
template <class T>
struct Panels {
  const T* b;
  i64 bk, step, nv;
  bool outer;  // panels in the outer loop: for few rows of A
};

// All rows and columns of p, with p.k and p.a as of this block of k. The strips of rows are of balanced height.
template <class T>
void multiply(const Product<T>& p, const Panels<T>& panels) {
  const i64 nr = panels.nv * kLanes<T>;
  const i64 count = ceil_div(p.n, nr);
  const i64 strips = ceil_div(p.m, kTileRows[panels.nv]);
  const i64 rows = p.m / strips, taller = p.m % strips;
  TileCall<T> t{p.k, p.a, p.ars, p.acs, nullptr, panels.bk, nullptr, p.srs, p.scs == 0, p.activation == 1, nullptr, p.ldc, 0};
  const auto one = [&](i64 strip, i64 panel) {
    const i64 i = strip * rows + smaller(strip, taller), height = rows + (strip < taller);
    const i64 j = panel * nr, width = smaller(nr, p.n - j);
    const i64 vectors = ceil_div(width, kLanes<T>);
    t.a = p.a + i * p.ars;
    t.b = panels.b + panel * panels.step;
    t.start = p.start ? p.start + i * p.srs + j * p.scs : nullptr;
    t.c = p.c + i * p.ldc + j;
    t.last = width - (vectors - 1) * kLanes<T>;
    tile_of<T>(height, vectors, t.last, p.ars)(t);
    if (p.activation > 1) activate(t.c, p.ldc, height, width, p.activation);
  };
  if (panels.outer) {
    for (i64 panel = 0; panel < count; panel++)
      for (i64 strip = 0; strip < strips; strip++) one(strip, panel);
  } else {
    for (i64 strip = 0; strip < strips; strip++)
      for (i64 panel = 0; panel < count; panel++) one(strip, panel);
  }
}

// How a product of this size and layout is cut.
template <class T>
struct Plan {
  i64 nv, nc, kc;
  bool packed, outer;
};

template <class T>
Plan<T> plan(const Product<T>& p) {
  constexpr i64 size = sizeof(T);
  Plan<T> q;
  q.nv = panel_vectors<T>(p.n);
  const i64 nr = q.nv * kLanes<T>;
  const bool large = p.k * p.n * size > kPackBytes;
  q.packed = p.bcs != 1 || (large && p.m >= kPackRows);
  q.outer = large && p.m <= 32;
  i64 kc = kDepth / size;
  kc = ceil_div(p.k, ceil_div(p.k, kc) + (p.k == 0));
  q.kc = kc < 1 ? 1 : kc;
  q.nc = smaller(ceil_div(p.n, nr), kBlock / size / q.kc / nr) * nr;
  if (q.nc < nr) q.nc = nr;
  return q;
}

// Elements of scratch that `multiply_region` needs.
template <class T>
i64 region_scratch(const Product<T>& p) {
  const Plan<T> q = plan(p);
  return q.packed ? q.nc * q.kc : 0;
}

template <class T>
void multiply_region(const Product<T>& p, T* scratch) {
  const Plan<T> q = plan(p);
  const i64 nr = q.nv * kLanes<T>;
  for (i64 j = 0; j < p.n; j += q.nc) {
    Product<T> part = p;
    part.n = smaller(q.nc, p.n - j);
    part.c = p.c + j;
    i64 k = 0;
    do {
      part.k = smaller(q.kc, p.k - k);
      const bool end = k + part.k >= p.k;
      part.activation = end ? p.activation : 0;
      part.a = p.a + k * p.acs;
      if (k == 0) {
        part.start = p.start ? p.start + j * p.scs : nullptr;
      } else {
        part.start = part.c;
        part.srs = p.ldc;
        part.scs = 1;
      }
      const T* b = p.b + k * p.brs + j * p.bcs;
      if (q.packed) pack(b, p.brs, p.bcs, part.k, part.n, scratch, nr);
      multiply(part, q.packed ? Panels<T>{scratch, nr, part.k * nr, q.nv, q.outer} : Panels<T>{b, p.brs, nr, q.nv, q.outer});
      k += part.k;
    } while (k < p.k);
  }
}

}  // namespace
}  // namespace thalweg
