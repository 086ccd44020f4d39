// Systems of equations, inverses and determinants by P L U. Part of `linalg`. Not in index.ts.
import { needsTape } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { log } from '../../backend/math.ts'
import { ShapeError } from '../../errors.ts'
import { type Elimination, eliminate } from '../../linalg/lu.ts'
import { swapRows } from '../../linalg/ql.ts'
import { substitute } from '../../linalg/triangular.ts'
import { fromArray } from '../../tensor/create.ts'
import { format, type Shape, sameShape, sizeOf } from '../../tensor/shape.ts'
import { checkFloat, type Tensor } from '../../tensor/tensor.ts'
import { boolean } from '../../util/options.ts'
import { optionsTable, read } from '../../util/positional.ts'
import { mul, where } from '../elementwise.ts'
import { neg } from '../gen/elementwise.ts'
import { prod } from '../reduce.ts'
import { expand, permute, reshape, squeeze, unsqueeze } from '../shape.ts'
import { svd } from './spectral.ts'
import {
  checkInfo,
  doubles,
  eachMatrix,
  fromDoubles,
  identityOf,
  recorded,
  sameBatch,
  squareOf,
  times,
  transposed
} from './stack.ts'

/** Options of solve. */
export interface SolveOptions {
  /** Solve A X = B; false solves X A = B. Default true. */
  left?: boolean | undefined
}

const SOLVE = optionsTable<SolveOptions>({ left: boolean })

const singular = (at: number): string => `it is singular: element ${at - 1} of the diagonal of U is 0`
const leading = (x: Tensor): Shape => x.shape.slice(0, -2)

// P L U of a matrix.
interface Factors extends Elimination {
  readonly lu: Storage
}

// Takes the factors of each A of a stack in turn and writes X of A X = B into `out`; `turned`: of A^T X = B.
function solver(b: Tensor, turned: boolean): { out: Float64Array; solve(factors: Factors, at: number): void } {
  const [n, k] = b.shape.slice(-2) as [number, number]
  const right = doubles(b)
  const out = new Float64Array(b.size)
  const rows = Storage.allocate('float64', n * k)
  const x = rows.array as Float64Array
  const solve = ({ lu, pivots }: Factors, at: number): void => {
    x.set(right.subarray(at * n * k, (at + 1) * n * k))
    if (turned) {
      // A^T = U^T L^T P, and U^T is a lower triangle.
      const of = flipped(lu, n)
      substitute({ of, n, upper: false, unit: false }, rows, k)
      substitute({ of, n, upper: true, unit: true }, rows, k)
      for (let i = n - 1; i >= 0; i--) if (pivots[i] !== i) swapRows(x, k, i, pivots[i]!)
    } else {
      for (const [i, p] of pivots.entries()) if (p !== i) swapRows(x, k, i, p)
      substitute({ of: lu, n, upper: false, unit: true }, rows, k)
      substitute({ of: lu, n, upper: true, unit: false }, rows, k)
    }
    out.set(x, at * n * k)
  }
  return { out, solve }
}

// The transpose of a square matrix.
function flipped(a: Storage, n: number): Storage {
  const out = Storage.allocate('float64', n * n)
  kernels.copy(kernels.view(a, [n, n], [1, n]), kernels.view(out, [n, n], [n, 1]))
  return out
}

// X of A X = B for stacks of one batch, what each elimination says, and the factors where a backward will need them.
function solved(a: Tensor, b: Tensor, keep: boolean): { x: Tensor; info: Int32Array; kept: Factors[] } {
  const n = a.shape.at(-1)!
  const { out, solve } = solver(b, false)
  const info = new Int32Array(sizeOf(leading(b)))
  const kept: Factors[] = []
  eachMatrix(a, (matrix, at) => {
    const lu = keep ? Storage.allocate('float64', n * n) : matrix
    if (keep) lu.array.set(matrix.array as never)
    const factors = { lu, ...eliminate(lu, n, n) }
    if (keep) kept.push(factors)
    info[at] = factors.info
    solve(factors, at)
  })
  return { x: fromDoubles(out, b.shape, a), info, kept }
}

// Records x. Its backward is another solve, by the same factors; `turned`: they are those of the transpose of a.
function recordSolve(x: Tensor, a: Tensor, b: Tensor, factors: readonly Factors[], turned: boolean): Tensor {
  recorded('solve', [x], [a, b], ([g]) => {
    const { out, solve } = solver(g!, !turned)
    for (const [at, own] of factors.entries()) solve(own, at)
    const up = recordSolve(fromDoubles(out, g!.shape, a), transposed(a), g!, factors, !turned)
    return [a.requiresGrad ? neg(times(up, transposed(x))) : null, b.requiresGrad ? up : null]
  })
  return x
}

function checkedSolve(op: string, a: Tensor, b: Tensor, checked: boolean): { x: Tensor; info: Int32Array } {
  const { x, info, kept } = solved(a, b, needsTape([a, b]))
  if (checked) checkInfo(op, info, singular)
  return { x: recordSolve(x, a, b, kept, false), info }
}

// `systems` is the shape of info.
function solving(
  op: string,
  a: Tensor,
  b: Tensor,
  options: SolveOptions | undefined,
  checked: boolean
): { x: Tensor; info: Int32Array; systems: Shape } {
  const { left = true } = read(op, SOLVE, options)
  const { n, batch } = squareOf(op, 'a', a)
  checkFloat(op, 'b', b)
  const vector = b.ndim === 1 || (b.ndim === a.ndim - 1 && sameShape(b.shape, a.shape.slice(0, -1)))
  if (vector) {
    const { x, ...rest } = solving(op, a, unsqueeze(b, left ? -1 : -2), { left }, checked)
    return { x: squeeze(x, left ? -1 : -2), ...rest }
  }
  if (b.shape.at(left ? -2 : -1) !== n) {
    throw new ShapeError(
      `${op}: expected b with ${n} ${left ? 'rows' : 'columns'} for a of shape ${format(a.shape)} but received ${format(b.shape)}`
    )
  }
  if (!left) {
    const { x, ...rest } = solving(op, transposed(a), transposed(b), {}, checked)
    return { x: transposed(x), ...rest }
  }
  if (batch.length === 0 && b.ndim > 2) {
    // One matrix, many right sides: all of them are columns of one system.
    const last = b.ndim - 1
    const order = [last - 1, ...Array.from({ length: last - 1 }, (_, d) => d), last]
    const wide = permute(b, order)
    const { x, info } = checkedSolve(op, a, reshape(wide, [n, -1]), checked)
    const back = [...Array.from({ length: last - 1 }, (_, d) => d + 1), 0, last]
    return { x: permute(reshape(x, wide.shape), back), info, systems: [] }
  }
  const [p, q] = sameBatch(op, a, b)
  return { ...checkedSolve(op, p, q, checked), systems: leading(p) }
}

/**
 * The solution X of A X = B. B is a vector (n), a matrix (n, k) or a stack of one of them for each matrix of A; batches
 * broadcast.
 *
 * @param a (..., n, n)
 * @param b (..., n, k), (n) or (..., n)
 * @param options.left false solves X A = B. Default true
 * @throws LinAlgError when a matrix is singular
 * @example
 * linalg.solve(tensor([[2, 0], [0, 4]]), tensor([2, 8])).toArray() // [1, 2]
 */
export function solve(a: Tensor, b: Tensor, options?: SolveOptions): Tensor {
  return solving('linalg.solve', a, b, options, true).x
}

/** As `solve`, without an error: `info` (int32) is 0, or the position of the first 0 on the diagonal of U, from 1. */
export function solveEx(a: Tensor, b: Tensor, options?: SolveOptions): { result: Tensor; info: Tensor } {
  const { x, info, systems } = solving('linalg.solveEx', a, b, options, false)
  return { result: x, info: fromArray(info, systems) }
}

function inverse(op: string, a: Tensor, checked: boolean): { x: Tensor; info: Int32Array } {
  const { n, batch } = squareOf(op, 'a', a)
  const { x, info } = solved(a.detach(), expand(identityOf(n, a), [...batch, n, n]), false)
  if (checked) checkInfo(op, info, singular)
  recorded('inv', [x], [a], ([g]) => [neg(times(transposed(x), g!, transposed(x)))])
  return { x, info }
}

