// Zooming a chart of an HTML file: the mouse draws a rectangle, a double click shows all, and keys do the same. Called by
// page.ts.
import type { Axis, Panel } from '../figure.ts'
import { place as placeOn, valueAt } from '../scales.ts'
import type { Chart, Element, Input } from './dom.ts'

declare const document: { createElement(name: 'div'): Element }

type Range = readonly [from: number, to: number]
/** Ranges of both axes as places: on a logarithmic axis those of the logarithms. */
type Part = readonly [x: Range, y: Range]
type Pixel = readonly [x: number, y: number]

/** The smallest part of an axis that is shown. */
const LEAST = 0.01
/** Pixels of a drag that mean this direction; less is a click, or a drag along the other axis. */
const DRAG = 8

const rangeOf = (axis: Axis): Range => [placeOn(axis, axis.from)!, placeOn(axis, axis.to)!]
const free = ({ names }: Axis): boolean => names === undefined

// A part within the whole range, of at least the smallest length.
function inside([from, to]: Range, whole: Range): Range {
  const all = whole[1] - whole[0]
  const length = Math.min(all, Math.max(to - from, LEAST * all))
  const start = Math.min(Math.max((from + to - length) / 2, whole[0]), whole[1] - length)
  return [start, start + length]
}

const scaled = ([from, to]: Range, factor: number): Range => {
  const [center, half] = [(from + to) / 2, ((to - from) / 2) * factor]
  return [center - half, center + half]
}
const moved = ([from, to]: Range, share: number): Range => [from + share * (to - from), to + share * (to - from)]

// What each key does to the ranges.
const KEYS: Record<string, (part: Part) => Part> = {
  '+': ([x, y]) => [scaled(x, 0.5), scaled(y, 0.5)],
  '=': ([x, y]) => [scaled(x, 0.5), scaled(y, 0.5)],
  '-': ([x, y]) => [scaled(x, 2), scaled(y, 2)],
  ArrowLeft: ([x, y]) => [moved(x, -0.1), y],
  ArrowRight: ([x, y]) => [moved(x, 0.1), y],
  ArrowUp: ([x, y]) => [x, moved(y, 0.1)],
  ArrowDown: ([x, y]) => [x, moved(y, -0.1)]
}

/** Listens to mouse and keys; returns what gives the panel with the ranges that are shown now. Axes of words stay whole. */
export function zoomable(place: Element, chart: Chart, panel: Panel, draw: () => void): () => Panel {
  const whole: Part = [rangeOf(panel.x), rangeOf(panel.y)]
  let part = whole
  const show = (next: Part): void => {
    part = [free(panel.x) ? inside(next[0], whole[0]) : whole[0], free(panel.y) ? inside(next[1], whole[1]) : whole[1]]
    place.setAttribute(
      'data-part',
      part
        .flat()
        .map((v) => v.toPrecision(4))
        .join(' ')
    )
    draw()
  }
  if (free(panel.x) || free(panel.y)) {
    dragged(place, chart, (from, to) => {
      const [a, b] = [chart.convertFromPixel('grid', from), chart.convertFromPixel('grid', to)]
      const along = (k: 0 | 1): Range =>
        Math.abs(to[k] - from[k]) < DRAG ? part[k] : [Math.min(a[k], b[k]), Math.max(a[k], b[k])]
      show([along(0), along(1)])
    })
    place.addEventListener('dblclick', () => show(whole))
    place.addEventListener('keydown', (event) => {
      const next = event.key === '0' || event.key === 'Escape' ? whole : KEYS[event.key]?.(part)
      if (next === undefined) return
      event.preventDefault()
      show(next)
    })
  }
  const axis = (own: Axis, [from, to]: Range): Axis => ({ ...own, from: valueAt(own, from), to: valueAt(own, to) })
  return () => (part === whole ? panel : { ...panel, x: axis(panel.x, part[0]), y: axis(panel.y, part[1]) })
}

// Shows the rectangle while it is drawn, and calls back with its corners.
function dragged(place: Element, chart: Chart, done: (from: Pixel, to: Pixel) => void): void {
  const box = document.createElement('div')
  box.className = 'drag'
  box.hidden = true
  place.append(box)
  let from: Pixel | null = null
  const pixel = ({ clientX, clientY }: Input): Pixel => {
    const { left, top } = place.getBoundingClientRect()
    return [clientX - left, clientY - top]
  }
  const stop = (): void => {
    from = null
    box.hidden = true
  }
  place.addEventListener('pointerdown', (event) => {
    const at = pixel(event)
    if (event.button === 0 && chart.containPixel('grid', at)) from = at
  })
  place.addEventListener('pointermove', (event) => {
    if (from === null) return
    const at = pixel(event)
    const size = [Math.abs(at[0] - from[0]), Math.abs(at[1] - from[1])] as const
    if (box.hidden && Math.max(...size) < DRAG) return
    // Only now: a click on the legend needs its events.
    if (box.hidden) place.setPointerCapture(event.pointerId)
    box.hidden = false
    const [left, top] = [Math.min(at[0], from[0]), Math.min(at[1], from[1])]
    for (const [name, v] of Object.entries({ left, top, width: size[0], height: size[1] })) box.style[name] = `${v}px`
  })
  place.addEventListener('pointerup', (event) => {
    const [start, drawn] = [from, !box.hidden]
    stop()
    if (start !== null && drawn) done(start, pixel(event))
  })
  place.addEventListener('pointercancel', stop)
}
