// The charts: one for each group of curves, drawn by uPlot, with a legend of buttons and a cursor for the keyboard. Called by
// main.ts.
import type uPlotType from 'uplot'
import type { Curve } from '../series.ts'
import { type Group, groupOf } from './groups.ts'
import type { Model, Run } from './model.ts'

declare const uPlot: typeof uPlotType

const HEIGHT = 220
const COLORS = 8
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 2], [14, 4], [1, 2], [6, 2, 2, 2]]

export interface View {
  readonly logarithmic: boolean
  readonly smoothing: number
}

interface Line {
  readonly run: Run
  readonly tag: string
  readonly curve: Curve
  readonly color: string
  readonly dash: number[]
  readonly label: string
}

/** The name of the k-th color of curves. */
export const colorOf = (k: number): string => `--curve-${k % COLORS}`

const styleOf = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name)

export class Charts {
  readonly #place: HTMLElement
  readonly #charts = new Map<string, Chart>()

  constructor(place: HTMLElement) {
    this.#place = place
    // Dragging zooms all charts.
    place.addEventListener('dblclick', () => {
      for (const chart of this.#charts.values()) chart.showAll()
    })
  }

  draw(model: Model, view: View): void {
    const groups = new Map<string, { group: Group; tags: Set<string> }>()
    const runs = model.named.filter(({ shown }) => shown)
    for (const run of runs) {
      for (const tag of run.curves.keys()) {
        const group = groupOf(tag)
        const known = groups.get(group.title) ?? { group, tags: new Set() }
        groups.set(group.title, known)
        known.tags.add(tag)
      }
    }
    for (const [title, chart] of this.#charts) {
      if (groups.has(title)) continue
      chart.remove()
      this.#charts.delete(title)
    }
    const order = [...groups.values()].sort((a, b) => a.group.order - b.group.order || compare(a.group, b.group))
    for (const [k, { group, tags }] of order.entries()) {
      let chart = this.#charts.get(group.title)
      if (chart === undefined) {
        chart = new Chart(group)
        this.#charts.set(group.title, chart)
      }
      if (this.#place.children[k] !== chart.element)
        this.#place.insertBefore(chart.element, this.#place.children[k] ?? null)
      chart.draw(linesOf(model, runs, [...tags].sort()), view)
    }
  }

  /** The colors of the page have changed. */
  repaint(): void {
    for (const chart of this.#charts.values()) chart.repaint()
  }
}

const compare = (a: Group, b: Group): number => (a.title < b.title ? -1 : 1)

// With one run colors are for tags, with several for runs; dashes then tell the tags apart.
function linesOf(model: Model, runs: readonly Run[], tags: readonly string[]): Line[] {
  const all = model.named
  return runs.flatMap((run) =>
    tags.flatMap((tag, t) => {
      const curve = run.curves.get(tag)
      if (curve === undefined) return []
      const color = colorOf(all.length === 1 ? t : all.indexOf(run))
      const dash = DASHES[(all.length === 1 ? Math.floor(t / COLORS) : t) % DASHES.length]!
      return [{ run, tag, curve, color, dash, label: all.length === 1 ? tag : `${run.name}: ${tag}` }]
    })
  )
}

class Chart {
  readonly element = document.createElement('figure')
  readonly #group: Group
  readonly #place = document.createElement('div')
  readonly #names = document.createElement('ul')
  readonly #read = document.createElement('output')
  readonly #hidden = new Set<string>()
  #plot: uPlotType | null = null
  // What the plot was made for: other lines or another scale need another one.
  #made = ''
  #lines: readonly Line[] = []
  #view: View = { logarithmic: false, smoothing: 0 }
  // While the user looks at a part, new points do not move it.
  #zoom: { min: number; max: number } | null = null

  constructor(group: Group) {
    this.#group = group
    const title = document.createElement('h2')
    title.textContent = group.title
    const caption = document.createElement('figcaption')
    caption.append(title)
    this.#place.className = 'plot'
    this.#place.tabIndex = 0
    this.#place.setAttribute('role', 'application')
    this.#place.setAttribute('aria-roledescription', 'chart')
    this.#place.addEventListener('keydown', (event) => this.#key(event))
    this.#names.className = 'names'
    this.#names.setAttribute('aria-label', `${group.title}: curves`)
    this.#read.setAttribute('aria-live', 'polite')
    this.element.append(caption, this.#place, this.#names, this.#read)
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#width, height: HEIGHT })).observe(this.#place)
  }

  get #width(): number {
    return Math.max(160, this.#place.clientWidth)
  }

  remove(): void {
    this.#plot?.destroy()
    this.element.remove()
  }

  repaint(): void {
    this.#plot?.redraw(false)
  }

  showAll(): void {
    this.#zoom = null
    this.#plot?.setData(this.#plot.data)
  }

  draw(lines: readonly Line[], view: View): void {
    this.#lines = lines
    this.#view = view
    const made = JSON.stringify([this.#isLogarithmic, lines.map(({ label, color, dash }) => [label, color, dash])])
    if (made !== this.#made) {
      this.#made = made
      this.#plot?.destroy()
      this.#plot = new uPlot(this.#options(), this.#data(), this.#place)
      this.#list()
    } else if (this.#zoom === null) this.#plot!.setData(this.#data())
    else {
      this.#plot!.setData(this.#data(), false)
      this.#plot!.setScale('x', this.#zoom)
    }
    this.#describe()
  }

  get #isLogarithmic(): boolean {
    return this.#view.logarithmic && this.#group.title === 'Loss'
  }

  // All curves over the union of their steps: undefined where a curve has no point, null where its number is not finite.
  #data(): uPlotType.AlignedData {
    const tables = this.#lines.map(({ curve, tag }): uPlotType.AlignedData => {
      const values =
        this.#view.smoothing > 0 && tag !== 'learningRate' ? smooth(curve.values, this.#view.smoothing) : curve.values
      const least = this.#isLogarithmic ? 0 : Number.NEGATIVE_INFINITY
      return [curve.steps, values.map((value) => (value > least ? value : null))]
    })
    return tables.length === 1 ? tables[0]! : uPlot.join(tables)
  }

  #options(): uPlotType.Options {
    const axis = { stroke: () => styleOf('--faint'), grid: { stroke: () => styleOf('--line'), width: 1 } }
    const { format } = this.#group
    return {
      width: this.#width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: true, y: false }, sync: { key: 'step' } },
      scales: { x: { time: false }, y: { distr: this.#isLogarithmic ? 3 : 1 } },
      axes: [
        { ...axis, size: 32 },
        { ...axis, size: 72, values: (_, splits) => splits.map((v) => (v === null ? '' : format(v))) }
      ],
      series: [
        { label: 'step' },
        ...this.#lines.map(({ label, color, dash }) => ({
          label,
          stroke: () => styleOf(color),
          width: 1.5,
          dash,
          show: !this.#hidden.has(label),
          points: { show: false }
        }))
      ],
      hooks: {
        setCursor: [(plot) => this.#tell(plot.cursor.idx ?? null)],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select
            if (width > 0) this.#zoom = { min: plot.posToVal(left, 'x'), max: plot.posToVal(left + width, 'x') }
          }
        ]
      }
    }
  }