/**
 * The inverses of square matrices.
 * @throws LinAlgError when a matrix is singular
 * @example
 * linalg.inv(tensor([[2, 0], [0, 4]])).toArray() // [[0.5, 0], [0, 0.25]]
 */
export function inv(a: Tensor): Tensor {
  return inverse('linalg.inv', a, true).x
}

/** As `inv`, without an error: `info` (int32) is 0, or the position of the first 0 on the diagonal of U, from 1. */
export function invEx(a: Tensor): { inverse: Tensor; info: Tensor } {
  const { x, info } = inverse('linalg.invEx', a, false)
  return { inverse: x, info: fromArray(info, leading(a)) }
}

// Calls `body` with the diagonal of U and the elimination of each matrix.
function overDiagonal(
  a: Tensor,
  body: (diagonal: (i: number) => number, n: number, e: Elimination, k: number) => void
): void {
  const n = a.shape.at(-1)!
  eachMatrix(a, (lu, k) => {
    const e = eliminate(lu, n, n)
    body((i) => lu.array[i * (n + 1)]!, n, e, k)
  })
}

/**
 * The determinants of square matrices.
 * @returns (...)
 * @example
 * linalg.det(tensor([[1, 2], [3, 4]])).item() // -2
 */
export function det(a: Tensor): Tensor {
  const { batch, count } = squareOf('linalg.det', 'a', a)
  const values = new Float64Array(count)
  overDiagonal(a, (u, n, { sign }, k) => {
    let product = sign
    for (let i = 0; i < n; i++) product *= u(i)
    values[k] = product
  })
  const d = fromDoubles(values, batch, a)
  const regular = values.every((value) => value !== 0)
  recorded('det', [d], [a], ([g]) => {
    const wide = (t: Tensor): Tensor => unsqueeze(unsqueeze(t, -1), -1)
    if (regular) return [mul(wide(mul(g!, d)), transposed(inverse('linalg.det', a, false).x))]
    return [mul(wide(g!), cofactors(a))]
  })
  return d
}

// The matrix of cofactors, the gradient of the determinant, also where a matrix is singular:
// det(U) det(V) U diag(products of the other singular values) V^T.
function cofactors(a: Tensor): Tensor {
  const { u, s, vh } = svd(a)
  const n = s.shape.at(-1)!
  const own = identityOf(n, a).ne(0)
  const others = prod(where(own, 1, expand(unsqueeze(s, -2), [...s.shape, n])), -1)
  const sign = mul(det(u.detach()), det(vh.detach()))
  return times(mul(mul(u, unsqueeze(others, -2)), unsqueeze(unsqueeze(sign, -1), -1)), vh)
}

/**
 * The signs and the logarithms of the absolute values of determinants: of a singular matrix 0 and -Infinity.
 * @returns `sign` (...), which has no gradient, and `logabsdet` (...)
 * @example
 * linalg.slogdet(tensor([[-1, 0], [0, 1]])).sign.item() // -1
 */
export function slogdet(a: Tensor): { sign: Tensor; logabsdet: Tensor } {
  const { batch, count } = squareOf('linalg.slogdet', 'a', a)
  const [signs, logs] = [new Float64Array(count), new Float64Array(count)]
  overDiagonal(a, (u, n, e, k) => {
    let [sign, sum] = [e.sign, 0]
    for (let i = 0; i < n; i++) {
      if (u(i) < 0) sign = -sign
      if (u(i) === 0) sign = 0
      sum += log(Math.abs(u(i)))
    }
    signs[k] = sign
    logs[k] = sum
  })
  const logabsdet = fromDoubles(logs, batch, a)
  recorded('slogdet', [logabsdet], [a], ([g]) => [
    mul(unsqueeze(unsqueeze(g!, -1), -1), transposed(inverse('linalg.slogdet', a, false).x))
  ])
  return { sign: fromDoubles(signs, batch, a), logabsdet }
}
