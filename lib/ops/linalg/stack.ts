// What the decompositions share: stacks of matrices as doubles, results of the inputs' dtype, and how they are recorded.
// Every one computes in float64, matrix by matrix, and its backward is made of ops, so that gradients have gradients.
// Not in index.ts.
import { recordJoint } from '../../autograd/joint.ts'
import { Storage } from '../../backend/index.ts'
import { LinAlgError, ShapeError } from '../../errors.ts'
import { eye } from '../../tensor/create.ts'
import { broadcast, format, type Shape, sameShape, sizeOf } from '../../tensor/shape.ts'
import { checkFloat, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { exactMatmul } from '../matmul.ts'
import { expand, transpose } from '../shape.ts'
import { emptyTensor } from '../shared.ts'

/** A tensor as a stack of `count` matrices of m rows and n columns. */
export interface Matrices {
  readonly batch: Shape
  readonly count: number
  readonly m: number
  readonly n: number
}

/** @throws ShapeError unless x has at least two dimensions */
export function matricesOf(op: string, name: string, x: Tensor): Matrices {
  checkFloat(op, name, x)
  if (x.ndim < 2) {
    throw new ShapeError(`${op}: expected ${name} to be a matrix or a stack of them but received ${format(x.shape)}`)
  }
  const batch = x.shape.slice(0, -2)
  return { batch, count: sizeOf(batch), m: x.shape.at(-2)!, n: x.shape.at(-1)! }
}

/** @throws ShapeError unless x is a stack of square matrices */
export function squareOf(op: string, name: string, x: Tensor): Matrices {
  const s = matricesOf(op, name, x)
  if (s.m === s.n) return s
  throw new ShapeError(`${op}: expected ${name} to be square but received ${format(x.shape)}`)
}

/** The elements in row-major order as float64; of a float64 tensor they may be its own. */
export function doubles(x: Tensor): Float64Array {
  const data = elementsOf(x)
  return data instanceof Float64Array ? data : new Float64Array(data)
}

/** A tensor of those elements. */
export function fromDoubles(values: Float64Array, shape: Shape, like: Tensor): Tensor {
  const out = emptyTensor(like.dtype, shape)
  out.storage.set(values as never, out.offset)
  return out
}

/** The results of a stack's matrices side by side, `size` elements each: of a single one without a copy. */
export class Results {
  values: Float64Array
  readonly #count: number

  constructor(count: number, size: number) {
    this.#count = count
    this.values = new Float64Array(count === 1 ? 0 : count * size)
  }

  put(found: Storage, at: number): void {
    const values = found.array as Float64Array
    if (this.#count === 1) this.values = values
    else this.values.set(values, at * values.length)
  }
}

/** Calls `body` with each matrix of x in turn, in a storage that is used again; `turned`: by columns. */
export function eachMatrix(x: Tensor, body: (a: Storage, k: number) => void, turned = false): void {
  const [m, n] = x.shape.slice(-2) as [number, number]
  const size = m * n
  const all = elementsOf(turned ? transpose(x.detach()) : x)
  const count = sizeOf(x.shape.slice(0, -2))
  const scratch = Storage.allocate('float64', size)
  for (let k = 0; k < count; k++) {
    scratch.set(all.subarray(k * size, (k + 1) * size) as never)
    body(scratch, k)
  }
}

/** Results of ops that lie outside the tape until this records them together. */
export function recorded<T extends readonly Tensor[]>(
  name: string,
  outputs: T,
  inputs: readonly Tensor[],
  backward: (gradients: readonly (Tensor | null)[]) => readonly (Tensor | null)[]
): T {
  recordJoint(name, outputs, inputs, [...inputs, ...outputs], backward)
  return outputs
}

/** The identity of n rows, of the dtype of `like`. */
export const identityOf = (n: number, like: Tensor): Tensor => eye(n, { dtype: like.dtype })

/** x^T of each matrix. */
export const transposed = (x: Tensor): Tensor => transpose(x, -2, -1)

/** The product of several factors, from the left. */
export function times(...factors: Tensor[]): Tensor {
  return factors.reduce((a, b) => exactMatmul(a, b))
}

/** Two stacks with batches of one shape. */
export function sameBatch(op: string, a: Tensor, b: Tensor): [Tensor, Tensor] {
  const [p, q] = [a.shape.slice(0, -2), b.shape.slice(0, -2)]
  if (sameShape(p, q)) return [a, b]
  const batch = broadcast(op, p, q)
  const wide = (x: Tensor, own: Shape): Tensor =>
    sameShape(own, batch) ? x : expand(x, [...batch, ...x.shape.slice(-2)])
  return [wide(a, p), wide(b, q)]
}

/** @throws LinAlgError for the first matrix of a stack whose info is not 0; `why` says what that means */
export function checkInfo(op: string, info: Int32Array, why: (info: number) => string): void {
  const k = info.findIndex((found) => found !== 0)
  if (k < 0) return
  const which = info.length === 1 ? 'the matrix' : `matrix ${k} of ${info.length}`
  throw new LinAlgError(`${op}: cannot take ${which} because ${why(info[k]!)}`)
}
