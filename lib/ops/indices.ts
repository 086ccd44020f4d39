// Errors of ops that read by index, in the op's terms: the allowed values and the one received. Not in index.ts.
import { IndexError } from '../errors.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'

/** Throws unless every index is from `lowest` to `highest`. */
export function checkRange(op: string, what: string, index: Tensor, lowest: number, highest: number): void {
  const data = elementsOf(index)
  const at = data.findIndex((v) => v < lowest || v > highest)
  if (at < 0) return
  throw new IndexError(
    `${op}: expected ${what} from ${lowest} to ${highest} but received ${data[at]} at position ${at}`
  )
}

/**
 * Runs a kernel that reads by index. The kernel knows neither the op nor what the indices are, so its IndexError is
 * made one that names both.
 * @param n indices are from 0 to n - 1
 * @param ignored one more value that is allowed
 */
export function inRange<R>(op: string, what: string, index: Tensor, n: number, body: () => R, ignored = Number.NaN): R {
  try {
    return body()
  } catch (error) {
    throw error instanceof IndexError ? outOfRange(op, what, index, n, ignored) : error
  }
}

/** The error about the first index that is not from 0 to n - 1. */
export function outOfRange(op: string, what: string, index: Tensor, n: number, ignored = Number.NaN): IndexError {
  const data = elementsOf(index)
  const at = data.findIndex((v) => (v < 0 || v >= n) && v !== ignored)
  const or = ignored < 0 ? ` or ${ignored} (ignoreIndex)` : ''
  return new IndexError(`${op}: expected ${what} from 0 to ${n - 1}${or} but received ${data[at]} at position ${at}`)
}
