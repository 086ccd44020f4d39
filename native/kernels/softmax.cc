// Softmax, log-softmax and logsumexp over the middle dimension of (outer, n, inner), forward and backward.
//
// inner = 1: a row is a line (simd/reduce.h). inner > 1: sixteen columns at once, each a chain in order.
#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "kernels/softmax_row.h"

namespace thalweg {
namespace {

// lines(o, count) for every group of lines, or columns(at, o, j) for every sixteen columns from j on, in parallel.
template <class T, class Lines, class Columns>
i64 each_line(i64 outer, i64 n, i64 inner, Lines lines, Columns columns) {
  if (inner == 1) {
    const i64 group = rows_of_group(n), groups = ceil_div(outer, group);
    parallel(team_for(groups, softmax_ns<T>(outer, n)), groups, [&](int, i64 begin, i64 end) {
      for (i64 o = begin * group; o < end * group && o < outer; o += group) lines(o, min(outer - o, group));
    });
    return kOk;
  }
  const i64 tiles = ceil_div(inner, 16), units = outer * tiles;
  parallel(team_for(units, softmax_ns<T>(units, n * 16)), units, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      const i64 o = u / tiles, j = u % tiles * 16;
      if (j + 16 <= inner)
        columns(Full{}, o, j);
      else
        columns(Tail{inner - j}, o, j);
    }
  });
  return kOk;
}

// The largest of each of sixteen columns, and the sum of exp(x - m).
template <class T, class At>
TW_INLINE Wide<T> max_columns(At at, const T* x, i64 n, i64 step) {
  Wide<T> m = wide<T>(-kInfinity<T>);
  for (i64 k = 0; k < n; k++) m = apply(Max{}, m, at(x + k * step));
  return m;
}
template <class T, bool kBelow, class At, class Each>
TW_INLINE Wide<T> exp_columns(At at, const T* x, i64 n, i64 step, const Wide<T>& m, Each each) {
  Wide<T> sum = wide<T>(T(0));
  for (i64 k = 0; k < n; k++) {
    const Wide<T> d = apply([](Vec<T> v, Vec<T> c) TW_LAMBDA { return v - c; }, at(x + k * step), m);
    const Wide<T> e = kBelow ? exp_below(d) : apply([](Vec<T> v) TW_LAMBDA { return exp(v); }, d);
    each(k, e);
    sum = apply(Add{}, sum, e);
  }
  return sum;
}

template <class T, bool kLog>
void softmax_rows(const T* x, T* y, i64 n, i64 rows) {
  T m[kGroup], sum[kGroup];
  for (i64 r = 0; r < kGroup; r++) sum[r] = T(1);
  for (i64 r = 0; r < rows; r++) m[r] = max_line(x + r * n, n);
  for (i64 r = 0; r < rows; r++) sum[r] = exp_row<T, !kLog>(x + r * n, y + r * n, n, m[r]);
  if constexpr (kLog)
    on_group(sum, [](Vec<T> s) TW_LAMBDA { return log(s); });
  else
    on_group(sum, [](Vec<T> s) TW_LAMBDA { return T(1) / s; });
  for (i64 r = 0; r < rows; r++) {
    const Vec<T> shift = splat<Vec<T>>(m[r]), s = splat<Vec<T>>(sum[r]);
    const T* from = kLog ? x + r * n : y + r * n;
    T* to = y + r * n;
    each_wide(n, [&](auto at, i64 i) TW_LAMBDA {
      at.put(to + i, apply([&](Vec<T> v) TW_LAMBDA { return kLog ? (v - shift) - s : v * s; }, at(from + i)));
    });
  }
}

template <class T>
i64 softmax(const SoftmaxArgs<T>& a) {
  const i64 n = a.n, inner = a.inner;
  const bool log_form = a.log != 0;
  return each_line<T>(
      a.outer, n, inner,
      [&](i64 o, i64 rows) {
        if (log_form)
          softmax_rows<T, true>(a.x + o * n, a.y + o * n, n, rows);
        else
          softmax_rows<T, false>(a.x + o * n, a.y + o * n, n, rows);
      },
      [&](auto at, i64 o, i64 j) TW_LAMBDA {
        const T* x = a.x + o * n * inner + j;
        T* y = a.y + o * n * inner + j;
        const Wide<T> m = max_columns<T>(at, x, n, inner);
        if (log_form) {
          const Wide<T> sum = exp_columns<T, true>(at, x, n, inner, m, [](i64, const Wide<T>&) {});
          const Wide<T> total = apply([](Vec<T> s) TW_LAMBDA { return log(s); }, sum);
          for (i64 k = 0; k < n; k++)
            at.put(y + k * inner, apply([](Vec<T> v, Vec<T> c, Vec<T> t) TW_LAMBDA { return (v - c) - t; },
                                        at(x + k * inner), m, total));
          return;
        }
        const Wide<T> sum = exp_columns<T, true>(at, x, n, inner, m,
                                                 [&](i64 k, const Wide<T>& e) TW_LAMBDA { at.put(y + k * inner, e); });
        const Wide<T> share = apply([](Vec<T> s) TW_LAMBDA { return T(1) / s; }, sum);
        for (i64 k = 0; k < n; k++)
          at.put(y + k * inner, apply([](Vec<T> e, Vec<T> s) TW_LAMBDA { return e * s; }, at(y + k * inner), share));
      });
}

