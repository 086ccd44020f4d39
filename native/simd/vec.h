// The vector types of one level and the operations the rule texts are made of. Included only by files that are
// compiled once a level; everything here has internal linkage, so that no AVX-512 code can leak into another level.
//
// vf, vd: the level's native vectors of float and double (compiler vector types: + - * / < == ?: work on them).
// Wide<T>: always 16 lanes, whatever the level: what a reduction with a fixed order is written in.
#pragma once
#include <cstdint>
#include <cstring>

#define TW_INLINE static inline __attribute__((always_inline))

#if defined(TW_AVX512)
#define TW_BYTES 64
#elif defined(TW_AVX2)
#define TW_BYTES 32
#else
#define TW_BYTES 16
#endif

#if defined(TW_AVX512) || defined(TW_AVX2)
#include <immintrin.h>
#elif defined(TW_NEON)
#include <arm_neon.h>
#endif

namespace thalweg {
namespace {

using i64 = std::int64_t;

typedef float vf __attribute__((vector_size(TW_BYTES)));
typedef double vd __attribute__((vector_size(TW_BYTES)));
typedef std::int32_t vi32 __attribute__((vector_size(TW_BYTES)));  // also the result of comparing vf
typedef std::int64_t vi64 __attribute__((vector_size(TW_BYTES)));  // also the result of comparing vd

typedef float vf_unaligned __attribute__((vector_size(TW_BYTES), aligned(4), may_alias));
typedef double vd_unaligned __attribute__((vector_size(TW_BYTES), aligned(8), may_alias));

template <class T>
struct VecOf;
template <>
struct VecOf<float> {
  using V = vf;
  using I = vi32;
  using U = vf_unaligned;
  using Bits = std::int32_t;
};
template <>
struct VecOf<double> {
  using V = vd;
  using I = vi64;
  using U = vd_unaligned;
  using Bits = std::int64_t;
};
template <class T>
using Vec = typename VecOf<T>::V;
template <class V>
struct ScalarOf;
template <>
struct ScalarOf<vf> {
  using T = float;
};
template <>
struct ScalarOf<vd> {
  using T = double;
};
template <class V>
using Scalar = typename ScalarOf<V>::T;

// Lanes of the native vector of T.
template <class T>
constexpr int kLanes = TW_BYTES / int(sizeof(T));

// The same value in every lane. (x - 0 is exact for every x, -0 included, which x + 0 is not.)
template <class V>
TW_INLINE V splat(Scalar<V> x) {
  return x - V{};
}

template <class T>
TW_INLINE Vec<T> load(const T* p) {
  return *reinterpret_cast<const typename VecOf<T>::U*>(p);
}
// The same for a pass over memory that lies in no cache. In halves where a vector is a whole line: the prefetcher of
// the nearest cache follows loads, and with one load a line it falls behind (up to 8 % slower).
#if defined(TW_AVX512)
TW_INLINE vf load_far(const float* p) {
  return (vf)_mm512_insertf32x8(_mm512_castps256_ps512(_mm256_loadu_ps(p)), _mm256_loadu_ps(p + 8), 1);
}
TW_INLINE vd load_far(const double* p) {
  return (vd)_mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(p)), _mm256_loadu_pd(p + 4), 1);
}
#else
template <class T>
TW_INLINE Vec<T> load_far(const T* p) {
  return load(p);
}
#endif
template <class T>
TW_INLINE void store(T* p, Vec<T> v) {
  *reinterpret_cast<typename VecOf<T>::U*>(p) = v;
}

// The first n lanes, 0 <= n <= kLanes; the other lanes read as 0 and are not written. Memory beyond is not touched.
#if defined(TW_AVX512)
TW_INLINE vf load_n(const float* p, i64 n) { return (vf)_mm512_maskz_loadu_ps(__mmask16((1u << n) - 1), p); }
TW_INLINE vd load_n(const double* p, i64 n) { return (vd)_mm512_maskz_loadu_pd(__mmask8((1u << n) - 1), p); }
TW_INLINE void store_n(float* p, vf v, i64 n) { _mm512_mask_storeu_ps(p, __mmask16((1u << n) - 1), (__m512)v); }
TW_INLINE void store_n(double* p, vd v, i64 n) { _mm512_mask_storeu_pd(p, __mmask8((1u << n) - 1), (__m512d)v); }
#elif defined(TW_AVX2)
TW_INLINE __m256i first_lanes32(i64 n) { return (__m256i)(vi32{0, 1, 2, 3, 4, 5, 6, 7} < (std::int32_t(n) - vi32{})); }
TW_INLINE __m256i first_lanes64(i64 n) { return (__m256i)(vi64{0, 1, 2, 3} < (n - vi64{})); }
TW_INLINE vf load_n(const float* p, i64 n) { return (vf)_mm256_maskload_ps(p, first_lanes32(n)); }
TW_INLINE vd load_n(const double* p, i64 n) { return (vd)_mm256_maskload_pd(p, first_lanes64(n)); }
TW_INLINE void store_n(float* p, vf v, i64 n) { _mm256_maskstore_ps(p, first_lanes32(n), (__m256)v); }
TW_INLINE void store_n(double* p, vd v, i64 n) { _mm256_maskstore_pd(p, first_lanes64(n), (__m256d)v); }
#else
template <class T>
TW_INLINE Vec<T> load_n(const T* p, i64 n) {
  Vec<T> v{};
  for (i64 i = 0; i < n; i++) v[i] = p[i];
  return v;
}
template <class V>
TW_INLINE void store_n(Scalar<V>* p, V v, i64 n) {
  for (i64 i = 0; i < n; i++) p[i] = v[i];
}
#endif

