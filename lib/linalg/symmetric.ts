// The product of a matrix with its own transpose, for the optimizers that iterate on such products: of a symmetric result
// one triangle is computed and mirrored, which takes little more than half the multiplications.
import * as kernels from '../backend/calls.ts'
import type { Operand, Storage } from '../backend/index.ts'

// Rows of a panel in the small; so that a tile of the kernel is full at every level.
const UNIT = 24
// More save multiplications; each packs its operands once more, which rounding to bfloat16 makes dear.
const PANELS = { float32: 8, bfloat16: 4 } as const
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
  out: Storage,
  precision: kernels.Precision = 'float32'
): void {
  const panels = n < LEAST ? 1 : Math.min(PANELS[precision], Math.floor(n / UNIT / 2))
  let from = 0
  for (let k = 1; k <= panels; k++) {
    const to = k === panels ? n : Math.round((k * n) / panels / UNIT) * UNIT
    const rows = to - from
    const left = { storage: x.storage, offset: x.offset + from * row }
    const panel = { storage: out, offset: from * n }
    const a = kernels.matrix(left, rows, inner, row, column)
    const b = kernels.matrix(x, inner, to, column, row)
    kernels.gemm(a, b, kernels.matrix(panel, rows, to, n), { precision })
    const mirror = { storage: out, offset: from }
    if (from > 0) kernels.copy(kernels.view(panel, [from, rows], [1, n]), kernels.view(mirror, [from, rows], [n, 1]))
    from = to
  }
}
