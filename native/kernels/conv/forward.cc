// conv2d forward of float32 and float64.
#include "kernels/conv/forward.h"

namespace thalweg {
namespace {

template <class T>
i64 conv2d(const Conv2dArgs<T>& a) {
  return convolve<false>(a);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(conv2d)
