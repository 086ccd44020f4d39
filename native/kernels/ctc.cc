// Connectionist temporal classification (Graves et al. 2006): the probability of all paths through the states blank,
// t1, blank, t2, ..., blank, in logarithms, and its gradient. A unit of work is one sequence.
//
// A state follows itself, the one before, and the one before that where that skips a blank between two different
// targets:
//   alpha[t, s] = (log((exp(a1 - m) + exp(a2 - m)) + exp(a3 - m)) + m) + logp[t, label of s],  m = the largest, 0 if
//   infinite
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/softmax_row.h"
#include "simd/lanes.h"

namespace thalweg {
namespace {

using Index = std::int32_t;

// 1 + the position of the first target that is not a class; behind them steps and lengths that are too large.
template <class Args>
i64 bad_of(const Args& a) {
  for (i64 n = 0; n < a.batch; n++) {
    if (a.steps[n] < 0 || a.steps[n] > a.time || a.lengths[n] < 0 || a.lengths[n] > a.width)
      return 1 + a.batch * a.width + n;
    for (i64 k = 0; k < a.lengths[n]; k++) {
      const Index t = a.target[n * a.width + k];
      if (t < 0 || t >= a.classes) return 1 + n * a.width + k;
    }
  }
  return kOk;
}

template <class T>
TW_INLINE Vec<T> log_sum(Vec<T> a, Vec<T> b, Vec<T> c) {
  const Vec<T> m = finite_or_zero(max(max(a, b), c));
  return log((exp(a - m) + exp(b - m)) + exp(c - m)) + m;
}

// One sequence: its states, what may follow what, and rows of memory for them.
template <class T>
struct Paths {
  const T* logp;
  i64 row, count, time;
  Index* label;
  T *skip, *emitted, *from, *to, *share;  // skip: 0 where a state follows that two before, else minus infinity
  static constexpr i64 kRows = 5;
  static constexpr i64 kPad = 4;

