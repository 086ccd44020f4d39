// The preprocessing of a table: fitted to some rows, applied to any. Numbers stay or are standardized, categories
// become one-hot, missing values are filled. Called by csv.ts and by users.
import { type DataError, OptionError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, boolean, checkOptions, checkValue, either, number, oneOf, rule, show, text } from '../util/options.ts'
import { MANY_CATEGORIES, MISSING, warnOfMany } from './cells.ts'
import {
  type Cells,
  type Column,
  type ColumnType,
  columnWidth,
  fitColumn,
  inferType,
  isColumn,
  type Missing,
  writeColumn
} from './columns.ts'
import { type Dataset, TensorDataset } from './dataset.ts'
import { position, type Sheet, sheetOf, type TableRow } from './table.ts'

/** The fitted preprocessing of a table: plain JSON, to save with the model and apply to other tables. */
export interface FittedTable {
  features: Column[]
  target: Column[]
  /** The texts that count as missing. */
  missingValues?: string[] | undefined
  /** The treatment of an unknown category. */
  unknown?: 'error' | 'ignore' | undefined
}

export interface FitOptions {
  /**
   * The type of columns by name: 'number', 'category' or 'ignore'. Default: number if every value is one, category
   * if most are not; other columns, and features of more than 100 categories, are errors until their type is given.
   */
  types?: Record<string, ColumnType | 'ignore'> | undefined
  /** The column, or number columns, to predict. Default none. */
  target?: string | readonly string[] | undefined
  /**
   * The treatment of missing values: 'error' (default), 'drop' the row, 'mean' (of a category: the most frequent one),
   * or a number to fill in (categories: one more, called 'missing'). Rows without target are errors or dropped, never
   * filled. Or one for each of some columns by name; others are then errors.
   */
  missing?: Missing | Readonly<Record<string, Missing>> | undefined
  /**
   * The texts that count as missing. Default those of pandas ('', 'NA', 'N/A', 'NaN', 'None', 'NULL', '#N/A', ...) and
   * '?'.
   */
  missingValues?: readonly string[] | undefined
  /**
   * Whether to standardize number features: (x - mean) / std, with the population deviation; or the names of those to
   * standardize. Default false.
   */
  standardize?: boolean | readonly string[] | undefined
  /** The treatment of an unknown category: 'error' (default) or 'ignore', which gives zeros. */
  unknown?: 'error' | 'ignore' | undefined
}

export interface ApplyOptions {
  /** The dtype of features and number targets: 'float32' (default) or 'float64'. */
  dtype?: 'float32' | 'float64' | undefined
  /** Overrides the one in `fitted`. */
  missingValues?: readonly string[] | undefined
  /** Overrides the one in `fitted`. */
  unknown?: 'error' | 'ignore' | undefined
}

export interface CsvTable {
  /** (features) or (features, target). */
  dataset: TensorDataset
  /** (N, F): the columns in order; a category takes one column for each of its values. */
  features: Tensor
  /** The name of each of the F columns; 'color=red' for a category's. */
  featureNames: string[]
  /** (N, T) of numbers, or (N) of int32 class numbers when the target is a category; null without target. */
  target: Tensor | null
  /** The names of the classes when the target is a category. */
  classes: string[] | null
  fitted: FittedTable
}

const isObject = (v: unknown): v is object => typeof v === 'object' && v !== null && !Array.isArray(v)
const MISSING_RULE = either(oneOf('error', 'drop', 'mean'), number())

export const FIT_OPTIONS = {
  types: rule("an object of 'number', 'category' or 'ignore' by column", isObject),
  target: either(text, arrayOf(text)),
  missing: either(
    MISSING_RULE,
    rule('an object of these by column', (v) => isObject(v) && Object.values(v).every(MISSING_RULE.test))
  ),
  missingValues: arrayOf(text),
  standardize: either(boolean, arrayOf(text)),
  unknown: oneOf('error', 'ignore'),
  dtype: oneOf('float32', 'float64')
}
const { dtype: _, ...OWN } = FIT_OPTIONS
const { dtype, missingValues, unknown } = FIT_OPTIONS

