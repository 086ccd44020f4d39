// A browser that looks at the page: gets what it does not have yet, as server-sent events. A slow one delays nothing and
// holds no memory: nothing is queued, what it lacks is computed when it can take more. Called by server.ts.
import type { ServerResponse } from 'node:http'
import type { Board, Message, WatchedRun } from './board.ts'
import type { PageEvent, PointsEvent } from './events.ts'
import type { Cursor, Curve } from './series.ts'

// Buckets of a curve that is sent as a whole: two points for each pixel of a wide chart.
const BUCKETS = 1000
// Milliseconds after which a browser that takes nothing is cut off; it reconnects by itself.
const PATIENCE = 60_000

interface Known {
  revision: number
  messages: readonly Message[]
  readonly cursors: Map<string, Cursor>
}

export class Viewer {
  readonly #board: Board
  readonly #response: ServerResponse
  readonly #known = new Map<number, Known>()
  // Since when the browser takes nothing.
  #blocked: number | null = null

  constructor(board: Board, response: ServerResponse) {
    this.#board = board
    this.#response = response
  }

  /** Sends what is new, as far as the browser takes it. */
  send(now = performance.now()): void {
    if (this.#blocked !== null) {
      if (now - this.#blocked > PATIENCE) this.#response.destroy()
      return
    }
    for (const event of this.#lacking()) {
      if (this.#response.write(`data: ${JSON.stringify(event)}\n\n`)) continue
      this.#blocked = now
      this.#response.once('drain', () => {
        this.#blocked = null
        this.send()
      })
      return
    }
  }

  /** Shows the browser that the server is there. */
  beat(): void {
    if (this.#blocked === null) this.#response.write(':\n\n')
  }

  *#lacking(): Generator<PageEvent> {
    for (const run of this.#board.runs.values()) {
      const known = this.#known.get(run.id) ?? { revision: -1, messages: [], cursors: new Map() }
      this.#known.set(run.id, known)
      if (known.revision === run.revision) continue
      // A run counts as known only when all of it has been sent.
      const { revision } = run
      yield* this.#ofRun(run, known)
      known.revision = revision
    }
  }

  *#ofRun(run: WatchedRun, known: Known): Generator<PageEvent> {
    for (const tag of known.cursors.keys()) {
      if (run.series.has(tag)) continue
      known.cursors.delete(tag)
      yield { kind: 'points', run: run.id, tag, reset: true, steps: [], values: [] }
    }
    for (const [tag, series] of run.series) {
      const news = series.since(known.cursors.get(tag), BUCKETS)
      if (news === null) continue
      known.cursors.set(tag, news.cursor)
      yield { kind: 'points', run: run.id, tag, reset: news.reset, ...plain(news) }
    }
    if (known.messages !== run.messages) {
      known.messages = run.messages
      yield { kind: 'messages', run: run.id, messages: run.messages }
    }
    const current = Object.fromEntries(Array.from(run.series, ([tag, { last }]) => [tag, short(last)]))
    const { id, name, step, epoch, wallTime } = run
    yield { kind: 'run', run: id, name, step, epoch, wallTime, current }
  }
}

function plain({ steps, values }: Curve): Pick<PointsEvent, 'steps' | 'values'> {
  return { steps, values: values.map(short) }
}

// Six digits are more than a screen shows. JSON has no NaN.
function short(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null
}
