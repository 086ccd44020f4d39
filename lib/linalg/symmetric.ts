// The product of a matrix with its own transpose, for the optimizers that iterate on such products: of a symmetric result
// one triangle is computed and mirrored, which takes little more than half the multiplications.
import { type Operand, run, type Storage } from '../backend/index.ts'

// Rows of a panel in the small; so that a tile of the kernel is full at every level.
const UNIT = 24
const PANELS = 16
// Below this the whole product takes as long.
const LEAST = 192

/**
 * out = x x^T for x of (n, inner) with its strides of row and column: n x n. Each panel of rows is computed up to its
 * diagonal, with the bits that the whole product has: element (i, j) adds the products of (j, i) in the same order.
 */
export function symmetricProduct(
  x: Operand,
  n: number,
  inner: number,
  [row, column]: readonly [row: number, column: number],
  out: Storage
): void {
  const panels = n < LEAST ? 1 : Math.min(PANELS, Math.floor(n / UNIT / 2))
  let from = 0
  for (let k = 1; k <= panels; k++) {
    const to = k === panels ? n : Math.round((k * n) / panels / UNIT) * UNIT
    const rows = to - from
    const left = { storage: x.storage, offset: x.offset + from * row }
    const panel = { storage: out, offset: from * n }
    run('gemm', [left, x, null, panel], [rows, to, inner, row, column, column, row, 0, 0, n, 0, 0, 0])
    if (from > 0) run('copy', [panel, { storage: out, offset: from }], [2, from, rows, 1, n, n, 1])
    from = to
  }
}
