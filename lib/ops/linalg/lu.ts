// P L U of matrices and what is solved with them. Part of `linalg`. Not in index.ts.
import { OptionError } from '../../errors.ts'
import { type Elimination, eliminate } from '../../linalg/lu.ts'
import { fromArray } from '../../tensor/create.ts'
import { checkTensor, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import { optionsTable, read } from '../../util/positional.ts'
import { lowerTriangle, upperTriangle } from '../diagonals.ts'
import { add, sub } from '../elementwise.ts'
import { cat } from '../join.ts'
import { slice } from '../shape.ts'
import {
  checkInfo,
  doubles,
  eachMatrix,
  fromDoubles,
  identityOf,
  matricesOf,
  recorded,
  sameBatch,
  squareOf,
  times,
  transposed
} from './stack.ts'
import { triangular } from './triangular.ts'

/** Options of luSolve. */
export interface LuSolveOptions {
  /** Solve A X = B; false solves X A = B. Default true. */
  left?: boolean | undefined
  /** Solve with A transposed. Default false. */
  adjoint?: boolean | undefined
}

const SOLVE = optionsTable<LuSolveOptions>({ left: boolean, adjoint: boolean })

/** L and U in one matrix, and where rows went. */
export interface LuFactors {
  /** U on and above the diagonal, L without its diagonal of ones below it: (..., m, n). */
  readonly lu: Tensor
  /** int32: row k was swapped with row pivots[k] - 1, in order (counted from 1, as in LAPACK): (..., min(m, n)). */
  readonly pivots: Tensor
}

function factored(op: string, a: Tensor): LuFactors & { info: Int32Array } {
  const { batch, count, m, n } = matricesOf(op, 'a', a)
  const k = Math.min(m, n)
  const packed = new Float64Array(a.size)
  const [pivots, info] = [new Int32Array(count * k), new Int32Array(count)]
  eachMatrix(a, (x, at) => {
    const found: Elimination = eliminate(x, m, n)
    packed.set(x.array as Float64Array, at * m * n)
    for (const [i, p] of found.pivots.entries()) pivots[at * k + i] = p + 1
    info[at] = found.info
  })
  const rows = fromArray(pivots, [...batch, k])
  const lu = fromDoubles(packed, a.shape, a)
  recorded('luFactor', [lu], [a], ([g]) => [gradient(lu, rows, g!)])
  return { lu, pivots: rows, info }
}

// P L^-T (strictly lower part of L^T gL + upper part of gU U^T) U^-T of a square matrix. What is left of L or U beyond the
// square depends on the square's factors; its gradient goes to them first.
function gradient(lu: Tensor, pivots: Tensor, g: Tensor): Tensor {
  const [m, n] = lu.shape.slice(-2) as [number, number]
  const k = Math.min(m, n)
  const square = (t: Tensor): Tensor => slice(slice(t, -2, { end: k }), -1, { end: k })
  const [l, u] = [lowerOf(square(lu)), upperTriangle(square(lu))]
  const divide = (t: Tensor): Tensor => transposed(triangular(u, transposed(t), true))
  let gl = lowerTriangle(square(g), -1)
  let gu = upperTriangle(square(g))
  let rest: Tensor | null = null
  if (n > k) {
    const [right, up] = [slice(lu, -1, { start: k }), slice(g, -1, { start: k })]
    rest = triangular(transposed(l), up, true, true)
    gl = sub(gl, times(rest, transposed(right)))
  } else if (m > k) {
    const [below, up] = [slice(lu, -2, { start: k }), slice(g, -2, { start: k })]
    rest = divide(up)
    gu = sub(gu, times(transposed(below), rest))
  }
  const middle = add(lowerTriangle(times(transposed(l), gl), -1), upperTriangle(times(gu, transposed(u))))
  const own = divide(triangular(transposed(l), middle, true, true))
  const whole = rest === null ? own : cat(own, rest, { dim: n > k ? -1 : -2 })
  return times(permutation(pivots, m, lu), whole)
}

const lowerOf = (square: Tensor): Tensor => add(lowerTriangle(square, -1), identityOf(square.shape.at(-1)!, square))

// P of A = P L U.
function permutation(pivots: Tensor, m: number, like: Tensor): Tensor {
  const k = pivots.shape.at(-1)!
  const count = pivots.size / Math.max(1, k)
  const values = elementsOf(pivots)
  const out = new Float64Array(count * m * m)
  for (let at = 0; at < count; at++) {
    const order = Array.from({ length: m }, (_, i) => i)
    for (let i = 0; i < k; i++) {
      const p = values[at * k + i]! - 1
      const row = order[i]!
      order[i] = order[p]!
      order[p] = row
    }
    for (const [i, row] of order.entries()) out[(at * m + row) * m + i] = 1
  }
  return fromDoubles(out, [...pivots.shape.slice(0, -1), m, m], like)
}

/**
 * A = P L U with partial pivoting: P a permutation, L lower triangular with ones on the diagonal, U upper triangular.
 *
 * @param a (..., m, n)
 * @returns `p` (..., m, m), which has no gradient, `l` (..., m, k) and `u` (..., k, n), k = min(m, n)
 * @example
 * const { p, l, u } = linalg.lu(tensor([[1, 2], [3, 4]]))
 * p.matmul(l).matmul(u).toArray() // [[1, 2], [3, 4]]
 */
export function lu(a: Tensor): { p: Tensor; l: Tensor; u: Tensor } {
  const { lu: packed, pivots } = factored('linalg.lu', a)
  const [m, n] = packed.shape.slice(-2) as [number, number]
  const k = Math.min(m, n)
  const left = slice(packed, -1, { end: k })
  return {
    p: permutation(pivots, m, packed),
    l: add(lowerTriangle(left, -1), slice(identityOf(m, packed), -1, { end: k })),
    u: upperTriangle(slice(packed, -2, { end: k }))
  }
}

/**
 * L and U of A = P L U in one matrix, and the swaps of rows, for `luSolve`.
 * @throws LinAlgError when a square matrix is singular
 */
export function luFactor(a: Tensor): LuFactors {
  const { lu: packed, pivots, info } = factored('linalg.luFactor', a)
  checkInfo('linalg.luFactor', info, (at) => `element ${at - 1} of the diagonal of U is 0; use luFactorEx`)
  return { lu: packed, pivots }
}

/** As `luFactor`, without an error: `info` (int32) is 0, or the position of the first 0 on the diagonal of U, from 1. */
export function luFactorEx(a: Tensor): LuFactors & { info: Tensor } {
  const { info, ...factors } = factored('linalg.luFactorEx', a)
  return { ...factors, info: fromArray(info, a.shape.slice(0, -2)) }
}

/**
 * The solution X of A X = B from what `luFactor` returned for A.
 * @param lu (..., n, n)
 * @param pivots int32 (..., n)
 * @param b (..., n, k)
 */
export function luSolve(packed: Tensor, pivots: Tensor, b: Tensor, options?: LuSolveOptions): Tensor {
  const op = 'linalg.luSolve'
  const { left = true, adjoint = false } = read(op, SOLVE, options)
  const { n } = squareOf(op, 'lu', packed)
  matricesOf(op, 'b', b)
  checkTensor(op, 'pivots', pivots, ['int32', 'int64'])
  if (pivots.shape.at(-1) !== n || doubles(pivots).some((p) => !(p >= 1 && p <= n))) {
    throw new OptionError(`${op}: expected ${n} pivots from 1 to ${n} for each matrix`)
  }
  if (!left) return transposed(luSolve(packed, pivots, transposed(b), { adjoint: !adjoint }))
  const [factors, right] = sameBatch(op, packed, b)
  const [l, u, p] = [lowerOf(factors), upperTriangle(factors), permutation(pivots, n, packed)]
  if (adjoint) return times(p, triangular(transposed(l), triangular(transposed(u), right, false), true, true))
  return triangular(u, triangular(l, times(transposed(p), right), false, true), true)
}
