// Generated from native/rules/optim by codegen/rules.mjs. Do not edit.
import { abs_f32, abs_f64, max_f32, max_f64, min_f32, min_f64, sqrt_f32, sqrt_f64 } from '../js/primitives.ts'
import { lerp_f32, lerp_f64, sign_f32, sign_f64 } from './math.ts'
import type { Rule, RuleLoop } from '../rules.ts'

export type { Rule } from '../rules.ts'

const { fround } = Math

function loop_adabelief_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgVarOf: Float32Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const rootScale_ = c[7]!
  const eps_ = c[8]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgVar_ = expAvgVarOf[i]!
  let surprise_ = 0
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
p_ = fround(p_ * decay_)
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta1_)
surprise_ = fround(g_ - expAvg_)
expAvgVar_ = fround(fround(fround(expAvgVar_ * beta2_) + fround(fround(oneMinusBeta2_ * surprise_) * surprise_)) + eps_)
p_ = fround(p_ - fround(fround(stepSize_ * expAvg_) / fround(fround(sqrt_f32(expAvgVar_) * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgVarOf![i] = expAvgVar_
}
}
function loop_adabelief_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgVarOf: Float64Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const rootScale_ = c[7]!
  const eps_ = c[8]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgVar_ = expAvgVarOf[i]!
  let surprise_ = 0
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
p_ = (p_ * decay_)
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta1_)
surprise_ = (g_ - expAvg_)
expAvgVar_ = (((expAvgVar_ * beta2_) + ((oneMinusBeta2_ * surprise_) * surprise_)) + eps_)
p_ = (p_ - ((stepSize_ * expAvg_) / ((sqrt_f64(expAvgVar_) * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgVarOf![i] = expAvgVar_
}
}
function loop_adadelta_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, squareAvgOf: Float32Array, accDeltaOf: Float32Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const lr_ = c[1]!
  const weightDecay_ = c[2]!
  const rho_ = c[3]!
  const oneMinusRho_ = c[4]!
  const eps_ = c[5]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let squareAvg_ = squareAvgOf[i]!
  let accDelta_ = accDeltaOf[i]!
  let delta_ = 0
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
squareAvg_ = fround(fround(squareAvg_ * rho_) + fround(fround(oneMinusRho_ * g_) * g_))
delta_ = fround(fround(sqrt_f32(fround(accDelta_ + eps_)) / sqrt_f32(fround(squareAvg_ + eps_))) * g_)
accDelta_ = fround(fround(accDelta_ * rho_) + fround(fround(oneMinusRho_ * delta_) * delta_))
p_ = fround(p_ - fround(lr_ * delta_))
  if (written & 1) pOf![i] = p_
  if (written & 4) squareAvgOf![i] = squareAvg_
  if (written & 8) accDeltaOf![i] = accDelta_
}
}
function loop_adadelta_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, squareAvgOf: Float64Array, accDeltaOf: Float64Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const lr_ = c[1]!
  const weightDecay_ = c[2]!
  const rho_ = c[3]!
  const oneMinusRho_ = c[4]!
  const eps_ = c[5]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let squareAvg_ = squareAvgOf[i]!
  let accDelta_ = accDeltaOf[i]!
  let delta_ = 0
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
squareAvg_ = ((squareAvg_ * rho_) + ((oneMinusRho_ * g_) * g_))
delta_ = ((sqrt_f64((accDelta_ + eps_)) / sqrt_f64((squareAvg_ + eps_))) * g_)
accDelta_ = ((accDelta_ * rho_) + ((oneMinusRho_ * delta_) * delta_))
p_ = (p_ - (lr_ * delta_))
  if (written & 1) pOf![i] = p_
  if (written & 4) squareAvgOf![i] = squareAvg_
  if (written & 8) accDeltaOf![i] = accDelta_
}
}
function loop_adafactorMatrix_f32(flags: number, n: number, c: readonly number[], _pOf: Float32Array, gOf: Float32Array, directionOf: Float32Array): void {
  const written = [4][flags]!
  const gradScale_ = c[0]!
  const floor_ = c[1]!
  for (let i = 0; i < n; i++) {
  let g_ = gOf[i]!
  let direction_ = directionOf[i]!
direction_ = fround(fround(g_ * gradScale_) / sqrt_f32(max_f32(floor_, direction_)))
  if (written & 4) directionOf![i] = direction_
}
}
function loop_adafactorMatrix_f64(flags: number, n: number, c: readonly number[], _pOf: Float64Array, gOf: Float64Array, directionOf: Float64Array): void {
  const written = [4][flags]!
  const gradScale_ = c[0]!
  const floor_ = c[1]!
  for (let i = 0; i < n; i++) {
  let g_ = gOf[i]!
  let direction_ = directionOf[i]!
direction_ = ((g_ * gradScale_) / sqrt_f64(max_f64(floor_, direction_)))
  if (written & 4) directionOf![i] = direction_
}
}
function loop_adafactorVector_f32(flags: number, n: number, c: readonly number[], _pOf: Float32Array, gOf: Float32Array, varianceOf: Float32Array, directionOf: Float32Array): void {
  const written = [12][flags]!
  const gradScale_ = c[0]!
  const oneMinusBeta2_ = c[1]!
  const floor_ = c[2]!
  for (let i = 0; i < n; i++) {
  let g_ = gOf[i]!
  let variance_ = varianceOf[i]!
  let direction_ = directionOf[i]!
g_ = fround(g_ * gradScale_)
variance_ = lerp_f32(variance_, fround(g_ * g_), oneMinusBeta2_)
direction_ = fround(g_ / sqrt_f32(max_f32(floor_, variance_)))
  if (written & 4) varianceOf![i] = variance_
  if (written & 8) directionOf![i] = direction_
}
}
function loop_adafactorVector_f64(flags: number, n: number, c: readonly number[], _pOf: Float64Array, gOf: Float64Array, varianceOf: Float64Array, directionOf: Float64Array): void {
  const written = [12][flags]!
  const gradScale_ = c[0]!
  const oneMinusBeta2_ = c[1]!
  const floor_ = c[2]!
  for (let i = 0; i < n; i++) {
  let g_ = gOf[i]!
  let variance_ = varianceOf[i]!
  let direction_ = directionOf[i]!
g_ = (g_ * gradScale_)
variance_ = lerp_f64(variance_, (g_ * g_), oneMinusBeta2_)
direction_ = (g_ / sqrt_f64(max_f64(floor_, variance_)))
  if (written & 4) varianceOf![i] = variance_
  if (written & 8) directionOf![i] = direction_
}
}
function loop_adagrad_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, sumOf: Float32Array): void {
  const written = [5][flags]!
  const gradScale_ = c[0]!
  const stepSize_ = c[1]!
  const weightDecay_ = c[2]!
  const eps_ = c[3]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let sum_ = sumOf[i]!
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
sum_ = fround(sum_ + fround(g_ * g_))
p_ = fround(p_ - fround(fround(stepSize_ * g_) / fround(sqrt_f32(sum_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) sumOf![i] = sum_
}
}
function loop_adagrad_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, sumOf: Float64Array): void {
  const written = [5][flags]!
  const gradScale_ = c[0]!
  const stepSize_ = c[1]!
  const weightDecay_ = c[2]!
  const eps_ = c[3]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let sum_ = sumOf[i]!
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
sum_ = (sum_ + (g_ * g_))
p_ = (p_ - ((stepSize_ * g_) / (sqrt_f64(sum_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) sumOf![i] = sum_
}
}
function loop_adam_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgSqOf: Float32Array, maxExpAvgSqOf: Float32Array | undefined): void {
  const written = [13,13,29,29][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const rootScale_ = c[7]!
  const epsInside_ = c[8]!
  const eps_ = c[9]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let maxExpAvgSq_ = maxExpAvgSqOf === undefined ? 0 : maxExpAvgSqOf[i]!
  let root_ = 0
g_ = fround(g_ * gradScale_)
if (flags & 1) {
g_ = fround(g_ + fround(weightDecay_ * p_))
}
p_ = fround(p_ * decay_)
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(oneMinusBeta2_ * g_) * g_))
if (flags & 2) {
maxExpAvgSq_ = (((expAvgSq_ > maxExpAvgSq_) || (expAvgSq_ !== expAvgSq_)) ? expAvgSq_ : maxExpAvgSq_)
root_ = sqrt_f32(fround(maxExpAvgSq_ + epsInside_))
} else {
root_ = sqrt_f32(fround(expAvgSq_ + epsInside_))
}
p_ = fround(p_ - fround(fround(stepSize_ * expAvg_) / fround(fround(root_ * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
  if (written & 16) maxExpAvgSqOf![i] = maxExpAvgSq_
}
}
function loop_adam_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgSqOf: Float64Array, maxExpAvgSqOf: Float64Array | undefined): void {
  const written = [13,13,29,29][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const rootScale_ = c[7]!
  const epsInside_ = c[8]!
  const eps_ = c[9]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let maxExpAvgSq_ = maxExpAvgSqOf === undefined ? 0 : maxExpAvgSqOf[i]!
  let root_ = 0
g_ = (g_ * gradScale_)
if (flags & 1) {
g_ = (g_ + (weightDecay_ * p_))
}
p_ = (p_ * decay_)
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_))
if (flags & 2) {
maxExpAvgSq_ = (((expAvgSq_ > maxExpAvgSq_) || (expAvgSq_ !== expAvgSq_)) ? expAvgSq_ : maxExpAvgSq_)
root_ = sqrt_f64((maxExpAvgSq_ + epsInside_))
} else {
root_ = sqrt_f64((expAvgSq_ + epsInside_))
}
p_ = (p_ - ((stepSize_ * expAvg_) / ((root_ * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
  if (written & 16) maxExpAvgSqOf![i] = maxExpAvgSq_
}
}
function loop_adamax_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expInfOf: Float32Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const beta2_ = c[3]!
  const stepSize_ = c[4]!
  const eps_ = c[5]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expInf_ = expInfOf[i]!
  let before_ = 0
  let now_ = 0
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta1_)
before_ = fround(expInf_ * beta2_)
now_ = fround(abs_f32(g_) + eps_)
expInf_ = (((before_ > now_) || (before_ !== before_)) ? before_ : now_)
p_ = fround(p_ - fround(fround(stepSize_ * expAvg_) / expInf_))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expInfOf![i] = expInf_
}
}
function loop_adamax_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expInfOf: Float64Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const beta2_ = c[3]!
  const stepSize_ = c[4]!
  const eps_ = c[5]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expInf_ = expInfOf[i]!
  let before_ = 0
  let now_ = 0
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta1_)
before_ = (expInf_ * beta2_)
now_ = (abs_f64(g_) + eps_)
expInf_ = (((before_ > now_) || (before_ !== before_)) ? before_ : now_)
p_ = (p_ - ((stepSize_ * expAvg_) / expInf_))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expInfOf![i] = expInf_
}
}
function loop_adan_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgDiffOf: Float32Array, expAvgSqOf: Float32Array, prevGradOf: Float32Array): void {
  const written = [61][flags]!
  const gradScale_ = c[0]!
  const older_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const beta2_ = c[3]!
  const oneMinusBeta2_ = c[4]!
  const beta3_ = c[5]!
  const oneMinusBeta3_ = c[6]!
  const momentStep_ = c[7]!
  const changeStep_ = c[8]!
  const rootScale_ = c[9]!
  const eps_ = c[10]!
  const decay_ = c[11]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgDiff_ = expAvgDiffOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let prevGrad_ = prevGradOf[i]!
  let change_ = 0
  let ahead_ = 0
g_ = fround(g_ * gradScale_)
change_ = fround(fround(g_ - prevGrad_) * older_)
prevGrad_ = g_
expAvg_ = fround(expAvg_ + fround(oneMinusBeta1_ * fround(g_ - expAvg_)))
expAvgDiff_ = fround(expAvgDiff_ + fround(oneMinusBeta2_ * fround(change_ - expAvgDiff_)))
ahead_ = fround(g_ + fround(beta2_ * change_))
expAvgSq_ = fround(fround(expAvgSq_ * beta3_) + fround(fround(oneMinusBeta3_ * ahead_) * ahead_))
p_ = fround(fround(p_ - fround(fround(fround(momentStep_ * expAvg_) + fround(changeStep_ * expAvgDiff_)) / fround(fround(sqrt_f32(expAvgSq_) * rootScale_) + eps_))) * decay_)
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgDiffOf![i] = expAvgDiff_
  if (written & 16) expAvgSqOf![i] = expAvgSq_
  if (written & 32) prevGradOf![i] = prevGrad_
}
}
function loop_adan_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgDiffOf: Float64Array, expAvgSqOf: Float64Array, prevGradOf: Float64Array): void {
  const written = [61][flags]!
  const gradScale_ = c[0]!
  const older_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const beta2_ = c[3]!
  const oneMinusBeta2_ = c[4]!
  const beta3_ = c[5]!
  const oneMinusBeta3_ = c[6]!
  const momentStep_ = c[7]!
  const changeStep_ = c[8]!
  const rootScale_ = c[9]!
  const eps_ = c[10]!
  const decay_ = c[11]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgDiff_ = expAvgDiffOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let prevGrad_ = prevGradOf[i]!
  let change_ = 0
  let ahead_ = 0
g_ = (g_ * gradScale_)
change_ = ((g_ - prevGrad_) * older_)
prevGrad_ = g_
expAvg_ = (expAvg_ + (oneMinusBeta1_ * (g_ - expAvg_)))
expAvgDiff_ = (expAvgDiff_ + (oneMinusBeta2_ * (change_ - expAvgDiff_)))
ahead_ = (g_ + (beta2_ * change_))
expAvgSq_ = ((expAvgSq_ * beta3_) + ((oneMinusBeta3_ * ahead_) * ahead_))
p_ = ((p_ - (((momentStep_ * expAvg_) + (changeStep_ * expAvgDiff_)) / ((sqrt_f64(expAvgSq_) * rootScale_) + eps_))) * decay_)
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgDiffOf![i] = expAvgDiff_
  if (written & 16) expAvgSqOf![i] = expAvgSq_
  if (written & 32) prevGradOf![i] = prevGrad_
}
}
function loop_ademamix_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgSlowOf: Float32Array, expAvgSqOf: Float32Array): void {
  const written = [29][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const oneMinusBeta3_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const slowStep_ = c[7]!
  const rootScale_ = c[8]!
  const eps_ = c[9]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSlow_ = expAvgSlowOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
g_ = fround(g_ * gradScale_)
p_ = fround(p_ * decay_)
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta1_)
expAvgSlow_ = lerp_f32(expAvgSlow_, g_, oneMinusBeta3_)
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(oneMinusBeta2_ * g_) * g_))
p_ = fround(p_ - fround(fround(fround(stepSize_ * expAvg_) + fround(slowStep_ * expAvgSlow_)) / fround(fround(sqrt_f32(expAvgSq_) * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSlowOf![i] = expAvgSlow_
  if (written & 16) expAvgSqOf![i] = expAvgSq_
}
}
function loop_ademamix_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgSlowOf: Float64Array, expAvgSqOf: Float64Array): void {
  const written = [29][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const oneMinusBeta3_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const slowStep_ = c[7]!
  const rootScale_ = c[8]!
  const eps_ = c[9]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSlow_ = expAvgSlowOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
g_ = (g_ * gradScale_)
p_ = (p_ * decay_)
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta1_)
expAvgSlow_ = lerp_f64(expAvgSlow_, g_, oneMinusBeta3_)
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_))
p_ = (p_ - (((stepSize_ * expAvg_) + (slowStep_ * expAvgSlow_)) / ((sqrt_f64(expAvgSq_) * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSlowOf![i] = expAvgSlow_
  if (written & 16) expAvgSqOf![i] = expAvgSq_
}
}
function loop_applyUpdate_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array): void {
  const written = [1][flags]!
  const decay_ = c[0]!
  const stepSize_ = c[1]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
p_ = fround(fround(p_ * decay_) - fround(stepSize_ * g_))
  if (written & 1) pOf![i] = p_
}
}
function loop_applyUpdate_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array): void {
  const written = [1][flags]!
  const decay_ = c[0]!
  const stepSize_ = c[1]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
p_ = ((p_ * decay_) - (stepSize_ * g_))
  if (written & 1) pOf![i] = p_
}
}
function loop_asgd_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, axOf: Float32Array): void {
  const written = [5][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const decay_ = c[2]!
  const eta_ = c[3]!
  const mu_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let ax_ = axOf[i]!
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
p_ = fround(fround(p_ * decay_) - fround(eta_ * g_))
ax_ = ((mu_ === 1) ? p_ : fround(ax_ + fround(fround(p_ - ax_) * mu_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) axOf![i] = ax_
}
}
function loop_asgd_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, axOf: Float64Array): void {
  const written = [5][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const decay_ = c[2]!
  const eta_ = c[3]!
  const mu_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let ax_ = axOf[i]!
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
p_ = ((p_ * decay_) - (eta_ * g_))
ax_ = ((mu_ === 1) ? p_ : (ax_ + ((p_ - ax_) * mu_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) axOf![i] = ax_
}
}
function loop_average_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array): void {
  const written = [1][flags]!
  const weight_ = c[0]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
p_ = lerp_f32(p_, g_, weight_)
  if (written & 1) pOf![i] = p_
}
}
function loop_average_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array): void {
  const written = [1][flags]!
  const weight_ = c[0]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
p_ = lerp_f64(p_, g_, weight_)
  if (written & 1) pOf![i] = p_
}
}
function loop_lamb_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgSqOf: Float32Array, directionOf: Float32Array): void {
  const written = [28][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const beta2_ = c[3]!
  const oneMinusBeta2_ = c[4]!
  const momentScale_ = c[5]!
  const rootScale_ = c[6]!
  const eps_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let direction_ = directionOf[i]!
g_ = fround(g_ * gradScale_)
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(oneMinusBeta2_ * g_) * g_))
direction_ = fround(fround(fround(momentScale_ * expAvg_) / fround(fround(sqrt_f32(expAvgSq_) * rootScale_) + eps_)) + fround(weightDecay_ * p_))
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
  if (written & 16) directionOf![i] = direction_
}
}
function loop_lamb_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgSqOf: Float64Array, directionOf: Float64Array): void {
  const written = [28][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const oneMinusBeta1_ = c[2]!
  const beta2_ = c[3]!
  const oneMinusBeta2_ = c[4]!
  const momentScale_ = c[5]!
  const rootScale_ = c[6]!
  const eps_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let direction_ = directionOf[i]!
g_ = (g_ * gradScale_)
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_))
direction_ = (((momentScale_ * expAvg_) / ((sqrt_f64(expAvgSq_) * rootScale_) + eps_)) + (weightDecay_ * p_))
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
  if (written & 16) directionOf![i] = direction_
}
}
function loop_lion_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array): void {
  const written = [5][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const lr_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const oneMinusBeta2_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
g_ = fround(g_ * gradScale_)
p_ = fround(fround(p_ * decay_) - fround(lr_ * sign_f32(lerp_f32(expAvg_, g_, oneMinusBeta1_))))
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta2_)
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
}
}
function loop_lion_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array): void {
  const written = [5][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const lr_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const oneMinusBeta2_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
g_ = (g_ * gradScale_)
p_ = ((p_ * decay_) - (lr_ * sign_f64(lerp_f64(expAvg_, g_, oneMinusBeta1_))))
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta2_)
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
}
}
function loop_muonMomentum_f32(flags: number, n: number, c: readonly number[], _pOf: Float32Array, gOf: Float32Array, momentumBufferOf: Float32Array, directionOf: Float32Array): void {
  const written = [12][flags]!
  const gradScale_ = c[0]!
  const oneMinusMomentum_ = c[1]!
  const nesterovMomentum_ = c[2]!
  for (let i = 0; i < n; i++) {
  let g_ = gOf[i]!
  let momentumBuffer_ = momentumBufferOf[i]!
  let direction_ = directionOf[i]!
g_ = fround(g_ * gradScale_)
momentumBuffer_ = lerp_f32(momentumBuffer_, g_, oneMinusMomentum_)
direction_ = lerp_f32(g_, momentumBuffer_, nesterovMomentum_)
  if (written & 4) momentumBufferOf![i] = momentumBuffer_
  if (written & 8) directionOf![i] = direction_
}
}
function loop_muonMomentum_f64(flags: number, n: number, c: readonly number[], _pOf: Float64Array, gOf: Float64Array, momentumBufferOf: Float64Array, directionOf: Float64Array): void {
  const written = [12][flags]!
  const gradScale_ = c[0]!
  const oneMinusMomentum_ = c[1]!
  const nesterovMomentum_ = c[2]!
  for (let i = 0; i < n; i++) {
  let g_ = gOf[i]!
  let momentumBuffer_ = momentumBufferOf[i]!
  let direction_ = directionOf[i]!
g_ = (g_ * gradScale_)
momentumBuffer_ = lerp_f64(momentumBuffer_, g_, oneMinusMomentum_)
direction_ = lerp_f64(g_, momentumBuffer_, nesterovMomentum_)
  if (written & 4) momentumBufferOf![i] = momentumBuffer_
  if (written & 8) directionOf![i] = direction_
}
}
function loop_nadam_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgSqOf: Float32Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const gradStep_ = c[6]!
  const momentStep_ = c[7]!
  const rootScale_ = c[8]!
  const eps_ = c[9]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
