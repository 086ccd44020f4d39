// Checkpoints: the whole state of a run in one safetensors file. Tensors are tensors of the file, everything else is
// JSON in its metadata, sealed by a checksum. The Trainer calls these; so can your own loop.
import { CheckpointError } from '../errors.ts'
import { isSystemError, type Signal } from '../util/files.ts'
import { checkOptions, checkValue, rule, show, text } from '../util/options.ts'
import { isAbortSignal } from '../util/realm.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import { flatten, type Tree, unflatten } from './tree.ts'

// What the metadata says of the file. The version counts changes that older readers cannot read.
const FORMAT = 'thalweg.checkpoint'
const VERSION = 1
const STATE = 'thalweg.state'

/** Options of saveCheckpoint. */
export interface SaveCheckpointOptions {
  /** An AbortSignal: the call rejects with its reason, and an existing file is untouched. */
  signal?: Signal | undefined
}

/**
 * What a checkpoint can hold, as far as types can tell: any nest of what `Tree` lists. (An interface, such as the state
 * of an optimizer, has no index signature: it fits `object` alone.)
 */
export type Saveable = Tree | object

/** A state as `loadCheckpoint` gives it when nothing more is known of it. */
// biome-ignore lint/suspicious/noExplicitAny: what was saved is for the caller to say
export type SavedState = Record<string, any>

const SAVE_RULES = { signal: rule('an AbortSignal', isAbortSignal) }

/**
 * Writes a state as a checkpoint, atomically: after a crash at any instant the path holds the old checkpoint or the new
 * one, whole. The state is copied before the call returns; it is hashed on another thread while it is written.
 *
 * @param path the file; its folder must exist
 * @param state plain objects and arrays of tensors, numbers (including NaN and Infinity), strings, booleans and null. A
 *   tensor is named by its path: `{ model: module.stateDict() }` gives `model.0.weight`
 * @param options signal
 * @throws OptionError for anything else; CheckpointError when the file cannot be written (disk full, no permission,
 *   folder gone), with the error of the system as `cause`. An existing file is untouched
 * @example
 * await saveCheckpoint('run.safetensors', { model: model.stateDict(), optimizer: optimizer.stateDict(), epoch: 3 })
 */
export async function saveCheckpoint(
  path: string,
  state: Saveable,
  options: SaveCheckpointOptions = {}
): Promise<void> {
  checkValue('saveCheckpoint', 'path', path, text)
  checkOptions('saveCheckpoint', options, SAVE_RULES)
  const { tensors, json } = flatten('saveCheckpoint', state)
  const metadata = { [FORMAT]: String(VERSION), [STATE]: json }
  try {
    await writeSafetensors('saveCheckpoint', path, tensors, metadata, { checksum: true }, options.signal)
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new CheckpointError(
      `saveCheckpoint: ${path}: could not be written (${(error as Error).message}); a file that was there before is untouched`,
      { cause: error }
    )
  }
}

/**
 * Reads a checkpoint, all of it or nothing.
 *
 * @returns the saved state; `loadCheckpoint<{ epoch: number }>(path)` gives it your type
 * @throws CheckpointError when the file is truncated, altered, not a checkpoint or of a newer version, or cannot be
 *   read (its code is then the system's, such as 'ENOENT')
 * @example
 * const { model: weights } = await loadCheckpoint('run.safetensors')
 * model.loadStateDict(weights)
 */
export async function loadCheckpoint<T = SavedState>(path: string): Promise<T> {
  const fail = (message: string): CheckpointError => new CheckpointError(`loadCheckpoint: ${path}: ${message}`)
  const { tensors, metadata, sealed } = await readSafetensors('loadCheckpoint', path)
  const version = Object.hasOwn(metadata, FORMAT) ? metadata[FORMAT] : undefined
  if (version === undefined) {
    throw fail(
      'expected a checkpoint but it holds weights alone; load them with loadSafetensors and module.loadStateDict'
    )
  }
  if (!/^\d{1,9}$/.test(version)) throw fail(`expected a version number but it is ${show(version)}`)
  if (Number(version) > VERSION) {
    throw fail(`expected version ${VERSION} or older but it is ${version}: a newer thalweg wrote it`)
  }
  if (!sealed) throw fail('expected a checksum but it has none')
  return unflatten(metadata[STATE] ?? '', tensors, fail) as T
}
