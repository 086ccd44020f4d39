// A sparse matrix along one dimension: rows of (outer, n, inner) added up with weights to rows of (outer, count,
// inner). Resizing, windows and pooling by means run on it, and their gradients on the transposed matrix. A sum takes
// its terms in the order of the table: product, then sum, each rounded.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "simd/permute.h"

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

// --- rows of many elements ---

// f(i, lanes) for the vectors of a row; the last one may be shorter.
template <class T, class F>
TW_INLINE void for_vectors(i64 n, F f) {
  i64 i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) f(i, i64(kLanes<T>));
  if (i < n) f(i, n - i);
}

template <class T>
TW_INLINE Vec<T> read(const T* p, i64 lanes) {
  return lanes == kLanes<T> ? load(p) : load_n(p, lanes);
}

template <class T>
TW_INLINE void write(T* y, Vec<T> total, i64 lanes, bool accumulate) {
  if (accumulate) total = read(y, lanes) + total;
  if (lanes == kLanes<T>)
    store(y, total);
  else
    store_n(y, total, lanes);
}

// A row of y from N rows of x, from those of `index`.
template <int N, class T>
static void row_of(const CombineArgs<T>& a, const T* x, T* y, i64 begin) {
  using V = Vec<T>;
  const bool accumulate = a.accumulate != 0;
  const T* from[N];
  V weight[N];
  for (int k = 0; k < N; k++) {
    from[k] = x + a.index[begin + k] * a.inner;
    weight[k] = splat<V>(a.weight ? a.weight[begin + k] : T(1));
  }
  if (!a.weight) {
    for_vectors<T>(a.inner, [&](i64 i, i64 lanes) {
      V total = read(from[0] + i, lanes);
      for (int k = 1; k < N; k++) total = total + read(from[k] + i, lanes);
      write(y + i, total, lanes, accumulate);
    });
    return;
  }
  for_vectors<T>(a.inner, [&](i64 i, i64 lanes) {
    V total = read(from[0] + i, lanes) * weight[0];
    for (int k = 1; k < N; k++) total = total + read(from[k] + i, lanes) * weight[k];
    write(y + i, total, lanes, accumulate);
  });
}

template <class T>
static void row(const CombineArgs<T>& a, const T* x, T* y, i64 begin, i64 end) {
  using V = Vec<T>;
  if (end - begin == 1) return row_of<1>(a, x, y, begin);
  if (end - begin == 2) return row_of<2>(a, x, y, begin);
  if (end - begin == 3) return row_of<3>(a, x, y, begin);
  if (end - begin == 4) return row_of<4>(a, x, y, begin);
  for_vectors<T>(a.inner, [&](i64 i, i64 lanes) {
    V total{};
    for (i64 k = begin; k < end; k++) {
      V value = read(x + a.index[k] * a.inner + i, lanes);
      if (a.weight) value = value * splat<V>(a.weight[k]);
      total = k == begin ? value : total + value;
    }
    write(y + i, total, lanes, a.accumulate != 0);
  });
}

// --- rows of single elements: the last dimension of an array ---

template <class T>
static void line(const CombineArgs<T>& a, const T* x, T* y, i64 from, i64 to) {
  for (i64 j = from; j < to; j++) {
    T total = 0;
    for (i64 k = a.start[j]; k < a.start[j + 1]; k++) {
      T value = a.weight ? T(x[a.index[k]] * a.weight[k]) : x[a.index[k]];
      total = k == a.start[j] ? value : T(total + value);
    }
    y[j] = a.accumulate ? T(y[j] + total) : total;
  }
}

// The terms of one vector of results that come k-th in their rows: they lie in at most two vectors from `base` on.
template <class T>
struct Step {
  Vec<T> weight;
  typename VecOf<T>::I at;  // from base; negative where a row has no such term
  i64 base;
};

// A table as steps, for many lines. A vector of results whose terms lie farther apart has no steps.
template <class T>
struct Steps {
  static constexpr i64 kMost = 8;  // terms of a row

