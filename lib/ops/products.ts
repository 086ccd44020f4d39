// Products of vectors, matrices and tensors, composed of matmul, mul and sum, so that they have gradients of any order.
// Public, by index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { eye, zerosLike } from '../tensor/create.ts'
import { dimension, format, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkFloat, checkTensor, type Tensor } from '../tensor/tensor.ts'
import { anything, numeric, rule } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { raised, roll } from './arrange.ts'
import { diagonalOf } from './diagonals.ts'
import { add, mul, sub } from './elementwise.ts'
import { cat } from './join.ts'
import { matmul } from './matmul.ts'
import { pad } from './pad.ts'
import { sum } from './reduce.ts'
import { permute, reshape, unsqueeze } from './shape.ts'

/** Options of the products that are added to a tensor. */
export interface AddProductOptions {
  /** Factor of the tensor that is added to; with 0 its values do not matter. Default 1. */
  beta?: number | undefined
  /** Factor of the product. Default 1. */
  alpha?: number | undefined
}

/** Which dimensions tensordot sums: the last of a with the first of b, so many, or a list for each. */
export type TensordotDims = number | readonly [a: readonly number[], b: readonly number[]]

const DIMS = positional<{ dims?: TensordotDims }>({
  dims: rule(
    'a whole number or two lists of dimensions',
    (v) => (Number.isInteger(v) && (v as number) >= 0) || (Array.isArray(v) && v.length === 2 && v.every(Array.isArray))
  )
})
const ADD = optionsTable<AddProductOptions>({ beta: numeric, alpha: numeric })
const CROSS = positional<{ dim?: number | null }>({ dim: anything })

function checkDims(op: string, name: string, x: Tensor, nd: number): void {
  checkFloat(op, name, x)
  if (x.ndim === nd) return
  const kind = ['a scalar', 'a vector', 'a matrix', 'a stack of matrices (batch, rows, columns)'][nd]
  throw new ShapeError(`${op}: expected ${name} to be ${kind} but received ${format(x.shape)}`)
}

function checkVectors(op: string, a: Tensor, b: Tensor): void {
  checkDims(op, 'a', a, 1)
  checkDims(op, 'b', b, 1)
  if (a.size !== b.size) {
    throw new ShapeError(`${op}: expected vectors of one length but received ${format(a.shape)} and ${format(b.shape)}`)
  }
}

/**
 * The sum over dimensions of a product: of the last `dims` of a with the first `dims` of b, or of lists of dimensions.
 *
 * @param options.dims a number, or [dimensions of a, dimensions of b]. Default 2
 * @throws ShapeError when the sizes differ
 * @example
 * tensordot(ones([2, 3, 4]), ones([3, 4, 5]), { dims: 2 }).shape // [2, 5]
 * tensordot(ones([2, 3]), ones([4, 2]), { dims: [[0], [1]] }).shape // [3, 4]
 */
export function tensordot(a: Tensor, b: Tensor, dims?: TensordotDims | { dims?: TensordotDims | undefined }): Tensor {
  const { dims: given = 2 } = read('tensordot', DIMS, dims)
  checkFloat('tensordot', 'a', a)
  checkFloat('tensordot', 'b', b)
  if (typeof given === 'number' && given > Math.min(a.ndim, b.ndim)) {
    throw new ShapeError(
      `tensordot: expected tensors of at least ${given} dimensions but received ${format(a.shape)} and ${format(b.shape)}`
    )
  }
  const count = (n: number, from: number): number[] => Array.from({ length: n }, (_, k) => from + k)
  const [left, right] =
    typeof given === 'number'
      ? [count(given, a.ndim - given), count(given, 0)]
      : (given as readonly [number[], number[]])
  const p = left.map((d) => dimension('tensordot', d, a.ndim))
  const q = right.map((d) => dimension('tensordot', d, b.ndim))
  const fits = p.length === q.length && p.every((d, k) => a.shape[d] === b.shape[q[k]!])
  if (!fits || new Set(p).size !== p.length || new Set(q).size !== q.length) {
    throw new ShapeError(
      `tensordot: expected dimensions of equal sizes but received ${format(p)} of ${format(a.shape)} and ${format(q)} of ${format(b.shape)}`
    )
  }
  const restA = count(a.ndim, 0).filter((d) => !p.includes(d))
  const restB = count(b.ndim, 0).filter((d) => !q.includes(d))
  const [m, n] = [restA.map((d) => a.shape[d]!), restB.map((d) => b.shape[d]!)]
  const k = sizeOf(p.map((d) => a.shape[d]!))
  const rows = reshape(permute(a, [...restA, ...p]), [sizeOf(m), k])
  const cols = reshape(permute(b, [...q, ...restB]), [k, sizeOf(n)])
  return reshape(matmul(rows, cols), [...m, ...n])
}

