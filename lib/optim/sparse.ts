// One step of a rule on the rows of a table that have a gradient; the others are neither read nor written.
import type { RULES } from '../backend/gen/optim.ts'
import { run, Storage } from '../backend/index.ts'
import type { SparseGradient } from '../tensor/sparse.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { step } from './composed.ts'

/** `tables` are the parameter and its states, all of one shape. */
export function stepRows(
  rule: (typeof RULES)['adam' | 'adagrad'],
  tables: readonly Tensor[],
  { indices, values }: SparseGradient,
  numbers: never
): void {
  const [rows, width] = tables[0]!.shape as readonly [number, number]
  const count = indices.size
  if (count === 0 || width === 0) return
  const compact = tables.map((table) => {
    const own = Storage.allocate(table.dtype, count * width)
    run('indexSelect', [table, indices, own], [1, rows, count, width])
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
    table.storage.version++
  }
}
