// The loop of an optimizer rule over contiguous elements: for optim.cc and optim_packed.cc.
#pragma once
#include "gen/optim.h"

namespace thalweg {
namespace {

// n elements of the rule's tensors t (p, g, states), with the flags F settled at compile time.
template <class Rule, int F, class T>
void rule_loop(T* const* tensors, i64 n, const T* numbers) {
  using V = Vec<T>;
  constexpr int kTensors = Rule::kTensors;
  T* t[kTensors];  // in registers: a store through one of them cannot change them
  for (int k = 0; k < kTensors; k++) t[k] = tensors[k];
  // So far ahead the line is there when its turn comes; the hardware prefetcher stops at each page.
  constexpr i64 kAhead = 256 / sizeof(T);
  V c[Rule::kNumbers];
  for (int k = 0; k < Rule::kNumbers; k++) c[k] = splat<V>(numbers[k]);
  V v[kTensors];
  i64 i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) {
    for (int k = 0; k < kTensors; k++) {
      if (!(Rule::kPresent[F] >> k & 1)) continue;
      __builtin_prefetch(t[k] + i + kAhead);
      v[k] = load_far(t[k] + i);
    }
    Rule::template run<F>(v, c);
    for (int k = 0; k < kTensors; k++)
      if (Rule::kWrites[F] >> k & 1) store(t[k] + i, v[k]);
  }
  if (i == n) return;
  for (int k = 0; k < kTensors; k++)
    if (Rule::kPresent[F] >> k & 1) v[k] = load_n(t[k] + i, n - i);
  Rule::template run<F>(v, c);
  for (int k = 0; k < kTensors; k++)
    if (Rule::kWrites[F] >> k & 1) store_n(t[k] + i, v[k], n - i);
}

}  // namespace
}  // namespace thalweg
