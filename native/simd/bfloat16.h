// Rounding to bfloat16 for products, and how a pair of neighbors along the sum lies in memory. Used by gemm/ and conv/.
//
// The contract of these products: inputs are rounded to the nearest bfloat16, of two equally near to the even one, and
// denormals to a zero of their sign. A sum takes two terms at a time: c = fma(a1, b1, c), then c = fma(a0, b0, c), the
// second element of the pair first, each rounded to float32 with a denormal c or result replaced by a zero of its sign.
// A last element without a partner has zeros as one. That is what VDPBF16PS does.
//
// Where the processor has that instruction (`kPaired`), a pair is one word of 32 bits, the second element in the upper
// half. Elsewhere it is two float32, the second element first (`kSwapped`), and the tiles of float32 products run over
// these, with denormals flushed.
#pragma once
#include <type_traits>
#include <utility>

#include "core/int.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

enum PairForm { kPaired, kSwapped };

// f(form), the form a constant.
template <class F>
TW_INLINE void with_form([[maybe_unused]] PairForm form, F f) {
#if defined(TW_AVX512)
  if (form == kPaired) return f(std::integral_constant<PairForm, kPaired>());
#endif
  f(std::integral_constant<PairForm, kSwapped>());
}

// 32-bit words that `n` elements along the sum take.
TW_INLINE i64 words_of(PairForm form, i64 n) { return form == kPaired ? (n + 1) / 2 : (n + 1) / 2 * 2; }

// The bits of float32 numbers that are bfloat16: the lower half is 0.
TW_INLINE vi32 round_bfloat16(vf x) {
  const vi32 b = bits(x), size = b & 0x7fffffff, sign = b & vi32(vi32{} + std::int32_t(0x80000000));
  const vi32 rounded = (b + 0x7fff + ((b >> 16) & 1)) & std::int32_t(0xffff0000);
  const vi32 finite = size > 0x7f800000 ? vi32{} + 0x7fc00000 : rounded;
  return size < 0x00800000 ? sign : finite;
}

TW_INLINE vi32 load_bits(const float* p) { return round_bfloat16(load(p)); }
TW_INLINE vi32 load_bits(const float* p, i64 n) { return round_bfloat16(load_n(p, n)); }

TW_INLINE void store_up_to(float* p, vf v, i64 n) {
  if (n == kLanes<float>)
    store(p, v);
  else
    store_n(p, v, n);
}

template <int... J>
TW_INLINE vf swap_neighbors(vf x, std::integer_sequence<int, J...>) {
  return __builtin_shufflevector(x, x, (J ^ 1)...);
}

#if defined(TW_AVX512)
// sum + the two products of words of two bfloat16. As text, so that it can stand in functions that are not compiled for
// processors with the instruction.
TW_INLINE vf add_pairs(vf a, vf b, vf sum) {
  asm("vdpbf16ps %2, %1, %0" : "+v"(sum) : "v"(a), "v"(b));
  return sum;
}

// Two vectors, rounded: `low` in the lower half of the result.
TW_INLINE __m512i round_both(vf low, vf high) {
  __m512i halves;
  asm("vcvtne2ps2bf16 %1, %2, %0" : "=v"(halves) : "v"(low), "v"(high));
  return halves;
}

// The vector rounded.
TW_INLINE __m256i round_half(vf x) {
  __m256i halves;
  asm("vcvtneps2bf16 %1, %0" : "=v"(halves) : "v"(x));
  return halves;
}

TW_INLINE void store_half(std::int16_t* p, __m256i halves) { _mm256_storeu_si256((__m256i*)p, halves); }

typedef std::int16_t Halves __attribute__((vector_size(64)));

// Words of two neighbors, from both rounded.
TW_INLINE vf words_of_both(__m512i both) {
  const Halves woven{0, 16, 1, 17, 2,  18, 3,  19, 4,  20, 5,  21, 6,  22, 7,  23,
                     8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31};
  return (vf)_mm512_permutexvar_epi16((__m512i)woven, both);
}

// The words of even number of two vectors of such.
TW_INLINE vf even_words_of_both(__m512i first, __m512i second) {
  const Halves woven{0,  16, 2,  18, 4,  20, 6,  22, 8,  24, 10, 26, 12, 28, 14, 30,
                     32, 48, 34, 50, 36, 52, 38, 54, 40, 56, 42, 58, 44, 60, 46, 62};
  return (vf)_mm512_permutex2var_epi16(first, (__m512i)woven, second);
}

