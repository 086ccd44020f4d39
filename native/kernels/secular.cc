// The secular equation 1 + sum w_j / (p_j - x) = 0 and the eigenvectors that follow from its roots; lib/backend/js/
// secular.ts says what each step is for. Sums over j are sixteen lanes. A unit of work is a root, then a block of
// columns, then a vector.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "simd/lanes.h"

namespace thalweg {
namespace {

using V = Vec<double>;

constexpr double kPrecision = 0x1p-53;
constexpr int kMostSteps = 40, kMostHalvings = 400;
constexpr i64 kColumns = 64;

TW_INLINE double size_of(double x) { return __builtin_fabs(x); }

// p_j - p_i.
template <bool Squares, class X>
TW_INLINE X difference(X dj, X di) {
  return Squares ? (dj - di) * (dj + di) : dj - di;
}

// The root of c x^2 - a x + b = 0 between two poles, or `beyond` both.
double between(double a, double b, double c, bool beyond) {
  const double discriminant = a * a - 4 * b * c;
  const double root = discriminant > 0 ? __builtin_sqrt(discriminant) : 0;
  if (beyond) return a >= 0 ? (a + root) / (2 * c) : (2 * b) / (a - root);
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
}

// The value, the derivatives of its parts left and right of the root, and what rounding adds.
struct Value {
  double f, left, right, bound;
};

// One root after the other, in the memory of one thread: all but `weights` has the length of whole lanes.
template <bool Squares>
struct Roots {
  const SecularArgs& call;
  const double* weights;
  double total;
  i64 padded;
  double *gaps, *below, *above;

  void measure(i64 origin) {
    const V at = splat<V>(call.d[origin]);
    for_lanes<double>(call.k,
                      [&](auto get, auto put) TW_LAMBDA { put(gaps, difference<Squares>(V(get(call.d)), at)); });
  }

  void divide(i64 split) {
    for (i64 j = 0; j < call.k; j++) {
      below[j] = j < split ? weights[j] : 0;
      above[j] = j < split ? 0 : weights[j];
    }
  }

  Value evaluate(double x) const {
    constexpr int P = Wide<double>::kParts, L = kLanes<double>;
    const V at = splat<V>(x), one = splat<V>(1.0);
    Wide<double> p = wide(0.0), q = p, left = p, right = p;
    for (i64 j = 0; j < padded; j += 16)
#pragma GCC unroll 8
      for (int i = 0; i < P; i++) {
        const i64 from = j + i * L;
        const V inverse = one / (load(gaps + from) - at);
        const V l = load(below + from) * inverse, r = load(above + from) * inverse;
        p.part[i] += l;
        q.part[i] += r;
        left.part[i] += l * inverse;
        right.part[i] += r * inverse;
      }
    const double a = tree_of(Add{}, p), b = tree_of(Add{}, q);
    Value v{1 + a + b, tree_of(Add{}, left), tree_of(Add{}, right), 0};
    v.bound = double(8 + padded / 16) * (size_of(a) + size_of(b)) + 2 + size_of(x) * (v.left + v.right);
    return v;
  }

  double approach(i64 left, bool last, bool near_left, double guess, double low, double high) const {
    double x = guess > low && guess < high ? guess : (low + high) / 2;
    double previous = __builtin_inf();
    bool fixed = !last;
    for (int step = 0; step < kMostHalvings; step++) {
      const Value v = evaluate(x);
      const double f = v.f, size = size_of(f);
      if (size <= kPrecision * v.bound) break;
      if (f < 0)
        low = x;
      else
        high = x;
      if (size > previous / 10 && !last) fixed = !fixed;
      previous = size;
      const double g = gaps[left] - x, h = gaps[left + 1] - x, slope = v.left + v.right;
      double c = f - g * v.left - h * v.right;
      if (fixed && near_left)
        c = f - h * slope - ((g - h) * (weights[left] / g)) / g;
      else if (fixed)
        c = f - g * slope - ((h - g) * (weights[left + 1] / h)) / h;
      double next = x + between((g + h) * f - g * h * slope, g * h * f, c, last);
      if (step >= kMostSteps || !(next > low && next < high)) next = (low + high) / 2;
      if (next == low || next == high) break;
      x = next;
    }
    return x;
  }

