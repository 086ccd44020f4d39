// Transposes between planes (one row of numbers a channel) and pixels (one vector of channels a pixel), in registers.
// Called by the convolution and pooling kernels.
#pragma once
#include "simd/vec.h"

namespace thalweg {
namespace {

template <int... J>
struct LaneList {};
template <int N, int... J>
struct CountLanes : CountLanes<N - 1, N - 1, J...> {};
template <int... J>
struct CountLanes<0, J...> {
  using List = LaneList<J...>;
};

// Exchanges the blocks of S lanes that lie off the diagonal: one step of the transposition of a square of vectors.
template <int S, class V, int... J>
TW_INLINE void exchange(V& a, V& b, LaneList<J...>) {
  constexpr int n = int(sizeof...(J));
  V first = __builtin_shufflevector(a, b, (J & S ? n + J - S : J)...);
  V second = __builtin_shufflevector(a, b, (J & S ? n + J : J + S)...);
  a = first;
  b = second;
}

// The first halves of a and b, a lane of each in turn; woven_last likewise.
template <class V, int... J>
TW_INLINE V woven_first(V a, V b, LaneList<J...>) {
  return __builtin_shufflevector(a, b, (J / 2 + (J % 2 ? int(sizeof...(J)) : 0))...);
}
template <class V, int... J>
TW_INLINE V woven_last(V a, V b, LaneList<J...>) {
  constexpr int L = sizeof...(J);
  return __builtin_shufflevector(a, b, (L / 2 + J / 2 + (J % 2 ? L : 0))...);
}

// The lanes of even number of a, then those of b; odd_lanes likewise.
template <class V, int... J>
TW_INLINE V even_lanes(V a, V b, LaneList<J...>) {
  return __builtin_shufflevector(a, b, (2 * J)...);
}
template <class V, int... J>
TW_INLINE V odd_lanes(V a, V b, LaneList<J...>) {
  return __builtin_shufflevector(a, b, (2 * J + 1)...);
}

template <int S, class V>
TW_INLINE void transpose_steps(V* v) {
  constexpr int n = int(sizeof(V) / sizeof(Scalar<V>));
  if constexpr (S < n) {
#pragma GCC unroll 16
    for (int i = 0; i < n; i++)
      if (!(i & S)) exchange<S>(v[i], v[i + S], typename CountLanes<n>::List{});
    transpose_steps<2 * S>(v);
  }
}

// Lane j of v[i] and lane i of v[j] change places.
template <class V>
TW_INLINE void transpose(V* v) {
  transpose_steps<1>(v);
}

// The first n lanes, 0 <= n <= kLanes. AVX2's masked store is slow on many processors: pieces instead.
template <class V>
TW_INLINE void store_first(Scalar<V>* p, V v, i64 n) {
#if defined(TW_AVX2)
  using T = Scalar<V>;
  constexpr int bytes = int(sizeof(T));
  if (n == kLanes<T>) return store(p, v);
  char* to = reinterpret_cast<char*>(p);
  __m128i piece = _mm256_castsi256_si128((__m256i)v);
  i64 rest = n * bytes;
  if (rest & 16) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), piece);
    piece = _mm256_extracti128_si256((__m256i)v, 1);
    to += 16;
  }
  if (rest & 8) {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), piece);
    piece = _mm_unpackhi_epi64(piece, piece);
    to += 8;
  }
  if (rest & 4) {
    int last = _mm_cvtsi128_si32(piece);
    std::memcpy(to, &last, 4);
  }
#else
  store_n(p, v, n);
#endif
}

struct Nothing {
  template <class V>
  void operator()(V) const {}
};

// pixels[p * step + l] = planes[l * plane + p] for p < count and l < kLanes; lanes from `rows` on become 0. `each` sees
// the vectors of pixels in order.
template <class T, class F = Nothing>
TW_INLINE void to_pixels(const T* planes, i64 plane, i64 rows, i64 count, T* pixels, i64 step, F each = F()) {
  constexpr int L = kLanes<T>;
  for (i64 p = 0; p < count; p += L) {
    i64 width = count - p < L ? count - p : L;
    Vec<T> v[L];
    if (rows >= L && width == L) {
#pragma GCC unroll 16
      for (int l = 0; l < L; l++) {
        v[l] = load(planes + l * plane + p);
        // So many streams are more than the hardware follows.
        __builtin_prefetch(planes + l * plane + p + 4 * L);
      }
    } else {
#pragma GCC unroll 16
      for (int l = 0; l < L; l++) v[l] = l < rows ? load_n(planes + l * plane + p, width) : Vec<T>{};
    }
    transpose(v);
    T* to = pixels + p * step;
#pragma GCC unroll 16
    for (int l = 0; l < L; l++) {
      if (l >= width) break;
      store(to + l * step, v[l]);
      each(v[l]);
    }
  }
}

// planes[l * plane + p] = pixels[p * step + l] for p < count and l < rows, rows <= kLanes.
template <class T>
static inline void to_planes(const T* pixels, i64 step, i64 rows, i64 count, T* planes, i64 plane) {
  constexpr int L = kLanes<T>;
  for (i64 p = 0; p < count; p += L) {
    i64 width = count - p < L ? count - p : L;
    Vec<T> v[L];
#pragma GCC unroll 16
    for (int l = 0; l < L; l++) v[l] = l < width ? load(pixels + (p + l) * step) : Vec<T>{};
    transpose(v);
    T* to = planes + p;
#pragma GCC unroll 16
    for (int l = 0; l < L; l++)
      if (l < rows) store_first(to + l * plane, v[l], width);
  }
}

}  // namespace
}  // namespace thalweg
