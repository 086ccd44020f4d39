// Reductions with a fixed order, on sixteen lanes: what kernels/reduce.cc, softmax.cc, norm/ and gemm/dot.h are written
// in.
//
// The order of a "line" of n elements (lib/backend/js/lanes.ts says the same in JavaScript): element i is combined into
// lane i mod 32; then lane l takes in lane l + 16, l + 8, l + 4, l + 2, l + 1. It depends on n alone.
#pragma once
#include "simd/primitives.h"

#define TW_LAMBDA __attribute__((always_inline))

namespace thalweg {
namespace {

// Lane l of the result is lane l ^ H of v. (gcc 12 warns of the undefined source of the unmasked intrinsics.)
#if defined(TW_AVX512)
template <int H>
TW_INLINE vf swap_lanes(vf v) {
  if constexpr (H == 8) return (vf)_mm512_maskz_shuffle_f32x4(0xffff, (__m512)v, (__m512)v, 0x4e);
  if constexpr (H == 4) return (vf)_mm512_maskz_shuffle_f32x4(0xffff, (__m512)v, (__m512)v, 0xb1);
  if constexpr (H == 2) return (vf)_mm512_maskz_permute_ps(0xffff, (__m512)v, 0x4e);
  if constexpr (H == 1) return (vf)_mm512_maskz_permute_ps(0xffff, (__m512)v, 0xb1);
}
template <int H>
TW_INLINE vd swap_lanes(vd v) {
  if constexpr (H == 4) return (vd)_mm512_maskz_shuffle_f64x2(0xff, (__m512d)v, (__m512d)v, 0x4e);
  if constexpr (H == 2) return (vd)_mm512_maskz_shuffle_f64x2(0xff, (__m512d)v, (__m512d)v, 0xb1);
  if constexpr (H == 1) return (vd)_mm512_maskz_permute_pd(0xff, (__m512d)v, 0x55);
}
#elif defined(TW_AVX2)
template <int H>
TW_INLINE vf swap_lanes(vf v) {
  if constexpr (H == 4) return (vf)_mm256_permute2f128_ps((__m256)v, (__m256)v, 1);
  if constexpr (H == 2) return (vf)_mm256_permute_ps((__m256)v, 0x4e);
  if constexpr (H == 1) return (vf)_mm256_permute_ps((__m256)v, 0xb1);
}
template <int H>
TW_INLINE vd swap_lanes(vd v) {
  if constexpr (H == 2) return (vd)_mm256_permute2f128_pd((__m256d)v, (__m256d)v, 1);
  if constexpr (H == 1) return (vd)_mm256_permute_pd((__m256d)v, 5);
}
#else
template <int H>
TW_INLINE vf swap_lanes(vf v) {
  if constexpr (H == 2) return (vf)vextq_f32((float32x4_t)v, (float32x4_t)v, 2);
  if constexpr (H == 1) return (vf)vrev64q_f32((float32x4_t)v);
}
template <int H>
TW_INLINE vd swap_lanes(vd v) {
  return (vd)vextq_f64((float64x2_t)v, (float64x2_t)v, 1);
}
#endif

// The tree over sixteen lanes in registers: the order of tree() in vec.h, which works on scalars, with f on vectors.
template <class T, class F>
TW_INLINE T tree_of(F f, const Wide<T>& w) {
  Vec<T> part[Wide<T>::kParts];
  for (int i = 0; i < w.kParts; i++) part[i] = w.part[i];
  for (int half = w.kParts / 2; half; half /= 2)
    for (int i = 0; i < half; i++) part[i] = f(part[i], part[i + half]);
  constexpr int lanes = kLanes<T>;
  Vec<T> v = part[0];
  if constexpr (lanes > 8) v = f(v, swap_lanes<8>(v));
  if constexpr (lanes > 4) v = f(v, swap_lanes<4>(v));
  if constexpr (lanes > 2) v = f(v, swap_lanes<2>(v));
  v = f(v, swap_lanes<1>(v));
  return v[0];
}

// A mask of the lanes whose number is below n.
template <class T>
TW_INLINE typename VecOf<T>::I lanes_below(i64 n) {
  typename VecOf<T>::I lane;
  for (int l = 0; l < kLanes<T>; l++) lane[l] = typename VecOf<T>::Bits(l);
  return lane < typename VecOf<T>::Bits(n);
}

// w in the first n lanes, `rest` in the others.
template <class T>
TW_INLINE Wide<T> keep_n(const Wide<T>& w, i64 n, T rest) {
  Wide<T> out;
  for (int i = 0; i < w.kParts; i++)
    out.part[i] = select(lanes_below<T>(n - i * kLanes<T>), w.part[i], splat<Vec<T>>(rest));
  return out;
}

// How a body reads and writes its sixteen elements: all of them, or the first n at the end of a line.
struct Full {
  template <class T>
  TW_LAMBDA Wide<T> operator()(const T* p) const {
    return load_wide(p);
  }
  template <class T>
  TW_LAMBDA void put(T* p, const Wide<T>& w) const {
    store_wide(p, w);
  }
};
struct Tail {
  i64 n;
  template <class T>
  TW_LAMBDA Wide<T> operator()(const T* p) const {
    return load_wide_n(p, n);
  }
  template <class T>
  TW_LAMBDA void put(T* p, const Wide<T>& w) const {
    store_wide_n(p, w, n);
  }
};

// body(at, i) for every sixteen elements from i on; at(p + i) loads them, at.put(p + i, w) stores them.
template <class Body>
TW_INLINE void each_wide(i64 n, Body body) {
  i64 i = 0;
  for (; i + 16 <= n; i += 16) body(Full{}, i);
  if (i < n) body(Tail{n - i}, i);
}

// K reductions at once over one line or several: take(n, body) adds a line to the lanes, each line beginning at lane 0;
// body(at, i, terms) leaves the sixteen terms of each reduction in terms[k]. result() is the tree.
template <class T, int K, class F>
struct Lanes {
  F f;
  T init;
  Wide<T> acc[2][K];

