// Copies of contiguous runs, of a few elements or of many. Called by kernels/copy.cc and kernels/gather.cc.
#pragma once
#include <cstring>

#include "simd/vec.h"

namespace thalweg {
namespace {

// Floats carry the bits of any element of their width through the vector loads and stores.
template <class T>
struct LaneOf {
  using F = float;
};
template <>
struct LaneOf<std::uint64_t> {
  using F = double;
};
template <class T>
using Lane = typename LaneOf<T>::F;

template <class T>
TW_INLINE void copy_run(const T* x, T* y, i64 n) {
  i64 bytes = n * i64(sizeof(T));
  if (bytes > 512 || sizeof(T) == 1) {
    std::memcpy(y, x, bytes);
    return;
  }
  // Runs of a few vectors come by the thousand: a call each would cost more than the copy.
  using F = Lane<T>;
  const F* from = reinterpret_cast<const F*>(x);
  F* to = reinterpret_cast<F*>(y);
  i64 i = 0;
  for (; i + kLanes<F> <= n; i += kLanes<F>) store(to + i, load(from + i));
  if (i < n) store_n(to + i, load_n(from + i, n - i), n - i);
}

}  // namespace
}  // namespace thalweg
