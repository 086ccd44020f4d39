// Moving elements without computing: copies between any strides.
import type { AnyArray } from '../storage.ts'

export const move = {
  copy(x: AnyArray, y: AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number {
    const count = shape.reduce((n, size) => n * size, 1)
    for (let k = 0; k < count; k++) {
      let rest = k
      let from = 0
      let to = 0
      for (let d = nd - 1; d >= 0; d--) {
        const at = rest % shape[d]!
        from += at * strides[d]!
        to += at * strides[nd + d]!
        rest = Math.floor(rest / shape[d]!)
      }
      y[to] = x[from]!
    }
    return 0
  }
}
