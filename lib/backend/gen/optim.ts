// Generated from native/rules/optim by native/generate/rules.mjs. Do not edit.
import { sqrt_f32, sqrt_f64 } from '../js/primitives.ts'
import type { Rule, RuleLoop } from '../rules.ts'

export type { Rule } from '../rules.ts'

const { fround } = Math

function loop_adam_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, expAvgOf: Float32Array, expAvgSqOf: Float32Array, maxExpAvgSqOf: Float32Array | undefined): void {
  const written = [13,13,29,29][flags]!
  const gradScale_ = c[0]!
  const decay_ = c[1]!
  const weightDecay_ = c[2]!
  const grow1_ = c[3]!
  const beta2_ = c[4]!
  const grow2_ = c[5]!
  const stepSize_ = c[6]!
  const rootScale_ = c[7]!
  const eps_ = c[8]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let maxExpAvgSq_ = maxExpAvgSqOf === undefined ? 0 : maxExpAvgSqOf[i]!
  let difference_ = 0
  let root_ = 0
g_ = fround(g_ * gradScale_)
if (flags & 1) {
g_ = fround(g_ + fround(weightDecay_ * p_))
}
p_ = fround(p_ * decay_)
difference_ = fround(g_ - expAvg_)
expAvg_ = ((grow1_ < 0.5) ? fround(expAvg_ + fround(grow1_ * difference_)) : fround(g_ - fround(difference_ * fround(1 - grow1_))))
expAvgSq_ = fround(fround(expAvgSq_ * beta2_) + fround(fround(grow2_ * g_) * g_))
if (flags & 2) {
maxExpAvgSq_ = (((expAvgSq_ > maxExpAvgSq_) || (expAvgSq_ !== expAvgSq_)) ? expAvgSq_ : maxExpAvgSq_)
root_ = sqrt_f32(maxExpAvgSq_)
} else {
root_ = sqrt_f32(expAvgSq_)
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
  const grow1_ = c[3]!
  const beta2_ = c[4]!
  const grow2_ = c[5]!
  const stepSize_ = c[6]!
  const rootScale_ = c[7]!
  const eps_ = c[8]!
  for (let i = 0; i < n; i++) {
  let p_ = pOf[i]!
  let g_ = gOf[i]!
  let expAvg_ = expAvgOf[i]!
  let expAvgSq_ = expAvgSqOf[i]!
  let maxExpAvgSq_ = maxExpAvgSqOf === undefined ? 0 : maxExpAvgSqOf[i]!
  let difference_ = 0
  let root_ = 0
g_ = (g_ * gradScale_)
if (flags & 1) {
g_ = (g_ + (weightDecay_ * p_))
}
p_ = (p_ * decay_)
difference_ = (g_ - expAvg_)
expAvg_ = ((grow1_ < 0.5) ? (expAvg_ + (grow1_ * difference_)) : (g_ - (difference_ * (1 - grow1_))))
expAvgSq_ = ((expAvgSq_ * beta2_) + ((grow2_ * g_) * g_))
if (flags & 2) {
maxExpAvgSq_ = (((expAvgSq_ > maxExpAvgSq_) || (expAvgSq_ !== expAvgSq_)) ? expAvgSq_ : maxExpAvgSq_)
root_ = sqrt_f64(maxExpAvgSq_)
} else {
root_ = sqrt_f64(expAvgSq_)
}
p_ = (p_ - ((stepSize_ * expAvg_) / ((root_ * rootScale_) + eps_)))
  if (written & 1) pOf![i] = p_
  if (written & 4) expAvgOf![i] = expAvg_
  if (written & 8) expAvgSqOf![i] = expAvgSq_
  if (written & 16) maxExpAvgSqOf![i] = maxExpAvgSq_
}
}
function loop_sgd_f32(flags: number, n: number, c: readonly number[], pOf: Float32Array, gOf: Float32Array, momentumBufferOf: Float32Array | undefined): void {
  const written = [1,1,5,5,1,1,5,5,1,1,5,5,1,1,5,5][flags]!
  const gradScale_ = c[0]!
  const lr_ = c[1]!
  const weightDecay_ = c[2]!
  const momentum_ = c[3]!
  const undamped_ = c[4]!
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
momentumBuffer_ = fround(fround(momentum_ * momentumBuffer_) + fround(undamped_ * g_))
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
  const undamped_ = c[4]!
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
momentumBuffer_ = ((momentum_ * momentumBuffer_) + (undamped_ * g_))
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

export const ruleLoops_f32 = [loop_adam_f32, loop_sgd_f32] as unknown as readonly RuleLoop<Float32Array>[]
export const ruleLoops_f64 = [loop_adam_f64, loop_sgd_f64] as unknown as readonly RuleLoop<Float64Array>[]

/** Every rule of native/rules/optim, by name. */
export const RULES = {
  adam: { rule: 0, flags: ['weightDecay', 'amsgrad'], states: [{ name: 'expAvg' }, { name: 'expAvgSq' }, { name: 'maxExpAvgSq', flag: 'amsgrad' }], numbers: ['gradScale', 'decay', 'weightDecay', 'grow1', 'beta2', 'grow2', 'stepSize', 'rootScale', 'eps'], present: [15,15,31,31], formula: 'g = g * gradScale; if weightDecay { g = g + weightDecay * p }; p = p * decay; difference = g - expAvg; expAvg = select(grow1 < 0.5, expAvg + grow1 * difference, g - difference * (1 - grow1)); expAvgSq = expAvgSq * beta2 + grow2 * g * g; if amsgrad {; maxExpAvgSq = select(expAvgSq > maxExpAvgSq | expAvgSq != expAvgSq, expAvgSq, maxExpAvgSq); root = sqrt(maxExpAvgSq); } else {; root = sqrt(expAvgSq); }; p = p - stepSize * expAvg / (root * rootScale + eps)' },
  sgd: { rule: 1, flags: ['weightDecay', 'momentum', 'first', 'nesterov'], states: [{ name: 'momentumBuffer', flag: 'momentum' }], numbers: ['gradScale', 'lr', 'weightDecay', 'momentum', 'undamped'], present: [3,3,7,7,3,3,7,7,3,3,7,7,3,3,7,7], formula: 'g = g * gradScale; if weightDecay { g = g + weightDecay * p }; if momentum {; if first {; momentumBuffer = g; } else {; momentumBuffer = momentum * momentumBuffer + undamped * g; }; if nesterov { g = g + momentum * momentumBuffer } else { g = momentumBuffer }; }; p = p - lr * g' },
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
