// A sparse matrix along one dimension: rows of (outer, n, inner) added up with weights to rows of (outer, count,
// inner). Resizing, windows and pooling by means run on it, and their gradients on the transposed matrix. A sum takes
// its terms in the order of the table: product, then sum, each rounded.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

using Index = std::int32_t;

template <class T>
static i64 first_bad(const CombineArgs<T>& a) {
  Index before = 0;
  for (i64 j = 0; j <= a.count; j++) {
    if (a.start[j] < before || a.start[j] > a.taps) return 1 + j;
    before = a.start[j];
  }
  for (i64 k = 0; k < a.taps; k++)
    if (a.index[k] < 0 || a.index[k] >= a.n) return 1 + k;
  return kOk;
}

template <class V>
TW_INLINE V term(V x, V weight, bool weighted) {
  return weighted ? x * weight : x;
}

// One row of y from rows of x, `inner` elements each.
template <class T>
static void row(const CombineArgs<T>& a, const T* x, T* y, i64 begin, i64 end) {
  using V = Vec<T>;
  const bool weighted = a.weight != nullptr;
  auto sum = [&](i64 i, auto get) {
    V total{};
    for (i64 k = begin; k < end; k++) {
      V value = term(get(x + a.index[k] * a.inner + i), splat<V>(weighted ? a.weight[k] : T(1)), weighted);
      total = k == begin ? value : total + value;
    }
    return total;
  };
  i64 i = 0;
  for (; i + kLanes<T> <= a.inner; i += kLanes<T>) {
    V total = sum(i, [](const T* p) { return load(p); });
    store(y + i, a.accumulate ? load(y + i) + total : total);
  }
  if (i == a.inner) return;
  i64 rest = a.inner - i;
  V total = sum(i, [rest](const T* p) { return load_n(p, rest); });
  store_n(y + i, a.accumulate ? load_n(y + i, rest) + total : total, rest);
}

// Rows of single elements: the last dimension of an array.
template <class T>
static void line(const CombineArgs<T>& a, const T* x, T* y) {
  for (i64 j = 0; j < a.count; j++) {
    T total = 0;
    for (i64 k = a.start[j]; k < a.start[j + 1]; k++) {
      T value = a.weight ? T(x[a.index[k]] * a.weight[k]) : x[a.index[k]];
      total = k == a.start[j] ? value : T(total + value);
    }
    y[j] = a.accumulate ? T(y[j] + total) : total;
  }
}

template <class T>
i64 combine(const CombineArgs<T>& a) {
  if (i64 bad = first_bad(a)) return bad;
  if (a.outer * a.count * a.inner == 0) return kOk;
  double ns =
      double(a.outer) * (double(a.count) * (2 + 0.1 * double(a.inner)) + double(a.taps) * (1 + 0.05 * double(a.inner)));
  if (a.inner == 1) {
    parallel(team_for(a.outer, ns), a.outer, [&](int, i64 begin, i64 end) {
      for (i64 o = begin; o < end; o++) line(a, a.x + o * a.n, a.y + o * a.count);
    });
    return kOk;
  }
  i64 units = a.outer * a.count;
  parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
    i64 o = begin / a.count, j = begin % a.count;
    for (i64 unit = begin; unit < end; unit++) {
      row(a, a.x + o * a.n * a.inner, a.y + unit * a.inner, a.start[j], a.start[j + 1]);
      if (++j == a.count) j = 0, o++;
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(combine)
