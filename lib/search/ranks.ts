// A search whose trials are shared out over the ranks of a job. Trials come in rounds of fixed size: those of a round know
// what the rounds before found and not each other, so that the result is the same for any number of ranks, and rank 0
// writes the file. Called by search.ts.
import type { World } from '../distributed/world.ts'
import { DistributedError, OptionError } from '../errors.ts'
import { messageOf, say } from '../train/distributed/say.ts'
import type { FinishedTrial } from './trial.ts'

/** The ranks, and what must be the same on all of them. */
export interface RoundsOptions {
  readonly world: World
  readonly trials: number
  readonly round: number
  /** What defines the search, as JSON. */
  readonly head: string
}

/** What a search does on each rank. */
export interface RankWork {
  readonly finished: ReadonlyMap<number, FinishedTrial>
  /** Parameters of a trial, from the trials before its round and the parameters of its round before it. */
  sample(number: number, known: readonly FinishedTrial[], running: readonly object[]): Record<string, unknown>
  /** Runs a trial that knows the trials before its round. Null when the search is to end without it. */
  attempt(
    number: number,
    params: Record<string, unknown>,
    known: readonly FinishedTrial[]
  ): Promise<FinishedTrial | null>
  /** Takes over a trial, in the order of the numbers; the same on all ranks but for the file. */
  record(trial: FinishedTrial): Promise<void>
  /** A trial of the file, which rank 0 has read. */
  remember(trial: FinishedTrial): void
  /** Throws when the search is to end. */
  check(): void
}

interface Said {
  readonly error?: string
  readonly head?: string
  readonly trials: readonly FinishedTrial[]
}

/** Runs the search on this rank. @param failure what went wrong before, null for nothing */
export async function searchInRounds(options: RoundsOptions, work: RankWork, failure: unknown): Promise<void> {
  const { world, trials, round, head } = options
  const known = [...work.finished.values()]
  const first = await meet(world, { head, trials: world.rank === 0 ? known : [] }, failure)
  const other = first.findIndex((said) => said.head !== head)
  if (other >= 0) {
    throw new OptionError(
      `search: expected the same space and options on all ranks but rank ${other} differs from rank ${world.rank}`
    )
  }
  for (const trial of trialsOf(first)) if (!work.finished.has(trial.number)) work.remember(trial)
  let problem: unknown = null
  for (let from = 0; from < trials; from += round) {
    const numbers = Array.from({ length: Math.min(round, trials - from) }, (_, k) => from + k)
    if (numbers.every((number) => work.finished.has(number))) continue
    const own = problem === null ? await ownTrials(world, work, from, numbers) : { trials: [], error: problem }
    const all = trialsOf(await meet(world, { trials: own.trials }, own.error))
    try {
      for (const trial of all) await work.record(trial)
    } catch (error) {
      // The others hear of it when they say what they have next.
      problem = error
    }
  }
  await meet(world, { trials: [] }, problem)
}

// The trials of a round that this rank runs, and the error that ended it.
async function ownTrials(
  world: World,
  work: RankWork,
  from: number,
  numbers: readonly number[]
): Promise<{ trials: FinishedTrial[]; error: unknown }> {
  const before = [...work.finished.values()].filter(({ number }) => number < from).sort((a, b) => a.number - b.number)
  const own: FinishedTrial[] = []
  try {
    const round: Record<string, unknown>[] = []
    for (const number of numbers) {
      const done = work.finished.get(number)
      round.push(done === undefined ? work.sample(number, before, [...round]) : { ...done.params })
    }
    const open = numbers.filter((number) => !work.finished.has(number))
    for (const [k, number] of open.entries()) {
      if (k % world.size !== world.rank) continue
      const trial = await work.attempt(number, round[number - from]!, before)
      work.check()
      if (trial !== null) own.push(trial)
    }
    return { trials: own, error: null }
  } catch (error) {
    return { trials: own, error }
  }
}

// What all ranks say. An error of one is an error of all.
async function meet(world: World, own: Said, error: unknown): Promise<Said[]> {
  const all = await say<Said>(world, 'search', error === null ? own : { ...own, error: messageOf(error) })
  if (error !== null) throw error
  const failed = all.findIndex((said) => said.error !== undefined)
  if (failed >= 0) {
    throw new DistributedError(`search: cannot continue because rank ${failed} failed: ${all[failed]!.error}`)
  }
  return all
}

// In the order of their numbers; JSON has no NaN.
function trialsOf(all: readonly Said[]): FinishedTrial[] {
  return all
    .flatMap(({ trials }) => trials)
    .map((trial) => ({
      ...trial,
      reports: trial.reports.map(([step, value]) => [step, (value as number | null) ?? Number.NaN] as const)
    }))
    .sort((a, b) => a.number - b.number)
}
