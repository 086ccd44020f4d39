// A figure as text: Braille dots with axes, blocks for boxes. Needs no package. Called by picture.ts.
import type { Axis, Box, Figure, Line, Mark, Panel } from '../figure.ts'
import { digits, place, share, ticks } from '../scales.ts'
import { Braille } from './braille.ts'

/** Lines of the widest marks of a panel. */
const HEIGHT = 15
const SHADES = ' ░▒▓█'
const SHAPES = { dot: '•', ring: 'o', star: '*' }

/** The figure, its panels one below the other, at most `columns` wide. */
export function textOf({ title, panels }: Figure, columns: number): string {
  const flat = panels.filter(({ surface }) => surface === undefined)
  const parts =
    flat.length === 0 ? [['A surface: see it as SVG or HTML.']] : flat.map((panel) => panelText(panel, columns))
  const own = panels.length === 1 && panels[0]!.title === title
  const lines = [...(own ? [] : [title, '']), ...parts.flatMap((part) => [...part, ''])]
  return lines
    .map((line) => cut(line.trimEnd(), columns))
    .join('\n')
    .trimEnd()
}

const cut = (line: string, width: number): string => {
  const letters = [...line]
  return letters.length > width ? `${letters.slice(0, width - 1).join('')}…` : line
}

function panelText(panel: Panel, columns: number): string[] {
  const rows = panel.y.names === undefined ? HEIGHT : Math.max(panel.y.names.length, 1)
  const labels = ticks(panel.y, Math.max(2, Math.floor(rows / 3)))
  const left = Math.min(Math.floor(columns / 3), Math.max(...labels.map(({ text }) => text.length)))
  const canvas = new Braille(columns - left - 2, rows)
  const legend = panel.marks.flatMap((mark, k) => draw(canvas, panel, mark, k))
  for (const [k, mark] of panel.marks.entries()) {
    if (mark.kind === 'line' && !mark.faint && mark.name !== '') name(canvas, panel, mark, letterOf(panel, k))
  }
  const margin = new Map(labels.map(({ value, text }) => [rowOf(panel.y, value, rows), text]))
  const body = canvas
    .lines()
    .map((line, row) => `${cut(margin.get(row) ?? '', left).padStart(left)} ${margin.has(row) ? '┤' : '│'}${line}`)
  const names = [panel.title, panel.y.label === '' ? '' : `(${panel.y.label})`].filter((text) => text !== '').join(' ')
  const scale = panel.scale === undefined ? [] : [scaleText(panel.scale)]
  return [names, ...body, ...xAxis(panel.x, left, canvas.columns), ...wrapped([...legend, ...scale], columns)]
}

// Rows count from the top.
function rowOf(axis: Axis, value: number, rows: number): number {
  const at = share(axis, value)!
  return axis.names === undefined
    ? Math.round((1 - at) * (4 * rows - 1)) >> 2
    : Math.min(rows - 1, Math.floor((1 - at) * rows))
}

const scaleText = (scale: NonNullable<Panel['scale']>): string =>
  `${SHADES.slice(1)} ${scale.label} ${digits(scale.from)} to ${digits(scale.to)}`

function xAxis(axis: Axis, left: number, width: number): string[] {
  const rule = new Array<string>(width).fill('─')
  const words = new Array<string>(width).fill(' ')
  let free = 0
  for (const { value, text } of ticks(axis, Math.max(2, Math.floor(width / 12)))) {
    const at = Math.round(share(axis, value)! * (2 * width - 1)) >> 1
    const from = Math.max(0, Math.min(width - text.length, at - (text.length >> 1)))
    if (from < free || text.length > width) continue
    rule[at] = '┬'
    words.splice(from, text.length, ...text)
    free = from + text.length + 1
  }
  const label = axis.label.padStart((width + axis.label.length) >> 1)
  const indent = ' '.repeat(left + 1)
  return [
    `${indent}└${rule.join('')}`,
    `${indent} ${words.join('')}`,
    ...(axis.label === '' ? [] : [`${indent} ${label}`])
  ]
}

// Entries of the legend, as many in a line as fit.
function wrapped(entries: readonly string[], columns: number): string[] {
  const lines: string[] = []
  for (const entry of [...new Set(entries)]) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + entry.length + 3 <= columns) lines[lines.length - 1] = `${last}   ${entry}`
    else lines.push(entry)
  }
  return lines
}