// --- the primitives of the rule grammar (rules/GRAMMAR.md), on vectors and, through vectors of one, on scalars ---

// float: rounded once. double: the contract has plain operations only, so that JavaScript agrees trivially.
TW_INLINE vf fma(vf a, vf b, vf c) {
#if defined(TW_AVX512)
  return (vf)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif defined(TW_AVX2)
  return (vf)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#elif defined(TW_NEON)
  return (vf)vfmaq_f32((float32x4_t)c, (float32x4_t)a, (float32x4_t)b);
#endif
}
TW_INLINE vd fma(vd a, vd b, vd c) { return a * b + c; }
TW_INLINE float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
TW_INLINE double fma(double a, double b, double c) { return a * b + c; }

TW_INLINE vf sqrt(vf x) {
#if defined(TW_AVX512)
  return (vf)_mm512_maskz_sqrt_ps(0xffff, (__m512)x);
#elif defined(TW_AVX2)
  return (vf)_mm256_sqrt_ps((__m256)x);
#elif defined(TW_NEON)
  return (vf)vsqrtq_f32((float32x4_t)x);
#endif
}
TW_INLINE vd sqrt(vd x) {
#if defined(TW_AVX512)
  return (vd)_mm512_maskz_sqrt_pd(0xff, (__m512d)x);
#elif defined(TW_AVX2)
  return (vd)_mm256_sqrt_pd((__m256d)x);
#elif defined(TW_NEON)
  return (vd)vsqrtq_f64((float64x2_t)x);
#endif
}

// mask is the result of a comparison of the same vector type.
TW_INLINE vf select(vi32 mask, vf a, vf b) { return mask ? a : b; }
TW_INLINE vd select(vi64 mask, vd a, vd b) { return mask ? a : b; }

// The bits as integers and back; shifts and masks on them are the grammar's way into exponents.
TW_INLINE vi32 bits(vf x) { return (vi32)x; }
TW_INLINE vi64 bits(vd x) { return (vi64)x; }
TW_INLINE vf from_bits(vi32 x) { return (vf)x; }
TW_INLINE vd from_bits(vi64 x) { return (vd)x; }

TW_INLINE vf abs(vf x) { return from_bits(bits(x) & 0x7fffffff); }
TW_INLINE vd abs(vd x) { return from_bits(bits(x) & 0x7fffffffffffffff); }

// --- sixteen lanes -------------------------------------------------------------------------------------------
template <class T>
struct Wide {
  static constexpr int kParts = 16 / kLanes<T>;
  Vec<T> part[kParts];
};

template <class T>
TW_INLINE Wide<T> wide(T x) {
  Wide<T> w;
  for (auto& p : w.part) p = splat<Vec<T>>(x);
  return w;
}
template <class T>
TW_INLINE Wide<T> load_wide(const T* p) {
  Wide<T> w;
  for (int i = 0; i < w.kParts; i++) w.part[i] = load(p + i * kLanes<T>);
  return w;
}
// The first n of sixteen, the other lanes 0.
template <class T>
TW_INLINE Wide<T> load_wide_n(const T* p, i64 n) {
  Wide<T> w;
  for (int i = 0; i < w.kParts; i++) {
    i64 rest = n - i * kLanes<T>;
    w.part[i] = rest >= kLanes<T> ? load(p + i * kLanes<T>) : rest > 0 ? load_n(p + i * kLanes<T>, rest) : Vec<T>{};
  }
  return w;
}
template <class T>
TW_INLINE void store_wide(T* p, const Wide<T>& w) {
  for (int i = 0; i < w.kParts; i++) store(p + i * kLanes<T>, w.part[i]);
}
template <class T>
TW_INLINE void store_wide_n(T* p, const Wide<T>& w, i64 n) {
  for (int i = 0; i < w.kParts; i++) {
    i64 rest = n - i * kLanes<T>;
    if (rest >= kLanes<T>)
      store(p + i * kLanes<T>, w.part[i]);
    else if (rest > 0)
      store_n(p + i * kLanes<T>, w.part[i], rest);
  }
}
// f(parts...) on each part: apply([](auto a, auto b) { return a + b; }, x, y).
template <class F, class T, class... More>
TW_INLINE Wide<T> apply(F f, const Wide<T>& x, const More&... more) {
  Wide<T> w;
  for (int i = 0; i < w.kParts; i++) w.part[i] = f(x.part[i], more.part[i]...);
  return w;
}
// The fixed tree over sixteen lanes: lane l takes in lane l + 8, then l + 4, l + 2, l + 1. f works on scalars.
template <class F, class T>
TW_INLINE T tree(F f, const Wide<T>& w) {
  T lane[16];
  store_wide(lane, w);
  for (int half = 8; half; half /= 2)
    for (int l = 0; l < half; l++) lane[l] = f(lane[l], lane[l + half]);
  return lane[0];
}

}  // namespace
}  // namespace thalweg