  template <class Args>
  Paths(const Args& a, i64 n, T* memory, Index* labels)
      : logp(a.logp + n * a.classes), row(a.batch * a.classes), count(2 * i64(a.lengths[n]) + 1), time(a.steps[n]) {
    const i64 size = 2 * a.width + 1 + kPad;
    label = labels, skip = memory, emitted = memory + size, from = memory + 2 * size, to = memory + 3 * size;
    share = memory + 4 * size;
    const Index* target = a.target + n * a.width;
    for (i64 s = 0; s < count; s++) {
      label[s] = s % 2 ? target[s / 2] : Index(a.blank);
      skip[s] = s % 2 && s > 2 && label[s] != label[s - 2] ? T(0) : -kInfinity<T>;
    }
    skip[count] = skip[count + 1] = -kInfinity<T>;
  }
  void emit(i64 t) {
    for (i64 s = 0; s < count; s++) emitted[s] = logp[t * row + label[s]];
  }
};

template <class T>
T total_of(const T* alpha, i64 count) {
  const T before = count > 1 ? alpha[count - 2] : -kInfinity<T>;
  const Vec<T> sum = log_sum<T>(splat<Vec<T>>(alpha[count - 1]), splat<Vec<T>>(before), splat<Vec<T>>(-kInfinity<T>));
  T loss;
  store_n(&loss, -sum, 1);
  return loss;
}

template <class T>
void forward(const CtcArgs<T>& a, i64 n, Paths<T> p) {
  const i64 states = 2 * a.width + 1;
  T* alpha = a.alpha + n * a.time * states;
  for (i64 k = 0; k < a.time * states; k++) alpha[k] = -kInfinity<T>;
  T *from = p.from, *to = p.to;
  for (i64 k = 0; k < 2; k++) from[k] = to[k] = -kInfinity<T>;
  for (i64 t = 0; t < p.time; t++) {
    p.emit(t);
    if (t == 0) {
      for (i64 s = 0; s < p.count; s++) to[2 + s] = s < 2 ? p.emitted[s] : -kInfinity<T>;
    } else {
      for_lanes<T>(p.count, [&](auto get, auto put) TW_LAMBDA {
        const auto sum = log_sum<T>(get(from + 2), get(from + 1), get(from) + get(p.skip));
        put(to + 2, sum + get(p.emitted));
      });
    }
    for (i64 s = 0; s < p.count; s++) alpha[t * states + s] = to[2 + s];
    T* const swap = from;
    from = to, to = swap;
  }
  if (p.time > 0)
    a.loss[n] = total_of(from + 2, p.count);
  else
    a.loss[n] = p.count == 1 ? T(0) : kInfinity<T>;
}

template <class T>
void backward(const CtcBackwardArgs<T>& a, i64 n, Paths<T> p) {
  const i64 states = 2 * a.width + 1;
  const T* alpha = a.alpha + n * a.time * states;
  const bool none = a.zeroInfinity && a.loss[n] == kInfinity<T>;
  const i64 time = none ? 0 : p.time;
  for (i64 t = time; t < a.time; t++)
    for (i64 c = 0; c < a.classes; c++) a.dlogp[n * a.classes + t * p.row + c] = T(0);
  const Vec<T> loss = splat<Vec<T>>(a.loss[n]), up = splat<Vec<T>>(a.dloss[n]);
  T *from = p.from, *to = p.to;
  for (i64 k = 0; k < 2; k++) from[p.count + k] = to[p.count + k] = -kInfinity<T>;
  for (i64 t = time - 1; t >= 0; t--) {
    p.emit(t);
    if (t == time - 1) {
      for (i64 s = 0; s < p.count; s++) to[s] = s + 2 >= p.count ? p.emitted[s] : -kInfinity<T>;
    } else {
      for_lanes<T>(p.count, [&](auto get, auto put) TW_LAMBDA {
        const auto sum = log_sum<T>(get(from), get(from + 1), get(from + 2) + get(p.skip + 2));
        put(to, sum + get(p.emitted));
      });
    }
    for_lanes<T>(p.count, [&](auto get, auto put) TW_LAMBDA {
      const auto path = get(alpha + t * states) + get(to);
      put(p.share, exp((path + loss) - get(p.emitted)));
    });
    T* d = a.dlogp + n * a.classes + t * p.row;
    const T* logp = p.logp + t * p.row;
    for_lanes<T>(a.classes, [&](auto get, auto put) TW_LAMBDA { put(d, exp(get(logp))); });
    for (i64 s = 0; s < p.count; s++) d[p.label[s]] -= p.share[s];
    for_lanes<T>(a.classes, [&](auto get, auto put) TW_LAMBDA { put(d, get(d) * up); });
    T* const swap = from;
    from = to, to = swap;
  }
}

template <class T, class Args, class Each>
i64 each_sequence(const Args& a, double step, Each each) {
  if (i64 bad = bad_of(a)) return bad;
  if (a.batch == 0) return kOk;
  const i64 states = 2 * a.width + 1;
  const int team = team_for(a.batch, double(a.batch) * double(a.time) * step);
  Scratch<T> memory(team, Paths<T>::kRows * (states + Paths<T>::kPad));
  Scratch<Index> labels(team, states);
  if (!memory || !labels) return kNoMemory;
  parallel(team, a.batch, [&](int thread, i64 begin, i64 end) {
    for (i64 n = begin; n < end; n++) each(n, Paths<T>(a, n, memory.of(thread), labels.of(thread)));
  });
  return kOk;
}

template <class T>
i64 ctc(const CtcArgs<T>& a) {
  const double step = 20 + 3.0 * double(2 * a.width + 1);
  return each_sequence<T>(a, step, [&](i64 n, const Paths<T>& p) { forward(a, n, p); });
}

template <class T>
i64 ctcBackward(const CtcBackwardArgs<T>& a) {
  const double step = 30 + 5.0 * double(2 * a.width + 1) + double(a.classes);
  return each_sequence<T>(a, step, [&](i64 n, const Paths<T>& p) { backward(a, n, p); });
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(ctc)
TW_KERNEL(ctcBackward)
