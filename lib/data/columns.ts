// One column of a table: its type, what is learned from its values (categories, mean, deviation, fill), and how a value
// becomes numbers. Called by fit.ts.
import type { DataError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { momentsOf } from '../util/statistics.ts'
import { isNumber, looksLikeDate, looksLikeNumber, MANY_CATEGORIES, mostFrequent } from './cells.ts'

export type ColumnType = 'number' | 'category'

/** The treatment of a missing value. */
export type Missing = 'error' | 'drop' | 'mean' | number

/** A column of numbers: a value x becomes (x - mean) / std, which are 0 and 1 unless it is standardized. */
export interface NumberColumn {
  name: string
  type: 'number'
  missing: Missing
  /** The replacement of a missing value, before standardizing; null when it is an error or the row is dropped. */
  fill: number | null
  mean: number
  std: number
}

/** A column of categories: a value becomes 1 in the place of its category and 0 elsewhere. */
export interface CategoryColumn {
  name: string
  type: 'category'
  missing: Missing
  fill: string | null
  /** Sorted by text. */
  categories: string[]
}

export type Column = NumberColumn | CategoryColumn

/** The texts of a column, null where missing, and the maker of errors that name line and column. */
export interface Cells {
  values: (string | null)[]
  fail(row: number, message: string): DataError
}

/**
 * 'number' when every value that is there is a decimal number, 'category' when most are not.
 * @throws DataError, with the place, when most are numbers but not all; for features also when there are too many
 *   categories for what may be names, texts or dates
 */
export function inferType(name: string, cells: Cells, isTarget: boolean): ColumnType {
  const { values, fail } = cells
  let [present, numbers, odd] = [0, 0, -1]
  for (const [k, value] of values.entries()) {
    if (value === null) continue
    present++
    const sound = isNumber(value)
    if (sound || looksLikeNumber(value)) numbers++
    if (!sound && odd < 0) odd = k
  }
  if (odd < 0) return 'number'
  if (2 * numbers > present) {
    throw fail(
      odd,
      `expected a decimal number, as most values of the column are, but found ${show(values[odd])}; mend it, add it to missingValues, or say ${typed(name)}`
    )
  }
  const seen = new Set<string>()
  for (const [k, value] of values.entries()) {
    if (value !== null) seen.add(value)
    if (isTarget || seen.size <= MANY_CATEGORIES) continue
    const kind = looksLikeDate(value!) ? 'dates such as' : 'texts such as'
    throw fail(
      k,
      `expected at most ${MANY_CATEGORIES} categories but there are more, ${kind} ${show(value)}; say types: { ${show(name)}: 'ignore' }, or 'category' for a feature of each`
    )
  }
  return 'category'
}

const typed = (name: string): string => `types: { ${show(name)}: 'category' }`

/** Whether `value` is a column that `fitColumn` learned. */
export function isColumn(value: unknown): boolean {
  const { name, type, missing, fill, mean, std, categories } = (value ?? {}) as Record<string, unknown>
  if (
    typeof name !== 'string' ||
    !(typeof missing === 'number' || ['error', 'drop', 'mean'].includes(missing as string))
  )
    return false
  if (type === 'number') return (fill === null || Number.isFinite(fill)) && Number.isFinite(mean) && (std as number) > 0
  const texts = Array.isArray(categories) && categories.every((c) => typeof c === 'string')
  return type === 'category' && texts && (fill === null || typeof fill === 'string')
}

function toNumber(cells: Cells, row: number): number {
  const value = cells.values[row]!
  if (!isNumber(value)) throw cells.fail(row, `expected a number but found ${show(value)}`)
  const number = Number(value)
  if (!Number.isFinite(number)) throw cells.fail(row, `expected a number that float64 holds but found ${show(value)}`)
  return number
}

/** Fits a column. */
export function fitColumn(
  name: string,
  type: ColumnType,
  cells: Cells,
  missing: Missing,
  standardize: boolean
): Column {
  const present = cells.values.flatMap((v, k) => (v === null ? [] : [k]))
  if (present.length < cells.values.length) {
    if (missing === 'error') throw missingError(cells)
    if (missing === 'mean' && present.length === 0)
      throw cells.fail(0, 'every value is missing: there is no mean to fill in')
  }
  if (type === 'category') return fitCategory(name, cells, missing)
  const numbers = present.map((k) => toNumber(cells, k))
  const fill = missing === 'mean' ? momentsOf(numbers).mean : typeof missing === 'number' ? missing : null
  if (!standardize) return { name, type, missing, fill, mean: 0, std: 1 }
  // Filled values count: the resulting column has mean 0 and deviation 1.
  const filled = fill === null ? numbers : cells.values.map((v) => (v === null ? fill : Number(v)))
  const { mean, scale } = momentsOf(filled)
  return { name, type, missing, fill, mean, std: scale }
}

function fitCategory(name: string, { values }: Cells, missing: Missing): CategoryColumn {
  const counts = new Map<string, number>()
  for (const v of values) if (v !== null) counts.set(v, (counts.get(v) ?? 0) + 1)
  if (typeof missing === 'number') counts.set('missing', counts.get('missing') ?? 0)
  const categories = [...counts.keys()].sort()
  let fill: string | null = typeof missing === 'number' ? 'missing' : null
  if (missing === 'mean') fill = mostFrequent(categories, counts)
  return { name, type: 'category', missing, fill, categories }
}

function missingError(cells: Cells): DataError {
  return cells.fail(
    cells.values.indexOf(null),
    "the value is missing; choose missing: 'drop', 'mean' or a number to fill in"
  )
}

/** The number of feature columns of a column. */
export function columnWidth(column: Column): number {
  return column.type === 'number' ? 1 : column.categories.length
}

/** Writes a column's numbers into a row-major table of `width` columns that begins with zeros, from column `at` on. */
export function writeColumn(
  column: Column,
  cells: Cells,
  out: Tensor['data'],
  at: number,
  width: number,
  unknown: 'error' | 'ignore'
): void {
  const places = column.type === 'category' ? new Map(column.categories.map((value, k) => [value, k])) : null
  for (let row = 0; row < cells.values.length; row++) {
    if (cells.values[row] === null && column.fill === null) throw missingError(cells)
    if (column.type === 'number') {
      const x = cells.values[row] === null ? column.fill! : toNumber(cells, row)
      out[row * width + at] = (x - column.mean) / column.std
      if (!Number.isFinite(out[row * width + at])) {
        throw cells.fail(row, `expected a number that float32 holds but found ${show(cells.values[row])}`)
      }
      continue
    }
    const value = cells.values[row] ?? column.fill!
    const place = places!.get(value)
    if (place !== undefined) out[row * width + at + place] = 1
    else if (unknown === 'error') {
      const known = column.categories.slice(0, 20).join(', ')
      throw cells.fail(row, `expected one of ${known} but found ${show(value)}; unknown: 'ignore' gives zeros`)
    }
  }
}
