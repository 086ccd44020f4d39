// The activations that a kernel may end with: the ops of rules/elementwise.def, run on a piece of the result that has
// just been written and is still in the cache. elementwise.cc holds their loops; a copy in each object that ends with
// one would take 12 KB.
#pragma once
#include "simd/loops.h"

namespace thalweg {

namespace TW_LEVEL {
extern const Loop *const kActivations_f32, *const kActivations_f64;
}

namespace {

// Codes as in kernels.def.
enum Activation { kNone, kRelu, kGeluErf, kGeluTanh, kSigmoid, kTanh, kSilu };

static inline const Loop* loops_of(const float*) { return TW_LEVEL::kActivations_f32; }
static inline const Loop* loops_of(const double*) { return TW_LEVEL::kActivations_f64; }

// c = activation(c), rows that lie ldc apart.
template <class T>
void activate(T* c, i64 ldc, i64 rows, i64 cols, int activation) {
  for (i64 i = 0; i < rows; i++) {
    Run s{};
    s.x[0] = s.y = c + i * ldc;
    s.n = cols;
    loops_of(c)[activation](s);
  }
}

}  // namespace
}  // namespace thalweg
