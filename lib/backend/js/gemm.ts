// Matrix products. Each element of c is one chain over k in ascending order from its start: c = fma(a, b, c), which for
// float64 is a multiplication and an addition. The exception is a product with one row or one column whose operands both
// lie contiguous along k: that is sixteen chains, lane l taking every k with k % 16 == l, added in a fixed tree.
import type { FloatArray } from '../storage.ts'

/** What `activation` of the gemm kernel means, by position. */
export const ACTIVATIONS = ['none', 'relu', 'geluErf', 'geluTanh', 'sigmoid', 'tanh', 'silu'] as const

const { fround } = Math

// a * b + c rounded once to float32. The product is exact in double; a sum that was rounded to a tie of float32 is
// decided by what the rounding dropped.
function fma32(a: number, b: number, c: number): number {
  const p = a * b
  const s = p + c
  const f = fround(s)
  const d = s - f
  if (d === 0 || d !== d) return f
  const t = s + d
  if (fround(t) !== t) return f
  const z = s - p
  const e = p - (s - z) + (c - z)
  return e === 0 ? f : e > 0 === d > 0 ? t : f
}

/** One matrix of the batch: offsets and strides. */
interface Product {
  rows: number
  cols: number
  inner: number
  ars: number
  acs: number
  brs: number
  bcs: number
  ldc: number
}

function chains32(a: Float32Array, b: Float32Array, c: Float32Array, p: Product, a0: number, b0: number, c0: number) {
  const { rows, cols, inner, ars, acs, brs, bcs, ldc } = p
  for (let i = 0; i < rows; i++) {
    const row = c0 + i * ldc
    for (let k = 0; k < inner; k++) {
      const x = a[a0 + i * ars + k * acs]!
      let at = b0 + k * brs
      for (let j = 0; j < cols; j++, at += bcs) c[row + j] = fma32(x, b[at]!, c[row + j]!)
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

export const gemm = {
  gemm(
    a: FloatArray,
    b: FloatArray,
    bias: FloatArray | null,
    c: FloatArray,
    rows: number,
    cols: number,
    inner: number,
    ars: number,
    acs: number,
    brs: number,
    bcs: number,
    srs: number,
    scs: number,
    ldc: number,
    accumulate: number,
    activation: number,
    nd: number,
    shape: readonly number[],
    strides: readonly number[]
  ): number {
    const p = { rows, cols, inner, ars, acs, brs, bcs, ldc }
    const dots = inner > 0 && acs === 1 && brs === 1 && (rows === 1 || cols === 1)
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
      if (c instanceof Float32Array) chains32(a as Float32Array, b as Float32Array, c, p, a0, b0, c0)
      else chains64(a as Float64Array, b as Float64Array, c, p, a0, b0, c0)
      if (activation) activate(c, p, c0, activation)
    }
    return 0
  }
}

function activate(c: FloatArray, p: Product, c0: number, activation: number): void {
  for (let i = 0; i < p.rows; i++) {
    for (let at = c0 + i * p.ldc; at < c0 + i * p.ldc + p.cols; at++) {
      if (activation === 1) c[at] = c[at]! < 0 ? 0 : c[at]!
    }
  }
}
