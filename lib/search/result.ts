// The result of a search: the best trial, all trials, the importance of parameters; as a table and as JSON. Created by
// search.ts.
import type { Settings } from './options.ts'
import type { Dimension, Space } from './space.ts'
import type { FinishedTrial } from './trial.ts'
import { placeOf } from './values.ts'

const WIDTH = 80
const ROWS = 10

/** The outcome of a search. */
export class SearchResult<S extends Space = Space> {
  readonly method: string
  readonly direction: 'minimize' | 'maximize'
  readonly seed: number
  /** By number. */
  readonly trials: readonly FinishedTrial<S>[]
  /** The complete trial of the best value, the earlier of equal ones; null when no trial is complete. */
  readonly best: FinishedTrial<S> | null
  readonly #space: S
  readonly #sign: number

  constructor(space: S, { method, direction, seed, sign }: Settings, trials: readonly FinishedTrial<S>[]) {
    this.#space = space
    this.#sign = sign
    this.method = method
    this.direction = direction
    this.seed = seed
    this.trials = trials
    this.best = this.#ranked()[0] ?? null
  }

  // Complete ones, the best first.
  #ranked(): FinishedTrial<S>[] {
    return this.trials
      .filter(({ state }) => state === 'complete')
      .sort((a, b) => this.#sign * (a.value! - b.value!) || a.number - b.number)
  }

  /**
   * How much of the values' spread each parameter explains alone, 0 to 1: the share of the variance of the values'
   * ranks that lies between groups of trials with similar values of the parameter (four of equal size, or one for each
   * choice), less the part expected by chance. 0 for all if there are few trials.
   */
  importance(): { readonly [K in keyof S]: number } {
    const ranked = this.#ranked()
    const ranks = new Map(ranked.map((trial, rank) => [trial, rank]))
    const of = (name: string): number => {
      const there = ranked.filter(({ params }) => params[name] !== undefined)
      return share(groups<S>(there, name, this.#space[name]!).map((group) => group.map((trial) => ranks.get(trial)!)))
    }
    return Object.fromEntries(Object.keys(this.#space).map((name) => [name, of(name)])) as { [K in keyof S]: number }
  }

  toJSON(): object {
    const { method, direction, seed, best, trials } = this
    return { method, direction, seed, best, importance: this.importance(), trials }
  }

  /** The ten best trials, at most 80 columns wide. */
  toString(): string {
    const counts = (['complete', 'pruned', 'failed'] as const)
      .map((state) => [this.trials.filter((trial) => trial.state === state).length, state] as const)
      .filter(([count]) => count > 0)
    const summary = `${this.trials.length} trials by ${this.method}: ${counts.map((pair) => pair.join(' ')).join(', ')}`
    if (this.best === null) return `${summary}; none is complete`
    const lines = [summary, '', ...this.#table(), '', ...this.#importanceLines()]
    return lines.map((line) => cut(line.trimEnd(), WIDTH)).join('\n')
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  #table(): string[] {
    const shown = this.#ranked().slice(0, ROWS)
    const columns = [
      column(
        'trial',
        shown.map(({ number }) => String(number)),
        true
      ),
      column(
        'value',
        shown.map(({ value }) => brief(value)),
        true
      ),
      column(
        'seconds',
        shown.map(({ seconds }) => seconds.toFixed(1)),
        true
      ),
      ...Object.keys(this.#space).map((name) => {
        const values = shown.map(({ params }) => params[name])
        return column(
          name,
          values.map(brief),
          values.every((v) => typeof v === 'number')
        )
      })
    ]
    // Parameters that do not fit are counted, not shown.
    let [width, fitting] = [0, 0]
    for (const { width: own } of columns) {
      if (width + own > WIDTH - 9) break
      width += own + 2
      fitting++
    }
    const rest = columns.length - fitting
    return ['', ...shown].map((_, row) => {
      const cells = columns.slice(0, fitting).map(({ cells }) => cells[row]!)
      return [...cells, ...(rest > 0 && row === 0 ? [`+${rest} more`] : [])].join('  ')
    })
  }

  #importanceLines(): string[] {
    const entries = Object.entries<number>(this.importance()).sort((a, b) => b[1] - a[1])
    if (entries.every(([, value]) => value === 0)) return []
    const lines: string[] = []
    let line = 'explained by'
    for (const [name, value] of entries) {
      const next = ` ${cut(name, 40)} ${(100 * value).toFixed(0)} %`
      if (line.length + next.length + 1 > WIDTH) {
        lines.push(`${line},`)
        line = '            '
      } else if (line !== 'explained by') line += ','
      line += next
    }
    return [...lines, line]
  }
}

interface Column {
  readonly width: number
  readonly cells: string[]
}

function column(title: string, values: readonly string[], right: boolean): Column {
  const cells = [title, ...values].map((text) => cut(text, 24))
  const width = Math.max(...cells.map((text) => text.length))
  return { width, cells: cells.map((text) => (right ? text.padStart(width) : text.padEnd(width))) }
}

function brief(value: unknown): string {
  if (value === undefined) return '-'
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(4)))
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
}

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text)

// Trials with similar values of a parameter.
function groups<S extends Space>(
  trials: readonly FinishedTrial<S>[],
  name: keyof S,
  dimension: Dimension
): FinishedTrial<S>[][] {
  const d = dimension.kind === 'when' ? dimension.of : dimension
  if (d.kind === 'choice') {
    return d.values.map((_, k) => trials.filter(({ params }) => placeOf(d.values, params[name]) === k))
  }
  const values = trials.map(({ params }) => params[name] as number)
  // Equal values stay together: by the middle of their places.
  const quarter = (value: number): number => {
    const [less, equal] = [values.filter((v) => v < value).length, values.filter((v) => v === value).length]
    return Math.floor((4 * (less + equal / 2)) / values.length)
  }
  return [0, 1, 2, 3].map((k) => trials.filter((_, i) => quarter(values[i]!) === k))
}

// The share of the variance between groups, corrected for chance (epsilon squared; Kelley 1935).
function share(ranks: readonly (readonly number[])[]): number {
  const sets = ranks.filter((group) => group.length > 0)
  const all = sets.flat()
  const [n, k] = [all.length, sets.length]
  if (k < 2 || n < 2 * k + 2) return 0
  const mean = all.reduce((a, b) => a + b) / n
  const total = all.reduce((sum, r) => sum + (r - mean) ** 2, 0)
  const between = sets.reduce((sum, g) => sum + g.length * (g.reduce((a, b) => a + b) / g.length - mean) ** 2, 0)
  return total === 0 ? 0 : Math.max(0, 1 - ((1 - between / total) * (n - 1)) / (n - k))
}
