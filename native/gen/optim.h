// Generated from native/rules/optim by codegen/rules.mjs. Do not edit.
#pragma once
#include "simd/loops.h"

namespace thalweg {
namespace {

struct rule_adabelief {
  static constexpr int kTensors = 4, kNumbers = 9, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {13};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgVar_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V decay_ = c[1];
  [[maybe_unused]] const V weightDecay_ = c[2];
  [[maybe_unused]] const V oneMinusBeta1_ = c[3];
  [[maybe_unused]] const V beta2_ = c[4];
  [[maybe_unused]] const V oneMinusBeta2_ = c[5];
  [[maybe_unused]] const V stepSize_ = c[6];
  [[maybe_unused]] const V rootScale_ = c[7];
  [[maybe_unused]] const V eps_ = c[8];
  [[maybe_unused]] V surprise_;
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
p_ = (p_ * decay_);
expAvg_ = lerp(expAvg_, g_, oneMinusBeta1_);
surprise_ = (g_ - expAvg_);
expAvgVar_ = (((expAvgVar_ * beta2_) + ((oneMinusBeta2_ * surprise_) * surprise_)) + eps_);
p_ = (p_ - ((stepSize_ * expAvg_) / ((sqrt(expAvgVar_) * rootScale_) + eps_)));
}
};
struct rule_adadelta {
  static constexpr int kTensors = 4, kNumbers = 6, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {13};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& squareAvg_ = t[2];
  [[maybe_unused]] V& accDelta_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V lr_ = c[1];
  [[maybe_unused]] const V weightDecay_ = c[2];
  [[maybe_unused]] const V rho_ = c[3];
  [[maybe_unused]] const V oneMinusRho_ = c[4];
  [[maybe_unused]] const V eps_ = c[5];
  [[maybe_unused]] V delta_;
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
squareAvg_ = ((squareAvg_ * rho_) + ((oneMinusRho_ * g_) * g_));
delta_ = ((sqrt((accDelta_ + eps_)) / sqrt((squareAvg_ + eps_))) * g_);
accDelta_ = ((accDelta_ * rho_) + ((oneMinusRho_ * delta_) * delta_));
p_ = (p_ - (lr_ * delta_));
}
};
struct rule_adafactorMatrix {
  static constexpr int kTensors = 3, kNumbers = 2, kFlags = 0;
  static constexpr unsigned kPresent[] = {7}, kWrites[] = {4};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& direction_ = t[2];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V floor_ = c[1];
direction_ = ((g_ * gradScale_) / sqrt(max(floor_, direction_)));
}
};
struct rule_adafactorVector {
  static constexpr int kTensors = 4, kNumbers = 3, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {12};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& variance_ = t[2];
  [[maybe_unused]] V& direction_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V oneMinusBeta2_ = c[1];
  [[maybe_unused]] const V floor_ = c[2];
g_ = (g_ * gradScale_);
variance_ = lerp(variance_, (g_ * g_), oneMinusBeta2_);
direction_ = (g_ / sqrt(max(floor_, variance_)));
}
};
struct rule_adagrad {
  static constexpr int kTensors = 3, kNumbers = 4, kFlags = 0;
  static constexpr unsigned kPresent[] = {7}, kWrites[] = {5};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& sum_ = t[2];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V stepSize_ = c[1];
  [[maybe_unused]] const V weightDecay_ = c[2];
  [[maybe_unused]] const V eps_ = c[3];
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
sum_ = (sum_ + (g_ * g_));
p_ = (p_ - ((stepSize_ * g_) / (sqrt(sum_) + eps_)));
}
};
struct rule_adam {
  static constexpr int kTensors = 5, kNumbers = 10, kFlags = 2;
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
  [[maybe_unused]] const V oneMinusBeta1_ = c[3];
  [[maybe_unused]] const V beta2_ = c[4];
  [[maybe_unused]] const V oneMinusBeta2_ = c[5];
  [[maybe_unused]] const V stepSize_ = c[6];
  [[maybe_unused]] const V rootScale_ = c[7];
  [[maybe_unused]] const V epsInside_ = c[8];
  [[maybe_unused]] const V eps_ = c[9];
  [[maybe_unused]] V root_;
g_ = (g_ * gradScale_);
if constexpr ((F & 1) != 0) {
g_ = (g_ + (weightDecay_ * p_));
}
p_ = (p_ * decay_);
expAvg_ = lerp(expAvg_, g_, oneMinusBeta1_);
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_));
if constexpr ((F & 2) != 0) {
maxExpAvgSq_ = select(((expAvgSq_ > maxExpAvgSq_) | (expAvgSq_ != expAvgSq_)), expAvgSq_, maxExpAvgSq_);
root_ = sqrt((maxExpAvgSq_ + epsInside_));
} else {
root_ = sqrt((expAvgSq_ + epsInside_));
}
p_ = (p_ - ((stepSize_ * expAvg_) / ((root_ * rootScale_) + eps_)));
}
};
struct rule_adamax {
  static constexpr int kTensors = 4, kNumbers = 6, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {13};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expInf_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V weightDecay_ = c[1];
  [[maybe_unused]] const V oneMinusBeta1_ = c[2];
  [[maybe_unused]] const V beta2_ = c[3];
  [[maybe_unused]] const V stepSize_ = c[4];
  [[maybe_unused]] const V eps_ = c[5];
  [[maybe_unused]] V before_;
  [[maybe_unused]] V now_;
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
expAvg_ = lerp(expAvg_, g_, oneMinusBeta1_);
before_ = (expInf_ * beta2_);
now_ = (abs(g_) + eps_);
expInf_ = select(((before_ > now_) | (before_ != before_)), before_, now_);
p_ = (p_ - ((stepSize_ * expAvg_) / expInf_));
}
};
struct rule_adan {
  static constexpr int kTensors = 6, kNumbers = 12, kFlags = 0;
  static constexpr unsigned kPresent[] = {63}, kWrites[] = {61};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgDiff_ = t[3];
  [[maybe_unused]] V& expAvgSq_ = t[4];
  [[maybe_unused]] V& prevGrad_ = t[5];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V older_ = c[1];
  [[maybe_unused]] const V oneMinusBeta1_ = c[2];
  [[maybe_unused]] const V beta2_ = c[3];
  [[maybe_unused]] const V oneMinusBeta2_ = c[4];
  [[maybe_unused]] const V beta3_ = c[5];
  [[maybe_unused]] const V oneMinusBeta3_ = c[6];
  [[maybe_unused]] const V momentStep_ = c[7];
  [[maybe_unused]] const V changeStep_ = c[8];
  [[maybe_unused]] const V rootScale_ = c[9];
  [[maybe_unused]] const V eps_ = c[10];
  [[maybe_unused]] const V decay_ = c[11];
  [[maybe_unused]] V change_;
  [[maybe_unused]] V ahead_;
g_ = (g_ * gradScale_);
change_ = ((g_ - prevGrad_) * older_);
prevGrad_ = g_;
expAvg_ = (expAvg_ + (oneMinusBeta1_ * (g_ - expAvg_)));
expAvgDiff_ = (expAvgDiff_ + (oneMinusBeta2_ * (change_ - expAvgDiff_)));
ahead_ = (g_ + (beta2_ * change_));
expAvgSq_ = ((expAvgSq_ * beta3_) + ((oneMinusBeta3_ * ahead_) * ahead_));
p_ = ((p_ - (((momentStep_ * expAvg_) + (changeStep_ * expAvgDiff_)) / ((sqrt(expAvgSq_) * rootScale_) + eps_))) * decay_);
}
};
struct rule_ademamix {
  static constexpr int kTensors = 5, kNumbers = 10, kFlags = 0;
  static constexpr unsigned kPresent[] = {31}, kWrites[] = {29};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgSlow_ = t[3];
  [[maybe_unused]] V& expAvgSq_ = t[4];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V decay_ = c[1];
  [[maybe_unused]] const V oneMinusBeta1_ = c[2];
  [[maybe_unused]] const V oneMinusBeta3_ = c[3];
  [[maybe_unused]] const V beta2_ = c[4];
  [[maybe_unused]] const V oneMinusBeta2_ = c[5];
  [[maybe_unused]] const V stepSize_ = c[6];
  [[maybe_unused]] const V slowStep_ = c[7];
  [[maybe_unused]] const V rootScale_ = c[8];
  [[maybe_unused]] const V eps_ = c[9];
g_ = (g_ * gradScale_);
p_ = (p_ * decay_);
expAvg_ = lerp(expAvg_, g_, oneMinusBeta1_);
expAvgSlow_ = lerp(expAvgSlow_, g_, oneMinusBeta3_);
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_));
p_ = (p_ - (((stepSize_ * expAvg_) + (slowStep_ * expAvgSlow_)) / ((sqrt(expAvgSq_) * rootScale_) + eps_)));
}
};
struct rule_applyUpdate {
  static constexpr int kTensors = 2, kNumbers = 2, kFlags = 0;
  static constexpr unsigned kPresent[] = {3}, kWrites[] = {1};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] const V decay_ = c[0];
  [[maybe_unused]] const V stepSize_ = c[1];
p_ = ((p_ * decay_) - (stepSize_ * g_));
}
};
struct rule_asgd {
  static constexpr int kTensors = 3, kNumbers = 5, kFlags = 0;
  static constexpr unsigned kPresent[] = {7}, kWrites[] = {5};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& ax_ = t[2];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V weightDecay_ = c[1];
  [[maybe_unused]] const V decay_ = c[2];
  [[maybe_unused]] const V eta_ = c[3];
  [[maybe_unused]] const V mu_ = c[4];
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
p_ = ((p_ * decay_) - (eta_ * g_));
ax_ = select((mu_ == lit<V>(1.0)), p_, (ax_ + ((p_ - ax_) * mu_)));
}
};
struct rule_average {
  static constexpr int kTensors = 2, kNumbers = 1, kFlags = 0;
  static constexpr unsigned kPresent[] = {3}, kWrites[] = {1};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] const V weight_ = c[0];
p_ = lerp(p_, g_, weight_);
}
};
struct rule_lamb {
  static constexpr int kTensors = 5, kNumbers = 8, kFlags = 0;
  static constexpr unsigned kPresent[] = {31}, kWrites[] = {28};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgSq_ = t[3];
  [[maybe_unused]] V& direction_ = t[4];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V weightDecay_ = c[1];
  [[maybe_unused]] const V oneMinusBeta1_ = c[2];
  [[maybe_unused]] const V beta2_ = c[3];
  [[maybe_unused]] const V oneMinusBeta2_ = c[4];
  [[maybe_unused]] const V momentScale_ = c[5];
  [[maybe_unused]] const V rootScale_ = c[6];
  [[maybe_unused]] const V eps_ = c[7];
g_ = (g_ * gradScale_);
expAvg_ = lerp(expAvg_, g_, oneMinusBeta1_);
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_));
direction_ = (((momentScale_ * expAvg_) / ((sqrt(expAvgSq_) * rootScale_) + eps_)) + (weightDecay_ * p_));
}
};
struct rule_lion {
  static constexpr int kTensors = 3, kNumbers = 5, kFlags = 0;
  static constexpr unsigned kPresent[] = {7}, kWrites[] = {5};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V decay_ = c[1];
  [[maybe_unused]] const V lr_ = c[2];
  [[maybe_unused]] const V oneMinusBeta1_ = c[3];
  [[maybe_unused]] const V oneMinusBeta2_ = c[4];
g_ = (g_ * gradScale_);
p_ = ((p_ * decay_) - (lr_ * sign(lerp(expAvg_, g_, oneMinusBeta1_))));
expAvg_ = lerp(expAvg_, g_, oneMinusBeta2_);
}
};
struct rule_muonMomentum {
  static constexpr int kTensors = 4, kNumbers = 3, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {12};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& momentumBuffer_ = t[2];
  [[maybe_unused]] V& direction_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V oneMinusMomentum_ = c[1];
  [[maybe_unused]] const V nesterovMomentum_ = c[2];
g_ = (g_ * gradScale_);
momentumBuffer_ = lerp(momentumBuffer_, g_, oneMinusMomentum_);
direction_ = lerp(g_, momentumBuffer_, nesterovMomentum_);
}
};
struct rule_nadam {
  static constexpr int kTensors = 4, kNumbers = 10, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {13};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgSq_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V decay_ = c[1];
  [[maybe_unused]] const V weightDecay_ = c[2];
  [[maybe_unused]] const V oneMinusBeta1_ = c[3];
  [[maybe_unused]] const V beta2_ = c[4];
  [[maybe_unused]] const V oneMinusBeta2_ = c[5];
  [[maybe_unused]] const V gradStep_ = c[6];
  [[maybe_unused]] const V momentStep_ = c[7];
  [[maybe_unused]] const V rootScale_ = c[8];
  [[maybe_unused]] const V eps_ = c[9];
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
p_ = (p_ * decay_);
expAvg_ = lerp(expAvg_, g_, oneMinusBeta1_);
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_));
p_ = (p_ - (((gradStep_ * g_) + (momentStep_ * expAvg_)) / ((sqrt(expAvgSq_) * rootScale_) + eps_)));
}
};
struct rule_prodigyMoments {
  static constexpr int kTensors = 5, kNumbers = 8, kFlags = 0;
  static constexpr unsigned kPresent[] = {31}, kWrites[] = {28};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgSq_ = t[3];
  [[maybe_unused]] V& s_ = t[4];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V weightDecay_ = c[1];
  [[maybe_unused]] const V beta1_ = c[2];
  [[maybe_unused]] const V gradWeight_ = c[3];
  [[maybe_unused]] const V beta2_ = c[4];
  [[maybe_unused]] const V squareWeight_ = c[5];
  [[maybe_unused]] const V beta3_ = c[6];
  [[maybe_unused]] const V sWeight_ = c[7];
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
expAvg_ = ((expAvg_ * beta1_) + (gradWeight_ * g_));
expAvgSq_ = ((expAvgSq_ * beta2_) + ((squareWeight_ * g_) * g_));
s_ = ((s_ * beta3_) + (sWeight_ * g_));
}
};
struct rule_prodigyStep {
  static constexpr int kTensors = 4, kNumbers = 3, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {1};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgSq_ = t[3];
  [[maybe_unused]] const V decay_ = c[0];
  [[maybe_unused]] const V stepSize_ = c[1];
  [[maybe_unused]] const V eps_ = c[2];
p_ = (p_ * decay_);
p_ = (p_ - ((stepSize_ * expAvg_) / (sqrt(expAvgSq_) + eps_)));
}
};
struct rule_radam {
  static constexpr int kTensors = 4, kNumbers = 8, kFlags = 1;
  static constexpr unsigned kPresent[] = {15,15}, kWrites[] = {13,13};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& expAvg_ = t[2];
  [[maybe_unused]] V& expAvgSq_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V decay_ = c[1];
  [[maybe_unused]] const V weightDecay_ = c[2];
  [[maybe_unused]] const V oneMinusBeta1_ = c[3];
  [[maybe_unused]] const V beta2_ = c[4];
  [[maybe_unused]] const V oneMinusBeta2_ = c[5];
  [[maybe_unused]] const V stepSize_ = c[6];
  [[maybe_unused]] const V eps_ = c[7];
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
p_ = (p_ * decay_);
expAvg_ = lerp(expAvg_, g_, oneMinusBeta1_);
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_));
if constexpr ((F & 1) != 0) {
p_ = (p_ - ((stepSize_ * expAvg_) / (sqrt(expAvgSq_) + eps_)));
} else {
p_ = (p_ - (stepSize_ * expAvg_));
}
}
};
struct rule_rmsprop {
  static constexpr int kTensors = 5, kNumbers = 8, kFlags = 2;
  static constexpr unsigned kPresent[] = {7,15,23,31}, kWrites[] = {5,13,21,29};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& squareAvg_ = t[2];
  [[maybe_unused]] V& gradAvg_ = t[3];
  [[maybe_unused]] V& momentumBuffer_ = t[4];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V lr_ = c[1];
  [[maybe_unused]] const V weightDecay_ = c[2];
  [[maybe_unused]] const V alpha_ = c[3];
  [[maybe_unused]] const V oneMinusAlpha_ = c[4];
  [[maybe_unused]] const V momentum_ = c[5];
  [[maybe_unused]] const V epsInside_ = c[6];
  [[maybe_unused]] const V eps_ = c[7];
  [[maybe_unused]] V variance_;
  [[maybe_unused]] V step_;
g_ = ((g_ * gradScale_) + (weightDecay_ * p_));
squareAvg_ = ((squareAvg_ * alpha_) + ((oneMinusAlpha_ * g_) * g_));
if constexpr ((F & 1) != 0) {
gradAvg_ = lerp(gradAvg_, g_, oneMinusAlpha_);
variance_ = (squareAvg_ - (gradAvg_ * gradAvg_));
} else {
variance_ = squareAvg_;
}
step_ = (g_ / (sqrt((variance_ + epsInside_)) + eps_));
if constexpr ((F & 2) != 0) {
momentumBuffer_ = ((momentum_ * momentumBuffer_) + step_);
step_ = momentumBuffer_;
}
p_ = (p_ - (lr_ * step_));
}
};
struct rule_rprop {
  static constexpr int kTensors = 4, kNumbers = 5, kFlags = 0;
  static constexpr unsigned kPresent[] = {15}, kWrites[] = {13};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& prev_ = t[2];
  [[maybe_unused]] V& stepSize_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V etaMinus_ = c[1];
  [[maybe_unused]] const V etaPlus_ = c[2];
  [[maybe_unused]] const V stepMin_ = c[3];
  [[maybe_unused]] const V stepMax_ = c[4];
  [[maybe_unused]] V turn_;
  [[maybe_unused]] V factor_;
g_ = (g_ * gradScale_);
turn_ = (g_ * prev_);
factor_ = select((turn_ > lit<V>(0.0)), etaPlus_, select((turn_ < lit<V>(0.0)), etaMinus_, lit<V>(1.0)));
stepSize_ = min(stepMax_, max(stepMin_, (stepSize_ * factor_)));
g_ = select((turn_ < lit<V>(0.0)), lit<V>(0.0), g_);
p_ = (p_ - (sign(g_) * stepSize_));
prev_ = g_;
}
};
struct rule_scheduleFree {
  static constexpr int kTensors = 4, kNumbers = 9, kFlags = 1;
  static constexpr unsigned kPresent[] = {7,15}, kWrites[] = {5,13};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
  [[maybe_unused]] V& p_ = t[0];
  [[maybe_unused]] V& g_ = t[1];
  [[maybe_unused]] V& z_ = t[2];
  [[maybe_unused]] V& expAvgSq_ = t[3];
  [[maybe_unused]] const V gradScale_ = c[0];
  [[maybe_unused]] const V weightDecay_ = c[1];
  [[maybe_unused]] const V beta2_ = c[2];
  [[maybe_unused]] const V oneMinusBeta2_ = c[3];
  [[maybe_unused]] const V rootScale_ = c[4];
  [[maybe_unused]] const V eps_ = c[5];
  [[maybe_unused]] const V lr_ = c[6];
  [[maybe_unused]] const V c_ = c[7];
  [[maybe_unused]] const V yStep_ = c[8];
g_ = (g_ * gradScale_);
if constexpr ((F & 1) != 0) {
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_));
g_ = (g_ / ((sqrt(expAvgSq_) * rootScale_) + eps_));
}
g_ = (g_ + (weightDecay_ * p_));
p_ = ((p_ + (c_ * (z_ - p_))) - (yStep_ * g_));
z_ = (z_ - (lr_ * g_));
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
  [[maybe_unused]] const V oneMinusDampening_ = c[4];
g_ = (g_ * gradScale_);
if constexpr ((F & 1) != 0) {
g_ = (g_ + (weightDecay_ * p_));
}
if constexpr ((F & 2) != 0) {
if constexpr ((F & 4) != 0) {
momentumBuffer_ = g_;
} else {
momentumBuffer_ = ((momentum_ * momentumBuffer_) + (oneMinusDampening_ * g_));
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

#define TW_FOR_EACH_RULE(F) F(rule_adabelief) F(rule_adadelta) F(rule_adafactorMatrix) F(rule_adafactorVector) F(rule_adagrad) F(rule_adam) F(rule_adamax) F(rule_adan) F(rule_ademamix) F(rule_applyUpdate) F(rule_asgd) F(rule_average) F(rule_lamb) F(rule_lion) F(rule_muonMomentum) F(rule_nadam) F(rule_prodigyMoments) F(rule_prodigyStep) F(rule_radam) F(rule_rmsprop) F(rule_rprop) F(rule_scheduleFree) F(rule_sgd)

}  // namespace
}  // namespace thalweg
