// The history of a run: columns of numbers, a row for each epoch and each validation. Called by loop.ts and by
// callbacks that keep their own columns.
import type { Row } from './events.ts'

/** Columns by name, all of one length. */
export type Columns = Record<string, number[]>

/**
 * Columns by name, all of one length; NaN where nothing was measured. A validation adds `valLoss`, each metric its columns,
 * such as `trainAccuracy` and `valAccuracy`.
 */
export type History = Columns & {
  /** Epochs done, or the current one, from 1. */
  epoch: number[]
  /** Optimizer steps done. */
  step: number[]
  trainLoss: number[]
  learningRate: number[]
}

/** The history of a run before its first row. */
export function emptyHistory(): History {
  return { epoch: [], step: [], trainLoss: [], learningRate: [] }
}

/** Adds a row, or completes the row of the same step, such as that of a validation at the end of the epoch. */
export function addRow(history: Columns, row: Row): void {
  const merged = { ...dropRow(history, row.epoch!, row.step!), ...row }
  const length = history.step?.length ?? 0
  // The first row says in which order the columns come.
  if (length === 0) for (const name of Object.keys(history)) delete history[name]
  for (const name of new Set([...Object.keys(history), ...Object.keys(merged)])) {
    history[name] ??= new Array<number>(length).fill(Number.NaN)
    history[name].push(merged[name] ?? Number.NaN)
  }
}

/** Removes and returns the last row if it is of this epoch and step. */
export function dropRow(history: Columns, epoch: number, step: number): Row {
  if (history.step?.at(-1) !== step || history.epoch?.at(-1) !== epoch) return {}
  return Object.fromEntries(Object.entries(history).map(([name, column]) => [name, column.pop()!]))
}

/** `train` and `accuracy` give `trainAccuracy`. */
export function columnName(part: 'train' | 'val', metric: string): string {
  return part + metric.charAt(0).toUpperCase() + metric.slice(1)
}

/** Results by the names of their columns. */
export function named(part: 'train' | 'val', results: Readonly<Record<string, number>>): Row {
  return Object.fromEntries(Object.entries(results).map(([name, value]) => [columnName(part, name), value]))
}

/** The columns that are measured: `trainLoss`, `trainAccuracy`, `valLoss` ... */
export function columnNames(metrics: readonly { readonly name: string }[], validates: boolean): string[] {
  const names = ['loss', ...metrics.map(({ name }) => name)]
  const parts = validates ? (['train', 'val'] as const) : (['train'] as const)
  return parts.flatMap((part) => names.map((name) => columnName(part, name)))
}
