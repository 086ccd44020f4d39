// How a kernel receives its call. A call is one block of doubles (sizes, numbers, then addresses; all exact), written
// by lib/backend/native.ts after lib/backend/check.ts has checked it, and read by the code of gen/kernels.h.
#pragma once
#include <cstdint>

namespace thalweg {

using i64 = std::int64_t;

// What a kernel returns: kOk, kNoMemory, or 1 + the position of the first index that is out of range.
constexpr i64 kOk = 0;
constexpr i64 kNoMemory = -1;

using Kernel = i64 (*)(const double* block);

constexpr int kMaxDims = 8;

namespace {

// An array of sizes inside the block.
struct Sizes {
  const double* at;
  i64 operator[](i64 k) const { return i64(at[k]); }
};

template <class T>
static inline T* address(double x) {
  return reinterpret_cast<T*>(std::uintptr_t(x));
}

// A list of buffers inside the block.
template <class T>
struct List {
  const double* at;
  T* operator[](i64 k) const { return address<T>(at[k]); }
};

}  // namespace
}  // namespace thalweg

// At the end of a kernel's file: TW_KERNEL(name) makes the entry points of the level from the template `name`.
#define TW_KERNEL(name) TW_EXPORT_##name