/** The dot product of two vectors. */
export function dot(a: Tensor, b: Tensor): Tensor {
  checkVectors('dot', a, b)
  return matmul(a, b)
}

/** The dot product of two vectors; for real numbers the same as `dot`. */
export function vdot(a: Tensor, b: Tensor): Tensor {
  checkVectors('vdot', a, b)
  return matmul(a, b)
}

/** The dot products of the last dimensions: (..., k) and (...', k) give (..., ...'). A scalar multiplies. */
export function inner(a: Tensor, b: Tensor): Tensor {
  checkFloat('inner', 'a', a)
  checkFloat('inner', 'b', b)
  if (a.ndim === 0 || b.ndim === 0) return mul(a, b)
  if (a.shape.at(-1) !== b.shape.at(-1)) {
    throw new ShapeError(`inner: expected equal last dimensions but received ${format(a.shape)} and ${format(b.shape)}`)
  }
  return tensordot(a, b, [[-1], [-1]])
}

/**
 * All products of an element of the vector a with one of the vector b: (n) and (m) give (n, m).
 * @example
 * outer(tensor([1, 2]), tensor([3, 4])).toArray() // [[3, 4], [6, 8]]
 */
export function outer(a: Tensor, b: Tensor): Tensor {
  checkDims('outer', 'a', a, 1)
  checkDims('outer', 'b', b, 1)
  return mul(unsqueeze(a, 1), b)
}

/** The product of a matrix and a vector. */
export function mv(a: Tensor, b: Tensor): Tensor {
  checkDims('mv', 'a', a, 2)
  checkDims('mv', 'b', b, 1)
  return matmul(a, b)
}

/** The product of two matrices. */
export function mm(a: Tensor, b: Tensor): Tensor {
  checkDims('mm', 'a', a, 2)
  checkDims('mm', 'b', b, 2)
  return matmul(a, b)
}

/** The products of two stacks of matrices, (batch, n, k) and (batch, k, m). */
export function bmm(a: Tensor, b: Tensor): Tensor {
  checkDims('bmm', 'a', a, 3)
  checkDims('bmm', 'b', b, 3)
  if (a.shape[0] !== b.shape[0]) {
    throw new ShapeError(`bmm: expected equal batches but received ${format(a.shape)} and ${format(b.shape)}`)
  }
  return matmul(a, b)
}

// beta x + alpha product, as PyTorch: with beta 0 not even a NaN of x comes through.
function added(op: string, x: Tensor, product: () => Tensor, options: AddProductOptions | undefined): Tensor {
  const { beta = 1, alpha = 1 } = read(op, ADD, options)
  checkFloat(op, 'x', x)
  const ab = product()
  const scaled = alpha === 1 ? ab : mul(ab, alpha)
  const y = beta === 0 ? scaled : add(beta === 1 ? x : mul(x, beta), scaled)
  if (sameShape(y.shape, ab.shape)) return y
  throw new ShapeError(
    `${op}: expected x to broadcast to the product's shape ${format(ab.shape)} but received ${format(x.shape)}`
  )
}

/**
 * beta x + alpha (a b) for matrices a and b; x broadcasts.
 * @example
 * addmm(tensor([1, 1]), eye(2), eye(2), { alpha: 3 }).toArray() // [[4, 1], [1, 4]]
 */
export function addmm(x: Tensor, a: Tensor, b: Tensor, options?: AddProductOptions): Tensor {
  const product = (): Tensor => {
    checkDims('addmm', 'a', a, 2)
    checkDims('addmm', 'b', b, 2)
    return matmul(a, b)
  }
  return added('addmm', x, product, options)
}

