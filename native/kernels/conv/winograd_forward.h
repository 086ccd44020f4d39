// 3 x 3 convolutions of stride 1, and the gradients of their inputs, by Winograd's algorithm (conv/winograd.h). Used by
// conv.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "kernels/conv/region.h"
#include "kernels/conv/winograd.h"

namespace thalweg {
namespace {

// Tiles of one product, which share the loads of its kernels.
#if defined(TW_AVX2)
constexpr int kChunk = 6;
#else
constexpr int kChunk = 8;
#endif

// Where kernels lie: kernel (lane l, channel k) is weight[l * lane + k * channel], turned around for the gradient of
// the input.
struct Kernels {
  i64 lane, channel;
  bool turned;
};

// Elements of the kernels of a place, for N vectors of lanes. An odd number of lines keeps the places out of step with
// the period of the caches.
template <int N, class T>
static inline i64 place_of_kernels(i64 channels) {
  return (channels * N | 1) * kLanes<T>;
}

// N vectors of lanes, of which `lanes` have kernels: to[place][k][lane].
template <int N, class T>
static inline void transform_kernels(const T* weight, const Kernels& at, i64 lanes, i64 channels, T* to) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  alignas(64) T taps[9 * L];
  const V half = splat<V>(T(0.5));
  auto each = [half](V g0, V g1, V g2, auto out) {
    const V ends = g0 + g2;
    out(0, g0);
    out(1, (ends + g1) * half);
    out(2, (ends - g1) * half);
    out(3, g2);
  };
  for (i64 k = 0; k < channels; k++)
    for (i64 v = 0; v < N; v++) {
      to_pixels(weight + v * L * at.lane + k * at.channel, at.lane, max(0, min(lanes - v * L, L)), 9, taps, L);
      V g[4][3];
#pragma GCC unroll 3
      for (int x = 0; x < 3; x++) {
        auto tap = [&](int y) { return load(taps + (at.turned ? 8 - 3 * y - x : 3 * y + x) * L); };
        each(tap(0), tap(1), tap(2), [&](int r, V value) { g[r][x] = value; });
      }
      T* place = to + (k * N + v) * L;
#pragma GCC unroll 4
      for (int r = 0; r < 4; r++)
        each(g[r][0], g[r][1], g[r][2],
             [&](int c, V value) { store(place + (4 * r + c) * place_of_kernels<N, T>(channels), value); });
    }
}

// m[tile][place][lane] = the sum over channels k in order of v[tile][k] * u[k][lane], for one place. Requests what
// lies at `soon`.
template <int N, class T>
static inline void winograd_product(const T* v, const T* u, i64 channels, T* m, const char* soon) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  V acc[kChunk][N] = {};
  for (i64 first = 0; first < channels; first += L, v += kChunk * L) {
    const T* const end = v + min(channels - first, L);
    for (const T* from = v; from < end; from++, u += N * L, soon += kSoonTap) {
      request(soon);
      V b[N];
#pragma GCC unroll 2
      for (int n = 0; n < N; n++) b[n] = load(u + n * L);
#pragma GCC unroll 8
      for (int p = 0; p < kChunk; p++) {
        const V a = splat<V>(from[p * L]);
#pragma GCC unroll 2
        for (int n = 0; n < N; n++) acc[p][n] = fma(a, b[n], acc[p][n]);
      }
    }
  }
#pragma GCC unroll 8
  for (int p = 0; p < kChunk; p++)
#pragma GCC unroll 2
    for (int n = 0; n < N; n++) store(m + (p * kPlaces * N + n) * L, acc[p][n]);
}

// A tile of 2 x 2 outputs from the sums of its places, N vectors apart: out(row, column, value).
template <int N, class T, class Out>
TW_INLINE void transform_outputs(const T* m, Out out) {
  using V = Vec<T>;
  V r[2][4];
#pragma GCC unroll 4
  for (int c = 0; c < 4; c++) {
    V k[4];
#pragma GCC unroll 4
    for (int y = 0; y < 4; y++) k[y] = load(m + (4 * y + c) * N * kLanes<T>);
    r[0][c] = k[0] + k[1] + k[2];
    r[1][c] = k[1] - k[2] - k[3];
  }
#pragma GCC unroll 2
  for (int y = 0; y < 2; y++) {
    out(y, 0, r[y][0] + r[y][1] + r[y][2]);
    out(y, 1, r[y][1] - r[y][2] - r[y][3]);
  }
}

// What one call has; in memory, inputs are [place][chunk][channels / L][tile][L], kernels [place][channel][lane] and
// sums [tile][place][lane].
template <class T>
struct WinogradJob {
  WinogradShape s;
  const T *x, *starts;  // starts: the bias, or zeros
  T* y;
  Finish finish;
  i64 rows;  // of tiles, of a unit
  i64 vectors() const { return ceil_div(s.in, kLanes<T>); }
  i64 tiles() const { return round_up(rows * s.wide(), kChunk); }
  i64 place() const { return (vectors() * tiles() | 1) * kLanes<T>; }
};

// Rows [begin, end) of tiles of a group.
template <class T>
__attribute__((noinline)) void winograd_inputs(const WinogradJob<T>& job, i64 g, i64 begin, i64 end, T* pixels, T* v) {
  constexpr i64 L = kLanes<T>;
  const WinogradShape& s = job.s;
  const i64 vectors = job.vectors();
  for (i64 k = 0; k < vectors; k++)
    transform_rows(s, job.x + (g * s.in + k * L) * s.h * s.w, min(s.in - k * L, L), begin, end, job.place(), pixels,
                   [&](i64 tile) { return v + ((tile / kChunk * vectors + k) * kChunk + tile % kChunk) * L; });
}

