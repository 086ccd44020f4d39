// Timing: how often to call, medians and quartiles, and waiting. Used by machine.ts and block.ts.
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ascending, quantile } from '../util/statistics.ts'

/** Seconds a call: the median of `reps` repetitions, their quartiles and the fastest. */
export interface Stats {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly min: number
  readonly reps: number
  /** Calls in each repetition. */
  readonly calls: number
}

export interface TimingPlan {
  readonly reps: number
  /** Seconds that a repetition should last, in which a short work is called many times. */
  readonly repSeconds: number
  /** Seconds of warm-up before the first repetition. */
  readonly warmSeconds: number
  /** Seconds that all repetitions of a block may take together; a long work gets fewer, but never fewer than 3. */
  readonly budget: number
  /** How often a disturbed block is measured at most. */
  readonly attempts: number
}

export function statsOf(samples: readonly number[], calls: number): Stats {
  const sorted = ascending(samples)
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    min: sorted[0]!,
    reps: sorted.length,
    calls
  }
}

/** Seconds a call over `calls` calls. */
export function timeCalls(run: () => void, calls: number): number {
  const start = performance.now()
  for (let k = 0; k < calls; k++) run()
  return (performance.now() - start) / 1e3 / calls
}

/** Warms up and returns the seconds that a call takes about. */
export function warmUp(run: () => void, seconds: number): number {
  let each = timeCalls(run, 1)
  let spent = each
  let calls = 1
  while (spent < seconds) {
    calls = Math.min(calls * 2, Math.max(1, Math.ceil((seconds - spent) / Math.max(each, 1e-8))))
    each = timeCalls(run, calls)
    spent += each * calls
  }
  return each
}

/** Calls in a repetition, and repetitions, for a work that takes `each` seconds. */
export function planFor(each: number, plan: TimingPlan): { calls: number; reps: number } {
  const calls = Math.max(1, Math.min(1e6, Math.ceil(plan.repSeconds / Math.max(each, 1e-8))))
  const fit = Math.floor(plan.budget / (each * calls))
  return { calls, reps: Math.max(Math.min(3, plan.reps), Math.min(plan.reps, fit)) }
}

/** Warms up, then times. */
export function measure(run: () => void, plan: TimingPlan): Stats {
  const { calls, reps } = planFor(warmUp(run, plan.warmSeconds), plan)
  return statsOf(
    Array.from({ length: reps }, () => timeCalls(run, calls)),
    calls
  )
}

/** Resolves after that many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Frees what the last row has left, so that its garbage is not collected while the next one is timed. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
}
