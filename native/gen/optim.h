// Generated from native/rules/optim by native/generate/rules.mjs. Do not edit.
#pragma once
#include "simd/loops.h"

namespace thalweg {
namespace {

struct rule_adam {
  static constexpr int kTensors = 5, kNumbers = 9, kFlags = 2;
  static constexpr unsigned kPresent[] = {15,15,31,31}, kWrites[] = {13,13,29,29};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgSq_ = t[3];
  [[maybe_unused]] V& maxExpAvgSq_ = t[4];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V decay_ = c[1];
  [[maybe_unused]] const V weightDecay_ = c[2];
  [[maybe_unused]] const V grow1_ = c[3];
  [[maybe_unused]] const V beta2_ = c[4];
  [[maybe_unused]] const V grow2_ = c[5];
  [[maybe_unused]] const V stepSize_ = c[6];
  [[maybe_unused]] const V rootScale_ = c[7];
  [[maybe_unused]] const V eps_ = c[8];
  [[maybe_unused]] V difference_;
  [[maybe_unused]] V root_;
g_ = (g_ * gradScale_);
if constexpr ((F & 1) != 0) {
g_ = (g_ + (weightDecay_ * p_));
}
p_ = (p_ * decay_);
difference_ = (g_ - expAvg_);
expAvg_ = select((grow1_ < lit<V>(0.5)), (expAvg_ + (grow1_ * difference_)), (g_ - (difference_ * (lit<V>(1.0) - grow1_))));
expAvgSq_ = ((expAvgSq_ * beta2_) + ((grow2_ * g_) * g_));
if constexpr ((F & 2) != 0) {
maxExpAvgSq_ = select(((expAvgSq_ > maxExpAvgSq_) | (expAvgSq_ != expAvgSq_)), expAvgSq_, maxExpAvgSq_);
root_ = sqrt(maxExpAvgSq_);
} else {
root_ = sqrt(expAvgSq_);
}
p_ = (p_ - ((stepSize_ * expAvg_) / ((root_ * rootScale_) + eps_)));
}
};
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
} else {
momentumBuffer_ = ((momentum_ * momentumBuffer_) + (undamped_ * g_));
}
if constexpr ((F & 8) != 0) {
g_ = (g_ + (momentum_ * momentumBuffer_));
} else {
g_ = momentumBuffer_;
}
}
p_ = (p_ - (lr_ * g_));
}
};

#define TW_FOR_EACH_RULE(F) F(rule_adam) F(rule_sgd)

}  // namespace
}  // namespace thalweg
