// Triangular systems of equations. Called by lib/ops/linalg.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { addScaled, BLOCK } from './reflectors.ts'

/** A triangular matrix (n x n, row-major); the other triangle is not read. */
export interface Triangle {
  readonly of: Storage
  readonly n: number
  readonly upper: boolean
  /** The diagonal counts as 1. */
  readonly unit: boolean
}

/**
 * Replaces B (float64, n x k, row-major) by the solution X of T X = B. Rows of a block one by one, and what they change in
 * those to come as one product.
 */
export function substitute(t: Triangle, b: Storage, k: number): void {
  const { n, upper } = t
  const x = b.array as Float64Array
  // What a block's rows are with the opposite sign.
  const opposite = Storage.allocate('float64', n > BLOCK ? BLOCK * k : 0)
  const blocks = Math.ceil(n / BLOCK)
  for (let at = 0; at < blocks; at++) {
    const block = upper ? blocks - 1 - at : at
    const first = block * BLOCK
    const end = Math.min(n, first + BLOCK)
    withinBlock(t, x, k, first, end)
    const [from, to] = upper ? [0, first] : [end, n]
    if (from === to || k === 0) continue
    const [start, minus] = [first * k, opposite.array as Float64Array]
    for (let c = start; c < end * k; c++) minus[c - start] = -x[c]!
    const left = kernels.matrix({ storage: t.of, offset: from * n + first }, to - from, end - first, n)
    const solved = kernels.matrix({ storage: opposite, offset: 0 }, end - first, k)
    const rest = kernels.matrix({ storage: b, offset: from * k }, to - from, k)
    kernels.gemm(left, solved, rest, { accumulate: 1 })
  }
}

function withinBlock(t: Triangle, x: Float64Array, k: number, first: number, end: number): void {
  const a = t.of.array as Float64Array
  const { n, upper, unit } = t
  for (let step = first; step < end; step++) {
    const i = upper ? end - 1 - (step - first) : step
    const [from, to] = upper ? [i + 1, end] : [first, i]
    for (let j = from; j < to; j++) {
      const factor = a[i * n + j]!
      if (factor !== 0) addScaled(-factor, x, j * k, x, i * k, k)
    }
    if (unit) continue
    const pivot = a[i * (n + 1)]!
    for (let c = i * k; c < (i + 1) * k; c++) x[c] = x[c]! / pivot
  }
}
