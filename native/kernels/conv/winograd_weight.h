// The gradients of weight and bias of 3 x 3 convolutions of stride 1 by Winograd's algorithm (conv/winograd.h): tiles e
// of 2 x 2 gradients of outputs become A e A', their products with B' d B are summed over tiles, and G' s G of the sums
// are the gradients. Parts of the batch, and who takes them, as in weight_grad.h. Used by weight_grad.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/weight_grad.h"
#include "kernels/conv/winograd.h"

namespace thalweg {
namespace {

// Input channels of one product, which share the loads of dy.
#if defined(TW_AVX512)
constexpr int kInputs = 8;
#else
constexpr int kInputs = 4;
#endif

// A row of tiles of one vector of output channels from pixels of a row of dy and the one below (zeros when there is
// none): tile j's place p goes to to + j * step + p * apart.
template <class T>
static inline void transform_gradients(const T* upper, const T* lower, i64 w, i64 step, i64 apart, T* to) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  auto each = [](V e0, V e1, V* out) {
    out[0] = e0;
    out[1] = e0 + e1;
    out[2] = e0 - e1;
    out[3] = -e1;
  };
  for (i64 x = 0; x < w; x += 2, to += step) {
    V left[4], right[4];
    each(load(upper + x * L), load(lower + x * L), left);
    each(x + 1 < w ? load(upper + (x + 1) * L) : V{}, x + 1 < w ? load(lower + (x + 1) * L) : V{}, right);
    T* place = to;
#pragma GCC unroll 4
    for (int r = 0; r < 4; r++) {
      V row[4];
      each(left[r], right[r], row);
#pragma GCC unroll 4
      for (int c = 0; c < 4; c++, place += apart) store(place, row[c]);
    }
  }
}

// sums[c][lane] += v[tile][c] * z[tile][lane] over the tiles in order, for kInputs input channels c. Requests what
// lies at `soon`.
template <int N, class T>
static inline void weight_product(const T* v, const T* z, i64 tiles, T* sums, const char* soon) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  V acc[kInputs][N];
#pragma GCC unroll 8
  for (int c = 0; c < kInputs; c++)
#pragma GCC unroll 2
    for (int n = 0; n < N; n++) acc[c][n] = load(sums + (c * N + n) * L);
  for (const T* const end = v + tiles * L; v < end; v += L, z += N * L, soon += kSoonTap) {
    request(soon);
    V b[N];
#pragma GCC unroll 2
    for (int n = 0; n < N; n++) b[n] = load(z + n * L);
#pragma GCC unroll 8
    for (int c = 0; c < kInputs; c++) {
      const V a = splat<V>(v[c]);
#pragma GCC unroll 2
      for (int n = 0; n < N; n++) acc[c][n] = fma(a, b[n], acc[c][n]);
    }
  }
#pragma GCC unroll 8
  for (int c = 0; c < kInputs; c++)
#pragma GCC unroll 2
    for (int n = 0; n < N; n++) store(sums + (c * N + n) * L, acc[c][n]);
}

// What one call has. In memory, sums are [block][place][input channel][lane], then the sums of dy; transformed tiles
// are [vector of inputs][place][tile][L] and [block][place][tile][lane]. A block: N vectors of output channels.
template <int N, class T>
struct WinogradWeights {
  WinogradShape s;
  const Conv2dWeightArgs<T>& a;
  i64 parts, rows;  // of the batch; of tiles, of a unit
  Scratch<T>* sums;
  i64 vectors() const { return ceil_div(s.in, kLanes<T>); }
  i64 blocks() const { return ceil_div(s.out, N * kLanes<T>); }
  i64 of_block() const { return kPlaces * vectors() * kLanes<T> * N * kLanes<T>; }
  i64 sums_size() const { return blocks() * (of_block() + N * kLanes<T>); }
  i64 x_place() const { return (rows * s.wide() | 1) * kLanes<T>; }
  i64 dy_place() const { return (rows * s.wide() | 1) * N * kLanes<T>; }
};

