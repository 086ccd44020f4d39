// A figure as an SVG file: the chart library draws each panel, surfaces are our own patches. Called by picture.ts.
import { escapeXml } from '../../util/escape.ts'
import { colorOf, ramp, THEMES, type Theme } from '../colors.ts'
import type { Figure, Panel } from '../figure.ts'
import { loadCharts } from './charts.ts'
import { optionOf } from './option.ts'
import { project, START } from './surface.ts'

/** The part of the library that is used. */
export interface Charts {
  init(
    element: null,
    theme: null,
    options: { renderer: 'svg'; ssr: true; width: number; height: number }
  ): { setOption(option: object): void; renderToSVGString(): string; dispose(): void }
}

const [WIDTH, HEIGHT] = [560, 420]

/** The file. */
export async function svgOf(figure: Figure, name: 'light' | 'dark'): Promise<string> {
  const theme = THEMES[name]
  const { panels, title } = figure
  const columns = Math.min(figure.columns, panels.length)
  const rows = Math.ceil(panels.length / columns)
  const charts = panels.some(({ surface }) => surface === undefined) ? await loadCharts('Picture.toSVG') : null
  const parts = panels.map((panel, k) => {
    const inner = panel.surface === undefined ? chart(charts!, panel, theme, k) : surface(panel, theme)
    const [x, y] = [(k % columns) * WIDTH, Math.floor(k / columns) * HEIGHT]
    return `<svg x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}">\n${inner}</svg>\n`
  })
  const [width, height] = [columns * WIDTH, rows * HEIGHT]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<rect width="${width}" height="${height}" fill="${theme.background}"/>
${parts.join('')}</svg>
`
}

// Without what counts the charts of this process, and what only the library's own page code reads.
function chart(charts: Charts, panel: Panel, theme: Theme, k: number): string {
  const instance = charts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  try {
    instance.setOption(optionOf(panel, theme, { width: WIDTH, height: HEIGHT }))
    return instance
      .renderToSVGString()
      .replace(/^<svg[^>]*>\n?|<style[\s\S]*?<\/style>\n?|<\/svg>\s*$/g, '')
      .replace(/ (class|ecmeta_\w+)="[^"]*"| pointer-events="visible"/g, '')
      .replace(/\bzr\d+-(\w+)/g, `p${k}-$1`)
  } finally {
    instance.dispose()
  }
}

function surface(panel: Panel, theme: Theme): string {
  const { pieces, words } = project(panel, START, WIDTH, HEIGHT)
  const lines = pieces.map(({ points, share, color }) => {
    if (share !== undefined) return `<path d="${pathOf(points)}Z" fill="${ramp(share)}" stroke="${ramp(share)}"/>\n`
    const [stroke, width] = color === undefined ? [theme.axis, 0.7] : [colorOf(theme, color), 2.5]
    return `<path d="${pathOf(points)}" fill="none" stroke="${stroke}" stroke-width="${width}"/>\n`
  })
  const texts = [
    ...words.map(({ text, at: [x, y] }) => ({ text, x, y, size: 11, fill: theme.axis })),
    { text: panel.title, x: WIDTH / 2, y: 20, size: 14, fill: theme.text }
  ]
  const written = texts.map(
    ({ text, x, y, size, fill }) =>
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" font-family="sans-serif" font-size="${size}" fill="${fill}">${escapeXml(text)}</text>\n`
  )
  return `<g stroke-width="0.5" stroke-linecap="round" stroke-linejoin="round">\n${lines.join('')}</g>\n${written.join('')}`
}

// Tenths of pixels, each place relative to the one before: there are many.
function pathOf(points: readonly (readonly [number, number])[]): string {
  const tenths = points.map((point) => point.map((v) => Math.round(10 * v)) as [number, number])
  const written = tenths.map(([x, y], k) => {
    const [a, b] = k === 0 ? [0, 0] : tenths[k - 1]!
    return `${(x - a) / 10} ${(y - b) / 10}`
  })
  return `M${written.join('l')}`
}
