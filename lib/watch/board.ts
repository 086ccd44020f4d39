// What the live page shows: runs with their curves and messages. Filled by follow.ts from logs, or by LivePage from a run;
// read by viewer.ts.
import { Series } from './series.ts'

/** Numbers and texts of a step, as loggers have them. */
export interface Entry {
  readonly step: number
  readonly epoch?: number | undefined
  /** Seconds since 1970. */
  readonly wallTime?: number | undefined
  readonly scalars?: Readonly<Record<string, number>>
  readonly texts?: Readonly<Record<string, string>>
}

/** A text of a run. Those of an Advisor and about numbers that are not finite are alarms. */
export interface Message {
  readonly id: number
  readonly step: number
  readonly tag: string
  readonly text: string
  readonly alarm: boolean
}

// Bounds of what a run holds: older messages are dropped, further names are not shown.
const MOST_MESSAGES = 200
const MOST_TAGS = 1000
// Where a record is: not curves.
const PLACES = new Set(['step', 'epoch', 'wallTime'])
// Numbers that raise an alarm when they are not finite; others, such as an update ratio of zero weights, may be NaN.
const ALARMING = /^loss$|Loss$|^gradNorm$/

export class WatchedRun {
  readonly id: number
  readonly name: string
  readonly series = new Map<string, Series>()
  /** A new array with every change. */
  messages: readonly Message[] = []
  step = 0
  epoch = 0
  wallTime = 0
  /** Changes with everything that is added. */
  revision = 0
  #count = 0
  // Numbers whose latest value is not finite.
  readonly #bad = new Set<string>()

  constructor(id: number, name: string) {
    this.id = id
    this.name = name
  }

  /** Adds what was logged. A step below the last one means that the run was resumed: what came after it is void. */
  add({ step, epoch = this.epoch, wallTime = this.wallTime, scalars = {}, texts = {} }: Entry): void {
    if (step < this.step) this.dropFrom(step)
    this.step = step
    this.epoch = epoch
    this.wallTime = wallTime
    this.revision++
    for (const tag in scalars) if (!PLACES.has(tag)) this.#scalar(step, tag, scalars[tag]!)
    for (const tag in texts) this.#say(step, tag, texts[tag]!, tag.startsWith('advisor/'))
  }

  #scalar(step: number, tag: string, value: number): void {
    let series = this.series.get(tag)
    if (series === undefined) {
      if (this.series.size >= MOST_TAGS) return
      series = new Series()
      this.series.set(tag, series)
    }
    const finite = Number.isFinite(value)
    series.add(step, finite ? value : Number.NaN)
    if (finite) this.#bad.delete(tag)
    else if (ALARMING.test(tag) && !this.#bad.has(tag)) {
      this.#bad.add(tag)
      this.#say(step, 'nonFinite', `${tag} is ${value}`, true)
    }
  }

  #say(step: number, tag: string, text: string, alarm: boolean): void {
    const message = { id: this.#count++, step, tag, text, alarm }
    this.messages = [...this.messages, message].slice(-MOST_MESSAGES)
  }

  /** Drops what was logged for this step and later ones. */
  dropFrom(step: number): void {
    for (const [tag, series] of this.series) {
      series.dropFrom(step)
      if (series.length === 0) this.series.delete(tag)
    }
    const left = this.messages.filter((message) => message.step < step)
    if (left.length < this.messages.length) this.messages = left
    this.#bad.clear()
    this.step = Math.min(this.step, step)
    this.revision++
  }
}

export class Board {
  readonly runs = new Map<number, WatchedRun>()
  #count = 0

  /** Adds a run; a name that is taken gets a number. */
  add(name: string): WatchedRun {
    const taken = new Set(Array.from(this.runs.values(), (run) => run.name))
    let own = name
    for (let k = 2; taken.has(own); k++) own = `${name} (${k})`
    const run = new WatchedRun(this.#count++, own)
    this.runs.set(run.id, run)
    return run
  }
}
