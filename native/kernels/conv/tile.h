// The two inner loops of convolution. Both compute y[l][r][q] = start[l], then + x[off[k] + r * pitch + q] * w[k][l]
// over k in order: one chain of fused multiply-adds an output, so either may compute any output.
//
// Paired: an element is a word of two bfloat16, a term their two products (simd/bfloat16.h).
//
// channel_tile: lanes are output channels, a pixel is broadcast; pixels wait for a whole vector of neighbors, which is
// transposed on its way to memory.
// pixel_tile: lanes are neighboring pixels, a weight is broadcast: for groups of few channels.
#pragma once
#include "core/int.h"
#include "kernels/conv/soon.h"
#include "simd/bfloat16.h"
#include "simd/transpose.h"

namespace thalweg {
namespace {

// Vectors of channels in a block, how many blocks a tile may take, the pixels that it then holds in registers, and the
// channels of a pixel tile. Two blocks share the loads of their pixels: one alone has a load for every multiply-add.
// kTransposeCost: what transposing a block on its way to memory costs, in multiply-adds of a vector a pixel.
#if defined(TW_AVX512)
constexpr int kVectors = 1, kPixels = 16, kBlocks = 2, kBlocksPixels = 14, kFew = 6;
constexpr double kTransposeCost = 6;
#elif defined(TW_AVX2)
constexpr int kVectors = 2, kPixels = 6, kBlocks = 1, kBlocksPixels = 6, kFew = 6;
constexpr double kTransposeCost = 4;
#else
constexpr int kVectors = 2, kPixels = 12, kBlocks = 1, kBlocksPixels = 12, kFew = 6;
constexpr double kTransposeCost = 2.5;
#endif
template <class T>
constexpr int kTileChannels = kVectors* kLanes<T>;  // channels of a block
// Pixels between the tiles and memory, a whole number of vectors; a tile and what is left of a vector fit.
constexpr int kWaiting = 32;

// What happens to a finished sum.
struct Finish {
  bool relu, add;  // its positive part; added to what is there
};

template <class V>
TW_INLINE V positive_part(V x) {
  return select(x <= V{}, V{}, x);
}

// sum + a b, of words of two bfloat16 when Paired.
template <bool Paired, class V>
TW_INLINE V add_term(V a, V b, V sum) {
  if constexpr (Paired) return add_pairs(a, b, sum);
  return fma(a, b, sum);
}

constexpr i64 kSoonTap = 16;  // bytes that a tile requests at `soon` with each tap

// R rows of P pixels each of B blocks of channels, as pixels at, at + 1, ... of those that wait: [pixel][channel].
template <class T, bool Paired, int B, int P, int R>
void channel_tile(const T* x, i64 pitch, const i64* off, i64 taps, const T* w, const T* start, T* waiting, i64 at,
                  const char* soon) {
  using V = Vec<T>;
  constexpr int L = kLanes<T>, N = B * kVectors, M = P * R;
  const i64 apart = B > 1 ? taps * L : L;
  V acc[M][N];
#pragma GCC unroll 16
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < N; v++) acc[m][v] = load(start + v * L);
  for (i64 k = 0; k < taps; k++, soon += kSoonTap) {
    request(soon);
    V b[N];
#pragma GCC unroll 2
    for (int v = 0; v < N; v++) b[v] = load(w + k * kTileChannels<T> + v * apart);
    const T* from = x + off[k];
#pragma GCC unroll 4
    for (int r = 0; r < R; r++)
#pragma GCC unroll 16
      for (int p = 0; p < P; p++) {
        V pixel = splat<V>(from[r * pitch + p]);
#pragma GCC unroll 2
        for (int v = 0; v < N; v++) acc[r * P + p][v] = add_term<Paired>(pixel, b[v], acc[r * P + p][v]);
      }
  }
#pragma GCC unroll 16
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < N; v++) store(waiting + (at + m) % kWaiting * (N * L) + v * L, acc[m][v]);
}

// Up to a vector of waiting pixels of `lanes` channels, of `width`, to the rows of their channels.
template <class T>
void write_pixels(const T* waiting, i64 width, i64 count, T* y, i64 plane, i64 lanes, Finish finish) {
  constexpr int L = kLanes<T>;
  for (i64 first = 0; first < lanes; first += L, y += L * plane) {
    Vec<T> t[L];
#pragma GCC unroll 16
    for (int m = 0; m < L; m++) t[m] = load(waiting + m * width + first);
    transpose(t);
    const i64 some = min(lanes - first, L);
#pragma GCC unroll 16
    for (int l = 0; l < L; l++) {
      if (l >= some) break;
      T* to = y + l * plane;
      if (finish.relu) t[l] = positive_part(t[l]);
      if (count == L)
        store(to, finish.add ? load(to) + t[l] : t[l]);
      else
        store_first(to, finish.add ? load_n(to, count) + t[l] : t[l], count);
    }
  }
}

