// Runs a command and draws what it printed as an SVG that follows the reader's light or dark theme:
//   node scripts/terminalSvg.mjs docs/assets/start.svg npm start -- --epochs 4
// Called by hand when the output of `npm start` changes. Braille cells become dots, since fonts disagree about their width.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

const CELL = { width: 8.4, height: 18 }
const MARGIN = 16
const STYLE = `svg{--ground:#f6f8fa;--edge:#d0d7de;--ink:#1f2328;--dim:#59636e;--dot:#0a5c36}
@media(prefers-color-scheme:dark){svg{--ground:#0d1117;--edge:#3d444d;--ink:#e6edf3;--dim:#9198a1;--dot:#7ee2a8}}
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--ink);white-space:pre}
.dim{fill:var(--dim)}.dot{fill:var(--dot)}`
// Bit k of a braille character is the dot in this column and row.
const DOTS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 1],
  [1, 2],
  [0, 3],
  [1, 3]
]

const [path, ...command] = process.argv.slice(2)
if (path === undefined || command.length === 0) {
  console.error('usage: node scripts/terminalSvg.mjs FILE.svg COMMAND [ARGUMENT ...]')
  process.exit(2)
}
// One stream, so that lines of stdout and stderr stay in order.
const { status, stdout } = spawnSync('sh', ['-c', '"$@" 2>&1', 'sh', ...command], { encoding: 'utf8' })
if (status !== 0) {
  console.error(`${command.join(' ')} failed:\n${stdout}`)
  process.exit(1)
}
// npm repeats the command in lines that start with ">". An empty braille cell is a space.
const printed = stripVTControlCharacters(stdout)
  .replaceAll('\u2800', ' ')
  .split('\n')
  .filter((line) => !line.startsWith('> '))
  .join('\n')
  .replace(/^\n+|\s+$/g, '')
const lines = [`$ ${command.join(' ')}`, ...printed.split('\n').map((line) => line.trimEnd())]
const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * CELL.width + 2 * MARGIN)
const height = lines.length * CELL.height + 2 * MARGIN
writeFileSync(
  path,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(lines[0].slice(2))}</title>
<style>${STYLE}</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="var(--ground)" stroke="var(--edge)"/>
${lines.map(drawn).filter(Boolean).join('\n')}
</svg>
`
)

function drawn(line, row) {
  const top = MARGIN + row * CELL.height
  const dots = [...line].flatMap((character, column) => dotsOf(character, MARGIN + column * CELL.width, top))
  if (dots.length > 0) return `<path class="dot" d="${dots.join('')}"/>`
  // Words keep their column, whatever the width of a character in the reader's font.
  const words = [...line.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => {
    const x = (MARGIN + index * CELL.width).toFixed(1)
    const length = (text.length * CELL.width).toFixed(1)
    return `<text x="${x}" y="${top + 13}" textLength="${length}"${row === 0 ? ' class="dim"' : ''}>${escaped(text)}</text>`
  })
  return words.join('')
}

function dotsOf(character, x, y) {
  const bits = character.codePointAt(0) - 0x2800
  if (bits <= 0 || bits > 0xff) return []
  return DOTS.filter((_, k) => (bits >> k) & 1).map(([column, row]) => {
    return `M${(x + column * 4.2).toFixed(1)} ${(y + row * 4.5).toFixed(1)}h3.6v3.9h-3.6z`
  })
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
