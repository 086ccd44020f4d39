// Elimination with partial pivoting, by blocks of columns as LAPACK's getrf. One thread eliminates a block in memory
// where its columns lie one after the other; then pieces of the other columns follow: their rows are swapped, and to
// the right of the block they are solved for U and change by a product. Every element is one chain over the columns
// before it, which blocks and pieces do not show in.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/gemm/region.h"
#include "kernels/transpose.h"
#include "simd/lanes.h"

namespace thalweg {
namespace {

using V = Vec<double>;

constexpr i64 kWidth = 32;      // columns of a block
constexpr i64 kPieceCols = 96;  // columns of a piece: whole panels of a product at every level
// Multiply-adds a nanosecond on one thread, for the decision how many threads to wake.
constexpr double kMultiplyAdds = 13;

// Columns of a block from its first row on, `step` apart.
struct Panel {
  double* at;
  i64 step, rows, cols;
  double* column(i64 j) const { return at + j * step; }
};

// Between a matrix with n columns and a panel.
void gather(const double* a, i64 n, const Panel& p) {
  constexpr i64 L = kLanes<double>;
  for (i64 i = 0; i < p.rows; i += L)
    for (i64 j = 0; j < p.cols; j += L)
      transpose_tile(a + i * n + j, n, p.column(j) + i, p.step, min(L, p.cols - j), min(L, p.rows - i));
}
void scatter(const Panel& p, double* a, i64 n) {
  constexpr i64 L = kLanes<double>;
  for (i64 i = 0; i < p.rows; i += L)
    for (i64 j = 0; j < p.cols; j += L)
      transpose_tile(p.column(j) + i, p.step, a + i * n + j, n, min(L, p.rows - i), min(L, p.cols - j));
}

// The first of the largest elements, NaN before all.
i64 pivot_of(const double* x, i64 n) {
  V most = splat<V>(-1.0);
  VecOf<double>::I unordered{};
  for_lanes<double>(n, [&](auto get, auto) TW_LAMBDA {
    const V size = abs(V(get(x)));
    unordered |= size != size;
    most = max(most, size);
  });
  i64 at = 0;
  if (any(unordered)) {
    while (x[at] == x[at]) at++;
    return at;
  }
  double largest = -1;
  for (int l = 0; l < kLanes<double>; l++) largest = most[l] > largest ? most[l] : largest;
  while (__builtin_fabs(x[at]) != largest) at++;
  return at;
}

// Column c, which changes by the columns before it, of which it is swapped already; then its pivot and its part of L.
void eliminate_column(const Panel& p, i64 c, std::int32_t* pivot) {
  double* own = p.column(c);
  for (i64 k = 0; k < c; k++)
    for (i64 i = k + 1; i < c; i++) own[i] -= p.column(k)[i] * own[k];
  for_lanes<double>(p.rows - c, [&](auto get, auto put) TW_LAMBDA {
    V v = get(own + c);
    for (i64 k = 0; k < c; k++) v = v - V(get(p.column(k) + c)) * splat<V>(own[k]);
    put(own + c, v);
  });
  const i64 at = c + pivot_of(own + c, p.rows - c);
  *pivot = std::int32_t(at);
  if (at != c)
    for (i64 j = 0; j < p.cols; j++) {
      double* x = p.column(j);
      const double kept = x[c];
      x[c] = x[at];
      x[at] = kept;
    }
  if (own[c] == 0) return;
  const V by = splat<V>(own[c]);
  for_lanes<double>(p.rows - c - 1, [&](auto get, auto put) TW_LAMBDA { put(own + c + 1, V(get(own + c + 1)) / by); });
}

// Rows of U in columns [from, to), from the triangle of L that the panel begins with, where -L is.
void solve_rows(const Panel& p, double* rows, i64 n, i64 from, i64 to) {
  for (i64 c = 0; c < p.cols; c++)
    for (i64 i = c + 1; i < p.cols; i++) {
      const V factor = splat<V>(p.column(c)[i]);
      const double* solved = rows + c * n;
      double* row = rows + i * n;
      for_lanes<double>(to - from, [&](auto get, auto put) TW_LAMBDA {
        put(row + from, V(get(row + from)) + factor * V(get(solved + from)));
      });
    }
}

i64 lu(const LuArgs& a) {
  const i64 m = a.m, n = a.n, count = min(m, n);
  if (count == 0) return kOk;
  Scratch<double> memory(int(min(kWidth, count)), m);
  if (!memory) return kNoMemory;
  for (i64 first = 0; first < count; first += kWidth) {
    const i64 width = min(kWidth, count - first), end = first + width, below = m - end;
    double* rows = a.a + first * n;
    std::int32_t* pivots = a.pivots + first;
    const Panel p{memory.of(0), memory.of(1) - memory.of(0), m - first, width};
    gather(rows + first, n, p);
    for (i64 c = 0; c < width; c++) eliminate_column(p, c, pivots + c);
    scatter(p, rows + first, n);
    for (i64 c = 0; c < width; c++) {
      double* x = p.column(c);
      for_lanes<double>(m - first, [&](auto get, auto put) TW_LAMBDA { put(x, -V(get(x))); });
    }
    const i64 right = ceil_div(n - end, kPieceCols), left = ceil_div(first, kPieceCols), units = right + left;
    const double work = double(n - end) * double(below + width) * double(width) / kMultiplyAdds;
    parallel(team_for(units, work), units, [&](int, i64 begin, i64 stop) {
      for (i64 u = begin; u < stop; u++) {
        const i64 from = u < right ? end + u * kPieceCols : (u - right) * kPieceCols;
        const i64 to = min(from + kPieceCols, u < right ? n : first);
        for (i64 c = 0; c < width; c++)
          if (pivots[c] != c) {
            double *x = rows + c * n, *y = rows + pivots[c] * n;
            for (i64 j = from; j < to; j++) {
              const double kept = x[j];
              x[j] = y[j];
              y[j] = kept;
            }
          }
        if (u >= right) continue;
        solve_rows(p, rows, n, from, to);
        if (below == 0) continue;
        double* c = a.a + end * n + from;
        const Product<double> product{.m = below,
                                      .n = to - from,
                                      .k = width,
                                      .a = p.at + width,
                                      .ars = 1,
                                      .acs = p.step,
                                      .b = rows + from,
                                      .brs = n,
                                      .bcs = 1,
                                      .start = c,
                                      .srs = n,
                                      .scs = 1,
                                      .c = c,
                                      .ldc = n};
        multiply_region(product, choose_blocking(product), static_cast<double*>(nullptr));
      }
    });
    for (i64 c = 0; c < width; c++) pivots[c] += std::int32_t(first);
  }
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(lu)
