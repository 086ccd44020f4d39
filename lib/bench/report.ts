// The words of the benchmark: units, lines of a row, the machine's figures, the summary. Prints nothing itself.
import type { Conditions, SideResult } from './block.ts'
import type { Rates } from './machine.ts'
import type { Judgement, RowResult } from './measure.ts'

/** Three digits and a unit: "12.3 us". */
export function seconds(s: number): string {
  const [scale, unit] = s < 1e-6 ? [1e9, 'ns'] : s < 1e-3 ? [1e6, 'us'] : s < 1 ? [1e3, 'ms'] : [1, 's']
  return `${digits(s * scale)} ${unit}`
}

/** Three digits, more before the point where needed. */
export function digits(x: number): string {
  if (!Number.isFinite(x)) return String(x)
  return x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2)
}

const threadsText = (n: number) => `${n} ${n === 1 ? 'thread' : 'threads'}`
const giga = (x: number) => digits(x / 1e9)
const percent = (x: number) => `${(x * 100).toFixed(0)} %`
const NAME = 34

const HEAD = ['threads', 'median', 'quartiles', 'GB/s', 'of bw', 'GFLOP/s', 'of fma', 'vs js']
const WIDTHS = [8, 9, 19, 8, 7, 9, 7, 9]

function columns(name: string, cells: readonly string[]): string {
  return `${name.padEnd(NAME)}${cells.map((cell, k) => cell.padStart(WIDTHS[k] ?? 8)).join('')}`.trimEnd()
}

/** The lines above the rows of a group. */
export function groupLine(group: string): string {
  return group.length < NAME ? `\n${columns(group, HEAD)}` : `\n${group}\n${columns('', HEAD)}`
}

/** What was measured of the machine, one line a level and thread count. */
export function machineLines(rates: readonly Rates[]): string[] {
  return rates.map((r) => {
    const bandwidth = `read ${giga(r.read)}, triad ${giga(r.triad)}, update ${giga(r.update)} GB/s`
    return `machine, ${r.level}, ${threadsText(r.threads)}: ${bandwidth}; fma ${giga(r.fma)} GFLOP/s`
  })
}

function spread(side: SideResult): string {
  return `${seconds(side.alone.low)}..${seconds(side.alone.high)}`
}

function conditionsText({ handOff, others, attempts, steady }: Conditions): string {
  const parts: string[] = []
  if (handOff) parts.push(`hand-off ${digits(handOff.before)} ns before, ${digits(handOff.after)} ns after`)
  if (others !== undefined && (!steady || others >= 0.1)) parts.push(`others used ${digits(others)} processors`)
  if (attempts > 1) parts.push(`best of ${attempts} attempts`)
  if (!steady) parts.push('DISTURBED: these numbers say little')
  return parts.join(', ')
}

function goalText(goals: readonly Judgement[], against: string): string {
  const goal = goals.find((g) => g.against === against)
  return goal === undefined ? '' : `, goal ${goal.goal} ${goal.met ? 'met' : 'MISSED'}`
}

/** All lines of a row: one a thread count, and below it the other sides and the hand-off. */
export function rowLines(row: RowResult): string[] {
  const lines: string[] = []
  for (const [k, block] of row.blocks.entries()) {
    const ours = block.sides[0]!
    const js = k > 0 || row.js === undefined ? '' : 'skipped' in row.js ? '-' : `${digits(row.js.ratio)}x`
    lines.push(
      columns(k === 0 ? `  ${row.name}` : '', [
        String(block.threads),
        seconds(ours.alone.median),
        spread(ours),
        giga(block.bytesPerSecond),
        percent(block.bandwidthShare),
        row.flops === 0 ? '-' : giga(block.flopsPerSecond),
        row.flops === 0 ? '-' : percent(block.fmaShare),
        js
      ])
    )
    for (const [n, ratio] of block.ratios.entries()) {
      const side = block.sides[n + 1]!
      const times = `${seconds(side.interleaved!.median)} in turn, ${seconds(side.alone.median)} alone`
      const judged = goalText(block.goals, ratio.against)
      lines.push(
        `${' '.repeat(NAME)}  ${side.name}: ${times}; ratio ${digits(ratio.interleaved)} in turn, ${digits(ratio.alone)} alone, ${digits(ratio.fastest)} fastest${judged}`
      )
    }
    const conditions = conditionsText(block.conditions)
    if (conditions) lines.push(`${' '.repeat(NAME)}  ${conditions}`)
  }
  if (row.js !== undefined && 'skipped' in row.js) {
    lines.push(`${' '.repeat(NAME)}  JavaScript skipped: ${row.js.skipped}`)
  }
  const jsGoal = row.goals.find((g) => g.against === 'js')
  if (jsGoal !== undefined && !jsGoal.met) {
    lines.push(`${' '.repeat(NAME)}  JavaScript: goal ${jsGoal.goal}x MISSED: ${digits(jsGoal.value)}x`)
  }
  for (const text of row.disagreements) lines.push(`${' '.repeat(NAME)}  DISAGREES: ${text}`)
  return lines
}

/** How many goals were met, and which were missed by how much. */
export function summaryLines(rows: readonly RowResult[]): string[] {
  const goals = rows.flatMap((row) => row.goals)
  if (goals.length === 0) return []
  const missed = rows.flatMap((row) =>
    row.blocks.flatMap((block) =>
      block.goals
        .filter((g) => !g.met)
        .map(
          (g) =>
            `  ${row.group} ${row.name}, ${threadsText(block.threads)}, against ${g.against}: ${digits(g.value)} of ${g.goal}${block.conditions.steady ? '' : ' (disturbed)'}`
        )
    )
  )
  const slow = rows.flatMap((row) =>
    row.goals
      .filter((g) => g.against === 'js' && !g.met)
      .map((g) => `  ${row.group} ${row.name}, against js: ${digits(g.value)} of ${g.goal}`)
  )
  const lines = [...missed, ...slow]
  return [
    '',
    `goals met: ${goals.length - lines.length} of ${goals.length}`,
    ...(lines.length ? ['missed:', ...lines] : [])
  ]
}
