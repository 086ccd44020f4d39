// Running sums and products along the middle dimension of (outer, n, inner). Each line is one chain in double, whatever
// the level; lines are independent of each other, so several are under way at a time.
#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

struct Add {
  static constexpr double kStart = 0;
  template <class V>
  TW_INLINE V apply(V a, V b) {
    return a + b;
  }
};
struct Multiply {
  static constexpr double kStart = 1;
  template <class V>
  TW_INLINE V apply(V a, V b) {
    return a * b;
  }
};

// `Lines` lines of n elements that lie `line` apart, their elements `step` apart.
template <class Op, int Lines, class T>
TW_INLINE void chains(const T* x, T* y, i64 n, i64 step, i64 line) {
  double value[Lines];
  for (int l = 0; l < Lines; l++) value[l] = Op::kStart;
  for (i64 k = 0; k < n; k++, x += step, y += step) {
#pragma GCC unroll 16
    for (int l = 0; l < Lines; l++) {
      value[l] = Op::apply(value[l], double(x[l * line]));
      y[l * line] = T(value[l]);
    }
  }
}

// Lines [begin, end) of one outer position; `step` is negative for a reversed scan.
template <class Op, class T>
static void columns(const T* x, T* y, i64 n, i64 step, i64 begin, i64 end) {
  i64 i = begin;
  for (; i + 64 <= end; i += 64) chains<Op, 64>(x + i, y + i, n, step, 1);
  for (; i + 8 <= end; i += 8) chains<Op, 8>(x + i, y + i, n, step, 1);
  for (; i < end; i++) chains<Op, 1>(x + i, y + i, n, step, 1);
}

template <class Op, class T>
static i64 run(const ScanArgs<T>& a) {
  const i64 n = a.n, inner = a.inner, step = a.reverse ? -inner : inner;
  const i64 last = a.reverse ? (n - 1) * inner : 0;
  if (a.outer * n * inner == 0) return kOk;
  const double ns = double(a.outer * n * inner);
  if (inner == 1) {
    constexpr i64 kLines = 8;
    i64 units = ceil_div(a.outer, kLines);
    parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
      i64 o = begin * kLines, stop = min(end * kLines, a.outer);
      for (; o + kLines <= stop; o += kLines)
        chains<Op, int(kLines)>(a.x + o * n + last, a.y + o * n + last, n, step, n);
      for (; o < stop; o++) chains<Op, 1>(a.x + o * n + last, a.y + o * n + last, n, step, n);
    });
    return kOk;
  }
  constexpr i64 kColumns = 64;
  i64 blocks = ceil_div(inner, kColumns), units = a.outer * blocks;
  parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      i64 base = u / blocks * n * inner + last, from = u % blocks * kColumns;
      columns<Op>(a.x + base, a.y + base, n, step, from, min(from + kColumns, inner));
    }
  });
  return kOk;
}

template <class T>
i64 scan(const ScanArgs<T>& a) {
  return a.op == 0 ? run<Add>(a) : run<Multiply>(a);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(scan)
