// What a Trainer asks of all ranks where the states of the optimizer are divided; nothing where they are not. Called by
// trainer.ts.
import { OptionError } from '../../errors.ts'
import type { Run } from '../run.ts'
import type { Gathered } from './division.ts'

// Whether a fit is under way, in which ranks take part in what one of them asks for.
const serves = ({ exclusive, sharded }: Run): boolean => exclusive.fitting && sharded?.division != null

/** Callbacks of other ranks may have asked for something first. Not to be awaited without ranks: that would be a turn. */
export async function waitForRanks(run: Run): Promise<void> {
  if (serves(run)) await run.sharded!.division!.requests.ask('meet', () => undefined)
}

/** Waits until every rank is here. */
export async function meetRanks(run: Run): Promise<void> {
  if (serves(run)) await waitForRanks(run)
  else await run.sharded?.say('Trainer.save', {})
}

/** Brings the states together, in a fit and outside of it; null if they are not divided. */
export async function bringTogether<R>(
  run: Run,
  to: 'rank 0' | 'all',
  body: (gathered: Gathered | null) => R | Promise<R>
): Promise<R> {
  const { sharded, exclusive, step } = run
  if (sharded?.division == null) return exclusive.alone(() => body(null))
  if (serves(run)) return sharded.division.requests.ask(to, body)
  const gathered = await sharded.division.gather(step, to)
  return exclusive.alone(() => body(gathered))
}

/** Throws if this rank has a part of the states alone. */
export function refuseDivided({ sharded }: Run): void {
  if (sharded?.division == null) return
  throw new OptionError(
    'Trainer.stateDict: cannot give the whole state because zeroRedundancy divides it over the ranks; await snapshot() on every rank'
  )
}
