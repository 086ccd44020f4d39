// A tile of float32 products with denormals as zero on the way in and out, as products of bfloat16 want them where the
// processor lacks their instruction. Called by region.h.
//
// x86-64: the processor's own mode, which decides after rounding whether a result is a denormal, as VDPBF16PS does.
// arm64 decides before rounding, which differs within half an ulp below the smallest normal number. Its mode computes,
// and where the status register says that a result was flushed, the tile is computed again, in float64.
#pragma once
#include <cstring>

#include "core/int.h"
#include "gen/elementwise.h"
#include "kernels/gemm/tile.h"

namespace thalweg {
namespace {

#if defined(TW_AVX512) || defined(TW_AVX2)

// Not inlined: the compiler does not know that arithmetic depends on the mode, but never moves it across a call.
__attribute__((noinline)) void run_flushed(TileFn<float> tile, const TileCall<float>& t, i64, i64) {
  constexpr unsigned kFlushResults = 0x8000, kFlushInputs = 0x40;
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | kFlushResults | kFlushInputs);
  tile(t);
  _mm_setcsr(before);
}

#else

// c + a b, none of them a denormal: exact in float64 but for a rounding that the one to float32 hides. The bound is
// what rounds to the smallest normal number when the exponent has no limit.
TW_INLINE float fma_flushed(float a, float b, float c) {
  const double sum = double(a) * double(b) + double(c);
  return float(sum < 0x1.ffffffp-127 && sum > -0x1.ffffffp-127 ? sum * 0 : sum);
}

void run_in_float64(const TileCall<float>& t, i64 rows, i64 cols) {
  for (i64 i = 0; i < rows; i++)
    for (i64 j = 0; j < cols; j++) {
      float c = t.start == nullptr ? 0.0f : t.start[i * t.srs + (t.splat ? 0 : j)];
      if (c < 0x1p-126f && c > -0x1p-126f) c *= 0;
      for (i64 k = 0; k < t.k; k++) c = fma_flushed(t.a[i * t.ars + k * t.acs], t.b[k * t.bk + j], c);
      vf x = splat<vf>(c);
      if (t.relu) x = op_relu::run(&x, static_cast<vf*>(nullptr));
      t.c[i * t.ldc + j] = x[0];
    }
}

__attribute__((noinline)) void run_flushed(TileFn<float> tile, const TileCall<float>& t, i64 rows, i64 cols) {
  constexpr std::uint64_t kFlush = 1 << 24, kUnderflow = 1 << 3;
  constexpr i64 kWidth = kMaxVectors * kLanes<float>;
  // The tile may start from C: that must survive until it is known that nothing was flushed.
  alignas(64) float c[kMaxRows * kWidth];
  TileCall<float> u = t;
  u.c = c;
  u.ldc = kWidth;
  std::uint64_t mode, status, raised;
  asm volatile("mrs %0, fpcr" : "=r"(mode));
  asm volatile("mrs %0, fpsr" : "=r"(status));
  asm volatile("msr fpsr, %0" : : "r"(status & ~kUnderflow));
  asm volatile("msr fpcr, %0" : : "r"(mode | kFlush));
  tile(u);
  asm volatile("mrs %0, fpsr" : "=r"(raised));
  asm volatile("msr fpcr, %0" : : "r"(mode));
  asm volatile("msr fpsr, %0" : : "r"(status));
  if (raised & kUnderflow) return run_in_float64(t, rows, cols);
  for (i64 i = 0; i < rows; i++) std::memcpy(t.c + i * t.ldc, c + i * kWidth, std::size_t(cols) * sizeof(float));
}

#endif

}  // namespace
}  // namespace thalweg
