// What eigenvectors and singular vectors have to be, measured. Used by linalg.test.ts and divide.test.ts.

/** The absolute value of the largest element. */
export const largest = (...all: ArrayLike<number>[]): number =>
  all.reduce((m, a) => Array.from(a).reduce((most, x) => Math.max(most, Math.abs(x)), m), 0)

/** The largest element of rows rows^T - I. */
export function skew(rows: Float64Array, n: number): number {
  let worst = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? -1 : 0
      for (let k = 0; k < n; k++) sum += rows[i * n + k]! * rows[j * n + k]!
      worst = Math.max(worst, Math.abs(sum))
    }
  }
  return worst
}
