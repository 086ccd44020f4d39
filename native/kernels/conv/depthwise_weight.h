// The gradients of depthwise convolutions with respect to weight and bias. A weight is one chain over the pixels of a
// part of the batch (weight_grad.h), so lanes are channels: planes of x and dy are transposed to pixels on their way
// in, a few rows at a time, so that these are near when the products read them. Used by weight_grad.cc.
#pragma once
#include <cstring>

#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/shape.h"

namespace thalweg {
namespace {

// Taps of a tile. It holds a square of dy and its sums in registers.
#if defined(TW_AVX2)
constexpr int kDepthTaps = 5;
#else
constexpr int kDepthTaps = 9;
#endif

// The pixels of x that are at hand take a quarter of an L1 cache, or a few rows. More run slower, as far as it was
// tried.
constexpr i64 kNearBytes = 12288, kFewRows = 4;

template <class T>
struct DepthWeightJob {
  ConvShape s;
  i64 parts, blocks;             // of the batch, of channels
  i64 rows, cols;                // of dy in a strip
  i64 x_rows, x_cols;            // of its pixels of x, with their border
  i64 tiles;                     // of taps; the last may have some that nobody asks for
  const std::int32_t* x_place;   // of pixel k of a strip's rows of x
  const std::int32_t* dy_place;  // of what the first tap reads for pixel k of dy
  const i64* off;                // of a tap from the first
  i64 taps() const { return s.kh * s.kw; }
  i64 sums_size() const { return (tiles * kDepthTaps + 1) * kLanes<T>; }  // behind the taps: the sums of dy
};

// f(pixel, its channels as a vector) for `width` pixels of the planes, a vector at most. Lanes behind the last of
// `channels` planes take that one again: what they sum is not read.
template <class T, class F>
TW_INLINE void each_pixel(const T* from, i64 plane, i64 channels, i64 width, F f) {
  constexpr int L = kLanes<T>;
  Vec<T> v[L];
  auto each = [&](auto get) __attribute__((always_inline)) {
#pragma GCC unroll 16
    for (int l = 0; l < L; l++) {
      v[l] = get(from);
      if (l + 1 < channels) from += plane;
      asm("" : "+r"(from));  // or the compiler computes all addresses in advance, and they spill
    }
  };
#if defined(TW_AVX512)
  each([width](const T* p) __attribute__((always_inline)) { return load_n(p, width); });
#else
  if (width == L)
    each([](const T* p) __attribute__((always_inline)) { return load(p); });
  else
    each([width](const T* p) __attribute__((always_inline)) { return load_n(p, width); });
#endif
  transpose(v);
#pragma GCC unroll 16
  for (int l = 0; l < L; l++) {
    if (l >= width) break;
    f(l, v[l]);
  }
}

// sums[k] += x[off[k] + place] * dy over the pixels of a strip in order, for the taps of a tile; total += dy. Pixels of
// dy are transposed in registers and used at once.
template <class T>
__attribute__((noinline)) void depth_tile(const DepthWeightJob<T>& job, const T* x, const i64* off, const T* planes,
                                          i64 channels, i64 count, T* sums, T* total) {
  constexpr int L = kLanes<T>, K = kDepthTaps;
  const i64 plane = job.s.oh * job.s.ow;
  Vec<T> acc[K], sum = load(total);
  const T* tap[K];
#pragma GCC unroll 16
  for (int k = 0; k < K; k++) {
    acc[k] = load(sums + k * L);
    tap[k] = x + off[k];
  }
  for (i64 p = 0; p < count; p += L) {
    each_pixel(
        planes + p, plane, channels, min(count - p, L), [&](int l, Vec<T> pixel) __attribute__((always_inline)) {
          const i64 at = job.dy_place[p + l];
          sum += pixel;
#pragma GCC unroll 16
          for (int k = 0; k < K; k++) acc[k] = fma(load(tap[k] + at), pixel, acc[k]);
        });
  }
  store(total, sum);
#pragma GCC unroll 16
  for (int k = 0; k < K; k++) store(sums + k * L, acc[k]);
}

// `count` pixels of `channels` planes, as vectors: pixel k to to[place[k]].
template <class T>
__attribute__((noinline)) void place_pixels(const T* planes, i64 plane, i64 channels, i64 count,
                                            const std::int32_t* place, T* to) {
  constexpr int L = kLanes<T>;
  for (i64 next = 0; next < count; next += L) {
    const i64 p = count < L ? 0 : min(next, count - L);  // the last vector takes some pixels again
    each_pixel(
        planes + p, plane, channels, min(count - p, L), [&](int l, Vec<T> pixel) __attribute__((always_inline)) {
          store(to + place[p + l], pixel);
        });
  }
}

// Rows [from, end) of a strip of x whose first pixel is (top, left); zeros outside the planes. Columns outside hold
// zeros already, unless rows are cut.
template <class T>
static inline void place_rows(const DepthWeightJob<T>& job, const T* x, i64 channels, i64 top, i64 left, i64 from,
                              i64 end, T* to) {
  constexpr i64 L = kLanes<T>;
  const ConvShape& s = job.s;
  const bool cut = job.cols < s.ow;
  i64 first, last, begin, stop;  // of the rows and columns inside
  inside(top + from, 1, end - from, s.h, first, last);
  inside(left, 1, job.x_cols, s.w, begin, stop);
  const i64 line = job.x_cols * L;
  auto clear = [&](i64 row, i64 rows) { std::memset(to + row * line, 0, rows * line * sizeof(T)); };
  if (first == last || begin == stop || cut) clear(from, end - from);
  if (first == last || begin == stop) return;
  auto place = [&](i64 row, i64 count) {
    place_pixels(x + (top + row) * s.w + left + begin, s.h * s.w, channels, count, job.x_place,
                 to + row * line + begin * L);
  };
  if (cut) {
    for (i64 row = from + first; row < from + last; row++) place(row, stop - begin);
    return;
  }
  clear(from, first);
  clear(from + last, end - from - last);
  place(from + first, (last - first) * s.w);  // whole rows follow each other
}

// All images of a part, for a block of channels. `pixels` holds zeros at the border.
template <class T>
static inline void depth_weight_unit(const DepthWeightJob<T>& job, const Conv2dWeightArgs<T>& a, i64 part, i64 block,
                                     T* sums, T* pixels) {
  constexpr i64 L = kLanes<T>;
  const ConvShape& s = job.s;
  const i64 channels = min(s.groups - block * L, L), reach = (s.kh - 1) * s.dh + 1;
  alignas(64) T unused[L] = {};
  T* total = sums + job.tiles * kDepthTaps * L;
  std::memset(sums, 0, job.sums_size() * sizeof(T));
  for (i64 image = s.n * part / job.parts; image < s.n * (part + 1) / job.parts; image++) {
    const T* x = a.x + (image * s.ci + block * L) * s.h * s.w;
    const T* dy = a.dy + (image * s.co + block * L) * s.oh * s.ow;
    for (i64 row = 0; row < s.oh; row += job.rows)
      for (i64 column = 0; column < s.ow; column += job.cols) {
        const i64 rows = min(s.oh - row, job.rows), cols = min(s.ow - column, job.cols);
        // The last rows of the strip before are the first of this one.
        const i64 kept = row == 0 || job.cols < s.ow ? 0 : max(0, reach - s.sh);
        std::memmove(pixels, pixels + job.rows * s.sh * job.x_cols * L, kept * job.x_cols * L * sizeof(T));
        place_rows(job, x, channels, row * s.sh - s.ph, column * s.sw - s.pw, kept, (rows - 1) * s.sh + reach, pixels);
        for (i64 k = 0; k < job.tiles; k++)
          depth_tile(job, pixels, job.off + k * kDepthTaps, dy + row * s.ow + column, channels, rows * cols,
                     sums + k * kDepthTaps * L, k == 0 ? total : unused);
      }
  }
}

// The sums of all parts of a channel, in order.
template <class T>
static inline void depth_weight_finish(const DepthWeightJob<T>& job, const Conv2dWeightArgs<T>& a,
                                       const Scratch<T>& sums, i64 channel) {
  constexpr i64 L = kLanes<T>;
  const i64 taps = job.taps(), block = channel / L;
  for (i64 k = 0; k < taps + (a.dbias ? 1 : 0); k++) {
    T all = T(0);
    for (i64 part = 0; part < job.parts; part++) {
      const T sum = sums.of(int(part * job.blocks + block))[(k < taps ? k : job.tiles * kDepthTaps) * L + channel % L];
      all = part == 0 ? sum : all + sum;
    }
    T& to = k < taps ? a.dweight[channel * taps + k] : a.dbias[channel];
    to = a.accumulate ? to + all : all;
  }
}

template <class T>
i64 depth_weight(const Conv2dWeightArgs<T>& a, const ConvShape& s, i64 parts) {
  constexpr i64 L = kLanes<T>;
  DepthWeightJob<T> job{};
  job.s = s;
  job.parts = parts;
  job.blocks = ceil_div(s.groups, L);
  job.tiles = ceil_div(job.taps(), kDepthTaps);
  job.cols = max(1, strip_cols(s.ow));
  const bool cut = job.cols < s.ow;
  const i64 reach = (s.kh - 1) * s.dh + 1;
  job.x_cols = (job.cols - 1) * s.sw + (s.kw - 1) * s.dw + 1;
  if (!cut) job.x_cols = max(job.x_cols, s.pw + s.w);
  const double line = double(job.x_cols) * double(L * i64(sizeof(T)));
  const i64 near = i64((double(kNearBytes) / line - double(reach - s.sh)) / double(s.sh));
  job.rows = max(1, cut ? 1 : min(max(near, kFewRows), s.oh));
  if (!cut && s.oh > 0) job.rows = ceil_div(s.oh, ceil_div(s.oh, job.rows));
  job.x_rows = (job.rows - 1) * s.sh + reach;
  if (double(job.x_rows) * double(job.x_cols) * double(L) > kMostElements) return kNoMemory;

  const i64 run = cut ? job.x_cols : job.x_rows * s.w, units = parts * job.blocks, taps = job.tiles * kDepthTaps;
  const int team = team_for(units, double(s.n) * double(s.co) * double(s.oh * s.ow) * double(job.taps() + 8) / 50);
  Scratch<i64> offsets(1, taps);
  Scratch<std::int32_t> x_places(1, run), dy_places(1, job.rows * job.cols);
  Scratch<T> sums(int(units), job.sums_size()), pixels(team, job.x_rows * job.x_cols * L);
  if (!offsets || !x_places || !dy_places || !sums || !pixels) return kNoMemory;
  for (i64 k = 0; k < taps; k++)
    offsets.of(0)[k] = k < job.taps() ? (k / s.kw * s.dh * job.x_cols + k % s.kw * s.dw) * L : 0;
  for (i64 k = 0; k < run; k++) x_places.of(0)[k] = std::int32_t((cut ? k : k / s.w * job.x_cols + k % s.w) * L);
  for (i64 k = 0; k < job.rows * job.cols; k++)
    dy_places.of(0)[k] = std::int32_t((k / job.cols * s.sh * job.x_cols + k % job.cols * s.sw) * L);
  job.off = offsets.of(0);
  job.x_place = x_places.of(0);
  job.dy_place = dy_places.of(0);
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    std::memset(pixels.of(thread), 0, job.x_rows * job.x_cols * L * sizeof(T));
    for (i64 unit = begin; unit < end; unit++)
      depth_weight_unit(job, a, unit / job.blocks, unit % job.blocks, sums.of(int(unit)), pixels.of(thread));
  });
  parallel(team_for(s.co, double(s.co) * double(parts * job.taps())), s.co, [&](int, i64 begin, i64 end) {
    for (i64 channel = begin; channel < end; channel++) depth_weight_finish(job, a, sums, channel);
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg
