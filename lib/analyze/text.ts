// Tables and sentences of at most 80 columns, and the line below an analysis. Called by analysis.ts and page.ts.
import { busyText } from '../inspect/clock/clock.ts'
import { table } from '../report/table.ts'
import type { Analysis } from './analysis.ts'
import { intervalsNote } from './findings.ts'
import { type Column, cellOf, headOf, notesOf, type Row } from './rows.ts'

const WIDTH = 80
const CELL = 22

/** The rows as a table; columns that do not fit are named below it, then what the others mean. */
export function fittingTable(columns: readonly Column[], rows: readonly Row[]): string {
  if (rows.length === 0) return ''
  const heads = columns.map((column) => cut(headOf(column)))
  const cells = rows.map((row) => columns.map((column) => cut(cellOf(row, column))))
  const widths = heads.map((head, k) => Math.max(head.length, ...cells.map((row) => row[k]!.length)))
  let [width, fitting] = [0, 0]
  for (const own of widths) {
    if (width + own > WIDTH) break
    width += own + 2
    fitting++
  }
  const left = columns.findIndex(({ as }) => as !== 'text')
  const body = table(
    heads.slice(0, fitting),
    cells.map((row) => row.slice(0, fitting)),
    left === -1 ? columns.length : left
  )
  const hidden = heads.slice(fitting)
  const more = hidden.length === 0 ? '' : `\n${wrap(`in the JSON and the page: ${hidden.join(', ')}`)}`
  const notes = notesOf(columns.slice(0, fitting))
  return `${body}${more}${notes === '' ? '' : `\n\n${wrap(notes)}`}`
}

const cut = (text: string): string => (text.length > CELL ? `${text.slice(0, CELL - 1)}…` : text)

/** Lines of at most 80 columns, all but the first with an indent. */
export function wrap(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const next = line === '' ? word : `${line} ${word}`
    if (next.length > WIDTH && line !== '') {
      lines.push(line)
      line = indent + word
    } else line = next
  }
  return [...lines, line].map((each) => (each.length > WIDTH ? `${each.slice(0, WIDTH - 1)}…` : each)).join('\n')
}

/** What the intervals are, how many runs were made, on what machine, and whether it was busy. */
export function footOf({ findings, runs, seconds, machine }: Analysis, threads: string): string {
  const ran = `${runs.length} runs in ${seconds.toFixed(1)} s`
  const where = `${machine.backend} ${machine.level}, threads ${threads}`
  return [intervalsNote(findings), ran, where, busyText(machine)].filter((part) => part !== null).join('; ')
}
