// Generated from native/rules/optim by native/generate/rules.mjs. Do not edit.

const { fround } = Math

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

export const ruleLoops_f32 = [loop_sgd_f32] as unknown as readonly ((flags: number, n: number, c: readonly number[], ...tensors: (Float32Array | undefined)[]) => void)[]

export const ruleLoops_f64 = [loop_sgd_f64] as unknown as readonly ((flags: number, n: number, c: readonly number[], ...tensors: (Float64Array | undefined)[]) => void)[]

/** Every rule of native/rules/optim: its number, flags in the order of their bits, states and numbers in order. */
export const RULES = {
  sgd: { rule: 0, flags: ['weightDecay', 'momentum', 'first', 'nesterov'], states: [{ name: 'momentumBuffer', flag: 'momentum' }], numbers: ['gradScale', 'lr', 'weightDecay', 'momentum', 'undamped'], present: [3,3,7,7,3,3,7,7,3,3,7,7,3,3,7,7], formula: 'g = g * gradScale; if weightDecay { g = g + weightDecay * p }; if momentum {; if first {; momentumBuffer = g; } else {; momentumBuffer = momentum * momentumBuffer + undamped * g; }; if nesterov { g = g + momentum * momentumBuffer } else { g = momentumBuffer }; }; p = p - lr * g' }
} as const satisfies { readonly [name: string]: Rule }

export interface Rule {
  readonly rule: number
  readonly flags: readonly string[]
  readonly states: readonly { readonly name: string; readonly flag?: string }[]
  readonly numbers: readonly string[]
  /** By flags: which of p, g and the states take part, as bits. */
  readonly present: readonly number[]
  readonly formula: string
}
