// Analyses as one page of HTML that needs no network: sentences, tables, pictures. Called by analysis.ts and the command
// line.
import { ThalwegError } from '../errors.ts'
import { busyText } from '../inspect/clock/clock.ts'
import type { Picture } from '../plot/index.ts'
import { escapeXml } from '../util/escape.ts'
import type { Analysis, Table } from './analysis.ts'
import { cellOf } from './rows.ts'

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums } td, th { padding: .2rem .8rem; border-bottom: 1px solid #d7dce1; text-align: right; white-space: nowrap }
td.text, th.text { text-align: left } li.warning { color: #a3200d } li.advice { color: #0b5394 } li.unclear { color: #57606a }
p.foot { color: #57606a; font-size: .9rem } figure { margin: 1rem 0 } .scroll { overflow-x: auto }
@media (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #14171a } td, th { border-color: #3a4148 } li.warning { color: #ff9b8a } li.advice { color: #8ec5ff } li.unclear, p.foot { color: #9aa4af } figure { background: #fff } }`

/** The page of some analyses. */
export async function pageOf(analyses: readonly Analysis[], title = 'thalweg analyze'): Promise<string> {
  const sections = await Promise.all(analyses.map(sectionOf))
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escapeXml(title)}</h1>
${sections.join('\n')}
</body>
</html>
`
}

async function sectionOf(analysis: Analysis): Promise<string> {
  const { machine, runs, left, seconds } = analysis
  const findings = analysis.findings.map(
    ({ text, level, certain }) => `<li class="${level}${certain ? '' : ' unclear'}">${escapeXml(text)}</li>`
  )
  const pictures = await Promise.all(analysis.pictures().map(figureOf))
  const busy = busyText(machine)
  return `<section id="${escapeXml(analysis.name)}">
<h2>${escapeXml(`${analysis.name}: ${analysis.question}`)}</h2>
${tableOf(analysis)}
${analysis.tables
  .filter(({ rows }) => rows.length > 0)
  .map((table) => `<h3>${escapeXml(table.title)}</h3>\n${tableOf(table)}`)
  .join('\n')}
<ul>${findings.join('')}</ul>
${pictures.join('\n')}
${left.length === 0 ? '' : `<p>Left out: ${escapeXml(left.join('; '))}</p>`}
<p class="foot">${runs.length} runs in ${seconds.toFixed(1)} s; ${machine.backend} ${machine.level}, threads ${machine.threads} of ${machine.processors}${busy === null ? '' : `; ${busy}`}</p>
</section>`
}

// A page without charts is better than none: what they need may not be installed.
async function figureOf(picture: Picture): Promise<string> {
  try {
    return `<figure>${await picture.toSVG()}</figure>`
  } catch (error) {
    if (!(error instanceof ThalwegError)) throw error
    return `<p class="foot">${escapeXml(error.message)}</p>`
  }
}

function tableOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const kind = (as: string | undefined): string => (as === 'text' ? ' class="text"' : '')
  const head = columns.map(({ key, head = key, as }) => `<th${kind(as)}>${escapeXml(head)}</th>`).join('')
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((column) => `<td${kind(column.as)}>${escapeXml(cellOf(row, column))}</td>`).join('')}</tr>`
  )
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}
