// Generated from native/rules/optim by native/generate/rules.mjs. Do not edit.
#pragma once
#include "gen/math.h"
#include "simd/loops.h"

namespace thalweg {
namespace {

struct rule_sgd {
  static constexpr int kTensors = 3, kNumbers = 5, kFlags = 4;
  static constexpr unsigned kPresent[] = {3,3,7,7,3,3,7,7,3,3,7,7,3,3,7,7}, kWrites[] = {1,1,5,5,1,1,5,5,1,1,5,5,1,1,5,5};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
    [[maybe_unused]] V& p_ = t[0];
    [[maybe_unused]] V& g_ = t[1];
    [[maybe_unused]] V& momentumBuffer_ = t[2];
    [[maybe_unused]] const V gradScale_ = c[0];
    [[maybe_unused]] const V lr_ = c[1];
    [[maybe_unused]] const V weightDecay_ = c[2];
    [[maybe_unused]] const V momentum_ = c[3];
    [[maybe_unused]] const V undamped_ = c[4];
    g_ = (g_ * gradScale_);
    if constexpr ((F & 1) != 0) {
      g_ = (g_ + (weightDecay_ * p_));
    }
    if constexpr ((F & 2) != 0) {
      if constexpr ((F & 4) != 0) {
        momentumBuffer_ = g_;
      }
       else {
        momentumBuffer_ = ((momentum_ * momentumBuffer_) + (undamped_ * g_));
      }
      if constexpr ((F & 8) != 0) {
        g_ = (g_ + (momentum_ * momentumBuffer_));
      }
       else {
        g_ = momentumBuffer_;
      }
    }
    p_ = (p_ - (lr_ * g_));
  }
};
#define TW_FOR_EACH_RULE(F) F(rule_sgd)

}  // namespace
}  // namespace thalweg