/**
 * Fits what `applyTable` needs to turn rows into tensors: types, categories, means, deviations, fills.
 *
 * @param data a Table, a part of one (`randomSplit`, `subset`), or rows as objects
 * @param options types, target, missing, missingValues, standardize, unknown
 * @returns plain JSON
 * @throws DataError for missing values and columns of unclear type, with line and column; OptionError
 * @example
 * const fitted = fitTable([{ size: 10, color: 'red' }, { size: 30, color: 'blue' }], { standardize: true })
 * applyTable(fitted, [{ size: 20, color: 'blue' }]).features.toArray() // [[0, 1, 0]]
 */
export function fitTable(data: Dataset<TableRow> | readonly TableRow[], options: FitOptions = {}): FittedTable {
  checkOptions('fitTable', options, OWN)
  return fitSheet('fitTable', sheetOf('fitTable', data), options)
}

/**
 * Turns rows into tensors with the result of `fitTable` or `readCsv`: the rest of a table, or a request. Columns that
 * were not fitted are ignored; without the target's column there is no target.
 *
 * @param data a Table, a part of one, or rows as objects, which have every feature; null is a missing value
 * @param options dtype; missingValues and unknown, which override the fitted ones
 * @throws DataError for invalid values, with their place; OptionError
 * @example
 * const { fitted } = await readCsv('train.csv', { target: 'price', missing: 'mean' })
 * const { features } = applyTable(fitted, [{ size: 20 }])
 */
export function applyTable(
  fitted: FittedTable,
  data: Dataset<TableRow> | readonly TableRow[],
  options: ApplyOptions = {}
): CsvTable {
  checkValue('applyTable', 'fitted', fitted, rule('what fitTable or readCsv learned', isFitted))
  checkOptions('applyTable', options, { dtype, missingValues, unknown })
  const first = Array.isArray(data) ? (data as readonly unknown[])[0] : undefined
  const asked = isObject(first) ? fitted.target.filter(({ name }) => Object.hasOwn(first, name)) : []
  const names = [...fitted.features, ...asked].map(({ name }) => name)
  return applySheet('applyTable', sheetOf('applyTable', data, Array.isArray(data) ? names : undefined), fitted, options)
}

export function isFitted(value: unknown): boolean {
  const { features, target, missingValues = [], unknown = 'error' } = (value ?? {}) as Partial<FittedTable>
  return (
    [features, target].every((list) => Array.isArray(list) && list.every(isColumn)) &&
    FIT_OPTIONS.missingValues.test(missingValues) &&
    FIT_OPTIONS.unknown.test(unknown)
  )
}

// --- learning the columns ---

/** @internal */
export function fitSheet(call: string, sheet: Sheet, options: FitOptions): FittedTable {
  const { types = {}, target = [], missing = 'error', standardize = false, unknown = 'error' } = options
  for (const [name, type] of Object.entries(types)) {
    position(call, sheet.names, name)
    checkValue(call, `types.${name}`, type, oneOf('number', 'category', 'ignore'))
  }
  const targets = typeof target === 'string' ? [target] : target
  for (const name of targets) position(call, sheet.names, name)
  const missingValues = [...(options.missingValues ?? MISSING)]
  const blank = new Set(missingValues)
  const used = sheet.names.filter(
    (name) => (Object.hasOwn(types, name) ? types[name] : '') !== 'ignore' || targets.includes(name)
  )
  for (const name of [
    ...(isObject(missing) ? Object.keys(missing) : []),
    ...(typeof standardize === 'object' ? standardize : [])
  ])
    position(call, sheet.names, name)
  const missingOf = (name: string): Missing =>
    !isObject(missing) ? missing : Object.hasOwn(missing, name) ? missing[name]! : 'error'
  const standardized = (name: string): boolean =>
    typeof standardize === 'boolean' ? standardize : standardize.includes(name)
  const dropping = used.filter((name) => missingOf(name) === 'drop')
  const kept = dropping.length > 0 ? complete(call, sheet, dropping, blank) : sheet
  const column = (name: string, isTarget: boolean): Column => {
    const cells = cellsOf(call, kept, name, blank)
    const given = Object.hasOwn(types, name) ? types[name] : undefined
    if (given === 'ignore') throw new OptionError(`${call}: the target ${show(name)} is ignored by types`)
    const type = given ?? inferType(name, cells, isTarget)
    const own = missingOf(name)
    const fitted = fitColumn(
      name,
      type,
      cells,
      isTarget && own !== 'drop' ? 'error' : own,
      standardized(name) && !isTarget
    )
    const width = columnWidth(fitted)
    if (!isTarget && width > MANY_CATEGORIES)
      warnOfMany(call, name, width, 'OrdinalEncoder gives codes for an Embedding')
    return fitted
  }
  const features = used.filter((name) => !targets.includes(name)).map((name) => column(name, false))
  const fitted = { features, target: targets.map((name) => column(name, true)), missingValues, unknown }
  if (targets.length > 1 && fitted.target.some((c) => c.type === 'category')) {
    throw new OptionError(
      `${call}: expected one target or several of numbers but received several with a category among them`
    )
  }
  return fitted
}

