// A vector of 32-bit lanes to and from as many bytes or halves. gcc takes __builtin_convertvector between bytes and
// 32-bit lanes apart lane by lane, at ten times the price.
#pragma once
#include "simd/vec.h"

namespace thalweg {
namespace {

typedef std::uint32_t vu32 __attribute__((vector_size(TW_BYTES)));
typedef std::uint8_t Bytes __attribute__((vector_size(kLanes<float>)));
typedef std::int8_t Signed __attribute__((vector_size(kLanes<float>)));
typedef std::uint16_t Shorts __attribute__((vector_size(2 * kLanes<float>)));

TW_INLINE vu32 widen(Bytes x) {
#if defined(TW_AVX512)
  return (vu32)_mm512_maskz_cvtepu8_epi32(0xffff, (__m128i)x);
#elif defined(TW_AVX2)
  return (vu32)_mm256_cvtepu8_epi32(__m128i{(long long)x, 0});
#else
  return __builtin_convertvector(x, vu32);
#endif
}
// With the sign extended.
TW_INLINE vu32 widen(Signed x) {
#if defined(TW_AVX512)
  return (vu32)_mm512_maskz_cvtepi8_epi32(0xffff, (__m128i)x);
#elif defined(TW_AVX2)
  return (vu32)_mm256_cvtepi8_epi32(__m128i{(long long)x, 0});
#else
  return vu32(__builtin_convertvector(x, vi32));
#endif
}
TW_INLINE vu32 widen(Shorts x) { return __builtin_convertvector(x, vu32); }

// Of lanes that fit.
template <class Narrow>
TW_INLINE Narrow narrow(vu32 x) {
#if defined(TW_AVX512)
  if constexpr (sizeof(Narrow) == sizeof(Bytes)) return (Narrow)_mm512_maskz_cvtepi32_epi8(0xffff, (__m512i)x);
#elif defined(TW_AVX2)
  if constexpr (sizeof(Narrow) == sizeof(Bytes)) {
    __m128i halves = _mm_packus_epi32(_mm256_castsi256_si128((__m256i)x), _mm256_extracti128_si256((__m256i)x, 1));
    return (Narrow)_mm_packus_epi16(halves, halves)[0];
  }
#endif
  return __builtin_convertvector(x, Narrow);
}

}  // namespace
}  // namespace thalweg
