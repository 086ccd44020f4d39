// How batch.cc and batch_backward.cc cut their work.
#pragma once
#include "core/kernel.h"

namespace thalweg {
namespace {

// The images that one block of a channel's sums holds: about 16384 elements.
static inline i64 images_of_block(i64 inner) {
  const i64 images = inner > 0 ? 16384 / inner : 1;
  return images < 1 ? 1 : images > 256 ? 256 : images;
}

// Columns that one unit of work takes where inner = 1.
constexpr i64 kColumns = 256;

}  // namespace
}  // namespace thalweg
