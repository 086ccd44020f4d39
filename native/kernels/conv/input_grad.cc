// The gradient of conv2d with respect to its input, of float32 and float64.
#include "kernels/conv/input_grad.h"

namespace thalweg {
namespace {

template <class T>
i64 conv2dInput(const Conv2dInputArgs<T>& a) {
  return convolve_back<false>(a);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(conv2dInput)
