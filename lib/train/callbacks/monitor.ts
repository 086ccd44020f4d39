// The number a callback watches: a column of the history, whether lower or higher is better, its value, and
// whether that is finite. Called by every callback that watches a number.
import { mismatch, oneOf, type Rule, text } from '../../util/options.ts'
import type { FitStartEvent, Row } from '../events.ts'
import { columnNames } from '../history.ts'
import type { Trainer } from '../trainer.ts'

/** Options of every callback that watches a number. */
export interface MonitorOptions {
  /** The column of the history: `valLoss`, `valAccuracy`, ... */
  monitor?: string | undefined
  /**
   * Whether lower or higher is better. Default by the name: 'min' for losses and errors, 'max' for accuracies and
   * scores.
   */
  mode?: 'min' | 'max' | undefined
}

export const monitorRules: Readonly<Record<string, Rule>> = { monitor: text, mode: oneOf('min', 'max') }

const LESS = /(loss|error|errorRate|perplexity|brierScore|m[as]e)$/i
const MORE = /(accuracy|precision|recall|f1|auroc|r2|correlation)$/i

/** Whether lower or higher is better, as far as the column's name implies. */
export function modeOf(column: string): 'min' | 'max' | null {
  if (LESS.test(column)) return 'min'
  return MORE.test(column) ? 'max' : null
}

/** A watched column. */
export class Monitor {
  readonly column: string
  /** Column and mode: what distinguishes the callbacks of a class. */
  readonly key: string
  readonly #call: string
  /** 1 if lower is better, -1 if higher is. */
  readonly sign: number
  #warned = false

  constructor(call: string, column: string, mode: 'min' | 'max' | undefined) {
    const kind = mode ?? modeOf(column)
    if (kind === null) {
      throw mismatch(call, 'mode', `'min' or 'max', because the name ${column} does not tell`, mode)
    }
    this.column = column
    this.key = `${column} ${kind}`
    this.#call = call
    this.sign = kind === 'min' ? 1 : -1
  }

  /** Throws if the run that begins will not have the column. */
  check({ validates }: FitStartEvent, trainer: Trainer): void {
    const known = columnNames(trainer.metrics, validates)
    if (known.includes(this.column)) return
    const without = validates ? '' : ' (fit has no validation)'
    throw mismatch(this.#call, 'monitor', `one of ${known.join(', ')}${without}`, this.column)
  }

  /** The value in a row, null if nothing was measured. The first non-finite value gives a warning. */
  valueIn(row: Row): number | null {
    const value = row[this.column] ?? null
    if (value !== null && !Number.isFinite(value) && !this.#warned) {
      this.#warned = true
      process.emitWarning(
        `${this.#call}: ${this.column} is ${value} after step ${row.step}; it counts as no improvement`,
        { code: 'THALWEG_NON_FINITE' }
      )
    }
    return value
  }

  /** Whether a value is better than another by more than `delta`. Only finite values count; any of them beats null. */
  better(value: number, than: number | null, delta = 0): boolean {
    if (!Number.isFinite(value)) return false
    return than === null || this.sign * value < this.sign * than - delta
  }
}
