// One step of a rule on the rows of a table that have a gradient; other rows are neither read nor written.
import * as kernels from '../backend/calls.ts'
import type { RULES } from '../backend/gen/optim.ts'
import { Storage } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { hasSparse, type SparseGradient, sparseGrad, sparseUsed } from '../tensor/sparse.ts'
import { Tensor } from '../tensor/tensor.ts'
import { step } from './composed.ts'

/** `tables` are the parameter and its states, all of one shape. */
export function stepRows(
  rule: (typeof RULES)['adam' | 'adagrad' | 'sgd'],
  tables: readonly Tensor[],
  { indices, values }: SparseGradient,
  numbers: never
): void {
  const [rows, width] = tables[0]!.shape as readonly [number, number]
  const count = indices.size
  if (count === 0 || width === 0) return
  const compact = tables.map((table) => {
    const own = Storage.allocate(table.dtype, count * width)
    kernels.indexSelect({ x: table, index: indices, y: own, outer: 1, n: rows, count, inner: width })
    return own
  })
  const [p, ...states] = compact
  step(rule, 0, count * width, [p!, values, ...states], numbers)
  for (const [t, table] of tables.entries()) {
    const { array } = compact[t]!
    const into = table.data
    for (const [k, row] of (indices.data as Int32Array).entries()) {
      into.set(array.subarray(k * width, (k + 1) * width), row * width)
    }
    table.storage.touch()
  }
}

/**
 * The parameters of a group whose gradient is sparse, for an optimizer that also takes dense ones.
 *
 * @throws OptionError when one has a gradient of each kind, or weight decay
 */
export function sparseOf(
  kind: string,
  { params, weightDecay }: { readonly params: readonly Tensor[]; readonly weightDecay: number },
  names: ReadonlyMap<Tensor, string>
): Tensor[] {
  if (!sparseUsed()) return []
  const tables = params.filter(hasSparse)
  for (const p of tables) {
    const name = names.get(p)
    if (p.grad !== null) {
      throw new OptionError(
        `${kind}.step: expected the gradient of ${name} to be dense or sparse but it has one of each`
      )
    }
    if (weightDecay !== 0) {
      throw new OptionError(`${kind}.step: expected weightDecay 0 for the sparse gradient of ${name}`)
    }
  }
  return tables
}

/** A sparse gradient as a dense one: rows without one are 0. */
export function denseGradient(table: Tensor): Tensor {
  const { indices, values } = sparseGrad(table)!
  const [rows, width] = table.shape as readonly [number, number]
  const dense = Storage.allocate(table.dtype, table.size)
  kernels.indexAdd({
    x: values,
    index: indices,
    y: dense,
    outer: 1,
    n: rows,
    count: indices.size,
    inner: width,
    skip: rows
  })
  return new Tensor(dense, table.shape)
}
