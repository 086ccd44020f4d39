// Memory for the time of one call, taken by the calling thread before a parallel region and shared out among its
// threads. A thread keeps what its calls have taken, up to 64 MB: memory that goes back to the system comes back
// as new pages, at 1 to 3 us each.
#pragma once
#include <cstddef>
#include <cstdint>

#include "core/kernel.h"

namespace thalweg {

// Null when there is no memory. The same thread gives it back before the kernel ends, what was taken last first.
char* take_scratch(std::size_t bytes);
void give_scratch(char* memory);

namespace {

// `team` pieces of `count` elements, each starting on a 64-byte boundary. Check with `if (!scratch) return kNoMemory`.
template <class T>
class Scratch {
 public:
  Scratch(int team, i64 count) {
    // An odd number of cache lines a piece keeps the pieces out of step with the 4 KB period of the caches.
    stride_ = ((count * i64(sizeof(T)) + 63) / 64 | 1) * 64;
    memory_ = take_scratch(std::size_t(stride_ * team + 64));
    base_ = reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(memory_) + 63) & ~std::uintptr_t(63));
  }
  ~Scratch() { give_scratch(memory_); }
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
