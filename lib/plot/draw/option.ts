// The option object of the chart library for a panel, the same for SVG files and in the HTML file, whose script this is part of.
// Called by svg.ts and by browser/page.ts.
import { escapeXml } from '../../util/escape.ts'
import { colorOf, inkOn, inkOver, ramp, type Theme } from '../colors.ts'
import type { Areas, Band, Boxes, Line, Mark, Panel, Points, Scale } from '../figure.ts'
import { digits, place, share, ticks, valueAt } from '../scales.ts'
import { thin, within } from './thin.ts'

/** What the library passes to a custom series: from a place on the axes to pixels. */
interface Api {
  coord(at: readonly [number, number]): [number, number]
}
type Json = Record<string, unknown>

interface Drawing {
  readonly panel: Panel
  readonly theme: Theme
  /** The part of the lines that move, 0 to 1. */
  readonly until: number
}

/** Room around a panel's axes, in pixels. */
function roomOf(panel: Panel, width: number): { left: number; right: number; top: number; bottom: number } {
  const longest = Math.max(...ticks(panel.y).map(({ text }) => text.length))
  const legend = legendNames(panel)
  const perRow = Math.max(1, Math.floor((width - 40) / (45 + 7 * Math.max(1, ...legend.map((name) => name.length)))))
  return {
    left: Math.min(width * 0.4, 36 + 7 * longest),
    right: panel.scale === undefined ? 24 : 84,
    top: 40 + 22 * Math.ceil(legend.length / perRow),
    bottom: 48
  }
}

/** The option object. */
export function optionOf(panel: Panel, theme: Theme, size: { width: number; height: number }, until = 1): Json {
  const room = roomOf(panel, size.width)
  const drawing = { panel, theme, until }
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: 'sans-serif', color: theme.text },
    title: {
      text: panel.title,
      left: 'center',
      top: 8,
      textStyle: { fontSize: 14, fontWeight: 'bold', color: theme.text }
    },
    legend: {
      top: 32,
      data: legendNames(panel).map((name) => legendItem(panel, name, theme)),
      itemWidth: 16,
      itemHeight: 5,
      itemGap: 16,
      selectedMode: true,
      textStyle: { color: theme.text },
      inactiveColor: theme.axis,
      itemStyle: { borderWidth: 0 }
    },
    grid: { ...room, containLabel: false },
    xAxis: axis(panel, 'x', theme, size.width - room.left - room.right),
    yAxis: axis(panel, 'y', theme, size.height - room.top - room.bottom),
    tooltip: tooltip(panel, theme),
    graphic: panel.scale === undefined ? [] : colorBar(panel.scale, theme, size, room),
    series: panel.marks.flatMap((mark) => seriesOf(mark, drawing))
  }
}

/** More lines than this are not read together. */
const TOGETHER = 12

// Curves over one axis show all their values at the place of the mouse; anything else what is under the mouse.
function tooltip(panel: Panel, theme: Theme): Json {
  const { marks, x } = panel
  const lines = marks.filter(({ kind }) => kind === 'line')
  const curves = marks.every(({ kind }) => kind === 'line' || kind === 'points' || kind === 'band')
  const together = curves && lines.length > 0 && lines.length <= TOGETHER && x.names === undefined
  const look = { confine: true, backgroundColor: theme.background, textStyle: { color: theme.text } }
  if (!together) return { trigger: 'item', ...look }
  return {
    trigger: 'axis',
    ...look,
    axisPointer: { type: 'line', lineStyle: { color: theme.axis } },
    formatter: (hits: { seriesName: string; value: (number | null)[] }[]) => valuesAt(panel, hits)
  }
}

function valuesAt(panel: Panel, hits: readonly { seriesName: string; value: (number | null)[] }[]): string {
  const at = `${panel.x.label} ${digits(valueAt(panel.x, hits[0]!.value[0]!))}`
  // Points on a line have its value.
  const values = new Map(hits.map(({ seriesName, value: [, y] }) => [seriesName, y]))
  const named = [...values].filter(([name, y]) => name !== '' && y !== null && y !== undefined)
  const texts = named.map(([name, y]) => `${name}: ${digits(valueAt(panel.y, y!))}`)
  return [at, ...(texts.length > 0 ? texts : hits.slice(0, 1).map(({ value }) => digits(valueAt(panel.y, value[1]!))))]
    .map(escapeXml)
    .join('<br>')
}

/** Names for the legend: of lines and points, once each. */
function legendNames({ marks }: Panel): string[] {
  const shown = marks.filter((m) => (m.kind === 'line' && m.faint !== true) || m.kind === 'points')
  const colored = marks.filter((m) => m.kind === 'boxes' && m.boxes.every(({ color }) => color !== undefined))
  const all = [...shown, ...(colored.length > 1 ? colored : [])]
  return [...new Set(all.map(({ name }) => name))].filter((name) => name !== '')
}

