// Pictures as one HTML file that needs no network: the chart library and our script are in it once. Called by picture.ts and
// page.ts.
import { escapeXml } from '../../util/escape.ts'
import type { Figure, Mark, Numbers, Panel } from '../figure.ts'
import { SCRIPT } from '../gen/browser.ts'
import { digits } from '../scales.ts'
import { chartsText } from './charts.ts'

/** A part of a page. */
export interface PagePart {
  /** Where links of the page lead. */
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly text?: string | undefined
  readonly table?: string | undefined
  /** HTML before the figures, and after them. */
  readonly before?: string | undefined
  readonly after?: string | undefined
  readonly figures?: readonly Figure[] | undefined
}

/** Rows of a table of data; of longer data as many, evenly spaced. */
const ROWS = 200

const STYLE = `
:root { color-scheme: light dark; --back: #ffffff; --ink: #24292f; --soft: #57606a; --line: #d5d9de; --link: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --back: #15191f; --ink: #e6e9ee; --soft: #9aa4b2; --line: #2b323c; --link: #8ab4f8; } }
body { margin: 0 auto; max-width: 1240px; padding: 16px; background: var(--back); color: var(--ink); font: 15px/1.5 sans-serif; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin-top: 32px; }
p { white-space: pre-wrap; max-width: 80ch; } pre { overflow-x: auto; font-size: 13px; line-height: 1.35; }
.hint { color: var(--soft); }
.panels { display: grid; gap: 8px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); }
.panel { height: 420px; min-width: 0; position: relative; touch-action: pan-y; }
.surface { touch-action: none; cursor: grab; } .surface canvas { width: 100%; height: 100%; }
.drag { position: absolute; border: 1px solid var(--link); background: color-mix(in srgb, var(--link) 15%, transparent); pointer-events: none; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; } a { color: var(--link); }
.play { display: flex; gap: 8px; align-items: center; } .play input { flex: 1; max-width: 480px; }
details { color: var(--soft); margin: 8px 0; } summary { cursor: pointer; }
table { border-collapse: collapse; font-size: 13px; margin: 8px 0; } caption { text-align: left; padding: 4px 0; }
th, td { border: 1px solid var(--line); padding: 1px 8px; text-align: right; } .scroll { max-height: 320px; overflow: auto; }
`

/** The file. `style` is for what `before` and `after` hold. */
export async function htmlOf(call: string, title: string, parts: readonly PagePart[], style = ''): Promise<string> {
  const figures = parts.flatMap(({ figures = [] }) => figures)
  const charts = figures.some(({ panels }) => panels.some(({ surface }) => surface === undefined))
  const library = charts ? script(chartsText(call)) : ''
  let count = 0
  const sections = parts.map(({ id, title: heading, text, table, before = '', after = '', figures: own = [] }) => {
    const named = id === undefined ? '' : ` id="${escapeXml(id)}"`
    const head = heading === undefined ? '' : `<h2>${escapeXml(heading)}</h2>\n`
    const words = text === undefined ? '' : `<p>${escapeXml(text)}</p>\n`
    const lines = table === undefined ? '' : `<pre ${scrolling(heading ?? title)}>${escapeXml(table)}</pre>\n`
    const pictures = own.map((figure) => figureOf(figure, count++)).join('')
    return `<section${named}>\n${head}${words}${lines}${before}${pictures}${after}</section>\n`
  })
  const data = JSON.stringify(figures, short).replace(/</g, '\\u003c')
  const scripts =
    figures.length === 0
      ? ''
      : `<script type="application/json" id="figures">${data}</script>\n${library}${script(SCRIPT)}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeXml(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
${charts ? HINT : ''}${sections.join('')}</main>
${scripts}</body>
</html>
`
}

// Seven digits are more than a picture shows.
const short = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) ? Number(value.toPrecision(7)) : value

/** What makes an element that scrolls reachable by keyboard. */
export const scrolling = (label: string): string => `tabindex="0" role="group" aria-label="${escapeXml(label)}"`

