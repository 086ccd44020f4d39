// The gradients of conv2d with respect to weight and bias. Lanes are output channels: dy is transposed to one vector
// of channels a pixel, each tap's element of the padded image is broadcast, and a tile of taps stays in registers over
// all pixels of a strip. The batch falls into parts by sizes alone; each is one chain, and the parts are added in
// order. A depthwise convolution has the same chains with lanes over the groups; it transposes x to pixels as well.
// Paired: terms are products of words of two neighboring outputs of a row in bfloat16. Used by weight_grad.cc and
// bfloat16.cc.
#pragma once
#include <cstring>

#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/pairs.h"
#include "kernels/conv/shape.h"
#include "kernels/conv/tile.h"
#include "simd/transpose.h"

namespace thalweg {
namespace {

#if defined(TW_AVX2)
constexpr int kTaps = 6;  // of a tile: taps * vectors accumulators, and a pointer a tap
#else
constexpr int kTaps = 9;
#endif

// acc[t][v] += x[off[t] + at[p]] * dy[p][v] over the pixels p in order. With Lanewise, x holds a vector a pixel instead
// of a number. Paired: over pairs of pixels, dy holds words of them, and x halves of words, of which any two are one.
template <class T, int K, int N, bool Lanewise, bool Paired>
void weight_tile(const T* x, const i64* off, const std::int32_t* at, const T* dy, i64 pixels, T* sums) {
  using V = Vec<T>;
  constexpr int L = kLanes<T>;
  V acc[K][N];
  using X = std::conditional_t<Paired, std::int16_t, T>;
  const X* tap[K];
#pragma GCC unroll 16
  for (int t = 0; t < K; t++) {
    tap[t] = reinterpret_cast<const X*>(x) + off[t];
#pragma GCC unroll 2
    for (int v = 0; v < N; v++) acc[t][v] = load(sums + (t * N + v) * L);
  }
  for (i64 p = 0; p < pixels; p++, dy += N * L) {
    V b[N];
#pragma GCC unroll 2
    for (int v = 0; v < N; v++) b[v] = load(dy + v * L);
    i64 here = at[p];
#pragma GCC unroll 16
    for (int t = 0; t < K; t++) {
      V a;
      if constexpr (Paired)
        a = splat_pair(tap[t] + here);
      else if constexpr (Lanewise)
        a = load(tap[t] + here);
      else
        a = splat<V>(tap[t][here]);
#pragma GCC unroll 2
      for (int v = 0; v < N; v++) acc[t][v] = add_term<Paired>(a, b[v], acc[t][v]);
    }
  }
#pragma GCC unroll 16
  for (int t = 0; t < K; t++)
#pragma GCC unroll 2
    for (int v = 0; v < N; v++) store(sums + (t * N + v) * L, acc[t][v]);
}

template <class T>
using WeightTile = void (*)(const T*, const i64*, const std::int32_t*, const T*, i64, T*);

template <class T, int N, bool Lanewise, bool Paired, int K = 1>
WeightTile<T> weight_tile_for(i64 taps) {
  if constexpr (K <= kTaps) {
    if (taps != K) return weight_tile_for<T, N, Lanewise, Paired, K + 1>(taps);
    return weight_tile<T, K, N, Lanewise, Paired>;
  }
  return nullptr;
}

// Lanes lie over the output channels of a group, or, depthwise, over the groups, which then count as one.
template <class T>
struct WeightJob {
  ConvShape s;
  bool lanewise;
  i64 vectors, width;                 // of a block of lanes; width = vectors * kLanes
  i64 groups, lanes, channels, taps;  // groups to go through; of each: lanes, input channels, taps
  i64 blocks, chunks, parts;          // blocks of lanes, chunks of channels, parts of the batch
  i64 together;                       // blocks that a unit of work does, all or one: they share the copy of x
  i64 rows, cols;                     // outputs of a strip
  ImageStrip strip;
  bool direct;             // x is read in place
  const i64* off;          // of a tap
  const std::int32_t* at;  // of a pixel of the strip
  i64 dy_pixels;           // where dy's pixels start in the scratch of a thread
  WeightTile<T> tiles[kTaps + 1];

