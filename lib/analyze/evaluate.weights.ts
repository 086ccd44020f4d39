// Trained weights for an experiment: of a checkpoint of the Trainer, of your own loop, of a file of weights alone, or of
// a module. Called by evaluate.ts and serving.ts.
import { loadCheckpoint, loadSafetensors } from '../checkpoint/index.ts'
import { Module } from '../nn/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { RunState } from '../train/index.ts'
import { either, rule, text } from '../util/options.ts'
import type { Built, Experiment } from './experiment.ts'
import type { Session } from './session.ts'

/** A file of weights, or a trained module. */
export type Weights = string | Module

export const WEIGHTS = either(
  { ...text, expected: 'the path of a checkpoint or of weights' },
  rule('a module', (v) => v instanceof Module)
)

/** A Trainer with trained weights; `plain`: they are in the model itself, and averages of the Trainer do not count. */
export interface Loaded extends Built {
  readonly plain: boolean
  readonly seed: number
}

/**
 * Builds the experiment and gives it the weights. A checkpoint that `thalweg train` wrote holds the seed of its run, by
 * which the data were split: it is built with that one.
 *
 * @throws CheckpointError when they do not fit or cannot be read
 */
export async function loadedWith(session: Session, weights: Weights | undefined): Promise<Loaded> {
  const { experiment } = session
  if (weights === undefined) return await built(session, experiment.seed ?? 0, false)
  if (weights instanceof Module) {
    const own = await built(session, experiment.seed ?? 0, true)
    own.trainer.model.loadStateDict(weights.stateDict())
    return own
  }
  const { tensors, metadata } = await loadSafetensors(weights)
  if (!Object.hasOwn(metadata, 'thalweg.checkpoint')) {
    const own = await built(session, experiment.seed ?? 0, true)
    own.trainer.model.loadStateDict(tensors)
    return own
  }
  const state = await loadCheckpoint<Partial<RunState>>(weights)
  const isRun = state.position !== undefined && state.optimizer !== undefined && state.generators !== undefined
  const own = await built(session, seedOf(state, experiment), !isRun)
  if (isRun) own.trainer.loadStateDict(state as RunState)
  else own.trainer.model.loadStateDict((state.model ?? state) as Record<string, Tensor>)
  return own
}

async function built(session: Session, seed: number, plain: boolean): Promise<Loaded> {
  return { ...(await session.build({ seed })), plain, seed }
}

function seedOf({ callbacks }: Partial<RunState>, { seed = 0 }: Experiment): number {
  const saved = callbacks?.['thalweg train']?.seed
  return typeof saved === 'number' ? saved : seed
}