/** beta x + alpha (a b) for a matrix a and a vector b; x broadcasts. */
export function addmv(x: Tensor, a: Tensor, b: Tensor, options?: AddProductOptions): Tensor {
  const product = (): Tensor => {
    checkDims('addmv', 'a', a, 2)
    checkDims('addmv', 'b', b, 1)
    return matmul(a, b)
  }
  return added('addmv', x, product, options)
}

/** beta x + alpha times the sum of the products of two stacks of matrices; x broadcasts. */
export function addbmm(x: Tensor, a: Tensor, b: Tensor, options?: AddProductOptions): Tensor {
  const product = (): Tensor => {
    checkDims('addbmm', 'a', a, 3)
    checkDims('addbmm', 'b', b, 3)
    return tensordot(a, b, [
      [0, 2],
      [0, 1]
    ])
  }
  return added('addbmm', x, product, options)
}

/** beta x + alpha times the products of two stacks of matrices; x broadcasts. */
export function baddbmm(x: Tensor, a: Tensor, b: Tensor, options?: AddProductOptions): Tensor {
  return added('baddbmm', x, () => bmm(a, b), options)
}

/** beta x + alpha times the outer product of two vectors; x broadcasts. */
export function addr(x: Tensor, a: Tensor, b: Tensor, options?: AddProductOptions): Tensor {
  return added('addr', x, () => outer(a, b), options)
}

/**
 * The product of several matrices in the order that takes the fewest multiplications. The first and the last may be
 * vectors.
 * @example
 * chainMatmul(ones([2, 3]), ones([3, 4]), ones([4, 1])).shape // [2, 1]
 */
export function chainMatmul(...matrices: Tensor[] | [readonly Tensor[]]): Tensor {
  return multiplied('chainMatmul', (Array.isArray(matrices[0]) ? matrices[0] : matrices) as readonly Tensor[])
}

/** @internal chainMatmul for errors of another name. */
export function multiplied(op: string, list: readonly Tensor[]): Tensor {
  if (list.length === 0) throw new OptionError(`${op}: expected at least one matrix but received none`)
  for (const [k, x] of list.entries()) {
    checkFloat(op, `matrix ${k}`, x)
    const end = k === 0 || k === list.length - 1
    if (x.ndim !== 2 && !(end && x.ndim === 1)) {
      throw new ShapeError(`${op}: expected matrix ${k} to have two dimensions but received ${format(x.shape)}`)
    }
  }
  if (list.length < 3) return list.length === 1 ? list[0]! : matmul(list[0]!, list[1]!)
  const sizes = list.map((x, k) => (x.ndim === 2 ? x.shape[0]! : k === 0 ? 1 : x.size))
  const last = list.at(-1)!
  sizes.push(last.ndim === 2 ? last.shape[1]! : 1)
  const where = cheapestSplits(sizes)
  const build = (i: number, j: number): Tensor =>
    i === j ? list[i]! : matmul(build(i, where[i]![j]!), build(where[i]![j]! + 1, j))
  return build(0, list.length - 1)
}

// Where to divide each run of factors i to j (Cormen et al., "Introduction to algorithms", matrix-chain multiplication).
function cheapestSplits(sizes: readonly number[]): number[][] {
  const n = sizes.length - 1
  const cost = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  const split = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (let length = 2; length <= n; length++) {
    for (let i = 0; i + length <= n; i++) {
      const j = i + length - 1
      cost[i]![j] = Infinity
      for (let k = i; k < j; k++) {
        const total = cost[i]![k]! + cost[k + 1]![j]! + sizes[i]! * sizes[k + 1]! * sizes[j + 1]!
        if (total >= cost[i]![j]!) continue
        cost[i]![j] = total
        split[i]![j] = k
      }
    }
  }
  return split
}

/**
 * The Kronecker product: each element of a times the whole of b, in the place of that element.
 * @example
 * kron(eye(2), ones([1, 2])).toArray() // [[1, 1, 0, 0], [0, 0, 1, 1]]
 */
