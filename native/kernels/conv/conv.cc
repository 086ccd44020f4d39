// conv2d of float32 and float64, forward and the gradient of the input: in one file, because they share their tiles.
#include "kernels/conv/depthwise.h"
#include "kernels/conv/forward.h"
#include "kernels/conv/input_grad.h"
#include "kernels/conv/winograd_forward.h"

namespace thalweg {
namespace {

template <class T>
i64 conv2d(const Conv2dArgs<T>& a) {
  const ConvShape s = conv_shape(a);
  if constexpr (sizeof(T) == 4) {  // as nets have them; float64 would double the code
    if (depthwise_forward(s)) return depth_forward(a, s);
    if (by_winograd(s, s.oh, s.ow)) {
      const Kernels kernels{.lane = s.cg * 9, .channel = 9, .turned = false};
      return run_winograd(winograd_shape(s), a.x, a.weight, kernels, a.bias, a.y,
                          Finish{.relu = a.relu == 1, .add = false});
    }
  }
  return convolve<false>(a, s);
}

template <class T>
i64 conv2dInput(const Conv2dInputArgs<T>& a) {
  const ConvShape s = conv_shape(a);
  if constexpr (sizeof(T) == 4) {
    if (depthwise_input(s)) return depth_input(a, s);
    if (by_winograd(s, s.h, s.w)) {
      const WinogradShape shape{s.n, s.groups, s.og, s.cg, s.oh, s.ow, s.h, s.w, 2 - s.ph, 2 - s.pw};
      const Kernels kernels{.lane = 9, .channel = s.cg * 9, .turned = true};
      return run_winograd<T>(shape, a.dy, a.weight, kernels, nullptr, a.dx,
                             Finish{.relu = false, .add = a.accumulate == 1});
    }
  }
  return convolve_back<false>(a, s);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(conv2d)
TW_KERNEL(conv2dInput)
