// What matrix products compute with now: set by autocast, read by the ops that multiply, kept by every node of the tape for
// its backward.
import type { Precision } from '../backend/calls.ts'

let current: Precision = 'float32'

/** The precision of products of this dtype: only float32 can be rounded. */
export function precisionOf(dtype: string): Precision {
  return dtype === 'float32' ? current : 'float32'
}

/** Of products of float32. */
export function currentPrecision(): Precision {
  return current
}

/** Runs the ops of `body` with these products; their backward is computed the same way, whenever it comes. */
export function withPrecision<R>(precision: Precision, body: () => R): R {
  const before = current
  current = precision
  try {
    return body()
  } finally {
    current = before
  }
}
