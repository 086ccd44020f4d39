// The columns of the tables of analyze.evaluate. Called by evaluate.ts.
import type { Table } from './analysis.ts'
import type { Column } from './rows.ts'

export const METRICS = (compared: boolean): Column[] => [
  { key: 'metric', as: 'text' },
  { key: 'value' },
  { key: 'low', head: '95 % from' },
  { key: 'high', head: 'to' },
  { key: 'baseline' },
  ...(compared ? [{ key: 'other' }] : [])
]

export const CLASSES: readonly Column[] = [
  { key: 'class' },
  { key: 'samples', as: 'whole' },
  { key: 'recall', as: 'percent' },
  { key: 'recallLow', head: '95 % from', as: 'percent' },
  { key: 'recallHigh', head: 'to', as: 'percent' },
  { key: 'precision', as: 'percent' },
  { key: 'f1' },
  { key: 'takenFor', head: 'taken for' },
  { key: 'takenForCount', head: 'times', as: 'whole' }
]

export const CONFUSIONS: readonly Column[] = [
  { key: 'actual' },
  { key: 'predicted' },
  { key: 'count', as: 'whole' },
  { key: 'shareOfMistakes', head: 'of mistakes', as: 'percent' }
]

export const CALIBRATION: readonly Column[] = [
  { key: 'from' },
  { key: 'to' },
  { key: 'samples', as: 'whole' },
  { key: 'confidence', as: 'percent' },
  { key: 'accuracy', as: 'percent' },
  { key: 'low', head: '95 % from', as: 'percent' },
  { key: 'high', head: 'to', as: 'percent' }
]

export const MISTAKES: readonly Column[] = [
  { key: 'position', as: 'whole' },
  { key: 'index', as: 'whole' },
  { key: 'actual' },
  { key: 'predicted' },
  { key: 'confidence', as: 'percent' },
  { key: 'ofActual', head: 'of actual', as: 'percent' }
]

export const FURTHEST = (several: boolean): Column[] => [
  { key: 'position', as: 'whole' },
  { key: 'index', as: 'whole' },
  ...(several ? [{ key: 'output' }] : []),
  { key: 'actual' },
  { key: 'predicted' },
  { key: 'residual' }
]

export const residualColumns = (): Column[] =>
  ['output', 'p1', 'p5', 'p25', 'p50', 'p75', 'p95', 'p99'].map((key) => ({ key }))

// More columns do not fit a terminal; the confusions say what matters then.
const MOST = 16

/** The confusion matrix of a few classes; none for more. */
export function matrixTable(matrix: readonly (readonly number[])[]): Table[] {
  if (matrix.length > MOST) return []
  const columns: Column[] = [
    { key: 'actual', as: 'text' },
    ...matrix.map((_, c) => ({ key: `as${c}`, head: String(c), as: 'whole' as const }))
  ]
  const rows = matrix.map((row, actual) => ({
    actual: String(actual),
    ...Object.fromEntries(row.map((count, c) => [`as${c}`, count]))
  }))
  return [{ title: 'confusion matrix: rows actual, columns predicted', columns, rows }]
}
