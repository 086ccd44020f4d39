// Tables of texts: a CSV file as a dataset of rows, which can be split before anything is learned from it; and rows
// that come from elsewhere, such as requests, in the same form. Called by fit.ts and csv.ts.
import { isUtf8 } from 'node:buffer'
import { DataError, OptionError } from '../errors.ts'
import { boolean, checkOptions, checkValue, nearest, rule, show, text } from '../util/options.ts'
import { loadPackage } from '../util/packages.ts'
import { isPromise } from '../util/realm.ts'
import { checkDataset, checkIndex, type Dataset, Subset } from './dataset.ts'
import { readSource } from './source.ts'

/** A value of a table. Numbers and booleans count as their texts, null as missing. */
export type TableValue = string | number | boolean | null

/** A row by column name. */
export type TableRow = Readonly<Record<string, TableValue>>

export interface TableOptions {
  /** What separates the values. Default ','. */
  delimiter?: string | undefined
  /** Whether the first row names the columns. Default true; without it they are called '0', '1', ... */
  header?: boolean | undefined
  /**
   * The encoding, by a name that TextDecoder knows ('latin1', 'utf-16le'). Default UTF-8, or what a byte order mark
   * says.
   */
  encoding?: string | undefined
}

export const TABLE_OPTIONS = {
  delimiter: rule('a string that is not empty', (v) => typeof v === 'string' && v !== ''),
  header: boolean,
  encoding: rule('an encoding that TextDecoder knows', (v) => typeof v === 'string' && decoderOf(v) !== null)
}

/** @internal Rows of values, their columns, and their locations for messages. */
export interface Sheet {
  readonly names: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
  /** 'line 3'. */
  place(row: number): string
  fail(message: string): DataError
}

/**
 * A table as `readTable`, `readParquet` and `readSqlite` read it: a dataset whose samples are rows by column name; those of a
 * CSV file are texts. `randomSplit` and `subset` split it, `fitTable` and the transformers of thalweg/preprocessing fit to a
 * part, `applyTable` turns it into tensors.
 */
export class Table<V extends TableValue = string> implements Dataset<Record<string, V>> {
  readonly names: readonly string[]
  readonly length: number
  readonly #path: string
  readonly #rows: readonly (readonly V[])[]
  readonly #lines: readonly number[] | null

  /** @internal `lines` are the lines of the file on which the rows end; null for files without lines. */
  constructor(
    path: string,
    names: readonly string[],
    rows: readonly (readonly V[])[],
    lines: readonly number[] | null = null
  ) {
    this.names = names
    this.length = rows.length
    this.#path = path
    this.#rows = rows
    this.#lines = lines
  }

  get(index: number): Record<string, V> {
    checkIndex('Table.get', index, this.length)
    const row = this.#rows[index]!
    return Object.fromEntries(this.names.map((name, k) => [name, row[k]!]))
  }

  /** @internal */
  sheet(call: string): Sheet {
    const lines = this.#lines
    return {
      names: this.names,
      rows: this.#rows,
      place: (row) => (lines === null ? `row ${row}` : `line ${lines[row]}`),
      fail: (message) => new DataError(`${call}: ${this.#path}: ${message}`)
    }
  }
}

/**
 * Reads a CSV file as a table of texts. Needs the package `csv-parse` (npm install csv-parse).
 *
 * @param path the file, gzipped or not, UTF-8 unless `encoding` or a byte order mark says otherwise
 * @param options delimiter, header, encoding
 * @throws DataError for a file that cannot be read, is not text, or has malformed rows, with the line; OptionError
 * @example
 * const [train, test] = randomSplit(await readTable('train.csv'), [0.8, 0.2], { seed: 1 })
 * const fitted = fitTable(train, { target: 'price', standardize: true })
 * new DataLoader(applyTable(fitted, train).dataset, { batchSize: 32, shuffle: true })
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<Table> {
  checkValue('readTable', 'path', path, text)
  checkOptions('readTable', options, TABLE_OPTIONS)
  return parseTable('readTable', path, options)
}

/** @internal */
export async function parseTable(call: string, path: string, options: TableOptions): Promise<Table> {
  const fail = (message: string): DataError => new DataError(`${call}: ${path}: ${message}`)
  const content = textOf(await readSource(call, path, fail), options.encoding, fail)
  const { parse } = await loadPackage(
    'csv-parse/sync',
    () => import(/* webpackIgnore: true */ 'csv-parse/sync'),
    (cause) =>
      new DataError(`${call}: the package csv-parse is needed and is not there: npm install csv-parse`, { cause })
  )
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(content, {
      bom: true,
      delimiter: options.delimiter ?? ',',
      info: true,
      // Named, because it looks at the first line alone to tell.
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      trim: true
    }) as unknown as typeof records
  } catch (error) {
    throw fail((error as Error).message)
  }
  const width = records[0]?.record.length ?? 0
  if (width === 0) throw fail('expected rows but the file is empty')
  const [first] = records[0]!.record
  const other =
    width === 1 && options.delimiter === undefined ? [';', '\t', '|'].find((c) => first!.includes(c)) : undefined
  if (other !== undefined)
    throw fail(`expected values separated by , but line 1 is ${show(first)}; give delimiter: ${show(other)}`)
  const names = (options.header ?? true) ? records.shift()!.record : Array.from({ length: width }, (_, k) => String(k))
  const twice = names.find((name, k) => names.indexOf(name) !== k)
  if (twice !== undefined) throw fail(`expected each column name once but ${show(twice)} comes twice`)
  return new Table(
    path,
    names,
    records.map((r) => r.record),
    records.map((r) => r.info.lines)
  )
}

