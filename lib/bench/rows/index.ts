// All rows of the benchmark. A new table is one file here and one line below.
import type { FloatType, Row, Table } from '../row.ts'
import { attentionTable } from './attention.ts'
import { convTable } from './conv.ts'
import { copy } from './copy.ts'
import { elementwise } from './elementwise.ts'
import { gather } from './gather.ts'
import { images } from './images.ts'
import { loss } from './loss.ts'
import { matmulTable } from './matmul.ts'
import { opsTable } from './ops.ts'
import { optim } from './optim.ts'
import { pool } from './pool.ts'
import { random } from './random.ts'
import { reduceTable } from './reduce.ts'
import { steps } from './steps.ts'

const TABLES: readonly Table[] = [
  matmulTable,
  convTable,
  pool,
  images,
  attentionTable,
  elementwise,
  loss,
  optim,
  reduceTable,
  copy,
  gather,
  random,
  opsTable,
  steps
]

/** Every row for a dtype. */
export function allRows(dtype: FloatType): Row[] {
  return TABLES.flatMap((table) => table(dtype, dtype === 'float32' ? 4 : 8))
}
