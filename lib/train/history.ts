// The history of a training: columns of numbers, a row for each epoch and each validation. Called by trainer.ts.
import type { Row } from './types.ts'

/** Columns by name, all of one length: `epoch`, `step`, `trainLoss`, `valLoss`, `learningRate`, ... NaN where nothing was measured. */
export type History = Record<string, number[]>

/** Adds a row. One of the same step, which stands for a part of the epoch, is replaced. */
export function addRow(history: History, row: Row): void {
  dropRow(history, row.epoch!, row.step!)
  const length = history.step?.length ?? 0
  for (const name of new Set([...Object.keys(history), ...Object.keys(row)])) {
    history[name] ??= new Array<number>(length).fill(Number.NaN)
    history[name].push(row[name] ?? Number.NaN)
  }
}

/** Takes the last row away if it is of this epoch and step. */
export function dropRow(history: History, epoch: number, step: number): void {
  if (history.step?.at(-1) !== step || history.epoch?.at(-1) !== epoch) return
  for (const column of Object.values(history)) column.pop()
}

/** `train` and `accuracy` give `trainAccuracy`. */
export function columnName(part: 'train' | 'val', metric: string): string {
  return part + metric.charAt(0).toUpperCase() + metric.slice(1)
}