export function kron(a: Tensor, b: Tensor): Tensor {
  checkTensor('kron', 'a', a)
  checkTensor('kron', 'b', b)
  const nd = Math.max(a.ndim, b.ndim)
  const [p, q] = [raised(a, nd).shape, raised(b, nd).shape]
  const [left, right] = [p.flatMap((n) => [n, 1]), q.flatMap((n) => [1, n])]
  const shape = p.map((n, d) => n * q[d]!)
  return reshape(mul(reshape(a, left), reshape(b, right)), shape)
}

/**
 * The cross products of vectors of three elements along `dim`; the other dimensions broadcast.
 * @param options.dim default: the first dimension of three elements
 * @example
 * cross(tensor([1, 0, 0]), tensor([0, 1, 0])).toArray() // [0, 0, 1]
 */
export function cross(a: Tensor, b: Tensor, dim?: number | { dim?: number | null | undefined }): Tensor {
  const { dim: given } = read('cross', CROSS, dim)
  checkTensor('cross', 'a', a)
  if (given != null) return crossAlong('cross', a, b, given)
  const first = a.shape.indexOf(3)
  if (first >= 0) return crossAlong('cross', a, b, first - a.ndim)
  throw new ShapeError(`cross: expected a dimension of three elements but received ${format(a.shape)}`)
}

/** @internal The cross product along a dimension counted as in the result. */
export function crossAlong(op: string, a: Tensor, b: Tensor, dim: number): Tensor {
  checkTensor(op, 'a', a)
  checkTensor(op, 'b', b)
  const at = dimension(op, dim, Math.max(a.ndim, b.ndim))
  if (a.shape[at] !== 3 || b.shape[at] !== 3 || a.ndim !== b.ndim) {
    throw new ShapeError(
      `${op}: expected tensors with 3 elements along dimension ${dim} but received ${format(a.shape)} and ${format(b.shape)}`
    )
  }
  const rolled = (x: Tensor, by: number): Tensor => roll(x, by, { dims: at })
  return sub(mul(rolled(a, -1), rolled(b, -2)), mul(rolled(a, -2), rolled(b, -1)))
}

/** The sum of the elements on the diagonal of a matrix. */
export function trace(x: Tensor): Tensor {
  checkTensor('trace', 'x', x)
  if (x.ndim !== 2) throw new ShapeError(`trace: expected x to be a matrix but received ${format(x.shape)}`)
  return sum(diagonalOf('trace', x))
}

/**
 * Matrices one after the other along the diagonal, zeros elsewhere. Vectors count as rows, scalars as 1 x 1.
 * @example
 * blockDiag(tensor([[1, 2]]), tensor([[3]])).toArray() // [[1, 2, 0], [0, 0, 3]]
 */
export function blockDiag(...tensors: Tensor[] | [readonly Tensor[]]): Tensor {
  const list = (Array.isArray(tensors[0]) ? tensors[0] : tensors) as readonly Tensor[]
  if (list.length === 0) throw new OptionError('blockDiag: expected at least one tensor but received none')
  const blocks = list.map((x, k) => {
    checkFloat('blockDiag', `tensor ${k}`, x)
    if (x.ndim > 2) {
      throw new ShapeError(`blockDiag: expected at most two dimensions but tensor ${k} is ${format(x.shape)}`)
    }
    return x.ndim === 2 ? x : reshape(x, [1, x.size])
  })
  const width = blocks.reduce((n, x) => n + x.shape[1]!, 0)
  let at = 0
  const rows = blocks.map((x) => {
    const left = at
    at += x.shape[1]!
    return pad(x, { pad: [left, width - at] })
  })
  return cat(...rows, { dim: 0 })
}

/** @internal x to the power n >= 0. */
export function powerOf(x: Tensor, n: number): Tensor {
  if (n === 0) return add(zerosLike(x), eye(x.shape.at(-1)!, { dtype: x.dtype }))
  let result: Tensor | null = null
  for (let square = x, rest = n; ; square = matmul(square, square)) {
    if (rest % 2 === 1) result = result === null ? square : matmul(result, square)
    rest = Math.floor(rest / 2)
    if (rest === 0) return result!
  }
}
