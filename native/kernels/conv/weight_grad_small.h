// The gradients of conv2d with respect to weight and bias for small weights: with few taps, transposing dy to pixels,
// as weight_grad.cc does, would cost about as much as the products. Lanes are sixteen neighboring pixels of a row here;
// each lane is a chain over (image, row, every sixteenth column), and the lanes of a part are added in a fixed tree.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/shape.h"
#include "kernels/reduction.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

// Taps and output channels of a tile: with a vector of dy a channel and one of x they fill the registers. kBiasTaps:
// how many taps fewer the first tile has, because it also sums dy.
#if defined(TW_AVX2)
constexpr int kSmallTaps = 3, kSmallChannels = 3, kBiasTaps = 0;
#else
constexpr int kSmallTaps = 6, kSmallChannels = 4, kBiasTaps = 1;
#endif

// The JavaScript backend has the same rule, the bits depend on it: few taps, and few lanes idle at the end of a row.
static inline bool few_taps_and_wide_rows(const ConvShape& s) {
  return s.cg * s.kh * s.kw <= 32 && ceil_div(s.ow, 16) * 64 <= s.ow * 5;
}

// A strip of one image: x copied with its padding, dy in place.
template <class T>
struct SmallStrip {
  const T* x;
  i64 pitch;
  const T* dy;
  i64 plane, ow;  // of dy: from channel to channel, from row to row
  i64 rows, cols;
};

// The lanes from `lane` on: acc[k][c] += x[off[k] + p] * dy[c][p] over the pixels p; with kBias also acc[K][c] +=
// dy[c]. The sums of tap k, channel c are at sums + (k * channels + c) * 16, those of dy at bias + c * 16.
template <class T, int K, int C, bool kBias>
void small_tile(const SmallStrip<T>& a, const i64* off, i64 lane, T* sums, i64 channels, T* bias) {
  using V = Vec<T>;
  constexpr int L = kLanes<T>;
  V acc[K][C], sum[C];
#pragma GCC unroll 8
  for (int c = 0; c < C; c++) {
#pragma GCC unroll 8
    for (int k = 0; k < K; k++) acc[k][c] = load(sums + (k * channels + c) * 16);
    if constexpr (kBias) sum[c] = load(bias + c * 16);
  }
  i64 tap[K], channel[C];
  for (int k = 0; k < K; k++) tap[k] = off[k];
  for (int c = 0; c < C; c++) channel[c] = c * a.plane;
  const T *x = a.x + lane, *dy = a.dy + lane;
  const i64 width = a.cols - lane, full = width < L ? 0 : (width - L) / 16 + 1, rest = width - full * 16;
  const auto inside = lanes_below<T>(rest);
  for (i64 row = 0; row < a.rows; row++, x += a.pitch, dy += a.ow) {
    const T *xq = x, *dq = dy;
    for (i64 q = 0; q < full; q++) {
      V d[C];
#pragma GCC unroll 8
      for (int c = 0; c < C; c++) {
        d[c] = load(dq + channel[c]);
        if constexpr (kBias) sum[c] += d[c];
      }
#pragma GCC unroll 8
      for (int k = 0; k < K; k++) {
        const V v = load(xq + tap[k]);
#pragma GCC unroll 8
        for (int c = 0; c < C; c++) acc[k][c] = fma(v, d[c], acc[k][c]);
      }
      xq += 16, dq += 16;
      asm("" : "+r"(xq), "+r"(dq));  // or the compiler keeps a pointer for each tap and channel, and they spill
    }
    if (rest <= 0) continue;
    V d[C];
#pragma GCC unroll 8
    for (int c = 0; c < C; c++) {
      d[c] = load_n(dq + channel[c], rest);
      if constexpr (kBias) sum[c] = select(inside, sum[c] + d[c], sum[c]);
    }
#pragma GCC unroll 8
    for (int k = 0; k < K; k++) {
      const V v = load(xq + tap[k]);
#pragma GCC unroll 8
      for (int c = 0; c < C; c++) acc[k][c] = select(inside, fma(v, d[c], acc[k][c]), acc[k][c]);
    }
  }
#pragma GCC unroll 8
  for (int c = 0; c < C; c++) {
#pragma GCC unroll 8
    for (int k = 0; k < K; k++) store(sums + (k * channels + c) * 16, acc[k][c]);
    if constexpr (kBias) store(bias + c * 16, sum[c]);
  }
}

template <class T>
using SmallTile = void (*)(const SmallStrip<T>&, const i64*, i64, T*, i64, T*);

template <class T, int K = 1, int C = 1>
SmallTile<T> small_tile_for(i64 taps, i64 channels, bool bias) {
  if constexpr (K < kSmallTaps)
    if (taps > K) return small_tile_for<T, K + 1, C>(taps, channels, bias);
  if constexpr (C < kSmallChannels)
    if (channels > C) return small_tile_for<T, K, C + 1>(taps, channels, bias);
  return bias ? small_tile<T, K, C, true> : small_tile<T, K, C, false>;
}

// A strip into the sums of channels [first, end) of a group.
template <class T>
static inline void small_strip(const SmallStrip<T>& a, const i64* off, i64 taps, i64 first, i64 end, i64 channels,
                               T* sums, bool bias) {
  const i64 tiles = ceil_div(taps + kBiasTaps, kSmallTaps), pieces = ceil_div(end - first, kSmallChannels);
  for (i64 piece = 0; piece < pieces; piece++) {
    const i64 c = first + (end - first) * piece / pieces, count = first + (end - first) * (piece + 1) / pieces - c;
    SmallStrip<T> strip = a;
    strip.dy += c * a.plane;
    for (i64 tile = 0; tile < tiles; tile++) {
      const i64 k = taps * tile / tiles, height = taps * (tile + 1) / tiles - k;
      const SmallTile<T> run = small_tile_for<T>(height, count, bias && tile == 0);
      for (i64 lane = 0; lane < 16; lane += kLanes<T>)
        run(strip, off + k, lane, sums + (k * channels + c) * 16 + lane, channels,
            sums + (taps * channels + c) * 16 + lane);
    }
  }
}

// The tree over the lanes of each part, the parts in order, into dweight and dbias: of output channel o of all.
template <class T>
static inline void small_finish(const Conv2dWeightArgs<T>& a, const Scratch<T>& sums, i64 parts, i64 groups,
                                i64 channels, i64 taps, i64 o) {
  const i64 g = o / channels, c = o % channels;
  for (i64 k = 0; k < taps + (a.dbias ? 1 : 0); k++) {
    T all = T(0);
    for (i64 part = 0; part < parts; part++) {
      const T sum = tree_of(Add{}, load_wide(sums.of(int(part * groups + g)) + (k * channels + c) * 16));
      all = part == 0 ? sum : all + sum;
    }
    T& to = k < taps ? a.dweight[o * taps + k] : a.dbias[o];
    to = a.accumulate ? to + all : all;
  }
}

// Parts of the batch, groups and, while these are few, pieces of the output channels are the units of work.
template <class T>
i64 small_weight(const Conv2dWeightArgs<T>& a, const ConvShape& s, i64 parts) {
  const i64 taps = s.cg * s.kh * s.kw, cols = strip_cols(s.ow);
  const double row = double(s.cg) * (double(s.ow) * double(s.sw) + double(s.kw) * double(s.dw)) * double(s.sh);
  i64 rows = i64(98304 / (row + 1)) - s.kh * s.dh / s.sh;
  if (rows < 8) rows = 8;
  if (cols < s.ow) rows = 1;
  if (rows > s.oh) rows = s.oh;
  const ImageStrip strip = strip_of(s, rows, cols);
  if (strip.elements < 0) return kNoMemory;
  i64 pieces = 1;
  while (parts * s.groups * pieces < 8 && s.og / pieces >= 2 * kSmallChannels) pieces *= 2;
  const i64 units = parts * s.groups * pieces;
  const int team = team_for(units, double(s.n) * double(s.co) * double(s.oh * s.ow) * double(taps + 4) / 50);
  Scratch<i64> offsets(1, taps);
  Scratch<T> sums(int(parts * s.groups), (taps + 1) * s.og * 16), copies(team, strip.elements);
  if (!offsets || !sums || !copies) return kNoMemory;
  i64* off = offsets.of(0);
  for (i64 k = 0; k < taps; k++) off[k] = tap_offset(strip, k / (s.kh * s.kw), k / s.kw % s.kh, k % s.kw);
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    for (i64 unit = begin; unit < end; unit++) {
      const i64 which = unit / pieces, g = which % s.groups, part = which / s.groups, piece = unit % pieces;
      const i64 first = s.og * piece / pieces, last = s.og * (piece + 1) / pieces;
      T* total = sums.of(int(which));
      for (i64 k = 0; k <= taps; k++) fill(total + (k * s.og + first) * 16, (last - first) * 16, T(0));
      for (i64 image = s.n * part / parts; image < s.n * (part + 1) / parts; image++)
        for (i64 r = 0; r < s.oh; r += rows)
          for (i64 c = 0; c < s.ow; c += cols) {
            T* copy = copies.of(thread);
            copy_strip<kPlain>(s, strip, a.x + (image * s.ci + g * s.cg) * s.h * s.w, r, c, s.cg, copy);
            const SmallStrip<T> one{.x = copy,
                                    .pitch = strip.cols,
                                    .dy = a.dy + ((image * s.co + g * s.og) * s.oh + r) * s.ow + c,
                                    .plane = s.oh * s.ow,
                                    .ow = s.ow,
                                    .rows = min(s.oh - r, rows),
                                    .cols = min(s.ow - c, cols)};
            small_strip(one, off, taps, first, last, s.og, total, a.dbias != nullptr);
          }
    }
  });
  parallel(team_for(s.co, double(s.co) * double(parts * taps) * 4), s.co, [&](int, i64 begin, i64 end) {
    for (i64 o = begin; o < end; o++) small_finish(a, sums, parts, s.groups, s.og, taps, o);
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg
