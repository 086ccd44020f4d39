// Matrix products: reads the call, folds the batch, splits the work over threads.
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/gemm/dot.h"
#include "kernels/gemm/region.h"

namespace thalweg {
namespace {

// Multiply-adds a nanosecond on one thread, for the decision how many threads to wake.
template <class T>
constexpr double kRate = sizeof(T) == 4 ? 52 : 13;

// A product over a batch.
template <class T>
struct Batched {
  Product<T> one;
  bool dots;
  i64 nd, count;
  i64 shape[kMaxDims], sa[kMaxDims], sb[kMaxDims], ss[kMaxDims], sc[kMaxDims];
};

// Moves p to element `at` of the batch.
template <class T>
Product<T> element(const Batched<T>& x, i64 at) {
  Product<T> p = x.one;
  for (i64 d = x.nd - 1; d >= 0; d--) {
    const i64 k = at % x.shape[d];
    at /= x.shape[d];
    p.a += k * x.sa[d];
    p.b += k * x.sb[d];
    p.c += k * x.sc[d];
    if (p.start) p.start += k * x.ss[d];
  }
  return p;
}

// Cuts [0, size) into `parts` pieces of whole units.
struct Span {
  i64 begin, end;
};
TW_INLINE Span piece(i64 size, i64 unit, i64 parts, i64 at) {
  const i64 units = ceil_div(size, unit);
  return {smaller(size, units * at / parts * unit), smaller(size, units * (at + 1) / parts * unit)};
}

template <class T>
Product<T> rectangle(Product<T> p, Span rows, Span cols) {
  p.m = rows.end - rows.begin;
  p.n = cols.end - cols.begin;
  p.a += rows.begin * p.ars;
  p.b += cols.begin * p.bcs;
  p.c += rows.begin * p.ldc + cols.begin;
  if (p.start) p.start += rows.begin * p.srs + cols.begin * p.scs;
  return p;
}

// The grid of rectangles that each matrix of the batch is cut into. Which grid does not show in the bits.
struct Grid {
  i64 tm, tn;
};

template <class T>
Grid choose_grid(const Product<T>& p, i64 batch, int team) {
  const i64 row_unit = kTileRows[panel_vectors<T>(p.n)], col_unit = kLanes<T>;
  const i64 rows = ceil_div(p.m, row_unit), cols = ceil_div(p.n, col_unit);
  Grid best{1, 1};
  double least = -1;
  for (i64 tm = 1; tm <= team; tm++) {
    for (i64 tn = 1; tm * tn <= team; tn++) {
      if ((tm > 1 && tm > rows) || (tn > 1 && tn > cols)) break;
      const double turns = double(ceil_div(batch * tm * tn, team));
      const double m = double(smaller(ceil_div(rows, tm) * row_unit, p.m));
      const double n = double(smaller(ceil_div(cols, tn) * col_unit, p.n));
      // Multiply-adds, and what it costs to bring in both operands, in the same unit.
      const double touched = m + n * (p.bcs == 1 ? 1 : 2);
      const double cost = turns * (m * n + 4 * touched) * double(p.k);
      if (least < 0 || cost < least) {
        least = cost;
        best = {tm, tn};
      }
    }
  }
  return best;
}

template <class T>
void fill_batched(const GemmArgs<T>& a, Batched<T>& x) {
  x.nd = a.nd;
  x.count = 1;
  for (i64 d = 0; d < a.nd; d++) {
    x.shape[d] = a.shape[d];
    x.count *= x.shape[d];
    x.sa[d] = a.strides[d];
    x.sb[d] = a.strides[a.nd + d];
    x.sc[d] = a.strides[3 * a.nd + d];
    x.ss[d] = a.accumulate ? x.sc[d] : a.strides[2 * a.nd + d];
  }
}

template <class T>
i64 gemm(const GemmArgs<T>& a) {
  Batched<T> x;
  Product<T>& p = x.one;
  p = {a.rows, a.cols, a.inner, a.a, a.ars, a.acs, a.b, a.brs, a.bcs, a.bias, a.srs, a.scs, a.c, a.ldc, int(a.activation)};
  if (a.accumulate) p.start = a.c, p.srs = a.ldc, p.scs = 1;
  fill_batched(a, x);
  if (x.count == 0 || p.m == 0 || p.n == 0) return kOk;
  const double work = double(x.count) * double(p.m) * double(p.n) * double(p.k);
  const int team = team_for(x.count * p.m * p.n, work / kRate<T>);
  const Grid grid = choose_grid(p, x.count, team);
  const i64 units = x.count * grid.tm * grid.tn;
  Scratch<T> scratch(team, region_scratch(p));
  if (!scratch) return kNoMemory;
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      const Product<T> one = element(x, u / (grid.tm * grid.tn));
      const i64 r = u % (grid.tm * grid.tn);
      const Product<T> part =
          rectangle(one, piece(p.m, kTileRows[panel_vectors<T>(p.n)], grid.tm, r / grid.tn), piece(p.n, kLanes<T>, grid.tn, r % grid.tn));
      if (part.m > 0 && part.n > 0) multiply_region(part, scratch.of(thread));
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(gemm)
