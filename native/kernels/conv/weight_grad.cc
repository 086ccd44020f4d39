// The gradients of conv2d with respect to weight and bias, of float32 and float64.
#include "kernels/conv/weight_grad.h"

#include "kernels/conv/depthwise_weight.h"
#include "kernels/conv/weight_grad_small.h"
#include "kernels/conv/winograd_weight.h"

namespace thalweg {
namespace {

template <class T>
i64 conv2dWeight(const Conv2dWeightArgs<T>& a) {
  const ConvShape s = conv_shape(a);
  if (s.co == 0) return kOk;
  const i64 parts = weight_parts(s.n, s.co * s.cg * s.kh * s.kw);
  if (depthwise(s)) return depth_weight(a, s, parts);
  if constexpr (sizeof(T) == 4)
    if (by_winograd(s, s.oh, s.ow)) return winograd_weight(a, s, parts);
  return few_taps_and_wide_rows(s) ? small_weight(a, s, parts) : weigh<false>(a, s, parts);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(conv2dWeight)