  // The legend: a button for each curve.
  #list(): void {
    this.#names.replaceChildren(
      ...this.#lines.map(({ label, color, dash }, k) => {
        const button = document.createElement('button')
        button.type = 'button'
        button.append(sampleOf(color, dash), label)
        button.setAttribute('aria-pressed', String(!this.#hidden.has(label)))
        button.addEventListener('click', () => {
          const show = this.#hidden.has(label)
          if (show) this.#hidden.delete(label)
          else this.#hidden.add(label)
          button.setAttribute('aria-pressed', String(show))
          this.#plot!.setSeries(k + 1, { show })
          this.#describe()
        })
        const item = document.createElement('li')
        item.append(button)
        return item
      })
    )
  }

  // What a screen reader says of the picture.
  #describe(): void {
    const shown = this.#lines.filter(({ label }) => !this.#hidden.has(label))
    const parts = shown.slice(0, 12).map(({ label, curve }) => {
      const finite = curve.values.filter(Number.isFinite)
      const [last, step] = [finite.at(-1), curve.steps.at(-1)]
      if (last === undefined) return `${label}: no finite value`
      const low = finite.reduce((a, b) => Math.min(a, b))
      const high = finite.reduce((a, b) => Math.max(a, b))
      const { format } = this.#group
      return `${label}: ${format(last)} at step ${step}, between ${format(low)} and ${format(high)}`
    })
    const more = shown.length > 12 ? `; and ${shown.length - 12} more` : ''
    const label = `${this.#group.title} by step. ${parts.join('; ')}${more}. Arrow keys read values, plus and minus zoom, 0 shows all.`
    this.#place.setAttribute('aria-label', label)
  }

  #key(event: KeyboardEvent): void {
    const plot = this.#plot
    if (plot === null) return
    const steps = plot.data[0]
    const at = plot.cursor.idx ?? steps.length - 1
    const stride = event.shiftKey ? 10 : 1
    const moves: Record<string, number> = {
      ArrowLeft: at - stride,
      ArrowRight: at + stride,
      Home: 0,
      End: steps.length - 1
    }
    const to = moves[event.key]
    if (to !== undefined) this.#moveTo(plot, Math.max(0, Math.min(steps.length - 1, to)))
    else if (event.key === '+' || event.key === '=') this.#scale(plot, steps[at]!, 0.5)
    else if (event.key === '-') this.#scale(plot, steps[at]!, 2)
    else if (event.key === '0' || event.key === 'Escape') this.showAll()
    else return
    event.preventDefault()
  }

  #moveTo(plot: uPlotType, index: number): void {
    plot.setCursor({ left: plot.valToPos(plot.data[0][index]!, 'x'), top: HEIGHT / 3 })
    this.#tell(index)
  }

  #scale(plot: uPlotType, around: number, factor: number): void {
    const { min = 0, max = 1 } = plot.scales.x as { min?: number; max?: number }
    this.#zoom = { min: around - (around - min) * factor, max: around + (max - around) * factor }
    plot.setScale('x', this.#zoom)
  }

  // The values at the cursor.
  #tell(index: number | null): void {
    const plot = this.#plot
    const step = index === null ? undefined : plot?.data[0][index]
    if (plot === null || step === undefined) {
      this.#read.textContent = ''
      return
    }
    const values = this.#lines.flatMap(({ label }, k) => {
      const value = plot.data[k + 1]?.[index!]
      return value == null || this.#hidden.has(label) ? [] : [`${label} ${this.#group.format(value)}`]
    })
    this.#read.textContent = `step ${step}: ${values.join(', ') || 'no value'}`
  }
}

// A short piece of a curve.
function sampleOf(color: string, dash: readonly number[]): SVGElement {
  const [sample, line] = (['svg', 'line'] as const).map((name) =>
    document.createElementNS('http://www.w3.org/2000/svg', name)
  ) as [SVGSVGElement, SVGLineElement]
  for (const [name, value] of Object.entries({
    x1: '0',
    x2: '26',
    y1: '2',
    y2: '2',
    'stroke-dasharray': dash.join(' ')
  }))
    line.setAttribute(name, value)
  sample.setAttribute('aria-hidden', 'true')
  sample.style.color = `var(${color})`
  sample.append(line)
  return sample
}

// An exponential moving average that is not drawn to zero at its beginning; a gap stays one.
function smooth(values: readonly number[], weight: number): number[] {
  let [mean, sum] = [0, 0]
  return values.map((value) => {
    if (!Number.isFinite(value)) return value
    mean = weight * mean + (1 - weight) * value
    sum = weight * sum + (1 - weight)
    return mean / sum
  })
}