  TW_LAMBDA Lanes(F combine, T start) : f(combine), init(start) {
    for (int k = 0; k < K; k++) acc[0][k] = acc[1][k] = wide<T>(start);
  }
  template <int H, class At, class Body>
  TW_LAMBDA void sixteen(At at, i64 i, Body body) {
    Wide<T> term[K];
    body(at, i, term);
    for (int k = 0; k < K; k++) acc[H][k] = apply(f, acc[H][k], term[k]);
  }
  template <int H, class Body>
  TW_LAMBDA void tail(i64 i, i64 n, Body body) {
    Wide<T> term[K];
    body(Tail{n - i}, i, term);
    for (int k = 0; k < K; k++) acc[H][k] = apply(f, acc[H][k], keep_n(term[k], n - i, init));
  }
  template <class Body>
  TW_LAMBDA void take(i64 n, Body body) {
    i64 i = 0;
    for (; i + 32 <= n; i += 32) {
      sixteen<0>(Full{}, i, body);
      sixteen<1>(Full{}, i + 16, body);
    }
    if (i + 16 <= n) {
      sixteen<0>(Full{}, i, body);
      if (i + 16 < n) tail<1>(i + 16, n, body);
    } else if (i < n) {
      tail<0>(i, n, body);
    }
  }
  TW_LAMBDA void result(T (&out)[K]) {
    for (int k = 0; k < K; k++) out[k] = tree_of(f, apply(f, acc[0][k], acc[1][k]));
  }
};

template <class T, int K, class F, class Body>
TW_INLINE void reduce_line(F f, T init, T (&out)[K], i64 n, Body body) {
  Lanes<T, K, F> lanes(f, init);
  lanes.take(n, body);
  lanes.result(out);
}

struct Add {
  template <class V>
  TW_LAMBDA V operator()(V a, V b) const {
    return a + b;
  }
};
struct Max {
  template <class V>
  TW_LAMBDA V operator()(V a, V b) const {
    return max(a, b);
  }
};

template <class T, int K, class Body>
TW_INLINE void sum_line(T (&out)[K], i64 n, Body body) {
  reduce_line<T, K>(Add{}, T(0), out, n, body);
}

template <class T>
constexpr T kInfinity = T(__builtin_inf());

// The largest of a line, -infinity for none. Which of two equal zeros, and what NaNs give, is not defined: the callers'
// results do not depend on it.
template <class T>
TW_INLINE T max_line(const T* x, i64 n) {
  T out[1];
  reduce_line<T, 1>(Max{}, -kInfinity<T>, out, n, [&](auto at, i64 i, Wide<T>* t) TW_LAMBDA { t[0] = at(x + i); });
  return out[0];
}

}  // namespace
}  // namespace thalweg