// The text of a value; null when it is missing.
function textOf(value: unknown, blank: Set<string>, fail: (message: string) => DataError): string | null {
  if (value === null || value === undefined) return null
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    throw fail(`expected a text, a number, true, false or null but received ${show(value)}`)
  }
  const text = String(value).trim()
  return blank.has(text) ? null : text
}

function complete(call: string, sheet: Sheet, names: readonly string[], blank: Set<string>): Sheet {
  const columns = names.map((name) => cellsOf(call, sheet, name, blank).values)
  const keep = Array.from(sheet.rows.keys()).filter((k) => columns.every((values) => values[k] !== null))
  return { ...sheet, rows: keep.map((k) => sheet.rows[k]!), place: (row) => sheet.place(keep[row]!) }
}

function cellsOf(call: string, sheet: Sheet, name: string, blank: Set<string>): Cells {
  const k = position(call, sheet.names, name)
  const fail = (row: number, message: string): DataError =>
    sheet.fail(`${sheet.place(row)}, column ${show(name)}: ${message}`)
  return { values: sheet.rows.map((row, n) => textOf(row[k], blank, (message) => fail(n, message))), fail }
}

// --- tensors ---

/** @internal */
export function applySheet(call: string, sheet: Sheet, fitted: FittedTable, options: ApplyOptions): CsvTable {
  const { dtype = 'float32', unknown = fitted.unknown ?? 'error' } = options
  const blank = new Set(options.missingValues ?? fitted.missingValues ?? MISSING)
  const all = [...fitted.features, ...fitted.target]
  // A table to predict for has no target.
  const withTarget = fitted.target.length > 0 && fitted.target.every((c) => sheet.names.includes(c.name))
  const dropping = all.filter((c) => c.missing === 'drop' && (withTarget || !fitted.target.includes(c)))
  const names = dropping.map((c) => c.name)
  const kept = names.length > 0 ? complete(call, sheet, names, blank) : sheet
  const width = fitted.features.reduce((n, c) => n + columnWidth(c), 0)
  const features = empty([kept.rows.length, width], { dtype })
  features.data.fill(0)
  let at = 0
  for (const column of fitted.features) {
    writeColumn(column, cellsOf(call, kept, column.name, blank), features.data, at, width, unknown)
    at += columnWidth(column)
  }
  const featureNames = fitted.features.flatMap((c) =>
    c.type === 'number' ? [c.name] : c.categories.map((v) => `${c.name}=${v}`)
  )
  const cells = (column: Column): Cells => cellsOf(call, kept, column.name, blank)
  const target = withTarget ? buildTarget(kept.rows.length, fitted.target, dtype, cells) : null
  const only = fitted.target[0]
  const classes = only?.type === 'category' ? [...only.categories] : null
  const dataset = target === null ? new TensorDataset(features) : new TensorDataset(features, target)
  return { dataset: dataset as TensorDataset, features, featureNames, target, classes, fitted }
}

function buildTarget(
  rows: number,
  columns: readonly Column[],
  dtype: 'float32' | 'float64',
  cellsOf: (column: Column) => Cells
): Tensor {
  const [first] = columns
  if (first!.type === 'category') {
    const { categories } = first!
    const cells = cellsOf(first!)
    const out = empty([rows], { dtype: 'int32' })
    const numbers = new Map(categories.map((value, k) => [value, k]))
    for (let k = 0; k < rows; k++) {
      const value = cells.values[k]!
      if (value === null) throw cells.fail(k, 'expected a class but the value is missing')
      const n = numbers.get(value)
      if (n === undefined)
        throw cells.fail(k, `expected one of ${categories.slice(0, 20).join(', ')} but found ${show(value)}`)
      out.data[k] = n
    }
    return out
  }
  const out = empty([rows, columns.length], { dtype })
  for (const [k, column] of columns.entries()) {
    writeColumn(column, cellsOf(column), out.data, k, columns.length, 'error')
  }
  return out
}