  i64 chunk(i64 k) const { return channels * k / chunks; }
  i64 sums_size() const { return (taps + 1) * width; }  // behind the taps: the sums of dy
};

// x of one strip: copied with padding, and transposed to pixels when lanewise. `x` is the first channel's plane.
template <bool Paired, class T>
static inline const T* strip_of_x(const WeightJob<T>& job, const T* x, i64 row, i64 column, i64 count, T* copy) {
  if (job.direct) return x + row * job.s.w + column;
  if (!job.lanewise) {
    if constexpr (Paired) {
      const i64 plane = job.strip.plane;
      T* aside = copy + planes_of<true>(count) * plane;
      for (i64 c = 0; c < count; c += 2) {
        const i64 some = min(count - c, i64(2));
        copy_strip(job.s, job.strip, x + c * job.s.h * job.s.w, row, column, some, aside);
        pack_line<kPaired>(aside, 1, some * plane, copy + c / 2 * plane);
      }
    } else {
      copy_strip(job.s, job.strip, x, row, column, count, copy);
    }
    return copy;
  }
  T* planes = copy + job.strip.plane * job.width;
  copy_strip(job.s, job.strip, x, row, column, count, planes);
  to_pixels(planes, job.strip.plane, count, job.strip.plane, copy, job.width);
  return copy;
}

// One strip of one image into the sums of a block of lanes: channels [from, end) of x lie at `at`.
template <bool Paired, class T>
static inline void weight_strip(const WeightJob<T>& job, const T* at, const T* dy, i64 pixels, i64 lanes, i64 from,
                                i64 end, T* sums, T* dy_pixels) {
  constexpr i64 L = kLanes<T>;
  const ConvShape& s = job.s;
  for (i64 v = 0; v < job.vectors; v++) {
    i64 count = lanes - v * L < 0 ? 0 : lanes - v * L < L ? lanes - v * L : L;
    if constexpr (Paired) {
      weave_pixels<kPaired>(dy + v * L * s.oh * s.ow, s.oh * s.ow, count, pixels, dy_pixels + v * L, job.width);
      continue;
    }
    const T* planes = dy + v * L * s.oh * s.ow;
    T* total = sums + job.taps * job.width + v * L;
    Vec<T> sum = from == 0 ? load(total) : Vec<T>{};
    to_pixels(planes, s.oh * s.ow, count, pixels, dy_pixels + v * L, job.width, [&](Vec<T> x) { sum += x; });
    if (from == 0) store(total, sum);
  }
  i64 per = s.kh * s.kw, first = from * per, taps = (end - from) * per, tiles = ceil_div(taps, kTaps);
  for (i64 k = 0; k < tiles; k++) {
    i64 begin = taps * k / tiles, count = taps * (k + 1) / tiles - begin;
    job.tiles[count](at, job.off + begin, job.at, dy_pixels, Paired ? pixels / 2 : pixels,
                     sums + (first + begin) * job.width);
  }
}

// One unit of work: all images of a part, for some blocks of lanes and a chunk of channels.
template <bool Paired, class T>
static inline void weight_unit(const WeightJob<T>& job, const Conv2dWeightArgs<T>& a, const Scratch<T>& sums, i64 part,
                               i64 g, i64 first_block, i64 chunk, T* scratch) {
  const ConvShape& s = job.s;
  i64 from = job.chunk(chunk), end = job.chunk(chunk + 1), per = s.kh * s.kw;
  auto out = [&](i64 block) { return sums.of(int((part * job.groups + g) * job.blocks + block)); };
  for (i64 block = first_block; block < first_block + job.together; block++) {
    fill(out(block) + from * per * job.width, (end - from) * per * job.width, T(0));
    if (from == 0) fill(out(block) + job.taps * job.width, job.width, T(0));
  }
  for (i64 image = s.n * part / job.parts; image < s.n * (part + 1) / job.parts; image++) {
    i64 lane = first_block * job.width, channel = job.lanewise ? lane : g * job.channels + from;
    const T* x = a.x + (image * s.ci + channel) * s.h * s.w;
    for (i64 row = 0; row < s.oh; row += job.rows)
      for (i64 column = 0; column < s.ow; column += job.cols) {
        i64 rows = min(s.oh - row, job.rows);
        i64 cols = min(s.ow - column, job.cols);
        i64 channels = job.lanewise ? (job.lanes - lane < job.width ? job.lanes - lane : job.width) : end - from;
        const T* at = strip_of_x<Paired>(job, x, row, column, channels, scratch);
        for (i64 block = first_block; block < first_block + job.together; block++) {
          i64 begin = block * job.width, lanes = min(job.lanes - begin, job.width);
          const T* dy = a.dy + ((image * s.co + g * job.lanes + begin) * s.oh + row) * s.ow + column;
          weight_strip<Paired>(job, at, dy, rows * cols, lanes, from, end, out(block), scratch + job.dy_pixels);
        }
      }
  }
}

// The sums over all parts of a block of lanes, into dweight and dbias.
template <class T>
static inline void finish_block(const WeightJob<T>& job, const Conv2dWeightArgs<T>& a, const Scratch<T>& sums, i64 g,
                                i64 block) {
  constexpr i64 L = kLanes<T>;
  i64 which = g * job.blocks + block, many = job.groups * job.blocks;
  T* all = sums.of(int(which));
  for (i64 part = 1; part < job.parts; part++) {
    const T* more = sums.of(int(part * many + which));
    for (i64 k = 0; k < job.sums_size(); k += L) store(all + k, load(all + k) + load(more + k));
  }
  for (i64 v = 0; v < job.vectors; v++) {
    i64 lane = block * job.width + v * L, rows = min(job.lanes - lane, L);
    if (rows <= 0) break;
    i64 o = g * job.lanes + lane;
    T tile[L * L];
    for (i64 k = 0; k < job.taps; k += L) {
      i64 count = min(job.taps - k, L);
      to_planes(all + k * job.width + v * L, job.width, rows, count, tile, L);
      for (i64 l = 0; l < rows; l++) {
        T* to = a.dweight + (o + l) * job.taps + k;
        for (i64 i = 0; i < count; i++) to[i] = a.accumulate ? to[i] + tile[l * L + i] : tile[l * L + i];
      }
    }
    if (!a.dbias) continue;
    const T* sum = all + job.taps * job.width + v * L;
    for (i64 l = 0; l < rows; l++) a.dbias[o + l] = a.accumulate ? a.dbias[o + l] + sum[l] : sum[l];
  }
}

template <bool Paired, class T>
static inline i64 run_weight(const Conv2dWeightArgs<T>& a, WeightJob<T>& job) {
  const ConvShape& s = job.s;
  i64 many = job.parts * job.groups * job.blocks, units = many / job.together * job.chunks;
  const i64 channels = job.lanewise ? 2 * job.width : ceil_div(job.channels, job.chunks);
  i64 copied = job.direct ? 0 : copied_size<Paired>(channels, job.strip.plane) + kSlack;
  job.dy_pixels = round_up(copied, 16);
  int team = team_for(units, double(s.n) * double(s.co) * double(s.oh * s.ow) * double(job.taps + 8) / 50);
  Scratch<i64> offsets(1, job.taps);
  Scratch<std::int32_t> places(1, job.rows * job.cols);
  Scratch<T> sums(int(many), job.sums_size()), scratch(team, job.dy_pixels + job.rows * job.cols * job.width);
  if (!offsets || !places || !sums || !scratch) return kNoMemory;
  i64* off = offsets.of(0);
  for (i64 k = 0; k < job.taps; k++) {
    i64 at = tap_offset(job.strip, k / (s.kh * s.kw), k / s.kw % s.kh, k % s.kw);
    off[k] = job.lanewise ? at * job.width : at;
  }
  job.off = off;
  for (i64 k = 0; k < job.rows * job.cols / (Paired ? 2 : 1); k++) {
    i64 p = Paired ? 2 * k : k, at = p / job.cols * job.strip.cols + p % job.cols;
    places.of(0)[k] = std::int32_t(job.lanewise ? at * job.width : at);
  }
  job.at = places.of(0);
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    for (i64 unit = begin; unit < end; unit++) {
      i64 chunk = unit % job.chunks, some = unit / job.chunks;
      i64 block = some % (job.blocks / job.together) * job.together, rest = some / (job.blocks / job.together);
      weight_unit<Paired>(job, a, sums, rest / job.groups, rest % job.groups, block, chunk, scratch.of(thread));
    }
  });
  i64 blocks = job.groups * job.blocks;
  parallel(team_for(blocks, double(many) * double(job.sums_size()) / 8), blocks, [&](int, i64 begin, i64 end) {
    for (i64 k = begin; k < end; k++) finish_block(job, a, sums, k / job.blocks, k % job.blocks);
  });
  return kOk;
}

