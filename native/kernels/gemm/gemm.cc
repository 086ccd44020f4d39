// Matrix products: reads the call, merges the batch into rows, splits the work over threads. gemmBfloat16 is the same
// with inputs rounded to bfloat16.
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/gemm/bfloat16.h"
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
  i64 nd, count;
  i64 shape[kMaxDims], sa[kMaxDims], sb[kMaxDims], ss[kMaxDims], sc[kMaxDims];
};

// The product of element `at` of the batch.
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

struct Range {
  i64 begin, end;
};
// Piece `at` of [0, size) cut into `parts` of whole units.
TW_INLINE Range piece(i64 size, i64 unit, i64 parts, i64 at) {
  const i64 units = ceil_div(size, unit);
  return {min(size, units * at / parts * unit), min(size, units * (at + 1) / parts * unit)};
}

template <class T>
Product<T> rectangle(Product<T> p, Range rows, Range cols) {
  p.m = rows.end - rows.begin;
  p.n = cols.end - cols.begin;
  p.a += rows.begin * p.ars;
  p.b += cols.begin * p.bcs;
  p.c += rows.begin * p.ldc + cols.begin;
  if (p.start) p.start += rows.begin * p.srs + cols.begin * p.scs;
  return p;
}

// The grid of rectangles that each matrix of the batch is cut into, from units of rows and columns.
struct Grid {
  i64 tm, tn, row_unit, col_unit;
  Range rows(i64 m, i64 at) const { return piece(m, row_unit, tm, at / tn); }
  Range cols(i64 n, i64 at) const { return piece(n, col_unit, tn, at % tn); }
  i64 size() const { return tm * tn; }
};

// The grid that keeps `team` threads evenly busy and loads the least: both operands of a rectangle must be read, and
// one that lies across the lanes must be packed. The bits do not depend on the grid.
template <class T>
Grid choose_grid(const Product<T>& p, i64 batch, int team) {
  Grid grid{1, 1, kTileRows[panel_vectors<T>(p.n)], kLanes<T>};
  if (team == 1) return grid;
  const i64 rows = ceil_div(p.m, grid.row_unit), cols = ceil_div(p.n, grid.col_unit);
  double least = -1;
  for (i64 tm = 1; tm <= team && tm <= rows; tm++) {
    for (i64 tn = 1; tm * tn <= team && tn <= cols; tn++) {
      const double turns = double(ceil_div(batch * tm * tn, team));
      const double m = double(min(ceil_div(rows, tm) * grid.row_unit, p.m));
      const double n = double(min(ceil_div(cols, tn) * grid.col_unit, p.n));
      const double cost = turns * (m * n + 4 * (m + n * (p.bcs == 1 ? 1 : 2)));
      if (least < 0 || cost < least) {
        least = cost;
        grid.tm = tm, grid.tn = tn;
      }
    }
  }
  return grid;
}

// Merges the batch into the rows where they follow each other and all share one B; drops dimensions of size 1.
template <class T>
void merge_batch(Batched<T>& x) {
  Product<T>& p = x.one;
  for (; x.nd > 0; x.nd--) {
    const i64 d = x.nd - 1, size = x.shape[d];
    const bool follow = x.sb[d] == 0 && x.sa[d] == p.m * p.ars && x.sc[d] == p.m * p.ldc;
    if (size != 1 && !(follow && (!p.start || x.ss[d] == p.m * p.srs))) return;
    p.m *= size;
    x.count /= size;
  }
}

// A product with one column, contiguous in C, as one with a single row: the lanes then lie across the result.
template <class T>
void as_row(Batched<T>& x) {
  const Product<T> p = x.one;
  x.one = {.m = 1,
           .n = p.m,
           .k = p.k,
           .a = p.b,
           .ars = p.bcs,
           .acs = p.brs,
           .b = p.a,
           .brs = p.acs,
           .bcs = p.ars,
           .start = p.start,
           .srs = 0,
           .scs = p.srs,
           .c = p.c,
           .ldc = p.m,
           .activation = p.activation};
  for (i64 d = 0; d < x.nd; d++) {
    const i64 sa = x.sa[d];
    x.sa[d] = x.sb[d];
    x.sb[d] = sa;
  }
}

// C = bias where the tile cannot start from the bias itself.
template <class T>
Product<T> init_c(Product<T> p) {
  if (!p.start || p.scs <= 1) return p;
  for (i64 i = 0; i < p.m; i++)
    for (i64 j = 0; j < p.n; j++) p.c[i * p.ldc + j] = p.start[i * p.srs + j * p.scs];
  p.start = p.c;
  p.srs = p.ldc;
  p.scs = 1;
  return p;
}

// Elements of scratch that a small product takes from the stack.
constexpr i64 kLocal = 2048;

// How a rectangle is computed: from the operands as they are, or rounded to bfloat16.
template <class T>
struct Plainly {
  double rate = kRate<T>;
  Blocking blocking(const Product<T>& p) const { return choose_blocking(p); }
  i64 scratch(const Product<T>& p, const Blocking& q) const { return region_scratch(p, q); }
  void region(const Product<T>& p, const Blocking& q, T* scratch) const { multiply_region(p, q, scratch); }
};
struct Rounded {
  PairForm form = pair_form();
  double rate = form == kPaired ? 80 : 40;
  Blocking blocking(const Product<float>& p) const { return choose_rounded_blocking(p, form); }
  i64 scratch(const Product<float>&, const Blocking& q) const { return rounded_scratch(q); }
  void region(const Product<float>& p, const Blocking& q, float* scratch) const { multiply_rounded(p, q, scratch); }
};

