// Tables of comma-separated values as datasets: numbers as they are or standardised, categories one-hot, missing values
// filled. What was learned from a training table (categories, means) can be applied to another. columns.ts has the
// arithmetic of a column.
import { DataError, OptionError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { readWhole } from '../util/files.ts'
import {
  arrayOf,
  boolean,
  checkOptions,
  checkValue,
  either,
  nearest,
  number,
  oneOf,
  rule,
  show,
  text
} from '../util/options.ts'
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
import { TensorDataset } from './dataset.ts'

/** What `readCsv` learned from a table: plain JSON, to be kept with the model and applied to other tables. */
export interface FittedTable {
  features: Column[]
  target: Column[]
}

export interface CsvOptions {
  /** What separates the values. Default ','. */
  delimiter?: string
  /** Whether the first row names the columns. Default true; without it they are called '0', '1', ... */
  header?: boolean
  /** The type of columns by name: 'number', 'category' or 'ignore'. Default: numbers where every value is one. */
  types?: Record<string, ColumnType | 'ignore'>
  /** The column, or columns of numbers, that a model is to predict. Default none. */
  target?: string | readonly string[]
  /**
   * What becomes of missing values: 'error' (default), 'drop' the row, 'mean' (of a category: the most frequent one), or
   * a number to fill in (categories: one more, called 'missing'). Rows without target are errors or dropped, never filled.
   */
  missing?: Missing
  /** The texts that count as missing. Default '', 'NA', 'N/A', 'NaN', 'nan', 'null', '?'. */
  missingValues?: readonly string[]
  /** Whether number features become (x - mean) / std, the standard deviation of all values. Default false. */
  standardize?: boolean
  /** What another `readCsv` returned as `fitted`: its columns, categories, fills, means and deviations apply. */
  fitted?: FittedTable
  /** A category that `fitted` does not know: 'error' (default) or 'ignore', which gives zeros. */
  unknown?: 'error' | 'ignore'
  /** The dtype of features and number targets: 'float32' (default) or 'float64'. */
  dtype?: 'float32' | 'float64'
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

const MISSING = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', '?']
const OPTIONS = {
  delimiter: rule('a string that is not empty', (v) => typeof v === 'string' && v !== ''),
  header: boolean,
  types: rule(
    "an object of 'number', 'category' or 'ignore' by column",
    (v) =>
      typeof v === 'object' && v !== null && Object.values(v).every((t) => ['number', 'category', 'ignore'].includes(t))
  ),
  target: either(text, arrayOf(text)),
  missing: either(oneOf('error', 'drop', 'mean'), number()),
  missingValues: arrayOf(text),
  standardize: boolean,
  fitted: rule('what readCsv returned as fitted', isFitted),
  unknown: oneOf('error', 'ignore'),
  dtype: oneOf('float32', 'float64')
}

/**
 * Reads a CSV file as a dataset of features and target. Needs the package `csv-parse` (npm install csv-parse).
 *
 * @param path the file, UTF-8
 * @param options see CsvOptions
 * @throws DataError for a file that cannot be read, malformed rows, missing values and values that do not fit, with line and column; OptionError
 * @example
 * const train = await readCsv('train.csv', { target: 'price', standardize: true })
 * const test = await readCsv('test.csv', { fitted: train.fitted })
 * new DataLoader(train.dataset, { batchSize: 32, shuffle: true })
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<CsvTable> {
  checkValue('readCsv', 'path', path, text)
  checkOptions('readCsv', options, OPTIONS)
  if (options.fitted) {
    for (const name of ['types', 'target', 'standardize', 'missing'] as const) {
      if (options[name] !== undefined) throw new OptionError(`readCsv: ${name} comes from fitted; leave it out`)
    }
  }
  const fail = (message: string): DataError => new DataError(`readCsv: ${path}: ${message}`)
  const table = await parseTable(path, options, fail)
  const fitted = options.fitted ?? fit(table, options, fail)
  return build(table, fitted, options, fail)
}

interface Table {
  names: string[]
  rows: string[][]
  /** The line of the file on which each row ends. */
  lines: number[]
}

async function parseTable(path: string, options: CsvOptions, fail: (message: string) => DataError): Promise<Table> {
  const content = Buffer.from(await readWhole('readCsv', path))
  const { parse } = await loadParser()
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(content, {
      bom: true,
      delimiter: options.delimiter ?? ',',
      info: true,
      skip_empty_lines: true,
      trim: true
    }) as unknown as typeof records
  } catch (error) {
    throw fail((error as Error).message)
  }
  const width = records[0]?.record.length ?? 0
  if (width === 0) throw fail('expected rows but the file is empty')
  const names = (options.header ?? true) ? records.shift()!.record : Array.from({ length: width }, (_, k) => String(k))
  const twice = names.find((name, k) => names.indexOf(name) !== k)
  if (twice !== undefined) throw fail(`expected each column name once but ${show(twice)} comes twice`)
  return { names, rows: records.map((r) => r.record), lines: records.map((r) => r.info.lines) }
}

