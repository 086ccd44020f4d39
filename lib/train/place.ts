// Where a loader stands, and going there: for loaders with state() and setState(), such as the DataLoader. Called by
// run.ts; the way back to a place, by learner.ts.
import { CheckpointError } from '../errors.ts'
import { show } from '../util/options.ts'
import type { Position } from './state.ts'
import type { Loader } from './types.ts'

interface Placed {
  state(): unknown
  setState(state: unknown): void
}

function isPlaced(loader: object): loader is Placed {
  const { state, setState } = loader as Partial<Placed>
  return typeof state === 'function' && typeof setState === 'function'
}

/** Where a loader stands; null for one that cannot say. */
export function stateOf(loader: Loader): unknown {
  return isPlaced(loader) ? loader.state() : null
}

/** Brings a loader to the place where the run stood. */
export function goTo(call: string, loader: Loader, data: unknown, position: Position): void {
  if (data !== null && isPlaced(loader)) loader.setState(data)
  else if (position.batch > 0) {
    throw new CheckpointError(
      `${call}: expected a loader with state() and setState(), such as a DataLoader, to resume within an epoch (after batch ${position.batch}) but received ${show(loader)}`
    )
  }
}

/** The way back to where a loader stands now, whatever is read of it meanwhile; null for one that cannot. */
export function markOf(loader: Loader): (() => void) | null {
  const { mark } = loader as { mark?: () => () => void }
  if (typeof mark === 'function') return mark.call(loader)
  if (!isPlaced(loader)) return null
  const state = loader.state()
  return () => loader.setState(state)
}