template <class T, class Way>
i64 multiply_batched(const Batched<T>& x, const Way& way) {
  const Product<T>& p = x.one;
  const double work = double(x.count) * double(p.m) * double(round_up(p.n, kLanes<T>)) * double(p.k);
  const int team = team_for(x.count * p.m * p.n, work / way.rate);
  const Grid grid = choose_grid(p, x.count, team);
  Product<T> largest = p;
  largest.m = min(p.m, ceil_div(ceil_div(p.m, grid.row_unit), grid.tm) * grid.row_unit);
  largest.n = min(p.n, ceil_div(ceil_div(p.n, grid.col_unit), grid.tn) * grid.col_unit);
  const Blocking q = way.blocking(largest);
  const i64 size = way.scratch(largest, q);
  if (team == 1 && size <= kLocal) {
    alignas(64) T local[kLocal];
    for (i64 u = 0; u < x.count; u++) way.region(init_c(element(x, u)), q, local);
    return kOk;
  }
  Scratch<T> scratch(size ? team : 0, size);
  if (!scratch) return kNoMemory;
  parallel(team, x.count * grid.size(), [&](int thread, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      const i64 at = u % grid.size();
      const Product<T> one = element(x, u / grid.size());
      way.region(init_c(rectangle(one, grid.rows(p.m, at), grid.cols(p.n, at))), q, scratch.of(thread));
    }
  });
  return kOk;
}

// Outputs of a matrix-vector product that make one unit of work.
constexpr i64 kDotUnit = 16;

// One row or one column of C, all operands contiguous along k (dot.h).
template <class T>
void multiply_dots(const Batched<T>& x) {
  const Product<T>& p = x.one;
  const i64 outputs = p.m * p.n, pieces = ceil_div(outputs, kDotUnit);
  // These read far more than they compute: about 20 elements a nanosecond and thread.
  const int team = team_for(x.count * pieces, double(x.count) * double(outputs) * double(p.k) / (80 / sizeof(T)));
  parallel(team, x.count * pieces, [&](int, i64 begin, i64 end) {
    while (begin < end) {
      const i64 at = begin / pieces, first = begin % pieces, last = min(pieces, first + end - begin);
      const Product<T> one = element(x, at);
      const i64 from = first * kDotUnit, count = min(outputs, last * kDotUnit) - from;
      const bool row = p.m == 1;
      const i64 ss = row ? p.scs : p.srs, cs = row ? 1 : p.ldc;
      const T* start = one.start ? one.start + from * ss : nullptr;
      T* c = one.c + from * cs;
      if (row)
        dots(count, p.k, one.a, one.b + from * p.bcs, p.bcs, start, ss, c, cs);
      else
        dots(count, p.k, one.b, one.a + from * p.ars, p.ars, start, ss, c, cs);
      if (p.activation) activate(c, cs, cs == 1 ? 1 : count, cs == 1 ? count : 1, p.activation);
      begin += last - first;
    }
  });
}

template <class T, class Args>
Batched<T> read_call(const Args& a) {
  Batched<T> x;
  Product<T>& p = x.one;
  p = {.m = a.rows,
       .n = a.cols,
       .k = a.inner,
       .a = a.a,
       .ars = a.ars,
       .acs = a.acs,
       .b = a.b,
       .brs = a.brs,
       .bcs = a.bcs,
       .start = a.bias,
       .srs = a.srs,
       .scs = a.scs,
       .c = a.c,
       .ldc = a.ldc,
       .activation = int(a.activation)};
  if (a.accumulate) {
    p.start = a.c;
    p.srs = a.ldc;
    p.scs = 1;
  }
  x.nd = a.nd;
  x.count = 1;
  for (i64 d = 0; d < a.nd; d++) {
    x.shape[d] = a.shape[d];
    x.sa[d] = a.strides[d];
    x.sb[d] = a.strides[a.nd + d];
    x.sc[d] = a.strides[3 * a.nd + d];
    x.ss[d] = a.accumulate ? x.sc[d] : a.strides[2 * a.nd + d];
    x.count *= x.shape[d];
  }
  return x;
}

template <class T>
bool is_empty(const Batched<T>& x) {
  return x.count == 0 || x.one.m == 0 || x.one.n == 0;
}

template <class T, class Way>
i64 multiply_call(Batched<T>& x, const Way& way) {
  Product<T>& p = x.one;
  if (p.n == 1) {
    p.scs = 0;
    if (p.ldc == 1 && p.m > 1) as_row(x);
  }
  merge_batch(x);
  return multiply_batched(x, way);
}

template <class T>
i64 gemm(const GemmArgs<T>& a) {
  Batched<T> x = read_call<T>(a);
  const Product<T>& p = x.one;
  if (is_empty(x)) return kOk;
  if ((p.m == 1 || p.n == 1) && p.acs == 1 && p.brs == 1 && p.k > 0) {
    multiply_dots(x);
    return kOk;
  }
  return multiply_call(x, Plainly<T>());
}

i64 gemmBfloat16(const GemmBfloat16Args& a) {
  Batched<float> x = read_call<float>(a);
  if (is_empty(x)) return kOk;
  // With nothing to sum, C is its start, denormals too.
  if (x.one.k == 0) return multiply_call(x, Plainly<float>());
  return multiply_call(x, Rounded());
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(gemm)
TW_KERNEL(gemmBfloat16)