// Vector v of the output channels of rows [begin, end) of tiles, and its sums added to `total`.
template <int N, class T>
__attribute__((noinline)) void winograd_gradients(const WinogradWeights<N, T>& job, i64 g, i64 v, i64 begin, i64 end,
                                                  T* pixels, T* total, T* to) {
  constexpr i64 L = kLanes<T>;
  const WinogradShape& s = job.s;
  const i64 plane = s.oh * s.ow, lanes = max(0, min(s.out - v * L, L));
  Vec<T> sum = load(total);
  for (i64 number = begin; number < end; number++, to += s.wide() * N * L) {
    const i64 image = number / s.high(), row = 2 * (number % s.high()), rows = min(s.oh - row, 2);
    const T* planes = job.a.dy + ((image * s.groups + g) * s.out + v * L) * plane + row * s.ow;
    to_pixels(planes, plane, lanes, rows * s.ow, pixels, L, [&](Vec<T> x) { sum += x; });
    if (rows == 1) fill(pixels + s.ow * L, s.ow * L, T(0));
    transform_gradients(pixels, pixels + s.ow * L, s.ow, N * L, job.dy_place(), to);
  }
  store(total, sum);
}

// Vectors [first, end) of the input channels of a group, and all output channels, of a part of the batch.
template <int N, class T>
static inline void winograd_part(const WinogradWeights<N, T>& job, i64 part, i64 g, i64 first, i64 end, T* scratch) {
  constexpr i64 L = kLanes<T>;
  const WinogradShape& s = job.s;
  const i64 wide = s.wide(), of_x = kPlaces * job.x_place(), of_dy = kPlaces * job.dy_place();
  T *v = scratch, *z = v + job.vectors() * of_x, *pixels = z + job.blocks() * of_dy;
  T *sums = job.sums->of(int(part * s.groups + g)), *totals = sums + job.blocks() * job.of_block();
  alignas(64) T unused[L] = {};
  for (i64 block = 0; block < job.blocks(); block++)
    for (i64 place = 0; place < kPlaces; place++)
      fill(sums + ((block * kPlaces + place) * job.vectors() + first) * L * N * L, (end - first) * L * N * L, T(0));
  if (first == 0) fill(totals, job.blocks() * N * L, T(0));
  const i64 last = s.n * (part + 1) / job.parts * s.high();
  for (i64 begin = s.n * part / job.parts * s.high(), until; begin < last; begin = until) {
    until = min(begin + job.rows, last);
    const i64 tiles = (until - begin) * wide;
    Soon soon;
    if (until < last)
      soon = {unit_span(s, job.a.x + first * L * s.h * s.w, s.in, min(s.in, end * L) - first * L, s.h, s.w, g, until,
                        job.rows),
              unit_span(s, job.a.dy, s.out, s.out, s.oh, s.ow, g, until, job.rows)};
    for (i64 k = first; k < end; k++)
      transform_rows(s, job.a.x + (g * s.in + k * L) * s.h * s.w, min(s.in - k * L, L), begin, until, job.x_place(),
                     pixels, [&](i64 tile) { return v + k * of_x + tile * L; });
    // Those who have the first channels sum dy.
    for (i64 k = 0; k < job.blocks() * N; k++)
      winograd_gradients(job, g, k, begin, until, pixels, first == 0 ? totals + k * L : unused,
                         z + k / N * of_dy + k % N * L);
    for (i64 block = 0; block < job.blocks(); block++)
      for (i64 place = 0; place < kPlaces; place++)
        for (i64 c = first * L; c < end * L; c += kInputs)
          weight_product<N>(
              v + c / L * of_x + place * job.x_place() + c % L, z + block * of_dy + place * job.dy_place(), tiles,
              sums + block * job.of_block() + (place * job.vectors() * L + c) * N * L, soon.next(tiles * kSoonTap, z));
  }
}

