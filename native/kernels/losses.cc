// Cross entropy and negative log-likelihood of rows x classes: loss and gradient in one pass over the rows.
//
// With lse = log(sum(exp(x - m))), smoothing s, class weights w (1 without), W = sum(w), target t:
//   loss = (1 - s) w[t] (lse - (x[t] - m)) + s/classes (W lse - sum(w (x - m)))
//   grad = scale * (((1 - s) w[t] + s/classes W) softmax(x) - s/classes w - (1 - s) w[t] at t)
// where scale is 1, or 1 / (the sum of w[t] over the rows that count) for the mean. Losses of rows are summed as the
// kernel `reduce` sums a line.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/reduction.h"
#include "kernels/softmax_row.h"

namespace thalweg {
namespace {

enum Reduction { kNone, kMean, kTotal };

// 1 + the first row whose target is neither a class nor ignored; else kOk and the sum of the weights of the targets.
template <class T>
i64 check_targets(const std::int32_t* target, const T* weight, i64 rows, i64 classes, T ignore, double* total) {
  double count = 0;
  for (i64 r = 0; r < rows; r++) {
    const std::int32_t t = target[r];
    if (T(t) == ignore) continue;
    if (t < 0 || t >= classes) return 1 + r;
    count += weight ? double(weight[t]) : 1.0;
  }
  *total = count;
  return kOk;
}

// Leaves the sum (divided for the mean) of the rows' losses in loss[0].
template <class T>
i64 total_loss(const T* losses, T* loss, i64 rows, i64 reduction, double count) {
  return reduce_lines<T>(Sum{}, losses, 1, rows, static_cast<const T*>(nullptr),
                         [=](i64, const T* v, i64) { loss[0] = reduction == kMean ? T(double(v[0]) / count) : v[0]; });
}

// What is the same for all rows of crossEntropy.
template <class T>
struct Smoothing {
  T keep, share, weights;  // 1 - s, s/classes, W
  T scale;
};

// sum(w (x - m))
template <class T>
T weighted_spread(const T* x, const T* weight, i64 n, T m) {
  const Vec<T> shift = splat<Vec<T>>(m);
  T total[1];
  sum_line<T, 1>(total, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
    term[0] = apply([&](Vec<T> v) TW_LAMBDA { return v - shift; }, at(x + i));
    if (weight) term[0] = apply([](Vec<T> d, Vec<T> w) TW_LAMBDA { return w * d; }, term[0], at(weight + i));
  });
  return total[0];
}

// Rows first .. first + count, a step over all of them at a time. The exponentials wait in grad.
template <class T, bool kSmooth>
void cross_entropy_rows(const CrossEntropyArgs<T>& a, const Smoothing<T>& c, i64 first, i64 count, T* losses) {
  const i64 n = a.classes;
  const std::int32_t* target = a.target + first;
  const T* logits = a.logits + first * n;
  T* grad = a.grad ? a.grad + first * n : nullptr;
  T m[kGroup], sum[kGroup], spread[kGroup], up[kGroup];
  for (i64 k = 0; k < kGroup; k++) sum[k] = T(1), spread[k] = T(0);
  for (i64 k = 0; k < count; k++) m[k] = max_line(logits + k * n, n);
  for (i64 k = 0; k < count; k++) {
    if (T(target[k]) == a.ignoreIndex) continue;
    up[k] = c.keep * (a.weight ? a.weight[target[k]] : T(1));
    sum[k] = grad ? exp_row<T, true>(logits + k * n, grad + k * n, n, m[k])
                  : exp_row<T, false>(logits + k * n, grad, n, m[k]);
    if constexpr (kSmooth) spread[k] = weighted_spread(logits + k * n, a.weight, n, m[k]);
  }
  T lse[kGroup], share[kGroup];
  store_wide(lse, apply([](Vec<T> v) TW_LAMBDA { return log(v); }, load_wide(sum)));
  store_wide(share, apply([](Vec<T> v) TW_LAMBDA { return T(1) / v; }, load_wide(sum)));
  for (i64 k = 0; k < count; k++) {
    const std::int32_t t = target[k];
    if (T(t) == a.ignoreIndex) {
      losses[first + k] = T(0);
      if (grad) std::memset(grad + k * n, 0, n * sizeof(T));
      continue;
    }
    T loss = up[k] * (lse[k] - (logits[k * n + t] - m[k]));
    if (kSmooth) loss += c.share * (c.weights * lse[k] - spread[k]);
    losses[first + k] = loss;
    if (!grad) continue;
    T* g = grad + k * n;
    const Vec<T> factor = splat<Vec<T>>(share[k] * ((kSmooth ? up[k] + c.share * c.weights : up[k]) * c.scale));
    const Vec<T> even = splat<Vec<T>>(c.share * c.scale);
    each_wide(n, [&](auto at, i64 i) TW_LAMBDA {
      Wide<T> v = apply([&](Vec<T> e) TW_LAMBDA { return e * factor; }, at(g + i));
      if constexpr (kSmooth) {
        const Wide<T> w = a.weight ? at(a.weight + i) : wide<T>(T(1));
        v = apply([&](Vec<T> e, Vec<T> p) TW_LAMBDA { return e - even * p; }, v, w);
      }
      at.put(g + i, v);
    });
    g[t] -= up[k] * c.scale;
  }
}

template <class T>
i64 crossEntropy(const CrossEntropyArgs<T>& a) {
  double count;
  i64 status = check_targets(a.target, a.weight, a.rows, a.classes, a.ignoreIndex, &count);
  if (status != kOk) return status;
  Scratch<T> scratch(1, a.reduction == kNone ? 1 : a.rows);
  if (!scratch) return kNoMemory;
  T* losses = a.reduction == kNone ? a.loss : scratch.of(0);
  Smoothing<T> c{T(1) - a.smoothing, a.smoothing / T(a.classes), T(a.classes), T(1)};
  if (a.weight && a.smoothing != T(0)) {
    T sum[1];
    sum_line<T, 1>(sum, a.classes, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA { term[0] = at(a.weight + i); });
    c.weights = sum[0];
  }
  if (a.reduction == kMean) c.scale = T(1 / count);
  const i64 group = rows_of_group(a.classes), groups = ceil_div(a.rows, group);
  parallel(team_for(groups, softmax_ns<T>(a.rows, a.classes)), groups, [&](int, i64 begin, i64 end) {
    for (i64 g = begin; g < end; g++) {
      const i64 rows = min(a.rows - g * group, group);
      if (a.smoothing != T(0))
        cross_entropy_rows<T, true>(a, c, g * group, rows, losses);
      else
        cross_entropy_rows<T, false>(a, c, g * group, rows, losses);
    }
  });
  return a.reduction == kNone ? kOk : total_loss(losses, a.loss, a.rows, a.reduction, count);
}

// With v = w ((1 - s) q + s/classes) for the target's probabilities q: loss = sum(v) lse - sum(v (x - m)),
// grad = scale (sum(v) softmax(x) - v).
template <class T>
T cross_entropy_probs_row(const CrossEntropyProbsArgs<T>& a, i64 r, T scale) {
  const i64 n = a.classes;
  const T *x = a.logits + r * n, *q = a.target + r * n;
  T* grad = a.grad ? a.grad + r * n : nullptr;
  const T m = max_line(x, n);
  const Vec<T> shift = splat<Vec<T>>(m), keep = splat<Vec<T>>(T(1) - a.smoothing);
  const Vec<T> share = splat<Vec<T>>(a.smoothing / T(n));
  auto wanted = [&](auto at, i64 i) TW_LAMBDA {
    Wide<T> v = apply([&](Vec<T> p) TW_LAMBDA { return p * keep + share; }, at(q + i));
    return a.weight ? apply([](Vec<T> p, Vec<T> w) TW_LAMBDA { return w * p; }, v, at(a.weight + i)) : v;
  };
  T sums[2];
  sum_line<T, 2>(sums, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
    term[0] = wanted(at, i);
    term[1] = apply([&](Vec<T> v, Vec<T> e) TW_LAMBDA { return v * (e - shift); }, term[0], at(x + i));
  });
  const T sum = grad ? exp_row<T, true>(x, grad, n, m) : exp_row<T, false>(x, grad, n, m);
  if (grad) {
    const Vec<T> factor = splat<Vec<T>>(T(1) / sum * (sums[0] * scale)), s = splat<Vec<T>>(scale);
    each_wide(n, [&](auto at, i64 i) TW_LAMBDA {
      at.put(grad + i,
             apply([&](Vec<T> e, Vec<T> v) TW_LAMBDA { return e * factor - v * s; }, at(grad + i), wanted(at, i)));
    });
  }
  return sums[0] * log(splat<Vec<T>>(sum))[0] - sums[1];
}