// Draws a mark; returns its entries of the legend.
function draw(canvas: Braille, panel: Panel, mark: Mark, k: number): string[] {
  switch (mark.kind) {
    case 'line':
      if (mark.halo) polyline(panel, mark.x, mark.y, (...ends) => canvas.line(...ends, true))
      polyline(panel, mark.x, mark.y, (...ends) => canvas.line(...ends))
      return mark.faint || mark.name === '' ? [] : [`${letterOf(panel, k)} ${mark.name}`]
    case 'band':
      polyline(panel, mark.x, mark.low, (...ends) => canvas.line(...ends))
      polyline(panel, mark.x, mark.high, (...ends) => canvas.line(...ends))
      return []
    case 'areas':
      // Every second contour: more would hide what lies on them.
      for (const { rings } of mark.areas.filter((_, i) => i % 2 === 0)) {
        for (const ring of rings) outline(canvas, panel, ring)
      }
      return []
    case 'points':
      for (const [i, x] of mark.x.entries()) {
        const [a, b] = inside(panel, x, mark.y[i])
        if (a !== null && b !== null) canvas.write(a, b, SHAPES[mark.shape])
      }
      return mark.name === '' ? [] : [`${SHAPES[mark.shape]} ${mark.name}`]
    case 'boxes':
      for (const box of mark.boxes) drawBox(canvas, panel, box, k)
      return mark.boxes.some(({ color }) => color !== undefined) && mark.name !== ''
        ? [`${blockOf(k)} ${mark.name}`]
        : []
  }
}

// Lines are named by letters at their ends.
function letterOf({ marks }: Panel, k: number): string {
  const before = marks.slice(0, k).filter((m) => m.kind === 'line' && !m.faint).length
  return String.fromCodePoint(97 + (before % 26))
}

const blockOf = (k: number): string => '█▒░▓'[k % 4]!

function inside(
  panel: Panel,
  x: number | null | undefined,
  y: number | null | undefined
): [number | null, number | null] {
  const at = (axis: Axis, value: number | null | undefined): number | null => {
    const [here, from, to] = [place(axis, value), place(axis, axis.from)!, place(axis, axis.to)!]
    return here === null || to === from ? null : (here - from) / (to - from)
  }
  return [at(panel.x, x), at(panel.y, y)]
}

function polyline(
  panel: Panel,
  x: readonly (number | null)[],
  y: readonly (number | null)[],
  stroke: (x0: number, y0: number, x1: number, y1: number) => void
): void {
  let last: readonly [number, number] | null = null
  for (const [k, value] of x.entries()) {
    const [a, b] = inside(panel, value, y[k])
    if (a === null || b === null) {
      last = null
      continue
    }
    stroke(...(last ?? [a, b]), a, b)
    last = [a, b]
  }
}

// Rings, without what runs along the border.
function outline(canvas: Braille, panel: Panel, ring: readonly number[]): void {
  const border = (a: number, b: number): boolean => a <= 0 || b <= 0 || a >= 1 || b >= 1
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length
    const [a, b] = inside(panel, ring[k], ring[k + 1]) as [number, number]
    const [c, d] = inside(panel, ring[next], ring[next + 1]) as [number, number]
    if (!border(a, b) || !border(c, d)) canvas.line(a, b, c, d)
  }
}

// The letter of a line at its end.
function name(canvas: Braille, panel: Panel, { x, y }: Line, letter: string): void {
  for (let k = x.length - 1; k >= 0; k--) {
    const [a, b] = inside(panel, x[k], y[k])
    if (a === null || b === null) continue
    if (a >= 0 && b >= 0 && a <= 1 && b <= 1) canvas.write(a, b, letter)
    return
  }
}

function drawBox(canvas: Braille, panel: Panel, { x, y, color, value, label }: Box, k: number): void {
  const [x0, y0] = inside(panel, x[0], y[0]) as [number, number]
  const [x1, y1] = inside(panel, x[1], y[1]) as [number, number]
  const from = Math.round(x0 * canvas.columns)
  const width = Math.max(1, Math.round(x1 * canvas.columns) - from)
  const at = color === undefined ? share(panel.scale!, value) : null
  const shade = color === undefined ? SHADES[Math.round((at ?? 0) * (SHADES.length - 1))]! : blockOf(k)
  const top = Math.round((1 - y1) * canvas.rows)
  const height = Math.max(1, Math.round((1 - y0) * canvas.rows) - top)
  for (let row = top; row < top + height; row++) {
    canvas.put(row, from, shade.repeat(width))
    if (label !== undefined && label.length <= width && row === top + ((height - 1) >> 1)) {
      canvas.put(row, from + ((width - label.length) >> 1), label)
    }
  }
}
