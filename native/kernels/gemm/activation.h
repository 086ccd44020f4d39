// The activations that a product may end with: the ops of rules/elementwise.def, run on a piece of C that has just been
// written and is still in the cache.
#pragma once
#include "gen/elementwise.h"

namespace thalweg {
namespace {

// Codes as in kernels.def.
enum Activation { kNone, kRelu, kGeluErf, kGeluTanh, kSigmoid, kTanh, kSilu };

template <class T>
constexpr Loop kActivations[] = {
    nullptr,
    map_loop<op_relu, T>,
    map_loop<op_gelu, T>,
    map_loop<op_geluTanh, T>,
    map_loop<op_sigmoid, T>,
    map_loop<op_tanh, T>,
    map_loop<op_silu, T>,
};

template <class T>
void activate(T* c, i64 ldc, i64 rows, i64 cols, int activation) {
  for (i64 i = 0; i < rows; i++) {
    Run s{};
    s.x[0] = s.y = c + i * ldc;
    s.n = cols;
    kActivations<T>[activation](s);
  }
}

}  // namespace
}  // namespace thalweg
