// Choose the parameters of a trial: by its number alone (grid, random), or by the results of earlier trials (TPE).
// Called by search.ts.
import { Philox } from '../util/philox.ts'
import { active, type ChoiceDimension, type Dimension, draw, type NumberDimension, type Space } from './space.ts'
import { goodOnes, suggest } from './tpe.ts'
import type { FinishedTrial } from './trial.ts'

type Plain = Record<string, unknown>

/** The input of a sampler. */
export interface Seen {
  /** By number. */
  readonly finished: readonly FinishedTrial[]
  /** The parameters of trials under way. */
  readonly running: readonly Plain[]
}

/** The parameters of the trial of a number. */
export type Sampler = (number: number, seen: Seen) => Plain

export function gridSampler(grid: readonly Plain[]): Sampler {
  return (number) => grid[number]!
}

// Each parameter of each trial has its own stream, so that a draw depends on nothing but seed, number and place.
function sample(
  space: Space,
  seed: number,
  number: number,
  value: (name: string, d: NumberDimension | ChoiceDimension, random: Philox) => unknown
): Plain {
  const params: Plain = {}
  for (const [k, [name, d]] of Object.entries<Dimension>(space).entries()) {
    const own = active(d, params)
    if (own !== null) params[name] = value(name, own, new Philox(seed, [number, k]))
  }
  return params
}

export function randomSampler(space: Space, seed: number): Sampler {
  return (number) => sample(space, seed, number, (_, d, random) => draw(d, random))
}

/** Random for the first `startup` trials, then by their results. */
export function tpeSampler(space: Space, seed: number, sign: number, startup: number, candidates: number): Sampler {
  const atRandom = randomSampler(space, seed)
  return (number, { finished, running }) => {
    const order = ranked(finished, sign)
    if (order.length < startup) return atRandom(number, { finished, running })
    const count = goodOnes(order.length)
    const good = order.slice(0, count).map(({ params }) => params as Plain)
    // Running trials count as bad, so that others look elsewhere.
    const bad = [...order.slice(count).map(({ params }) => params as Plain), ...running]
    const values = (trials: readonly Plain[], name: string): unknown[] =>
      trials.map((params) => params[name]).filter((v) => v !== undefined)
    return sample(space, seed, number, (name, d, random) =>
      suggest(d, values(good, name), values(bad, name), candidates, random)
    )
  }
}

// The best first; pruned ones after the complete ones, those that came farther first.
function ranked(finished: readonly FinishedTrial[], sign: number): FinishedTrial[] {
  const known = finished.filter(({ state, value }) => state !== 'failed' && value !== null)
  const step = (trial: FinishedTrial): number => trial.reports.at(-1)?.[0] ?? 0
  const value = (trial: FinishedTrial): number => (Number.isNaN(trial.value) ? Infinity : sign * trial.value!)
  return known.sort((a, b) => {
    if (a.state !== b.state) return a.state === 'complete' ? -1 : 1
    if (a.state === 'pruned' && step(a) !== step(b)) return step(b) - step(a)
    return value(a) === value(b) ? 0 : value(a) - value(b)
  })
}
