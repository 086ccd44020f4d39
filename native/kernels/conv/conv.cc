// conv2d of float32 and float64, forward and the gradient of the input: in one file, because they share their tiles.
#include "kernels/conv/depthwise.h"
#include "kernels/conv/forward.h"
#include "kernels/conv/input_grad.h"

namespace thalweg {
namespace {

template <class T>
i64 conv2d(const Conv2dArgs<T>& a) {
  const ConvShape s = conv_shape(a);
  if constexpr (sizeof(T) == 4)  // as nets have them; float64 would double the code
    if (depthwise_forward(s)) return depth_forward(a, s);
  return convolve<false>(a, s);
}

template <class T>
i64 conv2dInput(const Conv2dInputArgs<T>& a) {
  const ConvShape s = conv_shape(a);
  if constexpr (sizeof(T) == 4)
    if (depthwise_input(s)) return depth_input(a, s);
  return convolve_back<false>(a, s);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(conv2d)
TW_KERNEL(conv2dInput)