// Functions that use instructions for bfloat16, which processors of this level need not have: called for kPaired alone.
#define TW_PAIRS __attribute__((target("avx512bf16")))

TW_PAIRS void pack_line_paired(const float* from, i64 k, float* to) {
  i64 p = 0;
  for (; p + 32 <= k; p += 32)
    _mm512_storeu_si512(to + p / 2, (__m512i)_mm512_cvtne2ps_pbh((__m512)load(from + p + 16), (__m512)load(from + p)));
  if (p == k) return;
  const i64 n = k - p;
  const vf low = load_n(from + p, min(n, 16)), high = n > 16 ? load_n(from + p + 16, n - 16) : vf{};
  store_n(to + p / 2, (vf)_mm512_cvtne2ps_pbh((__m512)high, (__m512)low), (n + 1) / 2);
}

TW_PAIRS void pack_pair_paired(const float* even, const float* odd, i64 n, i64 width, float* to) {
  for (i64 j = 0; j < width; j += 16) {
    const i64 have = min(n - j, 16), wanted = min(width - j, 16);
    const vf x = have == 16 ? load(even + j) : load_n(even + j, have);
    const vf y = odd == nullptr ? vf{} : have == 16 ? load(odd + j) : load_n(odd + j, have);
    store_up_to(to + j, words_of_both(round_both(x, y)), wanted);
  }
}

TW_PAIRS void pack_pieces_paired(const float* even, const float* odd, i64 count, i64 n, float* to, i64 apart) {
  for (i64 s = 0; s < count; s++)
    pack_pair_paired(even + s * n, odd == nullptr ? nullptr : odd + s * n, n, n, to + s * apart);
}
#endif

// `k` elements, `stride` apart, as words one behind the other.
template <PairForm F>
void pack_line(const float* from, i64 stride, i64 k, float* to) {
  constexpr int L = kLanes<float>;
#if defined(TW_AVX512)
  if constexpr (F == kPaired) {
    if (stride == 1) return pack_line_paired(from, k, to);
    alignas(64) float line[128];
    for (i64 p = 0; p < k; p += 128) {
      const i64 n = min(k - p, 128);
      for (i64 i = 0; i < n; i++) line[i] = from[(p + i) * stride];
      pack_line_paired(line, n, to + p / 2);
    }
    return;
  }
#endif
  for (i64 p = 0; p < k; p += L) {
    const i64 n = min(k - p, i64(L));
    vf x;
    if (stride == 1) {
      x = n == L ? load(from + p) : load_n(from + p, n);
    } else {
      alignas(64) float line[L] = {};
      for (i64 i = 0; i < n; i++) line[i] = from[(p + i) * stride];
      x = load(line);
    }
    store_up_to(to + p, swap_neighbors(from_bits(round_bfloat16(x)), std::make_integer_sequence<int, L>()),
                words_of(kSwapped, n));
  }
}

// A pair of rows, `odd` null for zeros, in columns [0, n): `width` of them, n or more, are written, zeros from n on.
// The words of a pair that takes two lie `step` apart.
template <PairForm F>
TW_INLINE void pack_pair(const float* even, const float* odd, i64 n, i64 width, float* to, i64 step) {
  constexpr int L = kLanes<float>;
#if defined(TW_AVX512)
  if constexpr (F == kPaired) return pack_pair_paired(even, odd, n, width, to);
#endif
  for (i64 j = 0; j < width; j += L) {
    const i64 have = min(n - j, i64(L)), wanted = min(width - j, i64(L));
    const vi32 x = have == L ? load_bits(even + j) : load_bits(even + j, have);
    const vi32 y = odd == nullptr ? vi32{} : have == L ? load_bits(odd + j) : load_bits(odd + j, have);
    store_up_to(to + j, from_bits(y), wanted);
    store_up_to(to + step + j, from_bits(x), wanted);
  }
}

// A pair of rows, `odd` null for zeros, as `count` pieces of n columns; the pieces lie `apart`.
template <PairForm F>
TW_INLINE void pack_pieces(const float* even, const float* odd, i64 count, i64 n, float* to, i64 apart) {
#if defined(TW_AVX512)
  if constexpr (F == kPaired) return pack_pieces_paired(even, odd, count, n, to, apart);
#endif
  for (i64 s = 0; s < count; s++) pack_pair<F>(even + s * n, odd ? odd + s * n : nullptr, n, n, to + s * apart, n);
}

}  // namespace
}  // namespace thalweg