template <class T>
i64 crossEntropyProbs(const CrossEntropyProbsArgs<T>& a) {
  Scratch<T> scratch(1, a.reduction == kNone ? 1 : a.rows);
  if (!scratch) return kNoMemory;
  T* losses = a.reduction == kNone ? a.loss : scratch.of(0);
  const T scale = a.reduction == kMean ? T(1 / double(a.rows)) : T(1);
  parallel(team_for(a.rows, 1.5 * softmax_ns<T>(a.rows, a.classes)), a.rows, [&](int, i64 begin, i64 end) {
    for (i64 r = begin; r < end; r++) losses[r] = cross_entropy_probs_row(a, r, scale);
  });
  return a.reduction == kNone ? kOk : total_loss(losses, a.loss, a.rows, a.reduction, double(a.rows));
}

template <class T>
i64 nll(const NllArgs<T>& a) {
  double count;
  i64 status = check_targets(a.target, a.weight, a.rows, a.classes, a.ignoreIndex, &count);
  if (status != kOk) return status;
  Scratch<T> scratch(1, a.reduction == kNone ? 1 : a.rows);
  if (!scratch) return kNoMemory;
  T* losses = a.reduction == kNone ? a.loss : scratch.of(0);
  const T scale = a.reduction == kMean ? T(1 / count) : T(1);
  const double ns = double(a.rows) * (5 + (a.grad ? double(a.classes) * 0.05 : 0.0));
  parallel(team_for(a.rows, ns), a.rows, [&](int, i64 begin, i64 end) {
    if (a.grad) std::memset(a.grad + begin * a.classes, 0, (end - begin) * a.classes * sizeof(T));
    for (i64 r = begin; r < end; r++) {
      const std::int32_t t = a.target[r];
      losses[r] = T(0);
      if (T(t) == a.ignoreIndex) continue;
      const T w = a.weight ? a.weight[t] : T(1);
      losses[r] = -(w * a.logp[r * a.classes + t]);
      if (a.grad) a.grad[r * a.classes + t] = -(w * scale);
    }
  });
  return a.reduction == kNone ? kOk : total_loss(losses, a.loss, a.rows, a.reduction, count);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(crossEntropy)
TW_KERNEL(crossEntropyProbs)
TW_KERNEL(nll)
