// Analyses as one page of HTML that needs no network: sentences, tables, charts that zoom. Called by analysis.ts and the
// command line.
import { OptionError } from '../errors.ts'
import { htmlOf, type PagePart, scrolling } from '../plot/draw/html.ts'
import { escapeXml } from '../util/escape.ts'
import type { Analysis, Table } from './analysis.ts'
import { cellOf, headOf, notesOf } from './rows.ts'
import { footOf } from './text.ts'

const STYLE = `
:root { --warning: #a3200d; } @media (prefers-color-scheme: dark) { :root { --warning: #ff9b8a; } }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; padding: 0; list-style: none; }
h2 { font-size: 20px; margin-top: 48px; } h3 { font-size: 15px; margin-bottom: 4px; }
.rows { overflow-x: auto; } .rows table { font-size: 14px; font-variant-numeric: tabular-nums; }
.rows td, .rows th { border-width: 0 0 1px; padding: 3px 12px 3px 0; white-space: nowrap; font-weight: normal; } .rows thead th { color: var(--soft); }
.rows .text { text-align: left; } .foot { font-size: 14px; }
.warning { color: var(--warning); } .advice { color: var(--link); } .unclear, .foot { color: var(--soft); }
`

/** The page of some analyses. Without the package echarts it has no charts, and says how to install it. */
export async function pageOf(analyses: readonly Analysis[], title = 'thalweg analyze'): Promise<string> {
  const links = analyses.map(({ name }) => `<li><a href="#${escapeXml(name)}">${escapeXml(name)}</a></li>`)
  const list: PagePart = { before: `<nav aria-label="Analyses"><ul>${links.join('')}</ul></nav>\n` }
  const parts = [...(analyses.length > 1 ? [list] : []), ...analyses.map(partOf)]
  try {
    return await htmlOf('thalweg analyze', title, parts, STYLE)
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    const note = { text: error.message }
    return await htmlOf('thalweg analyze', title, [note, ...parts.map(({ figures: _, ...rest }) => rest)], STYLE)
  }
}

function partOf(analysis: Analysis): PagePart {
  const { machine, left } = analysis
  const title = `${analysis.name}: ${analysis.question}`
  const more = analysis.tables.filter(({ rows }) => rows.length > 0)
  const findings = analysis.findings.map(
    ({ text, level, certain }) => `<li class="${level}${certain ? '' : ' unclear'}">${escapeXml(text)}</li>`
  )
  const foot = footOf(analysis, `${machine.threads} of ${machine.processors}`)
  return {
    id: analysis.name,
    title,
    before: `${tableOf(title, analysis)}
${more.map((table) => `<h3>${escapeXml(table.title)}</h3>\n${tableOf(table.title, table)}\n`).join('')}<ul>${findings.join('')}</ul>
`,
    figures: analysis.pictures().map(({ figure }) => figure),
    after: `${left.length === 0 ? '' : `<p>Left out: ${escapeXml(left.join('; '))}</p>\n`}<p class="foot">${escapeXml(foot)}</p>\n`
  }
}

// The first column names the row where it holds words.
function tableOf(label: string, { columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const kind = (as: string | undefined): string => (as === 'text' ? ' class="text"' : '')
  const head = columns.map((column) => `<th scope="col"${kind(column.as)}>${escapeXml(headOf(column))}</th>`).join('')
  const body = rows.map((row) => {
    const cells = columns.map((column, k) => {
      const text = escapeXml(cellOf(row, column))
      return k === 0 ? `<th scope="row"${kind(column.as)}>${text}</th>` : `<td${kind(column.as)}>${text}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  const notes = notesOf(columns)
  return `<div class="rows" ${scrolling(label)}><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>${notes === '' ? '' : `\n<p class="foot">${escapeXml(notes)}</p>`}`
}
