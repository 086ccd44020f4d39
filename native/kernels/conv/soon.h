// Memory that the next unit of work will read or write, requested between the products of this one, a little at a time:
// a core waits for few lines at once, and requests in a row wait for each other. Used by the tiles of convolutions.
#pragma once
#include "core/int.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

// `runs` pieces of `bytes` each, `apart` from each other.
struct Span {
  const char* from = nullptr;
  i64 runs = 0, apart = 0, bytes = 0;
};

// `count` elements from `offset` on of each of some planes.
template <class T>
static inline Span span_of(const T* planes, i64 many, i64 plane, i64 offset, i64 count) {
  const i64 size = sizeof(T);
  if (count == plane) return {reinterpret_cast<const char*>(planes), 1, 0, many * plane * size};
  return {reinterpret_cast<const char*>(planes + offset), many, plane * size, count * size};
}

// Two spans, one after the other.
class Soon {
 public:
  Soon() = default;
  Soon(const Span& first, const Span& second) : span_{first}, then_{second} {}
  // Where the next `bytes` to request begin; when all were, `near`, which costs nothing.
  const char* next(i64 bytes, const void* near) {
    if (span_.runs <= 0) {
      if (then_.runs <= 0) return static_cast<const char*>(near);
      span_ = then_;
      then_ = {};
    }
    const char* const at = span_.from + requested_;
    requested_ += bytes;
    if (requested_ >= span_.bytes) {
      requested_ = 0;
      span_.from += span_.apart;
      span_.runs--;
    }
    return at;
  }

 private:
  Span span_, then_;
  i64 requested_ = 0;
};

// Into the second cache: the first one holds what the products read.
TW_INLINE void request(const char* p) { __builtin_prefetch(p, 0, 2); }

}  // namespace
}  // namespace thalweg
