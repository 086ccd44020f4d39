// Layer norm and root-mean-square norm of rows, forward and backward.
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/norm/row_stats.h"
#include "kernels/reduction.h"

namespace thalweg {
namespace {

// y = (x - mean) * rstd * weight + bias
template <class T, bool kCentre>
void norm_rows(const T* x, const T* weight, const T* bias, T* y, T* mean, T* rstd, i64 rows, i64 n, T eps) {
  const double ns = double(rows) * (20 + double(n) * sizeof(T) * 0.08);
  with_flags(weight != nullptr, bias != nullptr, [&](auto has_weight, auto has_bias) {
    parallel(team_for(rows, ns), rows, [&](int, i64 begin, i64 end) {
      for (i64 r = begin; r < end; r++) {
        const T* row = x + r * n;
        T* out = y + r * n;
        const RowStats<T> stats = row_stats<T, kCentre>(row, n, eps);
        if (kCentre) mean[r] = stats.mean;
        rstd[r] = stats.rstd;
        const Vec<T> m = splat<Vec<T>>(stats.mean), s = splat<Vec<T>>(stats.rstd);
        each_wide(n, [&](auto at, i64 i) TW_LAMBDA {
          Wide<T> v = apply([&](Vec<T> e) TW_LAMBDA { return (kCentre ? e - m : e) * s; }, at(row + i));
          if constexpr (has_weight.value)
            v = apply([](Vec<T> e, Vec<T> w) TW_LAMBDA { return e * w; }, v, at(weight + i));
          if constexpr (has_bias.value) v = apply([](Vec<T> e, Vec<T> b) TW_LAMBDA { return e + b; }, v, at(bias + i));
          at.put(out + i, v);
        });
      }
    });
  });
}

template <class T>
struct NormBackward {
  const T *x, *dy, *weight, *mean, *rstd;
  T* dx;
  i64 n;
};

// One row. With g = dy * weight and d = x - mean:
//   dx = rstd * (g - mean(g) - d * rstd^2 * mean(g * d));  dweight += dy * (d * rstd);  dbias += dy
template <class T, bool kCentre, bool kWeight, bool kSums>
TW_INLINE void norm_backward_row(const NormBackward<T>& a, i64 r, T* dweight, T* dbias) {
  const T *x = a.x + r * a.n, *dy = a.dy + r * a.n;
  const Vec<T> m = splat<Vec<T>>(kCentre ? a.mean[r] : T(0)), s = splat<Vec<T>>(a.rstd[r]);
  T sums[2];
  sum_line<T, 2>(sums, a.n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
    const Wide<T> up = at(dy + i);
    const Wide<T> hat = apply([&](Vec<T> v) TW_LAMBDA { return (kCentre ? v - m : v) * s; }, at(x + i));
    Wide<T> g = up;
    if constexpr (kWeight) g = apply([](Vec<T> v, Vec<T> w) TW_LAMBDA { return v * w; }, up, at(a.weight + i));
    if constexpr (kCentre)
      term[0] = g;
    else
      term[0] = Wide<T>{};
    term[1] = apply([](Vec<T> v, Vec<T> h) TW_LAMBDA { return v * h; }, g, hat);
    if constexpr (kSums) {
      auto add = [](Vec<T> sum, Vec<T> v, Vec<T> h) TW_LAMBDA { return sum + v * h; };
      at.put(dweight + i, apply(add, at(dweight + i), up, hat));
      if constexpr (kCentre)
        at.put(dbias + i, apply([](Vec<T> sum, Vec<T> v) TW_LAMBDA { return sum + v; }, at(dbias + i), up));
    }
  });
  const Vec<T> c1 = splat<Vec<T>>(sums[0] / T(a.n)), c2 = splat<Vec<T>>(sums[1] / T(a.n));
  T* dx = a.dx + r * a.n;
  each_wide(a.n, [&](auto at, i64 i) TW_LAMBDA {
    Wide<T> g = at(dy + i);
    if constexpr (kWeight) g = apply([](Vec<T> v, Vec<T> w) TW_LAMBDA { return v * w; }, g, at(a.weight + i));
    at.put(dx + i, apply(
                       [&](Vec<T> v, Vec<T> e) TW_LAMBDA {
                         const Vec<T> hat = (kCentre ? e - m : e) * s;
                         return s * ((kCentre ? v - c1 : v) - hat * c2);
                       },
                       g, at(x + i)));
  });
}

// Blocks of 64 rows are the units of work: each sums its dweight and dbias, which are then reduced as in reduction.h.
template <class T, bool kCentre>
i64 norm_backward(const NormBackward<T>& a, T* dweight, T* dbias, i64 rows, bool accumulate) {
  const i64 n = a.n, blocks = ceil_div(rows, kBlockRows);
  const bool sums = dweight || dbias;
  Scratch<T> scratch(2, sums ? blocks * n : 1);
  if (!scratch) return kNoMemory;
  const double ns = double(rows) * (25 + double(n) * sizeof(T) * 0.12);
  with_flags(a.weight != nullptr, sums, [&](auto has_weight, auto has_sums) {
    parallel(team_for(blocks, ns), blocks, [&](int, i64 begin, i64 end) {
      for (i64 b = begin; b < end; b++) {
        T *dw = scratch.of(0) + b * n, *db = scratch.of(1) + b * n;
        if (has_sums.value)
          for (i64 i = 0; i < n; i++) dw[i] = db[i] = T(0);
        const i64 last = (b + 1) * kBlockRows < rows ? (b + 1) * kBlockRows : rows;
        for (i64 r = b * kBlockRows; r < last; r++)
          norm_backward_row<T, kCentre, has_weight.value, has_sums.value>(a, r, dw, db);
      }
    });
  });
  i64 status = kOk;
  for (int k = 0; k < 2 && status == kOk; k++) {
    T* out = k == 0 ? dweight : dbias;
    if (!out) continue;
    status = reduce_columns<T>(Sum{}, scratch.of(k), 1, blocks, n, static_cast<const T*>(nullptr),
                               [=](i64 at, const T* v, i64 count) {
                                 for (i64 i = 0; i < count; i++) out[at + i] = accumulate ? out[at + i] + v[i] : v[i];
                               });
  }
  return status;
}

template <class T>
i64 layerNorm(const LayerNormArgs<T>& a) {
  norm_rows<T, true>(a.x, a.weight, a.bias, a.y, a.mean, a.rstd, a.rows, a.n, a.eps);
  return kOk;
}

template <class T>
i64 rmsNorm(const RmsNormArgs<T>& a) {
  norm_rows<T, false>(a.x, a.weight, nullptr, a.y, nullptr, a.rstd, a.rows, a.n, a.eps);
  return kOk;
}

template <class T>
i64 layerNormBackward(const LayerNormBackwardArgs<T>& a) {
  return norm_backward<T, true>({a.x, a.dy, a.weight, a.mean, a.rstd, a.dx, a.n}, a.dweight, a.dbias, a.rows,
                                a.accumulate != 0);
}

template <class T>
i64 rmsNormBackward(const RmsNormBackwardArgs<T>& a) {
  return norm_backward<T, false>({a.x, a.dy, a.weight, nullptr, a.rstd, a.dx, a.n}, a.dweight, nullptr, a.rows,
                                 a.accumulate != 0);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(layerNorm)
TW_KERNEL(layerNormBackward)
TW_KERNEL(rmsNorm)
TW_KERNEL(rmsNormBackward)
