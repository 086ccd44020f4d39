// The rows of an analysis, and how their columns are shown. Called by analysis.ts, text.ts and page.ts.
import { formatBytes } from '../report/table.ts'
import { digits, percent } from './findings.ts'

/** A row: numbers with units in their names, texts, null where there is nothing. */
export type Row = Readonly<Record<string, number | string | boolean | null>>

/** How a column of the rows is shown. */
export interface Column {
  /** The name in the rows. */
  readonly key: string
  /** The title. Default: the key. */
  readonly head?: string | undefined
  /** 'text', 'digits' (three significant ones), 'whole', 'percent' of a share, 'bytes', 'ms' of seconds. Default 'digits'. */
  readonly as?: 'text' | 'digits' | 'whole' | 'percent' | 'bytes' | 'ms' | undefined
  /** What the title means, where it does not say so. */
  readonly note?: string | undefined
  /** The name of the ± in the rows: a standard deviation over seeds. */
  readonly spread?: string | undefined
}

/** The title of a column. */
export const headOf = ({ key, head = key }: Column): string => head

/** What the columns mean, as one text; empty when their titles say it. */
export function notesOf(columns: readonly Column[]): string {
  const notes = columns.flatMap((column) => (column.note === undefined ? [] : [`${headOf(column)}: ${column.note}`]))
  const spread = columns.some((column) => column.spread !== undefined) ? ['±: standard deviation over seeds'] : []
  return [...notes, ...spread].join('; ')
}

/** A cell of a row as text. */
export function cellOf(row: Row, { key, as = 'digits', spread }: Column): string {
  const value = row[key]
  if (value === null || value === undefined || Number.isNaN(value)) return '-'
  if (typeof value !== 'number') return String(value)
  const shown = SHOWN[as](value)
  const around = spread === undefined ? null : row[spread]
  if (typeof around !== 'number' || !Number.isFinite(around)) return shown
  return as === 'percent'
    ? `${(100 * value).toFixed(1)} ±${(100 * around).toFixed(1)} %`
    : `${shown} ±${digits(around, 2)}`
}

const SHOWN = {
  text: String,
  digits: (x: number) => digits(x),
  whole: (x: number) => (Number.isFinite(x) ? String(Math.round(x)) : digits(x)),
  percent,
  bytes: (x: number) => formatBytes(x),
  ms: (x: number) => digits(1e3 * x)
} as const
