// plotHistory: losses, metrics and rates of one run or several. Called by users, by `thalweg plot` and by pages of analyses.
import { OptionError } from '../../errors.ts'
import { arrayOf, boolean, checkOptions, nearest, number, oneOf, text } from '../../util/options.ts'
import { deviation, mean } from '../../util/statistics.ts'
import { type Band, type Figure, type Line, numbers, type Panel } from '../figure.ts'
import { Picture } from '../picture.ts'
import { rangeOf } from '../scales.ts'
import { type Columns, isColumns, type Run, runOf, type Series } from './table.ts'

/** A run: its history, or the path of its log of JSON lines. */
export type RunSource = Columns | string

/** Options of plotHistory. */
export interface PlotHistoryOptions {
  /** The columns to draw. Default: all that were measured. */
  columns?: readonly string[] | undefined
  /** Along the bottom. Default 'step' where an epoch has several values, as in a log of steps; otherwise 'epoch'. */
  x?: 'step' | 'epoch' | undefined
  /**
   * What is drawn around the mean of several runs of one name: their standard deviation, from the lowest to the highest, or
   * nothing. Default 'std'.
   */
  band?: 'std' | 'range' | 'none' | undefined
  /** The decay of a moving average, from 0 to below 1; the values themselves are pale. Default 0. */
  smooth?: number | undefined
  /** Whether several runs share their panels. Default true. */
  overlay?: boolean | undefined
  /** Whether losses are on a logarithmic axis. Default false. */
  log?: boolean | undefined
  title?: string | undefined
}

const RULES = {
  columns: arrayOf(text),
  x: oneOf('step', 'epoch'),
  band: oneOf('std', 'range', 'none'),
  smooth: number({ min: 0, below: 1 }),
  overlay: boolean,
  log: boolean,
  title: text
}

type Settings = {
  readonly [K in 'x' | 'band' | 'smooth' | 'overlay' | 'log']: NonNullable<PlotHistoryOptions[K]>
}

interface Group {
  readonly name: string
  readonly runs: readonly Run[]
}

/**
 * Losses, metrics, learning rates and gradient norms by step or epoch: a panel for each quantity, training and validation
 * together.
 *
 * @param runs a history, the path of a log of JSON lines, or several by name: `{ Adam: history, SGD: 'sgd/log.jsonl' }`. An
 *   array under a name is several runs of one kind, such as seeds, which become their mean with a band
 * @param options columns, x, band, smooth, overlay, log, title
 * @throws OptionError, also for a column that no run has; DataError for a log that cannot be read
 * @example
 * const history = await trainer.fit(loader, { epochs: 3, validation })
 * await plotHistory(history, { columns: ['trainLoss', 'valLoss'] }).save('loss.svg')
 */
export function plotHistory(
  runs: RunSource | Readonly<Record<string, RunSource | readonly RunSource[]>>,
  options: PlotHistoryOptions = {}
): Picture {
  const call = 'plotHistory'
  checkOptions(call, options, RULES)
  const groups = groupsOf(call, runs)
  const present = [...new Set(groups.flatMap(({ runs: list }) => list.flatMap((run) => [...run.keys()])))]
  const columns = options.columns ?? present
  for (const name of columns) if (!present.includes(name)) throw unknownColumn(call, name, present)
  if (columns.length === 0) throw new OptionError(`${call}: expected at least one column but there is none`)
  const anyLog = groups.some(({ runs: list }) => list.some((run) => [...run.values()].some(repeats)))
  const { x = anyLog ? 'step' : 'epoch', band = 'std', smooth = 0, overlay = true, log = false } = options
  const settings = { x, band, smooth, overlay, log }
  const sets = overlay ? [groups] : groups.map((group) => [group])
  const quantities = [...new Set(columns.map(quantityOf))]
  const panels = quantities.flatMap((quantity) =>
    sets.map((set) =>
      panelOf(
        quantity,
        columns.filter((name) => quantityOf(name) === quantity),
        set,
        settings
      )
    )
  )
  const names = groups.map(({ name }) => name).filter((name) => name !== '')
  const figure: Figure = {
    title: options.title ?? (names.length === 0 ? 'History of a run' : `History of ${names.join(', ')}`),
    columns: Math.min(2, panels.length),
    panels
  }
  return new Picture(figure)
}

// Several values in an epoch.
const repeats = ({ epoch }: Series): boolean => new Set(epoch).size < epoch.length

