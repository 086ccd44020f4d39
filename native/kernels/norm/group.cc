// Group norm of (batch, channels, inner), with or without an activation, forward and backward; instance norm is the
// case of one channel a group.
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/elementwise.h"
#include "gen/kernels.h"
#include "kernels/activation.h"
#include "kernels/norm/row_stats.h"

namespace thalweg {
namespace {

struct Plain {
  template <class V>
  TW_LAMBDA static V run(const V* x, const V*) {
    return x[0];
  }
};

// f(the activation), and f(its gradient).
template <class F>
TW_INLINE void with_activation(i64 activation, F f) {
  if (activation == kSilu) return f(op_silu{});
  if (activation == kRelu) return f(op_relu{});
  f(Plain{});
}
template <class F>
TW_INLINE void with_gradient(i64 activation, F f) {
  if (activation == kSilu) return f(op_siluGradX{});
  f(op_reluGradX{});
}

// Elements by which lines are requested ahead: an activation computes long enough for them to arrive. The statistics
// read a whole row of x at once, so it is requested one row ahead.
constexpr i64 kAhead = 512, kRowAhead = 4096;

// Sixteen elements, or the last ones of a line: a branch here is cheaper than a second copy of an exponential.
struct Either {
  i64 n;
  template <class T>
  TW_LAMBDA Wide<T> operator()(const T* p) const {
    return n >= 16 ? load_wide(p) : load_wide_n(p, n);
  }
  template <class T>
  TW_LAMBDA void put(T* p, const Wide<T>& w) const {
    if (n >= 16)
      store_wide(p, w);
    else
      store_wide_n(p, w, n);
  }
};

// y = (x - mean) * rstd * weight + bias of one channel of an image.
template <class T>
struct Affine {
  Vec<T> mean, scale, bias;

  template <class Args>
  TW_LAMBDA Affine(const Args& a, i64 channel, T m, T rstd)
      : mean(splat<Vec<T>>(m)),
        scale(splat<Vec<T>>(a.weight ? rstd * a.weight[channel] : rstd)),
        bias(splat<Vec<T>>(a.bias ? a.bias[channel] : T(0))) {}
  TW_LAMBDA Vec<T> operator()(Vec<T> v) const { return (v - mean) * scale + bias; }
};

template <class T>
i64 groupNorm(const GroupNormArgs<T>& a) {
  const i64 rows = a.batch * a.groups, members = a.channels / a.groups, n = members * a.inner;
  const double ns = double(rows) * (20 + double(n) * sizeof(T) * (a.activation ? 0.12 : 0.08));
  parallel(team_for(rows, ns), rows, [&](int, i64 begin, i64 end) {
    for (i64 r = begin; r < end; r++) {
      const RowStats<T> stats = row_stats<T, true>(a.x + r * n, n, a.eps);
      a.mean[r] = stats.mean;
      a.rstd[r] = stats.rstd;
      with_activation(a.activation, [&](auto activation) TW_LAMBDA {
        for (i64 k = 0; k < members; k++) {
          const Affine<T> norm(a, r % a.groups * members + k, stats.mean, stats.rstd);
          const T* x = a.x + r * n + k * a.inner;
          T* y = a.y + r * n + k * a.inner;
          for (i64 i = 0; i < a.inner; i += 16) {
            const Either at{a.inner - i};
            __builtin_prefetch(x + i + kRowAhead);
            __builtin_prefetch(y + i + kAhead, 1);
            auto f = [&](Vec<T> v) TW_LAMBDA {
              const Vec<T> in[] = {norm(v)};
              return activation.run(in, in);
            };
            at.put(y + i, apply(f, at(x + i)));
          }
        }
      });
    }
  });
  return kOk;
}

// dy of row r times the slope of the activation, at the value that the norm had: it is computed again by the operations
// of the forward pass, and so need not be kept.
template <class T>
void through_activation(const GroupNormBackwardArgs<T>& a, i64 r, i64 members, T* through) {
  with_gradient(a.activation, [&](auto gradient) TW_LAMBDA {
    for (i64 k = 0; k < members; k++) {
      const Affine<T> norm(a, r % a.groups * members + k, a.mean[r], a.rstd[r]);
      const i64 from = (r * members + k) * a.inner;
      const T *x = a.x + from, *dy = a.dy + from;
      T *dx = a.dx + from, *to = through + k * a.inner;
      for (i64 i = 0; i < a.inner; i += 16) {
        const Either at{a.inner - i};
        __builtin_prefetch(x + i + kRowAhead);
        __builtin_prefetch(dy + i + kAhead);
        __builtin_prefetch(dx + i + kAhead, 1);
        auto f = [&](Vec<T> g, Vec<T> v) TW_LAMBDA {
          const Vec<T> in[] = {g, norm(v)};
          return gradient.run(in, in);
        };
        at.put(to + i, apply(f, at(dy + i), at(x + i)));
      }
    }
  });
}

// With d = x - mean, g = dy * weight, n elements in a group:
//   dx = rstd * (g - sum(g) / n - d * rstd^2 * sum(g * d) / n);  dweight = sum(dy * d) * rstd;  dbias = sum(dy)
// Each channel of each image gives two sums; they are combined in order in float64. With an activation, `through` takes
// in the n elements of dy that come through it.
template <class T>
void group_backward_row(const GroupNormBackwardArgs<T>& a, i64 r, T* sum, T* moment, T* through) {
  const i64 members = a.channels / a.groups, n = members * a.inner, first = r % a.groups * members;
  const double rstd = a.rstd[r];
  const Vec<T> m = splat<Vec<T>>(a.mean[r]), s = splat<Vec<T>>(a.rstd[r]);
  if (a.activation) through_activation(a, r, members, through);
  const T* up = a.activation ? through : a.dy + r * n;
  double total = 0, total_moment = 0;
  for (i64 k = 0; k < members; k++) {
    const T *x = a.x + r * n + k * a.inner, *dy = up + k * a.inner;
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
    const T *x = a.x + r * n + k * a.inner, *dy = up + k * a.inner;
    T* dx = a.dx + r * n + k * a.inner;
    const Vec<T> w = splat<Vec<T>>(a.weight ? a.weight[first + k] : T(1));
    auto f = [&](Vec<T> g, Vec<T> v) TW_LAMBDA { return s * ((g * w - c1) - (v - m) * c2); };
    with_flag(a.accumulateX != 0, [&](auto add) TW_LAMBDA {
      each_wide(a.inner, [&](auto at, i64 i) TW_LAMBDA {
        Wide<T> out = apply(f, at(dy + i), at(x + i));
        if constexpr (add.value) out = apply(Add{}, at(dx + i), out);
        at.put(dx + i, out);
      });
    });
  }
}

template <class T>
i64 groupNormBackward(const GroupNormBackwardArgs<T>& a) {
  const i64 rows = a.batch * a.groups, members = a.channels / a.groups, n = members * a.inner;
  const double ns = double(rows) * (25 + double(n) * sizeof(T) * (a.activation ? 0.18 : 0.12));
  const int team = team_for(rows, ns);
  Scratch<T> scratch(2, a.batch * a.channels);
  // dx itself holds what comes through the activation, unless it holds a gradient already.
  const bool apart = a.activation && a.accumulateX;
  Scratch<T> through(team, apart ? n : 0);
  if (!scratch || !through) return kNoMemory;
  parallel(team, rows, [&](int thread, i64 begin, i64 end) {
    for (i64 r = begin; r < end; r++)
      group_backward_row(a, r, scratch.of(0) + r * members, scratch.of(1) + r * members,
                         apart ? through.of(thread) : a.dx + r * n);
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
