// What transformers work on: columns of values, with names and places for messages. Made of tensors, arrays and rows, and
// made into tensors. Called by transformer.ts and the transformers.
import { isNumber, MISSING } from '../data/cells.ts'
import type { Dataset } from '../data/dataset.ts'
import { position, type Sheet, sheetOf, type TableRow, type TableValue } from '../data/table.ts'
import { DataError, OptionError, ShapeError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import { format } from '../tensor/shape.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { tagOf } from '../util/realm.ts'

/** A value of a table: null is missing. */
export type Value = TableValue

/**
 * What transformers take: a tensor (N, F), rows as arrays of values, rows as objects by column, or a dataset of such
 * objects, such as a `Table` or a part of one.
 */
export type Rows = Tensor | readonly (readonly (Value | undefined)[])[] | readonly TableRow[] | Dataset<TableRow>

export type FrameDtype = 'float32' | 'float64' | 'int32'

/** @internal Columns of equal length. */
export interface Frame {
  readonly names: readonly string[]
  /** Whether the names are the caller's, not numbers. */
  readonly named: boolean
  readonly length: number
  readonly columns: readonly (readonly Value[])[]
  /** Of the tensor that they become. Default float32. */
  readonly dtype?: FrameDtype | undefined
  /** An error that names row and column. */
  fail(row: number, column: string, message: string): DataError
}

/**
 * The columns of rows.
 *
 * @param wanted the columns that are needed, by name; numbers as texts where there are no names. Default all
 */
export function frameOf(call: string, rows: Rows, wanted?: readonly string[] | null): Frame {
  if (rows instanceof Tensor) return choose(call, ofTensor(call, rows), wanted)
  const first = Array.isArray(rows) ? (rows as readonly unknown[])[0] : undefined
  if (Array.isArray(first)) return choose(call, ofArrays(call, rows as readonly (readonly Value[])[]), wanted)
  if (Array.isArray(rows) && rows.length > 0 && (typeof first !== 'object' || first === null)) {
    throw new OptionError(
      `${call}: expected a tensor (N, F), an array of rows or a dataset of rows but received ${show(rows)}; for one column give rows of one value: values.map((value) => [value])`
    )
  }
  return ofSheet(call, sheetOf(call, rows as Dataset<TableRow>, wanted ?? undefined), wanted)
}

function ofTensor(call: string, x: Tensor): Frame {
  if (x.ndim !== 2) {
    throw new ShapeError(
      `${call}: expected a tensor (N, F) but received one of shape ${format(x.shape)}; one column is x.unsqueeze(1)`
    )
  }
  const [length, width] = x.shape as [number, number]
  const data = elementsOf(x)
  const columns = Array.from({ length: width }, (_, k) =>
    Array.from({ length }, (_, row) => toValue(data[row * width + k]))
  )
  return { ...numbered(call, width), length, columns, ...(x.dtype === 'float64' ? { dtype: 'float64' as const } : {}) }
}

function ofArrays(call: string, rows: readonly (readonly Value[])[]): Frame {
  const width = rows[0]!.length
  const ragged = rows.findIndex((row) => !Array.isArray(row) || row.length !== width)
  if (ragged >= 0) {
    throw new ShapeError(
      `${call}: expected rows of ${width} values, as row 0 is, but row ${ragged} is ${show(rows[ragged])}`
    )
  }
  const base = numbered(call, width)
  const columns = base.names.map((name, k) => rows.map((row, n) => checked(row[k], (m) => base.fail(n, name, m))))
  return { ...base, length: rows.length, columns }
}

function ofSheet(call: string, sheet: Sheet, wanted: readonly string[] | null | undefined): Frame {
  const fail = (row: number, column: string, message: string): DataError =>
    sheet.fail(`${sheet.place(row)}, column ${show(column)}: ${message}`)
  const names = wanted ?? sheet.names
  const columns = names.map((name) => {
    const k = position(call, sheet.names, name)
    return sheet.rows.map((row, n) => checked(row[k], (message) => fail(n, name, message)))
  })
  return { names, named: true, length: sheet.rows.length, columns, fail }
}

function numbered(call: string, width: number): Pick<Frame, 'names' | 'named' | 'fail'> {
  return {
    names: Array.from({ length: width }, (_, k) => String(k)),
    named: false,
    fail: (row, column, message) => new DataError(`${call}: row ${row}, column ${column}: ${message}`)
  }
}

// NaN is how numbers say that a value is missing.
const toValue = (value: unknown): Value =>
  value === undefined || value === null || Number.isNaN(value) ? null : (value as Value)

function checked(value: unknown, fail: (message: string) => DataError): Value {
  const kind = typeof value
  if (kind === 'number' || kind === 'string' || kind === 'boolean' || value === null || kind === 'undefined')
    return toValue(value)
  if (tagOf(value) === 'Date' && Number.isFinite(Number(value))) return (value as Date).toISOString()
  throw fail(`expected a text, a number, true, false, a Date or null but received ${show(value)}`)
}

// Rows without names: the columns of the fit, in order.
function choose(call: string, frame: Frame, wanted: readonly string[] | null | undefined): Frame {
  if (wanted == null) return frame
  if (wanted.length === frame.columns.length) return { ...frame, names: wanted }
  throw new ShapeError(
    `${call}: expected rows of ${wanted.length} values, as those of fit, but they have ${frame.columns.length}`
  )
}

/** Some columns of a frame, by place. */
export const pick = (frame: Frame, places: readonly number[]): Frame => ({
  ...frame,
  names: places.map((k) => frame.names[k]!),
  columns: places.map((k) => frame.columns[k]!)
})

// --- values ---

/** The texts that count as missing: a call's own, or pandas'. */
export const blanksOf = (words: readonly (string | number)[] | undefined): ReadonlySet<string> =>
  new Set(words === undefined ? MISSING : words.map(String))

/** A value, null when it counts as missing; texts without space around them. */
export function present(value: Value, blanks: ReadonlySet<string>): Value {
  if (value === null) return null
  const text = typeof value === 'string' ? value.trim() : value
  return blanks.has(String(text)) ? null : text
}

/** A column as numbers, null where missing. */
export function numbersOf(frame: Frame, k: number, blanks: ReadonlySet<string>): (number | null)[] {
  return frame.columns[k]!.map((raw, row) => {
    const value = present(raw, blanks)
    if (value === null) return null
    const fail = (message: string): DataError => frame.fail(row, frame.names[k]!, message)
    if (typeof value === 'string' && !isNumber(value)) {
      throw fail(`expected a number but found ${show(value)}; ToFloat reads currencies and percentages`)
    }
    const number = Number(value)
    if (!Number.isFinite(number)) throw fail(`expected a number that float64 holds but found ${show(raw)}`)
    return number
  })
}

// --- results ---

/** The tensor (N, F) of columns of numbers; missing values are NaN. */
export function toTensor(frame: Frame, dtype: FrameDtype = frame.dtype ?? 'float32'): Tensor {
  const width = frame.columns.length
  const out = empty([frame.length, width], { dtype })
  const { data } = out
  for (const [k, column] of frame.columns.entries()) {
    for (const [row, value] of column.entries()) {
      const fail = (message: string): DataError => frame.fail(row, frame.names[k]!, message)
      if (typeof value === 'string') {
        throw fail(
          `expected a number but found ${show(value)}; texts become numbers by an encoder (OneHotEncoder, OrdinalEncoder), in a Pipeline after this one or instead of it`
        )
      }
      const number = value === null ? Number.NaN : Number(value)
      const at = row * width + k
      data[at] = number
      if (dtype === 'int32' ? data[at] !== number : Number.isFinite(number) && !Number.isFinite(data[at]!)) {
        throw fail(`expected a number that ${dtype} holds but found ${value === null ? 'a missing value' : number}`)
      }
    }
  }
  return out
}

/** Rows as arrays of values. */
export function toRows(frame: Frame): Value[][] {
  return Array.from({ length: frame.length }, (_, row) => frame.columns.map((column) => column[row]!))
}
