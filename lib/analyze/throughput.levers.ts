// What may be changed to make a run faster, and which changes help together. Called by throughput.ts.
import { availableParallelism } from 'node:os'
import { backend } from '../backend/index.ts'
import type { Session } from './session.ts'
import { type Setup, type Speed, speedsOf } from './throughput.measure.ts'

export const LEVERS = ['threads', 'batch', 'bfloat16', 'optimizer'] as const
export type LeverName = (typeof LEVERS)[number]

/** A change by name; `safe`: the run computes the same numbers. */
export interface Lever {
  readonly name: string
  readonly setup: Setup
  readonly safe: boolean
  /** The lines of a config that make it. */
  readonly config: string
}

/** The name of the setup without changes. */
export const NOW = 'as it is'

/** @param batch samples of a batch now; `samples` those of an epoch */
export function leversOf(names: readonly LeverName[], batch: number, samples: number): Lever[] {
  const levers: Lever[] = []
  if (names.includes('threads')) {
    const most = availableParallelism()
    const counts = new Set([1, Math.ceil(most / 2), most])
    counts.delete(backend.threads)
    for (const threads of counts) {
      levers.push({ name: `threads ${threads}`, setup: { threads }, safe: true, config: `threads: ${threads}` })
    }
  }
  if (names.includes('batch')) {
    for (const batchSize of [2 * batch, 4 * batch, 8 * batch].filter((size) => size <= samples)) {
      levers.push({ name: `batch ${batchSize}`, setup: { batchSize }, safe: false, config: `batchSize: ${batchSize}` })
    }
  }
  if (names.includes('bfloat16')) {
    const config = "trainer: { activations: 'bfloat16' }"
    levers.push({ name: 'bfloat16 activations', setup: { activations: 'bfloat16' }, safe: false, config })
  }
  if (names.includes('optimizer')) {
    levers.push({
      name: 'optimizer sgd',
      setup: { optimizer: 'sgd' },
      safe: false,
      config: "optimizer: { name: 'SGD' }"
    })
  }
  return levers
}

/** All changes at once. */
export const merged = (levers: readonly Lever[]): Setup =>
  Object.assign({}, ...levers.map(({ setup }) => setup)) as Setup

/**
 * One change after the other, those that keep the numbers of the run first, then by their gain alone. Each is timed in
 * turns with what is chosen so far.
 */
export async function greedy(
  session: Session,
  levers: readonly Lever[],
  alone: ReadonlyMap<string, Speed>
): Promise<{ levers: Lever[]; speed: Speed | undefined }> {
  const now = alone.get(NOW)
  const helping = levers.filter(({ name }) => now !== undefined && (alone.get(name)?.high ?? Infinity) < now.low)
  helping.sort((a, b) => Number(b.safe) - Number(a.safe) || alone.get(a.name)!.seconds - alone.get(b.name)!.seconds)
  const kinds = new Set<string>()
  let chosen: Lever[] = []
  let speed: Speed | undefined
  for (const lever of helping) {
    const [kind] = Object.keys(lever.setup) as [string]
    if (kinds.has(kind) || session.stopped) continue
    if (chosen.length === 0) {
      ;[chosen, speed] = [[lever], alone.get(lever.name)]
      kinds.add(kind)
      continue
    }
    const both = [
      { name: 'with', setup: merged([...chosen, lever]) },
      { name: 'without', setup: merged(chosen) }
    ]
    const { speeds, clocked } = await speedsOf(session, both)
    const [wanted, had] = [speeds.get('with'), speeds.get('without')]
    if (clocked === null || clocked.busy || wanted === undefined || had === undefined || !(wanted.high < had.low))
      continue
    ;[chosen, speed] = [[...chosen, lever], wanted]
    kinds.add(kind)
  }
  return { levers: chosen, speed }
}
