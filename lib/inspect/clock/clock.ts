// The clock of measurements: candidates are timed in turns, disturbed ones again, and while other programs are noticed no
// winner is named. Called by findBatchSize, profile and lib/analyze.
import { yieldToEventLoop } from '../../util/eventLoop.ts'
import { type Disturbance, Probe } from './probe.ts'
import { type Timing, timingOf } from './steady.ts'

/** Something to time: `run` does the work once. */
export interface Timed {
  readonly name: string
  run(): unknown
}

export interface ClockOptions {
  /** Rounds, in each of which every candidate has a turn, >= 5. Default 7. */
  readonly rounds?: number | undefined
  /** Seconds that a turn should last; a short work is repeated. Default 0.02. */
  readonly turn?: number | undefined
  /** How often disturbed candidates are measured at most. Default 5. */
  readonly attempts?: number | undefined
  /** Seconds after which disturbed candidates are not measured again. Default 5. */
  readonly patience?: number | undefined
  /** Ends the measurement after the current turn: what there is counts, if there is a round. */
  readonly stop?: (() => boolean) | undefined
}

const ATTEMPTS = 5
let most = ATTEMPTS

/** @internal Another default of `attempts`, or the usual one again: next to other tests every machine is busy. */
export function setAttempts(attempts = ATTEMPTS): void {
  most = attempts
}

/** Times of all candidates, and whether they can be compared. */
export interface Clocked {
  readonly timings: readonly Timing[]
  /** Whether other programs disturbed the measurement: then its times say little. */
  readonly busy: boolean
  /** Half the distance of the quartiles over the median, of the widest candidate: the ± of the times. */
  readonly noise: number
  readonly disturbance: Disturbance
}

/**
 * Times candidates in turns (A B C, C B A, ...), so that a drift of the machine meets all of them alike. Candidates
 * whose times spread by more than 30 % or fall into two groups are measured again, and the steadiest attempt counts.
 */
export async function timeInTurns(candidates: readonly Timed[], options: ClockOptions = {}): Promise<Clocked> {
  const { rounds = 7, turn = 0.02, attempts = most, patience = 5, stop = () => false } = options
  const began = performance.now()
  const calls = new Map<Timed, number>()
  for (const candidate of candidates) {
    // The first call compiles and fills caches.
    await timed(candidate, 1)
    calls.set(candidate, Math.max(1, Math.min(1e5, Math.ceil(turn / Math.max(1e-7, await timed(candidate, 1))))))
  }
  const best = new Map<Timed, Timing>()
  let disturbance: Disturbance = { late: 0, waited: 0, teamWaited: 0, busy: false }
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const again = candidates.filter((each) => !best.get(each)?.steady)
    if (again.length === 0 && !disturbance.busy) break
    if (attempt > 1 && (stop() || (performance.now() - began) / 1e3 > patience)) break
    const measured = await inTurns(again.length === 0 ? candidates : again, calls, Math.max(5, rounds), attempt, stop)
    if (attempt === 1 || !measured.disturbance.busy) disturbance = measured.disturbance
    for (const [candidate, timing] of measured.timings) {
      const before = best.get(candidate)
      const better = before === undefined || timing.spread < before.spread
      best.set(candidate, { ...(better ? timing : before), attempts: attempt })
    }
  }
  const timings = candidates.map((each) => best.get(each)!)
  const noise = Math.max(0, ...timings.map(({ spread }) => spread / 2))
  return { timings, busy: disturbance.busy || timings.some(({ steady }) => !steady), noise, disturbance }
}

async function inTurns(
  candidates: readonly Timed[],
  calls: ReadonlyMap<Timed, number>,
  rounds: number,
  attempt: number,
  stop: () => boolean
): Promise<{ timings: Map<Timed, Timing>; disturbance: Disturbance }> {
  const samples = new Map<Timed, number[]>(candidates.map((each) => [each, []]))
  const probe = new Probe()
  for (let round = 0; round < rounds && (round === 0 || !stop()); round++) {
    for (const candidate of round % 2 === 0 ? candidates : [...candidates].reverse()) {
      probe.take()
      samples.get(candidate)!.push(await timed(candidate, calls.get(candidate)!))
      probe.take()
      await yieldToEventLoop()
    }
  }
  const timings = Array.from(
    samples,
    ([each, times]) => [each, timingOf(each.name, times, calls.get(each)!, attempt)] as const
  )
  return { timings: new Map(timings), disturbance: probe.result() }
}

async function timed({ run }: Timed, calls: number): Promise<number> {
  const began = performance.now()
  for (let k = 0; k < calls; k++) {
    const result = run()
    if (result instanceof Promise) await result
  }
  return (performance.now() - began) / 1e3 / calls
}

/**
 * The candidate that is faster than all others beyond the noise: its upper quartile lies below their lower ones. Null
 * when the machine is busy or the times overlap.
 */
export function fastestOf({ timings, busy }: Pick<Clocked, 'timings' | 'busy'>): Timing | null {
  if (busy || timings.length === 0) return null
  const [first, ...others] = [...timings].sort((a, b) => a.seconds - b.seconds) as [Timing, ...Timing[]]
  return others.every(({ low }) => first.high < low) ? first : null
}

/** 'the machine is busy: ±12 %' for a report; null of a quiet machine, and when nothing was timed. */
export function busyText({ busy, noise }: { busy: boolean | null; noise: number | null }): string | null {
  return busy === true && noise !== null ? `the machine is busy: ±${Math.max(1, Math.ceil(100 * noise))} %` : null
}
