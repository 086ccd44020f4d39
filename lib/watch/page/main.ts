// The script of the live page: takes the events of the server and draws, a few times a second at most.
import type { PageEvent } from '../events.ts'
import { Charts } from './charts.ts'
import { Model } from './model.ts'
import { Messages, Switches, Table } from './panels.ts'

const EVERY = 200

const model = new Model()
const charts = new Charts(document.getElementById('charts')!)
const switches = new Switches(() => soon())
const messages = new Messages()
const table = new Table()
const status = document.getElementById('status')!
const logarithmic = document.getElementById('logarithmic') as HTMLInputElement
const smoothing = document.getElementById('smoothing') as HTMLInputElement

let waiting = false
let drawn = 0

function soon(): void {
  if (waiting) return
  waiting = true
  setTimeout(() => requestAnimationFrame(draw), Math.max(0, drawn + EVERY - performance.now()))
}

function draw(): void {
  waiting = false
  switches.draw(model)
  charts.draw(model, { logarithmic: logarithmic.checked, smoothing: Number(smoothing.value) })
  messages.draw(model)
  table.draw(model)
  drawn = performance.now()
}

function say(text: string): void {
  if (status.textContent !== text) status.textContent = text
}

// What scrolls must be reachable by keyboard; not every browser provides that.
for (const id of ['alarms', 'values']) document.getElementById(id)!.tabIndex = 0

const source = new EventSource('events')
source.onopen = () => {
  model.begin()
  say('Live, no run yet')
}
source.onerror = () => say('Connection lost, trying again')
source.onmessage = ({ data }) => {
  model.apply(JSON.parse(data) as PageEvent)
  const { length } = model.named
  if (length > 0) say(`Live, ${length} ${length === 1 ? 'run' : 'runs'}`)
  soon()
}

logarithmic.addEventListener('change', soon)
smoothing.addEventListener('input', soon)
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.repaint())