function groupsOf(call: string, runs: unknown): Group[] {
  const byName = typeof runs === 'object' && runs !== null && !Array.isArray(runs) && !isColumns(runs)
  const named = byName ? Object.entries(runs) : []
  if (named.length === 0) return [{ name: '', runs: [runOf(call, runs)] }]
  return named.map(([name, source]) => {
    const list = Array.isArray(source) ? source : [source]
    return { name, runs: list.map((one) => runOf(call, one)) }
  })
}

function unknownColumn(call: string, name: string, present: readonly string[]): OptionError {
  const near = nearest(name, present)
  const hint = near === null ? `the columns are ${present.join(', ')}` : `did you mean ${near}?`
  return new OptionError(`${call}: unknown column ${name}; ${hint}`)
}

/** `trainLoss`, `valLoss` and `loss` are one quantity. */
function quantityOf(column: string): string {
  const [, rest] = /^(?:train|val)([A-Z].*)$/.exec(column) ?? []
  return rest === undefined ? column : rest.charAt(0).toLowerCase() + rest.slice(1)
}

function panelOf(quantity: string, columns: readonly string[], groups: readonly Group[], settings: Settings): Panel {
  const marks = groups.flatMap((group, g) =>
    columns.flatMap((column, c) => {
      const list = group.runs.flatMap((run) => run.get(column) ?? [])
      if (list.length === 0) return []
      const many = groups.length > 1
      const name = many ? (columns.length > 1 ? `${group.name} ${column}` : group.name) : column
      // With several runs the color is the run's and validation is dashed.
      const look = many ? { color: g, dash: c > 0 } : { color: c, dash: false }
      return list.length === 1 ? lines(name, look, list[0]!, settings) : banded(name, look, list, settings)
    })
  )
  const log = settings.log && /loss/i.test(quantity)
  const [from, to] = rangeOf(
    marks.map((m) => m.x),
    false,
    0
  )
  const values = marks.flatMap((m) => (m.kind === 'band' ? [m.low, m.high] : [m.y]))
  const [low, high] = rangeOf(values, log)
  const only = groups.length === 1 && groups[0]!.name !== '' ? `${groups[0]!.name}: ` : ''
  return {
    title: `${only}${quantity}`,
    x: { label: settings.x, from, to, whole: true },
    y: { label: '', from: low, to: high, log },
    marks
  }
}

type Look = Pick<Line, 'color'> & { readonly dash: boolean }

function lines(name: string, look: Look, series: Series, { x, smooth }: Settings): Line[] {
  const [at, values] = [numbers(series[x]), numbers(series.values)]
  if (smooth === 0) return [{ kind: 'line', name, ...look, x: at, y: values }]
  return [
    { kind: 'line', name: `${name} as measured`, ...look, x: at, y: values, faint: true },
    { kind: 'line', name, ...look, x: at, y: smoothed(values, smooth) }
  ]
}

// The bias-corrected moving average (Adam's); gaps stay.
function smoothed(values: readonly (number | null)[], decay: number): (number | null)[] {
  let [sum, weight] = [0, 0]
  return values.map((value) => {
    if (value === null) return null
    sum = decay * sum + (1 - decay) * value
    weight = decay * weight + (1 - decay)
    return sum / weight
  })
}

function banded(name: string, look: Look, list: readonly Series[], settings: Settings): (Line | Band)[] {
  const byPlace = new Map<number, number[]>()
  for (const series of list) {
    const values = smoothed(numbers(series.values), settings.smooth)
    for (const [k, at] of series[settings.x].entries()) {
      const value = values[k]
      if (value === null || value === undefined) continue
      byPlace.set(at, [...(byPlace.get(at) ?? []), value])
    }
  }
  const x = [...byPlace.keys()].sort((a, b) => a - b)
  const spread = x.map((at) => spreadOf(byPlace.get(at)!, settings.band))
  const line: Line = {
    kind: 'line',
    name: `${name} (mean of ${list.length})`,
    ...look,
    x,
    y: spread.map(({ center }) => center)
  }
  if (settings.band === 'none') return [line]
  const { color } = look
  return [
    {
      kind: 'band',
      name: `${name} ${settings.band}`,
      color,
      x,
      low: spread.map(({ low }) => low),
      high: spread.map(({ high }) => high)
    },
    line
  ]
}

function spreadOf(values: readonly number[], band: Settings['band']): { center: number; low: number; high: number } {
  const center = mean(values)
  if (band === 'range') return { center, low: Math.min(...values), high: Math.max(...values) }
  const std = values.length > 1 ? deviation(values) : 0
  return { center, low: center - std, high: center + std }
}
