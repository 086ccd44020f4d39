// Sparse gradients: of a table of which few rows are used (an embedding with `sparse: true`), only these rows have one.
// It is separate from `grad`, which stays null; embedding adds to it, SparseAdam and Adagrad read it, zeroGrad clears
// it.
import * as kernels from '../backend/calls.ts'
import { type AnyArray, Storage } from '../backend/index.ts'
import { Tensor } from './tensor.ts'

/** The gradient of the rows that have one. */
export interface SparseGradient {
  /** int32, ascending, each once. */
  readonly indices: Tensor
  /** (rows, width), of the table's type. */
  readonly values: Tensor
}

interface Part {
  readonly indices: Int32Array
  readonly values: AnyArray
}

const parts = new WeakMap<Tensor, Part[]>()
let used = false

/** Whether any sparse gradient exists: programs without them pay nothing. */
export function sparseUsed(): boolean {
  return used
}

/** Adds values (a row for each index; an index may come twice) to a table's gradient; `skip` is a row that has none. */
export function addSparse(table: Tensor, indices: Tensor, values: Tensor, skip: number): void {
  const width = table.shape[1]!
  const all = indices.data as Int32Array
  const rows = values.data
  const kept = Array.from(all.keys()).filter((k) => all[k] !== skip)
  const part: Part = {
    indices: new Int32Array(kept.length),
    values: Storage.allocate(table.dtype, kept.length * width).array
  }
  for (const [to, k] of kept.entries()) {
    part.indices[to] = all[k]!
    part.values.set(rows.subarray(k * width, (k + 1) * width), to * width)
  }
  used = true
  const list = parts.get(table)
  if (list === undefined) parts.set(table, [part])
  else list.push(part)
}

/** Whether a tensor has a sparse gradient. */
export function hasSparse(table: Tensor): boolean {
  return used && parts.has(table)
}

/** Drops both kinds of gradient of a parameter; without `setToNone` a dense one becomes zeros instead. */
export function clearGrad(p: Tensor, setToNone: boolean): void {
  clearSparse(p)
  if (setToNone) p.grad = null
  else if (p.grad !== null) {
    p.grad.data.fill(0)
    p.grad.storage.touch()
  }
}

export function clearSparse(table: Tensor): void {
  if (used) parts.delete(table)
}

/**
 * The sparse gradient of a table, which `backward` summed up; null if there is none. Repeated rows are
 * summed in their order.
 *
 * @example
 * const layer = new Embedding(10_000, 64, { sparse: true })
 * layer.forward(tokens).sum().backward()
 * sparseGrad(layer.weight)?.indices // the tokens, each once
 */
export function sparseGrad(table: Tensor): SparseGradient | null {
  const list = parts.get(table)
  if (list === undefined) return null
  const width = table.shape[1]!
  const rows = [...new Set(list.flatMap(({ indices }) => [...indices]))].sort((a, b) => a - b)
  const place = new Map(rows.map((row, k) => [row, k]))
  const sum = Storage.allocate(table.dtype, rows.length * width)
  for (const { indices, values } of list) {
    const index = Storage.allocate('int32', indices.length)
    for (const [k, row] of indices.entries()) index.array[k] = place.get(row)!
    const sizes = { outer: 1, n: rows.length, count: indices.length, inner: width, skip: rows.length }
    kernels.indexAdd({ x: new Storage(values), index, y: sum, ...sizes })
  }
  const indices = new Tensor(new Storage(Int32Array.from(rows)), [rows.length])
  const gradient = { indices, values: new Tensor(sum, [rows.length, width]) }
  // What was summed need not be summed again.
  parts.set(table, [{ indices: indices.data as Int32Array, values: sum.array }])
  return gradient
}

/** Gives a table just this sparse gradient (copied), or none. */
export function setSparse(table: Tensor, gradient: SparseGradient | null): void {
  clearSparse(table)
  if (gradient === null) return
  used = true
  const values = Storage.allocate(table.dtype, gradient.values.size).array
  values.set(gradient.values.data as never)
  parts.set(table, [{ indices: Int32Array.from(gradient.indices.data), values }])
}
