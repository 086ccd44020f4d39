// Generated from native/rules/elementwise.def by native/generate/rules.mjs. Do not edit.
import { exp_f32, exp_f64 } from './math.ts'

const { fround } = Math

/** out[o + i * s] = the op of x0[o0 + i * s0], x1[o1 + i * s1], ... for i below n. */
export type Loop_f32<Out> = (n: number, out: Out, o: number, s: number, p0: number, p1: number, ...inputs: (Float32Array | number)[]) => void
/** out[o + i * s] = the op of x0[o0 + i * s0], x1[o1 + i * s1], ... for i below n. */
export type Loop_f64<Out> = (n: number, out: Out, o: number, s: number, p0: number, p1: number, ...inputs: (Float64Array | number)[]) => void

/** The gradient of an input: `'identity'` is the upstream gradient itself, else an op of those tensors it needs. */
export type Gradient = 'identity' | { readonly op: number; readonly needs: readonly string[]; readonly formula: string }

/** A row of native/rules/elementwise.def. `op` is its number in the kernel `map` (`mapBool` for a mask). */
export interface Row {
  readonly op: number
  readonly inputs: readonly string[]
  readonly params: readonly string[]
  readonly formula: string
  readonly gradients: { readonly [input: string]: Gradient }
}

function loop_add_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(a_ + b_)
  }
}
function loop_add_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (a_ + b_)
  }
}
function loop_mul_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(a_ * b_)
  }
}
function loop_mul_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (a_ * b_)
  }
}
function loop_mulGradA_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * b_)
  }
}
function loop_mulGradA_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * b_)
  }
}
function loop_mulGradB_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * a_)
  }
}
function loop_mulGradB_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const a_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * a_)
  }
}
function loop_exp_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = exp_f32(x_)
  }
}
function loop_exp_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number): void {
  for (let i = 0; i < n; i++) {
    const x_ = x0[o0 + i * s0]!
    out[o + i * s] = exp_f64(x_)
  }
}
function loop_expGradX_f32(n: number, out: Float32Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = fround(g_ * y_)
  }
}
function loop_expGradX_f64(n: number, out: Float64Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const g_ = x0[o0 + i * s0]!
    const y_ = x1[o1 + i * s1]!
    out[o + i * s] = (g_ * y_)
  }
}
function loop_lt_f32(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float32Array, o0: number, s0: number, x1: Float32Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ < b_)
  }
}
function loop_lt_f64(n: number, out: Uint8Array, o: number, s: number, _p0: number, _p1: number, x0: Float64Array, o0: number, s0: number, x1: Float64Array, o1: number, s1: number): void {
  for (let i = 0; i < n; i++) {
    const a_ = x0[o0 + i * s0]!
    const b_ = x1[o1 + i * s1]!
    out[o + i * s] = + (a_ < b_)
  }
}

export const mapLoops_f32 = [loop_add_f32, loop_mul_f32, loop_mulGradA_f32, loop_mulGradB_f32, loop_exp_f32, loop_expGradX_f32] as unknown as readonly Loop_f32<Float32Array>[]

export const maskLoops_f32 = [loop_lt_f32] as unknown as readonly Loop_f32<Uint8Array>[]

export const mapLoops_f64 = [loop_add_f64, loop_mul_f64, loop_mulGradA_f64, loop_mulGradB_f64, loop_exp_f64, loop_expGradX_f64] as unknown as readonly Loop_f64<Float64Array>[]

export const maskLoops_f64 = [loop_lt_f64] as unknown as readonly Loop_f64<Uint8Array>[]

/** Every op whose result is a number, by name. */
export const OPS = {
  add: { op: 0, inputs: ['a', 'b'], params: [], formula: 'a + b', gradients: { a: 'identity', b: 'identity' } },
  mul: { op: 1, inputs: ['a', 'b'], params: [], formula: 'a * b', gradients: { a: { op: 2, needs: ['g', 'b'], formula: 'g * b' }, b: { op: 3, needs: ['g', 'a'], formula: 'g * a' } } },
  exp: { op: 4, inputs: ['x'], params: [], formula: 'exp(x)', gradients: { x: { op: 5, needs: ['g', 'y'], formula: 'g * y' } } }
} as const satisfies { readonly [name: string]: Row }

/** Every op whose result is a bool, by name. */
export const MASK_OPS = {
  lt: { op: 0, inputs: ['a', 'b'], params: [], formula: 'a < b', gradients: {  } }
} as const satisfies { readonly [name: string]: Row }

const ARITY = [2, 2, 2, 2, 1, 2]
/** How many inputs an op of the kernel `map` takes, -1 for an unknown op. */
export const arityOf = (op: number): number => ARITY[op] ?? -1
/** The name of an op of the kernel `map`, gradients included. */
export const MAP_NAMES: readonly string[] = ['add', 'mul', 'mulGradA', 'mulGradB', 'exp', 'expGradX']