// softmax: dx = y (dy - sum(dy y)); logSoftmax: dx = dy - exp(y) sum(dy)
template <class T>
i64 softmaxBackward(const SoftmaxBackwardArgs<T>& a) {
  const i64 n = a.n, inner = a.inner;
  const bool log_form = a.log != 0;
  auto term = [=](Vec<T> y, Vec<T> dy) TW_LAMBDA { return log_form ? dy : dy * y; };
  auto result = [=](Vec<T> y, Vec<T> dy, Vec<T> s) TW_LAMBDA { return log_form ? dy - exp(y) * s : y * (dy - s); };
  return each_line<T>(
      a.outer, n, inner,
      [&](i64 first, i64 rows) {
        for (i64 o = first; o < first + rows; o++) {
          const T *y = a.y + o * n, *dy = a.dy + o * n;
          T sum[1];
          sum_line<T, 1>(sum, n,
                         [&](auto at, i64 i, Wide<T>* t) TW_LAMBDA { t[0] = apply(term, at(y + i), at(dy + i)); });
          const Wide<T> s = wide<T>(sum[0]);
          each_wide(
              n, [&](auto at, i64 i) TW_LAMBDA { at.put(a.dx + o * n + i, apply(result, at(y + i), at(dy + i), s)); });
        }
      },
      [&](auto at, i64 o, i64 j) TW_LAMBDA {
        const i64 from = o * n * inner + j;
        Wide<T> sum = wide<T>(T(0));
        for (i64 k = from; k < from + n * inner; k += inner)
          sum = apply(Add{}, sum, apply(term, at(a.y + k), at(a.dy + k)));
        for (i64 k = from; k < from + n * inner; k += inner)
          at.put(a.dx + k, apply(result, at(a.y + k), at(a.dy + k), sum));
      });
}

template <class T>
i64 logsumexp(const LogsumexpArgs<T>& a) {
  const i64 n = a.n, inner = a.inner;
  auto finish = [](Vec<T> m, Vec<T> sum) TW_LAMBDA { return m + log(sum); };
  return each_line<T>(
      a.outer, n, inner,
      [&](i64 o, i64 rows) {
        T m[kGroup] = {}, sum[kGroup] = {};
        for (i64 r = 0; r < rows; r++) m[r] = max_line(a.x + (o + r) * n, n);
        on_group(m, [](Vec<T> v) TW_LAMBDA { return finite_or_zero(v); });
        for (i64 r = 0; r < rows; r++) sum[r] = exp_row<T, false, false>(a.x + (o + r) * n, a.y, n, m[r]);
        store_wide_n(a.y + o, apply(finish, load_wide(m), load_wide(sum)), rows);
      },
      [&](auto at, i64 o, i64 j) TW_LAMBDA {
        const T* x = a.x + o * n * inner + j;
        const Wide<T> m = apply([](Vec<T> v) TW_LAMBDA { return finite_or_zero(v); }, max_columns<T>(at, x, n, inner));
        const Wide<T> sum = exp_columns<T, false>(at, x, n, inner, m, [](i64, const Wide<T>&) {});
        at.put(a.y + o * inner + j, apply(finish, m, sum));
      });
}

// dx = dy exp(x - y); NaN where both are infinite, as in PyTorch
template <class T>
i64 logsumexpBackward(const LogsumexpBackwardArgs<T>& a) {
  const i64 n = a.n, inner = a.inner;
  auto result = [](Vec<T> x, Vec<T> y, Vec<T> dy) TW_LAMBDA { return dy * exp(Vec<T>(x - y)); };
  return each_line<T>(
      a.outer, n, inner,
      [&](i64 first, i64 rows) {
        for (i64 o = first; o < first + rows; o++) {
          const Wide<T> y = wide<T>(a.y[o]), dy = wide<T>(a.dy[o]);
          each_wide(n, [&](auto at, i64 i)
                           TW_LAMBDA { at.put(a.dx + o * n + i, apply(result, at(a.x + o * n + i), y, dy)); });
        }
      },
      [&](auto at, i64 o, i64 j) TW_LAMBDA {
        const Wide<T> y = at(a.y + o * inner + j), dy = at(a.dy + o * inner + j);
        const i64 from = o * n * inner + j;
        for (i64 k = from; k < from + n * inner; k += inner) at.put(a.dx + k, apply(result, at(a.x + k), y, dy));
      });
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(softmax)
TW_KERNEL(softmaxBackward)
TW_KERNEL(logsumexp)
TW_KERNEL(logsumexpBackward)
