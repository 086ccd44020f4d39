// Orthonormal rows, for nn.init.orthogonal.

/** Makes the rows of a matrix (count, length) orthonormal in place: Gram-Schmidt, twice against loss of precision. */
export function orthonormalRows(a: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    const row = a.subarray(i * length, (i + 1) * length)
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = a.subarray(j * length, (j + 1) * length)
        const along = dot(row, other)
        for (let k = 0; k < length; k++) row[k] = row[k]! - along * other[k]!
      }
    }
    const norm = Math.sqrt(dot(row, row))
    for (let k = 0; k < length; k++) row[k] = row[k]! / norm
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
  return sum
}
