// All rows of the benchmark. A new table is one file here and one line below.
import type { FloatType, Row, Table } from '../row.ts'
import { elementwise } from './elementwise.ts'
import { move } from './move.ts'
import { optim } from './optim.ts'

const TABLES: readonly Table[] = [elementwise, optim, move]

/** Every row for a dtype. */
export function allRows(dtype: FloatType): Row[] {
  return TABLES.flatMap((table) => table(dtype, dtype === 'float32' ? 4 : 8))
}
