// Moving elements without computing: copies between any strides.
#include <cstring>

#include "core/parallel.h"
#include "gen/kernels.h"

namespace thalweg {
namespace {

// y = x over the last dimension, then odometer-wise over the others.
template <class T>
i64 copy(const CopyArgs<T>& a) {
  i64 count = 1, shape[kMaxDims], sx[kMaxDims], sy[kMaxDims];
  for (i64 d = 0; d < a.nd; d++) {
    shape[d] = a.shape[d];
    sx[d] = a.strides[d];
    sy[d] = a.strides[a.nd + d];
    count *= shape[d];
  }
  if (count == 0) return kOk;
  for (i64 k = 0; k < count; k++) {
    i64 rest = k, from = 0, to = 0;
    for (i64 d = a.nd - 1; d >= 0; d--) {
      from += rest % shape[d] * sx[d];
      to += rest % shape[d] * sy[d];
      rest /= shape[d];
    }
    a.y[to] = a.x[from];
  }
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(copy)
