// Values of other formats as values of a table. Called by the readers of Parquet and SQLite.
import type { DataError } from '../errors.ts'
import { show } from '../util/options.ts'
import { tagOf } from '../util/realm.ts'
import type { TableValue } from './table.ts'

/**
 * The value of a cell: dates as ISO texts, whole numbers of 64 bits as numbers.
 * @param fail makes the error of one that a table cannot hold
 */
export function scalarOf(value: unknown, fail: (message: string) => DataError): TableValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (Number.isSafeInteger(number)) return number
    throw fail(`expected a whole number up to 2^53 but found ${value}; cast it to text or to a float where it is made`)
  }
  if (tagOf(value) === 'Date') return (value as Date).toISOString()
  throw fail(`expected a text, a number, a date, true, false or null but found ${show(value)}; read other columns`)
}