  // Steps a vector of results would need, 0 for none that fit; writes them where `to` is given.
  static i64 of(const CombineArgs<T>& a, i64 block, Step<T>* to) {
    i64 first = block * kLanes<T>, lanes = min(kLanes<T>, a.count - first), most = 0;
    for (i64 i = 0; i < lanes; i++) {
      i64 terms = a.start[first + i + 1] - a.start[first + i];
      if (terms > most) most = terms;
    }
    if (most == 0 || most > kMost) return 0;
    for (i64 k = 0; k < most; k++) {
      i64 low = a.n, high = -1;
      for (i64 i = 0; i < lanes; i++) {
        i64 at = a.start[first + i] + k;
        if (at >= a.start[first + i + 1]) continue;
        low = min(low, a.index[at]);
        if (a.index[at] > high) high = a.index[at];
      }
      if (high - low >= 2 * kLanes<T>) return 0;
      if (!to) continue;
      Step<T> step{Vec<T>{}, typename VecOf<T>::I{} - 1, low};
      for (i64 i = 0; i < lanes; i++) {
        i64 at = a.start[first + i] + k;
        if (at >= a.start[first + i + 1]) continue;
        step.weight[i] = a.weight ? a.weight[at] : T(1);
        step.at[i] = a.index[at] - low;
      }
      std::memcpy(to + k, &step, sizeof step);
    }
    return most;
  }
};

template <class T>
static void block_of(const CombineArgs<T>& a, const T* x, T* y, i64 lanes, const Step<T>* step, i64 terms) {
  using V = Vec<T>;
  V total{};
  for (i64 k = 0; k < terms; k++, step++) {
    i64 left = a.n - step->base;
    const T* p = x + step->base;
    V low = read(p, min(left, kLanes<T>)), high{};
    if (left > kLanes<T>) high = read(p + kLanes<T>, min(left - kLanes<T>, kLanes<T>));
    V value = lookup(low, high, step->at);
    if (a.weight) value = value * step->weight;
    total = k == 0 ? select(step->at >= 0, value, total) : select(step->at >= 0, total + value, total);
  }
  write(y, total, lanes, a.accumulate != 0);
}

// All lines of single elements.
template <class T>
static i64 lines(const CombineArgs<T>& a, double ns) {
  constexpr i64 kFew = 8;  // lines for which a table of steps is not worth its making
  i64 blocks = kLookup && a.outer >= kFew ? ceil_div(a.count, kLanes<T>) : 0, total = 0;
  for (i64 b = 0; b < blocks; b++) total += Steps<T>::of(a, b, nullptr);
  // A vector of results that turns out to have no steps has written some.
  Scratch<Step<T>> steps(1, total + Steps<T>::kMost);
  Scratch<i64> counts(1, blocks + 1);
  if (!steps || !counts) return kNoMemory;
  for (i64 b = 0, at = 0; b < blocks; b++) {
    counts.of(0)[b] = Steps<T>::of(a, b, steps.of(0) + at);
    at += counts.of(0)[b];
  }
  parallel(team_for(a.outer, ns), a.outer, [&](int, i64 begin, i64 end) {
    for (i64 o = begin; o < end; o++) {
      const T* x = a.x + o * a.n;
      T* y = a.y + o * a.count;
      const Step<T>* step = steps.of(0);
      if (total == 0) {
        line(a, x, y, 0, a.count);
        continue;
      }
      for (i64 b = 0; b < blocks; b++) {
        i64 from = b * kLanes<T>, lanes = min(kLanes<T>, a.count - from), terms = counts.of(0)[b];
        if (terms == 0)
          line(a, x, y, from, from + lanes);
        else
          block_of(a, x, y + from, lanes, step, terms);
        step += terms;
      }
    }
  });
  return kOk;
}

template <class T>
i64 combine(const CombineArgs<T>& a) {
  if (i64 bad = first_bad(a)) return bad;
  if (a.outer * a.count * a.inner == 0) return kOk;
  double elements = double(a.outer) * double(a.inner);
  double ns = elements * (0.2 * double(a.count) + 0.1 * double(a.taps)) + 3 * double(a.outer * a.count);
  if (a.inner == 1) return lines(a, ns);
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