// N vectors of output channels from `lane` on of these rows.
template <int N, class T>
__attribute__((noinline)) void winograd_outputs(const WinogradJob<T>& job, i64 g, i64 begin, i64 end, i64 lane,
                                                const T* v, const T* u, T* m, T* pixels, Soon& soon) {
  constexpr i64 L = kLanes<T>;
  const WinogradShape& s = job.s;
  const i64 wide = s.wide(), plane = s.oh * s.ow, of_chunk = kChunk * job.vectors() * L;
  const i64 chunks = ceil_div((end - begin) * wide, kChunk);
  for (i64 place = 0; place < kPlaces; place++)
    for (i64 chunk = 0; chunk < chunks; chunk++)
      winograd_product<N>(v + place * job.place() + chunk * of_chunk, u + place * place_of_kernels<N, T>(s.in), s.in,
                          m + (chunk * kChunk * kPlaces + place) * N * L, soon.next(s.in * kSoonTap, u));
  for (i64 number = begin; number < end; number++) {
    const i64 image = number / s.high(), row = 2 * (number % s.high()), count = min(s.oh - row, 2) * s.ow;
    for (i64 n = 0; n < N; n++) {
      const Vec<T> start = load(job.starts + g * s.out + lane + n * L);
      const T* sums = m + ((number - begin) * wide * kPlaces * N + n) * L;
      for (i64 j = 0; j < wide; j++, sums += kPlaces * N * L)
        transform_outputs<N>(sums, [&](int y, int x, Vec<T> sum) {
          if (x == 0 || 2 * j + 1 < s.ow) store(pixels + ((y * s.ow + 2 * j + x) * N + n) * L, sum + start);
        });
    }
    T* y = job.y + ((image * s.groups + g) * s.out + lane) * plane + row * s.ow;
    for (i64 p = 0; p < count; p += L)
      write_pixels(pixels + p * N * L, N * L, min(count - p, L), y + p, plane, min(s.out - lane, N * L), job.finish);
  }
}

template <class T>
i64 run_winograd(const WinogradShape& s, const T* x, const T* weight, const Kernels& kernels, const T* bias, T* y,
                 Finish finish) {
  if (s.n == 0) return kOk;
  constexpr i64 L = kLanes<T>;
  WinogradJob<T> job{.s = s, .x = x, .starts = nullptr, .y = y, .finish = finish, .rows = 0};
  // The inputs of a unit take 128 KB; of many channels, 16 tiles take more.
  job.rows = max(1, min(s.rows(), max(2048 / (job.vectors() * L), 16) / s.wide()));
  const i64 units = s.groups * ceil_div(s.rows(), job.rows), outputs = ceil_div(s.out, L);
  const i64 blocks = ceil_div(outputs, 2), of_block = kPlaces * place_of_kernels<2, T>(s.in);
  const i64 padded = s.groups * s.out + 2 * L;
  const int team =
      team_for(units, double(s.n) * double(s.groups * s.out) * double(s.oh) * double(s.ow) * double(s.in * 4) / 50);
  const i64 inputs = kPlaces * job.place(), sums = kPlaces * job.tiles() * 2 * L;
  Scratch<T> weights(1, s.groups * blocks * of_block), starts(1, padded);
  Scratch<T> own(team, inputs + sums + max(pixels_size<T>(s.w), (2 * s.ow + L) * 2 * L));
  if (!weights || !starts || !own) return kNoMemory;
  for (i64 k = 0; k < padded; k++) starts.of(0)[k] = bias && k < s.groups * s.out ? bias[k] : T(0);
  job.starts = starts.of(0);
  // Two vectors of lanes, or the last one alone.
  auto kernels_of = [&](i64 g, i64 lane) { return weights.of(0) + (g * blocks + lane / (2 * L)) * of_block; };
  parallel(team_for(s.groups * blocks, double(s.groups * s.out * s.in) * 4), s.groups * blocks,
           [&](int, i64 begin, i64 end) {
             for (i64 k = begin; k < end; k++) {
               const i64 g = k / blocks, lane = k % blocks * 2 * L, lanes = s.out - lane;
               const T* from = weight + g * s.in * s.out * 9 + lane * kernels.lane;
               if (lanes > L)
                 transform_kernels<2>(from, kernels, lanes, s.in, kernels_of(g, lane));
               else
                 transform_kernels<1>(from, kernels, lanes, s.in, kernels_of(g, lane));
             }
           });
  // x and y of the next unit.
  auto behind = [&](i64 unit) {
    if (++unit >= units) return Soon();
    const i64 g = unit % s.groups, begin = unit / s.groups * job.rows;
    return Soon(unit_span(s, x, s.in, s.in, s.h, s.w, g, begin, job.rows),
                unit_span(s, y, s.out, s.out, s.oh, s.ow, g, begin, job.rows));
  };
  parallel(team, units, [&](int thread, i64 first, i64 last) {
    T *v = own.of(thread), *m = v + inputs, *pixels = m + sums;
    for (i64 unit = first; unit < last; unit++) {
      const i64 g = unit % s.groups, begin = unit / s.groups * job.rows, end = min(begin + job.rows, s.rows());
      Soon soon = behind(unit);
      winograd_inputs(job, g, begin, end, pixels, v);
      for (i64 lane = 0; lane < s.out; lane += 2 * L)
        if (s.out - lane > L)
          winograd_outputs<2>(job, g, begin, end, lane, v, kernels_of(g, lane), m, pixels, soon);
        else
          winograd_outputs<1>(job, g, begin, end, lane, v, kernels_of(g, lane), m, pixels, soon);
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg
