// What the browser knows of the runs: filled by the events of the server, read by charts.ts and panels.ts.
import { thin } from '../series.ts'

/** Points that a curve holds in the browser before each four become two. */
const MOST = 8192

/** A curve; NaN where the number was not finite. */
export interface Curve {
  steps: number[]
  values: number[]
}

export interface Message {
  readonly id: number
  readonly step: number
  readonly tag: string
  readonly text: string
  readonly alarm: boolean
}

export interface Run {
  readonly id: number
  name: string
  step: number
  epoch: number
  wallTime: number
  current: Record<string, number | null>
  readonly curves: Map<string, Curve>
  messages: readonly Message[]
  /** Whether its curves are drawn. */
  shown: boolean
}

export type PageEvent =
  | {
      kind: 'points'
      run: number
      tag: string
      reset: boolean
      steps: number[]
      values: (number | null)[]
    }
  | { kind: 'messages'; run: number; messages: Message[] }
  | {
      kind: 'run'
      run: number
      name: string
      step: number
      epoch: number
      wallTime: number
      current: Record<string, number | null>
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

type PointsEvent = Extract<PageEvent, { kind: 'points' }>

function addPoints(curves: Map<string, Curve>, { tag, reset, steps, values }: PointsEvent): void {
  const old = reset ? undefined : curves.get(tag)
  const numbers = values.map((value) => value ?? Number.NaN)
  if (reset && steps.length === 0) {
    curves.delete(tag)
    return
  }
  const curve = { steps: [...(old?.steps ?? []), ...steps], values: [...(old?.values ?? []), ...numbers] }
  const { length } = curve.steps
  curves.set(tag, length > MOST ? (thin(curve, 0, length, MOST >> 2) as Curve) : curve)
}
