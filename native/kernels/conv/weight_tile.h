// The inner loop of the gradient of a convolution's weight: lanes are output channels, a tile of taps stays in
// registers. Used by weight_grad.h.
#pragma once
#include <type_traits>

#include "core/int.h"
#include "kernels/conv/pairs.h"
#include "kernels/conv/soon.h"
#include "kernels/conv/tile.h"

namespace thalweg {
namespace {

#if defined(TW_AVX2)
constexpr int kTaps = 6;  // of a tile: taps * vectors accumulators, and a pointer a tap
#else
constexpr int kTaps = 9;
#endif

// Bytes that a tile requests with each pixel, or pair of them: twice or four times the size of a pixel's place, whose
// pointer counts them.
template <bool Paired>
constexpr i64 kSoonPixel = Paired ? 16 : 8;

// acc[t][v] += x[off[t] + at[p]] * dy[p][v] over the pixels p in order. Paired: over pairs of pixels, dy holds words of
// them, and x halves of words, of which any two are one. Requests what lies at `soon`.
template <class T, int K, int N, bool Paired>
void weight_tile(const T* x, const i64* off, const std::int32_t* at, const T* dy, i64 pixels, T* sums,
                 const char* soon) {
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
  // Counted by the pointer alone: there is no register left for another number.
  constexpr i64 scale = kSoonPixel<Paired> / i64(sizeof *at);
  const auto apart = reinterpret_cast<std::uintptr_t>(soon) - scale * reinterpret_cast<std::uintptr_t>(at);
  for (const std::int32_t* end = at + pixels; at < end; at++, dy += N * L) {
    request(reinterpret_cast<const char*>(apart + scale * reinterpret_cast<std::uintptr_t>(at)));
    V b[N];
#pragma GCC unroll 2
    for (int v = 0; v < N; v++) b[v] = load(dy + v * L);
    const i64 here = *at;
#pragma GCC unroll 16
    for (int t = 0; t < K; t++) {
      V a;
      if constexpr (Paired)
        a = splat_pair(tap[t] + here);
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
using WeightTile = void (*)(const T*, const i64*, const std::int32_t*, const T*, i64, T*, const char*);

template <class T, int N, bool Paired, int K = 1>
WeightTile<T> weight_tile_for(i64 taps) {
  if constexpr (K <= kTaps) {
    if (taps != K) return weight_tile_for<T, N, Paired, K + 1>(taps);
    return weight_tile<T, K, N, Paired>;
  }
  return nullptr;
}

}  // namespace
}  // namespace thalweg