// C channels at PV vectors of pixels, vector v reading at xs[v] and writing counts[v] pixels at ys[v].
template <class T, bool Paired, int C, int PV>
void pixel_tile(const T* const* xs, const i64* off, i64 taps, const T* w, const T* start, T* const* ys,
                const i64* counts, i64 plane, Finish finish, const char* soon) {
  using V = Vec<T>;
  V acc[C][PV];
  const T* at[PV];
#pragma GCC unroll 8
  for (int v = 0; v < PV; v++) at[v] = xs[v];
#pragma GCC unroll 8
  for (int c = 0; c < C; c++)
#pragma GCC unroll 8
    for (int v = 0; v < PV; v++) acc[c][v] = splat<V>(start[c]);
  for (i64 k = 0; k < taps; k++, soon += kSoonTap) {
    request(soon);
    const T* from = w + k * C;
    const i64 tap = off[k];
    if constexpr (C <= PV) {  // the fewer of the two stay in registers
      V b[C];
#pragma GCC unroll 8
      for (int c = 0; c < C; c++) b[c] = splat<V>(from[c]);
#pragma GCC unroll 8
      for (int v = 0; v < PV; v++) {
        V pixels = load(at[v] + tap);
#pragma GCC unroll 8
        for (int c = 0; c < C; c++) acc[c][v] = add_term<Paired>(pixels, b[c], acc[c][v]);
      }
    } else {
      V pixels[PV];
#pragma GCC unroll 8
      for (int v = 0; v < PV; v++) pixels[v] = load(at[v] + tap);
#pragma GCC unroll 8
      for (int c = 0; c < C; c++) {
        V b = splat<V>(from[c]);
#pragma GCC unroll 8
        for (int v = 0; v < PV; v++) acc[c][v] = add_term<Paired>(pixels[v], b, acc[c][v]);
      }
    }
  }
  if (finish.relu) {
#pragma GCC unroll 8
    for (int c = 0; c < C; c++)
#pragma GCC unroll 8
      for (int v = 0; v < PV; v++) acc[c][v] = positive_part(acc[c][v]);
  }
#pragma GCC unroll 8
  for (int v = 0; v < PV; v++) {
    T* here = ys[v];
    const i64 count = counts[v];
    if (!finish.add && count == kLanes<T>) {
#pragma GCC unroll 8
      for (int c = 0; c < C; c++) store(here + c * plane, acc[c][v]);
    } else {
#pragma GCC unroll 8
      for (int c = 0; c < C; c++, here += plane)
        store_first(here, finish.add ? load_n(here, count) + acc[c][v] : acc[c][v], count);
    }
  }
}

template <class T>
using ChannelTile = void (*)(const T*, i64, const i64*, i64, const T*, const T*, T*, i64, const char*);
template <class T>
using PixelTile = void (*)(const T* const*, const i64*, i64, const T*, const T*, T* const*, const i64*, i64, Finish,
                           const char*);

template <int B>
constexpr int kTilePixels = B == 1 ? kPixels : kBlocksPixels;

// The tile of B blocks and P pixels in each of R = 1, 2 or 4 rows, P * R <= kTilePixels<B>.
template <class T, bool Paired, int B, int P = 1>
ChannelTile<T> channel_tile_for(i64 pixels, i64 rows) {
  constexpr int most = kTilePixels<B>;
  if constexpr (P <= most) {
    if (pixels != P) return channel_tile_for<T, Paired, B, P + 1>(pixels, rows);
    if constexpr (4 * P <= most)
      if (rows == 4) return channel_tile<T, Paired, B, P, 4>;
    if constexpr (2 * P <= most)
      if (rows == 2) return channel_tile<T, Paired, B, P, 2>;
    if (rows == 1) return channel_tile<T, Paired, B, P, 1>;
  }
  return nullptr;
}

// Vectors of pixels that fit the registers next to `channels` channels.
static inline int most_vectors(i64 channels) {
#if defined(TW_AVX2)
  return channels == 1 ? 8 : channels <= 3 ? 4 : 2;
#else
  return channels <= 2 ? 8 : 4;
#endif
}

template <class T, bool Paired, int C = 1>
PixelTile<T> pixel_tile_for(i64 channels, int vectors) {
  if constexpr (C <= kFew) {
    if (channels != C) return pixel_tile_for<T, Paired, C + 1>(channels, vectors);
    if constexpr (C <= 2)
      if (vectors == 8) return pixel_tile<T, Paired, C, 8>;
    if (vectors == 4) return pixel_tile<T, Paired, C, 4>;
    if (vectors == 2) return pixel_tile<T, Paired, C, 2>;
    if (vectors == 1) return pixel_tile<T, Paired, C, 1>;
  }
  return nullptr;
}

}  // namespace
}  // namespace thalweg
