// Elementwise kernels: the generated loops of the rules under a driver for shapes and strides.

import { mapLoops_f32, mapLoops_f64, maskLoops_f32, maskLoops_f64 } from '../gen/elementwise.ts'
import type { LogicalArgs, MapArgs, MapBoolArgs, WhereArgs } from '../gen/kernels.ts'
import type { BoolArray, FloatArray } from '../storage.ts'

type Sizes = readonly number[]
// Runs n elements; at[k] is where operand k starts, step[k] how far its elements are apart. The output is the last one.
type Row = (n: number, at: readonly number[], step: readonly number[]) => void

// Calls `row` for every row: dimensions of size 1 and those that all operands run through evenly are merged before.
function rows(nd: number, shape: Sizes, strides: Sizes, row: Row): number {
  if (nd === 1) {
    if (shape[0]! > 0) row(shape[0]!, ZEROS, strides)
    return 0
  }
  const operands = nd === 0 ? 0 : strides.length / nd
  const sizes: number[] = []
  const steps: number[][] = []
  for (let d = 0; d < nd; d++) {
    const size = shape[d]!
    if (size === 0) return 0
    if (size === 1) continue
    const step: number[] = []
    for (let k = 0; k < operands; k++) step.push(strides[k * nd + d]!)
    const outer = steps.at(-1)
    if (outer?.every((s, k) => s === step[k]! * size)) {
      sizes[sizes.length - 1]! *= size
      steps[steps.length - 1] = step
    } else {
      sizes.push(size)
      steps.push(step)
    }
  }
  const last = sizes.length - 1
  if (last < 0) {
    row(1, ZEROS, ZEROS)
    return 0
  }
  const at = new Array<number>(operands).fill(0)
  const index = new Array<number>(last).fill(0)
  for (;;) {
    row(sizes[last]!, at, steps[last]!)
    let d = last - 1
    for (; d >= 0; d--) {
      for (let k = 0; k < operands; k++) at[k]! += steps[d]![k]!
      if (++index[d]! < sizes[d]!) break
      for (let k = 0; k < operands; k++) at[k]! -= steps[d]![k]! * sizes[d]!
      index[d] = 0
    }
    if (d < 0) return 0
  }
}
const ZEROS = [0, 0, 0, 0, 0]

type MapLoop = (n: number, out: FloatArray, o: number, s: number, p0: number, p1: number, ...x: unknown[]) => void
type MaskLoop = (n: number, out: BoolArray, o: number, s: number, p0: number, p1: number, ...x: unknown[]) => void

export const elementwise = {
  map({ x, y, op, inputs, nd, shape, strides, p0, p1 }: MapArgs): number {
    const loop = (y instanceof Float32Array ? mapLoops_f32 : mapLoops_f64)[op] as MapLoop
    const [a, b, c, d] = x
    return rows(nd, shape, strides, (n, at, step) => {
      const o = at[inputs]!
      const s = step[inputs]!
      if (inputs === 1) loop(n, y, o, s, p0, p1, a, at[0], step[0])
      else if (inputs === 2) loop(n, y, o, s, p0, p1, a, at[0], step[0], b, at[1], step[1])
      else if (inputs === 3) loop(n, y, o, s, p0, p1, a, at[0], step[0], b, at[1], step[1], c, at[2], step[2])
      else loop(n, y, o, s, p0, p1, a, at[0], step[0], b, at[1], step[1], c, at[2], step[2], d, at[3], step[3])
    })
  },

  mapBool({ a, b, y, op, nd, shape, strides }: MapBoolArgs): number {
    const loop = (a instanceof Float32Array ? maskLoops_f32 : maskLoops_f64)[op] as MaskLoop
    return rows(nd, shape, strides, (n, at, step) =>
      loop(n, y, at[2]!, step[2]!, 0, 0, a, at[0], step[0], b, at[1], step[1])
    )
  },

  where({ condition, a, b, y, nd, shape, strides }: WhereArgs): number {
    return rows(nd, shape, strides, (n, at, step) => {
      for (let i = 0; i < n; i++) {
        y[at[3]! + i * step[3]!] =
          condition[at[0]! + i * step[0]!] !== 0 ? a[at[1]! + i * step[1]!]! : b[at[2]! + i * step[2]!]!
      }
    })
  },

  logical({ a, b, y, op, nd, shape, strides }: LogicalArgs): number {
    return rows(nd, shape, strides, (n, at, step) => {
      for (let i = 0; i < n; i++) {
        const p = +(a[at[0]! + i * step[0]!] !== 0)
        const q = +(b[at[1]! + i * step[1]!] !== 0)
        y[at[2]! + i * step[2]!] = op === 0 ? p & q : op === 1 ? p | q : p ^ q
      }
    })
  }
}
