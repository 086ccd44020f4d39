// Neighboring channels woven into words of two bfloat16, for the tiles of convolutions that are Paired: channel 2 c in
// the lower half, 2 c + 1, or zeros behind the last channel, in the upper. Used by forward.h and input_grad.h.
#pragma once
#include <cstring>

#include "core/int.h"
#include "simd/bfloat16.h"
#include "simd/transpose.h"

namespace thalweg {
namespace {

// Planes that `channels` planes take.
template <bool Paired>
TW_INLINE i64 planes_of(i64 channels) {
  return Paired ? (channels + 1) / 2 : channels;
}

// Elements of the weights of `rows` sums over `channels` of `area` taps; they are written in whole vectors.
static inline i64 woven_size(i64 rows, i64 channels, i64 area) { return rows * planes_of<true>(channels) * area + 16; }

#if defined(TW_AVX512)

// Weight (row, channel, tap) is weight[row * rs + channel * cs + tap]; words as [row][pair of channels][tap].
TW_PAIRS static void weave_weights(const float* weight, i64 rows, i64 rs, i64 channels, i64 cs, i64 area, float* to) {
  const float* const last = weight + (rows - 1) * rs + (channels - 1) * cs + area;
  for (i64 row = 0; row < rows; row++, weight += rs) {
    if (area == 1 && cs == 1) {
      pack_line_paired(weight, channels, to);
      to += planes_of<true>(channels);
      continue;
    }
    // Whole vectors where the memory has them: what is too much, the next pair takes.
    for (i64 c = 0; c < channels; c += 2, to += area) {
      const float *even = weight + c * cs, *odd = c + 1 < channels ? even + cs : nullptr;
      const i64 whole = round_up(area, 16), n = (odd ? odd : even) + whole <= last ? whole : area;
      pack_pair_paired(even, odd, n, n, to);
    }
  }
}

// The same of one tap and of rows that are neighbors: words as [pair of channels][row], the pairs `step` apart.
TW_PAIRS static void weave_rows(const float* weight, i64 rows, i64 channels, i64 cs, float* to, i64 step) {
  for (i64 c = 0; c < channels; c += 2, to += step) {
    const float* even = weight + c * cs;
    __builtin_prefetch(even + 16 * cs);
    __builtin_prefetch(even + 17 * cs);
    pack_pair_paired(even, c + 1 < channels ? even + cs : nullptr, rows, rows, to);
  }
}

// Two neighboring halves of a word, of which the first may be either, as one word in all lanes.
TW_INLINE vf splat_pair(const std::int16_t* halves) {
  float word;
  std::memcpy(&word, halves, sizeof word);
  return splat<vf>(word);
}

// weave_pixels in registers. So many planes are more streams than the hardware follows.
TW_PAIRS static void weave_pixels_paired(const float* planes, i64 plane, i64 count, i64 pixels, float* to, i64 step) {
  constexpr i64 L = 16, kAhead = 64;
  for (i64 p = 0; p < pixels; p += 2 * L, to += L * step) {
    const i64 some = min(pixels - p, 2 * L);
    vf v[L];
    const float* from = planes + p;
    if (count == L && some == 2 * L) {
#pragma GCC unroll 16
      for (int l = 0; l < L; l++, from += plane) {
        v[l] = (vf)_mm512_cvtne2ps_pbh((__m512)load(from + L), (__m512)load(from));
        __builtin_prefetch(from + kAhead);
        __builtin_prefetch(from + kAhead + L);
      }
    } else {
      const i64 low = min(some, L), high = some - low;
#pragma GCC unroll 16
      for (int l = 0; l < L; l++, from += plane)
        v[l] = l < count ? (vf)_mm512_cvtne2ps_pbh((__m512)load_n(from + low, high), (__m512)load_n(from, low)) : vf{};
    }
    transpose(v);
#pragma GCC unroll 16
    for (int l = 0; l < L; l++)
      if (2 * l < some) store(to + l * step, v[l]);
  }
}

#endif

// Pairs of `pixels` neighboring elements of up to a vector of planes as words: lane l of row k, `step` apart, has those
// of plane l. Lanes behind the last plane are zeros.
template <PairForm F>
void weave_pixels(const float* planes, i64 plane, i64 count, i64 pixels, float* to, i64 step) {
#if defined(TW_AVX512)
  if constexpr (F == kPaired) return weave_pixels_paired(planes, plane, count, pixels, to, step);
#endif
  constexpr i64 L = kLanes<float>, kSome = 128;
  alignas(64) float lines[L * kSome] = {};
  for (i64 p = 0; p < pixels; p += kSome, to += words_of(F, kSome) * step) {
    const i64 some = min(pixels - p, kSome);
    for (i64 l = 0; l < count; l++) pack_line<F>(planes + l * plane + p, 1, some, lines + l * kSome);
    to_pixels(lines, kSome, L, words_of(F, some), to, step);
  }
}

}  // namespace
}  // namespace thalweg
