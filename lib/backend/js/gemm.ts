// Matrix products. Each element of c is one chain over k in ascending order from its start: c = fma(a, b, c), which for
// float64 is a multiplication and an addition. The exception is a product with one row or one column whose operands both
// lie contiguous along k: that is sixteen chains, lane l taking every k with k % 16 == l, added in a fixed tree.
// gemmBfloat16 rounds a and b to bfloat16; its chains take two k at a time, whatever the shape (pairs.ts).

import type { GemmArgs, GemmBfloat16Args } from '../gen/kernels.ts'
import { activate } from './activation.ts'
import { chainOfPairs, roundBfloat16 } from './pairs.ts'
import { fma_f32 } from './primitives.ts'

/** The call, and whether C holds a start. */
interface Product extends GemmArgs {
  readonly started: boolean
}

// C = C + A B from offsets a0, b0, c0.
function chains32(a: Float32Array, b: Float32Array, c: Float32Array, p: Product, a0: number, b0: number, c0: number) {
  const { rows, cols, inner, ars, acs, brs, bcs, ldc } = p
  for (let i = 0; i < rows; i++) {
    const row = c0 + i * ldc
    for (let k = 0; k < inner; k++) {
      const x = a[a0 + i * ars + k * acs]!
      let at = b0 + k * brs
      for (let j = 0; j < cols; j++, at += bcs) c[row + j] = fma_f32(x, b[at]!, c[row + j]!)
    }
  }
}

function chains64(a: Float64Array, b: Float64Array, c: Float64Array, p: Product, a0: number, b0: number, c0: number) {
  const { rows, cols, inner, ars, acs, brs, bcs, ldc } = p
  for (let i = 0; i < rows; i++) {
    const row = c0 + i * ldc
    for (let k = 0; k < inner; k++) {
      const x = a[a0 + i * ars + k * acs]!
      let at = b0 + k * brs
      for (let j = 0; j < cols; j++, at += bcs) c[row + j] = x * b[at]! + c[row + j]!
    }
  }
}

const lanes32 = new Float32Array(16)
const lanes64 = new Float64Array(16)

// Sixteen lanes, k padded with zeros to a multiple of 16; C = C + their sum, or the sum alone where there is no start.
function dots32(a: Float32Array, b: Float32Array, c: Float32Array, p: Product, a0: number, b0: number, c0: number) {
  const { rows, cols, inner, ars, bcs, ldc, started } = p
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const [x, y, z] = [a0 + i * ars, b0 + j * bcs, c0 + i * ldc + j]
      lanes32.fill(0)
      for (let k = 0; k < inner; k++) lanes32[k & 15] = fma_f32(a[x + k]!, b[y + k]!, lanes32[k & 15]!)
      for (let k = inner; k & 15; k++) lanes32[k & 15]! += 0
      for (let half = 8; half; half >>= 1) for (let l = 0; l < half; l++) lanes32[l]! += lanes32[l + half]!
      c[z] = started ? c[z]! + lanes32[0]! : lanes32[0]!
    }
  }
}

function dots64(a: Float64Array, b: Float64Array, c: Float64Array, p: Product, a0: number, b0: number, c0: number) {
  const { rows, cols, inner, ars, bcs, ldc, started } = p
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const [x, y, z] = [a0 + i * ars, b0 + j * bcs, c0 + i * ldc + j]
      lanes64.fill(0)
      for (let k = 0; k < inner; k++) lanes64[k & 15] = a[x + k]! * b[y + k]! + lanes64[k & 15]!
      for (let k = inner; k & 15; k++) lanes64[k & 15]! += 0
      for (let half = 8; half; half >>= 1) for (let l = 0; l < half; l++) lanes64[l]! += lanes64[l + half]!
      c[z] = started ? c[z]! + lanes64[0]! : lanes64[0]!
    }
  }
}

// The rows of A and the columns of B, rounded, one behind the other: chains of pairs.
function pairs32(a: Float32Array, b: Float32Array, c: Float32Array, p: Product, a0: number, b0: number, c0: number) {
  const { rows, cols, inner, ars, acs, brs, bcs, ldc } = p
  if (inner === 0) return
  const left = new Float32Array(rows * inner)
  const right = new Float32Array(cols * inner)
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++) left[i * inner + k] = roundBfloat16(a[a0 + i * ars + k * acs]!)
  for (let j = 0; j < cols; j++)
    for (let k = 0; k < inner; k++) right[j * inner + k] = roundBfloat16(b[b0 + k * brs + j * bcs]!)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const at = c0 + i * ldc + j
      c[at] = chainOfPairs(c[at]!, left, i * inner, right, j * inner, inner)
    }
  }
}

type Loop = (a: never, b: never, c: never, p: Product, a0: number, b0: number, c0: number) => void
// Called through a table, so that V8 compiles each on its own with fma_f32 inlined.
const LOOPS: readonly Loop[] = [chains32, chains64, dots32, dots64, pairs32]

export const gemm = {
  gemm(args: GemmArgs): number {
    const { c, rows, cols, inner, acs, brs } = args
    const dots = inner > 0 && acs === 1 && brs === 1 && (rows === 1 || cols === 1)
    return overBatch(args, LOOPS[(dots ? 2 : 0) + (c instanceof Float64Array ? 1 : 0)]!)
  },

  gemmBfloat16(args: GemmBfloat16Args): number {
    return overBatch(args, LOOPS[4]!)
  }
}

function overBatch(args: GemmArgs, loop: Loop): number {
  const { a, b, bias, c, rows, cols, srs, scs, ldc, accumulate, activation, nd, shape, strides } = args
  const p = { ...args, started: bias !== null || accumulate === 1 }
  const count = shape.reduce((n, size) => n * size, 1)
  const at = [0, 0, 0, 0]
  for (let k = 0; k < count; k++) {
    let rest = k
    at.fill(0)
    for (let d = nd - 1; d >= 0; d--) {
      const index = rest % shape[d]!
      rest = Math.floor(rest / shape[d]!)
      for (let operand = 0; operand < 4; operand++) at[operand]! += index * strides[operand * nd + d]!
    }
    const [a0, b0, s0, c0] = at as [number, number, number, number]
    if (!accumulate) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < cols; j++) c[c0 + i * ldc + j] = bias ? bias[s0 + i * srs + j * scs]! : 0
      }
    }
    loop(a as never, b as never, c as never, p, a0, b0, c0)
    if (activation) for (let i = 0; i < rows; i++) activate(c, c0 + i * ldc, cols, activation)
  }
  return 0
}
