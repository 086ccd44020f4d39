// Convolution as a product of bfloat16 where the processor lacks the instruction: the weights of a group are rows of A,
// the rows of B are the padded image seen from each tap, over whole rows of the copy, so that those of a tap are one
// run of memory. The columns between the end of a row and the next one are computed in vain. The chain of an output
// goes over the taps in order, two at a time (simd/bfloat16.h). Used by conv/bfloat16.cc.
#pragma once
#include "kernels/conv/shape.h"
#include "kernels/gemm/bfloat16.h"

namespace thalweg {
namespace {

constexpr i64 kNoTap = -(i64(1) << 62);  // the partner of a last channel: zeros

// Weights, block of taps after block, and where the taps lie in the image's copy.
struct TapProduct {
  Blocking q;
  i64 m = 0, taps = 0;
  const float* a = nullptr;
  const i64* off = nullptr;

  TapProduct() = default;
  // For up to n pixels.
  TapProduct(i64 m, i64 n, i64 taps) : m(m), taps(taps) {
    q = choose_rounded_blocking(Product<float>{.m = m, .n = n, .k = taps, .acs = 1}, kSwapped);
  }
  i64 nr() const { return q.nv * kLanes<float>; }
  i64 packed_size() const { return m * taps; }
  i64 scratch_size() const { return q.nc * q.kc; }

  // Rows of `taps` weights each.
  void fill(const float* weights, float* to) {
    a = to;
    for (i64 k = 0; k < taps; k += q.kc) {
      const i64 depth = min(q.kc, taps - k);
      const Product<float> part{.m = m, .k = depth, .a = weights + k, .ars = taps, .acs = 1};
      round_a<kSwapped>(part, q, depth, to + k * m);
    }
  }

  void pack_block(const float* x, i64 first, i64 depth, i64 n, float* to) const {
    for (i64 k = first; k < first + depth; k += 2) {
      const float *even = x + off[k], *odd = off[k + 1] == kNoTap ? nullptr : x + off[k + 1];
      float* at = to + (k - first) * nr();
      for (i64 j = 0; j < n; j += nr(), at += depth * nr()) {
        const i64 cols = min(n - j, nr());
        pack_pair<kSwapped>(even + j, odd ? odd + j : nullptr, cols, round_up(cols, kLanes<float>), at, nr());
      }
    }
  }

  // c[o][p] = start[o] + the sum over the taps of weight times x[off[tap] + p], for n pixels.
  void run(const float* x, i64 n, const float* start, bool relu, float* c, i64 ldc, float* scratch) const {
    for (i64 j = 0; j < n; j += q.nc)
      for (i64 k = 0; k < taps; k += q.kc) {
        const i64 depth = min(q.kc, taps - k), cols = min(q.nc, n - j);
        pack_block(x + j, k, depth, cols, scratch);
        const Product<float> p{.m = m,
                               .n = cols,
                               .k = depth,
                               .a = a + k * m,
                               .ars = depth,
                               .acs = 1,
                               .start = k > 0 ? c + j : start,
                               .srs = k > 0 ? ldc : 1,
                               .scs = k > 0 ? 1 : 0,
                               .c = c + j,
                               .ldc = ldc,
                               .activation = relu && k + depth == taps ? kRelu : kNone};
        multiply(p, q, Panels<float>{scratch, nr(), depth * nr()}, static_cast<const float*>(nullptr));
      }
  }
};

}  // namespace
}  // namespace thalweg
