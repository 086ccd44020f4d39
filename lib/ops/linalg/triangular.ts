// Triangular systems of equations. Part of `linalg`, and what the gradients of decompositions are made of. Not in index.ts.
import { Storage } from '../../backend/index.ts'
import { ShapeError } from '../../errors.ts'
import { substitute } from '../../linalg/triangular.ts'
import { format } from '../../tensor/shape.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, checkValue } from '../../util/options.ts'
import { optionsTable, read } from '../../util/positional.ts'
import { lowerTriangle, upperTriangle } from '../diagonals.ts'
import { neg } from '../gen/elementwise.ts'
import {
  doubles,
  eachMatrix,
  fromDoubles,
  matricesOf,
  recorded,
  sameBatch,
  squareOf,
  times,
  transposed
} from './stack.ts'

/** Options of solveTriangular. */
export interface SolveTriangularOptions {
  /** Solve A X = B; false solves X A = B. Default true. */
  left?: boolean | undefined
  /** Whether A is upper triangular; the other triangle is not read. */
  upper: boolean
  /** The diagonal counts as 1 and is not read. Default false. */
  unitriangular?: boolean | undefined
}

const TRIANGULAR = optionsTable<SolveTriangularOptions>({ upper: boolean, left: boolean, unitriangular: boolean })

/**
 * The solution X of A X = B for triangular matrices A.
 *
 * @param a (..., n, n)
 * @param b (..., n, k)
 * @param options.upper whether A is upper triangular; the other triangle is not read
 * @param options.left false solves X A = B. Default true
 * @param options.unitriangular the diagonal of A counts as 1. Default false
 * @example
 * linalg.solveTriangular(tensor([[2, 0], [1, 1]]), tensor([[2], [3]]), { upper: false }).toArray() // [[1], [2]]
 */
export function solveTriangular(a: Tensor, b: Tensor, options: SolveTriangularOptions): Tensor {
  const op = 'linalg.solveTriangular'
  const { upper, left = true, unitriangular = false } = read(op, TRIANGULAR, options)
  checkValue(op, 'upper', upper, boolean)
  const { n } = squareOf(op, 'a', a)
  matricesOf(op, 'b', b)
  if (b.shape.at(left ? -2 : -1) !== n) {
    throw new ShapeError(
      `${op}: expected b with ${n} ${left ? 'rows' : 'columns'} for a of shape ${format(a.shape)} but received ${format(b.shape)}`
    )
  }
  const [p, q] = sameBatch(op, a, b)
  if (left) return triangular(p, q, upper, unitriangular)
  return transposed(triangular(transposed(p), transposed(q), !upper, unitriangular))
}

/** The solution of triangular systems of one batch. */
export function triangular(a: Tensor, b: Tensor, upper: boolean, unit = false): Tensor {
  const [n, k] = b.shape.slice(-2) as [number, number]
  const right = doubles(b)
  const out = new Float64Array(b.size)
  const rows = Storage.allocate('float64', n * k)
  eachMatrix(a, (of, at) => {
    rows.set(right.subarray(at * n * k, (at + 1) * n * k) as never)
    substitute({ of, n, upper, unit }, rows, k)
    out.set(rows.array as Float64Array, at * n * k)
  })
  const x = fromDoubles(out, b.shape, a)
  recorded('solveTriangular', [x], [a, b], ([g]) => {
    const up = triangular(transposed(a), g!, !upper, unit)
    const part = upper ? upperTriangle : lowerTriangle
    const own = unit ? (upper ? 1 : -1) : 0
    return [a.requiresGrad ? neg(part(times(up, transposed(x)), own)) : null, b.requiresGrad ? up : null]
  })
  return x
}
