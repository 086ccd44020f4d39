// Reads the stream of the live page as a browser does. For the tests of the server and of LivePage.
import { setTimeout } from 'node:timers/promises'
import type { PageEvent } from '../../lib/watch/events.ts'

export interface SeenRun {
  step: number
  epoch: number
  current: Record<string, number | null>
  curves: Map<string, [step: number, value: number | null][]>
  messages: { step: number; tag: string; text: string; alarm: boolean }[]
}

/** Runs by name. */
export type Seen = Map<string, SeenRun>

/** What a browser that opens the page sees once `enough` holds (by default: when the first run is complete). */
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
        // Everything has arrived.
        if (++quiet > 1 && enough(named())) return named()
        continue
      }
      quiet = 0
      held += next.value ?? ''
      const parts = held.split('\n\n')
      held = parts.pop()!
      for (const part of parts) if (part.startsWith('data: ')) apply(JSON.parse(part.slice(6)) as PageEvent, runs)
      if (next.done) return named()
      reading = reader.read()
    }
  } finally {
    controller.abort()
    await reading.catch(() => undefined)
  }
}

function apply(event: PageEvent, runs: Map<number, SeenRun & { name?: string }>): void {
  const run = runs.get(event.run) ?? { step: 0, epoch: 0, current: {}, curves: new Map(), messages: [] }
  runs.set(event.run, run)
  if (event.kind !== 'points') {
    Object.assign(run, event)
    return
  }
  const { tag, reset, steps, values } = event
  const points = steps.map((step, k): [number, number | null] => [step, values[k]!])
  run.curves.set(tag, reset ? points : [...(run.curves.get(tag) ?? []), ...points])
}
