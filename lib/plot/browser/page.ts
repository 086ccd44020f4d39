// The script of an HTML file: draws the panels of its figures, in the colors of the system, again when they change, and turns
// surfaces. codegen/pages.mjs makes lib/plot/gen/browser.ts of it. It sees of the browser only what is declared here.
import { colorOf, ramp, THEMES } from '../colors.ts'
import { optionOf } from '../draw/option.ts'
import { project, START } from '../draw/surface.ts'
import type { Figure, Panel } from '../figure.ts'

interface Painter {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  lineJoin: string
  font: string
  textAlign: string
  scale(x: number, y: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  closePath(): void
  fill(): void
  stroke(): void
  fillText(text: string, x: number, y: number): void
}
interface Input {
  readonly key: string
  readonly clientX: number
  readonly clientY: number
  readonly pointerId: number
  preventDefault(): void
}
interface Element {
  readonly dataset: Record<string, string>
  readonly clientWidth: number
  readonly clientHeight: number
  textContent: string
  value: string
  width: number
  height: number
  tabIndex: number
  append(child: Element): void
  getContext(kind: '2d'): Painter
  setPointerCapture(id: number): void
  setAttribute(name: string, value: string): void
  addEventListener(type: string, listener: (event: Input) => void): void
  querySelector(selector: string): Element
}
declare const document: {
  getElementById(id: string): Element
  querySelectorAll(selector: string): Iterable<Element>
  createElement(name: 'canvas'): Element
}
declare const window: { devicePixelRatio: number; addEventListener(type: string, listener: () => void): void }
declare const matchMedia: (query: string) => { matches: boolean; addEventListener(type: string, run: () => void): void }
declare const requestAnimationFrame: (run: () => void) => void
declare const echarts: {
  init(element: Element): {
    setOption(option: object, clear: boolean): void
    resize(): void
    getWidth(): number
    getHeight(): number
  }
}

const figures = JSON.parse(document.getElementById('figures').textContent) as Figure[]
const dark = matchMedia('(prefers-color-scheme: dark)')
const theme = () => THEMES[dark.matches ? 'dark' : 'light']
// The part of the steps of each figure that is shown, and what draws it.
const parts = figures.map(() => 1)
const drawers: (() => void)[][] = figures.map(() => [])

function chart(place: Element, panel: Panel, figure: number): () => void {
  const instance = echarts.init(place)
  return () => {
    const { clientWidth: width, clientHeight: height } = place
    // It draws the whole chart, which setOption does as well.
    if (instance.getWidth() !== width || instance.getHeight() !== height) instance.resize()
    instance.setOption(optionOf(panel, theme(), { width, height }, parts[figure]), true)
  }
}

function surface(place: Element, panel: Panel): () => void {
  const canvas = document.createElement('canvas')
  canvas.tabIndex = 0
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
  canvas.addEventListener('keydown', (event) => {
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
