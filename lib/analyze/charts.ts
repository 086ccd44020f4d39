// Charts of rows: lines by a number, bars by a name. Called by parallel.ts, throughput.ts and serving.ts.
import { axisOf, barPanel, line } from '../plot/charts/shared.ts'
import { Picture } from '../plot/index.ts'
import { digits } from './findings.ts'
import type { Row } from './rows.ts'

const known = (row: Row, key: string): boolean => Number.isFinite(row[key])

/** A line for each text in `by`; none without finite numbers. */
export function linesOf(
  title: string,
  rows: readonly Row[],
  { by, x, y, labels }: { by: string; x: string; y: string; labels: readonly [x: string, y: string] }
): Picture[] {
  const there = rows.filter((row) => known(row, x) && known(row, y))
  if (there.length === 0) return []
  const names = [...new Set(there.map((row) => String(row[by])))]
  const lines = names.map((name, k) => {
    const own = there.filter((row) => String(row[by]) === name)
    return line(
      name,
      own.map((row) => row[x] as number),
      own.map((row) => row[y] as number),
      k
    )
  })
  const panel = {
    title,
    x: {
      ...axisOf(
        labels[0],
        lines.map((each) => each.x)
      ),
      whole: true
    },
    y: axisOf(labels[1], [...lines.map((each) => each.y), [0]]),
    marks: [...lines, ...lines.map((each) => ({ ...each, kind: 'points' as const, name: '', shape: 'dot' as const }))]
  }
  return [new Picture({ title, columns: 1, panels: [panel] })]
}

/** A bar for each row. */
export function barsOf(
  title: string,
  rows: readonly Row[],
  { name, value, label }: { name(row: Row): string; value: string; label: string }
): Picture[] {
  const there = rows.filter((row) => known(row, value))
  if (there.length === 0) return []
  const bars = there.map((row) => ({
    name: name(row),
    value: row[value] as number,
    note: digits(row[value] as number)
  }))
  return [new Picture({ title, columns: 1, panels: [barPanel(title, label, bars)] })]
}