p_ = fround(p_ * decay_)
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(oneMinusBeta2_ * g_) * g_))
p_ = fround(p_ - fround(fround(fround(gradStep_ * g_) + fround(momentStep_ * expAvg_)) / fround(fround(sqrt_f32(expAvgSq_) * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
}
}
function loop_nadam_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgSqOf: Float64Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const gradStep_ = c[6]!
  const momentStep_ = c[7]!
  const rootScale_ = c[8]!
  const eps_ = c[9]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
p_ = (p_ * decay_)
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_))
p_ = (p_ - (((gradStep_ * g_) + (momentStep_ * expAvg_)) / ((sqrt_f64(expAvgSq_) * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
}
}
function loop_prodigyMoments_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgSqOf: Float32Array, sOf: Float32Array): void {
  const written = [28][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const beta1_ = c[2]!
  const gradWeight_ = c[3]!
  const beta2_ = c[4]!
  const squareWeight_ = c[5]!
  const beta3_ = c[6]!
  const sWeight_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let s_ = sOf[i]!
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
expAvg_ = fround(fround(expAvg_ * beta1_) + fround(gradWeight_ * g_))
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(squareWeight_ * g_) * g_))
s_ = fround(fround(s_ * beta3_) + fround(sWeight_ * g_))
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
  if (written & 16) sOf![i] = s_
}
}
function loop_prodigyMoments_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgSqOf: Float64Array, sOf: Float64Array): void {
  const written = [28][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const beta1_ = c[2]!
  const gradWeight_ = c[3]!
  const beta2_ = c[4]!
  const squareWeight_ = c[5]!
  const beta3_ = c[6]!
  const sWeight_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let s_ = sOf[i]!
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
expAvg_ = ((expAvg_ * beta1_) + (gradWeight_ * g_))
expAvgSq_ = ((expAvgSq_ * beta2_) + ((squareWeight_ * g_) * g_))
s_ = ((s_ * beta3_) + (sWeight_ * g_))
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
  if (written & 16) sOf![i] = s_
}
}
function loop_prodigyStep_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, _gOf: Float32Array, expAvgOf: Float32Array, expAvgSqOf: Float32Array): void {
  const written = [1][flags]!
  const decay_ = c[0]!
  const stepSize_ = c[1]!
  const eps_ = c[2]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
p_ = fround(p_ * decay_)
p_ = fround(p_ - fround(fround(stepSize_ * expAvg_) / fround(sqrt_f32(expAvgSq_) + eps_)))
  if (written & 1) pOf![i] = p_
}
}
function loop_prodigyStep_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, _gOf: Float64Array, expAvgOf: Float64Array, expAvgSqOf: Float64Array): void {
  const written = [1][flags]!
  const decay_ = c[0]!
  const stepSize_ = c[1]!
  const eps_ = c[2]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
p_ = (p_ * decay_)
p_ = (p_ - ((stepSize_ * expAvg_) / (sqrt_f64(expAvgSq_) + eps_)))
  if (written & 1) pOf![i] = p_
}
}
function loop_radam_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgSqOf: Float32Array): void {
  const written = [13,13][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const eps_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
p_ = fround(p_ * decay_)
expAvg_ = lerp_f32(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(oneMinusBeta2_ * g_) * g_))
if (flags & 1) {
p_ = fround(p_ - fround(fround(stepSize_ * expAvg_) / fround(sqrt_f32(expAvgSq_) + eps_)))
} else {
p_ = fround(p_ - fround(stepSize_ * expAvg_))
}
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
}
}
function loop_radam_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, expAvgOf: Float64Array, expAvgSqOf: Float64Array): void {
  const written = [13,13][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const oneMinusBeta1_ = c[3]!
  const beta2_ = c[4]!
  const oneMinusBeta2_ = c[5]!
  const stepSize_ = c[6]!
  const eps_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
p_ = (p_ * decay_)
expAvg_ = lerp_f64(expAvg_, g_, oneMinusBeta1_)
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_))
if (flags & 1) {
p_ = (p_ - ((stepSize_ * expAvg_) / (sqrt_f64(expAvgSq_) + eps_)))
} else {
p_ = (p_ - (stepSize_ * expAvg_))
}
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
}
}
function loop_rmsprop_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, squareAvgOf: Float32Array, gradAvgOf: Float32Array | undefined, momentumBufferOf: Float32Array | undefined): void {
  const written = [5,13,21,29][flags]!
  const gradScale_ = c[0]!
  const lr_ = c[1]!
  const weightDecay_ = c[2]!
  const alpha_ = c[3]!
  const oneMinusAlpha_ = c[4]!
  const momentum_ = c[5]!
  const epsInside_ = c[6]!
  const eps_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let squareAvg_ = squareAvgOf[i]!
  let gradAvg_ = gradAvgOf === undefined ? 0 : gradAvgOf[i]!
  let momentumBuffer_ = momentumBufferOf === undefined ? 0 : momentumBufferOf[i]!
  let variance_ = 0
  let step_ = 0
g_ = fround(fround(g_ * gradScale_) + fround(weightDecay_ * p_))
squareAvg_ = fround(fround(squareAvg_ * alpha_) + fround(fround(oneMinusAlpha_ * g_) * g_))
if (flags & 1) {
gradAvg_ = lerp_f32(gradAvg_, g_, oneMinusAlpha_)
variance_ = fround(squareAvg_ - fround(gradAvg_ * gradAvg_))
} else {
variance_ = squareAvg_
}
step_ = fround(g_ / fround(sqrt_f32(fround(variance_ + epsInside_)) + eps_))
if (flags & 2) {
momentumBuffer_ = fround(fround(momentum_ * momentumBuffer_) + step_)
step_ = momentumBuffer_
}
p_ = fround(p_ - fround(lr_ * step_))
  if (written & 1) pOf![i] = p_
  if (written & 4) squareAvgOf![i] = squareAvg_
  if (written & 8) gradAvgOf![i] = gradAvg_
  if (written & 16) momentumBufferOf![i] = momentumBuffer_
}
}
function loop_rmsprop_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, squareAvgOf: Float64Array, gradAvgOf: Float64Array | undefined, momentumBufferOf: Float64Array | undefined): void {
  const written = [5,13,21,29][flags]!
  const gradScale_ = c[0]!
  const lr_ = c[1]!
  const weightDecay_ = c[2]!
  const alpha_ = c[3]!
  const oneMinusAlpha_ = c[4]!
  const momentum_ = c[5]!
  const epsInside_ = c[6]!
  const eps_ = c[7]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let squareAvg_ = squareAvgOf[i]!
  let gradAvg_ = gradAvgOf === undefined ? 0 : gradAvgOf[i]!
  let momentumBuffer_ = momentumBufferOf === undefined ? 0 : momentumBufferOf[i]!
  let variance_ = 0
  let step_ = 0
g_ = ((g_ * gradScale_) + (weightDecay_ * p_))
squareAvg_ = ((squareAvg_ * alpha_) + ((oneMinusAlpha_ * g_) * g_))
if (flags & 1) {
gradAvg_ = lerp_f64(gradAvg_, g_, oneMinusAlpha_)
variance_ = (squareAvg_ - (gradAvg_ * gradAvg_))
} else {
variance_ = squareAvg_
}
step_ = (g_ / (sqrt_f64((variance_ + epsInside_)) + eps_))
if (flags & 2) {
momentumBuffer_ = ((momentum_ * momentumBuffer_) + step_)
step_ = momentumBuffer_
}
p_ = (p_ - (lr_ * step_))
  if (written & 1) pOf![i] = p_
  if (written & 4) squareAvgOf![i] = squareAvg_
  if (written & 8) gradAvgOf![i] = gradAvg_
  if (written & 16) momentumBufferOf![i] = momentumBuffer_
}
}
function loop_rprop_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, prevOf: Float32Array, stepSizeOf: Float32Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const etaMinus_ = c[1]!
  const etaPlus_ = c[2]!
  const stepMin_ = c[3]!
  const stepMax_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let prev_ = prevOf[i]!
  let stepSize_ = stepSizeOf[i]!
  let turn_ = 0
  let factor_ = 0
