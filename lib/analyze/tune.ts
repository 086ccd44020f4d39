// The best learning rate of a candidate: decades first, then between them. Called by optimizers.ts and schedules.ts.
import type { Racer } from './candidates.ts'
import type { Limits, RunRecord } from './record.ts'
import type { Session } from './session.ts'

/** A candidate at its best rate. */
export interface Tuned extends Racer {
  readonly lr: number
  /** Whether the best rate is the first or the last that was tried. */
  readonly atEdge: boolean
  /** The rates with which the loss fell, in ascending order. */
  readonly stable: readonly number[]
}

/** How many runs a search usually takes: for the progress. */
export const USUAL_TRIES = 6
const MOST_DECADES = 6
// How many rates are tried beyond given ones.
const BEYOND = 2
// Half a decade.
const ROOT = 3.1623

/**
 * Trains on the first seed with rates a decade apart, from the candidate's default upwards, until the best lies between two
 * others, then half a decade to either side of it. Given `rates` are tried instead, and with `extend` some beyond them. The
 * rate with the lowest loss at the end is the best.
 *
 * @param fixed the rate, if it is not to be searched
 * @param of what the best rate makes smallest. Default the loss at the end
 */
export async function tune(
  session: Session,
  racer: Racer,
  limits: Limits,
  fixed?: number,
  of: (record: RunRecord) => number = ({ loss }) => loss
): Promise<Tuned> {
  if (fixed !== undefined) return at(racer, fixed, false, [])
  const seed = session.seeds[0]!
  const results = new Map<number, number>()
  const attempt = async (rate: number): Promise<void> => {
    const lr = Number(rate.toPrecision(3))
    if (results.has(lr) || session.stopped) return
    const record = await session.train(`${racer.name} at ${lr}`, { ...racer.build, lr, seed }, limits)
    if (record !== null) results.set(lr, record.diverged || Number.isNaN(of(record)) ? Infinity : of(record))
  }
  if (racer.rates !== null) for (const rate of racer.rates) await attempt(rate)
  else {
    const { trainer } = await session.build({ ...racer.build, seed })
    const first = trainer.optimizer.paramGroups[0]!.lr || 1e-3
    for (const factor of [1, 10, 100]) await attempt(first * factor)
    while (results.size >= 3 && results.size < MOST_DECADES && !session.stopped) {
      const { best, sorted } = bestOf(results)
      if (best === sorted.at(-1)) await attempt(best * 10)
      else if (best === sorted[0]) await attempt(best / 10)
      else break
    }
    if (results.size > 0) {
      const { best } = bestOf(results)
      for (const rate of [best / ROOT, best * ROOT]) await attempt(rate)
    }
  }
  if (results.size === 0) return at(racer, racer.rates?.[0] ?? 1e-3, false, [])
  for (let k = 0; k < BEYOND && racer.extend && results.size > 1 && !session.stopped; k++) {
    const { best, sorted } = bestOf(results)
    if (best === sorted.at(-1)) await attempt(best * ROOT)
    else if (best === sorted[0]) await attempt(best / ROOT)
    else break
  }
  const { best, sorted } = bestOf(results)
  const edge = sorted.length > 1 && (best === sorted[0] || best === sorted.at(-1))
  const stable = sorted.filter((lr) => results.get(lr)! < Infinity)
  return at(racer, best, edge, stable)
}

function bestOf(results: ReadonlyMap<number, number>): { best: number; sorted: number[] } {
  const sorted = [...results.keys()].sort((a, b) => a - b)
  return { sorted, best: sorted.reduce((a, b) => (results.get(b)! < results.get(a)! ? b : a)) }
}

const at = (racer: Racer, lr: number, atEdge: boolean, stable: readonly number[]): Tuned => ({
  ...racer,
  build: { ...racer.build, lr },
  lr,
  atEdge,
  stable
})
