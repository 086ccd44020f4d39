// The primitives of the rule grammar (rules/GRAMMAR.md) that vec.h does not have already. Each has its counterpart,
// with the same bits, in lib/backend/js/primitives.ts.
#pragma once
#include "simd/vec.h"

namespace thalweg {
namespace {

// A literal: read as a double, rounded to the element type.
template <class V>
TW_INLINE V lit(double x) {
  return splat<V>(Scalar<V>(x));
}

// a < b ? a : b, which is b when one of them is NaN. (The instruction does just that; compilers miss it.)
#if defined(TW_AVX512)
TW_INLINE vf min(vf a, vf b) { return (vf)_mm512_maskz_min_ps(0xffff, (__m512)a, (__m512)b); }
TW_INLINE vd min(vd a, vd b) { return (vd)_mm512_maskz_min_pd(0xff, (__m512d)a, (__m512d)b); }
TW_INLINE vf max(vf a, vf b) { return (vf)_mm512_maskz_max_ps(0xffff, (__m512)a, (__m512)b); }
TW_INLINE vd max(vd a, vd b) { return (vd)_mm512_maskz_max_pd(0xff, (__m512d)a, (__m512d)b); }
TW_INLINE bool any(vi32 mask) { return _mm512_test_epi32_mask((__m512i)mask, (__m512i)mask) != 0; }
TW_INLINE bool any(vi64 mask) { return _mm512_test_epi64_mask((__m512i)mask, (__m512i)mask) != 0; }
#elif defined(TW_AVX2)
TW_INLINE vf min(vf a, vf b) { return (vf)_mm256_min_ps((__m256)a, (__m256)b); }
TW_INLINE vd min(vd a, vd b) { return (vd)_mm256_min_pd((__m256d)a, (__m256d)b); }
TW_INLINE vf max(vf a, vf b) { return (vf)_mm256_max_ps((__m256)a, (__m256)b); }
TW_INLINE vd max(vd a, vd b) { return (vd)_mm256_max_pd((__m256d)a, (__m256d)b); }
TW_INLINE bool any(vi32 mask) { return !_mm256_testz_si256((__m256i)mask, (__m256i)mask); }
TW_INLINE bool any(vi64 mask) { return !_mm256_testz_si256((__m256i)mask, (__m256i)mask); }
#else
TW_INLINE vf min(vf a, vf b) { return a < b ? a : b; }
TW_INLINE vd min(vd a, vd b) { return a < b ? a : b; }
TW_INLINE vf max(vf a, vf b) { return a > b ? a : b; }
TW_INLINE vd max(vd a, vd b) { return a > b ? a : b; }
TW_INLINE bool any(vi32 mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }
TW_INLINE bool any(vi64 mask) { return (mask[0] | mask[1]) != 0; }
#endif

// select(mask, a(), b), where a is worth skipping when no lane takes it.
template <class M, class F, class V>
TW_INLINE V rare(M mask, F a, V b) {
  return __builtin_expect(any(mask), 0) ? select(mask, a(), b) : b;
}

// |a| with the sign of b.
TW_INLINE vf copysign(vf a, vf b) { return from_bits((bits(a) & 0x7fffffff) | (bits(b) & ~0x7fffffff)); }
TW_INLINE vd copysign(vd a, vd b) { return from_bits((bits(a) & INT64_MAX) | (bits(b) & INT64_MIN)); }

// 2^n for a whole number n that is the exponent of a normal number; otherwise some number.
TW_INLINE vf pow2(vf n) { return from_bits(bits(n + (0x1.8p23f + 127)) << 23); }
TW_INLINE vd pow2(vd n) { return from_bits(bits(n + (0x1.8p52 + 1023)) << 52); }

// p 2^n for t = n + 1.5 2^23 (2^52) with a whole n, where p and the result are positive and normal; otherwise some
// number.
TW_INLINE vf raise(vf p, vf t) { return from_bits(bits(p) + (bits(t) << 23)); }
TW_INLINE vd raise(vd p, vd t) { return from_bits(bits(p) + (bits(t) << 52)); }

// p 2^n rounded once, though the result may be infinite or subnormal; p between 1/2 and 2, n a whole number from -200
// to 129 (-1200 to 1025). 2^n goes in two factors, of which the first leaves a normal number.
#if defined(TW_AVX512)
TW_INLINE vf scale(vf p, vf n) { return (vf)_mm512_maskz_scalef_ps(0xffff, (__m512)p, (__m512)n); }
TW_INLINE vd scale(vd p, vd n) { return (vd)_mm512_maskz_scalef_pd(0xff, (__m512d)p, (__m512d)n); }
#else
TW_INLINE vf scale(vf p, vf n) {
  vf m = max(splat<vf>(-99), n);
  return (p * from_bits(bits(m + (0x1.8p23f + 126)) << 23)) * from_bits(bits((n - m) + (0x1.8p23f + 128)) << 23);
}
TW_INLINE vd scale(vd p, vd n) {
  vd m = max(splat<vd>(-999), n);
  return (p * from_bits(bits(m + (0x1.8p52 + 1022)) << 52)) * from_bits(bits((n - m) + (0x1.8p52 + 1024)) << 52);
}
#endif

// The exponent e and the mantissa m of |x| = m 2^e, 1 <= m < 2, for normal x; otherwise some numbers.
TW_INLINE vf exponent(vf x) { return from_bits((bits(abs(x)) >> 23) | 0x4b000000) - (0x1p23f + 127); }
TW_INLINE vd exponent(vd x) { return from_bits((bits(abs(x)) >> 52) | 0x4330000000000000) - (0x1p52 + 1023); }
TW_INLINE vf mantissa(vf x) { return from_bits((bits(x) & 0x007fffff) | 0x3f800000); }
TW_INLINE vd mantissa(vd x) { return from_bits((bits(x) & 0x000fffffffffffff) | 0x3ff0000000000000); }

// Whether bit k of the significand holds: of the whole number n in n + 1.5 2^23 (2^52), its bit k.
TW_INLINE vi32 bit(vf x, vf k) { return (bits(x) & (1 << std::int32_t(k[0]))) != 0; }
TW_INLINE vi64 bit(vd x, vd k) { return (bits(x) & (1LL << std::int64_t(k[0]))) != 0; }

// The rest of a / b with the sign of a, exact for all operands, so that every library has the same bits.
template <class V>
TW_INLINE V fmod(V a, V b) {
  V y{};
  for (int i = 0; i < kLanes<Scalar<V>>; i++) y[i] = __builtin_fmod(a[i], b[i]);
  return y;
}

// --- the exact reduction of large arguments of sin and cos (Payne and Hanek) ---

// 2/pi in binary, behind two words of zeros: bit k (from the left) of the words weighs 2^(127 - k).
constexpr std::uint64_t kTwoOverPi[22] = {0,
                                          0,
                                          0xa2f9836e4e441529,
                                          0xfc2757d1f534ddc0,
                                          0xdb6295993c439041,
                                          0xfe5163abdebbc561,
                                          0xb7246e3a424dd2e0,
                                          0x06492eea09d1921c,
                                          0xfe1deb1cb129a73e,
                                          0xe88235f52ebb4484,
                                          0xe99c7026b45f7e41,
                                          0x3991d639835339f4,
                                          0x9c845f8bbdf9283b,
                                          0x1ff897ffde05980f,
                                          0xef2f118b5a0a6d1f,
                                          0x6d367ecf27cb09b7,
                                          0x4f463f669e5fea2d,
                                          0x7527bac7ebe5f17b,
                                          0x3d0739f78a5292ea,
                                          0x6bfb5fb11f8d5d08,
                                          0x56033046fc7b6bab,
                                          0xf0cfbc209af4361d};

struct Turn {
  double rest;      // x - quadrant pi/2, modulo 2 pi, between -pi/4 and pi/4
  double quadrant;  // 0 to 3
};

// x = m 2^e with a whole m: of 2/pi only the 192 bits matter whose product with m is neither a multiple of 4 nor
// below 2^-137. |x| from 2^-10 on.
static inline Turn turn(double x) {
  std::uint64_t word;
  std::memcpy(&word, &x, 8);
  int exponent = int(word >> 52 & 0x7ff);
  if (exponent == 0x7ff) return {x - x, 0};
  std::uint64_t m = (word & 0xfffffffffffff) | 0x10000000000000;
  int first = exponent - 1075 - 2 + 128;
  const std::uint64_t* w = kTwoOverPi + first / 64;
  int shift = first % 64;
  auto bits_at = [&](int k) { return shift ? (w[k] << shift) | (w[k + 1] >> (64 - shift)) : w[k]; };
  using u128 = unsigned __int128;
  u128 low = u128(m) * bits_at(2);
  u128 middle = u128(m) * bits_at(1) + std::uint64_t(low >> 64);
  std::uint64_t top = m * bits_at(0) + std::uint64_t(middle >> 64);
  // Two bits of quadrant, then the fraction, rounded to the nearest quadrant.
  u128 fraction = (u128(top) << 64) | std::uint64_t(middle);
  unsigned quadrant = unsigned(top >> 62);
  auto rest = static_cast<__int128>(fraction << 2);
  if (rest < 0) quadrant = (quadrant + 1) & 3;
  double r = double(rest) * 4.616155521099502e-39;  // pi/2 2^-128
  return word >> 63 ? Turn{-r, double((4 - quadrant) & 3)} : Turn{r, double(quadrant)};
}

// Of x: the turn's rest and its quadrant (0 to 3).
template <class V>
TW_INLINE V turnRest(V x) {
  V y{};
  for (int i = 0; i < kLanes<Scalar<V>>; i++) y[i] = Scalar<V>(turn(double(x[i])).rest);
  return y;
}
template <class V>
TW_INLINE V turnQuadrant(V x) {
  V y{};
  for (int i = 0; i < kLanes<Scalar<V>>; i++) y[i] = Scalar<V>(turn(double(x[i])).quadrant);
  return y;
}

}  // namespace
}  // namespace thalweg
