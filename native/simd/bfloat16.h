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
#include <utility>

#include "core/int.h"
#include "simd/narrow.h"

namespace thalweg {
namespace {

enum PairForm { kPaired, kSwapped };

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

// A word of `even` and `odd`, the first and the second element of a pair.
TW_INLINE vf pair_words(vi32 even, vi32 odd) { return from_bits(vi32(vu32(even) >> 16) | odd); }

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

// `k` elements, `stride` apart, as words one behind the other.
template <PairForm F>
void pack_line(const float* from, i64 stride, i64 k, float* to) {
  constexpr int L = kLanes<float>;
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
    const vi32 rounded = round_bfloat16(x);
    if constexpr (F == kPaired) {
      const Shorts halves = narrow<Shorts>(vu32(rounded) >> 16);
      std::memcpy(to + p / 2, &halves, std::size_t(n == L ? 2 * L : words_of(F, n) * 4));
    } else {
      const vf swapped = swap_neighbors(from_bits(rounded), std::make_integer_sequence<int, L>());
      store_up_to(to + p, swapped, words_of(F, n));
    }
  }
}

// A pair of rows, `odd` null for zeros, in columns [0, n): `width` of them, n or more, are written, zeros from n on.
// The words of a pair that takes two lie `step` apart.
template <PairForm F>
TW_INLINE void pack_pair(const float* even, const float* odd, i64 n, i64 width, float* to, i64 step) {
  constexpr int L = kLanes<float>;
  for (i64 j = 0; j < width; j += L) {
    const i64 have = min(n - j, i64(L)), wanted = min(width - j, i64(L));
    const vi32 x = have == L ? load_bits(even + j) : load_bits(even + j, have);
    const vi32 y = odd == nullptr ? vi32{} : have == L ? load_bits(odd + j) : load_bits(odd + j, have);
    if constexpr (F == kPaired) {
      store_up_to(to + j, pair_words(x, y), wanted);
    } else {
      store_up_to(to + j, from_bits(y), wanted);
      store_up_to(to + step + j, from_bits(x), wanted);
    }
  }
}

}  // namespace
}  // namespace thalweg
