// Depthwise convolutions, forward and the gradient of the input: each channel has its own kernel, so a plane is read,
// multiplied and written, and moving it takes longer than its products. Lanes are neighboring pixels of a row;
// rows are read where they lie, the border through masks, and a row in registers feeds all outputs of a tile that meet
// it. Chains are those of tile.h: the taps in order, zeros outside the plane. Used by conv.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/shape.h"
#include "kernels/conv/tile.h"

namespace thalweg {
namespace {

constexpr i64 kTileRows = 4;    // of outputs in registers: with nine taps and a row of the plane they fill sixteen
constexpr i64 kStripRows = 32;  // at most, so that a strip of long rows lies on few pages

// Planes of h x w to planes of oh x ow. Going `back`, as gradients do, rows are counted from the last one on in both
// planes, and tap 0 of a row lies to the right.
template <class T>
struct DepthJob {
  i64 planes, channels, h, w, oh, ow, stride;  // stride: of reading
  i64 row, column;  // of what output (0, 0) reads: the row of its first taps, the column farthest to the left
  const T *x, *weight, *bias;
  T* y;
  Finish finish;
};

// Which lanes of the loads of a vector of outputs lie inside the plane.
template <class T>
struct DepthSides {
  bool before, after;
  decltype(lanes_between<T>(0, 0)) lanes[3];
};

// Where lanes move through a register in one instruction and a load across two lines takes two cycles, a row is loaded
// once, and its neighbors are moved in. Masks cost nothing there.
#if defined(TW_AVX512)
constexpr bool kMoves = true;
TW_INLINE vf splat_if(const float* p, bool inside) {
  return (vf)_mm512_maskz_broadcastss_ps(__mmask16(-int(inside)), _mm_load_ss(p));
}
TW_INLINE vd splat_if(const double* p, bool inside) {
  return (vd)_mm512_maskz_broadcastsd_pd(__mmask8(-int(inside)), _mm_load_sd(p));
}
#else
constexpr bool kMoves = false;
template <class T>
TW_INLINE Vec<T> splat_if(const T* p, bool inside) {
  return inside ? splat<Vec<T>>(*p) : Vec<T>{};
}
#endif

// Vectors inside the plane have code without masks.
#if defined(TW_AVX512) || defined(TW_AVX2)
constexpr bool kSlowMasks = false;
#else
constexpr bool kSlowMasks = true;
#endif

// The last lane of a and all but the last of b; all but the first of a and the first of b.
template <class V, int... J>
TW_INLINE V moved_up(V a, V b, LaneList<J...>) {
  return __builtin_shufflevector(a, b, (int(sizeof...(J)) - 1 + J)...);
}
template <class V, int... J>
TW_INLINE V moved_down(V a, V b, LaneList<J...>) {
  return __builtin_shufflevector(a, b, (J + 1)...);
}

// What the three taps of a row read for a vector of outputs S apart, from the column farthest to the left on.
template <int S, bool Back, bool Whole, class T>
TW_INLINE void load_taps(const T* x, const DepthSides<T>& sides, Vec<T>* taps) {
  using V = Vec<T>;
  constexpr int L = kLanes<T>;
  const typename CountLanes<L>::List lanes{};
  V v[3];
  auto piece = [&](i64 at, int k) {
    if constexpr (Whole)
      return load(x + at);
    else
      return load_between(x + at, sides.lanes[k], V{});
  };
  if constexpr (S == 2) {
    const V low = piece(1, 1), high = piece(1 + L, 2);
    v[1] = even_lanes(low, high, lanes);
    v[2] = odd_lanes(low, high, lanes);
    v[0] = moved_up(splat_if(x, Whole || sides.before), v[2], lanes);
  } else if constexpr (kMoves) {
    v[1] = piece(1, 1);
    v[0] = moved_up(splat_if(x, Whole || sides.before), v[1], lanes);
    v[2] = moved_down(v[1], splat_if(x + 1 + L, Whole || sides.after), lanes);
  } else {
    for (int k = 0; k < 3; k++) v[k] = piece(k, k);
  }
  for (int k = 0; k < 3; k++) taps[k] = v[Back ? 2 - k : k];
}

// Rows outside the plane.
template <class T>
alignas(64) constexpr T kZeros[1 + 2 * kLanes<T>] = {};

// One vector of outputs in each of `rows` rows, read from row `row` of the plane on, which lies at x. A last tile that
// would reach beyond the strip moves up, where it writes some rows again.
template <int S, bool Back, bool Whole, class T>
TW_INLINE void depth_column(const DepthJob<T>& job, const T* x, i64 row, const DepthSides<T>& sides, const Vec<T>* w,
                            Vec<T> start, T* y, i64 rows, i64 count) {
  constexpr int R = kTileRows;
  const i64 pitch = Back ? -job.w : job.w, y_pitch = Back ? -job.ow : job.ow;
  const i64 ahead = max(job.h * job.w, 1024);
  const DepthSides<T> local = sides;
  for (i64 first = 0; first < rows; first += R) {
    const i64 done = max(0, first + R - rows), begin = first - done, top = row + begin * S;
    const T* from = x + begin * S * pitch;
    Vec<T> acc[R];
#pragma GCC unroll 8
    for (int o = 0; o < R; o++) acc[o] = start;
#pragma GCC unroll 32
    for (int i = 0; i < (R - 1) * S + 3; i++, from += pitch) {
      if (i < R * S) __builtin_prefetch(from + ahead);
      const bool inside = std::uint64_t(top + i) < std::uint64_t(job.h);
      Vec<T> taps[3];
      load_taps<S, Back, Whole>(inside ? from : kZeros<T>, local, taps);
#pragma GCC unroll 8
      for (int o = 0; o < R; o++) {
        const int ky = i - o * S;
        if (ky < 0 || ky > 2) continue;
#pragma GCC unroll 3
        for (int kx = 0; kx < 3; kx++) acc[o] = fma(taps[kx], w[ky * 3 + kx], acc[o]);
      }
    }
    if (job.finish.relu) {
#pragma GCC unroll 8
      for (int o = 0; o < R; o++) acc[o] = positive_part(acc[o]);
    }
    T* to = y + begin * y_pitch;
    if (job.finish.add) {
#pragma GCC unroll 8
      for (int o = 0; o < R; o++, to += y_pitch)
        if (o >= done) store_first(to, load_n(to, count) + acc[o], count);
    } else {
#pragma GCC unroll 8
      for (int o = 0; o < R; o++, to += y_pitch) store_first(to, acc[o], count);
    }
  }
}

// Rows [first, first + rows) of a plane of y.
template <int S, bool Back, class T>
void depth_strip(const DepthJob<T>& job, const DepthSides<T>* sides, i64 plane, i64 first, i64 rows) {
  constexpr i64 L = kLanes<T>;
  const i64 c = plane % job.channels, row = job.row + first * S;
  Vec<T> w[9];
#pragma GCC unroll 16
  for (int k = 0; k < 9; k++) w[k] = splat<Vec<T>>(job.weight[c * 9 + k]);
  const Vec<T> start = splat<Vec<T>>(job.bias ? job.bias[c] : T(0));
  const T* x = job.x + plane * job.h * job.w + (Back ? job.h - 1 - row : row) * job.w + job.column;
  T* y = job.y + plane * job.oh * job.ow + (Back ? job.oh - 1 - first : first) * job.ow;
  for (i64 q = 0; q < job.ow; q += L, x += L * S, y += L, sides++) {
    const i64 left = job.column + q * S, count = min(job.ow - q, L);
    if (kSlowMasks && left >= 0 && left + 2 * L + 1 <= job.w)
      depth_column<S, Back, true>(job, x, row, *sides, w, start, y, rows, count);
    else
      depth_column<S, Back, false>(job, x, row, *sides, w, start, y, rows, count);
  }
}

// The units of work: planes of outputs, in strips of balanced height.
struct DepthStrips {
  i64 all, count;
  DepthStrips(i64 planes, i64 rows) : all(rows), count(ceil_div(rows, kStripRows)) {
    while (planes * count < 16 && all / count >= 4 * kTileRows) count *= 2;
  }
  i64 begin(i64 strip) const { return all * strip / count; }
};

// The gradient of the input with stride 2 and padding 1, rows 2 first, ... of a plane of dx: a pixel of even row and
// column meets the middle tap alone, one of odd row and column the four at the corners.
template <class T>
void depth_strip_apart(const DepthJob<T>& job, const DepthSides<T>*, i64 plane, i64 first, i64 rows) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  const typename CountLanes<kLanes<T>>::List lanes{};
  V w[9];
#pragma GCC unroll 16
  for (int k = 0; k < 9; k++) w[k] = splat<V>(job.weight[plane % job.channels * 9 + k]);
  const T* dy = job.x + (plane * job.h + first) * job.w;
  T* dx = job.y + (plane * job.oh + 2 * first) * job.ow;
  const i64 ahead = max(job.h * job.w, 1024);
  for (i64 b = 0; 2 * b < job.ow; b += L) {
    const auto mask = lanes_between<T>(0, job.w - b), right = lanes_between<T>(0, job.w - b - 1);
    const i64 count = min(job.ow - 2 * b, 2 * L), low = min(count, L), high = count - low;
    const T* from = dy + b;
    T* to = dx + 2 * b;
    V here = load_between(from, mask, V{}), next = load_between(from + 1, right, V{});
    for (i64 a = first; a < first + rows; a++) {
      from += job.w;
      const bool inside = a + 1 < job.h;
      const T* below = inside ? from : kZeros<T>;
      __builtin_prefetch(from + ahead);
      const V here_below = load_between(below, mask, V{}), next_below = load_between(below + 1, right, V{});
      auto write = [&](V even, V odd) __attribute__((always_inline)) {
        const V first = woven_first(even, odd, lanes), last = woven_last(even, odd, lanes);
        store_first(to, job.finish.add ? load_n(to, low) + first : first, low);
        if (high > 0) store_first(to + L, job.finish.add ? load_n(to + L, high) + last : last, high);
        to += job.ow;
      };
      write(fma(here, w[4], V{}), fma(here, w[5], fma(next, w[3], V{})));
      if (2 * a + 1 < job.oh)
        write(fma(here, w[7], fma(here_below, w[1], V{})),
              fma(here, w[8], fma(next, w[6], fma(here_below, w[2], fma(next_below, w[0], V{})))));
      here = here_below, next = next_below;
    }
  }
}

template <class T>
using DepthStrip = void (*)(const DepthJob<T>&, const DepthSides<T>*, i64, i64, i64);

// All strips of planes of `rows` rows, or pairs of rows.
template <class T>
__attribute__((noinline)) i64 run_depth(const DepthJob<T>& job, i64 rows, DepthStrip<T> strip) {
  constexpr i64 L = kLanes<T>;
  const DepthStrips strips(job.planes, rows);
  const i64 units = job.planes * strips.count, vectors = ceil_div(job.ow, L);
  Scratch<DepthSides<T>> sides(1, vectors);
  if (!sides) return kNoMemory;
  for (i64 v = 0; v < vectors; v++) {
    DepthSides<T>& s = sides.of(0)[v];
    const i64 left = job.column + v * L * job.stride;
    s.before = left >= 0 && left < job.w;
    s.after = left + 1 + L >= 0 && left + 1 + L < job.w;
    for (int k = 0; k < 3; k++) {
      const i64 at = left + (job.stride == 2 && k == 2 ? 1 + L : k);
      s.lanes[k] = lanes_between<T>(-at, job.w - at);
    }
  }
  const int team = team_for(units, double(job.planes) * double(max(job.oh * job.ow, job.h * job.w)) / 8);
  parallel(team, units, [&](int, i64 begin, i64 end) {
    for (i64 unit = begin; unit < end; unit++) {
      const i64 k = unit % strips.count, first = strips.begin(k);
      strip(job, sides.of(0), unit / strips.count, first, strips.begin(k + 1) - first);
    }
  });
  return kOk;
}

// Kernels of 3x3 without dilation, one channel a group.
static inline bool depthwise_rows(const ConvShape& s) {
  return s.cg == 1 && s.og == 1 && s.kh == 3 && s.kw == 3 && s.dh == 1 && s.dw == 1 && s.sh == s.sw && s.sh <= 2;
}

static inline bool depthwise_forward(const ConvShape& s) { return depthwise_rows(s) && s.oh >= kTileRows && s.ow > 0; }

static inline bool depthwise_input(const ConvShape& s) {
  return depthwise_rows(s) && (s.sh == 1 ? s.h >= kTileRows && s.w > 0 : s.ph == 1 && s.pw == 1 && s.h > 0 && s.w > 0);
}

template <class T>
i64 depth_forward(const Conv2dArgs<T>& a, const ConvShape& s) {
  const DepthJob<T> job{.planes = s.n * s.co,
                        .channels = s.co,
                        .h = s.h,
                        .w = s.w,
                        .oh = s.oh,
                        .ow = s.ow,
                        .stride = s.sh,
                        .row = -s.ph,
                        .column = -s.pw,
                        .x = a.x,
                        .weight = a.weight,
                        .bias = a.bias,
                        .y = a.y,
                        .finish = {.relu = a.relu == 1, .add = false}};
  return run_depth(job, s.oh, s.sh == 1 ? depth_strip<1, false, T> : depth_strip<2, false, T>);
}

template <class T>
i64 depth_input(const Conv2dInputArgs<T>& a, const ConvShape& s) {
  const DepthJob<T> job{.planes = s.n * s.co,
                        .channels = s.co,
                        .h = s.oh,
                        .w = s.ow,
                        .oh = s.h,
                        .ow = s.w,
                        .stride = 1,
                        .row = s.oh - s.h - s.ph,
                        .column = s.pw - 2,
                        .x = a.dy,
                        .weight = a.weight,
                        .bias = nullptr,
                        .y = a.dx,
                        .finish = {.relu = false, .add = a.accumulate == 1}};
  return s.sh == 1 ? run_depth(job, s.h, depth_strip<1, true, T>) : run_depth(job, s.oh, depth_strip_apart<T>);
}

}  // namespace
}  // namespace thalweg