// One vector of input channels of a block: the sums over all parts, transformed, into dweight.
template <int N, class T>
static inline void finish_winograd(const WinogradWeights<N, T>& job, i64 g, i64 block, i64 vector) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  const WinogradShape& s = job.s;
  const i64 count = min(s.in - vector * L, L);
  const V half = splat<V>(T(0.5));
  auto each = [half](const V* m, auto out) {
    const V more = (m[1] + m[2]) * half;
    out(0, m[0] + more);
    out(1, (m[1] - m[2]) * half);
    out(2, more + m[3]);
  };
  alignas(64) T taps[L * 9 * L];
  for (i64 n = 0; n < N; n++) {
    const i64 lane = (block * N + n) * L, lanes = min(s.out - lane, L);
    if (lanes <= 0) break;
    for (i64 c = 0; c < count; c++) {
      V r[3][4];
#pragma GCC unroll 4
      for (int x = 0; x < 4; x++) {
        V m[4];
#pragma GCC unroll 4
        for (int y = 0; y < 4; y++) {
          const i64 at = block * job.of_block() + (((4 * y + x) * job.vectors() + vector) * L + c) * N * L + n * L;
          m[y] = load(job.sums->of(int(g)) + at);
          for (i64 part = 1; part < job.parts; part++) m[y] += load(job.sums->of(int(part * s.groups + g)) + at);
        }
        each(m, [&](int y, V value) { r[y][x] = value; });
      }
#pragma GCC unroll 3
      for (int y = 0; y < 3; y++) each(r[y], [&](int x, V value) { store(taps + ((c * 3 + y) * 3 + x) * L, value); });
    }
    put_weights(taps, L, lanes, count * 9, s.in * 9, job.a.accumulate == 1,
                job.a.dweight + ((g * s.out + lane) * s.in + vector * L) * 9);
  }
}

template <int N, class T>
static inline i64 run_winograd_weight(const Conv2dWeightArgs<T>& a, const WinogradShape& s, i64 parts) {
  constexpr i64 L = kLanes<T>;
  WinogradWeights<N, T> job{.s = s, .a = a, .parts = parts, .rows = 0, .sums = nullptr};
  const i64 vectors = job.vectors(), blocks = job.blocks(), many = parts * s.groups;
  // The transformed tiles of x or dy of a unit take 256 KB; of many channels, 16 tiles take more.
  job.rows = max(1, min(s.rows(), max(4096 / (max(vectors, blocks * N) * L), 16) / s.wide()));
  const double ns = double(s.n) * double(s.groups * s.out) * double(s.oh) * double(s.ow) * double(s.in * 4) / 50;
  const Shares shares(team_for(many * vectors, ns), many, vectors);
  Scratch<T> sums(int(many), job.sums_size());
  Scratch<T> scratch(shares.team, kPlaces * (vectors * job.x_place() + blocks * job.dy_place()) +
                                      max(pixels_size<T>(s.w), 2 * s.ow * L) + kSlack);
  if (!sums || !scratch) return kNoMemory;
  job.sums = &sums;
  shares.each([&](int thread, i64 which, i64 first, i64 end) {
    winograd_part(job, which / s.groups, which % s.groups, first, end, scratch.of(thread));
  });
  const i64 ends = s.groups * blocks * vectors;
  parallel(team_for(ends, double(many) * double(job.sums_size()) / 8), ends, [&](int, i64 begin, i64 end) {
    for (i64 k = begin; k < end; k++) finish_winograd(job, k / vectors / blocks, k / vectors % blocks, k % vectors);
  });
  for (i64 g = 0; a.dbias && g < s.groups; g++) {
    T* all = sums.of(int(g)) + blocks * job.of_block();
    for (i64 k = 0; k < s.out; k++) {
      for (i64 part = 1; part < parts; part++)
        all[k] += (sums.of(int(part * s.groups + g)) + blocks * job.of_block())[k];
      T& to = a.dbias[g * s.out + k];
      to = a.accumulate ? to + all[k] : all[k];
    }
  }
  return kOk;
}

template <class T>
i64 winograd_weight(const Conv2dWeightArgs<T>& a, const ConvShape& s, i64 parts) {
  const WinogradShape shape = winograd_shape(s);
  return s.og <= kLanes<T> ? run_winograd_weight<1>(a, shape, parts) : run_winograd_weight<2>(a, shape, parts);
}

}  // namespace
}  // namespace thalweg