template <class T, int N, bool Lanewise, bool Paired = false>
static inline void choose_tiles(WeightJob<T>& job) {
  for (int k = 1; k <= kTaps; k++) job.tiles[k] = weight_tile_for<T, N, Lanewise, Paired>(k);
}

static inline bool depthwise(const ConvShape& s) { return s.cg == 1 && s.og == 1 && s.groups >= 4; }

// Paired: rows have an even number of outputs, the convolution is not depthwise, and the sum for the bias is left out.
template <bool Paired, class T>
i64 weigh(const Conv2dWeightArgs<T>& a, const ConvShape& s, i64 parts) {
  constexpr i64 L = kLanes<T>;
  WeightJob<T> job{};
  job.s = s;
  job.lanewise = sizeof(T) == 8 && depthwise(s);  // float32: depthwise_weight.h
  job.groups = job.lanewise ? 1 : s.groups;
  job.lanes = job.lanewise ? s.groups : s.og;
  job.channels = job.lanewise ? 1 : s.cg;
  job.taps = job.channels * s.kh * s.kw;
  job.vectors = job.lanewise || job.lanes <= L ? 1 : 2;
  job.width = job.vectors * L;
  job.blocks = ceil_div(job.lanes, job.width);
  job.parts = parts;
  job.chunks = 1;
  job.together = !job.lanewise && job.parts * job.groups >= 8 ? job.blocks : 1;
  i64 many = job.parts * job.groups * (job.blocks / job.together);
  if (many < 8) job.chunks = job.channels < 16 / many ? job.channels : 16 / many;
  if (job.chunks < 1) job.chunks = 1;

  double row =
      double(job.lanewise ? 2 * L : s.cg) * (double(s.ow) * double(s.sw) + double(s.kw) * double(s.dw)) * double(s.sh);
  job.rows = i64(98304 / (row + 1)) - s.kh * s.dh / s.sh;
  if (job.rows > 1024 / (s.ow + 1)) job.rows = 1024 / (s.ow + 1);
  if (job.rows < 8) job.rows = 8;
  if (job.rows > s.oh) job.rows = s.oh;
  // Without a last strip of a row or two.
  if (job.rows > 0) job.rows = ceil_div(s.oh, ceil_div(s.oh, job.rows));
  job.cols = strip_cols(s.ow);
  if (job.cols < s.ow) job.rows = 1;
  job.strip = strip_of(s, job.rows, job.cols);
  if (job.strip.elements < 0) return kNoMemory;
  job.direct = s.ph == 0 && s.pw == 0 && s.sh == 1 && s.sw == 1 && !job.lanewise && !Paired;
  if (job.direct) {
    job.strip.plane = s.h * s.w;
    job.strip.rows = s.h;
    job.strip.cols = s.w;
  }
  if (job.lanewise) {
    if constexpr (sizeof(T) == 8) choose_tiles<T, 1, true>(job);
  } else if (job.vectors == 1)
    choose_tiles<T, 1, false, Paired>(job);
  else
    choose_tiles<T, 2, false, Paired>(job);
  return run_weight<Paired>(a, job);
}

}  // namespace
}  // namespace thalweg