g_ = fround(g_ * gradScale_)
turn_ = fround(g_ * prev_)
factor_ = ((turn_ > 0) ? etaPlus_ : ((turn_ < 0) ? etaMinus_ : 1))
stepSize_ = min_f32(stepMax_, max_f32(stepMin_, fround(stepSize_ * factor_)))
g_ = ((turn_ < 0) ? 0 : g_)
p_ = fround(p_ - fround(sign_f32(g_) * stepSize_))
prev_ = g_
  if (written & 1) pOf![i] = p_
  if (written & 4) prevOf![i] = prev_
  if (written & 8) stepSizeOf![i] = stepSize_
}
}
function loop_rprop_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, prevOf: Float64Array, stepSizeOf: Float64Array): void {
  const written = [13][flags]!
  const gradScale_ = c[0]!
  const etaMinus_ = c[1]!
  const etaPlus_ = c[2]!
  const stepMin_ = c[3]!
  const stepMax_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let prev_ = prevOf[i]!
  let stepSize_ = stepSizeOf[i]!
  let turn_ = 0
  let factor_ = 0
g_ = (g_ * gradScale_)
turn_ = (g_ * prev_)
factor_ = ((turn_ > 0) ? etaPlus_ : ((turn_ < 0) ? etaMinus_ : 1))
stepSize_ = min_f64(stepMax_, max_f64(stepMin_, (stepSize_ * factor_)))
g_ = ((turn_ < 0) ? 0 : g_)
p_ = (p_ - (sign_f64(g_) * stepSize_))
prev_ = g_
  if (written & 1) pOf![i] = p_
  if (written & 4) prevOf![i] = prev_
  if (written & 8) stepSizeOf![i] = stepSize_
}
}
function loop_scheduleFree_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, zOf: Float32Array, expAvgSqOf: Float32Array | undefined): void {
  const written = [5,13][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const beta2_ = c[2]!
  const oneMinusBeta2_ = c[3]!
  const rootScale_ = c[4]!
  const eps_ = c[5]!
  const lr_ = c[6]!
  const c_ = c[7]!
  const yStep_ = c[8]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let z_ = zOf[i]!
  let expAvgSq_ = expAvgSqOf === undefined ? 0 : expAvgSqOf[i]!
g_ = fround(g_ * gradScale_)
if (flags & 1) {
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(oneMinusBeta2_ * g_) * g_))
g_ = fround(g_ / fround(fround(sqrt_f32(expAvgSq_) * rootScale_) + eps_))
}
g_ = fround(g_ + fround(weightDecay_ * p_))
p_ = fround(fround(p_ + fround(c_ * fround(z_ - p_))) - fround(yStep_ * g_))
z_ = fround(z_ - fround(lr_ * g_))
  if (written & 1) pOf![i] = p_
  if (written & 4) zOf![i] = z_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
}
}
function loop_scheduleFree_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, zOf: Float64Array, expAvgSqOf: Float64Array | undefined): void {
  const written = [5,13][flags]!
  const gradScale_ = c[0]!
  const weightDecay_ = c[1]!
  const beta2_ = c[2]!
  const oneMinusBeta2_ = c[3]!
  const rootScale_ = c[4]!
  const eps_ = c[5]!
  const lr_ = c[6]!
  const c_ = c[7]!
  const yStep_ = c[8]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let z_ = zOf[i]!
  let expAvgSq_ = expAvgSqOf === undefined ? 0 : expAvgSqOf[i]!
g_ = (g_ * gradScale_)
if (flags & 1) {
expAvgSq_ = ((expAvgSq_ * beta2_) + ((oneMinusBeta2_ * g_) * g_))
g_ = (g_ / ((sqrt_f64(expAvgSq_) * rootScale_) + eps_))
}
g_ = (g_ + (weightDecay_ * p_))
p_ = ((p_ + (c_ * (z_ - p_))) - (yStep_ * g_))
z_ = (z_ - (lr_ * g_))
  if (written & 1) pOf![i] = p_
  if (written & 4) zOf![i] = z_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
}
}
function loop_sgd_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, momentumBufferOf: Float32Array | undefined): void {
  const written = [1,1,5,5,1,1,5,5,1,1,5,5,1,1,5,5][flags]!
  const gradScale_ = c[0]!
  const lr_ = c[1]!
  const weightDecay_ = c[2]!
  const momentum_ = c[3]!
  const oneMinusDampening_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let momentumBuffer_ = momentumBufferOf === undefined ? 0 : momentumBufferOf[i]!
g_ = fround(g_ * gradScale_)
if (flags & 1) {
g_ = fround(g_ + fround(weightDecay_ * p_))
}
if (flags & 2) {
if (flags & 4) {
momentumBuffer_ = g_
} else {
momentumBuffer_ = fround(fround(momentum_ * momentumBuffer_) + fround(oneMinusDampening_ * g_))
}
if (flags & 8) {
g_ = fround(g_ + fround(momentum_ * momentumBuffer_))
} else {
g_ = momentumBuffer_
}
}
p_ = fround(p_ - fround(lr_ * g_))
  if (written & 1) pOf![i] = p_
  if (written & 4) momentumBufferOf![i] = momentumBuffer_
}
}
function loop_sgd_f64(flags: number, n: number, c: readonly number[], pOf: Float64Array, gOf: Float64Array, momentumBufferOf: Float64Array | undefined): void {
  const written = [1,1,5,5,1,1,5,5,1,1,5,5,1,1,5,5][flags]!
  const gradScale_ = c[0]!
  const lr_ = c[1]!
  const weightDecay_ = c[2]!
  const momentum_ = c[3]!
  const oneMinusDampening_ = c[4]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let momentumBuffer_ = momentumBufferOf === undefined ? 0 : momentumBufferOf[i]!
g_ = (g_ * gradScale_)
if (flags & 1) {
g_ = (g_ + (weightDecay_ * p_))
}
if (flags & 2) {
if (flags & 4) {
momentumBuffer_ = g_
} else {
momentumBuffer_ = ((momentum_ * momentumBuffer_) + (oneMinusDampening_ * g_))
}
if (flags & 8) {
g_ = (g_ + (momentum_ * momentumBuffer_))
} else {
g_ = momentumBuffer_
}
}
p_ = (p_ - (lr_ * g_))
  if (written & 1) pOf![i] = p_
  if (written & 4) momentumBufferOf![i] = momentumBuffer_
}
}