// A star is white with an edge, which would not show here.
function legendItem({ marks }: Panel, name: string, theme: Theme): Json {
  const points = marks.find((m): m is Points => m.kind === 'points' && m.name === name)
  const icon = points === undefined ? 'roundRect' : SHAPES[points.shape === 'star' ? 'star' : 'dot']
  return { name, icon, ...(points?.shape === 'star' ? { itemStyle: { color: theme.text } } : {}) }
}

function axis(panel: Panel, name: 'x' | 'y', theme: Theme, length: number): Json {
  const own = panel[name]
  const count = Math.max(2, Math.min(8, Math.floor(length / (name === 'x' ? 70 : 40))))
  const list = ticks(own, count)
  const at = list.map(({ value }) => place(own, value)!)
  const longest = Math.max(0, ...list.map(({ text }) => text.length))
  const texts = new Map(at.map((v, k) => [v, list[k]!.text]))
  const lines = own.names === undefined
  return {
    type: 'value',
    min: place(own, own.from),
    max: place(own, own.to),
    name: own.label,
    nameLocation: 'middle',
    nameGap: name === 'x' ? 30 : 16 + 7 * longest,
    nameTextStyle: { color: theme.axis },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    axisTick: { show: lines, customValues: at, lineStyle: { color: theme.axis } },
    axisLabel: {
      customValues: at,
      color: theme.axis,
      hideOverlap: true,
      formatter: (value: number): string => texts.get(value) ?? digits(valueAt(own, value))
    },
    splitLine: { show: lines, customValues: at, lineStyle: { color: theme.grid } }
  }
}

function seriesOf(mark: Mark, drawing: Drawing): Json[] {
  switch (mark.kind) {
    case 'line':
      return lineSeries(mark, drawing)
    case 'points':
      return pointSeries(mark, drawing)
    case 'band':
      return [bandSeries(mark, drawing)]
    case 'areas':
      return [areaSeries(mark, drawing)]
    case 'boxes':
      return [boxSeries(mark, drawing)]
  }
}

// Places of points, without those that have none on these axes; a gap in a line stays a gap.
function placed(
  panel: Panel,
  x: Points['x'],
  y: Points['y'],
  gaps: boolean
): (readonly [number | null, number | null])[] {
  const list = x.map((value, k) => [place(panel.x, value), place(panel.y, y[k])] as const)
  return list.filter(([a, b]) => a !== null && (gaps || b !== null))
}

const note = (panel: Panel, name: string, [x, y]: readonly (number | null)[]): string =>
  [
    name,
    `${panel.x.label}: ${panel.x.names?.[Math.round(x!)] ?? digits(valueAt(panel.x, x!))}`,
    `${panel.y.label}: ${y === null ? '-' : digits(valueAt(panel.y, y!))}`
  ]
    .map(escapeXml)
    .join('<br>')

function lineSeries(line: Line, { panel, theme, until }: Drawing): Json[] {
  const color = line.value === undefined ? colorOf(theme, line.color) : ramp(share(panel.scale!, line.value))
  const count = line.moves ? Math.max(1, Math.ceil(line.x.length * until)) : line.x.length
  const all = placed(panel, line.x.slice(0, count), line.y.slice(0, count), true)
  const data = thin(within(all, place(panel.x, panel.x.from)!, place(panel.x, panel.x.to)!))
  const base = {
    type: 'line',
    data,
    name: line.name,
    showSymbol: data.length === 1,
    symbolSize: 5,
    clip: true,
    tooltip: { formatter: ({ value }: { value: (number | null)[] }) => note(panel, line.name, value) }
  }
  const style = { color, width: line.faint ? 1 : 2, opacity: line.faint ? 0.35 : 1, type: line.dash ? [6, 4] : 'solid' }
  const own = { ...base, lineStyle: style, itemStyle: { color } }
  if (!line.halo) return [own]
  return [
    {
      ...base,
      name: `${line.name} edge`,
      silent: true,
      lineStyle: { color: theme.background, width: 4.5, opacity: 0.9 }
    },
    own
  ]
}

const SHAPES = {
  dot: 'circle',
  ring: 'emptyCircle',
  star: 'path://M0 -10L2.9 -3.1L9.5 -3.1L4.2 1.2L6.2 8.1L0 4L-6.2 8.1L-4.2 1.2L-9.5 -3.1L-2.9 -3.1Z'
}
const SIZES = { dot: 7, ring: 9, star: 15 }

