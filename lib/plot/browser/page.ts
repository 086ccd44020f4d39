// The script of an HTML file: draws the panels of its figures, in the colors of the system, again when they change, and turns
// surfaces. codegen/pages.mjs makes lib/plot/gen/browser.ts of it. It sees of the browser only what dom.ts declares.
import { colorOf, ramp, THEMES } from '../colors.ts'
import { optionOf } from '../draw/option.ts'
import { project, START } from '../draw/surface.ts'
import type { Figure, Panel } from '../figure.ts'
import type { Chart, Element, Input } from './dom.ts'
import { zoomable } from './zoom.ts'

declare const document: {
  getElementById(id: string): Element
  querySelectorAll(selector: string): Iterable<Element>
  createElement(name: 'canvas'): Element
}
declare const window: { devicePixelRatio: number; addEventListener(type: string, listener: () => void): void }
declare const matchMedia: (query: string) => { matches: boolean; addEventListener(type: string, run: () => void): void }
declare const requestAnimationFrame: (run: () => void) => void
declare const echarts: { init(element: Element): Chart }

const figures = JSON.parse(document.getElementById('figures').textContent) as Figure[]
const dark = matchMedia('(prefers-color-scheme: dark)')
const theme = () => THEMES[dark.matches ? 'dark' : 'light']
// The part of the steps of each figure that is shown, and what draws it.
const parts = figures.map(() => 1)
const drawers: (() => void)[][] = figures.map(() => [])

function chart(place: Element, panel: Panel, figure: number): () => void {
  const instance = echarts.init(place)
  const draw = (): void => {
    const { clientWidth: width, clientHeight: height } = place
    // It draws the whole chart, which setOption does as well.
    if (instance.getWidth() !== width || instance.getHeight() !== height) instance.resize()
    const { legend, ...option } = optionOf(shown(), theme(), { width, height }, parts[figure])
    // What the reader has switched off stays off.
    const selected = instance.getOption()?.legend?.[0]?.selected ?? {}
    instance.setOption({ ...option, legend: { ...(legend as object), selected } }, true)
  }
  const shown = zoomable(place, instance, panel, draw)
  return draw
}

function surface(place: Element, panel: Panel): () => void {
  const canvas = document.createElement('canvas')
  place.append(canvas)
  let view = START
  const draw = (): void => paint(canvas, panel, view)
  const turn = (yaw: number, pitch: number): void => {
    view = { yaw: view.yaw + yaw, pitch: Math.max(-0.2, Math.min(1.5, view.pitch + pitch)) }
    place.setAttribute('data-view', `${view.yaw.toFixed(2)} ${view.pitch.toFixed(2)}`)
    draw()
  }
  let from: Input | null = null
  canvas.addEventListener('pointerdown', (event) => {
    from = event
    canvas.setPointerCapture(event.pointerId)
  })
  canvas.addEventListener('pointerup', () => {
    from = null
  })
  canvas.addEventListener('pointermove', (event) => {
    if (from === null) return
    turn((event.clientX - from.clientX) / 150, (event.clientY - from.clientY) / 150)
    from = event
  })
  const keys: Record<string, [number, number]> = {
    ArrowLeft: [-0.1, 0],
    ArrowRight: [0.1, 0],
    ArrowUp: [0, 0.1],
    ArrowDown: [0, -0.1]
  }
  place.addEventListener('keydown', (event) => {
    const by = keys[event.key]
    if (by === undefined) return
    event.preventDefault()
    turn(...by)
  })
  return draw
}

function paint(canvas: Element, panel: Panel, view: typeof START): void {
  const [width, height, density] = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio]
  canvas.width = width * density
  canvas.height = height * density
  const pen = canvas.getContext('2d')
  const colors = theme()
  pen.scale(density, density)
  pen.fillStyle = colors.background
  pen.fillRect(0, 0, width, height)
  pen.lineJoin = 'round'
  const { pieces, words } = project(panel, view, width, height)
  for (const { points, share, color } of pieces) {
    pen.beginPath()
    for (const [k, [x, y]] of points.entries()) k === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)
    if (share !== undefined) {
      pen.closePath()
      pen.fillStyle = ramp(share)
      pen.fill()
    }
    pen.strokeStyle = share !== undefined ? ramp(share) : color === undefined ? colors.axis : colorOf(colors, color)
    pen.lineWidth = color === undefined ? 0.6 : 2.5
    pen.stroke()
  }
  pen.fillStyle = colors.axis
  pen.font = '12px sans-serif'
  pen.textAlign = 'center'
  for (const { text, at } of words) pen.fillText(text, ...at)
  pen.fillStyle = colors.text
  pen.font = 'bold 14px sans-serif'
  pen.fillText(panel.title, width / 2, 20)
}

for (const place of document.querySelectorAll('.panel')) {
  const k = Number(place.dataset.figure)
  const panel = figures[k]!.panels[Number(place.dataset.panel)]!
  drawers[k]!.push(panel.surface === undefined ? chart(place, panel, k) : surface(place, panel))
}
const drawAll = (): void => {
  for (const list of drawers) for (const draw of list) draw()
}
drawAll()
dark.addEventListener('change', drawAll)
window.addEventListener('resize', drawAll)

for (const bar of document.querySelectorAll('.play')) {
  const k = Number(bar.dataset.play)
  const slider = bar.querySelector('input')
  let running = false
  const show = (value: number): void => {
    slider.value = String(value)
    parts[k] = value / 1000
    for (const draw of drawers[k]!) draw()
  }
  const run = (): void => {
    if (!running) return
    const value = Number(slider.value) + 5
    show(Math.min(1000, value))
    running = value < 1000
    requestAnimationFrame(run)
  }
  slider.addEventListener('input', () => {
    running = false
    show(Number(slider.value))
  })
  bar.querySelector('button').addEventListener('click', () => {
    running = !running
    if (running && Number(slider.value) >= 1000) show(0)
    run()
  })
}