export const ruleLoops_f32 = [loop_adabelief_f32, loop_adadelta_f32, loop_adafactorMatrix_f32, loop_adafactorVector_f32, loop_adagrad_f32, loop_adam_f32, loop_adamax_f32, loop_adan_f32, loop_ademamix_f32, loop_applyUpdate_f32, loop_asgd_f32, loop_average_f32, loop_lamb_f32, loop_lion_f32, loop_muonMomentum_f32, loop_nadam_f32, loop_prodigyMoments_f32, loop_prodigyStep_f32, loop_radam_f32, loop_rmsprop_f32, loop_rprop_f32, loop_scheduleFree_f32, loop_sgd_f32] as unknown as readonly RuleLoop<Float32Array>[]
export const ruleLoops_f64 = [loop_adabelief_f64, loop_adadelta_f64, loop_adafactorMatrix_f64, loop_adafactorVector_f64, loop_adagrad_f64, loop_adam_f64, loop_adamax_f64, loop_adan_f64, loop_ademamix_f64, loop_applyUpdate_f64, loop_asgd_f64, loop_average_f64, loop_lamb_f64, loop_lion_f64, loop_muonMomentum_f64, loop_nadam_f64, loop_prodigyMoments_f64, loop_prodigyStep_f64, loop_radam_f64, loop_rmsprop_f64, loop_rprop_f64, loop_scheduleFree_f64, loop_sgd_f64] as unknown as readonly RuleLoop<Float64Array>[]

