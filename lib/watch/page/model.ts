// What the browser knows of the runs: filled by the events of the server, read by charts.ts and panels.ts.
import type { Message } from '../board.ts'
import type { PageEvent, PointsEvent, RunEvent } from '../events.ts'
import { type Curve, thin } from '../series.ts'

/** Points that a curve holds in the browser before every four become two. */
const MOST = 8192

export interface Run {
  readonly id: number
  name: string
  step: number
  epoch: number
  wallTime: number
  current: RunEvent['current']
  readonly curves: Map<string, Curve>
  messages: readonly Message[]
  /** Whether its curves are drawn. */
  shown: boolean
}

export class Model {
  runs = new Map<number, Run>()

  /** A new connection sends everything again. What the user has hidden stays hidden. */
  begin(): void {
    this.#hidden = new Set([...this.runs.values()].filter(({ shown }) => !shown).map(({ name }) => name))
    this.runs = new Map()
  }

  #hidden = new Set<string>()

  apply(event: PageEvent): void {
    const run = this.#run(event.run)
    if (event.kind === 'messages') run.messages = event.messages
    else if (event.kind === 'points') addPoints(run.curves, event)
    else {
      const { name, step, epoch, wallTime, current } = event
      if (run.name === '') run.shown = !this.#hidden.has(name)
      Object.assign(run, { name, step, epoch, wallTime, current })
    }
  }

  #run(id: number): Run {
    let run = this.runs.get(id)
    if (run === undefined) {
      run = { id, name: '', step: 0, epoch: 0, wallTime: 0, current: {}, curves: new Map(), messages: [], shown: true }
      this.runs.set(id, run)
    }
    return run
  }

  /** Runs with a name, the first one first. */
  get named(): Run[] {
    return [...this.runs.values()].filter(({ name }) => name !== '')
  }
}

function addPoints(curves: Map<string, Curve>, { tag, reset, steps, values }: PointsEvent): void {
  const old = reset ? undefined : curves.get(tag)
  const numbers = values.map((value) => value ?? Number.NaN)
  if (reset && steps.length === 0) {
    curves.delete(tag)
    return
  }
  const curve = { steps: [...(old?.steps ?? []), ...steps], values: [...(old?.values ?? []), ...numbers] }
  const { length } = curve.steps
  curves.set(tag, length > MOST ? thin(curve, 0, length, MOST >> 2) : curve)
}