// --- texts ---

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    return null
  }
}

// As UTF-8, checked. (Not as a string: it could be too long for one.)
function textOf(bytes: Uint8Array, given: string | undefined, fail: (message: string) => DataError): Buffer {
  const [a, b] = bytes
  const mark = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined
  const encoding = given ?? mark ?? 'utf-8'
  const decoder = decoderOf(encoding)!
  let content: Buffer
  if (decoder.encoding === 'utf-8') {
    content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (!isUtf8(content)) {
      const line = lineWhere(content, (part) => !isUtf8(part))
      throw fail(`line ${line}: expected UTF-8 but found other bytes; give its encoding, such as encoding: 'latin1'`)
    }
  } else {
    try {
      content = Buffer.from(decoder.decode(bytes), 'utf8')
    } catch {
      throw fail(`expected ${encoding} but found bytes that are not`)
    }
  }
  if (content.includes(0)) {
    const line = lineWhere(content, (part) => part.includes(0))
    throw fail(`line ${line}: expected text but found a zero byte; for UTF-16 give encoding: 'utf-16le'`)
  }
  return content
}

function lineWhere(content: Buffer, wrong: (part: Buffer) => boolean): number {
  let begin = 0
  for (let line = 1; ; line++) {
    const end = content.indexOf(10, begin)
    if (end < 0 || wrong(content.subarray(begin, end))) return line
    begin = end + 1
  }
}

// --- rows from anywhere ---

/**
 * A column of rows: labels for `stratifiedSplit` or a LabelEncoder.
 *
 * @param data a Table, a part of one, any dataset of rows, or rows as objects
 * @throws OptionError when there is no such column
 * @example
 * columnOf(await readTable('train.csv'), 'price') // ['10', '25', '30']
 */
export function columnOf(data: Dataset<TableRow> | readonly TableRow[], name: string): TableValue[] {
  const { names, rows } = sheetOf('columnOf', data)
  const k = position('columnOf', names, name)
  return rows.map((row) => row[k] as TableValue)
}

/** @internal The place of a column. Throws OptionError if there is none of that name. */
export function position(call: string, names: readonly string[], name: string): number {
  const k = names.indexOf(name)
  if (k >= 0) return k
  const near = nearest(name, names)
  const hint = near === null ? `the columns are ${names.slice(0, 20).join(', ')}` : `did you mean ${near}?`
  throw new OptionError(`${call}: there is no column ${show(name)}; ${hint}`)
}

/** @internal The rows of a table, of a part of one, of an array of rows, or of any dataset of rows. */
export function sheetOf(call: string, data: Dataset<TableRow> | readonly TableRow[], names?: readonly string[]): Sheet {
  if (data instanceof Table) return data.sheet(call)
  if (data instanceof Subset) {
    const whole = sheetOf(call, data.dataset as Dataset<TableRow>, names)
    const { indices } = data
    return {
      ...whole,
      rows: Array.from(indices, (k) => whole.rows[k]!),
      place: (row) => whole.place(indices[row]!)
    }
  }
  const fail = (message: string): DataError => new DataError(`${call}: ${message}`)
  if (!Array.isArray(data)) checkDataset(call, data)
  const list = Array.isArray(data) ? data : Array.from({ length: data.length }, (_, k) => (data as Dataset).get(k))
  const known = names ?? Object.keys((list[0] ?? {}) as object)
  const rows = list.map((row: unknown, k) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row) || isPromise(row)) {
      throw new OptionError(`${call}: expected row ${k} to be an object of values by column but received ${show(row)}`)
    }
    return known.map((name) => {
      // A misspelled name would be filled as a missing value.
      if (Object.hasOwn(row, name)) return (row as TableRow)[name]
      throw fail(`row ${k}: there is no column ${show(name)}; give null for a value that is missing`)
    })
  })
  return { names: known, rows, place: (row) => `row ${row}`, fail }
}
