// A loop over the vectors of a row.
#pragma once
#include "simd/reduce.h"

namespace thalweg {
namespace {

// f(get, put) for the vectors of n elements, the last one masked: both take a pointer to the first element of a row.
template <class T, class F>
TW_INLINE void for_lanes(i64 n, F f) {
  constexpr int L = kLanes<T>;
  i64 i = 0;
  for (; i + L <= n; i += L)
    f([i](const T* p) TW_LAMBDA { return load(p + i); }, [i](T* p, Vec<T> v) TW_LAMBDA { store(p + i, v); });
  if (i < n)
    f([i, n](const T* p) TW_LAMBDA { return load_n(p + i, n - i); },
      [i, n](T* p, Vec<T> v) TW_LAMBDA { store_n(p + i, v, n - i); });
}

}  // namespace
}  // namespace thalweg
