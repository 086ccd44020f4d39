// Reads the stream of the live page as a browser does. For the tests of the server and of LivePage.
import { setTimeout } from 'node:timers/promises'

export interface SeenRun {
  step: number
  epoch: number
  current: Record<string, number | null>
  curves: Map<string, [step: number, value: number | null][]>
  messages: { step: number; tag: string; text: string; alarm: boolean }[]
}

/** Runs by name. */
export type Seen = Map<string, SeenRun>

interface Event {
  kind: 'points' | 'messages' | 'run'
  run: number
  [key: string]: unknown
}

/** What one who opens the page sees, once `enough` holds (at first: the first run is complete). */
export async function collect(url: string, enough: (seen: Seen) => boolean = ({ size }) => size > 0): Promise<Seen> {
  const runs = new Map<number, SeenRun & { name?: string }>()
  const named = (): Seen => new Map([...runs.values()].flatMap((run) => (run.name ? [[run.name, run]] : [])))
  const controller = new AbortController()
  const response = await fetch(`${url}events`, { signal: controller.signal })
  let held = ''
  let quiet = 0
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let reading = reader.read()
  try {
    for (;;) {
      const next = await Promise.race([reading, setTimeout(100, null)])
      if (next === null) {
        // All that is there has come.
        if (++quiet > 1 && enough(named())) return named()
        continue
      }
      quiet = 0
      held += next.value ?? ''
      const parts = held.split('\n\n')
      held = parts.pop()!
      for (const part of parts) if (part.startsWith('data: ')) apply(JSON.parse(part.slice(6)) as Event, runs)
      if (next.done) return named()
      reading = reader.read()
    }
  } finally {
    controller.abort()
    await reading.catch(() => undefined)
  }
}

function apply(event: Event, runs: Map<number, SeenRun & { name?: string }>): void {
  const run = runs.get(event.run) ?? { step: 0, epoch: 0, current: {}, curves: new Map(), messages: [] }
  runs.set(event.run, run)
  const { kind, ...rest } = event
  if (kind !== 'points') {
    Object.assign(run, rest)
    return
  }
  const { tag, reset, steps, values } = rest as unknown as {
    tag: string
    reset: boolean
    steps: number[]
    values: number[]
  }
  const points = steps.map((step, k): [number, number | null] => [step, values[k]!])
  run.curves.set(tag, reset ? points : [...(run.curves.get(tag) ?? []), ...points])
}
