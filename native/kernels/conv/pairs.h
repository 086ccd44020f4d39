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

// Elements of the copy of `channels` planes; Paired: of their words, and behind these of two planes on their way.
template <bool Paired>
TW_INLINE i64 copied_size(i64 channels, i64 plane) {
  return (Paired ? planes_of<true>(channels) + 2 : channels) * plane;
}

// Elements of the weights of `rows` sums over `channels` of `area` taps, and of a line on its way.
static inline i64 woven_size(i64 rows, i64 channels, i64 area) { return (rows + 2) * planes_of<true>(channels) * area; }

#if defined(TW_AVX512)

// Copies `channels` planes by copy(first, count, to) two at a time, so that they are woven while they are near the
// core: the words of a pair lie at to[c / 2 * plane]. `aside` has room for two planes.
template <class Copy>
static inline void weave_planes(i64 channels, i64 plane, float* aside, float* to, Copy copy) {
  for (i64 c = 0; c < channels; c += 2) {
    const bool two = c + 1 < channels;
    copy(c, two ? 2 : 1, aside);
    pack_pair<kPaired>(aside, two ? aside + plane : nullptr, plane, plane, to + c / 2 * plane, 0);
  }
}

// Weight (row, channel, tap) is weight[row * rs + channel * cs + tap]; words as [row][pair of channels][tap].
static inline void weave_weights(const float* weight, i64 rows, i64 rs, i64 channels, i64 cs, i64 area, float* to) {
  const i64 words = planes_of<true>(channels) * area;
  float* line = to + rows * words;
  for (i64 row = 0; row < rows; row++) {
    for (i64 c = 0; c < channels; c += 2)
      for (i64 t = 0; t < area; t++) {
        const float* from = weight + row * rs + c * cs + t;
        float* pair = line + c * area + 2 * t;
        pair[0] = *from;
        pair[1] = c + 1 < channels ? from[cs] : 0.0f;
      }
    pack_line<kPaired>(line, 1, 2 * words, to + row * words);
  }
}

// Two neighboring halves of a word, of which the first may be either, as one word in all lanes.
TW_INLINE vf splat_pair(const std::int16_t* halves) {
  float word;
  std::memcpy(&word, halves, sizeof word);
  return splat<vf>(word);
}

#endif

// Pairs of `pixels` neighboring elements of up to a vector of planes as words: lane l of row k, `step` apart, has those
// of plane l. Lanes behind the last plane are zeros.
template <PairForm F>
void weave_pixels(const float* planes, i64 plane, i64 count, i64 pixels, float* to, i64 step) {
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
