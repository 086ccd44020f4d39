// How batch.cc and batch_backward.cc cut their work.
#pragma once
#include "core/kernel.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

// The images that one block of a channel's sums holds: about 16384 elements.
static inline i64 images_of_block(i64 inner) {
  const i64 images = inner > 0 ? 16384 / inner : 1;
  return images < 1 ? 1 : images > 256 ? 256 : images;
}

// Requests what comes a little after element i of a channel's line: the hardware's prefetcher stops at each page, and
// the next image's line lies on another one, `step` elements on. 0 to read, 1 to write.
template <int kWrite, class T>
TW_INLINE void prefetch_ahead(const T* line, i64 step, i64 inner, i64 i) {
  const i64 ahead = inner < 256 ? inner : 256, at = i + ahead;
  __builtin_prefetch(line + (at < inner ? at : at - inner + step), kWrite);
}

// Columns that one unit of work takes where inner = 1.
constexpr i64 kColumns = 256;

}  // namespace
}  // namespace thalweg