async function loadParser(): Promise<typeof import('csv-parse/sync')> {
  try {
    return await import('csv-parse/sync')
  } catch (error) {
    throw new DataError('readCsv: the package csv-parse is needed and is not there: npm install csv-parse', {
      cause: error
    })
  }
}

// --- learning the columns ---

function fit(table: Table, options: CsvOptions, fail: (message: string) => DataError): FittedTable {
  const { types = {}, target = [], missing = 'error', standardize = false } = options
  for (const name of Object.keys(types)) position(table, name)
  const targets = typeof target === 'string' ? [target] : target
  for (const name of targets) position(table, name)
  const blank = blanks(options)
  const used = table.names.filter(
    (name) => (Object.hasOwn(types, name) ? types[name] : '') !== 'ignore' || targets.includes(name)
  )
  const kept = missing === 'drop' ? complete(table, used, blank) : table
  const column = (name: string, isTarget: boolean): Column => {
    const cells = cellsOf(kept, name, blank, fail)
    const given = Object.hasOwn(types, name) ? types[name] : undefined
    if (given === 'ignore') throw new OptionError(`readCsv: the target ${show(name)} is ignored by types`)
    const type = given ?? inferType(cells)
    return fitColumn(name, type, cells, isTarget && missing !== 'drop' ? 'error' : missing, standardize && !isTarget)
  }
  const fitted = {
    features: used.filter((name) => !targets.includes(name)).map((name) => column(name, false)),
    target: targets.map((name) => column(name, true))
  }
  if (targets.length > 1 && fitted.target.some((c) => c.type === 'category')) {
    throw new OptionError(
      'readCsv: expected one target or several of numbers but received several with a category among them'
    )
  }
  return fitted
}

function position(table: Table, name: string): number {
  const k = table.names.indexOf(name)
  if (k >= 0) return k
  const near = nearest(name, table.names)
  const hint = near === null ? `the columns are ${table.names.slice(0, 20).join(', ')}` : `did you mean ${near}?`
  throw new OptionError(`readCsv: there is no column ${show(name)}; ${hint}`)
}

function blanks(options: CsvOptions): Set<string> {
  return new Set(options.missingValues ?? MISSING)
}

function complete(table: Table, names: readonly string[], blank: Set<string>): Table {
  const columns = names.map((name) => position(table, name))
  const keep = table.rows.map((row) => columns.every((c) => !blank.has(row[c]!)))
  return {
    names: table.names,
    rows: table.rows.filter((_, k) => keep[k]),
    lines: table.lines.filter((_, k) => keep[k])
  }
}

function cellsOf(table: Table, name: string, blank: Set<string>, fail: (message: string) => DataError): Cells {
  const k = position(table, name)
  return {
    values: table.rows.map((row) => (blank.has(row[k]!) ? null : row[k]!)),
    fail: (row, message) => fail(`line ${table.lines[row]}, column ${show(name)}: ${message}`)
  }
}

// --- tensors ---

function build(table: Table, fitted: FittedTable, options: CsvOptions, fail: (message: string) => DataError): CsvTable {
  const { dtype = 'float32', unknown = 'error' } = options
  const blank = blanks(options)
  const all = [...fitted.features, ...fitted.target]
  // A table to predict for has no target.
  const withTarget = fitted.target.length > 0 && fitted.target.every((c) => table.names.includes(c.name))
  const dropping = all.filter((c) => c.missing === 'drop' && (withTarget || !fitted.target.includes(c)))
  const kept =
    dropping.length > 0
      ? complete(
          table,
          dropping.map((c) => c.name),
          blank
        )
      : table
  const width = fitted.features.reduce((n, c) => n + columnWidth(c), 0)
  const features = empty([kept.rows.length, width], { dtype })
  features.data.fill(0)
  let at = 0
  for (const column of fitted.features) {
    writeColumn(column, cellsOf(kept, column.name, blank, fail), features.data, at, width, unknown)
    at += columnWidth(column)
  }
  const featureNames = fitted.features.flatMap((c) =>
    c.type === 'number' ? [c.name] : c.categories.map((v) => `${c.name}=${v}`)
  )
  const target = withTarget ? buildTarget(kept, fitted.target, dtype, blank, fail) : null
  const only = fitted.target[0]
  const classes = only?.type === 'category' ? [...only.categories] : null
  const dataset = target === null ? new TensorDataset(features) : new TensorDataset(features, target)
  return { dataset: dataset as TensorDataset, features, featureNames, target, classes, fitted }
}

function buildTarget(
  table: Table,
  columns: readonly Column[],
  dtype: 'float32' | 'float64',
  blank: Set<string>,
  fail: (message: string) => DataError
): Tensor {
  const rows = table.rows.length
  const [first] = columns
  if (first!.type === 'category') {
    const { categories } = first!
    const cells = cellsOf(table, first!.name, blank, fail)
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
    writeColumn(column, cellsOf(table, column.name, blank, fail), out.data, k, columns.length, 'error')
  }
  return out
}

function isFitted(value: unknown): boolean {
  const { features, target } = (value ?? {}) as Partial<FittedTable>
  return [features, target].every((list) => Array.isArray(list) && list.every(isColumn))
}