function pointSeries(points: Points, { panel, theme }: Drawing): Json[] {
  const color = colorOf(theme, points.color)
  return [
    {
      type: 'scatter',
      name: points.name,
      data: placed(panel, points.x, points.y, false),
      symbol: SHAPES[points.shape],
      symbolSize: SIZES[points.shape],
      clip: true,
      z: 5,
      itemStyle:
        points.shape === 'star'
          ? { color: theme.background, opacity: 1, borderColor: theme.text, borderWidth: 1 }
          : { color, opacity: 1, borderColor: theme.background, borderWidth: points.shape === 'ring' ? 0 : 1 },
      tooltip: {
        formatter: ({ value }: { value: number[] }) => note(panel, points.name, value)
      }
    }
  ]
}

// A custom series of one item, which draws itself from the api.
const custom = (name: string, render: (api: Api) => unknown[]): Json => ({
  type: 'custom',
  name,
  clip: true,
  silent: true,
  tooltip: { show: false },
  data: [[0, 0]],
  renderItem: (_: unknown, api: Api) => ({ type: 'group', children: render(api) })
})

const round = (v: number): string => String(Math.round(v * 10) / 10)
const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points.length === 0 ? '' : `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`

function bandSeries(band: Band, { panel, theme }: Drawing): Json {
  const upper = placed(panel, band.x, band.high, false) as [number, number][]
  const lower = (placed(panel, band.x, band.low, false) as [number, number][]).reverse()
  const color = colorOf(theme, band.color)
  return custom(band.name, (api) => [
    {
      type: 'path',
      shape: { pathData: pathOf([...upper, ...lower].map((at) => api.coord(at))) },
      style: { fill: color, opacity: 0.2 }
    }
  ])
}

function areaSeries({ name, areas }: Areas, { panel }: Drawing): Json {
  return custom(name, (api) =>
    areas.map(({ level, rings }) => {
      const paths = rings.map((ring) => {
        const at = Array.from({ length: ring.length / 2 }, (_, k): [number, number] =>
          api.coord([place(panel.x, ring[2 * k]!)!, place(panel.y, ring[2 * k + 1]!)!])
        )
        return pathOf(at)
      })
      const fill = ramp(share(panel.scale!, level))
      return { type: 'path', shape: { pathData: paths.join('') }, style: { fill, stroke: '#00000022', lineWidth: 0.6 } }
    })
  )
}

function boxSeries({ name, boxes }: Boxes, { panel, theme }: Drawing): Json {
  return {
    type: 'custom',
    name,
    clip: true,
    data: boxes.map((_, k) => [0, 0, k]),
    itemStyle: { color: colorOf(theme, boxes[0]?.color ?? 0) },
    tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => escapeXml(boxes[dataIndex]!.note) },
    renderItem: ({ dataIndex }: { dataIndex: number }, api: Api) => {
      const box = boxes[dataIndex]!
      const [left, bottom] = api.coord([place(panel.x, box.x[0])!, place(panel.y, box.y[0])!])
      const [right, top] = api.coord([place(panel.x, box.x[1])!, place(panel.y, box.y[1])!])
      const shape = {
        x: Math.min(left, right),
        y: Math.min(top, bottom),
        width: Math.abs(right - left),
        height: Math.abs(bottom - top)
      }
      const at = box.color === undefined ? share(panel.scale!, box.value) : null
      const fill = box.color === undefined ? ramp(at) : colorOf(theme, box.color)
      const fits = box.label !== undefined && 6.5 * box.label.length + 4 <= shape.width && shape.height >= 12
      const ink = box.color === undefined ? inkOn(at) : inkOver(fill)
      return {
        type: 'rect',
        shape,
        style: { fill, stroke: theme.background, lineWidth: 0.5 },
        ...(fits
          ? { textContent: { style: { text: box.label, fill: ink, fontSize: 11 } }, textConfig: { position: 'inside' } }
          : {})
      }
    }
  }
}

// A strip of the ramp at the right edge, with the ends of the scale and its label.
function colorBar(
  scale: Scale,
  theme: Theme,
  { width, height }: { width: number; height: number },
  { top, bottom, right }: { top: number; bottom: number; right: number }
): Json[] {
  const [x, length] = [width - right + 14, height - top - bottom]
  const colorStops = Array.from({ length: 10 }, (_, k) => ({ offset: k / 9, color: ramp(1 - k / 9) }))
  const bar = {
    type: 'rect',
    shape: { x, y: top, width: 12, height: length },
    style: { fill: { type: 'linear', x: 0, y: 0, x2: 0, y2: 1, colorStops } },
    silent: true
  }
  const words = ticks(scale, 5).map(({ value, text }) => ({
    type: 'text',
    silent: true,
    style: {
      text,
      x: x + 16,
      y: top + length * (1 - share(scale, value)!),
      fill: theme.axis,
      fontSize: 11,
      textVerticalAlign: 'middle'
    }
  }))
  const label = {
    type: 'text',
    silent: true,
    style: { text: scale.label, x: x + 6, y: top - 16, fill: theme.axis, fontSize: 11, textAlign: 'center' }
  }
  return [bar, ...words, label]
}
