// The fixed orders of reductions: what the JavaScript kernels of reduce.ts, softmax.ts and norm.ts add with. The native
// side is native/simd/reduce.h and native/kernels/reduction.h.
import type { FloatArray } from '../storage.ts'

/** Rounds a double to the element type of a kernel's buffers. */
export type Round = (x: number) => number

const same: Round = (x) => x

export function roundingOf(x: FloatArray): Round {
  return x instanceof Float32Array ? Math.fround : same
}

const lanes32 = new Float32Array(32)
const lanes64 = new Float64Array(32)

type Combine = (a: number, b: number) => number

/**
 * One line: term(0) ... term(n - 1), already rounded. Element i is combined into lane i mod 32; then lane l takes in
 * lane l + 16, l + 8, l + 4, l + 2, l + 1.
 */
function reduceLine(r: Round, combine: Combine, init: number, n: number, term: (i: number) => number): number {
  const lane = r === same ? lanes64 : lanes32
  lane.fill(init)
  for (let i = 0; i < n; i++) lane[i & 31] = combine(lane[i & 31]!, term(i))
  for (let half = 16; half > 0; half >>= 1) {
    for (let l = 0; l < half; l++) lane[l] = combine(lane[l]!, lane[l + half]!)
  }
  return lane[0]!
}

const add: Combine = (a, b) => a + b

/** The sum of a line; what softmax and the norms add the elements of a row with, however long it is. */
export function sumLine(r: Round, n: number, term: (i: number) => number): number {
  return reduceLine(r, add, 0, n, term)
}

const BLOCK = 4096
const BLOCK_ROWS = 64

// Blocks of 4096 elements, each one line (or blocks of 64 rows, each a chain in order); their results the same way.
function reduceBlocks(
  r: Round,
  combine: Combine,
  init: number,
  n: number,
  block: number,
  term: (i: number) => number
): number {
  const one = (from: number, count: number) => {
    if (block === BLOCK) return reduceLine(r, combine, init, count, (i) => term(from + i))
    let total = init
    for (let i = 0; i < count; i++) total = r(combine(total, term(from + i)))
    return total
  }
  if (n <= block) return one(0, n)
  const partial: number[] = []
  for (let from = 0; from < n; from += block) partial.push(one(from, Math.min(block, n - from)))
  return reduceBlocks(r, combine, init, partial.length, block, (i) => partial[i]!)
}

/**
 * Reduces the middle dimension of (outer, n, inner): term(k, at) is the term of element k that belongs to output `at`,
 * and emit(at, value) receives the results. With inner = 1 the blocks are lines of 4096, else 64 rows.
 */
export function reduceMiddle(
  r: Round,
  combine: Combine,
  init: number,
  outer: number,
  n: number,
  inner: number,
  term: (k: number, at: number) => number,
  emit: (at: number, value: number) => void
): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = o * inner + i
      const value = (k: number) => term((o * n + k) * inner + i, at)
      emit(at, reduceBlocks(r, combine, init, n, inner === 1 ? BLOCK : BLOCK_ROWS, value))
    }
  }
}

/** The sum of n values in blocks, as the kernel `reduce` adds one line. */
export function sumBlocks(r: Round, n: number, term: (i: number) => number): number {
  return reduceBlocks(r, add, 0, n, BLOCK, term)
}

/** The sum of n rows' terms in blocks of 64, as the kernel `reduce` adds a column. */
export function sumRows(r: Round, n: number, term: (i: number) => number): number {
  return reduceBlocks(r, add, 0, n, BLOCK_ROWS, term)
}

/** The sum over lines 0 ... lines - 1 of n terms each: every line begins at lane 0, and the tree comes at the end. */
export function sumLines(r: Round, lines: number, n: number, term: (line: number, i: number) => number): number {
  const lane = r === same ? lanes64 : lanes32
  lane.fill(0)
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < n; i++) lane[i & 31] = lane[i & 31]! + term(line, i)
  }
  for (let half = 16; half > 0; half >>= 1) for (let l = 0; l < half; l++) lane[l] = lane[l]! + lane[l + half]!
  return lane[0]!
}

/** The largest of x[from], x[from + step], ...; NaNs may be passed over. */
export function maxOf(x: FloatArray, from: number, n: number, step: number): number {
  let m = -Infinity
  for (let i = 0; i < n; i++) if (x[from + i * step]! > m) m = x[from + i * step]!
  return m
}