  void find(i64 i) {
    const i64 k = call.k;
    const bool last = i == k - 1;
    i64 origin = i;
    measure(i);
    double x = total;
    if (k > 1) {
      const double width = last ? x : gaps[i + 1];
      const i64 left = last ? k - 2 : i;
      divide(left + 1);
      const double f = evaluate(width / 2).f;
      const double p = weights[left], q = weights[left + 1];
      const double rest = f - p / (gaps[left] - width / 2) - q / (gaps[left + 1] - width / 2);
      double low = 0, high = width;
      if (last) {
        if (f < 0)
          low = width / 2;
        else
          high = width / 2;
      } else if (f < 0) {
        origin = i + 1;
        measure(origin);
        low = -width / 2;
        high = 0;
      } else {
        high = width / 2;
      }
      const double g = gaps[left], h = gaps[left + 1];
      const double guess = between(rest * (g + h) + p + q, rest * g * h + p * h + q * g, rest, last);
      x = approach(left, last, origin == left, guess, low, high);
    }
    call.origins[i] = std::int32_t(origin);
    call.distances[i] = x;
    double* row = call.vectors + i * k;
    const V at = splat<V>(x);
    for_lanes<double>(k, [&](auto get, auto put) TW_LAMBDA { put(row, V(get(gaps)) - at); });
  }
};

// Columns [from, to) of the z whose roots are exactly those found.
template <bool Squares>
void fit(const SecularArgs& a, i64 from, i64 to, double* fitted) {
  const i64 k = a.k;
  for (i64 j = from; j < to; j++) fitted[j] = -a.vectors[j * (k + 1)];
  for (i64 i = 0; i < k; i++) {
    const bool own = from <= i && i < to;
    const double kept = own ? fitted[i] : 0;
    const V pole = splat<V>(a.d[i]);
    const double* row = a.vectors + i * k;
    for_lanes<double>(to - from, [&](auto get, auto put) TW_LAMBDA {
      const V ratio = V(get(row + from)) / difference<Squares>(V(get(a.d + from)), pole);
      put(fitted + from, V(get(fitted + from)) * ratio);
    });
    if (own) fitted[i] = kept;
  }
  for (i64 j = from; j < to; j++) {
    const double size = __builtin_sqrt(size_of(fitted[j]));
    fitted[j] = a.z[j] < 0 ? -size : size;
  }
}

// Row i of the distances becomes a vector; `own` is memory for whole lanes.
template <bool Squares>
void normalize(const SecularArgs& a, i64 i, const double* fitted, const std::int32_t* places, double* own) {
  const i64 k = a.k;
  double* row = a.vectors + i * k;
  Wide<double> squares = wide(0.0), others = squares;
  each_wide(k, [&](auto at, i64 j) TW_LAMBDA {
    const auto divided = [](V f, V gap) TW_LAMBDA { return f / gap; };
    const Wide<double> x = keep_n(apply(divided, at(fitted + j), at(row + j)), k - j, 0.0);
    store_wide(own + j, x);
    squares = apply([](V sum, V v) TW_LAMBDA { return sum + v * v; }, squares, x);
    if (!Squares) return;
    const auto term = [](V sum, V v, V d) TW_LAMBDA { return sum + (d * v) * (d * v); };
    others = apply(term, others, x, at(a.d + j));
  });
  const double scale = 1 / __builtin_sqrt(tree_of(Add{}, squares));
  for (i64 j = 0; j < k; j++) row[places[j]] = own[j] * scale;
  if (!Squares) return;
  const double side = 1 / __builtin_sqrt(1 + tree_of(Add{}, others));
  a.middles[i] = -side;
  double* left = a.left + i * (k - 1);
  for (i64 j = 1; j < k; j++) left[places[j] - (places[j] > places[0])] = a.d[j] * own[j] * side;
}

template <bool Squares>
i64 solve(const SecularArgs& a) {
  const i64 k = a.k, padded = round_up(k, 16);
  const double ns = double(k) * double(k);
  const int team = team_for(k, ns * 2);
  Scratch<double> shared(2, padded), own(team, 3 * padded);
  Scratch<std::int32_t> order(1, k);
  if (!shared || !own || !order) return kNoMemory;
  double *weights = shared.of(0), *fitted = shared.of(1), total = 0;
  for (i64 j = 0; j < k; j++) {
    weights[j] = a.factor * a.z[j] * a.z[j];
    total += weights[j];
  }
  std::int32_t *places = order.of(0), place = 0;
  for (int group = 0; group < 4; group++)
    for (i64 j = 0; j < k; j++)
      if ((a.groups[j] & 3) == group) places[j] = place++;
  parallel(team, k, [&](int thread, i64 begin, i64 end) {
    double* memory = own.of(thread);
    Roots<Squares> roots{a, weights, total, padded, memory, memory + padded, memory + 2 * padded};
    for (i64 j = k; j < padded; j++) {
      roots.gaps[j] = __builtin_inf();
      roots.below[j] = roots.above[j] = 0;
    }
    for (i64 i = begin; i < end; i++) roots.find(i);
  });
  const i64 blocks = ceil_div(k, kColumns);
  parallel(team_for(blocks, ns * 0.5), blocks,
           [&](int, i64 begin, i64 end) { fit<Squares>(a, begin * kColumns, min(end * kColumns, k), fitted); });
  parallel(team, k, [&](int thread, i64 begin, i64 end) {
    for (i64 i = begin; i < end; i++) normalize<Squares>(a, i, fitted, places, own.of(thread));
  });
  return kOk;
}

i64 secular(const SecularArgs& a) { return a.middles ? solve<true>(a) : solve<false>(a); }

}  // namespace
}  // namespace thalweg

TW_KERNEL(secular)
