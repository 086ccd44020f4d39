// Moving elements without computing: copies between any strides, conversions of element type, filling.
import type { CastArgs, CopyArgs, FillArgs } from '../gen/kernels.ts'

type Sizes = readonly number[]

/** Calls visit(offset in x, offset in y) for every element, in the order of the shape. */
function walk(
  nd: number,
  shape: Sizes,
  strides: Sizes,
  x: number,
  y: number,
  visit: (x: number, y: number) => void
): void {
  const last = nd - 1
  if (shape.includes(0)) return
  const n = nd === 0 ? 1 : shape[last]!
  const sx = nd === 0 || x < 0 ? 0 : strides[x * nd + last]!
  const sy = nd === 0 ? 0 : strides[y * nd + last]!
  const at = new Array<number>(nd).fill(0)
  let from = 0
  let to = 0
  for (;;) {
    for (let k = 0; k < n; k++) visit(from + k * sx, to + k * sy)
    let d = last - 1
    for (; d >= 0; d--) {
      at[d]!++
      if (x >= 0) from += strides[x * nd + d]!
      to += strides[y * nd + d]!
      if (at[d]! < shape[d]!) break
      if (x >= 0) from -= at[d]! * strides[x * nd + d]!
      to -= at[d]! * strides[y * nd + d]!
      at[d] = 0
    }
    if (d < 0) return
  }
}

// Dtype codes, as in kernels.def.
const FLOAT32 = 0
const INT32 = 2
const BOOL = 3
const UINT8 = 4
const INT64 = 5

/** What `value` becomes as an element of type `to`; PyTorch's conversions, and defined where C++ leaves them open. */
export function convert(value: number, to: number): number {
  if (to === FLOAT32) return Math.fround(value)
  if (to === BOOL) return value !== 0 ? 1 : 0
  if (to === UINT8) return value & 255
  if (to === INT32) return whole(value, -2147483648, 2147483647)
  if (to === INT64) return whole(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
  return value
}

// `+ 0` makes -0 a 0.
function whole(value: number, low: number, high: number): number {
  return Number.isNaN(value) ? 0 : Math.max(low, Math.min(high, Math.trunc(value))) + 0
}

export const copying = {
  copy({ x, y, nd, shape, strides }: CopyArgs): number {
    walk(nd, shape, strides, 0, 1, (from, to) => {
      y[to] = x[from]!
    })
    return 0
  },

  cast({ x, y, from, to, nd, shape, strides }: CastArgs): number {
    walk(nd, shape, strides, 0, 1, (fromAt, toAt) => {
      const value = x[fromAt]!
      // Between integers the low bits stay.
      if (from === INT64 && to === INT32) y[toAt] = value | 0
      else y[toAt] = convert(from === BOOL && value !== 0 ? 1 : value, to)
    })
    return 0
  },

  fill({ y, type, nd, shape, strides, value }: FillArgs): number {
    const converted = convert(value, type)
    walk(nd, shape, strides, -1, 0, (_, to) => {
      y[to] = converted
    })
    return 0
  }
}
