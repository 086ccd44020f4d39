// thalweg/checkpoint: weights and checkpoints as files.
import '../ops/methods.ts'

export {
  loadCheckpoint,
  type Saveable,
  type SaveCheckpointOptions,
  type SavedState,
  saveCheckpoint
} from './checkpoint.ts'
export { loadSafetensors, type NamedTensors, type SaveOptions, saveSafetensors } from './safetensors.ts'
export type { Tree } from './tree.ts'
