// Elements of one or two vectors by number, where the level can look them up. Included by kernels/combine.cc.
#pragma once
#include "simd/primitives.h"

namespace thalweg {
namespace {

// Whether `lookup` is an instruction or two here.
#if defined(TW_AVX512) || defined(TW_AVX2)
constexpr bool kLookup = true;
#else
constexpr bool kLookup = false;
#endif

// Lane i of the result is element at[i] of a, then b; from 0 to twice the lanes.
#if defined(TW_AVX512)
TW_INLINE vf lookup(vf a, vf b, vi32 at) { return (vf)_mm512_permutex2var_ps((__m512)a, (__m512i)at, (__m512)b); }
TW_INLINE vd lookup(vd a, vd b, vi64 at) { return (vd)_mm512_permutex2var_pd((__m512d)a, (__m512i)at, (__m512d)b); }
#elif defined(TW_AVX2)
TW_INLINE vf lookup(vf a, vf b, vi32 at) {
  vf low = (vf)_mm256_permutevar8x32_ps((__m256)a, (__m256i)at);
  vf high = (vf)_mm256_permutevar8x32_ps((__m256)b, (__m256i)at);
  return select(at < 8, low, high);
}
TW_INLINE vd lookup(vd a, vd b, vi64 at) {
  vi64 halves = (at * 2 & 0xffffffff) | ((at * 2 + 1) << 32);
  vd low = (vd)_mm256_permutevar8x32_ps((__m256)a, (__m256i)halves);
  vd high = (vd)_mm256_permutevar8x32_ps((__m256)b, (__m256i)halves);
  return select(at < 4, low, high);
}
#else
template <class V, class I>
TW_INLINE V lookup(V a, V, I) {
  return a;
}
#endif

}  // namespace
}  // namespace thalweg
