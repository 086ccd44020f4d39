// What a Trainer asks of all ranks where the states of the optimizer are divided; nothing where they are not. Called by
// trainer.ts.
import { OptionError } from '../../errors.ts'
import type { Run } from '../run.ts'
import type { Gathered } from './division.ts'
import type { Requests } from './requests.ts'

// Within a fit, what ranks ask each other for; null outside of it, or if nothing is divided.
const requestsOf = ({ exclusive, sharded }: Run): Requests | null =>
  exclusive.fitting ? (sharded?.division?.requests ?? null) : null

/** Calls `body`: at once, unless callbacks of other ranks may have asked for something first. */
export function afterRanks<R>(run: Run, body: () => Promise<R>): Promise<R> {
  const requests = requestsOf(run)
  return requests === null ? body() : requests.ask('meet', () => undefined).then(body)
}

/** Waits until every rank is here. */
export async function meetRanks(run: Run): Promise<void> {
  const requests = requestsOf(run)
  if (requests === null) await run.sharded?.say('Trainer.save', {})
  else await requests.ask('meet', () => undefined)
}

/** Brings the states together, in a fit and outside of it; null if they are not divided. */
export async function bringTogether<R>(
  run: Run,
  to: 'rank 0' | 'all',
  body: (gathered: Gathered | null) => R | Promise<R>
): Promise<R> {
  const { sharded, exclusive, step } = run
  if (sharded?.division == null) return exclusive.alone(() => body(null))
  const requests = requestsOf(run)
  if (requests !== null) return requests.ask(to, body)
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
