// Reductions of the middle dimension of (outer, n, inner), and of lists of tensors into one number.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/reduction.h"

namespace thalweg {
namespace {

// The op codes of the declaration in kernels.def.
enum ReduceOp { kSum, kSumAbs, kSumSquares, kNorm, kLargestAbs, kProduct };

static inline float square_root(float x) { return __builtin_sqrtf(x); }
static inline double square_root(double x) { return __builtin_sqrt(x); }

template <class T>
i64 reduce(const ReduceArgs<T>& a) {
  T* y = a.y;
  const T divisor = a.divisor;
  const bool accumulate = a.accumulate != 0, root = a.op == kNorm;
  auto emit = [=](i64 at, const T* v, i64 count) {
    for (i64 k = 0; k < count; k++) {
      T value = (root ? square_root(v[k]) : v[k]) / divisor;
      y[at + k] = accumulate ? y[at + k] + value : value;
    }
  };
  auto run = [&](auto op) {
    return reduce_middle<T>(op, a.x, a.outer, a.n, a.inner, static_cast<const T*>(nullptr), emit);
  };
  switch (a.op) {
    case kSum:
      return run(Sum{});
    case kSumAbs:
      return run(SumAbs{});
    case kSumSquares:
    case kNorm:
      return run(SumSquares{});
    case kLargestAbs:
      return run(LargestAbs{});
    default:
      return run(Product{});
  }
}

template <class T>
i64 variance(const VarianceArgs<T>& a) {
  T *mean = a.mean, *y = a.y;
  const T count = T(a.n), divisor = a.divisor;
  i64 status = reduce_middle<T>(Sum{}, a.x, a.outer, a.n, a.inner, static_cast<const T*>(nullptr),
                                [=](i64 at, const T* v, i64 w) {
                                  for (i64 k = 0; k < w; k++) mean[at + k] = v[k] / count;
                                });
  if (status != kOk) return status;
  return reduce_middle<T>(SumSquares{}, a.x, a.outer, a.n, a.inner, mean, [=](i64 at, const T* v, i64 w) {
    for (i64 k = 0; k < w; k++) y[at + k] = v[k] / divisor;
  });
}

// --- the largest or smallest element and its first position -----------------------------------------------------

// The first position whose element equals v, or is NaN when v is.
template <class T>
i64 first_equal(const T* x, i64 n, T v) {
  i64 from = 0;
  for (; from + 64 <= n; from += 64) {
    int found = 0;
    for (i64 i = from; i < from + 64; i++) found |= (x[i] == v) | ((x[i] != x[i]) & (v != v));
    if (found) break;
  }
  for (; from < n - 1; from++)
    if (x[from] == v || (x[from] != x[from] && v != v)) break;
  return from;
}

template <class T>
i64 extreme_of_lines(const ExtremeArgs<T>& a) {
  const T* x = a.x;
  const i64 n = a.n;
  auto emit = [=](i64 o, const T* values, i64) {
    // Of zeros of both signs the first counts, so that the value is the element at the index.
    T v = a.largest ? values[0] : -values[0];
    if (a.index || v == T(0)) {
      i64 at = first_equal(x + o * n, n, v);
      if (a.index) a.index[o] = std::int32_t(at);
      v = x[o * n + at];
    }
    if (a.y) a.y[o] = v;
  };
  if (a.largest) return reduce_lines<T>(Largest{}, x, a.outer, n, static_cast<const T*>(nullptr), emit);
  return reduce_lines<T>(Smallest{}, x, a.outer, n, static_cast<const T*>(nullptr), emit);
}

template <class T, bool kLargest>
void extreme_of_tile(const T* x, i64 n, i64 width, i64 step, T* best, typename VecOf<T>::Bits* at) {
  for (i64 j = 0; j < width; j++) best[j] = x[j], at[j] = 0;
  for (i64 r = 1; r < n; r++) {
    const T* row = x + r * step;
    for (i64 j = 0; j < width; j++) {
      bool better = ((kLargest ? row[j] > best[j] : row[j] < best[j]) | (row[j] != row[j])) & (best[j] == best[j]);
      best[j] = better ? row[j] : best[j];
      at[j] = better ? typename VecOf<T>::Bits(r) : at[j];
    }
  }
}

template <class T>
i64 extreme(const ExtremeArgs<T>& a) {
  if (a.inner == 1) return extreme_of_lines(a);
  constexpr i64 kWidth = 256;
  const i64 tiles = ceil_div(a.inner, kWidth), units = a.outer * tiles;
  const double ns = double(a.outer) * double(a.n) * double(a.inner) * 0.3;
  parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
    T best[kWidth];
    typename VecOf<T>::Bits at[kWidth];
    for (i64 u = begin; u < end; u++) {
      const i64 j = u % tiles * kWidth, o = u / tiles, width = min(a.inner - j, kWidth);
      const T* x = a.x + o * a.n * a.inner + j;
      if (a.largest)
        extreme_of_tile<T, true>(x, a.n, width, a.inner, best, at);
      else
        extreme_of_tile<T, false>(x, a.n, width, a.inner, best, at);
      for (i64 k = 0; k < width; k++) {
        if (a.y) a.y[o * a.inner + j + k] = best[k];
        if (a.index) a.index[o * a.inner + j + k] = std::int32_t(at[k]);
      }
    }
  });
  return kOk;
}

template <class T>
i64 extremeBackward(const ExtremeBackwardArgs<T>& a) {
  const i64 outputs = a.outer * a.inner;
  for (i64 k = 0; k < outputs; k++)
    if (a.index[k] < 0 || a.index[k] >= a.n) return 1 + k;
  const double ns = double(outputs) * double(a.n) * double(sizeof(T)) * 0.03 + double(outputs);
  parallel(team_for(a.outer, ns), a.outer, [&](int, i64 begin, i64 end) {
    const i64 size = a.n * a.inner;
    std::memset(a.dx + begin * size, 0, (end - begin) * size * sizeof(T));
    for (i64 o = begin; o < end; o++)
      for (i64 i = 0; i < a.inner; i++) a.dx[o * size + a.index[o * a.inner + i] * a.inner + i] = a.dy[o * a.inner + i];
  });
  return kOk;
}

// --- booleans ----------------------------------------------------------------------------------------------------

i64 anyAll(const AnyAllArgs& a) {
  const double ns = double(a.outer) * double(a.n) * double(a.inner) * 0.1 + double(a.outer * a.inner);
  parallel(team_for(a.outer, ns), a.outer, [&](int, i64 begin, i64 end) {
    for (i64 o = begin; o < end; o++) {
      const std::uint8_t* x = a.x + o * a.n * a.inner;
      std::uint8_t* y = a.y + o * a.inner;
      if (a.inner == 1) {
        int any = 0, all = 1;
        for (i64 k = 0; k < a.n; k++) any |= x[k] != 0, all &= x[k] != 0;
        y[0] = std::uint8_t(a.all ? all : any);
        continue;
      }
      for (i64 i = 0; i < a.inner; i++) y[i] = a.all ? 1 : 0;
      for (i64 k = 0; k < a.n; k++)
        for (i64 i = 0; i < a.inner; i++) {
          const std::uint8_t set = x[k * a.inner + i] != 0;
          y[i] = a.all ? y[i] & set : y[i] | set;
        }
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(reduce)
TW_KERNEL(variance)
TW_KERNEL(extreme)
TW_KERNEL(extremeBackward)
TW_KERNEL(anyAll)
