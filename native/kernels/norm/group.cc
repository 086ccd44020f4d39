// Group norm of (batch, channels, inner), forward and backward; instance norm is the case of one channel a group.
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/norm/row_stats.h"

namespace thalweg {
namespace {

template <class T>
i64 groupNorm(const GroupNormArgs<T>& a) {
  const i64 rows = a.batch * a.groups, members = a.channels / a.groups, n = members * a.inner;
  const double ns = double(rows) * (20 + double(n) * sizeof(T) * 0.08);
  parallel(team_for(rows, ns), rows, [&](int, i64 begin, i64 end) {
    for (i64 r = begin; r < end; r++) {
      const RowStats<T> stats = row_stats<T, true>(a.x + r * n, n, a.eps);
      a.mean[r] = stats.mean;
      a.rstd[r] = stats.rstd;
      const Vec<T> m = splat<Vec<T>>(stats.mean);
      for (i64 k = 0; k < members; k++) {
        const i64 c = r % a.groups * members + k;
        const Vec<T> s = splat<Vec<T>>(a.weight ? stats.rstd * a.weight[c] : stats.rstd);
        const Vec<T> b = splat<Vec<T>>(a.bias ? a.bias[c] : T(0));
        const T* x = a.x + r * n + k * a.inner;
        T* y = a.y + r * n + k * a.inner;
        each_wide(a.inner, [&](auto at, i64 i) TW_LAMBDA {
          at.put(y + i, apply([&](Vec<T> v) TW_LAMBDA { return (v - m) * s + b; }, at(x + i)));
        });
      }
    }
  });
  return kOk;
}

// With d = x - mean, g = dy * weight, n elements in a group:
//   dx = rstd * (g - sum(g) / n - d * rstd^2 * sum(g * d) / n);  dweight = sum(dy * d) * rstd;  dbias = sum(dy)
// Each channel of each image gives two sums; they are combined in order in float64.
template <class T>
void group_backward_row(const GroupNormBackwardArgs<T>& a, i64 r, T* sum, T* moment) {
  const i64 members = a.channels / a.groups, n = members * a.inner, first = r % a.groups * members;
  const double rstd = a.rstd[r];
  const Vec<T> m = splat<Vec<T>>(a.mean[r]), s = splat<Vec<T>>(a.rstd[r]);
  double total = 0, total_moment = 0;
  for (i64 k = 0; k < members; k++) {
    const T *x = a.x + r * n + k * a.inner, *dy = a.dy + r * n + k * a.inner;
    T out[2];
    sum_line<T, 2>(out, a.inner, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
      term[0] = at(dy + i);
      term[1] = apply([&](Vec<T> g, Vec<T> v) TW_LAMBDA { return g * (v - m); }, term[0], at(x + i));
    });
    sum[k] = out[0];
    moment[k] = out[1];
    const double w = a.weight ? double(a.weight[first + k]) : 1.0;
    total += w * double(out[0]);
    total_moment += w * double(out[1]);
  }
  const Vec<T> c1 = splat<Vec<T>>(T(total / double(n))), c2 = splat<Vec<T>>(T(total_moment * rstd * rstd / double(n)));
  for (i64 k = 0; k < members; k++) {
    const T *x = a.x + r * n + k * a.inner, *dy = a.dy + r * n + k * a.inner;
    T* dx = a.dx + r * n + k * a.inner;
    const Vec<T> w = splat<Vec<T>>(a.weight ? a.weight[first + k] : T(1));
    each_wide(a.inner, [&](auto at, i64 i) TW_LAMBDA {
      auto f = [&](Vec<T> g, Vec<T> v) TW_LAMBDA { return s * ((g * w - c1) - (v - m) * c2); };
      at.put(dx + i, apply(f, at(dy + i), at(x + i)));
    });
  }
}

template <class T>
i64 groupNormBackward(const GroupNormBackwardArgs<T>& a) {
  const i64 rows = a.batch * a.groups, members = a.channels / a.groups;
  Scratch<T> scratch(2, a.batch * a.channels);
  if (!scratch) return kNoMemory;
  const double ns = double(rows) * (25 + double(members * a.inner) * sizeof(T) * 0.12);
  parallel(team_for(rows, ns), rows, [&](int, i64 begin, i64 end) {
    for (i64 r = begin; r < end; r++)
      group_backward_row(a, r, scratch.of(0) + r * members, scratch.of(1) + r * members);
  });
  for (i64 c = 0; c < a.channels; c++) {
    double dweight = 0, dbias = 0;
    for (i64 b = 0; b < a.batch; b++) {
      dbias += double(scratch.of(0)[b * a.channels + c]);
      dweight += double(scratch.of(1)[b * a.channels + c]) * double(a.rstd[b * a.groups + c / members]);
    }
    if (a.dweight) a.dweight[c] = a.accumulate ? a.dweight[c] + T(dweight) : T(dweight);
    if (a.dbias) a.dbias[c] = a.accumulate ? a.dbias[c] + T(dbias) : T(dbias);
  }
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(groupNorm)
TW_KERNEL(groupNormBackward)
