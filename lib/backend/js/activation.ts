// The activations that a kernel may end with, and their gradients: the elementwise ops, by the codes of kernels.def. Called
// by gemm.ts and norm.ts.
import { mapLoops_f32, mapLoops_f64, OPS } from '../gen/elementwise.ts'
import type { FloatArray } from '../storage.ts'

/** The op that each `activation` of a kernel is, by position. */
export const ACTIVATIONS = [null, 'relu', 'gelu', 'geluTanh', 'sigmoid', 'tanh', 'silu'] as const

// In place, step 1: y is the last input.
function run(op: number, y: FloatArray, at: number, n: number, before: readonly unknown[]): void {
  const loops = y instanceof Float32Array ? mapLoops_f32 : mapLoops_f64
  const loop = loops[op] as unknown as (...args: unknown[]) => void
  loop(n, y, at, 1, 0, 0, ...before, y, at, 1)
}

/** n elements of y from `at` on, in place. */
export function activate(y: FloatArray, at: number, n: number, activation: number): void {
  run(OPS[ACTIVATIONS[activation] ?? 'relu'].op, y, at, n, [])
}

/** y = dy times the slope at y, for an activation whose gradient reads its input or only whether its result is positive. */
export function activateBackward(dy: FloatArray, y: FloatArray, at: number, n: number, activation: number): void {
  const name = ACTIVATIONS[activation] === 'silu' ? 'silu' : 'relu'
  run(OPS[name].gradients.x.op, y, at, n, [dy, at, 1])
}
