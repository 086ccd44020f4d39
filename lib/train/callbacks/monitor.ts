// What a callback watches: a column of the history and whether less or more of it is better. Called by EarlyStopping,
// ModelCheckpoint and Summary.
import { mismatch, oneOf, type Rule, text } from '../../util/options.ts'
import { columnName } from '../history.ts'
import type { Trainer } from '../trainer.ts'
import type { FitStartEvent } from '../types.ts'

/** Options of every callback that watches a number. */
export interface MonitorOptions {
  /** The column of the history: `valLoss`, `valAccuracy`, ... */
  monitor?: string
  /** Whether less or more is better. Default by the name: 'min' for losses and errors, 'max' for accuracies and scores. */
  mode?: 'min' | 'max'
}

export const monitorRules: Readonly<Record<string, Rule>> = { monitor: text, mode: oneOf('min', 'max') }

const LESS = /(loss|error)$/i
const MORE = /(accuracy|precision|recall|f1|auroc|r2)$/i

/** Whether less or more of a column is better, as far as its name tells. */
export function modeOf(column: string): 'min' | 'max' | null {
  if (LESS.test(column)) return 'min'
  return MORE.test(column) ? 'max' : null
}

/** A watched column. */
export class Monitor {
  readonly column: string
  readonly #call: string
  readonly #sign: number

  constructor(call: string, column: string, mode: 'min' | 'max' | undefined) {
    const kind = mode ?? modeOf(column)
    if (kind === null) {
      throw mismatch(call, 'mode', `'min' or 'max', because the name ${column} does not tell`, mode)
    }
    this.column = column
    this.#call = call
    this.#sign = kind === 'min' ? 1 : -1
  }

  /** Throws when the training that begins will not have the column. */
  check({ validates }: FitStartEvent, trainer: Trainer): void {
    const names = ['loss', ...trainer.metrics.map(({ name }) => name)]
    const parts = validates ? (['train', 'val'] as const) : (['train'] as const)
    const known = parts.flatMap((part) => names.map((name) => columnName(part, name)))
    if (known.includes(this.column)) return
    const without = validates ? '' : ' (fit has no validation)'
    throw mismatch(this.#call, 'monitor', `one of ${known.join(', ')}${without}`, this.column)
  }

  /** Whether a value is better than another by more than `delta`. NaN is never better; everything beats null. */
  better(value: number, than: number | null, delta = 0): boolean {
    if (Number.isNaN(value)) return false
    return than === null || this.#sign * value < this.#sign * than - delta
  }
}
