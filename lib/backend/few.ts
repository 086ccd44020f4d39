// Elementwise ops on a few elements: the JavaScript loop called at once, without the checks and the crossing that cost
// more than the work. The bits are those of the kernel `map`. Called by lib/ops for tensors it has checked itself.
import { mapLoops_f32, mapLoops_f64 } from './gen/elementwise.ts'
import type { Loop } from './rules.ts'
import type { FloatArray, Operand } from './storage.ts'

/** Up to so many elements JavaScript computes before a native call would have begun. */
export const FEW = 8

/** y = op(x...) for n elements that lie side by side; an operand of one element serves all n. */
export function mapFew(
  op: number,
  x: readonly (Operand & { readonly size: number })[],
  y: Operand,
  n: number,
  p0: number,
  p1: number
): void {
  const single = y.storage.code === 0
  const loop = (single ? mapLoops_f32 : mapLoops_f64)[op] as Loop<FloatArray, FloatArray>
  const [p, q] = single ? [Math.fround(p0), Math.fround(p1)] : [p0, p1]
  const out = y.storage.array as FloatArray
  const at = y.offset
  const a = x[0]!
  const first = a.storage.array as FloatArray
  const step = a.size === n ? 1 : 0
  if (x.length === 1) {
    loop(n, out, at, 1, p, q, first, a.offset, step)
    return
  }
  const b = x[1]!
  const second = b.storage.array as FloatArray
  const next = b.size === n ? 1 : 0
  if (x.length === 2) {
    loop(n, out, at, 1, p, q, first, a.offset, step, second, b.offset, next)
    return
  }
  const more = x.slice(2).flatMap((c) => [c.storage.array as FloatArray, c.offset, c.size === n ? 1 : 0])
  loop(n, out, at, 1, p, q, first, a.offset, step, second, b.offset, next, ...more)
}
