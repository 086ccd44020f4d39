// Convolution as a product of bfloat16: the weights of a group are rows of A, the rows of B are the padded image seen
// from each tap, over whole rows of the copy, so that those of a tap are one run of memory. The columns between the end
// of a row and the next one are computed in vain. The chain of an output goes over the taps in order, two at a time
// (simd/bfloat16.h). Used by conv/bfloat16.cc.
#pragma once
#include "kernels/conv/shape.h"
#include "kernels/gemm/bfloat16.h"

namespace thalweg {
namespace {

// Weights in words, block of taps after block, and where the taps lie in the image's copy.
struct TapProduct {
  PairForm form = kSwapped;
  Blocking q;
  i64 m = 0, taps = 0, words = 0;
  const float* a = nullptr;
  const i64* off = nullptr;

  TapProduct() = default;
  // For up to n pixels.
  TapProduct(i64 m, i64 n, i64 taps) : form(pair_form()), m(m), taps(taps), words(words_of(form, taps)) {
    q = choose_rounded_blocking(Product<float>{.m = m, .n = n, .k = taps, .acs = 1}, form);
  }
  i64 nr() const { return q.nv * kLanes<float>; }
  i64 packed_size() const { return m * words; }
  i64 scratch_size() const { return q.nc * q.kc; }

  // Rows of `taps` weights each.
  void fill(const float* weights, float* to) {
    a = to;
    for (i64 w = 0; w < words; w += q.kc) {
      const i64 depth = min(q.kc, words - w), k = elements_of(form, w);
      const Product<float> part{
          .m = m, .k = min(elements_of(form, depth), taps - k), .a = weights + k, .ars = taps, .acs = 1};
      round_a(form, part, q, depth, to + w * m);
    }
  }

  template <PairForm F>
  void pack_block(const float* x, i64 first, i64 depth, i64 n, float* to) const {
    const i64 end = min(first + elements_of(F, depth), taps);
    for (i64 k = first; k < end; k += 2) {
      const float *even = x + off[k], *odd = k + 1 < end ? x + off[k + 1] : nullptr;
      float* at = to + words_of(F, k - first) * nr();
      for (i64 j = 0; j < n; j += nr(), at += depth * nr()) {
        const i64 cols = min(n - j, nr());
        pack_pair<F>(even + j, odd ? odd + j : nullptr, cols, round_up(cols, kLanes<float>), at, nr());
      }
    }
  }

  // c[o][p] = start[o] + the sum over the taps of weight times x[off[tap] + p], for n pixels.
  void run(const float* x, i64 n, const float* start, bool relu, float* c, i64 ldc, float* scratch) const {
    for (i64 j = 0; j < n; j += q.nc)
      for (i64 w = 0; w < words; w += q.kc) {
        const i64 depth = min(q.kc, words - w), cols = min(q.nc, n - j), k = elements_of(form, w);
        with_form(form, [&](auto f) { pack_block<f.value>(x + j, k, depth, cols, scratch); });
        const Product<float> p{.m = m,
                               .n = cols,
                               .k = depth,
                               .a = a + w * m,
                               .ars = depth,
                               .acs = 1,
                               .start = w > 0 ? c + j : start,
                               .srs = w > 0 ? ldc : 1,
                               .scs = w > 0 ? 1 : 0,
                               .c = c + j,
                               .ldc = ldc,
                               .activation = relu && w + depth == words ? kRelu : kNone};
        multiply(p, q, Panels<float>{scratch, nr(), depth * nr()}, static_cast<const float*>(nullptr));
      }
  }
};

}  // namespace
}  // namespace thalweg
