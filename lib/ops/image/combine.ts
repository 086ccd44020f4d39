// A sparse matrix along one dimension of a tensor: what resizing, windows, means of windows and their like are made of.
// One kernel runs it forward, and with the transposed matrix backward. Called by the ops of images. Not in index.ts.
import { writeGrad } from '../../autograd/grads.ts'
import { record } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { type DType, type Operand, Storage } from '../../backend/index.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { contiguous, type Tensor } from '../../tensor/tensor.ts'
import { emptyTensor } from '../shared.ts'

/** A term of a row: the position that is read, and its weight (1 if it is left out). */
export type Term = readonly [index: number, weight?: number]

/** A matrix of `count` rows and `n` columns that are mostly 0, by its rows. */
export class SparseRows {
  readonly n: number
  readonly count: number
  readonly start: Int32Array
  readonly index: Int32Array
  readonly weight: Float64Array | null
  #transposed: SparseRows | null = null
  readonly #operands = new Map<DType, Operands>()

  constructor(n: number, start: Int32Array, index: Int32Array, weight: Float64Array | null) {
    this.n = n
    this.count = start.length - 1
    this.start = start
    this.index = index
    this.weight = weight
  }

  /** The rows as lists of terms. */
  static of(n: number, rows: readonly (readonly Term[])[]): SparseRows {
    const start = new Int32Array(rows.length + 1)
    for (const [j, row] of rows.entries()) start[j + 1] = start[j]! + row.length
    const terms = rows.flat()
    const weighted = terms.some(([, weight]) => weight !== undefined && weight !== 1)
    const weight = weighted ? Float64Array.from(terms, ([, w]) => w ?? 1) : null
    return new SparseRows(
      n,
      start,
      Int32Array.from(terms, ([index]) => index),
      weight
    )
  }

  /** The matrix whose product is the gradient: its sums take their terms in the order of these rows. */
  get transposed(): SparseRows {
    if (this.#transposed === null) {
      const start = new Int32Array(this.n + 1)
      for (const i of this.index) start[i + 1]!++
      for (let i = 0; i < this.n; i++) start[i + 1]! += start[i]!
      const next = start.slice(0, this.n)
      const index = new Int32Array(this.index.length)
      const weight = this.weight === null ? null : new Float64Array(this.index.length)
      for (let j = 0; j < this.count; j++) {
        for (let k = this.start[j]!; k < this.start[j + 1]!; k++) {
          const to = next[this.index[k]!]!++
          index[to] = j
          if (weight !== null) weight[to] = this.weight![k]!
        }
      }
      this.#transposed = new SparseRows(this.count, start, index, weight)
      this.#transposed.#transposed = this
    }
    return this.#transposed
  }

  /** @internal As operands of the kernel, in memory of no scope. */
  operands(dtype: DType): Operands {
    let found = this.#operands.get(dtype)
    if (found === undefined) {
      const whole = (array: Int32Array | Float32Array | Float64Array, type: DType): Operand => ({
        storage: Storage.wrap(array, type),
        offset: 0
      })
      const { weight } = this
      found = {
        start: whole(this.start, 'int32'),
        index: whole(this.index, 'int32'),
        weight: weight === null ? null : whole(dtype === 'float64' ? weight : Float32Array.from(weight), dtype)
      }
      this.#operands.set(dtype, found)
    }
    return found
  }
}

interface Operands {
  readonly start: Operand
  readonly index: Operand
  readonly weight: Operand | null
}

/** What the gradient of a sparse product needs. */
export interface CombineDetails {
  /** The name of its row among the differentiable ops. */
  readonly row: 'combine'
  readonly rows: SparseRows
  readonly dim: number
}

/**
 * Each line of x along `dim` multiplied by a sparse matrix.
 * @param name what the tape calls the op
 */
export function combine(name: string, x: Tensor, dim: number, rows: SparseRows): Tensor {
  const outer = sizeOf(x.shape.slice(0, dim))
  const inner = sizeOf(x.shape.slice(dim + 1))
  const out = emptyTensor(
    x.dtype,
    x.shape.map((n, d) => (d === dim ? rows.count : n))
  )
  run(contiguous(x), rows, out, outer, inner, 0)
  return record(
    name,
    out,
    [x],
    [],
    (g) => [writeGrad(x, (dx, accumulate) => run(contiguous(g), rows.transposed, dx, outer, inner, accumulate))],
    { row: 'combine', rows, dim } satisfies CombineDetails
  )
}

function run(x: Tensor, rows: SparseRows, y: Tensor, outer: number, inner: number, accumulate: number): void {
  const { n, count, index } = rows
  kernels.combine({ x, y, outer, n, count, taps: index.length, inner, accumulate, ...rows.operands(x.dtype) })
}