const script = (text: string): string => `<script>${text.replace(/<\/script/gi, '<\\/script')}</script>\n`

const HINT =
  '<p class="hint">Point at a chart to read its values, drag to zoom, double-click to see all. By keyboard: plus, minus, arrows and 0.</p>\n'
const ZOOM = 'Plus and minus zoom, arrow keys move, 0 shows all.'
const TURN = 'Arrow keys turn it.'

function figureOf(figure: Figure, k: number): string {
  const panels = figure.panels.map((panel, i) => {
    const label = escapeXml([figure.title, panel.title].filter((text) => text !== '').join(': '))
    const [kind, keys] = panel.surface === undefined ? ['chart', ZOOM] : ['surface', TURN]
    return `<div class="panel ${kind}" data-figure="${k}" data-panel="${i}" tabindex="0" role="application" aria-roledescription="${kind}" aria-label="${label}. ${keys} The data follow as tables."></div>\n`
  })
  const play = figure.animate
    ? `<div class="play" data-play="${k}"><button type="button">Play</button><input type="range" min="0" max="1000" value="1000" aria-label="part of the steps that is shown"></div>\n`
    : ''
  const tables = figure.panels.map((panel) => tableOf(panel)).join('')
  return `<div class="panels">\n${panels.join('')}</div>\n${play}<details><summary>Data of ${escapeXml(figure.title)}</summary>\n${tables}</details>\n`
}

function tableOf(panel: Panel): string {
  const tables = panel.surface === undefined ? panel.marks.map((mark) => markTable(panel, mark)) : [surfaceTable(panel)]
  return tables
    .map(({ caption, head, rows }) => {
      const every = Math.ceil(rows.length / ROWS)
      const shown = rows.filter((_, k) => k % every === 0)
      const some = every === 1 ? '' : ` (${shown.length} of ${rows.length} rows)`
      const title = `${caption}${some}`
      const cells = (kind: 'th scope="col"' | 'td', row: readonly string[]) =>
        `<tr>${row.map((c) => `<${kind}>${escapeXml(c)}</${kind.slice(0, 2)}>`).join('')}</tr>\n`
      return `<div class="scroll" ${scrolling(title)}><table><caption>${escapeXml(title)}</caption>\n${cells('th scope="col"', head)}${shown.map((row) => cells('td', row)).join('')}</table></div>\n`
    })
    .join('')
}

interface Table {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

// Eleven values along each side, the highest y at the top.
function surfaceTable({ title, x, y, surface }: Panel): Table {
  const { x: columns, y: rows, z, label } = surface!
  const some = (n: number): number[] => [
    ...new Set(Array.from({ length: 11 }, (_, k) => Math.round((k * (n - 1)) / 10)))
  ]
  const across = some(columns.length)
  return {
    caption: `${title}: ${label}`,
    head: [`${y.label} \\ ${x.label}`, ...across.map((i) => digits(columns[i]!))],
    rows: some(rows.length)
      .reverse()
      .map((j) => [digits(rows[j]!), ...across.map((i) => textOf(z[j]![i]))])
  }
}

const textOf = (v: number | null | undefined): string => (v === null || v === undefined ? '' : digits(v))

function markTable(panel: Panel, mark: Mark): Table {
  const caption = [panel.title, mark.name].filter((text) => text !== '').join(': ')
  const rows = (...columns: Numbers[]): string[][] =>
    columns[0]!.map((_, k) => columns.map((column) => textOf(column[k])))
  switch (mark.kind) {
    case 'line':
    case 'points':
      return { caption, head: [panel.x.label, panel.y.label], rows: rows(mark.x, mark.y) }
    case 'band':
      return { caption, head: [panel.x.label, 'low', 'high'], rows: rows(mark.x, mark.low, mark.high) }
    case 'areas':
      return { caption, head: ['level'], rows: mark.areas.map(({ level }) => [digits(level)]) }
    case 'boxes':
      return { caption, head: ['value'], rows: mark.boxes.map(({ note }) => [note]) }
  }
}
