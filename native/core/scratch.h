// Memory for the time of one call, taken by the calling thread before a parallel region and shared out among its
// threads. Nothing of it outlives the call.
#pragma once
#include <cstdlib>

#include "core/kernel.h"

namespace thalweg {
namespace {

// `team` pieces of `count` elements, each starting on a 64-byte boundary. Check with `if (!scratch) return kNoMemory`.
template <class T>
class Scratch {
 public:
  Scratch(int team, i64 count) {
    // An odd number of cache lines a piece keeps the pieces out of step with the 4 KB period of the caches.
    stride_ = ((count * i64(sizeof(T)) + 63) / 64 | 1) * 64;
    memory_ = static_cast<char*>(std::malloc(stride_ * team + 64));
    base_ = reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(memory_) + 63) & ~std::uintptr_t(63));
  }
  ~Scratch() { std::free(memory_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  explicit operator bool() const { return memory_ != nullptr; }
  T* of(int thread) const { return reinterpret_cast<T*>(base_ + stride_ * thread); }

 private:
  char* memory_;
  char* base_;
  i64 stride_;
};

}  // namespace
}  // namespace thalweg