/** Every rule of native/rules/optim, by name. */
export const RULES = {
  adabelief: { rule: 0, flags: [], states: [{ name: 'expAvg' }, { name: 'expAvgVar' }], numbers: ['gradScale', 'decay', 'weightDecay', 'oneMinusBeta1', 'beta2', 'oneMinusBeta2', 'stepSize', 'rootScale', 'eps'], present: [15], formula: 'g = g * gradScale + weightDecay * p; p = p * decay; expAvg = lerp(expAvg, g, oneMinusBeta1); surprise = g - expAvg; expAvgVar = expAvgVar * beta2 + oneMinusBeta2 * surprise * surprise + eps; p = p - stepSize * expAvg / (sqrt(expAvgVar) * rootScale + eps)' },
  adadelta: { rule: 1, flags: [], states: [{ name: 'squareAvg' }, { name: 'accDelta' }], numbers: ['gradScale', 'lr', 'weightDecay', 'rho', 'oneMinusRho', 'eps'], present: [15], formula: 'g = g * gradScale + weightDecay * p; squareAvg = squareAvg * rho + oneMinusRho * g * g; delta = sqrt(accDelta + eps) / sqrt(squareAvg + eps) * g; accDelta = accDelta * rho + oneMinusRho * delta * delta; p = p - lr * delta' },
  adafactorMatrix: { rule: 2, flags: [], states: [{ name: 'direction' }], numbers: ['gradScale', 'floor'], present: [7], formula: 'direction = g * gradScale / sqrt(max(floor, direction))' },
  adafactorVector: { rule: 3, flags: [], states: [{ name: 'variance' }, { name: 'direction' }], numbers: ['gradScale', 'oneMinusBeta2', 'floor'], present: [15], formula: 'g = g * gradScale; variance = lerp(variance, g * g, oneMinusBeta2); direction = g / sqrt(max(floor, variance))' },
  adagrad: { rule: 4, flags: [], states: [{ name: 'sum' }], numbers: ['gradScale', 'stepSize', 'weightDecay', 'eps'], present: [7], formula: 'g = g * gradScale + weightDecay * p; sum = sum + g * g; p = p - stepSize * g / (sqrt(sum) + eps)' },
  adam: { rule: 5, flags: ['weightDecay', 'amsgrad'], states: [{ name: 'expAvg' }, { name: 'expAvgSq' }, { name: 'maxExpAvgSq', flag: 'amsgrad' }], numbers: ['gradScale', 'decay', 'weightDecay', 'oneMinusBeta1', 'beta2', 'oneMinusBeta2', 'stepSize', 'rootScale', 'epsInside', 'eps'], present: [15,15,31,31], formula: 'g = g * gradScale; if weightDecay { g = g + weightDecay * p }; p = p * decay; expAvg = lerp(expAvg, g, oneMinusBeta1); expAvgSq = expAvgSq * beta2 + oneMinusBeta2 * g * g; if amsgrad {; maxExpAvgSq = select(expAvgSq > maxExpAvgSq | expAvgSq != expAvgSq, expAvgSq, maxExpAvgSq); root = sqrt(maxExpAvgSq + epsInside); } else {; root = sqrt(expAvgSq + epsInside); }; p = p - stepSize * expAvg / (root * rootScale + eps)' },
  adamax: { rule: 6, flags: [], states: [{ name: 'expAvg' }, { name: 'expInf' }], numbers: ['gradScale', 'weightDecay', 'oneMinusBeta1', 'beta2', 'stepSize', 'eps'], present: [15], formula: 'g = g * gradScale + weightDecay * p; expAvg = lerp(expAvg, g, oneMinusBeta1); before = expInf * beta2; now = abs(g) + eps; expInf = select(before > now | before != before, before, now); p = p - stepSize * expAvg / expInf' },
  adan: { rule: 7, flags: [], states: [{ name: 'expAvg' }, { name: 'expAvgDiff' }, { name: 'expAvgSq' }, { name: 'prevGrad' }], numbers: ['gradScale', 'older', 'oneMinusBeta1', 'beta2', 'oneMinusBeta2', 'beta3', 'oneMinusBeta3', 'momentStep', 'changeStep', 'rootScale', 'eps', 'decay'], present: [63], formula: 'g = g * gradScale; change = (g - prevGrad) * older; prevGrad = g; expAvg = expAvg + oneMinusBeta1 * (g - expAvg); expAvgDiff = expAvgDiff + oneMinusBeta2 * (change - expAvgDiff); ahead = g + beta2 * change; expAvgSq = expAvgSq * beta3 + oneMinusBeta3 * ahead * ahead; p = (p - (momentStep * expAvg + changeStep * expAvgDiff) / (sqrt(expAvgSq) * rootScale + eps)) * decay' },
  ademamix: { rule: 8, flags: [], states: [{ name: 'expAvg' }, { name: 'expAvgSlow' }, { name: 'expAvgSq' }], numbers: ['gradScale', 'decay', 'oneMinusBeta1', 'oneMinusBeta3', 'beta2', 'oneMinusBeta2', 'stepSize', 'slowStep', 'rootScale', 'eps'], present: [31], formula: 'g = g * gradScale; p = p * decay; expAvg = lerp(expAvg, g, oneMinusBeta1); expAvgSlow = lerp(expAvgSlow, g, oneMinusBeta3); expAvgSq = expAvgSq * beta2 + oneMinusBeta2 * g * g; p = p - (stepSize * expAvg + slowStep * expAvgSlow) / (sqrt(expAvgSq) * rootScale + eps)' },
  applyUpdate: { rule: 9, flags: [], states: [], numbers: ['decay', 'stepSize'], present: [3], formula: 'p = p * decay - stepSize * g' },
  asgd: { rule: 10, flags: [], states: [{ name: 'ax' }], numbers: ['gradScale', 'weightDecay', 'decay', 'eta', 'mu'], present: [7], formula: 'g = g * gradScale + weightDecay * p; p = p * decay - eta * g; ax = select(mu == 1, p, ax + (p - ax) * mu)' },
  average: { rule: 11, flags: [], states: [], numbers: ['weight'], present: [3], formula: 'p = lerp(p, g, weight)' },
  lamb: { rule: 12, flags: [], states: [{ name: 'expAvg' }, { name: 'expAvgSq' }, { name: 'direction' }], numbers: ['gradScale', 'weightDecay', 'oneMinusBeta1', 'beta2', 'oneMinusBeta2', 'momentScale', 'rootScale', 'eps'], present: [31], formula: 'g = g * gradScale; expAvg = lerp(expAvg, g, oneMinusBeta1); expAvgSq = expAvgSq * beta2 + oneMinusBeta2 * g * g; direction = momentScale * expAvg / (sqrt(expAvgSq) * rootScale + eps) + weightDecay * p' },
  lion: { rule: 13, flags: [], states: [{ name: 'expAvg' }], numbers: ['gradScale', 'decay', 'lr', 'oneMinusBeta1', 'oneMinusBeta2'], present: [7], formula: 'g = g * gradScale; p = p * decay - lr * sign(lerp(expAvg, g, oneMinusBeta1)); expAvg = lerp(expAvg, g, oneMinusBeta2)' },
  muonMomentum: { rule: 14, flags: [], states: [{ name: 'momentumBuffer' }, { name: 'direction' }], numbers: ['gradScale', 'oneMinusMomentum', 'nesterovMomentum'], present: [15], formula: 'g = g * gradScale; momentumBuffer = lerp(momentumBuffer, g, oneMinusMomentum); direction = lerp(g, momentumBuffer, nesterovMomentum)' },
  nadam: { rule: 15, flags: [], states: [{ name: 'expAvg' }, { name: 'expAvgSq' }], numbers: ['gradScale', 'decay', 'weightDecay', 'oneMinusBeta1', 'beta2', 'oneMinusBeta2', 'gradStep', 'momentStep', 'rootScale', 'eps'], present: [15], formula: 'g = g * gradScale + weightDecay * p; p = p * decay; expAvg = lerp(expAvg, g, oneMinusBeta1); expAvgSq = expAvgSq * beta2 + oneMinusBeta2 * g * g; p = p - (gradStep * g + momentStep * expAvg) / (sqrt(expAvgSq) * rootScale + eps)' },
  prodigyMoments: { rule: 16, flags: [], states: [{ name: 'expAvg' }, { name: 'expAvgSq' }, { name: 's' }], numbers: ['gradScale', 'weightDecay', 'beta1', 'gradWeight', 'beta2', 'squareWeight', 'beta3', 'sWeight'], present: [31], formula: 'g = g * gradScale + weightDecay * p; expAvg = expAvg * beta1 + gradWeight * g; expAvgSq = expAvgSq * beta2 + squareWeight * g * g; s = s * beta3 + sWeight * g' },
  prodigyStep: { rule: 17, flags: [], states: [{ name: 'expAvg' }, { name: 'expAvgSq' }], numbers: ['decay', 'stepSize', 'eps'], present: [15], formula: 'p = p * decay; p = p - stepSize * expAvg / (sqrt(expAvgSq) + eps)' },
  radam: { rule: 18, flags: ['rectified'], states: [{ name: 'expAvg' }, { name: 'expAvgSq' }], numbers: ['gradScale', 'decay', 'weightDecay', 'oneMinusBeta1', 'beta2', 'oneMinusBeta2', 'stepSize', 'eps'], present: [15,15], formula: 'g = g * gradScale + weightDecay * p; p = p * decay; expAvg = lerp(expAvg, g, oneMinusBeta1); expAvgSq = expAvgSq * beta2 + oneMinusBeta2 * g * g; if rectified {; p = p - stepSize * expAvg / (sqrt(expAvgSq) + eps); } else {; p = p - stepSize * expAvg; }' },
  rmsprop: { rule: 19, flags: ['centered', 'momentum'], states: [{ name: 'squareAvg' }, { name: 'gradAvg', flag: 'centered' }, { name: 'momentumBuffer', flag: 'momentum' }], numbers: ['gradScale', 'lr', 'weightDecay', 'alpha', 'oneMinusAlpha', 'momentum', 'epsInside', 'eps'], present: [7,15,23,31], formula: 'g = g * gradScale + weightDecay * p; squareAvg = squareAvg * alpha + oneMinusAlpha * g * g; if centered {; gradAvg = lerp(gradAvg, g, oneMinusAlpha); variance = squareAvg - gradAvg * gradAvg; } else {; variance = squareAvg; }; step = g / (sqrt(variance + epsInside) + eps); if momentum {; momentumBuffer = momentum * momentumBuffer + step; step = momentumBuffer; }; p = p - lr * step' },
  rprop: { rule: 20, flags: [], states: [{ name: 'prev' }, { name: 'stepSize' }], numbers: ['gradScale', 'etaMinus', 'etaPlus', 'stepMin', 'stepMax'], present: [15], formula: 'g = g * gradScale; turn = g * prev; factor = select(turn > 0, etaPlus, select(turn < 0, etaMinus, 1)); stepSize = min(stepMax, max(stepMin, stepSize * factor)); g = select(turn < 0, 0, g); p = p - sign(g) * stepSize; prev = g' },
  scheduleFree: { rule: 21, flags: ['adaptive'], states: [{ name: 'z' }, { name: 'expAvgSq', flag: 'adaptive' }], numbers: ['gradScale', 'weightDecay', 'beta2', 'oneMinusBeta2', 'rootScale', 'eps', 'lr', 'c', 'yStep'], present: [7,15], formula: 'g = g * gradScale; if adaptive {; expAvgSq = expAvgSq * beta2 + oneMinusBeta2 * g * g; g = g / (sqrt(expAvgSq) * rootScale + eps); }; g = g + weightDecay * p; p = p + c * (z - p) - yStep * g; z = z - lr * g' },
  sgd: { rule: 22, flags: ['weightDecay', 'momentum', 'first', 'nesterov'], states: [{ name: 'momentumBuffer', flag: 'momentum' }], numbers: ['gradScale', 'lr', 'weightDecay', 'momentum', 'oneMinusDampening'], present: [3,3,7,7,3,3,7,7,3,3,7,7,3,3,7,7], formula: 'g = g * gradScale; if weightDecay { g = g + weightDecay * p }; if momentum {; if first {; momentumBuffer = g; } else {; momentumBuffer = momentum * momentumBuffer + oneMinusDampening * g; }; if nesterov { g = g + momentum * momentumBuffer } else { g = momentumBuffer }; }; p = p - lr * g' },
} as const satisfies { readonly [name: string]: Rule }

const PRESENT: readonly (readonly number[])[] = Object.values(RULES).map((rule) => rule.present)

/** How many states a rule keeps under some flags, -1 for an unknown rule or flag. */
export function slotsOf(rule: number, flags: number): number {
  let present = PRESENT[rule]?.[flags]
  if (present === undefined) return -1
  let slots = -2 // the parameter and its gradient are present too
  for (; present !== 0; present &= present - 1) slots++
  return slots
}
