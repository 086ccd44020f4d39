// The parts of the page that are text: the switches of the runs, alarms and messages, the table of current values. Called by
// main.ts.
import type { Message } from '../board.ts'
import { colorOf } from './charts.ts'
import { groupOf } from './groups.ts'
import type { Model, Run } from './model.ts'

const byId = (id: string): HTMLElement => document.getElementById(id)!

function element<K extends keyof HTMLElementTagNameMap>(name: K, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

/** A checkbox for each run. */
export class Switches {
  readonly #place = byId('runs')
  readonly #boxes = new Map<string, { box: HTMLInputElement; swatch: HTMLElement }>()
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  draw(model: Model): void {
    const runs = model.named
    for (const [k, run] of runs.entries()) {
      const { box, swatch } = this.#boxes.get(run.name) ?? this.#add(run.name, model)
      box.checked = run.shown
      // Another server may have the runs in another order.
      swatch.style.color = `var(${colorOf(k)})`
    }
    // Drops those of an earlier server; while a connection begins there are no runs yet.
    const names = new Set(runs.map(({ name }) => name))
    for (const [name, { box }] of this.#boxes) {
      if (runs.length === 0 || names.has(name)) continue
      box.parentElement!.remove()
      this.#boxes.delete(name)
    }
  }

  #add(name: string, model: Model): { box: HTMLInputElement; swatch: HTMLElement } {
    const label = element('label')
    const box = element('input')
    const swatch = element('span')
    box.type = 'checkbox'
    box.addEventListener('change', () => {
      for (const run of model.named) if (run.name === name) run.shown = box.checked
      this.#changed()
    })
    swatch.className = 'swatch'
    label.append(box, swatch, name)
    this.#place.append(label)
    this.#boxes.set(name, { box, swatch })
    return { box, swatch }
  }
}

/** Alarms and messages, the latest last. Only what is new is added, so that a screen reader says it once. */
export class Messages {
  readonly #place = byId('alarms')
  readonly #list = this.#place.querySelector('ol')!
  readonly #items = new Map<string, HTMLElement>()

  draw(model: Model): void {
    const runs = model.named
    const wanted = new Set<string>()
    for (const run of runs) {
      for (const message of run.messages) {
        const key = `${run.name}\n${message.step}\n${message.tag}\n${message.text}`
        wanted.add(key)
        if (!this.#items.has(key)) this.#add(key, run, message, runs.length > 1)
      }
    }
    for (const [key, item] of this.#items) {
      if (wanted.has(key)) continue
      item.remove()
      this.#items.delete(key)
    }
    this.#place.hidden = this.#items.size === 0
    byId('quiet').hidden = !this.#place.hidden
  }

  #add(key: string, run: Run, { step, tag, text, alarm }: Message, several: boolean): void {
    const where = several ? `${run.name}, step ${step}` : `step ${step}`
    const item = element('li', `${alarm ? 'Alarm, ' : ''}${where}, ${tag.replace('advisor/', '')}: ${text}`)
    if (alarm) item.className = 'alarm'
    const atEnd = this.#place.scrollTop + this.#place.clientHeight >= this.#place.scrollHeight - 4
    this.#list.append(item)
    if (atEnd) this.#place.scrollTop = this.#place.scrollHeight
    this.#items.set(key, item)
  }
}

/** A row for each number, a column for each run. Cells are changed, not made again: a reader keeps its place. */
export class Table {
  readonly #head = document.querySelector('thead')!
  readonly #body = document.querySelector('tbody')!
  #made = ''

  draw(model: Model): void {
    const runs = model.named.filter(({ shown }) => shown)
    const tags = [...new Set(runs.flatMap(({ current }) => Object.keys(current)))].sort(
      (a, b) => groupOf(a).order - groupOf(b).order || (a < b ? -1 : 1)
    )
    const rows = [
      ['step', ...runs.map(({ step }) => String(step))],
      ['epoch', ...runs.map(({ epoch }) => String(epoch))],
      ['last record', ...runs.map(({ wallTime }) => new Date(wallTime * 1000).toLocaleTimeString())],
      ...tags.map((tag) => [tag, ...runs.map(({ current }) => cell(tag, current[tag]))])
    ]
    const made = JSON.stringify([runs.map(({ name }) => name), tags])
    if (made !== this.#made) this.#make(runs, rows)
    this.#made = made
    for (const [r, row] of rows.entries()) {
      const { cells } = this.#body.rows[r]!
      for (const [c, text] of row.entries()) if (cells[c]!.textContent !== text) cells[c]!.textContent = text
    }
  }

  #make(runs: readonly Run[], rows: readonly string[][]): void {
    const head = element('tr')
    head.append(header('col', 'number'), ...runs.map(({ name }) => header('col', name)))
    this.#head.replaceChildren(head)
    this.#body.replaceChildren(
      ...rows.map(([name, ...values]) => {
        const row = element('tr')
        row.append(header('row', name!), ...values.map((value) => element('td', value)))
        return row
      })
    )
  }
}

function header(scope: string, text: string): HTMLTableCellElement {
  const cell = element('th', text)
  cell.scope = scope
  return cell
}

function cell(tag: string, value: number | null | undefined): string {
  if (value === undefined) return ''
  return value === null ? 'not finite' : groupOf(tag).format(value)
}
