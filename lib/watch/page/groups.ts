// Which curves share a chart, what it is called and how its numbers are written. Called by charts.ts and panels.ts.

export interface Group {
  readonly title: string
  readonly order: number
  readonly format: (value: number) => string
}

const plain = (value: number): string => {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2)
  return String(Number(value.toPrecision(4)))
}
const bytes = (value: number): string =>
  value >= 1e9 ? `${(value / 1e9).toFixed(2)} GB` : `${Number((value / 1e6).toPrecision(4))} MB`
const percent = (value: number): string => `${Number((100 * value).toPrecision(3))} %`
const seconds = (value: number): string =>
  value >= 1 ? `${Number(value.toPrecision(3))} s` : `${Number((1000 * value).toPrecision(3))} ms`

type Row = readonly [pattern: RegExp, title: string, format?: (value: number) => string]

// In the order of the charts.
const KNOWN: readonly Row[] = [
  [/^loss$|Loss$/, 'Loss'],
  [/^(train|val)[A-Z]/, ''],
  [/^learningRate\d*$/, 'Learning rate'],
  [/^gradNorm$/, 'Gradient norm'],
  [/^updateRatio$/, 'Update ratio'],
  [/^deadUnits$/, 'Dead units'],
  [/^phaseSeconds$/, 'Step time by phase', seconds],
  [/Bytes$/, 'Memory', bytes],
  [/^eventLoopDelay/, 'Event loop delay', seconds],
  [/^cpuShare$/, 'Processor time', percent],
  [/^loadAverage$/, 'Load'],
  [/Seconds$/, 'Times', seconds],
  [/Share$/, 'Shares', percent]
]

/** The chart of a tag: `gradNorm/0` is drawn with `gradNorm`, `trainAccuracy` with `valAccuracy`. */
export function groupOf(tag: string): Group {
  const base = tag.split('/')[0]!
  const k = KNOWN.findIndex(([pattern]) => pattern.test(base))
  const [, title, format = plain] = KNOWN[k] ?? [null, base]
  return { title: title === '' ? base.replace(/^(train|val)/, '') : title, order: k < 0 ? KNOWN.length : k, format }
}
