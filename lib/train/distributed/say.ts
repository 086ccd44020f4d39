// What every rank says to all, as JSON. Called by the files of this folder.
import type { Call } from '../../distributed/meeting.ts'
import type { World } from '../../distributed/world.ts'
import { isError } from '../../util/realm.ts'

/** What every rank says, in order. */
export async function say<T>(world: World, call: Call, value: T): Promise<T[]> {
  const all = await world.exchange(call, new TextEncoder().encode(JSON.stringify(value)))
  return all.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as T)
}

/** What an error says, on one line. */
export function messageOf(error: unknown): string {
  return (isError(error) ? error.message : String(error)).split('\n')[0]!
}
